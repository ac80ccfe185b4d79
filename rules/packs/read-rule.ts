import { SLOT_NAMES } from '../../scanner/evidence/index.ts';
import type { SlotName } from '../../scanner/evidence/index.ts';
import type { Limitation, PackConstants, Rule } from '../engine/rule.ts';
import { readCondition } from './read-condition.ts';
import { readYamlTree, treeReader } from './yaml-tree.ts';
import type { Tree } from './yaml-tree.ts';

const read = treeReader('BAD_RULE');

/** Reads one rule file. `file` is its path inside the pack. Throws BAD_PACK_FILE or BAD_RULE with file and line. */
export function readRule(
  file: string,
  text: string,
  constants: PackConstants,
  dutyIds: ReadonlySet<string>,
): Rule | Limitation {
  const tree = readYamlTree(file, text);
  const kind = tree.value.kind === 'map' ? tree.value.entries.get('kind') : undefined;
  if (kind !== undefined && read.oneOf(kind, ['limitation', 'rule']) === 'limitation')
    return readLimitation(file, tree, constants);
  const entries = read.map(
    tree,
    [
      'kind',
      'id',
      'status',
      'duties',
      'needs',
      'title',
      'message',
      'remediation',
      'checklist',
      'falsePositives',
      'onlySuspectedBecause',
      'appliesWhen',
      'when',
      'outcome',
      'compliantWhen',
    ],
    [
      'id',
      'status',
      'duties',
      'needs',
      'title',
      'message',
      'remediation',
      'falsePositives',
      'when',
      'outcome',
    ],
  );
  const at = (key: string): Tree => entries.get(key) ?? tree;
  const needs = readSlots(at('needs'));
  const scope = toScope(needs, constants);
  const optional = (key: 'appliesWhen' | 'compliantWhen'): Pick<Rule, 'appliesWhen' | 'compliantWhen'> => {
    const child = entries.get(key);
    return child === undefined ? {} : { [key]: readCondition(child, scope) };
  };
  const outcome = read.map(at('outcome'), ['met', 'unmet'], ['met']);
  const unmet = outcome.get('unmet');
  const checklist = entries.get('checklist');
  const because = entries.get('onlySuspectedBecause');
  return {
    kind: 'rule',
    id: read.text(at('id')),
    file,
    status: read.oneOf(at('status'), ['draft', 'stable']),
    duties: readDuties(at('duties'), dutyIds),
    needs,
    title: read.bilingual(at('title')),
    message: read.bilingual(at('message')),
    remediation: read.bilingual(at('remediation')),
    ...(checklist === undefined ? {} : { checklist: read.bilingual(checklist) }),
    ...(because === undefined ? {} : { onlySuspectedBecause: read.bilingual(because) }),
    falsePositives: read.list(at('falsePositives')).map(read.bilingual),
    ...optional('appliesWhen'),
    when: readCondition(at('when'), scope),
    outcome: {
      met: read.oneOf(outcome.get('met') ?? tree, ['violation', 'suspected', 'needs-human']),
      unmet: unmet === undefined ? 'cannot-tell' : read.oneOf(unmet, ['compliant', 'cannot-tell']),
    },
    ...optional('compliantWhen'),
  };
}

function readLimitation(file: string, tree: Tree, constants: PackConstants): Limitation {
  const keys = ['kind', 'id', 'needs', 'gap', 'affects', 'when'] as const;
  const entries = read.map(tree, keys, keys);
  const at = (key: string): Tree => entries.get(key) ?? tree;
  const needs = readSlots(at('needs'));
  const gap = read.map(at('gap'), ['code', 'message'], ['code', 'message']);
  return {
    kind: 'limitation',
    id: read.text(at('id')),
    file,
    needs,
    gap: {
      code: read.text(gap.get('code') ?? tree),
      message: read.bilingual(gap.get('message') ?? tree),
    },
    affects: readSlots(at('affects')),
    when: readCondition(at('when'), toScope(needs, constants)),
  };
}

function toScope(needs: readonly SlotName[], constants: PackConstants) {
  return {
    needs,
    thresholds: new Set(Object.keys(constants.thresholds)),
    lists: new Set(Object.keys(constants.lists)),
  };
}

function readSlots(tree: Tree): readonly SlotName[] {
  const slots = read.list(tree).map((item) => read.oneOf(item, SLOT_NAMES));
  if (slots.length === 0) read.fail(tree, 'Name at least one evidence slot.');
  return slots;
}

function readDuties(tree: Tree, dutyIds: ReadonlySet<string>): Rule['duties'] {
  const entries = read.map(tree, ['full', 'part']);
  const ids = (key: 'full' | 'part'): readonly string[] => {
    const list = entries.get(key);
    return list === undefined
      ? []
      : read.list(list).map((item) => {
          const id = read.text(item);
          if (!dutyIds.has(id)) read.fail(item, `There is no duty "${id}".`);
          return id;
        });
  };
  const duties = { full: ids('full'), part: ids('part') };
  const all = [...duties.full, ...duties.part];
  if (all.length === 0) read.fail(tree, 'A rule decides at least one duty, in full or in part.');
  if (new Set(all).size !== all.length) read.fail(tree, 'A duty is named twice.');
  return duties;
}
