import { ACCESS } from '../../../dex/index.ts';
import type { DexAnnotation, EncodedValue } from '../../../dex/index.ts';
import { loaderSpaceOf } from '../../machine/index.ts';
import type { JavaClass, Machine } from '../../machine/index.ts';

/** What the system annotations of a dex class say about where it stands in its source. */
function systemValue(cls: JavaClass, annotation: string, element: string): EncodedValue | undefined {
  const found = cls.dexClass?.annotations.onClass.find(
    (one: DexAnnotation) => one.type === `Ldalvik/annotation/${annotation};`,
  );
  return found?.elements.find(({ name }) => name === element)?.value;
}

function isInner(cls: JavaClass): boolean {
  return systemValue(cls, 'InnerClass', 'accessFlags') !== undefined;
}

/** Class.getSimpleName: as written in the source, empty for anonymous classes. */
export function simpleName(cls: JavaClass): string {
  if (cls.element !== null) return `${simpleName(cls.element)}[]`;
  const inner = systemValue(cls, 'InnerClass', 'name');
  if (inner?.kind === 'string') return inner.value;
  if (inner?.kind === 'null') return '';
  const last = cls.name.slice(cls.name.lastIndexOf('/') + 1);
  return cls.origin === 'app' ? last : last.slice(last.lastIndexOf('$') + 1);
}

export function isAnonymous(cls: JavaClass): boolean {
  return systemValue(cls, 'InnerClass', 'name')?.kind === 'null';
}

/** Modifiers as the source gave them: those of a nested class are kept in an annotation. */
export function classModifiers(cls: JavaClass): number {
  const inner = systemValue(cls, 'InnerClass', 'accessFlags');
  const flags = inner?.kind === 'int' ? inner.value : cls.flags;
  return flags & 0x7fff & ~ACCESS.synchronized;
}

/** The class around a nested one; undefined for others. */
export function findEnclosing(vm: Machine, cls: JavaClass): JavaClass | undefined {
  const space = loaderSpaceOf(cls) ?? vm.appLoader;
  const outer = systemValue(cls, 'EnclosingClass', 'value');
  if (outer?.kind === 'type') return vm.findClass(outer.value, space);
  const method = systemValue(cls, 'EnclosingMethod', 'value');
  if (method?.kind === 'method') return vm.findClass(method.value.owner, space);
  if (cls.origin === 'model' && cls.name.includes('$'))
    return vm.findClass(`L${cls.name.slice(0, cls.name.lastIndexOf('$'))};`, space);
  return undefined;
}

/** Name and descriptor of the method that a local or anonymous class stands in; undefined elsewhere. */
export function findEnclosingMethod(cls: JavaClass): string | undefined {
  const method = systemValue(cls, 'EnclosingMethod', 'value');
  return method?.kind === 'method' ? method.value.name + method.value.proto.descriptor : undefined;
}

/** The class that a member class is declared in; undefined for local and anonymous ones. */
export function findDeclaring(vm: Machine, cls: JavaClass): JavaClass | undefined {
  const isMember = systemValue(cls, 'EnclosingClass', 'value')?.kind === 'type' && isInner(cls);
  return (isMember && !isAnonymous(cls)) || cls.origin === 'model' ? findEnclosing(vm, cls) : undefined;
}

export function memberClasses(vm: Machine, cls: JavaClass): JavaClass[] {
  const members = systemValue(cls, 'MemberClasses', 'value');
  if (members?.kind !== 'array') return [];
  return members.value.flatMap((member) =>
    member.kind === 'type' ? (vm.findClass(member.value, loaderSpaceOf(cls) ?? vm.appLoader) ?? []) : [],
  );
}

/** Class.getCanonicalName; undefined where there is none. */
export function findCanonicalName(vm: Machine, cls: JavaClass): string | undefined {
  if (cls.element !== null) {
    const element = findCanonicalName(vm, cls.element);
    return element === undefined ? undefined : `${element}[]`;
  }
  const declaring = findDeclaring(vm, cls);
  if (declaring === undefined) {
    return isInner(cls) ? undefined : cls.javaName;
  }
  const outer = findCanonicalName(vm, declaring);
  return outer === undefined ? undefined : `${outer}.${simpleName(cls)}`;
}

/** The generic signature that the compiler left; undefined where there is none. */
export function findSignature(annotations: readonly DexAnnotation[]): string | undefined {
  const found = annotations.find(({ type }) => type === 'Ldalvik/annotation/Signature;');
  const value = found?.elements.find(({ name }) => name === 'value')?.value;
  if (value?.kind !== 'array') return undefined;
  return value.value.map((part) => (part.kind === 'string' ? part.value : '')).join('');
}
