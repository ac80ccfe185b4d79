import type { ScreenTree } from '../device/device.ts';
import { agree, awaitConsentStep } from './ask-consent.ts';
import type { Scenario, Stage } from './scenario.ts';
import { centreOf, listNodes } from './screen.ts';

const mostDialogs = 12;
const settleMs = 2_000;
/** Just after one hour, one day, and two days: the domestic rule allows one more question within 48 hours. */
const returnsAfterMs = [3_600_000, 24 * 3_600_000, 24 * 3_600_000 + 60_000] as const;

/** Agree, refuse every permission that is asked for, come back after 1, 24 and 48 hours. */
export const denyPermissions: Scenario = {
  id: 'S4',
  title: { zh: '拒绝权限', en: 'Deny permissions' },
  run: async (stage) => {
    const tree = await stage.step('start the app for the first time', () => stage.session.launch());
    const step = await awaitConsentStep(stage, tree);
    let current = step ? await agree(stage, step) : tree;
    if (!step) await stage.enter('unknown');
    current = await denyAll(stage, current);
    for (const afterMs of returnsAfterMs) {
      await stage.session.forceStop();
      await stage.session.passTime(afterMs);
      current = await stage.step(`start again after ${Math.round(afterMs / 3_600_000)} h`, () =>
        stage.session.launch(),
      );
      await denyAll(stage, current);
    }
  },
};

/** Presses "deny" in each permission dialog as it comes; gives up on one that never ends. */
async function denyAll(stage: Stage, tree: ScreenTree): Promise<ScreenTree> {
  let current = tree;
  for (let count = 0; count < mostDialogs; count++) {
    const dialog = current.windows.findLast((window) => window.kind === 'system-permission');
    const deny = listNodes(dialog?.root).find(({ node }) =>
      node.resourceId.endsWith('permission_deny_button'),
    )?.node;
    if (!deny) {
      await stage.session.passTime(settleMs);
      current = await stage.session.tree();
      if (!current.windows.some((window) => window.kind === 'system-permission')) return current;
      continue;
    }
    const { xPx, yPx } = centreOf(deny.boundsPx);
    current = await stage.step('deny the permission', () => stage.session.tap(xPx, yPx));
  }
  return current;
}
