import { z } from 'zod';
import { compareReports, readReport } from '../../../reports/index.ts';
import type { Report } from '../../../reports/index.ts';
import { ServerError } from '../../errors.ts';
import { ROLES } from '../../store/index.ts';
import type { Account } from '../../store/index.ts';
import { stableIdParams } from '../app-schemas.ts';
import { readOwnApp } from '../own-app.ts';
import { readSubmission } from '../own-submission.ts';
import { defineRoute, json } from '../route.ts';
import { anyObject, errorBody } from '../schemas.ts';
import type { Services } from '../services.ts';

export const compareAppScans = defineRoute({
  method: 'GET',
  path: '/apps/:id/comparison',
  operation: 'compareAppScans',
  summary: 'What changed between two scans of an app: findings, SDKs, permissions, hosts, behaviour',
  tag: 'Apps',
  roles: [...ROLES],
  params: stableIdParams,
  query: z.object({ before: z.uuid().describe('Submission'), after: z.uuid().describe('Submission') }),
  answers: [
    { status: 200, description: 'The comparison', schema: anyObject },
    { status: 404, description: 'No such app, or a scan that is not of it', schema: errorBody },
  ],
  handle: async ({ account, params, query, services }) => {
    const app = await readOwnApp(services.store, account, params.id);
    const [before, after] = await Promise.all(
      [query.before, query.after].map((id) => readReportOf(services, account, app.id, id)),
    );
    if (before === undefined || after === undefined) throw new ServerError('NOT_FOUND');
    return json(compareReports(before, after));
  },
});

async function readReportOf(
  services: Services,
  account: Account,
  appId: string,
  id: string,
): Promise<Report> {
  const submission = await readSubmission(services.store, account, id);
  if (submission.appId !== appId || submission.summary === undefined) throw new ServerError('NOT_FOUND');
  return readReport((await services.blobs.readAll(submission.summary.reportSha256)).toString('utf8'));
}
