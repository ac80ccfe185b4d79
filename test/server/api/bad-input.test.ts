import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import JSZip from 'jszip';
import { after, before, describe, it } from 'mocha';
import { readSmallApp } from '../support/apps.ts';
import type { Row } from '../support/client.ts';
import { ADMIN_TOKEN, openTestServer } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

async function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

describe('a bad file', () => {
  let server: TestServer;
  before(async () => {
    server = await openTestServer();
  });
  after(() => server.close());

  for (const [what, makeBytes, code] of [
    ['no zip', () => Buffer.from('this is a letter, not an app'), 'NOT_A_ZIP'],
    ['a zip without a manifest', () => zipOf({ 'readme.txt': 'hello' }), 'NO_MANIFEST'],
    ['a truncated app', () => readSmallApp().subarray(0, 9000), 'TRUNCATED'],
    [
      'a zip bomb',
      () => zipOf({ 'AndroidManifest.xml': Buffer.alloc(300_000_000), 'classes.dex': 'x' }),
      'ZIP_BOMB',
    ],
  ] as const) {
    it(`that is ${what} is accepted, fails once with ${code}, and says why in two languages`, async function () {
      this.timeout(60_000);
      const { id } = await server.admin.accepted(await makeBytes());
      const { row } = await server.admin.ended(id);
      assert.equal(row.status, 'failed', JSON.stringify(row));
      assert.equal(row.error?.code, code);
      assert.ok((row.error?.message.en ?? '').length > 10);
      assert.equal((await server.admin.row(id)).attempts, 1);
      await server.admin.call('GET', `/submissions/${id}/report`, { expect: 409 });
    });
  }

  it('goes to the dead jobs, from which an administrator can bring it back', async () => {
    const { id } = await server.admin.accepted(Buffer.from('no app, for the dead'), { fileName: 'dead.apk' });
    await server.admin.ended(id);
    const { body } = await server.admin.call('GET', '/queue', { expect: 200 });
    const job = (body as { items: { id: string; fileName: string; state: string }[] }).items.find(
      ({ fileName }) => fileName === 'dead.apk',
    );
    assert.equal(job?.state, 'dead');
    await server.admin.call('POST', `/queue/${job.id}/requeue`, { expect: 200 });
    assert.equal((await server.admin.ended(id)).row.status, 'failed');
  });

  it('that is empty is refused at once', async () => {
    const { status, body } = await server.admin.submit(Buffer.alloc(0));
    assert.equal(status, 400);
    assert.equal((body as { error: { code: string } }).error.code, 'EMPTY_FILE');
  });
});

describe('a bad form', () => {
  let server: TestServer;
  before(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0', APPGOV_MAX_UPLOAD_BYTES: '100000' });
  });
  after(() => server.close());
  const partials = (): Promise<readonly string[]> => readdir(join(server.dataFolder, 'blobs', 'incoming'));
  const total = async (): Promise<number> =>
    ((await server.admin.call('GET', '/submissions', { expect: 200 })).body as { total: number }).total;

  for (const [what, send, status, code] of [
    ['without a file', (form: FormData) => form.set('profile', 'static'), 400, 'MISSING_PACKAGE'],
    [
      'with the file in another field',
      (form: FormData) => form.set('file', new Blob(['x']), 'x'),
      400,
      'MISSING_PACKAGE',
    ],
    [
      'with an unknown profile',
      (form: FormData) => {
        form.set('package', new Blob(['x']), 'x');
        form.set('profile', 'guess');
      },
      400,
      'INVALID_INPUT',
    ],
    [
      'with an app type that the rules do not know',
      (form: FormData) => {
        form.set('appType', 'no-such-type');
        form.set('package', new Blob(['x']), 'x');
      },
      400,
      'INVALID_INPUT',
    ],
  ] as const) {
    it(`${what} is refused with ${code} and leaves nothing behind`, async () => {
      const form = new FormData();
      send(form);
      const answer = await server.admin.call('POST', '/submissions', { form });
      assert.equal(answer.status, status);
      assert.equal((answer.body as { error: { code: string } }).error.code, code);
      assert.deepEqual(await partials(), []);
      assert.equal(await total(), 0);
    });
  }

  it('that is JSON is refused with 415', async () => {
    await server.admin.call('POST', '/submissions', { json: { package: 'x' }, expect: 415 });
  });

  for (const [what, headers] of [
    ['whose size is told beforehand', {}],
    ['whose size is not told', { 'transfer-encoding': 'chunked' }],
  ] as const) {
    it(`over the limit, ${what}, is refused with 413 and its partial file is gone`, async () => {
      const bytes = Buffer.alloc(400_000, 7);
      const head =
        '--b\r\nContent-Disposition: form-data; name="package"; filename="big.apk"\r\n' +
        'Content-Type: application/octet-stream\r\n\r\n';
      const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]);
      const body =
        'transfer-encoding' in headers
          ? new ReadableStream<Uint8Array>({
              start(controller) {
                for (let at = 0; at < whole.length; at += 10_000)
                  controller.enqueue(whole.subarray(at, at + 10_000));
                controller.close();
              },
            })
          : whole;
      const response = await fetch(`${server.server.url}/api/v1/submissions`, {
        method: 'POST',
        headers: server.admin.headers({ 'content-type': 'multipart/form-data; boundary=b' }),
        body,
        duplex: 'half',
      } as RequestInit);
      assert.equal(response.status, 413);
      assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'UPLOAD_TOO_LARGE');
      assert.deepEqual(await partials(), []);
      assert.equal(await total(), 0);
    });
  }

  it('that is cut off half-way leaves neither a partial file nor a submission', async () => {
    const { hostname, port } = new URL(server.server.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/v1/submissions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ADMIN_TOKEN}\r\n` +
        'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 50000\r\n\r\n' +
        `--b\r\nContent-Disposition: form-data; name="package"; filename="a"\r\n\r\n${'x'.repeat(20_000)}`,
    );
    await until(async () => (await partials()).length === 1);
    socket.destroy();
    await until(async () => (await partials()).length === 0);
    assert.equal(await total(), 0);
  });

  it('that ends before its last boundary is refused', async () => {
    const response = await fetch(`${server.server.url}/api/v1/submissions`, {
      method: 'POST',
      headers: server.admin.headers({ 'content-type': 'multipart/form-data; boundary=b' }),
      body: '--b\r\nContent-Disposition: form-data; name="package"; filename="a"\r\n\r\nhalf',
    });
    assert.equal(response.status, 400);
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'UPLOAD_CUT_OFF');
    assert.deepEqual(await partials(), []);
  });

  it('without a boundary is refused', async () => {
    const response = await fetch(`${server.server.url}/api/v1/submissions`, {
      method: 'POST',
      headers: server.admin.headers({ 'content-type': 'multipart/form-data' }),
      body: 'x',
    });
    assert.equal(response.status, 400);
  });

  for (const [given, kept] of [
    ['<script>alert(1)</script>.apk', 'script>.apk'],
    ['<img src=x onerror=alert(1)>.apk', '<img src=x onerror=alert(1)>.apk'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\app.apk', 'app.apk'],
    ['bidi\u202egpj.apk', 'bidigpj.apk'],
    ['应用.apk', '应用.apk'],
  ] as const) {
    it(`keeps of the file name ${JSON.stringify(given)} only ${JSON.stringify(kept)}, as text`, async () => {
      const row = await server.admin.accepted(Buffer.from(given), { fileName: given });
      assert.equal(row.fileName, kept);
      const response = await fetch(`${server.server.url}/api/v1/submissions/${row.id}`, {
        headers: server.admin.headers(),
      });
      assert.ok(response.headers.get('content-type')?.startsWith('application/json'));
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    });
  }

  for (const [what, path, body] of [
    ['JSON that is cut off', '/session', '{"name":'],
    ['JSON beyond any sane size', '/session', JSON.stringify({ name: 'x'.repeat(400_000) })],
    ['a number where an object should be', '/session', '7'],
  ] as const) {
    it(`refuses ${what} without a stack trace`, async () => {
      const response = await fetch(`${server.server.url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      assert.ok(response.status === 400 || response.status === 413, String(response.status));
      const text = await response.text();
      assert.equal(/node_modules|at .*\.ts/.test(text), false);
    });
  }

  it('does not stumble over a path that cannot be decoded', async () => {
    const response = await fetch(`${server.server.url}/api/v1/submissions/%ff`, {
      headers: server.admin.headers(),
    });
    assert.equal(response.status, 400);
  });
});

describe('a storage that is full', () => {
  it('refuses with 507, leaves nothing of the file, and still serves what it has', async () => {
    const server = await openTestServer({ APPGOV_WORKERS: '0', APPGOV_QUOTA_BYTES: '60000' });
    try {
      const small = readSmallApp();
      const kept = await server.admin.accepted(small);
      const { status, body } = await server.admin.submit(Buffer.alloc(50_000, 1));
      assert.equal(status, 507);
      assert.equal((body as { error: { code: string } }).error.code, 'STORAGE_FULL');
      assert.deepEqual(await readdir(join(server.dataFolder, 'blobs', 'incoming')), []);
      assert.equal(
        (await server.admin.row(kept.id)).sha256,
        createHash('sha256').update(small).digest('hex'),
      );
      const again: Row = await server.admin.accepted(readSmallApp('complying'));
      assert.equal(again.status, 'queued');
    } finally {
      await server.close();
    }
  });
});
