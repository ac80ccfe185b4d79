import { crc32, deflateRawSync } from 'node:zlib';

/** An entry to write, with every field of its headers open to lies. */
export type WrittenEntry = {
  readonly name: string | Uint8Array;
  readonly data: Uint8Array | string;
  readonly method?: number;
  /** Bytes to store as they are instead of the compressed data. */
  readonly packed?: Uint8Array;
  readonly flags?: number;
  readonly extra?: Uint8Array;
  readonly localExtra?: Uint8Array;
  /** What the central directory claims. */
  readonly central?: {
    readonly method?: number;
    readonly flags?: number;
    readonly sizeBytes?: number;
    readonly compressedSizeBytes?: number;
    readonly crc32?: number;
    readonly offset?: number;
  };
  /** What the local header claims. */
  readonly local?: {
    readonly name?: string;
    readonly method?: number;
    readonly sizeBytes?: number;
    readonly signature?: number;
  };
  readonly align?: number;
};

export type ZipOptions = {
  readonly prepend?: Uint8Array;
  /** Whether offsets count the prepended bytes. */
  readonly offsetsCountPrepended?: boolean;
  readonly append?: Uint8Array;
  readonly comment?: string;
  readonly declaredCount?: number;
  readonly declaredDirectoryOffset?: number;
  readonly zip64?: boolean;
  /** Bytes between the entries and the directory, where the APK Signing Block stands. */
  readonly beforeDirectory?: Uint8Array;
};

/** Writes a zip archive as told, right or wrong. */
export function writeZip(entries: readonly WrittenEntry[], options: ZipOptions = {}): Buffer {
  const prepend = options.prepend ?? new Uint8Array();
  const shift = options.offsetsCountPrepended === true ? prepend.byteLength : 0;
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const push = (part: Uint8Array): void => {
    parts.push(Buffer.from(part));
    at += part.byteLength;
  };
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const data = Buffer.from(entry.data);
    const method = entry.method ?? 8;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(data) : data);
    const offset = at + shift;
    const localName = entry.local?.name === undefined ? name : Buffer.from(entry.local.name);
    let localExtra = Buffer.from(entry.localExtra ?? new Uint8Array());
    if (entry.align !== undefined) {
      const over = (at + 30 + localName.byteLength + localExtra.byteLength) % entry.align;
      localExtra = Buffer.concat([localExtra, Buffer.alloc(over === 0 ? 0 : entry.align - over)]);
    }
    const local = Buffer.alloc(30);
    local.writeUInt32LE(entry.local?.signature ?? 0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(entry.flags ?? 0, 6);
    local.writeUInt16LE(entry.local?.method ?? method, 8);
    local.writeUInt32LE(crc32(data), 14);
    local.writeUInt32LE(packed.byteLength, 18);
    local.writeUInt32LE(entry.local?.sizeBytes ?? data.byteLength, 22);
    local.writeUInt16LE(localName.byteLength, 26);
    local.writeUInt16LE(localExtra.byteLength, 28);
    push(local);
    push(localName);
    push(localExtra);
    push(packed);

    const claim = entry.central ?? {};
    const sizes = {
      compressed: claim.compressedSizeBytes ?? packed.byteLength,
      size: claim.sizeBytes ?? data.byteLength,
      offset: claim.offset ?? offset,
    };
    const wide = options.zip64 === true ? zip64Extra(sizes) : Buffer.alloc(0);
    const extra = Buffer.concat([wide, entry.extra ?? new Uint8Array()]);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(claim.flags ?? entry.flags ?? 0, 8);
    central.writeUInt16LE(claim.method ?? method, 10);
    central.writeUInt32LE(claim.crc32 ?? crc32(data), 16);
    central.writeUInt32LE(options.zip64 === true ? 0xffffffff : sizes.compressed, 20);
    central.writeUInt32LE(options.zip64 === true ? 0xffffffff : sizes.size, 24);
    central.writeUInt16LE(name.byteLength, 28);
    central.writeUInt16LE(extra.byteLength, 30);
    central.writeUInt32LE(options.zip64 === true ? 0xffffffff : sizes.offset, 42);
    directory.push(central, name, extra);
  }
  push(options.beforeDirectory ?? new Uint8Array());
  const directoryBytes = Buffer.concat(directory);
  const directoryOffset = at + shift;
  push(directoryBytes);
  if (options.zip64 === true) {
    const recordOffset = at + shift;
    push(zip64Record(entries.length, directoryBytes.byteLength, directoryOffset));
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(recordOffset), 8);
    locator.writeUInt32LE(1, 16);
    push(locator);
  }
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  const count = options.zip64 === true ? 0xffff : (options.declaredCount ?? entries.length);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(options.zip64 === true ? 0xffffffff : directoryBytes.byteLength, 12);
  end.writeUInt32LE(
    options.zip64 === true ? 0xffffffff : (options.declaredDirectoryOffset ?? directoryOffset),
    16,
  );
  end.writeUInt16LE(comment.byteLength, 20);
  push(end);
  push(comment);
  return Buffer.concat([prepend, ...parts, options.append ?? new Uint8Array()]);
}

function zip64Extra(sizes: { compressed: number; size: number; offset: number }): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(sizes.size), 4);
  extra.writeBigUInt64LE(BigInt(sizes.compressed), 12);
  extra.writeBigUInt64LE(BigInt(sizes.offset), 20);
  return extra;
}

function zip64Record(count: number, sizeBytes: number, offset: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(sizeBytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  return record;
}
