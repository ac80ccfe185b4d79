import { createHash } from 'node:crypto';
import type { Pack } from '../../rules/index.ts';

/** A hash of everything in these packs that shapes a judgement: another one means that stored reports are outdated. */
export function toPackFingerprint(packs: readonly Pack[]): string {
  const hash = createHash('sha256');
  for (const pack of packs)
    hash.update(JSON.stringify({ ...pack, compiledRules: undefined, compiledLimitations: undefined }));
  return hash.digest('hex').slice(0, 16);
}
