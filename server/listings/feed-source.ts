import { z } from 'zod';
import { sha256Of } from '../blobs/sha256-of.ts';
import { ServerError } from '../errors.ts';
import { checkShrink } from './check-shrink.ts';
import type { FoundListing, ListingSource, ReadContext, SourceRead, Validators } from './listing-source.ts';
import { readFeedJson } from './read-json.ts';

const MOST_PAGES = 1000;
const PAGE_BYTES = 64 * 1024 * 1024;
const PAGE_TIMEOUT_MS = 120_000;

const address = z.string().max(4000);
const word = z.string().max(2000);
const absentAsNone = <T extends z.ZodType>(schema: T) =>
  z.union([schema, z.null().transform(() => undefined)]).optional();

/** One page of a feed; docs/listings.md has it as JSON schema. */
export const feedPage = z.object({
  schemaVersion: z.literal(1),
  /** Where the rest is. */
  next: absentAsNone(address),
  apps: z
    .array(
      z.object({
        packageName: z.string().regex(/^[A-Za-z][\w.]{0,254}$/u),
        address: absentAsNone(address),
        name: absentAsNone(word),
        developer: absentAsNone(word),
        versionName: absentAsNone(word),
        versionCode: absentAsNone(z.number().int()),
        sizeBytes: absentAsNone(z.number().int().min(0)),
        updated: absentAsNone(word),
        filingNumber: absentAsNone(word),
        policyUrl: absentAsNone(address),
        permissions: absentAsNone(z.array(z.object({ name: word, purpose: absentAsNone(word) })).max(1000)),
        download: absentAsNone(
          z.object({
            address,
            sha256: absentAsNone(z.string().regex(/^[0-9a-f]{64}$/u)),
            sizeBytes: absentAsNone(z.number().int().min(0)),
          }),
        ),
      }),
    )
    .max(100_000),
});

type Page = {
  readonly address: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly sha256: string;
};

/** A feed of JSON pages in the form of docs/listings.md. */
export class FeedSource implements ListingSource {
  readonly covers = [
    'name',
    'version',
    'size',
    'developer',
    'updated',
    'package',
    'permissions',
    'purposes',
    'policy',
    'filing-number',
  ];
  readonly #address: string;

  constructor(feedAddress: string) {
    this.#address = feedAddress;
  }

  async read(known: Validators | undefined, context: ReadContext): Promise<SourceRead> {
    const before = knownPages(known);
    if (before.length > 0 && (await this.#isUnchanged(before, context))) return { kind: 'unchanged' };
    const pages: Page[] = [];
    const seen = new Set<string>();
    const listings: FoundListing[] = [];
    for (let next: string | undefined = this.#address; next !== undefined;) {
      if (seen.has(next))
        throw new ServerError('FEED_INVALID', `The feed leads in a circle: ${next.slice(0, 200)}`);
      if (seen.size >= MOST_PAGES)
        throw new ServerError('FEED_INVALID', `The feed has more than ${MOST_PAGES} pages.`);
      seen.add(next);
      const current: string = next;
      const document = await context.fetch(current, undefined, {
        sizeBytes: PAGE_BYTES,
        timeoutMs: PAGE_TIMEOUT_MS,
      });
      if (document === 'unchanged')
        throw new ServerError('FEED_INVALID', 'The feed answers 304 to an open question.');
      const page = readFeedJson(document.bytes, feedPage, current);
      const { etag, lastModified } = document;
      pages.push({
        address: current,
        sha256: sha256Of(document.bytes),
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      });
      listings.push(...page.apps.map((app) => toListing(app, document.url)));
      next = page.next === undefined ? undefined : new URL(page.next, document.url).href;
    }
    checkShrink(known, listings.length);
    return { kind: 'read', listings, unchanged: [], validators: { pages, count: listings.length } };
  }

  /** Whether every page is as it was: by its marks, else by its hash. */
  async #isUnchanged(pages: readonly Page[], context: ReadContext): Promise<boolean> {
    for (const page of pages) {
      const document = await context.fetch(page.address, page, {
        sizeBytes: PAGE_BYTES,
        timeoutMs: PAGE_TIMEOUT_MS,
      });
      if (document !== 'unchanged' && sha256Of(document.bytes) !== page.sha256) return false;
    }
    return true;
  }
}

type GivenApp = z.output<typeof feedPage>['apps'][number];

function toListing(app: GivenApp, base: string): FoundListing {
  const { download, permissions, address: page, policyUrl, packageName, ...rest } = app;
  const given: Partial<FoundListing> = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  );
  return {
    ...given,
    packageName,
    address: page === undefined ? base : toAbsolute(page, base),
    ...(policyUrl === undefined ? {} : { policyUrl: toAbsolute(policyUrl, base) }),
    ...(permissions === undefined
      ? {}
      : {
          permissions: permissions.map(({ name, purpose }) => ({
            name,
            ...(purpose === undefined ? {} : { purpose }),
          })),
        }),
    ...(download === undefined
      ? {}
      : {
          download: {
            address: toAbsolute(download.address, base),
            ...(download.sha256 === undefined ? {} : { sha256: download.sha256 }),
            ...(download.sizeBytes === undefined ? {} : { sizeBytes: download.sizeBytes }),
          },
        }),
  };
}

function toAbsolute(given: string, base: string): string {
  if (!URL.canParse(given, base))
    throw new ServerError('FEED_INVALID', `${given.slice(0, 200)} is no address.`);
  return new URL(given, base).href;
}

function knownPages(known: Validators | undefined): readonly Page[] {
  return Array.isArray(known?.['pages']) ? (known['pages'] as readonly Page[]) : [];
}
