import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Client } from '../support/client.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

const twin = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/apps/consent-early-read/${name}.apk`, import.meta.url)));

type Named = { readonly dutyId: string; readonly ruleId: string };
type CaseFile = {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly dueOn?: string;
  readonly lookBackOn?: string;
  readonly earlierOffences: number;
  readonly moves: readonly { readonly move: string }[];
  readonly findings: readonly (Named & { readonly status: string; readonly answer?: string })[];
  readonly steps: readonly { readonly move: string; readonly by: string }[];
};

describe('a case, from the finding to the look-back', function () {
  this.timeout(240_000);
  let server: TestServer;
  let inspector: Client;
  let developer: Client;
  let stranger: Client;
  let developerId: string;
  let first: string;
  let second: string;
  let finding: Named;

  before(async () => {
    server = await openTestServer();
    inspector = await server.newPerson('inspector');
    developer = await server.newPerson('developer');
    stranger = await server.newPerson('developer');
    const { body } = await developer.call('GET', '/session', { expect: 200 });
    developerId = (body as { account: { id: string } }).account.id;
    first = await scan(twin('violating'));
    second = await scan(twin('complying'));
    finding = (await findingsOf(first))[0] ?? assert.fail('the violating twin has findings');
  });
  after(() => server.close());

  async function scan(bytes: Buffer): Promise<string> {
    const { id } = await server.admin.accepted(bytes, { profile: 'static' });
    await server.admin.ended(id);
    return id;
  }

  async function findingsOf(submissionId: string): Promise<readonly Named[]> {
    const { body } = await server.admin.call('GET', `/submissions/${submissionId}/report?format=json`, {
      expect: 200,
    });
    const { verdicts } = body as { verdicts: readonly (Named & { verdict: string })[] };
    return verdicts
      .filter(({ verdict }) => verdict === 'violation' || verdict === 'suspected')
      .map(({ dutyId, ruleId }) => ({ dutyId, ruleId }));
  }

  async function open(): Promise<CaseFile> {
    const { body } = await inspector.call('POST', '/cases', {
      json: { submissionId: first, findings: [finding], reason: 'round of November' },
      expect: 201,
    });
    return body as CaseFile;
  }

  async function move(who: Client, one: CaseFile, json: object, expect = 200): Promise<CaseFile> {
    const { body } = await who.call('POST', `/cases/${one.id}/moves`, {
      json: { version: one.version, reason: 'as the file says', ...json },
      expect,
    });
    return body as CaseFile;
  }

  const notice = () => ({ move: 'notify', workingDays: 5, addressee: developerId });

  it('is found, reviewed and notified with a deadline in working days', async () => {
    const opened = await open();
    const moves = opened.moves.map(({ move: name }) => name);
    assert.deepEqual([opened.state, opened.version, moves], ['found', 1, ['review', 'dismiss']]);
    const notified = await move(inspector, await move(inspector, opened, { move: 'review' }), notice());
    assert.equal(notified.state, 'notified');
    assert.match(notified.dueOn ?? '', /^\d{4}-\d\d-\d\d$/);
    const { headers } = await developer.call('GET', `/cases/${notified.id}/notice?format=docx`, {
      expect: 200,
    });
    assert.match(headers.get('content-type') ?? '', /wordprocessingml/);
    assert.deepEqual(
      notified.steps.map((step) => step.move),
      ['open', 'review', 'notify'],
    );
  });

  it('is answered by the developer it is addressed to, and seen by no other developer', async () => {
    const notified = await move(inspector, await move(inspector, await open(), { move: 'review' }), notice());
    await stranger.call('GET', `/cases/${notified.id}`, { expect: 404 });
    await move(stranger, notified, { move: 'claim', answers: [] }, 404);
    await move(developer, notified, { move: 'claim', answers: [] }, 400);
    const claimed = await move(developer, notified, {
      move: 'claim',
      answers: [{ ...finding, answer: 'Moved behind the dialog.' }],
    });
    assert.deepEqual(
      [claimed.state, claimed.findings[0]?.status, claimed.findings[0]?.answer],
      ['rectification-claimed', 'answered', 'Moved behind the dialog.'],
    );
    const { body } = await stranger.call('GET', '/cases', { expect: 200 });
    assert.equal((body as { total: number }).total, 0);
  });

  it('is not closed on a re-test that still has the finding, or cannot judge it', async () => {
    const notified = await move(inspector, await move(inspector, await open(), { move: 'review' }), notice());
    const reTested = await move(inspector, notified, { move: 're-test', submissionId: first });
    assert.deepEqual(
      reTested.findings.map(({ status }) => status),
      ['still'],
    );
    await move(inspector, reTested, { move: 'close' }, 409);
    const again = await move(inspector, reTested, { move: 'notify', workingDays: 3 });
    assert.equal(again.findings[0]?.status, 'open');
    const named = await move(inspector, again, { move: 'name-publicly' });
    const removed = await move(inspector, await move(inspector, named, { move: 'request-removal' }), {
      move: 'confirm-removal',
    });
    assert.equal(removed.state, 'removed');
  });

  it('counts the earlier notices of the same app', async () => {
    const opened = await open();
    assert.ok(opened.earlierOffences >= 1);
  });

  it('is moved by one of two people who move it at once', async () => {
    const opened = await open();
    const statuses = await Promise.all(
      [inspector, server.admin].map(async (who) => {
        const { status } = await who.call('POST', `/cases/${opened.id}/moves`, {
          json: { version: opened.version, reason: 'at once', move: 'review' },
        });
        return status;
      }),
    );
    assert.deepEqual(statuses.sort(), [200, 409]);
    const { body } = await inspector.call('GET', `/cases/${opened.id}`, { expect: 200 });
    assert.equal((body as CaseFile).version, 2);
  });

  for (const [what, change, status] of [
    ['a re-test with a scan of another app', { move: 're-test', submissionId: 'other' }, 400],
    ['a re-test without a scan', { move: 're-test' }, 400],
    ['a move that does not start here', { move: 'confirm-removal' }, 409],
    ['a move that does not exist', { move: 'forget' }, 400],
    ['a version that is not the newest', { move: 'name-publicly', version: 99 }, 409],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const notified = await move(
        inspector,
        await move(inspector, await open(), { move: 'review' }),
        notice(),
      );
      const json = 'submissionId' in change ? { ...change, submissionId: await scanOtherApp() } : change;
      await move(inspector, notified, json, status);
    });
  }

  it('refuses a notice whose deadline is not ahead, or that nobody is named to answer', async () => {
    const reviewed = await move(inspector, await open(), { move: 'review' });
    await move(inspector, reviewed, { ...notice(), workingDays: undefined, dueOn: '2020-01-01' }, 400);
    await move(inspector, reviewed, { move: 'notify', workingDays: 5 }, 400);
  });

  it('refuses to be opened on what the scan did not find', async () => {
    await inspector.call('POST', '/cases', {
      json: {
        submissionId: second,
        findings: [{ dutyId: 'MIIT164-1b', ruleId: 'no-such-rule' }],
        reason: 'x',
      },
      expect: 404,
    });
  });

  async function scanOtherApp(): Promise<string> {
    return scan(
      readFileSync(
        fileURLToPath(new URL('../../fixtures/apps/no-refuse-button/complying.apk', import.meta.url)),
      ),
    );
  }
});
