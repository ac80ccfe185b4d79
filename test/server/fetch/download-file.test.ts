import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { HostTurns, downloadFile } from '../../../server/fetch/index.ts';
import { openStoreSite, type StoreSite } from '../support/store-site.ts';

const content = randomBytes(4_000_000);
const sha256 = createHash('sha256').update(content).digest('hex');

describe('downloading a file', () => {
  let site: StoreSite;
  let folder: string;
  before(async () => {
    site = await openStoreSite();
    folder = await mkdtemp(join(tmpdir(), 'appgov-download-'));
  });
  after(async () => {
    await site.close();
    await rm(folder, { recursive: true });
  });

  const limits = { sizeBytes: 5_000_000, timeoutMs: 20_000 };
  const path = (name: string): string => join(folder, name);
  const options = (more: object = {}) => ({ allow: [site.host], attempts: 3, ...more });

  it('takes a line that broke up again where it broke', async () => {
    site.pages.set('/app', { body: content, etag: '"1"', breakAt: 3_000_000 });
    const got = await downloadFile(`${site.url}/app`, path('a'), limits, options({ sha256 }));
    assert.equal(got.sizeBytes, content.length);
    assert.ok(readFileSync(path('a')).equals(content));
    assert.equal(site.served.length, 2);
    assert.match(site.served[1] ?? '', /^\/app from \d+$/);
  });

  it('begins anew where the server has another version by then', async () => {
    let asked = 0;
    site.pages.set('/changes', (_request, response) => {
      asked += 1;
      response.writeHead(200, { etag: `"${asked}"`, 'content-length': content.length });
      if (asked === 1) response.write(content.subarray(0, 2_000_000), () => response.socket?.destroySoon());
      else response.end(content);
    });
    const got = await downloadFile(`${site.url}/changes`, path('b'), limits, options());
    assert.equal(got.sha256, sha256);
  });

  it('gives up after so many broken lines, and leaves nothing behind', async () => {
    site.pages.set('/breaks', (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('some', () => response.socket?.destroySoon());
    });
    await assert.rejects(downloadFile(`${site.url}/breaks`, path('c'), limits, options({ attempts: 2 })), {
      code: 'ADDRESS_FAILED',
    });
    assert.equal(existsSync(path('c')), false);
  });

  for (const [what, promise] of [
    ['another hash', { sha256: 'a'.repeat(64) }],
    ['another size', { sizeBytes: 5 }],
  ] as const)
    it(`refuses bytes that have ${what} than was promised`, async () => {
      site.pages.set('/lie', { body: 'these bytes' });
      await assert.rejects(downloadFile(`${site.url}/lie`, path('d'), limits, options(promise)), {
        code: 'DOWNLOAD_DIFFERS',
      });
      assert.equal(existsSync(path('d')), false);
    });

  it('stops what is too large, declared or not', async () => {
    site.pages.set('/large', { body: content });
    site.pages.set('/endless', (_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        if (!response.destroyed && response.write(content.subarray(0, 65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });
    for (const address of ['/large', '/endless'])
      await assert.rejects(
        downloadFile(`${site.url}${address}`, path('e'), { ...limits, sizeBytes: 1_000_000 }, options()),
        { code: 'ADDRESS_TOO_LARGE' },
      );
  });

  it('stops what takes too long', async () => {
    site.pages.set('/hangs', () => undefined);
    await assert.rejects(
      downloadFile(`${site.url}/hangs`, path('f'), { ...limits, timeoutMs: 200 }, options()),
      {
        code: 'ADDRESS_TIMED_OUT',
      },
    );
  });

  it('keeps requests to one host apart, and no other host waits for it', async () => {
    let now = 0;
    const turns = new HostTurns(40, () => now);
    const began = performance.now();
    const { signal } = new AbortController();
    await turns.wait('a', signal);
    await turns.wait('b', signal);
    assert.ok(performance.now() - began < 35);
    await turns.wait('a', signal);
    assert.ok(performance.now() - began >= 38);
    now = 1000;
    await turns.wait('a', signal);
  });
});
