import { ROLES } from '../../store/index.ts';
import { readSubmission } from '../own-submission.ts';
import { toSubmissionRow } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody, idParams, submissionRow } from '../schemas.ts';

export const retrySubmission = defineRoute({
  method: 'POST',
  path: '/submissions/:id/retry',
  operation: 'retrySubmission',
  summary: 'Scan again what failed or was cancelled',
  tag: 'Submissions',
  roles: [...ROLES],
  params: idParams,
  answers: [
    { status: 202, description: 'In line again', schema: submissionRow },
    { status: 409, description: 'Neither failed nor cancelled', schema: errorBody },
  ],
  handle: async ({ account, params, services }) => {
    const submission = await readSubmission(services.store, account, params.id);
    return json(toSubmissionRow(await services.scans.retry(submission)), 202);
  },
});
