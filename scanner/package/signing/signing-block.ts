import { ScanError } from '../../errors.ts';
import { readExactly } from '../byte-source.ts';
import { ByteView } from '../bytes.ts';
import type { ZipArchive } from '../zip/index.ts';

export const BLOCK_V2 = 0x7109871a;
export const BLOCK_V3 = 0xf05368c0;
export const BLOCK_V31 = 0x1b93ad61;

const FOOTER_BYTES = 24;
const MAGIC_LOW = 0x20_4b_50_41; // "APK "
const MAX_BLOCK_BYTES = 64 * 1024 * 1024;

/** The APK Signing Block, which stands right before the central directory. */
export type SigningBlock = {
  readonly offset: number;
  readonly sizeBytes: number;
  /** By id; of several with one id the first counts, as on Android. */
  readonly parts: ReadonlyMap<number, ByteView>;
};

/** Finds the block; undefined when there is none. Throws BAD_SIGNATURE_BLOCK when it is malformed. */
export function findSigningBlock(archive: ZipArchive): SigningBlock | undefined {
  const { source, file } = archive;
  const end = archive.end.directoryOffset;
  if (end < FOOTER_BYTES + 8) return undefined;
  const footer = new ByteView(
    readExactly(source, end - FOOTER_BYTES, FOOTER_BYTES, file),
    'BAD_SIGNATURE_BLOCK',
    file,
    end - FOOTER_BYTES,
  );
  const magic = Buffer.from(footer.slice(8, 16)).toString('latin1');
  if (footer.u32(8) !== MAGIC_LOW || magic !== 'APK Sig Block 42') return undefined;
  const sizeBytes = footer.u64(0);
  const offset = end - sizeBytes - 8;
  if (sizeBytes < FOOTER_BYTES || sizeBytes > MAX_BLOCK_BYTES || offset < 0)
    throw footer.error(0, `The APK Signing Block claims ${sizeBytes} bytes.`);
  const block = new ByteView(
    readExactly(source, offset, sizeBytes + 8, file),
    'BAD_SIGNATURE_BLOCK',
    file,
    offset,
  );
  if (block.u64(0) !== sizeBytes) throw block.error(0, 'The two sizes of the APK Signing Block differ.');
  const parts = new Map<number, ByteView>();
  let at = 8;
  const partsEnd = block.sizeBytes - FOOTER_BYTES;
  while (at + 8 <= partsEnd) {
    const size = block.u64(at);
    if (size < 4 || at + 8 + size > partsEnd)
      throw block.error(at, `A part of the APK Signing Block claims ${size} bytes.`);
    const id = block.u32(at + 8);
    if (!parts.has(id)) parts.set(id, block.part(at + 12, size - 4));
    at += 8 + size;
  }
  if (at !== partsEnd)
    throw new ScanError('BAD_SIGNATURE_BLOCK', 'The parts of the APK Signing Block do not fill it.', {
      file,
      offsetBytes: offset + at,
    });
  return { offset, sizeBytes: sizeBytes + 8, parts };
}
