import { z } from 'zod';
import { MAX_POLICY_FILES } from './receive-form.ts';
import { ACCOUNT_ROLES, PROFILES, PURPOSES, SUBMISSION_STATUSES } from '../store/index.ts';

/** Schemas with a name in the interface's document. What crosses the wire is said here and nowhere else. */
export const namedSchemas = z.registry<{ id: string }>();

export function named<T extends z.ZodType>(id: string, schema: T): T {
  namedSchemas.add(schema, { id });
  return schema;
}

export const text = named('Text', z.object({ zh: z.string(), en: z.string() }));
export const time = z.iso.datetime().describe('ISO 8601, UTC');
export const count = z.number().int().min(0);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const accountName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  // No control or bidirectional override characters: a name must not look like another.
  .regex(/^[^\p{C}]+$/u, 'no control characters');
export const password = z.string().min(10, 'at least 10 characters').max(200);

export const failure = named('Failure', z.object({ code: z.string(), message: text }));
export const errorBody = named(
  'Error',
  z.object({
    error: failure.extend({ detail: z.string().optional().describe('English, for developers') }),
  }),
);

/** Stores are kept by who keeps listings; an account only names one. */
export const storeIdSchema = z.string().min(1).max(200);

export const roleSchema = z
  .enum(ACCOUNT_ROLES)
  .describe('`pending`: an administrator has still to say what the account may do');
export const person = named(
  'Person',
  z.object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    storeId: z.string().optional().describe('Of a store operator'),
  }),
);
export const sessionSchema = named(
  'Session',
  z.object({
    account: person,
    csrfToken: z.string().optional().describe('For the header x-appgov-csrf; absent for a bearer token'),
  }),
);
export const signInBody = named(
  'SignIn',
  z.object({ name: z.string().min(1).max(200), password: z.string().min(1).max(200) }),
);
export const passwordChangeBody = named(
  'PasswordChange',
  z.object({ current: z.string().min(1).max(200), next: password }),
);

export const accountSchema = named(
  'Account',
  z.object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    disabled: z.boolean(),
    createdAt: time,
    organisationId: z.string().optional(),
    storeId: z.string().optional().describe('Of a store operator'),
    oidcIssuer: z.string().optional().describe('Who vouches for the account, in place of a password'),
  }),
);
export const accountList = named('AccountList', z.object({ items: z.array(accountSchema) }));
export const newAccountBody = named(
  'NewAccount',
  z.object({
    name: accountName,
    role: roleSchema,
    password,
    organisationId: z.uuid().optional(),
    storeId: storeIdSchema.optional(),
  }),
);
export const accountChangeBody = named(
  'AccountChange',
  z.object({
    role: roleSchema.optional(),
    disabled: z.boolean().optional(),
    password: password.optional(),
    organisationId: z.uuid().nullable().optional().describe('Null for none'),
    storeId: storeIdSchema.nullable().optional().describe('Null for none'),
  }),
);

export const tokenSchema = named('Token', z.object({ id: z.string(), name: z.string(), createdAt: time }));
export const tokenList = named('TokenList', z.object({ items: z.array(tokenSchema) }));
export const newTokenBody = named('NewToken', z.object({ name: accountName }));
export const createdToken = named(
  'CreatedToken',
  tokenSchema.extend({ token: z.string().describe('Shown this once') }),
);

export const statusSchema = z.enum(SUBMISSION_STATUSES);
export const profileSchema = z.enum(PROFILES);
export const purposeSchema = z.enum(PURPOSES);
/** Key of one of the 39 app types; the rules say which exist. */
export const appTypeSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);

/** Ids of rule packs, joined by commas; the catalogue says which exist. */
export const packsSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}(,[a-z][a-z0-9-]{0,39}){0,9}$/)
  .transform((ids) => [...new Set(ids.split(','))]);

/** Addresses of the app's policy and lists, parted by white space. They are fetched by the scan, guarded. */
export const policiesSchema = z
  .string()
  .max(2000)
  .transform((text) => [...new Set(text.split(/\s+/u).filter((address) => address !== ''))])
  .pipe(
    z
      .array(z.url({ protocol: /^https?$/ }).max(500))
      .min(1)
      .max(5),
  );

export const submissionRow = named(
  'SubmissionRow',
  z.object({
    id: z.string(),
    status: statusSchema,
    profile: profileSchema,
    purpose: purposeSchema,
    appType: z.string().optional(),
    packs: z.array(z.string()).optional().describe('Rule packs; absent for the default one'),
    fileName: z.string(),
    sizeBytes: count,
    sha256,
    packageName: z.string().optional(),
    label: z.string().optional(),
    versionName: z.string().optional(),
    versionCode: z.number().optional(),
    score: z.object({ mark: z.number().min(0).max(100), band: z.string() }).optional(),
    violations: z.object({ 0: count, 1: count, 2: count, 3: count }).optional().describe('By severity'),
    suspected: count.optional(),
    coverageShare: z.number().min(0).max(1).optional(),
    createdAt: time,
    startedAt: time.optional(),
    finishedAt: time.optional(),
    stage: z.string().optional(),
    fraction: z.number().min(0).max(1).optional(),
    submittedBy: z.object({ id: z.string(), name: z.string() }),
    error: failure.optional(),
  }),
);
export const submissionPage = named(
  'SubmissionPage',
  z.object({
    items: z.array(submissionRow),
    total: count,
    page: z.number().int().min(1),
    pageSize: z.number().int().min(1),
  }),
);
export const submissionDetail = named(
  'Submission',
  submissionRow.extend({
    attempts: count,
    log: z.array(
      z.object({
        atMs: z.number(),
        stage: z.string(),
        fraction: z.number().optional(),
        message: z.string().optional(),
      }),
    ),
  }),
);
export const sampleBody = named(
  'SampleRequest',
  z.object({
    name: z.literal('ApiDemos'),
    profile: profileSchema.optional(),
    purpose: purposeSchema.optional(),
    packs: packsSchema.optional(),
  }),
);
/** The fields beside the file of a multipart submission, and the metadata of a resumable one. */
export const submissionFields = z.object({
  profile: profileSchema.default('full'),
  purpose: purposeSchema.default('self-check'),
  appType: appTypeSchema.optional(),
  packs: packsSchema.optional(),
  policies: policiesSchema.optional(),
});
export const submissionForm = named(
  'SubmissionForm',
  z.object({
    package: z.string().meta({ contentMediaType: 'application/octet-stream' }).describe('The file'),
    profile: profileSchema.optional(),
    purpose: purposeSchema.optional(),
    appType: appTypeSchema.optional(),
    packs: packsSchema.optional().describe('Ids of rule packs, joined by commas'),
    policies: z
      .string()
      .max(2000)
      .optional()
      .describe('Addresses of the privacy policy and lists of the app, up to 5, parted by white space'),
    policyFile: z
      .array(z.string().meta({ contentMediaType: 'application/octet-stream' }))
      .max(MAX_POLICY_FILES)
      .optional()
      .describe('The privacy policy and lists as files: HTML, text, Markdown, Word (docx) or PDF, 5 MB each'),
  }),
);

export const jobSchema = named(
  'Job',
  z.object({
    id: z.string(),
    name: z.string(),
    state: z.enum(['queued', 'running', 'done', 'dead', 'cancelled']),
    sha256: sha256.optional().describe('Of a scan'),
    fileName: z.string().optional().describe('Of a scan'),
    profile: profileSchema.optional().describe('Of a scan'),
    results: count.optional().describe('Of judging anew: how many results'),
    priority: z.number(),
    failures: count,
    lapses: count,
    addedAt: time,
    dueAt: time,
    finishedAt: time.optional(),
    lastFailure: failure.extend({ detail: z.string() }).optional(),
  }),
);
export const queueState = named(
  'Queue',
  z.object({ queued: count, running: count, dead: count, items: z.array(jobSchema) }),
);

export const healthSchema = named(
  'Health',
  z.object({
    status: z.enum(['ok', 'failing']),
    version: z.string(),
    database: z.object({ ok: z.boolean(), tookMs: z.number().optional() }),
    storage: z.object({
      ok: z.boolean(),
      usedBytes: count.optional(),
      quotaBytes: count.optional(),
      freeBytes: count.optional(),
    }),
    queue: z.object({
      ok: z.boolean(),
      queued: count.optional(),
      running: count.optional(),
      dead: count.optional(),
    }),
  }),
);

/** Anything that another part of the program defines and that is passed on as it is. */
export const anyObject = named('AnyObject', z.record(z.string(), z.unknown()));
export const catalogueList = named('CatalogueList', z.object({ items: z.array(anyObject) }));

export const idParams = z.object({ id: z.uuid() });
