import { charsOf } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaValue, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';

type Test = (text: string, code: number) => boolean;

const is =
  (pattern: RegExp): Test =>
  (text) =>
    pattern.test(text);

/** Questions about a character, each for char and for code point. */
const TESTS: Readonly<Record<string, Test>> = {
  isLetter: is(/^\p{L}$/u),
  isDigit: is(/^\p{Nd}$/u),
  isLetterOrDigit: is(/^[\p{L}\p{Nd}]$/u),
  isAlphabetic: is(/^\p{Alphabetic}$/u),
  isIdeographic: is(/^\p{Ideographic}$/u),
  isUpperCase: is(/^\p{Uppercase}$/u),
  isLowerCase: is(/^\p{Lowercase}$/u),
  isTitleCase: is(/^\p{Lt}$/u),
  isDefined: is(/^\P{Cn}$/u),
  isSpaceChar: is(/^[\p{Zs}\p{Zl}\p{Zp}]$/u),
  isISOControl: (_text, code) => code <= 0x1f || (code >= 0x7f && code <= 0x9f),
  // Java leaves the non-breaking spaces out.
  isWhitespace: (text, code) =>
    (code >= 0x09 && code <= 0x0d) ||
    (code >= 0x1c && code <= 0x1f) ||
    (/^[\p{Zs}\p{Zl}\p{Zp}]$/u.test(text) && code !== 0xa0 && code !== 0x2007 && code !== 0x202f),
  isJavaIdentifierStart: is(/^[\p{L}\p{Nl}\p{Sc}\p{Pc}]$/u),
  isJavaIdentifierPart: (text, code) =>
    /^[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mc}\p{Mn}\p{Cf}]$/u.test(text) ||
    code <= 8 ||
    (code >= 0x0e && code <= 0x1b) ||
    (code >= 0x7f && code <= 0x9f),
  isUnicodeIdentifierStart: is(/^\p{ID_Start}$/u),
  isUnicodeIdentifierPart: is(/^\p{ID_Continue}$/u),
  isIdentifierIgnorable: (text, code) =>
    /^\p{Cf}$/u.test(text) || code <= 8 || (code >= 0x0e && code <= 0x1b) || (code >= 0x7f && code <= 0x9f),
  isMirrored: is(/^\p{Bidi_Mirrored}$/u),
};

function textOf(code: number): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** Maps case where the result is one character, as Character does. */
function mapCase(code: number, map: (text: string) => string): number {
  const mapped = map(textOf(code));
  const [only, ...more] = mapped;
  return only === undefined || more.length > 0 ? code : (only.codePointAt(0) ?? code);
}

// The capital I with a dot is the one letter whose small form JavaScript spells with two characters, and Java with one.
const lower = (code: number) => (code === 0x130 ? 0x69 : mapCase(code, (text) => text.toLowerCase()));
const upper = (code: number) => mapCase(code, (text) => text.toUpperCase());

/** The letters that are one character in three forms, such as dz, have a title form beside them. */
function title(code: number): number {
  if (code >= 0x1c4 && code <= 0x1cc) return code <= 0x1c6 ? 0x1c5 : code <= 0x1c9 ? 0x1c8 : 0x1cb;
  return code >= 0x1f1 && code <= 0x1f3 ? 0x1f2 : upper(code);
}

const ROMAN_TENS = [50, 100, 500, 1000];

/** getNumericValue: digits and letters, and what stands for a number by itself. */
function numericValue(code: number): number {
  if (code >= 0x2160 && code <= 0x217f) {
    const at = (code - 0x2160) % 16;
    return at < 12 ? at + 1 : (ROMAN_TENS[at - 12] ?? -1);
  }
  return code === 0x3007 ? 0 : digit(code, 36);
}

/** Worth of a digit in a radix, -1 for none: ASCII, full-width letters, and every script's decimal digits. */
function digit(code: number, radix: number): number {
  // Full-width letters and digits count as the plain ones.
  const text = code >= 0xff01 && code <= 0xff5e ? textOf(code - 0xfee0) : textOf(code);
  let worth = -1;
  if (/^[0-9a-zA-Z]$/.test(text)) worth = Number.parseInt(text, 36);
  else if (/^\p{Nd}$/u.test(textOf(code))) {
    // Decimal digits lie in tens: count back to the zero.
    let zero = code;
    while (code - zero < 9 && /^\p{Nd}$/u.test(textOf(zero - 1))) zero--;
    worth = (code - zero) % 10;
  }
  return worth >= 0 && worth < radix && radix >= 2 && radix <= 36 ? worth : -1;
}

const CATEGORIES: readonly (readonly [RegExp, number])[] = (
  [
    ['Lu', 1],
    ['Ll', 2],
    ['Lt', 3],
    ['Lm', 4],
    ['Lo', 5],
    ['Mn', 6],
    ['Me', 7],
    ['Mc', 8],
    ['Nd', 9],
    ['Nl', 10],
    ['No', 11],
    ['Zs', 12],
    ['Zl', 13],
    ['Zp', 14],
    ['Cc', 15],
    ['Cf', 16],
    ['Co', 18],
    ['Cs', 19],
    ['Pd', 20],
    ['Ps', 21],
    ['Pe', 22],
    ['Pc', 23],
    ['Po', 24],
    ['Sm', 25],
    ['Sc', 26],
    ['Sk', 27],
    ['So', 28],
    ['Pi', 29],
    ['Pf', 30],
  ] as const
).map(([name, number]) => [new RegExp(`^\\p{${name}}$`, 'u'), number] as const);

function typeOf(code: number): number {
  const text = textOf(code);
  return CATEGORIES.find(([pattern]) => pattern.test(text))?.[1] ?? 0;
}

/** Bidirectional class: enough of it to tell left-to-right from right-to-left text and neutral marks. */
function directionality(code: number): number {
  const text = textOf(code);
  if (/^[\p{Script=Hebrew}]$/u.test(text) && /^\p{L}$/u.test(text)) return 1;
  if (/^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]$/u.test(text) && /^\p{L}$/u.test(text))
    return 2;
  if (/^[0-9]$/.test(text)) return 3;
  if (/^[+-]$/.test(text)) return 4;
  if (/^[#$%\p{Sc}°]$/u.test(text)) return 5;
  if (/^[\u0660-\u0669]$/u.test(text)) return 6;
  if (/^[,./:\u00a0]$/u.test(text)) return 7;
  if (/^\p{Mn}$/u.test(text)) return 8;
  if (code === 0x0a || code === 0x0d || code === 0x2029 || (code >= 0x1c && code <= 0x1e) || code === 0x85)
    return 10;
  if (code === 0x09 || code === 0x0b || code === 0x1f) return 11;
  if (/^[\p{Zs}\u2028\f]$/u.test(text)) return 12;
  if (/^\p{Cc}$/u.test(text)) return 9;
  if (/^[\p{L}\p{Nd}\p{Mc}\p{Nl}]$/u.test(text)) return 0;
  if (/^\p{Cn}$/u.test(text)) return -1;
  return 13;
}

function* sequencePoint(vm: Machine, sequence: HeapObject | null, index: number): Steps<number> {
  const text = yield* vm.textOf(sequence);
  return text.codePointAt(index) ?? vm.throwNew('java/lang/IndexOutOfBoundsException', `index ${index}`);
}

const table: Record<string, NativeMethod> = {};
for (const [name, test] of Object.entries(TESTS))
  for (const type of ['char', 'int'])
    table[`static boolean ${name}(${type})`] = (_vm: Machine, code: number) =>
      code >= 0 && test(textOf(code), code);
for (const type of ['char', 'int']) {
  table[`static ${type} toLowerCase(${type})`] = (_vm: Machine, code: number) => lower(code);
  table[`static ${type} toUpperCase(${type})`] = (_vm: Machine, code: number) => upper(code);
  table[`static ${type} toTitleCase(${type})`] = (_vm: Machine, code: number) => title(code);
  table[`static int digit(${type}, int)`] = (_vm: Machine, code: number, radix: number) => digit(code, radix);
  table[`static int getNumericValue(${type})`] = (_vm: Machine, code: number) => numericValue(code);
  table[`static int getType(${type})`] = (_vm: Machine, code: number) => typeOf(code);
  table[`static byte getDirectionality(${type})`] = (_vm: Machine, code: number) => directionality(code);
}

const isHigh = (code: number) => code >= 0xd800 && code < 0xdc00;
const isLow = (code: number) => code >= 0xdc00 && code < 0xe000;

export const characterMethods = methods({
  ...table,
  'static boolean isSpace(char)': (_vm, code: number) => [9, 10, 12, 13, 32].includes(code),
  'static char forDigit(int, int)': (_vm, worth: number, radix: number) =>
    worth >= 0 && worth < radix && radix <= 36 && radix >= 2 ? worth.toString(36).charCodeAt(0) : 0,
  'static boolean isHighSurrogate(char)': (_vm, code: number) => isHigh(code),
  'static boolean isLowSurrogate(char)': (_vm, code: number) => isLow(code),
  'static boolean isSurrogate(char)': (_vm, code: number) => code >= 0xd800 && code < 0xe000,
  'static boolean isSurrogatePair(char, char)': (_vm, high: number, low: number) =>
    isHigh(high) && isLow(low),
  'static int toCodePoint(char, char)': (_vm, high: number, low: number) => (high << 10) + low - 0x35fdc00,
  'static int charCount(int)': (_vm, code: number) => (code >= 0x10000 ? 2 : 1),
  'static boolean isValidCodePoint(int)': (_vm, code: number) => code >= 0 && code <= 0x10ffff,
  'static boolean isBmpCodePoint(int)': (_vm, code: number) => code >>> 16 === 0,
  'static boolean isSupplementaryCodePoint(int)': (_vm, code: number) => code >= 0x10000 && code <= 0x10ffff,
  'static char highSurrogate(int)': (_vm, code: number) => (code >>> 10) + 0xd7c0,
  'static char lowSurrogate(int)': (_vm, code: number) => (code & 0x3ff) + 0xdc00,
  'static char[] toChars(int)': (vm, code: number) => {
    if (code < 0 || code > 0x10ffff) vm.throwNew('java/lang/IllegalArgumentException', String(code));
    const text = textOf(code);
    const array = vm.newArray('[C', text.length);
    for (let i = 0; i < text.length; i++) charsOf(array)[i] = text.charCodeAt(i);
    return array;
  },
  'static int toChars(int, char[], int)': (vm, code: number, target: JavaArray, at: number) => {
    const text = textOf(code);
    if (at < 0 || at + text.length > target.length)
      vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', String(at));
    for (let i = 0; i < text.length; i++) charsOf(target)[at + i] = text.charCodeAt(i);
    return text.length;
  },
  'static int codePointAt(CharSequence, int)': sequencePoint,
  'static int codePointBefore(CharSequence, int)': function* (
    vm,
    sequence: HeapObject | null,
    index: number,
  ) {
    const text = yield* vm.textOf(sequence);
    const points = [...text.slice(0, index)];
    return (
      points.at(-1)?.codePointAt(0) ?? vm.throwNew('java/lang/IndexOutOfBoundsException', `index ${index}`)
    );
  },
  'static int codePointAt(char[], int)': (_vm, chars: JavaArray, index: number) =>
    String.fromCharCode(...charsOf(chars).subarray(index, index + 2)).codePointAt(0) ?? 0,
  'static int codePointCount(CharSequence, int, int)': function* (
    vm,
    sequence: HeapObject | null,
    start: number,
    end: number,
  ) {
    return [...(yield* vm.textOf(sequence)).slice(start, end)].length;
  },
  'static int compare(char, char)': (_vm, a: number, b: number) => a - b,
  'static char reverseBytes(char)': (_vm, code: number) => ((code & 0xff) << 8) | (code >> 8),
  'static String toString(int)': (_vm, code: number) => textOf(code),
});

export const characterConstants: Readonly<Record<string, JavaValue>> = {
  'static final MIN_VALUE:C': 0,
  'static final MAX_VALUE:C': 0xffff,
  'static final MIN_RADIX:I': 2,
  'static final MAX_RADIX:I': 36,
  'static final SIZE:I': 16,
  'static final BYTES:I': 2,
  'static final MIN_CODE_POINT:I': 0,
  'static final MAX_CODE_POINT:I': 0x10ffff,
  'static final MIN_SUPPLEMENTARY_CODE_POINT:I': 0x10000,
  'static final MIN_SURROGATE:C': 0xd800,
  'static final MAX_SURROGATE:C': 0xdfff,
  'static final MIN_HIGH_SURROGATE:C': 0xd800,
  'static final MAX_HIGH_SURROGATE:C': 0xdbff,
  'static final MIN_LOW_SURROGATE:C': 0xdc00,
  'static final MAX_LOW_SURROGATE:C': 0xdfff,
};
