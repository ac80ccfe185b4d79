import type { Device, DeviceApp, DeviceSession } from '../device/device.ts';
import { checkBudget, type Budget } from '../budget.ts';
import { ScanError } from '../errors.ts';
import { openStage } from './open-stage.ts';
import type { ReadPixels, Scenario, ScenarioResult } from './scenario.ts';

/** What all scenarios left behind, and what each device session could not execute. */
export type ScenariosOutcome = {
  readonly results: readonly ScenarioResult[];
  /** Scenarios that the device cannot go through. */
  readonly leftOut: readonly string[];
  readonly gaps: readonly DeviceGapFacts[];
};

type DeviceGapFacts = {
  readonly kind: string;
  readonly what: string;
  readonly caller: string;
  readonly count: number;
};

export type ScenarioOptions = {
  readonly device: Device;
  readonly app: DeviceApp;
  /** An older version of the app, for the scenario that upgrades it. */
  readonly older?: DeviceApp;
  readonly budget: Budget;
  /** Dangerous permissions of the manifest. */
  readonly permissions: readonly string[];
  readonly readPixels: ReadPixels;
};

/** A device that dies is replaced once; an app that kills a second one is not given a third. */
const mostTries = 2;
/** Of the time that is left one scenario may take this share, so that one that hangs leaves time for the others. */
const largestShare = 1 / 3;

/**
 * Runs each scenario on a clean session of its own. What one of them meets never spoils another: a session that dies
 * is replaced and its scenario run once more, and one that dies again leaves what it saw until then. Throws what
 * opening the very first session threw, because then there is no device for this app.
 */
export async function runScenarios(
  scenarios: readonly Scenario[],
  options: ScenarioOptions,
): Promise<ScenariosOutcome> {
  const { budget, device } = options;
  const results: ScenarioResult[] = [];
  const gaps = new Map<string, DeviceGapFacts>();
  const able = scenarios.filter(({ needs = [] }) => needs.every((need) => device.facts.can.includes(need)));
  for (const [index, scenario] of able.entries()) {
    if (budget.signal.aborted) checkBudget(budget);
    budget.log({ stage: scenario.id, fraction: index / able.length, message: scenario.title.zh });
    results.push(await runWithRetry(scenario, { ...options, budget: shareOf(budget) }, gaps, index > 0));
  }
  return {
    results,
    leftOut: scenarios.filter((scenario) => !able.includes(scenario)).map(({ id }) => id),
    gaps: [...gaps.values()].sort((a, b) => b.count - a.count),
  };
}

async function runWithRetry(
  scenario: Scenario,
  options: ScenarioOptions,
  gaps: Map<string, DeviceGapFacts>,
  mayFailToOpen: boolean,
): Promise<ScenarioResult> {
  let best: ScenarioResult | undefined;
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    if (isSpent(options.budget)) return best ?? emptyResult(scenario, 'budget-spent');
    const result = await runScenario(scenario, options, gaps, mayFailToOpen || attempt < mostTries);
    if (result.run.outcome !== 'device-failed') return result;
    // Of two that failed, the one that came further is kept.
    if (!best || result.events.length > best.events.length) best = result;
  }
  return best ?? emptyResult(scenario, 'device-failed');
}

async function runScenario(
  scenario: Scenario,
  { device, app, older, budget, permissions, readPixels }: ScenarioOptions,
  gaps: Map<string, DeviceGapFacts>,
  mayFailToOpen: boolean,
): Promise<ScenarioResult> {
  let session: DeviceSession;
  const first = (scenario.startsOlder ? older : undefined) ?? app;
  try {
    session = await device.open(first);
  } catch (error) {
    if (mayFailToOpen && isDeviceFailure(error)) return emptyResult(scenario, 'device-failed');
    throw error;
  }
  try {
    const { stage, finish } = openStage({
      scenarioId: scenario.id,
      session,
      app,
      budget,
      permissions,
      readPixels,
      isOlder: first !== app,
      longestWaitMs: device.longestWaitMs,
    });
    const result = await finish(await outcomeOf(() => scenario.run(stage)));
    if (result.run.outcome !== 'device-failed')
      for (const gap of await session.gaps()) gaps.set(`${gap.kind} ${gap.what} ${gap.caller}`, gap);
    return result;
  } finally {
    await closeQuietly(session);
  }
}

/** A device that has died cannot be closed in good order; its scenario has told so already. */
async function closeQuietly(session: DeviceSession): Promise<void> {
  try {
    await session.close();
  } catch (error) {
    if (!isDeviceFailure(error)) throw error;
  }
}

function isDeviceFailure(error: unknown): boolean {
  return error instanceof ScanError && error.code === 'DEVICE_FAILED';
}

function isSpent({ nowMs, deadlineMs }: Budget): boolean {
  return nowMs() > deadlineMs;
}

function shareOf(budget: Budget): Budget {
  const nowMs = budget.nowMs();
  const leftMs = budget.deadlineMs - nowMs;
  return Number.isFinite(leftMs) ? { ...budget, deadlineMs: nowMs + leftMs * largestShare } : budget;
}

function emptyResult(scenario: Scenario, outcome: ScenarioResult['run']['outcome']): ScenarioResult {
  return {
    run: { scenarioId: scenario.id, outcome, startedAtMs: 0, endedAtMs: 0, steps: [] },
    events: [],
    consentDialogs: [],
    popups: [],
    settings: [],
    permissionNotes: new Map(),
    pictures: [],
    leftOutCount: 0,
  };
}

async function outcomeOf(run: () => Promise<void>): Promise<ScenarioResult['run']['outcome']> {
  try {
    await run();
    return 'completed';
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    if (error.code === 'CANCELLED') throw error;
    return error.code === 'DEADLINE_EXCEEDED' ? 'budget-spent' : 'device-failed';
  }
}
