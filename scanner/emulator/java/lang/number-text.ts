/**
 * Double.toString and Float.toString as the platform's FloatingDecimal does them: digits are made until they tell the
 * number from its neighbours, which is now and then one digit more than the fewest (`2.0E-3`, but `2.0041683600089728E-292`).
 */

const EXPONENT_BITS = 52;
const MAX_SMALL_EXPONENT = 62;
const MIN_SMALL_EXPONENT = -21;

const view = new DataView(new ArrayBuffer(8));

/** Significant digits, and the power of ten of the point before them: 0.digits × 10^exponent. */
type Digits = { readonly digits: string; readonly exponent: number };

/** Double.toString. */
export function doubleToText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return special(value);
  // Most numbers are small whole ones: their digits are exact.
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return `${value}.0`;
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  let exponent = Number((bits >> 52n) & 0x7ffn);
  let fraction = bits & 0xfffffffffffffn;
  let significant = EXPONENT_BITS + 1;
  if (exponent === 0) {
    significant = fraction.toString(2).length;
    const shift = EXPONENT_BITS + 1 - significant;
    fraction <<= BigInt(shift);
    exponent = 1 - shift;
  } else fraction |= 1n << 52n;
  return layOut(value < 0, toDigits(exponent - 1023, fraction, significant));
}

/** Float.toString; the value is a float32. */
export function floatToText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return special(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return `${value}.0`;
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  let exponent = (bits >>> 23) & 0xff;
  let fraction = bits & 0x7fffff;
  let significant = 24;
  if (exponent === 0) {
    significant = 32 - Math.clz32(fraction);
    const shift = 24 - significant;
    fraction <<= shift;
    exponent = 1 - shift;
  } else fraction |= 0x800000;
  return layOut(value < 0, toDigits(exponent - 127, BigInt(fraction) << 29n, significant));
}

function special(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  return value < 0 ? '-Infinity' : 'Infinity';
}

/** `fraction` has its highest bit at 2^52; the number is fraction × 2^(exponent - 52). */
function toDigits(exponent: number, fraction: bigint, significant: number): Digits {
  let tailZeros = 0;
  while (((fraction >> BigInt(tailZeros)) & 1n) === 0n) tailZeros++;
  const fractionBits = EXPONENT_BITS + 1 - tailZeros;
  const tinyBits = Math.max(0, fractionBits - exponent - 1);
  if (tinyBits === 0 && exponent <= MAX_SMALL_EXPONENT && exponent >= MIN_SMALL_EXPONENT && fractionBits < 64)
    return wholeDigits(exponent, fraction, significant);
  return generate(exponent, fraction >> BigInt(tailZeros), fractionBits, tinyBits, significant);
}

/** A whole number below 2^63: its own digits, less those that its precision does not reach. */
function wholeDigits(exponent: number, fraction: bigint, significant: number): Digits {
  const spare =
    exponent > significant ? Math.floor((exponent - significant - 1) * Math.LOG10E * Math.LN2) : 0;
  const shift = BigInt(Math.abs(exponent - EXPONENT_BITS));
  let whole = exponent >= EXPONENT_BITS ? fraction << shift : fraction >> shift;
  if (spare > 0) {
    const unit = 10n ** BigInt(spare);
    const rest = whole % unit;
    whole = whole / unit + (rest >= unit >> 1n ? 1n : 0n);
  }
  const text = whole.toString();
  return { digits: text.replace(/0+$/, ''), exponent: text.length + spare };
}

function generate(
  exponent: number,
  fraction: bigint,
  fractionBits: number,
  tinyBits: number,
  significant: number,
): Digits {
  // An estimate of the decimal exponent, by the tangent of the logarithm at 1.5; it may be one too high.
  const mantissa = Number(fraction) / 2 ** (fractionBits - 1);
  let decimal = Math.floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
  const five = Math.max(0, -decimal);
  let two = five + tinyBits + exponent;
  let scaleTwo = Math.max(0, decimal) + tinyBits;
  let halfTwo = two - significant;
  two -= fractionBits - 1;
  const common = Math.min(two, scaleTwo);
  two -= common;
  scaleTwo -= common;
  halfTwo -= common;
  // The gap below a power of two is half the gap above it.
  if (fractionBits === 1) halfTwo -= 1;
  if (halfTwo < 0) {
    two -= halfTwo;
    scaleTwo -= halfTwo;
    halfTwo = 0;
  }
  const fives = 5n ** BigInt(five);
  const scale = (5n ** BigInt(Math.max(0, decimal))) << BigInt(scaleTwo);
  const ten = scale * 10n;
  let rest = (fraction * fives) << BigInt(two);
  let half = fives << BigInt(halfTwo);
  // Numbers that fit machine words are compared strictly, larger ones not: both as the platform does.
  const bits = fractionBits + two + fiveBits(five);
  const tenBits = scaleTwo + 1 + fiveBits(Math.max(0, decimal) + 1);
  const small = bits < 64 && tenBits < 64;
  const isHigh = (): boolean => (small ? rest + half > ten : rest + half >= ten);
  let digits = '';
  const step = (): bigint => {
    const digit = rest / scale;
    rest = (rest % scale) * 10n;
    half *= 10n;
    return digit;
  };
  const first = step();
  let low = rest < half;
  let high = isHigh();
  if (first === 0n && !high) decimal--;
  else digits += first;
  // In scientific form there are two digits at least.
  if (decimal < -3 || decimal >= 8) low = high = false;
  while (!low && !high) {
    digits += step();
    low = rest < half;
    high = isHigh();
  }
  const beyondHalf = (rest << 1n) - ten;
  const odd = Number(digits.at(-1)) % 2 === 1;
  const up = high && (!low || beyondHalf > 0n || (beyondHalf === 0n && odd));
  if (!up) return { digits: digits.replace(/0+$/, '') || '0', exponent: decimal + 1 };
  const rounded = (BigInt(digits) + 1n).toString().padStart(digits.length, '0');
  return { digits: rounded.replace(/0+$/, ''), exponent: decimal + 1 + rounded.length - digits.length };
}

/** Bits that 5^power takes. */
function fiveBits(power: number): number {
  return power === 0 ? 0 : Math.ceil(power * Math.log2(5));
}

function layOut(negative: boolean, { digits, exponent }: Digits): string {
  const sign = negative ? '-' : '';
  if (exponent > 0 && exponent < 8) {
    const padded = digits.padEnd(exponent, '0');
    return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent) || '0'}`;
  }
  if (exponent <= 0 && exponent > -3) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  return `${sign}${digits.charAt(0)}.${digits.slice(1) || '0'}E${exponent - 1}`;
}
