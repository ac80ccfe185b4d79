import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readSmallApp } from './support/apps.ts';
import type { Row } from './support/client.ts';
import { startServerProcess } from './support/server-process.ts';
import type { ServerProcess } from './support/server-process.ts';
import { until } from './support/until.ts';

/** How many answers to wait for before the kill: so that it strikes at another moment of the work each time. */
const KILL_AFTER_ANSWERS = [0, 1, 3, 8, 20];
const SENDERS = 6;

describe('a server that is killed', () => {
  let folder: string;
  let running: ServerProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-kill-'));
  });
  afterEach(async () => {
    await running?.end('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  it('at any moment of many submissions loses none that it accepted, and keeps their bytes', async function () {
    this.timeout(240_000);
    const accepted = new Map<string, string>();
    for (const killAfter of KILL_AFTER_ANSWERS) {
      const server = await startServerProcess(folder, { APPGOV_WORKERS: '0' });
      running = server;
      let answers = 0;
      let isKilled = false;
      const send = async (): Promise<void> => {
        while (!isKilled) {
          const bytes = randomBytes(20_000);
          try {
            const { status, body } = await server.admin.submit(bytes);
            if (status !== 202) continue;
            answers += 1;
            accepted.set((body as Row).id, createHash('sha256').update(bytes).digest('hex'));
          } catch {
            // The line was cut by the kill: this one was not accepted.
            return;
          }
        }
      };
      const senders = Array.from({ length: SENDERS }, send);
      await until(() => answers >= killAfter);
      await server.end('SIGKILL');
      isKilled = true;
      await Promise.all(senders);
    }
    assert.ok(accepted.size >= KILL_AFTER_ANSWERS.reduce((sum, count) => sum + count, 0));

    running = await startServerProcess(folder, { APPGOV_WORKERS: '0' });
    const { admin } = running;
    for (const [id, sha256] of accepted) {
      const row = await admin.row(id);
      assert.equal(row.sha256, sha256);
      assert.equal(row.status, 'queued');
    }
    const { body } = await admin.call('GET', '/queue', { expect: 200 });
    assert.ok((body as { queued: number }).queued >= accepted.size, 'each has a job');
    const { createReadStream } = await import('node:fs');
    for (const sha256 of accepted.values()) {
      const hash = createHash('sha256');
      const path = join(folder, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
      for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
      assert.equal(hash.digest('hex'), sha256);
    }
  });

  it('in the midst of a scan does the scan again after the next start, without waiting for the lease', async function () {
    this.timeout(120_000);
    running = await startServerProcess(folder, { APPGOV_LEASE_SECONDS: '3600' });
    const { id } = await running.admin.accepted(readSmallApp());
    for await (const event of running.admin.events(id)) if (event.data['status'] === 'running') break;
    await running.end('SIGKILL');
    running = await startServerProcess(folder, { APPGOV_LEASE_SECONDS: '3600' });
    const { row } = await running.admin.ended(id);
    assert.equal(row.status, 'done', JSON.stringify(row.error));
    assert.equal((await running.admin.row(id)).attempts, 2);
  });
});

describe('a server that is told to stop', () => {
  it('gives a running scan back unharmed, exits with 0, and the next start finishes it', async function () {
    this.timeout(120_000);
    const folder = await mkdtemp(join(tmpdir(), 'appgov-stop-'));
    let server = await startServerProcess(folder, { APPGOV_DRAIN_SECONDS: '0' });
    try {
      const { id } = await server.admin.accepted(readSmallApp());
      for await (const event of server.admin.events(id)) if (event.data['status'] === 'running') break;
      assert.equal(await server.end('SIGTERM'), 0);
      server = await startServerProcess(folder);
      const { row } = await server.admin.ended(id);
      assert.equal(row.status, 'done', JSON.stringify(row.error));
      assert.equal((await server.admin.row(id)).attempts, 1, 'the interrupted run does not count');
    } finally {
      await server.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('lets a running scan end when it is given the time', async function () {
    this.timeout(120_000);
    const folder = await mkdtemp(join(tmpdir(), 'appgov-stop-'));
    let server = await startServerProcess(folder, { APPGOV_DRAIN_SECONDS: '60' });
    try {
      const { id } = await server.admin.accepted(readSmallApp());
      for await (const event of server.admin.events(id)) if (event.data['status'] === 'running') break;
      assert.equal(await server.end('SIGTERM'), 0);
      server = await startServerProcess(folder, { APPGOV_WORKERS: '0' });
      assert.equal((await server.admin.row(id)).status, 'done');
    } finally {
      await server.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    }
  });
});
