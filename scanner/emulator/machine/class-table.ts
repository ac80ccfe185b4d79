import { ACCESS } from '../../dex/index.ts';
import type { DexClass, DexFile, EncodedValue } from '../../dex/index.ts';
import { ScanError } from '../../errors.ts';
import type { ClassModel } from './class-model.ts';
import { doubleHigh, doubleLow, floatToBits, longHigh, longLow } from './convert.ts';
import { Field, JavaClass, Method } from './java-class.ts';
import type { JavaObject, Slot } from './values.ts';

/** What the machine wants to know of the platform's API beyond the models. scanner/data/framework gives it. */
export type PlatformTable = {
  findClass(internalName: string): PlatformClass | undefined;
};

export type PlatformClass = {
  readonly name: string;
  readonly flags: number;
  readonly superName: string;
  readonly interfaces: readonly string[];
  readonly sinceApi: number;
  readonly fields: readonly PlatformMember[];
  readonly methods: readonly PlatformMember[];
};

export type PlatformMember = {
  readonly name: string;
  readonly descriptor: string;
  readonly flags: number;
  readonly sinceApi: number;
  readonly constant?: number | string | boolean;
};

/** Dex files that one class loader searches after its parent. */
export class LoaderSpace {
  readonly dexFiles: readonly DexFile[];
  readonly parent: LoaderSpace | null;
  readonly classes = new Map<string, JavaClass | null>();
  /** The java.lang.ClassLoader object, once there is one. */
  object: JavaObject | null = null;

  constructor(dexFiles: readonly DexFile[], parent: LoaderSpace | null) {
    this.dexFiles = dexFiles;
    this.parent = parent;
  }
}

/** Why a class cannot be had; the machine throws the Java error of that name. */
export class LinkFailure {
  readonly error: string;
  readonly message: string;

  constructor(error: string, message: string) {
    this.error = error;
    this.message = message;
  }
}

/** Longest chain of supertypes that is followed: real ones stay under 20. */
const MAX_ANCESTRY = 400;
const MAX_DIMENSIONS = 255;

const PLATFORM_PREFIXES = [
  'java/',
  'javax/',
  'android/',
  'dalvik/',
  'libcore/',
  'sun/',
  'com/android/internal/',
  'org/json/',
  'org/xml/',
  'org/w3c/',
  'org/xmlpull/',
  'org/apache/http/',
];
const APP_PREFIXES = ['android/support/', 'android/arch/'];

const PRIMITIVE_NAMES: Readonly<Record<string, string>> = {
  V: 'void',
  Z: 'boolean',
  B: 'byte',
  S: 'short',
  C: 'char',
  I: 'int',
  J: 'long',
  F: 'float',
  D: 'double',
};

/**
 * Finds, links and keeps classes. Platform classes come before the app's own, as on Android; a platform class that no
 * model covers becomes a phantom with the shape the platform table gives it.
 */
export class ClassTable {
  private readonly models = new Map<string, ClassModel>();
  private readonly platform = new Map<string, JavaClass | null>();
  private readonly primitives = new Map<string, JavaClass>();
  private readonly table: PlatformTable | undefined;
  private readonly apiLevel: number;
  /** Called when a phantom is made, so that the ledger names it. */
  private readonly onPhantom: (name: string) => void;
  private readonly watch: ReadonlyMap<string, string>;
  private linking = 0;

  constructor(
    models: readonly ClassModel[],
    table: PlatformTable | undefined,
    apiLevel: number,
    hooks: { onPhantom: (name: string) => void; watch: ReadonlyMap<string, string> },
  ) {
    for (const model of models) this.models.set(model.name, model);
    this.table = table;
    this.apiLevel = apiLevel;
    this.onPhantom = hooks.onPhantom;
    this.watch = hooks.watch;
    for (const [letter, name] of Object.entries(PRIMITIVE_NAMES))
      this.primitives.set(
        letter,
        this.ready(
          new JavaClass({
            name,
            descriptor: letter,
            origin: 'primitive',
            flags: ACCESS.public | ACCESS.final | ACCESS.abstract,
            superclass: null,
            interfaces: [],
          }),
        ),
      );
  }

  get modelCount(): number {
    return this.models.size;
  }

  /** Adds models after construction; a class already linked keeps its shape. */
  addModels(models: readonly ClassModel[]): void {
    for (const model of models) this.models.set(model.name, model);
  }

  /**
   * The class of a descriptor as code of `space` sees it, or undefined. `referenced` is true where code names the class
   * itself: then a platform class that no table knows (a hidden one) becomes a phantom; by reflection it is not found.
   * Throws LinkFailure when it exists but cannot be linked.
   */
  find(descriptor: string, space: LoaderSpace | null, referenced = true): JavaClass | undefined {
    const first = descriptor.charCodeAt(0);
    if (first === 0x5b) return this.findArray(descriptor, space, referenced);
    if (descriptor.length === 1) return this.primitives.get(descriptor);
    if (first !== 0x4c || !descriptor.endsWith(';')) return undefined;
    return this.findByName(descriptor.slice(1, -1), space, referenced);
  }

  /** Like `find`, by internal name of a class or interface. */
  findByName(name: string, space: LoaderSpace | null, referenced = true): JavaClass | undefined {
    const isLater = this.isLater(name);
    const modelled = isLater ? undefined : this.findPlatform(name, false);
    if (modelled !== undefined) return modelled;
    const own = space === null ? undefined : this.findInSpace(name, space);
    if (own !== undefined) return own;
    return referenced && !isLater && isPlatformName(name) ? this.findPlatform(name, true) : undefined;
  }

  /** The platform's class of that name; throws where even the models lack it, which is our bug. */
  platformClass(name: string): JavaClass {
    const found = name.startsWith('[') ? this.find(name, null) : this.findPlatform(name, true);
    if (found === undefined) throw new ScanError('INTERNAL', `The machine has no model of ${name}.`);
    return found;
  }

  primitive(letter: string): JavaClass {
    const found = this.primitives.get(letter);
    if (found === undefined) throw new ScanError('INTERNAL', `There is no primitive type ${letter}.`);
    return found;
  }

  /** The array class whose elements are of `element`. */
  arrayOf(element: JavaClass): JavaClass {
    if (element.arrayClass !== null) return element.arrayClass;
    const object = this.platformClass('java/lang/Object');
    const interfaces = ['java/lang/Cloneable', 'java/io/Serializable'].flatMap(
      (name) => this.findPlatform(name, true) ?? [],
    );
    const made = this.ready(
      new JavaClass({
        name: `[${element.descriptor}`,
        descriptor: `[${element.descriptor}`,
        origin: 'array',
        flags: (element.flags & ACCESS.public) | ACCESS.final | ACCESS.abstract,
        superclass: object,
        interfaces,
        element,
        loader: element.loader,
      }),
    );
    element.arrayClass = made;
    return made;
  }

  /** A class of Android that a version after this device's brought: models may use it, apps do not find it. */
  private isLater(name: string): boolean {
    if (!name.startsWith('android/') || !this.models.has(name)) return false;
    return (this.table?.findClass(name)?.sinceApi ?? 0) > this.apiLevel;
  }

  private findArray(
    descriptor: string,
    space: LoaderSpace | null,
    referenced: boolean,
  ): JavaClass | undefined {
    let dimensions = 0;
    while (descriptor.charCodeAt(dimensions) === 0x5b) dimensions++;
    if (dimensions > MAX_DIMENSIONS) return undefined;
    let cls = this.find(descriptor.slice(dimensions), space, referenced);
    if (cls === undefined || cls.descriptor === 'V') return undefined;
    for (let i = 0; i < dimensions; i++) cls = this.arrayOf(cls);
    return cls;
  }

  private findPlatform(name: string, orPhantom: boolean): JavaClass | undefined {
    const known = this.platform.get(name);
    if (known !== undefined && known !== null) return known;
    const model = this.models.get(name);
    const row = this.table?.findClass(name);
    let made: JavaClass | undefined;
    if (model !== undefined) made = this.linkModel(model, row);
    else if (row !== undefined && row.sinceApi <= this.apiLevel) made = this.linkPhantom(name, row);
    else if (orPhantom && row === undefined) made = this.linkPhantom(name, undefined);
    if (made !== undefined) this.platform.set(name, made);
    return made;
  }

  private findInSpace(name: string, space: LoaderSpace): JavaClass | undefined {
    if (space.parent !== null) {
      const inherited = this.findInSpace(name, space.parent);
      if (inherited !== undefined) return inherited;
    }
    const known = space.classes.get(name);
    if (known !== undefined) return known ?? undefined;
    const descriptor = `L${name};`;
    for (const dex of space.dexFiles) {
      const dexClass = dex.findClass(descriptor);
      if (dexClass === undefined) continue;
      const made = this.linkApp(name, dexClass, space);
      space.classes.set(name, made);
      return made;
    }
    space.classes.set(name, null);
    return undefined;
  }

  private linkApp(name: string, dexClass: DexClass, space: LoaderSpace): JavaClass {
    if (this.linking >= MAX_ANCESTRY) throw new LinkFailure('java/lang/ClassCircularityError', name);
    this.linking++;
    try {
      const superName = dexClass.superclass;
      if (superName === undefined)
        throw new LinkFailure('java/lang/ClassFormatError', `${name} has no superclass`);
      const superclass = this.parent(superName, space, name);
      const isInterface = (dexClass.accessFlags & ACCESS.interface) !== 0;
      if (superclass.isInterface || (isInterface && superclass.name !== 'java/lang/Object'))
        throw new LinkFailure('java/lang/IncompatibleClassChangeError', `${name} extends ${superclass.name}`);
      if ((superclass.flags & ACCESS.final) !== 0 && superclass.origin !== 'phantom')
        throw new LinkFailure(
          'java/lang/IncompatibleClassChangeError',
          `${name} extends final ${superclass.name}`,
        );
      const interfaces = dexClass.interfaces.map((descriptor) => this.parent(descriptor, space, name));
      const cls = new JavaClass({
        name,
        descriptor: `L${name};`,
        origin: 'app',
        flags: dexClass.accessFlags,
        superclass,
        interfaces,
        dexClass,
        loader: space.object,
      });
      this.addAppMembers(cls, dexClass);
      spaceOf.set(cls, space);
      return cls;
    } finally {
      this.linking--;
    }
  }

  private parent(descriptor: string, space: LoaderSpace, child: string): JavaClass {
    const found = descriptor === `L${child};` ? undefined : this.find(descriptor, space);
    if (found === undefined || found.descriptor.length === 1 || found.element !== null)
      throw new LinkFailure('java/lang/NoClassDefFoundError', descriptor.slice(1, -1));
    return found;
  }

  private addAppMembers(cls: JavaClass, dexClass: DexClass): void {
    const template = cls.superclass === null ? [] : [...cls.superclass.template];
    for (const { ref, accessFlags, index } of dexClass.instanceFields)
      this.addField(cls, ref.name, ref.type, accessFlags & ~ACCESS.static, template, undefined, index);
    for (const { ref, accessFlags, index } of dexClass.staticFields)
      this.addField(cls, ref.name, ref.type, accessFlags | ACCESS.static, cls.statics, undefined, index);
    cls.template = template;
    cls.instanceBytes = 56 + template.length * 8;
    for (const method of dexClass.methods()) {
      const { name, proto } = method.ref;
      const made = new Method(cls, name, proto.descriptor, method.accessFlags, { dex: method });
      if (!cls.methods.has(made.selector)) cls.methods.set(made.selector, made);
    }
  }

  private addField(
    cls: JavaClass,
    name: string,
    type: string,
    flags: number,
    slots: Slot[],
    initial: Slot | undefined,
    dexIndex = -1,
  ): Field {
    const field = new Field(cls, name, type, flags, slots.length, dexIndex);
    slots.push(initial ?? (field.isReference ? null : 0));
    if (field.isWide) slots.push(0);
    if (cls.origin !== 'app') field.watch = this.watch.get(`${cls.name}#${name}`) ?? null;
    const key = `${name}:${type}`;
    if (!cls.fields.has(key)) cls.fields.set(key, field);
    return field;
  }

  private linkModel(model: ClassModel, row: PlatformClass | undefined): JavaClass {
    const isObject = model.name === 'java/lang/Object';
    const superclass = isObject ? null : this.platformClass(model.super ?? 'java/lang/Object');
    const flags = modifiers(model.flags ?? '') | ACCESS.public;
    const cls = new JavaClass({
      name: model.name,
      descriptor: `L${model.name};`,
      origin: 'model',
      flags: (flags & ACCESS.interface) !== 0 ? flags | ACCESS.abstract : flags,
      superclass,
      interfaces: (model.interfaces ?? []).map((name) => this.platformClass(name)),
      model,
    });
    const template = superclass === null ? [] : [...superclass.template];
    for (const key of Object.keys(model.fields ?? {})) {
      const { words, rest } = splitModifiers(key);
      const colon = rest.indexOf(':');
      const memberFlags = memberModifiers(words);
      const slots = (memberFlags & ACCESS.static) !== 0 ? cls.statics : template;
      this.addField(cls, rest.slice(0, colon), rest.slice(colon + 1), memberFlags, slots, undefined);
    }
    cls.template = template;
    cls.instanceBytes = 56 + template.length * 8;
    for (const [key, native] of Object.entries(model.methods ?? {})) {
      const { words, rest } = splitModifiers(key);
      const paren = rest.indexOf('(');
      const name = rest.slice(0, paren);
      const constructorFlag = name === '<init>' || name === '<clinit>' ? ACCESS.constructor : 0;
      const memberFlags = memberModifiers(words) | constructorFlag | (native === null ? ACCESS.abstract : 0);
      const method = new Method(cls, name, rest.slice(paren), memberFlags, native === null ? {} : { native });
      method.watch = this.watchOf(method);
      if (method.watch !== null && row !== undefined && this.isLaterMethod(row, name)) continue;
      cls.methods.set(method.selector, method);
    }
    return cls;
  }

  /** Whether every public method of that name came with a version after this device's. */
  private isLaterMethod(row: PlatformClass, name: string): boolean {
    const known = row.methods.filter((method) => method.name === name);
    return known.length > 0 && known.every(({ sinceApi }) => sinceApi > this.apiLevel);
  }

  /** A method of a platform class that no model has: calling it gives a typed unknown. */
  addUnknown(cls: JavaClass, selector: string, flags: number): Method {
    const paren = selector.indexOf('(');
    const name = selector.slice(0, paren);
    const method = new Method(cls, name, selector.slice(paren), flags | ACCESS.public, { unknown: true });
    method.watch = this.watchOf(method);
    cls.methods.set(selector, method);
    return method;
  }

  private watchOf(method: Method): string | null {
    if (this.watch.size === 0) return null;
    const name = `${method.owner.name}.${method.name}`;
    return this.watch.get(name + method.descriptor) ?? this.watch.get(name) ?? null;
  }

  private linkPhantom(name: string, row: PlatformClass | undefined): JavaClass {
    // An interface of the platform has no behaviour that could be missing.
    if (row === undefined || (row.flags & ACCESS.interface) === 0) this.onPhantom(name);
    const superName = row === undefined || row.superName === '' ? 'java/lang/Object' : row.superName;
    const cls = new JavaClass({
      name,
      descriptor: `L${name};`,
      origin: 'phantom',
      flags: row?.flags ?? ACCESS.public,
      superclass: this.platformClass(superName),
      interfaces: (row?.interfaces ?? []).map((parent) => this.platformClass(parent)),
    });
    cls.template = [...(cls.superclass?.template ?? [])];
    cls.state = 'initialized';
    for (const { name: field, descriptor, flags, constant } of row?.fields ?? []) {
      // Only constants are known; the other fields of a phantom are gaps.
      if (constant === undefined || descriptor === '#' || typeof constant === 'string') continue;
      if ((flags & ACCESS.static) === 0) continue;
      const made = this.addField(cls, field, descriptor, flags, cls.statics, undefined);
      setConstant(cls.statics, made, constant);
    }
    return cls;
  }

  private ready(cls: JavaClass): JavaClass {
    cls.state = 'initialized';
    return cls;
  }

  /** The platform table's row of a class, for models that want constants and signatures. */
  platformRow(name: string): PlatformClass | undefined {
    return this.table?.findClass(name);
  }
}

const spaceOf = new WeakMap<JavaClass, LoaderSpace>();

/** The loader space whose code a class is; null for the platform's. */
export function loaderSpaceOf(cls: JavaClass): LoaderSpace | null {
  return spaceOf.get(cls) ?? null;
}

/** Whether a name belongs to the platform, so that no app class can have it. */
export function isPlatformName(name: string): boolean {
  return (
    PLATFORM_PREFIXES.some((prefix) => name.startsWith(prefix)) &&
    !APP_PREFIXES.some((prefix) => name.startsWith(prefix))
  );
}

function setConstant(slots: Slot[], field: Field, constant: number | boolean): void {
  const value = Number(constant);
  if (field.type === 'F') slots[field.slot] = floatToBits(value);
  else if (field.type === 'D') {
    slots[field.slot] = doubleLow(value);
    slots[field.slot + 1] = doubleHigh(value);
  } else if (field.type === 'J') {
    slots[field.slot] = longLow(BigInt(value));
    slots[field.slot + 1] = longHigh(BigInt(value));
  } else slots[field.slot] = value | 0;
}

/** Writes a primitive constant of the file to a static's slot; references need the machine and are left to it. */
export function setEncodedPrimitive(slots: Slot[], field: Field, value: EncodedValue): boolean {
  switch (value.kind) {
    case 'boolean':
      slots[field.slot] = value.value ? 1 : 0;
      return true;
    case 'byte':
    case 'short':
    case 'char':
    case 'int':
      slots[field.slot] = value.value | 0;
      return true;
    case 'long':
      slots[field.slot] = longLow(value.value);
      slots[field.slot + 1] = longHigh(value.value);
      return true;
    case 'float':
      slots[field.slot] = floatToBits(value.value);
      return true;
    case 'double':
      slots[field.slot] = doubleLow(value.value);
      slots[field.slot + 1] = doubleHigh(value.value);
      return true;
    default:
      return false;
  }
}

const WORDS: Readonly<Record<string, number>> = {
  public: ACCESS.public,
  private: ACCESS.private,
  protected: ACCESS.protected,
  static: ACCESS.static,
  final: ACCESS.final,
  synchronized: ACCESS.synchronized,
  volatile: ACCESS.volatile,
  transient: ACCESS.transient,
  varargs: ACCESS.varargs,
  native: ACCESS.native,
  interface: ACCESS.interface,
  abstract: ACCESS.abstract,
  annotation: ACCESS.annotation,
  enum: ACCESS.enum,
  package: 0,
};

function splitModifiers(key: string): { words: string; rest: string } {
  const space = key.lastIndexOf(' ');
  return { words: key.slice(0, Math.max(space, 0)), rest: key.slice(space + 1) };
}

function modifiers(words: string): number {
  return words
    .split(' ')
    .filter((word) => word !== '')
    .reduce((flags, word) => {
      const flag = WORDS[word];
      if (flag === undefined) throw new ScanError('INTERNAL', `A model has the unknown modifier ${word}.`);
      return flags | flag;
    }, 0);
}

/** Members are public unless a word says otherwise. */
function memberModifiers(words: string): number {
  const flags = modifiers(words);
  const hasAccess = /\b(private|protected|package)\b/.test(words);
  return hasAccess ? flags : flags | ACCESS.public;
}
