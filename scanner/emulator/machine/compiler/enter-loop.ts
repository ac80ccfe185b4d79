import type { Machine } from '../machine.ts';
import type { MethodCode } from '../method-code.ts';
import type { Op } from '../op.ts';
import { isUnlabelled } from '../shadow.ts';
import type { Frame, JavaThread } from '../thread.ts';
import { runtime } from './runtime.ts';
import { dropUnit, settleLoop } from './settle.ts';

/**
 * Runs the compiled loop that begins at `op`; `vm.fuel` says what of the slice is left, before and after. False where
 * there is none that may run with these labels: the original instruction stands at `op` again.
 */
export function enterLoop(
  vm: Machine,
  thread: JavaThread,
  code: MethodCode,
  op: Op,
  frame: Frame,
  labels: readonly number[] | null,
): boolean {
  const loop = code.units?.get(op.at);
  const mayRun =
    loop !== undefined &&
    (labels === null || (loop.guarded && isUnlabelled(labels, frame.base, code.registerCount)));
  if (!mayRun) {
    dropUnit(code, op.at);
    if (loop?.guarded === false) code.attempts = 0;
    return false;
  }
  const before = vm.fuel;
  frame.pc = op.at;
  runtime.resetNesting();
  loop.unit(vm, thread, frame, frame.base);
  if (thread.top === frame) settleLoop(code, op.at, loop, frame, before - 1 - vm.fuel);
  return true;
}
