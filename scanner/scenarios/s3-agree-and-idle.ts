import { startAndAgree } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';
import { steps } from './step-text.ts';

const idleMs = 120_000;
const secondIdleMs = 20_000;

/** Agree, then leave the app alone, and once more after a restart: what does it take now? */
export const agreeAndIdle: Scenario = {
  id: 'S3',
  title: { zh: '同意后静置', en: 'Agree, then idle' },
  run: async (stage) => {
    await startAndAgree(stage);
    await stage.step(steps.idle(idleMs), () => stage.session.passTime(idleMs));
    await stage.session.forceStop();
    await stage.step(steps.startAgain, () => stage.session.launch());
    await stage.step(steps.idle(secondIdleMs), () => stage.session.passTime(secondIdleMs));
  },
};
