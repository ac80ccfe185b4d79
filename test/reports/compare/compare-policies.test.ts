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
