import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'mocha';
import {
  EVIDENCE_SCHEMA_VERSION,
  SLOT_NAMES,
  checkAttachments,
  checkSeal,
  loadEvidence,
  present,
  renderEvidence,
  sealEvidence,
  toCanonicalJson,
} from '../../../scanner/evidence/index.ts';
import type { Evidence, Slot, Slots } from '../../../scanner/evidence/index.ts';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const picture = new TextEncoder().encode('not really a picture');

function evidenceWith(changes: Partial<Slots> = {}): Evidence {
  const skipped: Slot<never> = { kind: 'skipped', reason: 'not wanted' };
  const slots = Object.fromEntries(SLOT_NAMES.map((name) => [name, skipped])) as unknown as Slots;
  return {
    schemaVersion: EVIDENCE_SCHEMA_VERSION,
    engineVersion: '0.0.0',
    profile: 'static',
    collectedAt: '2026-01-02T03:04:05Z',
    slots: { ...slots, ...changes },
    gaps: [{ code: 'NOT_RUN', message: { zh: '未运行', en: 'not run' }, affects: ['piReads'], places: [] }],
  };
}

const withPicture = evidenceWith({
  attachments: present([
    {
      id: 'a',
      kind: 'screenshot' as const,
      file: 'a.png',
      sha256: sha256(picture),
      sizeBytes: picture.length,
    },
  ]),
});

describe('canonical JSON', () => {
  for (const [value, text] of [
    [{ b: 1, a: [true, null, 'é"\n'] }, '{"a":[true,null,"é\\"\\n"],"b":1}'],
    [{ '10': 0, '9': 0, Z: 0, a: undefined }, '{"10":0,"9":0,"Z":0}'],
    [1e21, '1e+21'],
    [-0, '0'],
  ] as const)
    it(`writes ${text}`, () => assert.equal(toCanonicalJson(value), text));

  for (const [name, value] of [
    ['a number that is none', { a: Number.NaN }],
    ['a function', { a: () => 1 }],
    ['a bigint', [1n]],
  ] as const)
    it(`refuses ${name}`, () => assert.throws(() => toCanonicalJson(value), { code: 'BAD_EVIDENCE' }));

  it('refuses what is nested too deep, before the stack ends', () => {
    let value: unknown = 0;
    for (let i = 0; i < 100_000; i++) value = [value];
    assert.throws(() => toCanonicalJson(value), { code: 'BAD_EVIDENCE' });
  });
});

describe('the seal', () => {
  const sealed = sealEvidence(withPicture, sha256);

  it('is the same whatever the order of keys, and outlives saving and loading', () => {
    const turned = Object.fromEntries(Object.entries(withPicture).reverse()) as unknown as Evidence;
    assert.equal(sealEvidence(turned, sha256).seal, sealed.seal);
    const loaded = loadEvidence(renderEvidence(sealed));
    assert.deepEqual(loaded, sealed);
    assert.equal(checkSeal(loaded, sha256).kind, 'intact');
  });

  it('is renewed, not piled up, when sealed again', () => {
    assert.equal(sealEvidence(sealed, sha256).seal, sealed.seal);
  });

  it('breaks with any change', () => {
    const changed: Evidence = { ...sealed, collectedAt: '2026-01-02T03:04:06Z' };
    assert.equal(checkSeal(changed, sha256).kind, 'broken');
    assert.equal(checkSeal({ ...sealed, gaps: [] }, sha256).kind, 'broken');
    assert.equal(checkSeal(withPicture, sha256).kind, 'unsealed');
  });

  it('covers attachments by their hashes', () => {
    const files = (...entries: [string, Uint8Array][]): Map<string, Uint8Array> => new Map(entries);
    assert.deepEqual(checkAttachments(sealed, files(['a.png', picture]), sha256), []);
    assert.deepEqual(checkAttachments(sealed, files(), sha256), [{ kind: 'missing', file: 'a.png' }]);
    const other = Uint8Array.from(picture);
    other[0] = 0;
    assert.deepEqual(checkAttachments(sealed, files(['a.png', other], ['b.png', other]), sha256), [
      { kind: 'changed', file: 'a.png' },
      { kind: 'unlisted', file: 'b.png' },
    ]);
  });
});

describe('loading evidence', () => {
  const good = JSON.parse(renderEvidence(withPicture)) as Record<string, unknown>;
  const changed = (change: (value: Record<string, unknown>) => void): string => {
    const copy = structuredClone(good) as Record<string, unknown>;
    change(copy);
    return JSON.stringify(copy);
  };

  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['a file that is not JSON', '{', /not JSON/],
    [
      'another version',
      changed((value) => Object.assign(value, { schemaVersion: 99 })),
      /version 99.*versions 1 to 2/,
    ],
    ['no version', '{}', /version unknown/],
    ['a list', '[]', /version unknown/],
    ['an unknown profile', changed((value) => Object.assign(value, { profile: 'quick' })), /\$\.profile/],
    [
      'a missing slot',
      changed((value) => delete (value['slots'] as Record<string, unknown>)['piReads']),
      /piReads/,
    ],
    [
      'a slot of no known kind',
      changed((value) => Object.assign(value['slots'] as object, { code: { kind: 'good' } })),
      /\$\.slots\.code\.kind/,
    ],
    [
      'a slot whose kind is the name of an inherited property',
      changed((value) => Object.assign(value['slots'] as object, { code: { kind: 'constructor' } })),
      /\$\.slots\.code\.kind/,
    ],
    [
      'a wrong hash',
      changed((value) => {
        const { attachments } = value['slots'] as { attachments: { value: { sha256: string }[] } };
        Object.assign(attachments.value[0] ?? {}, { sha256: 'ABC' });
      }),
      /\$\.slots\.attachments\.value\[0\]\.sha256/,
    ],
    [
      'a gap without English',
      changed((value) => Object.assign(value, { gaps: [{ code: 'X' }] })),
      /\$\.gaps\[0\]/,
    ],
  ];
  for (const [name, text, message] of cases)
    it(`refuses ${name}, naming the place`, () =>
      assert.throws(() => loadEvidence(text), { name: 'ScanError', code: 'BAD_EVIDENCE', message }));

  it('brings evidence of version 1 to the form of now, and says what that version did not record', () => {
    const old = changed((value) => {
      const slots = value['slots'] as Record<string, unknown>;
      delete slots['settings'];
      value['schemaVersion'] = 1;
      slots['scenarios'] = {
        kind: 'present',
        value: [
          {
            scenarioId: 'S1',
            outcome: 'completed',
            startedAtMs: 0,
            endedAtMs: 1,
            steps: [{ atMs: 0, action: 'start the app', phase: 'before-consent' }],
          },
        ],
      };
    });
    const { schemaVersion, slots, gaps } = loadEvidence(old);
    assert.equal(schemaVersion, EVIDENCE_SCHEMA_VERSION);
    assert.equal(slots.settings.kind, 'skipped');
    assert.deepEqual(
      slots.scenarios.kind === 'present' ? slots.scenarios.value[0]?.steps[0]?.action : undefined,
      { zh: 'start the app', en: 'start the app' },
    );
    assert.deepEqual(gaps.find((gap) => gap.code === 'OLDER_EVIDENCE')?.affects, ['popups']);
  });

  it('leaves out kinds of evidence that it does not know, and says so', () => {
    const { slots, gaps } = loadEvidence(
      changed((value) => Object.assign(value['slots'] as object, { smells: { kind: 'present', value: [] } })),
    );
    assert.equal(Object.hasOwn(slots, 'smells'), false);
    assert.match(gaps.find((gap) => gap.code === 'UNKNOWN_EVIDENCE')?.message.en ?? '', /smells/);
  });

  it('bears fields that it does not know', () => {
    assert.doesNotThrow(() => loadEvidence(changed((value) => Object.assign(value, { later: 1 }))));
  });
});
