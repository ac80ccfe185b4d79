import { z } from 'zod';
import { PROFILES, SOURCE_KINDS } from '../store/index.ts';
import { pageOf, pageQuery, searchText, unset } from './app-schemas.ts';
import { anyObject, count, failure, named, packsSchema, time } from './schemas.ts';

/** What crosses the wire about store listings. */

export const sourceId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);
const cron = z.string().trim().min(1).max(100);
const timeZone = z.string().trim().min(1).max(60);
const jitterSeconds = z.number().int().min(0).max(86_400);

export const newSourceBody = named(
  'NewListingSource',
  z.object({
    id: sourceId.describe('Also the id of its store'),
    name: z.string().trim().min(1).max(200),
    kind: z.enum(SOURCE_KINDS),
    address: z.url({ protocol: /^https?$/ }).max(2000),
    config: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('fdroid: fingerprint; page: recipe, as YAML; feed: nothing'),
    cron: cron.default('0 3 * * *'),
    timeZone: timeZone.default('Asia/Shanghai'),
    jitterSeconds: jitterSeconds.default(600),
    profile: z.enum(PROFILES).default('full'),
    packs: packsSchema.optional(),
    enabled: z.boolean().default(true),
  }),
);
export const sourceChangeBody = named(
  'ListingSourceChange',
  z.object({
    enabled: z.boolean().optional(),
    cron: cron.optional(),
    timeZone: timeZone.optional(),
    jitterSeconds: jitterSeconds.optional(),
  }),
);

export const sourceRow = named(
  'ListingSource',
  z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(SOURCE_KINDS),
    address: z.string(),
    cron: z.string(),
    timeZone: z.string(),
    jitterSeconds: count,
    profile: z.enum(PROFILES),
    packs: z.array(z.string()).optional(),
    enabled: z.boolean(),
    nextRunAt: time.optional(),
    lastRunAt: time.optional(),
    lastResult: z.enum(['running', 'unchanged', 'done', 'failed']).optional(),
    lastError: failure.extend({ detail: z.string() }).optional(),
    lastCounts: z
      .object({ seen: count, added: count, changed: count, gone: count, taken: count, failed: count })
      .optional(),
  }),
);
export const sourceList = named('ListingSourceList', z.object({ items: z.array(sourceRow) }));

export const listingRow = named(
  'Listing',
  z.object({
    id: z.string(),
    source: z.object({ id: z.string(), name: z.string() }),
    packageName: z.string(),
    name: z.string(),
    developer: z.string(),
    versionName: z.string(),
    versionCode: z.number().optional(),
    taken: z.enum(['none', 'submitted', 'failed']),
    submissionId: z.string().optional(),
    error: failure.extend({ detail: z.string() }).optional(),
    firstSeenAt: time,
    changedAt: time,
    goneAt: time.optional(),
  }),
);
export const listingPage = named('ListingPage', pageOf(listingRow));
export const listingQuery = z.object({
  source: z.union([sourceId, unset]).optional(),
  package: z.string().max(300).optional(),
  q: searchText,
  taken: z.union([z.enum(['none', 'submitted', 'failed']), unset]).optional(),
  ...pageQuery,
});
export const listingFile = named(
  'ListingFile',
  listingRow.extend({
    appId: z.string().optional().describe('The app that was taken from here, once it is scanned'),
    packageDiffers: z
      .string()
      .optional()
      .describe('The package that the download really is, where it is another'),
    snapshots: z.array(
      z.object({
        id: z.string(),
        at: time,
        address: z.string(),
        contentSha256: z.string(),
        hasScreenshot: z.boolean(),
        fields: anyObject,
      }),
    ),
  }),
);
