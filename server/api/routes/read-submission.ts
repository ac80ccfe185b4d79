import { ROLES } from '../../store/index.ts';
import { readSubmission } from '../own-submission.ts';
import { toSubmissionRow } from '../present.ts';
import { defineRoute, json } from '../route.ts';
import { idParams, submissionDetail } from '../schemas.ts';

const NEWEST_LINES = 1000;

export const readSubmissionRoute = defineRoute({
  method: 'GET',
  path: '/submissions/:id',
  operation: 'readSubmission',
  summary: 'One submission with the log of its scan',
  tag: 'Submissions',
  roles: [...ROLES],
  params: idParams,
  answers: [{ status: 200, description: 'The submission', schema: submissionDetail }],
  handle: async ({ account, params, services }) => {
    const submission = await readSubmission(services.store, account, params.id);
    const log = await services.store.submissions.readLog(params.id, NEWEST_LINES);
    return json({ ...toSubmissionRow(submission), attempts: submission.attempts, log });
  },
});
