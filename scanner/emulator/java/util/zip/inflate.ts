import { constants, deflateRawSync, deflateSync, inflateRawSync, inflateSync } from 'node:zlib';

/** No single stream may grow beyond this: a bomb of a few bytes must not fill the host. */
export const MAX_INFLATED_BYTES = 64 * 2 ** 20;

export type Inflated =
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly usedBytes: number;
      readonly finished: boolean;
    }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'corrupt'; readonly message: string };

type WithEngine = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What a deflate stream gives as far as it is there. `raw` is without the zlib header. */
export function inflateSoFar(data: Uint8Array, raw: boolean): Inflated {
  const inflate = raw ? inflateRawSync : inflateSync;
  try {
    // With `info` Node answers the engine too, which knows how much input it took; the types do not say so.
    const options = { info: true, maxOutputLength: MAX_INFLATED_BYTES };
    const whole = inflate(data, options) as unknown as WithEngine;
    return { kind: 'bytes', bytes: whole.buffer, usedBytes: whole.engine.bytesWritten, finished: true };
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return { kind: 'too-large' };
    if (codeOf(error) !== 'Z_BUF_ERROR')
      return { kind: 'corrupt', message: error instanceof Error ? error.message : '' };
  }
  try {
    const bytes = inflate(data, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_INFLATED_BYTES });
    return { kind: 'bytes', bytes, usedBytes: data.length, finished: false };
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return { kind: 'too-large' };
    return { kind: 'corrupt', message: error instanceof Error ? error.message : '' };
  }
}

export function deflate(data: Uint8Array, raw: boolean, level: number): Uint8Array {
  return raw ? deflateRawSync(data, { level }) : deflateSync(data, { level });
}
