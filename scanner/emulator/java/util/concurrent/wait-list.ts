import type { JavaThread, Machine, Steps } from '../../../machine/index.ts';

/** Threads that wait for something to become true. Whoever makes it true wakes them; they look again. */
export class WaitList {
  private readonly threads = new Set<JavaThread>();

  get size(): number {
    return this.threads.size;
  }

  /**
   * Waits until `ready` says so: true; or `untilMs` (in the clock of `nowMs`) has come: false. An interrupt is Java's
   * InterruptedException unless `interruptible` is false.
   */
  *until(
    vm: Machine,
    ready: () => boolean,
    untilMs = Number.POSITIVE_INFINITY,
    interruptible = true,
  ): Steps<boolean> {
    const { thread } = vm;
    if (interruptible && thread.interrupted) throwInterrupted(vm);
    while (!ready()) {
      if (vm.nowMs >= untilMs) return false;
      this.threads.add(thread);
      try {
        const by = yield* vm.park(untilMs, interruptible);
        if (interruptible && by === 'interrupt') throwInterrupted(vm);
      } finally {
        this.threads.delete(thread);
      }
    }
    return true;
  }

  /** Lets all look again. */
  wake(vm: Machine): void {
    for (const thread of [...this.threads]) vm.unpark(thread);
  }
}

/** Clears the interrupt and throws it. */
export function throwInterrupted(vm: Machine): never {
  vm.thread.interrupted = false;
  return vm.throwNew('java/lang/InterruptedException');
}
