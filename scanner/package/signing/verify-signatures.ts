import type { Budget } from '../../budget.ts';
import type { SignatureFacts, SignerFacts } from '../../evidence/index.ts';
import type { ApkFile } from '../apk-file.ts';
import type { AppPackage } from '../app-package.ts';
import { findTargetSdk } from '../manifest/read-manifest.ts';
import { verifyBlockSchemes } from './block-schemes.ts';
import type { Certificate } from './certificate.ts';
import type { SchemeName, SchemeResult } from './scheme-result.ts';
import { verifySchemeV1 } from './scheme-v1.ts';
import { verifySchemeV4 } from './scheme-v4.ts';

/** Android 11 wants apps that target it to be signed with scheme v2 or later. */
const NEEDS_V2_SDK = 30;

/**
 * Verifies every signature scheme of the sample's base APK, and that the splits are signed by the same signers.
 * `idsig` is the content of the .idsig file found beside the APK, if any. Malformed and wrong signatures are problems
 * in the result; throws IO_FAILED, TRUNCATED, DEADLINE_EXCEEDED or CANCELLED only.
 */
export function verifySignatures(pkg: AppPackage, budget: Budget, idsig?: Uint8Array): SignatureFacts {
  const base = verifyApk(pkg.base, budget, idsig);
  // The modules of an App Bundle lie in one archive with one signature.
  const splits = pkg.format === 'aab' ? [] : pkg.apks.slice(1);
  const commonProblems = splits.flatMap((split) => checkSplit(split, base.results, budget));
  const needsV2 = pkg.format !== 'aab' && (findTargetSdk(pkg) ?? 0) >= NEEDS_V2_SDK;
  if (needsV2 && base.results.every(({ scheme }) => scheme === 'v1'))
    commonProblems.push('NEEDS_V2: an app with this target SDK must be signed with scheme v2 or later');
  const results = base.results.map((result) => ({
    ...result,
    problems: [...result.problems, ...commonProblems],
  }));
  return {
    signers: toSigners(results),
    schemes: results.map(({ scheme, problems }) => ({ scheme, verified: problems.length === 0, problems })),
    lineage: base.lineage.map(({ sha256 }) => sha256),
  };
}

type ApkResults = { readonly results: readonly SchemeResult[]; readonly lineage: readonly Certificate[] };

function verifyApk(apk: ApkFile, budget: Budget, idsig: Uint8Array | undefined): ApkResults {
  const blocks = verifyBlockSchemes(apk.archive, budget);
  const found = new Set(blocks.results.map(({ scheme }) => scheme));
  const v1 = verifySchemeV1(apk.archive, found, budget);
  const v4 = idsig === undefined ? undefined : verifySchemeV4(idsig, apk.source, blocks, budget);
  const results = [...(v1 === undefined ? [] : [v1]), ...blocks.results, ...(v4 === undefined ? [] : [v4])];
  return { results: checkAgreement(results, blocks.lineage), lineage: blocks.lineage };
}

/** Schemes that verify must name the same signers; after a rotation the older ones name the oldest certificate. */
function checkAgreement(results: readonly SchemeResult[], lineage: readonly Certificate[]): SchemeResult[] {
  const verified = (scheme: SchemeName): SchemeResult | undefined =>
    results.find((each) => each.scheme === scheme && each.problems.length === 0);
  const [v1, v2, v3] = [verified('v1'), verified('v2'), verified('v3')];
  const oldest = lineage[0] ?? v3?.certificates[0];
  return results.map((result) => {
    const problems = [...result.problems];
    if (result === v2 && v1 !== undefined && signersOf(v1) !== signersOf(v2))
      problems.push('SIGNERS_DIFFER: schemes v1 and v2 name different signers');
    for (const older of [v1, v2])
      if (result === v3 && older !== undefined && signersOf(older) !== (oldest?.sha256 ?? ''))
        problems.push(`SIGNERS_DIFFER: scheme ${older.scheme} names other signers than the lineage's oldest`);
    return { ...result, problems };
  });
}

function signersOf(result: SchemeResult): string {
  return [...new Set(result.certificates.map(({ sha256 }) => sha256))].sort().join(' ');
}

function checkSplit(split: ApkFile, base: readonly SchemeResult[], budget: Budget): string[] {
  const { results } = verifyApk(split, budget, undefined);
  const newest = results.at(-1);
  if (newest === undefined) return [`SPLIT_UNSIGNED: ${split.name}`];
  const broken = results.flatMap(({ problems }) => problems);
  if (broken.length > 0) return [`SPLIT_DOES_NOT_VERIFY: ${split.name}: ${broken[0]}`];
  const known = new Set(base.flatMap(({ certificates }) => certificates.map(({ sha256 }) => sha256)));
  return newest.certificates.every(({ sha256 }) => known.has(sha256))
    ? []
    : [`SPLIT_SIGNER_DIFFERS: ${split.name}`];
}

function toSigners(results: readonly SchemeResult[]): SignerFacts[] {
  const bySha256 = new Map<string, { certificate: Certificate; schemes: SchemeName[] }>();
  for (const { scheme, problems, certificates } of results) {
    for (const certificate of certificates) {
      const signer = bySha256.get(certificate.sha256) ?? { certificate, schemes: [] };
      bySha256.set(certificate.sha256, signer);
      if (problems.length === 0 && !signer.schemes.includes(scheme)) signer.schemes.push(scheme);
    }
  }
  return [...bySha256.values()].map(({ certificate, schemes }) => ({ schemes, ...certificate.facts }));
}
