import { createHmac, pbkdf2Sync } from 'node:crypto';
import { defineClass, unsignedBytesOf, UNKNOWN } from '../../machine/index.ts';
import type { ClassModel, JavaArray, JavaObject, JavaString, Machine } from '../../machine/index.ts';
import { ByteSink, labelOfArray, rangeOf, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { textOfChars } from '../io/text-support.ts';
import { findKey, newSecretKey } from '../security/keys.ts';
import { findDigest } from '../security/message-digest.ts';
import { randomBytesOf } from '../security/random-source.ts';
import { methods } from '../signature.ts';

type MacPeer = {
  algorithm: string;
  node: string;
  sizeBytes: number; /** A key of a class that the app wrote, or of a store that is not modelled, is unknown. */
  key: Uint8Array | 'unknown' | null;
  sink: ByteSink;
};
type Mac = JavaObject<MacPeer>;

function newMac(vm: Machine, name: string): Mac {
  const digest = findDigest(/^Hmac-?(.*)$/i.exec(name)?.[1] ?? '');
  if (digest === undefined)
    return vm.throwNew('java/security/NoSuchAlgorithmException', `Algorithm ${name} not available`);
  const made = vm.newObject<MacPeer>('javax/crypto/Mac');
  made.peer = {
    algorithm: name,
    node: digest.node,
    sizeBytes: digest.sizeBytes,
    key: null,
    sink: new ByteSink(),
  };
  return made;
}

function add(vm: Machine, self: Mac, bytes: Uint8Array, label: number): void {
  if (self.peer.key === null) vm.throwNew('java/lang/IllegalStateException', 'MAC not initialized');
  self.peer.sink.add(bytes);
  self.peer.sink.label = vm.labels.union(self.peer.sink.label, label);
}

function finish(vm: Machine, self: Mac): JavaArray | typeof UNKNOWN {
  const { key, node, sink, algorithm } = self.peer;
  if (key === null) return vm.throwNew('java/lang/IllegalStateException', 'MAC not initialized');
  if (key === 'unknown') return UNKNOWN;
  const array = vm.byteArray(createHmac(node, key).update(sink.view()).digest());
  vm.addLabel(array, vm.labels.transform(sink.label, algorithm));
  self.peer.sink = new ByteSink();
  return array;
}

const mac = defineClass({
  name: 'javax/crypto/Mac',
  labels: 'container',
  methods: methods({
    'static final Mac getInstance(String)': (vm, name: JavaString | null) => newMac(vm, vm.text(name)),
    'static final Mac getInstance(String, String)': (vm, name: JavaString | null, _provider: Ref) =>
      newMac(vm, vm.text(name)),
    'final String getAlgorithm()': (_vm, self: Mac) => self.peer.algorithm,
    'final int getMacLength()': (_vm, self: Mac) => self.peer.sizeBytes,
    'final void init(Key)': (vm, self: Mac, object: Ref) => {
      const key = findKey(object);
      if (object === null) vm.throwNew('java/security/InvalidKeyException', 'key == null');
      if (key?.kind === 'asymmetric')
        vm.throwNew('java/security/InvalidKeyException', 'key must be a SecretKey');
      self.peer.key = key?.kind === 'secret' ? key.bytes : 'unknown';
      self.peer.sink = new ByteSink();
    },
    'final void update(byte)': (vm, self: Mac, byte: number) => add(vm, self, Uint8Array.of(byte), 0),
    'final void update(byte[])': (vm, self: Mac, bytes: JavaArray | null) =>
      add(vm, self, unsignedBytesOf(required(vm, bytes)), labelOfArray(vm, required(vm, bytes))),
    'final void update(byte[], int, int)': (
      vm,
      self: Mac,
      bytes: JavaArray | null,
      at: number,
      count: number,
    ) => add(vm, self, rangeOf(vm, bytes, at, count), labelOfArray(vm, required(vm, bytes), at, count)),
    'final byte[] doFinal()': (vm, self: Mac) => finish(vm, self),
    'final byte[] doFinal(byte[])': (vm, self: Mac, bytes: JavaArray | null) => {
      add(vm, self, unsignedBytesOf(required(vm, bytes)), labelOfArray(vm, required(vm, bytes)));
      return finish(vm, self);
    },
    'final void reset()': (_vm, self: Mac) => {
      self.peer.sink = new ByteSink();
    },
  }),
});

type PbePeer = { password: string; salt: Uint8Array; rounds: number; bits: number };
type Pbe = JavaObject<PbePeer>;

const pbeKeySpec = defineClass({
  name: 'javax/crypto/spec/PBEKeySpec',
  interfaces: ['java/security/spec/KeySpec'],
  methods: methods({
    'new(char[])': (vm, self: Pbe, password: JavaArray | null) => {
      self.peer = {
        password: textOfChars(required(vm, password)),
        salt: new Uint8Array(0),
        rounds: 0,
        bits: 0,
      };
    },
    'new(char[], byte[], int)': (
      vm,
      self: Pbe,
      password: JavaArray | null,
      salt: JavaArray | null,
      rounds: number,
    ) => {
      self.peer = {
        password: textOfChars(required(vm, password)),
        salt: unsignedBytesOf(required(vm, salt)).slice(),
        rounds,
        bits: 0,
      };
    },
    'new(char[], byte[], int, int)': (
      vm,
      self: Pbe,
      password: JavaArray | null,
      salt: JavaArray | null,
      rounds: number,
      bits: number,
    ) => {
      self.peer = {
        password: textOfChars(required(vm, password)),
        salt: unsignedBytesOf(required(vm, salt)).slice(),
        rounds,
        bits,
      };
    },
    'final void clearPassword()': () => undefined,
  }),
});

/** What one key derivation may cost the host: about a second. */
const MAX_ROUNDS = 1_000_000;

type Factory = JavaObject<{ algorithm: string }>;
type DesSpec = JavaObject<{ bytes: Uint8Array }>;

const secretKeyFactory = defineClass({
  name: 'javax/crypto/SecretKeyFactory',
  methods: methods({
    'static final javax/crypto/SecretKeyFactory getInstance(String)': (vm, name: JavaString | null) => {
      const algorithm = vm.text(name);
      if (!/^(PBKDF2WithHmacSHA(1|224|256|384|512)|DES|DESede)$/i.test(algorithm))
        return vm.throwNew(
          'java/security/NoSuchAlgorithmException',
          `${algorithm} SecretKeyFactory not available`,
        );
      const made = vm.newObject<{ algorithm: string }>('javax/crypto/SecretKeyFactory');
      made.peer = { algorithm };
      return made;
    },
    'final SecretKey generateSecret(KeySpec)': (vm, self: Factory, spec: Pbe | DesSpec | null) => {
      const { peer } = required(vm, spec);
      const label = vm.labelOf(spec);
      if ('bytes' in peer) return newSecretKey(vm, peer.bytes, self.peer.algorithm, label);
      const digest = findDigest(/Hmac(.*)$/i.exec(self.peer.algorithm)?.[1] ?? '');
      if (digest === undefined || peer.rounds <= 0 || peer.bits <= 0)
        return vm.throwNew(
          'java/security/spec/InvalidKeySpecException',
          'salt, iteration count and key length are needed',
        );
      if (peer.rounds > MAX_ROUNDS) return UNKNOWN;
      vm.fuel -= peer.rounds * 50;
      const bytes = pbkdf2Sync(peer.password, peer.salt, peer.rounds, Math.ceil(peer.bits / 8), digest.node);
      return newSecretKey(vm, bytes, self.peer.algorithm, vm.labels.transform(label, 'PBKDF2'));
    },
  }),
});

function desSpec(name: string, sizeBytes: number): ClassModel {
  return defineClass({
    name: `javax/crypto/spec/${name}`,
    interfaces: ['java/security/spec/KeySpec'],
    methods: methods({
      'new(byte[])': (vm, self: DesSpec, bytes: JavaArray | null) => {
        if (required(vm, bytes).length < sizeBytes)
          vm.throwNew('java/security/InvalidKeyException', 'Wrong key size');
        self.peer = { bytes: unsignedBytesOf(required(vm, bytes)).slice(0, sizeBytes) };
      },
      'byte[] getKey()': (vm, self: DesSpec) => vm.byteArray(self.peer.bytes),
    }),
  });
}

type Generator = JavaObject<{ algorithm: string; bits: number }>;

const keyGenerator = defineClass({
  name: 'javax/crypto/KeyGenerator',
  methods: methods({
    'static final javax/crypto/KeyGenerator getInstance(String)': (vm, name: JavaString | null) => {
      const algorithm = vm.text(name);
      const bits = { AES: 128, DES: 64, DESEDE: 192, HMACSHA1: 160, HMACSHA256: 256, HMACMD5: 128 }[
        algorithm.toUpperCase()
      ];
      if (bits === undefined)
        return vm.throwNew(
          'java/security/NoSuchAlgorithmException',
          `${algorithm} KeyGenerator not available`,
        );
      const made = vm.newObject<{ algorithm: string; bits: number }>('javax/crypto/KeyGenerator');
      made.peer = { algorithm, bits };
      return made;
    },
    'final void init(int)': (_vm, self: Generator, bits: number) => {
      self.peer.bits = Math.min(Math.max(bits, 8), 4096);
    },
    'final void init(int, SecureRandom)': (_vm, self: Generator, bits: number, _random: Ref) => {
      self.peer.bits = Math.min(Math.max(bits, 8), 4096);
    },
    'final void init(SecureRandom)': () => undefined,
    'final SecretKey generateKey()': (vm, self: Generator) =>
      newSecretKey(vm, randomBytesOf(vm, Math.ceil(self.peer.bits / 8)), self.peer.algorithm),
  }),
});

export const macs: readonly ClassModel[] = [
  mac,
  pbeKeySpec,
  secretKeyFactory,
  desSpec('DESKeySpec', 8),
  desSpec('DESedeKeySpec', 24),
  keyGenerator,
];
