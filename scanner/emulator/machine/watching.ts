import type { JavaValue } from './class-model.ts';
import { captureStack } from './exceptions.ts';
import type { Field, Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import type { MachineOptions } from './options.ts';
import type { JavaThread } from './thread.ts';
import { HeapObject } from './values.ts';
import type { Slot } from './values.ts';

/** A call to a method on the watch list, as it ended. */
export type WatchedEnd = {
  readonly thread: JavaThread;
  readonly method: Method;
  readonly args: readonly JavaValue[];
  readonly value: JavaValue;
  readonly threw: HeapObject | undefined;
};

/** Tells of a watched call and labels what it gave. */
export function recordWatched(
  vm: Machine,
  onWatched: MachineOptions['onWatched'],
  number: number,
  { thread, method, args, value, threw }: WatchedEnd,
): void {
  const piType = method.watch ?? '';
  const reads = onWatched?.({
    number,
    atMs: vm.nowMs,
    piType,
    thread: thread.name,
    method,
    args,
    value,
    ...(threw === undefined ? {} : { threw }),
    stack: captureStack(thread),
    labels: args.reduce<number>(
      (set, arg) => (arg instanceof HeapObject ? vm.labels.union(set, vm.labelOf(arg)) : set),
      0,
    ),
  }) ?? [{ piType, eventNumber: number }];
  if (reads.length === 0) return;
  const label = reads.reduce(
    (set, read) => vm.labels.union(set, vm.labels.of({ kind: 'pi', ...read, transforms: [] })),
    0,
  );
  vm.track();
  if (value instanceof HeapObject) vm.addLabel(value, label);
  thread.resultLabel = vm.labels.union(thread.resultLabel, label);
}

/** Tells of a place that reads a watched field, and labels the object in it; answers the label set of a number. */
export function recordFieldRead(
  vm: Machine,
  onFieldRead: MachineOptions['onFieldRead'],
  field: Field,
  slot: Slot,
): number {
  const value = slot instanceof HeapObject ? slot : null;
  const reads = onFieldRead?.({ field, value, stack: captureStack(vm.thread) }) ?? [];
  const label = reads.reduce(
    (set, read) => vm.labels.union(set, vm.labels.of({ kind: 'pi', ...read, transforms: [] })),
    0,
  );
  if (value !== null) vm.addLabel(value, label);
  if (field.isReference || label === 0) return 0;
  vm.track();
  return label;
}
