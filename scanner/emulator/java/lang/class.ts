import { ACCESS } from '../../../dex/index.ts';
import type { DexAnnotation } from '../../../dex/index.ts';
import { defineClass, JavaObject, loaderSpaceOf, UNKNOWN } from '../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaClass,
  JavaString,
  Machine,
  Method,
  Steps,
} from '../../machine/index.ts';
import { perMachine } from '../java-host.ts';
import { methods } from '../signature.ts';
import { bootLoader, classLoaderOf, openResource, requireByName } from './class-loader.ts';
import {
  classModifiers,
  findCanonicalName,
  findDeclaring,
  findEnclosing,
  findEnclosingMethod,
  isAnonymous,
  memberClasses,
  simpleName,
} from './class-shape.ts';
import { enumConstants } from './enum.ts';
import { annotationArray, findAnnotation } from './reflect/annotations.ts';
import { genericInterfaces, genericSuperclass, typeParametersOf } from './reflect/generic-types.ts';
import {
  checkAccess,
  classArray,
  declaredConstructors,
  declaredMethods,
  findDeclared,
  findFieldByName,
  findPublic,
  findPublicField,
  missingMember,
  newFieldObject,
  newMethodObject,
  publicMethods,
} from './reflect/members.ts';

type Ref = HeapObject | null;
type ClassObject = JavaObject<JavaClass>;

/** The class whose code is calling: the innermost app frame's. */
function callerSpace(vm: Machine) {
  for (let i = vm.thread.depth - 1; i >= 0; i--) {
    const owner = vm.thread.frames[i]?.method?.owner;
    const space = owner === undefined ? null : loaderSpaceOf(owner);
    if (space !== null) return space;
  }
  return vm.appLoader;
}

function* forName(
  vm: Machine,
  name: JavaString | null,
  initialize: boolean,
  loader: Ref | undefined,
): Steps<Ref> {
  const text = vm.text(name);
  const peer = loader instanceof JavaObject ? (loader.peer as { space?: unknown } | undefined) : undefined;
  let cls: JavaClass;
  if (loader instanceof JavaObject && loader !== bootLoader(vm) && peer?.space == null) {
    const found = yield* vm.call<ClassObject | null>(
      loader,
      'loadClass(Ljava/lang/String;)Ljava/lang/Class;',
      name,
    );
    if (found === null) return null;
    cls = found.peer;
  } else cls = requireByName(vm, text, (peer?.space as typeof vm.appLoader | undefined) ?? callerSpace(vm));
  if (initialize) yield* vm.initClass(cls);
  return vm.classObject(cls);
}

function* newInstance(vm: Machine, cls: JavaClass): Steps<Ref> {
  if (cls.isAbstract || cls.isPrimitive || cls.element !== null || !cls.methods.has('<init>()V'))
    vm.throwNew('java/lang/InstantiationException', `${cls.javaName} has no zero argument constructor`);
  return yield* vm.construct(cls, '()V');
}

function methodArray(vm: Machine, found: readonly Method[], type: 'Method' | 'Constructor'): JavaArray {
  return vm.arrayOf(
    `[Ljava/lang/reflect/${type};`,
    found.map((method) => newMethodObject(vm, method)),
  );
}

function isPublic({ flags }: { flags: number }): boolean {
  return (flags & ACCESS.public) !== 0;
}

function constructorOf(vm: Machine, self: ClassObject, types: JavaArray | null, publicOnly: boolean): Ref {
  const found = findDeclared(vm, self.peer, '<init>', types);
  if (found === undefined || (publicOnly && !isPublic(found)))
    return missingMember(vm, self.peer, 'Method', '<init>');
  return newMethodObject(vm, found);
}

function packageName(cls: JavaClass): string {
  const name = (cls.element ?? cls).javaName;
  return name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
}

const packages = perMachine(() => new Map<string, JavaObject<{ name: string }>>());

function packageOf(vm: Machine, cls: JavaClass): Ref {
  if (cls.isPrimitive || cls.element !== null) return null;
  const name = packageName(cls);
  const known = packages(vm).get(name);
  if (known !== undefined) return known;
  const made = vm.newObject<{ name: string }>('java/lang/Package');
  made.peer = { name };
  packages(vm).set(name, made);
  return made;
}

function optional(vm: Machine, cls: JavaClass | null | undefined): Ref {
  return cls == null ? null : vm.classObject(cls);
}

function enclosingMethod(vm: Machine, cls: JavaClass, constructor: boolean): Ref {
  const selector = findEnclosingMethod(cls);
  if (selector === undefined || selector.startsWith('<init>') !== constructor) return null;
  const method = findEnclosing(vm, cls)?.methods.get(selector);
  return method === undefined ? null : newMethodObject(vm, method);
}

function isEnum(cls: JavaClass): boolean {
  return (cls.flags & ACCESS.enum) !== 0 && cls.superclass?.name === 'java/lang/Enum';
}

/** A class's name as source code has it but for `$`: arrays by their elements. */
function typeName(cls: JavaClass): string {
  return cls.element === null ? cls.javaName : `${typeName(cls.element)}[]`;
}

const classClass = defineClass({
  name: 'java/lang/Class',
  flags: 'final',
  interfaces: [
    'java/io/Serializable',
    'java/lang/reflect/GenericDeclaration',
    'java/lang/reflect/Type',
    'java/lang/reflect/AnnotatedElement',
  ],
  labels: 'container',
  methods: methods({
    'static Class forName(String)': (vm: Machine, name: JavaString | null) =>
      forName(vm, name, true, undefined),
    'static Class forName(String, boolean, ClassLoader)': (
      vm: Machine,
      name: JavaString | null,
      initialize: boolean,
      loader: Ref,
    ) => forName(vm, name, initialize, loader ?? undefined),
    'String getName()': (vm, self: ClassObject) => vm.intern(self.peer.javaName),
    'String getTypeName()': (_vm, self: ClassObject) => typeName(self.peer),
    'String getSimpleName()': (_vm, self: ClassObject) => simpleName(self.peer),
    'String getCanonicalName()': (vm, self: ClassObject) => findCanonicalName(vm, self.peer) ?? null,
    'Package getPackage()': (vm, self: ClassObject) => packageOf(vm, self.peer),
    'String getPackageName()': (_vm, self: ClassObject) => packageName(self.peer),
    'Class getSuperclass()': (vm, self: ClassObject) =>
      self.peer.isInterface ? null : optional(vm, self.peer.superclass),
    'Class[] getInterfaces()': (vm, self: ClassObject) => classArray(vm, self.peer.interfaces),
    'Type getGenericSuperclass()': (vm, self: ClassObject) => genericSuperclass(vm, self.peer),
    'Type[] getGenericInterfaces()': (vm, self: ClassObject) => genericInterfaces(vm, self.peer),
    'TypeVariable[] getTypeParameters()': (vm, self: ClassObject) => typeParametersOf(vm, self.peer),
    'int getModifiers()': (_vm, self: ClassObject) => classModifiers(self.peer),
    'boolean isInterface()': (_vm, self: ClassObject) => self.peer.isInterface,
    'boolean isArray()': (_vm, self: ClassObject) => self.peer.element !== null,
    'boolean isPrimitive()': (_vm, self: ClassObject) => self.peer.isPrimitive,
    'boolean isEnum()': (_vm, self: ClassObject) => isEnum(self.peer),
    // What a record's components are its class file says, in an attribute that dex files seldom have.
    'java/lang/reflect/RecordComponent[] getRecordComponents()': (_vm, self: ClassObject) =>
      self.peer.superclass?.name === 'java/lang/Record' ? UNKNOWN : null,
    'boolean isAnnotation()': (_vm, self: ClassObject) => (self.peer.flags & ACCESS.annotation) !== 0,
    'boolean isSynthetic()': (_vm, self: ClassObject) => (self.peer.flags & ACCESS.synthetic) !== 0,
    'boolean isAnonymousClass()': (_vm, self: ClassObject) => isAnonymous(self.peer),
    'boolean isMemberClass()': (vm, self: ClassObject) => findDeclaring(vm, self.peer) !== undefined,
    'boolean isLocalClass()': (vm, self: ClassObject) =>
      findEnclosing(vm, self.peer) !== undefined &&
      findDeclaring(vm, self.peer) === undefined &&
      !isAnonymous(self.peer),
    'boolean isRecord()': (_vm, self: ClassObject) => self.peer.superclass?.name === 'java/lang/Record',
    'Class getEnclosingClass()': (vm, self: ClassObject) => optional(vm, findEnclosing(vm, self.peer)),
    'Method getEnclosingMethod()': (vm, self: ClassObject) => enclosingMethod(vm, self.peer, false),
    'Constructor getEnclosingConstructor()': (vm, self: ClassObject) => enclosingMethod(vm, self.peer, true),
    'Class getDeclaringClass()': (vm, self: ClassObject) => optional(vm, findDeclaring(vm, self.peer)),
    'Class[] getDeclaredClasses()': (vm, self: ClassObject) => classArray(vm, memberClasses(vm, self.peer)),
    'Class[] getClasses()': (vm, self: ClassObject) =>
      classArray(vm, memberClasses(vm, self.peer).filter(isPublic)),
    'Class getComponentType()': (vm, self: ClassObject) => optional(vm, self.peer.element),
    'boolean isInstance(Object)': (_vm, self: ClassObject, value: Ref) =>
      value !== null && value.cls.isSubclassOf(self.peer),
    'boolean isAssignableFrom(Class)': (vm, self: ClassObject, other: ClassObject | null) => {
      if (other === null) return vm.throwNew('java/lang/NullPointerException');
      return other.peer.isSubclassOf(self.peer);
    },
    'Object cast(Object)': (vm, self: ClassObject, value: Ref) => {
      if (value !== null && !value.cls.isSubclassOf(self.peer) && !vm.isUnknown(value))
        vm.throwNew(
          'java/lang/ClassCastException',
          `Cannot cast ${value.cls.javaName} to ${self.peer.javaName}`,
        );
      return value;
    },
    'Class asSubclass(Class)': (vm, self: ClassObject, other: ClassObject) => {
      if (!self.peer.isSubclassOf(other.peer))
        vm.throwNew(
          'java/lang/ClassCastException',
          `${self.peer.javaName} cannot be cast to ${other.peer.javaName}`,
        );
      return self;
    },
    'Object newInstance()': (vm, self: ClassObject) => {
      const constructor = self.peer.methods.get('<init>()V');
      if (constructor !== undefined) checkAccess(vm, constructor, false);
      return newInstance(vm, self.peer);
    },
    'ClassLoader getClassLoader()': (vm, self: ClassObject) => {
      const space = loaderSpaceOf(self.peer.element ?? self.peer);
      if (space !== null) return classLoaderOf(vm, space);
      return self.peer.loader ?? (self.peer.isPrimitive ? null : bootLoader(vm));
    },
    'Object[] getEnumConstants()': (vm, self: ClassObject) => {
      if (!isEnum(self.peer)) return null;
      return (function* () {
        return vm.arrayOf(`[${self.peer.descriptor}`, yield* enumConstants(vm, self.peer));
      })();
    },
    'boolean desiredAssertionStatus()': () => false,
    'Method getMethod(String, Class[])': (
      vm,
      self: ClassObject,
      name: JavaString | null,
      types: JavaArray | null,
    ) => {
      const found = findPublic(vm, self.peer, vm.text(name), types);
      return found === undefined
        ? missingMember(vm, self.peer, 'Method', vm.text(name))
        : newMethodObject(vm, found);
    },
    'Method getDeclaredMethod(String, Class[])': (
      vm,
      self: ClassObject,
      name: JavaString | null,
      types: JavaArray | null,
    ) => {
      const found = findDeclared(vm, self.peer, vm.text(name), types);
      return found === undefined || found.name.startsWith('<')
        ? missingMember(vm, self.peer, 'Method', vm.text(name))
        : newMethodObject(vm, found);
    },
    'Method[] getMethods()': (vm, self: ClassObject) => methodArray(vm, publicMethods(self.peer), 'Method'),
    'Method[] getDeclaredMethods()': (vm, self: ClassObject) =>
      methodArray(vm, declaredMethods(self.peer), 'Method'),
    'Constructor getConstructor(Class[])': (vm, self: ClassObject, types: JavaArray | null) =>
      constructorOf(vm, self, types, true),
    'Constructor getDeclaredConstructor(Class[])': (vm, self: ClassObject, types: JavaArray | null) =>
      constructorOf(vm, self, types, false),
    'Constructor[] getConstructors()': (vm, self: ClassObject) =>
      methodArray(vm, declaredConstructors(self.peer).filter(isPublic), 'Constructor'),
    'Constructor[] getDeclaredConstructors()': (vm, self: ClassObject) =>
      methodArray(vm, declaredConstructors(self.peer), 'Constructor'),
    'Field getField(String)': (vm, self: ClassObject, name: JavaString | null) => {
      const found = findPublicField(self.peer, vm.text(name));
      return found === undefined
        ? missingMember(vm, self.peer, 'Field', vm.text(name))
        : newFieldObject(vm, found);
    },
    'Field getDeclaredField(String)': (vm, self: ClassObject, name: JavaString | null) => {
      const found = findFieldByName(self.peer, vm.text(name));
      return found === undefined
        ? missingMember(vm, self.peer, 'Field', vm.text(name))
        : newFieldObject(vm, found);
    },
    'Field[] getFields()': (vm, self: ClassObject) =>
      vm.arrayOf(
        '[Ljava/lang/reflect/Field;',
        [...self.peer.ancestors].flatMap((cls) =>
          [...cls.fields.values()].filter(isPublic).map((field) => newFieldObject(vm, field)),
        ),
      ),
    'Field[] getDeclaredFields()': (vm, self: ClassObject) =>
      vm.arrayOf(
        '[Ljava/lang/reflect/Field;',
        [...self.peer.fields.values()].map((field) => newFieldObject(vm, field)),
      ),
    'Annotation getAnnotation(Class)': (vm, self: ClassObject, type: ClassObject) =>
      findAnnotation(vm, self.peer, classAnnotations(self.peer, true), type.peer),
    'Annotation getDeclaredAnnotation(Class)': (vm, self: ClassObject, type: ClassObject) =>
      findAnnotation(vm, self.peer, classAnnotations(self.peer, false), type.peer),
    'boolean isAnnotationPresent(Class)': (vm, self: ClassObject, type: ClassObject) =>
      findAnnotation(vm, self.peer, classAnnotations(self.peer, true), type.peer) !== null,
    'Annotation[] getAnnotations()': (vm, self: ClassObject) =>
      annotationArray(vm, self.peer, classAnnotations(self.peer, true)),
    'Annotation[] getDeclaredAnnotations()': (vm, self: ClassObject) =>
      annotationArray(vm, self.peer, classAnnotations(self.peer, false)),
    'InputStream getResourceAsStream(String)': (vm, self: ClassObject, name: JavaString | null) => {
      const text = vm.text(name);
      const folder = packageName(self.peer).replaceAll('.', '/');
      return openResource(vm, text.startsWith('/') || folder === '' ? text : `${folder}/${text}`);
    },
    'String toString()': (_vm, self: ClassObject) =>
      `${self.peer.isInterface ? 'interface ' : self.peer.isPrimitive ? '' : 'class '}${self.peer.javaName}`,
  }),
});

const INHERITED = 'Ljava/lang/annotation/Inherited;';

function classAnnotations(cls: JavaClass, inherited: boolean): readonly DexAnnotation[] {
  const own = cls.dexClass?.annotations.onClass ?? [];
  if (!inherited || cls.superclass?.dexClass == null) return own;
  const above = classAnnotations(cls.superclass, true).filter(
    ({ type }) => !own.some((mine) => mine.type === type) && isInherited(cls, type),
  );
  return [...own, ...above];
}

function isInherited(cls: JavaClass, type: string): boolean {
  const dexes = loaderSpaceOf(cls)?.dexFiles ?? [];
  for (const dex of dexes) {
    const found = dex.findClass(type);
    if (found !== undefined) return found.annotations.onClass.some((one) => one.type === INHERITED);
  }
  return false;
}

export const classes: readonly ClassModel[] = [
  classClass,
  defineClass({
    name: 'java/lang/Package',
    methods: methods({
      'String getName()': (_vm, self: JavaObject<{ name: string }>) => self.peer.name,
      'String getImplementationVersion()': () => null,
      'String getSpecificationVersion()': () => null,
      'String getImplementationTitle()': () => null,
      'String toString()': (_vm, self: JavaObject<{ name: string }>) => `package ${self.peer.name}`,
      'int hashCode()': (vm, self: JavaObject<{ name: string }>) => vm.identityHash(self),
    }),
  }),
];
