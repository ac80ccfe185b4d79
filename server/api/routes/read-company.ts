import { ServerError } from '../../errors.ts';
import { companyFile } from '../app-schemas.ts';
import { toCompanyRowBody } from '../present-app.ts';
import { toTime } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody, idParams } from '../schemas.ts';

const MOST_PROBLEMS = 30;
const MOST_POINTS = 500;

export const readCompany = defineRoute({
  method: 'GET',
  path: '/companies/:id',
  operation: 'readCompany',
  summary: 'One company: keys, names, open problems, marks over time, offences',
  tag: 'Apps',
  roles: ['admin', 'inspector'],
  params: idParams,
  answers: [
    { status: 200, description: 'The company', schema: companyFile },
    { status: 404, description: 'No such company', schema: errorBody },
  ],
  handle: async ({ params, services }) => {
    const { companies, appProblems } = services.store;
    const found = await companies.find(params.id);
    if (found === undefined) throw new ServerError('NOT_FOUND');
    const [offences, problems, scans] = await Promise.all([
      companies.countOffences(found.id),
      appProblems.listOfCompany(found.id, MOST_PROBLEMS),
      companies.listScans(found.id, MOST_POINTS),
    ]);
    return json({
      ...toCompanyRowBody(found),
      offences,
      keys: found.keys,
      names: found.names,
      problems,
      trend: scans.map(({ atMs, ...point }) => ({ at: toTime(atMs), ...point })),
    });
  },
});
