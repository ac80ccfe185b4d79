import { LISTING_FIELDS } from './listing-facts.ts';
import type { ListingFacts } from './listing-facts.ts';
import { place, sha256 } from './shape-parts.ts';
import { arrayOf, number, objectOf, oneOf, optional, text, texts } from './shape.ts';
import type { Shape } from './shape.ts';

export const listingShape: Shape = objectOf<ListingFacts>({
  listingId: text,
  storeId: text,
  storeName: text,
  address: text,
  takenAt: text,
  packageName: optional(text),
  name: optional(text),
  developer: optional(text),
  versionName: optional(text),
  versionCode: optional(number),
  sizeBytes: optional(number),
  updated: optional(text),
  filingNumber: optional(text),
  permissions: optional(
    arrayOf(
      objectOf<NonNullable<ListingFacts['permissions']>[number]>({ name: text, purpose: optional(text) }),
    ),
  ),
  covers: texts,
  fields: arrayOf(
    objectOf<ListingFacts['fields'][number]>({
      field: oneOf(...LISTING_FIELDS),
      state: oneOf('shown', 'missing', 'differs', 'unknown'),
      shown: text,
      own: text,
      place,
    }),
  ),
  permissionChecks: arrayOf(
    objectOf<ListingFacts['permissionChecks'][number]>({
      permission: text,
      stated: oneOf('with-purpose', 'without-purpose', 'absent', 'unknown'),
      place,
    }),
  ),
  policy: objectOf<ListingFacts['policy']>({
    state: oneOf('works', 'missing', 'dead', 'not-a-policy', 'unknown'),
    url: text,
    sha256: optional(sha256),
    match: optional(oneOf('same', 'agrees', 'differs', 'unknown')),
    differing: optional(text),
    place,
  }),
  earlierNotices: number,
});
