import assert from 'node:assert/strict';
import { openDevicePool, type PoolMember } from '../../../scanner/device/device-pool.ts';
import { ScanError } from '../../../scanner/errors.ts';

type Fake = { readonly name: string; close(): Promise<void> };

function member(name: string, isWell: () => boolean = () => true): PoolMember<Fake> {
  return {
    name,
    check: async () => {
      if (!isWell()) throw new ScanError('DEVICE_FAILED', `${name} is offline`);
    },
    open: async () => ({ name, close: async () => undefined }),
  };
}

describe('a pool of devices', () => {
  it('lends each device to one borrower and keeps the next one waiting', async () => {
    const pool = openDevicePool([member('a'), member('b')]);
    const [first, second] = [await pool.acquire(), await pool.acquire()];
    const third = pool.acquire();
    assert.deepEqual([first.name, second.name], ['a', 'b']);
    await second.release('well');
    assert.equal((await third).name, 'b');
  });

  it('takes the next one when a device fails its check, and says why', async () => {
    const pool = openDevicePool([member('a', () => false), member('b')]);
    assert.equal((await pool.acquire()).name, 'b');
    assert.deepEqual(
      pool.states().map(({ name, state, reason }) => [name, state, reason]),
      [
        ['a', 'quarantined', 'a is offline'],
        ['b', 'in-use', undefined],
      ],
    );
  });

  it('puts a device away that fails its borrowers again and again', async () => {
    const pool = openDevicePool([member('a')], { mostFailures: 2 });
    await (await pool.acquire()).release('failed');
    await (await pool.acquire()).release('failed');
    await assert.rejects(pool.acquire(), { code: 'DEVICE_FAILED', message: /a: it failed 2 times in a row/ });
  });

  it('forgets failures after a time that went well', async () => {
    const pool = openDevicePool([member('a')], { mostFailures: 2 });
    for (const outcome of ['failed', 'well', 'failed'] as const)
      await (await pool.acquire()).release(outcome);
    assert.deepEqual(pool.states(), [{ name: 'a', state: 'free', failures: 1 }]);
  });

  it('gives a device back that is well again', async () => {
    let well = false;
    const pool = openDevicePool([member('a', () => well)]);
    await assert.rejects(pool.acquire(), { code: 'DEVICE_FAILED' });
    await pool.recheck();
    assert.equal(pool.states()[0]?.state, 'quarantined');
    well = true;
    await pool.recheck();
    assert.equal((await pool.acquire()).name, 'a');
  });

  it('tells those who wait when the last device goes away, or when they no longer want one', async () => {
    const pool = openDevicePool([member('a')], { mostFailures: 1 });
    const lease = await pool.acquire();
    const [waits, stops] = [pool.acquire(), new AbortController()];
    const cancelled = pool.acquire(stops.signal);
    stops.abort();
    await assert.rejects(cancelled, { code: 'CANCELLED' });
    await Promise.all([assert.rejects(waits, { code: 'DEVICE_FAILED' }), lease.release('failed')]);
  });
});
