import type { PiChannel } from '../data/index.ts';
import { embeddedDeviceFor } from '../emulator/open-embedded-device.ts';
import type { DeviceForScan } from '../run-on-device.ts';
import type { Device } from './device.ts';
import { openDevicePool, type PoolMember } from './device-pool.ts';
import { openPooledDevice } from './pooled-device.ts';

/** One device that a person named: `embedded`, `adb:SERIAL` or `avd:NAME`. */
export type DeviceSpec =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'adb'; readonly serial: string }
  | { readonly kind: 'avd'; readonly name: string };

export type DeviceChoice = {
  readonly specs: readonly DeviceSpec[];
  readonly channels: readonly PiChannel[];
  /** Where the embedded device looks for a browser for web pages: `CHROME_PATH`, `PATH`. */
  readonly browserEnv: Readonly<Record<string, string | undefined>>;
  /** `adb` and `emulator` on the path when absent. */
  readonly adbProgram?: string;
  readonly emulatorProgram?: string;
  readonly appiumUrl?: string;
  /** Reads the traffic of real devices with this authority. */
  readonly proxyCa?: { readonly certPem: string; readonly keyPem: string };
};

/** Reads `embedded`, `adb:SERIAL`, `avd:NAME`, or several of the last two with commas; undefined for anything else. */
export function findDeviceSpecs(text: string): readonly DeviceSpec[] | undefined {
  if (text === 'embedded') return [{ kind: 'embedded' }];
  const specs = text.split(',').map((part): DeviceSpec | undefined => {
    const [, kind, name] = /^(adb|avd):([\w.:@-]+)$/.exec(part.trim()) ?? [];
    if (name === undefined) return undefined;
    return kind === 'adb' ? { kind, serial: name } : { kind: 'avd', name };
  });
  return specs.includes(undefined) ? undefined : (specs as DeviceSpec[]);
}

/** The device that a scan of one file runs on. What drives real devices is loaded only when one is opened. */
export function chooseDevice(file: string, choice: DeviceChoice): DeviceForScan {
  const real = choice.specs.filter((spec) => spec.kind !== 'embedded');
  if (real.length === 0) return embeddedDeviceFor(file, choice.browserEnv);
  return {
    apkFiles: [file],
    open: async () => {
      const members = real.map((spec, index) => toMember(spec, index, choice));
      const [only] = members;
      if (members.length === 1 && only) return only.open();
      return openPooledDevice(openDevicePool(members));
    },
  };
}

/** Console ports of emulators are even; each has its own. */
const firstAvdPort = 5580;

function toMember(
  spec: Exclude<DeviceSpec, { kind: 'embedded' }>,
  index: number,
  { channels, adbProgram, emulatorProgram, appiumUrl, proxyCa }: DeviceChoice,
): PoolMember<Device> {
  const loadReal = async () => {
    const { openAdb, openRealDevice, readReadyDevice, startAvd } = await import('./real/index.ts');
    const adb = openAdb(adbProgram === undefined ? {} : { program: adbProgram });
    return { adb, openRealDevice, readReadyDevice, startAvd };
  };
  const common = {
    channels,
    ...(appiumUrl !== undefined && { appiumUrl }),
    ...(proxyCa && { proxyCa }),
  };
  if (spec.kind === 'adb')
    return {
      name: `adb:${spec.serial}`,
      check: async () => {
        const { adb, readReadyDevice } = await loadReal();
        await readReadyDevice(adb, spec.serial);
      },
      open: async () => {
        const { adb, openRealDevice } = await loadReal();
        return openRealDevice({ ...common, adb, serial: spec.serial });
      },
    };
  return {
    name: `avd:${spec.name}`,
    check: async () => void (await (await loadReal()).adb.devices()),
    open: async () => {
      const { adb, openRealDevice, startAvd } = await loadReal();
      const avd = await startAvd({
        adb,
        name: spec.name,
        port: firstAvdPort + 2 * index,
        ...(emulatorProgram !== undefined && { program: emulatorProgram }),
      });
      try {
        return await openRealDevice({
          ...common,
          adb,
          serial: avd.serial,
          prepare: avd.restore,
          release: avd.close,
        });
      } catch (error) {
        await avd.close();
        throw error;
      }
    },
  };
}
