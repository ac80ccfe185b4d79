import type { Budget } from '../../budget.ts';
import { ScanError } from '../../errors.ts';
import { asBuffer } from '../bytes.ts';
import type { ByteView } from '../bytes.ts';
import type { ZipArchive } from '../zip/index.ts';
import type { ContentDigestKind } from './algorithms.ts';
import { checkDigests, readBlockSigners } from './block-signer.ts';
import type { BlockSigner } from './block-signer.ts';
import type { Certificate } from './certificate.ts';
import { digestContent } from './content-digest.ts';
import type { ContentDigests } from './content-digest.ts';
import { readLineage } from './lineage.ts';
import type { SchemeName, SchemeResult } from './scheme-result.ts';
import { BLOCK_V2, BLOCK_V3, BLOCK_V31, findSigningBlock } from './signing-block.ts';
import type { SigningBlock } from './signing-block.ts';

const ATTRIBUTE_STRIPPING = 0xbeeff00d;
const ATTRIBUTE_LINEAGE = 0x3ba06f8c;
const ATTRIBUTE_ROTATION_MIN_SDK = 0x559f8b02;
/** Scheme v3.1 exists from Android 13 on. */
const MIN_V31_SDK = 33;

const SCHEMES: readonly (readonly [scheme: 'v2' | 'v3' | 'v3.1', id: number])[] = [
  ['v2', BLOCK_V2],
  ['v3', BLOCK_V3],
  ['v3.1', BLOCK_V31],
];

/** What the APK Signing Block says. */
export type BlockResults = {
  readonly results: readonly SchemeResult[];
  /** Of the newest scheme that has one, oldest certificate first. */
  readonly lineage: readonly Certificate[];
  /** What the strongest scheme vouches for; scheme v4 refers to it. */
  readonly digests: BlockSigner['digests'];
};

type OpenResult = {
  readonly scheme: SchemeName;
  readonly problems: string[];
  readonly signers: readonly BlockSigner[];
};

/** Verifies schemes v2, v3 and v3.1. Malformed blocks become problems. Errors: those of reading the file, budget. */
export function verifyBlockSchemes(archive: ZipArchive, budget: Budget): BlockResults {
  let block: SigningBlock | undefined;
  try {
    block = findSigningBlock(archive);
  } catch (error) {
    const problem = toProblem(error);
    return { results: [{ scheme: 'v2', problems: [problem], certificates: [] }], lineage: [], digests: [] };
  }
  if (block === undefined) return { results: [], lineage: [], digests: [] };
  const open = SCHEMES.flatMap(([scheme, id]) => {
    const part = block.parts.get(id);
    return part === undefined ? [] : [openScheme(scheme, part)];
  });
  const kinds = new Set<ContentDigestKind>(
    open.flatMap(({ signers }) => signers.flatMap(({ digests }) => digests.map(({ kind }) => kind))),
  );
  if (kinds.size > 0) {
    const computed = digestContent(archive, block.offset, kinds, budget);
    for (const each of open) checkContent(each, computed);
  }
  checkStripping(open);
  const lineage = checkLineages(open);
  return {
    results: open.map(({ scheme, problems, signers }) => ({
      scheme,
      problems,
      certificates: signers.flatMap(({ certificate }) => certificate ?? []),
    })),
    lineage,
    digests: open.findLast(({ scheme }) => scheme !== 'v3.1')?.signers[0]?.digests ?? [],
  };
}

function openScheme(scheme: 'v2' | 'v3' | 'v3.1', part: ByteView): OpenResult {
  try {
    const signers = readBlockSigners(part, scheme !== 'v2');
    const problems = signers.flatMap((signer) => [...signer.problems]);
    if (signers.length === 0) problems.push('NO_SIGNERS: the block has no signers');
    if (scheme !== 'v2') problems.push(...checkSdkRanges(signers));
    return { scheme, problems, signers };
  } catch (error) {
    return { scheme, problems: [toProblem(error)], signers: [] };
  }
}

/** A malformed signature as a line of the result; any other error goes on. */
export function toProblem(error: unknown): string {
  if (!(error instanceof ScanError) || error.code !== 'BAD_SIGNATURE_BLOCK') throw error;
  const at = error.offsetBytes === undefined ? '' : ` (at ${error.offsetBytes})`;
  return `MALFORMED: ${error.message}${at}`;
}

function checkContent(result: OpenResult, computed: ContentDigests): void {
  for (const signer of result.signers) result.problems.push(...checkDigests(signer, computed));
}

/** In scheme v3 each signer serves a range of Android versions; the ranges must follow on each other. */
function checkSdkRanges(signers: readonly BlockSigner[]): string[] {
  const sorted = signers.toSorted((a, b) => a.minSdk - b.minSdk);
  for (const [index, signer] of sorted.entries()) {
    const next = sorted[index + 1];
    if (signer.minSdk > signer.maxSdk || (next !== undefined && next.minSdk !== signer.maxSdk + 1))
      return ['SDK_RANGES: the signers do not cover their Android versions without gap or overlap'];
  }
  return [];
}

/** A signer says which newer scheme signed too, so that taking the newer signature away is noticed. */
function checkStripping(open: readonly OpenResult[]): void {
  const has = (scheme: SchemeName): boolean => open.some((each) => each.scheme === scheme);
  const v31 = open.find(({ scheme }) => scheme === 'v3.1');
  const rotationMinSdk = v31?.signers.reduce((least, { minSdk }) => Math.min(least, minSdk), 0x7fffffff);
  for (const { scheme, signers, problems } of open) {
    for (const { attributes } of signers) {
      const expected = scheme === 'v2' ? attributes.get(ATTRIBUTE_STRIPPING) : undefined;
      if (expected !== undefined && expected.u32(0) === 3 && !has('v3'))
        problems.push('STRIPPED: the v2 signer expects a v3 signature that is not there');
      const announced = scheme === 'v3' ? attributes.get(ATTRIBUTE_ROTATION_MIN_SDK)?.u32(0) : undefined;
      if (announced !== undefined && v31 === undefined)
        problems.push(
          `STRIPPED: the v3 signer expects a v3.1 signature from SDK ${announced} on that is not there`,
        );
      else if (announced !== undefined && announced !== rotationMinSdk)
        problems.push(
          'ROTATION_SDK_MISMATCH: v3 and v3.1 differ about the SDK from which the new key counts',
        );
    }
  }
  if (v31 === undefined) return;
  if (!has('v3')) v31.problems.push('MISSING_V3: a v3.1 signature needs a v3 signature beside it');
  if (rotationMinSdk !== undefined && rotationMinSdk < MIN_V31_SDK)
    v31.problems.push(
      `SDK_RANGES: a v3.1 signer claims SDK ${rotationMinSdk}, which does not know the scheme`,
    );
}

function checkLineages(open: readonly OpenResult[]): readonly Certificate[] {
  let newest: readonly Certificate[] = [];
  for (const { signers, problems } of open) {
    for (const { attributes, certificate } of signers) {
      const attribute = attributes.get(ATTRIBUTE_LINEAGE);
      if (attribute === undefined) continue;
      try {
        const lineage = readLineage(attribute);
        problems.push(...lineage.problems);
        const last = lineage.certificates.at(-1);
        if (last === undefined || certificate === undefined || !asBuffer(last.der).equals(certificate.der))
          problems.push('LINEAGE_END: the lineage does not end with the signer');
        if (lineage.certificates.length >= newest.length) newest = lineage.certificates;
      } catch (error) {
        problems.push(toProblem(error));
      }
    }
  }
  return newest;
}
