import { ServerError } from '../errors.ts';
import type { Validators } from './listing-source.ts';

const SMALLEST_CHECKED = 10;
const LEAST_SHARE = 0.5;

/** A source that suddenly lacks half of its apps is broken or lies: nothing of it is taken over. */
export function checkShrink(known: Validators | undefined, now: number): void {
  const before = Number(known?.['count'] ?? 0);
  if (before >= SMALLEST_CHECKED && now < before * LEAST_SHARE)
    throw new ServerError('FEED_ROLLED_BACK', `The source had ${before} listings and now gives ${now}.`);
}

/** A signed index that is older than the last one is an old copy that somebody plays back. */
export function checkTimestamp(known: Validators | undefined, timestamp: number): void {
  if (timestamp < Number(known?.['timestamp'] ?? 0))
    throw new ServerError('FEED_ROLLED_BACK', 'The source gives an index that is older than the last one.');
}
