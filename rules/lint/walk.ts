import { splitSlotPath } from '../engine/fields.ts';
import type { Condition, Operand, Rule, Where } from '../engine/rule.ts';

/** Every condition of a rule, outermost first. */
export function conditionsOf(
  rule: Pick<Rule, 'when' | 'appliesWhen' | 'compliantWhen'>,
): readonly Condition[] {
  const roots = [rule.when, rule.appliesWhen, rule.compliantWhen];
  return roots.flatMap((root) => (root === undefined ? [] : below(root)));
}

function below(condition: Condition): readonly Condition[] {
  if (condition.kind === 'all' || condition.kind === 'any')
    return [condition, ...condition.items.flatMap(below)];
  if (condition.kind === 'not') return [condition, ...below(condition.item)];
  return [condition];
}

/** Every operand inside one condition, not of the conditions below it. */
export function operandsOf(condition: Condition): readonly Operand[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
    case 'not':
      return [];
    case 'field':
      return withInner(condition.test.operand);
    case 'count':
      return [...withInner(condition.value), ...whereOperands(condition.where)];
    case 'repeats':
      return [
        condition.atLeast,
        ...(condition.maxVariation === undefined ? [] : [condition.maxVariation]),
        ...(condition.maxMedianGapMs === undefined ? [] : [condition.maxMedianGapMs]),
        ...whereOperands(condition.where),
      ];
    case 'some':
    case 'none':
    case 'unseen':
    case 'every':
      return whereOperands(condition.where);
  }
}

/** Every test operation inside one condition. */
export function opsOf(condition: Condition): readonly string[] {
  if (condition.kind === 'field') return [condition.test.op];
  return 'where' in condition ? whereOps(condition.where) : [];
}

/** Slots that a rule's conditions read. */
export function slotsUsed(conditions: readonly Condition[]): ReadonlySet<string> {
  const used = new Set<string>();
  const add = (path: string): void => {
    const split = splitSlotPath(path);
    if (split !== undefined) used.add(split.slot);
  };
  for (const condition of conditions) {
    if ('path' in condition) add(condition.path);
    if (condition.kind === 'field') add(condition.test.path);
    for (const operand of operandsOf(condition)) if (operand.kind === 'values') add(operand.path);
  }
  return used;
}

function whereOperands(where: Where): readonly Operand[] {
  switch (where.kind) {
    case 'all':
    case 'any':
      return where.items.flatMap(whereOperands);
    case 'not':
      return whereOperands(where.item);
    case 'some':
      return whereOperands(where.where);
    case 'test':
      return withInner(where.operand);
  }
}

function withInner(operand: Operand): readonly Operand[] {
  return operand.kind === 'values' && operand.where !== undefined
    ? [operand, ...whereOperands(operand.where)]
    : [operand];
}

function whereOps(where: Where): readonly string[] {
  switch (where.kind) {
    case 'all':
    case 'any':
      return where.items.flatMap(whereOps);
    case 'not':
      return whereOps(where.item);
    case 'some':
      return whereOps(where.where);
    case 'test':
      return [where.op];
  }
}
