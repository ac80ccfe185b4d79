import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { readApiDemos, readSmallApp } from '../support/apps.ts';
import { openTestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

/** Process numbers of our scan processes. */
async function findScanProcesses(): Promise<readonly number[]> {
  const found = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    if (!status.includes(`PPid:\t${process.pid}\n`)) continue;
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('scan-child')) found.push(Number(name));
  }
  return found;
}

describe('a scan process', () => {
  it('that hangs is killed at its time limit, tried again, and then reported as failed', async function () {
    this.timeout(60_000);
    // One second is less than running an app of 331 screens takes: the process is killed in the midst of it.
    const server = await openTestServer({ APPGOV_SCAN_TIMEOUT_SECONDS: '1', APPGOV_SCAN_ATTEMPTS: '2' });
    try {
      const { id } = await server.admin.accepted(readApiDemos(), { profile: 'full' });
      const { row } = await server.admin.ended(id);
      assert.equal(row.status, 'failed');
      assert.ok(['SCAN_TIMED_OUT', 'DEADLINE_EXCEEDED'].includes(row.error?.code ?? ''), row.error?.code);
      assert.equal((await server.admin.row(id)).attempts, 2);
      assert.deepEqual(await findScanProcesses(), []);
      assert.equal((await fetch(`${server.server.url}/healthz`)).status, 200);
      const [part = '', ...others] = await readdir(`${server.dataFolder}/work`);
      assert.deepEqual([others, await readdir(`${server.dataFolder}/work/${part}`)], [[], []]);
    } finally {
      await server.close();
    }
  });

  it('that eats up its heap ends alone, and is reported as out of memory', async function () {
    this.timeout(60_000);
    const server = await openTestServer({ APPGOV_SCAN_HEAP_MB: '16', APPGOV_SCAN_ATTEMPTS: '1' });
    try {
      const { row } = await server.admin.ended((await server.admin.accepted(readApiDemos())).id);
      assert.equal(row.status, 'failed');
      assert.equal(row.error?.code, 'SCAN_OUT_OF_MEMORY');
    } finally {
      await server.close();
    }
  });

  it('that grows beyond its resident memory is killed', async function () {
    this.timeout(60_000);
    if (process.platform !== 'linux') {
      console.log('skipped: resident memory is watched through /proc, which is not here');
      this.skip();
    }
    const server = await openTestServer({ APPGOV_SCAN_MEMORY_MB: '40', APPGOV_SCAN_ATTEMPTS: '1' });
    try {
      const { row } = await server.admin.ended((await server.admin.accepted(readApiDemos())).id);
      assert.equal(row.error?.code, 'SCAN_OUT_OF_MEMORY');
    } finally {
      await server.close();
    }
  });

  it('that is killed from outside is tried again and succeeds', async function () {
    this.timeout(120_000);
    if (process.platform !== 'linux') {
      console.log('skipped: the process is found through /proc, which is not here');
      this.skip();
    }
    const server = await openTestServer();
    try {
      const { id } = await server.admin.accepted(readSmallApp());
      await until(async () => (await findScanProcesses()).length > 0);
      for (const pid of await findScanProcesses()) process.kill(pid, 'SIGKILL');
      const { row } = await server.admin.ended(id);
      assert.equal(row.status, 'done', JSON.stringify(row.error));
      assert.equal((await server.admin.row(id)).attempts, 2);
    } finally {
      await server.close();
    }
  });

  it('whose submission is cancelled is stopped', async function () {
    this.timeout(60_000);
    if (process.platform !== 'linux') {
      console.log('skipped: the process is found through /proc, which is not here');
      this.skip();
    }
    const server = await openTestServer();
    try {
      const { id } = await server.admin.accepted(readApiDemos());
      await until(async () => (await findScanProcesses()).length > 0);
      await server.admin.call('POST', `/submissions/${id}/cancel`, { expect: 202 });
      await until(async () => (await findScanProcesses()).length === 0);
      assert.equal((await server.admin.row(id)).status, 'cancelled');
    } finally {
      await server.close();
    }
  });
});
