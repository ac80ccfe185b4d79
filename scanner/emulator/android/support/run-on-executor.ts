import type { HeapObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { makeRunnable } from './host-runnable.ts';

/** Answers a callback after what runs now, on the executor that was given, or else on the main thread. */
export function answerLater(
  vm: Machine,
  executor: HeapObject | null,
  name: string,
  steps: () => Steps<JavaValue | void>,
  delayMs = 0,
): void {
  vm.attached(SYSTEM).postToMain(
    name,
    function* () {
      if (executor === null) yield* steps();
      else yield* vm.call(executor, 'execute(Ljava/lang/Runnable;)V', makeRunnable(vm, steps));
    },
    delayMs,
  );
}
