import { randomUUID } from 'node:crypto';
import { readReport } from '../../../reports/index.ts';
import { ServerError } from '../../errors.ts';
import type { Account, Case, CaseFinding, Store } from '../../store/index.ts';
import { checkOrganisation } from '../check-organisation.ts';
import { caseFile, newCaseBody } from '../case-schemas.ts';
import { readCaseFile } from '../case-file.ts';
import { readSubmission } from '../own-submission.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';

export const openCase = defineRoute({
  method: 'POST',
  path: '/cases',
  operation: 'openCase',
  summary: 'Open a case on findings of a finished scan',
  tag: 'Cases',
  roles: ['admin', 'inspector'],
  body: newCaseBody,
  answers: [
    { status: 201, description: 'Opened', schema: caseFile },
    { status: 404, description: 'No such scan, or it has no such finding', schema: errorBody },
    { status: 409, description: 'The scan is not done', schema: errorBody },
  ],
  handle: async ({ account, body, services }) => {
    const { store, blobs, nowMs } = services;
    const { id: submissionId, summary } = await readSubmission(store, account, body.submissionId);
    if (summary === undefined) throw new ServerError('NOT_FINISHED');
    const report = await readReport((await blobs.readAll(summary.reportSha256)).toString('utf8'));
    const findings = body.findings.map(({ dutyId, ruleId }): CaseFinding => {
      const verdict = report.verdicts.find((one) => one.dutyId === dutyId && one.ruleId === ruleId);
      if (verdict?.verdict !== 'violation' && verdict?.verdict !== 'suspected')
        throw new ServerError('NOT_FOUND', `The scan has no finding ${dutyId} by ${ruleId}.`);
      const { severity, title, message } = verdict;
      return { dutyId, ruleId, severity, title, message, status: 'open' };
    });
    const atMs = nowMs();
    const organisationId = await toOrganisation(store, account, body.organisationId);
    const origin = await store.cases.findOrigin(submissionId);
    const company = body.company ?? origin.company;
    const source = body.source ?? origin.source;
    const opened: Case = {
      id: randomUUID(),
      packageName: summary.packageName,
      label: summary.label,
      versionName: summary.versionName,
      submissionId,
      state: 'found',
      version: 1,
      earlierOffences: await store.cases.countOffences(summary.packageName),
      openedAtMs: atMs,
      movedAtMs: atMs,
      ...(organisationId !== undefined && { organisationId }),
      ...(company !== undefined && { company }),
      ...(source !== undefined && { source }),
    };
    await store.cases.open(opened, findings, {
      move: 'open',
      to: 'found',
      accountId: account.id,
      accountName: account.name,
      reason: body.reason,
      atMs,
    });
    return json(await readCaseFile(services, account, opened), 201);
  },
});

/** Inspectors open cases of their organisation; administrators may open one for another. */
async function toOrganisation(
  store: Store,
  account: Account,
  asked: string | undefined,
): Promise<string | undefined> {
  if (asked === undefined || asked === account.organisationId) return account.organisationId;
  if (account.role !== 'admin') throw new ServerError('FORBIDDEN');
  await checkOrganisation(store, asked);
  return asked;
}
