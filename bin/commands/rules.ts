import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  BUILT_IN_PACK_IDS,
  explain,
  lintPack,
  listRules,
  readYamlFolder,
  testPack,
  type Pack,
  type ProofNode,
} from '../../rules/index.ts';
import { loadEvidence } from '../../scanner/evidence/index.ts';
import type { Command } from '../command.ts';
import { choosePacks, findFolders } from '../packs.ts';
import { UsageError, exitCodes, parseOptions } from '../usage.ts';

/** `appgov rules ...`: the catalogue and its authors' tools. */
export const rules: Command = async (args) => {
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean', default: false },
    pack: { type: 'string', multiple: true },
  });
  const [action, ...rest] = positionals;
  // Authors' tools look at every pack that comes with the program unless told which.
  const packs = choosePacks(values.pack ?? [BUILT_IN_PACK_IDS.join(',')]);
  const folders = findFolders(values.pack);
  switch (action) {
    case 'list':
      return list(packs, values.json);
    case 'show':
      return show(packs, argument(rest, 0, 'a rule id'), values.json);
    case 'lint':
      return lint(packs, folders);
    case 'test':
      return test(packs, folders);
    case 'explain':
      return explainRule(packs, argument(rest, 0, 'a rule id'), argument(rest, 1, 'an evidence.json'));
    default:
      throw new UsageError("say 'rules list', 'show ID', 'lint', 'test' or 'explain ID EVIDENCE'.");
  }
};

function argument(values: readonly string[], index: number, what: string): string {
  const value = values[index];
  if (value === undefined) throw new UsageError(`name ${what}.`);
  return value;
}

function list(packs: readonly Pack[], asJson: boolean): number {
  const listing = packs.flatMap(listRules);
  if (asJson) console.log(JSON.stringify(listing, undefined, 2));
  else
    for (const rule of listing)
      console.log(
        `${rule.status.padEnd(7)}${rule.packId.padEnd(7)}${rule.id.padEnd(50)}${rule.duties.join(' ')}`,
      );
  return exitCodes.done;
}

function packOf(packs: readonly Pack[], ruleId: string): Pack {
  const pack = packs.find((candidate) => candidate.rules.some((rule) => rule.id === ruleId));
  if (!pack) throw new UsageError(`there is no rule '${ruleId}'; 'appgov rules list' shows them all.`);
  return pack;
}

function show(packs: readonly Pack[], id: string, asJson: boolean): number {
  const pack = packOf(packs, id);
  const rule = pack.rules.find((candidate) => candidate.id === id);
  if (!rule) return exitCodes.failed;
  if (asJson) {
    console.log(JSON.stringify(rule, undefined, 2));
    return exitCodes.done;
  }
  const duties = [...rule.duties.full, ...rule.duties.part];
  console.log(
    `${rule.id}  (${rule.status}, pack ${pack.id}, ${rule.file})\n${rule.title.zh}\n${rule.title.en}\n`,
  );
  for (const duty of pack.catalogue.duties.filter((candidate) => duties.includes(candidate.id))) {
    console.log(`  ${duty.id}  ${duty.text.zh}\n  ${' '.repeat(duty.id.length)}  ${duty.text.en}`);
  }
  console.log(`\nneeds: ${rule.needs.join(', ')}`);
  return exitCodes.done;
}

/** A pack with the files that its authors write: of a mounted folder that, else the folder it is built from. */
type Source = { readonly pack: Pack; readonly files: ReadonlyMap<string, string> };

function toSources(packs: readonly Pack[], folders: readonly string[]): readonly Source[] {
  return packs.map((pack) => {
    const builtIn = BUILT_IN_PACK_IDS.find((id) => id === pack.id);
    // A folder that was mounted for this pack, or all of them: each has files of its own rules only.
    const own =
      builtIn === undefined || pack.version.includes('+')
        ? folders
        : [fileURLToPath(new URL(`../../rules/packs/${builtIn}`, import.meta.url))];
    const files = new Map(own.flatMap((folder) => [...readYamlFolder(folder)]));
    return { pack: { ...pack, rules: pack.rules.filter((rule) => files.has(rule.file)) }, files };
  });
}

function lint(packs: readonly Pack[], folders: readonly string[]): number {
  let rules = 0;
  const problems = toSources(packs, folders).flatMap(({ pack, files }) => {
    rules += pack.rules.length;
    // Constants are judged by all rules of the pack, those of a folder below it too.
    const whole = packs.find((candidate) => candidate.id === pack.id) ?? pack;
    return lintPack(whole, files).filter(
      (problem) => problem.ruleId === '' || pack.rules.some((rule) => rule.id === problem.ruleId),
    );
  });
  for (const problem of problems)
    console.log(`${problem.file}: ${problem.problem}\n    ${problem.recommendation}`);
  console.log(problems.length === 0 ? `clean: ${rules} rules` : `${problems.length} problems`);
  return problems.length === 0 ? exitCodes.done : exitCodes.findings;
}

function test(packs: readonly Pack[], folders: readonly string[]): number {
  let rules = 0;
  const failures = toSources(packs, folders).flatMap(({ pack, files }) => {
    rules += pack.rules.length;
    return testPack(pack, files);
  });
  for (const failure of failures) {
    console.log(`${failure.file}:${failure.line}: ${failure.example}: ${failure.problem}`);
  }
  console.log(
    failures.length === 0 ? `passed: the examples of ${rules} rules` : `${failures.length} failures`,
  );
  return failures.length === 0 ? exitCodes.done : exitCodes.findings;
}

async function explainRule(packs: readonly Pack[], id: string, file: string): Promise<number> {
  const { rule, result, gapsConsidered } = explain(
    id,
    loadEvidence(await readFile(file, 'utf8'), file),
    packOf(packs, id),
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
