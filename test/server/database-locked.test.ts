import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openSqlite } from '../../server/store/index.ts';
import type { Db } from '../../server/store/index.ts';
import { readSmallApp } from './support/apps.ts';
import { openTestServer } from './support/test-server.ts';
import type { TestServer } from './support/test-server.ts';

describe('a database whose write lock another program holds', () => {
  let server: TestServer;
  let other: Db;
  beforeEach(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0', APPGOV_DATABASE_BUSY_MS: '100' });
    other = openSqlite(join(server.dataFolder, 'appgov.db'), 5000);
    await other.write.raw('BEGIN IMMEDIATE');
  });
  afterEach(async () => {
    await other.write.raw('ROLLBACK').catch(() => undefined);
    await other.read.destroy();
    await other.write.destroy();
    await server.close();
  });

  it('lets nobody believe that a submission was accepted, and takes it once the lock is gone', async () => {
    const { status, body, headers } = await server.admin.submit(readSmallApp());
    assert.equal(status, 503);
    assert.equal((body as { error: { code: string } }).error.code, 'DATABASE_BUSY');
    assert.ok(Number(headers.get('retry-after')) > 0);
    assert.deepEqual(await readdir(join(server.dataFolder, 'blobs', 'incoming')), []);
    await other.write.raw('ROLLBACK');
    assert.equal((await server.admin.accepted(readSmallApp())).status, 'queued');
  });

  it('still serves lists and health', async () => {
    const held = server.admin.submit(readSmallApp());
    await server.admin.call('GET', '/submissions', { expect: 200 });
    assert.equal((await held).status, 503);
  });

  it('does not end a worker that waits for jobs', async () => {
    await other.write.raw('ROLLBACK');
    const dataFolder = server.dataFolder;
    await server.stop();
    server = await openTestServer({ APPGOV_DATABASE_BUSY_MS: '50' }, dataFolder);
    await other.write.raw('BEGIN IMMEDIATE');
    const { until } = await import('./support/until.ts');
    await until(() => server.logged.some((line) => line.includes('the worker stumbled')));
    await other.write.raw('ROLLBACK');
    const { id } = await server.admin.accepted(readSmallApp());
    assert.equal((await server.admin.ended(id)).row.status, 'done');
  });
});
