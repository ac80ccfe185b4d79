import { charsOf, defineClass, type JavaString } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { charsetOrThrow, defaultCharset, TextPieces } from '../nio/charsets.ts';
import type { CharsetPeer } from '../nio/charsets.ts';
import { methods } from '../signature.ts';
import { addFlow, BUFFER_BYTES, checkRange, readChunk, required, throwIo } from './support.ts';
import type { Ref } from './support.ts';
import { putChars, readText, textOfChars } from './text-support.ts';

/** java.io.Reader: everything comes down to `read(char[], int, int)`. */
export const reader = defineClass({
  name: 'java/io/Reader',
  flags: 'abstract',
  interfaces: ['java/lang/Readable', 'java/io/Closeable'],
  fields: { 'protected lock:Ljava/lang/Object;': null },
  methods: methods({
    'protected new()': (vm, self: JavaObject) => vm.setField(self, 'lock:Ljava/lang/Object;', self),
    'protected new(Object)': (vm, self: JavaObject, lock: Ref) =>
      vm.setField(self, 'lock:Ljava/lang/Object;', required(vm, lock)),
    'abstract int read(char[], int, int)': null,
    'abstract void close()': null,
    'int read()': function* (vm, self: HeapObject) {
      const one = yield* readText(vm, self, 1);
      addFlow(vm, one?.label ?? 0);
      return one === null || one.text === '' ? -1 : one.text.charCodeAt(0);
    },
    'int read(char[])': (vm, self: HeapObject, target: JavaArray | null) =>
      vm.call(self, 'read([CII)I', target, 0, required(vm, target).length),
    'long skip(long)': function* (vm, self: HeapObject, count: bigint) {
      let left = Number(count);
      while (left > 0) {
        const more = yield* readText(vm, self, Math.min(left, 8192));
        if (more === null || more.text === '') break;
        left -= more.text.length;
      }
      return BigInt(Number(count) - left);
    },
    'boolean ready()': () => false,
    'boolean markSupported()': () => false,
    'void mark(int)': (vm) => throwIo(vm, 'mark() not supported'),
    'void reset()': (vm) => throwIo(vm, 'reset() not supported'),
  }),
});

/** A reader whose text is all there. */
type TextPeer = { text: string; at: number; mark: number; open: boolean };
type TextReader = JavaObject<TextPeer>;

function textReader(name: string, construct: Parameters<typeof methods>[0]): ClassModel {
  const open = (vm: Machine, self: TextReader): TextPeer =>
    self.peer.open ? self.peer : throwIo(vm, 'Stream closed');
  return defineClass({
    name,
    super: 'java/io/Reader',
    methods: methods({
      ...construct,
      'int read()': (vm, self: TextReader) => {
        const peer = open(vm, self);
        return peer.at < peer.text.length ? peer.text.charCodeAt(peer.at++) : -1;
      },
      'int read(char[], int, int)': (
        vm,
        self: TextReader,
        target: JavaArray | null,
        start: number,
        count: number,
      ) => {
        const peer = open(vm, self);
        const array = required(vm, target);
        checkRange(vm, array.length, start, count);
        if (count === 0) return 0;
        if (peer.at >= peer.text.length) return -1;
        const piece = peer.text.slice(peer.at, peer.at + count);
        putChars(array, start, piece);
        peer.at += piece.length;
        return piece.length;
      },
      'long skip(long)': (vm, self: TextReader, count: bigint) => {
        const peer = open(vm, self);
        const to = Math.max(0, Math.min(peer.text.length, peer.at + Number(count)));
        const skipped = to - peer.at;
        peer.at = to;
        return BigInt(skipped);
      },
      'boolean ready()': (vm, self: TextReader) => open(vm, self).open,
      'boolean markSupported()': () => true,
      'void mark(int)': (vm, self: TextReader, _limit: number) => {
        open(vm, self).mark = self.peer.at;
      },
      'void reset()': (vm, self: TextReader) => {
        open(vm, self).at = self.peer.mark;
      },
      'void close()': (_vm, self: TextReader) => {
        self.peer.open = false;
      },
    }),
  });
}

const stringReader = textReader('java/io/StringReader', {
  'new(String)': (vm, self: TextReader, text: JavaString | null) => {
    self.peer = { text: vm.text(text), at: 0, mark: 0, open: true };
    vm.setField(self, 'lock:Ljava/lang/Object;', self);
  },
});

const charArrayReader = textReader('java/io/CharArrayReader', {
  'new(char[])': (vm, self: TextReader, chars: JavaArray | null) => {
    self.peer = { text: textOfChars(required(vm, chars)), at: 0, mark: 0, open: true };
  },
  'new(char[], int, int)': (vm, self: TextReader, chars: JavaArray | null, start: number, count: number) => {
    self.peer = { text: textOfChars(required(vm, chars), start, count), at: 0, mark: 0, open: true };
  },
});

/** The peer of an InputStreamReader: what was decoded and not yet asked for. */
type DecoderPeer = {
  stream: Ref;
  charset: CharsetPeer;
  pieces: TextPieces;
  text: string;
  at: number;
  ended: boolean;
};
type Decoder = JavaObject<DecoderPeer>;

/** Sets an InputStreamReader, or a FileReader, up. */
export function openReader(self: JavaObject, stream: Ref, charset: CharsetPeer): void {
  (self as Decoder).peer = {
    stream,
    charset,
    pieces: new TextPieces(charset),
    text: '',
    at: 0,
    ended: false,
  };
}

function* decodeMore(vm: Machine, self: Decoder): Steps<boolean> {
  const { peer } = self;
  while (peer.at >= peer.text.length) {
    if (peer.ended) return false;
    if (peer.stream === null) throwIo(vm, 'Stream closed');
    const chunk = yield* readChunk(vm, peer.stream, BUFFER_BYTES);
    if (chunk === null) peer.ended = true;
    else {
      vm.addLabel(self, chunk.label);
      addFlow(vm, chunk.label);
    }
    peer.text = chunk === null ? peer.pieces.end() : peer.pieces.add(chunk.bytes);
    peer.at = 0;
  }
  return true;
}

export const inputStreamReader = defineClass({
  name: 'java/io/InputStreamReader',
  super: 'java/io/Reader',
  methods: methods({
    'new(InputStream)': (vm, self: Decoder, stream: Ref) =>
      openReader(self, required(vm, stream), defaultCharset),
    'new(InputStream, String)': (vm, self: Decoder, stream: Ref, name: JavaString | null) =>
      openReader(
        self,
        required(vm, stream),
        charsetOrThrow(vm, vm.text(name), 'java/io/UnsupportedEncodingException'),
      ),
    'new(InputStream, Charset)': (vm, self: Decoder, stream: Ref, charset: JavaObject<CharsetPeer>) =>
      openReader(self, required(vm, stream), required(vm, charset).peer),
    'new(InputStream, CharsetDecoder)': (
      vm,
      self: Decoder,
      stream: Ref,
      decoder: JavaObject<{ charset: CharsetPeer }>,
    ) => openReader(self, required(vm, stream), required(vm, decoder).peer.charset),
    'String getEncoding()': (_vm, self: Decoder) =>
      self.peer.charset.name === 'UTF-8' ? 'UTF8' : self.peer.charset.name,
    'int read()': function* (vm, self: Decoder) {
      if (!(yield* decodeMore(vm, self))) return -1;
      return self.peer.text.charCodeAt(self.peer.at++);
    },
    'int read(char[], int, int)': function* (
      vm,
      self: Decoder,
      target: JavaArray | null,
      start: number,
      count: number,
    ) {
      const array = required(vm, target);
      checkRange(vm, array.length, start, count);
      if (count === 0) return 0;
      if (!(yield* decodeMore(vm, self))) return -1;
      const { peer } = self;
      const piece = peer.text.slice(peer.at, peer.at + count);
      putChars(array, start, piece);
      peer.at += piece.length;
      return piece.length;
    },
    'boolean ready()': function* (vm, self: Decoder) {
      if (self.peer.at < self.peer.text.length) return true;
      return (yield* vm.call<number>(self.peer.stream, 'available()I')) > 0;
    },
    'void close()': function* (vm, self: Decoder) {
      const { stream } = self.peer;
      self.peer.stream = null;
      if (stream !== null) yield* vm.call(stream, 'close()V');
    },
  }),
});

type BufferedPeer = {
  reader: Ref;
  text: string;
  at: number;
  mark: number;
  size: number;
  skipFeed: boolean;
  ended: boolean;
  line: number;
};
type Buffered = JavaObject<BufferedPeer>;

function initBuffered(vm: Machine, self: Buffered, inner: Ref, size: number): void {
  if (size <= 0) vm.throwNew('java/lang/IllegalArgumentException', 'Buffer size <= 0');
  const bounded = Math.min(size, 65_536);
  self.peer = {
    reader: required(vm, inner),
    text: '',
    at: 0,
    mark: -1,
    size: bounded,
    skipFeed: false,
    ended: false,
    line: 0,
  };
  vm.setField(self, 'lock:Ljava/lang/Object;', inner);
}

/** Makes sure that there is a char to read, keeping what lies behind a mark. */
function* fill(vm: Machine, self: Buffered): Steps<boolean> {
  const { peer } = self;
  if (peer.reader === null) throwIo(vm, 'Stream closed');
  while (peer.at >= peer.text.length) {
    const more = yield* readText(vm, peer.reader, peer.size);
    if (more === null) return false;
    vm.addLabel(self, more.label);
    addFlow(vm, more.label);
    if (peer.mark < 0) {
      peer.text = more.text;
      peer.at = 0;
    } else peer.text += more.text;
  }
  return true;
}

function* readOne(vm: Machine, self: Buffered): Steps<number> {
  if (!(yield* fill(vm, self))) return -1;
  const code = self.peer.text.charCodeAt(self.peer.at++);
  if (self.peer.skipFeed) {
    self.peer.skipFeed = false;
    if (code === 10) return yield* readOne(vm, self);
  }
  return code;
}

function* readLine(vm: Machine, self: Buffered): Steps<JavaString | null> {
  const { peer } = self;
  let line = '';
  let any = false;
  while (yield* fill(vm, self)) {
    if (peer.skipFeed) {
      peer.skipFeed = false;
      if (peer.text.charCodeAt(peer.at) === 10) {
        peer.at++;
        continue;
      }
    }
    any = true;
    const rest = peer.at === 0 ? peer.text : peer.text.slice(peer.at);
    const end = rest.search(/[\r\n]/);
    if (end < 0) {
      line += rest;
      peer.at = peer.text.length;
      continue;
    }
    line += rest.slice(0, end);
    peer.skipFeed = rest.charCodeAt(end) === 13;
    peer.at += end + 1;
    break;
  }
  peer.line++;
  return any ? vm.string(line, vm.labelOf(self)) : null;
}

const bufferedReader = defineClass({
  name: 'java/io/BufferedReader',
  super: 'java/io/Reader',
  methods: methods({
    'new(Reader)': (vm, self: Buffered, inner: Ref) => initBuffered(vm, self, inner, 8192),
    'new(Reader, int)': (vm, self: Buffered, inner: Ref, size: number) => initBuffered(vm, self, inner, size),
    'int read()': (vm, self: Buffered) => readOne(vm, self),
    'int read(char[], int, int)': function* (
      vm,
      self: Buffered,
      target: JavaArray | null,
      start: number,
      count: number,
    ) {
      const array = required(vm, target);
      checkRange(vm, array.length, start, count);
      if (count === 0) return 0;
      const first = yield* readOne(vm, self);
      if (first < 0) return -1;
      const { peer } = self;
      const piece = peer.text.slice(peer.at, peer.at + count - 1);
      charsOf(array)[start] = first;
      putChars(array, start + 1, piece);
      peer.at += piece.length;
      return piece.length + 1;
    },
    'String readLine()': (vm, self: Buffered) => readLine(vm, self),
    'java/util/stream/Stream lines()': function* (vm, self: Buffered) {
      const list = yield* vm.construct('java/util/ArrayList', '()V');
      for (;;) {
        const line = yield* vm.call<Ref>(self, 'readLine()Ljava/lang/String;');
        if (line === null) break;
        yield* vm.call(list, 'add(Ljava/lang/Object;)Z', line);
      }
      return yield* vm.call(list, 'stream()Ljava/util/stream/Stream;');
    },
    'boolean ready()': function* (vm, self: Buffered) {
      if (self.peer.reader === null) throwIo(vm, 'Stream closed');
      if (self.peer.at < self.peer.text.length) return true;
      return yield* vm.call<boolean>(self.peer.reader, 'ready()Z');
    },
    'boolean markSupported()': () => true,
    'void mark(int)': (_vm, self: Buffered, _limit: number) => {
      self.peer.text = self.peer.text.slice(self.peer.at);
      self.peer.at = 0;
      self.peer.mark = 0;
    },
    'void reset()': (vm, self: Buffered) => {
      if (self.peer.mark < 0) throwIo(vm, 'Stream not marked');
      self.peer.at = self.peer.mark;
    },
    'void close()': function* (vm, self: Buffered) {
      const inner = self.peer.reader;
      self.peer.reader = null;
      if (inner !== null) yield* vm.call(inner, 'close()V');
    },
  }),
});

const lineNumberReader = defineClass({
  name: 'java/io/LineNumberReader',
  super: 'java/io/BufferedReader',
  methods: methods({
    'new(Reader)': (vm, self: Buffered, inner: Ref) => initBuffered(vm, self, inner, 8192),
    'int getLineNumber()': (_vm, self: Buffered) => self.peer.line,
    'void setLineNumber(int)': (_vm, self: Buffered, line: number) => {
      self.peer.line = line;
    },
    'String readLine()': function* (vm, self: Buffered) {
      const line = yield* readLine(vm, self);
      if (line === null) self.peer.line--;
      return line;
    },
  }),
});

const filterReader = defineClass({
  name: 'java/io/FilterReader',
  super: 'java/io/Reader',
  flags: 'abstract',
  fields: { 'protected in:Ljava/io/Reader;': null },
  methods: methods({
    'protected new(Reader)': (vm, self: JavaObject, inner: Ref) =>
      vm.setField(self, 'in:Ljava/io/Reader;', inner),
    'int read()': (vm, self: JavaObject) =>
      vm.call(vm.getField(self, 'in:Ljava/io/Reader;') as Ref, 'read()I'),
    'int read(char[], int, int)': (vm, self: JavaObject, target: JavaArray, at: number, count: number) =>
      vm.call(vm.getField(self, 'in:Ljava/io/Reader;') as Ref, 'read([CII)I', target, at, count),
    'boolean ready()': (vm, self: JavaObject) =>
      vm.call(vm.getField(self, 'in:Ljava/io/Reader;') as Ref, 'ready()Z'),
    'void close()': (vm, self: JavaObject) =>
      vm.call(vm.getField(self, 'in:Ljava/io/Reader;') as Ref, 'close()V'),
  }),
});

export const readers: readonly ClassModel[] = [
  defineClass({ name: 'java/lang/Readable', flags: 'interface' }),
  reader,
  stringReader,
  charArrayReader,
  inputStreamReader,
  bufferedReader,
  lineNumberReader,
  filterReader,
];
