import type { DexClass, DexMethod } from '../../dex/index.ts';
import { ACCESS } from '../../dex/index.ts';
import type { ClassModel, NativeMethod } from './class-model.ts';
import type { MethodCode } from './method-code.ts';
import type { HeapObject, JavaObject, Slot } from './values.ts';

/** How far a class has come. `initializing` is bound to the thread that does it. */
export type ClassState = 'linked' | 'initializing' | 'initialized' | 'failed';

/** Where a class came from. A phantom is known by name, not modelled: everything it does is unknown. */
export type ClassOrigin = 'model' | 'app' | 'array' | 'primitive' | 'phantom';

/** A field of a linked class. `slot` counts from 0 in the object's or class's slots; wide fields take two. */
export class Field {
  readonly owner: JavaClass;
  readonly name: string;
  /** Descriptor. */
  readonly type: string;
  readonly flags: number;
  readonly slot: number;
  /** Index in the dex file, for annotations; -1 for modelled fields. */
  readonly dexIndex: number;
  /** What reading the field reads, when it is on the watch list. */
  watch: string | null = null;

  constructor(owner: JavaClass, name: string, type: string, flags: number, slot: number, dexIndex = -1) {
    this.owner = owner;
    this.name = name;
    this.type = type;
    this.flags = flags;
    this.slot = slot;
    this.dexIndex = dexIndex;
  }

  get isStatic(): boolean {
    return (this.flags & ACCESS.static) !== 0;
  }

  get isWide(): boolean {
    return this.type === 'J' || this.type === 'D';
  }

  get isReference(): boolean {
    return this.type.length > 1;
  }
}

/** A method of a linked class. */
export class Method {
  readonly owner: JavaClass;
  readonly name: string;
  /** JVM descriptor. */
  readonly descriptor: string;
  /** Name and descriptor: what overriding goes by. */
  readonly selector: string;
  readonly flags: number;
  /** One kind letter a parameter, the receiver's L first unless static: Z B S C I J F D L. */
  readonly kinds: string;
  /** Kind letter of what it returns, V for nothing. */
  readonly returns: string;
  /** Register words of all parameters. */
  readonly insWords: number;
  readonly native: NativeMethod | null;
  readonly dexMethod: DexMethod | null;
  /** Decoded on the first call. */
  code: MethodCode | null = null;
  /** What the method reads, when it is on the watch list. */
  watch: string | null = null;
  /** Not modelled, and not in the app: a call gives a typed unknown. */
  readonly isUnknown: boolean;
  readonly isStatic: boolean;
  readonly isSynchronized: boolean;
  readonly isAbstract: boolean;
  /** Labels flow through it by the default rule. */
  readonly flows: boolean;
  /** Calls so far, for hot-code compilation. */
  heat = 0;

  constructor(
    owner: JavaClass,
    name: string,
    descriptor: string,
    flags: number,
    body: { native?: NativeMethod; dex?: DexMethod; unknown?: boolean },
  ) {
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.selector = name + descriptor;
    this.flags = flags;
    this.native = body.native ?? null;
    this.dexMethod = body.dex ?? null;
    this.isUnknown = body.unknown ?? false;
    this.isStatic = (flags & ACCESS.static) !== 0;
    this.isSynchronized = (flags & (ACCESS.synchronized | ACCESS.declaredSynchronized)) !== 0;
    this.isAbstract = (flags & ACCESS.abstract) !== 0;
    this.flows = owner.model?.labels !== 'container';
    const parameters = parameterKinds(descriptor);
    this.kinds = this.isStatic ? parameters : `L${parameters}`;
    this.returns = kindOf(descriptor, descriptor.indexOf(')') + 1);
    this.insWords = [...this.kinds].reduce((sum, kind) => sum + (kind === 'J' || kind === 'D' ? 2 : 1), 0);
  }
}

/** A class as the machine runs it. */
export class JavaClass {
  /** Internal name, `java/lang/String`; arrays `[I`; primitives `int`. */
  readonly name: string;
  readonly descriptor: string;
  readonly origin: ClassOrigin;
  readonly flags: number;
  readonly superclass: JavaClass | null;
  readonly interfaces: readonly JavaClass[];
  readonly model: ClassModel | null;
  readonly dexClass: DexClass | null;
  /** The element class of an array. */
  readonly element: JavaClass | null;
  /** Name of the loader that defined it; null for the platform's own. */
  readonly loader: JavaObject | null;
  state: ClassState = 'linked';
  /** Number of the thread that initialises it. */
  initThread = 0;
  /** Why initialisation failed. */
  failure: HeapObject | null = null;
  /** Threads that wait until it is initialised. */
  readonly initWaiters: number[] = [];
  /** Fields by `name:type`, declared here. */
  readonly fields = new Map<string, Field>();
  /** Methods by selector, declared here. */
  readonly methods = new Map<string, Method>();
  /** Values of static fields. */
  statics: Slot[] = [];
  /** Labels of static fields, once one has any. */
  staticShadow: Int32Array | null = null;
  /** Initial slots of an instance, superclass fields first. */
  template: Slot[] = [];
  /** All supertypes and itself, by name, for instance-of. */
  readonly ancestors: ReadonlySet<JavaClass>;
  /** What a virtual call by selector comes to on this class: filled as it is asked for. */
  readonly dispatch = new Map<string, Method>();
  /** The java.lang.Class object, once there is one. */
  mirror: JavaObject<JavaClass> | null = null;
  /** Array class of this one, once asked for. */
  arrayClass: JavaClass | null = null;
  /** Estimated bytes of an instance. */
  instanceBytes = 56;

  constructor(shape: {
    name: string;
    descriptor: string;
    origin: ClassOrigin;
    flags: number;
    superclass: JavaClass | null;
    interfaces: readonly JavaClass[];
    model?: ClassModel;
    dexClass?: DexClass;
    element?: JavaClass;
    loader?: JavaObject | null;
  }) {
    this.name = shape.name;
    this.descriptor = shape.descriptor;
    this.origin = shape.origin;
    this.flags = shape.flags;
    this.superclass = shape.superclass;
    this.interfaces = shape.interfaces;
    this.model = shape.model ?? null;
    this.dexClass = shape.dexClass ?? null;
    this.element = shape.element ?? null;
    this.loader = shape.loader ?? null;
    const ancestors = new Set<JavaClass>([this]);
    for (const parent of shape.superclass === null
      ? shape.interfaces
      : [shape.superclass, ...shape.interfaces])
      for (const ancestor of parent.ancestors) ancestors.add(ancestor);
    this.ancestors = ancestors;
  }

  get isInterface(): boolean {
    return (this.flags & ACCESS.interface) !== 0;
  }

  get isAbstract(): boolean {
    return (this.flags & ACCESS.abstract) !== 0;
  }

  get isPrimitive(): boolean {
    return this.origin === 'primitive';
  }

  /** Name as Class.getName gives it: `java.lang.String`, `[Ljava.lang.String;`, `int`. */
  get javaName(): string {
    return this.name.replaceAll('/', '.');
  }

  /** Whether a value of this class may stand where `target` is asked for (arrays covariant). */
  isSubclassOf(target: JavaClass): boolean {
    if (this === target || this.ancestors.has(target)) return true;
    const from = this.element;
    const to = target.element;
    return from !== null && to !== null && !from.isPrimitive && !to.isPrimitive && from.isSubclassOf(to);
  }
}

/** Kind letters of a descriptor's parameters; arrays and classes are L. */
export function parameterKinds(descriptor: string): string {
  let kinds = '';
  let at = 1;
  while (at < descriptor.length && descriptor[at] !== ')') {
    kinds += kindOf(descriptor, at);
    at = endOfType(descriptor, at);
  }
  return kinds;
}

/** Descriptors of a method descriptor's parameters. */
export function parameterTypes(descriptor: string): string[] {
  const types: string[] = [];
  let at = 1;
  while (at < descriptor.length && descriptor[at] !== ')') {
    const end = endOfType(descriptor, at);
    types.push(descriptor.slice(at, end));
    at = end;
  }
  return types;
}

/** Descriptor of what a method returns. */
export function returnType(descriptor: string): string {
  return descriptor.slice(descriptor.indexOf(')') + 1);
}

function kindOf(descriptor: string, at: number): string {
  const first = descriptor[at] ?? 'V';
  return first === '[' ? 'L' : first;
}

function endOfType(descriptor: string, start: number): number {
  let at = start;
  while (descriptor[at] === '[') at++;
  if (descriptor[at] !== 'L') return at + 1;
  const end = descriptor.indexOf(';', at);
  return end < 0 ? descriptor.length : end + 1;
}
