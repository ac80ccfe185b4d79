import { defineClass, JavaObject } from '../../../machine/index.ts';
import type { HeapObject, JavaArray, JavaClass, Machine, MethodTypePeer } from '../../../machine/index.ts';
import { parameterTypes, refsOf, returnType } from '../../../machine/index.ts';
import { required } from '../../io/support.ts';
import { methods } from '../../signature.ts';
import { newArrayList } from '../../util/array-list.ts';
import { itemsOf } from '../../util/iterate.ts';
import { classArray } from '../reflect/members.ts';

export type ClassObject = JavaObject<JavaClass>;
export type MethodType = JavaObject<MethodTypePeer>;

const M = 'java/lang/invoke/MethodType';

/** A MethodType of a descriptor whose names the app's code can see. */
export function typeOf(vm: Machine, descriptor: string): MethodType {
  const made = vm.newObject<MethodTypePeer>(M);
  made.peer = { descriptor, space: vm.appLoader };
  return made;
}

export function descriptorOfClass(vm: Machine, cls: HeapObject | null): string {
  return (required(vm, cls) as ClassObject).peer.descriptor;
}

function ofClasses(
  vm: Machine,
  returns: HeapObject | null,
  parameters: readonly (HeapObject | null)[],
): MethodType {
  const inside = parameters.map((cls) => descriptorOfClass(vm, cls)).join('');
  return typeOf(vm, `(${inside})${descriptorOfClass(vm, returns)}`);
}

function classesOf(vm: Machine, { descriptor, space }: MethodTypePeer): JavaClass[] {
  return parameterTypes(descriptor).map((type) => vm.requireClass(type, space));
}

function withTypes(vm: Machine, self: MethodType, change: (types: string[]) => void): MethodType {
  const types = parameterTypes(self.peer.descriptor);
  change(types);
  return typeOf(vm, `(${types.join('')})${returnType(self.peer.descriptor)}`);
}

export const methodType = defineClass({
  name: M,
  interfaces: ['java/io/Serializable'],
  flags: 'final',
  methods: methods({
    [`static ${M} methodType(Class)`]: (vm, returns: ClassObject | null) => ofClasses(vm, returns, []),
    [`static ${M} methodType(Class, Class)`]: (vm, returns: ClassObject | null, only: ClassObject | null) =>
      ofClasses(vm, returns, [only]),
    [`static ${M} methodType(Class, Class, Class[])`]: (
      vm,
      returns: ClassObject | null,
      first: ClassObject | null,
      rest: JavaArray | null,
    ) => ofClasses(vm, returns, [first, ...refsOf(required(vm, rest))]),
    [`static ${M} methodType(Class, Class[])`]: (vm, returns: ClassObject | null, all: JavaArray | null) =>
      ofClasses(vm, returns, refsOf(required(vm, all))),
    [`static ${M} methodType(Class, List)`]: function* (
      vm,
      returns: ClassObject | null,
      all: HeapObject | null,
    ) {
      return ofClasses(vm, returns, yield* itemsOf(vm, all));
    },
    [`static ${M} methodType(Class, ${M})`]: (vm, returns: ClassObject | null, like: MethodType | null) =>
      typeOf(
        vm,
        `(${parameterTypes(required(vm, like).peer.descriptor).join('')})${descriptorOfClass(vm, returns)}`,
      ),
    [`static ${M} genericMethodType(int)`]: (vm, count: number) =>
      typeOf(vm, `(${'Ljava/lang/Object;'.repeat(count)})Ljava/lang/Object;`),
    'Class returnType()': (vm, self: MethodType) =>
      vm.classObject(vm.requireClass(returnType(self.peer.descriptor), self.peer.space)),
    'int parameterCount()': (_vm, self: MethodType) => parameterTypes(self.peer.descriptor).length,
    'Class parameterType(int)': (vm, self: MethodType, index: number) => {
      const type = parameterTypes(self.peer.descriptor)[index];
      return type === undefined
        ? vm.throwNew('java/lang/IndexOutOfBoundsException', String(index))
        : vm.classObject(vm.requireClass(type, self.peer.space));
    },
    'Class[] parameterArray()': (vm, self: MethodType) => classArray(vm, classesOf(vm, self.peer)),
    'List parameterList()': (vm, self: MethodType) =>
      newArrayList(
        vm,
        classesOf(vm, self.peer).map((cls) => vm.classObject(cls)),
      ),
    [`${M} changeReturnType(Class)`]: (vm, self: MethodType, to: ClassObject | null) =>
      typeOf(vm, `(${parameterTypes(self.peer.descriptor).join('')})${descriptorOfClass(vm, to)}`),
    [`${M} changeParameterType(int, Class)`]: (vm, self: MethodType, index: number, to: ClassObject | null) =>
      withTypes(vm, self, (types) => (types[index] = descriptorOfClass(vm, to))),
    [`${M} dropParameterTypes(int, int)`]: (vm, self: MethodType, from: number, to: number) =>
      withTypes(vm, self, (types) => types.splice(from, to - from)),
    [`${M} insertParameterTypes(int, Class[])`]: (vm, self: MethodType, at: number, more: JavaArray | null) =>
      withTypes(vm, self, (types) =>
        types.splice(at, 0, ...refsOf(required(vm, more)).map((cls) => descriptorOfClass(vm, cls))),
      ),
    'String toMethodDescriptorString()': (_vm, self: MethodType) => self.peer.descriptor,
    'String descriptorString()': (_vm, self: MethodType) => self.peer.descriptor,
    'String toString()': (vm, self: MethodType) => {
      const name = (type: string): string => {
        const text = vm.requireClass(type, self.peer.space).javaName;
        const dimensions = /^\[+/.exec(type)?.[0].length ?? 0;
        const plain =
          dimensions === 0 ? text : vm.requireClass(type.slice(dimensions), self.peer.space).javaName;
        return plain.slice(plain.lastIndexOf('.') + 1).replace(/^.*\$/, '') + '[]'.repeat(dimensions);
      };
      return `(${parameterTypes(self.peer.descriptor).map(name).join(',')})${name(returnType(self.peer.descriptor))}`;
    },
    'boolean equals(Object)': (_vm, self: MethodType, other: HeapObject | null) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      (other as MethodType).peer.descriptor === self.peer.descriptor,
    'int hashCode()': (_vm, self: MethodType) => {
      let hash = 0;
      for (let i = 0; i < self.peer.descriptor.length; i++)
        hash = (Math.imul(31, hash) + self.peer.descriptor.charCodeAt(i)) | 0;
      return hash;
    },
  }),
});
