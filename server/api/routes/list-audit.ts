import { auditPage, auditQuery } from '../audit-schemas.ts';
import { toTime } from '../present.ts';
import { defineRoute, json } from '../route.ts';

export const listAudit = defineRoute({
  method: 'GET',
  path: '/audit',
  operation: 'listAudit',
  summary: 'Who did what, the newest first; each entry is chained to the one before by its hash',
  tag: 'Audit',
  roles: ['admin'],
  query: auditQuery,
  answers: [{ status: 200, description: 'One page', schema: auditPage }],
  handle: async ({ query, services }) => {
    const { by, action, page, pageSize } = query;
    const { audit } = services.store;
    const [{ items, total }, head] = await Promise.all([
      audit.findPage({
        ...(by !== undefined && by !== '' && { accountName: by }),
        ...(action !== undefined && action !== '' && { action }),
        page,
        pageSize,
      }),
      audit.findHead(),
    ]);
    return json({
      items: items.map((entry) => ({
        number: entry.number,
        at: toTime(entry.atMs),
        by: entry.accountName,
        action: entry.action,
        target: entry.target,
        outcome: entry.outcome,
        detail: entry.detail,
        hash: entry.hash,
      })),
      total,
      page,
      pageSize,
      ...(head !== undefined && { head: head.hash }),
    });
  },
});
