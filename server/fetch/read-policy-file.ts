import { readFile } from 'node:fs/promises';
import { sha256Of } from '../blobs/sha256-of.ts';
import type { Budget } from '../../scanner/budget.ts';
import { readAnyDocument } from '../../scanner/policy/index.ts';
import type { GivenPolicy } from '../../scanner/policy/index.ts';

/** Reads one policy of the disk; `name` is the one it was given under. Throws ScanError as `readAnyDocument`. */
export async function readPolicyFile(path: string, name: string, budget: Budget): Promise<GivenPolicy> {
  const bytes = await readFile(path);
  return {
    document: await readAnyDocument(bytes, { name }, budget),
    origin: { kind: 'given-file', address: name },
    sha256: sha256Of(bytes),
  };
}
