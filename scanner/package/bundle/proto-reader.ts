import { ScanError } from '../../errors.ts';
import { asBuffer } from '../bytes.ts';

/** A field of a protocol buffer message: a number for wire types 0, 1 and 5, bytes for 2. */
export type ProtoField =
  | { readonly kind: 'number'; readonly number: number; readonly value: number }
  | { readonly kind: 'bytes'; readonly number: number; readonly value: Uint8Array };

/** The fields of one message in file order. Throws BAD_MANIFEST at a malformed one. Protocol buffers encoding guide. */
export function* readProtoFields(bytes: Uint8Array, file: string): Generator<ProtoField> {
  const fail = (at: number): ScanError =>
    new ScanError('BAD_MANIFEST', `${file} is not a well-formed protocol buffer.`, { file, offsetBytes: at });
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined) throw fail(at);
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw fail(at);
  };
  while (at < bytes.byteLength) {
    const start = at;
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === 0) {
      yield { kind: 'number', number, value: varint() };
    } else if (wireType === 2) {
      const size = varint();
      if (at + size > bytes.byteLength) throw fail(start);
      const value = bytes.subarray(at, at + size);
      at += size;
      yield { kind: 'bytes', number, value };
    } else if (wireType === 1 || wireType === 5) {
      const size = wireType === 1 ? 8 : 4;
      if (at + size > bytes.byteLength) throw fail(start);
      const value = asBuffer(bytes).readUIntLE(at, 4);
      at += size;
      yield { kind: 'number', number, value };
    } else {
      throw fail(start);
    }
  }
}

/** A UTF-8 string field's text. */
export function toProtoText(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('utf8');
}
