import type { ClassModel } from '../../machine/index.ts';
import { throwableClass } from '../lang/throwable.ts';

const PARENTS: Readonly<Record<string, string>> = {
  'java/security/GeneralSecurityException': 'java/lang/Exception',
  'java/security/NoSuchAlgorithmException': 'java/security/GeneralSecurityException',
  'java/security/NoSuchProviderException': 'java/security/GeneralSecurityException',
  'java/security/KeyException': 'java/security/GeneralSecurityException',
  'java/security/InvalidKeyException': 'java/security/KeyException',
  'java/security/KeyManagementException': 'java/security/KeyException',
  'java/security/InvalidAlgorithmParameterException': 'java/security/GeneralSecurityException',
  'java/security/DigestException': 'java/security/GeneralSecurityException',
  'java/security/SignatureException': 'java/security/GeneralSecurityException',
  'java/security/KeyStoreException': 'java/security/GeneralSecurityException',
  'java/security/UnrecoverableEntryException': 'java/security/GeneralSecurityException',
  'java/security/UnrecoverableKeyException': 'java/security/UnrecoverableEntryException',
  'java/security/PrivilegedActionException': 'java/lang/Exception',
  'java/security/ProviderException': 'java/lang/RuntimeException',
  'java/security/InvalidParameterException': 'java/lang/IllegalArgumentException',
  'java/security/AccessControlException': 'java/lang/SecurityException',
  'java/security/spec/InvalidKeySpecException': 'java/security/GeneralSecurityException',
  'java/security/spec/InvalidParameterSpecException': 'java/security/GeneralSecurityException',
  'java/security/cert/CertificateException': 'java/security/GeneralSecurityException',
  'java/security/cert/CertificateEncodingException': 'java/security/cert/CertificateException',
  'java/security/cert/CertificateParsingException': 'java/security/cert/CertificateException',
  'java/security/cert/CertificateExpiredException': 'java/security/cert/CertificateException',
  'java/security/cert/CertificateNotYetValidException': 'java/security/cert/CertificateException',
  'javax/crypto/NoSuchPaddingException': 'java/security/GeneralSecurityException',
  'javax/crypto/BadPaddingException': 'java/security/GeneralSecurityException',
  'javax/crypto/AEADBadTagException': 'javax/crypto/BadPaddingException',
  'javax/crypto/IllegalBlockSizeException': 'java/security/GeneralSecurityException',
  'javax/crypto/ShortBufferException': 'java/security/GeneralSecurityException',
};

export const exceptions: readonly ClassModel[] = Object.entries(PARENTS).map(([name, parent]) =>
  throwableClass(name, parent),
);
