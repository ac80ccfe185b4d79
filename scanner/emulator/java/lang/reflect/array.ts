import {
  adapt,
  box,
  bytesOf,
  defineClass,
  doublesOf,
  floatsOf,
  intsOf,
  JavaArray,
  longsOf,
  refsOf,
} from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaClass,
  JavaObject,
  JavaValue,
  Machine,
  NativeMethod,
} from '../../../machine/index.ts';
import { toPrimitive } from './members.ts';
import { methods } from '../../signature.ts';

type Ref = HeapObject | null;

/** Kind letter of an array's elements. */
export function elementKind(array: JavaArray): string {
  const descriptor = array.cls.element?.descriptor ?? 'L';
  return descriptor.length > 1 ? 'L' : descriptor;
}

/** An element in model form; the index must be good. */
export function getElement(array: JavaArray, index: number): JavaValue {
  switch (elementKind(array)) {
    case 'L':
      return refsOf(array)[index] ?? null;
    case 'J':
      return longsOf(array)[index];
    case 'D':
      return doublesOf(array)[index];
    case 'F':
      return floatsOf(array)[index];
    case 'Z':
      return bytesOf(array)[index] !== 0;
    default:
      return array.data[index] as number;
  }
}

/** Stores an element given in model form; the index must be good. */
export function setElement(array: JavaArray, index: number, value: JavaValue): void {
  switch (elementKind(array)) {
    case 'L':
      refsOf(array)[index] = value as Ref;
      return;
    case 'J':
      longsOf(array)[index] = BigInt(value as number | bigint);
      return;
    case 'D':
      doublesOf(array)[index] = Number(value);
      return;
    case 'F':
      floatsOf(array)[index] = Number(value);
      return;
    default:
      array.data[index] = Number(value);
  }
}

function arrayAt(vm: Machine, array: Ref, index: number): JavaArray {
  if (array === null) return vm.throwNew('java/lang/NullPointerException');
  if (!(array instanceof JavaArray))
    return vm.throwNew('java/lang/IllegalArgumentException', `Not an array: ${array.cls.javaName}`);
  if (index < 0 || index >= array.length)
    vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `length=${array.length}; index=${index}`);
  return array;
}

function nested(vm: Machine, element: JavaClass, sizes: readonly number[]): JavaArray {
  let cls = element;
  for (let i = 0; i < sizes.length; i++) cls = vm.classes.arrayOf(cls);
  const array = vm.allocateArray(cls, sizes[0] ?? 0);
  if (sizes.length > 1)
    for (let i = 0; i < array.length; i++) refsOf(array)[i] = nested(vm, element, sizes.slice(1));
  return array;
}

const KINDS: readonly (readonly [kind: string, type: string, word: string])[] = [
  ['Z', 'boolean', 'Boolean'],
  ['B', 'byte', 'Byte'],
  ['S', 'short', 'Short'],
  ['C', 'char', 'Char'],
  ['I', 'int', 'Int'],
  ['J', 'long', 'Long'],
  ['F', 'float', 'Float'],
  ['D', 'double', 'Double'],
];

const typed: Record<string, NativeMethod> = {};
for (const [kind, type, word] of KINDS) {
  typed[`static ${type} get${word}(Object, int)`] = (vm: Machine, array: Ref, index: number) => {
    const from = arrayAt(vm, array, index);
    return adapt(vm, getElement(from, index), elementKind(from), kind);
  };
  typed[`static void set${word}(Object, int, ${type})`] = (
    vm: Machine,
    array: Ref,
    index: number,
    value: JavaValue,
  ) => {
    const to = arrayAt(vm, array, index);
    setElement(to, index, adapt(vm, value, kind, elementKind(to)));
  };
}

export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/lang/reflect/Array',
    flags: 'final',
    methods: methods({
      ...typed,
      'static Object newInstance(Class, int)': (vm, type: JavaObject<JavaClass> | null, length: number) => {
        if (type === null) return vm.throwNew('java/lang/NullPointerException');
        if (type.peer.descriptor === 'V') vm.throwNew('java/lang/IllegalArgumentException', 'void array');
        return vm.allocateArray(vm.classes.arrayOf(type.peer), length);
      },
      'static Object newInstance(Class, int[])': (vm, type: JavaObject<JavaClass>, sizes: JavaArray) => {
        const all = [...intsOf(sizes)];
        if (all.length === 0) vm.throwNew('java/lang/IllegalArgumentException', 'Empty dimensions array');
        if (all.some((size) => size < 0)) vm.throwNew('java/lang/NegativeArraySizeException');
        return nested(vm, type.peer, all);
      },
      'static int getLength(Object)': (vm, array: Ref) => {
        if (array === null) return vm.throwNew('java/lang/NullPointerException');
        if (array instanceof JavaArray) return array.length;
        return vm.throwNew('java/lang/IllegalArgumentException', `Not an array: ${array.cls.javaName}`);
      },
      'static Object get(Object, int)': (vm, array: Ref, index: number) => {
        const from = arrayAt(vm, array, index);
        const kind = elementKind(from);
        const value = getElement(from, index);
        return kind === 'L' ? value : box(vm, kind, value);
      },
      'static void set(Object, int, Object)': (vm, array: Ref, index: number, value: Ref) => {
        const to = arrayAt(vm, array, index);
        const kind = elementKind(to);
        if (kind !== 'L') {
          if (value === null) return vm.throwNew('java/lang/NullPointerException');
          setElement(to, index, toPrimitive(vm, value, kind, 'argument'));
          return;
        }
        const { element } = to.cls;
        if (value !== null && element !== null && !vm.isUnknown(value) && !value.cls.isSubclassOf(element))
          vm.throwNew('java/lang/IllegalArgumentException', `${value.cls.javaName} in ${to.cls.javaName}`);
        setElement(to, index, value);
      },
    }),
  }),
];
