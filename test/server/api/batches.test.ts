import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import JSZip from 'jszip';
import { after, before, describe, it } from 'mocha';
import { readCsv, renderCsv } from '../../../server/export/csv.ts';
import { renderTableXlsx } from '../../../server/export/xlsx.ts';
import type { Client } from '../support/client.ts';
import { openStoreSite, type StoreSite } from '../support/store-site.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

const appPath = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/apps/${name}.apk`, import.meta.url));
const violating = readFileSync(appPath('early-sms/violating'));
const complying = readFileSync(appPath('early-sms/complying'));

type Batch = {
  readonly id: string;
  readonly state: string;
  readonly counts: Readonly<
    Record<'total' | 'waiting' | 'failed' | 'cancelled' | 'queued' | 'running' | 'done', number>
  >;
  readonly charts: {
    readonly problems: readonly { readonly ruleId: string; readonly suspected: number }[];
    readonly companies: readonly object[];
  };
};
type Item = {
  readonly fileName: string;
  readonly state: string;
  readonly status?: string;
  readonly label?: string;
  readonly error?: { readonly code: string };
};

describe('batches', function () {
  this.timeout(240_000);
  let site: StoreSite;
  let folder: string;
  let server: TestServer;
  let inspector: Client;

  before(async () => {
    site = await openStoreSite();
    folder = mkdtempSync(join(tmpdir(), 'appgov-batch-'));
    server = await openTestServer({
      APPGOV_FETCH_ALLOW_HOSTS: site.host,
      APPGOV_FETCH_INTERVAL_MS: '0',
      APPGOV_BATCH_FOLDER: join(folder, 'in'),
    });
    inspector = await server.newPerson('inspector');
  });
  after(async () => {
    await server.close();
    await site.close();
    rmSync(folder, { recursive: true });
  });

  async function begin(json: object, who = inspector): Promise<Batch> {
    return (
      await who.call('POST', '/batches', {
        json: { name: '十一月抽检', profile: 'static', ...json },
        expect: 201,
      })
    ).body as Batch;
  }

  async function read(id: string): Promise<Batch> {
    return (await inspector.call('GET', `/batches/${id}`, { expect: 200 })).body as Batch;
  }

  async function change(id: string, state: string, expect = 200): Promise<void> {
    await inspector.call('PATCH', `/batches/${id}`, { json: { state }, expect });
  }

  async function send(id: string, bytes: Uint8Array, fileName: string, expect = 202): Promise<void> {
    const form = new FormData();
    form.set('package', new Blob([bytes as Uint8Array<ArrayBuffer>]), fileName);
    await inspector.call('POST', `/batches/${id}/items`, { form, expect });
  }

  async function itemsOf(id: string): Promise<readonly Item[]> {
    return ((await inspector.call('GET', `/batches/${id}/items`, { expect: 200 })).body as { items: Item[] })
      .items;
  }

  async function until(id: string, test: (batch: Batch) => boolean): Promise<Batch> {
    for (;;) {
      const batch = await read(id);
      if (test(batch)) return batch;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  const ended = ({ counts }: Batch): boolean =>
    counts.done + counts.failed + counts.cancelled === counts.total && counts.total > 0;

  it('of uploads waits while it is paused, goes on, and shows its results by problem and company', async () => {
    const { id } = await begin({});
    await change(id, 'paused');
    await send(id, violating, 'one.apk');
    await send(id, complying, '=cmd|calc!A1.apk');
    const paused = await read(id);
    assert.deepEqual([paused.counts.waiting, paused.counts.queued, paused.counts.running], [2, 0, 0]);
    await change(id, 'open');
    // The record of an app follows its scan by a moment.
    const batch = await until(id, (one) => ended(one) && one.charts.companies.length === 1);
    assert.equal(batch.counts.done, 2);
    const { problems } = batch.charts;
    assert.ok(problems.some(({ suspected }) => suspected > 0));
    assert.equal(new Set(problems.map(({ ruleId }) => ruleId)).size, problems.length);
    const items = await itemsOf(id);
    assert.ok(items.every(({ label }) => label !== undefined));

    const url = `${server.server.url}/api/v1/batches/${id}/export`;
    const get = async (query: string): Promise<Buffer> =>
      Buffer.from(await (await fetch(`${url}?${query}`, { headers: inspector.headers() })).arrayBuffer());
    const csv = readCsv((await get('format=csv&lang=en')).toString('utf8'), 100);
    assert.equal(csv.length, 3);
    assert.ok(csv[2]?.includes(`'=cmd|calc!A1.apk`), 'a name that would be a formula is defused');
    const json = JSON.parse((await get('format=json')).toString('utf8')) as { items: readonly Item[] };
    assert.equal(json.items[1]?.fileName, '=cmd|calc!A1.apk');
    const sheet = await (
      await JSZip.loadAsync(await get('format=xlsx'))
    )
      .file('xl/worksheets/sheet1.xml')
      ?.async('text');
    assert.ok(sheet?.includes('t="inlineStr"') && !sheet.includes('<f>'));
  });

  it('takes resumable uploads, each once however often its end is asked for', async () => {
    const { id } = await begin({});
    await change(id, 'paused');
    const tus = { 'tus-resumable': '1.0.0' };
    const metadata = ['filename', 'big.apk', 'batch', id]
      .map((word, at) => (at % 2 === 0 ? word : Buffer.from(word).toString('base64')))
      .join(' ')
      .replace(/ batch/, ',batch');
    const made = await fetch(`${server.server.url}/api/v1/uploads`, {
      method: 'POST',
      headers: inspector.headers({
        ...tus,
        'upload-length': String(violating.length),
        'upload-metadata': metadata,
      }),
    });
    assert.equal(made.status, 201);
    const at = new URL(made.headers.get('location') ?? '', made.url).href;
    const sent = await fetch(at, {
      method: 'PATCH',
      headers: inspector.headers({
        ...tus,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      }),
      body: violating as Uint8Array<ArrayBuffer>,
    });
    assert.equal(sent.status, 204);
    const asked = await fetch(at, { method: 'HEAD', headers: inspector.headers(tus) });
    assert.equal(asked.headers.get('upload-offset'), String(violating.length));
    assert.deepEqual(
      (await itemsOf(id)).map(({ fileName, state }) => [fileName, state]),
      [['big.apk', 'held']],
    );
  });

  it('of addresses fetches each, and says of those that cannot be had why', async () => {
    site.pages.set('/good.apk', { body: violating });
    site.pages.set('/empty.apk', { body: '' });
    const csv = `网址,类型\n${site.url}/good.apk\n${site.url}/none.apk\n${site.url}/empty.apk\nhttp://10.0.0.1/app.apk\n`;
    const { id } = await begin({ source: { kind: 'addresses', csv } });
    await until(id, ended);
    assert.deepEqual(
      (await itemsOf(id)).map((item) => item.error?.code ?? item.status),
      ['done', 'ADDRESS_FAILED', 'EMPTY_FILE', 'ADDRESS_REFUSED'],
    );
  });

  it('of a folder takes the packages in it, and nothing from outside', async () => {
    mkdirSync(join(folder, 'in', 'round'), { recursive: true });
    copyFileSync(appPath('early-sms/violating'), join(folder, 'in', 'round', 'a.apk'));
    writeFileSync(join(folder, 'in', 'round', 'notes.txt'), 'no package');
    writeFileSync(join(folder, 'outside.apk'), 'secret');
    symlinkSync(join(folder, 'outside.apk'), join(folder, 'in', 'round', 'link.apk'));
    const source = { kind: 'folder', path: 'round' };
    await inspector.call('POST', '/batches', { json: { name: 'x', source }, expect: 403 });
    const { id } = await begin({ source }, server.admin);
    await until(id, ended);
    assert.deepEqual(
      (await itemsOf(id)).map(({ fileName, status }) => [fileName, status]),
      [['a.apk', 'done']],
    );
    for (const path of ['..', '../outside.apk', '/etc', 'round/link.apk', 'none'])
      await server.admin.call('POST', '/batches', {
        json: { name: 'x', source: { kind: 'folder', path } },
        expect: 400,
      });
  });

  it('that is cancelled begins nothing more, and takes nothing more', async () => {
    const { id } = await begin({});
    await change(id, 'paused');
    await send(id, violating, 'one.apk');
    await change(id, 'cancelled');
    assert.equal((await read(id)).counts.cancelled, 1);
    await change(id, 'open', 409);
    await send(id, violating, 'two.apk', 409);
  });

  for (const [what, csv] of [
    ['no address', 'just words\n'],
    ['another protocol', 'file:///etc/passwd\n'],
    ['nothing', '网址\n'],
    ['an open quote', '"http://store.example/app.apk\n'],
    ['an unknown type of app', 'http://store.example/app.apk,no-such-type\n'],
  ] as const)
    it(`refuses a list with ${what}`, async () => {
      await inspector.call('POST', '/batches', {
        json: { name: 'x', source: { kind: 'addresses', csv } },
        expect: 400,
      });
    });
});

describe('a table that leaves the server', () => {
  for (const [text, written] of [
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', `'+1`],
    ['-1+2', `'-1+2`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    [' =1', `' =1`],
    ['＝1', `'＝1`],
    ['plain, with comma', '"plain, with comma"'],
    ['两行\n文字', '"两行\n文字"'],
  ] as const)
    it(`writes ${JSON.stringify(text)} into CSV as text`, () => {
      const csv = renderCsv({ columns: ['a'], rows: [[text]] });
      assert.equal(csv, `\uFEFFa\r\n${written}\r\n`);
      assert.equal(readCsv(csv, 10)[1]?.[0]?.replace(/^'/, ''), text);
    });

  it('keeps numbers as numbers, and shows what XML cannot hold', async () => {
    const bytes = await renderTableXlsx(
      {
        columns: ['n', 't'],
        rows: [
          [-5, 'a\u0000<b>&'],
          [undefined, ''],
        ],
      },
      'a/b:c',
    );
    const zip = await JSZip.loadAsync(bytes);
    const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('text')) ?? '';
    assert.match(sheet, /<v>-5<\/v>/);
    assert.match(sheet, />a\\u0000&lt;b&gt;&amp;</);
    assert.match((await zip.file('xl/workbook.xml')?.async('text')) ?? '', /name="a b c"/);
  });
});
