import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { readReport } from '../../../reports/index.ts';
import { toScanKey } from '../../../server/jobs/job-map.ts';
import { readSmallApp } from '../support/apps.ts';
import type { Row } from '../support/client.ts';
import { openTestServer } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';

const POLICY =
  '<h1>轻食食谱隐私政策</h1><h2>一、我们收集的个人信息</h2><p>为验证身份，我们会读取您的短信内容。</p>';

describe('policies given as files', () => {
  let server: TestServer;
  before(async () => {
    server = await openTestServer();
  });
  after(() => server.close());

  async function send(policies: readonly (readonly [string, Uint8Array])[]): Promise<[number, Row]> {
    const form = new FormData();
    form.append('profile', 'static');
    for (const [name, bytes] of policies) form.append('policyFile', new Blob([new Uint8Array(bytes)]), name);
    form.append('package', new Blob([new Uint8Array(readSmallApp())]), 'app.apk');
    const response = await fetch(`${server.admin.url}/api/v1/submissions`, {
      method: 'POST',
      headers: server.admin.headers(),
      body: form,
    });
    return [response.status, (await response.json()) as Row];
  }

  it('are read beside the app, under their own names, and one that cannot be read is a gap', async () => {
    const [status, { id }] = await send([
      ['政策.html', Buffer.from(POLICY)],
      ['damaged.docx', Buffer.from('PK\u0003\u0004 and nothing more')],
    ]);
    assert.equal(status, 202);
    const { row } = await server.admin.ended(id);
    assert.equal(row.status, 'done', JSON.stringify(row.error));
    const answer = await fetch(`${server.admin.url}/api/v1/submissions/${id}/report`, {
      headers: server.admin.headers(),
    });
    const report = await readReport(await answer.text());
    const given = report.policies?.filter(({ origin }) => origin.kind === 'given-file') ?? [];
    assert.deepEqual(
      given.map(({ title, origin }) => [title, origin.address]),
      [['轻食食谱隐私政策', '政策.html']],
    );
    assert.ok(report.gaps.some(({ code }) => code === 'POLICY_NOT_READ'));
  });

  it('make a scan of its own for each text', async () => {
    const [, first] = await send([['policy.txt', Buffer.from('轻食食谱隐私政策')]]);
    await server.admin.ended(first.id);
    const [, same] = await send([['policy.txt', Buffer.from('轻食食谱隐私政策')]]);
    const [, other] = await send([['policy.txt', Buffer.from('轻食食谱隐私政策（新）')]]);
    assert.deepEqual([same.status, other.status === 'done'], ['done', false]);
  });

  for (const [what, status, policies] of [
    ['of another format', 400, [['policy.exe', Buffer.from('x')]]],
    ['with nothing in them', 400, [['policy.txt', Buffer.alloc(0)]]],
    ['of more than 5 MB', 413, [['policy.txt', Buffer.alloc(5_000_001, 'a')]]],
    ['in too great a number', 400, Array.from({ length: 6 }, (_, at) => [`${at}.txt`, Buffer.from('x')])],
  ] as const)
    it(`are refused ${what}, with the app`, async () => {
      const [answered] = await send(policies as readonly (readonly [string, Uint8Array])[]);
      assert.equal(answered, status);
    });
});

describe('the key of a scan', () => {
  const payload = { sha256: 'a'.repeat(64), fileName: 'a.apk', profile: 'full' } as const;
  const versions = { engineVersion: '1', rulesVersion: '1' };
  const plain = toScanKey(payload, versions);

  for (const [what, more] of [
    ['an address of a policy', { policies: ['https://a.example/'] }],
    ['a policy as a file', { policyFiles: [{ sha256: 'b'.repeat(64), fileName: 'p.txt' }] }],
    ['following the links of the app', { followPolicies: true }],
  ] as const)
    it(`is another one with ${what}`, () => {
      assert.notEqual(toScanKey({ ...payload, ...more }, versions), plain);
    });
});
