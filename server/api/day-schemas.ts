import { z } from 'zod';
import { CASE_STATES } from '../cases/case-states.ts';
import { caseRow } from './case-schemas.ts';
import { count, named, submissionRow } from './schemas.ts';

const someCases = z.object({ total: count, items: z.array(caseRow).describe('The first of them') });

/** What an account has before it today. */
export const daySchema = named(
  'Day',
  z.object({
    today: z.iso.date(),
    overdue: someCases,
    dueSoon: someCases,
    waiting: someCases.describe('Notified, and not due soon: the developer has to answer'),
    answered: someCases.describe('The developer says it is rectified: a re-test is next'),
    toDecide: someCases.describe('Found, confirmed or re-tested: a decision is next'),
    lookBacks: someCases,
    openReviews: count.optional().describe('For inspectors and administrators'),
    scans: z.object({ queued: count, running: count, items: z.array(submissionRow) }),
    byState: z.partialRecord(z.enum(CASE_STATES), count),
  }),
);
