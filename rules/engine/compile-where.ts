import { EVIDENCE_FIELDS } from './evidence-fields.ts';
import { findField, splitSlotPath } from './fields.ts';
import type { Shape } from './fields.ts';
import type { Operand, Scalar, Test, Where } from './rule.ts';
import { toPath, valuesAt } from './scene.ts';
import type { Scene } from './scene.ts';
import { allOf, anyOf, MET, notOf, toTruth, UNKNOWN, UNMET } from './truth.ts';
import type { Truth } from './truth.ts';

/** A compiled test of one item. Operands are looked up once per judgement, by `prepare`. */
export type ItemTest = (item: unknown) => Truth;
export type Preparable = (scene: Scene) => ItemTest;

/** Longer texts are cut before a pattern reads them: app strings are hostile input. */
const MAX_PATTERN_INPUT_CHARS = 4096;

export function compileWhere(where: Where, shape: Shape): Preparable {
  switch (where.kind) {
    case 'all':
    case 'any': {
      const parts = where.items.map((item) => compileWhere(item, shape));
      const join = where.kind === 'all' ? allOf : anyOf;
      return (scene) => {
        const tests = parts.map((part) => part(scene));
        return (item) => join(tests.map((test) => test(item)));
      };
    }
    case 'not': {
      const inner = compileWhere(where.item, shape);
      return (scene) => {
        const test = inner(scene);
        return (item) => notOf(test(item));
      };
    }
    case 'some': {
      const path = toPath(where.path);
      const inner = compileWhere(where.where, findField(shape, where.path)?.shape ?? shape);
      return (scene) => {
        const test = inner(scene);
        return (item) => anyOf(valuesAt(item, path).map(test));
      };
    }
    case 'test':
      return compileTest(where, shape);
  }
}

/** Compiles a test whose path starts at `shape`. */
export function compileTest(test: Test, shape: Shape): Preparable {
  const path = toPath(test.path);
  const absent: Truth = findField(shape, test.path)?.absentMeans === 'unknown' ? UNKNOWN : UNMET;
  return (scene) => {
    if (test.op === 'exists') {
      const wanted = test.operand.kind === 'literal' && test.operand.value === true;
      return (item) => {
        scene.step();
        return toTruth(valuesAt(item, path).length > 0 === wanted);
      };
    }
    const operand = readOperand(test.operand, scene);
    if (operand === undefined) return () => UNKNOWN;
    if (test.op === 'notIn') {
      const set = new Set<unknown>(operand.values);
      return (item) => {
        scene.step();
        const values = valuesAt(item, path);
        if (values.length === 0) return absent === UNKNOWN ? UNKNOWN : MET;
        return toTruth(!values.some((value) => set.has(value)));
      };
    }
    if (test.op === 'unseenIn') {
      const set = new Set<unknown>(operand.values);
      const blind = operand.gapLevel === 'major';
      return (item) => {
        scene.step();
        const values = valuesAt(item, path);
        if (values.length === 0 || values.some((value) => set.has(value))) return UNMET;
        return blind ? UNKNOWN : MET;
      };
    }
    const holds = toPredicate(test.op, operand.values);
    // A value that is not among those seen may be among those a gap hides.
    const missed: Truth = operand.gapLevel === 'none' ? UNMET : UNKNOWN;
    return (item) => {
      scene.step();
      const values = valuesAt(item, path);
      if (values.length === 0) return absent;
      return values.some(holds) ? MET : missed;
    };
  };
}

type Resolved = { readonly values: readonly unknown[]; readonly gapLevel: 'none' | 'minor' | 'major' };

/** The operand's values; undefined when they are not known. */
export function readOperand(operand: Operand, scene: Scene): Resolved | undefined {
  switch (operand.kind) {
    case 'literal':
      return {
        values: Array.isArray(operand.value) ? (operand.value as readonly Scalar[]) : [operand.value],
        gapLevel: 'none',
      };
    case 'threshold': {
      const threshold = scene.constants.thresholds[operand.name];
      if (threshold === undefined) return undefined;
      return { values: [threshold.value * (operand.times ?? 1)], gapLevel: 'none' };
    }
    case 'list': {
      const list = scene.constants.lists[operand.name];
      return list === undefined ? undefined : { values: list, gapLevel: 'none' };
    }
    case 'option': {
      const value = scene.optionOf(operand.name);
      if (value === undefined) return undefined;
      return { values: typeof value === 'string' ? [value] : value, gapLevel: 'none' };
    }
    case 'values': {
      const split = splitSlotPath(operand.path);
      const root = split === undefined ? undefined : scene.valueOf(split.slot);
      if (split === undefined || root === undefined) return undefined;
      const path = toPath(split.rest);
      const gapLevel = scene.gapLevelOf(split.slot);
      if (operand.where === undefined) return { values: valuesAt(root, path), gapLevel };
      const keep = compileWhere(operand.where, EVIDENCE_FIELDS[split.slot] as Shape)(scene);
      const kept = valuesAt(root, []).filter((item) => keep(item) === MET);
      return { values: valuesAt(kept, path), gapLevel };
    }
  }
}

function toPredicate(op: Test['op'], operands: readonly unknown[]): (value: unknown) => boolean {
  const first = operands[0];
  switch (op) {
    case 'equals':
    case 'in': {
      const set = new Set(operands);
      return (value) => set.has(value);
    }
    case 'contains':
      return (value) =>
        typeof value === 'string' &&
        operands.some((part) => typeof part === 'string' && value.includes(part));
    case 'startsWith':
      return (value) =>
        typeof value === 'string' &&
        operands.some((part) => typeof part === 'string' && value.startsWith(part));
    case 'matches': {
      const patterns = operands.map((pattern) => new RegExp(String(pattern), 'iu'));
      return (value) =>
        typeof value === 'string' &&
        patterns.some((pattern) => pattern.test(value.slice(0, MAX_PATTERN_INPUT_CHARS)));
    }
    case 'gt':
      return (value) => typeof value === 'number' && typeof first === 'number' && value > first;
    case 'gte':
      return (value) => typeof value === 'number' && typeof first === 'number' && value >= first;
    case 'lt':
      return (value) => typeof value === 'number' && typeof first === 'number' && value < first;
    case 'lte':
      return (value) => typeof value === 'number' && typeof first === 'number' && value <= first;
    case 'exists':
    case 'notIn':
    case 'unseenIn':
      return () => false;
  }
}
