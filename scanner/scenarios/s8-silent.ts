import { grantAll, startAndAgree } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';
import { steps } from './step-text.ts';

const startUpMs = 10_000;
const silentMs = 10 * 60_000;

/** Agree, then leave the app on the screen for ten minutes untouched. */
export const silent: Scenario = {
  id: 'S8',
  title: { zh: '前台静默 10 分钟', en: 'Ten minutes on the screen, untouched' },
  run: async (stage) => {
    await grantAll(stage);
    const { asked } = await startAndAgree(stage);
    await stage.session.passTime(startUpMs);
    await stage.enter(asked ? 'after-consent' : 'unknown', 'silent');
    await stage.step(steps.idle(silentMs), () => stage.session.passTime(silentMs));
  },
};
