import { ACCESS } from '../../../../dex/index.ts';
import type { DexAnnotation, EncodedAnnotation, EncodedValue } from '../../../../dex/index.ts';
import {
  box,
  doublesOf,
  floatsOf,
  intsOf,
  JavaClass,
  loaderSpaceOf,
  longsOf,
  Method,
  returnType,
} from '../../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, JavaValue, Machine } from '../../../machine/index.ts';

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
  const add = (selector: string, native: (vm: Machine, self: Annotation) => JavaValue) => {
    const paren = selector.indexOf('(');
    cls.methods.set(
      selector,
      new Method(cls, selector.slice(0, paren), selector.slice(paren), ACCESS.public, { native }),
    );
  };
  for (const method of type.methods.values())
    add(method.selector, (_vm, self) => elementOf(vm, self, method));
  add('annotationType()Ljava/lang/Class;', () => vm.classObject(type));
  add('toString()Ljava/lang/String;', (_vm, self) => `@${self.peer.type.javaName}()`);
  classOfType.set(type, cls);
  return cls;
}

function elementOf(vm: Machine, self: Annotation, method: Method): JavaValue {
  const value = self.peer.elements.get(method.name) ?? defaultOf(self.peer.type, method.name);
  if (value === undefined)
    return vm.throwNew('java/lang/annotation/IncompleteAnnotationException', method.name);
  return toJavaValue(vm, self.peer.type, value, returnType(method.descriptor));
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
      // Reading a constant of a class that nobody has used yet would need its initialiser; the caller sees null then.
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
