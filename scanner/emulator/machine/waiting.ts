import type { Steps } from './class-model.ts';
import type { Machine } from './machine.ts';
import { monitorOf, releaseAll } from './monitors.ts';
import type { JavaThread } from './thread.ts';
import type { HeapObject } from './values.ts';

// How threads wait: the methods of Machine of the same names say what each is for.

export function* park(vm: Machine, untilMs: number, interruptible: boolean): Steps<JavaThread['wokenBy']> {
  const { thread } = vm;
  if (interruptible && thread.interrupted) return 'interrupt';
  thread.interruptible = interruptible;
  yield { kind: 'park', untilMs };
  thread.interruptible = false;
  return thread.wokenBy;
}

export function* joinThread(vm: Machine, thread: JavaThread, untilMs: number): Steps<void> {
  while (thread.state !== 'finished' && vm.nowMs < untilMs) {
    thread.joiners.push(vm.thread);
    if ((yield* park(vm, untilMs, true)) === 'interrupt') interrupted(vm, vm.thread);
  }
}

export function* waitOn(vm: Machine, object: HeapObject, untilMs: number): Steps<void> {
  const { thread } = vm;
  const monitor = monitorOf(object);
  if (thread.interrupted) interrupted(vm, thread);
  const count = releaseAll(vm, thread, object);
  monitor.waiting.push(thread.id);
  const by = yield* park(vm, untilMs, true);
  const at = monitor.waiting.indexOf(thread.id);
  if (at >= 0) monitor.waiting.splice(at, 1);
  yield { kind: 'enter', object };
  monitor.count = count;
  if (by === 'interrupt') interrupted(vm, thread);
}

function interrupted(vm: Machine, thread: JavaThread): never {
  thread.interrupted = false;
  return vm.throwNew('java/lang/InterruptedException');
}
