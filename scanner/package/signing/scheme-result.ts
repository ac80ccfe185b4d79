import type { SignerFacts } from '../../evidence/index.ts';
import type { Certificate } from './certificate.ts';

export type SchemeName = SignerFacts['schemes'][number];

/** How one signature scheme of an APK came out. It verifies when there are no problems. */
export type SchemeResult = {
  readonly scheme: SchemeName;
  /** Each begins with a code in capitals; the rest says where and what. */
  readonly problems: readonly string[];
  /** The certificate of each signer. */
  readonly certificates: readonly Certificate[];
};
