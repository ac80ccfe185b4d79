import type { PackConstants } from '../engine/rule.ts';
import type { Text } from '../engine/verdict.ts';
import { readYamlTree, treeReader } from './yaml-tree.ts';
import type { Tree } from './yaml-tree.ts';

const read = treeReader('BAD_PACK_FILE');

/** How a pack stands to others: alone, new duties on the tables of another, or changes to another. */
export type PackRelation =
  | { readonly kind: 'alone' }
  | { readonly kind: 'base'; readonly id: string }
  | { readonly kind: 'overrides'; readonly id: string };

export type PackHead = {
  readonly id: string;
  readonly version: string;
  readonly jurisdiction: string;
  readonly title: Text;
  readonly constants: PackConstants;
};

const NAMES = ['id', 'version'] as const;
const LABELS = ['jurisdiction', 'title'] as const;
const CONSTANTS = ['thresholds', 'lists', 'minorGaps', 'score', 'limits'] as const;
const PACK_ID = /^[a-z][a-z0-9-]{0,39}$/u;

/** Only how the pack of a pack.yml stands to others. Throws BAD_PACK_FILE with file and line. */
export function readPackRelation(packText: string): PackRelation {
  const tree = readYamlTree('pack.yml', packText);
  const entries = read.map(tree, [...NAMES, ...LABELS, ...CONSTANTS, 'base', 'overrides'], NAMES);
  const base = entries.get('base');
  const overrides = entries.get('overrides');
  if (base !== undefined && overrides !== undefined)
    return read.fail(
      overrides,
      'A pack either builds on another (base) or changes it (overrides), not both.',
    );
  if (base !== undefined) return { kind: 'base', id: read.text(base) };
  return overrides === undefined ? { kind: 'alone' } : { kind: 'overrides', id: read.text(overrides) };
}

/**
 * Reads pack.yml and words.yml. A pack that stands alone says everything; on another it says what differs, and takes
 * the rest from `other`. Throws BAD_PACK_FILE with file and line.
 */
export function readPackHead(
  packText: string,
  wordsText: string,
  other?: Pick<PackHead, 'jurisdiction' | 'title' | 'constants'>,
): PackHead {
  const relation = readPackRelation(packText);
  const tree = readYamlTree('pack.yml', packText);
  const entries = read.map(
    tree,
    [...NAMES, ...LABELS, ...CONSTANTS, 'base', 'overrides'],
    relation.kind === 'alone'
      ? [...NAMES, ...LABELS, ...CONSTANTS]
      : relation.kind === 'base'
        ? [...NAMES, ...LABELS]
        : NAMES,
  );
  const at = (key: string): Tree => entries.get(key) ?? tree;
  const given = <T>(key: string, convert: (child: Tree) => T, inherited: T | undefined): T => {
    const child = entries.get(key);
    if (child !== undefined || inherited === undefined) return convert(child ?? tree);
    return inherited;
  };
  const id = read.text(at('id'));
  if (!PACK_ID.test(id))
    read.fail(at('id'), `"${id}" is not an id of a pack: small letters, digits, hyphens.`);
  const old = other?.constants;
  const words = mapOf(readYamlTree('words.yml', wordsText), (child) => mapOf(child, read.bilingual));
  return {
    id,
    version: read.text(at('version')),
    jurisdiction: given('jurisdiction', read.text, other?.jurisdiction),
    title: given('title', read.bilingual, other?.title),
    constants: {
      thresholds: {
        ...old?.thresholds,
        ...given('thresholds', readThresholds, old === undefined ? old : {}),
      },
      lists: {
        ...old?.lists,
        ...given('lists', (child) => mapOf(child, read.texts), old === undefined ? old : {}),
      },
      words: Object.fromEntries(
        [...new Set([...Object.keys(old?.words ?? {}), ...Object.keys(words)])].map((field) => [
          field,
          { ...old?.words[field], ...words[field] },
        ]),
      ),
      minorGaps: given('minorGaps', read.texts, old?.minorGaps),
      score: given('score', readScore, old?.score),
      limits: given('limits', readLimits, old?.limits),
    },
  };
}

function readThresholds(tree: Tree): PackConstants['thresholds'] {
  return mapOf(tree, (child) => {
    const threshold = read.map(child, ['value', 'unit', 'source'], ['value', 'unit', 'source']);
    return {
      value: read.number(threshold.get('value') ?? child),
      unit: read.text(threshold.get('unit') ?? child),
      source: read.bilingual(threshold.get('source') ?? child),
    };
  });
}

function readScore(tree: Tree): PackConstants['score'] {
  const keys = ['capBySeverity', 'weightBySeverity', 'decay', 'suspectedShare'];
  const entries = read.map(tree, keys, keys);
  const at = (key: string): Tree => entries.get(key) ?? tree;
  const bySeverity = (child: Tree): Record<'1' | '2' | '3', number> => {
    const values = read.map(child, ['1', '2', '3'], ['1', '2', '3']);
    const value = (key: string): number => read.number(values.get(key) ?? child);
    return { '1': value('1'), '2': value('2'), '3': value('3') };
  };
  const share = (child: Tree): number => {
    const value = read.number(child);
    return value > 0 && value < 1 ? value : read.fail(child, 'Expected a share between 0 and 1.');
  };
  return {
    capBySeverity: bySeverity(at('capBySeverity')),
    weightBySeverity: bySeverity(at('weightBySeverity')),
    decay: share(at('decay')),
    suspectedShare: share(at('suspectedShare')),
  };
}

function readLimits(tree: Tree): PackConstants['limits'] {
  const keys = ['stepsPerRule', 'placesPerVerdict', 'placesPerProofNode'] as const;
  const entries = read.map(tree, keys, keys);
  const value = (key: (typeof keys)[number]): number => read.number(entries.get(key) ?? tree);
  return {
    stepsPerRule: value('stepsPerRule'),
    placesPerVerdict: value('placesPerVerdict'),
    placesPerProofNode: value('placesPerProofNode'),
  };
}

function mapOf<T>(tree: Tree, convert: (child: Tree) => T): Record<string, T> {
  if (tree.value.kind !== 'map') return read.fail(tree, 'Expected a mapping.');
  return Object.fromEntries([...tree.value.entries].map(([key, child]) => [key, convert(child)]));
}
