import { companyPage, companyQuery } from '../app-schemas.ts';
import { toCompanyRowBody } from '../present-app.ts';
import { defineRoute, json } from '../route.ts';

export const listCompanies = defineRoute({
  method: 'GET',
  path: '/companies',
  operation: 'listCompanies',
  summary: 'Who answers for apps, known by signing keys, filings and listings',
  tag: 'Apps',
  roles: ['admin', 'inspector'],
  query: companyQuery,
  answers: [{ status: 200, description: 'One page', schema: companyPage }],
  handle: async ({ query, services }) => {
    const { q, sort, page, pageSize } = query;
    const { items, total } = await services.store.companies.findPage({
      ...(q === undefined ? {} : { text: q }),
      sort,
      page,
      pageSize,
    });
    return json({ items: items.map(toCompanyRowBody), total, page, pageSize });
  },
});
