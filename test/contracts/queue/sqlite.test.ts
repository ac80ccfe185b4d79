import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteQueue } from '../../../server/queue/index.ts';
import { migrate, openSqlite } from '../../../server/store/index.ts';
import { queueContract } from './queue-contract.ts';
import type { ContractJobs } from './queue-contract.ts';

queueContract('SQLite', async ({ backoffMs, ...settings }) => {
  const folder = await mkdtemp(join(tmpdir(), 'appgov-queue-'));
  const db = openSqlite(join(folder, 'queue.db'), 5000);
  const otherDb = openSqlite(join(folder, 'queue.db'), 5000);
  await migrate(db.write);
  const options = { ...settings, backoff: backoffMs, random: () => 0.5, randomId: randomUUID };
  return {
    queue: new SqliteQueue<ContractJobs>({ ...options, db: db.write }),
    other: new SqliteQueue<ContractJobs>({ ...options, db: otherDb.write }),
    close: async () => {
      for (const connection of [db.read, db.write, otherDb.read, otherDb.write]) await connection.destroy();
      await rm(folder, { recursive: true });
    },
  };
});
