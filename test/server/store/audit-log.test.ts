import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../bin/main.ts';
import { checkAudit, openSqliteStore } from '../../../server/store/index.ts';
import type { AuditEntry, Store } from '../../../server/store/index.ts';

describe('the log of who did what', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-audit-'));
    store = await openSqliteStore(join(folder, 'appgov.db'), { busyMs: 5000 });
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  const append = (action: string, on = store) =>
    on.audit.append({
      atMs: 1,
      accountId: 'a',
      accountName: '甲',
      action,
      target: '/x',
      outcome: 'done',
      detail: '{}',
    });

  async function readEntries(): Promise<AuditEntry[]> {
    const entries: AuditEntry[] = [];
    for await (const entry of store.audit.readAll()) entries.push(entry);
    return entries;
  }

  async function check(entries: readonly AuditEntry[], head?: string) {
    return checkAudit(
      (async function* () {
        yield* entries;
      })(),
      head,
    );
  }

  it('is one chain, also when two processes write at once', async () => {
    const other = await openSqliteStore(join(folder, 'appgov.db'), { busyMs: 5000 });
    await Promise.all(Array.from({ length: 40 }, (_, i) => append(`act ${i}`, i % 2 === 0 ? store : other)));
    await other.close();
    const found = await check(await readEntries());
    assert.deepEqual([found.entries, found.problem], [40, undefined]);
  });

  it('refuses to be changed or cut, by whoever holds the database', async () => {
    await append('first');
    for (const statement of [
      `UPDATE audit_log SET account_name = 'nobody'`,
      `DELETE FROM audit_log`,
      `UPDATE audit_log SET number = 7 WHERE number = 1`,
      `INSERT OR REPLACE INTO audit_log SELECT number, at_ms, 'x', 'x', action, target, outcome, detail, previous_hash, hash FROM audit_log`,
    ])
      await assert.rejects(store.db.write.raw(statement), /only ever added to/);
    assert.equal((await readEntries()).length, 1);
  });

  for (const [what, spoil, message] of [
    [
      'an entry that was rewritten',
      (all) => all.map((e) => (e.number === 2 ? { ...e, accountName: 'x' } : e)),
      /entry 2 is not what was written/,
    ],
    ['an entry that was taken out', (all) => all.filter((e) => e.number !== 2), /entry 2 is missing/],
    ['entries in another order', (all) => [...all].reverse(), /entry 1 is missing/],
    [
      'an entry put in',
      (all) => [...all, { ...(all[2] as AuditEntry), number: 4 }],
      /entry 4 does not follow/,
    ],
  ] as readonly (readonly [string, (all: readonly AuditEntry[]) => readonly AuditEntry[], RegExp])[]) {
    it(`shows ${what}`, async () => {
      for (const action of ['one', 'two', 'three']) await append(action);
      const found = await check(spoil(await readEntries()));
      assert.match(found.problem?.message ?? '', message);
    });
  }

  it('shows by a hash kept elsewhere that its end was cut off', async () => {
    for (const action of ['one', 'two', 'three']) await append(action);
    const entries = await readEntries();
    const head = entries.at(-1)?.hash ?? '';
    assert.equal((await check(entries, head)).metHash, true);
    const cut = await check(entries.slice(0, 2), head);
    assert.deepEqual([cut.problem, cut.metHash], [undefined, false]);
  });

  it('is checked on the command line, whole and after somebody took the guard away and wrote into it', async () => {
    for (const action of ['one', 'two']) await append(action);
    assert.equal(await main(['verify-audit', '--data', folder]), 0);
    assert.equal(await main(['verify-audit', '--data', folder, '--head', 'f'.repeat(64)]), 1);
    await store.db.write.raw('DROP TRIGGER audit_log_no_update');
    await store.db.write.raw(`UPDATE audit_log SET account_name = '乙' WHERE number = 1`);
    assert.equal(await main(['verify-audit', '--data', folder]), 1);
    assert.equal(await main(['verify-audit', '--data', join(folder, 'elsewhere')]), 64);
  });
});
