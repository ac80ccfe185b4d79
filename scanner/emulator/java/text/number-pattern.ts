import { abs, parseDecimal, precisionOf, roundTo, setScale } from '../math/decimal.ts';
import type { Decimal, Rounding } from '../math/decimal.ts';

/** A DecimalFormat pattern taken apart; a prefix and suffix of the negative half where it has its own. */
export type NumberPattern = {
  prefix: string;
  suffix: string;
  negativePrefix: string | null;
  negativeSuffix: string | null;
  minInteger: number;
  maxInteger: number;
  minFraction: number;
  maxFraction: number;
  /** 0 for none. */
  grouping: number;
  /** 1, 100 for per cent, 1000 for per mille. */
  multiplier: number;
  /** Least digits of the exponent; 0 for plain notation. */
  exponentDigits: number;
};

export type NumberSymbols = {
  readonly decimal: string;
  readonly group: string;
  readonly minus: string;
  readonly currency: string;
};

/** Reads a pattern such as `#,##0.00;(#)`; undefined where it is malformed. */
export function parseNumberPattern(pattern: string): NumberPattern | undefined {
  const [positive = '', negative] = splitHalves(pattern);
  const half = readHalf(positive);
  if (half === undefined) return undefined;
  const other = negative === undefined ? undefined : readHalf(negative);
  return {
    ...half,
    negativePrefix: other?.prefix ?? null,
    negativeSuffix: other?.suffix ?? null,
  };
}

function splitHalves(pattern: string): string[] {
  const at = pattern.replace(/'[^']*'/g, (quoted) => ' '.repeat(quoted.length)).indexOf(';');
  return at < 0 ? [pattern] : [pattern.slice(0, at), pattern.slice(at + 1)];
}

type Half = Omit<NumberPattern, 'negativePrefix' | 'negativeSuffix'>;

function readHalf(half: string): Half | undefined {
  const match = /^((?:'[^']*'|[^#0.,'])*)([#0,]*)(?:\.([#0]*))?(?:E(0+))?((?:'[^']*'|[^'])*)$/.exec(half);
  if (!match) return undefined;
  const [, prefix = '', whole = '', fraction = '', exponent = '', suffix = ''] = match;
  const digits = whole.replaceAll(',', '');
  if (/0#/.test(digits) || /#0/.test(fraction)) return undefined;
  const comma = whole.lastIndexOf(',');
  const affixes = prefix + suffix;
  return {
    prefix,
    suffix,
    // A pattern such as `#.##` without any zero still writes the one before the point.
    minInteger:
      digits.replaceAll('#', '').length ||
      (digits !== '' && fraction !== '' && !fraction.includes('0') ? 1 : 0),
    // With an exponent the number of places before the point is bounded by the pattern.
    maxInteger: exponent === '' ? 2_147_483_647 : digits.length,
    minFraction: fraction.replaceAll('#', '').length,
    maxFraction: fraction.length,
    grouping: comma < 0 ? 0 : whole.length - comma - 1,
    multiplier: affixes.includes('%') ? 100 : affixes.includes('\u2030') ? 1000 : 1,
    exponentDigits: exponent.length,
  };
}

/** An affix with its quotes taken off and the currency sign filled in. */
function affix(text: string, symbols: NumberSymbols): string {
  return text
    .replace(/'([^']*)'/g, (_, quoted: string) => (quoted === '' ? "'" : quoted))
    .replaceAll('\u00a4', symbols.currency)
    .replaceAll('-', symbols.minus);
}

function group(digits: string, size: number, separator: string): string {
  if (size <= 0) return digits;
  let out = '';
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % size === 0) out += separator;
    out += digits.charAt(i);
  }
  return out;
}

/** A decimal number by a pattern. What rounds to nothing keeps its sign, as `-0`. */
export function formatDecimal(
  pattern: NumberPattern,
  value: Decimal,
  isNegative: boolean,
  symbols: NumberSymbols,
  rounding: Rounding,
): string {
  const scaled: Decimal = { unscaled: value.unscaled * BigInt(pattern.multiplier), scale: value.scale };
  const body =
    pattern.exponentDigits > 0
      ? scientific(pattern, scaled, symbols, rounding)
      : plain(pattern, scaled, symbols, rounding);
  const prefix = affix(pattern.prefix, symbols);
  if (!isNegative) return prefix + body + affix(pattern.suffix, symbols);
  return pattern.negativePrefix === null
    ? symbols.minus + prefix + body + affix(pattern.suffix, symbols)
    : affix(pattern.negativePrefix, symbols) + body + affix(pattern.negativeSuffix ?? '', symbols);
}

function plain(pattern: NumberPattern, value: Decimal, symbols: NumberSymbols, rounding: Rounding): string {
  const rounded = setScale(value, Math.min(pattern.maxFraction, Math.max(value.scale, 0)), rounding);
  const digits = abs(rounded.unscaled)
    .toString()
    .padStart(rounded.scale + 1, '0');
  let whole = rounded.scale === 0 ? digits : digits.slice(0, -rounded.scale);
  let fraction = rounded.scale === 0 ? '' : digits.slice(-rounded.scale);
  while (fraction.length > pattern.minFraction && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  fraction = fraction.padEnd(pattern.minFraction, '0');
  if (whole === '0' && pattern.minInteger === 0 && (fraction !== '' || pattern.maxFraction > 0))
    whole = fraction === '' ? '0' : '';
  whole = whole.padStart(pattern.minInteger, '0');
  if (whole.length > pattern.maxInteger) whole = whole.slice(whole.length - pattern.maxInteger);
  return group(whole, pattern.grouping, symbols.group) + (fraction === '' ? '' : symbols.decimal + fraction);
}

function scientific(
  pattern: NumberPattern,
  value: Decimal,
  symbols: NumberSymbols,
  rounding: Rounding,
): string {
  const { minInteger, maxInteger } = pattern;
  // Rounded to so many digits in all, before the exponent is known.
  const rounded = roundTo(value, maxInteger + pattern.maxFraction, rounding);
  let exponent = rounded.unscaled === 0n ? 0 : precisionOf(rounded) - rounded.scale - 1;
  // Optional places before the point group exponents, as in engineering notation; required ones all stand before it.
  if (maxInteger > 1 && maxInteger > minInteger) exponent = Math.floor(exponent / maxInteger) * maxInteger;
  else if (rounded.unscaled !== 0n) exponent -= minInteger - 1;
  const mantissa = { unscaled: rounded.unscaled, scale: rounded.scale + exponent };
  const places = Math.max(mantissa.scale, pattern.minFraction);
  const body = plain({ ...pattern, grouping: 0, maxFraction: places }, mantissa, symbols, rounding);
  const sign = exponent < 0 ? symbols.minus : '';
  return `${body}E${sign}${String(Math.abs(exponent)).padStart(pattern.exponentDigits, '0')}`;
}

/** A number at the start of a text by a pattern: its value and where it ends. */
export function readNumber(
  pattern: NumberPattern,
  text: string,
  start: number,
  symbols: NumberSymbols,
  integerOnly: boolean,
): { value: Decimal; isNegative: boolean; endAt: number } | undefined {
  const prefix = affix(pattern.prefix, symbols);
  const negativePrefix =
    pattern.negativePrefix === null ? symbols.minus + prefix : affix(pattern.negativePrefix, symbols);
  const isNegative =
    text.startsWith(negativePrefix, start) && (negativePrefix !== prefix || pattern.negativeSuffix !== null);
  if (!isNegative && !text.startsWith(prefix, start)) return undefined;
  let at = start + (isNegative ? negativePrefix : prefix).length;
  let digits = '';
  let seenPoint = false;
  let endAt = at;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (/\d/.test(char)) digits += char;
    else if (char === symbols.decimal && !seenPoint && !integerOnly) {
      seenPoint = true;
      digits += '.';
    } else if (char === symbols.group && pattern.grouping > 0 && !seenPoint && /\d/.test(text.charAt(at + 1)))
      continue;
    else break;
    endAt = at + 1;
  }
  const exponent = /^E-?\d+/.exec(text.slice(endAt))?.[0] ?? '';
  if (exponent !== '' && /\d/.test(digits)) {
    digits += exponent;
    endAt += exponent.length;
  }
  const value = /\d/.test(digits) ? parseDecimal(digits.replace(/\.(?=$|E)/, '')) : undefined;
  if (value === undefined) return undefined;
  const suffix =
    isNegative && pattern.negativeSuffix !== null
      ? affix(pattern.negativeSuffix, symbols)
      : affix(pattern.suffix, symbols);
  if (!text.startsWith(suffix, endAt)) return undefined;
  const scale = value.scale + (pattern.multiplier === 100 ? 2 : pattern.multiplier === 1000 ? 3 : 0);
  return {
    value: { unscaled: isNegative ? -value.unscaled : value.unscaled, scale },
    isNegative,
    endAt: endAt + suffix.length,
  };
}
