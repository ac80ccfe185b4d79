import { chunk, stringPool } from './package-xml-writer.ts';

/** How the entries of a type are laid out; `compact` also packs each entry into eight bytes. */
export type EntryLayout = 'dense' | 'sparse' | 'offset16' | 'compact';

export type TableOptions = {
  readonly layout: EntryLayout;
  readonly packageId?: number;
  /** Present entries by index: a 32-bit integer, or the text of a string. */
  readonly entries: ReadonlyMap<number, number | string>;
  readonly aliases?: readonly (readonly [staged: number, final: number])[];
  readonly libraries?: readonly (readonly [id: number, name: string])[];
};

/** Writes a resources.arsc with one package `com.example` of one type `string`, in the default configuration. */
export function writeTable(options: TableOptions): Buffer {
  const texts = [...options.entries.values()].filter((value) => typeof value === 'string');
  const keys = [...options.entries.keys()].map((index) => `key_${index}`);
  const body: Buffer[] = [];
  const offsets: [index: number, offset: number][] = [];
  let at = 0;
  [...options.entries].forEach(([index, value], order) => {
    offsets.push([index, at]);
    const type = typeof value === 'string' ? 0x03 : 0x10;
    const data = typeof value === 'string' ? texts.indexOf(value) : value;
    const entry = Buffer.alloc(options.layout === 'compact' ? 8 : 16);
    if (options.layout === 'compact') {
      entry.writeUInt16LE(order, 0);
      entry.writeUInt16LE((type << 8) | 0x08, 2);
      entry.writeUInt32LE(data >>> 0, 4);
    } else {
      entry.writeUInt16LE(8, 0);
      entry.writeUInt32LE(order, 4);
      entry.writeUInt16LE(8, 8);
      entry.writeUInt8(type, 11);
      entry.writeUInt32LE(data >>> 0, 12);
    }
    body.push(entry);
    at += entry.byteLength;
  });
  const count = Math.max(...options.entries.keys()) + 1;
  const table = offsetTable(options.layout, offsets, count);
  const config = Buffer.alloc(64);
  config.writeUInt32LE(64, 0);
  const typeHeader = Buffer.alloc(12);
  typeHeader.writeUInt8(1, 0);
  typeHeader.writeUInt8(options.layout === 'sparse' ? 1 : options.layout === 'offset16' ? 2 : 0, 1);
  typeHeader.writeUInt32LE(options.layout === 'sparse' ? offsets.length : count, 4);
  typeHeader.writeUInt32LE(8 + 12 + 64 + table.byteLength, 8);
  const type = chunk(0x0201, Buffer.concat([typeHeader, config]), Buffer.concat([table, ...body]));
  const specHeader = Buffer.alloc(8);
  specHeader.writeUInt8(1, 0);
  specHeader.writeUInt32LE(count, 4);
  const spec = chunk(0x0202, specHeader, Buffer.alloc(count * 4));

  const typeNames = stringPool(['string'], true);
  const packageHeader = Buffer.alloc(280);
  packageHeader.writeUInt32LE(options.packageId ?? 0x7f, 0);
  packageHeader.write('com.example', 4, 'utf16le');
  packageHeader.writeUInt32LE(288, 260);
  packageHeader.writeUInt32LE(288 + typeNames.byteLength, 268);
  const pairs = Buffer.alloc((options.aliases ?? []).length * 8);
  (options.aliases ?? []).forEach(([staged, final], index) => {
    pairs.writeUInt32LE(staged, index * 8);
    pairs.writeUInt32LE(final, index * 8 + 4);
  });
  const libraries = (options.libraries ?? []).map(([id, name]) => {
    const entry = Buffer.alloc(260);
    entry.writeUInt32LE(id, 0);
    entry.write(name, 4, 'utf16le');
    return entry;
  });
  const pkg = chunk(
    0x0200,
    packageHeader,
    Buffer.concat([
      typeNames,
      stringPool(keys, true),
      spec,
      type,
      chunk(0x0206, count32(pairs.byteLength / 8), pairs),
      chunk(0x0203, count32(libraries.length), Buffer.concat(libraries)),
    ]),
  );
  return chunk(0x0002, count32(1), Buffer.concat([stringPool(texts, true), pkg]));
}

function offsetTable(layout: EntryLayout, offsets: readonly [number, number][], count: number): Buffer {
  if (layout === 'sparse') {
    const table = Buffer.alloc(offsets.length * 4);
    offsets.forEach(([index, offset], slot) => {
      table.writeUInt16LE(index, slot * 4);
      table.writeUInt16LE(offset / 4, slot * 4 + 2);
    });
    return table;
  }
  if (layout === 'offset16') {
    const table = Buffer.alloc(Math.ceil(count / 2) * 4, 0xff);
    for (const [index, offset] of offsets) table.writeUInt16LE(offset / 4, index * 2);
    return table;
  }
  const table = Buffer.alloc(count * 4, 0xff);
  for (const [index, offset] of offsets) table.writeUInt32LE(offset, index * 4);
  return table;
}

function count32(count: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(count, 0);
  return bytes;
}
