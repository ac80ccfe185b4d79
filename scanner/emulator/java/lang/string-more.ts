import { bytesOf, charsOf, intsOf, JavaString, refsOf, unsignedBytesOf } from '../../machine/index.ts';
import type {
  HeapObject,
  JavaArray,
  JavaObject,
  JavaValue,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { charsetOrThrow, decodeText, defaultCharset, encodeText } from '../nio/charsets.ts';
import type { CharsetPeer } from '../nio/charsets.ts';
import { methods } from '../signature.ts';
import { compareText } from '../util/equality.ts';
import { formatText } from '../util/format-text.ts';
import { primitiveText } from './boxes.ts';

type Ref = HeapObject | null;

function indexError(vm: Machine, message: string): never {
  return vm.throwNew('java/lang/StringIndexOutOfBoundsException', message);
}

/** Whitespace and controls at both ends, as String.trim understands them. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(start, end);
}

function indexOfChar(text: string, code: number, from = 0): number {
  return text.indexOf(String.fromCodePoint(codePoint(code)), Math.max(from, 0));
}

function lastIndexOfChar(text: string, code: number, from = text.length): number {
  return from < 0 ? -1 : text.lastIndexOf(String.fromCodePoint(codePoint(code)), from);
}

/** What is no code point is found nowhere. */
function codePoint(code: number): number {
  return code >= 0 && code <= 0x10ffff ? code : 0xffff;
}

function isTurkish(locale: Ref): boolean {
  const peer = (locale as JavaObject<{ language?: string }> | null)?.peer;
  return peer?.language === 'tr' || peer?.language === 'az';
}

function lower(text: string, locale: Ref = null): string {
  return isTurkish(locale) ? text.toLocaleLowerCase('tr') : text.toLowerCase();
}

function upper(text: string, locale: Ref = null): string {
  return isTurkish(locale) ? text.toLocaleUpperCase('tr') : text.toUpperCase();
}

/** Folds case as equalsIgnoreCase does: char by char, up and then down. */
export function foldCase(text: string): string {
  let folded = '';
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) === 0x130) {
      folded += 'i';
      continue;
    }
    const up = text.charAt(i).toUpperCase();
    const down = (up.length === 1 ? up : text.charAt(i)).toLowerCase();
    folded += down.length === 1 ? down : text.charAt(i);
  }
  return folded;
}

function sameIgnoringCase(a: string, b: string): boolean {
  return a.length === b.length && (a === b || foldCase(a) === foldCase(b));
}

function regionMatches(
  a: string,
  at: number,
  b: string,
  bAt: number,
  length: number,
  ignoreCase: boolean,
): boolean {
  if (at < 0 || bAt < 0 || at > a.length - length || bAt > b.length - length) return false;
  const left = a.slice(at, at + length);
  const right = b.slice(bAt, bAt + length);
  return ignoreCase ? sameIgnoringCase(left, right) : left === right;
}

/** A charset object, or one named by a string. */
function charsetOf(vm: Machine, charset: Ref): CharsetPeer {
  if (charset === null) return vm.throwNew('java/lang/NullPointerException');
  if (charset instanceof JavaString)
    return charsetOrThrow(vm, charset.value, 'java/io/UnsupportedEncodingException');
  return (charset as JavaObject<CharsetPeer>).peer;
}

function decode(
  vm: Machine,
  self: JavaString,
  bytes: JavaArray | null,
  charset: CharsetPeer,
  from = 0,
  count?: number,
): void {
  if (bytes === null) return vm.throwNew('java/lang/NullPointerException');
  const length = count ?? bytes.length;
  if (from < 0 || length < 0 || from > bytes.length - length)
    indexError(vm, `offset ${from}, count ${length}, length ${bytes.length}`);
  self.value = decodeText(charset, unsignedBytesOf(bytes).subarray(from, from + length));
}

function encode(vm: Machine, self: JavaString, charset: CharsetPeer): JavaArray {
  return vm.byteArray(encodeText(charset, self.value));
}

/** Text of a CharSequence, which may be the app's own. */
export function sequenceText(vm: Machine, sequence: Ref): Steps<string> | string {
  if (sequence instanceof JavaString) return sequence.value;
  if (sequence === null) return vm.throwNew('java/lang/NullPointerException');
  return vm.textOf(sequence);
}

function* joined(vm: Machine, separator: Ref, items: readonly Ref[]): Steps<JavaString> {
  if (separator === null) vm.throwNew('java/lang/NullPointerException');
  const between = yield* vm.textOf(separator);
  let text = '';
  let label = vm.labelOf(separator);
  for (const [i, item] of items.entries()) {
    text += (i === 0 ? '' : between) + (yield* vm.textOf(item));
    label = vm.labels.union(label, vm.labelOf(item));
  }
  return vm.string(text, label);
}

/** A pattern that is one plain character, or one escaped: Java's own fast path, which needs no regular expression. */
function plainSeparator(pattern: string): string | undefined {
  if (pattern.length === 1) return '.$|()[{^?*+\\'.includes(pattern) ? undefined : pattern;
  if (pattern.length === 2 && pattern.startsWith('\\') && !/[0-9a-zA-Z]/.test(pattern.charAt(1)))
    return pattern.charAt(1);
  return undefined;
}

function splitPlain(text: string, separator: string, limit: number): string[] {
  let parts = text.split(separator);
  if (limit > 0 && parts.length > limit)
    parts = [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)];
  if (limit === 0 && parts.length > 1) while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return parts;
}

const PATTERN = 'java/util/regex/Pattern';

function split(
  vm: Machine,
  self: JavaString,
  pattern: JavaString | null,
  limit: number,
): JavaArray | Steps<Ref> {
  const plain = plainSeparator(vm.text(pattern));
  if (plain !== undefined) return labelledArray(vm, self, splitPlain(self.value, plain, limit));
  return (function* () {
    const compiled = yield* vm.callStatic<Ref>(PATTERN, `compile(Ljava/lang/String;)L${PATTERN};`, pattern);
    return yield* vm.call<Ref>(compiled, 'split(Ljava/lang/CharSequence;I)[Ljava/lang/String;', self, limit);
  })();
}

function labelledArray(vm: Machine, self: JavaString, parts: readonly string[]): JavaArray {
  const label = vm.labelOf(self);
  return vm.arrayOf(
    '[Ljava/lang/String;',
    parts.map((part) => vm.string(part, label)),
  );
}

function* matcherOf(vm: Machine, pattern: JavaString | null, text: Ref): Steps<Ref> {
  const compiled = yield* vm.callStatic<Ref>(PATTERN, `compile(Ljava/lang/String;)L${PATTERN};`, pattern);
  return yield* vm.call<Ref>(compiled, 'matcher(Ljava/lang/CharSequence;)Ljava/util/regex/Matcher;', text);
}

function checkedCodePoint(vm: Machine, text: string, index: number): number {
  if (index < 0 || index >= text.length) indexError(vm, `length=${text.length}; index=${index}`);
  return text.codePointAt(index) ?? 0;
}

function codePointBefore(vm: Machine, text: string, index: number): number {
  if (index < 1 || index > text.length) indexError(vm, `index ${index}, length ${text.length}`);
  const low = text.charCodeAt(index - 1);
  const high = text.charCodeAt(index - 2);
  const isPair = low >= 0xdc00 && low < 0xe000 && high >= 0xd800 && high < 0xdc00;
  return isPair ? (text.codePointAt(index - 2) ?? low) : low;
}

function fromChars(vm: Machine, chars: JavaArray | null, from = 0, count?: number): string {
  if (chars === null) return vm.throwNew('java/lang/NullPointerException');
  const length = count ?? chars.length;
  if (from < 0 || length < 0 || from > chars.length - length)
    indexError(vm, `offset ${from}, count ${length}, length ${chars.length}`);
  const part = charsOf(chars).subarray(from, from + length);
  let text = '';
  for (let i = 0; i < part.length; i += 8192) text += String.fromCharCode(...part.subarray(i, i + 8192));
  return text;
}

const builderText = (builder: Ref): string => (builder as JavaObject<{ text: string }>).peer.text;

const constructors: Readonly<Record<string, NativeMethod>> = {
  'new(char[])': (vm, self: JavaString, chars: JavaArray | null) => {
    self.value = fromChars(vm, chars);
  },
  'new(char[], int, int)': (vm, self: JavaString, chars: JavaArray | null, from: number, count: number) => {
    self.value = fromChars(vm, chars, from, count);
  },
  'new(int[], int, int)': (_vm, self: JavaString, points: JavaArray, from: number, count: number) => {
    self.value = [...intsOf(points).subarray(from, from + count)]
      .map((code) => String.fromCodePoint(code))
      .join('');
  },
  'new(byte[])': (vm, self: JavaString, bytes: JavaArray | null) => decode(vm, self, bytes, defaultCharset),
  'new(byte[], int, int)': (vm, self: JavaString, bytes: JavaArray | null, from: number, count: number) =>
    decode(vm, self, bytes, defaultCharset, from, count),
  'new(byte[], String)': (vm, self: JavaString, bytes: JavaArray | null, charset: Ref) =>
    decode(vm, self, bytes, charsetOf(vm, charset)),
  'new(byte[], Charset)': (vm, self: JavaString, bytes: JavaArray | null, charset: Ref) =>
    decode(vm, self, bytes, charsetOf(vm, charset)),
  'new(byte[], int, int, String)': (
    vm,
    self: JavaString,
    bytes: JavaArray | null,
    from: number,
    count: number,
    charset: Ref,
  ) => decode(vm, self, bytes, charsetOf(vm, charset), from, count),
  'new(byte[], int, int, Charset)': (
    vm,
    self: JavaString,
    bytes: JavaArray | null,
    from: number,
    count: number,
    charset: Ref,
  ) => decode(vm, self, bytes, charsetOf(vm, charset), from, count),
  'new(byte[], int)': (_vm, self: JavaString, bytes: JavaArray, high: number) => {
    self.value = String.fromCharCode(
      ...[...bytesOf(bytes)].map((byte) => (byte & 0xff) | ((high & 0xff) << 8)),
    );
  },
  'new(StringBuilder)': (_vm, self: JavaString, builder: Ref) => {
    self.value = builderText(builder);
  },
  'new(StringBuffer)': (_vm, self: JavaString, builder: Ref) => {
    self.value = builderText(builder);
  },
};

const searching: Readonly<Record<string, NativeMethod>> = {
  'int indexOf(int)': (_vm, self: JavaString, code: number) => indexOfChar(self.value, code),
  'int indexOf(int, int)': (_vm, self: JavaString, code: number, from: number) =>
    indexOfChar(self.value, code, from),
  'int indexOf(String, int)': (vm, self: JavaString, other: JavaString | null, from: number) =>
    self.value.indexOf(vm.text(other), Math.max(from, 0)),
  'int lastIndexOf(int)': (_vm, self: JavaString, code: number) => lastIndexOfChar(self.value, code),
  'int lastIndexOf(int, int)': (_vm, self: JavaString, code: number, from: number) =>
    lastIndexOfChar(self.value, code, from),
  'int lastIndexOf(String)': (vm, self: JavaString, other: JavaString | null) =>
    self.value.lastIndexOf(vm.text(other)),
  'int lastIndexOf(String, int)': (vm, self: JavaString, other: JavaString | null, from: number) =>
    from < 0 ? -1 : self.value.lastIndexOf(vm.text(other), from),
  'boolean contains(CharSequence)': function (vm, self: JavaString, other: Ref) {
    const text = sequenceText(vm, other);
    if (typeof text === 'string') return self.value.includes(text);
    return (function* () {
      return self.value.includes(yield* text);
    })();
  },
  'boolean startsWith(String)': (vm, self: JavaString, other: JavaString | null) =>
    self.value.startsWith(vm.text(other)),
  'boolean startsWith(String, int)': (vm, self: JavaString, other: JavaString | null, at: number) =>
    at >= 0 && at <= self.value.length && self.value.startsWith(vm.text(other), at),
  'boolean endsWith(String)': (vm, self: JavaString, other: JavaString | null) =>
    self.value.endsWith(vm.text(other)),
  'boolean equalsIgnoreCase(String)': (_vm, self: JavaString, other: JavaString | null) =>
    other !== null && sameIgnoringCase(self.value, other.value),
  'int compareToIgnoreCase(String)': (vm, self: JavaString, other: JavaString | null) =>
    compareText(foldCase(self.value), foldCase(vm.text(other))),
  'int compareTo(Object)': (vm, self: JavaString, other: Ref) => {
    if (other !== null && !(other instanceof JavaString))
      vm.throwNew('java/lang/ClassCastException', `${other.cls.javaName} cannot be cast to java.lang.String`);
    return compareText(self.value, vm.text(other));
  },
  'boolean regionMatches(int, String, int, int)': (
    vm,
    self: JavaString,
    at: number,
    other: JavaString | null,
    otherAt: number,
    length: number,
  ) => regionMatches(self.value, at, vm.text(other), otherAt, length, false),
  'boolean regionMatches(boolean, int, String, int, int)': (
    vm,
    self: JavaString,
    ignoreCase: boolean,
    at: number,
    other: JavaString | null,
    otherAt: number,
    length: number,
  ) => regionMatches(self.value, at, vm.text(other), otherAt, length, ignoreCase),
  'boolean contentEquals(CharSequence)': function* (vm, self: JavaString, other: Ref) {
    return (yield* vm.textOf(other)) === self.value;
  },
  'boolean contentEquals(StringBuffer)': (_vm, self: JavaString, other: Ref) =>
    builderText(other) === self.value,
};

const CASE_INSENSITIVE = 'java/lang/String$CaseInsensitiveComparator';

const transforming: Readonly<Record<string, NativeMethod>> = {
  'String trim()': (_vm, self: JavaString) => {
    const text = trim(self.value);
    return text === self.value ? self : text;
  },
  'String strip()': (_vm, self: JavaString) =>
    self.value.replace(/^[\s\u001c-\u001f]+|[\s\u001c-\u001f]+$/g, ''),
  'String stripLeading()': (_vm, self: JavaString) => self.value.replace(/^[\s\u001c-\u001f]+/, ''),
  'String stripTrailing()': (_vm, self: JavaString) => self.value.replace(/[\s\u001c-\u001f]+$/, ''),
  'boolean isBlank()': (_vm, self: JavaString) => /^[\s\u001c-\u001f]*$/.test(self.value),
  'String repeat(int)': (vm, self: JavaString, count: number) => {
    if (count < 0) vm.throwNew('java/lang/IllegalArgumentException', `count is negative: ${count}`);
    if (count * self.value.length * 2 > vm.limits.maxObjectBytes) vm.throwNew('java/lang/OutOfMemoryError');
    return self.value.repeat(count);
  },
  'String toLowerCase()': (_vm, self: JavaString) => same(self, lower(self.value)),
  'String toLowerCase(Locale)': (_vm, self: JavaString, locale: Ref) => same(self, lower(self.value, locale)),
  'String toUpperCase()': (_vm, self: JavaString) => same(self, upper(self.value)),
  'String toUpperCase(Locale)': (_vm, self: JavaString, locale: Ref) => same(self, upper(self.value, locale)),
  'String replace(char, char)': (_vm, self: JavaString, from: number, to: number) =>
    same(
      self,
      self.value.replaceAll(String.fromCharCode(from), () => String.fromCharCode(to)),
    ),
  'String replace(CharSequence, CharSequence)': function* (
    vm,
    self: JavaString,
    from: Ref,
    to: Ref,
  ): Steps<JavaValue> {
    if (from === null || to === null) return vm.throwNew('java/lang/NullPointerException');
    const wanted = yield* vm.textOf(from);
    const put = yield* vm.textOf(to);
    return same(
      self,
      self.value.replaceAll(wanted, () => put),
    );
  },
  'String replaceAll(String, String)': function* (vm, self: JavaString, pattern: JavaString | null, to: Ref) {
    return yield* vm.call<Ref>(
      yield* matcherOf(vm, pattern, self),
      'replaceAll(Ljava/lang/String;)Ljava/lang/String;',
      to,
    );
  },
  'String replaceFirst(String, String)': function* (
    vm,
    self: JavaString,
    pattern: JavaString | null,
    to: Ref,
  ) {
    return yield* vm.call<Ref>(
      yield* matcherOf(vm, pattern, self),
      'replaceFirst(Ljava/lang/String;)Ljava/lang/String;',
      to,
    );
  },
  'boolean matches(String)': function* (vm, self: JavaString, pattern: JavaString | null) {
    return yield* vm.call<boolean>(yield* matcherOf(vm, pattern, self), 'matches()Z');
  },
  'String[] split(String)': (vm, self: JavaString, pattern: JavaString | null) => split(vm, self, pattern, 0),
  'String[] split(String, int)': split,
  'CharSequence subSequence(int, int)': (vm, self: JavaString, start: number, end: number) => {
    if (start < 0 || end > self.value.length || start > end)
      indexError(vm, `begin ${start}, end ${end}, length ${self.value.length}`);
    return self.value.slice(start, end);
  },
  'byte[] getBytes()': (vm, self: JavaString) => encode(vm, self, defaultCharset),
  'byte[] getBytes(String)': (vm, self: JavaString, charset: Ref) => encode(vm, self, charsetOf(vm, charset)),
  'byte[] getBytes(Charset)': (vm, self: JavaString, charset: Ref) =>
    encode(vm, self, charsetOf(vm, charset)),
  'void getChars(int, int, char[], int)': (
    vm,
    self: JavaString,
    start: number,
    end: number,
    target: JavaArray,
    at: number,
  ) => {
    if (start < 0 || end > self.value.length || start > end)
      indexError(vm, `begin ${start}, end ${end}, length ${self.value.length}`);
    if (at < 0 || at + end - start > target.length)
      vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `length=${target.length}; index=${at}`);
    const chars = charsOf(target);
    for (let i = start; i < end; i++) chars[at + i - start] = self.value.charCodeAt(i);
  },
  'int codePointAt(int)': (vm, self: JavaString, index: number) => checkedCodePoint(vm, self.value, index),
  'int codePointBefore(int)': (vm, self: JavaString, index: number) => codePointBefore(vm, self.value, index),
  'int codePointCount(int, int)': (vm, self: JavaString, start: number, end: number) => {
    if (start < 0 || end > self.value.length || start > end) indexError(vm, `begin ${start}, end ${end}`);
    return [...self.value.slice(start, end)].length;
  },
  'int offsetByCodePoints(int, int)': (vm, self: JavaString, index: number, by: number) => {
    let at = index;
    for (let i = 0; i < Math.abs(by); i++) {
      if (by > 0) at += checkedCodePoint(vm, self.value, at) > 0xffff ? 2 : 1;
      else at -= codePointBefore(vm, self.value, at) > 0xffff ? 2 : 1;
    }
    return at;
  },
  'IntStream chars()': (vm, self: JavaString) => {
    const codes = vm.newArray('[I', self.value.length);
    for (let i = 0; i < self.value.length; i++) intsOf(codes)[i] = self.value.charCodeAt(i);
    return vm.callStatic('java/util/stream/IntStream', 'of([I)Ljava/util/stream/IntStream;', codes);
  },
  'IntStream codePoints()': (vm, self: JavaString) => {
    const points = [...self.value];
    const codes = vm.newArray('[I', points.length);
    points.forEach((point, i) => (intsOf(codes)[i] = point.codePointAt(0) ?? 0));
    return vm.callStatic('java/util/stream/IntStream', 'of([I)Ljava/util/stream/IntStream;', codes);
  },
  'Stream lines()': (vm, self: JavaString) =>
    vm.callStatic(
      'java/util/stream/Stream',
      'of([Ljava/lang/Object;)Ljava/util/stream/Stream;',
      vm.arrayOf(
        '[Ljava/lang/Object;',
        self.value === '' ? [] : self.value.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/),
      ),
    ),
};

function same(self: JavaString, text: string): JavaString | string {
  return text === self.value ? self : text;
}

function* format(vm: Machine, pattern: Ref, args: JavaArray | null): Steps<JavaString> {
  const { text, label } = yield* formatText(vm, vm.text(pattern), args === null ? [null] : refsOf(args));
  return vm.string(text, vm.labels.union(label, vm.labelOf(pattern)));
}

const statics: Readonly<Record<string, NativeMethod>> = {
  'static String valueOf(float)': (_vm, value: number) => primitiveText('F', value),
  'static String valueOf(double)': (_vm, value: number) => primitiveText('D', value),
  'static String valueOf(char[])': (vm, chars: JavaArray | null) => fromChars(vm, chars),
  'static String valueOf(char[], int, int)': fromChars,
  'static String copyValueOf(char[])': (vm, chars: JavaArray | null) => fromChars(vm, chars),
  'static String copyValueOf(char[], int, int)': fromChars,
  'static String format(String, Object[])': format,
  'static String format(Locale, String, Object[])': (
    vm,
    _locale: Ref,
    pattern: Ref,
    args: JavaArray | null,
  ) => format(vm, pattern, args),
  'String formatted(Object[])': format,
  'static String join(CharSequence, CharSequence[])': (vm, separator: Ref, items: JavaArray) =>
    joined(vm, separator, refsOf(items)),
  'static String join(CharSequence, Iterable)': function* (vm, separator: Ref, iterable: Ref) {
    const items: Ref[] = [];
    const at = yield* vm.call<Ref>(iterable, 'iterator()Ljava/util/Iterator;');
    while (yield* vm.call<boolean>(at, 'hasNext()Z'))
      items.push(yield* vm.call<Ref>(at, 'next()Ljava/lang/Object;'));
    return yield* joined(vm, separator, items);
  },
};

/** Methods of String beside those that every program needs. */
export const moreStringMethods = methods({ ...constructors, ...searching, ...transforming, ...statics });

export const moreStringFields = {
  'static final CASE_INSENSITIVE_ORDER:Ljava/util/Comparator;': (vm: Machine): JavaValue =>
    vm.newObject(CASE_INSENSITIVE),
};

export const caseInsensitiveComparator = {
  name: CASE_INSENSITIVE,
  interfaces: ['java/util/Comparator'],
  methods: methods({
    'int compare(Object, Object)': (vm, _self: HeapObject, a: Ref, b: Ref) =>
      compareText(foldCase(vm.text(a)), foldCase(vm.text(b))),
  }),
};
