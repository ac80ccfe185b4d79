import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chooseDevice, findDeviceSpecs } from '../../../scanner/device/choose-device.ts';
import { openAdb, readReadyDevice } from '../../../scanner/device/real/adb.ts';
import { startAvd } from '../../../scanner/device/real/avd.ts';
import type { ScanError } from '../../../scanner/errors.ts';

const missing = 'appgov-no-such-program';
const open = (spec: string, programs: { adbProgram?: string; emulatorProgram?: string }) =>
  chooseDevice('app.apk', {
    specs: findDeviceSpecs(spec) ?? [],
    channels: [],
    browserEnv: {},
    ...programs,
  }).open();

describe('a device that a person names', () => {
  const specs: readonly (readonly [string, unknown])[] = [
    ['embedded', [{ kind: 'embedded' }]],
    ['adb:R58M', [{ kind: 'adb', serial: 'R58M' }]],
    ['adb:192.168.1.5:5555', [{ kind: 'adb', serial: '192.168.1.5:5555' }]],
    [
      'avd:Pixel_7,adb:R58M',
      [
        { kind: 'avd', name: 'Pixel_7' },
        { kind: 'adb', serial: 'R58M' },
      ],
    ],
    ['adb:', undefined],
    ['embedded,adb:R58M', undefined],
    ['adb:a b', undefined],
    ['phone', undefined],
  ];
  for (const [text, expected] of specs)
    it(`${expected ? 'reads' : 'refuses'} '${text}'`, () =>
      assert.deepEqual(findDeviceSpecs(text), expected));

  it('is not there: says how to get adb', async () => {
    await assert.rejects(open('adb:R58M', { adbProgram: missing }), {
      code: 'DEVICE_FAILED',
      message: /cannot be run\. Install Android's platform tools .* --adb/,
    });
  });

  it('is none of a pool: says of each what is wrong', async () => {
    await assert.rejects(open('adb:R58M,adb:R59N', { adbProgram: missing }), {
      code: 'DEVICE_FAILED',
      message: /No device of the pool.*adb:R58M: .*adb:R59N: /s,
    });
  });

  it('is a virtual one whose emulator is not there: says how to get it', async () => {
    await assert.rejects(
      startAvd({
        adb: openAdb({ program: missing }),
        name: 'Pixel_7',
        program: missing,
        startTimeoutMs: 500,
      }),
      { code: 'DEVICE_FAILED', message: /'Pixel_7' did not start: .*cannot be run.*--emulator/ },
    );
  });
});

describe('adb itself, with no device attached by this name', function () {
  this.timeout(30_000);
  const serial = 'appgov-absent';
  let startedServer = false;
  before(function () {
    const version = spawnSync('adb', ['version']);
    if (version.status !== 0) {
      console.log('skipped: there is no adb, so its own words for a missing device are not tried');
      this.skip();
    }
    startedServer = /daemon started/.test(spawnSync('adb', ['start-server'], { encoding: 'utf8' }).stderr);
  });
  after(() => {
    // One that was there before belongs to somebody else.
    if (startedServer) spawnSync('adb', ['kill-server']);
  });

  it('answers which devices there are', async () => {
    const devices = await openAdb().devices();
    assert.ok(devices.every((device) => device.serial !== serial));
  });

  it('says what is attached instead', async () => {
    await assert.rejects(readReadyDevice(openAdb(), serial), {
      code: 'DEVICE_FAILED',
      message: /No device 'appgov-absent' is attached\. (There is|None is)/,
    });
  });

  it('says what to do when a command finds no device', async () => {
    await assert.rejects(openAdb().shell(serial, ['true']), (error: ScanError) => {
      assert.equal(error.code, 'DEVICE_FAILED');
      assert.match(error.message, /not found.*See `adb devices`/);
      return true;
    });
  });
});
