import type { Device, DeviceApp } from '../device/device.ts';
import type { Budget } from '../budget.ts';
import { ScanError } from '../errors.ts';
import { openStage } from './open-stage.ts';
import type { Scenario, ScenarioResult } from './scenario.ts';

/** What all scenarios left behind, and what each device session could not execute. */
export type ScenariosOutcome = {
  readonly results: readonly ScenarioResult[];
  readonly gaps: readonly {
    readonly kind: string;
    readonly what: string;
    readonly caller: string;
    readonly count: number;
  }[];
};

/**
 * Runs each scenario on a clean session of its own. What one of them meets never spoils another: a session that dies
 * leaves its scenario with what it saw until then.
 */
export async function runScenarios(
  device: Device,
  app: DeviceApp,
  scenarios: readonly Scenario[],
  budget: Budget,
): Promise<ScenariosOutcome> {
  const results: ScenarioResult[] = [];
  const gaps = new Map<string, ScenariosOutcome['gaps'][number]>();
  for (const [index, scenario] of scenarios.entries()) {
    budget.log({ stage: scenario.id, fraction: index / scenarios.length, message: scenario.title.zh });
    const session = await device.open(app);
    try {
      const { stage, finish } = openStage(scenario.id, session, budget);
      results.push(await finish(await outcomeOf(() => scenario.run(stage))));
      for (const gap of await session.gaps()) gaps.set(`${gap.kind} ${gap.what} ${gap.caller}`, gap);
    } finally {
      await session.close();
    }
  }
  return { results, gaps: [...gaps.values()].sort((a, b) => b.count - a.count) };
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
