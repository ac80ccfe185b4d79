import type { Machine } from './machine.ts';
import type { JavaThread } from './thread.ts';
import { extraOf } from './values.ts';
import type { HeapObject, Monitor } from './values.ts';

/** The object's monitor, made if it had none. */
export function monitorOf(object: HeapObject): Monitor {
  const extra = extraOf(object);
  extra.monitor ??= { owner: 0, count: 0, blocked: [], waiting: [] };
  return extra.monitor;
}

/** Takes the object's lock, or blocks the thread and says false; then the caller must try again when it runs. */
export function tryEnter(vm: Machine, thread: JavaThread, object: HeapObject): boolean {
  const monitor = monitorOf(object);
  if (monitor.owner === 0 || monitor.owner === thread.id) {
    monitor.owner = thread.id;
    monitor.count++;
    return true;
  }
  if (!monitor.blocked.includes(thread.id)) monitor.blocked.push(thread.id);
  vm.scheduler.block(thread, `monitor of ${object.cls.javaName}`);
  return false;
}

/** Gives the lock back once. Not to own it is Java's IllegalMonitorStateException. */
export function exitMonitor(vm: Machine, thread: JavaThread, object: HeapObject): void {
  const monitor = monitorOf(object);
  if (monitor.owner !== thread.id) vm.throwNew('java/lang/IllegalMonitorStateException');
  monitor.count--;
  if (monitor.count === 0) release(vm, monitor);
}

/** Gives the lock up however often it is held; the count is what `reenter` wants back. */
export function releaseAll(vm: Machine, thread: JavaThread, object: HeapObject): number {
  const monitor = monitorOf(object);
  if (monitor.owner !== thread.id) vm.throwNew('java/lang/IllegalMonitorStateException', 'object not locked');
  const { count } = monitor;
  monitor.count = 0;
  release(vm, monitor);
  return count;
}

/** Wakes one waiter of the object, or all. */
export function notifyWaiters(vm: Machine, thread: JavaThread, object: HeapObject, all: boolean): void {
  const monitor = monitorOf(object);
  if (monitor.owner !== thread.id) vm.throwNew('java/lang/IllegalMonitorStateException', 'object not locked');
  for (const id of monitor.waiting.splice(0, all ? monitor.waiting.length : 1)) {
    const waiter = vm.scheduler.findThread(id);
    if (waiter !== undefined) vm.scheduler.wake(waiter, 'unpark');
  }
}

function release(vm: Machine, monitor: Monitor): void {
  monitor.owner = 0;
  const next = monitor.blocked.shift();
  const thread = next === undefined ? undefined : vm.scheduler.findThread(next);
  if (thread !== undefined) vm.scheduler.unblock(thread);
}
