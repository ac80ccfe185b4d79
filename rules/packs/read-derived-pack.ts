import { RulesError } from '../errors.ts';
import { readDutiesOn } from '../duties/read-duties.ts';
import type { DutyCatalogue } from '../duties/duty.ts';
import type { PackData } from '../engine/pack.ts';
import type { PackConstants, Rule } from '../engine/rule.ts';
import { findUsedConstants } from '../lint/checks/constants-are-used.ts';
import { readPackHead, readPackRelation } from './read-constants.ts';
import { readRules } from './read-pack.ts';
import type { PackFiles } from './read-pack.ts';
import { readYamlTree } from './yaml-tree.ts';

/**
 * Reads a pack that builds on another (`base`: its own duties and rules, on the tables, words and limitations of the
 * other) or changes it (`overrides`: rules, duties and thresholds of the same name are replaced, others added; the
 * result keeps the other's id, and its version says what was laid over it). `find` gives a known pack by id.
 * Throws RulesError with file and line.
 */
export function readDerivedPack(files: PackFiles, find: (id: string) => PackData | undefined): PackData {
  const packText = files.get('pack.yml');
  if (packText === undefined)
    throw new RulesError('BAD_PACK_FILE', 'The pack has no pack.yml.', { file: 'pack.yml' });
  const relation = readPackRelation(packText);
  const other = relation.kind === 'alone' ? undefined : find(relation.id);
  if (relation.kind === 'alone' || other === undefined) {
    const key = relation.kind === 'alone' ? 'id' : relation.kind;
    throw new RulesError(
      'BAD_PACK_FILE',
      relation.kind === 'alone'
        ? 'Say which pack this one builds on (base) or changes (overrides).'
        : `There is no pack "${relation.id}".`,
      { file: 'pack.yml', line: lineOf(packText, key) },
    );
  }
  const head = readPackHead(packText, files.get('words.yml') ?? '{}', other);
  const own = readDutiesOn(files, other.catalogue);
  if (relation.kind === 'base') {
    const catalogue: DutyCatalogue = { ...other.catalogue, ...own, labels: usedLabels(own, other.catalogue) };
    const dutyIds = new Set(own.duties.map((duty) => duty.id));
    const { rules, limitations } = readRules(files, head.constants, dutyIds);
    const constants = withUsedConstants(head.constants, rules);
    refuseUnused(packText, constants);
    return { ...head, constants, catalogue, rules, limitations: replaced(other.limitations, limitations) };
  }
  const catalogue: DutyCatalogue = {
    ...other.catalogue,
    instruments: replaced(other.catalogue.instruments, own.instruments),
    topics: replaced(other.catalogue.topics, own.topics),
    thresholds: replaced(other.catalogue.thresholds, own.thresholds),
    labels: replaced(other.catalogue.labels, own.labels),
    duties: replaced(other.catalogue.duties, own.duties),
  };
  const dutyIds = new Set(catalogue.duties.map((duty) => duty.id));
  const changes = readRules(files, head.constants, dutyIds);
  const rules = replaced(other.rules, changes.rules);
  refuseUnused(packText, withUsedConstants(head.constants, rules));
  return {
    ...head,
    id: other.id,
    version: `${other.version}+${head.id}.${head.version}`,
    catalogue,
    rules,
    limitations: replaced(other.limitations, changes.limitations),
  };
}

/** The old list with what has a new value under its id changed in place, and the rest of the new appended. */
function replaced<T extends { readonly id: string }>(old: readonly T[], fresh: readonly T[]): readonly T[] {
  const byId = new Map(fresh.map((item) => [item.id, item]));
  const oldIds = new Set(old.map((item) => item.id));
  return [...old.map((item) => byId.get(item.id) ?? item), ...fresh.filter((item) => !oldIds.has(item.id))];
}

function usedLabels(
  own: Pick<DutyCatalogue, 'labels' | 'duties'>,
  base: DutyCatalogue,
): DutyCatalogue['labels'] {
  const used = new Set(own.duties.map((duty) => duty.label));
  return replaced(base.labels, own.labels).filter((label) => used.has(label.id));
}

/** Constants that came with the base and serve none of these rules are left behind. */
function withUsedConstants(constants: PackConstants, rules: readonly Rule[]): PackConstants {
  const used = findUsedConstants(rules);
  const pick = <T>(kind: 'threshold' | 'list', values: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => used.has(`${kind}.${name}`)));
  return {
    ...constants,
    thresholds: pick('threshold', constants.thresholds),
    lists: pick('list', constants.lists),
  };
}

/** A name in pack.yml that no rule uses is a misspelt one: the number it was to change would stay as it was. */
function refuseUnused(packText: string, used: PackConstants): void {
  const tree = readYamlTree('pack.yml', packText);
  for (const kind of ['thresholds', 'lists'] as const) {
    const given = tree.value.kind === 'map' ? tree.value.entries.get(kind) : undefined;
    if (given?.value.kind !== 'map') continue;
    for (const [name, child] of given.value.entries)
      if (!Object.hasOwn(used[kind], name))
        throw new RulesError('BAD_PACK_FILE', `No rule uses "${name}" of ${kind}.`, {
          file: 'pack.yml',
          line: child.line,
        });
  }
}

function lineOf(packText: string, key: string): number {
  const tree = readYamlTree('pack.yml', packText);
  return (tree.value.kind === 'map' ? tree.value.entries.get(key)?.line : undefined) ?? 1;
}
