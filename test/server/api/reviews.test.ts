import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { z } from 'zod';
import type { reviewPage, rejudgementList, sampleReviews } from '../../../server/api/review-schemas.ts';
import { readSmallApp } from '../support/apps.ts';
import type { Client } from '../support/client.ts';
import { openTestServer } from '../support/test-server.ts';
import type { TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

type Page = z.output<typeof reviewPage>;
type Sample = z.output<typeof sampleReviews>;
type Group = Page['items'][number];

async function readPage(client: Client, query = ''): Promise<Page> {
  return (await client.call('GET', `/reviews${query}`, { expect: 200 })).body as Page;
}

async function readSample(client: Client, submissionId: string): Promise<Sample> {
  return (await client.call('GET', `/submissions/${submissionId}/reviews`, { expect: 200 })).body as Sample;
}

function toDecision(group: Group, decision: string, note: string): object {
  return {
    submissionId: group.submissionId,
    ruleId: group.ruleId,
    duties: group.duties.map(({ dutyId, fingerprint }) => ({ dutyId, fingerprint })),
    decision,
    note,
  };
}

type Round = z.output<typeof rejudgementList>['items'][number];

/** Begins a round of judging anew and waits for its end. */
async function rejudge(admin: Client, scope: string): Promise<Round> {
  await admin.call('POST', '/rejudgements', { json: { scope }, expect: 202 });
  let newest: Round | undefined;
  await until(async () => {
    const { body } = await admin.call('GET', '/rejudgements', { expect: 200 });
    newest = (body as z.output<typeof rejudgementList>).items[0];
    return newest?.isFinished === true;
  }, 60_000);
  assert.ok(newest);
  return newest;
}

describe('reviewing what a scan found', function () {
  this.timeout(120_000);
  let server: TestServer;
  let inspector: Client;
  let developer: Client;
  let submissionId: string;
  before(async () => {
    server = await openTestServer();
    inspector = await server.newPerson('inspector');
    developer = await server.newPerson('developer');
    const { id } = await developer.accepted(readSmallApp(), { fileName: 'review.apk' });
    await developer.ended(id);
    submissionId = id;
  });
  after(() => server.close());

  it('queues findings by severity, each rule once with all its duties', async () => {
    const { items, total } = await readPage(inspector, '?pageSize=100');
    assert.equal(total, items.length);
    assert.ok(items.length > 3);
    const severities = items.map((item) => item.severity);
    assert.deepEqual(
      severities,
      severities.toSorted((a, b) => b - a),
    );
    assert.equal(new Set(items.map((item) => item.ruleId)).size, items.length);
    assert.ok(items.some((item) => item.duties.length > 1));
    for (const item of items) {
      assert.equal(item.submissionId, submissionId);
      assert.ok(item.hasFacts);
      for (const duty of item.duties) assert.equal(duty.state, 'open');
    }
  });

  it('keeps duties that only a person can decide in a list of their own', async () => {
    const { items } = await readPage(inspector, '?kind=checklist&pageSize=100');
    assert.ok(items.length > 20);
    for (const item of items) {
      assert.equal(item.ruleId, 'none');
      assert.equal(item.verdict, 'needs-human');
      assert.equal(item.duties.length, 1);
    }
  });

  it('narrows the queue by verdict, severity and words', async () => {
    const suspected = await readPage(inspector, '?verdict=suspected&minSeverity=3&q=ZhangDan&pageSize=100');
    assert.ok(suspected.items.length > 0);
    for (const item of suspected.items) {
      assert.equal(item.severity, 3);
      assert.equal(item.verdict, 'suspected');
    }
    assert.equal((await readPage(inspector, '?q=no-such-app')).total, 0);
  });

  it('keeps a decision apart from the verdict, signed and with its note, and the report as it was', async () => {
    const report = (await inspector.call('GET', `/submissions/${submissionId}/report`)).body;
    const [group] = (await readPage(inspector)).items;
    assert.ok(group);
    await inspector.call('POST', '/reviews', {
      json: toDecision(group, 'confirmed', 'Seen on a phone,\ntwice.'),
      expect: 201,
    });

    const { items, history } = await readSample(inspector, submissionId);
    const decided = items.find((item) => item.ruleId === group.ruleId);
    assert.equal(decided?.verdict, group.verdict);
    for (const duty of decided?.duties ?? []) {
      assert.equal(duty.state, 'decided');
      assert.equal(duty.latest?.decision, 'confirmed');
      assert.equal(duty.latest?.note, 'Seen on a phone,\ntwice.');
      assert.match(duty.latest?.reviewer.name ?? '', /^inspector-/);
    }
    assert.equal(history.length, group.duties.length);
    const open = await readPage(inspector, '?pageSize=100');
    assert.equal(
      open.items.find((item) => item.ruleId === group.ruleId),
      undefined,
    );
    assert.deepEqual((await inspector.call('GET', `/submissions/${submissionId}/report`)).body, report);
  });

  it('lets a later decision stand and keeps the earlier one in the history', async () => {
    const [group] = (await readPage(inspector, '?state=decided')).items;
    assert.ok(group);
    await server.admin.call('POST', '/reviews', {
      json: toDecision(group, 'rejected', 'The call is in dead code.'),
      expect: 201,
    });
    const { items, history } = await readSample(inspector, submissionId);
    const latest = items.find((item) => item.ruleId === group.ruleId)?.duties[0]?.latest;
    assert.equal(latest?.decision, 'rejected');
    const ofDuty = history.filter((review) => review.dutyId === group.duties[0]?.dutyId);
    assert.deepEqual(ofDuty.map((review) => review.decision).sort(), ['confirmed', 'rejected']);
  });

  it('is not emptied by a scan of the same app by other packs', async () => {
    const before = await readPage(inspector, '?state=any&kind=all&pageSize=100');
    const form = new FormData();
    form.set('packs', 'masvs');
    form.set('profile', 'static');
    form.set('package', new Blob([readSmallApp() as Uint8Array<ArrayBuffer>]), 'review.apk');
    const { body } = await developer.call('POST', '/submissions', { form, expect: 202 });
    const { id } = body as { id: string };
    await developer.ended(id);
    const after = await readPage(inspector, '?state=any&kind=all&pageSize=100');
    const isMasvs = (group: Group): boolean => group.duties.every((duty) => duty.dutyId.startsWith('MASVS'));
    assert.ok(after.items.some(isMasvs));
    assert.ok(after.items.filter(isMasvs).every((group) => group.submissionId === id));
    assert.deepEqual(
      after.items
        .filter((group) => !isMasvs(group))
        .map((group) => [group.ruleId, group.submissionId])
        .sort(),
      before.items.map((group) => [group.ruleId, group.submissionId]).sort(),
    );
  });

  const refused: readonly [title: string, change: (group: Group) => object, status: number, code: string][] =
    [
      [
        'on facts that the person has not seen',
        (group) => ({ duties: [{ dutyId: group.duties[0]?.dutyId, fingerprint: 'f'.repeat(32) }] }),
        409,
        'FACTS_CHANGED',
      ],
      [
        'on a duty that the rule does not speak of',
        () => ({ duties: [{ dutyId: 'PIPL99', fingerprint: 'f' }] }),
        404,
        'NOT_FOUND',
      ],
      ['without a note', () => ({ note: '  ' }), 400, 'INVALID_INPUT'],
      ['that turns its own line around', () => ({ note: 'fine \u202e' }), 400, 'INVALID_INPUT'],
      ['that does not exist', () => ({ decision: 'maybe' }), 400, 'INVALID_INPUT'],
      ['on a scan that does not exist', () => ({ submissionId: crypto.randomUUID() }), 404, 'NOT_FOUND'],
    ];
  for (const [title, change, status, code] of refused)
    it(`refuses a decision ${title}`, async () => {
      const [group] = (await readPage(inspector)).items;
      assert.ok(group);
      const before = (await readSample(inspector, submissionId)).history.length;
      const { body } = await inspector.call('POST', '/reviews', {
        json: { ...toDecision(group, 'confirmed', 'x'), ...change(group) },
        expect: status,
      });
      assert.equal((body as { error: { code: string } }).error.code, code);
      assert.equal((await readSample(inspector, submissionId)).history.length, before);
    });

  it('keeps a developer’s suppression from inspectors, and ends it when its time comes', async () => {
    const before = await readPage(inspector, '?state=any&pageSize=100');
    const ruleId = before.items[0]?.ruleId;
    const json = {
      submissionId,
      ruleId,
      reason: 'Fixed in the next version.',
      expiresAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
    };
    const { body } = await developer.call('POST', '/suppressions', { json, expect: 201 });
    const { body: listed } = await developer.call('GET', '/suppressions', { expect: 200 });
    const [kept] = (listed as { items: { id: string; ruleId: string; expired: boolean }[] }).items;
    assert.deepEqual([kept?.ruleId, kept?.expired], [ruleId, false]);
    assert.deepEqual(await readPage(inspector, '?state=any&pageSize=100'), before);

    const stranger = await server.newPerson('developer');
    await stranger.call('POST', '/suppressions', { json, expect: 404 });
    const { id } = body as { id: string };
    await stranger.call('DELETE', `/suppressions/${id}`, { expect: 404 });
    await developer.call('DELETE', `/suppressions/${id}`, { expect: 204 });
    for (const days of [-1, 400])
      await developer.call('POST', '/suppressions', {
        json: { ...json, expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() },
        expect: 400,
      });
  });
});

describe('judging stored evidence anew', function () {
  this.timeout(180_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'appgov-rejudge-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function writePack(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, 'packs', 'lab', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }

  it('keeps decisions while the facts are the same, and marks those on older facts when a pack changes', async () => {
    const data = join(folder, 'data');
    let server = await openTestServer({}, data);
    const { id } = await server.admin.accepted(readSmallApp(), { fileName: 'rejudge.apk' });
    const { row } = await server.admin.ended(id);
    const { items } = await readPage(server.admin, '?pageSize=100');
    for (const group of items)
      await server.admin.call('POST', '/reviews', {
        json: toDecision(group, 'confirmed', 'Seen.'),
        expect: 201,
      });

    const same = await rejudge(server.admin, 'all');
    assert.deepEqual([same.total, same.done, same.changed, same.failed], [1, 1, 0, 0]);
    assert.equal((await rejudge(server.admin, 'outdated')).total, 0);
    assert.equal((await readPage(server.admin)).total, 0);
    assert.equal((await readPage(server.admin, '?state=decided&pageSize=100')).total, items.length);
    await server.stop();

    // A lab's pack: the rule on text messages looks at another place now.
    await writePack({
      'pack.yml': 'id: lab\nversion: "7"\noverrides: cn\n',
      'collection/reads-messages-or-calls.yml': [
        'id: reads-messages-or-calls',
        'status: stable',
        'duties: { part: [GB41391-6.3] }',
        'needs: [manifest]',
        'title: { zh: 实验室改写的规则, en: A rule that a lab rewrote }',
        'message: { zh: "{manifest.packageName} 须由实验室复核。", en: "{manifest.packageName} is for the lab." }',
        'remediation: { zh: 联系实验室, en: Ask the lab }',
        'falsePositives: [{ zh: 无, en: None }]',
        'when: { some: manifest.permissions, as: all, where: { name: { exists: true } } }',
        'outcome: { met: suspected }',
      ].join('\n'),
    });
    server = await openTestServer({ APPGOV_PACKS: join(folder, 'packs') }, data);
    try {
      const changed = await rejudge(server.admin, 'outdated');
      assert.deepEqual([changed.total, changed.failed], [1, 0]);
      const { body } = await server.admin.call('GET', `/submissions/${id}/report`, { expect: 200 });
      assert.equal((body as { engine: { rulesVersion: string } }).engine.rulesVersion, '0.1.0+lab.7');
      const older = await readPage(server.admin, '?state=older-facts&pageSize=100');
      assert.deepEqual(
        older.items.map((item) => item.ruleId),
        ['reads-messages-or-calls'],
      );
      assert.equal(older.items[0]?.duties[0]?.latest?.decision, 'confirmed');
      assert.ok((await readPage(server.admin, '?state=decided&pageSize=100')).total > 0);
      const again = await server.admin.row(id);
      assert.equal(again.sha256, row.sha256);
    } finally {
      await server.stop();
    }
  });

  it('refuses to start on a broken pack, naming the file and the line', async () => {
    await writePack({ 'collection/reads-messages-or-calls.yml': 'id: x\nstatus: table\n' });
    await assert.rejects(
      openTestServer({ APPGOV_PACKS: join(folder, 'packs') }, join(folder, 'other-data')),
      /lab\/collection\/reads-messages-or-calls\.yml:1: Missing key/,
    );
  });
});

describe('choosing the packs of a scan', function () {
  this.timeout(120_000);
  let server: TestServer;
  before(async () => {
    server = await openTestServer();
  });
  after(() => server.close());

  it('judges by each pack chosen, and the report says which', async () => {
    const form = new FormData();
    form.set('packs', 'gdpr,masvs,play');
    form.set('profile', 'static');
    form.set('package', new Blob([readSmallApp() as Uint8Array<ArrayBuffer>]), 'packs.apk');
    const { body } = await server.admin.call('POST', '/submissions', { form, expect: 202 });
    const { id } = body as { id: string };
    await server.admin.ended(id);
    const { body: report } = await server.admin.call('GET', `/submissions/${id}/report`, { expect: 200 });
    const { engine, verdicts, duties } = report as {
      engine: { packId: string; packs: readonly { id: string }[] };
      verdicts: readonly { dutyId: string }[];
      duties: readonly { document: { id: string } }[];
    };
    assert.equal(engine.packId, 'gdpr,masvs,play');
    assert.deepEqual(
      engine.packs.map((pack) => pack.id),
      ['gdpr', 'masvs', 'play'],
    );
    assert.ok(verdicts.some((verdict) => verdict.dutyId === 'GDPR5-1C'));
    assert.deepEqual([...new Set(duties.map((duty) => duty.document.id))].sort(), [
      'EPRIVACY',
      'GDPR',
      'MASVS',
      'PLAY',
    ]);
  });

  it('refuses a pack that there is not', async () => {
    const form = new FormData();
    form.set('packs', 'cn,no-such-law');
    form.set('profile', 'static');
    form.set('package', new Blob([readSmallApp() as Uint8Array<ArrayBuffer>]), 'packs.apk');
    const { body } = await server.admin.call('POST', '/submissions', { form, expect: 400 });
    assert.equal((body as { error: { code: string } }).error.code, 'INVALID_INPUT');
  });

  it('lists the packs with the source of each threshold', async () => {
    const { body } = await server.admin.call('GET', '/packs', { expect: 200 });
    const { items } = body as {
      items: readonly { id: string; thresholds: readonly { name: string; source: { zh: string } }[] }[];
    };
    assert.deepEqual(
      items.map((item) => item.id),
      ['cn', 'gdpr', 'masvs', 'play'],
    );
    const hours = items[0]?.thresholds.find((threshold) => threshold.name === 'reaskHours');
    assert.match(hours?.source.zh ?? '', /48/);
  });
});
