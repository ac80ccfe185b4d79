import { SLOT_NAMES } from '../../scanner/evidence/index.ts';
import type { Evidence, Slot } from '../../scanner/evidence/index.ts';
import { explain } from '../engine/explain.ts';
import { placeholdersOf } from '../engine/message.ts';
import type { Pack } from '../engine/pack.ts';
import type { Rule } from '../engine/rule.ts';
import { toExampleFile } from '../packs/read-pack.ts';
import type { PackFiles } from '../packs/read-pack.ts';
import { readExamples } from './read-examples.ts';
import type { Example } from './read-examples.ts';

/** One thing an example shows to be wrong with its rule. */
export type ExampleFailure = {
  readonly ruleId: string;
  readonly file: string;
  readonly line: number;
  readonly example: string;
  readonly problem: string;
};

/**
 * Runs every example of every rule and everything an example implies: the expected verdict; no unfilled placeholder;
 * unchanged evidence; places under every finding; and no loss of a slot that turns a finding into compliance.
 */
export function testPack(pack: Pack, files: PackFiles): readonly ExampleFailure[] {
  return pack.rules.flatMap((rule) => {
    const file = toExampleFile(rule.file);
    const text = files.get(file);
    if (text === undefined)
      return [{ ruleId: rule.id, file, line: 1, example: '', problem: 'The rule has no examples.' }];
    return readExamples(file, text).flatMap((example) =>
      testExample(pack, rule, example).map((problem) => ({
        ruleId: rule.id,
        file,
        line: example.line,
        example: example.name,
        problem,
      })),
    );
  });
}

function testExample(pack: Pack, rule: Rule, example: Example): readonly string[] {
  const problems: string[] = [];
  const frozen = deepFreeze(structuredClone(example.evidence));
  const { result } = explain(rule.id, frozen, pack, example.options);
  if (result.fault) problems.push(`The rule failed: ${result.message.en}`);
  if (result.verdict !== example.expect)
    problems.push(`Expected ${example.expect}, got ${result.verdict}: ${result.message.en}`);
  const finds = ['violation', 'suspected', 'needs-human'].includes(result.verdict);
  if (example.role === 'violates' && !finds)
    problems.push(`A violating example must end in a finding, not in ${result.verdict}.`);
  if (example.role === 'complies' && finds)
    problems.push(`A complying example must not end in ${result.verdict}.`);
  for (const language of ['zh', 'en'] as const) {
    const message = result.message[language];
    if (placeholdersOf(message).length > 0)
      problems.push(`The ${language} message has an unfilled placeholder: ${message}`);
    if (message.includes('undefined') || message.includes('[object'))
      problems.push(`The ${language} message shows a raw value: ${message}`);
  }
  if (JSON.stringify(frozen) !== JSON.stringify(example.evidence))
    problems.push('The rule changed its evidence.');
  if (finds) problems.push(...withoutEachSlot(pack, rule, example));
  return problems;
}

const LOSSES: readonly Slot<never>[] = [
  { kind: 'failed', code: 'INTERNAL', message: 'broken on purpose' },
  { kind: 'unsupported', reason: 'taken away on purpose' },
  { kind: 'skipped', reason: 'left out on purpose' },
];

/** Takes each slot away in turn, in each way: none may make a finding compliant or not applicable. */
function withoutEachSlot(pack: Pack, rule: Rule, example: Example): readonly string[] {
  const problems: string[] = [];
  for (const name of SLOT_NAMES)
    for (const loss of LOSSES) {
      const evidence: Evidence = {
        ...example.evidence,
        slots: { ...example.evidence.slots, [name]: loss },
      };
      const { verdict } = explain(rule.id, evidence, pack, example.options).result;
      if (verdict === 'compliant' || verdict === 'not-applicable')
        problems.push(`With ${name} ${loss.kind} the finding becomes ${verdict}.`);
    }
  return problems;
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
