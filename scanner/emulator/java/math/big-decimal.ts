import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaString, Machine, NativeMethod } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { textOfChars } from '../io/text-support.ts';
import { enumName, modelEnum } from '../lang/enum.ts';
import { doubleToText } from '../lang/number-text.ts';
import { methods } from '../signature.ts';
import { integerHash, newInteger } from './big-integer.ts';
import type { BigInteger } from './big-integer.ts';
import {
  abs,
  compareDecimals,
  divideRounded,
  fromDouble,
  parseDecimal,
  powerOfTen,
  precisionOf,
  RoundingNecessary,
  ROUNDINGS,
  roundTo,
  setScale,
  stripZeros,
  toPlainText,
  toEngineeringText,
  toText,
} from './decimal.ts';
import type { Decimal, Rounding } from './decimal.ts';

export type BigDecimal = JavaObject<Decimal>;
type Context = JavaObject<{ digits: number; rounding: Rounding }>;

/** Numbers of more digits than this are refused: the host's time must stay bounded. */
const MAX_DIGITS = 1_000_000;

export function newDecimal(vm: Machine, value: Decimal): BigDecimal {
  if (Math.abs(value.scale) > 2_147_483_647) vm.throwNew('java/lang/ArithmeticException', 'Underflow');
  const made = vm.newObject<Decimal>('java/math/BigDecimal');
  made.peer = value;
  return made;
}

/** Runs arithmetic; forbidden rounding becomes Java's exception. */
function compute(vm: Machine, work: () => Decimal): BigDecimal {
  try {
    return newDecimal(vm, work());
  } catch (error) {
    if (error instanceof RoundingNecessary)
      return vm.throwNew('java/lang/ArithmeticException', 'Rounding necessary');
    throw error;
  }
}

/** The rounding that a RoundingMode names. */
export function roundingOf(vm: Machine, mode: JavaObject | null): Rounding {
  const name = enumName(required(vm, mode));
  return ROUNDINGS.find((rounding) => rounding === name) ?? 'UNNECESSARY';
}

function numbered(vm: Machine, mode: number): Rounding {
  return ROUNDINGS[mode] ?? vm.throwNew('java/lang/IllegalArgumentException', 'Invalid rounding mode');
}

function checkScale(vm: Machine, value: Decimal, scale: number): void {
  if (Math.abs(scale - value.scale) > MAX_DIGITS)
    vm.throwNew('java/lang/OutOfMemoryError', 'too many digits');
}

function parse(vm: Machine, self: BigDecimal, text: string): void {
  self.peer =
    text.length > MAX_DIGITS
      ? vm.throwNew('java/lang/OutOfMemoryError')
      : (parseDecimal(text) ?? vm.throwNew('java/lang/NumberFormatException'));
}

function ofContext(vm: Machine, context: Context | null): { digits: number; rounding: Rounding } {
  return required(vm, context).peer;
}

function add(vm: Machine, a: Decimal, b: Decimal, sign: 1n | -1n): Decimal {
  const scale = Math.max(a.scale, b.scale);
  checkScale(vm, a, scale);
  checkScale(vm, b, scale);
  return {
    unscaled: a.unscaled * powerOfTen(scale - a.scale) + sign * b.unscaled * powerOfTen(scale - b.scale),
    scale,
  };
}

function divide(vm: Machine, a: Decimal, b: Decimal, scale: number, rounding: Rounding): Decimal {
  if (b.unscaled === 0n)
    vm.throwNew(
      'java/lang/ArithmeticException',
      a.unscaled === 0n ? 'Division undefined' : 'Division by zero',
    );
  const shift = scale - a.scale + b.scale;
  if (Math.abs(shift) > MAX_DIGITS) vm.throwNew('java/lang/OutOfMemoryError', 'too many digits');
  const [top, bottom] =
    shift >= 0 ? [a.unscaled * powerOfTen(shift), b.unscaled] : [a.unscaled, b.unscaled * powerOfTen(-shift)];
  return { unscaled: divideRounded(top, bottom, rounding), scale };
}

/** A quotient to so many digits, its trailing zeros taken off down to the scale that Java prefers. */
function divideTo(vm: Machine, a: Decimal, b: Decimal, digits: number, rounding: Rounding): Decimal {
  const preferred = a.scale - b.scale;
  if (digits === 0) return divideExactly(vm, a, b);
  if (a.unscaled === 0n && b.unscaled !== 0n) return { unscaled: 0n, scale: preferred };
  const guess = digits + 3 + precisionOf(b) - precisionOf(a) + preferred;
  // Rounded once only: the digits beyond are kept odd where anything was cut off.
  const wide = divide(vm, a, b, guess, 'DOWN');
  const isExact =
    compareDecimals({ unscaled: wide.unscaled * b.unscaled, scale: wide.scale + b.scale }, a) === 0;
  const sticky = isExact
    ? wide
    : {
        unscaled: wide.unscaled * 10n + (a.unscaled < 0n !== b.unscaled < 0n ? -1n : 1n),
        scale: wide.scale + 1,
      };
  const rounded = roundTo(sticky, digits, rounding);
  return isExact ? stripTo(rounded, preferred) : rounded;
}

function stripTo(value: Decimal, preferred: number): Decimal {
  let { unscaled, scale } = value;
  while (scale > preferred && unscaled % 10n === 0n) {
    unscaled /= 10n;
    scale--;
  }
  return { unscaled, scale };
}

function divideExactly(vm: Machine, a: Decimal, b: Decimal): Decimal {
  const preferred = a.scale - b.scale;
  if (b.unscaled === 0n)
    vm.throwNew(
      'java/lang/ArithmeticException',
      a.unscaled === 0n ? 'Division undefined' : 'Division by zero',
    );
  if (a.unscaled === 0n) return { unscaled: 0n, scale: preferred };
  const digits = Math.min(precisionOf(a) + Math.ceil((10 * precisionOf(b)) / 3), MAX_DIGITS);
  const quotient = divide(vm, a, b, preferred + digits, 'DOWN');
  if (compareDecimals({ unscaled: quotient.unscaled * b.unscaled, scale: quotient.scale + b.scale }, a) !== 0)
    vm.throwNew(
      'java/lang/ArithmeticException',
      'Non-terminating decimal expansion; no exact representable decimal result.',
    );
  return stripTo(quotient, preferred);
}

function integral(vm: Machine, a: Decimal, b: Decimal): Decimal {
  const quotient = divide(vm, a, b, 0, 'DOWN');
  const preferred = a.scale - b.scale;
  return preferred >= 0 ? setScale(quotient, preferred, 'DOWN') : stripTo(quotient, preferred);
}

function remainder(vm: Machine, a: Decimal, b: Decimal): Decimal {
  const whole = integral(vm, a, b);
  return add(vm, a, { unscaled: whole.unscaled * b.unscaled, scale: whole.scale + b.scale }, -1n);
}

function binary(work: (vm: Machine, a: Decimal, b: Decimal) => Decimal): NativeMethod {
  return (vm: Machine, self: BigDecimal, other: BigDecimal | null) => {
    const b = required(vm, other).peer;
    return compute(vm, () => work(vm, self.peer, b));
  };
}

function inContext(work: (vm: Machine, a: Decimal, b: Decimal) => Decimal): NativeMethod {
  return (vm: Machine, self: BigDecimal, other: BigDecimal | null, context: Context | null) => {
    const b = required(vm, other).peer;
    const { digits, rounding } = ofContext(vm, context);
    return compute(vm, () => roundTo(work(vm, self.peer, b), digits, rounding));
  };
}

function toInteger(vm: Machine, value: Decimal): bigint {
  checkScale(vm, value, 0);
  return setScale(value, 0, 'DOWN').unscaled;
}

function exact(bits: 8 | 16 | 32 | 64): NativeMethod {
  return (vm: Machine, self: BigDecimal) => {
    const value = toInteger(vm, self.peer);
    if (compareDecimals({ unscaled: value, scale: 0 }, self.peer) !== 0)
      vm.throwNew('java/lang/ArithmeticException', 'Rounding necessary');
    if (BigInt.asIntN(bits, value) !== value) vm.throwNew('java/lang/ArithmeticException', 'Overflow');
    return bits === 64 ? value : Number(value);
  };
}

const multiply = (_vm: Machine, a: Decimal, b: Decimal): Decimal => ({
  unscaled: a.unscaled * b.unscaled,
  scale: a.scale + b.scale,
});
const plus = (vm: Machine, a: Decimal, b: Decimal): Decimal => add(vm, a, b, 1n);
const minus = (vm: Machine, a: Decimal, b: Decimal): Decimal => add(vm, a, b, -1n);

const bigDecimal = defineClass({
  name: 'java/math/BigDecimal',
  super: 'java/lang/Number',
  interfaces: ['java/lang/Comparable'],
  fields: {
    ...Object.fromEntries(
      [
        ['ZERO', 0n],
        ['ONE', 1n],
        ['TWO', 2n],
        ['TEN', 10n],
      ].map(([name, value]) => [
        `static final ${String(name)}:Ljava/math/BigDecimal;`,
        (vm: Machine) => newDecimal(vm, { unscaled: BigInt(value ?? 0), scale: 0 }),
      ]),
    ),
    ...Object.fromEntries(ROUNDINGS.map((name, i) => [`static final ROUND_${name}:I`, i])),
  },
  methods: methods({
    'new(String)': (vm, self: BigDecimal, text: JavaString | null) => parse(vm, self, vm.text(text)),
    'new(char[])': (vm, self: BigDecimal, chars: JavaArray | null) =>
      parse(vm, self, textOfChars(required(vm, chars))),
    'new(char[], int, int)': (vm, self: BigDecimal, chars: JavaArray | null, at: number, count: number) =>
      parse(vm, self, textOfChars(required(vm, chars), at, count)),
    'new(double)': (vm, self: BigDecimal, value: number) => {
      if (!Number.isFinite(value)) vm.throwNew('java/lang/NumberFormatException', 'Infinite or NaN');
      self.peer = fromDouble(value);
    },
    'new(int)': (_vm, self: BigDecimal, value: number) => {
      self.peer = { unscaled: BigInt(value), scale: 0 };
    },
    'new(long)': (_vm, self: BigDecimal, value: bigint) => {
      self.peer = { unscaled: value, scale: 0 };
    },
    'new(BigInteger)': (vm, self: BigDecimal, value: BigInteger | null) => {
      self.peer = { unscaled: required(vm, value).peer.value, scale: 0 };
    },
    'new(BigInteger, int)': (vm, self: BigDecimal, value: BigInteger | null, scale: number) => {
      self.peer = { unscaled: required(vm, value).peer.value, scale };
    },
    'new(String, java/math/MathContext)': (
      vm,
      self: BigDecimal,
      text: JavaString | null,
      context: Context | null,
    ) => {
      parse(vm, self, vm.text(text));
      const { digits, rounding } = ofContext(vm, context);
      self.peer = roundTo(self.peer, digits, rounding);
    },
    'static BigDecimal valueOf(long)': (vm, value: bigint) => newDecimal(vm, { unscaled: value, scale: 0 }),
    'static BigDecimal valueOf(long, int)': (vm, value: bigint, scale: number) =>
      newDecimal(vm, { unscaled: value, scale }),
    'static BigDecimal valueOf(double)': (vm, value: number) =>
      newDecimal(vm, parseDecimal(doubleToText(value)) ?? vm.throwNew('java/lang/NumberFormatException')),
    'BigDecimal add(BigDecimal)': binary(plus),
    'BigDecimal subtract(BigDecimal)': binary(minus),
    'BigDecimal multiply(BigDecimal)': binary(multiply),
    'BigDecimal remainder(BigDecimal)': binary(remainder),
    'BigDecimal divideToIntegralValue(BigDecimal)': binary(integral),
    'BigDecimal divide(BigDecimal)': binary(divideExactly),
    'BigDecimal add(BigDecimal, java/math/MathContext)': inContext(plus),
    'BigDecimal subtract(BigDecimal, java/math/MathContext)': inContext(minus),
    'BigDecimal multiply(BigDecimal, java/math/MathContext)': inContext(multiply),
    'BigDecimal divide(BigDecimal, java/math/MathContext)': (
      vm,
      self: BigDecimal,
      other: BigDecimal | null,
      context: Context | null,
    ) => {
      const { digits, rounding } = ofContext(vm, context);
      return compute(vm, () => divideTo(vm, self.peer, required(vm, other).peer, digits, rounding));
    },
    'BigDecimal divide(BigDecimal, java/math/RoundingMode)': (
      vm,
      self: BigDecimal,
      other: BigDecimal | null,
      mode: JavaObject | null,
    ) =>
      compute(vm, () =>
        divide(vm, self.peer, required(vm, other).peer, self.peer.scale, roundingOf(vm, mode)),
      ),
    'BigDecimal divide(BigDecimal, int)': (vm, self: BigDecimal, other: BigDecimal | null, mode: number) =>
      compute(vm, () => divide(vm, self.peer, required(vm, other).peer, self.peer.scale, numbered(vm, mode))),
    'BigDecimal divide(BigDecimal, int, java/math/RoundingMode)': (
      vm,
      self: BigDecimal,
      other: BigDecimal | null,
      scale: number,
      mode: JavaObject | null,
    ) => compute(vm, () => divide(vm, self.peer, required(vm, other).peer, scale, roundingOf(vm, mode))),
    'BigDecimal divide(BigDecimal, int, int)': (
      vm,
      self: BigDecimal,
      other: BigDecimal | null,
      scale: number,
      mode: number,
    ) => compute(vm, () => divide(vm, self.peer, required(vm, other).peer, scale, numbered(vm, mode))),
    'BigDecimal setScale(int)': (vm, self: BigDecimal, scale: number) =>
      rescale(vm, self, scale, 'UNNECESSARY'),
    'BigDecimal setScale(int, int)': (vm, self: BigDecimal, scale: number, mode: number) =>
      rescale(vm, self, scale, numbered(vm, mode)),
    'BigDecimal setScale(int, java/math/RoundingMode)': (
      vm,
      self: BigDecimal,
      scale: number,
      mode: JavaObject | null,
    ) => rescale(vm, self, scale, roundingOf(vm, mode)),
    'BigDecimal round(java/math/MathContext)': (vm, self: BigDecimal, context: Context | null) => {
      const { digits, rounding } = ofContext(vm, context);
      return compute(vm, () => roundTo(self.peer, digits, rounding));
    },
    'BigDecimal plus()': (_vm, self: BigDecimal) => self,
    'BigDecimal plus(java/math/MathContext)': (vm, self: BigDecimal, context: Context | null) => {
      const { digits, rounding } = ofContext(vm, context);
      return compute(vm, () => roundTo(self.peer, digits, rounding));
    },
    'BigDecimal ulp()': (vm, self: BigDecimal) => newDecimal(vm, { unscaled: 1n, scale: self.peer.scale }),
    'BigDecimal[] divideAndRemainder(BigDecimal)': (vm, self: BigDecimal, other: BigDecimal | null) => {
      const b = required(vm, other).peer;
      return vm.arrayOf('[Ljava/math/BigDecimal;', [
        compute(vm, () => integral(vm, self.peer, b)),
        compute(vm, () => remainder(vm, self.peer, b)),
      ]);
    },
    'String toEngineeringString()': (_vm, self: BigDecimal) => toEngineeringText(self.peer),
    'BigDecimal stripTrailingZeros()': (vm, self: BigDecimal) => newDecimal(vm, stripZeros(self.peer)),
    'BigDecimal negate()': (vm, self: BigDecimal) =>
      newDecimal(vm, { ...self.peer, unscaled: -self.peer.unscaled }),
    'BigDecimal abs()': (vm, self: BigDecimal) =>
      newDecimal(vm, { ...self.peer, unscaled: abs(self.peer.unscaled) }),
    'BigDecimal pow(int)': (vm, self: BigDecimal, exponent: number) => {
      if (exponent < 0 || exponent > 999_999_999 || precisionOf(self.peer) * exponent > MAX_DIGITS)
        vm.throwNew('java/lang/ArithmeticException', 'Invalid operation');
      return newDecimal(vm, {
        unscaled: self.peer.unscaled ** BigInt(exponent),
        scale: self.peer.scale * exponent,
      });
    },
    'BigDecimal movePointLeft(int)': (vm, self: BigDecimal, by: number) => movePoint(vm, self, by),
    'BigDecimal movePointRight(int)': (vm, self: BigDecimal, by: number) => movePoint(vm, self, -by),
    'BigDecimal scaleByPowerOfTen(int)': (vm, self: BigDecimal, by: number) =>
      newDecimal(vm, { ...self.peer, scale: self.peer.scale - by }),
    'BigDecimal min(BigDecimal)': (vm, self: BigDecimal, other: BigDecimal | null) =>
      compareDecimals(self.peer, required(vm, other).peer) <= 0 ? self : other,
    'BigDecimal max(BigDecimal)': (vm, self: BigDecimal, other: BigDecimal | null) =>
      compareDecimals(self.peer, required(vm, other).peer) >= 0 ? self : other,
    'int scale()': (_vm, self: BigDecimal) => self.peer.scale,
    'int precision()': (_vm, self: BigDecimal) => precisionOf(self.peer),
    'int signum()': (_vm, self: BigDecimal) =>
      self.peer.unscaled > 0n ? 1 : self.peer.unscaled < 0n ? -1 : 0,
    'BigInteger unscaledValue()': (vm, self: BigDecimal) => newInteger(vm, self.peer.unscaled),
    'BigInteger toBigInteger()': (vm, self: BigDecimal) => newInteger(vm, toInteger(vm, self.peer)),
    'int compareTo(BigDecimal)': (vm, self: BigDecimal, other: BigDecimal | null) => ordered(vm, self, other),
    'int compareTo(Object)': (vm, self: BigDecimal, other: BigDecimal | null) => ordered(vm, self, other),
    'boolean equals(Object)': (_vm, self: BigDecimal, other: Ref) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      (other as BigDecimal).peer.scale === self.peer.scale &&
      (other as BigDecimal).peer.unscaled === self.peer.unscaled,
    'int hashCode()': (_vm, self: BigDecimal) =>
      (Math.imul(31, integerHash(self.peer.unscaled)) + self.peer.scale) | 0,
    'String toString()': (_vm, self: BigDecimal) => toText(self.peer),
    'String toPlainString()': (vm, self: BigDecimal) => {
      checkScale(vm, self.peer, 0);
      return toPlainText(self.peer);
    },
    'int intValue()': (vm, self: BigDecimal) => Number(BigInt.asIntN(32, toInteger(vm, self.peer))),
    'long longValue()': (vm, self: BigDecimal) => BigInt.asIntN(64, toInteger(vm, self.peer)),
    'short shortValue()': (vm, self: BigDecimal) => Number(BigInt.asIntN(16, toInteger(vm, self.peer))),
    'byte byteValue()': (vm, self: BigDecimal) => Number(BigInt.asIntN(8, toInteger(vm, self.peer))),
    'double doubleValue()': (_vm, self: BigDecimal) => Number(toText(self.peer)),
    'float floatValue()': (_vm, self: BigDecimal) => Math.fround(Number(toText(self.peer))),
    'int intValueExact()': exact(32),
    'long longValueExact()': exact(64),
    'short shortValueExact()': exact(16),
    'byte byteValueExact()': exact(8),
  }),
});

function rescale(vm: Machine, self: BigDecimal, scale: number, rounding: Rounding): BigDecimal {
  checkScale(vm, self.peer, scale);
  return compute(vm, () => setScale(self.peer, scale, rounding));
}

function movePoint(vm: Machine, self: BigDecimal, left: number): BigDecimal {
  const moved = { ...self.peer, scale: self.peer.scale + left };
  checkScale(vm, moved, 0);
  return newDecimal(vm, moved.scale < 0 ? setScale(moved, 0, 'UNNECESSARY') : moved);
}

function ordered(vm: Machine, self: BigDecimal, other: BigDecimal | null): number {
  const b = required(vm, other).peer;
  if (Math.abs(self.peer.scale - b.scale) > MAX_DIGITS) {
    // Too far apart to line up: the sizes alone decide.
    const size = (value: Decimal): number =>
      value.unscaled === 0n ? -Infinity : precisionOf(value) - value.scale;
    const bySize = Math.sign(size(self.peer) - size(b));
    return self.peer.unscaled < 0n ? -bySize : bySize;
  }
  return compareDecimals(self.peer, b);
}

const mathContext = defineClass({
  name: 'java/math/MathContext',
  flags: 'final',
  fields: Object.fromEntries(
    (
      [
        ['UNLIMITED', 0, 'HALF_UP'],
        ['DECIMAL32', 7, 'HALF_EVEN'],
        ['DECIMAL64', 16, 'HALF_EVEN'],
        ['DECIMAL128', 34, 'HALF_EVEN'],
      ] as const
    ).map(([name, digits, rounding]) => [
      `static final ${name}:Ljava/math/MathContext;`,
      (vm: Machine) => {
        const made = vm.newObject<Context['peer']>('java/math/MathContext');
        made.peer = { digits, rounding };
        return made;
      },
    ]),
  ),
  methods: methods({
    'new(int)': (_vm, self: Context, digits: number) => {
      self.peer = { digits, rounding: 'HALF_UP' };
    },
    'new(int, java/math/RoundingMode)': (vm, self: Context, digits: number, mode: JavaObject | null) => {
      self.peer = { digits, rounding: roundingOf(vm, mode) };
    },
    'int getPrecision()': (_vm, self: Context) => self.peer.digits,
    'String toString()': (_vm, self: Context) =>
      `precision=${self.peer.digits} roundingMode=${self.peer.rounding}`,
  }),
});

export const decimals: readonly ClassModel[] = [
  bigDecimal,
  mathContext,
  modelEnum('java/math/RoundingMode', ROUNDINGS),
];
