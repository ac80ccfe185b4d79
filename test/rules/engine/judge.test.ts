import assert from 'node:assert/strict';
import { judge } from '../../../rules/index.ts';
import type { DetailedJudgement, Rule } from '../../../rules/index.ts';
import { BASE_VALUES, toEvidence } from '../../../rules/testing/base-evidence.ts';
import { readExamples } from '../../../rules/testing/read-examples.ts';
import { readYamlFolder } from '../../../rules/packs/built-in.ts';
import { toExampleFile } from '../../../rules/packs/read-pack.ts';
import { SLOT_NAMES } from '../../../scanner/evidence/index.ts';
import type { Evidence, SlotName, SlotValues } from '../../../scanner/evidence/index.ts';
import { PACK, packOf, readTestRule } from '../support.ts';

const DEBUGGABLE = 'when: { field: manifest.application.debuggable, equals: true }';

function ruleOn(duties: string, outcome: string, id: string): Rule {
  return readTestRule(['needs: [manifest]', `duties: ${duties}`, DEBUGGABLE, `outcome: ${outcome}`], id);
}

function evidenceOf(debuggable: boolean): Evidence {
  const { manifest } = BASE_VALUES;
  return toEvidence({ manifest: { ...manifest, application: { ...manifest.application, debuggable } } });
}

function verdictOn(judgement: DetailedJudgement, dutyId: string): string | undefined {
  return judgement.duties.find((duty) => duty.dutyId === dutyId)?.verdict;
}

describe('judging duties', () => {
  const violates = (duties: string, id = 'a-rule'): Rule =>
    ruleOn(duties, '{ met: violation, unmet: compliant }', id);
  const suspects = (duties: string, id = 'b-rule'): Rule =>
    ruleOn(duties, '{ met: suspected, unmet: compliant }', id);
  const table: readonly [
    title: string,
    rules: readonly Rule[],
    debuggable: boolean,
    duty: string,
    verdict: string,
  ][] = [
    [
      'a full rule that is met violates the duty',
      [violates('{ full: [AD10-1] }')],
      true,
      'AD10-1',
      'violation',
    ],
    [
      'a full rule that is unmet clears the duty',
      [violates('{ full: [AD10-1] }')],
      false,
      'AD10-1',
      'compliant',
    ],
    [
      'a part rule that is met violates the duty',
      [violates('{ part: [AD10-1] }')],
      true,
      'AD10-1',
      'violation',
    ],
    [
      'a part rule that is unmet clears nothing',
      [violates('{ part: [AD10-1] }')],
      false,
      'AD10-1',
      'cannot-tell',
    ],
    [
      'the worst of several rules wins',
      [suspects('{ full: [AD10-1] }'), violates('{ part: [AD10-1] }')],
      true,
      'AD10-1',
      'violation',
    ],
    [
      'a person decides what only a person can decide',
      [violates('{ full: [PIPL21] }')],
      true,
      'PIPL21',
      'needs-human',
    ],
    [
      'a duty for a person stays one when nothing is found',
      [violates('{ full: [PIPL21] }')],
      false,
      'PIPL21',
      'needs-human',
    ],
    ['a duty without a rule cannot be told', [], true, 'AD10-1', 'cannot-tell'],
    ['a duty for a person without a rule goes to a person', [], true, 'PIPL21', 'needs-human'],
  ];
  for (const [title, rules, debuggable, duty, verdict] of table)
    it(title, () => {
      assert.equal(verdictOn(judge(evidenceOf(debuggable), packOf(rules)), duty), verdict);
    });

  it('keeps the rows of all rules on a duty, the worst first', () => {
    const rules = [suspects('{ full: [AD10-1] }'), violates('{ full: [AD10-1] }')];
    const rows = judge(evidenceOf(true), packOf(rules)).verdicts.filter((row) => row.dutyId === 'AD10-1');
    assert.deepEqual(
      rows.map((row) => [row.ruleId, row.verdict]),
      [
        ['a-rule', 'violation'],
        ['b-rule', 'suspected'],
      ],
    );
  });

  it('tells of a duty that no rule judges why, and what a person should look at', () => {
    const { verdicts } = judge(evidenceOf(false), packOf([]));
    const open = verdicts.find((row) => row.dutyId === 'AD10-1');
    assert.equal(open?.gaps[0]?.code, 'NOT_YET_JUDGED');
    const forPerson = verdicts.find((row) => row.dutyId === 'PIPL21');
    assert.match(forPerson?.checklist?.zh ?? '', /合同/u);
  });

  it('gives every duty at least one row', () => {
    const judgement = judge(toEvidence({}), PACK);
    const told = new Set(judgement.verdicts.map((row) => row.dutyId));
    assert.equal(told.size, PACK.catalogue.duties.length);
    assert.equal(judgement.duties.length, PACK.catalogue.duties.length);
  });

  it('says that a rule which fails is our fault, for its own duty alone', () => {
    const good = violates('{ full: [AD10-1] }');
    const greedy = readTestRule(
      [
        'needs: [apiCalls]',
        'duties: { full: [AD10-3] }',
        'when: { some: apiCalls, where: { piType: imei } }',
        'outcome: { met: violation, unmet: compliant }',
      ],
      'greedy',
    );
    const pack = packOf([good, greedy]);
    const small = {
      ...pack,
      constants: { ...pack.constants, limits: { ...pack.constants.limits, stepsPerRule: 3 } },
    };
    const call = { piType: 'mac', api: 'x', channel: 'api' as const, reach: 'cannot-tell' as const };
    const place = {
      kind: 'code' as const,
      className: 'A',
      method: 'b',
      descriptor: '()V',
      pc: 0,
      dex: 'classes.dex',
    };
    const evidence = toEvidence({
      apiCalls: Array.from({ length: 9 }, () => ({ ...call, place, attribution: { kind: 'app' as const } })),
    });
    const judgement = judge(evidence, small);
    const row = judgement.verdicts.find((verdict) => verdict.ruleId === 'greedy');
    assert.equal(row?.verdict, 'cannot-tell');
    assert.ok(row?.gaps.some((gap) => gap.code === 'RULE_FAILED'));
    assert.equal(verdictOn(judgement, 'AD10-1'), 'compliant');
  });

  it('lets a limitation weaken exactly the slots it names', () => {
    const packer = { id: 'p', name: 'P', places: [] };
    const packed = judge(toEvidence({ packers: [packer] }), PACK);
    const clean = judge(toEvidence({}), PACK);
    assert.equal(verdictOn(clean, 'GB41391-F'), 'compliant');
    assert.equal(verdictOn(packed, 'GB41391-F'), 'cannot-tell');
    assert.equal(verdictOn(packed, 'MIIT164-1b'), verdictOn(clean, 'MIIT164-1b'));
  });

  it('supposes a limitation that could not be ruled out', () => {
    const evidence = toEvidence({});
    const broken: Evidence = {
      ...evidence,
      slots: { ...evidence.slots, packers: { kind: 'failed', code: 'INTERNAL', message: 'broken' } },
    };
    assert.equal(verdictOn(judge(broken, PACK), 'GB41391-F'), 'cannot-tell');
  });

  it('gives the same bytes for the same evidence', () => {
    const evidence = everythingWrong();
    assert.equal(
      JSON.stringify(judge(evidence, PACK)),
      JSON.stringify(judge(structuredClone(evidence), PACK)),
    );
  });

  it('counts a fact once in the mark however many duties it breaks', () => {
    const one = judge(evidenceOf(true), packOf([violates('{ full: [AD10-1] }')]));
    const many = judge(evidenceOf(true), packOf([violates('{ full: [AD10-1, AD10-3, AD10-4, AD10-5] }')]));
    assert.equal(one.score.mark, many.score.mark);
    assert.equal(many.score.violations['3'], 1);
  });

  it('never counts drafts', () => {
    const { score, coverage } = judge(evidenceOf(true), packOf([violates('{ full: [D26-4] }')]));
    assert.equal(score.mark, 100);
    assert.equal(score.band, 'no-violation-seen');
    assert.equal(score.violations['0'], 1);
    assert.equal(coverage.dutiesInForce, PACK.catalogue.duties.filter((duty) => duty.severity > 0).length);
  });

  it('never calls an app compliant while a heavy duty is open', () => {
    const { score, coverage } = judge(toEvidence({}), PACK);
    assert.equal(coverage.heavyDutiesJudged, false);
    assert.notEqual(score.band, 'compliant');
  });

  describe('when a slot is lost from an app with every fault', () => {
    const evidence = everythingWrong();
    const whole = judge(evidence, PACK);

    it('starts from an app with a grave mark', () => {
      assert.equal(whole.score.band, 'grave');
      assert.ok(whole.score.violations['3'] > 5);
    });

    for (const name of SLOT_NAMES) {
      it(`never marks higher without ${name}`, () => {
        const broken: Evidence = {
          ...evidence,
          slots: { ...evidence.slots, [name]: { kind: 'failed', code: 'INTERNAL', message: 'broken' } },
        };
        const judgement = judge(broken, PACK);
        assert.ok(
          judgement.score.mark <= whole.score.mark,
          `${judgement.score.mark} is above ${whole.score.mark}`,
        );
        assert.ok(judgement.coverage.judged <= whole.coverage.judged);
      });

      for (const kind of ['failed', 'skipped', 'unsupported'] as const)
        it(`finds nothing compliant that was not, with ${name} ${kind}`, () => {
          const slot =
            kind === 'failed'
              ? { kind, code: 'INTERNAL', message: 'broken' }
              : { kind, reason: 'taken away on purpose' };
          const judgement = judge({ ...evidence, slots: { ...evidence.slots, [name]: slot } }, PACK);
          const before = new Map(whole.duties.map((duty) => [duty.dutyId, duty.verdict]));
          for (const duty of judgement.duties)
            if (duty.verdict === 'compliant' || duty.verdict === 'not-applicable')
              assert.equal(before.get(duty.dutyId), duty.verdict, duty.dutyId);
        });
    }
  });
});

describe('losing a slot from a violating example', () => {
  const files = readYamlFolder(new URL('../../../rules/packs/cn', import.meta.url).pathname);
  for (const rule of PACK.rules)
    it(`never raises the mark that ${rule.id} gives`, () => {
      const pack = packOf([rule]);
      const examples = readExamples(rule.file, files.get(toExampleFile(rule.file)) ?? '');
      for (const example of examples.filter(({ role }) => role === 'violates'))
        for (const name of rule.needs) {
          const whole = judge(example.evidence, pack, example.options);
          const slot = { kind: 'failed', code: 'INTERNAL', message: 'broken' } as const;
          const slots = { ...example.evidence.slots, [name]: slot };
          const broken = judge({ ...example.evidence, slots }, pack, example.options);
          assert.ok(
            broken.score.mark <= whole.score.mark,
            `${name}: ${broken.score.mark} > ${whole.score.mark}`,
          );
        }
    });
});

/** The items of every violating example together in one app. */
function everythingWrong(): Evidence {
  const files = readYamlFolder(new URL('../../../rules/packs/cn', import.meta.url).pathname);
  const lists: Partial<Record<SlotName, unknown[]>> = {};
  let manifest: SlotValues['manifest'] = BASE_VALUES.manifest;
  for (const rule of PACK.rules) {
    const text = files.get(toExampleFile(rule.file)) ?? '';
    for (const example of readExamples(rule.file, text).filter(({ role }) => role === 'violates'))
      for (const name of SLOT_NAMES) {
        const slot = example.evidence.slots[name];
        if (slot.kind !== 'present' || name === 'scenarios') continue;
        if (Array.isArray(slot.value)) lists[name] = [...(lists[name] ?? []), ...(slot.value as unknown[])];
        else if (name === 'manifest') {
          const value = slot.value as SlotValues['manifest'];
          manifest = {
            ...manifest,
            permissions: [...manifest.permissions, ...value.permissions],
            components: [...manifest.components, ...value.components],
          };
        }
      }
  }
  return toEvidence({ ...(lists as Partial<SlotValues>), manifest });
}
