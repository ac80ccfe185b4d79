import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, it } from 'mocha';
import { fetchDocument, isAllowedHost, isPublicAddress } from '../../../server/fetch/index.ts';

let server: Server | undefined;

/** A server on loopback; `allow` names it for a fetch that may reach it. */
async function listen(
  handle: RequestListener,
): Promise<{ readonly url: string; readonly allow: readonly string[] }> {
  const started = createServer(handle);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, allow: [`127.0.0.1:${port}`] };
}

afterEach(async () => {
  const running = server;
  server = undefined;
  running?.closeAllConnections();
  if (running) await new Promise((resolve) => running.close(resolve));
});

describe('addresses that a fetch may reach', () => {
  for (const [address, isPublic] of [
    ['8.8.8.8', true],
    ['127.0.0.1', false],
    ['127.9.9.9', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:8.8.8.8', true],
    ['fe80::1%eth0', false],
    ['fd00::1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001:db8::1', false],
    ['2606:4700::1111', true],
    ['no address', false],
  ] as const)
    it(`${address} is ${isPublic ? 'public' : 'not public'}`, () => {
      assert.equal(isPublicAddress(address), isPublic);
    });

  it('the allow-list knows hosts, ports and whole domains', () => {
    const allow = ['intranet.example:8443', '.corp.example', '127.0.0.1'];
    assert.equal(isAllowedHost('intranet.example', 8443, allow), true);
    assert.equal(isAllowedHost('intranet.example', 443, allow), false);
    assert.equal(isAllowedHost('Wiki.Corp.Example', 443, allow), true);
    assert.equal(isAllowedHost('corp.example.attacker.example', 443, allow), false);
    assert.equal(isAllowedHost('127.0.0.1', 80, allow), true);
  });
});

describe('fetching a document', () => {
  it('gives bytes, type, charset and the address they came from', async () => {
    const { url, allow } = await listen((request, response) => {
      assert.equal(request.headers.cookie, undefined);
      response.setHeader('content-type', 'text/html; charset=gbk');
      response.end('<p>x</p>');
    });
    const document = await fetchDocument(`${url}/privacy`, { allow });
    assert.deepEqual(
      [Buffer.from(document.bytes).toString(), document.mediaType, document.charset, document.url],
      ['<p>x</p>', 'text/html', 'gbk', `${url}/privacy`],
    );
  });

  it('follows redirects within the allow-list', async () => {
    const { url, allow } = await listen((request, response) => {
      if (request.url === '/a') response.writeHead(302, { location: '/b' }).end();
      else response.end('there');
    });
    assert.equal((await fetchDocument(`${url}/a`, { allow })).url, `${url}/b`);
  });

  it('unpacks what comes compressed', async () => {
    const { url, allow } = await listen((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('packed'));
    });
    assert.equal(Buffer.from((await fetchDocument(url, { allow })).bytes).toString(), 'packed');
  });

  it('refuses loopback without the allow-list, by number and by name', async () => {
    const { url } = await listen((_request, response) => void response.end('secret'));
    await assert.rejects(fetchDocument(url), { code: 'ADDRESS_REFUSED' });
    await assert.rejects(fetchDocument(url.replace('127.0.0.1', 'localhost')), { code: 'ADDRESS_REFUSED' });
    await assert.rejects(fetchDocument(url.replace('127.0.0.1', '2130706433')), { code: 'ADDRESS_REFUSED' });
    await assert.rejects(fetchDocument(url.replace('127.0.0.1', '[::ffff:127.0.0.1]')), {
      code: 'ADDRESS_REFUSED',
    });
  });

  it('refuses a redirect to an address that is not allowed', async () => {
    const { url, allow } = await listen((_request, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:1/admin' }).end();
    });
    await assert.rejects(fetchDocument(url, { allow }), { code: 'ADDRESS_REFUSED' });
  });

  for (const address of [
    'file:///etc/passwd',
    'ftp://example.com/',
    'http://user:secret@example.com/',
    'not an address',
  ])
    it(`refuses ${address}`, async () => {
      await assert.rejects(fetchDocument(address), { code: 'ADDRESS_REFUSED' });
    });

  it('stops a circle of redirects', async () => {
    const { url, allow } = await listen(
      (_request, response) => void response.writeHead(302, { location: '/' }).end(),
    );
    await assert.rejects(fetchDocument(url, { allow }), { code: 'ADDRESS_FAILED' });
  });

  it('stops what is too large, declared or not, packed or not', async () => {
    const { url, allow } = await listen((request, response) => {
      if (request.url === '/declared') response.setHeader('content-length', 1_000_000);
      if (request.url === '/packed') response.setHeader('content-encoding', 'gzip');
      response.end(request.url === '/packed' ? gzipSync(Buffer.alloc(1_000_000)) : Buffer.alloc(1_000_000));
    });
    for (const path of ['/declared', '/endless', '/packed'])
      await assert.rejects(fetchDocument(url + path, { allow, limits: { sizeBytes: 10_000 } }), {
        code: 'ADDRESS_TOO_LARGE',
      });
  });

  it('stops a server that never ends its answer', async () => {
    const { url, allow } = await listen((_request, response) => void response.write('a'));
    await assert.rejects(fetchDocument(url, { allow, limits: { timeoutMs: 200 } }), {
      code: 'ADDRESS_TIMED_OUT',
    });
  });

  it('says what status came instead of a document', async () => {
    const { url, allow } = await listen((_request, response) => void response.writeHead(404).end());
    await assert.rejects(fetchDocument(url, { allow }), { code: 'ADDRESS_FAILED', message: /404/ });
  });

  it('tells of a server that is not there', async () => {
    await assert.rejects(fetchDocument('http://127.0.0.1:1/', { allow: ['127.0.0.1'] }), {
      code: 'ADDRESS_FAILED',
    });
  });
});
