import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { defineClass, JavaObject, unsignedBytesOf } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaArray, JavaString, Machine } from '../../machine/index.ts';
import { labelOfArray, rangeOf, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';

/** The peer of a symmetric key. */
export type SecretPeer = { readonly kind: 'secret'; readonly algorithm: string; readonly bytes: Uint8Array };
/** The peer of a public or private key. */
export type AsymmetricPeer = {
  readonly kind: 'asymmetric';
  readonly algorithm: string;
  readonly key: KeyObject;
};
export type KeyPeer = SecretPeer | AsymmetricPeer;

/** What is behind a Key of ours; undefined for keys that the app made up itself. */
export function findKey(object: HeapObject | null): KeyPeer | undefined {
  if (!(object instanceof JavaObject)) return undefined;
  const { peer } = object;
  return typeof peer === 'object' && peer !== null && 'kind' in peer && 'algorithm' in peer
    ? (peer as KeyPeer)
    : undefined;
}

const CLASSES: Readonly<Record<string, string>> = { RSA: 'Rsa', EC: 'Ec', DSA: 'Dsa' };

/** A PublicKey or PrivateKey of the platform's. */
export function newKey(vm: Machine, algorithm: string, key: KeyObject): JavaObject<AsymmetricPeer> {
  const side = key.type === 'public' ? 'Public' : 'Private';
  const made = vm.newObject<AsymmetricPeer>(`libcore/crypto/${CLASSES[algorithm] ?? 'Dsa'}${side}Key`);
  made.peer = { kind: 'asymmetric', algorithm, key };
  return made;
}

export function newSecretKey(
  vm: Machine,
  bytes: Uint8Array,
  algorithm: string,
  label = 0,
): JavaObject<SecretPeer> {
  const made = vm.newObject<SecretPeer>('javax/crypto/spec/SecretKeySpec');
  made.peer = { kind: 'secret', algorithm, bytes };
  vm.addLabel(made, label);
  return made;
}

export function encodingOf(key: KeyObject): Uint8Array {
  return key.type === 'public'
    ? key.export({ type: 'spki', format: 'der' })
    : key.export({ type: 'pkcs8', format: 'der' });
}

/** A number of an RSA key, by the name of its JWK member. */
export function rsaNumber(key: KeyObject, name: 'n' | 'e' | 'd'): bigint {
  const text = key.export({ format: 'jwk' })[name] ?? '';
  return BigInt(`0x${Buffer.from(text, 'base64url').toString('hex') || '0'}`);
}

type Key = JavaObject<AsymmetricPeer>;
type BigIntegerPeer = { value: bigint };

function bigInteger(vm: Machine, value: bigint): JavaObject<BigIntegerPeer> {
  const made = vm.newObject<BigIntegerPeer>('java/math/BigInteger');
  made.peer = { value };
  return made;
}

function keyClass(name: string, interfaces: readonly string[]): ClassModel {
  return defineClass({
    name: `libcore/crypto/${name}`,
    interfaces,
    methods: methods({
      'String getAlgorithm()': (_vm, self: Key) => self.peer.algorithm,
      'String getFormat()': (_vm, self: Key) => (self.peer.key.type === 'public' ? 'X.509' : 'PKCS#8'),
      'byte[] getEncoded()': (vm, self: Key) => vm.byteArray(encodingOf(self.peer.key)),
      'BigInteger getModulus()': (vm, self: Key) => bigInteger(vm, rsaNumber(self.peer.key, 'n')),
      'BigInteger getPublicExponent()': (vm, self: Key) => bigInteger(vm, rsaNumber(self.peer.key, 'e')),
      'BigInteger getPrivateExponent()': (vm, self: Key) => bigInteger(vm, rsaNumber(self.peer.key, 'd')),
      'boolean equals(Object)': (_vm, self: Key, other: Ref) =>
        other instanceof JavaObject &&
        other.cls === self.cls &&
        (other as Key).peer.key.equals(self.peer.key),
      'int hashCode()': (_vm, self: Key) => Buffer.from(encodingOf(self.peer.key)).readInt32BE(0),
    }),
  });
}

type Secret = JavaObject<SecretPeer>;

const secretKeySpec = defineClass({
  name: 'javax/crypto/spec/SecretKeySpec',
  interfaces: ['java/security/spec/KeySpec', 'javax/crypto/SecretKey'],
  methods: methods({
    'new(byte[], String)': (vm, self: Secret, bytes: JavaArray | null, algorithm: JavaString | null) => {
      const key = required(vm, bytes);
      if (algorithm === null || key.length === 0)
        vm.throwNew(
          'java/lang/IllegalArgumentException',
          key.length === 0 ? 'Empty key' : 'Missing argument',
        );
      self.peer = { kind: 'secret', algorithm: vm.text(algorithm), bytes: unsignedBytesOf(key).slice() };
      vm.addLabel(self, labelOfArray(vm, key));
    },
    'new(byte[], int, int, String)': (
      vm,
      self: Secret,
      bytes: JavaArray | null,
      at: number,
      count: number,
      algorithm: JavaString | null,
    ) => {
      self.peer = {
        kind: 'secret',
        algorithm: vm.text(algorithm),
        bytes: rangeOf(vm, bytes, at, count).slice(),
      };
      vm.addLabel(self, labelOfArray(vm, required(vm, bytes), at, count));
    },
    'String getAlgorithm()': (_vm, self: Secret) => self.peer.algorithm,
    'String getFormat()': () => 'RAW',
    'byte[] getEncoded()': (vm, self: Secret) => vm.byteArray(self.peer.bytes),
    'boolean equals(Object)': (_vm, self: Secret, other: Ref) => {
      const key = findKey(other);
      return (
        key?.kind === 'secret' &&
        key.algorithm === self.peer.algorithm &&
        Buffer.compare(key.bytes, self.peer.bytes) === 0
      );
    },
    'int hashCode()': (_vm, self: Secret) =>
      self.peer.bytes.reduce((sum, byte, i) => (sum + byte * i) | 0, 0),
  }),
});

type SpecPeer = { bytes: Uint8Array };
type Spec = JavaObject<SpecPeer>;

/** A spec that is an encoding. */
function encodedSpec(name: string, format: string): ClassModel {
  return defineClass({
    name: `java/security/spec/${name}`,
    super: 'java/security/spec/EncodedKeySpec',
    methods: methods({
      'new(byte[])': (vm, self: Spec, bytes: JavaArray | null) => {
        self.peer = { bytes: unsignedBytesOf(required(vm, bytes)).slice() };
      },
      'byte[] getEncoded()': (vm, self: Spec) => vm.byteArray(self.peer.bytes),
      'final String getFormat()': () => format,
    }),
  });
}

type RsaSpec = JavaObject<{ modulus: JavaObject<BigIntegerPeer>; exponent: JavaObject<BigIntegerPeer> }>;

function rsaSpec(name: string, exponent: string): ClassModel {
  return defineClass({
    name: `java/security/spec/${name}`,
    interfaces: ['java/security/spec/KeySpec'],
    methods: methods({
      'new(BigInteger, BigInteger)': (
        _vm,
        self: RsaSpec,
        modulus: JavaObject<BigIntegerPeer>,
        value: JavaObject<BigIntegerPeer>,
      ) => {
        self.peer = { modulus, exponent: value };
      },
      'BigInteger getModulus()': (_vm, self: RsaSpec) => self.peer.modulus,
      [`BigInteger ${exponent}()`]: (_vm: Machine, self: RsaSpec) => self.peer.exponent,
    }),
  });
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}

/** A key of bytes or numbers that came from the app; Java's InvalidKeySpecException where they are none. */
function parse(vm: Machine, make: () => KeyObject): KeyObject {
  try {
    return make();
  } catch (error) {
    // Node's reasons are OpenSSL's, as Android's are.
    return vm.throwNew(
      'java/security/spec/InvalidKeySpecException',
      error instanceof Error ? error.message : undefined,
    );
  }
}

type Factory = JavaObject<{ algorithm: string }>;

function newFactory(vm: Machine, name: string): Factory {
  const algorithm = name.toUpperCase();
  if (CLASSES[algorithm] === undefined)
    return vm.throwNew('java/security/NoSuchAlgorithmException', `${name} KeyFactory not available`);
  const made = vm.newObject<{ algorithm: string }>('java/security/KeyFactory');
  made.peer = { algorithm };
  return made;
}

const keyFactory = defineClass({
  name: 'java/security/KeyFactory',
  methods: methods({
    'static KeyFactory getInstance(String)': (vm, name: JavaString | null) => newFactory(vm, vm.text(name)),
    'static KeyFactory getInstance(String, String)': (vm, name: JavaString | null, _provider: Ref) =>
      newFactory(vm, vm.text(name)),
    'static KeyFactory getInstance(String, Provider)': (vm, name: JavaString | null, _provider: Ref) =>
      newFactory(vm, vm.text(name)),
    'final String getAlgorithm()': (_vm, self: Factory) => self.peer.algorithm,
    'final PublicKey generatePublic(KeySpec)': (vm, self: Factory, spec: Spec | RsaSpec | null) => {
      const { peer } = required(vm, spec);
      return newKey(
        vm,
        self.peer.algorithm,
        parse(vm, () =>
          'bytes' in peer
            ? createPublicKey({ key: Buffer.from(peer.bytes), format: 'der', type: 'spki' })
            : createPublicKey({
                key: {
                  kty: 'RSA',
                  n: base64url(peer.modulus.peer.value),
                  e: base64url(peer.exponent.peer.value),
                },
                format: 'jwk',
              }),
        ),
      );
    },
    'final PrivateKey generatePrivate(KeySpec)': (vm, self: Factory, spec: Spec | RsaSpec | null) => {
      const { peer } = required(vm, spec);
      if (!('bytes' in peer))
        return vm.throwNew(
          'java/security/spec/InvalidKeySpecException',
          'Only encoded private keys are read',
        );
      return newKey(
        vm,
        self.peer.algorithm,
        parse(vm, () => createPrivateKey({ key: Buffer.from(peer.bytes), format: 'der', type: 'pkcs8' })),
      );
    },
  }),
});

type Pair = JavaObject<{ publicKey: Ref; privateKey: Ref }>;

const keyPair = defineClass({
  name: 'java/security/KeyPair',
  flags: 'final',
  methods: methods({
    'new(PublicKey, PrivateKey)': (_vm, self: Pair, publicKey: Ref, privateKey: Ref) => {
      self.peer = { publicKey, privateKey };
    },
    'PublicKey getPublic()': (_vm, self: Pair) => self.peer.publicKey,
    'PrivateKey getPrivate()': (_vm, self: Pair) => self.peer.privateKey,
  }),
});

export function newPair(vm: Machine, algorithm: string, privateKey: KeyObject): Pair {
  const made = vm.newObject<{ publicKey: Ref; privateKey: Ref }>('java/security/KeyPair');
  made.peer = {
    publicKey: newKey(vm, algorithm, createPublicKey(privateKey)),
    privateKey: newKey(vm, algorithm, privateKey),
  };
  return made;
}

function interfaceOf(
  name: string,
  interfaces: readonly string[] = [],
  table: Parameters<typeof methods>[0] = {},
): ClassModel {
  return defineClass({ name, flags: 'interface', interfaces, methods: methods(table) });
}

export const keys: readonly ClassModel[] = [
  interfaceOf('java/security/Key', ['java/io/Serializable'], {
    'abstract String getAlgorithm()': null,
    'abstract String getFormat()': null,
    'abstract byte[] getEncoded()': null,
  }),
  interfaceOf('java/security/PublicKey', ['java/security/Key']),
  interfaceOf('java/security/PrivateKey', ['java/security/Key']),
  interfaceOf('javax/crypto/SecretKey', ['java/security/Key']),
  interfaceOf('java/security/interfaces/RSAKey', [], { 'abstract BigInteger getModulus()': null }),
  interfaceOf(
    'java/security/interfaces/RSAPublicKey',
    ['java/security/PublicKey', 'java/security/interfaces/RSAKey'],
    {
      'abstract BigInteger getPublicExponent()': null,
    },
  ),
  interfaceOf(
    'java/security/interfaces/RSAPrivateKey',
    ['java/security/PrivateKey', 'java/security/interfaces/RSAKey'],
    {
      'abstract BigInteger getPrivateExponent()': null,
    },
  ),
  interfaceOf('java/security/interfaces/ECKey'),
  interfaceOf('java/security/interfaces/ECPublicKey', [
    'java/security/PublicKey',
    'java/security/interfaces/ECKey',
  ]),
  interfaceOf('java/security/interfaces/ECPrivateKey', [
    'java/security/PrivateKey',
    'java/security/interfaces/ECKey',
  ]),
  interfaceOf('java/security/spec/KeySpec'),
  interfaceOf('java/security/spec/AlgorithmParameterSpec'),
  defineClass({
    name: 'java/security/spec/EncodedKeySpec',
    flags: 'abstract',
    interfaces: ['java/security/spec/KeySpec'],
    methods: methods({ 'byte[] getEncoded()': (vm, self: Spec) => vm.byteArray(self.peer.bytes) }),
  }),
  keyClass('RsaPublicKey', ['java/security/interfaces/RSAPublicKey']),
  keyClass('RsaPrivateKey', ['java/security/interfaces/RSAPrivateKey']),
  keyClass('EcPublicKey', ['java/security/interfaces/ECPublicKey']),
  keyClass('EcPrivateKey', ['java/security/interfaces/ECPrivateKey']),
  keyClass('DsaPublicKey', ['java/security/PublicKey']),
  keyClass('DsaPrivateKey', ['java/security/PrivateKey']),
  secretKeySpec,
  encodedSpec('X509EncodedKeySpec', 'X.509'),
  encodedSpec('PKCS8EncodedKeySpec', 'PKCS#8'),
  rsaSpec('RSAPublicKeySpec', 'getPublicExponent'),
  rsaSpec('RSAPrivateKeySpec', 'getPrivateExponent'),
  keyFactory,
  keyPair,
];
