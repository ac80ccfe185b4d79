import { ScanError } from '../../errors.ts';
import { UNKNOWN } from './class-model.ts';
import type { JavaValue } from './class-model.ts';
import {
  bitsToFloat,
  doubleHigh,
  doubleLow,
  floatToBits,
  halvesToDouble,
  halvesToLong,
  longHigh,
  longLow,
  numberToLongHigh,
  numberToLongLow,
} from './convert.ts';
import type { Machine } from './machine.ts';
import { HeapObject, JavaString } from './values.ts';
import type { Slot } from './values.ts';

/**
 * Between registers and the form in which models see values. `kind` is the letter of Method.kinds and Method.returns.
 * Wide values lie in `slots[at]` and `slots[at + 1]`.
 */
export function fromSlots(kind: string, slots: readonly Slot[], at: number): JavaValue {
  const value = slots[at];
  switch (kind) {
    case 'L':
      return value === 0 || value === undefined ? null : value;
    case 'Z':
      return value !== 0;
    case 'F':
      return bitsToFloat(Number(value));
    case 'J':
      return halvesToLong(Number(value), Number(slots[at + 1]));
    case 'D':
      return halvesToDouble(Number(value), Number(slots[at + 1]));
    case 'V':
      return undefined;
    default:
      return value;
  }
}

/** Writes a value in model form to slots; gives the number of words it took. Throws INTERNAL where the model is wrong. */
export function toSlots(vm: Machine, kind: string, value: JavaValue, slots: Slot[], at: number): number {
  switch (kind) {
    case 'V':
      return 0;
    case 'L':
      slots[at] = toReference(vm, value);
      return 1;
    case 'J':
      if (typeof value === 'bigint') {
        slots[at] = longLow(value);
        slots[at + 1] = longHigh(value);
      } else {
        const number = toNumber(kind, value);
        slots[at] = numberToLongLow(number);
        slots[at + 1] = numberToLongHigh(number);
      }
      return 2;
    case 'D': {
      const number = toNumber(kind, value);
      slots[at] = doubleLow(number);
      slots[at + 1] = doubleHigh(number);
      return 2;
    }
    case 'F':
      slots[at] = floatToBits(toNumber(kind, value));
      return 1;
    case 'Z':
      slots[at] = value === true || (typeof value === 'number' && value !== 0) ? 1 : 0;
      if (typeof value !== 'boolean' && typeof value !== 'number') wrong(kind, value);
      return 1;
    case 'B':
      slots[at] = (toNumber(kind, value) << 24) >> 24;
      return 1;
    case 'S':
      slots[at] = (toNumber(kind, value) << 16) >> 16;
      return 1;
    case 'C':
      slots[at] = toNumber(kind, value) & 0xffff;
      return 1;
    default:
      slots[at] = toNumber(kind, value) | 0;
      return 1;
  }
}

/** A reference in model form as the heap holds it; TypeScript strings become Java ones. */
export function toReference(vm: Machine, value: JavaValue): HeapObject | null {
  if (value === null || value instanceof HeapObject) return value;
  if (typeof value === 'string') return new JavaString(vm.stringClass, value);
  return wrong('L', value);
}

function toNumber(kind: string, value: JavaValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return Number(value);
  return wrong(kind, value);
}

function wrong(kind: string, value: JavaValue): never {
  const what = value === UNKNOWN ? 'UNKNOWN' : typeof value;
  throw new ScanError('INTERNAL', `A model gave ${what} where Java expects ${kind}.`);
}
