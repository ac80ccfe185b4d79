import { findPopups } from './find-popups.ts';
import type { Stage } from './scenario.ts';

const openScreenMs = 500;
/** A window that is loaded first comes a moment after the page. */
const latestWindowMs = 4_500;
const lookEveryMs = 1_000;

/** Until a window is there that nobody asked for, or none will come. */
export async function awaitWindow({ session }: Stage): Promise<void> {
  await session.passTime(openScreenMs);
  for (let waitedMs = openScreenMs; waitedMs < latestWindowMs; waitedMs += lookEveryMs) {
    if (findPopups(await session.tree()).length > 0) return;
    await session.passTime(lookEveryMs);
  }
}
