import { badDex } from './byte-cursor.ts';
import type { ByteCursor } from './byte-cursor.ts';
import type { DexFile } from './dex-file.ts';
import type { FieldRef, MethodHandleRef, MethodRef, Proto } from './references.ts';

/** A constant in the file: of a static field, an annotation element or a call site. */
export type EncodedValue =
  | { readonly kind: 'byte' | 'short' | 'char' | 'int' | 'float' | 'double'; readonly value: number }
  | { readonly kind: 'long'; readonly value: bigint }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'type'; readonly value: string }
  | { readonly kind: 'field' | 'enum'; readonly value: FieldRef }
  | { readonly kind: 'method'; readonly value: MethodRef }
  | { readonly kind: 'method-type'; readonly value: Proto }
  | { readonly kind: 'method-handle'; readonly value: MethodHandleRef }
  | { readonly kind: 'array'; readonly value: readonly EncodedValue[] }
  | { readonly kind: 'annotation'; readonly value: EncodedAnnotation }
  | { readonly kind: 'null' };

/** An annotation's type and elements, without its visibility. */
export type EncodedAnnotation = {
  readonly type: string;
  readonly elements: readonly { readonly name: string; readonly value: EncodedValue }[];
};

/** Deeper nesting than any compiler writes; bounds the recursion over hostile files. */
const MAX_DEPTH = 32;

/** Reads an encoded_array: a count, then values. */
export function readEncodedArray(dex: DexFile, cursor: ByteCursor, depth = 0): EncodedValue[] {
  const count = cursor.checkCount(cursor.uleb(), 1);
  const values: EncodedValue[] = [];
  for (let i = 0; i < count; i++) values.push(readEncodedValue(dex, cursor, depth));
  return values;
}

/** Reads an encoded_annotation: type, count, then pairs of name and value. */
export function readEncodedAnnotation(dex: DexFile, cursor: ByteCursor, depth = 0): EncodedAnnotation {
  const type = dex.type(cursor.uleb());
  const count = cursor.checkCount(cursor.uleb(), 2);
  const elements: { name: string; value: EncodedValue }[] = [];
  for (let i = 0; i < count; i++) {
    const name = dex.string(cursor.uleb());
    elements.push({ name, value: readEncodedValue(dex, cursor, depth) });
  }
  return { type, elements };
}

/** Reads an encoded_value. Dex format, "encoded_value encoding": the low five bits are the type, the high three its argument. */
export function readEncodedValue(dex: DexFile, cursor: ByteCursor, depth = 0): EncodedValue {
  const at = cursor.offset;
  if (depth > MAX_DEPTH) badDex(dex.name, 'Values are nested too deeply', at);
  const header = cursor.u8();
  const size = (header >> 5) + 1;
  switch (header & 0x1f) {
    case 0x00:
      return { kind: 'byte', value: Number(signed(cursor, size, 1)) };
    case 0x02:
      return { kind: 'short', value: Number(signed(cursor, size, 2)) };
    case 0x03:
      return { kind: 'char', value: unsigned(cursor, size, 2) };
    case 0x04:
      return { kind: 'int', value: Number(signed(cursor, size, 4)) };
    case 0x06:
      return { kind: 'long', value: signed(cursor, size, 8) };
    case 0x10:
      return { kind: 'float', value: readFloat(cursor, size, 4) };
    case 0x11:
      return { kind: 'double', value: readFloat(cursor, size, 8) };
    case 0x15:
      return { kind: 'method-type', value: dex.proto(unsigned(cursor, size, 4)) };
    case 0x16:
      return { kind: 'method-handle', value: dex.methodHandle(unsigned(cursor, size, 4)) };
    case 0x17:
      return { kind: 'string', value: dex.string(unsigned(cursor, size, 4)) };
    case 0x18:
      return { kind: 'type', value: dex.type(unsigned(cursor, size, 4)) };
    case 0x19:
      return { kind: 'field', value: dex.field(unsigned(cursor, size, 4)) };
    case 0x1a:
      return { kind: 'method', value: dex.method(unsigned(cursor, size, 4)) };
    case 0x1b:
      return { kind: 'enum', value: dex.field(unsigned(cursor, size, 4)) };
    case 0x1c:
      return { kind: 'array', value: readEncodedArray(dex, cursor, depth + 1) };
    case 0x1d:
      return { kind: 'annotation', value: readEncodedAnnotation(dex, cursor, depth + 1) };
    case 0x1e:
      return { kind: 'null' };
    case 0x1f:
      return { kind: 'boolean', value: size === 2 };
    default:
      return badDex(dex.name, `A value has the unknown type ${header & 0x1f}`, at);
  }
}

function raw(cursor: ByteCursor, size: number, maxBytes: number): bigint {
  if (size > maxBytes) badDex(cursor.file, 'A value is wider than its type', cursor.offset);
  let value = 0n;
  for (let i = 0; i < size; i++) value |= BigInt(cursor.u8()) << BigInt(8 * i);
  return value;
}

function signed(cursor: ByteCursor, size: number, maxBytes: number): bigint {
  return BigInt.asIntN(size * 8, raw(cursor, size, maxBytes));
}

function unsigned(cursor: ByteCursor, size: number, maxBytes: number): number {
  return Number(raw(cursor, size, maxBytes));
}

/** Floating values are zero-extended to the right: the bytes given are the highest ones. */
function readFloat(cursor: ByteCursor, size: number, width: 4 | 8): number {
  const bits = raw(cursor, size, width) << BigInt(8 * (width - size));
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return width === 4 ? view.getFloat32(4) : view.getFloat64(0);
}
