import { ServerError } from '../../errors.ts';
import { stableIdParams, vendorFile } from '../app-schemas.ts';
import { toVendorRowBody } from '../present-app.ts';
import { toTime } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';

const MOST_PROBLEMS = 30;
const MOST_SCANS = 500;

export const readVendor = defineRoute({
  method: 'GET',
  path: '/vendors/:id',
  operation: 'readVendor',
  summary: 'One maker of SDKs: its SDKs, in how many apps, problems seen in its code over time, offences',
  tag: 'Apps',
  roles: ['admin', 'inspector'],
  params: stableIdParams,
  answers: [
    { status: 200, description: 'The vendor', schema: vendorFile },
    { status: 404, description: 'No such vendor', schema: errorBody },
  ],
  handle: async ({ params, services }) => {
    const { vendors, appProblems } = services.store;
    const found = await vendors.find(params.id);
    if (found === undefined) throw new ServerError('NOT_FOUND');
    const [problems, days, offences] = await Promise.all([
      appProblems.listOfVendor(found.id, MOST_PROBLEMS),
      vendors.listDays(found.id, MOST_SCANS),
      vendors.countOffences(found.id),
    ]);
    return json({
      ...toVendorRowBody(found),
      offences,
      trend: days.map(({ atMs, ...day }) => ({ at: toTime(atMs), ...day })),
      appsWithProblems: found.appsWithProblems,
      adoption: found.adoption.map(({ atMs, apps }) => ({ at: toTime(atMs), apps })),
      problems,
      sdks: found.sdks,
    });
  },
});
