import { boxKind, type JavaObject, JavaString, unbox } from '../../machine/index.ts';
import type { HeapObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { doubleToText } from '../lang/number-text.ts';
import { renderDateTime } from './date-parts.ts';

type Ref = HeapObject | null;

/** One `%…` of a format string. */
type Spec = {
  readonly source: string;
  readonly index: number;
  readonly flags: string;
  readonly width: number;
  readonly precision: number;
  /** Conversion letter as written; `t` and `T` have the suffix behind. */
  readonly conversion: string;
  readonly suffix: string;
};

const SPEC = /%(\d+\$|<)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?(?:([tT])([a-zA-Z])|([a-zA-Z%]))/y;
/** Wider than this no app pads; a hostile width stays harmless. */
const MAX_WIDTH = 1_000_000;

/** Text of a format and the union of the labels of what went into it. */
export type Formatted = { readonly text: string; readonly label: number };

/** java.util.Formatter's rules, in the neutral locale's digits and separators, as `zh_CN` and `en` have them too. */
export function* formatText(vm: Machine, pattern: string, args: readonly Ref[]): Steps<Formatted> {
  let text = '';
  let label = 0;
  let at = 0;
  let ordinary = 0;
  let last = -1;
  for (;;) {
    const percent = pattern.indexOf('%', at);
    if (percent < 0) break;
    text += pattern.slice(at, percent);
    const spec = readSpec(vm, pattern, percent);
    at = percent + spec.source.length;
    if (spec.conversion === 'n') {
      text += '\n';
      continue;
    }
    if (spec.conversion === '%') {
      text += pad(spec, '%');
      continue;
    }
    const index = spec.index === -1 ? last : spec.index > 0 ? spec.index - 1 : ordinary++;
    if (index < 0 || index >= args.length)
      vm.throwNew('java/util/MissingFormatArgumentException', `Format specifier '${spec.source}'`);
    last = index;
    const arg = args[index] ?? null;
    label = vm.labels.union(label, vm.labelOf(arg));
    text += yield* convert(vm, spec, arg);
  }
  return { text: text + pattern.slice(at), label };
}

function readSpec(vm: Machine, pattern: string, at: number): Spec {
  SPEC.lastIndex = at;
  const match = SPEC.exec(pattern);
  if (match === null)
    return vm.throwNew(
      'java/util/UnknownFormatConversionException',
      `Conversion = '${pattern.charAt(at + 1) || '%'}'`,
    );
  const [source, position, flags = '', width, precision, time, suffix, conversion] = match;
  const known = time ?? conversion ?? '';
  if (!'bBhHsScCdoxXeEfgGaAtT%n'.includes(known))
    return vm.throwNew('java/util/UnknownFormatConversionException', `Conversion = '${known}'`);
  const spec: Spec = {
    source,
    index: position === undefined ? 0 : position === '<' ? -1 : Number.parseInt(position, 10),
    flags,
    width: Math.min(width === undefined ? -1 : Number(width), MAX_WIDTH),
    precision: Math.min(precision === undefined ? -1 : Number(precision), MAX_WIDTH),
    conversion: known,
    suffix: suffix ?? '',
  };
  if (spec.precision >= 0 && 'cCdoxXtT%n'.includes(known))
    return vm.throwNew('java/util/IllegalFormatPrecisionException', String(spec.precision));
  if ((flags.includes('-') || flags.includes('0')) && spec.width < 0 && known !== 'n')
    return vm.throwNew('java/util/MissingFormatWidthException', source);
  checkFlags(vm, spec);
  return spec;
}

/** Flags that each conversion takes; others are refused by name. */
const ALLOWED: Readonly<Record<string, string>> = {
  b: '-',
  h: '-',
  s: '-#',
  c: '-',
  t: '-',
  d: '-+ 0,(',
  x: '-#0+ (',
  o: '-#0+ (',
  e: '-#+ 0(',
  f: '-#+ 0,(',
  g: '-+ 0,(',
  a: '-#+ 0',
};

function checkFlags(vm: Machine, { flags, conversion, width, source }: Spec): void {
  const repeated = [...flags].find((flag, i) => flags.indexOf(flag) !== i);
  if (repeated !== undefined) vm.throwNew('java/util/DuplicateFormatFlagsException', `Flags = '${repeated}'`);
  const allowed = ALLOWED[conversion.toLowerCase()];
  const wrong = [...flags].find((flag) => allowed?.includes(flag) === false);
  if (wrong !== undefined)
    vm.throwNew(
      'java/util/FormatFlagsConversionMismatchException',
      `Conversion = ${conversion.toLowerCase()}, Flags = ${wrong}`,
    );
  const both = (a: string, b: string): boolean => flags.includes(a) && flags.includes(b);
  if ((both('-', '0') || both('+', ' ')) && allowed !== undefined)
    vm.throwNew('java/util/IllegalFormatFlagsException', `Flags = '${inOrder(flags)}'`);
  if (flags.includes('-') && width < 0) vm.throwNew('java/util/MissingFormatWidthException', source);
}

/** Flags as Java prints a set of them. */
function inOrder(flags: string): string {
  return [...'-#+ 0,(<'].filter((flag) => flags.includes(flag)).join('');
}

function pad(spec: Spec, text: string): string {
  if (spec.width <= text.length) return text;
  return spec.flags.includes('-') ? text.padEnd(spec.width) : text.padStart(spec.width);
}

function cut(spec: Spec, text: string): string {
  return spec.precision >= 0 ? text.slice(0, spec.precision) : text;
}

function cased(spec: Spec, text: string): string {
  return spec.conversion >= 'A' && spec.conversion <= 'Z' ? text.toUpperCase() : text;
}

function* convert(vm: Machine, spec: Spec, arg: Ref): Steps<string> {
  switch (spec.conversion.toLowerCase()) {
    case 'b': {
      const value = unbox(arg);
      return pad(
        spec,
        cased(spec, cut(spec, typeof value === 'boolean' ? String(value) : String(arg !== null))),
      );
    }
    case 's':
      if (arg?.cls.isSubclassOf(vm.classes.platformClass('java/util/Formattable')) === true)
        return yield* formattable(vm, spec, arg);
      return pad(spec, cased(spec, cut(spec, yield* vm.textOf(arg))));
    case 'h': {
      if (arg === null) return pad(spec, cased(spec, cut(spec, 'null')));
      const hash = yield* vm.call<number>(arg, 'hashCode()I');
      return pad(spec, cased(spec, cut(spec, (hash >>> 0).toString(16))));
    }
    case 'c':
      return pad(spec, cased(spec, arg === null ? 'null' : charOf(vm, spec, arg)));
    case 'd':
    case 'o':
    case 'x':
      return arg === null ? pad(spec, cased(spec, 'null')) : integer(spec, yield* integerOf(vm, spec, arg));
    case 't':
      return pad(spec, cased(spec, yield* renderDateTime(vm, arg, spec.suffix)));
    default:
      return arg === null ? pad(spec, cased(spec, 'null')) : yield* floating(vm, spec, arg);
  }
}

/** `%s` of an object that writes itself: it gets a formatter of its own, and the flags by Java's numbers. */
function* formattable(vm: Machine, spec: Spec, arg: HeapObject): Steps<string> {
  const into = yield* vm.construct('java/util/Formatter', '()V');
  const flags =
    (spec.flags.includes('-') ? 1 : 0) |
    (spec.conversion === 'S' ? 2 : 0) |
    (spec.flags.includes('#') ? 4 : 0);
  const call = 'formatTo(Ljava/util/Formatter;III)V';
  yield* vm.call(arg, call, into, flags, spec.width, spec.precision);
  return yield* vm.textOf(into);
}

function badArgument(vm: Machine, spec: Spec, arg: HeapObject): never {
  return vm.throwNew(
    'java/util/IllegalFormatConversionException',
    `${spec.suffix || spec.conversion.toLowerCase()} != ${arg.cls.javaName}`,
  );
}

function charOf(vm: Machine, spec: Spec, arg: HeapObject): string {
  const kind = boxKind(arg);
  if (kind === undefined || !'CBSI'.includes(kind)) return badArgument(vm, spec, arg);
  const code = Number(unbox(arg));
  if (code < 0 || code > 0x10ffff)
    vm.throwNew('java/util/IllegalFormatCodePointException', `Code point = 0x${(code >>> 0).toString(16)}`);
  return String.fromCodePoint(code);
}

type Whole = { readonly value: bigint; readonly bits: number };

function* integerOf(vm: Machine, spec: Spec, arg: HeapObject): Steps<Whole> {
  const kind = boxKind(arg) ?? '';
  const value = unbox(arg);
  const bits = { B: 8, S: 16, I: 32, J: 64 }[kind];
  if (bits !== undefined) return { value: BigInt(value as number | bigint), bits };
  if (arg.cls.name === 'java/math/BigInteger') return { value: BigInt(yield* vm.textOf(arg)), bits: 0 };
  return badArgument(vm, spec, arg);
}

function integer(spec: Spec, { value, bits }: Whole): string {
  const conversion = spec.conversion.toLowerCase();
  if (conversion === 'd') return signed(spec, value < 0n, (value < 0n ? -value : value).toString());
  const radix = conversion === 'x' ? 16 : 8;
  const magnitude = bits === 0 ? (value < 0n ? -value : value) : BigInt.asUintN(bits, value);
  const prefix = spec.flags.includes('#') ? (radix === 16 ? '0x' : '0') : '';
  const sign = bits === 0 && value < 0n ? '-' : '';
  let digits = magnitude.toString(radix);
  if (spec.flags.includes('0')) digits = digits.padStart(spec.width - prefix.length - sign.length, '0');
  return pad(spec, cased(spec, sign + prefix + digits));
}

/** Puts sign, grouping and zeros around the digits of a number's size. */
function signed(spec: Spec, negative: boolean, digits: string): string {
  const [whole = '', ...rest] = digits.split('.');
  let body = spec.flags.includes(',') ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : whole;
  if (rest.length > 0) body += `.${rest.join('.')}`;
  let before = '';
  let after = '';
  if (negative) {
    if (spec.flags.includes('(')) [before, after] = ['(', ')'];
    else before = '-';
  } else if (spec.flags.includes('+')) before = '+';
  else if (spec.flags.includes(' ')) before = ' ';
  if (spec.flags.includes('0')) body = body.padStart(spec.width - before.length - after.length, '0');
  return pad(spec, before + body + after);
}

function* floating(vm: Machine, spec: Spec, arg: HeapObject): Steps<string> {
  const kind = boxKind(arg);
  if (kind !== 'F' && kind !== 'D') {
    if (arg.cls.name !== 'java/math/BigDecimal') return badArgument(vm, spec, arg);
    const plain = yield* vm.call<JavaValue>(arg, 'toPlainString()Ljava/lang/String;');
    const source = plain instanceof JavaString ? plain.value : '0';
    const decimal = decimalOf(source.replace('-', ''));
    return signed(spec, source.startsWith('-'), layOut(spec, decimal));
  }
  const value = Number((arg as JavaObject).peer);
  const negative = value < 0 || Object.is(value, -0);
  if (!Number.isFinite(value)) {
    if (Number.isNaN(value)) return pad(spec, cased(spec, 'NaN'));
    const name = 'Infinity';
    return signed({ ...spec, flags: spec.flags.replace('0', '') }, negative, cased(spec, name));
  }
  if (spec.conversion.toLowerCase() === 'a') return pad(spec, cased(spec, hexFloat(value)));
  const size = Math.abs(value);
  // Java rounds the shortest text that reads back as the number, not its exact value.
  const decimal = decimalOf(doubleToText(size));
  return signed(spec, negative, layOut(spec, decimal));
}

/** Digits with the place of the point: 0.digits × 10^exponent. */
type Decimal = { readonly digits: string; readonly exponent: number };

function decimalOf(text: string): Decimal {
  const [mantissa = '', power = '0'] = text.split('E');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  const digits = all.replace(/^0+/, '');
  const exponent = whole.length - (all.length - digits.length) + Number(power);
  return digits === '' ? { digits: '0', exponent: 1 } : { digits, exponent };
}

/** Rounds half up to so many digits. */
function round({ digits, exponent }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, exponent };
  if (count < 0) return { digits: '', exponent };
  const up = (digits.charCodeAt(count) || 48) >= 53;
  if (!up) return { digits: digits.slice(0, count), exponent };
  const kept = (BigInt(digits.slice(0, count) || '0') + 1n).toString();
  const grown = kept.length > count;
  return { digits: kept.padStart(count, '0'), exponent: grown ? exponent + 1 : exponent };
}

function layOut(spec: Spec, decimal: Decimal): string {
  const precision = spec.precision < 0 ? 6 : spec.precision;
  switch (spec.conversion.toLowerCase()) {
    case 'e':
      return scientific(spec, decimal, precision);
    case 'g': {
      const digits = precision === 0 ? 1 : precision;
      const rounded = round(decimal, digits);
      const isZero = /^0*$/.test(rounded.digits);
      const small = !isZero && rounded.exponent < -3;
      if (small || rounded.exponent > digits) return scientific(spec, decimal, digits - 1);
      return fixed(spec, decimal, isZero ? digits - 1 : digits - rounded.exponent);
    }
    default:
      return fixed(spec, decimal, precision);
  }
}

function fixed(spec: Spec, decimal: Decimal, places: number): string {
  const { digits, exponent } = round(decimal, decimal.exponent + places);
  const padded = exponent <= 0 ? '0'.repeat(1 - exponent) + digits : digits;
  const point = Math.max(exponent, 1);
  const whole = padded.slice(0, point).padEnd(point, '0');
  const fraction = padded.slice(point).padEnd(places, '0').slice(0, places);
  return places === 0 ? whole + (spec.flags.includes('#') ? '.' : '') : `${whole}.${fraction}`;
}

function scientific(spec: Spec, decimal: Decimal, places: number): string {
  const { digits, exponent } = round(decimal, places + 1);
  const isZero = /^0*$/.test(digits);
  const padded = digits.padEnd(places + 1, '0');
  const power = isZero ? 0 : exponent - 1;
  const point = places === 0 ? (spec.flags.includes('#') ? '.' : '') : '.';
  const sign = power < 0 ? '-' : '+';
  const text = `${padded.charAt(0)}${point}${padded.slice(1, places + 1)}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
  return cased(spec, text);
}

/** Double.toHexString. */
export function hexFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (!Number.isFinite(value)) return `${sign}Infinity`;
  if (value === 0) return `${sign}0x0.0p0`;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0').replace(/0+$/, '') || '0';
  return exponent === 0 ? `${sign}0x0.${mantissa}p-1022` : `${sign}0x1.${mantissa}p${exponent - 1023}`;
}
