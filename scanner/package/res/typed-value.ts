import type { StringPool } from './string-pool.ts';

export const TYPE_NULL = 0x00;
export const TYPE_REFERENCE = 0x01;
export const TYPE_ATTRIBUTE = 0x02;
export const TYPE_STRING = 0x03;
export const TYPE_FLOAT = 0x04;
export const TYPE_DIMENSION = 0x05;
export const TYPE_FRACTION = 0x06;
export const TYPE_DYNAMIC_REFERENCE = 0x07;
export const TYPE_DYNAMIC_ATTRIBUTE = 0x08;
export const TYPE_INT_DEC = 0x10;
export const TYPE_INT_HEX = 0x11;
export const TYPE_BOOLEAN = 0x12;
export const TYPE_FIRST_COLOR = 0x1c;
export const TYPE_LAST_COLOR = 0x1f;

export type DimensionUnit = 'px' | 'dp' | 'sp' | 'pt' | 'in' | 'mm';

/** A Res_value, with its raw `dataType` and 32-bit `data` (unsigned) kept as android.util.TypedValue holds them. */
export type TypedValue = { readonly dataType: number; readonly data: number } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'reference'; readonly id: number; readonly isDynamic: boolean }
  | { readonly kind: 'attribute'; readonly id: number; readonly isDynamic: boolean }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'color'; readonly argb: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'dimension'; readonly value: number; readonly unit: DimensionUnit }
  | { readonly kind: 'fraction'; readonly value: number; readonly ofParent: boolean }
  | { readonly kind: 'unknown' }
);

const UNITS = ['px', 'dp', 'sp', 'pt', 'in', 'mm'] as const;
const RADIX_SCALE = [1 / 256, 1 / 32_768, 1 / 8_388_608, 1 / 2_147_483_648];
const floatBits = new DataView(new ArrayBuffer(4));

/** Decodes a Res_value; strings come from `pool`. ResourceTypes.h, struct Res_value. */
export function toTypedValue(dataType: number, data: number, pool: StringPool | undefined): TypedValue {
  switch (dataType) {
    case TYPE_NULL:
      return data === 1 ? { kind: 'empty', dataType, data } : { kind: 'null', dataType, data };
    case TYPE_REFERENCE:
    case TYPE_DYNAMIC_REFERENCE:
      return { kind: 'reference', dataType, data, id: data, isDynamic: dataType === TYPE_DYNAMIC_REFERENCE };
    case TYPE_ATTRIBUTE:
    case TYPE_DYNAMIC_ATTRIBUTE:
      return { kind: 'attribute', dataType, data, id: data, isDynamic: dataType === TYPE_DYNAMIC_ATTRIBUTE };
    case TYPE_STRING:
      return { kind: 'string', dataType, data, text: pool?.find(data) ?? '' };
    case TYPE_FLOAT:
      floatBits.setUint32(0, data);
      return { kind: 'float', dataType, data, value: floatBits.getFloat32(0) };
    case TYPE_DIMENSION: {
      const unit = UNITS[data & 0xf];
      if (unit === undefined) return { kind: 'unknown', dataType, data };
      return { kind: 'dimension', dataType, data, value: toComplex(data), unit };
    }
    case TYPE_FRACTION:
      return { kind: 'fraction', dataType, data, value: toComplex(data), ofParent: (data & 0xf) === 1 };
    case TYPE_BOOLEAN:
      return { kind: 'boolean', dataType, data, value: data !== 0 };
    default:
      if (dataType >= TYPE_FIRST_COLOR && dataType <= TYPE_LAST_COLOR)
        return { kind: 'color', dataType, data, argb: data };
      if (dataType >= TYPE_INT_DEC && dataType <= 0x1f)
        return { kind: 'integer', dataType, data, value: data | 0 };
      return { kind: 'unknown', dataType, data };
  }
}

/** The number of a dimension or fraction: 24 bits of mantissa scaled by a radix. */
export function toComplex(data: number): number {
  return (data & 0xffffff00) * (RADIX_SCALE[(data >> 4) & 3] ?? 0);
}

/** `0x7f0b0001`: the form used in messages. */
export function renderResourceId(id: number): string {
  return `0x${id.toString(16).padStart(8, '0')}`;
}

/** The value as TypedValue.coerceToString gives it; references and attributes as `@0x…` and `?0x…`. */
export function renderTypedValue(value: TypedValue): string {
  switch (value.kind) {
    case 'null':
    case 'empty':
      return '';
    case 'string':
      return value.text;
    case 'reference':
      return value.id === 0 ? '@null' : `@${renderResourceId(value.id)}`;
    case 'attribute':
      return `?${renderResourceId(value.id)}`;
    case 'integer':
      return value.dataType === TYPE_INT_HEX ? `0x${value.data.toString(16)}` : String(value.value);
    case 'boolean':
      return String(value.value);
    case 'color':
      return `#${value.argb.toString(16).padStart(8, '0')}`;
    case 'float':
      return String(value.value);
    case 'dimension':
      return `${value.value}${value.unit}`;
    case 'fraction':
      return `${value.value * 100}%${value.ofParent ? 'p' : ''}`;
    case 'unknown':
      return `0x${value.data.toString(16)}`;
  }
}
