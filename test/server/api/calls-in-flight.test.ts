import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CallsInFlight } from '../../../server/api/calls-in-flight.ts';

describe('calls in flight', () => {
  function newPromise() {
    let resolve: (value: string) => void = () => undefined;
    let reject: (error: Error) => void = () => undefined;
    const promise = new Promise<string>((yes, no) => {
      [resolve, reject] = [yes, no];
    });
    return { promise, resolve, reject };
  }

  it('are waited for until the last has come to its end, well or not', async () => {
    const calls = new CallsInFlight();
    const one = newPromise();
    const other = newPromise();
    const given = [calls.track(one.promise), calls.track(other.promise)];
    let stopped = false;
    const stopping = calls.ended(60_000).then(() => (stopped = true));
    one.resolve('done');
    await given[0];
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(stopped, false);
    other.reject(new Error('failed'));
    await assert.rejects(given[1] ?? Promise.resolve(), /failed/);
    await stopping;
  });

  it('hold up no stop for longer than they may', async () => {
    const calls = new CallsInFlight();
    void calls.track(new Promise(() => undefined));
    await calls.ended(1);
  });

  it('hold up nothing when there are none', async () => {
    await new CallsInFlight().ended(60_000);
  });
});
