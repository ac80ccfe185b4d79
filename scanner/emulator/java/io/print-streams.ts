import { defineClass } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  JavaValue,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { primitiveText } from '../lang/boxes.ts';
import { defaultCharset, encodeText } from '../nio/charsets.ts';
import type { CharsetPeer } from '../nio/charsets.ts';
import { methods } from '../signature.ts';
import { pathOf } from './file.ts';
import type { File } from './file.ts';
import { namedCharset, openSink } from './file-streams.ts';
import { labelOfArray, rangeOf, required, writeChunk } from './support.ts';
import type { Ref } from './support.ts';
import { stringOf, stringOfChars } from './text-support.ts';
import { openWriter } from './writer.ts';

const PRIMITIVES: readonly (readonly [string, string])[] = [
  ['boolean', 'Z'],
  ['char', 'C'],
  ['int', 'I'],
  ['long', 'J'],
  ['float', 'F'],
  ['double', 'D'],
];

const WRITE = 'write(Ljava/lang/String;)V';

/** print, println, printf and append, the same in PrintStream and PrintWriter, over a way to put text. */
function printMethods(
  type: string,
  put: (vm: Machine, self: never, text: JavaString, lineEnds: boolean) => Steps<void> | void,
): Record<string, NativeMethod | null> {
  const write = put as (
    vm: Machine,
    self: HeapObject,
    text: JavaString,
    lineEnds: boolean,
  ) => Steps<void> | void;
  const printed =
    (kind: string, end: string): NativeMethod =>
    (vm: Machine, self: HeapObject, value: JavaValue) =>
      write(vm, self, vm.string(primitiveText(kind, value) + end), end !== '');
  const joined = (vm: Machine, text: JavaString | null, end: string): JavaString =>
    vm.string((text === null ? 'null' : text.value) + end, vm.labelOf(text));
  const table: Record<string, NativeMethod | null> = {
    'void println()': (vm: Machine, self: HeapObject) => write(vm, self, vm.string('\n'), true),
  };
  for (const [name, kind] of PRIMITIVES) {
    table[`void print(${name})`] = printed(kind, '');
    table[`void println(${name})`] = printed(kind, '\n');
  }
  for (const [name, end] of [
    ['print', ''],
    ['println', '\n'],
  ] as const) {
    table[`void ${name}(String)`] = (vm: Machine, self: HeapObject, text: JavaString | null) =>
      write(vm, self, joined(vm, text, end), end !== '');
    table[`void ${name}(char[])`] = (vm: Machine, self: HeapObject, chars: JavaArray | null) =>
      write(vm, self, joined(vm, stringOfChars(vm, chars, 0, required(vm, chars).length), end), end !== '');
    table[`void ${name}(Object)`] = function* (vm: Machine, self: HeapObject, value: Ref) {
      const done = write(vm, self, joined(vm, yield* stringOf(vm, value), end), end !== '');
      if (done !== undefined) yield* done;
    };
  }
  const format = function* (
    vm: Machine,
    self: HeapObject,
    pattern: JavaString | null,
    args: JavaArray | null,
  ): Steps<JavaValue> {
    const text = yield* vm.callStatic<JavaString>(
      'java/lang/String',
      'format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;',
      pattern,
      args,
    );
    const done = write(vm, self, text, false);
    if (done !== undefined) yield* done;
    return self;
  };
  const formatIn = (
    vm: Machine,
    self: HeapObject,
    _locale: Ref,
    pattern: JavaString | null,
    args: JavaArray | null,
  ) => format(vm, self, pattern, args);
  table[`${type} printf(String, Object[])`] = format;
  table[`${type} format(String, Object[])`] = format;
  table[`${type} printf(Locale, String, Object[])`] = formatIn;
  table[`${type} format(Locale, String, Object[])`] = formatIn;
  table[`${type} append(CharSequence)`] = function* (vm: Machine, self: HeapObject, text: Ref) {
    const done = write(vm, self, yield* stringOf(vm, text), false);
    if (done !== undefined) yield* done;
    return self;
  };
  table[`${type} append(CharSequence, int, int)`] = function* (
    vm: Machine,
    self: HeapObject,
    text: Ref,
    start: number,
    end: number,
  ) {
    const whole = yield* stringOf(vm, text);
    const done = write(vm, self, vm.string(whole.value.slice(start, end), vm.labelOf(whole)), false);
    if (done !== undefined) yield* done;
    return self;
  };
  table[`${type} append(char)`] = function* (vm: Machine, self: HeapObject, code: number) {
    const done = write(vm, self, vm.string(String.fromCharCode(code)), false);
    if (done !== undefined) yield* done;
    return self;
  };
  return methods(table);
}

/** A PrintStream without a peer is the process's standard output. */
type StreamPeer = { charset: CharsetPeer; autoFlush: boolean; failed: boolean } | undefined;
type PrintStream = JavaObject<StreamPeer>;
const OUT = 'out:Ljava/io/OutputStream;';

function initStream(
  vm: Machine,
  self: PrintStream,
  out: Ref,
  charset: CharsetPeer,
  autoFlush: boolean,
): void {
  vm.setField(self, OUT, required(vm, out));
  self.peer = { charset, autoFlush, failed: false };
}

function putStream(vm: Machine, self: PrintStream, text: JavaString, lineEnds: boolean): Steps<void> | void {
  const { peer } = self;
  if (peer === undefined) {
    vm.print(text.value);
    return;
  }
  return (function* () {
    const out = vm.getField(self, OUT) as Ref;
    const label = vm.labels.union(vm.labelOf(text), vm.labelOf(self));
    yield* writeChunk(vm, out, { bytes: encodeText(peer.charset, text.value), label });
    if (peer.autoFlush && lineEnds) yield* vm.call(out, 'flush()V');
  })();
}

export const printStream = defineClass({
  name: 'java/io/PrintStream',
  super: 'java/io/FilterOutputStream',
  interfaces: ['java/lang/Appendable'],
  methods: {
    ...methods({
      'new(OutputStream)': (vm, self: PrintStream, out: Ref) =>
        initStream(vm, self, out, defaultCharset, false),
      'new(OutputStream, boolean)': (vm, self: PrintStream, out: Ref, autoFlush: boolean) =>
        initStream(vm, self, out, defaultCharset, autoFlush),
      'new(OutputStream, boolean, String)': (
        vm,
        self: PrintStream,
        out: Ref,
        autoFlush: boolean,
        name: JavaString | null,
      ) => initStream(vm, self, out, namedCharset(vm, name), autoFlush),
      'new(File)': (vm, self: PrintStream, file: File | null) =>
        initStream(vm, self, openSink(vm, pathOf(vm, file)), defaultCharset, false),
      'new(String)': (vm, self: PrintStream, path: JavaString | null) =>
        initStream(vm, self, openSink(vm, vm.text(path)), defaultCharset, false),
      'void write(int)': (vm, self: PrintStream, byte: number) =>
        self.peer === undefined
          ? vm.print(String.fromCharCode(byte & 0xff))
          : vm.call(vm.getField(self, OUT) as Ref, 'write(I)V', byte),
      'void write(byte[], int, int)': (
        vm,
        self: PrintStream,
        bytes: JavaArray | null,
        at: number,
        count: number,
      ) => {
        const range = rangeOf(vm, bytes, at, count);
        if (self.peer === undefined) return vm.print(Buffer.from(range).toString('utf8'));
        return writeChunk(vm, vm.getField(self, OUT) as Ref, {
          bytes: range.slice(),
          label: labelOfArray(vm, required(vm, bytes), at, count),
        });
      },
      'void flush()': (vm, self: PrintStream) =>
        self.peer === undefined ? undefined : vm.call(vm.getField(self, OUT) as Ref, 'flush()V'),
      'void close()': (vm, self: PrintStream) =>
        self.peer === undefined ? undefined : vm.call(vm.getField(self, OUT) as Ref, 'close()V'),
      'boolean checkError()': (_vm, self: PrintStream) => self.peer?.failed ?? false,
    }),
    ...printMethods('PrintStream', putStream),
  },
});

type PrintWriter = JavaObject<{ autoFlush: boolean }>;
const WRITER = 'out:Ljava/io/Writer;';

function initWriter(vm: Machine, self: PrintWriter, out: Ref, autoFlush: boolean): void {
  vm.setField(self, WRITER, required(vm, out));
  vm.setField(self, 'lock:Ljava/lang/Object;', out);
  self.peer = { autoFlush };
}

/** An OutputStreamWriter on a stream, as PrintWriter makes itself one. */
function encoderOn(vm: Machine, stream: Ref, charset: CharsetPeer = defaultCharset): JavaObject {
  const made = vm.newObject('java/io/OutputStreamWriter');
  openWriter(made, required(vm, stream), charset);
  return made;
}

function* putWriter(vm: Machine, self: PrintWriter, text: JavaString, lineEnds: boolean): Steps<void> {
  yield* vm.call(self, WRITE, text);
  if (self.peer.autoFlush && lineEnds) yield* vm.call(self, 'flush()V');
}

export const printWriter = defineClass({
  name: 'java/io/PrintWriter',
  super: 'java/io/Writer',
  fields: { [`protected ${WRITER}`]: null },
  methods: {
    ...methods({
      'new(Writer)': (vm, self: PrintWriter, out: Ref) => initWriter(vm, self, out, false),
      'new(Writer, boolean)': (vm, self: PrintWriter, out: Ref, autoFlush: boolean) =>
        initWriter(vm, self, out, autoFlush),
      'new(OutputStream)': (vm, self: PrintWriter, out: Ref) =>
        initWriter(vm, self, encoderOn(vm, out), false),
      'new(OutputStream, boolean)': (vm, self: PrintWriter, out: Ref, autoFlush: boolean) =>
        initWriter(vm, self, encoderOn(vm, out), autoFlush),
      'new(String)': (vm, self: PrintWriter, path: JavaString | null) =>
        initWriter(vm, self, encoderOn(vm, openSink(vm, vm.text(path))), false),
      'new(File)': (vm, self: PrintWriter, file: File | null) =>
        initWriter(vm, self, encoderOn(vm, openSink(vm, pathOf(vm, file))), false),
      'void write(int)': (vm, self: PrintWriter, code: number) =>
        vm.call(vm.getField(self, WRITER) as Ref, 'write(I)V', code),
      'void write(char[], int, int)': (
        vm,
        self: PrintWriter,
        chars: JavaArray | null,
        at: number,
        count: number,
      ) => vm.call(vm.getField(self, WRITER) as Ref, 'write([CII)V', chars, at, count),
      'void write(String, int, int)': (
        vm,
        self: PrintWriter,
        text: JavaString | null,
        at: number,
        count: number,
      ) => vm.call(vm.getField(self, WRITER) as Ref, 'write(Ljava/lang/String;II)V', text, at, count),
      'void write(String)': (vm, self: PrintWriter, text: JavaString | null) =>
        vm.call(self, 'write(Ljava/lang/String;II)V', text, 0, vm.text(text).length),
      'void flush()': (vm, self: PrintWriter) => vm.call(vm.getField(self, WRITER) as Ref, 'flush()V'),
      'void close()': function* (vm, self: PrintWriter) {
        const out = vm.getField(self, WRITER) as Ref;
        if (out !== null) yield* vm.call(out, 'close()V');
        vm.setField(self, WRITER, null);
      },
      'boolean checkError()': () => false,
    }),
    ...printMethods('PrintWriter', putWriter),
  },
});

export const printStreams: readonly ClassModel[] = [printStream, printWriter];
