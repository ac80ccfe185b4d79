import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import JSZip from 'jszip';
import { main } from '../../../bin/main.ts';
import type { Client } from '../support/client.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

const app = fileURLToPath(new URL('../../fixtures/apps/right-missing/violating.apk', import.meta.url));
const FINDING = { dutyId: 'NDR21-2', ruleId: 'policy-lacks-regulation-content' };

describe('templates of an operator, and cases of organisations', function () {
  this.timeout(120_000);
  let folder: string;
  let server: TestServer;
  let scan: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-templates-'));
    server = await openTestServer({ APPGOV_TEMPLATES: folder });
    const row = await server.admin.accepted(await readFile(app), { profile: 'static' });
    await server.admin.ended(row.id);
    scan = row.id;
  });
  after(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(
    who: Client,
    more: object = {},
    expect = 201,
  ): Promise<{ readonly id: string; readonly version: number }> {
    const json = { submissionId: scan, findings: [FINDING], reason: 'a round', company: '示例笔记', ...more };
    return (await who.call('POST', '/cases', { json, expect })).body as { id: string; version: number };
  }

  async function fetchTable(id: string, lang: string): Promise<Response> {
    return fetch(`${server.server.url}/api/v1/public-notice?format=xlsx&lang=${lang}&cases=${id}`, {
      headers: server.admin.headers(),
    });
  }

  it('are used as soon as they lie there, and a wrong one harms no other document', async () => {
    const { id } = await open(server.admin);
    await writeFile(
      join(folder, 'public-notice.zh-CN.txt'),
      '# 我局通报\n{{#each rows}}\n| {{company}} |\n{{/each}}\n',
    );
    await writeFile(
      join(folder, 'public-notice.en.txt'),
      '# Ours\n\n{{#each rows}}\n| {{compny}} |\n{{/each}}\n',
    );
    const good = await fetchTable(id, 'zh-CN');
    const zip = await JSZip.loadAsync(await good.arrayBuffer());
    const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? '';
    assert.ok(sheet.includes('我局通报') && sheet.includes('示例笔记'));

    const bad = await fetchTable(id, 'en');
    const { error } = (await bad.json()) as { error: { code: string; detail: string } };
    assert.deepEqual([bad.status, error.code], [422, 'BAD_TEMPLATE']);
    assert.match(error.detail, /^public-notice\.en\.txt:4: there is no "compny" here/);
    assert.equal((await fetchTable(id, 'zh-CN')).status, 200);
  });

  it('are checked on the command line, and begun from the built-in ones', async () => {
    assert.equal(await main(['templates', 'check', folder]), 1);
    await rm(join(folder, 'public-notice.en.txt'));
    assert.equal(await main(['templates', 'check', folder]), 0);
    assert.equal(await main(['templates', 'show', 'letter']), 64);
  });

  it('inspectors see the cases of their organisation and no others; administrators see all', async () => {
    const organisation = async (name: string) =>
      (
        (await server.admin.call('POST', '/organisations', { json: { name }, expect: 201 })).body as {
          id: string;
        }
      ).id;
    const [north, south] = [await organisation('North'), await organisation('South')];
    await server.admin.call('POST', '/organisations', { json: { name: 'NORTH' }, expect: 409 });
    const ofNorth = await server.newPerson('inspector', { organisationId: north });
    const colleague = await server.newPerson('inspector', { organisationId: north });
    const ofSouth = await server.newPerson('inspector', { organisationId: south });
    const ofNone = await server.newPerson('inspector');
    const { id, version } = await open(ofNorth);
    await colleague.call('GET', `/cases/${id}`, { expect: 200 });
    await server.admin.call('GET', `/cases/${id}`, { expect: 200 });
    for (const stranger of [ofSouth, ofNone]) {
      await stranger.call('GET', `/cases/${id}`, { expect: 404 });
      await stranger.call('POST', `/cases/${id}/moves`, {
        json: { move: 'review', version, reason: 'x' },
        expect: 404,
      });
      await stranger.call('GET', `/public-notice?cases=${id}`, { expect: 404 });
      const { body } = await stranger.call('GET', '/cases?pageSize=100', { expect: 200 });
      assert.ok((body as { items: readonly { id: string }[] }).items.every((one) => one.id !== id));
    }
    await open(ofNorth, { organisationId: south }, 403);
    const given = await open(server.admin, { organisationId: south });
    await ofSouth.call('GET', `/cases/${given.id}`, { expect: 200 });
    await open(server.admin, { organisationId: '00000000-0000-4000-8000-000000000000' }, 400);
  });

  it('name the apps of a batch by violations that no person has rejected', async () => {
    const json = { name: 'round 3', profile: 'static', purpose: 'inspection', source: { kind: 'uploads' } };
    const { body } = await server.admin.call('POST', '/batches', { json, expect: 201 });
    const batch = body as { id: string };
    const form = new FormData();
    form.set('package', new Blob([await readFile(app)]), 'app.apk');
    await server.admin.call('POST', `/batches/${batch.id}/items`, { form, expect: 202 });
    const table = (): Promise<Response> =>
      fetch(`${server.server.url}/api/v1/public-notice?format=xlsx&lang=en&batch=${batch.id}`, {
        headers: server.admin.headers(),
      });
    // The sample was scanned before; the batch takes the result over.
    await until(async () => (await table()).status === 200);
    const zip = await JSZip.loadAsync(await (await table()).arrayBuffer());
    const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? '';
    assert.match(sheet, /The policy leaves out what the data regulation lists/);

    const report = (
      await server.admin.call('GET', `/submissions/${scan}/report?format=json`, { expect: 200 })
    ).body as { verdicts: readonly { verdict: string; dutyId: string; ruleId: string }[] };
    const { body: reviews } = await server.admin.call('GET', `/submissions/${scan}/reviews`, { expect: 200 });
    const { items } = reviews as {
      items: readonly {
        ruleId: string;
        duties: readonly { dutyId: string; fingerprint: string }[];
      }[];
    };
    for (const { ruleId, duties } of items) {
      const named = duties
        .filter(({ dutyId }) =>
          report.verdicts.some(
            (one) => one.verdict === 'violation' && one.dutyId === dutyId && one.ruleId === ruleId,
          ),
        )
        .map(({ dutyId, fingerprint }) => ({ dutyId, fingerprint }));
      if (named.length === 0) continue;
      await server.admin.call('POST', '/reviews', {
        json: { submissionId: scan, ruleId, decision: 'rejected', note: 'not so', duties: named },
        expect: 201,
      });
    }
    assert.equal((await table()).status, 404);
  });
});
