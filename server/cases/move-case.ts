import type { Report } from '../../reports/index.ts';
import { ServerError } from '../errors.ts';
import type { Account } from '../store/accounts.ts';
import type { Case, CaseFinding, CaseStep, SentNotice } from '../store/cases.ts';
import { CASE_MOVE_TABLE, type CaseMove } from './case-states.ts';
import { reTest } from './re-test.ts';
import type { Day } from './working-days.ts';

/** What a person asks for. Which fields a move needs is in the table of moves. */
export type MoveRequest = {
  readonly move: CaseMove;
  readonly reason: string;
  readonly dueOn?: Day;
  readonly addressee?: { readonly id: string; readonly name: string };
  readonly answers?: readonly { readonly dutyId: string; readonly ruleId: string; readonly answer: string }[];
  /** For a claim: the developer's own scan of the new build, where one was sent in. */
  readonly claimedSubmissionId?: string;
  /** For a re-test: the new scan, and the reports of the two builds. */
  readonly scan?: { readonly submissionId: string; readonly earlier: Report; readonly later: Report };
};

export type MovedCase = {
  readonly case: Case;
  readonly findings: readonly CaseFinding[];
  readonly step: CaseStep;
};

type Now = { readonly atMs: number; readonly today: Day; readonly lookBackOn: Day };

/**
 * The case after a move. Pure. Throws FORBIDDEN for a role that may not make it, ILLEGAL_MOVE where the case stands
 * elsewhere or a finding is not gone, INVALID_INPUT where something that the move needs is missing.
 */
export function moveCase(
  before: Case,
  findings: readonly CaseFinding[],
  account: Account,
  request: MoveRequest,
  now: Now,
): MovedCase {
  const { from, to, roles, needs } = CASE_MOVE_TABLE[request.move];
  if (!roles.includes(account.role)) throw new ServerError('FORBIDDEN');
  if (!from.includes(before.state))
    throw new ServerError(
      'ILLEGAL_MOVE',
      `The case is ${before.state}; ${request.move} starts from ${from.join(', ')}.`,
    );
  let moved: Case = { ...before, state: to, version: before.version + 1, movedAtMs: now.atMs };
  let kept = findings;
  for (const need of needs) {
    if (need === 'deadline') {
      if (request.dueOn === undefined || request.dueOn <= now.today)
        throw new ServerError('INVALID_INPUT', 'dueOn: a day after today');
      moved = { ...moved, dueOn: request.dueOn };
    } else if (need === 'addressee') {
      if (request.addressee === undefined) throw new ServerError('INVALID_INPUT', 'addressee: an account');
      moved = { ...moved, addressedTo: request.addressee.id };
    } else if (need === 'answers') kept = toAnswered(findings, request);
    else if (need === 'scan') {
      const { scan } = request;
      if (scan === undefined)
        throw new ServerError('INVALID_INPUT', 'submissionId: a finished scan of the app');
      kept = toReTested(findings, scan);
      moved = { ...moved, reTestSubmissionId: scan.submissionId };
    } else if (findings.some(({ status }) => status !== 'gone'))
      throw new ServerError('ILLEGAL_MOVE', 'A finding is not shown to be gone.');
  }
  if (request.move === 'notify') {
    // It names all that is not gone; findings that the re-test added are named from then on.
    kept = kept.map((finding) => (finding.status === 'gone' ? finding : { ...finding, status: 'open' }));
    moved = { ...moved, notice: toNotice(moved, kept, request, now.today) };
  }
  if (request.move === 'claim' && request.claimedSubmissionId !== undefined)
    moved = { ...moved, claimedSubmissionId: request.claimedSubmissionId };
  if (request.move === 'confirm-removal') moved = { ...moved, lookBackOn: now.lookBackOn };
  if (request.move === 'close') moved = { ...withoutDeadline(moved), lookBackOn: now.lookBackOn };
  if (request.move === 'dismiss') moved = withoutDeadline(moved);
  const step: CaseStep = {
    move: request.move,
    from: before.state,
    to,
    accountId: account.id,
    accountName: account.name,
    reason: request.reason,
    atMs: now.atMs,
  };
  return { case: moved, findings: kept, step };
}

function toNotice(
  moved: Case,
  findings: readonly CaseFinding[],
  { addressee, dueOn = '' }: MoveRequest,
  issuedOn: Day,
): SentNotice {
  return {
    submissionId: moved.reTestSubmissionId ?? moved.submissionId,
    addressee: addressee?.name ?? '',
    issuedOn,
    dueOn,
    findings: findings
      .filter(({ status }) => status === 'open')
      .map(({ dutyId, ruleId }) => ({ dutyId, ruleId })),
  };
}

function withoutDeadline({ dueOn: _, ...rest }: Case): Case {
  return rest;
}

function toAnswered(findings: readonly CaseFinding[], { answers = [] }: MoveRequest): readonly CaseFinding[] {
  return findings.map((finding) => {
    if (finding.status === 'gone') return finding;
    const given = answers.find(
      ({ dutyId, ruleId }) => dutyId === finding.dutyId && ruleId === finding.ruleId,
    );
    if (given === undefined)
      throw new ServerError('INVALID_INPUT', `answers: ${finding.dutyId} (${finding.ruleId}) has none`);
    return { ...finding, status: 'answered', answer: given.answer };
  });
}

function toReTested(
  findings: readonly CaseFinding[],
  { earlier, later }: NonNullable<MoveRequest['scan']>,
): readonly CaseFinding[] {
  const result = reTest(findings, earlier, later);
  const named = findings.map((finding, index): CaseFinding => ({
    ...finding,
    status: result.named[index]?.outcome ?? 'unseen',
  }));
  const added = result.added.flatMap(({ dutyId, ruleId }): CaseFinding[] => {
    const verdict = later.verdicts.find((one) => one.dutyId === dutyId && one.ruleId === ruleId);
    if (!verdict) return [];
    const { severity, title, message } = verdict;
    return [{ dutyId, ruleId, severity, title, message, status: 'added' }];
  });
  return [...named, ...added];
}
