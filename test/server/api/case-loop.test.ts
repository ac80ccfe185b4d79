import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import JSZip from 'jszip';
import { main } from '../../../bin/main.ts';
import { checkAudit } from '../../../server/store/index.ts';
import type { Client } from '../support/client.ts';
import { openMailServer, type MailServer } from '../support/mail-server.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

const twin = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/apps/consent-early-read/${name}.apk`, import.meta.url)));

/** What the second build mends, and what it leaves as it was. */
const MENDED = { dutyId: 'CAC191-3.1', ruleId: 'reads-before-consent' };
const LEFT = { dutyId: 'NPI-5a', ruleId: 'permission-outside-guessed-type' };

type CaseFile = {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly lookBackOn?: string;
  readonly claimedSubmissionId?: string;
  readonly findings: readonly { readonly dutyId: string; readonly status: string }[];
  readonly documents: readonly { readonly id: string; readonly kind: string }[];
};
type Day = Readonly<Record<'overdue' | 'answered' | 'toDecide' | 'lookBacks', { readonly total: number }>>;
type Messages = {
  readonly unread: number;
  readonly items: readonly { readonly event: string; readonly link: string }[];
};

/** One case through all its rounds, as an inspector and a developer go through them. Each step stands on the one before. */
describe('the loop of a case, with every document', function () {
  this.timeout(240_000);
  let server: TestServer;
  let mail: MailServer;
  let inspector: Client;
  let developer: Client;
  let developerId: string;
  let first: string;
  let file: CaseFile;

  before(async () => {
    mail = await openMailServer();
    server = await openTestServer({
      APPGOV_SMTP_URL: mail.url,
      APPGOV_MAIL_FROM: 'appgov@example.org',
      APPGOV_PUBLIC_URL: 'https://appgov.example.org',
    });
    inspector = await server.newPerson('inspector');
    developer = await server.newPerson('developer');
    const { body } = await developer.call('GET', '/session', { expect: 200 });
    developerId = (body as { account: { id: string } }).account.id;
    await developer.call('PATCH', '/messages/preferences', {
      json: { email: 'developer@example.org', language: 'en' },
      expect: 200,
    });
  });
  after(async () => {
    await server?.close();
    await mail?.close();
  });

  async function move(who: Client, json: object): Promise<void> {
    const { body } = await who.call('POST', `/cases/${file.id}/moves`, {
      json: { version: file.version, reason: 'as the file says', ...json },
      expect: 200,
    });
    file = body as CaseFile;
  }

  async function fetchBytes(who: Client, path: string): Promise<Uint8Array> {
    const response = await fetch(`${who.url}/api/v1${path}`, { headers: who.headers() });
    assert.equal(response.status, 200, path);
    return new Uint8Array(await response.arrayBuffer());
  }

  async function readPart(bytes: Uint8Array, path: string): Promise<string> {
    return (await (await JSZip.loadAsync(bytes)).file(path)?.async('string')) ?? assert.fail(path);
  }

  async function dayOf(who: Client): Promise<Day> {
    return (await who.call('GET', '/day', { expect: 200 })).body as Day;
  }

  async function messagesOf(who: Client): Promise<Messages> {
    return (await who.call('GET', '/messages', { expect: 200 })).body as Messages;
  }

  it('begins with a scan and its findings, confirmed by the inspector', async () => {
    const row = await inspector.accepted(twin('violating'), { profile: 'full', purpose: 'inspection' });
    await inspector.ended(row.id);
    first = row.id;
    await until(async () =>
      (await messagesOf(inspector)).items.some(({ event }) => event === 'scan-finished'),
    );
    const { body } = await inspector.call('POST', '/cases', {
      json: {
        submissionId: first,
        findings: [MENDED, LEFT],
        reason: 'round of November',
        source: '示例商店',
      },
      expect: 201,
    });
    file = body as CaseFile;
    assert.equal((await dayOf(inspector)).toDecide.total, 1);
    await move(inspector, { move: 'review' });
  });

  it('tells the developer on the pages and by mail, with a notice that can be printed', async () => {
    await move(inspector, { move: 'notify', workingDays: 5, addressee: developerId });
    const { items, unread } = await messagesOf(developer);
    assert.deepEqual([items[0]?.event, items[0]?.link, unread], ['case-moved', `/cases/${file.id}`, 1]);
    await until(() => mail.mails.length === 1);
    assert.match(mail.mails[0] ?? '', new RegExp(`https://appgov\\.example\\.org/cases/${file.id}`));
    const pdf = await fetchBytes(developer, `/cases/${file.id}/notice?format=pdf`);
    assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
  });

  it('takes the answer finding by finding, with the new build', async () => {
    const row = await developer.accepted(twin('complying'), { profile: 'full' });
    await developer.ended(row.id);
    await move(developer, {
      move: 'claim',
      answers: [
        { ...MENDED, answer: 'It asks first now.' },
        { ...LEFT, answer: 'The permission is needed.' },
      ],
      submissionId: row.id,
    });
    assert.equal(file.claimedSubmissionId, row.id);
    assert.equal((await messagesOf(inspector)).items[0]?.event, 'answer-received');
    assert.equal((await dayOf(inspector)).answered.total, 1);
  });

  it('is re-tested on that build: one finding is gone, one is kept, and the record says so', async () => {
    await move(inspector, { move: 're-test', submissionId: file.claimedSubmissionId });
    const statusOf = ({ dutyId }: { dutyId: string }) =>
      file.findings.find((finding) => finding.dutyId === dutyId)?.status;
    assert.deepEqual([statusOf(MENDED), statusOf(LEFT)], ['gone', 'still']);
    const [record] = file.documents;
    assert.equal(record?.kind, 're-test');
    const bytes = await fetchBytes(developer, `/cases/${file.id}/documents/${record.id}?format=docx&lang=en`);
    const xml = await readPart(bytes, 'word/document.xml');
    for (const text of ['Rectified', 'Not rectified', 'It asks first now.'])
      assert.ok(xml.includes(text), text);
  });

  it('is named in the table of a public notice, by the labels of notices', async () => {
    await move(inspector, { move: 'name-publicly' });
    const sheet = await readPart(
      await fetchBytes(inspector, '/public-notice?format=xlsx&round=2026-11'),
      'xl/worksheets/sheet1.xml',
    );
    for (const text of ['示例商店', 'developer-2', '2026-11', '所涉问题'])
      assert.ok(sheet.includes(text), text);
    const docx = await fetchBytes(inspector, `/public-notice?format=docx&lang=en&cases=${file.id}`);
    assert.ok((await readPart(docx, 'word/document.xml')).includes('Seals of the evidence'));
    await developer.call('GET', '/public-notice', { expect: 403 });
  });

  it('is asked to be removed, and removed; its look-back falls due by the calendar', async () => {
    await move(inspector, { move: 'request-removal' });
    const request = file.documents.find(({ kind }) => kind === 'removal-request');
    assert.ok(request);
    const pdf = await fetchBytes(inspector, `/cases/${file.id}/documents/${request.id}?format=pdf`);
    assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
    await move(inspector, { move: 'confirm-removal' });
    assert.equal(file.state, 'removed');
    assert.match(file.lookBackOn ?? '', /^\d{4}-\d\d-\d\d$/);
    await move(inspector, { move: 'look-back' });
    assert.equal(file.state, 'look-back-due');
  });

  it('leaves a chain of who did what, and evidence that the company can check with the public key', async () => {
    const { items } = (await server.admin.call('GET', '/audit?action=moveCase', { expect: 200 })).body as {
      items: readonly { by: string; detail: string; target: string }[];
    };
    assert.equal(items.length, 8);
    assert.ok(items.every(({ target }) => target === `/api/v1/cases/${file.id}/moves`));
    const folder = await mkdtemp(join(tmpdir(), 'appgov-verify-'));
    try {
      const packagePath = join(folder, 'evidence.zip');
      const keyPath = join(folder, 'key.json');
      await writeFile(packagePath, await fetchBytes(inspector, `/submissions/${first}/evidence`));
      await writeFile(keyPath, await fetchBytes(server.nobody, '/signing-key'));
      assert.equal(await main(['verify', packagePath, '--key', keyPath]), 0);
      assert.equal(await main(['verify-audit', '--data', server.dataFolder]), 0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('never wrote a password or a token into the log', async () => {
    const { openSqliteStore } = await import('../../../server/store/index.ts');
    const store = await openSqliteStore(join(server.dataFolder, 'appgov.db'), { busyMs: 5000 });
    try {
      const check = await checkAudit(store.audit.readAll());
      assert.ok(check.problem === undefined && check.entries > 10);
      for await (const { detail } of store.audit.readAll())
        assert.doesNotMatch(detail, /password-of|appgov_/);
    } finally {
      await store.close();
    }
  });
});
