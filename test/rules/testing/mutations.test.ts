import assert from 'node:assert/strict';
import { BUILT_IN_PACK_IDS, explain, judge, loadBuiltInPack, readYamlFolder } from '../../../rules/index.ts';
import type { Pack } from '../../../rules/index.ts';
import { toExampleFile } from '../../../rules/packs/read-pack.ts';
import { readExamples } from '../../../rules/testing/read-examples.ts';
import type { Example } from '../../../rules/testing/read-examples.ts';
import { SLOT_NAMES } from '../../../scanner/evidence/index.ts';
import type { Evidence, Gap, Slot, SlotName } from '../../../scanner/evidence/index.ts';

/** Ways in which a slot can be lost or weakened without a word about the app itself. */
const LOSSES: readonly (readonly [name: string, change: (evidence: Evidence, slot: SlotName) => Evidence])[] =
  [
    [
      'failed',
      (evidence, slot) => withSlot(evidence, slot, { kind: 'failed', code: 'INTERNAL', message: 'broken' }),
    ],
    [
      'unsupported',
      (evidence, slot) => withSlot(evidence, slot, { kind: 'unsupported', reason: 'no device' }),
    ],
    ['skipped', (evidence, slot) => withSlot(evidence, slot, { kind: 'skipped', reason: 'static profile' })],
    ['under a heavy gap', (evidence, slot) => withGap(evidence, slot, 'COLLECTOR_FAILED')],
    ['under a common gap', (evidence, slot) => withGap(evidence, slot, 'REFLECTION')],
  ];

function withSlot(evidence: Evidence, name: SlotName, slot: Slot<never>): Evidence {
  return { ...evidence, slots: { ...evidence.slots, [name]: slot } };
}

function withGap(evidence: Evidence, name: SlotName, code: string): Evidence {
  const gap: Gap = { code, message: { zh: '缺口', en: 'A gap' }, affects: [name], places: [] };
  return { ...evidence, gaps: [...evidence.gaps, gap] };
}

/** Examples of stable rules that end in a finding. */
function findingsOf(pack: Pack): readonly { readonly ruleId: string; readonly example: Example }[] {
  const folder = new URL(`../../../rules/packs/${pack.id}`, import.meta.url).pathname;
  const files = readYamlFolder(folder);
  return pack.rules
    .filter((rule) => rule.status === 'stable')
    .flatMap((rule) => {
      const file = toExampleFile(rule.file);
      return readExamples(file, files.get(file) ?? 'violates: []\ncomplies: []')
        .filter((example) => example.role === 'violates')
        .map((example) => ({ ruleId: rule.id, example }));
    });
}

for (const id of BUILT_IN_PACK_IDS) {
  const pack = loadBuiltInPack(id);

  describe(`the stable rules of pack ${id}, whose evidence is taken away slot by slot`, () => {
    const findings = findingsOf(pack);

    it('all have a violating example', () => {
      const shown = new Set(findings.map((finding) => finding.ruleId));
      const stable = pack.rules.filter((rule) => rule.status === 'stable').map((rule) => rule.id);
      assert.ok(stable.length > 0);
      assert.deepEqual(
        stable.filter((ruleId) => !shown.has(ruleId)),
        [],
      );
    });

    for (const [name, change] of LOSSES)
      it(`never turn compliant or not-applicable when a slot is ${name}`, () => {
        const softened: string[] = [];
        for (const { ruleId, example } of findings)
          for (const slot of SLOT_NAMES) {
            const { result } = explain(ruleId, change(example.evidence, slot), pack, example.options);
            if (result.verdict === 'compliant' || result.verdict === 'not-applicable')
              softened.push(`${ruleId}, "${example.name}": ${result.verdict} with ${slot} ${name}`);
          }
        assert.deepEqual(softened, []);
      });

    it('never clear a duty that was broken when two slots are lost at once', () => {
      const cleared: string[] = [];
      for (const { ruleId, example } of findings) {
        const rule = pack.rules.find((one) => one.id === ruleId);
        const slots = rule?.needs ?? [];
        for (const first of slots)
          for (const second of slots) {
            const lost = LOSSES.slice(0, 3).reduce(
              (evidence, [, change], index) => change(evidence, index === 0 ? first : second),
              example.evidence,
            );
            const { result } = explain(ruleId, lost, pack, example.options);
            if (result.verdict === 'compliant') cleared.push(`${ruleId}: ${first} and ${second}`);
          }
      }
      assert.deepEqual(cleared, []);
    });

    it('never raise the mark of the whole when a slot fails to be collected', () => {
      const better: string[] = [];
      // Whole judgements take longer; a spread of the rules is enough for what the mark does.
      for (const { ruleId, example } of findings.filter((_, index) => index % 5 === 0)) {
        const before = judge(example.evidence, pack, example.options).score.mark;
        const needs = pack.rules.find((one) => one.id === ruleId)?.needs ?? [];
        for (const slot of needs) {
          const lost = withSlot(example.evidence, slot, {
            kind: 'failed',
            code: 'INTERNAL',
            message: 'broken',
          });
          const after = judge(lost, pack, example.options).score.mark;
          if (after > before) better.push(`${ruleId}: ${before} to ${after} without ${slot}`);
        }
      }
      assert.deepEqual(better, []);
    });
  }).timeout(120_000);
}
