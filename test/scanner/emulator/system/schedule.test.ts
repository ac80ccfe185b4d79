import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Schedule, type ScheduledWork } from '../../../../scanner/emulator/system/schedule.ts';

const work: ScheduledWork = { kind: 'job', className: 'com.example.Job', jobId: 1 };

describe('schedule', () => {
  it('gives entries in the order of their times and none before', () => {
    const schedule = new Schedule(() => 0);
    schedule.add({ key: 'late', atMs: 200, work });
    schedule.add({ key: 'early', atMs: 100, work });

    const taken = [99, 250, 250, 250].map((nowMs) => schedule.takeDue(nowMs)?.key);

    assert.deepEqual(taken, [undefined, 'early', 'late', undefined]);
  });

  it('puts what repeats in again, once for all the periods that were missed', () => {
    const schedule = new Schedule(() => 0);
    schedule.add({ key: 'tick', atMs: 100, everyMs: 100, work });

    assert.equal(schedule.takeDue(1000)?.key, 'tick');

    assert.equal(schedule.takeDue(1000), undefined);
    assert.equal(schedule.nextMs, 1001);
  });

  it('lets an equal key replace, and a prefix remove', () => {
    const schedule = new Schedule(() => 0);
    schedule.add({ key: 'alarm a', atMs: 100, work });
    schedule.add({ key: 'alarm a', atMs: 300, work });
    schedule.add({ key: 'job 1', atMs: 400, work });

    assert.equal(schedule.nextMs, 300);
    schedule.removeAll('alarm ');
    assert.deepEqual(schedule.keys(''), ['job 1']);
  });
});
