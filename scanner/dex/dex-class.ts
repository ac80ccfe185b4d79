import { badDex } from './byte-cursor.ts';
import type { ByteCursor } from './byte-cursor.ts';
import type { DexFile } from './dex-file.ts';
import type { FieldRef, MethodRef } from './references.ts';
import { Code } from './code.ts';
import { readEncodedArray } from './encoded-value.ts';
import type { EncodedValue } from './encoded-value.ts';
import { readAnnotationsDirectory } from './annotations.ts';
import type { AnnotationsDirectory } from './annotations.ts';

/** Access flags as the dex format numbers them. */
export const ACCESS = {
  public: 0x1,
  private: 0x2,
  protected: 0x4,
  static: 0x8,
  final: 0x10,
  synchronized: 0x20,
  volatile: 0x40,
  bridge: 0x40,
  transient: 0x80,
  varargs: 0x80,
  native: 0x100,
  interface: 0x200,
  abstract: 0x400,
  strict: 0x800,
  synthetic: 0x1000,
  annotation: 0x2000,
  enum: 0x4000,
  constructor: 0x10000,
  declaredSynchronized: 0x20000,
} as const;

const NO_INDEX = 0xffffffff;

/** A field that a class declares. */
export class DexField {
  readonly owner: DexClass;
  readonly index: number;
  readonly accessFlags: number;
  readonly isStatic: boolean;

  constructor(owner: DexClass, index: number, accessFlags: number, isStatic: boolean) {
    this.owner = owner;
    this.index = index;
    this.accessFlags = accessFlags;
    this.isStatic = isStatic;
  }

  get ref(): FieldRef {
    return this.owner.dex.field(this.index);
  }
}

/** A method that a class declares, with its code read on demand. */
export class DexMethod {
  readonly owner: DexClass;
  readonly index: number;
  readonly accessFlags: number;
  /** Direct methods are static, private or constructors; the others are virtual. */
  readonly isDirect: boolean;
  /** 0 where there is no code (abstract and native methods). */
  readonly codeOffset: number;
  private codeRead: Code | undefined;

  constructor(owner: DexClass, index: number, accessFlags: number, codeOffset: number, isDirect: boolean) {
    this.owner = owner;
    this.index = index;
    this.accessFlags = accessFlags;
    this.codeOffset = codeOffset;
    this.isDirect = isDirect;
  }

  get ref(): MethodRef {
    return this.owner.dex.method(this.index);
  }

  get isStatic(): boolean {
    return (this.accessFlags & ACCESS.static) !== 0;
  }

  /** The method's code, or undefined where it is abstract or native. */
  findCode(): Code | undefined {
    if (this.codeOffset === 0) return undefined;
    this.codeRead ??= new Code(this.owner.dex, this.codeOffset, this);
    return this.codeRead;
  }
}

type ClassData = {
  readonly staticCount: number;
  readonly instanceCount: number;
  /** Offset of the fields. They are checked with the rest, and made when they are asked for. */
  readonly fieldsAt: number;
  readonly directMethods: readonly DexMethod[];
  readonly virtualMethods: readonly DexMethod[];
};

type ClassFields = {
  readonly staticFields: readonly DexField[];
  readonly instanceFields: readonly DexField[];
};

const NO_DATA: ClassData = {
  staticCount: 0,
  instanceCount: 0,
  fieldsAt: 0,
  directMethods: [],
  virtualMethods: [],
};

/** A class definition; its members, initial values and annotations are read when first asked for. */
export class DexClass {
  readonly dex: DexFile;
  /** Place in the file's list of class definitions. */
  readonly index: number;
  readonly typeIndex: number;
  readonly accessFlags: number;
  private readonly at: number;
  private dataRead: ClassData | undefined;
  private fieldsRead: ClassFields | undefined;
  private annotationsRead: AnnotationsDirectory | undefined;

  /** `at` is the offset of the class_def_item. */
  constructor(dex: DexFile, index: number, at: number) {
    this.dex = dex;
    this.index = index;
    this.at = at;
    this.typeIndex = dex.u32(at);
    this.accessFlags = dex.u32(at + 4);
  }

  /** Descriptor, such as `Lcom/example/Main;`. */
  get descriptor(): string {
    return this.dex.type(this.typeIndex);
  }

  /** Descriptor of the superclass; undefined for java.lang.Object only. */
  get superclass(): string | undefined {
    const index = this.dex.u32(this.at + 8);
    return index === NO_INDEX ? undefined : this.dex.type(index);
  }

  get interfaces(): readonly string[] {
    return this.dex.typeList(this.dex.u32(this.at + 12));
  }

  get sourceFile(): string | undefined {
    const index = this.dex.u32(this.at + 16);
    return index === NO_INDEX ? undefined : this.dex.string(index);
  }

  get annotations(): AnnotationsDirectory {
    this.annotationsRead ??= readAnnotationsDirectory(this.dex, this.dex.u32(this.at + 20));
    return this.annotationsRead;
  }

  get staticFields(): readonly DexField[] {
    return this.fields.staticFields;
  }

  get instanceFields(): readonly DexField[] {
    return this.fields.instanceFields;
  }

  get directMethods(): readonly DexMethod[] {
    return this.data.directMethods;
  }

  get virtualMethods(): readonly DexMethod[] {
    return this.data.virtualMethods;
  }

  /** Direct methods, then virtual ones. */
  *methods(): Generator<DexMethod> {
    yield* this.data.directMethods;
    yield* this.data.virtualMethods;
  }

  /** Initial values of the first static fields, in their order; the rest start at zero or null. */
  staticValues(): readonly EncodedValue[] {
    const offset = this.dex.u32(this.at + 28);
    return offset === 0 ? [] : readEncodedArray(this.dex, this.dex.cursor(offset));
  }

  private get data(): ClassData {
    this.dataRead ??= this.readData(this.dex.u32(this.at + 24));
    return this.dataRead;
  }

  private readData(offset: number): ClassData {
    if (offset === 0) return NO_DATA;
    const cursor = this.dex.cursor(offset);
    const staticCount = cursor.uleb();
    const instanceCount = cursor.uleb();
    const directCount = cursor.uleb();
    const virtualCount = cursor.uleb();
    cursor.checkCount(staticCount + instanceCount, 2);
    cursor.checkCount(directCount + virtualCount, 3);
    const fieldsAt = cursor.offset;
    this.checkFields(cursor, staticCount);
    this.checkFields(cursor, instanceCount);
    return {
      staticCount,
      instanceCount,
      fieldsAt,
      directMethods: this.readMethods(cursor, directCount, true),
      virtualMethods: this.readMethods(cursor, virtualCount, false),
    };
  }

  private get fields(): ClassFields {
    if (this.fieldsRead === undefined) {
      const { staticCount, instanceCount, fieldsAt } = this.data;
      const cursor = this.dex.cursor(fieldsAt);
      this.fieldsRead = {
        staticFields: this.readFields(cursor, staticCount, true),
        instanceFields: this.readFields(cursor, instanceCount, false),
      };
    }
    return this.fieldsRead;
  }

  private checkFields(cursor: ByteCursor, count: number): void {
    let index = 0;
    for (let i = 0; i < count; i++) {
      const at = cursor.offset;
      index += cursor.uleb();
      if (index >= this.dex.fieldCount) badDex(this.dex.name, `There is no field ${index}`, at);
      cursor.uleb();
    }
  }

  private readFields(cursor: ByteCursor, count: number, isStatic: boolean): DexField[] {
    const fields: DexField[] = [];
    let index = 0;
    for (let i = 0; i < count; i++) {
      index += cursor.uleb();
      fields.push(new DexField(this, index, cursor.uleb(), isStatic));
    }
    return fields;
  }

  private readMethods(cursor: ByteCursor, count: number, isDirect: boolean): DexMethod[] {
    const methods: DexMethod[] = [];
    let index = 0;
    for (let i = 0; i < count; i++) {
      const at = cursor.offset;
      index += cursor.uleb();
      if (index >= this.dex.methodCount) badDex(this.dex.name, `There is no method ${index}`, at);
      const accessFlags = cursor.uleb();
      methods.push(new DexMethod(this, index, accessFlags, cursor.uleb(), isDirect));
    }
    return methods;
  }
}
