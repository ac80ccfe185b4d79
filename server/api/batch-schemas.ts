import { z } from 'zod';
import { BATCH_ITEM_STATES, BATCH_STATES, PROFILES, PURPOSES } from '../store/index.ts';
import { pageOf } from './app-schemas.ts';
import { appTypeSchema, count, named, packsSchema, statusSchema, text, time } from './schemas.ts';

/** What crosses the wire about batches. */

export const newBatchBody = named(
  'NewBatch',
  z.object({
    name: z.string().trim().min(1).max(200),
    profile: z.enum(PROFILES).default('full'),
    purpose: z.enum(PURPOSES).default('inspection'),
    packs: packsSchema.optional(),
    appType: appTypeSchema.optional(),
    source: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('uploads') }),
        z.object({ kind: z.literal('folder'), path: z.string().max(1000).default('') }),
        z.object({
          kind: z.literal('addresses'),
          csv: z
            .string()
            .min(1)
            .max(4_000_000)
            .describe('A line each: address, then app type where it has one'),
        }),
      ])
      .default({ kind: 'uploads' }),
  }),
);
export const batchChangeBody = named('BatchChange', z.object({ state: z.enum(BATCH_STATES) }));

const counts = z.object({
  total: count,
  waiting: count,
  failed: count.describe('Could not be taken in'),
  cancelled: count,
  queued: count,
  running: count,
  done: count,
  failedScans: count,
});
export const batchRow = named(
  'Batch',
  z.object({
    id: z.string(),
    name: z.string(),
    state: z.enum(BATCH_STATES),
    profile: z.enum(PROFILES),
    purpose: z.enum(PURPOSES),
    packs: z.array(z.string()).optional(),
    appType: z.string().optional(),
    createdAt: time,
    createdBy: z.string(),
    counts,
  }),
);
export const batchPage = named('BatchPage', pageOf(batchRow));

const group = z.object({ name: z.string(), apps: count, appsWithViolations: count, violations: count });
export const batchFile = named(
  'BatchFile',
  batchRow.extend({
    charts: z.object({
      problems: z.array(
        z.object({
          dutyId: z.string(),
          dutyIds: z.array(z.string()),
          ruleId: z.string(),
          severity: count,
          title: text,
          noticeLabel: z.string().optional(),
          violations: count,
          suspected: count,
        }),
      ),
      types: z.array(group),
      stores: z.array(group),
      companies: z.array(group),
    }),
  }),
);
export const batchItem = named(
  'BatchItem',
  z.object({
    number: count,
    kind: z.enum(['upload', 'folder', 'address']),
    source: z.string(),
    fileName: z.string(),
    state: z.enum(BATCH_ITEM_STATES),
    status: statusSchema.optional().describe('Of the scan'),
    submissionId: z.string().optional(),
    appId: z.string().optional(),
    packageName: z.string().optional(),
    label: z.string().optional(),
    versionName: z.string().optional(),
    company: z.string().optional(),
    store: z.string().optional(),
    appType: z.string().optional(),
    score: z.object({ mark: z.number(), band: z.string() }).optional(),
    violations: count.optional(),
    suspected: count.optional(),
    coverageShare: z.number().optional(),
    error: z.object({ code: z.string(), message: text }).optional(),
  }),
);
export const batchItems = named('BatchItems', pageOf(batchItem));
