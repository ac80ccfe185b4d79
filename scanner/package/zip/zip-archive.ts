import { crc32, inflateRawSync } from 'node:zlib';
import { ScanError } from '../../errors.ts';
import { AnomalyLog } from '../anomaly.ts';
import { readExactly, sliceSource } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { asBuffer, ByteView } from '../bytes.ts';
import { METHOD_DEFLATED, readCentralDirectory } from './central-directory.ts';
import type { ZipEntry } from './central-directory.ts';
import { readEndRecord } from './end-record.ts';
import type { EndRecord } from './end-record.ts';
import { ZIP_LIMITS } from './limits.ts';
import type { ZipLimits } from './limits.ts';

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE_BYTES = 30;
const MIN_HELD_BYTES = 64 * 1024;

/**
 * A zip archive read as Android's libziparchive reads it. Opening reads the central directory only; entries are read
 * one at a time, so memory follows the largest entry, not the file.
 */
export class ZipArchive {
  readonly source: ByteSource;
  readonly file: string;
  readonly end: EndRecord;
  /** In directory order, shadowed duplicates included. */
  readonly entries: readonly ZipEntry[];
  readonly anomalies: AnomalyLog;
  readonly #byName = new Map<string, ZipEntry>();
  readonly #limits: ZipLimits;
  /** What is large and still held by somebody need not be inflated again, e.g. dex files for their digests. */
  readonly #held = new Map<ZipEntry, WeakRef<Uint8Array>>();

  /** Throws EMPTY_FILE, NOT_A_ZIP, TRUNCATED, BAD_ZIP or ZIP_BOMB, with the offset. */
  constructor(source: ByteSource, file: string, limits: ZipLimits = ZIP_LIMITS) {
    this.source = source;
    this.file = file;
    this.anomalies = new AnomalyLog();
    this.#limits = limits;
    this.end = readEndRecord(source, file, this.anomalies);
    this.entries = readCentralDirectory(source, this.end, file, limits, this.anomalies);
    for (const entry of this.entries) if (!entry.shadowed) this.#byName.set(entry.name, entry);
    if (this.end.shiftBytes === 0 && this.entries.length > 0 && !this.#startsWithLocalHeader())
      this.anomalies.add(
        'PREPENDED_DATA',
        'The file does not begin with an entry; Android refuses such a file.',
        {
          offsetBytes: 0,
        },
      );
  }

  find(name: string): ZipEntry | undefined {
    return this.#byName.get(name);
  }

  /**
   * The entry's bytes, inflated. Errors: BAD_ZIP or TRUNCATED when the data cannot be had, ZIP_BOMB when it is far
   * larger than declared or than the limit. A wrong checksum or size is an anomaly: Android's resource loader does
   * not look at them.
   */
  read(entry: ZipEntry): Uint8Array {
    if (entry.sizeBytes > this.#limits.maxEntryBytes) throw this.#bomb(entry, entry.sizeBytes);
    const offset = this.dataOffset(entry);
    const where = { file: entry.name, offsetBytes: entry.localHeaderOffset };
    if (entry.method !== METHOD_DEFLATED)
      return readExactly(this.source, offset, entry.sizeBytes, entry.name);
    const held = this.#held.get(entry)?.deref();
    if (held !== undefined) return held;
    const available = Math.min(entry.compressedSizeBytes, this.source.sizeBytes - offset);
    const packed = readExactly(this.source, offset, available, entry.name);
    const bytes = this.#inflate(entry, packed, available < entry.compressedSizeBytes);
    if (bytes.byteLength !== entry.sizeBytes)
      this.anomalies.add(
        'SIZE_DIFFERS',
        `Holds ${bytes.byteLength} bytes, ${entry.sizeBytes} were declared.`,
        where,
      );
    else if (crc32(bytes) !== entry.crc32)
      this.anomalies.add('CRC_DIFFERS', 'The checksum does not fit the data.', where);
    if (bytes.byteLength >= MIN_HELD_BYTES) this.#held.set(entry, new WeakRef(bytes));
    return bytes;
  }

  /** The entry as a source of its own without copying, when it is stored; undefined when it is deflated. */
  findStoredSource(entry: ZipEntry): ByteSource | undefined {
    if (entry.method === METHOD_DEFLATED) return undefined;
    const offset = this.dataOffset(entry);
    if (offset + entry.sizeBytes > this.source.sizeBytes)
      throw new ScanError('TRUNCATED', `${entry.name} runs past the end of ${this.file}.`, {
        file: entry.name,
        offsetBytes: offset,
      });
    return sliceSource(this.source, offset, entry.sizeBytes);
  }

  /** Where the entry's data begins: the local header's own lengths count, as in libziparchive. */
  dataOffset(entry: ZipEntry): number {
    const at = entry.localHeaderOffset;
    const local = new ByteView(
      readExactly(this.source, at, LOCAL_SIZE_BYTES, entry.name),
      'BAD_ZIP',
      entry.name,
      at,
    );
    const where = { file: entry.name, offsetBytes: at };
    if (local.u32(0) !== LOCAL_SIGNATURE)
      throw new ScanError('BAD_ZIP', `${entry.name} has no local header.`, where);
    const nameSize = local.u16(26);
    const described = (local.u16(6) & 8) !== 0;
    const name = asBuffer(readExactly(this.source, at + LOCAL_SIZE_BYTES, nameSize, entry.name)).toString(
      'utf8',
    );
    const sizesLie =
      !described &&
      local.u32(18) !== 0xffffffff &&
      local.u32(22) !== 0xffffffff &&
      (local.u32(18) !== entry.compressedSizeBytes || local.u32(22) !== entry.sizeBytes);
    if (name !== entry.name || local.u16(8) !== entry.method || sizesLie)
      this.anomalies.add(
        'LOCAL_HEADER_DIFFERS',
        'The local header tells another name, method or size than the directory; the directory is believed.',
        where,
      );
    return at + LOCAL_SIZE_BYTES + nameSize + local.u16(28);
  }

  #inflate(entry: ZipEntry, packed: Uint8Array, truncated: boolean): Uint8Array {
    // A little more than declared is tolerated and reported; much more is a bomb.
    const maxOutputLength = Math.min(this.#limits.maxEntryBytes, entry.sizeBytes * 2 + 1024 * 1024);
    // One output chunk of the right size spares zlib's concatenation. A declared size is only believed
    // within what deflate can reach (1032:1), so that a lie does not allocate.
    const believable = Math.min(entry.sizeBytes, packed.byteLength * 1032) + 1;
    try {
      return inflateRawSync(packed, { maxOutputLength, chunkSize: Math.max(64, believable) });
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? cause.code : '';
      if (code === 'ERR_BUFFER_TOO_LARGE') throw this.#bomb(entry, maxOutputLength);
      const cut = truncated || code === 'Z_BUF_ERROR';
      throw new ScanError(
        cut ? 'TRUNCATED' : 'BAD_ZIP',
        cut
          ? `The data of ${entry.name} is cut off.`
          : `The data of ${entry.name} is not valid deflate data.`,
        { file: entry.name, offsetBytes: entry.localHeaderOffset, cause },
      );
    }
  }

  #bomb(entry: ZipEntry, sizeBytes: number): ScanError {
    return new ScanError('ZIP_BOMB', `${entry.name} unpacks to ${sizeBytes} bytes or more.`, {
      file: entry.name,
      offsetBytes: entry.localHeaderOffset,
    });
  }

  #startsWithLocalHeader(): boolean {
    if (this.source.sizeBytes < 4) return false;
    return new ByteView(this.source.read(0, 4), 'BAD_ZIP', this.file).u32(0) === LOCAL_SIGNATURE;
  }
}
