import { agree, awaitConsentStep } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';
import { steps } from './step-text.ts';

const settleMs = 10_000;

/**
 * An upgrade, before anybody agreed and after: what does the app take when it is replaced, and does it still know the
 * answer afterwards? Without an older version the same one is installed again.
 */
export const upgrade: Scenario = {
  id: 'S10',
  title: { zh: '升级安装', en: 'Upgrade' },
  startsOlder: true,
  run: async (stage) => {
    const { session, app } = stage;
    await stage.step(steps.firstStart, () => session.launch());
    // The older version is agreed to first: what counts is whether the new one still knows.
    if (stage.isOlder) {
      const asked = await awaitConsentStep(stage, await session.tree());
      if (asked && !asked.implied) await agree(stage, asked);
    }
    await stage.step(stage.isOlder ? steps.upgradeOlder : steps.upgrade, () => session.upgrade(app));
    await session.passTime(settleMs);
    const tree = await stage.step(steps.startAgain, () => session.launch());
    const step = await awaitConsentStep(stage, tree);
    if (!step || step.implied) return;
    await agree(stage, step);
    await session.passTime(settleMs);
    await stage.step(steps.upgrade, () => session.upgrade(app));
    await session.passTime(settleMs);
    await stage.step(steps.startAgain, () => session.launch());
    await session.passTime(settleMs);
  },
};
