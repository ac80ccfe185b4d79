import { JavaThrow } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';

/** Runs steps on the main thread, after what is queued there, and waits for what they give. */
export function* onMain<T>(vm: Machine, name: string, steps: () => Steps<T>): Steps<T> {
  const waiting = vm.thread;
  if (waiting === vm.attached(SYSTEM).mainLooper.peer.thread) return yield* steps();
  let result: { readonly value: T } | undefined;
  vm.attached(SYSTEM).postToMain(name, function* () {
    result = { value: yield* steps() };
    vm.unpark(waiting);
  });
  while (result === undefined) yield* vm.park();
  return result.value;
}

export type ThreadResult<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly exception: HeapObject };

/** Runs steps on a thread of their own, as the web view calls what is not of the screen, and waits for them. */
export function* onThread<T>(vm: Machine, name: string, steps: Steps<T>): Steps<ThreadResult<T>> {
  let result: ThreadResult<T> | undefined;
  const run = function* (): Steps<void> {
    try {
      result = { kind: 'returned', value: yield* steps };
    } catch (error) {
      if (!(error instanceof JavaThrow)) throw error;
      result = { kind: 'threw', exception: error.object };
    }
  };
  const thread = vm.spawn(name, run());
  while (result === undefined && thread.state !== 'finished') {
    thread.joiners.push(vm.thread);
    yield* vm.park();
  }
  return result ?? { kind: 'threw', exception: vm.newThrowable('java/lang/Error', 'The thread was ended.') };
}
