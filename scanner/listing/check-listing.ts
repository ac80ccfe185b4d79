import type {
  ListingFacts,
  ListingField,
  ManifestFacts,
  PolicyFacts,
  SampleFacts,
  Slots,
} from '../evidence/index.ts';
import type { PolicyDocument } from '../policy/index.ts';
import { compareListingPolicy } from './compare-listing-policy.ts';
import { matchPermission } from './permission-words.ts';

/** A store listing as it was read, before it is held against the app. */
export type GivenListing = Omit<ListingFacts, 'fields' | 'permissionChecks' | 'policy'> & {
  readonly policy: Omit<ListingFacts['policy'], 'place' | 'match' | 'differing'> & {
    /** What the link gave, where it is a policy. */
    readonly document?: PolicyDocument;
  };
};

type FieldState = ListingFacts['fields'][number]['state'];

/** Stores round sizes, and give the size of what they deliver rather than of the file. */
const SIZE_TOLERANCE = 0.1;

/** Holds a listing against the app that was taken from it: what it shows, leaves out, or shows otherwise. Pure. */
export function checkListing(
  given: GivenListing,
  slots: Partial<Slots>,
  readDocument: (document: PolicyDocument, url: string, sha256: string) => PolicyFacts,
): ListingFacts {
  const manifest = slots.manifest?.kind === 'present' ? slots.manifest.value : undefined;
  const sample = slots.sample?.kind === 'present' ? slots.sample.value : undefined;
  const {
    policy: { document, ...policy },
    ...rest
  } = given;
  const at = (field: string) => ({ kind: 'listing' as const, listingId: given.listingId, field });
  const field = (name: ListingField, shown: string | undefined, own: string, agrees: boolean) => ({
    field: name,
    state: toState(given, name, shown, own, agrees),
    shown: (shown ?? '').slice(0, 500),
    own: own.slice(0, 500),
    place: at(name),
  });
  return {
    ...rest,
    fields: [
      field(
        'name',
        given.name,
        manifest?.label ?? '',
        manifest !== undefined && namesAgree(given.name, manifest),
      ),
      field(
        'version',
        given.versionName,
        manifest?.versionName ?? '',
        bareVersion(given.versionName) === bareVersion(manifest?.versionName),
      ),
      field(
        'size',
        given.sizeBytes === undefined ? undefined : String(given.sizeBytes),
        sample === undefined ? '' : String(sample.sizeBytes),
        sizesAgree(given.sizeBytes, sample),
      ),
      field('developer', given.developer, '', true),
      field('updated', given.updated, '', true),
      field(
        'package',
        given.packageName,
        manifest?.packageName ?? '',
        given.packageName === manifest?.packageName,
      ),
      field('filing-number', given.filingNumber, '', true),
    ],
    permissionChecks: checkPermissions(given, manifest, at('permissions')),
    policy: { ...policy, ...toMatch(), place: at('policy') },
  };

  function toMatch(): Pick<ListingFacts['policy'], 'match' | 'differing'> {
    const { url, sha256 } = policy;
    if (policy.state !== 'works') return {};
    if (slots.policies?.kind !== 'present') return { match: 'unknown' };
    const listed = {
      ...(sha256 !== undefined && { sha256 }),
      ...(document !== undefined && { facts: readDocument(document, url, sha256 ?? '') }),
    };
    return compareListingPolicy(listed, slots.policies.value);
  }
}

function toState(
  given: GivenListing,
  name: ListingField,
  shown: string | undefined,
  own: string,
  agrees: boolean,
): FieldState {
  if (shown === undefined || shown.trim() === '') return given.covers.includes(name) ? 'missing' : 'unknown';
  return own === '' || agrees ? 'shown' : 'differs';
}

function namesAgree(shown: string | undefined, manifest: ManifestFacts): boolean {
  const title = bareName(shown ?? '');
  // Stores add a slogan behind the name.
  return [manifest.label, ...Object.values(manifest.labels)]
    .map(bareName)
    .some((own) => own !== '' && (title.includes(own) || own.includes(title)));
}

function bareName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '');
}

function bareVersion(name: string | undefined): string {
  return (name ?? '')
    .trim()
    .replace(/^v(?:ersion)?\s*/iu, '')
    .toLowerCase();
}

function sizesAgree(shown: number | undefined, sample: SampleFacts | undefined): boolean {
  if (shown === undefined || sample === undefined || sample.sizeBytes === 0) return true;
  return Math.abs(shown - sample.sizeBytes) <= sample.sizeBytes * SIZE_TOLERANCE;
}

function checkPermissions(
  given: GivenListing,
  manifest: ManifestFacts | undefined,
  place: ListingFacts['permissionChecks'][number]['place'],
): ListingFacts['permissionChecks'] {
  const dangerous = (manifest?.permissions ?? []).filter(({ protection }) => protection === 'dangerous');
  const listed = given.permissions;
  return dangerous.map(({ name, group }) => {
    if (listed === undefined)
      return { permission: name, stated: given.covers.includes('permissions') ? 'absent' : 'unknown', place };
    const fits = listed.map((entry) => ({ entry, fit: matchPermission(entry.name, name, group) }));
    const stated = fits.filter(({ fit }) => fit === 'yes');
    if (stated.length === 0)
      // An entry in words that are not understood may be this very permission.
      return {
        permission: name,
        stated: fits.some(({ fit }) => fit === 'unclear') ? 'unknown' : 'absent',
        place,
      };
    if (stated.some(({ entry }) => (entry.purpose ?? '').trim() !== ''))
      return { permission: name, stated: 'with-purpose', place };
    return {
      permission: name,
      stated: given.covers.includes('purposes') ? 'without-purpose' : 'unknown',
      place,
    };
  });
}
