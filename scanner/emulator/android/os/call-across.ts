import { JavaThrow } from '../../machine/index.ts';
import type { JavaThread, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

/** How long a caller sleeps before it looks whether the other process still lives. */
const lookMs = 100;

/**
 * Has something done in another process and waits for what it gives. `begin` runs the steps there, and answers their
 * thread where they have one. Throws DeadObjectException where that process, or the thread, ends before.
 */
export function* callAcross<T>(
  vm: Machine,
  process: string,
  steps: (other: Machine) => Steps<T>,
  begin: (steps: (other: Machine) => Steps<void>) => JavaThread | void,
): Steps<T> {
  const { processes } = vm.attached(SYSTEM);
  const waiting = vm.thread;
  let result: { readonly value: T } | undefined;
  let hasFailed = false;
  const thread = begin(function* (other) {
    try {
      result = { value: yield* steps(other) };
    } catch (error) {
      // An exception stays in its process; the caller is told that the call came to nothing.
      if (!(error instanceof JavaThrow)) throw error;
      hasFailed = true;
    }
    processes.wake(vm, waiting);
  });
  while (result === undefined && !hasFailed && thread?.state !== 'finished' && processes.find(process))
    yield* vm.park(vm.nowMs + lookMs);
  return result === undefined ? vm.throwNew('android/os/DeadObjectException') : result.value;
}
