import { awaitConsentStep, examineConsent, toConsentFacts } from './ask-consent.ts';
import { openPolicyLink } from './open-policy-link.ts';
import type { Scenario } from './scenario.ts';
import { showsApp } from './screen.ts';
import { steps } from './step-text.ts';

const idleMs = 120_000;

/** Fresh install, cold start, no answer given; the policy is opened and left. What does the app take before consent? */
export const idleBeforeConsent: Scenario = {
  id: 'S1',
  title: { zh: '首次安装，同意前静置', en: 'Fresh install, idle before consent' },
  run: async (stage) => {
    const tree = await stage.step(steps.firstStart, () => stage.session.launch());
    const step = await awaitConsentStep(stage, tree);
    const { tree: shown, screenshotId } = await stage.look();
    const atMs = await stage.session.nowMs();
    if (step)
      stage.foundConsent(toConsentFacts(step, atMs, await examineConsent(stage, step), [screenshotId]));
    // Of an app that shows nothing at all it cannot be said that it does not ask.
    else if (showsApp(shown))
      stage.foundConsent({ found: false, policyLinks: [], problems: [], screenshotIds: [screenshotId] });
    await stage.step(steps.idle(idleMs), () => stage.session.passTime(idleMs));
    if (step) await openPolicyLink(stage, step);
  },
};
