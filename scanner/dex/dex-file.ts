import { ByteCursor, badDex } from './byte-cursor.ts';
import { readMutf8 } from './mutf8.ts';
import { DexClass } from './dex-class.ts';
import { readEncodedArray } from './encoded-value.ts';
import { METHOD_HANDLE_KINDS } from './references.ts';
import type { CallSiteRef, FieldRef, MethodHandleRef, MethodRef, Proto } from './references.ts';

const HEADER_BYTES = 0x70;
const ENDIAN_TAG = 0x12345678;
/** Arguments fill at most 255 words (Dalvik bytecode, invoke-kind/range). */
const MAX_PARAMETERS = 255;
const MAP_CALL_SITES = 0x0007;
const MAP_METHOD_HANDLES = 0x0008;

type Section = { readonly count: number; readonly offset: number };

/**
 * One dex file (versions 035 to 041), read lazily from its bytes. Nothing but the header is touched before it is
 * asked for; what is read once is kept. Every broken offset, index or count is a ScanError BAD_DEX.
 */
export class DexFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The whole file as 16-bit units, for instruction streams. */
  readonly units: Uint16Array;
  /** The number in the magic, such as 35. */
  readonly version: number;
  readonly stringCount: number;
  readonly typeCount: number;
  readonly protoCount: number;
  readonly fieldCount: number;
  readonly methodCount: number;
  readonly classCount: number;
  readonly callSiteCount: number;
  readonly methodHandleCount: number;

  private readonly view: DataView;
  private readonly stringIds: Section;
  private readonly typeIds: Section;
  private readonly protoIds: Section;
  private readonly fieldIds: Section;
  private readonly methodIds: Section;
  private readonly classDefs: Section;
  private readonly callSiteIds: Section;
  private readonly methodHandles: Section;
  private readonly strings: (string | undefined)[];
  private readonly types: (string | undefined)[];
  private readonly protos: (Proto | undefined)[];
  private readonly fieldRefs: (FieldRef | undefined)[];
  private readonly methodRefs: (MethodRef | undefined)[];
  private readonly methodKeys: (string | undefined)[];
  private readonly keysByPair = new Map<number, string>();
  private readonly classesByIndex: (DexClass | undefined)[];
  private typesByName: Map<string, number> | undefined;
  private classesByName: Map<string, number> | undefined;

  /** `bytes` must start at a multiple of four in its buffer (openDex sees to it); `headerOffset` is 0 but in containers. */
  constructor(bytes: Uint8Array, name: string, headerOffset = 0) {
    this.name = name;
    this.bytes = bytes;
    this.units = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (bytes.length - headerOffset < HEADER_BYTES)
      badDex(name, 'The file is shorter than a dex header', headerOffset);
    this.version = readVersion(bytes, name, headerOffset);
    if (this.u32(headerOffset + 0x28) !== ENDIAN_TAG)
      badDex(name, 'The file is not little-endian dex', headerOffset + 0x28);
    this.stringIds = this.section(headerOffset + 0x38, 4);
    this.typeIds = this.section(headerOffset + 0x40, 4);
    this.protoIds = this.section(headerOffset + 0x48, 12);
    this.fieldIds = this.section(headerOffset + 0x50, 8);
    this.methodIds = this.section(headerOffset + 0x58, 8);
    this.classDefs = this.section(headerOffset + 0x60, 32);
    const map = this.version >= 38 ? this.readMap(this.u32(headerOffset + 0x34)) : new Map<number, Section>();
    this.callSiteIds = this.checked(map.get(MAP_CALL_SITES), 4);
    this.methodHandles = this.checked(map.get(MAP_METHOD_HANDLES), 8);
    this.stringCount = this.stringIds.count;
    this.typeCount = this.typeIds.count;
    this.protoCount = this.protoIds.count;
    this.fieldCount = this.fieldIds.count;
    this.methodCount = this.methodIds.count;
    this.classCount = this.classDefs.count;
    this.callSiteCount = this.callSiteIds.count;
    this.methodHandleCount = this.methodHandles.count;
    this.strings = new Array<string | undefined>(this.stringCount);
    this.types = new Array<string | undefined>(this.typeCount);
    this.protos = new Array<Proto | undefined>(this.protoCount);
    this.fieldRefs = new Array<FieldRef | undefined>(this.fieldCount);
    this.methodRefs = new Array<MethodRef | undefined>(this.methodCount);
    this.methodKeys = new Array<string | undefined>(this.methodCount);
    this.classesByIndex = new Array<DexClass | undefined>(this.classCount);
  }

  /** Text of a string by index. */
  string(index: number): string {
    const known = this.strings[index];
    if (known !== undefined) return known;
    const cursor = this.cursor(this.u32(this.item(this.stringIds, index, 4, 'string')));
    cursor.uleb();
    const text = readMutf8(this.bytes, cursor.offset, this.name);
    this.strings[index] = text;
    return text;
  }

  /** Descriptor of a type by index, such as `Ljava/lang/String;`, `[I` or `V`. */
  type(index: number): string {
    const known = this.types[index];
    if (known !== undefined) return known;
    const descriptor = this.string(this.u32(this.item(this.typeIds, index, 4, 'type')));
    this.types[index] = descriptor;
    return descriptor;
  }

  proto(index: number): Proto {
    const known = this.protos[index];
    if (known !== undefined) return known;
    const at = this.item(this.protoIds, index, 12, 'proto');
    const parameters = this.typeList(this.u32(at + 8));
    if (parameters.length > MAX_PARAMETERS) badDex(this.name, 'A method type has too many parameters', at);
    const returnType = this.type(this.u32(at + 4));
    const proto: Proto = {
      shorty: this.string(this.u32(at)),
      returnType,
      parameters,
      descriptor: `(${parameters.join('')})${returnType}`,
    };
    this.protos[index] = proto;
    return proto;
  }

  field(index: number): FieldRef {
    const known = this.fieldRefs[index];
    if (known !== undefined) return known;
    const at = this.item(this.fieldIds, index, 8, 'field');
    const ref: FieldRef = {
      owner: this.type(this.u16(at)),
      name: this.string(this.u32(at + 4)),
      type: this.type(this.u16(at + 2)),
    };
    this.fieldRefs[index] = ref;
    return ref;
  }

  method(index: number): MethodRef {
    const known = this.methodRefs[index];
    if (known !== undefined) return known;
    const at = this.item(this.methodIds, index, 8, 'method');
    const ref: MethodRef = {
      owner: this.type(this.u16(at)),
      name: this.string(this.u32(at + 4)),
      proto: this.proto(this.u16(at + 2)),
    };
    this.methodRefs[index] = ref;
    return ref;
  }

  /** Name and descriptor of a method in one, such as `run()V`: what a class may define once. */
  methodKey(index: number): string {
    const known = this.methodKeys[index];
    if (known !== undefined) return known;
    const at = this.item(this.methodIds, index, 8, 'method');
    const proto = this.u16(at + 2);
    // Few names and types make many methods: each pair is put together once.
    const pair = this.u32(at + 4) * 0x10000 + proto;
    let key = this.keysByPair.get(pair);
    if (key === undefined) {
      key = this.string(this.u32(at + 4)) + this.proto(proto).descriptor;
      this.keysByPair.set(pair, key);
    }
    this.methodKeys[index] = key;
    return key;
  }

  /** Index of the type that owns a field, without making strings. */
  fieldOwnerType(index: number): number {
    return this.u16(this.item(this.fieldIds, index, 8, 'field'));
  }

  /** Index of the type that owns a method, without making strings: for scans over many methods. */
  methodOwnerType(index: number): number {
    return this.u16(this.item(this.methodIds, index, 8, 'method'));
  }

  methodHandle(index: number): MethodHandleRef {
    const at = this.item(this.methodHandles, index, 8, 'method handle');
    const kind = METHOD_HANDLE_KINDS[this.u16(at)];
    if (kind === undefined) badDex(this.name, 'A method handle has an unknown kind', at);
    const target = this.u16(at + 4);
    return METHOD_HANDLE_KINDS.indexOf(kind) < 4
      ? { kind, field: this.field(target) }
      : { kind, method: this.method(target) };
  }

  callSite(index: number): CallSiteRef {
    const offset = this.u32(this.item(this.callSiteIds, index, 4, 'call site'));
    const [bootstrap, name, proto, ...extra] = readEncodedArray(this, this.cursor(offset));
    if (bootstrap?.kind !== 'method-handle' || name?.kind !== 'string' || proto?.kind !== 'method-type')
      return badDex(this.name, 'A call site does not begin with handle, name and type', offset);
    return { bootstrap: bootstrap.value, name: name.value, proto: proto.value, extra };
  }

  /** The class definition by its place in the file. */
  classAt(index: number): DexClass {
    const known = this.classesByIndex[index];
    if (known !== undefined) return known;
    const found = new DexClass(this, index, this.item(this.classDefs, index, 32, 'class'));
    this.classesByIndex[index] = found;
    return found;
  }

  /** All class definitions in file order. */
  *classes(): Generator<DexClass> {
    for (let index = 0; index < this.classCount; index++) yield this.classAt(index);
  }

  /** The class defined here under a descriptor; the first one, should a hostile file define it twice. */
  findClass(descriptor: string): DexClass | undefined {
    if (this.classesByName === undefined) {
      this.classesByName = new Map();
      for (let index = 0; index < this.classCount; index++) {
        const name = this.type(this.u32(this.item(this.classDefs, index, 32, 'class')));
        if (!this.classesByName.has(name)) this.classesByName.set(name, index);
      }
    }
    const index = this.classesByName.get(descriptor);
    return index === undefined ? undefined : this.classAt(index);
  }

  /** Index of a type descriptor, when the file names it. */
  findType(descriptor: string): number | undefined {
    if (this.typesByName === undefined) {
      this.typesByName = new Map();
      for (let index = 0; index < this.typeCount; index++) this.typesByName.set(this.type(index), index);
    }
    return this.typesByName.get(descriptor);
  }

  /** Whether the pool has this string. The pool is in order of UTF-16 units; a broken one answers anything. */
  hasString(text: string): boolean {
    let low = 0;
    let high = this.stringCount - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.string(middle);
      if (found === text) return true;
      if (found < text) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  /** Descriptors of the type list at an offset; 0 means none. */
  typeList(offset: number): readonly string[] {
    if (offset === 0) return [];
    const cursor = this.cursor(offset);
    const count = cursor.checkCount(cursor.u32(), 2);
    const types: string[] = [];
    for (let i = 0; i < count; i++) types.push(this.type(cursor.u16()));
    return types;
  }

  /** A read position at an offset of this file. */
  cursor(offset: number): ByteCursor {
    return new ByteCursor(this.bytes, this.name, offset);
  }

  /** An unsigned 16-bit number at a checked offset. */
  u16(offset: number): number {
    if (offset + 2 > this.bytes.length) badDex(this.name, 'The file ends inside an item', offset);
    return this.view.getUint16(offset, true);
  }

  /** An unsigned 32-bit number at a checked offset. */
  u32(offset: number): number {
    if (offset + 4 > this.bytes.length) badDex(this.name, 'The file ends inside an item', offset);
    return this.view.getUint32(offset, true);
  }

  private section(at: number, itemBytes: number): Section {
    return this.checked({ count: this.u32(at), offset: this.u32(at + 4) }, itemBytes);
  }

  private checked(section: Section | undefined, itemBytes: number): Section {
    if (section === undefined || section.count === 0) return { count: 0, offset: 0 };
    if (section.offset + section.count * itemBytes > this.bytes.length)
      badDex(this.name, `A table of ${section.count} items does not fit in the file`, section.offset);
    return section;
  }

  private readMap(offset: number): Map<number, Section> {
    const map = new Map<number, Section>();
    if (offset === 0) return map;
    const cursor = this.cursor(offset);
    const count = cursor.checkCount(cursor.u32(), 12);
    for (let i = 0; i < count; i++) {
      const type = cursor.u16();
      cursor.u16();
      const size = cursor.u32();
      map.set(type, { count: size, offset: cursor.u32() });
    }
    return map;
  }

  private item(section: Section, index: number, itemBytes: number, what: string): number {
    if (!(index >= 0 && index < section.count))
      badDex(this.name, `There is no ${what} ${index}`, section.offset);
    return section.offset + index * itemBytes;
  }
}

function readVersion(bytes: Uint8Array, name: string, at: number): number {
  const magic = Buffer.from(bytes.buffer, bytes.byteOffset + at, 8).toString('latin1');
  const digits = /^dex\n(\d{3})\0$/.exec(magic)?.[1];
  if (digits === undefined) return badDex(name, 'The file does not start with a dex magic', at);
  const version = Number(digits);
  if (version < 35 || version > 41) badDex(name, `Dex version ${digits} is not known`, at + 4);
  return version;
}
