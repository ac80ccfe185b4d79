import { agree, awaitConsentStep } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';

const startUpMs = 10_000;
const silentMs = 10 * 60_000;

/** Agree, then leave the app on the screen for ten minutes untouched. */
export const silent: Scenario = {
  id: 'S8',
  title: { zh: '前台静默 10 分钟', en: 'Ten minutes on the screen, untouched' },
  run: async (stage) => {
    const tree = await stage.step('start the app for the first time', () => stage.session.launch());
    const step = await awaitConsentStep(stage, tree);
    if (step) await agree(stage, step);
    await stage.session.passTime(startUpMs);
    await stage.enter(step ? 'after-consent' : 'unknown', 'silent');
    await stage.step('leave it on the screen for 10 minutes', () => stage.session.passTime(silentMs));
  },
};
