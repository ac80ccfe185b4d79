import type { FetchedDocument, FetchLimits } from '../fetch/index.ts';
import type { ListingBrowser } from './listing-browser.ts';

/** What a store says of one app, as it was read. Texts as they stand there. */
export type FoundListing = {
  readonly packageName: string;
  /** The page that a person would open. */
  readonly address: string;
  readonly name?: string;
  readonly developer?: string;
  readonly versionName?: string;
  readonly versionCode?: number;
  readonly sizeBytes?: number;
  readonly updated?: string;
  readonly filingNumber?: string;
  readonly policyUrl?: string;
  readonly permissions?: readonly { readonly name: string; readonly purpose?: string }[];
  readonly download?: { readonly address: string; readonly sha256?: string; readonly sizeBytes?: number };
};

export type ReadListing = FoundListing & {
  /** The page as it looked: PNG. Kept beside what was read, and no part of what says whether it changed. */
  readonly screenshot?: Uint8Array;
};

export type Validators = Readonly<Record<string, unknown>>;

export type SourceRead =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'read';
      readonly listings: readonly ReadListing[];
      /** Packages whose listings are still there and were not read again. */
      readonly unchanged: readonly string[];
      readonly validators: Validators;
    };

/** What a source works with: guarded, held apart by host, stopped by the signal. */
export type ReadContext = {
  readonly fetch: (
    address: string,
    known?: { readonly etag?: string; readonly lastModified?: string },
    limits?: Partial<FetchLimits>,
  ) => Promise<FetchedDocument | 'unchanged'>;
  readonly browser: () => Promise<ListingBrowser>;
  readonly signal: AbortSignal;
};

/**
 * One store, whatever way it is read. Throws ServerError: ADDRESS_* where it cannot be reached, FEED_INVALID where it is
 * not in its form, FEED_UNTRUSTED where its signature is not the one that was registered, FEED_ROLLED_BACK where it says
 * less or older things than before.
 */
export interface ListingSource {
  /** What it is able to give of a listing; what it cannot give is unknown, not missing. */
  readonly covers: readonly string[];
  /** `known`: what it gave the last time to be asked again by. */
  read(known: Validators | undefined, context: ReadContext): Promise<SourceRead>;
}
