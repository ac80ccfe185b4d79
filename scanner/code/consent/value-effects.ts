import {
  ANY,
  AbstractObject,
  NONE,
  ONE,
  ZERO,
  ZERO_OR_ONE,
  joinValues,
  toValue,
  withDoubt,
} from './abstract-value.ts';
import type { AbstractValue, Atom } from './abstract-value.ts';
import type { PlatformEffect as Effect } from './platform-effect.ts';

/** Platform methods that compute: tests of texts, boxes around numbers, numbers in texts. */
export const sameText: Effect = (_, { info, args }) => {
  const [a, b] = args;
  if (!a || !b || args.length !== 2 || info.returnType !== 'Z') return undefined;
  let value = NONE;
  if (a.any || b.any) value = ANY;
  else
    for (const x of a.atoms)
      for (const y of b.atoms) {
        if (isObject(x) || isObject(y)) value = joinValues(value, x === y ? ONE : ZERO_OR_ONE);
        else value = joinValues(value, x === y ? ONE : ZERO);
      }
  return a.doubt || b.doubt ? withDoubt(value) : value;
};

export const emptyText: Effect = (_, { args }) => {
  const value = args[args.length - 1];
  if (!value) return undefined;
  return mapAtoms(value, (atom) =>
    atom === 0 || atom === '' ? 1 : typeof atom === 'string' ? 0 : undefined,
  );
};

export const itself: Effect = (_, { args }) => args[args.length - 1];

export const itselfIfText: Effect = (_, { args }) => {
  const value = args[args.length - 1];
  return value && !value.any && value.atoms.every((atom) => typeof atom === 'string') ? value : undefined;
};

export const parse: Effect = (_, { info, args }) =>
  mapAtoms(args[args.length - 1] ?? ANY, (atom) =>
    typeof atom !== 'string'
      ? undefined
      : info.returnType === 'Z' || info.returnType === 'Ljava/lang/Boolean;'
        ? Number(atom.toLowerCase() === 'true')
        : Number.isSafeInteger(Number(atom))
          ? Number(atom)
          : undefined,
  );

export function isObject(atom: Atom): atom is AbstractObject {
  return atom instanceof AbstractObject;
}

function mapAtoms(value: AbstractValue, apply: (atom: Atom) => number | undefined): AbstractValue {
  let result = value.any ? ANY : NONE;
  for (const atom of value.atoms) {
    const mapped = apply(atom);
    result = joinValues(result, mapped === undefined ? ANY : toValue(mapped));
  }
  return value.doubt ? withDoubt(result) : result;
}
