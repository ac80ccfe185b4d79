import { bytesOf, defineClass, JavaString } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  Machine,
  NativeMethod,
  Steps,
} from '../../machine/index.ts';
import { parseFloating } from '../lang/boxes-more.ts';
import { parseInteger } from '../lang/boxes.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';

/** All text is read at the first need: the files and strings that apps scan are small. */
type ScannerPeer = { source: Ref; text: string | null; at: number; delimiter: Ref; closed: boolean };
type JavaScanner = JavaObject<ScannerPeer>;

const MAX_CHARS = 1 << 22;

function* readAll(vm: Machine, source: Ref): Steps<string> {
  if (source === null) return vm.throwNew('java/lang/NullPointerException', 'source');
  if (source instanceof JavaString) return source.value;
  if (source.cls.isSubclassOf(vm.classes.platformClass('java/io/InputStream'))) {
    const buffer = vm.newArray('[B', 8192);
    const parts: Buffer[] = [];
    for (let total = 0; total < MAX_CHARS && !vm.isUnknown(source);) {
      const count = yield* vm.call<number>(source, 'read([B)I', buffer);
      if (count <= 0) break;
      parts.push(Buffer.from(bytesOf(buffer).slice(0, count)));
      total += count;
    }
    return Buffer.concat(parts).toString('utf8');
  }
  let text = '';
  while (text.length < MAX_CHARS && !vm.isUnknown(source)) {
    const code = yield* vm.call<number>(source, 'read()I');
    if (code < 0) break;
    text += String.fromCharCode(code);
  }
  return text;
}

function* textOf(vm: Machine, { peer }: JavaScanner): Steps<string> {
  if (peer.closed) vm.throwNew('java/lang/IllegalStateException', 'Scanner closed');
  peer.text ??= yield* readAll(vm, peer.source);
  return peer.text;
}

type Token = { readonly text: string; readonly end: number };

/** Stretch of the delimiter at or after a place; undefined where there is no more. */
function* findDelimiter(
  vm: Machine,
  self: JavaScanner,
  text: string,
  from: number,
): Steps<{ start: number; end: number } | undefined> {
  if (self.peer.delimiter === null) {
    const pattern = /[\s\u001c-\u001f]+/g;
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
  }
  const matcher = yield* vm.call<Ref>(
    self.peer.delimiter,
    'matcher(Ljava/lang/CharSequence;)Ljava/util/regex/Matcher;',
    vm.string(text),
  );
  if (!(yield* vm.call<boolean>(matcher, 'find(I)Z', from))) return undefined;
  return {
    start: yield* vm.call<number>(matcher, 'start()I'),
    end: yield* vm.call<number>(matcher, 'end()I'),
  };
}

function* findToken(vm: Machine, self: JavaScanner): Steps<Token | undefined> {
  const text = yield* textOf(vm, self);
  let { at } = self.peer;
  const skipped = yield* findDelimiter(vm, self, text, at);
  if (skipped?.start === at && skipped.end > at) at = skipped.end;
  if (at >= text.length) return undefined;
  let stop = yield* findDelimiter(vm, self, text, at);
  // A delimiter that matches nothing splits after each character.
  if (stop !== undefined && stop.end === at) stop = yield* findDelimiter(vm, self, text, at + 1);
  const end = stop?.start ?? text.length;
  return { text: text.slice(at, end), end };
}

function* nextToken(vm: Machine, self: JavaScanner): Steps<string> {
  const token = yield* findToken(vm, self);
  if (token === undefined) return vm.throwNew('java/util/NoSuchElementException');
  self.peer.at = token.end;
  return token.text;
}

const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function* hasToken(vm: Machine, self: JavaScanner, pattern?: RegExp, bits?: number): Steps<boolean> {
  const token = yield* findToken(vm, self);
  if (token === undefined) return false;
  if (pattern !== undefined && !pattern.test(token.text)) return false;
  return bits === undefined || BigInt.asIntN(bits, BigInt(token.text)) === BigInt(token.text);
}

/** Takes a token of a pattern; another stays where it is. */
function* nextOf(vm: Machine, self: JavaScanner, pattern: RegExp): Steps<JavaString> {
  const token = yield* findToken(vm, self);
  if (token === undefined) return vm.throwNew('java/util/NoSuchElementException');
  if (!pattern.test(token.text)) return vm.throwNew('java/util/InputMismatchException');
  self.peer.at = token.end;
  return vm.string(token.text);
}

function setUp(self: JavaScanner, source: Ref): void {
  self.peer = { source, text: null, at: 0, delimiter: null, closed: false };
}

const constructor: NativeMethod = (_vm, self: JavaScanner, source: Ref) => setUp(self, source);

export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/util/Scanner',
    flags: 'final',
    interfaces: ['java/util/Iterator', 'java/io/Closeable'],
    methods: methods({
      'new(String)': constructor,
      'new(InputStream)': constructor,
      'new(InputStream, String)': constructor,
      'new(java/lang/Readable)': constructor,
      'new(File)': function* (vm, self: JavaScanner, file: Ref) {
        setUp(self, yield* vm.construct<HeapObject>('java/io/FileInputStream', '(Ljava/io/File;)V', file));
      },
      'boolean hasNext()': (vm, self: JavaScanner) => hasToken(vm, self),
      'Object next()': nextToken,
      'String next()': nextToken,
      'boolean hasNextInt()': (vm, self: JavaScanner) => hasToken(vm, self, WHOLE, 32),
      'int nextInt()': function* (vm, self: JavaScanner) {
        return Number(parseInteger(vm, yield* nextOf(vm, self, WHOLE), 10, 32));
      },
      'boolean hasNextLong()': (vm, self: JavaScanner) => hasToken(vm, self, WHOLE, 64),
      'long nextLong()': function* (vm, self: JavaScanner) {
        return parseInteger(vm, yield* nextOf(vm, self, WHOLE), 10, 64);
      },
      'boolean hasNextDouble()': (vm, self: JavaScanner) => hasToken(vm, self, DECIMAL),
      'double nextDouble()': function* (vm, self: JavaScanner) {
        return parseFloating(vm, yield* nextOf(vm, self, DECIMAL));
      },
      'boolean nextBoolean()': function* (vm, self: JavaScanner) {
        return (yield* nextOf(vm, self, /^(true|false)$/i)).value.toLowerCase() === 'true';
      },
      'boolean hasNextLine()': function* (vm, self: JavaScanner) {
        return (yield* textOf(vm, self)).length > self.peer.at;
      },
      'String nextLine()': function* (vm, self: JavaScanner) {
        const text = yield* textOf(vm, self);
        if (self.peer.at >= text.length)
          return vm.throwNew('java/util/NoSuchElementException', 'No line found');
        const pattern = /\r\n|[\n\r\u2028\u2029\u0085]/g;
        pattern.lastIndex = self.peer.at;
        const match = pattern.exec(text);
        const line = text.slice(self.peer.at, match?.index ?? text.length);
        self.peer.at = match === null ? text.length : match.index + match[0].length;
        return line;
      },
      'Scanner useDelimiter(String)': function* (vm, self: JavaScanner, pattern: Ref) {
        self.peer.delimiter = yield* vm.callStatic<Ref>(
          'java/util/regex/Pattern',
          'compile(Ljava/lang/String;)Ljava/util/regex/Pattern;',
          pattern,
        );
        return self;
      },
      'Scanner useDelimiter(Pattern)': (_vm, self: JavaScanner, pattern: Ref) => {
        self.peer.delimiter = pattern;
        return self;
      },
      'Scanner useLocale(Locale)': (_vm, self: JavaScanner, _locale: Ref) => self,
      'void close()': function* (vm, self: JavaScanner) {
        const { source } = self.peer;
        self.peer.closed = true;
        if (source !== null && source.cls.isSubclassOf(vm.classes.platformClass('java/io/Closeable')))
          yield* vm.call(source, 'close()V');
      },
    }),
  }),
];
