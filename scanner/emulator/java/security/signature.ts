import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { defineClass, UNKNOWN, unsignedBytesOf } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
} from '../../machine/index.ts';
import { ByteSink, labelOfArray, rangeOf, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { signEcdsa } from './ecdsa.ts';
import { findKey } from './keys.ts';
import { findDigest } from './message-digest.ts';

type SignaturePeer = {
  algorithm: string;
  digest: string;
  scheme: string;
  key: KeyObject | null;
  sink: ByteSink;
};
type Signature = JavaObject<SignaturePeer>;

function newSignature(vm: Machine, name: string): Signature {
  const match = /^(\w+?)with(RSA|ECDSA|DSA)$/i.exec(name.replace(/^SHA-/i, 'SHA'));
  const digest = match === null ? undefined : findDigest(match[1] ?? '');
  if (match === null || digest === undefined)
    return vm.throwNew('java/security/NoSuchAlgorithmException', `${name} Signature not available`);
  const made = vm.newObject<SignaturePeer>('java/security/Signature');
  made.peer = {
    algorithm: name,
    digest: digest.node,
    scheme: (match[2] ?? '').toUpperCase(),
    key: null,
    sink: new ByteSink(),
  };
  return made;
}

function init(vm: Machine, self: Signature, object: HeapObject | null, type: 'public' | 'private'): void {
  const key = findKey(object);
  if (key?.kind !== 'asymmetric' || key.key.type !== type)
    return vm.throwNew('java/security/InvalidKeyException', 'Unusable key');
  self.peer.key = key.key;
  self.peer.sink = new ByteSink();
}

function update(vm: Machine, self: Signature, bytes: Uint8Array, label: number): void {
  if (self.peer.key === null) vm.throwNew('java/security/SignatureException', 'object not initialized');
  self.peer.sink.add(bytes);
  self.peer.sink.label = vm.labels.union(self.peer.sink.label, label);
}

const signature = defineClass({
  name: 'java/security/Signature',
  labels: 'container',
  methods: methods({
    'static Signature getInstance(String)': (vm, name: JavaString | null) => newSignature(vm, vm.text(name)),
    'static Signature getInstance(String, String)': (vm, name: JavaString | null, _provider: Ref) =>
      newSignature(vm, vm.text(name)),
    'final String getAlgorithm()': (_vm, self: Signature) => self.peer.algorithm,
    'final void initSign(PrivateKey)': (vm, self: Signature, key: Ref) => init(vm, self, key, 'private'),
    'final void initVerify(PublicKey)': (vm, self: Signature, key: Ref) => init(vm, self, key, 'public'),
    'final void update(byte)': (vm, self: Signature, byte: number) =>
      update(vm, self, Uint8Array.of(byte), 0),
    'final void update(byte[])': (vm, self: Signature, bytes: JavaArray | null) =>
      update(vm, self, unsignedBytesOf(required(vm, bytes)), labelOfArray(vm, required(vm, bytes))),
    'final void update(byte[], int, int)': (
      vm,
      self: Signature,
      bytes: JavaArray | null,
      at: number,
      count: number,
    ) => update(vm, self, rangeOf(vm, bytes, at, count), labelOfArray(vm, required(vm, bytes), at, count)),
    'final byte[] sign()': (vm, self: Signature) => {
      const { key, digest, scheme, sink } = self.peer;
      if (key === null || key.type !== 'private')
        return vm.throwNew('java/security/SignatureException', 'object not initialized for signing');
      // DSA draws a random number from the host, which no run may depend on.
      if (scheme === 'DSA') return UNKNOWN;
      const made = scheme === 'ECDSA' ? signEcdsa(digest, sink.view(), key) : sign(digest, sink.view(), key);
      if (made === undefined) return UNKNOWN;
      const array = vm.byteArray(made);
      vm.addLabel(array, vm.labels.transform(sink.label, 'signature'));
      self.peer.sink = new ByteSink();
      return array;
    },
    'final boolean verify(byte[])': (vm, self: Signature, bytes: JavaArray | null) => {
      const { key, digest, sink } = self.peer;
      if (key === null)
        return vm.throwNew('java/security/SignatureException', 'object not initialized for verification');
      self.peer.sink = new ByteSink();
      return verify(digest, sink.view(), key, unsignedBytesOf(required(vm, bytes)));
    },
  }),
});

export const signatures: readonly ClassModel[] = [signature];
