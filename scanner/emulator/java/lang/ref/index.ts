import { defineClass } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject } from '../../../machine/index.ts';
import { methods } from '../../signature.ts';

type Reference = JavaObject<{ target: HeapObject | null }>;

/** References never lose what they point at by themselves: a run is short, and its outcome must not hang on memory. */
function referenceClass(name: string, parent: string): ClassModel {
  const init = (_vm: unknown, self: Reference, target: HeapObject | null) => {
    self.peer = { target };
  };
  return defineClass({
    name,
    super: parent,
    labels: 'container',
    methods: methods({ 'new(Object)': init, 'new(Object, ReferenceQueue)': init }),
  });
}

export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/lang/ref/Reference',
    flags: 'abstract',
    labels: 'container',
    methods: methods({
      'Object get()': (_vm, self: Reference) => self.peer.target,
      'void clear()': (_vm, self: Reference) => {
        self.peer.target = null;
      },
      'boolean enqueue()': (_vm, self: Reference) => {
        self.peer.target = null;
        return false;
      },
      'boolean isEnqueued()': () => false,
      'boolean refersTo(Object)': (_vm, self: Reference, other: HeapObject | null) =>
        self.peer.target === other,
    }),
  }),
  referenceClass('java/lang/ref/WeakReference', 'java/lang/ref/Reference'),
  referenceClass('java/lang/ref/SoftReference', 'java/lang/ref/Reference'),
  referenceClass('java/lang/ref/PhantomReference', 'java/lang/ref/Reference'),
  defineClass({
    name: 'java/lang/ref/ReferenceQueue',
    methods: methods({
      'new()': () => undefined,
      'Reference poll()': () => null,
      'Reference remove()': function* (vm) {
        for (;;) {
          if ((yield* vm.park(Number.POSITIVE_INFINITY, true)) !== 'interrupt') continue;
          vm.thread.interrupted = false;
          vm.throwNew('java/lang/InterruptedException');
        }
      },
      'Reference remove(long)': function* (vm, _self: HeapObject, timeoutMs: bigint) {
        const until = timeoutMs === 0n ? Number.POSITIVE_INFINITY : vm.nowMs + Number(timeoutMs);
        while (vm.nowMs < until) {
          if ((yield* vm.park(until, true)) !== 'interrupt') continue;
          vm.thread.interrupted = false;
          vm.throwNew('java/lang/InterruptedException');
        }
        return null;
      },
    }),
  }),
];
