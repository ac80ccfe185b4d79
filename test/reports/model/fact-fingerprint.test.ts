import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { toFactFingerprint } from '../../../reports/model/fact-fingerprint.ts';
import type { Report } from '../../../reports/index.ts';
import type { Verdict } from '../../../rules/engine/verdict.ts';
import type { Place } from '../../../scanner/evidence/index.ts';

type Events = Pick<Report, 'piReads' | 'permissionRequests' | 'networkRequests' | 'starts'>;

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const NOTHING: Events = { piReads: [], permissionRequests: [], networkRequests: [], starts: [] };
const CODE: Place = {
  kind: 'code',
  className: 'com.example.A',
  method: 'run',
  descriptor: '()V',
  pc: 4,
  dex: 'classes.dex',
};

function verdictAt(places: readonly Place[], message = 'It reads.', ruleId = 'reads'): Verdict {
  return {
    dutyId: 'PIPL6',
    ruleId,
    verdict: 'suspected',
    severity: 3,
    title: { zh: '题', en: 'Title' },
    message: { zh: '读', en: message },
    places,
    gaps: [],
    needs: [],
  };
}

function readAt(eventNumber: number, atMs: number, piType = 'imei'): Events {
  const read = {
    eventNumber,
    scenarioId: 'S1',
    atMs,
    phase: 'before-consent',
    state: 'foreground',
    thread: 'main',
    process: 'p',
    piType,
    api: 'a.B.c',
    arguments: [],
    stack: [],
    caller: { kind: 'app' },
  } as const;
  return { ...NOTHING, piReads: [read] };
}

const eventAt = (eventNumber: number): Place => ({ kind: 'event', eventNumber, scenarioId: 'S1' });

describe('the fingerprint of facts', () => {
  const of = (verdict: Verdict, events: Events = NOTHING): string =>
    toFactFingerprint(verdict, events, sha256);

  it('is the same whatever the wording, the order and the repetition', () => {
    const other: Place = { ...CODE, className: 'com.example.B' };
    assert.equal(of(verdictAt([CODE, other])), of(verdictAt([other, CODE, CODE], 'Other words.')));
  });

  it('is the same when the same happens again at another time, and another when something else does', () => {
    const first = of(verdictAt([eventAt(3)]), readAt(3, 100));
    assert.equal(of(verdictAt([eventAt(9)]), readAt(9, 5000)), first);
    assert.notEqual(of(verdictAt([eventAt(9)]), readAt(9, 5000, 'mac')), first);
  });

  it('is another when the code that does it is another', () => {
    assert.notEqual(of(verdictAt([CODE])), of(verdictAt([{ ...CODE, method: 'stop' }])));
  });

  it('rests on the message where there are no places, and on nothing where there is no rule', () => {
    assert.notEqual(of(verdictAt([], 'No dialog.')), of(verdictAt([], 'A dialog without refusal.')));
    assert.equal(of(verdictAt([], 'a', 'none')), of(verdictAt([], 'b', 'none')));
  });
});
