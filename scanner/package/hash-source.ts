import { createHash } from 'node:crypto';
import { checkBudget } from '../budget.ts';
import type { Budget } from '../budget.ts';
import { readExactly } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';

const STEP_BYTES = 1024 * 1024;

/** Digests of a sample, lower-case hex. */
export type SourceHashes = { readonly sha256: string; readonly sha1: string; readonly md5: string };

/** The three identity digests in one pass of 1 MiB steps. Throws IO_FAILED, DEADLINE_EXCEEDED or CANCELLED. */
export function hashSource(source: ByteSource, budget: Budget): SourceHashes {
  const sha256 = createHash('sha256');
  const sha1 = createHash('sha1');
  const md5 = createHash('md5');
  for (let at = 0; at < source.sizeBytes; at += STEP_BYTES) {
    checkBudget(budget);
    const bytes = readExactly(source, at, Math.min(STEP_BYTES, source.sizeBytes - at), 'sample');
    sha256.update(bytes);
    sha1.update(bytes);
    md5.update(bytes);
  }
  return { sha256: sha256.digest('hex'), sha1: sha1.digest('hex'), md5: md5.digest('hex') };
}
