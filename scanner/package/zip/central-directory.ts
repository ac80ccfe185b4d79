import { ScanError } from '../../errors.ts';
import type { AnomalyLog } from '../anomaly.ts';
import { readExactly } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { asBuffer, ByteView } from '../bytes.ts';
import type { EndRecord } from './end-record.ts';
import { findNameHazard } from './entry-name.ts';
import type { ZipLimits } from './limits.ts';

const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_SIZE_BYTES = 46;
export const METHOD_STORED = 0;
export const METHOD_DEFLATED = 8;

/** One file of an archive, as its central directory tells. */
export type ZipEntry = {
  readonly name: string;
  /** As declared; Android reads everything but 8 (deflated) as stored. */
  readonly method: number;
  readonly flags: number;
  readonly crc32: number;
  readonly compressedSizeBytes: number;
  readonly sizeBytes: number;
  /** Offset of the local header in the file. */
  readonly localHeaderOffset: number;
  /** MS-DOS time and date, as stored. */
  readonly dosTime: number;
  readonly dosDate: number;
  /** An earlier entry has the same name; Android since 4.4 refuses such a file, older ones took either. */
  readonly shadowed: boolean;
};

/**
 * Reads the central directory. As in libziparchive the count of the end record decides how many entries there are,
 * and sizes come from here, not from the local headers. APPNOTE 4.3.12.
 * Throws TRUNCATED, BAD_ZIP, or ZIP_BOMB when a limit is exceeded.
 */
export function readCentralDirectory(
  source: ByteSource,
  end: EndRecord,
  file: string,
  limits: ZipLimits,
  anomalies: AnomalyLog,
): ZipEntry[] {
  if (end.entryCount > limits.maxEntries)
    throw new ScanError(
      'ZIP_BOMB',
      `${file} declares ${end.entryCount} entries; the limit is ${limits.maxEntries}.`,
      {
        file,
        offsetBytes: end.recordOffset,
      },
    );
  if (end.directoryOffset + end.entryCount * CENTRAL_SIZE_BYTES > end.recordOffset)
    throw new ScanError('BAD_ZIP', `${file}: ${end.entryCount} entries do not fit before the end record.`, {
      file,
      offsetBytes: end.directoryOffset,
    });
  // The declared size may lie; what stands before the end record is what there is.
  const available = end.recordOffset - end.directoryOffset;
  if (available > limits.maxDirectoryBytes)
    throw new ScanError('ZIP_BOMB', `${file} has a central directory of ${available} bytes.`, {
      file,
      offsetBytes: end.directoryOffset,
    });
  const view = new ByteView(
    readExactly(source, end.directoryOffset, available, file),
    'BAD_ZIP',
    file,
    end.directoryOffset,
  );
  const text = asBuffer(view.bytes);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let totalBytes = 0;
  let at = 0;
  for (let index = 0; index < end.entryCount; index += 1) {
    if (!view.has(at, CENTRAL_SIZE_BYTES) || view.u32(at) !== CENTRAL_SIGNATURE) {
      if (entries.length === 0) throw view.error(at, `${file}: the central directory holds no entry.`);
      anomalies.add(
        'FEWER_ENTRIES',
        `${end.entryCount} entries were announced, ${index} are there; Android refuses such a file.`,
        { offsetBytes: view.baseOffsetBytes + at },
      );
      break;
    }
    const nameSize = view.u16(at + 28);
    const extraSize = view.u16(at + 30);
    const commentSize = view.u16(at + 32);
    const next = at + CENTRAL_SIZE_BYTES + nameSize + extraSize + commentSize;
    if (next > view.sizeBytes)
      throw view.error(at, `${file}: entry ${index} runs past the central directory.`);
    const name = text.toString('utf8', at + CENTRAL_SIZE_BYTES, at + CENTRAL_SIZE_BYTES + nameSize);
    const wide = findZip64Sizes(view, at, nameSize, extraSize);
    const shadowed = names.has(name);
    names.add(name);
    const entry: ZipEntry = {
      name,
      flags: view.u16(at + 8),
      method: view.u16(at + 10),
      dosTime: view.u16(at + 12),
      dosDate: view.u16(at + 14),
      crc32: view.u32(at + 16),
      compressedSizeBytes: wide.compressed,
      sizeBytes: wide.size,
      localHeaderOffset: wide.offset + end.shiftBytes,
      shadowed,
    };
    noteOddities(entry, view.baseOffsetBytes + at, anomalies);
    totalBytes += entry.sizeBytes;
    entries.push(entry);
    at = next;
  }
  if (view.has(at, 4) && view.u32(at) === CENTRAL_SIGNATURE)
    anomalies.add(
      'HIDDEN_ENTRIES',
      'The central directory holds more entries than the end record counts; Android does not see them.',
      { offsetBytes: view.baseOffsetBytes + at },
    );
  checkTotal(totalBytes, source.sizeBytes, file, limits);
  noteOverlaps(entries, anomalies);
  return entries;
}

function noteOddities(entry: ZipEntry, offsetBytes: number, anomalies: AnomalyLog): void {
  const where = { file: entry.name, offsetBytes };
  if (entry.shadowed)
    anomalies.add(
      'DUPLICATE_ENTRY',
      'A second entry of this name. Android 4.4 and later refuse the file; the first entry is read here.',
      where,
    );
  const hazard = findNameHazard(entry.name);
  if (hazard !== undefined) anomalies.add('UNSAFE_ENTRY_NAME', `The entry's name ${hazard}.`, where);
  if (entry.name.includes('\ufffd') || entry.name === '')
    anomalies.add('BAD_ENTRY_NAME', 'The name is empty or not UTF-8; Android refuses the file.', where);
  if ((entry.flags & 1) !== 0)
    anomalies.add(
      'ENCRYPTION_FLAG',
      'Marked as encrypted. Android ignores the mark, so it is read as it is.',
      where,
    );
  if (entry.method !== METHOD_STORED && entry.method !== METHOD_DEFLATED)
    anomalies.add(
      'UNKNOWN_COMPRESSION',
      `Compression method ${entry.method}; Android reads it as stored.`,
      where,
    );
  if (entry.method === METHOD_STORED && entry.compressedSizeBytes !== entry.sizeBytes)
    anomalies.add(
      'STORED_SIZES_DIFFER',
      `Stored, yet ${entry.compressedSizeBytes} bytes hold ${entry.sizeBytes}; Android reads the latter.`,
      where,
    );
}

/** Zip64 extended information (APPNOTE 4.5.3): only the fields that are all ones in the record are present. */
function findZip64Sizes(
  view: ByteView,
  at: number,
  nameSize: number,
  extraSize: number,
): { compressed: number; size: number; offset: number } {
  let compressed = view.u32(at + 20);
  let size = view.u32(at + 24);
  let offset = view.u32(at + 42);
  if (compressed !== 0xffffffff && size !== 0xffffffff && offset !== 0xffffffff)
    return { compressed, size, offset };
  let field = at + CENTRAL_SIZE_BYTES + nameSize;
  const end = field + extraSize;
  while (field + 4 <= end) {
    const fieldSize = view.u16(field + 2);
    if (view.u16(field) === 1) {
      let value = field + 4;
      const valueEnd = Math.min(end, value + fieldSize);
      const take = (old: number): number => {
        if (old !== 0xffffffff || value + 8 > valueEnd) return old;
        value += 8;
        return view.u64(value - 8);
      };
      size = take(size);
      compressed = take(compressed);
      offset = take(offset);
      break;
    }
    field += 4 + fieldSize;
  }
  return { compressed, size, offset };
}

function checkTotal(totalBytes: number, archiveBytes: number, file: string, limits: ZipLimits): void {
  const tooMuch = totalBytes > limits.maxTotalBytes;
  const tooDense = totalBytes > limits.ratioFromBytes && totalBytes > archiveBytes * limits.maxRatio;
  if (tooMuch || tooDense)
    throw new ScanError('ZIP_BOMB', `${file}: ${archiveBytes} bytes would unpack to ${totalBytes}.`, {
      file,
      offsetBytes: 0,
    });
}

function noteOverlaps(entries: readonly ZipEntry[], anomalies: AnomalyLog): void {
  const sorted = entries.toSorted((a, b) => a.localHeaderOffset - b.localHeaderOffset);
  let previous: ZipEntry | undefined;
  for (const entry of sorted) {
    if (previous !== undefined) {
      const stored = previous.method === METHOD_DEFLATED ? previous.compressedSizeBytes : previous.sizeBytes;
      if (previous.localHeaderOffset + 30 + stored > entry.localHeaderOffset)
        anomalies.add('OVERLAPPING_ENTRIES', `Shares bytes with ${JSON.stringify(previous.name)}.`, {
          file: entry.name,
          offsetBytes: entry.localHeaderOffset,
        });
    }
    previous = entry;
  }
}
