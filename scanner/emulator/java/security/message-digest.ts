import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { defineClass, unsignedBytesOf } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { labelOfArray, rangeOf, readChunk, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';

/** Digests: Java's names, Node's name, length in bytes, and the transform's name in labels. */
const DIGESTS: readonly (readonly [RegExp, string, number, string])[] = [
  [/^MD5$/i, 'md5', 16, 'MD5'],
  [/^SHA-?1$|^SHA$/i, 'sha1', 20, 'SHA-1'],
  [/^SHA-?224$/i, 'sha224', 28, 'SHA-224'],
  [/^SHA-?256$/i, 'sha256', 32, 'SHA-256'],
  [/^SHA-?384$/i, 'sha384', 48, 'SHA-384'],
  [/^SHA-?512$/i, 'sha512', 64, 'SHA-512'],
];

export type DigestKind = { readonly node: string; readonly sizeBytes: number; readonly transform: string };

export function findDigest(name: string): DigestKind | undefined {
  const row = DIGESTS.find(([pattern]) => pattern.test(name));
  return row === undefined ? undefined : { node: row[1], sizeBytes: row[2], transform: row[3] };
}

type DigestPeer = { algorithm: string; kind: DigestKind; hash: Hash; label: number };
export type Digest = JavaObject<DigestPeer>;

function newDigest(vm: Machine, name: string): Digest {
  const kind = findDigest(name);
  if (kind === undefined)
    return vm.throwNew('java/security/NoSuchAlgorithmException', `${name} MessageDigest not available`);
  const made = vm.newObject<DigestPeer>('java/security/MessageDigest');
  made.peer = { algorithm: name, kind, hash: createHash(kind.node), label: 0 };
  return made;
}

function update(vm: Machine, self: Digest, bytes: Uint8Array, label: number): void {
  self.peer.hash.update(bytes);
  self.peer.label = vm.labels.union(self.peer.label, label);
}

/** The digest of all so far, which starts anew. */
function finish(vm: Machine, self: Digest): JavaArray {
  const { peer } = self;
  const array = vm.byteArray(peer.hash.digest());
  vm.addLabel(array, vm.labels.transform(peer.label, peer.kind.transform));
  peer.hash = createHash(peer.kind.node);
  peer.label = 0;
  return array;
}

/** Labels of arguments do not flow by themselves: what comes out is labelled as hashed. */
const messageDigest = defineClass({
  name: 'java/security/MessageDigest',
  super: 'java/security/MessageDigestSpi',
  labels: 'container',
  interfaces: ['java/lang/Cloneable'],
  methods: methods({
    'static MessageDigest getInstance(String)': (vm, name: JavaString | null) => newDigest(vm, vm.text(name)),
    'static MessageDigest getInstance(String, String)': (vm, name: JavaString | null, _provider: Ref) =>
      newDigest(vm, vm.text(name)),
    'static MessageDigest getInstance(String, Provider)': (vm, name: JavaString | null, _provider: Ref) =>
      newDigest(vm, vm.text(name)),
    'static boolean isEqual(byte[], byte[])': (_vm, a: JavaArray | null, b: JavaArray | null) =>
      a === b || (a !== null && b !== null && Buffer.compare(unsignedBytesOf(a), unsignedBytesOf(b)) === 0),
    'void update(byte)': (vm, self: Digest, byte: number) => update(vm, self, Uint8Array.of(byte), 0),
    'void update(byte[])': (vm, self: Digest, bytes: JavaArray | null) =>
      update(vm, self, unsignedBytesOf(required(vm, bytes)), labelOfArray(vm, required(vm, bytes))),
    'void update(byte[], int, int)': (vm, self: Digest, bytes: JavaArray | null, at: number, count: number) =>
      update(vm, self, rangeOf(vm, bytes, at, count), labelOfArray(vm, required(vm, bytes), at, count)),
    'final void update(ByteBuffer)': function* (vm, self: Digest, buffer: Ref) {
      const count = yield* vm.call<number>(buffer, 'remaining()I');
      const array = vm.newArray('[B', count);
      yield* vm.call(buffer, 'get([B)Ljava/nio/ByteBuffer;', array);
      update(vm, self, unsignedBytesOf(array), labelOfArray(vm, array));
    },
    'byte[] digest()': (vm, self: Digest) => finish(vm, self),
    'byte[] digest(byte[])': (vm, self: Digest, bytes: JavaArray | null) => {
      update(vm, self, unsignedBytesOf(required(vm, bytes)), labelOfArray(vm, required(vm, bytes)));
      return finish(vm, self);
    },
    'int digest(byte[], int, int)': (
      vm,
      self: Digest,
      target: JavaArray | null,
      at: number,
      count: number,
    ) => {
      const into = rangeOf(vm, target, at, count);
      if (count < self.peer.kind.sizeBytes)
        vm.throwNew(
          'java/security/DigestException',
          'Output buffer too small for specified offset and length',
        );
      const made = finish(vm, self);
      into.set(unsignedBytesOf(made));
      vm.addLabel(required(vm, target), vm.labelOf(made));
      return self.peer.kind.sizeBytes;
    },
    'void reset()': (_vm, self: Digest) => {
      self.peer.hash = createHash(self.peer.kind.node);
      self.peer.label = 0;
    },
    'final String getAlgorithm()': (_vm, self: Digest) => self.peer.algorithm,
    'final int getDigestLength()': (_vm, self: Digest) => self.peer.kind.sizeBytes,
    'final Provider getProvider()': (vm) => vm.newObject('java/security/Provider'),
    'Object clone()': (vm, self: Digest) => {
      const copy = vm.newObject<DigestPeer>(self.cls);
      copy.peer = { ...self.peer, hash: self.peer.hash.copy() };
      return copy;
    },
    'String toString()': (_vm, self: Digest) => `${self.peer.algorithm} Message Digest`,
  }),
});

type DigestStream = JavaObject<{ digest: Ref; on: boolean }>;

function* feed(vm: Machine, self: DigestStream, bytes: Uint8Array, label: number): Steps<void> {
  if (!self.peer.on || bytes.length === 0) return;
  const array = vm.byteArray(bytes);
  vm.addLabel(array, label);
  yield* vm.call(self.peer.digest, 'update([B)V', array);
}

const digestInputStream = defineClass({
  name: 'java/security/DigestInputStream',
  super: 'java/io/FilterInputStream',
  methods: methods({
    'new(InputStream, MessageDigest)': (vm, self: DigestStream, inner: Ref, digest: Ref) => {
      vm.setField(self, 'in:Ljava/io/InputStream;', inner);
      self.peer = { digest, on: true };
    },
    'int read()': function* (vm, self: DigestStream) {
      const chunk = yield* readChunk(vm, vm.getField(self, 'in:Ljava/io/InputStream;') as Ref, 1);
      if (chunk === null) return -1;
      yield* feed(vm, self, chunk.bytes, chunk.label);
      return chunk.bytes[0] ?? -1;
    },
    'int read(byte[], int, int)': function* (
      vm,
      self: DigestStream,
      target: JavaArray,
      at: number,
      count: number,
    ) {
      const got = yield* vm.call<number>(
        vm.getField(self, 'in:Ljava/io/InputStream;') as Ref,
        'read([BII)I',
        target,
        at,
        count,
      );
      if (got > 0) yield* feed(vm, self, rangeOf(vm, target, at, got), vm.labelOf(target));
      return got;
    },
    'void on(boolean)': (_vm, self: DigestStream, on: boolean) => {
      self.peer.on = on;
    },
    'MessageDigest getMessageDigest()': (_vm, self: DigestStream) => self.peer.digest,
  }),
});

const digestOutputStream = defineClass({
  name: 'java/security/DigestOutputStream',
  super: 'java/io/FilterOutputStream',
  methods: methods({
    'new(OutputStream, MessageDigest)': (vm, self: DigestStream, out: Ref, digest: Ref) => {
      vm.setField(self, 'out:Ljava/io/OutputStream;', out);
      self.peer = { digest, on: true };
    },
    'void on(boolean)': (_vm, self: DigestStream, on: boolean) => {
      self.peer.on = on;
    },
    'void write(int)': function* (vm, self: DigestStream, byte: number) {
      yield* vm.call(vm.getField(self, 'out:Ljava/io/OutputStream;') as Ref, 'write(I)V', byte);
      yield* feed(vm, self, Uint8Array.of(byte), 0);
    },
    'void write(byte[], int, int)': function* (
      vm,
      self: DigestStream,
      bytes: JavaArray,
      at: number,
      count: number,
    ) {
      yield* vm.call(
        vm.getField(self, 'out:Ljava/io/OutputStream;') as Ref,
        'write([BII)V',
        bytes,
        at,
        count,
      );
      yield* feed(vm, self, rangeOf(vm, bytes, at, count), labelOfArray(vm, bytes, at, count));
    },
    'MessageDigest getMessageDigest()': (_vm, self: DigestStream) => self.peer.digest,
  }),
});

export const digests: readonly ClassModel[] = [
  defineClass({
    name: 'java/security/MessageDigestSpi',
    flags: 'abstract',
    methods: { '<init>()V': () => undefined },
  }),
  messageDigest,
  digestInputStream,
  digestOutputStream,
];
