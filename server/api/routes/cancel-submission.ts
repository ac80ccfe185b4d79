import { ROLES } from '../../store/index.ts';
import { readSubmission } from '../own-submission.ts';
import { toSubmissionRow } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody, idParams, submissionRow } from '../schemas.ts';

export const cancelSubmission = defineRoute({
  method: 'POST',
  path: '/submissions/:id/cancel',
  operation: 'cancelSubmission',
  summary: 'Stop a scan that waits or runs',
  tag: 'Submissions',
  roles: [...ROLES],
  params: idParams,
  answers: [
    { status: 202, description: 'Cancelled', schema: submissionRow },
    { status: 409, description: 'The scan has ended', schema: errorBody },
  ],
  handle: async ({ account, params, services }) => {
    const submission = await readSubmission(services.store, account, params.id);
    return json(toSubmissionRow(await services.scans.cancel(submission)), 202);
  },
});
