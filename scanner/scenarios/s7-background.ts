import { agree, awaitConsentStep } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';

const foregroundMs = 10_000;
const backgroundMs = 30 * 60_000;

/** Agree, use for a moment, go to the home screen for half an hour: what does it take there? */
export const background: Scenario = {
  id: 'S7',
  title: { zh: '后台运行 30 分钟', en: 'Half an hour in the background' },
  run: async (stage) => {
    const tree = await stage.step('start the app for the first time', () => stage.session.launch());
    const step = await awaitConsentStep(stage, tree);
    if (step) await agree(stage, step);
    await stage.session.passTime(foregroundMs);
    await stage.step('go to the home screen', () => stage.session.background());
    await stage.enter(step ? 'after-consent' : 'unknown', 'background');
    await stage.step('stay in the background for 30 minutes', () => stage.session.passTime(backgroundMs));
  },
};
