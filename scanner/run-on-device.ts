import type { Budget } from './budget.ts';
import type { GapCode } from './collectors/index.ts';
import type { Device, DeviceGap } from './device/device.ts';
import type { SlotName, SlotValues } from './evidence/index.ts';
import { SCENARIOS, runScenarios, type ScenarioResult } from './scenarios/index.ts';
import { toScenarioSlots, type AttributeClass, type ScenarioSlots } from './scenarios/to-slots.ts';

/** A device to run the sample on, and the sample as the device can install it. */
export type DeviceForScan = {
  /** Gives a device with nothing on it; the scan closes it. */
  readonly open: () => Promise<Device>;
  /** Files on this machine, the base first. */
  readonly apkFiles: readonly string[];
};

/** What running the app gave: the values of the dynamic slots, pictures, and what could not be seen. */
export type DeviceRun = {
  readonly slots: ScenarioSlots & Pick<SlotValues, 'device'>;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly gaps: readonly { readonly code: GapCode; readonly affects?: readonly SlotName[] }[];
};

/** The same phone for every scan of a sample. */
const phoneSeed = 1;

/** Runs every scenario on a device. */
export async function runOnDevice(
  forScan: DeviceForScan,
  packageName: string,
  attribute: AttributeClass,
  hash: (bytes: Uint8Array) => string,
  budget: Budget,
): Promise<DeviceRun> {
  const device = await forScan.open();
  try {
    const app = { apkFiles: forScan.apkFiles, packageName, seed: phoneSeed };
    const { results, gaps } = await runScenarios(device, app, SCENARIOS, budget);
    return {
      slots: {
        ...toScenarioSlots(results, packageName, attribute, hash),
        device: device.facts,
      },
      pictures: new Map(
        results.flatMap(({ pictures }) => pictures.map(({ file, bytes }) => [file, bytes] as const)),
      ),
      gaps: [...toGapCodes(gaps), ...toScenarioGaps(results)],
    };
  } finally {
    await device.close();
  }
}

/** The device's ledger in the terms of evidence: what failed outright weighs more than what was merely not modelled. */
function toGapCodes(gaps: readonly DeviceGap[]): { readonly code: GapCode }[] {
  const kinds = new Set(gaps.map(({ kind }) => kind));
  const codes: { readonly code: GapCode }[] = [];
  if (kinds.has('MODEL_FAILED') || kinds.has('BAD_BYTECODE')) codes.push({ code: 'EMULATOR_FAILED' });
  if (kinds.has('NATIVE_CODE')) codes.push({ code: 'NATIVE_CODE_NOT_RUN' });
  if (gaps.length > 0) codes.push({ code: 'EMULATOR_UNMODELLED' });
  return codes;
}

function toScenarioGaps(results: readonly ScenarioResult[]): { readonly code: GapCode }[] {
  return results.some(({ run }) => run.outcome !== 'completed') ? [{ code: 'SCENARIO_CUT_SHORT' }] : [];
}
