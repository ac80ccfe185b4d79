import { z } from 'zod';
import { pageQuery, searchText, vendorPage } from '../app-schemas.ts';
import { toVendorRowBody } from '../present-app.ts';
import { defineRoute, json } from '../route.ts';

export const listVendors = defineRoute({
  method: 'GET',
  path: '/vendors',
  operation: 'listVendors',
  summary: 'Makers of the SDKs found in apps, those in most apps first',
  tag: 'Apps',
  roles: ['admin', 'inspector'],
  query: z.object({ q: searchText.describe('Part of the name of vendor or SDK'), ...pageQuery }),
  answers: [{ status: 200, description: 'One page', schema: vendorPage }],
  handle: async ({ query, services }) => {
    const { q, page, pageSize } = query;
    const { items, total } = await services.store.vendors.findPage({
      ...(q === undefined ? {} : { text: q }),
      page,
      pageSize,
    });
    return json({ items: items.map(toVendorRowBody), total, page, pageSize });
  },
});
