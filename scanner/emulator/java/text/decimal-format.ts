import { boxKind, defineClass, JavaObject, unbox } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { box } from '../../machine/index.ts';
import { argumentLabel, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { doubleToText } from '../lang/number-text.ts';
import { roundingOf } from '../math/big-decimal.ts';
import { fromDouble, parseDecimal, RoundingNecessary, toText } from '../math/decimal.ts';
import type { Decimal, Rounding } from '../math/decimal.ts';
import { methods } from '../signature.ts';
import { defaultLocale, languageTag } from '../util/locale.ts';
import type { Locale, LocalePeer } from '../util/locale.ts';
import { formatDecimal, parseNumberPattern, readNumber } from './number-pattern.ts';
import type { NumberPattern, NumberSymbols } from './number-pattern.ts';
import { throwParse } from './positions.ts';
import type { Position } from './positions.ts';

type FormatPeer = {
  text: string;
  pattern: NumberPattern;
  symbols: NumberSymbols;
  rounding: Rounding;
  integerOnly: boolean;
  parseBig: boolean;
};
type NumberFormat = JavaObject<FormatPeer>;
type Symbols = JavaObject<NumberSymbols>;

function symbolsOf(locale: LocalePeer): NumberSymbols {
  const tag = languageTag(locale);
  const isKnown =
    /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag) && Intl.NumberFormat.supportedLocalesOf([tag]).length > 0;
  const parts = new Intl.NumberFormat(isKnown ? tag : 'en-US').formatToParts(-1_234_567.5);
  const part = (type: string, otherwise: string): string =>
    parts.find((piece) => piece.type === type)?.value ?? otherwise;
  const currency =
    { CN: '¥', US: '$', GB: '£', JP: '￥', TW: '$', HK: 'HK$', KR: '₩', DE: '€', FR: '€', IT: '€' }[
      locale.country
    ] ?? '¤';
  return {
    decimal: part('decimal', '.'),
    group: part('group', ','),
    minus: part('minusSign', '-'),
    currency,
  };
}

function patternOf(vm: Machine, text: string): NumberPattern {
  return (
    parseNumberPattern(text) ??
    vm.throwNew('java/lang/IllegalArgumentException', `Malformed pattern "${text}"`)
  );
}

function init(vm: Machine, self: NumberFormat, text: string, symbols: NumberSymbols): void {
  self.peer = {
    text,
    pattern: patternOf(vm, text),
    symbols,
    rounding: 'HALF_EVEN',
    integerOnly: false,
    parseBig: false,
  };
}

function render(vm: Machine, self: NumberFormat, value: Decimal, isNegative: boolean): string {
  const { pattern, symbols, rounding } = self.peer;
  // 309 digits are what a double may need; a hostile BigDecimal has no more of the host's time.
  if (Math.abs(value.scale) > 100_000) return vm.throwNew('java/lang/OutOfMemoryError', 'too many digits');
  try {
    return formatDecimal(pattern, value, isNegative, symbols, rounding);
  } catch (error) {
    if (error instanceof RoundingNecessary)
      return vm.throwNew(
        'java/lang/ArithmeticException',
        'Rounding needed with the rounding mode being set to RoundingMode.UNNECESSARY',
      );
    throw error;
  }
}

function renderDouble(vm: Machine, self: NumberFormat, value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const isNegative = value < 0 || Object.is(value, -0);
  const { prefix, suffix } = self.peer.pattern;
  if (!Number.isFinite(value))
    return `${isNegative ? '-' : ''}${prefix.replaceAll("'", '')}∞${suffix.replaceAll("'", '')}`;
  // A double that prints short is what its digits say; rounding looks at its exact value.
  const short = parseDecimal(doubleToText(value));
  const places = self.peer.pattern.maxFraction + (self.peer.pattern.multiplier === 100 ? 2 : 0);
  const exact =
    short !== undefined && (short.scale <= places || self.peer.pattern.exponentDigits > 0)
      ? short
      : fromDouble(value);
  return render(vm, self, exact, isNegative);
}

/** Any Number as text; a BigDecimal to its last digit. */
function* renderObject(vm: Machine, self: NumberFormat, value: Ref): Steps<string> {
  if (value instanceof JavaObject) {
    const kind = boxKind(value);
    if (kind === 'D' || kind === 'F') return renderDouble(vm, self, Number(unbox(value)));
    if (kind !== undefined && kind !== 'Z' && kind !== 'C') {
      const integer = BigInt(unbox(value) as bigint | number);
      return render(vm, self, { unscaled: integer, scale: 0 }, integer < 0n);
    }
    const { peer } = value;
    if (typeof peer === 'object' && peer !== null && 'unscaled' in peer)
      return render(vm, self, peer as Decimal, (peer as Decimal).unscaled < 0n);
    if (typeof peer === 'object' && peer !== null && 'value' in peer && typeof peer.value === 'bigint')
      return render(vm, self, { unscaled: peer.value, scale: 0 }, peer.value < 0n);
    if (value.cls.isSubclassOf(vm.classes.platformClass('java/lang/Number')))
      return renderDouble(vm, self, yield* vm.call<number>(value, 'doubleValue()D'));
  }
  return vm.throwNew('java/lang/IllegalArgumentException', 'Cannot format given Object as a Number');
}

function parse(vm: Machine, self: NumberFormat, text: string, position: Position['peer']): HeapObject | null {
  const { pattern, symbols, integerOnly, parseBig } = self.peer;
  const read = readNumber(pattern, text, position.index, symbols, integerOnly);
  if (read === undefined) {
    position.errorIndex = position.index;
    return null;
  }
  position.index = read.endAt;
  if (parseBig) {
    const made = vm.newObject<Decimal>('java/math/BigDecimal');
    made.peer = read.value;
    return made;
  }
  const number = Number(toText(read.value));
  if (read.isNegative && number === 0) return box(vm, 'D', -0);
  return Number.isInteger(number) && Math.abs(number) < 2 ** 63
    ? box(vm, 'J', BigInt(toIntegral(read.value)))
    : box(vm, 'D', number);
}

function toIntegral({ unscaled, scale }: Decimal): bigint {
  return scale <= 0 ? unscaled * 10n ** BigInt(-scale) : unscaled / 10n ** BigInt(scale);
}

function instance(
  vm: Machine,
  pattern: string,
  locale: Locale | null,
  change: Partial<FormatPeer> = {},
): NumberFormat {
  const made = vm.newObject<FormatPeer>('java/text/DecimalFormat');
  init(vm, made, pattern, symbolsOf((locale ?? defaultLocale(vm)).peer));
  Object.assign(made.peer, change);
  return made;
}

type Builder = JavaObject<{ text: string }>;

function appendTo(vm: Machine, target: Builder | null, text: string, label: number): Builder {
  const buffer = required(vm, target);
  buffer.peer.text += text;
  vm.addLabel(buffer, label);
  return buffer;
}

const INSTANCES: readonly (readonly [name: string, pattern: string, change: Partial<FormatPeer>])[] = [
  ['getInstance', '#,##0.###', {}],
  ['getNumberInstance', '#,##0.###', {}],
  ['getIntegerInstance', '#,##0', { integerOnly: true }],
  ['getPercentInstance', '#,##0%', {}],
  ['getCurrencyInstance', '\u00a4#,##0.00', {}],
];

/** Generators where a primitive comes in: only they see its labels. */
const numberFormat = defineClass({
  name: 'java/text/NumberFormat',
  super: 'java/text/Format',
  flags: 'abstract',
  labels: 'container',
  methods: methods({
    'new()': () => undefined,
    ...Object.fromEntries(
      INSTANCES.flatMap(([name, pattern, change]) => [
        [`static final NumberFormat ${name}()`, (vm: Machine) => instance(vm, pattern, null, change)],
        [
          `static NumberFormat ${name}(Locale)`,
          (vm: Machine, locale: Locale) => instance(vm, pattern, locale, change),
        ],
      ]),
    ),
    'final String format(double)': function* (vm, self: NumberFormat, value: number) {
      return vm.string(renderDouble(vm, self, value), argumentLabel(vm));
    },
    'final String format(long)': function* (vm, self: NumberFormat, value: bigint) {
      return vm.string(render(vm, self, { unscaled: value, scale: 0 }, value < 0n), argumentLabel(vm));
    },
    'StringBuffer format(Object, StringBuffer, FieldPosition)': function* (
      vm,
      self: NumberFormat,
      value: Ref,
      buffer: Builder | null,
    ) {
      return appendTo(
        vm,
        buffer,
        yield* renderObject(vm, self, value),
        value === null ? 0 : vm.labelOf(value),
      );
    },
    'StringBuffer format(double, StringBuffer, FieldPosition)': function* (
      vm,
      self: NumberFormat,
      value: number,
      buffer: Builder | null,
    ) {
      return appendTo(vm, buffer, renderDouble(vm, self, value), argumentLabel(vm));
    },
    'StringBuffer format(long, StringBuffer, FieldPosition)': function* (
      vm,
      self: NumberFormat,
      value: bigint,
      buffer: Builder | null,
    ) {
      return appendTo(
        vm,
        buffer,
        render(vm, self, { unscaled: value, scale: 0 }, value < 0n),
        argumentLabel(vm),
      );
    },
    'java/lang/Number parse(String)': (vm, self: NumberFormat, text: JavaString | null) => {
      const position = { index: 0, errorIndex: -1 };
      return (
        parse(vm, self, vm.text(text), position) ??
        throwParse(vm, `Unparseable number: "${vm.text(text)}"`, Math.max(position.errorIndex, 0))
      );
    },
    'java/lang/Number parse(String, ParsePosition)': (
      vm,
      self: NumberFormat,
      text: JavaString | null,
      position: Position | null,
    ) => parse(vm, self, vm.text(text), required(vm, position).peer),
    'void setMaximumFractionDigits(int)': (_vm, self: NumberFormat, digits: number) => {
      self.peer.pattern.maxFraction = Math.max(0, digits);
      self.peer.pattern.minFraction = Math.min(self.peer.pattern.minFraction, self.peer.pattern.maxFraction);
    },
    'void setMinimumFractionDigits(int)': (_vm, self: NumberFormat, digits: number) => {
      self.peer.pattern.minFraction = Math.min(Math.max(0, digits), 340);
      self.peer.pattern.maxFraction = Math.max(self.peer.pattern.maxFraction, self.peer.pattern.minFraction);
    },
    'void setMaximumIntegerDigits(int)': (_vm, self: NumberFormat, digits: number) => {
      self.peer.pattern.maxInteger = Math.max(0, digits);
      self.peer.pattern.minInteger = Math.min(self.peer.pattern.minInteger, self.peer.pattern.maxInteger);
    },
    'void setMinimumIntegerDigits(int)': (_vm, self: NumberFormat, digits: number) => {
      self.peer.pattern.minInteger = Math.min(Math.max(0, digits), 309);
      self.peer.pattern.maxInteger = Math.max(self.peer.pattern.maxInteger, self.peer.pattern.minInteger);
    },
    'int getMaximumFractionDigits()': (_vm, self: NumberFormat) => self.peer.pattern.maxFraction,
    'int getMinimumFractionDigits()': (_vm, self: NumberFormat) => self.peer.pattern.minFraction,
    'void setGroupingUsed(boolean)': (_vm, self: NumberFormat, on: boolean) => {
      self.peer.pattern.grouping = on ? self.peer.pattern.grouping || 3 : 0;
    },
    'boolean isGroupingUsed()': (_vm, self: NumberFormat) => self.peer.pattern.grouping > 0,
    'void setParseIntegerOnly(boolean)': (_vm, self: NumberFormat, on: boolean) => {
      self.peer.integerOnly = on;
    },
    'void setRoundingMode(java/math/RoundingMode)': (vm, self: NumberFormat, mode: JavaObject | null) => {
      self.peer.rounding = roundingOf(vm, mode);
    },
    'Object clone()': (vm, self: NumberFormat) => {
      const copy = vm.cloneOf(self) as NumberFormat;
      copy.peer = { ...self.peer, pattern: { ...self.peer.pattern } };
      return copy;
    },
  }),
});

const decimalFormat = defineClass({
  name: 'java/text/DecimalFormat',
  super: 'java/text/NumberFormat',
  labels: 'container',
  methods: methods({
    'new()': (vm, self: NumberFormat) => init(vm, self, '#,##0.###', symbolsOf(defaultLocale(vm).peer)),
    'new(String)': (vm, self: NumberFormat, pattern: JavaString | null) =>
      init(vm, self, vm.text(pattern), symbolsOf(defaultLocale(vm).peer)),
    'new(String, java/text/DecimalFormatSymbols)': (
      vm,
      self: NumberFormat,
      pattern: JavaString | null,
      symbols: Symbols | null,
    ) => init(vm, self, vm.text(pattern), required(vm, symbols).peer),
    'void applyPattern(String)': (vm, self: NumberFormat, pattern: JavaString | null) => {
      self.peer.pattern = patternOf(vm, vm.text(pattern));
      self.peer.text = vm.text(pattern);
    },
    'String toPattern()': (_vm, self: NumberFormat) => self.peer.text,
    'void setParseBigDecimal(boolean)': (_vm, self: NumberFormat, on: boolean) => {
      self.peer.parseBig = on;
    },
    'void setGroupingSize(int)': (_vm, self: NumberFormat, size: number) => {
      self.peer.pattern.grouping = Math.max(0, size);
    },
    'void setPositivePrefix(String)': (vm, self: NumberFormat, text: JavaString | null) => {
      self.peer.pattern.prefix = `'${vm.text(text).replaceAll("'", '')}'`;
    },
    'void setDecimalFormatSymbols(java/text/DecimalFormatSymbols)': (
      vm,
      self: NumberFormat,
      symbols: Symbols | null,
    ) => {
      self.peer.symbols = required(vm, symbols).peer;
    },
    'java/text/DecimalFormatSymbols getDecimalFormatSymbols()': (vm, self: NumberFormat) =>
      newSymbols(vm, self.peer.symbols),
  }),
});

function newSymbols(vm: Machine, symbols: NumberSymbols): Symbols {
  const made = vm.newObject<NumberSymbols>('java/text/DecimalFormatSymbols');
  made.peer = symbols;
  return made;
}

function symbol(name: string, member: 'decimal' | 'group' | 'minus') {
  return {
    [`char get${name}()`]: (_vm: Machine, self: Symbols) => self.peer[member].charCodeAt(0),
    [`void set${name}(char)`]: (_vm: Machine, self: Symbols, code: number) => {
      self.peer = { ...self.peer, [member]: String.fromCharCode(code) };
    },
  };
}

const decimalFormatSymbols = defineClass({
  name: 'java/text/DecimalFormatSymbols',
  methods: methods({
    'new()': (vm, self: Symbols) => {
      self.peer = symbolsOf(defaultLocale(vm).peer);
    },
    'new(Locale)': (vm, self: Symbols, locale: Locale | null) => {
      self.peer = symbolsOf(required(vm, locale).peer);
    },
    'static final java/text/DecimalFormatSymbols getInstance()': (vm) =>
      newSymbols(vm, symbolsOf(defaultLocale(vm).peer)),
    'static final java/text/DecimalFormatSymbols getInstance(Locale)': (vm, locale: Locale | null) =>
      newSymbols(vm, symbolsOf(required(vm, locale).peer)),
    ...symbol('DecimalSeparator', 'decimal'),
    ...symbol('GroupingSeparator', 'group'),
    ...symbol('MinusSign', 'minus'),
    'char getZeroDigit()': () => 48,
    'String getCurrencySymbol()': (_vm, self: Symbols) => self.peer.currency,
  }),
});

export const numberFormats: readonly ClassModel[] = [numberFormat, decimalFormat, decimalFormatSymbols];
