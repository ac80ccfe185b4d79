import { ScanError } from '../../errors.ts';
import type { AnomalyLog } from '../anomaly.ts';
import { readExactly } from '../byte-source.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteView } from '../bytes.ts';

const EOCD_SIGNATURE = 0x06054b50;
const EOCD_SIZE_BYTES = 22;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_EOCD_SIGNATURE = 0x06064b50;
const MAX_COMMENT_BYTES = 0xffff;
const CENTRAL_SIGNATURE = 0x02014b50;

/** Where the central directory lies. Offsets in it are shifted by `shiftBytes` when data was put before the zip. */
export type EndRecord = {
  readonly entryCount: number;
  readonly directoryOffset: number;
  readonly directorySizeBytes: number;
  /** Offset of the end-of-central-directory record itself. */
  readonly recordOffset: number;
  readonly shiftBytes: number;
};

/**
 * Finds the end record as Android's libziparchive does: the last signature within the final 64 KiB. APPNOTE 4.3.14-16.
 * Throws EMPTY_FILE, NOT_A_ZIP, TRUNCATED or BAD_ZIP.
 */
export function readEndRecord(source: ByteSource, file: string, anomalies: AnomalyLog): EndRecord {
  if (source.sizeBytes === 0)
    throw new ScanError('EMPTY_FILE', `${file} is empty.`, { file, offsetBytes: 0 });
  const tailOffset = Math.max(0, source.sizeBytes - EOCD_SIZE_BYTES - MAX_COMMENT_BYTES);
  const tail = new ByteView(
    readExactly(source, tailOffset, source.sizeBytes - tailOffset, file),
    'BAD_ZIP',
    file,
    tailOffset,
  );
  const at = findEnd(tail);
  if (at < 0) throw notFound(source, file);
  const recordOffset = tailOffset + at;
  const end = recordOffset + EOCD_SIZE_BYTES + tail.u16(at + 20);
  if (end !== source.sizeBytes)
    anomalies.add(
      'TRAILING_DATA',
      `The archive's comment ends at ${end} but the file at ${source.sizeBytes}; Android refuses such a file.`,
      { offsetBytes: recordOffset },
    );

  let entryCount = tail.u16(at + 10);
  let directorySizeBytes = tail.u32(at + 12);
  let directoryOffset = tail.u32(at + 16);
  let directoryEnd = recordOffset;
  if (entryCount === 0xffff || directorySizeBytes === 0xffffffff || directoryOffset === 0xffffffff) {
    const wide = findZip64(source, recordOffset, file);
    if (wide !== undefined) {
      if (entryCount === 0xffff) entryCount = wide.entryCount;
      if (directorySizeBytes === 0xffffffff) directorySizeBytes = wide.directorySizeBytes;
      if (directoryOffset === 0xffffffff) directoryOffset = wide.directoryOffset;
      directoryEnd = wide.recordOffset;
    }
  }
  const shiftBytes = findShift(
    source,
    { entryCount, directoryOffset, directorySizeBytes, directoryEnd },
    file,
  );
  if (shiftBytes !== 0)
    anomalies.add(
      'PREPENDED_DATA',
      `${shiftBytes} bytes were put before the archive without correcting its offsets; Android refuses such a file.`,
      { offsetBytes: 0 },
    );
  return {
    entryCount,
    directoryOffset: directoryOffset + shiftBytes,
    directorySizeBytes,
    recordOffset,
    shiftBytes,
  };
}

function findEnd(tail: ByteView): number {
  for (let at = tail.sizeBytes - EOCD_SIZE_BYTES; at >= 0; at -= 1) {
    if (tail.u8(at) === 0x50 && tail.u32(at) === EOCD_SIGNATURE) return at;
  }
  return -1;
}

function notFound(source: ByteSource, file: string): ScanError {
  const head = source.sizeBytes >= 4 ? new ByteView(source.read(0, 4), 'BAD_ZIP', file).u32(0) : 0;
  // A file that begins like a zip but has no end record lost its tail.
  if (head === 0x04034b50)
    return new ScanError('TRUNCATED', `${file} begins like a zip archive but its directory is missing.`, {
      file,
      offsetBytes: source.sizeBytes,
    });
  return new ScanError('NOT_A_ZIP', `${file} is not a zip archive.`, { file, offsetBytes: 0 });
}

type Zip64End = {
  readonly entryCount: number;
  readonly directorySizeBytes: number;
  readonly directoryOffset: number;
  readonly recordOffset: number;
};

function findZip64(source: ByteSource, recordOffset: number, file: string): Zip64End | undefined {
  const locatorOffset = recordOffset - 20;
  if (locatorOffset < 0) return undefined;
  const locator = new ByteView(readExactly(source, locatorOffset, 20, file), 'BAD_ZIP', file, locatorOffset);
  if (locator.u32(0) !== ZIP64_LOCATOR_SIGNATURE) return undefined;
  // Data put before the archive moves the record but not the locator's idea of it; then it stands right before.
  for (const offset of [locator.u64(8), locatorOffset - 56]) {
    if (offset < 0 || offset + 56 > source.sizeBytes) continue;
    const record = new ByteView(readExactly(source, offset, 56, file), 'BAD_ZIP', file, offset);
    if (record.u32(0) !== ZIP64_EOCD_SIGNATURE) continue;
    return {
      entryCount: record.u64(32),
      directorySizeBytes: record.u64(40),
      directoryOffset: record.u64(48),
      recordOffset: offset,
    };
  }
  throw new ScanError('BAD_ZIP', `${file}: the zip64 locator points at no zip64 record.`, {
    file,
    offsetBytes: locatorOffset,
  });
}

type DirectoryClaim = {
  readonly entryCount: number;
  readonly directoryOffset: number;
  readonly directorySizeBytes: number;
  readonly directoryEnd: number;
};

function findShift(source: ByteSource, claim: DirectoryClaim, file: string): number {
  if (claim.entryCount === 0) return 0;
  if (startsDirectory(source, claim.directoryOffset)) return 0;
  const actual = claim.directoryEnd - claim.directorySizeBytes;
  if (actual > claim.directoryOffset && startsDirectory(source, actual))
    return actual - claim.directoryOffset;
  // A directory that ends before where it should begin means that the head of the file is missing.
  const code = actual < claim.directoryOffset ? 'TRUNCATED' : 'BAD_ZIP';
  throw new ScanError(code, `${file}: there is no central directory at ${claim.directoryOffset}.`, {
    file,
    offsetBytes: claim.directoryOffset,
  });
}

function startsDirectory(source: ByteSource, offset: number): boolean {
  if (offset < 0 || offset + 4 > source.sizeBytes) return false;
  return new ByteView(source.read(offset, 4), 'BAD_ZIP', '').u32(0) === CENTRAL_SIGNATURE;
}
