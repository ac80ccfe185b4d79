import type { Place } from './place.ts';

type ListingPlace = Extract<Place, { kind: 'listing' }>;

/** What a listing has to show of an app (STORE-1). */
export const LISTING_FIELDS = [
  'name',
  'version',
  'size',
  'developer',
  'updated',
  'package',
  'filing-number',
] as const;
export type ListingField = (typeof LISTING_FIELDS)[number];

/** E11: what a store showed of the app when the app was taken from there. */
export type ListingFacts = {
  readonly listingId: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly address: string;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
  readonly packageName?: string;
  readonly name?: string;
  readonly developer?: string;
  readonly versionName?: string;
  readonly versionCode?: number;
  readonly sizeBytes?: number;
  /** As the store gives it, a day or a time. */
  readonly updated?: string;
  readonly filingNumber?: string;
  /** The permissions that the listing shows; absent where it shows no list, or the source cannot give one. */
  readonly permissions?: readonly { readonly name: string; readonly purpose?: string }[];
  /** What the source is able to give: what it cannot give is unknown, not missing. */
  readonly covers: readonly string[];
  /** Each thing that a listing has to show; `differs`: it is not what the app itself says. */
  readonly fields: readonly {
    readonly field: ListingField;
    readonly state: 'shown' | 'missing' | 'differs' | 'unknown';
    readonly shown: string;
    readonly own: string;
    readonly place: ListingPlace;
  }[];
  /** Each dangerous permission of the app's manifest, and how the listing states it. Made when the scan ends. */
  readonly permissionChecks: readonly {
    readonly permission: string;
    readonly stated: 'with-purpose' | 'without-purpose' | 'absent' | 'unknown';
    readonly place: ListingPlace;
  }[];
  readonly policy: {
    /** `not-a-policy`: the address answers with something else. `unknown`: the source cannot give it, or nobody looked. */
    readonly state: 'works' | 'missing' | 'dead' | 'not-a-policy' | 'unknown';
    readonly url: string;
    /** Of what the link gave, when it was followed. */
    readonly sha256?: string;
    /**
     * Beside the policy that the app itself has: the same bytes, other bytes that disclose the same, or not. Absent in
     * older evidence and where the link did not lead to a policy.
     */
    readonly match?: 'same' | 'agrees' | 'differs' | 'unknown';
    /** What differs: `+` only in the store's, `-` only in the app's; keys of kinds and rights, names, dates. */
    readonly differing?: string;
    readonly place: ListingPlace;
  };
  /** Notices that this app had had when the listing was seen. */
  readonly earlierNotices: number;
};
