import { awaitConsentStep, problemsOf, toConsentFacts } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';

const idleMs = 120_000;

/** Fresh install, cold start, nothing touched: what does the app take before anybody agreed? */
export const idleBeforeConsent: Scenario = {
  id: 'S1',
  title: { zh: '首次安装，同意前静置', en: 'Fresh install, idle before consent' },
  run: async (stage) => {
    const tree = await stage.step('start the app for the first time', () => stage.session.launch());
    const step = await awaitConsentStep(stage, tree);
    const { screenshotId } = await stage.look();
    const atMs = await stage.session.nowMs();
    stage.foundConsent(
      step
        ? toConsentFacts(step, atMs, problemsOf(step), [screenshotId])
        : { found: false, policyLinks: [], problems: [], screenshotIds: [screenshotId] },
    );
    await stage.step(`wait ${idleMs / 1000} s without touching anything`, () =>
      stage.session.passTime(idleMs),
    );
  },
};
