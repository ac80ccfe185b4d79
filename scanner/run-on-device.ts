import type { Budget } from './budget.ts';
import type { GapCode } from './collectors/index.ts';
import type { Device, DeviceGap } from './device/device.ts';
import { readPixels } from './device/read-pixels.ts';
import type { ManifestFacts, Place, SlotName, SlotValues } from './evidence/index.ts';
import { SCENARIOS, runScenarios, type ScenarioResult } from './scenarios/index.ts';
import { findShownDocuments, type ShownDocuments } from './scenarios/find-documents.ts';
import { toScenarioSlots, type AttributeClass, type ScenarioSlots } from './scenarios/to-slots.ts';

/** A device to run the sample on, and the sample as the device can install it. */
export type DeviceForScan = {
  /** Gives a device with nothing on it; the scan closes it. */
  readonly open: () => Promise<Device>;
  /** Files on this machine, the base first. */
  readonly apkFiles: readonly string[];
  /** An older version of the app, to upgrade from; the same version is installed again where there is none. */
  readonly olderApkFiles?: readonly string[];
};

/** What running the app gave: the values of the dynamic slots, pictures, and what could not be seen. */
export type DeviceRun = {
  readonly slots: ScenarioSlots & Pick<SlotValues, 'device'>;
  /** Slots that this kind of device cannot fill: their emptiness says nothing. */
  readonly unsupported: readonly SlotName[];
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly gaps: readonly { readonly code: GapCode; readonly places: readonly Place[] }[];
  /** Documents on the app's screens, and addresses that it opened. */
  readonly documents: ShownDocuments;
};

/** The same phone for every scan of a sample. */
const phoneSeed = 1;

/** Runs every scenario on a device. */
export async function runOnDevice(
  forScan: DeviceForScan,
  manifest: Pick<ManifestFacts, 'packageName' | 'permissions'>,
  attribute: AttributeClass,
  hash: (bytes: Uint8Array) => string,
  budget: Budget,
): Promise<DeviceRun> {
  const device = await forScan.open();
  const { packageName } = manifest;
  try {
    const app = { apkFiles: forScan.apkFiles, packageName, seed: phoneSeed };
    const { olderApkFiles } = forScan;
    const { results, leftOut, gaps } = await runScenarios(SCENARIOS, {
      device,
      app,
      ...(olderApkFiles && { older: { ...app, apkFiles: olderApkFiles } }),
      budget,
      permissions: manifest.permissions.flatMap(({ name, protection = '' }) =>
        protection.startsWith('dangerous') ? [name] : [],
      ),
      readPixels,
    });
    const ledger = toGaps(gaps);
    return {
      slots: {
        ...toScenarioSlots(results, packageName, attribute, hash),
        device: device.facts,
      },
      pictures: new Map(
        results.flatMap(({ pictures }) => pictures.map(({ file, bytes }) => [file, bytes] as const)),
      ),
      unsupported: Object.entries(slotsByAbility).flatMap(([ability, names]) =>
        device.facts.can.includes(ability) ? [] : names,
      ),
      gaps: [
        ...ledger,
        ...toScenarioGaps(results).filter(({ code }) => !ledger.some((gap) => gap.code === code)),
        ...(leftOut.length > 0 ? [{ code: 'DEVICE_CANNOT_SHOW' as const, places: [] }] : []),
        ...(olderApkFiles ? [] : [{ code: 'NO_OLDER_VERSION' as const, places: [] }]),
      ],
      documents: findShownDocuments(results),
    };
  } finally {
    await device.close();
  }
}

/** The gap of each kind in a device's ledger: what failed outright weighs more than what was merely not modelled. */
const gapOfKind: Readonly<Record<string, GapCode>> = {
  MODEL_FAILED: 'EMULATOR_FAILED',
  BAD_BYTECODE: 'EMULATOR_FAILED',
  NATIVE_CODE: 'NATIVE_CODE_NOT_RUN',
  READ_NOT_WATCHED: 'READS_PARTLY_SEEN',
  TLS_REFUSED: 'TRAFFIC_NOT_READ',
  SYSTEM_EVENT_REFUSED: 'SYSTEM_EVENT_REFUSED',
  'event-limit': 'EVENTS_LEFT_OUT',
  'event-flood': 'EVENTS_LEFT_OUT',
};

/** What a device has to be able to show for a slot to mean anything. */
const slotsByAbility: Readonly<Record<string, readonly SlotName[]>> = {
  'pi-reads': ['piReads'],
  'permission-requests': ['permissionRequests'],
  network: ['networkRequests'],
  starts: ['starts'],
  popups: ['popups'],
};

function toGaps(ledger: readonly DeviceGap[]): DeviceRun['gaps'] {
  const places = new Map<GapCode, Place[]>();
  for (const { kind, what, caller, count } of ledger) {
    const code = gapOfKind[kind] ?? 'EMULATOR_UNMODELLED';
    places.set(code, [...(places.get(code) ?? []), { kind: 'platform', member: what, caller, count }]);
  }
  return [...places].map(([code, found]) => ({ code, places: found }));
}

function toScenarioGaps(results: readonly ScenarioResult[]): DeviceRun['gaps'] {
  const places = (test: (result: ScenarioResult) => boolean) =>
    results.filter(test).map(({ run }): Place[] => {
      const screenshotId = run.steps.at(-1)?.screenshotId;
      return screenshotId === undefined ? [] : [{ kind: 'screenshot', screenshotId }];
    });
  const gap = (code: GapCode, found: readonly (readonly Place[])[]): DeviceRun['gaps'] =>
    found.length > 0 ? [{ code, places: found.flat() }] : [];
  return [
    ...gap(
      'NO_WINDOW',
      places(({ run }) => run.outcome === 'no-window'),
    ),
    ...gap(
      'SCENARIO_CUT_SHORT',
      places(({ run }) => run.outcome !== 'completed' && run.outcome !== 'no-window'),
    ),
    ...gap(
      'EVENTS_LEFT_OUT',
      places(({ leftOutCount }) => leftOutCount > 0),
    ),
    ...gap(
      'BEHIND_LOGIN',
      places(({ behindLogin }) => behindLogin === true),
    ),
  ];
}
