import type { DeviceEvent } from '../device/device.ts';
import {
  awaitConsentStep,
  examineConsent,
  refuse,
  startForFirstTime,
  toConsentFacts,
} from './ask-consent.ts';
import { findConsentStep, type ConsentStep } from './find-consent.ts';
import type { Scenario, Stage } from './scenario.ts';
import { steps } from './step-text.ts';

const restarts = 2;
const afterRefusalMs = 20_000;
/** A second question, to explain, is common; one that comes as often as this has no end. */
const mostQuestions = 4;

/** Refuse, refuse again if asked again, restart twice: does it go on taking, does it exit or loop? */
export const refuseConsent: Scenario = {
  id: 'S2',
  title: { zh: '拒绝同意', en: 'Refuse consent' },
  run: async (stage) => {
    const tree = await startForFirstTime(stage);
    const step = await awaitConsentStep(stage, tree);
    // Without a way to refuse there is nothing to try here; S1 reports that it is missing.
    if (!step || (!step.refuse && !step.guest)) return;
    const atMs = await stage.session.nowMs();
    const { screenshotId: before } = await stage.look();
    const found = await examineConsent(stage, step);
    const problems = new Set(found.problems);
    let current = await refuse(stage, step);
    for (let round = 1; round < mostQuestions; round++) {
      const again = findConsentStep(current);
      if (!again?.refuse || again.implied) break;
      if (isSame(again, step) && (again.window.kind !== 'activity' || again.window.id !== step.window.id))
        problems.add('REFUSAL_LOOPS');
      else if (isSame(again, step)) break;
      current = await refuse(stage, again);
    }
    if (await hasEnded(stage)) problems.add('REFUSAL_EXITS');
    await stage.step(steps.idle(afterRefusalMs), () => stage.session.passTime(afterRefusalMs));
    const { screenshotId: after } = await stage.look();
    stage.foundConsent(
      toConsentFacts(step, atMs, { ...found, problems: [...problems].sort() }, [before, after]),
    );
    for (let round = 1; round <= restarts; round++) {
      await stage.session.forceStop();
      await stage.step(steps.restartAfterRefusal(round), () => stage.session.launch());
      await stage.session.passTime(afterRefusalMs);
    }
  },
};

/** A page that stays, such as a login page that can also be visited without one, is no second question. */
function isSame(again: ConsentStep, step: ConsentStep): boolean {
  return again.window.title === step.window.title && again.refuse?.text === step.refuse?.text;
}

/** Has the app's process ended, or left no activity on the screen? */
async function hasEnded(stage: Stage): Promise<boolean> {
  const events = await stage.events();
  const isProcess = (event: DeviceEvent) => event.kind === 'process';
  const last = events.findLast(isProcess);
  if (last?.kind === 'process' && last.change !== 'started') return true;
  const { windows } = await stage.session.tree();
  return windows.every((window) => window.kind !== 'activity');
}
