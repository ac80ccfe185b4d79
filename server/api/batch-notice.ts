import { toLabelledDuty } from '../cases/case-documents.ts';
import type { PublicNoticeRow } from '../../reports/index.ts';
import type { Account, Batch } from '../store/index.ts';
import { readDone } from './read-done.ts';
import type { Services } from './services.ts';

/**
 * The lines of a batch in the table of a public notice: apps with a violation that no person has rejected. Suspicions
 * are not named; what has to be confirmed by a person first belongs into a case.
 */
export async function toBatchNoticeRows(
  services: Services,
  account: Account,
  batch: Batch,
  mostRows: number,
): Promise<readonly PublicNoticeRow[]> {
  const { store, catalogue } = services;
  const rows: PublicNoticeRow[] = [];
  const pageSize = 500;
  for (let offset = 0; rows.length < mostRows; offset += pageSize) {
    const results = await store.batches.listResults(batch.id, { limit: pageSize, offset });
    for (const { submissionId, violations, label, packageName = '', versionName = '' } of results) {
      if (submissionId === undefined || (violations ?? 0) === 0 || rows.length >= mostRows) continue;
      const submission = await store.submissions.find(submissionId);
      if (submission === undefined) continue;
      const { report } = await readDone(services, account, submissionId);
      const items = await store.reviews.listItems(submission.sha256, submission.profile);
      const rejected = new Set(
        items.flatMap(({ dutyId, ruleId, latest }) =>
          latest?.decision === 'rejected' ? [`${dutyId} ${ruleId}`] : [],
        ),
      );
      const named = report.verdicts.filter(
        ({ verdict, dutyId, ruleId }) => verdict === 'violation' && !rejected.has(`${dutyId} ${ruleId}`),
      );
      if (named.length === 0) continue;
      const { company, source } = await store.cases.findOrigin(submissionId);
      rows.push({
        application: label ?? packageName,
        version: versionName,
        packageName,
        ...(company !== undefined && { company }),
        ...(source !== undefined && { source }),
        problems: named.map(
          (verdict) => toLabelledDuty(verdict, [report], catalogue.noticeLabels) ?? verdict.title,
        ),
        seal: report.evidenceSeal,
      });
    }
    if (results.length < pageSize) break;
  }
  return rows;
}
