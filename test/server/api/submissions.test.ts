import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'mocha';
import { readReport, verifyPackage } from '../../../reports/index.ts';
import { readApiDemos, readSmallApp } from '../support/apps.ts';
import type { Client, Row } from '../support/client.ts';
import { openTestServer } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';

describe('a submission', () => {
  let server: TestServer;
  let developer: Client;
  let other: Client;
  let inspector: Client;
  let row: Row;
  let progress: readonly Record<string, unknown>[];
  before(async function () {
    this.timeout(120_000);
    server = await openTestServer();
    developer = await server.newPerson('developer');
    other = await server.newPerson('developer');
    inspector = await server.newPerson('inspector');
    const bytes = readApiDemos();
    const accepted = await developer.accepted(bytes, { fileName: '演示 <b>.apk', purpose: 'self-check' });
    assert.equal(accepted.sha256, createHash('sha256').update(bytes).digest('hex'));
    ({ row, progress } = await developer.ended(accepted.id));
    assert.equal(row.status, 'done', JSON.stringify(row.error));
  });
  after(() => server.close());

  async function file(
    client: Client,
    path: string,
  ): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const response = await fetch(`${client.url}/api/v1/submissions/${row.id}${path}`, {
      headers: client.headers(),
    });
    return {
      status: response.status,
      headers: response.headers,
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  }

  it('of a real app ends with its identity, mark and counts', () => {
    assert.equal(row.packageName, 'io.appium.android.apis');
    assert.equal(row.fileName, '演示 <b>.apk');
    assert.ok(row.score !== undefined && row.score.mark >= 0 && row.score.mark <= 100);
  });

  it('tells its progress in order, never backwards', () => {
    const fractions = progress.flatMap(({ fraction }) => (typeof fraction === 'number' ? [fraction] : []));
    assert.ok(fractions.length > 5);
    assert.deepEqual(
      fractions,
      [...fractions].sort((a, b) => a - b),
    );
    assert.ok(new Set(progress.map(({ stage }) => stage)).size > 5);
  });

  it('keeps the log of its scan', async () => {
    const { body } = await developer.call('GET', `/submissions/${row.id}`, { expect: 200 });
    const { log, attempts } = body as { log: { stage: string }[]; attempts: number };
    assert.equal(attempts, 1);
    assert.ok(log.some(({ stage }) => stage === 'judge'));
  });

  it('is followed by its end alone once it has ended', async () => {
    const events = [];
    for await (const event of developer.events(row.id)) events.push(event.name);
    assert.deepEqual(events, ['done']);
  });

  it('has a report whose hash of the sample is right', async () => {
    const { status, bytes } = await file(developer, '/report');
    assert.equal(status, 200);
    const report = await readReport(bytes.toString('utf8'));
    assert.equal(report.app.sha256, row.sha256);
    assert.equal(report.app.packageName, row.packageName);
  });

  for (const [format, type, begins] of [
    ['html', 'text/html', '<!doctype html'],
    ['sarif', 'application/sarif+json', '{'],
    ['junit', 'application/xml', '<?xml'],
    ['pdf', 'application/pdf', '%PDF-'],
  ] as const) {
    it(`has a report as ${format}, the same bytes each time`, async function () {
      this.timeout(120_000);
      const first = await file(developer, `/report?format=${format}&lang=en`);
      assert.equal(first.status, 200, first.bytes.toString('utf8', 0, 300));
      assert.ok(first.headers.get('content-type')?.startsWith(type));
      assert.equal(first.bytes.toString('latin1', 0, begins.length).toLowerCase(), begins.toLowerCase());
      assert.deepEqual((await file(developer, `/report?format=${format}&lang=en`)).bytes, first.bytes);
    });
  }

  it('has an HTML report that cannot act as the reader, whatever the app put into it', async () => {
    const { headers, bytes } = await file(developer, '/report?format=html');
    const policy = headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes('sandbox') && !policy.includes('allow-same-origin'), policy);
    assert.ok(policy.includes("default-src 'none'"));
    assert.equal(bytes.includes('演示 <b>.apk'), false);
  });

  it('has an evidence package that verifies', async () => {
    const { status, headers, bytes } = await file(developer, '/evidence');
    assert.equal(status, 200);
    assert.match(
      headers.get('content-disposition') ?? '',
      /^attachment; filename="io\.appium\.android\.apis-/,
    );
    const verdict = await verifyPackage(bytes);
    assert.deepEqual(verdict.problems, []);
  });

  it('gives out its attachments by id, and nothing by another', async () => {
    const { bytes } = await file(developer, '/report');
    const report = await readReport(bytes.toString('utf8'));
    const [first] = report.attachments;
    assert.ok(first);
    const attachment = await file(developer, `/attachments/${encodeURIComponent(first.id)}`);
    assert.equal(createHash('sha256').update(attachment.bytes).digest('hex'), first.sha256);
    assert.equal(attachment.headers.get('x-content-type-options'), 'nosniff');
    for (const id of ['nothing', '..%2F..%2Fappgov.db', '%00'])
      assert.equal((await file(developer, `/attachments/${id}`)).status, 404, id);
  });

  it('is seen by inspectors and administrators, and by no other developer', async () => {
    for (const client of [inspector, server.admin])
      await client.call('GET', `/submissions/${row.id}`, { expect: 200 });
    for (const path of ['', '/events', '/report', '/evidence', '/attachments/icon'])
      assert.equal((await other.call('GET', `/submissions/${row.id}${path}`)).status, 404, path);
    for (const path of ['/cancel', '/retry'])
      assert.equal((await other.call('POST', `/submissions/${row.id}${path}`)).status, 404, path);
    const { body } = await other.call('GET', '/submissions', { expect: 200 });
    assert.deepEqual((body as { items: unknown[] }).items, []);
  });

  it('of the same bytes under the same name is done at once, by the work done before', async () => {
    const again = await other.accepted(readApiDemos(), { fileName: '演示 <b>.apk' });
    assert.equal(again.status, 'done');
    assert.notEqual(again.id, row.id);
    await other.call('GET', `/submissions/${again.id}/report`, { expect: 200 });
  });

  it('that is done can be neither cancelled nor retried', async () => {
    await developer.call('POST', `/submissions/${row.id}/cancel`, { expect: 409 });
    await developer.call('POST', `/submissions/${row.id}/retry`, { expect: 409 });
  });

  for (const [what, query, found] of [
    ['a part of its package', 'q=appium', true],
    ['a part of its label, whatever the case of letters', 'q=api%20demos', true],
    ['a part of its file name', `q=${encodeURIComponent('演示')}`, true],
    ['its status', 'status=done', true],
    ['another status', 'status=failed', false],
    ['a text that it does not have', 'q=zzzz', false],
    ['a percent sign, which is no wildcard', 'q=%25', false],
    ['an underscore, which is no wildcard', 'q=a_p', false],
    ['a filter left empty', 'status=&verdict=&q=', true],
  ] as const) {
    it(`is ${found ? '' : 'not '}found by ${what}`, async () => {
      const { body } = await developer.call('GET', `/submissions?${query}`, { expect: 200 });
      const ids = (body as { items: Row[] }).items.map(({ id }) => id);
      assert.deepEqual(ids, found ? [row.id] : []);
    });
  }

  it('is found by the beginning of its hash', async () => {
    const { body } = await developer.call('GET', `/submissions?q=${row.sha256.slice(0, 12)}`, {
      expect: 200,
    });
    assert.equal((body as { total: number }).total, 1);
  });

  for (const query of ['status=lost', 'page=0', 'pageSize=1000', 'sort=password', 'q=' + 'x'.repeat(201)]) {
    it(`is not listed by a query that makes no sense: ${query.slice(0, 20)}`, async () => {
      await developer.call('GET', `/submissions?${query}`, { expect: 400 });
    });
  }
});

describe('the sample app', () => {
  it('is scanned without an upload', async function () {
    this.timeout(120_000);
    const server = await openTestServer();
    try {
      const { body } = await server.admin.call('POST', '/submissions/sample', {
        json: { name: 'ApiDemos' },
        expect: 202,
      });
      const { row } = await server.admin.ended((body as Row).id);
      assert.equal(row.packageName, 'io.appium.android.apis');
    } finally {
      await server.close();
    }
  });
});

describe('a queue without workers', () => {
  let server: TestServer;
  before(async () => {
    server = await openTestServer({ APPGOV_WORKERS: '0' });
  });
  after(() => server.close());
  const app = readSmallApp();
  const counts = async (): Promise<unknown> => {
    const { body } = await server.admin.call('GET', '/queue', { expect: 200 });
    const { queued, running, dead } = body as Record<string, number>;
    return { queued, running, dead };
  };

  it('holds one job for submissions of the same content, which is cancelled with the last of them', async () => {
    const first = await server.admin.accepted(app);
    const second = await server.admin.accepted(app);
    assert.deepEqual(await counts(), { queued: 1, running: 0, dead: 0 });
    await server.admin.call('GET', `/submissions/${first.id}/report`, { expect: 409 });
    const { body } = await server.admin.call('POST', `/submissions/${first.id}/cancel`, { expect: 202 });
    assert.equal((body as Row).status, 'cancelled');
    assert.deepEqual(await counts(), { queued: 1, running: 0, dead: 0 });
    await server.admin.call('POST', `/submissions/${second.id}/cancel`, { expect: 202 });
    assert.deepEqual(await counts(), { queued: 0, running: 0, dead: 0 });
    await server.admin.call('POST', `/submissions/${second.id}/cancel`, { expect: 409 });
  });

  it('takes a cancelled submission back when it is retried', async () => {
    const { id } = await server.admin.accepted(app, { fileName: 'retry.apk' });
    await server.admin.call('POST', `/submissions/${id}/cancel`, { expect: 202 });
    const { body } = await server.admin.call('POST', `/submissions/${id}/retry`, { expect: 202 });
    assert.equal((body as Row).status, 'queued');
    assert.deepEqual(await counts(), { queued: 1, running: 0, dead: 0 });
  });

  it('has a job of its own for each profile, file name and app type', async () => {
    const before = (await counts()) as { queued: number };
    await server.admin.accepted(app, { fileName: 'a.apk' });
    await server.admin.accepted(app, { fileName: 'b.apk' });
    await server.admin.accepted(app, { fileName: 'a.apk', profile: 'full' });
    assert.deepEqual(await counts(), { queued: before.queued + 3, running: 0, dead: 0 });
  });

  it('does not let a job be brought back that is not dead', async () => {
    const { body } = await server.admin.call('GET', '/queue', { expect: 200 });
    const [job] = (body as { items: { id: string }[] }).items;
    assert.ok(job);
    await server.admin.call('POST', `/queue/${job.id}/requeue`, { expect: 409 });
  });
});
