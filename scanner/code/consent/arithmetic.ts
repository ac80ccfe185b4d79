import { ANY, DOUBT, ZERO, compareValues, mapNumbers, toValue } from './abstract-value.ts';
import type { AbstractValue, Comparison } from './abstract-value.ts';

/** Of the int operations, from add on, those that flags are put together with; counting leads nowhere. */
const INT_OPERATIONS: readonly (((x: number, y: number) => number) | undefined)[] = [
  undefined,
  (x, y) => x - y,
  undefined,
  undefined,
  undefined,
  (x, y) => x & y,
  (x, y) => x | y,
  (x, y) => x ^ y,
];

/** The part of a value that a test against zero lets pass. */
export function keep(value: AbstractValue, test: Comparison, way: number): AbstractValue {
  const atoms = value.atoms.filter(
    (atom) => (compareValues(test, { atoms: [atom], any: false, doubt: false }, ZERO) & way) !== 0,
  );
  return atoms.length === value.atoms.length ? value : { atoms, any: value.any, doubt: value.doubt };
}

export function operate(operation: number, a: AbstractValue, b: AbstractValue): AbstractValue {
  const apply = INT_OPERATIONS[operation];
  if (apply) return mapNumbers(a, b, apply);
  return a.doubt || b.doubt ? DOUBT : ANY;
}

/** Literal forms have rsub in the place of sub. */
export function operateLiteral(operation: number, a: AbstractValue, literal: number): AbstractValue {
  const b = toValue(literal);
  return operation === 1 && literal === 1
    ? operate(1, b, a)
    : operation === 1
      ? ANY
      : operate(operation, a, b);
}

export function wide(units: Uint16Array, at: number): number {
  const low = ((units[at] ?? 0) | ((units[at + 1] ?? 0) << 16)) >>> 0;
  const high = (units[at + 2] ?? 0) | ((units[at + 3] ?? 0) << 16);
  return high * 2 ** 32 + low;
}
