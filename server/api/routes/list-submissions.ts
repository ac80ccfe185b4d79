import { z } from 'zod';
import { ROLES, isAuthority, SUBMISSION_SORTS, VERDICT_FILTERS } from '../../store/index.ts';
import { toSubmissionRow } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { statusSchema, submissionPage } from '../schemas.ts';

const sorts = SUBMISSION_SORTS.flatMap((sort) => [sort, `-${sort}`] as const);
/** Forms of pages send a filter that is not set as nothing. */
const unset = z.literal('').transform(() => undefined);

export const listSubmissions = defineRoute({
  method: 'GET',
  path: '/submissions',
  operation: 'listSubmissions',
  summary: 'Submissions: all for inspectors and administrators, else the own ones',
  tag: 'Submissions',
  roles: [...ROLES],
  query: z.object({
    q: z
      .string()
      .max(200)
      .optional()
      .describe('Part of package, label or file name, or the beginning of the SHA-256'),
    status: z.union([statusSchema, unset]).optional(),
    verdict: z
      .union([z.enum(VERDICT_FILTERS), unset])
      .optional()
      .describe('violation: at least one; suspected: at least one; clean: done and neither'),
    page: z.coerce.number().int().min(1).max(1_000_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(200).default(20),
    sort: z.enum(sorts).default('-createdAt').describe('A minus sorts downwards'),
  }),
  answers: [{ status: 200, description: 'One page', schema: submissionPage }],
  handle: async ({ account, query, services }) => {
    const descending = query.sort.startsWith('-');
    const { items, total } = await services.store.submissions.page({
      ...(isAuthority(account) ? {} : { accountId: account.id }),
      ...(query.q === undefined ? {} : { text: query.q }),
      ...(query.status === undefined ? {} : { status: query.status }),
      ...(query.verdict === undefined ? {} : { verdict: query.verdict }),
      sort: query.sort.replace('-', '') as (typeof SUBMISSION_SORTS)[number],
      descending,
      page: query.page,
      pageSize: query.pageSize,
    });
    return json({ items: items.map(toSubmissionRow), total, page: query.page, pageSize: query.pageSize });
  },
});
