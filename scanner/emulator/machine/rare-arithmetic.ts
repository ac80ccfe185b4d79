import {
  bitsToFloat,
  doubleHigh,
  doubleLow,
  floatToBits,
  halvesToDouble,
  halvesToFloatBits,
  halvesToNumber,
  numberToInt,
  numberToLongHigh,
  numberToLongLow,
} from './convert.ts';
import { divLong, remLong } from './long-math.ts';
import type { Machine } from './machine.ts';
import type { Op } from './op.ts';
import { fillArray } from './slow-paths.ts';
import type { Slot } from './values.ts';

/**
 * Arithmetic and conversions that programs do seldom: kept out of the interpreter's own switch, which stays small enough
 * for V8 to make good code of. False where the instruction is not one of these.
 */
export function runRare(vm: Machine, op: Op, r: Slot[], base: number): boolean {
  const a = base + op.a;
  switch (op.opcode) {
    case 0x26: // fill-array-data
      fillArray(vm, r[a] as Slot, op.site);
      return true;
    case 0x2d: {
      // cmpl-float
      const x = bitsToFloat(r[base + op.b] as number);
      const y = bitsToFloat(r[base + op.c] as number);
      r[a] = x > y ? 1 : x === y ? 0 : -1;
      return true;
    }
    case 0x2e: {
      // cmpg-float
      const x = bitsToFloat(r[base + op.b] as number);
      const y = bitsToFloat(r[base + op.c] as number);
      r[a] = x < y ? -1 : x === y ? 0 : 1;
      return true;
    }
    case 0x7d: {
      // neg-long
      const b = base + op.b;
      const low = -(r[b] as number) | 0;
      r[a + 1] = low === 0 ? -(r[b + 1] as number) | 0 : ~(r[b + 1] as number);
      r[a] = low;
      return true;
    }
    case 0x7e: {
      // not-long
      const b = base + op.b;
      const low = ~(r[b] as number);
      r[a + 1] = ~(r[b + 1] as number);
      r[a] = low;
      return true;
    }
    case 0x7f: // neg-float: the sign bit alone
      r[a] = (r[base + op.b] as number) ^ 0x80000000;
      return true;
    case 0x80: {
      // neg-double
      const b = base + op.b;
      const low = r[b] as Slot;
      r[a + 1] = (r[b + 1] as number) ^ 0x80000000;
      r[a] = low;
      return true;
    }
    case 0x82: // int-to-float
      r[a] = floatToBits(r[base + op.b] as number);
      return true;
    case 0x85: {
      // long-to-float
      const b = base + op.b;
      r[a] = halvesToFloatBits(r[b] as number, r[b + 1] as number);
      return true;
    }
    case 0x86: {
      // long-to-double
      const b = base + op.b;
      const value = halvesToNumber(r[b] as number, r[b + 1] as number);
      r[a] = doubleLow(value);
      r[a + 1] = doubleHigh(value);
      return true;
    }
    case 0x87: // float-to-int
      r[a] = numberToInt(bitsToFloat(r[base + op.b] as number));
      return true;
    case 0x88: {
      // float-to-long
      const value = bitsToFloat(r[base + op.b] as number);
      r[a] = numberToLongLow(value);
      r[a + 1] = numberToLongHigh(value);
      return true;
    }
    case 0x89: {
      // float-to-double
      const value = bitsToFloat(r[base + op.b] as number);
      r[a] = doubleLow(value);
      r[a + 1] = doubleHigh(value);
      return true;
    }
    case 0x8a: {
      // double-to-int
      const b = base + op.b;
      r[a] = numberToInt(halvesToDouble(r[b] as number, r[b + 1] as number));
      return true;
    }
    case 0x8b: {
      // double-to-long
      const b = base + op.b;
      const value = halvesToDouble(r[b] as number, r[b + 1] as number);
      r[a] = numberToLongLow(value);
      r[a + 1] = numberToLongHigh(value);
      return true;
    }
    case 0x8c: {
      // double-to-float
      const b = base + op.b;
      r[a] = floatToBits(halvesToDouble(r[b] as number, r[b + 1] as number));
      return true;
    }
    case 0x9e: // div-long
    case 0x9f: {
      // rem-long
      const b = base + op.b;
      const c = base + op.c;
      if (r[c] === 0 && r[c + 1] === 0) vm.throwNew('java/lang/ArithmeticException', 'divide by zero');
      const divide = op.opcode === 0x9e ? divLong : remLong;
      divide(r, a, r[b] as number, r[b + 1] as number, r[c] as number, r[c + 1] as number);
      return true;
    }
    case 0xa6: // add-float
    case 0xa7: // sub-float
    case 0xa8: // mul-float
    case 0xa9: // div-float
    case 0xaa: {
      // rem-float: one rounding of the double result is exact for each of the five
      const x = bitsToFloat(r[base + op.b] as number);
      const y = bitsToFloat(r[base + op.c] as number);
      r[a] = floatToBits(
        op.opcode === 0xa6
          ? x + y
          : op.opcode === 0xa7
            ? x - y
            : op.opcode === 0xa8
              ? x * y
              : op.opcode === 0xa9
                ? x / y
                : x % y,
      );
      return true;
    }
    default:
      return false;
  }
}
