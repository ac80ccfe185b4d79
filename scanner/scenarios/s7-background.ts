import { grantAll, startAndAgree } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';
import { steps } from './step-text.ts';

const foregroundMs = 10_000;
/** Long enough for three turns of an alarm or job that comes every quarter of an hour, the shortest that jobs can. */
const backgroundMs = 50 * 60_000;
const screenOffMs = 10 * 60_000;

/** Agree, use for a moment, go to the home screen for the better part of an hour, then let the screen go dark: what is taken there? */
export const background: Scenario = {
  id: 'S7',
  title: { zh: '后台运行', en: 'In the background' },
  run: async (stage) => {
    await grantAll(stage);
    const { asked } = await startAndAgree(stage);
    await stage.session.passTime(foregroundMs);
    // From the moment of leaving: what an app does as it goes is done out of sight.
    await stage.enter(asked ? 'after-consent' : 'unknown', 'background');
    await stage.step(steps.home, () => stage.session.background());
    await stage.step(steps.inBackground(backgroundMs), () => stage.session.passTime(backgroundMs));
    await stage.session.setScreenOn(false);
    await stage.step(steps.inBackground(screenOffMs), () => stage.session.passTime(screenOffMs));
  },
};
