import { X509Certificate } from 'node:crypto';
import { defineClass, JavaObject, UNKNOWN } from '../../machine/index.ts';
import type { ClassModel, JavaString, Machine } from '../../machine/index.ts';
import { readAll } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { findKey, newKey } from './keys.ts';

type Certificate = JavaObject<{ certificate: X509Certificate }>;
type Principal = JavaObject<{ name: string }>;

/** Node lists a name's parts one a line, outermost first; RFC 2253 wants them the other way round, with commas. */
function nameOf(lines: string): string {
  return lines.split('\n').reverse().join(',');
}

function parse(vm: Machine, bytes: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch (error) {
    return vm.throwNew(
      'java/security/cert/CertificateException',
      error instanceof Error ? error.message : undefined,
    );
  }
}

function principal(vm: Machine, name: string): Principal {
  const made = vm.newObject<{ name: string }>('javax/security/auth/x500/X500Principal');
  made.peer = { name };
  return made;
}

function* dateOf(vm: Machine, text: string) {
  return yield* vm.construct('java/util/Date', '(J)V', BigInt(Date.parse(text)));
}

const parsedCertificate = defineClass({
  name: 'libcore/crypto/ParsedCertificate',
  super: 'java/security/cert/X509Certificate',
  methods: methods({
    'byte[] getEncoded()': (vm, self: Certificate) => vm.byteArray(self.peer.certificate.raw),
    'PublicKey getPublicKey()': (vm, self: Certificate) => {
      const { publicKey } = self.peer.certificate;
      return newKey(vm, (publicKey.asymmetricKeyType ?? 'rsa').toUpperCase(), publicKey);
    },
    'BigInteger getSerialNumber()': (vm, self: Certificate) => {
      const made = vm.newObject<{ value: bigint }>('java/math/BigInteger');
      made.peer = { value: BigInt(`0x${self.peer.certificate.serialNumber}`) };
      return made;
    },
    'int getVersion()': () => 3,
    'Principal getSubjectDN()': (vm, self: Certificate) =>
      principal(vm, nameOf(self.peer.certificate.subject)),
    'Principal getIssuerDN()': (vm, self: Certificate) => principal(vm, nameOf(self.peer.certificate.issuer)),
    'javax/security/auth/x500/X500Principal getSubjectX500Principal()': (vm, self: Certificate) =>
      principal(vm, nameOf(self.peer.certificate.subject)),
    'javax/security/auth/x500/X500Principal getIssuerX500Principal()': (vm, self: Certificate) =>
      principal(vm, nameOf(self.peer.certificate.issuer)),
    'java/util/Date getNotBefore()': (vm, self: Certificate) => dateOf(vm, self.peer.certificate.validFrom),
    'java/util/Date getNotAfter()': (vm, self: Certificate) => dateOf(vm, self.peer.certificate.validTo),
    'void checkValidity()': (vm, self: Certificate) => {
      const now = vm.epochMs;
      if (now > Date.parse(self.peer.certificate.validTo))
        vm.throwNew(
          'java/security/cert/CertificateExpiredException',
          `Certificate expired at ${self.peer.certificate.validTo}`,
        );
      if (now < Date.parse(self.peer.certificate.validFrom))
        vm.throwNew('java/security/cert/CertificateNotYetValidException');
    },
    'void verify(PublicKey)': (vm, self: Certificate, key: Ref) => {
      const found = findKey(key);
      if (found?.kind !== 'asymmetric') return UNKNOWN;
      return self.peer.certificate.verify(found.key)
        ? undefined
        : vm.throwNew('java/security/SignatureException', 'Signature does not verify');
    },
    'String toString()': (_vm, self: Certificate) => self.peer.certificate.toString(),
    'boolean equals(Object)': (_vm, self: Certificate, other: Ref) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      Buffer.compare((other as Certificate).peer.certificate.raw, self.peer.certificate.raw) === 0,
    'int hashCode()': (_vm, self: Certificate) =>
      Number.parseInt(self.peer.certificate.fingerprint256.slice(0, 8).replace(/:/g, ''), 16) | 0,
  }),
});

const factory = defineClass({
  name: 'java/security/cert/CertificateFactory',
  methods: methods({
    'static final java/security/cert/CertificateFactory getInstance(String)': (
      vm,
      type: JavaString | null,
    ) =>
      /^X\.?509$/i.test(vm.text(type))
        ? vm.newObject('java/security/cert/CertificateFactory')
        : vm.throwNew('java/security/cert/CertificateException', `${vm.text(type)} not found`),
    'final java/security/cert/Certificate generateCertificate(InputStream)': function* (
      vm,
      _self: JavaObject,
      stream: Ref,
    ) {
      const { bytes } = yield* readAll(vm, stream, 2 ** 20);
      const made = vm.newObject<{ certificate: X509Certificate }>('libcore/crypto/ParsedCertificate');
      made.peer = { certificate: parse(vm, bytes) };
      return made;
    },
  }),
});

const x500Principal = defineClass({
  name: 'javax/security/auth/x500/X500Principal',
  flags: 'final',
  interfaces: ['java/security/Principal'],
  methods: methods({
    'new(String)': (vm, self: Principal, name: JavaString | null) => {
      self.peer = { name: vm.text(name) };
    },
    'String getName()': (_vm, self: Principal) => self.peer.name,
    'String getName(String)': (_vm, self: Principal, _format: Ref) => self.peer.name,
    'String toString()': (_vm, self: Principal) => self.peer.name.replaceAll(',', ', '),
    'boolean equals(Object)': (_vm, self: Principal, other: Ref) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      (other as Principal).peer.name === self.peer.name,
    'int hashCode()': (_vm, self: Principal) => self.peer.name.length,
  }),
});

export const certificates: readonly ClassModel[] = [
  defineClass({
    name: 'java/security/Principal',
    flags: 'interface',
    methods: methods({ 'abstract String getName()': null }),
  }),
  defineClass({
    name: 'java/security/cert/Certificate',
    flags: 'abstract',
    methods: { '<init>(Ljava/lang/String;)V': () => undefined },
  }),
  defineClass({
    name: 'java/security/cert/X509Certificate',
    super: 'java/security/cert/Certificate',
    flags: 'abstract',
    methods: { '<init>()V': () => undefined, 'final getType()Ljava/lang/String;': () => 'X.509' },
  }),
  parsedCertificate,
  factory,
  x500Principal,
];
