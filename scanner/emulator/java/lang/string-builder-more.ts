import { charsOf, type JavaString } from '../../machine/index.ts';
import type {
  HeapObject,
  JavaArray,
  JavaObject,
  JavaValue,
  Machine,
  NativeMethod,
} from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { primitiveText } from './boxes.ts';

type Ref = HeapObject | null;
type Builder = JavaObject<{ text: string }>;

function indexError(vm: Machine, message: string): never {
  return vm.throwNew('java/lang/StringIndexOutOfBoundsException', message);
}

function insert(vm: Machine, self: Builder, at: number, text: string): Builder {
  const old = self.peer.text;
  if (at < 0 || at > old.length) indexError(vm, `offset ${at}, length ${old.length}`);
  self.peer.text = old.slice(0, at) + text + old.slice(at);
  return self;
}

function charsText(vm: Machine, chars: JavaArray | null, from: number, count: number): string {
  if (chars === null) return vm.throwNew('java/lang/NullPointerException');
  if (from < 0 || count < 0 || from + count > chars.length)
    vm.throwNew(
      'java/lang/IndexOutOfBoundsException',
      `offset ${from}, count ${count}, length ${chars.length}`,
    );
  let text = '';
  const part = charsOf(chars).subarray(from, from + count);
  for (let i = 0; i < part.length; i += 8192) text += String.fromCharCode(...part.subarray(i, i + 8192));
  return text;
}

function slice(vm: Machine, self: Builder, start: number, end: number): string {
  const { text } = self.peer;
  if (start < 0 || end > text.length || start > end)
    indexError(vm, `start ${start}, end ${end}, length ${text.length}`);
  return text.slice(start, end);
}

const KINDS: readonly (readonly [kind: string, type: string])[] = [
  ['J', 'long'],
  ['Z', 'boolean'],
  ['F', 'float'],
  ['D', 'double'],
];

/** What StringBuilder and StringBuffer can do beside appending; `name` is the simple name of either. */
export function moreBuilderMethods(
  name: 'StringBuilder' | 'StringBuffer',
): Record<string, NativeMethod | null> {
  return methods({
    'new(CharSequence)': function* (vm, self: Builder, text: Ref) {
      if (text === null) vm.throwNew('java/lang/NullPointerException');
      self.peer = { text: yield* vm.textOf(text) };
    },
    [`${name} append(char[], int, int)`]: (
      vm: Machine,
      self: Builder,
      chars: JavaArray | null,
      from: number,
      count: number,
    ) => {
      self.peer.text += charsText(vm, chars, from, count);
      return self;
    },
    [`${name} append(char[])`]: (vm: Machine, self: Builder, chars: JavaArray | null) => {
      self.peer.text += charsText(vm, chars, 0, chars?.length ?? 0);
      return self;
    },
    [`${name} append(StringBuffer)`]: function* (vm: Machine, self: Builder, text: Ref) {
      self.peer.text += yield* vm.textOf(text);
      return self;
    },
    [`${name} append(CharSequence, int, int)`]: function* (
      vm: Machine,
      self: Builder,
      text: Ref,
      start: number,
      end: number,
    ) {
      const whole = yield* vm.textOf(text);
      if (start < 0 || start > end || end > whole.length)
        vm.throwNew(
          'java/lang/IndexOutOfBoundsException',
          `start ${start}, end ${end}, length ${whole.length}`,
        );
      self.peer.text += whole.slice(start, end);
      return self;
    },
    'Appendable append(CharSequence)': (vm, self: Builder, text: Ref) =>
      vm.call(self, `append(Ljava/lang/CharSequence;)Ljava/lang/${name};`, text),
    'Appendable append(CharSequence, int, int)': (vm, self: Builder, text: Ref, start: number, end: number) =>
      vm.call(self, `append(Ljava/lang/CharSequence;II)Ljava/lang/${name};`, text, start, end),
    'Appendable append(char)': (_vm, self: Builder, code: number) => {
      self.peer.text += String.fromCharCode(code);
      return self;
    },
    [`${name} appendCodePoint(int)`]: (vm: Machine, self: Builder, code: number) => {
      if (code < 0 || code > 0x10ffff) vm.throwNew('java/lang/IllegalArgumentException', String(code));
      self.peer.text += String.fromCodePoint(code);
      return self;
    },
    ...Object.fromEntries(
      KINDS.map(([kind, type]) => [
        `${name} insert(int, ${type})`,
        (vm: Machine, self: Builder, at: number, value: JavaValue) =>
          insert(vm, self, at, primitiveText(kind, value)),
      ]),
    ),
    [`${name} insert(int, char[])`]: (vm: Machine, self: Builder, at: number, chars: JavaArray | null) =>
      insert(vm, self, at, charsText(vm, chars, 0, chars?.length ?? 0)),
    [`${name} insert(int, Object)`]: function* (vm: Machine, self: Builder, at: number, value: Ref) {
      return insert(vm, self, at, yield* vm.textOf(value));
    },
    [`${name} insert(int, CharSequence)`]: function* (vm: Machine, self: Builder, at: number, value: Ref) {
      return insert(vm, self, at, yield* vm.textOf(value));
    },
    [`${name} insert(int, CharSequence, int, int)`]: function* (
      vm: Machine,
      self: Builder,
      at: number,
      value: Ref,
      start: number,
      end: number,
    ) {
      const text = yield* vm.textOf(value);
      if (start < 0 || end > text.length || start > end)
        vm.throwNew(
          'java/lang/IndexOutOfBoundsException',
          `start ${start}, end ${end}, length ${text.length}`,
        );
      return insert(vm, self, at, text.slice(start, end));
    },
    [`${name} insert(int, char[], int, int)`]: (
      vm: Machine,
      self: Builder,
      at: number,
      chars: JavaArray | null,
      from: number,
      count: number,
    ) => insert(vm, self, at, charsText(vm, chars, from, count)),
    [`${name} replace(int, int, String)`]: (
      vm: Machine,
      self: Builder,
      start: number,
      end: number,
      text: JavaString | null,
    ) => {
      const old = self.peer.text;
      if (start < 0 || start > old.length || start > end)
        indexError(vm, `start ${start}, end ${end}, length ${old.length}`);
      self.peer.text = old.slice(0, start) + vm.text(text) + old.slice(Math.min(end, old.length));
      return self;
    },
    'void setCharAt(int, char)': (vm, self: Builder, at: number, code: number) => {
      const { text } = self.peer;
      if (at < 0 || at >= text.length) indexError(vm, `index ${at},length ${text.length}`);
      self.peer.text = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
    },
    [`${name} reverse()`]: (_vm: Machine, self: Builder) => {
      self.peer.text = [...self.peer.text].reverse().join('');
      return self;
    },
    [`${name} deleteCharAt(int)`]: (vm: Machine, self: Builder, at: number) => {
      const { text } = self.peer;
      if (at < 0 || at >= text.length) indexError(vm, `index ${at},length ${text.length}`);
      self.peer.text = text.slice(0, at) + text.slice(at + 1);
      return self;
    },
    'void setLength(int)': (vm, self: Builder, length: number) => {
      if (length < 0) indexError(vm, String(length));
      if (length * 2 > vm.limits.maxObjectBytes) vm.throwNew('java/lang/OutOfMemoryError');
      self.peer.text = self.peer.text.slice(0, length).padEnd(length, '\0');
    },
    'int indexOf(String)': (vm, self: Builder, text: JavaString | null) =>
      self.peer.text.indexOf(vm.text(text)),
    'int indexOf(String, int)': (vm, self: Builder, text: JavaString | null, from: number) =>
      self.peer.text.indexOf(vm.text(text), Math.max(from, 0)),
    'int lastIndexOf(String)': (vm, self: Builder, text: JavaString | null) =>
      self.peer.text.lastIndexOf(vm.text(text)),
    'int lastIndexOf(String, int)': (vm, self: Builder, text: JavaString | null, from: number) =>
      from < 0 ? -1 : self.peer.text.lastIndexOf(vm.text(text), from),
    'String substring(int)': (vm, self: Builder, start: number) =>
      slice(vm, self, start, self.peer.text.length),
    'String substring(int, int)': slice,
    'CharSequence subSequence(int, int)': slice,
    'int capacity()': (_vm, self: Builder) => Math.max(16, self.peer.text.length),
    'void ensureCapacity(int)': () => undefined,
    'void trimToSize()': () => undefined,
    'boolean isEmpty()': (_vm, self: Builder) => self.peer.text === '',
    'int codePointAt(int)': (vm, self: Builder, at: number) =>
      at >= 0
        ? (self.peer.text.codePointAt(at) ?? indexError(vm, `index ${at}`))
        : indexError(vm, `index ${at}`),
    'void getChars(int, int, char[], int)': (
      vm,
      self: Builder,
      start: number,
      end: number,
      target: JavaArray,
      at: number,
    ) => {
      const part = slice(vm, self, start, end);
      if (at < 0 || at + part.length > target.length)
        vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', String(at));
      const chars = charsOf(target);
      for (let i = 0; i < part.length; i++) chars[at + i] = part.charCodeAt(i);
    },
    [`int compareTo(${name})`]: (vm: Machine, self: Builder, other: Builder) =>
      vm.call(vm.string(self.peer.text), 'compareTo(Ljava/lang/String;)I', vm.string(other.peer.text)),
    'IntStream chars()': (vm, self: Builder) =>
      vm.call(vm.string(self.peer.text), 'chars()Ljava/util/stream/IntStream;'),
  });
}
