/** An element of binary XML to write, with room for the oddities that packers use. */
export type WrittenElement = {
  readonly name: string;
  readonly attributes?: readonly WrittenAttribute[];
  readonly children?: readonly WrittenElement[];
  /** Stride between attributes, when not 20. */
  readonly attributeSize?: number;
};

export type WrittenAttribute = {
  readonly name: string;
  /** Resource id; attributes that have one get the android namespace. */
  readonly resourceId?: number;
  readonly namespace?: string;
  readonly value: string | number | boolean | { readonly reference: number };
};

export type XmlOptions = {
  readonly utf8?: boolean;
  /** Write the names of attributes that have resource ids as empty strings. */
  readonly blankNames?: boolean;
  readonly omitResourceMap?: boolean;
  /** Type of the outer chunk, when not XML. */
  readonly rootType?: number;
  readonly declaredSizeDelta?: number;
  /** Chunks put between resource map and first node. */
  readonly junk?: Uint8Array;
  /** Put behind the last node. */
  readonly tail?: Uint8Array;
  /** Type of the string pool's chunk and so on can be changed here before the file is closed. */
  readonly stringPoolSizeDelta?: number;
};

const ANDROID = 'http://schemas.android.com/apk/res/android';
const NONE = 0xffffffff;

/** Writes binary XML as aapt would, but for the oddities asked for. */
export function writeXml(root: WrittenElement, options: XmlOptions = {}): Buffer {
  const names: { text: string; id: number }[] = [];
  const collect = (element: WrittenElement): void => {
    for (const { name, resourceId } of element.attributes ?? [])
      if (resourceId !== undefined && !names.some(({ id }) => id === resourceId))
        names.push({ text: name, id: resourceId });
    (element.children ?? []).forEach(collect);
  };
  collect(root);
  const strings = names.map(({ text }) => (options.blankNames === true ? '' : text));
  const indexOf = (text: string): number => {
    const at = strings.indexOf(text, names.length);
    if (at >= 0) return at;
    strings.push(text);
    return strings.length - 1;
  };
  const nodes: Buffer[] = [];
  const write = (element: WrittenElement): void => {
    const attributes = element.attributes ?? [];
    const stride = element.attributeSize ?? 20;
    const body = Buffer.alloc(20 + attributes.length * stride);
    body.writeUInt32LE(NONE, 0);
    body.writeUInt32LE(indexOf(element.name), 4);
    body.writeUInt16LE(20, 8);
    body.writeUInt16LE(stride, 10);
    body.writeUInt16LE(attributes.length, 12);
    attributes.forEach((attribute, index) => {
      const at = 20 + index * stride;
      const nameIndex =
        attribute.resourceId === undefined
          ? indexOf(attribute.name)
          : names.findIndex(({ id }) => id === attribute.resourceId);
      const namespace = attribute.namespace ?? (attribute.resourceId === undefined ? undefined : ANDROID);
      body.writeUInt32LE(namespace === undefined ? NONE : indexOf(namespace), at);
      body.writeUInt32LE(nameIndex, at + 4);
      const { type, data, raw } = toValue(attribute.value, indexOf);
      body.writeUInt32LE(raw, at + 8);
      body.writeUInt16LE(8, at + 12);
      body.writeUInt8(type, at + 15);
      body.writeUInt32LE(data >>> 0, at + 16);
    });
    nodes.push(node(0x0102, body));
    (element.children ?? []).forEach(write);
    const end = Buffer.alloc(8);
    end.writeUInt32LE(NONE, 0);
    end.writeUInt32LE(indexOf(element.name), 4);
    nodes.push(node(0x0103, end));
  };
  write(root);
  const map = Buffer.alloc(names.length * 4);
  names.forEach(({ id }, index) => map.writeUInt32LE(id, index * 4));
  const body = Buffer.concat([
    stringPool(strings, options.utf8 === true, options.stringPoolSizeDelta ?? 0),
    ...(options.omitResourceMap === true ? [] : [chunk(0x0180, Buffer.alloc(0), map)]),
    options.junk ?? new Uint8Array(),
    ...nodes,
    options.tail ?? new Uint8Array(),
  ]);
  const file = chunk(options.rootType ?? 0x0003, Buffer.alloc(0), body);
  file.writeUInt32LE(file.byteLength + (options.declaredSizeDelta ?? 0), 4);
  return file;
}

function toValue(
  value: WrittenAttribute['value'],
  indexOf: (text: string) => number,
): { type: number; data: number; raw: number } {
  if (typeof value === 'string') {
    const index = indexOf(value);
    return { type: 0x03, data: index, raw: index };
  }
  if (typeof value === 'boolean') return { type: 0x12, data: value ? 0xffffffff : 0, raw: NONE };
  if (typeof value === 'number') return { type: 0x10, data: value, raw: NONE };
  return { type: 0x01, data: value.reference, raw: NONE };
}

function node(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(1, 0);
  header.writeUInt32LE(NONE, 4);
  return chunk(type, header, body);
}

/** A chunk of the resource format: type, header behind the common eight bytes, body. */
export function chunk(type: number, header: Buffer, body: Uint8Array): Buffer {
  const file = Buffer.concat([Buffer.alloc(8), header, body]);
  file.writeUInt16LE(type, 0);
  file.writeUInt16LE(8 + header.byteLength, 2);
  file.writeUInt32LE(file.byteLength, 4);
  return file;
}

/** A string pool chunk. */
export function stringPool(strings: readonly string[], utf8: boolean, sizeDelta = 0): Buffer {
  const offsets = Buffer.alloc(strings.length * 4);
  const data: Buffer[] = [];
  let at = 0;
  strings.forEach((text, index) => {
    offsets.writeUInt32LE(at, index * 4);
    const encoded = utf8
      ? Buffer.concat([
          length8(text.length),
          length8(Buffer.byteLength(text)),
          Buffer.from(text, 'utf8'),
          Buffer.alloc(1),
        ])
      : Buffer.concat([length16(text.length), Buffer.from(text, 'utf16le'), Buffer.alloc(2)]);
    data.push(encoded);
    at += encoded.byteLength;
  });
  data.push(Buffer.alloc((4 - (at % 4)) % 4));
  const header = Buffer.alloc(20);
  header.writeUInt32LE(strings.length, 0);
  header.writeUInt32LE(utf8 ? 0x100 : 0, 8);
  header.writeUInt32LE(28 + offsets.byteLength, 12);
  const pool = chunk(0x0001, header, Buffer.concat([offsets, ...data]));
  pool.writeUInt32LE(pool.byteLength + sizeDelta, 4);
  return pool;
}

function length8(length: number): Buffer {
  return length < 0x80 ? Buffer.from([length]) : Buffer.from([0x80 | ((length >> 8) & 0x7f), length & 0xff]);
}

function length16(length: number): Buffer {
  const bytes = Buffer.alloc(length < 0x8000 ? 2 : 4);
  if (length < 0x8000) {
    bytes.writeUInt16LE(length, 0);
  } else {
    bytes.writeUInt16LE(0x8000 | (length >> 16), 0);
    bytes.writeUInt16LE(length & 0xffff, 2);
  }
  return bytes;
}
