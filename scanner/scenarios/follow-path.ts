import type { ScreenTree } from '../device/device.ts';
import type { Stage } from './scenario.ts';
import { frontWindow, listRows } from './settings-page.ts';
import { steps } from './step-text.ts';

const settleMs = 1_000;

/** Starts the app afresh and taps its way along the labels of a path; undefined when a row is not there any more. */
export async function followPath(stage: Stage, path: readonly string[]): Promise<ScreenTree | undefined> {
  const { session } = stage;
  await session.forceStop();
  let tree = await stage.step(steps.startAgain, () => session.launch());
  await session.passTime(settleMs);
  tree = await session.tree();
  for (const label of path) {
    const window = frontWindow(tree);
    const row = window && listRows(window).find((candidate) => candidate.label === label);
    if (!row) return undefined;
    tree = await stage.tap(row.node);
  }
  return tree;
}
