import { ACCESS } from '../../../../dex/index.ts';
import type { DexAnnotation, EncodedAnnotation, EncodedValue } from '../../../../dex/index.ts';
import {
  box,
  doublesOf,
  floatsOf,
  intsOf,
  JavaArray,
  JavaClass,
  JavaObject,
  loaderSpaceOf,
  longsOf,
  Method,
  returnType,
} from '../../../machine/index.ts';
import type { HeapObject, JavaValue, Machine, NativeMethod, Steps } from '../../../machine/index.ts';
import { equalsOf, hashOf } from '../../util/equality.ts';
import { stringHash } from '../string.ts';
import { getElement } from './array.ts';

type Ref = HeapObject | null;

/** An annotation as the app sees it: its elements by name. */
type AnnotationPeer = { readonly type: JavaClass; readonly elements: ReadonlyMap<string, EncodedValue> };
type Annotation = JavaObject<AnnotationPeer>;

const classOfType = new WeakMap<JavaClass, JavaClass>();

/** A class whose methods give an annotation's elements, or the defaults that its interface declares. */
function implementationOf(vm: Machine, type: JavaClass): JavaClass {
  const known = classOfType.get(type);
  if (known !== undefined) return known;
  const name = `java/lang/annotation/$Annotation$${type.name.replaceAll('/', '$')}`;
  const cls = new JavaClass({
    name,
    descriptor: `L${name};`,
    origin: 'model',
    flags: ACCESS.public | ACCESS.final | ACCESS.synthetic,
    superclass: vm.classes.platformClass('java/lang/Object'),
    interfaces: [type],
  });
  cls.state = 'initialized';
  const add = (selector: string, native: NativeMethod) => {
    const paren = selector.indexOf('(');
    cls.methods.set(
      selector,
      new Method(cls, selector.slice(0, paren), selector.slice(paren), ACCESS.public, { native }),
    );
  };
  for (const method of type.methods.values())
    add(method.selector, (_vm, self: Annotation) => elementOf(vm, self, method));
  add('equals(Ljava/lang/Object;)Z', function* (_vm, self: Annotation, other: Ref) {
    if (!(other instanceof JavaObject) || other.cls !== cls) return false;
    for (const method of elementsOf(type)) {
      const mine = yield* elementObject(vm, self, method);
      const theirs = yield* elementObject(vm, other as Annotation, method);
      if (!(yield* sameElement(vm, mine, theirs))) return false;
    }
    return true;
  });
  add('hashCode()I', function* (_vm, self: Annotation) {
    let sum = 0;
    for (const method of elementsOf(type)) {
      const value = yield* elementObject(vm, self, method);
      sum += Math.imul(127, stringHash(vm.string(method.name))) ^ (yield* elementHash(vm, value));
    }
    return sum | 0;
  });
  add('annotationType()Ljava/lang/Class;', () => vm.classObject(type));
  add('toString()Ljava/lang/String;', function* (_vm, self: Annotation) {
    const parts: string[] = [];
    for (const method of elementsOf(type)) {
      const value = yield* elementObject(vm, self, method);
      const list = value instanceof JavaArray ? yield* listOf(vm, value) : value;
      parts.push(`${method.name}=${yield* vm.textOf(list)}`);
    }
    return `@${type.javaName}(${parts.join(', ')})`;
  });
  classOfType.set(type, cls);
  return cls;
}

function elementsOf(type: JavaClass): Method[] {
  return [...type.methods.values()].filter((method) => method.isAbstract);
}

/** An element as an object, boxed where it is primitive. */
function* elementObject(vm: Machine, self: Annotation, method: Method): Steps<Ref> {
  const type = returnType(method.descriptor);
  const value = yield* elementOf(vm, self, method);
  return type.length > 1 ? (value as Ref) : box(vm, type, value);
}

function listOf(vm: Machine, array: JavaArray): Steps<Ref> {
  const items = Array.from({ length: array.length }, (_, i) => boxedElement(vm, array, i));
  return vm.callStatic<Ref>(
    'java/util/Arrays',
    'asList([Ljava/lang/Object;)Ljava/util/List;',
    vm.arrayOf('[Ljava/lang/Object;', items),
  );
}

function boxedElement(vm: Machine, array: JavaArray, index: number): Ref {
  const kind = array.cls.element?.descriptor ?? 'L';
  const value = getElement(array, index);
  return kind.length > 1 ? (value as Ref) : box(vm, kind, value);
}

function* sameElement(vm: Machine, a: Ref, b: Ref): Steps<boolean> {
  if (a instanceof JavaArray && b instanceof JavaArray)
    return yield* equalsOf(vm, yield* listOf(vm, a), yield* listOf(vm, b));
  return yield* equalsOf(vm, a, b);
}

function* elementHash(vm: Machine, value: Ref): Steps<number> {
  return yield* hashOf(vm, value instanceof JavaArray ? yield* listOf(vm, value) : value);
}

function* elementOf(vm: Machine, self: Annotation, method: Method): Steps<JavaValue> {
  const value = self.peer.elements.get(method.name) ?? defaultOf(self.peer.type, method.name);
  if (value === undefined)
    return vm.throwNew('java/lang/annotation/IncompleteAnnotationException', method.name);
  yield* initEnums(vm, self.peer.type, value);
  return toJavaValue(vm, self.peer.type, value, returnType(method.descriptor));
}

/** Constants are there once their class has run its initialiser. */
function* initEnums(vm: Machine, owner: JavaClass, value: EncodedValue): Steps<void> {
  if (value.kind === 'enum')
    yield* vm.initClass(vm.requireClass(value.value.owner, loaderSpaceOf(owner) ?? vm.appLoader));
  else if (value.kind === 'array') for (const item of value.value) yield* initEnums(vm, owner, item);
}

function defaultOf(type: JavaClass, name: string): EncodedValue | undefined {
  const defaults = type.dexClass?.annotations.onClass.find(
    (one) => one.type === 'Ldalvik/annotation/AnnotationDefault;',
  );
  const value = defaults?.elements[0]?.value;
  if (value?.kind !== 'annotation') return undefined;
  return value.value.elements.find((element) => element.name === name)?.value;
}

/** An encoded value in model form, for a place of the given type. */
function toJavaValue(vm: Machine, owner: JavaClass, value: EncodedValue, type: string): JavaValue {
  switch (value.kind) {
    case 'byte':
    case 'short':
    case 'char':
    case 'int':
    case 'float':
    case 'double':
    case 'long':
    case 'boolean':
      return type.length > 1 ? box(vm, kindOf(value.kind), value.value) : value.value;
    case 'string':
      return vm.intern(value.value);
    case 'type':
      return vm.classObject(vm.requireClass(value.value, loaderSpaceOf(owner) ?? vm.appLoader));
    case 'enum': {
      const cls = vm.requireClass(value.value.owner, loaderSpaceOf(owner) ?? vm.appLoader);
      return vm.getStatic(cls, `${value.value.name}:${value.value.type}`);
    }
    case 'array':
      return toArray(vm, owner, value.value, type);
    case 'annotation':
      return newAnnotation(vm, owner, value.value);
    default:
      return null;
  }
}

function kindOf(kind: string): string {
  return kind === 'long' ? 'J' : kind === 'boolean' ? 'Z' : (kind[0] ?? 'I').toUpperCase();
}

function toArray(vm: Machine, owner: JavaClass, values: readonly EncodedValue[], type: string): JavaArray {
  const array = vm.newArray(type, values.length);
  const element = type.slice(1);
  values.forEach((value, i) => {
    const item = toJavaValue(vm, owner, value, element);
    if (Array.isArray(array.data)) array.data[i] = item as Ref;
    else if (element === 'J') longsOf(array)[i] = BigInt(item as number);
    else if (element === 'D') doublesOf(array)[i] = Number(item);
    else if (element === 'F') floatsOf(array)[i] = Number(item);
    else if (element === 'I') intsOf(array)[i] = Number(item);
    else array.data[i] = Number(item);
  });
  return array;
}

function newAnnotation(vm: Machine, owner: JavaClass, annotation: EncodedAnnotation): Ref {
  const type = vm.findClass(annotation.type, loaderSpaceOf(owner) ?? vm.appLoader);
  if (type === undefined) return null;
  const made = vm.newObject<AnnotationPeer>(implementationOf(vm, type));
  made.peer = { type, elements: new Map(annotation.elements.map(({ name, value }) => [name, value])) };
  return made;
}

/** The annotation of a type among those of an element; null if it is not there, or not kept for run time. */
export function findAnnotation(
  vm: Machine,
  owner: JavaClass,
  annotations: readonly DexAnnotation[],
  type: JavaClass,
): Ref {
  const found = annotations.find((one) => one.visibility === 'runtime' && one.type === type.descriptor);
  return found === undefined ? null : newAnnotation(vm, owner, found);
}

/** All annotations of a type, those of a repeated one out of their container. */
export function* annotationsByType(
  vm: Machine,
  owner: JavaClass,
  annotations: readonly DexAnnotation[],
  type: JavaClass,
): Steps<JavaArray> {
  const direct = annotations.filter((one) => one.visibility === 'runtime' && one.type === type.descriptor);
  const repeatable = type.dexClass?.annotations.onClass.find(
    (one) => one.type === 'Ljava/lang/annotation/Repeatable;',
  )?.elements[0]?.value;
  const container = repeatable?.kind === 'type' ? repeatable.value : undefined;
  const within = annotations
    .filter((one) => one.visibility === 'runtime' && one.type === container)
    .flatMap(({ elements }) => {
      const value = elements.find(({ name }) => name === 'value')?.value;
      return value?.kind === 'array' ? value.value : [];
    })
    .flatMap((one) => (one.kind === 'annotation' ? [one.value] : []));
  const array = vm.newArray(`[${type.descriptor}`, direct.length + within.length);
  [...direct, ...within].forEach((one, i) => (array.data[i] = newAnnotation(vm, owner, one) as never));
  yield* vm.initClass(type);
  return array;
}

/** All annotations that are there at run time, as an Annotation[]. */
export function annotationArray(
  vm: Machine,
  owner: JavaClass,
  annotations: readonly DexAnnotation[],
): JavaArray {
  return vm.arrayOf(
    '[Ljava/lang/annotation/Annotation;',
    annotations
      .filter((one) => one.visibility === 'runtime')
      .map((one) => newAnnotation(vm, owner, one))
      .filter((one) => one !== null),
  );
}
