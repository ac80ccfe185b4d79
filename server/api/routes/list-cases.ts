import { casePage, caseQuery } from '../case-schemas.ts';
import { todayOf } from '../case-file.ts';
import { toCaseRowBody } from '../present-case.ts';
import { defineRoute, json } from '../route.ts';
import { toCaseScope } from '../../cases/case-scope.ts';
import { addDays } from '../../cases/working-days.ts';

export const listCases = defineRoute({
  method: 'GET',
  path: '/cases',
  operation: 'listCases',
  summary:
    'Cases, the nearest deadline first: those of the own organisation; for developers those addressed to them',
  tag: 'Cases',
  roles: ['admin', 'inspector', 'developer'],
  query: caseQuery,
  answers: [{ status: 200, description: 'One page', schema: casePage }],
  handle: async ({ account, query, services }) => {
    const today = todayOf(services);
    const { state, packageName, due, page, pageSize } = query;
    const { items, total } = await services.store.cases.findPage({
      ...(state !== undefined && { state }),
      ...(packageName !== undefined && { packageName }),
      ...(due === 'overdue' && { dueBy: addDays(today, -1) }),
      ...toCaseScope(account),
      page,
      pageSize,
    });
    return json({ items: items.map((one) => toCaseRowBody(one, today)), total, page, pageSize });
  },
});
