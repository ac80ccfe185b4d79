import { z } from 'zod';
import { DECISIONS, REJUDGE_SCOPES, REVIEW_KINDS, REVIEW_QUEUES, REVIEW_STATES } from '../store/index.ts';
import { count, named, profileSchema, sha256, text, time } from './schemas.ts';

/** What crosses the wire about reviews, suppressions, packs and judging anew. */

const severity = z.number().int().min(0).max(3);
const verdict = z.enum(['violation', 'suspected', 'needs-human']);
export const dutyId = z.string().regex(/^[A-Z][A-Za-z0-9.-]{0,99}$/);
export const ruleId = z.string().regex(/^[a-z][a-z0-9-]{0,199}$/);
/** A person's words: lines are kept, other control characters and direction overrides are not let in. */
export const words = z
  .string()
  .trim()
  .min(1)
  .max(4000)
  .regex(/^[^\p{Cf}\p{Co}\p{Cs}]*$/u, 'no invisible characters');

export const decisionSchema = z.enum(DECISIONS);
export const reviewStateSchema = z.enum(REVIEW_STATES);

export const reviewSchema = named(
  'Review',
  z.object({
    id: z.string(),
    dutyId: z.string(),
    ruleId: z.string(),
    machineVerdict: z.string().describe('What the machine said when the person decided'),
    decision: decisionSchema,
    note: z.string(),
    reviewer: z.object({ id: z.string(), name: z.string() }),
    createdAt: time,
    fingerprint: z.string().describe('Of the facts that were decided on'),
  }),
);
export const reviewDuty = named(
  'ReviewDuty',
  z.object({
    dutyId: z.string(),
    verdict,
    severity,
    fingerprint: z.string(),
    state: reviewStateSchema.describe('older-facts: decided, and what was found has changed since'),
    latest: reviewSchema.optional(),
  }),
);
export const reviewGroup = named(
  'ReviewGroup',
  z.object({
    submissionId: z.string(),
    sha256,
    profile: profileSchema,
    packageName: z.string(),
    label: z.string(),
    versionName: z.string(),
    ruleId: z.string().describe('none: a duty that only a person can decide'),
    verdict,
    severity,
    hasFacts: z.boolean(),
    title: text,
    message: text,
    duties: z.array(reviewDuty).min(1),
    supersededBy: z
      .object({ submissionId: z.string(), versionName: z.string() })
      .optional()
      .describe('The scan of a newer version of the app'),
  }),
);
export const reviewPage = named(
  'ReviewPage',
  z.object({
    items: z.array(reviewGroup),
    total: count,
    page: z.number().int().min(1),
    pageSize: z.number().int().min(1),
  }),
);
export const reviewQuery = z.object({
  state: z
    .enum([...REVIEW_QUEUES, 'any'])
    .default('open')
    .describe('superseded: not decided, and a newer version of the app has been scanned'),
  kind: z.enum(REVIEW_KINDS).default('facts').describe('facts: something was found; checklist: nothing was'),
  verdict: z.union([verdict, z.literal('').transform(() => undefined)]).optional(),
  minSeverity: z.coerce.number().int().min(0).max(3).default(0),
  q: z.string().max(200).optional().describe('Part of package or label'),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});
export const newReviewBody = named(
  'NewReview',
  z.object({
    submissionId: z.uuid(),
    ruleId,
    duties: z
      .array(z.object({ dutyId, fingerprint: z.string().min(1).max(64) }))
      .min(1)
      .max(100)
      .describe('Each with the fingerprint of the facts that the person has before them'),
    decision: decisionSchema,
    note: words,
  }),
);
export const sampleReviews = named(
  'SampleReviews',
  z.object({ items: z.array(reviewGroup), history: z.array(reviewSchema) }),
);

export const suppressionSchema = named(
  'Suppression',
  z.object({
    id: z.string(),
    packageName: z.string(),
    ruleId: z.string(),
    reason: z.string(),
    createdAt: time,
    expiresAt: time,
    expired: z.boolean(),
  }),
);
export const suppressionList = named('SuppressionList', z.object({ items: z.array(suppressionSchema) }));
export const newSuppressionBody = named(
  'NewSuppression',
  z.object({
    submissionId: z.uuid().describe('An own scan of the app'),
    ruleId,
    reason: words,
    expiresAt: time.describe('At most a year ahead'),
  }),
);

export const rejudgementSchema = named(
  'Rejudgement',
  z.object({
    id: z.string(),
    scope: z.enum(REJUDGE_SCOPES),
    begunBy: z.string(),
    createdAt: time,
    total: count.describe('Different results to judge anew'),
    done: count,
    changed: count.describe('Whose mark or number of findings is another than before'),
    failed: count,
    firstFailure: z.string().optional(),
    isFinished: z.boolean(),
  }),
);
export const rejudgementList = named('RejudgementList', z.object({ items: z.array(rejudgementSchema) }));
export const newRejudgementBody = named(
  'NewRejudgement',
  z.object({
    scope: z
      .enum(REJUDGE_SCOPES)
      .default('outdated')
      .describe('outdated: judged by other rules than those of now'),
  }),
);
