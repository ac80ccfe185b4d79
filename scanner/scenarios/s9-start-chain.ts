import { startAndAgree } from './ask-consent.ts';
import type { Scenario } from './scenario.ts';
import { steps } from './step-text.ts';

const settleMs = 10_000;
/** Alarms and services that keep an app alive come back within minutes. */
const comeBackMs = 5 * 60_000;
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
    const { asked } = await startAndAgree(stage);
    await session.passTime(settleMs);
    const phase = asked ? 'after-consent' : 'unknown';
    await stage.step(steps.removeTask, () => session.removeTask());
    await stage.enter(phase, 'not-running');
    await session.passTime(comeBackMs);
    await session.forceStop();
    await stage.step(steps.reboot, () => session.reboot());
    await session.passTime(settleMs);
    for (const action of broadcasts) {
      await session.forceStop();
      await stage.step(steps.systemEvent(action), () => session.broadcast(action, {}));
      await session.passTime(settleMs);
    }
  },
};
