import { z } from 'zod';
import {
  APP_SORTS,
  COMPANY_SORTS,
  FILING_STATES,
  NAME_SOURCES,
  NUMBER_STATES,
  PROFILES,
} from '../store/index.ts';
import { count, named, sha256, text, time } from './schemas.ts';

/** What crosses the wire about apps, companies and SDK vendors. */

/** Made of a hash: apps, vendors, listings. */
export const stableId = z.string().regex(/^[0-9a-f]{32}$/);
export const stableIdParams = z.object({ id: z.string().max(64) });
/** Forms of pages send a filter that is not set as nothing. */
export const unset = z.literal('').transform(() => undefined);
export const pageQuery = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(20),
};
export const searchText = z.string().max(200).optional();

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: count, page: count, pageSize: count });
}

const score = z.object({ mark: z.number().min(0).max(100), band: z.string() });
const problemName = {
  dutyId: z.string(),
  ruleId: z.string(),
  severity: count,
  title: text,
  noticeLabel: z.string().optional(),
};

export const appRow = named(
  'App',
  z.object({
    id: stableId,
    packageName: z.string(),
    label: z.string(),
    versionName: z.string(),
    versionCode: z.number(),
    company: z.object({ id: z.string(), name: z.string() }).optional(),
    appType: z.string().optional(),
    score,
    violations: count,
    suspected: count,
    worstSeverity: count,
    scans: count,
    filing: z.enum(FILING_STATES),
    numberShown: z.enum(NUMBER_STATES),
    latestSubmissionId: z.string(),
    firstSeenAt: time,
    lastSeenAt: time,
  }),
);
export const appPage = named('AppPage', pageOf(appRow));

const sorts = APP_SORTS.flatMap((sort) => [sort, `-${sort}`] as const);
export const appQuery = z.object({
  q: searchText.describe('Part of package or name'),
  company: z.union([z.uuid(), unset]).optional(),
  store: z.string().max(60).optional(),
  vendor: z.union([stableId, unset]).optional(),
  sdk: z.string().max(500).optional(),
  duty: z.string().max(100).optional().describe('With `rule`: apps that have the problem'),
  rule: z.string().max(200).optional(),
  filing: z.union([z.enum(FILING_STATES), unset]).optional(),
  sort: z.enum(sorts).default('-lastSeen').describe('A minus sorts downwards'),
  ...pageQuery,
});

export const filingBody = named(
  'Filing',
  z.object({
    packageName: z.string(),
    appName: z.string(),
    company: z.string(),
    number: z.string(),
    publicKey: z.string(),
    signatureMd5: z.string(),
  }),
);

export const appFile = named(
  'AppFile',
  appRow.extend({
    keyLine: z
      .string()
      .describe('SHA-256 of the oldest certificate of the signing line; empty where unsigned'),
    offences: count.describe('Cases of the app that came to a notice'),
    filingRecord: filingBody.optional(),
    versions: z.array(
      z.object({
        sha256,
        versionName: z.string(),
        versionCode: z.number(),
        firstSeenAt: time,
        stores: z.array(z.object({ id: z.string(), name: z.string(), firstSeenAt: time })),
      }),
    ),
    history: z.array(
      z.object({
        submissionId: z.string(),
        sha256,
        versionName: z.string(),
        versionCode: z.number(),
        profile: z.enum(PROFILES),
        score,
        violations: count,
        suspected: count,
        coverageShare: z.number(),
        finishedAt: time,
      }),
    ),
    problems: z.array(
      z.object({
        ...problemName,
        verdict: z.enum(['violation', 'suspected']),
        since: time.optional(),
        sinceVersion: z.string().optional(),
      }),
    ),
    sdks: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        nameZh: z.string().optional(),
        vendor: z.object({ id: z.string(), name: z.string() }),
        category: z.string(),
        version: z.string().optional(),
        confidence: z.string(),
        problems: count,
        since: time,
      }),
    ),
  }),
);

export const commonProblem = z.object({
  ...problemName,
  dutyIds: z.array(z.string()).describe('Every duty that the rule says is broken; `dutyId` is the first'),
  apps: count,
});
export const problemList = named('ProblemList', z.object({ items: z.array(commonProblem) }));

export const companyRow = named(
  'Company',
  z.object({
    id: z.string(),
    name: z.string(),
    nameSource: z.enum(NAME_SOURCES),
    apps: count,
    violations: count,
    firstSeenAt: time,
  }),
);
export const companyPage = named('CompanyPage', pageOf(companyRow));
export const companyQuery = z.object({
  q: searchText,
  sort: z.enum(COMPANY_SORTS).default('violations'),
  ...pageQuery,
});
export const companyFile = named(
  'CompanyFile',
  companyRow.extend({
    offences: count,
    keys: z.array(z.object({ certificateSha256: z.string(), subject: z.string() })),
    names: z.array(z.object({ name: z.string(), source: z.enum(NAME_SOURCES) })),
    problems: z.array(commonProblem),
    trend: z.array(z.object({ at: time, mark: z.number(), violations: count })),
  }),
);

export const vendorRow = named(
  'Vendor',
  z.object({ id: stableId, name: z.string(), country: z.string().optional(), apps: count }),
);
export const vendorPage = named('VendorPage', pageOf(vendorRow));
export const vendorFile = named(
  'VendorFile',
  vendorRow.extend({
    appsWithProblems: count,
    adoption: z.array(z.object({ at: time, apps: count })),
    offences: count.describe('Cases that came to a notice which names a finding in its code'),
    trend: z
      .array(z.object({ at: time, scans: count, troubled: count }))
      .describe('Newest scans of apps that hold its SDKs, by day; troubled: with a finding in its code'),
    problems: z.array(commonProblem),
    sdks: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        nameZh: z.string().optional(),
        category: z.string(),
        apps: count,
        versions: z.array(z.object({ version: z.string(), apps: count })),
      }),
    ),
  }),
);
