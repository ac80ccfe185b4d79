import { ACCESS } from '../../../dex/index.ts';
import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaClass, JavaString, Machine, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';

type EnumPeer = { name: JavaString | string; ordinal: number };
type Enum = JavaObject<EnumPeer>;

/** Position of an enum constant; undefined for other objects. */
export function ordinalOf(object: JavaObject): number | undefined {
  const { peer } = object;
  return typeof peer === 'object' && peer !== null && 'ordinal' in peer
    ? (object as Enum).peer.ordinal
    : undefined;
}

export function enumName(object: JavaObject): string {
  const { name } = (object as Enum).peer;
  return typeof name === 'string' ? name : name.value;
}

/** A constant of a modelled enum, for its static field. */
export function newEnumConstant(vm: Machine, type: string, name: string, ordinal: number): JavaObject {
  const made = vm.newObject<EnumPeer>(type);
  made.peer = { name, ordinal };
  return made;
}

/** All constants of an enum class in order; its initialiser is run first. Empty for other classes. */
export function* enumConstants(vm: Machine, cls: JavaClass): Steps<JavaObject[]> {
  yield* vm.initClass(cls);
  const constants: JavaObject[] = [];
  for (const [key, field] of cls.fields) {
    if (!field.isStatic || (field.flags & ACCESS.enum) === 0) continue;
    const value = vm.getStatic(cls, key);
    if (value instanceof JavaObject) constants.push(value);
  }
  return constants.sort((a, b) => (ordinalOf(a) ?? 0) - (ordinalOf(b) ?? 0));
}

/** Enum.valueOf. */
export function* enumValueOf(vm: Machine, cls: JavaClass, name: string): Steps<JavaObject> {
  for (const constant of yield* enumConstants(vm, cls)) if (enumName(constant) === name) return constant;
  return vm.throwNew(
    'java/lang/IllegalArgumentException',
    `No enum constant ${cls.javaName.replaceAll('$', '.')}.${name}`,
  );
}

/** The class that declares a constant, also where the constant has a body of its own. */
function declaringClass(object: HeapObject): JavaClass {
  const { superclass } = object.cls;
  return superclass === null || superclass.name === 'java/lang/Enum' ? object.cls : superclass;
}

export const enumClass = defineClass({
  name: 'java/lang/Enum',
  flags: 'abstract',
  interfaces: ['java/lang/Comparable', 'java/io/Serializable'],
  labels: 'container',
  methods: methods({
    'protected new(String, int)': (_vm, self: Enum, name: JavaString, ordinal: number) => {
      self.peer = { name, ordinal };
    },
    'final String name()': (_vm, self: Enum) => self.peer.name,
    'final int ordinal()': (_vm, self: Enum) => self.peer.ordinal,
    'String toString()': (_vm, self: Enum) => self.peer.name,
    'final boolean equals(Object)': (_vm, self: Enum, other: HeapObject | null) => self === other,
    'final int hashCode()': (vm, self: Enum) => vm.identityHash(self),
    'final int compareTo(Enum)': (vm, self: Enum, other: Enum) => {
      if (declaringClass(self) !== declaringClass(other)) vm.throwNew('java/lang/ClassCastException');
      return self.peer.ordinal - other.peer.ordinal;
    },
    'int compareTo(Object)': (vm, self: Enum, other: Enum) =>
      vm.call(self, 'compareTo(Ljava/lang/Enum;)I', other),
    'final Class getDeclaringClass()': (vm, self: Enum) => vm.classObject(declaringClass(self)),
    'static Enum valueOf(Class, String)': function* (
      vm: Machine,
      type: JavaObject<JavaClass>,
      name: JavaString | null,
    ) {
      if (name === null) return vm.throwNew('java/lang/NullPointerException', 'Name is null');
      return yield* enumValueOf(vm, type.peer, name.value);
    },
  }),
});

/** A modelled enum: its constants, `values` and `valueOf`. */
export function modelEnum(
  name: string,
  constants: readonly string[],
  more: Partial<ClassModel> = {},
): ClassModel {
  const type = `L${name};`;
  return defineClass({
    name,
    super: 'java/lang/Enum',
    flags: 'final enum',
    labels: 'container',
    ...more,
    fields: Object.fromEntries(
      constants.map((constant, ordinal) => [
        `static final enum ${constant}:${type}`,
        (vm: Machine) => newEnumConstant(vm, name, constant, ordinal),
      ]),
    ),
    methods: {
      [`static values()[${type}`]: function* (vm: Machine) {
        return vm.arrayOf(`[${type}`, yield* enumConstants(vm, vm.classes.platformClass(name)));
      },
      [`static valueOf(Ljava/lang/String;)${type}`]: (vm: Machine, constant: JavaString | null) =>
        enumValueOf(vm, vm.classes.platformClass(name), vm.text(constant)),
      ...more.methods,
    },
  });
}
