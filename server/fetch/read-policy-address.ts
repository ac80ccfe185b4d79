import { sha256Of } from '../blobs/sha256-of.ts';
import type { Budget } from '../../scanner/budget.ts';
import { ScanError } from '../../scanner/errors.ts';
import { findObstacle, readAnyDocument } from '../../scanner/policy/index.ts';
import type { GivenPolicy } from '../../scanner/policy/index.ts';
import type { FetchPolicy } from '../../scanner/scan.ts';
import { ServerError } from '../errors.ts';
import type { AllowList } from './address-guard.ts';
import { fetchDocument } from './fetch-document.ts';
import type { RenderPage } from './render-page.ts';

export type PolicyAddressOptions = {
  readonly allow?: AllowList;
  /** Runs the scripts of a page that has no text without them; left out, such a page is read as it came. */
  readonly renderPage?: RenderPage;
};

/**
 * Fetches one policy and reads it. Throws what the fetcher and the readers throw: ServerError ADDRESS_*, ScanError for
 * a document that cannot be read.
 */
export async function readPolicyAddress(
  address: string,
  kind: 'given-url' | 'app-address',
  budget: Budget,
  { allow = [], renderPage }: PolicyAddressOptions,
): Promise<GivenPolicy> {
  const { url, bytes, mediaType, charset } = await fetchDocument(address, { allow, signal: budget.signal });
  const hint = {
    name: url,
    ...(mediaType !== undefined && { mediaType }),
    ...(charset !== undefined && { charset }),
  };
  const document = await readAnyDocument(bytes, hint, budget);
  if (renderPage && findObstacle(document) === 'empty-page') {
    const rendered = await renderPage(url, { allow, signal: budget.signal });
    return {
      document: await readAnyDocument(rendered, { name: url, mediaType: 'text/html' }, budget),
      origin: { kind, address: url },
      sha256: sha256Of(rendered),
    };
  }
  return { document, origin: { kind, address: url }, sha256: sha256Of(bytes) };
}

/** Brings what stands at the addresses that an app names; what stands in the way is told as a code. */
export function toFetchPolicy(options: PolicyAddressOptions): FetchPolicy {
  return async (address, budget) => {
    try {
      return await readPolicyAddress(address, 'app-address', budget, options);
    } catch (error) {
      if (error instanceof ScanError && error.code === 'CANCELLED') throw error;
      if (error instanceof ScanError || error instanceof ServerError) return { failed: error.code };
      throw error;
    }
  };
}
