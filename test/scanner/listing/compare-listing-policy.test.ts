import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compareListingPolicy } from '../../../scanner/listing/compare-listing-policy.ts';
import type { PolicyFacts } from '../../../scanner/evidence/index.ts';

const place = { kind: 'policy', documentId: 'policy-1', sentence: '', offsetChars: 0 } as const;

/** A policy that discloses this and nothing else. */
function policy(sdks: readonly string[], more: Partial<PolicyFacts> = {}): PolicyFacts {
  return {
    ...{ id: 'policy-1', kind: 'policy', title: '隐私政策', language: 'zh', format: 'html' },
    origin: { kind: 'package-file', address: 'assets/policy.html' },
    ...{ sha256: 'a'.repeat(64), charCount: 100, complete: true, statements: [], missing: [], links: [] },
    elements: [{ element: 'updated-date', value: '2026-01-01', place }],
    sdkEntries: sdks.map((name) => ({ name, place })) as unknown as PolicyFacts['sdkEntries'],
    ...more,
  } as PolicyFacts;
}

const other = 'b'.repeat(64);
const inStore = (facts: PolicyFacts) => ({ sha256: other, facts });

describe("a listing's policy beside the app's own", () => {
  for (const [what, listed, own, expected] of [
    ['the same bytes', { sha256: 'a'.repeat(64) }, [policy(['甲'])], { match: 'same' }],
    ['other bytes that disclose the same', inStore(policy(['甲'])), [policy(['甲'])], { match: 'agrees' }],
    [
      'another party',
      inStore(policy(['甲', '乙'])),
      [policy(['甲', '丙'])],
      { match: 'differs', differing: '+乙, -丙' },
    ],
    [
      'another day of update',
      inStore(policy([], { elements: [] })),
      [policy([])],
      { match: 'differs', differing: '-updated-date 2026-01-01' },
    ],
    ['no policy in the app', inStore(policy(['甲'])), [], { match: 'unknown' }],
    [
      'a policy that only the sender gave',
      inStore(policy(['甲'])),
      [policy(['甲'], { origin: { kind: 'given-file', address: 'policy.html' } })],
      { match: 'unknown' },
    ],
    [
      "a part of the app's policy",
      inStore(policy(['甲'])),
      [policy([], { complete: false })],
      { match: 'unknown' },
    ],
    ['a link that was not read', { sha256: other }, [policy(['甲'])], { match: 'unknown' }],
    ['another language', inStore(policy(['甲'], { language: 'en' })), [policy(['乙'])], { match: 'unknown' }],
  ] as const)
    it(`is judged by ${what}`, () => {
      assert.deepEqual(compareListingPolicy(listed, own), expected);
    });
});
