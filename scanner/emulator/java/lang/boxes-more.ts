import { box, boxClassName, type JavaObject } from '../../machine/index.ts';
import type { HeapObject, JavaString, JavaValue, Machine, NativeMethod } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { hexFloat } from '../util/format-text.ts';
import { parseInteger } from './boxes.ts';
import { systemProperties } from './system.ts';

type Ref = HeapObject | null;
type Methods = Record<string, NativeMethod | null>;

const int = (value: bigint | number): number => Number(BigInt.asIntN(32, BigInt(value)));
const long = (value: bigint): bigint => BigInt.asIntN(64, value);

function checkRadix(vm: Machine, radix: number): void {
  if (radix < 2 || radix > 36)
    vm.throwNew(
      'java/lang/NumberFormatException',
      radix < 2
        ? `radix ${radix} less than Character.MIN_RADIX`
        : `radix ${radix} greater than Character.MAX_RADIX`,
    );
}

/** Java's parse with range check for the narrow kinds. */
function parseNarrow(vm: Machine, text: JavaString | null, radix: number, low: number, high: number): number {
  checkRadix(vm, radix);
  const value = Number(parseInteger(vm, text, radix, 32));
  if (value < low || value > high)
    vm.throwNew(
      'java/lang/NumberFormatException',
      `Value out of range. Value:"${text?.value}" Radix:${radix}`,
    );
  return value;
}

/** Sign, `0x`, `#` or leading `0`, digits: what decode understands. */
function decode(vm: Machine, text: JavaString | null, bits: 32 | 64): bigint {
  const source = vm.text(text);
  const match = /^([+-]?)(0[xX]|#|0(?=.))?(.*)$/s.exec(source);
  const [, sign = '', prefix = '', digits = ''] = match ?? [];
  if (digits === '' || /^[+-]/.test(digits))
    vm.throwNew(
      'java/lang/NumberFormatException',
      source === '' ? 'Zero length string' : `For input string: "${source}"`,
    );
  const radix = prefix === '' ? 10 : prefix === '0' ? 8 : 16;
  return parseInteger(vm, vm.string(sign + digits), radix, bits);
}

/** Java's floating-point grammar is wider than JavaScript's: suffixes, hexadecimal, surrounding blanks. */
export function parseFloating(vm: Machine, text: JavaString | null): number {
  if (text === null) return vm.throwNew('java/lang/NullPointerException');
  const source = text.value.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?$/.test(source))
    return Number(source.replace(/[fFdD]$/, ''));
  const special = /^([+-]?)(NaN|Infinity)$/.exec(source);
  if (special !== null) return special[2] === 'NaN' ? Number.NaN : special[1] === '-' ? -Infinity : Infinity;
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)[fFdD]?$/.exec(source);
  if (hex !== null && `${hex[2]}${hex[3]}` !== '') {
    const [, sign, whole = '', fraction = '', power] = hex;
    const size = Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(power) - 4 * fraction.length);
    return sign === '-' ? -size : size;
  }
  return vm.throwNew(
    'java/lang/NumberFormatException',
    source === '' ? 'empty String' : `For input string: "${text.value}"`,
  );
}

function radixText(value: bigint, radix: number): string {
  return value.toString(radix < 2 || radix > 36 ? 10 : radix);
}

function property(vm: Machine, name: JavaString | null): string | undefined {
  return name === null ? undefined : systemProperties(vm).get(name.value);
}

/** Methods of Integer (bits 32) or Long (64) that come in the same words. */
function wholeMethods(kind: 'I' | 'J'): Methods {
  const bits = kind === 'I' ? 32 : 64;
  const [type, name] = kind === 'I' ? (['int', 'Integer'] as const) : (['long', 'Long'] as const);
  const make = (value: bigint): JavaValue => (kind === 'I' ? int(value) : long(value));
  const unsigned = (value: JavaValue): bigint => BigInt.asUintN(bits, BigInt(value as number | bigint));
  const rotate = (value: JavaValue, by: number): JavaValue => {
    const shift = BigInt(((by % bits) + bits) % bits);
    const all = unsigned(value);
    return make((all << shift) | (all >> (BigInt(bits) - shift)));
  };
  const leading = (value: JavaValue): number => bits - unsigned(value).toString(2).replace(/^0$/, '').length;
  const trailing = (value: JavaValue): number => {
    const text = unsigned(value).toString(2);
    return text === '0' ? bits : text.length - 1 - text.lastIndexOf('1');
  };
  const compare = (a: JavaValue, b: JavaValue) =>
    (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
  const parse = (vm: Machine, text: JavaString | null, radix = 10): JavaValue => {
    checkRadix(vm, radix);
    return make(parseInteger(vm, text, radix, bits));
  };
  const parseUnsigned = (vm: Machine, text: JavaString | null, radix: number): JavaValue => {
    const source = vm.text(text);
    if (source.startsWith('-'))
      vm.throwNew(
        'java/lang/NumberFormatException',
        `Illegal leading minus sign on unsigned string ${source}.`,
      );
    let value = 0n;
    for (const digit of source.replace('+', '')) {
      const worth = Number.parseInt(digit, radix);
      if (Number.isNaN(worth))
        vm.throwNew('java/lang/NumberFormatException', `For input string: "${source}"`);
      value = value * BigInt(radix) + BigInt(worth);
      if (value >> BigInt(bits) !== 0n)
        vm.throwNew(
          'java/lang/NumberFormatException',
          `String value ${source} exceeds range of unsigned ${type}.`,
        );
    }
    if (source === '') vm.throwNew('java/lang/NumberFormatException', 'For input string: ""');
    return make(value);
  };
  return methods({
    'new(String)': (vm, self: JavaObject<JavaValue>, text: JavaString | null) => {
      self.peer = parse(vm, text);
    },
    [`static ${type} parse${kind === 'I' ? 'Int' : 'Long'}(String, int)`]: parse,
    [`static ${type} parseUnsigned${kind === 'I' ? 'Int' : 'Long'}(String)`]: (
      vm: Machine,
      text: JavaString | null,
    ) => parseUnsigned(vm, text, 10),
    [`static ${type} parseUnsigned${kind === 'I' ? 'Int' : 'Long'}(String, int)`]: parseUnsigned,
    [`static ${name} valueOf(String)`]: (vm: Machine, text: JavaString | null) =>
      box(vm, kind, parse(vm, text)),
    [`static ${name} valueOf(String, int)`]: (vm: Machine, text: JavaString | null, radix: number) =>
      box(vm, kind, parse(vm, text, radix)),
    [`static ${name} decode(String)`]: (vm: Machine, text: JavaString | null) =>
      box(vm, kind, make(decode(vm, text, bits))),
    [`static ${name} get${name}(String)`]: (vm: Machine, key: JavaString | null) => {
      const text = property(vm, key);
      return text === undefined || !/^[+-]?\d+$/.test(text) ? null : box(vm, kind, make(BigInt(text)));
    },
    [`static ${name} get${name}(String, ${type})`]: (
      vm: Machine,
      key: JavaString | null,
      other: JavaValue,
    ) => {
      const text = property(vm, key);
      return box(vm, kind, text === undefined || !/^[+-]?\d+$/.test(text) ? other : make(BigInt(text)));
    },
    [`static String toString(${type}, int)`]: (_vm: Machine, value: number | bigint, radix: number) =>
      radixText(BigInt(value), radix),
    [`static String toBinaryString(${type})`]: (_vm: Machine, value: JavaValue) =>
      unsigned(value).toString(2),
    [`static String toOctalString(${type})`]: (_vm: Machine, value: JavaValue) => unsigned(value).toString(8),
    [`static String toUnsignedString(${type})`]: (_vm: Machine, value: JavaValue) =>
      unsigned(value).toString(),
    [`static String toUnsignedString(${type}, int)`]: (_vm: Machine, value: JavaValue, radix: number) =>
      radixText(unsigned(value), radix),
    [`static int bitCount(${type})`]: (_vm: Machine, value: JavaValue) =>
      unsigned(value).toString(2).replaceAll('0', '').length,
    [`static ${type} highestOneBit(${type})`]: (_vm: Machine, value: JavaValue) =>
      unsigned(value) === 0n ? make(0n) : make(1n << BigInt(bits - 1 - leading(value))),
    [`static ${type} lowestOneBit(${type})`]: (_vm: Machine, value: JavaValue) =>
      make(BigInt(value as number) & -BigInt(value as number)),
    [`static int numberOfLeadingZeros(${type})`]: (_vm: Machine, value: JavaValue) => leading(value),
    [`static int numberOfTrailingZeros(${type})`]: (_vm: Machine, value: JavaValue) => trailing(value),
    [`static ${type} rotateLeft(${type}, int)`]: (_vm: Machine, value: JavaValue, by: number) =>
      rotate(value, by),
    [`static ${type} rotateRight(${type}, int)`]: (_vm: Machine, value: JavaValue, by: number) =>
      rotate(value, -by),
    [`static ${type} reverse(${type})`]: (_vm: Machine, value: JavaValue) =>
      make(BigInt(`0b${[...unsigned(value).toString(2).padStart(bits, '0')].reverse().join('')}`)),
    [`static ${type} reverseBytes(${type})`]: (_vm: Machine, value: JavaValue) =>
      make(
        BigInt(
          `0x${(
            unsigned(value)
              .toString(16)
              .padStart(bits / 4, '0')
              .match(/../g) ?? []
          )
            .reverse()
            .join('')}`,
        ),
      ),
    [`static int signum(${type})`]: (_vm: Machine, value: JavaValue) => compare(value, kind === 'I' ? 0 : 0n),
    [`static int compare(${type}, ${type})`]: (_vm: Machine, a: JavaValue, b: JavaValue) => compare(a, b),
    [`static int compareUnsigned(${type}, ${type})`]: (_vm: Machine, a: JavaValue, b: JavaValue) =>
      compare(unsigned(a), unsigned(b)),
    [`static ${type} divideUnsigned(${type}, ${type})`]: (vm: Machine, a: JavaValue, b: JavaValue) =>
      unsigned(b) === 0n
        ? vm.throwNew('java/lang/ArithmeticException', 'divide by zero')
        : make(unsigned(a) / unsigned(b)),
    [`static ${type} remainderUnsigned(${type}, ${type})`]: (vm: Machine, a: JavaValue, b: JavaValue) =>
      unsigned(b) === 0n
        ? vm.throwNew('java/lang/ArithmeticException', 'divide by zero')
        : make(unsigned(a) % unsigned(b)),
    [`static ${type} sum(${type}, ${type})`]: (_vm: Machine, a: JavaValue, b: JavaValue) =>
      make(BigInt(a as number) + BigInt(b as number)),
    [`static ${type} max(${type}, ${type})`]: (_vm: Machine, a: JavaValue, b: JavaValue) =>
      compare(a, b) >= 0 ? a : b,
    [`static ${type} min(${type}, ${type})`]: (_vm: Machine, a: JavaValue, b: JavaValue) =>
      compare(a, b) <= 0 ? a : b,
    ...(kind === 'I'
      ? { 'static long toUnsignedLong(int)': (_vm: Machine, value: number) => BigInt(value >>> 0) }
      : {}),
  });
}

function narrowMethods(type: 'byte' | 'short', bits: 8 | 16): Methods {
  const name = type === 'byte' ? 'Byte' : 'Short';
  const kind = type === 'byte' ? 'B' : 'S';
  const low = -(2 ** (bits - 1));
  const parse = (vm: Machine, text: JavaString | null, radix = 10) =>
    parseNarrow(vm, text, radix, low, -low - 1);
  return methods({
    'new(String)': (vm, self: JavaObject<JavaValue>, text: JavaString | null) => {
      self.peer = parse(vm, text);
    },
    [`static ${type} parse${name}(String)`]: (vm: Machine, text: JavaString | null) => parse(vm, text),
    [`static ${type} parse${name}(String, int)`]: parse,
    [`static ${name} valueOf(String)`]: (vm: Machine, text: JavaString | null) =>
      box(vm, kind, parse(vm, text)),
    [`static ${name} valueOf(String, int)`]: (vm: Machine, text: JavaString | null, radix: number) =>
      box(vm, kind, parse(vm, text, radix)),
    [`static ${name} decode(String)`]: (vm: Machine, text: JavaString | null) => {
      const value = Number(decode(vm, text, 32));
      if (value < low || value >= -low)
        vm.throwNew(
          'java/lang/NumberFormatException',
          `Value ${value} out of range from input ${text?.value}`,
        );
      return box(vm, kind, value);
    },
    [`static int compare(${type}, ${type})`]: (_vm: Machine, a: number, b: number) => a - b,
    [`static int toUnsignedInt(${type})`]: (_vm: Machine, value: number) => value & (2 ** bits - 1),
    [`static long toUnsignedLong(${type})`]: (_vm: Machine, value: number) => BigInt(value & (2 ** bits - 1)),
    ...(type === 'short'
      ? {
          'static short reverseBytes(short)': (_vm: Machine, value: number) =>
            (((value & 0xff) << 24) >> 16) | ((value >> 8) & 0xff),
        }
      : {}),
  });
}

function compareFloats(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return Object.is(a, b) ? 0 : Object.is(a, -0) ? -1 : 1;
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : -1;
}

function floatingMethods(type: 'float' | 'double'): Methods {
  const name = type === 'float' ? 'Float' : 'Double';
  const kind = type === 'float' ? 'F' : 'D';
  const round = (value: number) => (type === 'float' ? Math.fround(value) : value);
  return methods({
    'new(String)': (vm, self: JavaObject<JavaValue>, text: JavaString | null) => {
      self.peer = round(parseFloating(vm, text));
    },
    [`static ${type} parse${name}(String)`]: (vm: Machine, text: JavaString | null) =>
      round(parseFloating(vm, text)),
    [`static ${name} valueOf(String)`]: (vm: Machine, text: JavaString | null) =>
      box(vm, kind, round(parseFloating(vm, text))),
    [`static boolean isNaN(${type})`]: (_vm: Machine, value: number) => Number.isNaN(value),
    [`static boolean isInfinite(${type})`]: (_vm: Machine, value: number) => Math.abs(value) === Infinity,
    [`static boolean isFinite(${type})`]: (_vm: Machine, value: number) => Number.isFinite(value),
    'boolean isNaN()': (_vm, self: JavaObject<number>) => Number.isNaN(self.peer),
    'boolean isInfinite()': (_vm, self: JavaObject<number>) => Math.abs(self.peer) === Infinity,
    [`static int compare(${type}, ${type})`]: (_vm: Machine, a: number, b: number) => compareFloats(a, b),
    [`int compareTo(${name})`]: (_vm: Machine, self: JavaObject<number>, other: JavaObject<number>) =>
      compareFloats(self.peer, other.peer),
    [`static String toHexString(${type})`]: (_vm: Machine, value: number) => hexFloat(value),
    [`static ${type} sum(${type}, ${type})`]: (_vm: Machine, a: number, b: number) => round(a + b),
    [`static ${type} max(${type}, ${type})`]: (_vm: Machine, a: number, b: number) => Math.max(a, b),
    [`static ${type} min(${type}, ${type})`]: (_vm: Machine, a: number, b: number) => Math.min(a, b),
    ...(type === 'float'
      ? {
          'new(double)': (_vm: Machine, self: JavaObject<number>, value: number) => {
            self.peer = Math.fround(value);
          },
        }
      : {}),
  });
}

const booleanMethods: Methods = methods({
  'new(String)': (_vm, self: JavaObject<boolean>, text: JavaString | null) => {
    self.peer = text?.value.toLowerCase() === 'true';
  },
  'static boolean parseBoolean(String)': (_vm, text: JavaString | null) =>
    text?.value.toLowerCase() === 'true',
  'static Boolean valueOf(String)': (vm, text: JavaString | null) =>
    box(vm, 'Z', text?.value.toLowerCase() === 'true'),
  'static boolean getBoolean(String)': (vm, name: JavaString | null) =>
    property(vm, name)?.toLowerCase() === 'true',
  'static int compare(boolean, boolean)': (_vm, a: boolean, b: boolean) => Number(a) - Number(b),
  'static boolean logicalAnd(boolean, boolean)': (_vm, a: boolean, b: boolean) => a && b,
  'static boolean logicalOr(boolean, boolean)': (_vm, a: boolean, b: boolean) => a || b,
  'static boolean logicalXor(boolean, boolean)': (_vm, a: boolean, b: boolean) => a !== b,
});

/** `hashCode(x)` as a static, from the instance's; and compareTo(Object), which raw calls and bridges use. */
function sharedMethods(kind: string): Methods {
  const name = boxClassName(kind);
  return {
    [`static hashCode(${kind})I`]: (vm: Machine, value: JavaValue) => {
      const made = vm.newObject<JavaValue>(name);
      made.peer = value;
      return vm.call(made, 'hashCode()I');
    },
    'compareTo(Ljava/lang/Object;)I': (vm: Machine, self: HeapObject, other: Ref) => {
      if (other === null) return vm.throwNew('java/lang/NullPointerException');
      if (other.cls !== self.cls && !vm.isUnknown(other))
        vm.throwNew(
          'java/lang/ClassCastException',
          `${other.cls.javaName} cannot be cast to ${self.cls.javaName}`,
        );
      return vm.call(self, `compareTo(L${name};)I`, other);
    },
  };
}

/** Methods of the box classes beside those that every program needs, by class name. */
export const moreBoxMethods: ReadonlyMap<string, Methods> = new Map([
  ['java/lang/Integer', { ...sharedMethods('I'), ...wholeMethods('I') }],
  ['java/lang/Long', { ...sharedMethods('J'), ...wholeMethods('J') }],
  ['java/lang/Byte', { ...sharedMethods('B'), ...narrowMethods('byte', 8) }],
  ['java/lang/Short', { ...sharedMethods('S'), ...narrowMethods('short', 16) }],
  ['java/lang/Float', { ...sharedMethods('F'), ...floatingMethods('float') }],
  ['java/lang/Double', { ...sharedMethods('D'), ...floatingMethods('double') }],
  ['java/lang/Boolean', { ...sharedMethods('Z'), ...booleanMethods }],
  ['java/lang/Character', sharedMethods('C')],
]);

/** Limits of each kind, as the box classes publish them. */
export const boxConstants: ReadonlyMap<
  string,
  Readonly<Record<string, JavaValue | ((vm: Machine) => JavaValue)>>
> = new Map<string, Readonly<Record<string, JavaValue | ((vm: Machine) => JavaValue)>>>([
  ['java/lang/Integer', limits('I', -2147483648, 2147483647, 32)],
  ['java/lang/Long', limits('J', -(2n ** 63n), 2n ** 63n - 1n, 64)],
  ['java/lang/Short', limits('S', -32768, 32767, 16)],
  ['java/lang/Byte', limits('B', -128, 127, 8)],
  [
    'java/lang/Float',
    {
      'static final MAX_VALUE:F': 3.4028234663852886e38,
      'static final MIN_VALUE:F': 1.401298464324817e-45,
      'static final MIN_NORMAL:F': 1.1754943508222875e-38,
      'static final NaN:F': Number.NaN,
      'static final POSITIVE_INFINITY:F': Infinity,
      'static final NEGATIVE_INFINITY:F': -Infinity,
    },
  ],
  [
    'java/lang/Double',
    {
      'static final MAX_VALUE:D': Number.MAX_VALUE,
      'static final MIN_VALUE:D': 5e-324,
      'static final MIN_NORMAL:D': 2.2250738585072014e-308,
      'static final NaN:D': Number.NaN,
      'static final POSITIVE_INFINITY:D': Infinity,
      'static final NEGATIVE_INFINITY:D': -Infinity,
    },
  ],
  [
    'java/lang/Boolean',
    {
      'static final TRUE:Ljava/lang/Boolean;': (vm: Machine) => box(vm, 'Z', true),
      'static final FALSE:Ljava/lang/Boolean;': (vm: Machine) => box(vm, 'Z', false),
    },
  ],
]);

function limits(kind: string, low: JavaValue, high: JavaValue, bits: number): Record<string, JavaValue> {
  return {
    [`static final MIN_VALUE:${kind}`]: low,
    [`static final MAX_VALUE:${kind}`]: high,
    'static final SIZE:I': bits,
    'static final BYTES:I': bits / 8,
  };
}
