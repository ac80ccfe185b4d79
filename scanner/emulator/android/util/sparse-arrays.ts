import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaValue, Machine } from '../../machine/index.ts';

type Key = number | bigint;
/** Keys ascending, values beside them. */
type Entries = { keys: Key[]; values: JavaValue[] };
type Sparse = JavaObject<Entries>;

/** Where the key is, or would be: then as -1 minus the place. */
function search(keys: readonly Key[], key: Key): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = keys[middle] ?? 0;
    if (at < key) low = middle + 1;
    else if (at > key) high = middle - 1;
    else return middle;
  }
  return -1 - low;
}

function put(self: Sparse, key: Key, value: JavaValue): void {
  const { keys, values } = self.peer;
  const at = search(keys, key);
  if (at >= 0) values[at] = value;
  else {
    keys.splice(-1 - at, 0, key);
    values.splice(-1 - at, 0, value);
  }
}

function removeAt(self: Sparse, index: number, count = 1): void {
  self.peer.keys.splice(index, count);
  self.peer.values.splice(index, count);
}

function outOf(vm: Machine, index: number): never {
  return vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', String(index));
}

/** A sorted map from int or long to values of one type: SparseArray and its kin. */
function sparseClass(name: string, keyType: 'I' | 'J', valueType: string, missing: JavaValue): ClassModel {
  const isObject = valueType.length > 1;
  const get = (_vm: Machine, self: Sparse, key: Key, fallback: JavaValue = missing): JavaValue => {
    const at = search(self.peer.keys, key);
    return at >= 0 ? self.peer.values[at] : fallback;
  };
  const remove = (_vm: Machine, self: Sparse, key: Key): void => {
    const at = search(self.peer.keys, key);
    if (at >= 0) removeAt(self, at);
  };
  const start = (_vm: Machine, self: Sparse): void => {
    self.peer = { keys: [], values: [] };
  };
  return defineClass({
    name,
    interfaces: ['java/lang/Cloneable'],
    labels: 'container',
    methods: {
      '<init>()V': start,
      '<init>(I)V': start,
      [`get(${keyType})${valueType}`]: get,
      [`get(${keyType}${valueType})${valueType}`]: get,
      [`put(${keyType}${valueType})V`]: (_vm, self: Sparse, key: Key, value: JavaValue) =>
        put(self, key, value),
      [`set(${keyType}${valueType})V`]: (_vm, self: Sparse, key: Key, value: JavaValue) =>
        put(self, key, value),
      [`append(${keyType}${valueType})V`]: (_vm, self: Sparse, key: Key, value: JavaValue) =>
        put(self, key, value),
      [`delete(${keyType})V`]: remove,
      [`remove(${keyType})V`]: remove,
      [`contains(${keyType})Z`]: (_vm, self: Sparse, key: Key) => search(self.peer.keys, key) >= 0,
      'removeAt(I)V': (_vm, self: Sparse, index: number) => removeAt(self, index),
      'removeAtRange(II)V': (_vm, self: Sparse, index: number, count: number) => removeAt(self, index, count),
      'size()I': (_vm, self: Sparse) => self.peer.keys.length,
      [`keyAt(I)${keyType}`]: (vm, self: Sparse, index: number) => self.peer.keys[index] ?? outOf(vm, index),
      [`valueAt(I)${valueType}`]: (vm, self: Sparse, index: number) =>
        index < 0 || index >= self.peer.keys.length ? outOf(vm, index) : self.peer.values[index],
      [`setValueAt(I${valueType})V`]: (vm, self: Sparse, index: number, value: JavaValue) => {
        if (index < 0 || index >= self.peer.keys.length) outOf(vm, index);
        self.peer.values[index] = value;
      },
      [`indexOfKey(${keyType})I`]: (_vm, self: Sparse, key: Key) => search(self.peer.keys, key),
      [`indexOfValue(${valueType})I`]: (_vm, self: Sparse, value: JavaValue) =>
        self.peer.values.indexOf(value),
      'clear()V': (_vm, self: Sparse) => {
        self.peer.keys = [];
        self.peer.values = [];
      },
      [`clone()L${name};`]: (vm, self: Sparse) => {
        const copy = vm.newObject<Entries>(name);
        copy.peer = { keys: [...self.peer.keys], values: [...self.peer.values] };
        return copy;
      },
      'toString()Ljava/lang/String;': function* (vm, self: Sparse) {
        const parts: string[] = [];
        for (const [index, key] of self.peer.keys.entries()) {
          const value = self.peer.values[index];
          const isReference = isObject && typeof value === 'object';
          parts.push(`${key}=${isReference ? yield* vm.textOf(value) : String(value)}`);
        }
        return `{${parts.join(', ')}}`;
      },
    },
  });
}

const object = 'Ljava/lang/Object;';

export const sparseArrays = [
  sparseClass('android/util/SparseArray', 'I', object, null),
  sparseClass('android/util/SparseIntArray', 'I', 'I', 0),
  sparseClass('android/util/SparseBooleanArray', 'I', 'Z', false),
  sparseClass('android/util/SparseLongArray', 'I', 'J', 0n),
  sparseClass('android/util/LongSparseArray', 'J', object, null),
];
