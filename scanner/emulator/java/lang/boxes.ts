import { box, boxClassName, defineClass, JavaObject } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaString,
  JavaValue,
  Machine,
  NativeMethod,
} from '../../machine/index.ts';
import {
  bitsToFloat,
  doubleHigh,
  doubleLow,
  floatToBits,
  halvesToDouble,
  halvesToLong,
  longHigh,
  longLow,
} from '../../machine/convert.ts';
import { doubleToText, floatToText } from './number-text.ts';

type Box<T> = JavaObject<T>;

/** Text of a primitive in model form, as its box's toString gives it. */
export function primitiveText(kind: string, value: JavaValue): string {
  if (kind === 'C') return String.fromCharCode(Number(value));
  if (kind === 'F') return floatToText(Number(value));
  if (kind === 'D') return doubleToText(Number(value));
  return String(value);
}

const CONVERSIONS: readonly (readonly [string, string])[] = [
  ['byteValue', 'B'],
  ['shortValue', 'S'],
  ['intValue', 'I'],
  ['longValue', 'J'],
  ['floatValue', 'F'],
  ['doubleValue', 'D'],
];

function convert(value: JavaValue, to: string): JavaValue {
  if (to === 'J') return typeof value === 'bigint' ? value : BigInt(Math.trunc(Number(value)) || 0);
  if (typeof value === 'bigint')
    return to === 'F' || to === 'D' ? Number(value) : Number(BigInt.asIntN(32, value));
  const number = Number(value);
  if (to === 'F' || to === 'D') return number;
  return number >= 2147483647 ? 2147483647 : number <= -2147483648 ? -2147483648 : number | 0;
}

function hash(kind: string, value: JavaValue): number {
  if (kind === 'Z') return value === true ? 1231 : 1237;
  if (kind === 'J') return Number(BigInt.asIntN(32, (value as bigint) ^ ((value as bigint) >> 32n)));
  if (kind === 'D') {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, Number(value));
    return view.getInt32(0) ^ view.getInt32(4);
  }
  if (kind === 'F') {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, Number(value));
    return view.getInt32(0);
  }
  return Number(value);
}

function boxClass(kind: string, more: Readonly<Record<string, NativeMethod>>): ClassModel {
  const name = boxClassName(kind);
  const isNumber = kind !== 'Z' && kind !== 'C';
  const methods: Record<string, NativeMethod> = {
    [`<init>(${kind})V`]: (_vm: Machine, self: Box<JavaValue>, value: JavaValue) => {
      self.peer = value;
    },
    [`static valueOf(${kind})L${name};`]: (vm: Machine, value: JavaValue) => box(vm, kind, value),
    'hashCode()I': (_vm: Machine, self: Box<JavaValue>) => hash(kind, self.peer),
    'equals(Ljava/lang/Object;)Z': (_vm: Machine, self: Box<JavaValue>, other: HeapObject | null) =>
      other instanceof JavaObject && other.cls === self.cls && Object.is(other.peer, self.peer),
    'toString()Ljava/lang/String;': (_vm: Machine, self: Box<JavaValue>) => primitiveText(kind, self.peer),
    [`static toString(${kind})Ljava/lang/String;`]: (_vm: Machine, value: JavaValue) =>
      primitiveText(kind, value),
    // The narrow kinds give the difference.
    [`compareTo(L${name};)I`]: (_vm: Machine, self: Box<number>, other: Box<number>) =>
      'BSC'.includes(kind)
        ? self.peer - other.peer
        : self.peer < other.peer
          ? -1
          : self.peer > other.peer
            ? 1
            : 0,
    ...more,
  };
  if (isNumber)
    for (const [method, to] of CONVERSIONS)
      methods[`${method}()${to}`] = (_vm: Machine, self: Box<JavaValue>) => convert(self.peer, to);
  return defineClass({
    name,
    flags: 'final',
    ...(isNumber ? { super: 'java/lang/Number' } : {}),
    interfaces: ['java/lang/Comparable', 'java/io/Serializable'],
    fields: {
      'static final TYPE:Ljava/lang/Class;': (vm: Machine) => vm.classObject(vm.classes.primitive(kind)),
    },
    methods,
  });
}

export function parseInteger(vm: Machine, text: JavaString | null, radix: number, bits: 32 | 64): bigint {
  // Every script's decimal digits count.
  const source = text === null ? '' : text.value.replace(/(?![0-9])\p{Nd}/gu, asciiDigit);
  const digits = /^[+-]?[0-9a-z]+$/i.test(source) ? source.replace(/^[+-]/, '') : '';
  let value = 0n;
  let good = digits !== '';
  for (const digit of digits) {
    const worth = Number.parseInt(digit, 36);
    if (Number.isNaN(worth) || worth >= radix) good = false;
    else value = value * BigInt(radix) + BigInt(worth);
    if (value > 2n ** 64n) good = false;
    if (!good) break;
  }
  if (source.startsWith('-')) value = -value;
  if (!good || BigInt.asIntN(bits, value) !== value)
    vm.throwNew(
      'java/lang/NumberFormatException',
      text === null
        ? 'null'
        : `For input string: "${text.value}"${radix === 10 ? '' : ` under radix ${radix}`}`,
    );
  return value;
}

/** Decimal digits lie in tens, so counting back to the first tells the worth. */
function asciiDigit(digit: string): string {
  let worth = 0;
  const code = digit.codePointAt(0) ?? 0;
  while (worth < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - worth - 1))) worth++;
  return String(worth % 10);
}

export const boxes: readonly ClassModel[] = [
  defineClass({
    name: 'java/lang/Number',
    flags: 'abstract',
    interfaces: ['java/io/Serializable'],
    methods: {
      '<init>()V': () => undefined,
      ...Object.fromEntries(CONVERSIONS.map(([method, to]) => [`abstract ${method}()${to}`, null])),
    },
  }),
  boxClass('I', {
    'static parseInt(Ljava/lang/String;)I': (vm: Machine, text: JavaString | null) =>
      Number(parseInteger(vm, text, 10, 32)),
    'static toHexString(I)Ljava/lang/String;': (_vm: Machine, value: number) => (value >>> 0).toString(16),
  }),
  boxClass('J', {
    'static parseLong(Ljava/lang/String;)J': (vm: Machine, text: JavaString | null) =>
      parseInteger(vm, text, 10, 64),
    'static toHexString(J)Ljava/lang/String;': (_vm: Machine, value: bigint) =>
      BigInt.asUintN(64, value).toString(16),
  }),
  boxClass('Z', { 'booleanValue()Z': (_vm: Machine, self: Box<boolean>) => self.peer }),
  boxClass('C', { 'charValue()C': (_vm: Machine, self: Box<number>) => self.peer }),
  boxClass('B', {}),
  boxClass('S', {}),
  boxClass('F', {
    'static floatToIntBits(F)I': (_vm: Machine, value: number) => floatToBits(value),
    'static floatToRawIntBits(F)I': (_vm: Machine, value: number) => floatToBits(value),
    'static intBitsToFloat(I)F': (_vm: Machine, bits: number) => bitsToFloat(bits),
  }),
  boxClass('D', {
    'static doubleToLongBits(D)J': (_vm: Machine, value: number) =>
      halvesToLong(doubleLow(value), doubleHigh(value)),
    'static doubleToRawLongBits(D)J': (_vm: Machine, value: number) =>
      halvesToLong(doubleLow(value), doubleHigh(value)),
    'static longBitsToDouble(J)D': (_vm: Machine, bits: bigint) =>
      halvesToDouble(longLow(bits), longHigh(bits)),
  }),
];
