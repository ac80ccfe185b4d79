import type { Severity, Text } from '../../../rules/engine/verdict.ts';

/** What the pages read from the server about cases. */

export const CASE_STATES = [
  'found',
  'reviewed',
  'notified',
  'rectification-claimed',
  're-tested',
  'closed',
  'publicly-named',
  'removal-requested',
  'removed',
  'look-back-due',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

export type CaseMove =
  | 'review'
  | 'dismiss'
  | 'notify'
  | 'claim'
  | 're-test'
  | 'close'
  | 'name-publicly'
  | 'request-removal'
  | 'confirm-removal'
  | 'look-back';

/** A move that the reader may make, and what it asks for. */
export type OpenMove = {
  readonly move: CaseMove;
  readonly needs: readonly ('deadline' | 'addressee' | 'answers' | 'scan' | 'all-gone')[];
};

export type CaseRow = {
  readonly id: string;
  readonly packageName: string;
  readonly label: string;
  readonly versionName: string;
  readonly submissionId: string;
  readonly reTestSubmissionId?: string;
  readonly state: CaseState;
  readonly version: number;
  readonly dueOn?: string;
  readonly hasNotice: boolean;
  readonly overdue: boolean;
  readonly escalated: boolean;
  readonly company?: string;
  readonly source?: string;
  readonly claimedSubmissionId?: string;
  readonly lookBackOn?: string;
  readonly earlierOffences: number;
  readonly openedAt: string;
  readonly movedAt: string;
};

export type CaseFinding = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly title: Text;
  readonly message: Text;
  readonly status: 'open' | 'answered' | 'gone' | 'still' | 'unseen' | 'added';
  readonly answer?: string;
};

export type CaseFile = CaseRow & {
  readonly addressee?: { readonly id: string; readonly name: string };
  readonly findings: readonly CaseFinding[];
  readonly steps: readonly {
    readonly move: CaseMove | 'open';
    readonly from?: CaseState;
    readonly to: CaseState;
    readonly by: string;
    readonly reason: string;
    readonly at: string;
  }[];
  readonly documents: readonly {
    readonly id: string;
    readonly kind: 're-test' | 'removal-request';
    readonly day: string;
  }[];
  readonly moves: readonly OpenMove[];
};

export type DeveloperList = { readonly items: readonly { readonly id: string; readonly name: string }[] };

export type CasePage = {
  readonly items: readonly CaseRow[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
};
