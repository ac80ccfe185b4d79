import type { Role } from '../store/accounts.ts';

/** Where a case stands, from the finding to the look-back. */
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

export const CASE_MOVES = [
  'review',
  'dismiss',
  'notify',
  'claim',
  're-test',
  'close',
  'name-publicly',
  'request-removal',
  'confirm-removal',
  'look-back',
] as const;
export type CaseMove = (typeof CASE_MOVES)[number];

export const CASE_MOVE_NEEDS = ['deadline', 'addressee', 'answers', 'scan', 'all-gone'] as const;
/**
 * What a move needs besides its reason. `answers`: one to each finding that is still open; `scan`: a finished scan of
 * the same app; `all-gone`: a re-test that found every named finding gone.
 */
export type CaseMoveNeed = (typeof CASE_MOVE_NEEDS)[number];

type MoveRow = {
  readonly from: readonly CaseState[];
  readonly to: CaseState;
  readonly roles: readonly Role[];
  readonly needs: readonly CaseMoveNeed[];
};

const authority: readonly Role[] = ['admin', 'inspector'];

/**
 * Every legal move. The order of the rounds is that of the ministry's campaigns: test, notice with a deadline, re-test,
 * public notice of those that did not mend, removal from the stores, look-back.
 */
export const CASE_MOVE_TABLE: Readonly<Record<CaseMove, MoveRow>> = {
  review: { from: ['found'], to: 'reviewed', roles: authority, needs: [] },
  dismiss: { from: ['found', 'reviewed'], to: 'closed', roles: authority, needs: [] },
  notify: {
    from: ['reviewed', 're-tested', 'look-back-due'],
    to: 'notified',
    roles: authority,
    needs: ['deadline', 'addressee'],
  },
  claim: {
    from: ['notified', 'publicly-named', 'removal-requested', 'removed'],
    to: 'rectification-claimed',
    roles: ['developer'],
    needs: ['answers'],
  },
  're-test': {
    from: [
      'notified',
      'rectification-claimed',
      'publicly-named',
      'removal-requested',
      'removed',
      'look-back-due',
    ],
    to: 're-tested',
    roles: authority,
    needs: ['scan'],
  },
  close: { from: ['re-tested'], to: 'closed', roles: authority, needs: ['all-gone'] },
  'name-publicly': { from: ['notified', 're-tested'], to: 'publicly-named', roles: authority, needs: [] },
  'request-removal': {
    from: ['publicly-named', 're-tested'],
    to: 'removal-requested',
    roles: authority,
    needs: [],
  },
  'confirm-removal': { from: ['removal-requested'], to: 'removed', roles: authority, needs: [] },
  // A removed app is looked at again too: it may have come back.
  'look-back': { from: ['closed', 'removed'], to: 'look-back-due', roles: authority, needs: [] },
};

/** The moves that an account of this role may make from here. */
export function legalMoves(state: CaseState, role: Role): readonly CaseMove[] {
  return CASE_MOVES.filter((move) => {
    const { from, roles } = CASE_MOVE_TABLE[move];
    return from.includes(state) && roles.includes(role);
  });
}
