import assert from 'node:assert/strict';
import { CASE_MOVE_TABLE, CASE_MOVES, CASE_STATES, legalMoves } from '../../../server/cases/case-states.ts';

describe('the states of a case', () => {
  it('can all be reached from a finding, and all be left', () => {
    const reached = new Set<string>(['found']);
    for (let size = 0; size < reached.size;) {
      size = reached.size;
      for (const move of CASE_MOVES) {
        const { from, to } = CASE_MOVE_TABLE[move];
        if (from.some((state) => reached.has(state))) reached.add(to);
      }
    }
    assert.deepEqual([...reached].sort(), [...CASE_STATES].sort());
    for (const state of CASE_STATES)
      assert.ok(
        CASE_MOVES.some((move) => CASE_MOVE_TABLE[move].from.includes(state)),
        `${state} can be left`,
      );
  });

  for (const [state, role, moves] of [
    ['found', 'inspector', ['review', 'dismiss']],
    ['found', 'developer', []],
    ['notified', 'developer', ['claim']],
    ['notified', 'inspector', ['re-test', 'name-publicly']],
    ['re-tested', 'inspector', ['notify', 'close', 'name-publicly', 'request-removal']],
    ['re-tested', 'developer', []],
    ['closed', 'inspector', ['look-back']],
    ['removed', 'developer', ['claim']],
  ] as const) {
    it(`lets ${role === 'inspector' ? 'an' : 'a'} ${role} do ${moves.join(', ') || 'nothing'} with a case that is ${state}`, () => {
      assert.deepEqual(legalMoves(state, role), moves);
    });
  }
});
