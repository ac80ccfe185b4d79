import { defineClass, HeapObject, JavaObject } from '../../machine/index.ts';
import type { Machine, Steps } from '../../machine/index.ts';
import { equalsOf, hashOf } from '../../java/util/equality.ts';

const first = 'first:Ljava/lang/Object;';
const second = 'second:Ljava/lang/Object;';

function part(vm: Machine, pair: JavaObject, key: string): HeapObject | null {
  const value = vm.getField(pair, key);
  return value instanceof HeapObject ? value : null;
}

function* isEqual(vm: Machine, self: JavaObject, other: HeapObject | null): Steps<boolean> {
  if (!(other instanceof JavaObject) || other.cls !== self.cls) return false;
  for (const key of [first, second])
    if (!(yield* equalsOf(vm, part(vm, self, key), part(vm, other, key)))) return false;
  return true;
}

export const pair = defineClass({
  name: 'android/util/Pair',
  labels: 'container',
  fields: { [`final ${first}`]: null, [`final ${second}`]: null },
  methods: {
    '<init>(Ljava/lang/Object;Ljava/lang/Object;)V': (
      vm,
      self: JavaObject,
      a: HeapObject | null,
      b: HeapObject | null,
    ) => {
      vm.setField(self, first, a);
      vm.setField(self, second, b);
    },
    'static create(Ljava/lang/Object;Ljava/lang/Object;)Landroid/util/Pair;': (
      vm,
      a: HeapObject | null,
      b: HeapObject | null,
    ) => vm.construct('android/util/Pair', '(Ljava/lang/Object;Ljava/lang/Object;)V', a, b),
    'equals(Ljava/lang/Object;)Z': isEqual,
    'hashCode()I': function* (vm, self: JavaObject) {
      return (yield* hashOf(vm, part(vm, self, first))) ^ (yield* hashOf(vm, part(vm, self, second)));
    },
    'toString()Ljava/lang/String;': function* (vm, self: JavaObject) {
      const a = yield* vm.textOf(part(vm, self, first));
      return `Pair{${a} ${yield* vm.textOf(part(vm, self, second))}}`;
    },
  },
});
