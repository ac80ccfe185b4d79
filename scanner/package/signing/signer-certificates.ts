import type { ZipArchive } from '../zip/index.ts';
import { readBlockSigners } from './block-signer.ts';
import { BLOCK_V2, BLOCK_V3, findSigningBlock } from './signing-block.ts';

/**
 * Certificates (DER) of those who say that they signed an APK, in order, from its v3 block or else its v2 block; none
 * where it has neither. Nothing is verified here: `verifySignatures` does that. Throws BAD_SIGNATURE_BLOCK.
 */
export function readSignerCertificates(archive: ZipArchive): readonly Uint8Array[] {
  const parts = findSigningBlock(archive)?.parts;
  const v3 = parts?.get(BLOCK_V3);
  const block = v3 ?? parts?.get(BLOCK_V2);
  if (!block) return [];
  return readBlockSigners(block, v3 !== undefined).flatMap(({ certificate }) => certificate?.der ?? []);
}
