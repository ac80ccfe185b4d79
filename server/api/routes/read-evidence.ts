import { ServerError } from '../../errors.ts';
import { ROLES } from '../../store/index.ts';
import { download } from '../download.ts';
import { readSubmission } from '../own-submission.ts';
import { defineRoute } from '../route.ts';
import { errorBody, idParams } from '../schemas.ts';

export const readEvidence = defineRoute({
  method: 'GET',
  path: '/submissions/:id/evidence',
  operation: 'readEvidence',
  summary: 'The evidence package: report, evidence and attachments with a signed manifest of their hashes',
  tag: 'Reports',
  roles: [...ROLES],
  params: idParams,
  answers: [
    { status: 200, description: 'A zip file', mediaTypes: ['application/zip'] },
    { status: 409, description: 'The scan is not done', schema: errorBody },
  ],
  handle: async ({ account, params, services }) => {
    const { summary, status } = await readSubmission(services.store, account, params.id);
    if (status !== 'done' || summary === undefined) throw new ServerError('NOT_FINISHED');
    const file = await services.reportFiles.openEvidencePackage(summary);
    return download(file);
  },
});
