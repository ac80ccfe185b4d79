import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { comparePolicyDocuments } from '../../../reports/compare/compare-policies.ts';
import type { ReportPolicy } from '../../../reports/model/report.ts';

type Discloses = NonNullable<ReportPolicy['discloses']>;

function policy(
  sha256: string,
  more: Partial<ReportPolicy> = {},
  says: Partial<Discloses> = {},
): ReportPolicy {
  return {
    id: 'policy-1',
    kind: 'policy',
    title: '某某隐私政策',
    language: 'zh',
    format: 'text',
    origin: { kind: 'string-resource', address: 'resources.arsc' },
    sha256: sha256.padStart(64, '0'),
    charCount: 100,
    complete: true,
    missing: [],
    discloses: {
      items: ['phone_number'],
      sdks: [],
      rights: ['right-access'],
      dates: ['2024-01-01'],
      ...says,
    },
    ...more,
  };
}

describe('policies of two scans', () => {
  for (const [name, after, change] of [
    ['the same bytes', policy('a'), undefined],
    ['other bytes of the same text', policy('b'), undefined],
    ['another text under the old date', policy('b', { charCount: 120 }), 'silent'],
    ['another text under a new date', policy('b', { charCount: 120 }, { dates: ['2024-02-01'] }), 'told'],
    ['a summary beside it', policy('b', { kind: 'summary', title: '摘要' }), 'added'],
  ] as const)
    it(`${name}: ${change ?? 'no change'}`, () => {
      const changes = comparePolicyDocuments({ policies: [policy('a')] }, { policies: [after] });
      assert.equal(changes[0]?.change, change);
    });

  it('say what is collected more and which right is gone', () => {
    const later = policy('b', {}, { items: ['contacts', 'phone_number'], rights: [] });
    const [change] = comparePolicyDocuments({ policies: [policy('a')] }, { policies: [later] });
    assert.deepEqual(change?.items, { added: ['contacts'], removed: [] });
    assert.deepEqual(change?.rights, { added: [], removed: ['right-access'] });
  });

  it('of reports from before policies were compared say nothing of dates they do not have', () => {
    const { discloses: _, ...old } = policy('a');
    const [change] = comparePolicyDocuments(
      { policies: [old] },
      { policies: [policy('b', { charCount: 9 })] },
    );
    assert.equal(change?.change, 'told');
  });

  it('a policy that is gone is told', () => {
    const changes = comparePolicyDocuments({ policies: [policy('a')] }, {});
    assert.deepEqual(
      changes.map(({ change }) => change),
      ['removed'],
    );
  });
});

describe('the notice of a changed policy', () => {
  const shown = { sentence: '隐私政策已更新。', scenarioId: 'S10', screenshotId: 'S10-004', path: [] };
  const ran = (scenarioId: string, outcome: 'completed' | 'app-crashed' = 'completed') => ({
    scenarioId,
    outcome,
    startedAtMs: 0,
    endedAtMs: 1,
    steps: [],
  });
  const fresh = [{ code: 'NO_OLDER_VERSION', message: { zh: '', en: '' }, affects: [], places: [] }];
  const newDate = { dates: ['2024-02-01'] };

  for (const [name, says, announced, evidence, expected] of [
    ['a screen that says so', newDate, [shown], { profile: 'full' }, { verdict: 'compliant', shown }],
    [
      'nothing after an upgrade',
      newDate,
      undefined,
      { profile: 'full', scenarios: [ran('S1'), ran('S10')] },
      { verdict: 'suspected' },
    ],
    [
      'fresh installs only',
      newDate,
      undefined,
      { profile: 'full', scenarios: [ran('S1'), ran('S10')], gaps: fresh },
      { verdict: 'cannot-tell', reason: 'NO_OLDER_VERSION' },
    ],
    [
      'fresh installs only, and the date is the old one',
      {},
      undefined,
      { profile: 'full', scenarios: [ran('S1')], gaps: fresh },
      { verdict: 'suspected' },
    ],
    ['a static scan', {}, undefined, { profile: 'static' }, { verdict: 'cannot-tell', reason: 'NOT_RUN' }],
    [
      'an app that crashed at each start',
      {},
      undefined,
      { profile: 'full', scenarios: [ran('S1', 'app-crashed')] },
      { verdict: 'cannot-tell', reason: 'NOT_RUN' },
    ],
  ] as const)
    it(`${name}: ${expected.verdict}`, () => {
      const later = policy('b', { charCount: 120, ...(announced && { announced }) }, says);
      const [change] = comparePolicyDocuments(
        { policies: [policy('a')] },
        { policies: [later], ...evidence },
      );
      assert.deepEqual(change?.notice, expected);
    });

  it('is asked of privacy policies only', () => {
    const [change] = comparePolicyDocuments(
      { policies: [policy('a', { kind: 'sdk-list' })] },
      { policies: [policy('b', { kind: 'sdk-list', charCount: 120 })] },
    );
    assert.equal(change?.notice, undefined);
  });
});
