import type { PackConstants } from '../engine/rule.ts';
import type { Text } from '../engine/verdict.ts';
import { readYamlTree, treeReader } from './yaml-tree.ts';
import type { Tree } from './yaml-tree.ts';

const read = treeReader('BAD_PACK_FILE');

export type PackHead = {
  readonly id: string;
  readonly version: string;
  readonly jurisdiction: string;
  readonly title: Text;
  readonly constants: PackConstants;
};

/** Reads pack.yml and words.yml. Throws BAD_PACK_FILE with file and line. */
export function readPackHead(packText: string, wordsText: string): PackHead {
  const keys = [
    'id',
    'version',
    'jurisdiction',
    'title',
    'thresholds',
    'lists',
    'minorGaps',
    'score',
    'limits',
  ];
  const tree = readYamlTree('pack.yml', packText);
  const entries = read.map(tree, keys, keys);
  const at = (key: string): Tree => entries.get(key) ?? tree;
  return {
    id: read.text(at('id')),
    version: read.text(at('version')),
    jurisdiction: read.text(at('jurisdiction')),
    title: read.bilingual(at('title')),
    constants: {
      thresholds: mapOf(at('thresholds'), (child) => {
        const threshold = read.map(child, ['value', 'unit', 'source'], ['value', 'unit', 'source']);
        return {
          value: read.number(threshold.get('value') ?? child),
          unit: read.text(threshold.get('unit') ?? child),
          source: read.bilingual(threshold.get('source') ?? child),
        };
      }),
      lists: mapOf(at('lists'), read.texts),
      words: mapOf(readYamlTree('words.yml', wordsText), (child) => mapOf(child, read.bilingual)),
      minorGaps: read.texts(at('minorGaps')),
      score: readScore(at('score')),
      limits: readLimits(at('limits')),
    },
  };
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
