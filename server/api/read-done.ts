import { readReport } from '../../reports/index.ts';
import type { Report } from '../../reports/index.ts';
import { ServerError } from '../errors.ts';
import type { Account } from '../store/index.ts';
import { readSubmission } from './own-submission.ts';
import type { Services } from './services.ts';

/** The report of a finished scan that the account may see. Throws NOT_FOUND, NOT_FINISHED. */
export async function readDone(
  { store, blobs }: Pick<Services, 'store' | 'blobs'>,
  account: Account,
  id: string,
): Promise<{ readonly submissionId: string; readonly report: Report }> {
  const { id: submissionId, summary } = await readSubmission(store, account, id);
  if (summary === undefined) throw new ServerError('NOT_FINISHED');
  const report = await readReport((await blobs.readAll(summary.reportSha256)).toString('utf8'));
  return { submissionId, report };
}
