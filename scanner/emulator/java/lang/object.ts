import { defineClass } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';

function* wait(vm: Machine, self: HeapObject, durationMs: number): Steps<void> {
  yield* vm.wait(self, durationMs === 0 ? Number.POSITIVE_INFINITY : vm.nowMs + durationMs);
}

export const object = defineClass({
  name: 'java/lang/Object',
  methods: {
    '<init>()V': () => undefined,
    'getClass()Ljava/lang/Class;': (vm, self: HeapObject) => vm.classObject(self.cls),
    'hashCode()I': (vm, self: HeapObject) => vm.identityHash(self),
    'equals(Ljava/lang/Object;)Z': (_vm, self: HeapObject, other: HeapObject | null) => self === other,
    'toString()Ljava/lang/String;': function* (vm, self: HeapObject) {
      const hash = yield* vm.call<number>(self, 'hashCode()I');
      return `${self.cls.javaName}@${(hash >>> 0).toString(16)}`;
    },
    'protected clone()Ljava/lang/Object;': (vm, self: HeapObject) => vm.cloneOf(self),
    'protected finalize()V': () => undefined,
    'final notify()V': (vm, self: HeapObject) => vm.notify(self, false),
    'final notifyAll()V': (vm, self: HeapObject) => vm.notify(self, true),
    'final wait()V': (vm, self: HeapObject) => wait(vm, self, 0),
    'final wait(J)V': (vm, self: HeapObject, ms: bigint) => wait(vm, self, Number(ms)),
    'final wait(JI)V': (vm, self: HeapObject, ms: bigint, nanos: number) =>
      wait(vm, self, Number(ms) + nanos / 1e6),
  },
});
