import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hex, as blobs are named. */
export function sha256Of(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
