import { defineClass, JavaObject, UNKNOWN, unsignedBytesOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, JavaString, Machine, Steps } from '../../machine/index.ts';
import { addFlow, ByteSink, labelOfArray, rangeOf, readChunk, required, writeChunk } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { findKey } from '../security/keys.ts';
import type { KeyPeer } from '../security/keys.ts';
import { randomBytesOf } from '../security/random-source.ts';
import { findDigest } from '../security/message-digest.ts';
import { methods } from '../signature.ts';
import { BLOCK_BYTES, CipherFailure, readyBytes, runBlockCipher, runBlockPart } from './cipher-engine.ts';
import type { BlockSettings } from './cipher-engine.ts';
import { modulusBytes, runRsa } from './rsa-engine.ts';
import type { RsaPadding } from './rsa-engine.ts';

type Transformation = {
  readonly name: string;
  readonly algorithm: string;
  readonly mode: string;
  readonly padding: string;
};
type CipherPeer = {
  what: Transformation;
  /** ENCRYPT_MODE and its kin; 0 until init. */
  opmode: number;
  /** A key of a class that the app wrote, or of a store that is not modelled, is unknown. */
  key: KeyPeer | 'unknown' | null;
  iv: Uint8Array;
  tagBytes: number;
  aad: ByteSink;
  data: ByteSink;
  /** Bytes of the outcome that update has given out already. */
  sent: number;
};
export type Cipher = JavaObject<CipherPeer>;

const ALGORITHMS: Readonly<Record<string, string>> = {
  AES: 'AES',
  DES: 'DES',
  DESEDE: 'DESede',
  TRIPLEDES: 'DESede',
  RC4: 'ARCFOUR',
  ARC4: 'ARCFOUR',
  ARCFOUR: 'ARCFOUR',
  RSA: 'RSA',
};
const MODES = new Set(['ECB', 'CBC', 'CTR', 'GCM', 'CFB', 'CFB8', 'OFB', 'NONE']);

function newCipher(vm: Machine, name: string): Cipher {
  const [first = '', mode, padding] = name.split('/').map((part) => part.trim());
  const algorithm = ALGORITHMS[first.toUpperCase()];
  const actualMode = (
    mode ?? (algorithm === 'AES' || algorithm === 'DES' || algorithm === 'DESede' ? 'ECB' : 'NONE')
  ).toUpperCase();
  if (algorithm === undefined || !MODES.has(actualMode))
    return vm.throwNew('java/security/NoSuchAlgorithmException', `No provider found for ${name}`);
  const actualPadding =
    padding ??
    (algorithm === 'ARCFOUR' ? 'NoPadding' : algorithm === 'RSA' ? 'PKCS1Padding' : 'PKCS5Padding');
  if (!/^(NoPadding|PKCS[157]Padding|OAEP.*Padding)$/i.test(actualPadding))
    return vm.throwNew('java/security/NoSuchAlgorithmException', `No provider found for ${name}`);
  const made = vm.newObject<CipherPeer>('javax/crypto/Cipher');
  made.peer = {
    what: { name, algorithm, mode: actualMode, padding: actualPadding },
    opmode: 0,
    key: null,
    iv: new Uint8Array(0),
    tagBytes: 16,
    aad: new ByteSink(),
    data: new ByteSink(),
    sent: 0,
  };
  return made;
}

const KEY_BYTES: Readonly<Record<string, readonly number[]>> = { AES: [16, 24, 32], DES: [8], DESede: [24] };

function init(vm: Machine, self: Cipher, opmode: number, object: HeapObject | null, spec: Ref): void {
  const { peer } = self;
  const { algorithm, mode } = peer.what;
  const key = findKey(object);
  if (object === null) return vm.throwNew('java/security/InvalidKeyException', 'key == null');
  if (key === undefined) {
    peer.opmode = opmode;
    peer.key = 'unknown';
    return;
  }
  if (algorithm === 'RSA' ? key.kind !== 'asymmetric' : key.kind !== 'secret')
    return vm.throwNew('java/security/InvalidKeyException', `Unsupported key for ${algorithm}`);
  const sizes = KEY_BYTES[algorithm];
  if (key.kind === 'secret' && sizes !== undefined && !sizes.includes(key.bytes.length))
    return vm.throwNew(
      'java/security/InvalidKeyException',
      `Unsupported key size: ${key.bytes.length} bytes`,
    );
  peer.opmode = opmode;
  peer.key = key;
  peer.data = new ByteSink();
  peer.aad = new ByteSink();
  peer.sent = 0;
  const given =
    spec instanceof JavaObject
      ? (spec.peer as { iv?: Uint8Array; tagBytes?: number } | undefined)
      : undefined;
  if (given?.tagBytes !== undefined) peer.tagBytes = given.tagBytes;
  if (given?.iv !== undefined) peer.iv = given.iv;
  else if (needsIv(peer.what)) {
    const encrypting = opmode === 1 || opmode === 3;
    if (!encrypting) return vm.throwNew('java/security/InvalidKeyException', 'no IV set when one expected');
    peer.iv = randomBytesOf(vm, mode === 'GCM' ? 12 : (BLOCK_BYTES[algorithm] ?? 16));
  }
  if (needsIv(peer.what) && mode !== 'GCM' && peer.iv.length !== BLOCK_BYTES[algorithm])
    return vm.throwNew(
      'java/security/InvalidAlgorithmParameterException',
      `expected IV length of ${BLOCK_BYTES[algorithm] ?? 16} but was ${peer.iv.length}`,
    );
}

function needsIv({ algorithm, mode }: Transformation): boolean {
  return algorithm !== 'RSA' && algorithm !== 'ARCFOUR' && mode !== 'ECB' && mode !== 'NONE';
}

function rsaPadding(padding: string): RsaPadding {
  if (/^NoPadding$/i.test(padding)) return { kind: 'none' };
  const oaep = /^OAEPWith(SHA-?\d+|MD5)And/i.exec(padding);
  if (!oaep && !/^OAEPPadding$/i.test(padding)) return { kind: 'pkcs1' };
  // Java's providers mask with SHA-1 unless told otherwise by a spec.
  return { kind: 'oaep', digest: findDigest(oaep?.[1] ?? 'SHA-1')?.node ?? 'sha1', mgfDigest: 'sha1' };
}

function isEncrypting(opmode: number): boolean {
  return opmode === 1 || opmode === 3;
}

function settingsOf(peer: CipherPeer, key: Uint8Array): BlockSettings {
  return {
    algorithm: peer.what.algorithm as BlockSettings['algorithm'],
    mode: peer.what.mode,
    padding: !/^NoPadding$/i.test(peer.what.padding),
    encrypt: isEncrypting(peer.opmode),
    key,
    iv: peer.iv,
    tagBytes: peer.tagBytes,
    aad: peer.aad.view(),
  };
}

/** What update gives out: as much as later data cannot change. RSA and GCM, as Android has it, keep all until doFinal. */
function readyPart(vm: Machine, self: Cipher): JavaArray {
  const { peer } = self;
  const { key, what, data, sent } = peer;
  if (key === null || key === 'unknown' || key.kind === 'asymmetric' || what.mode === 'GCM')
    return vm.newArray('[B', 0);
  const settings = settingsOf(peer, key.bytes);
  const ready = readyBytes(settings, data.size);
  if (ready <= sent) return vm.newArray('[B', 0);
  const made = runBlockPart(settings, data.view(), sent, ready);
  peer.sent = ready;
  const array = vm.byteArray(made);
  vm.addLabel(
    array,
    vm.labels.transform(data.label, `${what.algorithm}-${settings.encrypt ? 'encrypt' : 'decrypt'}`),
  );
  return array;
}

/** All that was given, through the cipher, which starts anew. */
function finish(vm: Machine, self: Cipher): JavaArray | typeof UNKNOWN {
  const { peer } = self;
  const { key, opmode, what, data } = peer;
  if (key === null) return vm.throwNew('java/lang/IllegalStateException', 'Cipher not initialized');
  if (key === 'unknown') return UNKNOWN;
  const encrypt = isEncrypting(opmode);
  const label = vm.labels.transform(data.label, `${what.algorithm}-${encrypt ? 'encrypt' : 'decrypt'}`);
  let made: Uint8Array;
  try {
    made =
      key.kind === 'asymmetric'
        ? runRsa(
            {
              key: key.key,
              encrypt,
              padding: rsaPadding(what.padding),
              randomBytes: (count) => randomBytesOf(vm, count),
            },
            data.view(),
          )
        : runBlockCipher(settingsOf(peer, key.bytes), data.view()).subarray(peer.sent);
  } catch (error) {
    if (error instanceof CipherFailure) return vm.throwNew(error.exception, error.message);
    throw error;
  }
  peer.data = new ByteSink();
  peer.aad = new ByteSink();
  peer.sent = 0;
  const array = vm.byteArray(made);
  vm.addLabel(array, label);
  return array;
}

function add(vm: Machine, self: Cipher, bytes: Uint8Array, label: number): void {
  if (self.peer.key === null) vm.throwNew('java/lang/IllegalStateException', 'Cipher not initialized');
  vm.charge(bytes.length);
  self.peer.data.add(bytes);
  self.peer.data.label = vm.labels.union(self.peer.data.label, label);
}

function addArray(
  vm: Machine,
  self: Cipher,
  array: JavaArray | null,
  at = 0,
  count = array?.length ?? 0,
): void {
  const bytes = required(vm, array);
  add(vm, self, rangeOf(vm, bytes, at, count), labelOfArray(vm, bytes, at, count));
}

/** Puts what came out into the app's array. */
function deliverInto(
  vm: Machine,
  made: JavaArray | typeof UNKNOWN,
  target: JavaArray | null,
  at: number,
): number | typeof UNKNOWN {
  if (made === UNKNOWN) return UNKNOWN;
  const array = required(vm, target);
  if (made.length > array.length - at)
    vm.throwNew(
      'javax/crypto/ShortBufferException',
      `output buffer too small during doFinal: ${array.length - at} < ${made.length}`,
    );
  unsignedBytesOf(array).set(unsignedBytesOf(made), at);
  vm.addLabel(array, vm.labelOf(made));
  return made.length;
}

/** javax.crypto.Cipher. All data is kept until doFinal, of which `update` gives out what is sure by then. */
const cipher = defineClass({
  name: 'javax/crypto/Cipher',
  labels: 'container',
  fields: {
    'static final ENCRYPT_MODE:I': 1,
    'static final DECRYPT_MODE:I': 2,
    'static final WRAP_MODE:I': 3,
    'static final UNWRAP_MODE:I': 4,
    'static final PUBLIC_KEY:I': 1,
    'static final PRIVATE_KEY:I': 2,
    'static final SECRET_KEY:I': 3,
  },
  methods: methods({
    'static final Cipher getInstance(String)': (vm, name: JavaString | null) => newCipher(vm, vm.text(name)),
    'static final Cipher getInstance(String, String)': (vm, name: JavaString | null, _provider: Ref) =>
      newCipher(vm, vm.text(name)),
    'static final Cipher getInstance(String, Provider)': (vm, name: JavaString | null, _provider: Ref) =>
      newCipher(vm, vm.text(name)),
    'static final int getMaxAllowedKeyLength(String)': () => 2147483647,
    'final String getAlgorithm()': (_vm, self: Cipher) => self.peer.what.name,
    'final int getBlockSize()': (_vm, self: Cipher) =>
      self.peer.what.algorithm === 'RSA' || self.peer.what.algorithm === 'ARCFOUR'
        ? 0
        : (BLOCK_BYTES[self.peer.what.algorithm] ?? 0),
    'final int getOutputSize(int)': (_vm, self: Cipher, count: number) => {
      const { key, what, data } = self.peer;
      if (key !== null && key !== 'unknown' && key.kind === 'asymmetric') return modulusBytes(key.key);
      const size = BLOCK_BYTES[what.algorithm] ?? 16;
      const total = data.size + count;
      if (what.mode === 'GCM') return total + self.peer.tagBytes;
      return what.mode === 'ECB' || what.mode === 'CBC' ? Math.ceil((total + 1) / size) * size : total;
    },
    'final byte[] getIV()': (vm, self: Cipher) =>
      needsIv(self.peer.what) ? vm.byteArray(self.peer.iv) : null,
    'final void init(int, Key)': (vm, self: Cipher, mode: number, key: Ref) =>
      init(vm, self, mode, key, null),
    'final void init(int, Key, SecureRandom)': (vm, self: Cipher, mode: number, key: Ref, _random: Ref) =>
      init(vm, self, mode, key, null),
    'final void init(int, Key, AlgorithmParameterSpec)': (
      vm,
      self: Cipher,
      mode: number,
      key: Ref,
      spec: Ref,
    ) => init(vm, self, mode, key, spec),
    'final void init(int, Key, AlgorithmParameterSpec, SecureRandom)': (
      vm,
      self: Cipher,
      mode: number,
      key: Ref,
      spec: Ref,
      _random: Ref,
    ) => init(vm, self, mode, key, spec),
    'final void init(int, java/security/cert/Certificate)': function* (
      vm,
      self: Cipher,
      mode: number,
      certificate: Ref,
    ) {
      const key = yield* vm.call<Ref>(certificate, 'getPublicKey()Ljava/security/PublicKey;');
      init(vm, self, mode, key, null);
    },
    'final void updateAAD(byte[])': (vm, self: Cipher, bytes: JavaArray | null) =>
      self.peer.aad.add(unsignedBytesOf(required(vm, bytes))),
    'final byte[] update(byte[])': (vm, self: Cipher, bytes: JavaArray | null) => {
      addArray(vm, self, bytes);
      return readyPart(vm, self);
    },
    'final byte[] update(byte[], int, int)': (
      vm,
      self: Cipher,
      bytes: JavaArray | null,
      at: number,
      count: number,
    ) => {
      addArray(vm, self, bytes, at, count);
      return readyPart(vm, self);
    },
    'final int update(byte[], int, int, byte[])': (
      vm,
      self: Cipher,
      bytes: JavaArray | null,
      at: number,
      count: number,
      target: JavaArray | null,
    ) => {
      addArray(vm, self, bytes, at, count);
      return deliverInto(vm, readyPart(vm, self), target, 0);
    },
    'final int update(byte[], int, int, byte[], int)': (
      vm,
      self: Cipher,
      bytes: JavaArray | null,
      at: number,
      count: number,
      target: JavaArray | null,
      to: number,
    ) => {
      addArray(vm, self, bytes, at, count);
      return deliverInto(vm, readyPart(vm, self), target, to);
    },
    'final byte[] doFinal()': (vm, self: Cipher) => finish(vm, self),
    'final byte[] doFinal(byte[])': (vm, self: Cipher, bytes: JavaArray | null) => {
      addArray(vm, self, bytes);
      return finish(vm, self);
    },
    'final byte[] doFinal(byte[], int, int)': (
      vm,
      self: Cipher,
      bytes: JavaArray | null,
      at: number,
      count: number,
    ) => {
      addArray(vm, self, bytes, at, count);
      return finish(vm, self);
    },
    'final int doFinal(byte[], int)': (vm, self: Cipher, target: JavaArray | null, to: number) =>
      deliverInto(vm, finish(vm, self), target, to),
    'final int doFinal(byte[], int, int, byte[])': (
      vm,
      self: Cipher,
      bytes: JavaArray | null,
      at: number,
      count: number,
      target: JavaArray | null,
    ) => {
      addArray(vm, self, bytes, at, count);
      return deliverInto(vm, finish(vm, self), target, 0);
    },
    'final int doFinal(byte[], int, int, byte[], int)': (
      vm,
      self: Cipher,
      bytes: JavaArray | null,
      at: number,
      count: number,
      target: JavaArray | null,
      to: number,
    ) => {
      addArray(vm, self, bytes, at, count);
      return deliverInto(vm, finish(vm, self), target, to);
    },
    'final byte[] wrap(Key)': function* (vm, self: Cipher, key: Ref) {
      addArray(vm, self, yield* vm.call<JavaArray | null>(key, 'getEncoded()[B'));
      return finish(vm, self);
    },
    'final Provider getProvider()': (vm) => vm.newObject('java/security/Provider'),
  }),
});

type SpecPeer = { iv: Uint8Array; tagBytes?: number };
type Spec = JavaObject<SpecPeer>;

const ivSpec = defineClass({
  name: 'javax/crypto/spec/IvParameterSpec',
  interfaces: ['java/security/spec/AlgorithmParameterSpec'],
  methods: methods({
    'new(byte[])': (vm, self: Spec, iv: JavaArray | null) => {
      self.peer = { iv: unsignedBytesOf(required(vm, iv)).slice() };
    },
    'new(byte[], int, int)': (vm, self: Spec, iv: JavaArray | null, at: number, count: number) => {
      self.peer = { iv: rangeOf(vm, iv, at, count).slice() };
    },
    'byte[] getIV()': (vm, self: Spec) => vm.byteArray(self.peer.iv),
  }),
});

const gcmSpec = defineClass({
  name: 'javax/crypto/spec/GCMParameterSpec',
  interfaces: ['java/security/spec/AlgorithmParameterSpec'],
  methods: methods({
    'new(int, byte[])': (vm, self: Spec, tagBits: number, iv: JavaArray | null) => {
      if (tagBits % 8 !== 0 || tagBits < 32 || tagBits > 128)
        vm.throwNew('java/lang/IllegalArgumentException', `Invalid tag length: ${tagBits}`);
      self.peer = { iv: unsignedBytesOf(required(vm, iv)).slice(), tagBytes: tagBits / 8 };
    },
    'byte[] getIV()': (vm, self: Spec) => vm.byteArray(self.peer.iv),
    'int getTLen()': (_vm, self: Spec) => (self.peer.tagBytes ?? 16) * 8,
  }),
});

type CipherStream = JavaObject<{
  cipher: Ref;
  plain: { bytes: Uint8Array; label: number } | null;
  at: number;
}>;

function gather(vm: Machine, sink: ByteSink, made: JavaArray | null): void {
  if (made === null) return;
  sink.add(unsignedBytesOf(made));
  sink.label = vm.labels.union(sink.label, vm.labelOf(made));
}

function* drain(vm: Machine, self: CipherStream): Steps<{ bytes: Uint8Array; label: number }> {
  const { peer } = self;
  if (peer.plain === null) {
    const sink = new ByteSink();
    for (;;) {
      const chunk = yield* readChunk(vm, vm.getField(self, 'in:Ljava/io/InputStream;') as Ref, 8192);
      if (chunk === null) break;
      const array = vm.byteArray(chunk.bytes);
      vm.addLabel(array, chunk.label);
      gather(vm, sink, yield* vm.call<JavaArray | null>(peer.cipher, 'update([B)[B', array));
    }
    gather(vm, sink, yield* vm.call<JavaArray | null>(peer.cipher, 'doFinal()[B'));
    peer.plain = { bytes: sink.view().slice(), label: sink.label };
    vm.addLabel(self, peer.plain.label);
  }
  addFlow(vm, peer.plain.label);
  return peer.plain;
}

const cipherInputStream = defineClass({
  name: 'javax/crypto/CipherInputStream',
  super: 'java/io/FilterInputStream',
  methods: methods({
    'new(InputStream, Cipher)': (vm, self: CipherStream, inner: Ref, by: Ref) => {
      vm.setField(self, 'in:Ljava/io/InputStream;', inner);
      self.peer = { cipher: by, plain: null, at: 0 };
    },
    'int read()': function* (vm, self: CipherStream) {
      const { bytes } = yield* drain(vm, self);
      return bytes[self.peer.at] === undefined ? -1 : (bytes[self.peer.at++] ?? -1);
    },
    'int read(byte[], int, int)': function* (
      vm,
      self: CipherStream,
      target: JavaArray | null,
      at: number,
      count: number,
    ) {
      const into = rangeOf(vm, target, at, count);
      const { bytes } = yield* drain(vm, self);
      const taken = bytes.subarray(self.peer.at, self.peer.at + count);
      into.set(taken);
      self.peer.at += taken.length;
      return taken.length === 0 && count > 0 ? -1 : taken.length;
    },
    'int available()': () => 0,
    'boolean markSupported()': () => false,
  }),
});

/** Writes what a cipher gave out to the stream below. */
function* passOn(vm: Machine, self: CipherStream, made: JavaArray | null): Steps<void> {
  if (made === null || made.length === 0) return;
  const out = vm.getField(self, 'out:Ljava/io/OutputStream;') as Ref;
  yield* writeChunk(vm, out, { bytes: unsignedBytesOf(made), label: vm.labelOf(made) });
}

const cipherOutputStream = defineClass({
  name: 'javax/crypto/CipherOutputStream',
  super: 'java/io/FilterOutputStream',
  methods: methods({
    'new(OutputStream, Cipher)': (vm, self: CipherStream, out: Ref, by: Ref) => {
      vm.setField(self, 'out:Ljava/io/OutputStream;', out);
      self.peer = { cipher: by, plain: null, at: 0 };
    },
    'void write(int)': function* (vm, self: CipherStream, byte: number) {
      const one = vm.byteArray(Uint8Array.of(byte));
      yield* passOn(vm, self, yield* vm.call<JavaArray | null>(self.peer.cipher, 'update([B)[B', one));
    },
    'void write(byte[], int, int)': function* (
      vm,
      self: CipherStream,
      bytes: JavaArray | null,
      at: number,
      count: number,
    ) {
      const made = yield* vm.call<JavaArray | null>(self.peer.cipher, 'update([BII)[B', bytes, at, count);
      yield* passOn(vm, self, made);
    },
    'void flush()': (vm, self: CipherStream) =>
      vm.call(vm.getField(self, 'out:Ljava/io/OutputStream;') as Ref, 'flush()V'),
    'void close()': function* (vm, self: CipherStream) {
      const out = vm.getField(self, 'out:Ljava/io/OutputStream;') as Ref;
      if (self.peer.at === 0) {
        self.peer.at = 1;
        yield* passOn(vm, self, yield* vm.call<JavaArray | null>(self.peer.cipher, 'doFinal()[B'));
      }
      yield* vm.call(out, 'close()V');
    },
  }),
});

export const ciphers: readonly ClassModel[] = [
  cipher,
  ivSpec,
  gcmSpec,
  cipherInputStream,
  cipherOutputStream,
];
