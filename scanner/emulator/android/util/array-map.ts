import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { equalsOf } from '../../java/util/equality.ts';
import type { HashTable } from '../../java/util/hash-table.ts';

type Table = JavaObject<HashTable>;

function nodeAt(vm: Machine, self: Table, index: number) {
  const node = [...self.peer.nodes()][index];
  return node ?? vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', String(index));
}

function* indexOf(vm: Machine, self: Table, key: HeapObject | null): Steps<number> {
  let index = 0;
  for (const node of self.peer.nodes()) {
    if (yield* equalsOf(vm, key, node.key)) return index;
    index++;
  }
  return -1;
}

const init = (parent: string, descriptor: string) =>
  function* (vm: Machine, self: JavaObject, argument: HeapObject | number | null): Steps<void> {
    if (descriptor === '(I)V' || descriptor === '()V') yield* vm.callSpecial(parent, '<init>()V', self);
    else {
      yield* vm.callSpecial(parent, '<init>()V', self);
      const isMap = parent === 'java/util/HashMap';
      if (argument !== null)
        yield* vm.call(
          self,
          isMap ? 'putAll(Ljava/util/Map;)V' : 'addAll(Ljava/util/Collection;)Z',
          argument,
        );
    }
  };

/** A map with places; the platform's is ordered by hash too, so no app may rely on one. */
export const arrayMap = defineClass({
  name: 'android/util/ArrayMap',
  super: 'java/util/HashMap',
  labels: 'container',
  methods: {
    '<init>()V': init('java/util/HashMap', '()V'),
    '<init>(I)V': init('java/util/HashMap', '(I)V'),
    '<init>(Landroid/util/ArrayMap;)V': init('java/util/HashMap', '(map)V'),
    'keyAt(I)Ljava/lang/Object;': (vm, self: Table, index: number) => nodeAt(vm, self, index).key,
    'valueAt(I)Ljava/lang/Object;': (vm, self: Table, index: number) => nodeAt(vm, self, index).value,
    'indexOfKey(Ljava/lang/Object;)I': indexOf,
    'removeAt(I)Ljava/lang/Object;': (vm, self: Table, index: number) =>
      vm.call(self, 'remove(Ljava/lang/Object;)Ljava/lang/Object;', nodeAt(vm, self, index).key),
    'setValueAt(ILjava/lang/Object;)Ljava/lang/Object;': (
      vm,
      self: Table,
      index: number,
      value: HeapObject | null,
    ) => {
      const node = nodeAt(vm, self, index);
      const before = node.value;
      node.value = value;
      return before;
    },
    'ensureCapacity(I)V': () => undefined,
  },
});

export const arraySet = defineClass({
  name: 'android/util/ArraySet',
  super: 'java/util/HashSet',
  labels: 'container',
  methods: {
    '<init>()V': init('java/util/HashSet', '()V'),
    '<init>(I)V': init('java/util/HashSet', '(I)V'),
    '<init>(Landroid/util/ArraySet;)V': init('java/util/HashSet', '(set)V'),
    '<init>(Ljava/util/Collection;)V': init('java/util/HashSet', '(set)V'),
    'valueAt(I)Ljava/lang/Object;': (vm, self: Table, index: number) => nodeAt(vm, self, index).key,
    'indexOf(Ljava/lang/Object;)I': indexOf,
    'removeAt(I)Ljava/lang/Object;': function* (vm, self: Table, index: number) {
      const { key } = nodeAt(vm, self, index);
      yield* vm.call(self, 'remove(Ljava/lang/Object;)Z', key);
      return key;
    },
  },
});
