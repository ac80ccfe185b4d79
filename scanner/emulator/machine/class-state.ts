import type { JavaClass } from './java-class.ts';
import type { Machine } from './machine.ts';
import type { HeapObject } from './values.ts';

/** The initialiser has returned, or there was none. */
export function finishInit(vm: Machine, cls: JavaClass): void {
  cls.state = 'initialized';
  wakeWaiters(vm, cls);
}

/** The initialiser threw: the class is of no use from now on. */
export function failInit(vm: Machine, cls: JavaClass, cause: HeapObject | null): void {
  cls.state = 'failed';
  cls.failure = cause;
  wakeWaiters(vm, cls);
}

function wakeWaiters(vm: Machine, cls: JavaClass): void {
  for (const id of cls.initWaiters.splice(0)) {
    const waiter = vm.scheduler.findThread(id);
    if (waiter !== undefined) vm.scheduler.unblock(waiter);
  }
}
