import { ACCESS } from '../../../../dex/index.ts';
import {
  adapt,
  boxClassName,
  boxKind,
  box,
  type JavaObject,
  JavaThrow,
  parameterTypes,
  refsOf,
  returnType,
  loaderSpaceOf,
} from '../../../machine/index.ts';
import type {
  Field,
  HeapObject,
  JavaArray,
  JavaClass,
  JavaValue,
  Machine,
  Method,
  Steps,
} from '../../../machine/index.ts';

type Ref = HeapObject | null;

/** The peer of java.lang.reflect.Method and Constructor. */
export type MethodPeer = { readonly method: Method; accessible: boolean };
/** The peer of java.lang.reflect.Field. */
export type FieldPeer = { readonly field: Field; accessible: boolean };
export type MethodObject = JavaObject<MethodPeer>;
export type FieldObject = JavaObject<FieldPeer>;

export function newMethodObject(vm: Machine, method: Method): MethodObject {
  const isConstructor = method.name === '<init>';
  const made = vm.newObject<MethodPeer>(
    isConstructor ? 'java/lang/reflect/Constructor' : 'java/lang/reflect/Method',
  );
  made.peer = { method, accessible: false };
  return made;
}

export function newFieldObject(vm: Machine, field: Field): FieldObject {
  const made = vm.newObject<FieldPeer>('java/lang/reflect/Field');
  made.peer = { field, accessible: false };
  return made;
}

/** The class of a descriptor as code of `owner` sees it. */
export function classOf(vm: Machine, owner: JavaClass, descriptor: string): JavaClass {
  return vm.requireClass(descriptor, loaderSpaceOf(owner) ?? vm.appLoader);
}

export function parameterClasses(vm: Machine, method: Method): JavaClass[] {
  return parameterTypes(method.descriptor).map((type) => classOf(vm, method.owner, type));
}

export function classArray(vm: Machine, classes: readonly JavaClass[]): JavaArray {
  return vm.arrayOf(
    '[Ljava/lang/Class;',
    classes.map((cls) => vm.classObject(cls)),
  );
}

/** Descriptor of the parameters that a Class[] names. */
function descriptorOf(types: JavaArray | null): string {
  const classes = types === null ? [] : (refsOf(types) as (JavaObject<JavaClass> | null)[]);
  return `(${classes.map((type) => type?.peer.descriptor ?? '').join('')})`;
}

/** Members that a class declares, in the order of the file; models also count what the platform table adds. */
export function declaredMethods(cls: JavaClass): Method[] {
  return [...cls.methods.values()].filter((method) => !method.isUnknown && !method.name.startsWith('<'));
}

export function declaredConstructors(cls: JavaClass): Method[] {
  return [...cls.methods.values()].filter((method) => !method.isUnknown && method.name === '<init>');
}

/** A method of a class by name and parameters, whatever it returns; the most specific where there are several. */
export function findDeclared(
  vm: Machine,
  cls: JavaClass,
  name: string,
  types: JavaArray | null,
): Method | undefined {
  const start = name + descriptorOf(types);
  let found: Method | undefined;
  for (const method of cls.methods.values()) {
    if (method.isUnknown || !method.selector.startsWith(start)) continue;
    const isBridge = (method.flags & ACCESS.bridge) !== 0;
    if (found === undefined || !isBridge) found = method;
  }
  return found ?? findInTable(vm, cls, start);
}

/** A method of a platform class that no model has, but the platform's table: calls to it give unknowns. */
function findInTable(vm: Machine, cls: JavaClass, start: string): Method | undefined {
  if (cls.origin !== 'model' && cls.origin !== 'phantom') return undefined;
  for (const row of vm.classes.platformRow(cls.name)?.methods ?? [])
    if ((row.name + row.descriptor).startsWith(start))
      return vm.classes.addUnknown(cls, row.name + row.descriptor, row.flags);
  return undefined;
}

/** Class.getMethod: public, declared or inherited, interfaces last. */
export function findPublic(
  vm: Machine,
  cls: JavaClass,
  name: string,
  types: JavaArray | null,
): Method | undefined {
  for (let at: JavaClass | null = cls; at !== null; at = at.superclass) {
    const method = findDeclared(vm, at, name, types);
    if (method !== undefined && (method.flags & ACCESS.public) !== 0) return method;
  }
  for (const ancestor of cls.ancestors) {
    if (!ancestor.isInterface) continue;
    const method = findDeclared(vm, ancestor, name, types);
    if (method !== undefined && !(method.isStatic && ancestor !== cls)) return method;
  }
  return undefined;
}

/** Class.getMethods. */
export function publicMethods(cls: JavaClass): Method[] {
  const found = new Map<string, Method>();
  for (const ancestor of cls.ancestors)
    for (const method of declaredMethods(ancestor))
      if ((method.flags & ACCESS.public) !== 0 && !found.has(method.selector))
        found.set(method.selector, method);
  return [...found.values()];
}

export function findFieldByName(cls: JavaClass, name: string): Field | undefined {
  for (const field of cls.fields.values()) if (field.name === name) return field;
  return undefined;
}

export function findPublicField(cls: JavaClass, name: string): Field | undefined {
  for (const ancestor of cls.ancestors) {
    const field = findFieldByName(ancestor, name);
    if (field !== undefined && (field.flags & ACCESS.public) !== 0) return field;
  }
  return undefined;
}

/** Java's exception for a member that reflection does not find; on a platform class the ledger notes it. */
export function missingMember(vm: Machine, cls: JavaClass, kind: 'Method' | 'Field', name: string): never {
  if (cls.origin === 'model' || cls.origin === 'phantom')
    vm.gap(
      kind === 'Method' ? 'UNMODELLED_METHOD' : 'UNMODELLED_FIELD',
      `${cls.name}.${name} (by reflection)`,
    );
  return vm.throwNew(`java/lang/NoSuch${kind}Exception`, kind === 'Field' ? name : `${cls.javaName}.${name}`);
}

/** A primitive as an object, with its own label: a shared box must not carry one. */
export function boxWithLabel(vm: Machine, kind: string, value: JavaValue, label: number): Ref {
  if (label === 0) return box(vm, kind, value);
  const made = vm.newObject(boxClassName(kind));
  made.peer = value;
  vm.addLabel(made, label);
  return made;
}

/** Arguments of a reflective call as the method takes them. */
export function unpackArguments(vm: Machine, method: Method, args: JavaArray | null): JavaValue[] {
  const values = args === null ? [] : refsOf(args);
  const types = parameterTypes(method.descriptor);
  if (types.length !== values.length)
    vm.throwNew(
      'java/lang/IllegalArgumentException',
      `Wrong number of arguments; expected ${types.length}, got ${values.length}`,
    );
  return types.map((type, i) => {
    const value = values[i] ?? null;
    if (type.length === 1) {
      if (value === null)
        return vm.throwNew('java/lang/IllegalArgumentException', `argument ${i + 1} is null`);
      return toPrimitive(vm, value, type, `argument ${i + 1}`);
    }
    if (value !== null && !vm.isUnknown(value) && !value.cls.isSubclassOf(classOf(vm, method.owner, type)))
      vm.throwNew(
        'java/lang/IllegalArgumentException',
        `method ${method.owner.javaName}.${method.name} argument ${i + 1} has type ${type.replaceAll('/', '.').replace(/^L|;$/g, '')}, got ${value.cls.javaName}`,
      );
    return value;
  });
}

/** Kinds that a primitive becomes without losing anything but digits. */
const WIDENS_TO: Readonly<Record<string, string>> = {
  B: 'SIJFD',
  S: 'IJFD',
  C: 'IJFD',
  I: 'JFD',
  J: 'FD',
  F: 'D',
};

/** Unboxes and widens, Java's complaint being IllegalArgumentException. */
export function toPrimitive(vm: Machine, value: HeapObject, kind: string, what: string): JavaValue {
  const from = boxKind(value);
  if (from !== undefined && from !== kind && WIDENS_TO[from]?.includes(kind) !== true)
    vm.throwNew('java/lang/IllegalArgumentException', `${what} has type ${value.cls.javaName}`);
  try {
    return adapt(vm, value, 'L', kind);
  } catch (error) {
    if (!(error instanceof JavaThrow)) throw error;
    return vm.throwNew('java/lang/IllegalArgumentException', `${what} has type ${value.cls.javaName}`);
  }
}

/** Code outside of its class wants a private member that was not made accessible: Java's IllegalAccessException. */
export function checkAccess(
  vm: Machine,
  member: { owner: JavaClass; flags: number; name: string },
  accessible: boolean,
): void {
  if (accessible || (member.flags & ACCESS.private) === 0) return;
  const caller = vm.thread.top?.method?.owner;
  if (caller === undefined || caller === member.owner || caller.origin !== 'app') return;
  vm.throwNew(
    'java/lang/IllegalAccessException',
    `Class ${caller.javaName} cannot access private member ${member.name} of class ${member.owner.javaName}`,
  );
}

/** Runs what reflection calls; what it throws comes out as InvocationTargetException. */
export function* throughReflection<T>(vm: Machine, steps: Steps<T>): Steps<T> {
  try {
    return yield* steps;
  } catch (error) {
    if (!(error instanceof JavaThrow)) throw error;
    return vm.throwNew('java/lang/reflect/InvocationTargetException', undefined, error.object);
  }
}

/** Method.invoke, the access having been checked. */
export function* invokeReflected(
  vm: Machine,
  method: Method,
  receiver: Ref,
  args: JavaArray | null,
): Steps<Ref> {
  let target = method;
  const values: JavaValue[] = [];
  if (!method.isStatic) {
    if (receiver === null) return vm.throwNew('java/lang/NullPointerException', 'null receiver');
    if (!receiver.cls.isSubclassOf(method.owner) && !vm.isUnknown(receiver))
      vm.throwNew(
        'java/lang/IllegalArgumentException',
        `Expected receiver of type ${method.owner.javaName}, but got ${receiver.cls.javaName}`,
      );
    if ((method.flags & ACCESS.private) === 0) target = vm.virtualMethod(receiver, method.selector);
    values.push(receiver);
  }
  values.push(...unpackArguments(vm, method, args));
  const result = yield* throughReflection(vm, vm.invoke(target, ...values));
  const type = returnType(method.descriptor);
  if (type === 'V') return null;
  return type.length > 1 ? (result as Ref) : boxWithLabel(vm, type, result, vm.thread.resultLabel);
}
