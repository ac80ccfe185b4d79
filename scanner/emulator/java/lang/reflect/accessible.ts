import { ACCESS } from '../../../../dex/index.ts';
import { defineClass, JavaObject, parameterTypes, refsOf, returnType } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaClass,
  JavaValue,
  Machine,
  Method,
  NativeMethod,
  Steps,
} from '../../../machine/index.ts';
import { fromSlots } from '../../../machine/marshal.ts';
import { methods } from '../../signature.ts';
import { throwableClass } from '../throwable.ts';
import { annotationArray, annotationsByType, findAnnotation } from './annotations.ts';
import { exceptionTypes } from './exception-types.ts';
import { findGenericField, findGenericMethod, MEMBER_FLAGS, typeParametersOf } from './generic-types.ts';
import {
  boxWithLabel,
  checkAccess,
  classArray,
  classOf,
  invokeReflected,
  parameterClasses,
  throughReflection,
  toPrimitive,
  unpackArguments,
} from './members.ts';
import type { FieldObject, MethodObject } from './members.ts';

type Ref = HeapObject | null;
type Member = MethodObject | FieldObject;
type ClassObject = JavaObject<JavaClass>;

function isMethod(member: Member): member is MethodObject {
  return 'method' in member.peer;
}

function flagsOf(member: Member): number {
  return isMethod(member) ? member.peer.method.flags : (member as FieldObject).peer.field.flags;
}

function ownerOf(member: Member): JavaClass {
  return isMethod(member) ? member.peer.method.owner : (member as FieldObject).peer.field.owner;
}

function annotationsOf(member: Member) {
  const directory = ownerOf(member).dexClass?.annotations;
  if (isMethod(member)) {
    const { dexMethod } = member.peer.method;
    return dexMethod === null ? [] : (directory?.onMethods.get(dexMethod.index) ?? []);
  }
  return directory?.onFields.get((member as FieldObject).peer.field.dexIndex) ?? [];
}

const accessibleObject = defineClass({
  name: 'java/lang/reflect/AccessibleObject',
  interfaces: ['java/lang/reflect/AnnotatedElement'],
  labels: 'container',
  methods: methods({
    'void setAccessible(boolean)': (_vm, self: Member, accessible: boolean) => {
      self.peer.accessible = accessible;
    },
    'boolean isAccessible()': (_vm, self: Member) => self.peer.accessible,
    'static void setAccessible(AccessibleObject[], boolean)': (
      _vm,
      members: JavaArray,
      accessible: boolean,
    ) => {
      for (const member of refsOf(members) as (Member | null)[])
        if (member !== null) member.peer.accessible = accessible;
    },
    'boolean trySetAccessible()': (_vm, self: Member) => {
      self.peer.accessible = true;
      return true;
    },
    'Annotation getAnnotation(Class)': (vm, self: Member, type: ClassObject) =>
      findAnnotation(vm, ownerOf(self), annotationsOf(self), type.peer),
    'boolean isAnnotationPresent(Class)': (vm, self: Member, type: ClassObject) =>
      findAnnotation(vm, ownerOf(self), annotationsOf(self), type.peer) !== null,
    'Annotation[] getAnnotationsByType(Class)': (vm, self: Member, type: ClassObject) =>
      annotationsByType(vm, ownerOf(self), annotationsOf(self), type.peer),
    'Annotation getDeclaredAnnotation(Class)': (vm, self: Member, type: ClassObject) =>
      findAnnotation(vm, ownerOf(self), annotationsOf(self), type.peer),
    'Annotation[] getAnnotations()': (vm, self: Member) =>
      annotationArray(vm, ownerOf(self), annotationsOf(self)),
    'Annotation[] getDeclaredAnnotations()': (vm, self: Member) =>
      annotationArray(vm, ownerOf(self), annotationsOf(self)),
    'Class getDeclaringClass()': (vm, self: Member) => vm.classObject(ownerOf(self)),
    'int getModifiers()': (_vm, self: Member) => flagsOf(self) & MEMBER_FLAGS,
    'boolean isSynthetic()': (_vm, self: Member) => (flagsOf(self) & ACCESS.synthetic) !== 0,
    'boolean equals(Object)': (_vm, self: Member, other: Ref) => {
      if (!(other instanceof JavaObject) || other.cls !== self.cls) return false;
      const theirs = other as Member;
      return isMethod(self)
        ? isMethod(theirs) && theirs.peer.method === self.peer.method
        : (theirs as FieldObject).peer.field === (self as FieldObject).peer.field;
    },
    'int hashCode()': (vm, self: Member) =>
      vm.identityHash(vm.classObject(ownerOf(self))) ^
      [...(isMethod(self) ? self.peer.method.selector : (self as FieldObject).peer.field.name)].reduce(
        (hash, char) => (Math.imul(31, hash) + char.charCodeAt(0)) | 0,
        0,
      ),
  }),
});

/** Modifiers as reflection prints them. */
export function modifierText(flags: number): string {
  const words: [number, string][] = [
    [ACCESS.public, 'public'],
    [ACCESS.protected, 'protected'],
    [ACCESS.private, 'private'],
    [ACCESS.abstract, 'abstract'],
    [ACCESS.static, 'static'],
    [ACCESS.final, 'final'],
    [ACCESS.transient, 'transient'],
    [ACCESS.volatile, 'volatile'],
    [ACCESS.synchronized, 'synchronized'],
    [ACCESS.native, 'native'],
    [ACCESS.strict, 'strictfp'],
    [ACCESS.interface, 'interface'],
  ];
  return words
    .filter(([flag]) => (flags & flag) !== 0)
    .map(([, word]) => word)
    .join(' ');
}

const METHOD_FLAGS = 0xd3f;

function typeText(cls: JavaClass): string {
  return cls.element === null ? cls.javaName : `${typeText(cls.element)}[]`;
}

function methodText(vm: Machine, { peer: { method } }: MethodObject): string {
  const modifiers = modifierText(method.flags & METHOD_FLAGS);
  const types = parameterClasses(vm, method).map(typeText).join(',');
  const thrown = exceptionTypes(vm, method).map(typeText).join(',');
  const result =
    method.name === '<init>' ? '' : `${typeText(classOf(vm, method.owner, returnType(method.descriptor)))} `;
  const name = method.name === '<init>' ? method.owner.javaName : `${method.owner.javaName}.${method.name}`;
  return `${modifiers === '' ? '' : `${modifiers} `}${result}${name}(${types})${thrown === '' ? '' : ` throws ${thrown}`}`;
}

const ofBoth: Readonly<Record<string, NativeMethod>> = {
  'Class[] getParameterTypes()': (vm, self: MethodObject) =>
    classArray(vm, parameterClasses(vm, self.peer.method)),
  'int getParameterCount()': (_vm, self: MethodObject) => parameterTypes(self.peer.method.descriptor).length,
  'Class[] getExceptionTypes()': (vm, self: MethodObject) =>
    classArray(vm, exceptionTypes(vm, self.peer.method)),
  'boolean isVarArgs()': (_vm, self: MethodObject) => (self.peer.method.flags & ACCESS.varargs) !== 0,
  'Type[] getGenericParameterTypes()': (vm, self: MethodObject) =>
    vm.arrayOf(
      '[Ljava/lang/reflect/Type;',
      findGenericMethod(vm, self.peer.method)?.parameters ??
        parameterClasses(vm, self.peer.method).map((cls) => vm.classObject(cls)),
    ),
  'TypeVariable[] getTypeParameters()': (vm, self: MethodObject) => typeParametersOf(vm, self.peer.method),
  'java/lang/annotation/Annotation[][] getParameterAnnotations()': (vm, self: MethodObject) => {
    const { method } = self.peer;
    const lists =
      method.dexMethod === null
        ? undefined
        : method.owner.dexClass?.annotations.onParameters.get(method.dexMethod.index);
    return vm.arrayOf(
      '[[Ljava/lang/annotation/Annotation;',
      parameterTypes(method.descriptor).map((_type, i) =>
        annotationArray(vm, method.owner, lists?.[i] ?? []),
      ),
    );
  },
  'String toString()': (vm, self: MethodObject) => methodText(vm, self),
  'String toGenericString()': (vm, self: MethodObject) => methodText(vm, self),
};

const methodClass = defineClass({
  name: 'java/lang/reflect/Method',
  super: 'java/lang/reflect/Executable',
  flags: 'final',
  labels: 'container',
  methods: methods({
    ...ofBoth,
    'String getName()': (vm, self: MethodObject) => vm.intern(self.peer.method.name),
    'Class getReturnType()': (vm, self: MethodObject) =>
      vm.classObject(classOf(vm, self.peer.method.owner, returnType(self.peer.method.descriptor))),
    'Type getGenericReturnType()': (vm, self: MethodObject) =>
      findGenericMethod(vm, self.peer.method)?.result ??
      vm.classObject(classOf(vm, self.peer.method.owner, returnType(self.peer.method.descriptor))),
    'boolean isBridge()': (_vm, self: MethodObject) => (self.peer.method.flags & ACCESS.bridge) !== 0,
    'boolean isDefault()': (_vm, { peer: { method } }: MethodObject) =>
      method.owner.isInterface && !method.isAbstract && !method.isStatic,
    'Object invoke(Object, Object[])': (vm, self: MethodObject, receiver: Ref, args: JavaArray | null) => {
      checkAccess(vm, self.peer.method, self.peer.accessible);
      return invokeReflected(vm, self.peer.method, receiver, args);
    },
  }),
});

function* construct(vm: Machine, method: Method, args: JavaArray | null): Steps<Ref> {
  if (method.owner.isAbstract) vm.throwNew('java/lang/InstantiationException', method.owner.javaName);
  if (method.owner.superclass?.name === 'java/lang/Enum')
    vm.throwNew('java/lang/IllegalArgumentException', 'Cannot reflectively create enum objects');
  const values = unpackArguments(vm, method, args);
  return yield* throughReflection(vm, vm.construct<HeapObject>(method.owner, method.descriptor, ...values));
}

const constructor = defineClass({
  name: 'java/lang/reflect/Constructor',
  super: 'java/lang/reflect/Executable',
  flags: 'final',
  labels: 'container',
  methods: methods({
    ...ofBoth,
    'String getName()': (_vm, self: MethodObject) => self.peer.method.owner.javaName,
    'Object newInstance(Object[])': (vm, self: MethodObject, args: JavaArray | null) => {
      checkAccess(vm, self.peer.method, self.peer.accessible);
      return construct(vm, self.peer.method, args);
    },
  }),
});

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

/** What may be read of a field of `from` as a `to` without loss: the order of widening. */
const WIDER: Readonly<Record<string, string>> = {
  B: 'BSIJFD',
  S: 'SIJFD',
  C: 'CIJFD',
  I: 'IJFD',
  J: 'JFD',
  F: 'FD',
  D: 'D',
  Z: 'Z',
};

function* holderOf(vm: Machine, self: FieldObject, receiver: Ref): Steps<JavaObject | JavaClass> {
  const { field } = self.peer;
  if (field.isStatic) {
    yield* vm.initClass(field.owner);
    return field.owner;
  }
  if (receiver === null) return vm.throwNew('java/lang/NullPointerException');
  if (!(receiver instanceof JavaObject) || !receiver.cls.isSubclassOf(field.owner))
    return vm.throwNew(
      'java/lang/IllegalArgumentException',
      `Expected receiver of type ${field.owner.javaName}, but got ${receiver.cls.javaName}`,
    );
  return receiver;
}

function* readField(
  vm: Machine,
  self: FieldObject,
  receiver: Ref,
): Steps<{ value: JavaValue; label: number }> {
  const { field } = self.peer;
  const holder = yield* holderOf(vm, self, receiver);
  if (!(holder instanceof JavaObject))
    return {
      value: vm.getStatic(holder, `${field.name}:${field.type}`),
      label: holder.staticShadow?.[field.slot] ?? 0,
    };
  const value = fromSlots(field.isReference ? 'L' : field.type, holder.slots, field.slot);
  return { value, label: holder.extra?.shadow?.[field.slot] ?? 0 };
}

function* writeField(vm: Machine, self: FieldObject, receiver: Ref, value: JavaValue): Steps<void> {
  const { field } = self.peer;
  const holder = yield* holderOf(vm, self, receiver);
  if ((field.flags & ACCESS.final) !== 0 && (field.isStatic || !self.peer.accessible))
    vm.throwNew(
      'java/lang/IllegalAccessException',
      `Cannot set final field ${field.owner.javaName}.${field.name}`,
    );
  const key = `${field.name}:${field.type}`;
  if (holder instanceof JavaObject) vm.setField(holder, key, value);
  else vm.setStatic(holder, key, value);
}

const typedAccess: Record<string, NativeMethod> = {};
for (const [kind, type, word] of KINDS) {
  typedAccess[`${type} get${word}(Object)`] = function* (vm: Machine, self: FieldObject, receiver: Ref) {
    const from = self.peer.field.type;
    if (WIDER[from]?.includes(kind) !== true)
      vm.throwNew(
        'java/lang/IllegalArgumentException',
        `Not a primitive field of type ${type}: ${self.peer.field.name}`,
      );
    const { value } = yield* readField(vm, self, receiver);
    return kind === 'J' ? BigInt(value as number | bigint) : from === 'J' ? Number(value) : value;
  };
  typedAccess[`void set${word}(Object, ${type})`] = function* (
    vm: Machine,
    self: FieldObject,
    receiver: Ref,
    value: JavaValue,
  ) {
    const to = self.peer.field.type;
    if (WIDER[kind]?.includes(to) !== true)
      vm.throwNew('java/lang/IllegalArgumentException', `Not a field for ${type}: ${self.peer.field.name}`);
    yield* writeField(
      vm,
      self,
      receiver,
      to === 'J' ? BigInt(value as number | bigint) : kind === 'J' ? Number(value) : value,
    );
  };
}

const FIELD_FLAGS = 0xdf;

const field = defineClass({
  name: 'java/lang/reflect/Field',
  super: 'java/lang/reflect/AccessibleObject',
  flags: 'final',
  interfaces: ['java/lang/reflect/Member'],
  labels: 'container',
  methods: methods({
    ...typedAccess,
    'String getName()': (vm, self: FieldObject) => vm.intern(self.peer.field.name),
    'Class getType()': (vm, { peer }: FieldObject) =>
      vm.classObject(classOf(vm, peer.field.owner, peer.field.type)),
    'Type getGenericType()': (vm, { peer }: FieldObject) =>
      findGenericField(vm, peer.field) ?? vm.classObject(classOf(vm, peer.field.owner, peer.field.type)),
    'boolean isEnumConstant()': (_vm, self: FieldObject) => (self.peer.field.flags & ACCESS.enum) !== 0,
    'Object get(Object)': (vm, self: FieldObject, receiver: Ref) => {
      checkAccess(vm, self.peer.field, self.peer.accessible);
      return (function* (): Steps<Ref> {
        const { value, label } = yield* readField(vm, self, receiver);
        const { type } = self.peer.field;
        return type.length > 1 ? (value as Ref) : boxWithLabel(vm, type, value, label);
      })();
    },
    'void set(Object, Object)': (vm, self: FieldObject, receiver: Ref, value: Ref) => {
      checkAccess(vm, self.peer.field, self.peer.accessible);
      const { type, owner, name } = self.peer.field;
      if (type.length === 1) {
        if (value === null)
          return vm.throwNew('java/lang/IllegalArgumentException', `field ${name} has type ${type}`);
        return writeField(vm, self, receiver, toPrimitive(vm, value, type, `field ${name}`));
      }
      if (value !== null && !vm.isUnknown(value) && !value.cls.isSubclassOf(classOf(vm, owner, type)))
        vm.throwNew(
          'java/lang/IllegalArgumentException',
          `field ${owner.javaName}.${name} has another type than ${value.cls.javaName}`,
        );
      return writeField(vm, self, receiver, value);
    },
    'String toString()': (vm, { peer }: FieldObject) => {
      const modifiers = modifierText(peer.field.flags & FIELD_FLAGS);
      const type = typeText(classOf(vm, peer.field.owner, peer.field.type));
      return `${modifiers === '' ? '' : `${modifiers} `}${type} ${peer.field.owner.javaName}.${peer.field.name}`;
    },
  }),
});

const TESTS = [
  'public',
  'private',
  'protected',
  'static',
  'final',
  'synchronized',
  'volatile',
  'transient',
  'native',
  'interface',
  'abstract',
  'strict',
] as const;

const modifier = defineClass({
  name: 'java/lang/reflect/Modifier',
  fields: Object.fromEntries(TESTS.map((word) => [`static final ${word.toUpperCase()}:I`, ACCESS[word]])),
  methods: methods({
    ...Object.fromEntries(
      TESTS.map((word) => [
        `static boolean is${word[0]?.toUpperCase()}${word.slice(1)}(int)`,
        (_vm: Machine, flags: number) => (flags & ACCESS[word]) !== 0,
      ]),
    ),
    'static String toString(int)': (_vm, flags: number) => modifierText(flags),
  }),
});

const targetException: NativeMethod = (vm: Machine, self: HeapObject) =>
  vm.call(self, 'getCause()Ljava/lang/Throwable;');

export const classes: readonly ClassModel[] = [
  accessibleObject,
  defineClass({
    name: 'java/lang/reflect/Executable',
    super: 'java/lang/reflect/AccessibleObject',
    flags: 'abstract',
    interfaces: ['java/lang/reflect/Member', 'java/lang/reflect/GenericDeclaration'],
    labels: 'container',
  }),
  methodClass,
  constructor,
  field,
  modifier,
  defineClass({
    name: 'java/lang/reflect/Member',
    flags: 'interface',
    methods: methods({
      'Class getDeclaringClass()': null,
      'String getName()': null,
      'int getModifiers()': null,
      'boolean isSynthetic()': null,
    }),
  }),
  defineClass({
    name: 'java/lang/reflect/AnnotatedElement',
    flags: 'interface',
    methods: methods({
      'Annotation getAnnotation(Class)': null,
      'boolean isAnnotationPresent(Class)': null,
      'Annotation[] getAnnotations()': null,
      'Annotation[] getDeclaredAnnotations()': null,
    }),
  }),
  defineClass({
    name: 'java/lang/annotation/Annotation',
    flags: 'interface',
    methods: methods({ 'Class annotationType()': null }),
  }),
  {
    ...throwableClass(
      'java/lang/reflect/InvocationTargetException',
      'java/lang/ReflectiveOperationException',
    ),
    methods: {
      ...throwableClass(
        'java/lang/reflect/InvocationTargetException',
        'java/lang/ReflectiveOperationException',
      ).methods,
      ...methods({
        'Throwable getTargetException()': targetException,
        'new(Throwable, String)': (vm, self: HeapObject, cause: Ref, message: Ref) =>
          vm.callSpecial(
            'java/lang/ReflectiveOperationException',
            '<init>(Ljava/lang/String;Ljava/lang/Throwable;)V',
            self,
            message,
            cause,
          ),
      }),
    },
  },
  throwableClass('java/lang/reflect/UndeclaredThrowableException', 'java/lang/RuntimeException'),
  throwableClass('java/lang/reflect/MalformedParameterizedTypeException', 'java/lang/RuntimeException'),
  ...['java/lang/Deprecated', 'java/lang/FunctionalInterface', 'java/lang/SafeVarargs'].map((name) =>
    defineClass({
      name,
      flags: 'interface abstract annotation',
      interfaces: ['java/lang/annotation/Annotation'],
    }),
  ),
  throwableClass('java/lang/annotation/IncompleteAnnotationException', 'java/lang/RuntimeException'),
];
