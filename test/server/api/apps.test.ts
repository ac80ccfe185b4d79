import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import type { Client } from '../support/client.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

const twin = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/apps/consent-early-read/${name}.apk`, import.meta.url)));

const PACKAGE = 'com.example.meizhoucaipu';

type AppRow = {
  readonly id: string;
  readonly packageName: string;
  readonly violations: number;
  readonly scans: number;
  readonly filing: string;
  readonly company?: { readonly id: string };
};
type AppFile = AppRow & {
  readonly offences: number;
  readonly numberShown: string;
  readonly versions: readonly { readonly sha256: string }[];
  readonly history: readonly { readonly submissionId: string; readonly violations: number }[];
  readonly problems: readonly { readonly dutyId: string; readonly ruleId: string; readonly since?: string }[];
};

describe('apps, companies and vendors above the samples', function () {
  this.timeout(240_000);
  let server: TestServer;
  let inspector: Client;
  let developer: Client;
  let stranger: Client;
  let first: string;
  let second: string;

  before(async () => {
    server = await openTestServer();
    inspector = await server.newPerson('inspector');
    developer = await server.newPerson('developer');
    stranger = await server.newPerson('developer');
    first = await scan(inspector, twin('violating'));
    second = await scan(developer, twin('complying'));
  });
  after(() => server.close());

  async function scan(who: Client, bytes: Buffer): Promise<string> {
    const { id } = await who.accepted(bytes, { profile: 'static' });
    await who.ended(id);
    return id;
  }

  async function get<Answer>(who: Client, path: string, expect = 200): Promise<Answer> {
    return (await who.call('GET', path, { expect })).body as Answer;
  }

  async function listApps(who: Client, query = ''): Promise<readonly AppRow[]> {
    return (await get<{ items: readonly AppRow[] }>(who, `/apps?${query}`)).items;
  }

  async function onlyApp(): Promise<AppFile> {
    const [app, ...others] = await listApps(inspector);
    assert.ok(app);
    assert.deepEqual(others, []);
    return get<AppFile>(inspector, `/apps/${app.id}`);
  }

  it('puts every finished scan on record: two samples of one key are two versions of one app', async () => {
    const app = await onlyApp();
    assert.equal(app.scans, 2);
    assert.equal(app.versions.length, 2);
    assert.deepEqual(
      app.history.map(({ submissionId }) => submissionId),
      [second, first],
    );
    assert.equal(app.offences, 0);
  });

  it('shows the open problems of the scan that stands for the app, and finds apps by one', async () => {
    const app = await onlyApp();
    const latest = app.history[0];
    assert.ok(latest && app.problems.length >= latest.violations);
    const [problem] = app.problems;
    assert.ok(problem?.since);
    const query = new URLSearchParams({ duty: problem.dutyId, rule: problem.ruleId }).toString();
    assert.equal((await listApps(inspector, query)).length, 1);
    assert.equal((await listApps(inspector, 'duty=NONE&rule=none')).length, 0);
    const common = await get<{
      items: readonly { ruleId: string; dutyIds: readonly string[]; apps: number }[];
    }>(inspector, '/problems?limit=200');
    const entries = common.items.filter(({ ruleId }) => ruleId === problem.ruleId);
    assert.equal(entries.length, 1, 'what one rule found is one problem');
    assert.ok(entries[0]?.dutyIds.includes(problem.dutyId) && entries[0].apps === 1);
  });

  it('compares two scans of an app, and refuses a scan that is not of it', async () => {
    const app = await onlyApp();
    type Comparison = { findings: readonly { change: string }[]; before: object };
    const compared = await get<Comparison>(
      inspector,
      `/apps/${app.id}/comparison?before=${first}&after=${second}`,
    );
    assert.ok(compared.findings.some(({ change }) => change === 'still'));
    const other = await scan(inspector, readFileSync(appOf('early-sms')));
    await get(inspector, `/apps/${app.id}/comparison?before=${first}&after=${other}`, 404);
  });

  it('shows developers their own scans alone', async () => {
    const [own] = await listApps(developer);
    assert.equal(own?.scans, 1);
    const file = await get<AppFile>(developer, `/apps/${own.id}`);
    assert.deepEqual(
      file.history.map(({ submissionId }) => submissionId),
      [second],
    );
    assert.deepEqual(file.problems, []);
    await get(developer, `/apps/${own.id}/comparison?before=${first}&after=${second}`, 404);
    assert.deepEqual(await listApps(stranger), []);
    await get(stranger, `/apps/${own.id}`, 404);
  });

  it('keeps the record in step when stored evidence is judged anew', async () => {
    const before = (await listApps(inspector)).find(({ packageName }) => packageName === PACKAGE);
    assert.ok(before);
    await server.admin.call('POST', '/rejudgements', { json: { scope: 'all' }, expect: 202 });
    type Rounds = { items: readonly { chunks: number; chunksDone: number; failed: number }[] };
    for (;;) {
      const [round] = (await get<Rounds>(server.admin, '/rejudgements')).items;
      if (round !== undefined && round.chunksDone === round.chunks) {
        assert.equal(round.failed, 0);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const after = (await listApps(inspector)).find(({ packageName }) => packageName === PACKAGE);
    assert.deepEqual(after, before);
  });

  it('imports filing records and says of each app whether it is filed under its key and name', async () => {
    const [app] = await listApps(inspector, `q=${PACKAGE}`);
    assert.ok(app);
    assert.equal(app.filing, 'unknown', 'without a register nothing can be said');
    const report = await get<{
      app: { label: string; signers: readonly { md5: string; publicKey: { modulusHex?: string } }[] };
    }>(inspector, `/submissions/${first}/report?format=json`);
    const signer = report.app.signers[0];
    assert.ok(signer);
    const record = (more: object): object => ({
      packageName: app.packageName,
      appName: report.app.label,
      company: '示例科技有限公司',
      number: '京ICP备12345678号-1A',
      publicKey: signer.publicKey.modulusHex ?? '',
      signatureMd5: signer.md5.toUpperCase(),
      ...more,
    });
    const importAs = async (format: string, content: string): Promise<void> => {
      await inspector.call('POST', '/filings', { json: { format, content }, expect: 200 });
    };
    const stateNow = async (): Promise<string | undefined> =>
      (await listApps(inspector, `q=${PACKAGE}`))[0]?.filing;

    await importAs('json', JSON.stringify([record({ packageName: 'com.example.other' })]));
    assert.equal(await stateNow(), 'not-filed');
    await importAs('json', JSON.stringify([record({ signatureMd5: '0'.repeat(32) })]));
    assert.equal(await stateNow(), 'key-differs');
    await importAs('json', JSON.stringify([record({ appName: '另一个名字' })]));
    assert.equal(await stateNow(), 'name-differs');
    await importAs(
      'csv',
      `package,name,company,number,public key,signature md5\n${app.packageName},"${report.app.label}",示例科技有限公司,京ICP备12345678号-1A,,${signer.md5}\n`,
    );
    assert.equal(await stateNow(), 'filed');
    const companies = await get<{ items: readonly { id: string; name: string; nameSource: string }[] }>(
      inspector,
      `/companies?q=${encodeURIComponent('示例科技')}`,
    );
    assert.equal(companies.items[0]?.nameSource, 'filing');
    await get(inspector, `/companies/${companies.items[0]?.id}`);
  });

  for (const [what, format, content] of [
    ['no CSV header', 'csv', 'com.example,名称\n'],
    ['JSON that is no list', 'json', '{"packageName":"x"}'],
    ['no JSON', 'json', 'not json'],
    ['a record without a package', 'json', '[{"number":"1"}]'],
    ['an open quote', 'csv', 'package,number\n"com.example,1'],
  ] as const)
    it(`refuses filing records with ${what}, and keeps what it had`, async () => {
      const before = await get<{ total: number }>(inspector, '/filings');
      const { status, body } = await inspector.call('POST', '/filings', { json: { format, content } });
      assert.equal(status, 400);
      assert.equal((body as { error: { code: string } }).error.code, 'INVALID_INPUT');
      assert.equal((await get<{ total: number }>(inspector, '/filings')).total, before.total);
    });
});

function appOf(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/apps/${name}/violating.apk`, import.meta.url));
}
