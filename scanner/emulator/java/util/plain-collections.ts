import { defineClass, type JavaObject } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaClass, Machine, NativeMethod } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { newWalk } from './array-list.ts';
import { ItemsPeer } from './iterate.ts';
import type { Ref } from './equality.ts';

type Self = JavaObject<ItemsPeer>;

const reads: Record<string, NativeMethod> = {
  'int size()': (_vm, self: Self) => self.peer.items.length,
  'Iterator iterator()': (vm, self: Self) => newWalk(vm, self.peer.items),
};

function listClass(name: string): ClassModel {
  return defineClass({
    name: `java/util/Collections$${name}`,
    super: 'java/util/AbstractList',
    interfaces: ['java/util/RandomAccess', 'java/io/Serializable'],
    labels: 'container',
    methods: methods({
      ...reads,
      'Object get(int)': (vm, self: Self, index: number) => {
        const size = self.peer.items.length;
        if (index < 0 || index >= size)
          vm.throwNew('java/lang/IndexOutOfBoundsException', `Index: ${index}, Size: ${size}`);
        return self.peer.items[index] ?? null;
      },
    }),
  });
}

function setClass(name: string): ClassModel {
  return defineClass({
    name: `java/util/Collections$${name}`,
    super: 'java/util/AbstractSet',
    interfaces: ['java/io/Serializable'],
    labels: 'container',
    methods: methods(reads),
  });
}

/** A collection of fixed elements that refuses changes only where it would have to make one. */
export function newPlain(
  vm: Machine,
  name: 'EmptyList' | 'EmptySet' | 'SingletonList' | 'SingletonSet' | 'CopiesList',
  items: readonly Ref[],
): Ref {
  const made = vm.newObject<ItemsPeer>(`java/util/Collections$${name}`);
  made.peer = new ItemsPeer([...items]);
  return made;
}

type Checked = JavaObject<HeapObject>;

/** The type that a checked collection takes, beside the collection that it guards. */
const types = new WeakMap<HeapObject, JavaClass>();

/** Collections.checkedList and kin: the collection itself, seen through a type check on what is put in. */
export function newChecked(vm: Machine, name: string, inner: Ref, type: JavaObject<JavaClass> | null): Ref {
  if (inner === null || type === null) return vm.throwNew('java/lang/NullPointerException');
  const made = vm.newObject<HeapObject>(`java/util/Collections$${name}`);
  made.peer = inner;
  types.set(made, type.peer);
  return made;
}

/** Throws Java's ClassCastException for an element of another type. */
export function checkElement(vm: Machine, self: Checked, item: Ref): void {
  const type = types.get(self);
  if (item !== null && type !== undefined && !item.cls.isSubclassOf(type))
    vm.throwNew(
      'java/lang/ClassCastException',
      `Attempt to insert ${item.cls.javaName} element into collection with element type ${type.javaName}`,
    );
}

/** What Collections gives for no, one or repeated elements. */
export const plainCollections: readonly ClassModel[] = [
  ...['EmptyList', 'SingletonList', 'CopiesList'].map(listClass),
  ...['EmptySet', 'SingletonSet'].map(setClass),
];
