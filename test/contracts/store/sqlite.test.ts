import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { MIGRATIONS, openSqliteStore } from '../../../server/store/index.ts';
import { newSubmission, storeContract } from './store-contract.ts';
import type { StoreUnderTest } from './store-contract.ts';
import type { Store } from '../../../server/store/index.ts';

async function open(): Promise<StoreUnderTest & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'appgov-store-'));
  const store = await openSqliteStore(join(folder, 'store.db'), { busyMs: 5000 });
  return {
    store,
    folder,
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

storeContract('SQLite', open);

/** What the migrations make of an empty database. A released migration is never edited: its line here stays. */
const SCHEMA_SHA256: readonly (readonly [string, string])[] = [
  ['0001-first', '1168da040d181a0876808e6cb33cb474f3cee73164c65026cd4be534ea60af47'],
  ['0002-review', '470168a9a989fd234786a550e5a592322c120b15e6bf111682a3a39c923e054a'],
  ['0003-cases', 'db219a6b7ce7f0ca93b8750ca59d45410b33bfc61f1f4675e7aec1b620459a6b'],
  ['0004-apps', 'd760d76fd981286eb343ea6e3d561602ed4a7dfd71436998e469207991db474d'],
  ['0005-audit', 'ead2d92d72780e02abaaee59047bec4b13c6adc932ae1b669abd05c5451d701a'],
  ['0006-batches', 'a453e40dffeb45823c90a0495fca7eac6609ba0223584bb0a8359eda1deb5cb8'],
  ['0007-messages', '1ac037d3c496f8ef10ec9310aff45cf397f86802a7a400f2e6a564eb944a002d'],
  ['0008-listings', '1978d72ba05c31532b0cd8478147c2193231bea790c4b30185835899c10b1c3f'],
  ['0009-policies', 'bde2b9ec391e386cb6fd5cb929095f2fa434a0b2e1479aa67be6423a111f62d2'],
  ['0010-policy-files', 'cdc89641aa13b8a173eeadb3e18dadbe9230b32c79cdedfbf34b3af2053d0a4a'],
  ['0011-superseded-reviews', '02ee14219c91c6ebd2a85ba4481655df0c36468c9b0d67063a436b69a1513761'],
];

describe('the SQLite store', () => {
  let store: Store;
  let folder: string;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ store, folder, close } = await open());
  });
  afterEach(() => close());

  it('survives being opened again, and by two at once', async () => {
    await store.accounts.add(
      { id: 'alice', name: 'Alice', role: 'admin', disabled: false, createdAtMs: 1 },
      'x',
    );
    const [second, third] = await Promise.all([
      openSqliteStore(join(folder, 'store.db'), { busyMs: 5000 }),
      openSqliteStore(join(folder, 'store.db'), { busyMs: 5000 }),
    ]);
    assert.equal(await second.accounts.count(), 1);
    assert.equal(await third.accounts.count(), 1);
    for (const opened of [second, third]) await opened.close();
  });

  it('keeps what it must by foreign keys: no submission of an account that does not exist', async () => {
    await assert.rejects(store.submissions.add(newSubmission('1')), { code: 'SQLITE_CONSTRAINT' });
  });

  it('keeps its write-ahead log and waits for every commit to reach the disk', async () => {
    assert.deepEqual(await store.db.write.raw('PRAGMA journal_mode'), [{ journal_mode: 'wal' }]);
    assert.deepEqual(await store.db.write.raw('PRAGMA synchronous'), [{ synchronous: 2 }]);
    assert.deepEqual(await store.db.write.raw('PRAGMA foreign_keys'), [{ foreign_keys: 1 }]);
  });

  it('does not write through its reading connections', async () => {
    await assert.rejects(store.db.read('accounts').del(), { code: 'SQLITE_READONLY' });
  });

  it('pages by an index, not by reading every row', async () => {
    for (const [where, order] of [
      ['', 'created_at_ms DESC, id DESC'],
      [`WHERE account_id = 'a'`, 'created_at_ms DESC, id DESC'],
      ['', 'mark DESC, id DESC'],
    ] as const) {
      const plan: { detail: string }[] = await store.db.read.raw(
        `EXPLAIN QUERY PLAN SELECT * FROM submissions ${where} ORDER BY ${order} LIMIT 20`,
      );
      const text = plan.map(({ detail }) => detail).join('; ');
      assert.match(text, /USING INDEX/);
      assert.equal(/TEMP B-TREE/.test(text), false, text);
    }
  });

  it('has migrations that nobody edits once they are released', async () => {
    const objects: { sql: string }[] = await store.db.read.raw(
      `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'knex_%' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    );
    const sha256 = createHash('sha256')
      .update(objects.map(({ sql }) => sql).join('\n'))
      .digest('hex');
    assert.deepEqual(
      MIGRATIONS.map(({ name }) => name),
      SCHEMA_SHA256.map(([name]) => name),
    );
    assert.equal(sha256, SCHEMA_SHA256.at(-1)?.[1]);
  });
});
