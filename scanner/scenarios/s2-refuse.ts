import type { DeviceEvent } from '../device/device.ts';
import { awaitConsentStep, problemsOf, refuse, toConsentFacts } from './ask-consent.ts';
import { findConsentStep } from './find-consent.ts';
import type { Scenario, Stage } from './scenario.ts';

const restarts = 2;
const afterRefusalMs = 20_000;
const secondDialogs = 2;

/** Refuse, refuse again if asked again, restart twice: does it go on taking, does it exit or loop? */
export const refuseConsent: Scenario = {
  id: 'S2',
  title: { zh: '拒绝同意', en: 'Refuse consent' },
  run: async (stage) => {
    const tree = await stage.step('start the app for the first time', () => stage.session.launch());
    const step = await awaitConsentStep(stage, tree);
    if (!step || (!step.refuse && !step.guest)) {
      // Without a way to refuse there is nothing to try here; S1 reports that it is missing.
      return;
    }
    const atMs = await stage.session.nowMs();
    const { screenshotId: before } = await stage.look();
    const problems = new Set(problemsOf(step));
    let current = await refuse(stage, step);
    for (let round = 0; round < secondDialogs; round++) {
      const again = findConsentStep(current);
      if (!again?.refuse) break;
      if (again.window.title === step.window.title && again.refuse.text === step.refuse?.text)
        problems.add('REFUSAL_LOOPS');
      current = await refuse(stage, again);
    }
    if (await hasEnded(stage)) problems.add('REFUSAL_EXITS');
    await stage.step('wait after the refusal', () => stage.session.passTime(afterRefusalMs));
    const { screenshotId: after } = await stage.look();
    stage.foundConsent(toConsentFacts(step, atMs, [...problems].sort(), [before, after]));
    for (let round = 1; round <= restarts; round++) {
      await stage.session.forceStop();
      await stage.step(`restart ${round} after the refusal`, () => stage.session.launch());
      await stage.session.passTime(afterRefusalMs);
    }
  },
};

/** Has the app's process ended, or left no activity on the screen? */
async function hasEnded(stage: Stage): Promise<boolean> {
  const events = await stage.events();
  const isProcess = (event: DeviceEvent) => event.kind === 'process';
  const last = events.findLast(isProcess);
  if (last?.kind === 'process' && last.change !== 'started') return true;
  const { windows } = await stage.session.tree();
  return windows.every((window) => window.kind !== 'activity');
}
