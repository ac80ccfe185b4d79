import { ROLES } from '../../store/index.ts';
import type { AppSort } from '../../store/index.ts';
import { appPage, appQuery } from '../app-schemas.ts';
import { ownerOf } from '../own-app.ts';
import { toAppRowBody } from '../present-app.ts';
import { defineRoute, json } from '../route.ts';

export const listApps = defineRoute({
  method: 'GET',
  path: '/apps',
  operation: 'listApps',
  summary: 'Apps above their samples; developers see those that they sent in, as their own scans show them',
  tag: 'Apps',
  roles: [...ROLES],
  query: appQuery,
  answers: [{ status: 200, description: 'One page', schema: appPage }],
  handle: async ({ account, query, services }) => {
    const { q, company, store, vendor, sdk, duty, rule, filing, sort, page, pageSize } = query;
    const { items, total } = await services.store.apps.findPage(
      {
        ...(q === undefined ? {} : { text: q }),
        ...(company === undefined ? {} : { companyId: company }),
        ...(store === undefined || store === '' ? {} : { storeId: store }),
        ...(vendor === undefined ? {} : { vendorId: vendor }),
        ...(sdk === undefined || sdk === '' ? {} : { sdkId: sdk }),
        ...(duty && rule ? { problem: { dutyId: duty, ruleId: rule } } : {}),
        ...(filing === undefined ? {} : { filing }),
        sort: sort.replace('-', '') as AppSort,
        descending: sort.startsWith('-'),
        page,
        pageSize,
      },
      ownerOf(account),
    );
    return json({ items: items.map(toAppRowBody), total, page, pageSize });
  },
});
