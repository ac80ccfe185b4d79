import type { z } from 'zod';
import { CASE_MOVE_TABLE, legalMoves } from '../cases/case-states.ts';
import { chinaCalendar, chinaUtcOffsetMinutes } from '../cases/china-calendar.ts';
import { toDeadline } from '../cases/deadline.ts';
import { dayAt, type Day } from '../cases/working-days.ts';
import type { Account, Case, CaseDocument, CaseFinding, CaseStep } from '../store/index.ts';
import type { caseFile, caseRow } from './case-schemas.ts';
import { toTime } from './present.ts';

/** Turns cases into what crosses the wire. */

export function toCaseRowBody(one: Case, today: Day): z.input<typeof caseRow> {
  const { addressedTo: _, notice, openedAtMs, movedAtMs, ...rest } = one;
  const deadline = toDeadline(one, today, chinaCalendar);
  return {
    ...rest,
    hasNotice: notice !== undefined,
    overdue: deadline === 'overdue' || deadline === 'escalated',
    escalated: deadline === 'escalated',
    openedAt: toTime(openedAtMs),
    movedAt: toTime(movedAtMs),
  };
}

export function toCaseFileBody(
  one: Case,
  findings: readonly CaseFinding[],
  steps: readonly CaseStep[],
  documents: readonly CaseDocument[],
  reader: Account,
  addressee: Account | undefined,
  today: Day,
): z.input<typeof caseFile> {
  return {
    ...toCaseRowBody(one, today),
    ...(addressee && { addressee: { id: addressee.id, name: addressee.name } }),
    findings: findings.map((finding) => ({ ...finding })),
    steps: steps.map(({ move, from, to, accountName, reason, atMs }) => ({
      move,
      ...(from && { from }),
      to,
      by: accountName,
      reason,
      at: toTime(atMs),
    })),
    documents: documents.map(({ id, kind, madeAtMs }) => ({
      id,
      kind,
      day: dayAt(madeAtMs, chinaUtcOffsetMinutes),
    })),
    moves: legalMoves(one.state, reader.role).map((move) => ({
      move,
      needs: [...CASE_MOVE_TABLE[move].needs],
    })),
  };
}
