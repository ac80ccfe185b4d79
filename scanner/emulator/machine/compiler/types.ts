/**
 * What a register is known to hold. Dalvik's constants, moves and array reads do not say whether they mean integers or
 * floats, so some types are "either", and turn into one when they meet it.
 */
export const TYPE = {
  /** Never written. */
  none: 0,
  int: 1,
  float: 2,
  reference: 3,
  /** 32 bits from an array, or a constant that is not zero: int or float. */
  either32: 4,
  /** The constant zero: int, float or null. */
  zero: 5,
  long: 6,
  double: 7,
  /** 64 bits: long or double. */
  either64: 8,
  /** The upper register of a pair. */
  high: 9,
  /** Different things on different paths: of no use. */
  conflict: 10,
} as const;

export type RegisterType = number;

/** What a register holds where two paths meet. */
export function merge(a: RegisterType, b: RegisterType): RegisterType {
  if (a === b || b === TYPE.none) return a;
  if (a === TYPE.none) return b;
  return join(a, b) ?? join(b, a) ?? TYPE.conflict;
}

function join(a: RegisterType, b: RegisterType): RegisterType | undefined {
  switch (a) {
    case TYPE.zero:
      return b === TYPE.int || b === TYPE.float || b === TYPE.reference || b === TYPE.either32
        ? b
        : undefined;
    case TYPE.either32:
      return b === TYPE.int || b === TYPE.float ? b : undefined;
    case TYPE.either64:
      return b === TYPE.long || b === TYPE.double ? b : undefined;
    default:
      return undefined;
  }
}

export function isWide(type: RegisterType): boolean {
  return type === TYPE.long || type === TYPE.double || type === TYPE.either64;
}

/** Of a kind letter or the first letter of a descriptor. */
export function typeOfKind(kind: string): RegisterType {
  switch (kind.charAt(0)) {
    case 'F':
      return TYPE.float;
    case 'J':
      return TYPE.long;
    case 'D':
      return TYPE.double;
    case 'L':
    case '[':
      return TYPE.reference;
    case 'V':
      return TYPE.none;
    default:
      return TYPE.int;
  }
}
