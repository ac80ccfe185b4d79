import { RulesError } from '../errors.ts';
import type { DutyCatalogue } from '../duties/duty.ts';
import type { PackData } from '../engine/pack.ts';
import type { Limitation, PackConstants, Rule } from '../engine/rule.ts';
import { readPackHead } from './read-constants.ts';
import { readRule } from './read-rule.ts';

/**
 * A pack's files by path inside the pack: `pack.yml`, `words.yml`, `<behaviour>/<id>.yml`, `<id>.examples.yml`, and,
 * in a pack that builds on another, `duties/*.yml`.
 */
export type PackFiles = ReadonlyMap<string, string>;

const OWN_FILES = ['pack.yml', 'words.yml'];

/** Reads every rule of a pack. Throws RulesError with file and line on the first thing that is wrong. */
export function readPack(files: PackFiles, catalogue: DutyCatalogue): PackData {
  const packText = files.get('pack.yml');
  if (packText === undefined)
    throw new RulesError('BAD_PACK_FILE', 'The pack has no pack.yml.', { file: 'pack.yml' });
  const head = readPackHead(packText, files.get('words.yml') ?? '{}');
  const dutyIds = new Set(catalogue.duties.map((duty) => duty.id));
  return { ...head, catalogue, ...readRules(files, head.constants, dutyIds) };
}

/** Every rule and limitation among the files, in the order of their paths. */
export function readRules(
  files: PackFiles,
  constants: PackConstants,
  dutyIds: ReadonlySet<string>,
): Pick<PackData, 'rules' | 'limitations'> {
  const rules: Rule[] = [];
  const limitations: Limitation[] = [];
  const seen = new Map<string, string>();
  for (const [file, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (OWN_FILES.includes(file) || file.startsWith('duties/')) continue;
    if (isExampleFile(file) || !file.endsWith('.yml')) continue;
    const rule = readRule(file, text, constants, dutyIds);
    const other = seen.get(rule.id);
    if (other !== undefined)
      throw new RulesError('BAD_RULE', `The id "${rule.id}" is taken by ${other}.`, { file, line: 1 });
    seen.set(rule.id, file);
    if (rule.kind === 'rule') rules.push(rule);
    else limitations.push(rule);
  }
  return { rules, limitations };
}

/** The example file that belongs beside a rule file. */
export function toExampleFile(ruleFile: string): string {
  return ruleFile.replace(/\.yml$/u, '.examples.yml');
}

export function isExampleFile(file: string): boolean {
  return file.endsWith('.examples.yml');
}
