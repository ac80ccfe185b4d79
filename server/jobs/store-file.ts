import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Blobs } from '../blobs/index.ts';

/** No result of a sane task comes near this. */
const MOST_RESULT_BYTES = 512 * 1024 ** 2;

/** Keeps a file that a task process has written. */
export async function storeFile(blobs: Blobs, path: string): Promise<{ sha256: string; sizeBytes: number }> {
  // NOFOLLOW: a taken-over process could have left a link to a file that is not its own.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  const pending = await blobs.receive(file.createReadStream(), { maxBytes: MOST_RESULT_BYTES });
  await pending.commit();
  return { sha256: pending.sha256, sizeBytes: pending.sizeBytes };
}
