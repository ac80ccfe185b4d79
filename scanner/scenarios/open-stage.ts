import type { DeviceSession } from '../device/device.ts';
import { checkBudget, type Budget } from '../budget.ts';
import type { AppState, ConsentDialogFacts, Phase, PopupFacts, ScenarioRun } from '../evidence/index.ts';
import type { Picture, ScenarioResult, Stage, StagedEvent } from './scenario.ts';

/** A stage, and the way to close the books on it. */
export type OpenStage = {
  readonly stage: Stage;
  readonly finish: (outcome: ScenarioRun['outcome']) => Promise<ScenarioResult>;
};

/** Opens the record of one scenario on a session. */
export function openStage(scenarioId: string, session: DeviceSession, budget: Budget): OpenStage {
  let phase: Phase = 'before-consent';
  let state: AppState = 'foreground';
  let drainedTo = 0;
  const events: StagedEvent[] = [];
  const steps: { atMs: number; action: string; phase: Phase; screenshotId?: string }[] = [];
  const pictures: Picture[] = [];
  const consentDialogs: ConsentDialogFacts[] = [];
  const popups: PopupFacts[] = [];

  const drain = async (): Promise<void> => {
    for (const event of await session.events(drainedTo)) {
      drainedTo = event.number;
      events.push({ ...event, phase, state });
    }
  };
  const look: Stage['look'] = async () => {
    checkBudget(budget);
    const number = pictures.length / 2 + 1;
    const screenshotId = `${scenarioId}-${String(number).padStart(3, '0')}`;
    const atMs = await session.nowMs();
    const tree = await session.tree();
    const png = await session.screenshot();
    const treeJson = new TextEncoder().encode(JSON.stringify(tree));
    pictures.push(
      { id: screenshotId, kind: 'screenshot', file: `${screenshotId}.png`, bytes: png, atMs },
      { id: `${screenshotId}-tree`, kind: 'tree', file: `${screenshotId}-tree.json`, bytes: treeJson, atMs },
    );
    return { tree, screenshotId };
  };
  const stage: Stage = {
    session,
    budget,
    scenarioId,
    phase: () => phase,
    enter: async (nextPhase, nextState = 'foreground') => {
      await drain();
      phase = nextPhase;
      state = nextState;
    },
    step: async (action, act) => {
      checkBudget(budget);
      const atMs = await session.nowMs();
      await act();
      const { tree, screenshotId } = await look();
      steps.push({ atMs, action, phase, screenshotId });
      return tree;
    },
    look,
    events: async () => {
      await drain();
      return events;
    },
    foundConsent: (facts) => void consentDialogs.push({ ...facts, scenarioId }),
    foundPopup: (facts) =>
      void popups.push({ ...facts, scenarioId, popupId: `${scenarioId}-popup-${popups.length + 1}` }),
  };
  return {
    stage,
    finish: async (outcome) => {
      await drain();
      const endedAtMs = await session.nowMs();
      const crashed = events.some((event) => event.kind === 'crash');
      return {
        run: {
          scenarioId,
          outcome: outcome === 'completed' && crashed ? 'app-crashed' : outcome,
          startedAtMs: steps[0]?.atMs ?? 0,
          endedAtMs,
          steps,
        },
        events,
        consentDialogs,
        popups,
        pictures,
      };
    },
  };
}
