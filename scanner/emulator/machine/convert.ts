/**
 * Conversions between register halves and the numbers they mean. The machine keeps float as int32 bits and long and
 * double as two int32 halves, low half first, so that a register needs no type.
 */
export const halves = new Int32Array(4);
/** The same memory as `halves`: two doubles. */
export const doubles = new Float64Array(halves.buffer);
const floats = new Float32Array(halves.buffer);
const longs = new BigInt64Array(halves.buffer);

export const INT_MIN = -2147483648;
export const INT_MAX = 2147483647;
const TWO_32 = 4294967296;

export function bitsToFloat(bits: number): number {
  halves[0] = bits;
  return floats[0] as number;
}

/** Rounds to float32 and gives its bits; NaN becomes Java's canonical one. */
export function floatToBits(value: number): number {
  if (value !== value) return 0x7fc00000;
  floats[0] = value;
  return halves[0] as number;
}

export function halvesToDouble(low: number, high: number): number {
  halves[0] = low;
  halves[1] = high;
  return doubles[0] as number;
}

export function doubleLow(value: number): number {
  if (value !== value) return 0;
  doubles[0] = value;
  return halves[0] as number;
}

export function doubleHigh(value: number): number {
  if (value !== value) return 0x7ff80000;
  doubles[0] = value;
  return halves[1] as number;
}

export function halvesToLong(low: number, high: number): bigint {
  halves[0] = low;
  halves[1] = high;
  return longs[0] as bigint;
}

export function longLow(value: bigint): number {
  longs[0] = value;
  return halves[0] as number;
}

export function longHigh(value: bigint): number {
  longs[0] = value;
  return halves[1] as number;
}

/** A long as a double: one rounding, as Java's l2d. */
export function halvesToNumber(low: number, high: number): number {
  return high * TWO_32 + (low >>> 0);
}

/** A long as a float's bits: one rounding, as Java's l2f. */
export function halvesToFloatBits(low: number, high: number): number {
  let sticky = low;
  // Beyond 53 bits going through double would round twice; the low bits are gathered into one sticky bit instead.
  if (high >= 0x200000 || high < -0x200000) sticky = (low & ~0x7ff) | ((low & 0x7ff) !== 0 ? 0x800 : 0);
  return floatToBits(Math.fround(halvesToNumber(sticky, high)));
}

/** Java's d2i and f2i: towards zero, saturating, NaN is 0. */
export function numberToInt(value: number): number {
  if (value >= INT_MAX) return INT_MAX;
  if (value <= INT_MIN) return INT_MIN;
  return value | 0;
}

/** Low half of Java's d2l and f2l. */
export function numberToLongLow(value: number): number {
  if (value >= 9223372036854775807) return -1;
  if (value <= -9223372036854775808 || value !== value) return 0;
  const whole = Math.trunc(value);
  return (whole - Math.floor(whole / TWO_32) * TWO_32) | 0;
}

/** High half of Java's d2l and f2l. */
export function numberToLongHigh(value: number): number {
  if (value >= 9223372036854775807) return INT_MAX;
  if (value <= -9223372036854775808) return INT_MIN;
  if (value !== value) return 0;
  return Math.floor(Math.trunc(value) / TWO_32) | 0;
}
