import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  Steps,
} from '../../machine/index.ts';
import { charsetOrThrow, defaultCharset, encodeText } from '../nio/charsets.ts';
import type { CharsetPeer } from '../nio/charsets.ts';
import { methods } from '../signature.ts';
import { checkRange, required, throwIo, writeChunk } from './support.ts';
import type { Ref } from './support.ts';
import { charArray, stringOf, stringOfChars, writeText } from './text-support.ts';

function slice(vm: Machine, text: JavaString | null, at: number, count: number): JavaString {
  const whole = vm.text(text);
  checkRange(vm, whole.length, at, count);
  if (at === 0 && count === whole.length && text !== null) return text;
  return vm.string(whole.slice(at, at + count), vm.labelOf(text));
}

/** java.io.Writer: everything comes down to `write(char[], int, int)`. */
export const writer = defineClass({
  name: 'java/io/Writer',
  flags: 'abstract',
  interfaces: ['java/lang/Appendable', 'java/io/Closeable', 'java/io/Flushable'],
  fields: { 'protected lock:Ljava/lang/Object;': null },
  methods: methods({
    'protected new()': (vm, self: JavaObject) => vm.setField(self, 'lock:Ljava/lang/Object;', self),
    'protected new(Object)': (vm, self: JavaObject, lock: Ref) =>
      vm.setField(self, 'lock:Ljava/lang/Object;', required(vm, lock)),
    'abstract void write(char[], int, int)': null,
    'abstract void flush()': null,
    'abstract void close()': null,
    'void write(int)': (vm, self: HeapObject, code: number) =>
      vm.call(self, 'write([CII)V', charArray(vm, String.fromCharCode(code & 0xffff)), 0, 1),
    'void write(char[])': (vm, self: HeapObject, chars: JavaArray | null) =>
      vm.call(self, 'write([CII)V', chars, 0, required(vm, chars).length),
    'void write(String)': (vm, self: HeapObject, text: JavaString | null) =>
      writeText(vm, self, required(vm, text)),
    'void write(String, int, int)': (
      vm,
      self: HeapObject,
      text: JavaString | null,
      at: number,
      count: number,
    ) => {
      const piece = slice(vm, text, at, count);
      return vm.call(
        self,
        'write([CII)V',
        charArray(vm, piece.value, vm.labelOf(piece)),
        0,
        piece.value.length,
      );
    },
    'Writer append(CharSequence)': function* (vm, self: HeapObject, text: Ref) {
      yield* vm.call(self, 'write(Ljava/lang/String;)V', yield* stringOf(vm, text));
      return self;
    },
    'Writer append(CharSequence, int, int)': function* (
      vm,
      self: HeapObject,
      text: Ref,
      start: number,
      end: number,
    ) {
      const whole = yield* stringOf(vm, text);
      yield* vm.call(self, 'write(Ljava/lang/String;)V', slice(vm, whole, start, end - start));
      return self;
    },
    'Writer append(char)': function* (vm, self: HeapObject, code: number) {
      yield* vm.call(self, 'write(I)V', code);
      return self;
    },
  }),
});

/** Writers that take text piece by piece share these ways in. */
function textMethods(
  name: string,
  add: (vm: Machine, self: never, text: JavaString) => Steps<void> | void,
): Parameters<typeof methods>[0] {
  const put = add as (vm: Machine, self: HeapObject, text: JavaString) => Steps<void> | void;
  return {
    'void write(int)': (vm, self: HeapObject, code: number) =>
      put(vm, self, vm.string(String.fromCharCode(code & 0xffff))),
    'void write(char[], int, int)': (
      vm,
      self: HeapObject,
      chars: JavaArray | null,
      at: number,
      count: number,
    ) => put(vm, self, stringOfChars(vm, chars, at, count)),
    'void write(String)': (vm, self: HeapObject, text: JavaString | null) =>
      put(vm, self, required(vm, text)),
    'void write(String, int, int)': (
      vm,
      self: HeapObject,
      text: JavaString | null,
      at: number,
      count: number,
    ) => put(vm, self, slice(vm, text, at, count)),
    [`${name} append(CharSequence)`]: function* (vm: Machine, self: HeapObject, text: Ref) {
      yield* vm.call(self, 'write(Ljava/lang/String;)V', yield* stringOf(vm, text));
      return self;
    },
    [`${name} append(CharSequence, int, int)`]: function* (
      vm: Machine,
      self: HeapObject,
      text: Ref,
      start: number,
      end: number,
    ) {
      yield* vm.call(
        self,
        'write(Ljava/lang/String;)V',
        slice(vm, yield* stringOf(vm, text), start, end - start),
      );
      return self;
    },
    [`${name} append(char)`]: function* (vm: Machine, self: HeapObject, code: number) {
      yield* vm.call(self, 'write(I)V', code);
      return self;
    },
  };
}

/** A StringWriter's text is a StringBuffer, which getBuffer hands out; its peer is `{text}`. */
type StringWriter = JavaObject<{ buffer: JavaObject<{ text: string }> }>;

function initStringWriter(vm: Machine, self: StringWriter): void {
  const buffer = vm.newObject<{ text: string }>('java/lang/StringBuffer');
  buffer.peer = { text: '' };
  self.peer = { buffer };
  vm.setField(self, 'lock:Ljava/lang/Object;', buffer);
}

function addText(vm: Machine, self: StringWriter, text: JavaString): void {
  vm.charge(text.value.length * 2);
  self.peer.buffer.peer.text += text.value;
  vm.addLabel(self.peer.buffer, vm.labelOf(text));
}

export const stringWriter = defineClass({
  name: 'java/io/StringWriter',
  super: 'java/io/Writer',
  methods: methods({
    'new()': initStringWriter,
    'new(int)': (vm, self: StringWriter, _size: number) => initStringWriter(vm, self),
    ...textMethods('java/io/StringWriter', addText),
    'StringBuffer getBuffer()': (_vm, self: StringWriter) => self.peer.buffer,
    'String toString()': (vm, self: StringWriter) =>
      vm.string(self.peer.buffer.peer.text, vm.labelOf(self.peer.buffer)),
    'void flush()': () => undefined,
    'void close()': () => undefined,
  }),
});

type CharArrayWriter = JavaObject<{ text: string }>;

const charArrayWriter = defineClass({
  name: 'java/io/CharArrayWriter',
  super: 'java/io/Writer',
  methods: methods({
    'new()': (_vm, self: CharArrayWriter) => {
      self.peer = { text: '' };
    },
    'new(int)': (_vm, self: CharArrayWriter, _size: number) => {
      self.peer = { text: '' };
    },
    ...textMethods('java/io/CharArrayWriter', (_vm, self: CharArrayWriter, text) => {
      self.peer.text += text.value;
    }),
    'char[] toCharArray()': (vm, self: CharArrayWriter) => charArray(vm, self.peer.text),
    'String toString()': (vm, self: CharArrayWriter) => vm.string(self.peer.text),
    'int size()': (_vm, self: CharArrayWriter) => self.peer.text.length,
    'void reset()': (_vm, self: CharArrayWriter) => {
      self.peer.text = '';
    },
    'void flush()': () => undefined,
    'void close()': () => undefined,
  }),
});

/** The peer of an OutputStreamWriter: text that was not encoded yet. */
type EncoderPeer = { stream: Ref; charset: CharsetPeer; text: string; label: number; first: boolean };
type Encoder = JavaObject<EncoderPeer>;

/** Sets an OutputStreamWriter, or a FileWriter, up. */
export function openWriter(self: JavaObject, stream: Ref, charset: CharsetPeer): void {
  (self as Encoder).peer = { stream, charset, text: '', label: 0, first: true };
}

function* encodeAll(vm: Machine, self: Encoder): Steps<void> {
  const { peer } = self;
  if (peer.stream === null) throwIo(vm, 'Stream closed');
  if (peer.text === '') return;
  // UTF-16 has its byte order mark at the start only.
  const charset: CharsetPeer =
    peer.first || peer.charset.order !== 'bom' ? peer.charset : { ...peer.charset, order: 'be' };
  const chunk = {
    bytes: encodeText(charset, peer.text),
    label: vm.labels.union(peer.label, vm.labelOf(self)),
  };
  peer.first = false;
  peer.text = '';
  yield* writeChunk(vm, peer.stream, chunk);
}

export const outputStreamWriter = defineClass({
  name: 'java/io/OutputStreamWriter',
  super: 'java/io/Writer',
  methods: methods({
    'new(OutputStream)': (vm, self: Encoder, stream: Ref) =>
      openWriter(self, required(vm, stream), defaultCharset),
    'new(OutputStream, String)': (vm, self: Encoder, stream: Ref, name: JavaString | null) =>
      openWriter(
        self,
        required(vm, stream),
        charsetOrThrow(vm, vm.text(name), 'java/io/UnsupportedEncodingException'),
      ),
    'new(OutputStream, Charset)': (vm, self: Encoder, stream: Ref, charset: JavaObject<CharsetPeer>) =>
      openWriter(self, required(vm, stream), required(vm, charset).peer),
    ...textMethods('Writer', (vm, self: Encoder, text) => {
      self.peer.text += text.value;
      self.peer.label = vm.labels.union(self.peer.label, vm.labelOf(text));
      return self.peer.text.length >= 8192 ? encodeAll(vm, self) : undefined;
    }),
    'String getEncoding()': (_vm, self: Encoder) =>
      self.peer.charset.name === 'UTF-8' ? 'UTF8' : self.peer.charset.name,
    'void flush()': function* (vm, self: Encoder) {
      yield* encodeAll(vm, self);
      yield* vm.call(self.peer.stream, 'flush()V');
    },
    'void close()': function* (vm, self: Encoder) {
      if (self.peer.stream === null) return;
      yield* encodeAll(vm, self);
      const { stream } = self.peer;
      self.peer.stream = null;
      yield* vm.call(stream, 'flush()V');
      yield* vm.call(stream, 'close()V');
    },
  }),
});

type Buffered = JavaObject<{ writer: Ref; text: string; label: number; limit: number }>;

function* flushText(vm: Machine, self: Buffered): Steps<void> {
  const { peer } = self;
  if (peer.writer === null) throwIo(vm, 'Stream closed');
  if (peer.text === '') return;
  const text = vm.string(peer.text, vm.labels.union(peer.label, vm.labelOf(self)));
  peer.text = '';
  yield* vm.call(
    peer.writer,
    'write([CII)V',
    charArray(vm, text.value, vm.labelOf(text)),
    0,
    text.value.length,
  );
}

function addBuffered(vm: Machine, self: Buffered, text: JavaString): Steps<void> | void {
  if (self.peer.writer === null) throwIo(vm, 'Stream closed');
  self.peer.text += text.value;
  self.peer.label = vm.labels.union(self.peer.label, vm.labelOf(text));
  return self.peer.text.length >= self.peer.limit ? flushText(vm, self) : undefined;
}

export const bufferedWriter = defineClass({
  name: 'java/io/BufferedWriter',
  super: 'java/io/Writer',
  methods: methods({
    'new(Writer)': (vm, self: Buffered, inner: Ref) => {
      self.peer = { writer: required(vm, inner), text: '', label: 0, limit: 8192 };
    },
    'new(Writer, int)': (vm, self: Buffered, inner: Ref, limit: number) => {
      self.peer = { writer: required(vm, inner), text: '', label: 0, limit };
    },
    ...textMethods('Writer', addBuffered),
    'void newLine()': (vm, self: Buffered) => vm.call(self, 'write(Ljava/lang/String;)V', '\n'),
    'void flush()': function* (vm, self: Buffered) {
      yield* flushText(vm, self);
      yield* vm.call(self.peer.writer, 'flush()V');
    },
    'void close()': function* (vm, self: Buffered) {
      if (self.peer.writer === null) return;
      yield* flushText(vm, self);
      const inner = self.peer.writer;
      self.peer.writer = null;
      yield* vm.call(inner, 'close()V');
    },
  }),
});

const filterWriter = defineClass({
  name: 'java/io/FilterWriter',
  super: 'java/io/Writer',
  flags: 'abstract',
  fields: { 'protected out:Ljava/io/Writer;': null },
  methods: methods({
    'protected new(Writer)': (vm, self: JavaObject, inner: Ref) =>
      vm.setField(self, 'out:Ljava/io/Writer;', inner),
    'void write(int)': (vm, self: JavaObject, code: number) =>
      vm.call(vm.getField(self, 'out:Ljava/io/Writer;') as Ref, 'write(I)V', code),
    'void write(char[], int, int)': (vm, self: JavaObject, chars: JavaArray, at: number, count: number) =>
      vm.call(vm.getField(self, 'out:Ljava/io/Writer;') as Ref, 'write([CII)V', chars, at, count),
    'void write(String, int, int)': (vm, self: JavaObject, text: JavaString, at: number, count: number) =>
      vm.call(
        vm.getField(self, 'out:Ljava/io/Writer;') as Ref,
        'write(Ljava/lang/String;II)V',
        text,
        at,
        count,
      ),
    'void flush()': (vm, self: JavaObject) =>
      vm.call(vm.getField(self, 'out:Ljava/io/Writer;') as Ref, 'flush()V'),
    'void close()': (vm, self: JavaObject) =>
      vm.call(vm.getField(self, 'out:Ljava/io/Writer;') as Ref, 'close()V'),
  }),
});

export const writers: readonly ClassModel[] = [
  writer,
  stringWriter,
  charArrayWriter,
  outputStreamWriter,
  bufferedWriter,
  filterWriter,
];
