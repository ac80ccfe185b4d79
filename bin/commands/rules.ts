import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  explain,
  lintPack,
  listRules,
  loadBuiltInPack,
  readYamlFolder,
  testPack,
  type Pack,
  type ProofNode,
} from '../../rules/index.ts';
import { loadEvidence } from '../../scanner/evidence/index.ts';
import type { Command } from '../command.ts';
import { UsageError, exitCodes, parseOptions } from '../usage.ts';

const packFolder = new URL('../../rules/packs/cn', import.meta.url);

/** `appgov rules ...`: the catalogue and its authors' tools. */
export const rules: Command = async (args) => {
  const { values, positionals } = parseOptions(args, { json: { type: 'boolean', default: false } });
  const [action, ...rest] = positionals;
  const pack = loadBuiltInPack();
  switch (action) {
    case 'list':
      return list(pack, values.json);
    case 'show':
      return show(pack, argument(rest, 0, 'a rule id'), values.json);
    case 'lint':
      return lint(pack);
    case 'test':
      return test(pack);
    case 'explain':
      return explainRule(pack, argument(rest, 0, 'a rule id'), argument(rest, 1, 'an evidence.json'));
    default:
      throw new UsageError("say 'rules list', 'show ID', 'lint', 'test' or 'explain ID EVIDENCE'.");
  }
};

function argument(values: readonly string[], index: number, what: string): string {
  const value = values[index];
  if (value === undefined) throw new UsageError(`name ${what}.`);
  return value;
}

function list(pack: Pack, asJson: boolean): number {
  const listing = listRules(pack);
  if (asJson) console.log(JSON.stringify(listing, undefined, 2));
  else
    for (const rule of listing)
      console.log(`${rule.status.padEnd(7)}${rule.id.padEnd(56)}${rule.duties.join(' ')}`);
  return exitCodes.done;
}

function show(pack: Pack, id: string, asJson: boolean): number {
  const rule = pack.rules.find((candidate) => candidate.id === id);
  if (!rule) throw new UsageError(`there is no rule '${id}'; 'appgov rules list' shows them all.`);
  if (asJson) {
    console.log(JSON.stringify(rule, undefined, 2));
    return exitCodes.done;
  }
  const duties = [...rule.duties.full, ...rule.duties.part];
  console.log(`${rule.id}  (${rule.status}, ${rule.file})\n${rule.title.zh}\n${rule.title.en}\n`);
  for (const duty of pack.catalogue.duties.filter((candidate) => duties.includes(candidate.id))) {
    console.log(`  ${duty.id}  ${duty.text.zh}\n  ${' '.repeat(duty.id.length)}  ${duty.text.en}`);
  }
  console.log(`\nneeds: ${rule.needs.join(', ')}`);
  return exitCodes.done;
}

function lint(pack: Pack): number {
  const problems = lintPack(pack, readYamlFolder(fileURLToPath(packFolder)));
  for (const problem of problems)
    console.log(`${problem.file}: ${problem.problem}\n    ${problem.recommendation}`);
  console.log(problems.length === 0 ? `clean: ${pack.rules.length} rules` : `${problems.length} problems`);
  return problems.length === 0 ? exitCodes.done : exitCodes.findings;
}

function test(pack: Pack): number {
  const failures = testPack(pack, readYamlFolder(fileURLToPath(packFolder)));
  for (const failure of failures) {
    console.log(`${failure.file}:${failure.line}: ${failure.example}: ${failure.problem}`);
  }
  console.log(
    failures.length === 0
      ? `passed: the examples of ${pack.rules.length} rules`
      : `${failures.length} failures`,
  );
  return failures.length === 0 ? exitCodes.done : exitCodes.findings;
}

async function explainRule(pack: Pack, id: string, file: string): Promise<number> {
  const { rule, result, gapsConsidered } = explain(
    id,
    loadEvidence(await readFile(file, 'utf8'), file),
    pack,
  );
  console.log(`${rule.id}: ${result.verdict}\n${result.message.zh}\n${result.message.en}\n`);
  if (result.proof) printProof(result.proof, 0);
  for (const gap of gapsConsidered) console.log(`gap ${gap.code}: ${gap.message.en}`);
  return exitCodes.done;
}

function printProof(node: ProofNode, depth: number): void {
  const mark = { met: '✔', unmet: '✘', unknown: '?' }[node.outcome];
  console.log(`${'  '.repeat(depth)}${mark} ${node.label} (${node.places.length} places)`);
  for (const child of node.children) printProof(child, depth + 1);
}
