import { z } from 'zod';
import { filingBody, pageOf, pageQuery, searchText } from '../app-schemas.ts';
import { defineRoute, json } from '../route.ts';
import { named } from '../schemas.ts';

const filingPage = named('FilingPage', pageOf(filingBody));

export const listFilings = defineRoute({
  method: 'GET',
  path: '/filings',
  operation: 'listFilings',
  summary: 'Filing records, as imported',
  tag: 'Filings',
  roles: ['admin', 'inspector'],
  query: z.object({ q: searchText, ...pageQuery }),
  answers: [{ status: 200, description: 'One page', schema: filingPage }],
  handle: async ({ query, services }) => {
    const { q, page, pageSize } = query;
    const { items, total } = await services.store.filings.findPage({
      ...(q === undefined ? {} : { text: q }),
      page,
      pageSize,
    });
    return json({ items, total, page, pageSize });
  },
});
