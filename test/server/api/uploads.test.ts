import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, utimes, writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { Upload } from 'tus-js-client';
import { readSmallApp } from '../support/apps.ts';
import type { Client, Row } from '../support/client.ts';
import { openTestServer } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

const LIMIT_BYTES = 3_000_000;

describe('a resumable upload', () => {
  let server: TestServer;
  let developer: Client;
  before(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0', APPGOV_MAX_UPLOAD_BYTES: String(LIMIT_BYTES) });
    developer = await server.newPerson('developer');
  });
  after(() => server.close());

  const tus = (extra: Readonly<Record<string, string>> = {}, client = developer): Record<string, string> =>
    client.headers({ 'tus-resumable': '1.0.0', ...extra });
  const unfinished = (): Promise<readonly string[]> => readdir(join(server.dataFolder, 'uploads'));

  function metadata(fields: Readonly<Record<string, string>>): string {
    return Object.entries(fields)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',');
  }
  async function begin(sizeBytes: number, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${server.server.url}/api/v1/uploads`, {
      method: 'POST',
      headers: tus({
        'upload-length': String(sizeBytes),
        'upload-metadata': metadata({ filename: 'a.apk', ...fields }),
      }),
    });
  }
  async function send(location: string, offset: number, bytes: Uint8Array): Promise<Response> {
    return fetch(new URL(location, server.server.url), {
      method: 'PATCH',
      headers: tus({ 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }),
      body: bytes as Uint8Array<ArrayBuffer>,
    });
  }
  const look = (location: string, client = developer): Promise<Response> =>
    fetch(new URL(location, server.server.url), { method: 'HEAD', headers: tus({}, client) });

  /** Sends bytes, is cut off at 600,000 of them or a little later, and goes on from there. Gives the id it became. */
  async function sendInTwo(
    client: Client,
    bytes: Buffer,
    metadataFields: Record<string, string>,
  ): Promise<string> {
    let url: string | null = null;
    const options = {
      endpoint: `${server.server.url}/api/v1/uploads`,
      chunkSize: 300_000,
      headers: client.headers(),
      metadata: metadataFields,
      retryDelays: null,
    };
    const sent = await new Promise<number>((resolve, reject) => {
      const upload = new Upload(bytes, {
        ...options,
        onError: reject,
        onChunkComplete: (_size, accepted) => {
          if (accepted < 600_000) return;
          url = upload.url;
          upload.abort().then(() => resolve(accepted), reject);
        },
      });
      upload.start();
    });
    assert.ok(sent < bytes.length && url !== null);
    let submissionId: string | undefined;
    let firstOffset: number | undefined;
    await new Promise<void>((resolve, reject) => {
      new Upload(bytes, {
        ...options,
        uploadUrl: url,
        onError: reject,
        onSuccess: () => resolve(),
        onProgress: (done) => {
          firstOffset ??= done;
        },
        onAfterResponse: (_request, response) => {
          submissionId ??= response.getHeader('x-appgov-submission');
        },
      }).start();
    });
    assert.ok((firstOffset ?? 0) >= 600_000, 'did not begin from nought');
    assert.ok(submissionId);
    return submissionId;
  }

  it('cut off half-way goes on where it stopped, and becomes a submission of the whole', async () => {
    const bytes = Buffer.alloc(2_000_000, 'resumable ');
    const metadata = { filename: '大应用.apk', profile: 'full', purpose: 'inspection' };
    const submissionId = await sendInTwo(developer, bytes, metadata);
    const { body } = await developer.call('GET', `/submissions/${submissionId}`, { expect: 200 });
    const row = body as Row & { profile: string; purpose: string };
    assert.equal(row.sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.deepEqual([row.fileName, row.profile, row.purpose], ['大应用.apk', 'full', 'inspection']);
    assert.deepEqual(await unfinished(), []);
  });

  it('to a batch, cut off half-way, goes on where it stopped and becomes one app of the batch', async () => {
    const inspector = await server.newPerson('inspector');
    const { body } = await inspector.call('POST', '/batches', { json: { name: '抽检' }, expect: 201 });
    const { id } = body as { id: string };
    const bytes = Buffer.alloc(2_000_000, 'of a batch ');
    const submissionId = await sendInTwo(inspector, bytes, { filename: '大应用.apk', batch: id });
    await until(async () => {
      const items = (await inspector.call('GET', `/batches/${id}/items`, { expect: 200 })).body as {
        items: readonly { readonly fileName: string; readonly submissionId?: string }[];
      };
      assert.deepEqual(
        items.items.map(({ fileName }) => fileName),
        ['大应用.apk'],
      );
      return items.items[0]?.submissionId === submissionId;
    });
    const row = (await inspector.call('GET', `/submissions/${submissionId}`, { expect: 200 })).body as Row;
    assert.equal(row.sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.deepEqual(await unfinished(), []);
  });

  it('whose last answer was lost tells its submission to a client that asks again', async () => {
    const bytes = readSmallApp();
    const location = (await begin(bytes.length)).headers.get('location') ?? '';
    const last = await send(location, 0, bytes);
    assert.equal(last.status, 204);
    const id = last.headers.get('x-appgov-submission');
    const asked = await look(location);
    assert.equal(asked.status, 200);
    assert.equal(asked.headers.get('upload-offset'), String(bytes.length));
    assert.equal(asked.headers.get('x-appgov-submission'), id);
    const repeated = await send(location, bytes.length, Buffer.alloc(0));
    assert.equal(repeated.headers.get('x-appgov-submission'), id);
  });

  it('that was complete when the server died becomes one submission after the next start', async () => {
    const bytes = Buffer.from('all bytes are here');
    const location = (await begin(bytes.length + 1)).headers.get('location') ?? '';
    const id = location.split('/').at(-1) ?? '';
    assert.equal((await send(location, 0, bytes)).status, 204);
    await server.stop();
    // As if the last byte had been written, and the server killed before it could act on it.
    await writeFile(join(server.dataFolder, 'uploads', id), Buffer.concat([bytes, Buffer.from('!')]));
    const env = { APPGOV_WORKERS: '0', APPGOV_MAX_UPLOAD_BYTES: String(LIMIT_BYTES) };
    const token = developer.token ?? '';
    server = await openTestServer(env, server.dataFolder);
    const { Client: Caller } = await import('../support/client.ts');
    developer = new Caller(server.server.url, { token });
    const { body } = await developer.call('GET', `/submissions/${id}`, { expect: 200 });
    assert.equal((body as Row).sha256, createHash('sha256').update(bytes).update('!').digest('hex'));
    assert.equal((await look(location)).headers.get('x-appgov-submission'), id);
  });

  it('over the limit is refused with 413 before a byte is sent', async () => {
    const answer = await begin(LIMIT_BYTES + 1);
    assert.equal(answer.status, 413);
    assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'UPLOAD_TOO_LARGE');
  });

  it('of nothing is refused', async () => {
    assert.equal((await begin(0)).status, 400);
  });

  for (const [name, value] of [
    ['profile', 'guess'],
    ['purpose', 'fun'],
    ['appType', 'no-such-type'],
  ] as const) {
    it(`with the ${name} ${value} is refused before a byte is sent`, async () => {
      const before = await unfinished();
      assert.equal((await begin(10, { [name]: value })).status, 400);
      assert.deepEqual(await unfinished(), before);
    });
  }

  it('cannot be seen, continued or dropped by another account', async () => {
    const location = (await begin(10)).headers.get('location') ?? '';
    const stranger = await server.newPerson('inspector');
    assert.equal((await look(location, stranger)).status, 404);
    for (const method of ['PATCH', 'DELETE']) {
      const response = await fetch(new URL(location, server.server.url), {
        method,
        headers: tus({ 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, stranger),
        ...(method === 'PATCH' ? { body: 'x' } : {}),
      });
      assert.equal(response.status, 404, method);
    }
    assert.equal((await look(location)).headers.get('upload-offset'), '0');
  });

  it('does not take bytes at a wrong offset', async () => {
    const location = (await begin(10)).headers.get('location') ?? '';
    assert.equal((await send(location, 5, Buffer.from('x'))).status, 409);
  });

  for (const id of ['..%2F..%2Fappgov.db', 'x', '00000000-0000-4000-8000-000000000000']) {
    it(`is not found by the id ${id}`, async () => {
      assert.equal((await look(`/api/v1/uploads/${id}`)).status, 404);
    });
  }

  it('that was begun too long ago is dropped at the next start', async () => {
    const location = (await begin(10)).headers.get('location') ?? '';
    const id = location.split('/').at(-1) ?? '';
    const file = join(server.dataFolder, 'uploads', `${id}.json`);
    await server.stop();
    const kept = JSON.parse(await readFile(file, 'utf8')) as { creation_date: string };
    await writeFile(file, JSON.stringify({ ...kept, creation_date: '2020-01-01T00:00:00.000Z' }));
    await utimes(file, 1, 1);
    const token = developer.token ?? '';
    server = await openTestServer({ APPGOV_WORKERS: '0' }, server.dataFolder);
    const { Client: Caller } = await import('../support/client.ts');
    developer = new Caller(server.server.url, { token });
    assert.equal(
      (await unfinished()).some((name) => name.startsWith(id)),
      false,
    );
    assert.equal((await look(location)).status, 404);
  });
});
