import { agree, awaitConsentStep } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';

const settleMs = 10_000;
const broadcasts = [
  'android.intent.action.ACTION_POWER_CONNECTED',
  'android.net.conn.CONNECTIVITY_CHANGE',
  'android.intent.action.PACKAGE_ADDED',
  'android.intent.action.PACKAGE_REMOVED',
  'android.intent.action.USER_PRESENT',
] as const;

/** Agree, then never open the app again: what starts it, and whom does it start? */
export const startChain: Scenario = {
  id: 'S9',
  title: { zh: '自启动与关联启动', en: 'Start-up chain' },
  run: async (stage) => {
    const { session } = stage;
    const tree = await stage.step('start the app for the first time', () => session.launch());
    const step = await awaitConsentStep(stage, tree);
    if (step) await agree(stage, step);
    await session.passTime(settleMs);
    await session.forceStop();
    await stage.enter(step ? 'after-consent' : 'unknown', 'not-running');
    await stage.step('restart the phone', () => session.reboot());
    await session.passTime(settleMs);
    for (const action of broadcasts) {
      await session.forceStop();
      await stage.step(`system event ${action}`, () => session.broadcast(action, {}));
      await session.passTime(settleMs);
    }
  },
};
