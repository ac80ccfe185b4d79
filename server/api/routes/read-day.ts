import type { z } from 'zod';
import { toCaseScope } from '../../cases/case-scope.ts';
import type { CaseState } from '../../cases/case-states.ts';
import { chinaCalendar } from '../../cases/china-calendar.ts';
import { NEAR_WORKING_DAYS } from '../../cases/deadline.ts';
import { addDays, addWorkingDays } from '../../cases/working-days.ts';
import { findReviewPage, isAuthority } from '../../store/index.ts';
import type { CaseQuery, SubmissionStatus } from '../../store/index.ts';
import type { caseRow } from '../case-schemas.ts';
import { todayOf } from '../case-file.ts';
import { daySchema } from '../day-schemas.ts';
import { toCaseRowBody } from '../present-case.ts';
import { toSubmissionRow } from '../present.ts';
import { defineRoute, json } from '../route.ts';

const MOST_ITEMS = 10;

export const readDay = defineRoute({
  method: 'GET',
  path: '/day',
  operation: 'readDay',
  summary: 'What the account has before it today: deadlines, answers, decisions, look-backs, scans',
  tag: 'Cases',
  roles: ['admin', 'inspector', 'developer'],
  answers: [{ status: 200, description: 'The day', schema: daySchema }],
  handle: async ({ account, services }) => {
    const { store } = services;
    const today = todayOf(services);
    const scope = toCaseScope(account);
    const near = addWorkingDays(today, NEAR_WORKING_DAYS, chinaCalendar);
    type Some = { total: number; items: z.input<typeof caseRow>[] };
    const some = async (query: Partial<CaseQuery>): Promise<Some> => {
      const { items, total } = await store.cases.findPage({
        ...scope,
        ...query,
        page: 1,
        pageSize: MOST_ITEMS,
      });
      return { total, items: items.map((one) => toCaseRowBody(one, today)) };
    };
    const ofStates = async (states: readonly CaseState[], query: Partial<CaseQuery> = {}): Promise<Some> => {
      const parts = await Promise.all(states.map((state) => some({ ...query, state })));
      return {
        total: parts.reduce((sum, { total }) => sum + total, 0),
        items: parts.flatMap(({ items }) => items).slice(0, MOST_ITEMS),
      };
    };
    const scansOf = (status: SubmissionStatus) =>
      store.submissions.page({
        ...(isAuthority(account) ? {} : { accountId: account.id }),
        status,
        sort: 'createdAt',
        descending: true,
        page: 1,
        pageSize: MOST_ITEMS,
      });
    const [overdue, dueSoon, waiting, answered, toDecide, lookBacks, reviews, queued, running, byState] =
      await Promise.all([
        some({ state: 'notified', dueBy: addDays(today, -1) }),
        some({ state: 'notified', dueFrom: today, dueBy: near }),
        some({ state: 'notified', dueFrom: addDays(near, 1) }),
        some({ state: 'rectification-claimed' }),
        ofStates(['found', 'reviewed', 're-tested']),
        ofStates(['closed', 'removed'], { lookBackBy: today }),
        isAuthority(account)
          ? findReviewPage(store.db, { state: 'open', kind: 'facts', minSeverity: 0, page: 1, pageSize: 1 })
          : undefined,
        scansOf('queued'),
        scansOf('running'),
        store.cases.countByState(scope),
      ]);
    return json({
      today,
      overdue,
      dueSoon,
      waiting,
      answered,
      toDecide,
      lookBacks,
      ...(reviews !== undefined && { openReviews: reviews.total }),
      scans: {
        queued: queued.total,
        running: running.total,
        items: [...running.items, ...queued.items].slice(0, MOST_ITEMS).map(toSubmissionRow),
      },
      byState,
    });
  },
});
