import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { chinaCalendar } from '../../../server/cases/china-calendar.ts';
import { toDeadline } from '../../../server/cases/deadline.ts';
import type { Jobs } from '../../../server/jobs/job-map.ts';
import { Messenger, runRemindJob } from '../../../server/messages/index.ts';
import { SqliteQueue, exponentialBackoff } from '../../../server/queue/index.ts';
import { openSqliteStore } from '../../../server/store/index.ts';
import type { Case, Role, Store } from '../../../server/store/index.ts';

describe('a deadline', () => {
  // 2026-11-30 is a Monday.
  for (const [today, state, expected] of [
    ['2026-11-23', 'notified', 'ahead'],
    ['2026-11-26', 'notified', 'near'],
    ['2026-11-30', 'notified', 'near'],
    ['2026-12-01', 'notified', 'overdue'],
    ['2026-12-03', 'notified', 'overdue'],
    ['2026-12-04', 'notified', 'escalated'],
    ['2026-12-04', 'rectification-claimed', 'none'],
  ] as const) {
    it(`of 30 November is ${expected} on ${today} for a case that is ${state}`, () => {
      assert.equal(toDeadline({ state, dueOn: '2026-11-30' }, today, chinaCalendar), expected);
    });
  }
});

describe('reminders', () => {
  let folder: string;
  let store: Store;
  let now = 1;
  let messenger: Messenger;
  const ids: Record<string, string> = {};

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-remind-'));
    store = await openSqliteStore(join(folder, 'store.db'), { busyMs: 5000 });
    const queue = new SqliteQueue<Jobs>({
      db: store.db.write,
      nowMs: () => 1,
      randomId: randomUUID,
      random: () => 0.5,
      backoff: exponentialBackoff(1000, 1000),
      maxFailures: 3,
      maxLapses: 3,
    });
    messenger = new Messenger({ store, queue, config: {}, nowMs: () => now, log: pino({ level: 'silent' }) });
    for (const role of ['admin', 'inspector', 'developer'] as const) ids[role] = await addAccount(role);
    await store.submissions.add({
      id: 'scan',
      accountId: ids['inspector'] ?? '',
      scanKey: 'key',
      sha256: 'a'.repeat(64),
      sizeBytes: 1,
      fileName: 'a.apk',
      profile: 'static',
      purpose: 'inspection',
      createdAtMs: 1,
    });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  async function addAccount(role: Role, organisationId?: string): Promise<string> {
    const id = randomUUID();
    const more = organisationId === undefined ? {} : { organisationId };
    await store.accounts.add({ id, name: id, role, disabled: false, createdAtMs: 1, ...more }, 'x');
    return id;
  }

  async function openCase(more: Partial<Case>): Promise<Case> {
    const one: Case = {
      id: randomUUID(),
      packageName: 'com.example.a',
      label: 'A',
      versionName: '1',
      submissionId: 'scan',
      state: 'notified',
      version: 1,
      earlierOffences: 0,
      openedAtMs: 1,
      movedAtMs: 1,
      addressedTo: ids['developer'] ?? '',
      ...more,
    };
    const step = { move: 'open', to: 'found', accountName: 'x', reason: 'x', atMs: 1 } as const;
    await store.cases.open(one, [], { ...step, accountId: ids['inspector'] ?? '' });
    return one;
  }

  /** Makes the round of a day, by a clock that shows that day. */
  const remind = (day: string, keptDays = 365) => {
    now = Date.parse(day);
    return runRemindJob(day, { store, messenger, nowMs: () => now, keptMs: keptDays * 86_400_000 });
  };

  async function eventsOf(role: string): Promise<readonly string[]> {
    const { items } = await store.messages.findPage(ids[role] ?? '', 1, 50);
    return items.map(({ event }) => event).sort();
  }

  it('go to who answers for a case, and once each however often the round is made', async () => {
    await openCase({ dueOn: '2026-11-30' });
    for (const day of ['2026-11-27', '2026-11-27', '2026-11-28', '2026-12-01', '2026-12-01'])
      await remind(day);
    assert.deepEqual(await eventsOf('developer'), ['deadline-near', 'overdue']);
    assert.deepEqual(await eventsOf('inspector'), ['deadline-near', 'overdue']);
    assert.deepEqual(await eventsOf('admin'), []);
  });

  it('lose nothing when the clock jumps over the days, and reach the administrators late', async () => {
    await openCase({ dueOn: '2026-11-30' });
    await remind('2027-01-15');
    assert.deepEqual(await eventsOf('developer'), ['overdue']);
    assert.deepEqual(await eventsOf('inspector'), ['escalated', 'overdue']);
    assert.deepEqual(await eventsOf('admin'), ['escalated']);
  });

  it('tell nothing twice when the clock jumps back by a day', async () => {
    await openCase({ dueOn: '2026-11-30' });
    for (const day of ['2026-12-10', '2026-12-09', '2026-12-10']) await remind(day);
    const all = await eventsOf('inspector');
    assert.equal(new Set(all).size, all.length, all.join());
  });

  it('come again on their day when a clock that stood in the future has told them early', async () => {
    await openCase({ dueOn: '2026-11-30' });
    await remind('2030-01-01');
    await remind('2026-11-02');
    assert.deepEqual(await eventsOf('developer'), ['overdue'], 'told early, and not unsaid');
    await remind('2026-11-27');
    await remind('2026-12-01');
    await remind('2026-12-01');
    assert.deepEqual(await eventsOf('developer'), ['deadline-near', 'overdue', 'overdue']);
  });

  it('are forgotten when they have been kept long enough, and what still stands is told anew', async () => {
    await openCase({ dueOn: '2026-11-30' });
    await remind('2026-12-01', 30);
    await remind('2026-12-20', 30);
    assert.deepEqual(await eventsOf('developer'), ['overdue']);
    const [first] = (await store.messages.findPage(ids['developer'] ?? '', 1, 1)).items;
    await remind('2027-01-10', 30);
    const after = (await store.messages.findPage(ids['developer'] ?? '', 1, 9)).items;
    assert.deepEqual(
      after.map(({ event }) => event),
      ['overdue'],
    );
    assert.notEqual(after[0]?.id, first?.id);
  });

  it('come anew for a new deadline of the same case', async () => {
    const one = await openCase({ dueOn: '2026-11-30' });
    await remind('2026-12-01');
    const step = { move: 'notify', to: 'notified', accountName: 'x', reason: 'x', atMs: 2 } as const;
    const moved = { ...one, version: 2, dueOn: '2026-12-10' };
    await store.cases.move(moved, 1, [], { ...step, accountId: ids['inspector'] ?? '' });
    await remind('2026-12-11');
    assert.deepEqual(await eventsOf('developer'), ['overdue', 'overdue']);
  });

  it('say when a look-back has come, to the inspectors and not to the developer', async () => {
    await openCase({ state: 'removed', lookBackOn: '2027-05-01' });
    await remind('2027-04-30');
    assert.deepEqual(await eventsOf('inspector'), []);
    await remind('2027-05-03');
    assert.deepEqual([await eventsOf('inspector'), await eventsOf('developer')], [['look-back-due'], []]);
  });

  it('fall to the organisation when those who moved the case are gone', async () => {
    await store.organisations.add({ id: 'office', name: 'Office', createdAtMs: 1 });
    const colleague = await addAccount('inspector', 'office');
    await openCase({ dueOn: '2026-11-30', organisationId: 'office' });
    await store.accounts.change(ids['inspector'] ?? '', { disabled: true });
    await remind('2026-12-01');
    const { items } = await store.messages.findPage(colleague, 1, 10);
    assert.deepEqual(
      items.map(({ event }) => event),
      ['overdue'],
    );
  });
});
