import type { LoopUnit, MethodCode } from '../method-code.ts';
import type { Frame } from '../thread.ts';

/** A unit that keeps handing over to the interpreter is thrown away, and made anew this many times. */
export const MAX_ATTEMPTS = 6;
const RETRY_AFTER = 20;
const HOT_AGAIN = 2;
/** Instructions that a stay in compiled code should last, and how often it may be shorter. */
const POOR_STRETCH = 100;
const MAX_POOR = 200;

/** Takes a compiled loop out again. */
export function dropUnit(code: MethodCode, position: number): void {
  const known = code.units?.get(position);
  if (known === undefined) return;
  const op = code.ops[position];
  if (op !== undefined) op.opcode = known.original;
  code.units?.delete(position);
}

/**
 * A compiled loop handed over to the interpreter after `spent` instructions. The first times it may be because what
 * follows had not run when it was compiled, so it is made anew; one that never gets far is given up.
 */
export function settleLoop(
  code: MethodCode,
  position: number,
  loop: LoopUnit,
  frame: Frame,
  spent: number,
): void {
  if (!frame.redo) return;
  loop.leaves++;
  if (spent < POOR_STRETCH) loop.poor++;
  // Handing over where it begins, it would be entered again at once.
  if (frame.pc === position + 1) dropUnit(code, position);
  else if (loop.poor > MAX_POOR) {
    code.attempts = MAX_ATTEMPTS;
    dropUnit(code, position);
  } else if (loop.leaves === RETRY_AFTER && code.attempts < MAX_ATTEMPTS) {
    code.slices += HOT_AGAIN;
    dropUnit(code, position);
  }
}

/** A compiled method did not return by itself. When that is the rule, it is made anew, or given up. */
export function settleEntry(code: MethodCode): void {
  code.failures++;
  if (code.failures < RETRY_AFTER) return;
  if (code.failures * 4 > code.entries) code.entry = null;
  code.failures = 0;
  code.entries = 0;
}
