import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ReviewItem } from '../store/index.ts';
import { RunFailure } from './scan-failure.ts';
import { reviewItems } from './scan-order.ts';

const MOST_BYTES = 16 * 1024 ** 2;

/** Reads what a task process wrote for reviewers. Throws RunFailure SCAN_CRASHED where it cannot be right. */
export async function readReviewItems(path: string): Promise<readonly ReviewItem[]> {
  // NOFOLLOW: a taken-over process could have left a link to a file that is not its own.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { size } = await file.stat();
    if (size > MOST_BYTES) throw new RunFailure('SCAN_CRASHED', 'The list for reviewers is far too long.');
    const parsed = reviewItems.safeParse(parseJson(await file.readFile('utf8')));
    if (!parsed.success) throw new RunFailure('SCAN_CRASHED', 'The list for reviewers cannot be right.');
    return parsed.data;
  } finally {
    await file.close();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new RunFailure('SCAN_CRASHED', 'The list for reviewers is not JSON.'), { cause });
  }
}
