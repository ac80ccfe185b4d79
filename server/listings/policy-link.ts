import { sha256Of } from '../blobs/sha256-of.ts';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { ScanError } from '../../scanner/errors.ts';
import type { GivenListing } from '../../scanner/listing/check-listing.ts';
import { isPolicyText, readAnyDocument } from '../../scanner/policy/index.ts';
import { ServerError } from '../errors.ts';
import type { ReadContext } from './listing-source.ts';

/** Follows the policy link of a listing and says what is behind it. */
export async function checkPolicyLink(
  url: string | undefined,
  covers: readonly string[],
  fetch: ReadContext['fetch'],
): Promise<GivenListing['policy']> {
  if (url === undefined) return { state: covers.includes('policy') ? 'missing' : 'unknown', url: '' };
  try {
    const document = await fetch(url);
    if (document === 'unchanged') return { state: 'unknown', url };
    const read = await readAnyDocument(
      document.bytes,
      { name: url, ...(document.mediaType === undefined ? {} : { mediaType: document.mediaType }) },
      { ...unlimitedBudget(), nowMs: Date.now, deadlineMs: Date.now() + 20_000 },
    );
    const sha256 = sha256Of(document.bytes);
    return isPolicyText(read.text)
      ? { state: 'works', url, sha256, document: read }
      : { state: 'not-a-policy', url, sha256 };
  } catch (error) {
    if (error instanceof ScanError) return { state: 'not-a-policy', url };
    if (!(error instanceof ServerError)) throw error;
    // An address that this server may not reach says nothing of whether others can.
    return { state: error.code === 'ADDRESS_REFUSED' ? 'unknown' : 'dead', url };
  }
}
