import assert from 'node:assert/strict';
import { pino } from 'pino';
import { describe, it } from 'mocha';
import { readConfig } from '../../server/config.ts';
import { startWorker } from '../../server/main.ts';
import { readSmallApp } from './support/apps.ts';
import { openTestServer } from './support/test-server.ts';

describe('a worker beside the server', () => {
  it('takes the jobs of its data folder, and the server shows how they go', async function () {
    this.timeout(120_000);
    const server = await openTestServer({ APPGOV_WORKERS: '0' });
    try {
      const { id } = await server.admin.accepted(readSmallApp());
      const printed: string[] = [];
      const worker = await startWorker(readConfig({ APPGOV_DATA: server.dataFolder, APPGOV_WORKERS: '2' }), {
        print: (line) => printed.push(line),
        log: pino({ level: 'silent' }),
        onStop: () => undefined,
      });
      try {
        const { row } = await server.admin.ended(id);
        assert.equal(row.status, 'done', JSON.stringify(row.error));
        assert.equal(printed.length, 1);
      } finally {
        await worker.stop();
      }
    } finally {
      await server.close();
    }
  });
});

describe('a server that stops during an upload', () => {
  it('lets the upload end when it is given the time', async () => {
    const server = await openTestServer({ APPGOV_WORKERS: '0', APPGOV_DRAIN_SECONDS: '30' });
    let push: (text: string) => void = () => undefined;
    let end: () => void = () => undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        push = (text) => controller.enqueue(Buffer.from(text));
        end = () => controller.close();
      },
    });
    push('--b\r\nContent-Disposition: form-data; name="package"; filename="a.apk"\r\n\r\nfirst half');
    const answer = fetch(`${server.server.url}/api/v1/submissions`, {
      method: 'POST',
      headers: server.admin.headers({ 'content-type': 'multipart/form-data; boundary=b' }),
      body,
      duplex: 'half',
    } as RequestInit);
    const { readdir } = await import('node:fs/promises');
    const { until } = await import('./support/until.ts');
    await until(async () => (await readdir(`${server.dataFolder}/blobs/incoming`)).length === 1);
    const stopped = server.stop();
    push(', second half\r\n--b--\r\n');
    end();
    assert.equal((await answer).status, 202);
    await stopped;
    await server.close();
  });
});
