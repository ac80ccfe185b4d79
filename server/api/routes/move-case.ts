import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { toReTestRecord, toRemovalRequest } from '../../cases/case-documents.ts';
import { chinaCalendar, chinaUtcOffsetMinutes } from '../../cases/china-calendar.ts';
import { toLookBackDay } from '../../cases/look-back.ts';
import { moveCase, type MoveRequest, type MovedCase } from '../../cases/move-case.ts';
import { addWorkingDays, dayAt, type Day } from '../../cases/working-days.ts';
import { ServerError } from '../../errors.ts';
import type { Account, Case, CaseDocument } from '../../store/index.ts';
import { caseFile, caseMoveBody } from '../case-schemas.ts';
import { readCaseFile, todayOf } from '../case-file.ts';
import { readCase } from '../own-case.ts';
import { readDone } from '../read-done.ts';
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
  roles: ['admin', 'inspector', 'developer'],
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
      ...(body.move === 'claim' &&
        body.submissionId !== undefined && {
          claimedSubmissionId: await readClaimedBuild(services, account, before, body.submissionId),
        }),
      ...(body.move === 're-test' &&
        body.submissionId !== undefined && {
          scan: await readReTest(services, account, before, body.submissionId),
        }),
    };
    const now = { atMs: nowMs(), today, lookBackOn: toLookBackDay(today, before.earlierOffences) };
    const moved = moveCase(before, await store.cases.listFindings(before.id), account, request, now);
    const documents = await toDocuments(services, account, moved, request, today);
    if (!(await store.cases.move(moved.case, before.version, moved.findings, moved.step, documents)))
      throw new ServerError('CASE_MOVED');
    await services.messenger.tellMove(moved.case, body.move, account);
    return json(await readCaseFile(services, account, moved.case));
  },
});

async function readDeveloper({ store }: Services, accountId: string): Promise<Account> {
  const addressee = await store.accounts.find(accountId);
  if (addressee?.role !== 'developer')
    throw new ServerError('INVALID_INPUT', 'addressee: an account with the role developer');
  return addressee;
}

/** The developer's own scan; what it is of is checked now where it is done, else at the re-test. */
async function readClaimedBuild(
  { store }: Services,
  account: Account,
  one: Case,
  submissionId: string,
): Promise<string> {
  const { id, summary } = await readSubmission(store, account, submissionId);
  if (summary !== undefined && summary.packageName !== one.packageName)
    throw new ServerError('INVALID_INPUT', `submissionId: a scan of ${one.packageName}`);
  return id;
}

/** What the move leaves in the file besides itself. */
async function toDocuments(
  services: Services,
  account: Account,
  moved: MovedCase,
  { move, scan }: MoveRequest,
  today: Day,
): Promise<readonly CaseDocument[]> {
  const { store, catalogue, nowMs } = services;
  const made = { id: randomUUID(), madeAtMs: nowMs() };
  const { case: one, findings, step } = moved;
  const labels = catalogue.noticeLabels;
  if (move === 're-test' && scan !== undefined)
    return [{ ...made, kind: 're-test', input: toReTestRecord(one, findings, scan, step, today, labels) }];
  if (move !== 'request-removal') return [];
  const steps = [...(await store.cases.listSteps(one.id)), step].map((each) => ({
    ...each,
    day: dayAt(each.atMs, chinaUtcOffsetMinutes),
  }));
  const { report } = await readDone(services, account, one.reTestSubmissionId ?? one.submissionId);
  const input = toRemovalRequest(one, findings, steps, report, today, labels);
  return [{ ...made, kind: 'removal-request', input }];
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
