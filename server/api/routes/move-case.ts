import { z } from 'zod';
import { readReport, type Report } from '../../../reports/index.ts';
import { chinaCalendar } from '../../cases/china-calendar.ts';
import { toLookBackDay } from '../../cases/look-back.ts';
import { moveCase, type MoveRequest } from '../../cases/move-case.ts';
import { addWorkingDays } from '../../cases/working-days.ts';
import { ServerError } from '../../errors.ts';
import { ROLES } from '../../store/index.ts';
import type { Account, Case } from '../../store/index.ts';
import { caseFile, caseMoveBody } from '../case-schemas.ts';
import { readCaseFile, todayOf } from '../case-file.ts';
import { readCase } from '../own-case.ts';
import { readSubmission } from '../own-submission.ts';
import { defineRoute, json } from '../route.ts';
import { errorBody } from '../schemas.ts';
import type { Services } from '../services.ts';

export const moveCaseRoute = defineRoute({
  method: 'POST',
  path: '/cases/:id/moves',
  operation: 'moveCase',
  summary: 'Move a case: review, notify, claim, re-test, close, name, remove, look back',
  tag: 'Cases',
  roles: [...ROLES],
  params: z.object({ id: z.string() }),
  body: caseMoveBody,
  answers: [
    { status: 200, description: 'The case as it stands now', schema: caseFile },
    { status: 403, description: 'Not a move for this role', schema: errorBody },
    { status: 404, description: 'No such case, scan or account', schema: errorBody },
    { status: 409, description: 'Not from this state, or somebody else has moved it', schema: errorBody },
  ],
  handle: async ({ account, params, body, services }) => {
    const { store, nowMs } = services;
    const before = await readCase(store, account, params.id);
    if (before.version !== body.version) throw new ServerError('CASE_MOVED');
    const today = todayOf(services);
    const dueOn =
      body.dueOn ??
      (body.workingDays === undefined ? undefined : addWorkingDays(today, body.workingDays, chinaCalendar));
    const addresseeId = body.addressee ?? before.addressedTo;
    const addressee =
      body.move === 'notify' && addresseeId !== undefined
        ? await readDeveloper(services, addresseeId)
        : undefined;
    const request: MoveRequest = {
      move: body.move,
      reason: body.reason,
      ...(dueOn !== undefined && { dueOn }),
      ...(addressee !== undefined && { addressee }),
      ...(body.answers !== undefined && { answers: body.answers }),
      ...(body.move === 're-test' &&
        body.submissionId !== undefined && {
          scan: await readReTest(services, account, before, body.submissionId),
        }),
    };
    const now = { atMs: nowMs(), today, lookBackOn: toLookBackDay(today, before.earlierOffences) };
    const moved = moveCase(before, await store.cases.listFindings(before.id), account, request, now);
    if (!(await store.cases.move(moved.case, before.version, moved.findings, moved.step)))
      throw new ServerError('CASE_MOVED');
    return json(await readCaseFile(services, account, moved.case));
  },
});

async function readDeveloper({ store }: Services, accountId: string): Promise<Account> {
  const addressee = await store.accounts.find(accountId);
  if (addressee?.role !== 'developer')
    throw new ServerError('INVALID_INPUT', 'addressee: an account with the role developer');
  return addressee;
}

async function readReTest(
  services: Services,
  account: Account,
  one: Case,
  submissionId: string,
): Promise<NonNullable<MoveRequest['scan']>> {
  const later = await readDone(services, account, submissionId);
  if (later.report.app.packageName !== one.packageName)
    throw new ServerError('INVALID_INPUT', `submissionId: a scan of ${one.packageName}`);
  const earlier = await readDone(services, account, one.submissionId);
  return { submissionId: later.submissionId, earlier: earlier.report, later: later.report };
}

async function readDone(
  { store, blobs }: Services,
  account: Account,
  id: string,
): Promise<{ readonly submissionId: string; readonly report: Report }> {
  const { id: submissionId, summary } = await readSubmission(store, account, id);
  if (summary === undefined) throw new ServerError('NOT_FINISHED');
  const report = await readReport((await blobs.readAll(summary.reportSha256)).toString('utf8'));
  return { submissionId, report };
}
