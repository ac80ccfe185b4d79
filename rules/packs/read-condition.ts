import { EVIDENCE_FIELDS } from '../engine/evidence-fields.ts';
import { findField, splitSlotPath } from '../engine/fields.ts';
import type { FieldLeaf, Shape } from '../engine/fields.ts';
import { COMPARE_OPS, OPTION_NAMES, TEST_OPS } from '../engine/rule.ts';
import type { CompareOp, Condition, Operand, Scalar, Test, TestOp, Where } from '../engine/rule.ts';
import type { SlotName } from '../../scanner/evidence/index.ts';
import { treeReader } from './yaml-tree.ts';
import type { Tree } from './yaml-tree.ts';

/** Names that conditions may refer to. */
export type ConditionScope = {
  readonly needs: readonly SlotName[];
  readonly thresholds: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
};

const read = treeReader('BAD_RULE');
const LIST_KINDS = ['some', 'none', 'unseen', 'every', 'count', 'repeats'] as const;
const TIME_OPS: readonly TestOp[] = ['gt', 'gte', 'lt', 'lte'];
const MAX_PATTERN_CHARS = 300;

/** Reads a condition tree. Throws BAD_RULE with file and line on anything it does not know. */
export function readCondition(tree: Tree, scope: ConditionScope): Condition {
  if (tree.value.kind !== 'map') return read.fail(tree, 'A condition is a mapping.');
  const entries = tree.value.entries;
  const sayTree = entries.get('say');
  const say = sayTree === undefined ? {} : { say: read.bilingual(sayTree) };
  for (const kind of ['all', 'any'] as const) {
    const list = entries.get(kind);
    if (list === undefined) continue;
    read.map(tree, [kind, 'say']);
    const items = read.list(list).map((item) => readCondition(item, scope));
    if (items.length === 0) read.fail(list, `"${kind}" needs at least one condition.`);
    return { kind, items, ...say };
  }
  const negated = entries.get('not');
  if (negated !== undefined) {
    read.map(tree, ['not', 'say']);
    return { kind: 'not', item: readCondition(negated, scope), ...say };
  }
  const field = entries.get('field');
  if (field !== undefined) {
    const path = read.text(field);
    const leaf = slotField(field, path, scope);
    const tests = readTests(tree, path, leaf, scope, ['field', 'say']);
    const only = tests[0];
    if (only === undefined || tests.length !== 1 || only.kind !== 'test')
      return read.fail(tree, 'A "field" condition has exactly one test; join several with "all".');
    return { kind: 'field', test: only, ...say };
  }
  for (const kind of LIST_KINDS) {
    const pathTree = entries.get(kind);
    if (pathTree === undefined) continue;
    const path = read.text(pathTree);
    const leaf = slotField(pathTree, path, scope);
    if (!leaf.many) read.fail(pathTree, `"${path}" is not a list; use "field".`);
    const whereTree = entries.get('where');
    const where: Where =
      whereTree === undefined ? { kind: 'all', items: [] } : readWhere(whereTree, leaf.shape, scope);
    const asTree = entries.get('as');
    const shared = { path, where, ...(asTree === undefined ? {} : { as: read.text(asTree) }), ...say };
    if (kind === 'count') return readCount(tree, shared, leaf.shape, scope);
    if (kind === 'repeats') return readRepeats(tree, shared, leaf.shape, scope);
    read.map(tree, [kind, 'where', 'as', 'say']);
    return { kind, ...shared };
  }
  return read.fail(tree, `A condition has one of all, any, not, field, ${LIST_KINDS.join(', ')}.`);
}

type Shared = { path: string; where: Where; as?: string };

function readCount(tree: Tree, shared: Shared, shape: Shape, scope: ConditionScope): Condition {
  const entries = read.map(tree, ['count', 'where', 'as', 'say', 'distinct', ...COMPARE_OPS]);
  const ops = COMPARE_OPS.filter((op) => entries.has(op));
  const op: CompareOp | undefined = ops[0];
  const valueTree = op === undefined ? undefined : entries.get(op);
  if (op === undefined || valueTree === undefined || ops.length !== 1)
    return read.fail(tree, `"count" needs exactly one of ${COMPARE_OPS.join(', ')}.`);
  const distinct = entries.get('distinct');
  if (distinct !== undefined) itemField(distinct, shape, read.text(distinct));
  return {
    kind: 'count',
    ...shared,
    op,
    value: readOperand(valueTree, scope),
    ...(distinct === undefined ? {} : { distinct: read.text(distinct) }),
  };
}

function readRepeats(tree: Tree, shared: Shared, shape: Shape, scope: ConditionScope): Condition {
  const entries = read.map(
    tree,
    ['repeats', 'where', 'as', 'say', 'groupBy', 'timeField', 'atLeast', 'maxVariation', 'maxMedianGapMs'],
    ['groupBy', 'timeField', 'atLeast'],
  );
  const need = (key: string): Tree => entries.get(key) ?? tree;
  const groupBy = read.list(need('groupBy')).map((item) => {
    itemField(item, shape, read.text(item));
    return read.text(item);
  });
  const timeField = read.text(need('timeField'));
  if (itemField(need('timeField'), shape, timeField).type !== 'number')
    read.fail(need('timeField'), `"${timeField}" is not a number.`);
  const variation = entries.get('maxVariation');
  const gap = entries.get('maxMedianGapMs');
  if (variation === undefined && gap === undefined)
    read.fail(tree, '"repeats" needs maxVariation or maxMedianGapMs.');
  return {
    kind: 'repeats',
    ...shared,
    groupBy,
    timeField,
    atLeast: readOperand(need('atLeast'), scope),
    ...(variation === undefined ? {} : { maxVariation: readOperand(variation, scope) }),
    ...(gap === undefined ? {} : { maxMedianGapMs: readOperand(gap, scope) }),
  };
}

/** Reads the test of an item: field paths with tests, and all/any/not around them. */
export function readWhere(tree: Tree, shape: Shape, scope: ConditionScope): Where {
  if (tree.value.kind !== 'map') return read.fail(tree, '"where" is a mapping of fields to tests.');
  const items: Where[] = [];
  for (const [key, child] of tree.value.entries) {
    if (key === 'all' || key === 'any')
      items.push({ kind: key, items: read.list(child).map((item) => readWhere(item, shape, scope)) });
    else if (key === 'not') items.push({ kind: 'not', item: readWhere(child, shape, scope) });
    else {
      const path = key === 'value' && typeof itemShape(shape) === 'string' ? '' : key;
      const leaf = itemField(child, shape, path);
      items.push(...readTests(child, path, leaf, scope, []));
    }
  }
  const only = items[0];
  return items.length === 1 && only !== undefined ? only : { kind: 'all', items };
}

function readTests(
  tree: Tree,
  path: string,
  leaf: FieldLeaf,
  scope: ConditionScope,
  skip: readonly string[],
): Where[] {
  const literal = (op: TestOp, child: Tree): Test => ({
    kind: 'test',
    path,
    op,
    operand: readOperand(child, scope),
  });
  if (tree.value.kind === 'scalar') return [checked(tree, literal('equals', tree), leaf)];
  if (tree.value.kind === 'list') return [checked(tree, literal('in', tree), leaf)];
  const tests: Where[] = [];
  for (const [op, child] of tree.value.entries) {
    if (skip.includes(op)) continue;
    if (op === 'some') {
      if (!leaf.many) read.fail(child, `"${path}" is not a list.`);
      tests.push({ kind: 'some', path, where: readWhere(child, leaf.shape, scope) });
      continue;
    }
    const known = TEST_OPS.find((name) => name === op);
    if (known === undefined)
      return read.fail(child, `Unknown test "${op}". Allowed: some, ${TEST_OPS.join(', ')}.`);
    tests.push(checked(child, literal(known, child), leaf));
  }
  if (tests.length === 0) read.fail(tree, 'A field needs a test.');
  return tests;
}

/** Refuses tests that can never hold because of the types on both sides. */
function checked(tree: Tree, test: Test, leaf: FieldLeaf): Test {
  if (test.op === 'exists') {
    if (test.operand.kind !== 'literal' || typeof test.operand.value !== 'boolean')
      read.fail(tree, '"exists" takes true or false.');
    return test;
  }
  if (leaf.type === 'object' || leaf.type === 'map')
    return read.fail(tree, `"${test.path}" has fields of its own; test one of them.`);
  if (TIME_OPS.includes(test.op) && leaf.type !== 'number')
    read.fail(tree, `"${test.op}" compares numbers; "${test.path}" is ${leaf.type}.`);
  if (['contains', 'startsWith', 'matches'].includes(test.op) && leaf.type !== 'text')
    read.fail(tree, `"${test.op}" reads text; "${test.path}" is ${leaf.type}.`);
  if (test.operand.kind === 'literal') {
    const values: readonly Scalar[] = Array.isArray(test.operand.value)
      ? (test.operand.value as readonly Scalar[])
      : [test.operand.value as Scalar];
    const wanted = { text: 'string', number: 'number', flag: 'boolean' }[leaf.type];
    for (const value of values)
      if (typeof value !== wanted)
        read.fail(tree, `"${test.path}" is ${leaf.type}; ${JSON.stringify(value)} is not.`);
    if (test.op === 'matches') checkPattern(tree, String(test.operand.value));
  }
  return test;
}

function checkPattern(tree: Tree, pattern: string): void {
  if (pattern.length > MAX_PATTERN_CHARS)
    read.fail(tree, `A pattern has at most ${MAX_PATTERN_CHARS} characters.`);
  if (/\([^)]*[*+{][^)]*\)[*+{]/.test(pattern) || /\\[1-9]/.test(pattern))
    read.fail(tree, 'Patterns must not repeat a repetition or refer back: they can take for ever.');
  try {
    new RegExp(pattern, 'u');
  } catch (cause) {
    read.fail(tree, `Not a regular expression: ${cause instanceof Error ? cause.message : 'unreadable'}`);
  }
}

function readOperand(tree: Tree, scope: ConditionScope): Operand {
  const value = tree.value;
  if (value.kind === 'scalar') {
    if (value.value === null) return read.fail(tree, 'null cannot be compared with; use exists.');
    return { kind: 'literal', value: value.value };
  }
  if (value.kind === 'list')
    return {
      kind: 'literal',
      value: value.items.map((item): Scalar => {
        if (item.value.kind !== 'scalar' || item.value.value === null)
          return read.fail(item, 'Expected text, a number or a flag.');
        return item.value.value;
      }),
    };
  const entries = read.map(tree, ['threshold', 'times', 'list', 'option', 'values', 'where']);
  const threshold = entries.get('threshold');
  if (threshold !== undefined) {
    const name = read.text(threshold);
    if (!scope.thresholds.has(name)) read.fail(threshold, `pack.yml has no threshold "${name}".`);
    const times = entries.get('times');
    return { kind: 'threshold', name, ...(times === undefined ? {} : { times: read.number(times) }) };
  }
  const list = entries.get('list');
  if (list !== undefined) {
    const name = read.text(list);
    if (!scope.lists.has(name)) read.fail(list, `pack.yml has no list "${name}".`);
    return { kind: 'list', name };
  }
  const option = entries.get('option');
  if (option !== undefined) return { kind: 'option', name: read.oneOf(option, OPTION_NAMES) };
  const values = entries.get('values');
  if (values === undefined) return read.fail(tree, 'Expected threshold, list, option or values.');
  const path = read.text(values);
  const leaf = slotField(values, path, scope);
  if (leaf.type === 'object' || leaf.type === 'map')
    read.fail(values, `"${path}" has fields; name one of them.`);
  const where = entries.get('where');
  if (where === undefined) return { kind: 'values', path };
  const slot = splitSlotPath(path);
  const shape = slot === undefined ? undefined : EVIDENCE_FIELDS[slot.slot];
  if (shape === undefined || !Array.isArray(shape))
    return read.fail(where, '"where" beside "values" works on slots that are lists.');
  return { kind: 'values', path, where: readWhere(where, shape as Shape, scope) };
}

function slotField(tree: Tree, path: string, scope: ConditionScope): FieldLeaf {
  const split = splitSlotPath(path);
  if (split === undefined) return read.fail(tree, `"${path}" does not begin with an evidence slot.`);
  if (!scope.needs.includes(split.slot))
    read.fail(tree, `The rule does not declare the slot "${split.slot}" in needs.`);
  return (
    findField(EVIDENCE_FIELDS[split.slot], split.rest) ?? read.fail(tree, `Evidence has no field "${path}".`)
  );
}

function itemShape(shape: Shape): Shape {
  return Array.isArray(shape) ? itemShape((shape as readonly [Shape])[0]) : shape;
}

function itemField(tree: Tree, shape: Shape, path: string): FieldLeaf {
  return findField(itemShape(shape), path) ?? read.fail(tree, `Items have no field "${path}".`);
}
