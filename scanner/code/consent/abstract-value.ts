/**
 * What an expression may hold in some world (before or after consent): constants and objects, by the places that make
 * them. `any` says that it may hold something else too; `doubt` that it may be the stored answer without our knowing.
 */
export type AbstractValue = {
  readonly atoms: readonly Atom[];
  readonly any: boolean;
  readonly doubt: boolean;
  /** What `keyOf` made of it. */
  key?: string;
};

/** Numbers stand for every primitive (null and false are 0), strings for constant texts. */
export type Atom = number | string | AbstractObject;

/** A value that grows while code is followed, and who has to look again when it does. */
export type Cell<Reader = unknown> = { value: AbstractValue; readers: Set<Reader> | undefined };

const MAX_ATOMS = 8;

/** All objects that one instruction makes in one calling context. */
export class AbstractObject {
  readonly id: number;
  /** Descriptor of its class. */
  readonly type: string;
  /** Made by Android or by name: its fields may be filled by what is not seen. */
  readonly isOpaque: boolean;
  /** Fields, and what platform objects were told (`text`, `id`, `file` …). */
  parts: Map<string, Cell> | undefined;
  /** The value that is this object and nothing else. */
  value: AbstractValue | undefined;

  constructor(id: number, type: string, isOpaque: boolean) {
    this.id = id;
    this.type = type;
    this.isOpaque = isOpaque;
  }
}

/** Nothing yet: the code that gives it has not been followed. */
export const NONE: AbstractValue = { atoms: [], any: false, doubt: false };
export const ANY: AbstractValue = { atoms: [], any: true, doubt: false };
export const DOUBT: AbstractValue = { atoms: [], any: true, doubt: true };
/** More than is kept apart: nothing that joins it adds to it. */
const FULL: AbstractValue = { atoms: [], any: true, doubt: false, key: '**' };
const FULL_DOUBT: AbstractValue = { atoms: [], any: true, doubt: true, key: '**?' };
export const ZERO: AbstractValue = { atoms: [0], any: false, doubt: false };
export const ONE: AbstractValue = { atoms: [1], any: false, doubt: false };
export const ZERO_OR_ONE: AbstractValue = { atoms: [0, 1], any: false, doubt: false };

export function toValue(atom: Atom): AbstractValue {
  if (atom === 0) return ZERO;
  if (atom === 1) return ONE;
  if (atom instanceof AbstractObject) return (atom.value ??= { atoms: [atom], any: false, doubt: false });
  return { atoms: [atom], any: false, doubt: false };
}

/** The same for values that say the same. */
export function keyOf(value: AbstractValue): string {
  if (value.key !== undefined) return value.key;
  const atoms = value.atoms.map((atom) =>
    atom instanceof AbstractObject ? `o${atom.id}` : typeof atom === 'number' ? `n${atom}` : `t${atom}`,
  );
  value.key = `${value.any ? '*' : ''}${value.doubt ? '?' : ''}${atoms.sort().join(',')}`;
  return value.key;
}

export function isNone(value: AbstractValue): boolean {
  return !value.any && value.atoms.length === 0;
}

/** The same value, as one that may hang on an answer that is not understood. */
export function withDoubt(value: AbstractValue): AbstractValue {
  if (value.doubt) return value;
  if (value === FULL) return FULL_DOUBT;
  return value.atoms.length === 0
    ? value.any
      ? DOUBT
      : value
    : { atoms: value.atoms, any: value.any, doubt: true };
}

/** The least value that covers both; `a` itself where it does. */
export function joinValues(a: AbstractValue, b: AbstractValue): AbstractValue {
  if (a === b || isNone(b)) return a;
  if (isNone(a)) return b;
  if (a === FULL_DOUBT || (a === FULL && !b.doubt)) return a;
  if (b === FULL || b === FULL_DOUBT || a === FULL) return a.doubt || b.doubt ? FULL_DOUBT : FULL;
  let atoms = a.atoms;
  for (const atom of b.atoms) if (!atoms.includes(atom)) atoms = [...atoms, atom];
  const isFull = atoms.length > MAX_ATOMS;
  const any = a.any || b.any || isFull;
  const doubt = a.doubt || b.doubt;
  if (atoms === a.atoms && any === a.any && doubt === a.doubt) return a;
  return isFull ? (doubt ? FULL_DOUBT : FULL) : { atoms, any, doubt };
}

export function objectsIn(value: AbstractValue): readonly AbstractObject[] {
  return value.atoms.filter((atom) => atom instanceof AbstractObject);
}

/** Bits of the ways that a test may go. */
export const HOLDS = 1;
export const FAILS = 2;

export type Comparison = 'eq' | 'ne' | 'lt' | 'ge' | 'gt' | 'le';

/** Which ways a comparison may go; 0 where a side is not known yet. */
export function compareValues(test: Comparison, a: AbstractValue, b: AbstractValue): number {
  if (isNone(a) || isNone(b)) return 0;
  if (a.any || b.any) return HOLDS | FAILS;
  let ways = 0;
  for (const left of a.atoms) for (const right of b.atoms) ways |= compareAtoms(test, left, right);
  return ways;
}

function compareAtoms(test: Comparison, a: Atom, b: Atom): number {
  if (typeof a === 'number' && typeof b === 'number') return holds(test, a, b) ? HOLDS : FAILS;
  if (test !== 'eq' && test !== 'ne') return HOLDS | FAILS;
  // An object stands for all that its place makes; a text may be equal and yet not the same.
  if (a === b || (typeof a === 'string' && typeof b === 'string')) return HOLDS | FAILS;
  if (typeof a === 'number' ? a !== 0 : typeof b === 'number' && b !== 0) return HOLDS | FAILS;
  return test === 'eq' ? FAILS : HOLDS;
}

function holds(test: Comparison, a: number, b: number): boolean {
  switch (test) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'lt':
      return a < b;
    case 'ge':
      return a >= b;
    case 'gt':
      return a > b;
    case 'le':
      return a <= b;
  }
}

/** Applies a function of two numbers to every pair; unknown where a side is. */
export function mapNumbers(
  a: AbstractValue,
  b: AbstractValue,
  apply: (x: number, y: number) => number,
): AbstractValue {
  if (isNone(a) || isNone(b)) return NONE;
  const doubt = a.doubt || b.doubt;
  let result = NONE;
  if (!a.any && !b.any)
    for (const x of a.atoms)
      for (const y of b.atoms) {
        if (typeof x !== 'number' || typeof y !== 'number') return doubt ? DOUBT : ANY;
        result = joinValues(result, toValue(apply(x, y)));
      }
  else result = ANY;
  return doubt ? withDoubt(result) : result;
}
