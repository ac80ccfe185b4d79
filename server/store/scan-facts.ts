/** What a judged scan says that records above samples are made of. Lives by the hash of its report. */
export type ScanFacts = {
  /** Certificates of the signers, and of the lineage they come from, oldest first. */
  readonly signers: readonly FactSigner[];
  readonly lineage: readonly string[];
  readonly sdks: readonly FactSdk[];
  readonly findings: readonly FactFinding[];
  /** Filing number that the app shows; `''` where it was looked for and not found; absent where nobody looked. */
  readonly filingNumber?: string;
  readonly appType?: string;
  /** Developer that the listing names, where the scan had one. */
  readonly developer?: string;
};

export type FactSigner = {
  readonly sha256: string;
  readonly md5: string;
  readonly subject: string;
  readonly publicKey: { readonly sha256: string; readonly md5: string; readonly modulusHex?: string };
};

export type FactSdk = {
  readonly id: string;
  readonly name: string;
  readonly nameZh?: string;
  readonly vendor: string;
  readonly country?: string;
  readonly category: string;
  readonly version?: string;
  readonly confidence: string;
};

export type FactFinding = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly verdict: 'violation' | 'suspected';
  readonly severity: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly noticeLabel?: string;
  /** SDKs in whose code it was seen. */
  readonly sdkIds: readonly string[];
};
