import { z } from 'zod';
import { CASE_MOVE_NEEDS, CASE_MOVES, CASE_STATES } from '../cases/case-states.ts';
import { FINDING_STATUSES } from '../store/index.ts';
import { dutyId, ruleId, words } from './review-schemas.ts';
import { count, named, text, time } from './schemas.ts';

/** What crosses the wire about cases. */

const day = z.iso.date().describe('A day where the authority sits, YYYY-MM-DD');
const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{C}]+$/u, 'no control characters');
const namedFinding = z.object({ dutyId, ruleId });

export const caseRow = named(
  'Case',
  z.object({
    id: z.string(),
    packageName: z.string(),
    label: z.string(),
    versionName: z.string(),
    submissionId: z.string(),
    reTestSubmissionId: z.string().optional(),
    state: z.enum(CASE_STATES),
    version: count.describe('Rises with each move; send the one that was read'),
    dueOn: day.optional(),
    hasNotice: z.boolean(),
    overdue: z.boolean(),
    escalated: z.boolean().describe('So long overdue that the administrators have been told'),
    company: z.string().optional(),
    source: z.string().optional(),
    organisationId: z.string().optional(),
    claimedSubmissionId: z.string().optional().describe('Scan of the build that is said to be rectified'),
    lookBackOn: day.optional(),
    earlierOffences: count,
    openedAt: time,
    movedAt: time,
  }),
);
export const caseFile = named(
  'CaseFile',
  caseRow.extend({
    addressee: z.object({ id: z.string(), name: z.string() }).optional(),
    findings: z.array(
      namedFinding.extend({
        severity: z.number().int().min(0).max(3),
        title: text,
        message: text,
        status: z.enum(FINDING_STATUSES),
        answer: z.string().optional(),
      }),
    ),
    steps: z.array(
      z.object({
        move: z.enum([...CASE_MOVES, 'open']),
        from: z.enum(CASE_STATES).optional(),
        to: z.enum(CASE_STATES),
        by: z.string(),
        reason: z.string(),
        at: time,
      }),
    ),
    documents: z
      .array(z.object({ id: z.string(), kind: z.enum(['re-test', 'removal-request']), day }))
      .describe('What moves of the case have made, besides the notice'),
    moves: z
      .array(z.object({ move: z.enum(CASE_MOVES), needs: z.array(z.enum(CASE_MOVE_NEEDS)) }))
      .describe('What the caller may do next, and what each move asks for'),
  }),
);
export const casePage = named(
  'CasePage',
  z.object({
    items: z.array(caseRow),
    total: count,
    page: z.number().int().min(1),
    pageSize: z.number().int().min(1),
  }),
);
export const developerList = named(
  'DeveloperList',
  z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }),
);
export const caseQuery = z.object({
  state: z.enum(CASE_STATES).optional(),
  packageName: z.string().max(300).optional(),
  due: z.enum(['any', 'overdue']).default('any'),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});
export const newCaseBody = named(
  'NewCase',
  z.object({
    submissionId: z.uuid().describe('A finished scan'),
    findings: z.array(namedFinding).min(1).max(300).describe('Violations and suspicions of that scan'),
    reason: words,
    company: name.optional().describe('Who runs the app; where absent, who the notice is addressed to'),
    source: name.optional().describe('The store or place that the package came from'),
    organisationId: z.uuid().optional().describe('For administrators: whose case it is; else the own one'),
  }),
);
export const caseMoveBody = named(
  'CaseMove',
  z.object({
    move: z.enum(CASE_MOVES),
    version: count,
    reason: words,
    dueOn: day.optional(),
    workingDays: z.number().int().min(1).max(250).optional().describe('In place of dueOn'),
    addressee: z.uuid().optional().describe('The account that answers for the app'),
    submissionId: z
      .uuid()
      .optional()
      .describe('For a re-test: a finished scan of the same app; for a claim: the own scan of the new build'),
    answers: z
      .array(namedFinding.extend({ answer: words }))
      .max(300)
      .optional(),
  }),
);

export const publicNoticeQuery = z.object({
  cases: z
    .string()
    .max(20_000)
    .transform((ids) => ids.split(',').filter((id) => id !== ''))
    .optional()
    .describe('Ids of cases, joined by commas; absent for all that are publicly named'),
  batch: z
    .uuid()
    .optional()
    .describe('In place of cases: the apps of a batch with violations that nobody rejected'),
  round: z.string().trim().max(200).optional().describe('What stands under the title'),
  format: z.enum(['xlsx', 'docx', 'pdf']).default('xlsx'),
  lang: z.enum(['zh-CN', 'en']).default('zh-CN'),
});
