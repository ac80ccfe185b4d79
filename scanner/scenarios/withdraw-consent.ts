import { followPath } from './follow-path.ts';
import type { Stage } from './scenario.ts';
import { confirms } from './setting-words.ts';
import { frontWindow, listRows } from './settings-page.ts';
import { steps } from './step-text.ts';
import type { Place } from './walk-settings.ts';

const mostQuestions = 2;
const afterwardsMs = 25 * 60_000;
const nextStartMs = 30_000;

/**
 * Withdraws consent as the app offers it, confirms what is asked, waits, and starts the app again: does the collection
 * stop, and does it stay so?
 */
export async function withdrawConsent(stage: Stage, { path, label }: Place): Promise<void> {
  const { session } = stage;
  const page = frontWindow((await followPath(stage, path)) ?? (await session.tree()));
  const row = page && listRows(page).find((candidate) => candidate.label === label);
  if (!row) return;
  let window = frontWindow(await stage.tap(row.node));
  for (let count = 0; count < mostQuestions; count++) {
    const yes = window && listRows(window).find((candidate) => confirms(candidate.label));
    if (!yes) break;
    await stage.enter('after-withdrawal');
    window = frontWindow(await stage.tap(yes.node, steps.confirm));
  }
  if (stage.phase() !== 'after-withdrawal') await stage.enter('after-withdrawal');
  await stage.step(steps.idle(afterwardsMs), () => session.passTime(afterwardsMs));
  await followPath(stage, []);
  await stage.step(steps.idle(nextStartMs), () => session.passTime(nextStartMs));
}
