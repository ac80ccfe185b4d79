import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { SignInLimiter } from '../../../server/auth/index.ts';

describe('the limiter of failed sign-ins', () => {
  let now = 0;
  let limiter: SignInLimiter;
  beforeEach(() => {
    now = 1_000_000;
    limiter = new SignInLimiter(() => now);
  });
  const failTimes = (count: number, key = 'a'): void => {
    for (let i = 0; i < count; i += 1) limiter.failed(key);
  };

  for (const [failures, waitMs] of [
    [0, 0],
    [4, 0],
    [5, 2000],
    [6, 4000],
    [8, 16_000],
    [40, 900_000],
  ] as const) {
    it(`asks for ${waitMs} ms after ${failures} failures`, () => {
      failTimes(failures);
      assert.equal(limiter.waitMs('a'), waitMs);
    });
  }

  it('lets time pass off the wait', () => {
    failTimes(5);
    now += 1500;
    assert.equal(limiter.waitMs('a'), 500);
    now += 500;
    assert.equal(limiter.waitMs('a'), 0);
  });

  it('keeps keys apart and forgets one that succeeded', () => {
    failTimes(5);
    assert.equal(limiter.waitMs('b'), 0);
    limiter.succeeded('a');
    assert.equal(limiter.waitMs('a'), 0);
  });

  it('does not grow without end, and drops the oldest first', () => {
    failTimes(5, 'first');
    for (let i = 0; i < 20_000; i += 1) limiter.failed(`k${i}`);
    assert.equal(limiter.waitMs('first'), 0);
    failTimes(4, 'k19999');
    assert.equal(limiter.waitMs('k19999'), 2000);
  });
});
