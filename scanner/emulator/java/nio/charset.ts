import { defineClass, JavaObject, unsignedBytesOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaString, Machine } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { throwableClass } from '../lang/throwable.ts';
import { stringHash } from '../lang/string.ts';
import { methods } from '../signature.ts';
import { compareText } from '../util/equality.ts';
import { charsetNames, decodeText, defaultCharset, encodeText, findCharset } from './charsets.ts';
import type { CharsetPeer } from './charsets.ts';

export type Charset = JavaObject<CharsetPeer>;

/** The one Charset object of a charset. */
export function charsetObject(vm: Machine, peer: CharsetPeer): Charset {
  const key = `charset ${peer.name}`;
  const known = vm.shared.get(key);
  if (known instanceof JavaObject) return known as Charset;
  const made = vm.newObject<CharsetPeer>('java/nio/charset/Charset');
  made.peer = peer;
  vm.shared.set(key, made);
  return made;
}

function byName(vm: Machine, name: string): Charset {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9\-+:_.]*$/.test(name))
    vm.throwNew('java/nio/charset/IllegalCharsetNameException', name);
  const found = findCharset(name);
  return found === undefined
    ? vm.throwNew('java/nio/charset/UnsupportedCharsetException', name)
    : charsetObject(vm, found);
}

/** A CharBuffer of a text, made by the buffer's own wrap. */
function charBuffer(vm: Machine, text: string, label: number) {
  return vm.callStatic<HeapObject>(
    'java/nio/CharBuffer',
    'wrap(Ljava/lang/CharSequence;)Ljava/nio/CharBuffer;',
    vm.string(text, label),
  );
}

function* takeBytes(vm: Machine, buffer: Ref) {
  const count = yield* vm.call<number>(buffer, 'remaining()I');
  const array = vm.newArray('[B', count);
  yield* vm.call(buffer, 'get([B)Ljava/nio/ByteBuffer;', array);
  return array;
}

function* decode(vm: Machine, charset: CharsetPeer, buffer: Ref) {
  const array = yield* takeBytes(vm, required(vm, buffer));
  return yield* charBuffer(vm, decodeText(charset, unsignedBytesOf(array)), vm.labelOf(array));
}

function* encode(vm: Machine, charset: CharsetPeer, text: string, label: number) {
  const array = vm.byteArray(encodeText(charset, text));
  vm.addLabel(array, label);
  return yield* vm.callStatic<HeapObject>('java/nio/ByteBuffer', 'wrap([B)Ljava/nio/ByteBuffer;', array);
}

const charset = defineClass({
  name: 'java/nio/charset/Charset',
  interfaces: ['java/lang/Comparable'],
  methods: methods({
    'static Charset forName(String)': (vm, name: JavaString | null) => byName(vm, vm.text(name)),
    'static boolean isSupported(String)': (vm, name: JavaString | null) =>
      findCharset(vm.text(name)) !== undefined,
    'static Charset defaultCharset()': (vm) => charsetObject(vm, defaultCharset),
    'static SortedMap availableCharsets()': function* (vm) {
      const map = yield* vm.construct('java/util/TreeMap', '()V');
      for (const name of charsetNames())
        yield* vm.call(
          map,
          'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
          name,
          byName(vm, name),
        );
      return map;
    },
    'final String name()': (_vm, self: Charset) => self.peer.name,
    'String displayName()': (_vm, self: Charset) => self.peer.name,
    'String toString()': (_vm, self: Charset) => self.peer.name,
    'boolean canEncode()': () => true,
    'final boolean equals(Object)': (_vm, self: Charset, other: Ref) =>
      other instanceof JavaObject && other.cls === self.cls && (other as Charset).peer === self.peer,
    'final int hashCode()': (vm, self: Charset) => stringHash(vm.string(self.peer.name)),
    'final int compareTo(Charset)': (_vm, self: Charset, other: Charset) =>
      compareText(self.peer.name, other.peer.name),
    'CharsetEncoder newEncoder()': (vm, self: Charset) => coder(vm, 'Encoder', self),
    'CharsetDecoder newDecoder()': (vm, self: Charset) => coder(vm, 'Decoder', self),
    'final CharBuffer decode(ByteBuffer)': (vm, self: Charset, buffer: Ref) => decode(vm, self.peer, buffer),
    'final ByteBuffer encode(String)': (vm, self: Charset, text: JavaString | null) =>
      encode(vm, self.peer, vm.text(text), vm.labelOf(text)),
    'final ByteBuffer encode(CharBuffer)': function* (vm, self: Charset, text: Ref) {
      return yield* encode(vm, self.peer, yield* vm.textOf(text), vm.labelOf(text));
    },
  }),
});

type CoderPeer = { charset: CharsetPeer; strict: boolean };
type Coder = JavaObject<CoderPeer>;

function coder(vm: Machine, kind: 'Encoder' | 'Decoder', of: Charset): Coder {
  const made = vm.newObject<CoderPeer>(`java/nio/charset/Charset${kind}`);
  made.peer = { charset: of.peer, strict: true };
  return made;
}

type Action = JavaObject<{ name: string }>;

function coderMethods(type: string) {
  const setAction = (_vm: Machine, self: Coder, action: Action | null): Coder => {
    self.peer.strict = action?.peer.name === 'REPORT';
    return self;
  };
  return {
    [`final ${type} onMalformedInput(CodingErrorAction)`]: setAction,
    [`final ${type} onUnmappableCharacter(CodingErrorAction)`]: setAction,
    [`final ${type} reset()`]: (_vm: Machine, self: Coder) => self,
    'final Charset charset()': (vm: Machine, self: Coder) => charsetObject(vm, self.peer.charset),
  };
}

function actionOf(name: string) {
  return (vm: Machine): HeapObject => {
    const made = vm.newObject<{ name: string }>('java/nio/charset/CodingErrorAction');
    made.peer = { name };
    return made;
  };
}

export const charsetClasses: readonly ClassModel[] = [
  throwableClass('java/nio/charset/IllegalCharsetNameException', 'java/lang/IllegalArgumentException'),
  throwableClass('java/nio/charset/UnsupportedCharsetException', 'java/lang/IllegalArgumentException'),
  throwableClass('java/nio/charset/CharacterCodingException', 'java/io/IOException'),
  throwableClass('java/nio/charset/MalformedInputException', 'java/nio/charset/CharacterCodingException'),
  charset,
  defineClass({
    name: 'java/nio/charset/StandardCharsets',
    flags: 'final',
    fields: Object.fromEntries(
      [
        ['UTF_8', 'UTF-8'],
        ['US_ASCII', 'US-ASCII'],
        ['ISO_8859_1', 'ISO-8859-1'],
        ['UTF_16', 'UTF-16'],
        ['UTF_16BE', 'UTF-16BE'],
        ['UTF_16LE', 'UTF-16LE'],
      ].map(([field, name = '']) => [
        `static final ${field}:Ljava/nio/charset/Charset;`,
        (vm: Machine) => byName(vm, name),
      ]),
    ),
  }),
  defineClass({
    name: 'java/nio/charset/CodingErrorAction',
    fields: Object.fromEntries(
      ['REPORT', 'REPLACE', 'IGNORE'].map((name) => [
        `static final ${name}:Ljava/nio/charset/CodingErrorAction;`,
        actionOf(name),
      ]),
    ),
    methods: methods({ 'String toString()': (_vm, self: Action) => self.peer.name }),
  }),
  defineClass({
    name: 'java/nio/charset/CharsetEncoder',
    methods: methods({
      ...coderMethods('CharsetEncoder'),
      'boolean canEncode(char)': (_vm, self: Coder, code: number) =>
        holds(self.peer.charset, String.fromCharCode(code)),
      'boolean canEncode(CharSequence)': function* (vm, self: Coder, text: Ref) {
        return holds(self.peer.charset, yield* vm.textOf(text));
      },
      'final ByteBuffer encode(CharBuffer)': function* (vm, self: Coder, text: Ref) {
        return yield* encode(vm, self.peer.charset, yield* vm.textOf(text), vm.labelOf(text));
      },
    }),
  }),
  defineClass({
    name: 'java/nio/charset/CharsetDecoder',
    methods: methods({
      ...coderMethods('CharsetDecoder'),
      'final CharBuffer decode(ByteBuffer)': function* (vm, self: Coder, buffer: Ref) {
        const array = yield* takeBytes(vm, required(vm, buffer));
        const text = decodeText(self.peer.charset, unsignedBytesOf(array));
        if (
          self.peer.strict &&
          text.includes('\ufffd') &&
          Buffer.compare(encodeText(self.peer.charset, text), unsignedBytesOf(array)) !== 0
        )
          vm.throwNew('java/nio/charset/MalformedInputException', 'Input length = 1');
        return yield* charBuffer(vm, text, vm.labelOf(array));
      },
    }),
  }),
];

function holds(peer: CharsetPeer, text: string): boolean {
  return decodeText(peer, encodeText(peer, text)) === text;
}
