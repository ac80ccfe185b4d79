import assert from 'node:assert/strict';
import { legacyRoutes, mobileCommands } from '../../../../scanner/emulator/driver/commands.ts';
import { EmbeddedDriver } from '../../../../scanner/emulator/driver/embedded-driver.ts';

type Parameters = { readonly required?: readonly string[]; readonly optional?: readonly string[] };

const driver = EmbeddedDriver.prototype as unknown as Readonly<Record<string, unknown>>;

describe('the protocol of the driver', () => {
  const commands = [
    ...Object.entries(mobileCommands).map(([name, { command }]) => [name, command] as const),
    ...Object.entries(legacyRoutes).flatMap(([route, methods]) =>
      Object.values(methods).map(({ command }: { readonly command: string }) => [route, command] as const),
    ),
  ];
  for (const [name, command] of commands) {
    it(`has a method for ${name}`, () => assert.equal(typeof driver[command], 'function'));
  }

  // A tripwire: clients and saved scripts depend on these names. Change it only together with docs/device.md.
  it('offers these commands of its own', () => {
    const lines = Object.entries(mobileCommands)
      .slice(0, 17)
      .map(([name, entry]) => {
        const { required = [], optional = [] }: Parameters = 'params' in entry ? entry.params : {};
        return [name, ...required, ...optional.map((parameter) => `[${parameter}]`)].join(' ');
      });
    assert.deepEqual(lines, [
      'mobile: events [after]',
      'mobile: windows',
      'mobile: gaps',
      'mobile: deviceFacts',
      'mobile: now',
      'mobile: advanceClock durationMs',
      'mobile: motion samples intervalMs',
      'mobile: setScreen on',
      'mobile: reboot',
      'mobile: removeTask',
      'mobile: launch',
      'mobile: forceStop',
      'mobile: clearData',
      'mobile: background',
      'mobile: foreground',
      'mobile: setPermission permission state',
      'mobile: upgrade apkFiles',
    ]);
  });
});
