import { halvesToLong, halvesToNumber, longHigh, longLow } from './convert.ts';
import type { Slot } from './values.ts';

/**
 * 64-bit arithmetic on pairs of registers: BigInt is an order of magnitude slower (measured), so it is left for
 * divisions beyond 53 bits. Each function writes the low half to `to` and the high half after it.
 */
export function mulLong(r: Slot[], to: number, al: number, ah: number, bl: number, bh: number): void {
  const a0 = al & 0xffff;
  const a1 = al >>> 16;
  const b0 = bl & 0xffff;
  const b1 = bl >>> 16;
  const low = Math.imul(a0, b0) >>> 0;
  const mid1 = a1 * b0 + (low >>> 16);
  const mid2 = a0 * b1 + (mid1 & 0xffff);
  const high = Math.imul(a1, b1) + (mid1 >>> 16) + (mid2 >>> 16);
  r[to] = Math.imul(al, bl);
  r[to + 1] = (high + Math.imul(al, bh) + Math.imul(ah, bl)) | 0;
}

/** Division towards zero; the divisor is not zero. MIN / -1 is MIN. */
export function divLong(r: Slot[], to: number, al: number, ah: number, bl: number, bh: number): void {
  if (isSafe(ah) && isSafe(bh)) {
    const a = halvesToNumber(al, ah);
    const b = halvesToNumber(bl, bh);
    setNumber(r, to, (a - (a % b)) / b);
    return;
  }
  setLong(r, to, BigInt.asIntN(64, halvesToLong(al, ah) / halvesToLong(bl, bh)));
}

/** Remainder with the sign of the dividend; the divisor is not zero. */
export function remLong(r: Slot[], to: number, al: number, ah: number, bl: number, bh: number): void {
  if (isSafe(ah) && isSafe(bh)) {
    setNumber(r, to, halvesToNumber(al, ah) % halvesToNumber(bl, bh));
    return;
  }
  setLong(r, to, halvesToLong(al, ah) % halvesToLong(bl, bh));
}

export function shlLong(r: Slot[], to: number, low: number, high: number, count: number): void {
  const by = count & 63;
  if (by === 0) {
    r[to] = low;
    r[to + 1] = high;
  } else if (by < 32) {
    r[to] = low << by;
    r[to + 1] = (high << by) | (low >>> (32 - by));
  } else {
    r[to] = 0;
    r[to + 1] = low << (by - 32);
  }
}

export function shrLong(r: Slot[], to: number, low: number, high: number, count: number): void {
  const by = count & 63;
  if (by === 0) {
    r[to] = low;
    r[to + 1] = high;
  } else if (by < 32) {
    r[to] = (low >>> by) | (high << (32 - by));
    r[to + 1] = high >> by;
  } else {
    r[to] = high >> (by - 32);
    r[to + 1] = high >> 31;
  }
}

export function ushrLong(r: Slot[], to: number, low: number, high: number, count: number): void {
  const by = count & 63;
  if (by === 0) {
    r[to] = low;
    r[to + 1] = high;
  } else if (by < 32) {
    r[to] = (low >>> by) | (high << (32 - by));
    r[to + 1] = (high >>> by) | 0;
  } else {
    r[to] = (high >>> (by - 32)) | 0;
    r[to + 1] = 0;
  }
}

/** -1, 0 or 1 as Java's lcmp. */
export function cmpLong(al: number, ah: number, bl: number, bh: number): number {
  if (ah !== bh) return ah < bh ? -1 : 1;
  if (al === bl) return 0;
  return al >>> 0 < bl >>> 0 ? -1 : 1;
}

/** The high half says that the whole is within 52 bits and a sign. */
function isSafe(high: number): boolean {
  return high < 0x100000 && high >= -0x100000;
}

function setNumber(r: Slot[], to: number, value: number): void {
  const high = Math.floor(value / 4294967296);
  r[to] = (value - high * 4294967296) | 0;
  r[to + 1] = high | 0;
}

function setLong(r: Slot[], to: number, value: bigint): void {
  r[to] = longLow(value);
  r[to + 1] = longHigh(value);
}
