import { ScanError } from '../errors.ts';
import { readTable, toList } from './tsv.ts';

/** Prints of the methods of one SDK or library, over all versions that were at hand. */
export type SdkFingerprint = {
  /** An id of sdks.tsv, or a prefix of libraries.tsv. */
  readonly owner: { readonly kind: 'sdk' | 'library'; readonly id: string };
  /** At most eight, oldest first; `''` where a version is not known. */
  readonly versions: readonly string[];
  readonly prints: Uint32Array;
  /** For each print the versions that have it, the first in the lowest bit. */
  readonly masks: Uint8Array;
  /** Prints of the version that has most, which is what can be expected to be found. */
  readonly size: number;
};

/** All fingerprints, and whose a print is. A print that two owners share is in no table. */
export class SdkFingerprints {
  readonly rows: readonly SdkFingerprint[];
  private readonly byPrint = new Map<number, SdkFingerprint>();

  constructor(rows: readonly SdkFingerprint[]) {
    this.rows = rows;
    for (const row of rows) for (const print of row.prints) this.byPrint.set(print, row);
  }

  find(print: number): SdkFingerprint | undefined {
    return this.byPrint.get(print);
  }
}

const COLUMNS = ['kind', 'id', 'versions', 'prints', 'masks'];

/** Reads sdk-fingerprints.tsv, which tools/sdk-fingerprints makes. Prints are little-endian words in base 64. */
export function readSdkFingerprints(text: string): SdkFingerprints {
  return new SdkFingerprints(
    readTable(text, 'sdk-fingerprints.tsv', COLUMNS).map(
      ([kind = '', id = '', versions = '', words = '', bits = '']) => {
        const bytes = Buffer.from(words, 'base64');
        const prints = new Uint32Array(bytes.length >> 2);
        for (let i = 0; i < prints.length; i++) prints[i] = bytes.readUInt32LE(i * 4);
        const masks = new Uint8Array(Buffer.from(bits, 'base64'));
        if (masks.length !== prints.length)
          throw new ScanError('INTERNAL', `The row of ${id} is broken.`, { file: 'sdk-fingerprints.tsv' });
        return toFingerprint(kind === 'library' ? 'library' : 'sdk', id, toList(versions), prints, masks);
      },
    ),
  );
}

/** A fingerprint with its size counted. */
export function toFingerprint(
  kind: 'sdk' | 'library',
  id: string,
  versions: readonly string[],
  prints: Uint32Array,
  masks: Uint8Array,
): SdkFingerprint {
  const sizes = new Array<number>(Math.max(1, versions.length)).fill(0);
  for (const mask of masks)
    for (let version = 0; version < sizes.length; version++)
      if ((mask & (1 << version)) !== 0) sizes[version] = (sizes[version] ?? 0) + 1;
  return { owner: { kind, id }, versions, prints, masks, size: Math.max(...sizes) };
}
