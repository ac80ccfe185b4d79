import { ACCESS } from '../../dex/index.ts';
import type { Field, JavaClass, Method } from './java-class.ts';
import type { Machine } from './machine.ts';

/**
 * The method that a class declares or inherits under a selector. A platform class that lacks it gets an unknown one,
 * static as `flags` says; an app class without platform parents has Java's NoSuchMethodError thrown.
 */
export function findMethod(vm: Machine, cls: JavaClass, selector: string, flags: number): Method {
  const found = lookUp(cls, selector);
  if (found !== undefined) return found;
  const owner = platformAncestor(cls);
  if (owner === undefined) return vm.throwNew('java/lang/NoSuchMethodError', `${cls.javaName}.${selector}`);
  return vm.classes.addUnknown(owner, selector, flags);
}

/** Like findMethod, without making anything up. */
export function lookUp(cls: JavaClass, selector: string): Method | undefined {
  for (let at: JavaClass | null = cls; at !== null; at = at.superclass) {
    const method = at.methods.get(selector);
    if (method !== undefined && !method.isUnknown) return method;
  }
  return lookUpInterfaces(cls, selector) ?? lookUpUnknown(cls, selector);
}

function lookUpInterfaces(cls: JavaClass, selector: string): Method | undefined {
  let found: Method | undefined;
  for (const ancestor of cls.ancestors) {
    if (!ancestor.isInterface) continue;
    const method = ancestor.methods.get(selector);
    if (method === undefined || method.isUnknown || (method.flags & ACCESS.private) !== 0) continue;
    // The most specific default wins; an abstract declaration gives way to any default.
    if (found === undefined || isBetter(method, found)) found = method;
  }
  return found;
}

function isBetter(method: Method, than: Method): boolean {
  if (method.owner.ancestors.has(than.owner)) return true;
  return than.isAbstract && !method.isAbstract && !than.owner.ancestors.has(method.owner);
}

function lookUpUnknown(cls: JavaClass, selector: string): Method | undefined {
  for (const ancestor of cls.ancestors) {
    const method = ancestor.methods.get(selector);
    if (method?.isUnknown === true) return method;
  }
  return undefined;
}

/** What a virtual call by selector comes to on a class; abstract methods of platform classes come to unknown ones. */
export function findVirtual(vm: Machine, cls: JavaClass, selector: string): Method {
  const known = cls.dispatch.get(selector);
  if (known !== undefined) return known;
  const found = selectVirtual(vm, cls, selector);
  cls.dispatch.set(selector, found);
  return found;
}

function selectVirtual(vm: Machine, cls: JavaClass, selector: string): Method {
  for (let at: JavaClass | null = cls; at !== null; at = at.superclass) {
    const method = at.methods.get(selector);
    if (method !== undefined && !method.isUnknown && !method.isStatic && !method.isAbstract) return method;
  }
  const found = lookUp(cls, selector);
  if (found === undefined) return findMethod(vm, cls, selector, 0);
  if (found.isAbstract) return bridge(cls, found) ?? found;
  return found.isStatic ? findMethod(vm, cls, selector, 0) : found;
}

/**
 * The modelled method that a compiler's bridge would lead to: models write `compareTo(Ljava/lang/Integer;)I` alone, and
 * `compareTo(Ljava/lang/Object;)I` of the interface comes to it.
 */
function bridge(cls: JavaClass, wanted: Method): Method | undefined {
  for (let at: JavaClass | null = cls; at !== null; at = at.superclass) {
    if (at.origin !== 'model') continue;
    for (const method of at.methods.values())
      if (
        method.name === wanted.name &&
        method.kinds === wanted.kinds &&
        method.returns === wanted.returns &&
        method.native !== null
      )
        return method;
  }
  return undefined;
}

/** The nearest ancestor of which the models or tables do not know everything. java.lang.Object is known whole. */
function platformAncestor(cls: JavaClass): JavaClass | undefined {
  for (let at: JavaClass | null = cls; at !== null; at = at.superclass)
    if (at.origin === 'phantom' || (at.origin === 'model' && at.name !== 'java/lang/Object')) return at;
  for (const ancestor of cls.ancestors)
    if (ancestor.isInterface && (ancestor.origin === 'phantom' || ancestor.origin === 'model'))
      return ancestor;
  return undefined;
}

/** The field that a class declares or inherits: its own, its interfaces', its superclass's (JVMS 5.4.3.2). */
export function findField(cls: JavaClass, key: string): Field | undefined {
  const own = cls.fields.get(key);
  if (own !== undefined) return own;
  for (const parent of cls.interfaces) {
    const field = findField(parent, key);
    if (field !== undefined) return field;
  }
  return cls.superclass === null ? undefined : findField(cls.superclass, key);
}

/** Whether a missing field may be one that the platform has and the models lack. */
export function mayBePlatformField(cls: JavaClass): boolean {
  return platformAncestor(cls) !== undefined;
}
