import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { exponentialBackoff } from '../../../server/queue/index.ts';

describe('the backoff of retries', () => {
  const backoff = exponentialBackoff(1000, 10_000);
  for (const [failures, random, delayMs] of [
    [1, 0, 500],
    [1, 1, 1000],
    [2, 0, 1000],
    [2, 0.5, 1500],
    [4, 1, 8000],
    [5, 1, 10_000],
    [5000, 0, 5000],
  ] as const) {
    it(`waits ${delayMs} ms after ${failures} failures when chance says ${random}`, () => {
      assert.equal(
        backoff(failures, () => random),
        delayMs,
      );
    });
  }
});
