import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { DEFAULT_PACK_ID } from '../../../rules/index.ts';
import { findReviewPage } from '../../../server/store/index.ts';
import type {
  Account,
  NewSubmission,
  Profile,
  ReviewQueue,
  ScanSummary,
  Store,
  SubmissionQuery,
} from '../../../server/store/index.ts';

export type StoreUnderTest = { readonly store: Store; readonly close: () => Promise<void> };

const alice: Account = { id: 'alice', name: 'Alice', role: 'admin', disabled: false, createdAtMs: 1 };
const bob: Account = { id: 'bob', name: 'Bob', role: 'developer', disabled: false, createdAtMs: 2 };

export function newSubmission(id: string, more: Partial<NewSubmission> = {}): NewSubmission {
  return {
    id,
    accountId: 'alice',
    scanKey: `key of ${id}`,
    sha256: id.padStart(64, '0'),
    sizeBytes: 3_000_000_000,
    fileName: `${id}.apk`,
    profile: 'static',
    purpose: 'self-check',
    createdAtMs: 1_800_000_000_000,
    ...more,
  };
}

export function newSummary(more: Partial<ScanSummary> = {}): ScanSummary {
  return {
    packageName: 'com.example.app',
    label: '示例应用',
    versionName: '1.0',
    versionCode: 2 ** 40,
    mark: 61.5,
    band: 'serious',
    violations: { 0: 9, 1: 1, 2: 2, 3: 0 },
    suspected: 4,
    coverageShare: 0.25,
    reportSha256: 'a'.repeat(64),
    evidenceSha256: 'b'.repeat(64),
    ...more,
  };
}

const everything: SubmissionQuery = { sort: 'createdAt', descending: true, page: 1, pageSize: 10 };

/** The suite that every database behind the store must pass. */
export function storeContract(backend: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store contract on ${backend}`, () => {
    let store: Store;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ store, close } = await open());
      await store.accounts.add(alice, 'hash of alice');
      await store.accounts.add(bob, 'hash of bob');
    });
    afterEach(() => close());

    describe('keeps accounts and', () => {
      it('finds one by its name whatever the case of letters', async () => {
        const found = await store.accounts.findByName('ALICE');
        assert.deepEqual(found, { account: alice, passwordHash: 'hash of alice' });
        assert.equal(await store.accounts.findByName('alic'), undefined);
      });

      it('refuses a second of the same name', async () => {
        assert.equal(await store.accounts.add({ ...bob, id: 'other', name: 'ALICE' }, 'x'), false);
        assert.equal(await store.accounts.count(), 2);
      });

      for (const change of [{ disabled: true }, { role: 'developer' }] as const)
        it(`refuses ${JSON.stringify(change)} for the last active administrator, not for one of two`, async () => {
          assert.equal(await store.accounts.change('alice', change), 'last-admin');
          await store.accounts.change('bob', { role: 'admin' });
          assert.equal(await store.accounts.change('alice', change), 'changed');
          assert.equal(await store.accounts.change('bob', change), 'last-admin');
        });

      it('says that an unknown one is unknown', async () => {
        assert.equal(await store.accounts.change('nobody', { disabled: true }), 'unknown');
        assert.equal(await store.accounts.find('nobody'), undefined);
      });
    });

    describe('keeps sessions and tokens and', () => {
      it('finds the account of a session until it expires or is removed', async () => {
        const session = { tokenHash: 'h', accountId: 'bob', createdAtMs: 1, expiresAtMs: 100 };
        await store.sessions.add(session);
        assert.equal((await store.sessions.findAccount('h', 99))?.id, 'bob');
        assert.equal(await store.sessions.findAccount('h', 100), undefined);
        await store.sessions.removeExpired(50);
        assert.equal((await store.sessions.findAccount('h', 50))?.id, 'bob');
        await store.sessions.remove('h');
        assert.equal(await store.sessions.findAccount('h', 50), undefined);
      });

      it('ends all sessions of an account but one', async () => {
        for (const tokenHash of ['h1', 'h2'])
          await store.sessions.add({ tokenHash, accountId: 'bob', createdAtMs: 1, expiresAtMs: 100 });
        await store.sessions.removeOfAccount('bob', 'h2');
        assert.equal(await store.sessions.findAccount('h1', 1), undefined);
        assert.equal((await store.sessions.findAccount('h2', 1))?.id, 'bob');
      });

      it('knows no disabled account by either', async () => {
        await store.sessions.add({ tokenHash: 's', accountId: 'bob', createdAtMs: 1, expiresAtMs: 100 });
        const token = { id: 't', accountId: 'bob', name: 'ci', origin: 'person', createdAtMs: 1 } as const;
        await store.tokens.add(token, 't');
        assert.equal((await store.tokens.findAccount('t'))?.id, 'bob');
        await store.accounts.change('bob', { disabled: true });
        assert.equal(await store.tokens.findAccount('t'), undefined);
        assert.equal(await store.sessions.findAccount('s', 1), undefined);
      });

      it('removes a token for its own account alone', async () => {
        const token = { id: 't', accountId: 'bob', name: 'ci', origin: 'person', createdAtMs: 1 } as const;
        await store.tokens.add(token, 't');
        assert.equal(await store.tokens.remove('t', 'alice'), false);
        assert.deepEqual(await store.tokens.listOfAccount('bob'), [token]);
        assert.equal(await store.tokens.remove('t', 'bob'), true);
      });
    });

    describe('keeps submissions and', () => {
      it('gives back what was added, with the name of the account', async () => {
        await store.submissions.add(newSubmission('1', { appType: 'map' }));
        assert.deepEqual(await store.submissions.find('1'), {
          ...newSubmission('1', { appType: 'map' }),
          accountName: 'Alice',
          status: 'queued',
          attempts: 0,
        });
      });

      it('takes one id added twice as one', async () => {
        await store.submissions.add(newSubmission('1'));
        await store.submissions.add(newSubmission('1', { fileName: 'other' }));
        assert.equal((await store.submissions.find('1'))?.fileName, '1.apk');
      });

      it('gives a result to all that wait for the scan, and leaves those that have ended', async () => {
        for (const id of ['1', '2', '3']) await store.submissions.add(newSubmission(id, { scanKey: 'k' }));
        await store.submissions.cancel('3', 5);
        await store.submissions.markRunning('k', 1, 6);
        await store.submissions.markDone('k', newSummary(), 7);
        for (const id of ['1', '2']) {
          const found = await store.submissions.find(id);
          assert.equal(found?.status, 'done');
          assert.deepEqual(found?.summary, newSummary());
          assert.equal(found?.finishedAtMs, 7);
        }
        assert.equal((await store.submissions.find('3'))?.status, 'cancelled');
        await store.submissions.markFailed('k', { code: 'X', message: 'late' }, 8);
        assert.equal((await store.submissions.find('1'))?.status, 'done');
      });

      it('puts all that waited for a scan on record in the same step that gives them its result', async () => {
        for (const id of ['1', '2']) await store.submissions.add(newSubmission(id, { scanKey: 'k' }));
        const { reportSha256 } = newSummary();
        await store.apps.putFacts(reportSha256, { signers: [], lineage: [], sdks: [], findings: [] });
        await store.submissions.markDone('k', newSummary(), 7);
        const [one, two] = [await store.submissions.find('1'), await store.submissions.find('2')];
        assert.ok(one?.appId);
        assert.equal(two?.appId, one.appId);
        assert.equal((await store.apps.find(one.appId))?.packageName, newSummary().packageName);
      });

      it('cancels what waits or runs, once, and retries only what failed or was cancelled', async () => {
        await store.submissions.add(newSubmission('1'));
        assert.equal(await store.submissions.retry('1'), false);
        assert.equal(await store.submissions.cancel('1', 5), true);
        assert.equal(await store.submissions.cancel('1', 5), false);
        assert.equal(await store.submissions.retry('1'), true);
        const found = await store.submissions.find('1');
        assert.equal(found?.status, 'queued');
        assert.equal(found?.finishedAtMs, undefined);
      });

      it('knows which scans are waited for', async () => {
        await store.submissions.add(newSubmission('1', { scanKey: 'k' }));
        await store.submissions.add(newSubmission('2', { scanKey: 'k' }));
        await store.submissions.add(newSubmission('3', { scanKey: 'ended' }));
        await store.submissions.markFailed('ended', { code: 'X', message: 'x' }, 5);
        assert.deepEqual(await store.submissions.listLiveKeys(), ['k']);
        assert.deepEqual([...(await store.submissions.listLiveIds('k'))].sort(), ['1', '2']);
        await store.submissions.reviveFailed('ended');
        assert.equal((await store.submissions.find('3'))?.error, undefined);
        assert.equal((await store.submissions.listLiveKeys()).length, 2);
      });

      it('keeps the newest lines of a log in order', async () => {
        await store.submissions.add(newSubmission('1', { scanKey: 'k' }));
        const lines = Array.from({ length: 250 }, (_, i) => ({ atMs: i, stage: `s${i}`, fraction: i / 250 }));
        await store.submissions.addLog('k', lines);
        assert.deepEqual(await store.submissions.readLog('1', 3), lines.slice(-3));
      });

      it('counts by status', async () => {
        await store.submissions.add(newSubmission('1'));
        await store.submissions.add(newSubmission('2'));
        await store.submissions.cancel('2', 1);
        const counts = await store.submissions.countByStatus();
        assert.deepEqual(counts, { queued: 1, running: 0, done: 0, failed: 0, cancelled: 1 });
      });
    });

    describe('pages submissions and', () => {
      const ids = async (query: Partial<SubmissionQuery>): Promise<readonly string[]> =>
        (await store.submissions.page({ ...everything, ...query })).items.map(({ id }) => id);
      beforeEach(async () => {
        const rows = [
          newSubmission('1', { createdAtMs: 10, sha256: 'abcdef'.padEnd(64, '1') }),
          newSubmission('2', { createdAtMs: 20, accountId: 'bob', fileName: '100%_sure.apk' }),
          newSubmission('3', { createdAtMs: 20 }),
          newSubmission('4', { createdAtMs: 30, fileName: 'Other.APK' }),
        ];
        for (const row of rows) await store.submissions.add(row);
        await store.submissions.markDone('key of 1', newSummary({ mark: 90 }), 1);
        const none = { 0: 3, 1: 0, 2: 0, 3: 0 };
        await store.submissions.markDone('key of 2', newSummary({ mark: 70, violations: none }), 1);
        const clean = { mark: 99, violations: none, suspected: 0, label: 'Ångström' };
        await store.submissions.markDone('key of 3', newSummary(clean), 1);
      });

      for (const [what, query, expected] of [
        ['sorts by time, ids breaking ties', {}, ['4', '3', '2', '1']],
        ['sorts upwards', { descending: false }, ['1', '2', '3', '4']],
        ['sorts by mark', { sort: 'mark', status: 'done' }, ['3', '1', '2']],
        ['filters by account', { accountId: 'bob' }, ['2']],
        ['filters by status', { status: 'queued' }, ['4']],
        ['finds violations, not counting advice that is not in force', { verdict: 'violation' }, ['1']],
        ['finds suspicions', { verdict: 'suspected' }, ['2', '1']],
        ['finds what is clean', { verdict: 'clean' }, ['3']],
        ['finds a part of the file name whatever its case', { text: 'other.apk' }, ['4']],
        ['takes a percent sign literally', { text: '100%' }, ['2']],
        ['takes an underscore literally', { text: '%_s' }, ['2']],
        ['finds the beginning of a hash', { text: 'ABCDEF' }, ['1']],
        ['finds a Chinese label', { text: '示例' }, ['2', '1']],
        ['gives the second page', { page: 2, pageSize: 3 }, ['1']],
        ['gives nothing beyond the last page', { page: 9 }, []],
      ] as const satisfies readonly [string, Partial<SubmissionQuery>, readonly string[]][])
        it(what, async () => assert.deepEqual(await ids(query), expected));

      it('counts all that match, not only the page', async () => {
        const page = await store.submissions.page({ ...everything, pageSize: 1, verdict: 'suspected' });
        assert.equal(page.items.length, 1);
        assert.equal(page.total, 2);
      });
    });

    describe('keeps results and', () => {
      it('finds attachments of the evidence they belong to, added twice or not', async () => {
        const icon = { id: 'icon', file: 'icon.png', kind: 'icon', sha256: 'c'.repeat(64), sizeBytes: 5 };
        await store.results.addAttachments('e', [icon]);
        await store.results.addAttachments('e', [icon]);
        assert.deepEqual(await store.results.listAttachments('e'), [icon]);
        assert.deepEqual(await store.results.findAttachment('e', 'icon'), icon);
        assert.equal(await store.results.findAttachment('other', 'icon'), undefined);
      });

      it('finds a rendering by report, format, language and engine', async () => {
        const key = { reportSha256: 'r', format: 'pdf', lang: 'en', engineVersion: '1' };
        await store.results.addRendering(key, 'x', 1);
        assert.equal(await store.results.findRendering(key), 'x');
        assert.equal(await store.results.findRendering({ ...key, engineVersion: '2' }), undefined);
        await store.results.addRendering(key, 'y', 2);
        assert.equal(await store.results.findRendering(key), 'y');
      });
    });

    describe('keeps what is to be reviewed and', () => {
      const item = {
        dutyId: 'D-1',
        ruleId: 'a-rule',
        packId: DEFAULT_PACK_ID,
        verdict: 'violation',
        severity: 2,
        fingerprint: 'f',
        hasFacts: true,
        title: { zh: '问题', en: 'Problem' },
        message: { zh: '事实', en: 'Fact' },
      };
      /** Scans one version of the app, with one finding. */
      async function scan(version: number, profile: Profile, accountId = 'alice'): Promise<void> {
        const id = `${profile}-${version}`;
        const { scanKey, sha256 } = newSubmission(id, { sha256: `sample of ${version}` });
        const summary = newSummary({ versionName: `${version}.0`, versionCode: version, reportSha256: id });
        await store.submissions.add(newSubmission(id, { sha256, profile, accountId }));
        const names = { packageName: summary.packageName, label: summary.label, packIds: [DEFAULT_PACK_ID] };
        await store.reviews.replaceItems(sha256, profile, names, [item], version);
        await store.apps.putFacts(id, { signers: [], lineage: [], sdks: [], findings: [] });
        await store.submissions.markDone(scanKey, summary, version);
      }
      async function queue(state: ReviewQueue): Promise<readonly string[]> {
        const query = { state, kind: 'all', minSeverity: 0, page: 1, pageSize: 10 } as const;
        const { items, total } = await findReviewPage(store.db, query);
        assert.equal(total, items.length);
        return items.map(({ submissionId, supersededBy }) =>
          supersededBy === undefined ? submissionId : `${submissionId} by ${supersededBy.submissionId}`,
        );
      }
      for (const [title, scans, open, superseded] of [
        [
          'shows an older version as superseded',
          [
            [1, 'full'],
            [2, 'full'],
          ],
          ['full-2'],
          ['full-1 by full-2'],
        ],
        [
          'does so also for one that is scanned later',
          [
            [2, 'full'],
            [1, 'full'],
          ],
          ['full-2'],
          ['full-1 by full-2'],
        ],
        [
          'leaves a full scan open beside a static one of a newer version',
          [
            [1, 'full'],
            [2, 'static'],
          ],
          ['full-1', 'static-2'],
          [],
        ],
        [
          'leaves the same version open',
          [
            [1, 'full'],
            [1, 'static'],
          ],
          ['full-1'],
          [],
        ],
        [
          'is not cleared by a build that a developer sends in',
          [
            [1, 'full'],
            [2, 'full', 'bob'],
          ],
          ['full-1', 'full-2'],
          [],
        ],
      ] as const)
        it(title, async () => {
          for (const [version, profile, who] of scans) await scan(version, profile, who);
          assert.deepEqual([...(await queue('open'))].sort(), open);
          assert.deepEqual(await queue('superseded'), superseded);
        });

      it('keeps a decision on an older version where decisions are', async () => {
        await scan(1, 'full');
        const decision = { id: 'r', sampleSha256: 'sample of 1', dutyId: 'D-1', ruleId: 'a-rule' };
        await store.reviews.add([
          {
            ...decision,
            fingerprint: 'f',
            machineVerdict: 'violation',
            decision: 'confirmed',
            note: 'seen',
            accountId: 'alice',
            accountName: 'Alice',
            createdAtMs: 1,
          },
        ]);
        await scan(2, 'full');
        assert.deepEqual(await queue('superseded'), []);
        assert.deepEqual(await queue('decided'), ['full-1 by full-2']);
        assert.equal((await store.reviews.listHistory('sample of 1')).length, 1);
      });
    });
  });
}
