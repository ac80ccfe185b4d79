import { startAndAgree } from './ask-consent.ts';
import { explore } from './explore.ts';
import { answerPermissions } from './permission-dialogs.ts';
import type { Scenario, Stage } from './scenario.ts';
import { steps } from './step-text.ts';

const settleMs = 2_000;
const limits = { steps: 25, backsInRow: 2, permissions: 'deny' } as const;
/** Just after one hour, one day, and two days: the domestic rule allows one more question within 48 hours. */
const returnsAfterMs = [3_600_000, 24 * 3_600_000, 24 * 3_600_000 + 60_000] as const;

/** Agree, refuse every permission that is asked for, go on using the app, come back after 1, 24 and 48 hours. */
export const denyPermissions: Scenario = {
  id: 'S4',
  title: { zh: '拒绝权限', en: 'Deny permissions' },
  run: async (stage) => {
    await startAndAgree(stage);
    await denyAll(stage);
    await explore(stage, limits);
    for (const afterMs of returnsAfterMs) {
      if (!stage.mayWait(afterMs)) {
        stage.noteObstacle('budget-spent');
        break;
      }
      await stage.session.forceStop();
      await stage.session.passTime(afterMs);
      await stage.step(steps.returnAfter(afterMs), () => stage.session.launch());
      await denyAll(stage);
    }
  },
};

async function denyAll(stage: Stage): Promise<void> {
  await stage.session.passTime(settleMs);
  const { tree } = await stage.look();
  await answerPermissions(stage, tree, 'deny');
}
