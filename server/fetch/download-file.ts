import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { ServerError } from '../errors.ts';
import type { FetchOptions } from './fetch-document.ts';
import { openAddress, toFetchError } from './open-address.ts';

export type DownloadOptions = FetchOptions & {
  /** How often a line that breaks is taken up again where it broke. */
  readonly attempts: number;
  /** What the bytes have to be, where somebody promised it. Lower-case hex. */
  readonly sha256?: string;
  readonly sizeBytes?: number;
};

export type DownloadLimits = { readonly sizeBytes: number; readonly timeoutMs: number };

const REDIRECTS = 5;
const PAUSE_MS = 500;

/**
 * Downloads an address into a file, guarded as `openAddress` guards. A line that breaks is taken up again by a range
 * request, held to the same version by its ETag or date; a server that knows no ranges starts from the beginning. The
 * file is removed where anything fails.
 *
 * Throws ServerError ADDRESS_REFUSED, ADDRESS_TOO_LARGE, ADDRESS_FAILED, ADDRESS_TIMED_OUT, DOWNLOAD_DIFFERS.
 */
export async function downloadFile(
  address: string,
  path: string,
  limits: DownloadLimits,
  options: DownloadOptions,
): Promise<{ readonly sha256: string; readonly sizeBytes: number; readonly url: string }> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    let validator: string | undefined;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const got = await receive(address, path, validator, { limits, options, signal, timeout });
        validator = got.validator;
        const done = await check(path, options);
        return { ...done, url: got.url };
      } catch (error) {
        const broke = error instanceof BrokenLine ? error : undefined;
        if (broke === undefined) throw error;
        if (attempt >= options.attempts || timeout.aborted) throw broke.reason;
        validator = broke.validator;
        await pause(PAUSE_MS, undefined, { signal });
      }
    }
  } catch (error) {
    await rm(path, { force: true });
    throw timeout.aborted && !(error instanceof ServerError)
      ? new ServerError('ADDRESS_TIMED_OUT', `${address} took too long.`, { cause: error })
      : error;
  }
}

/** A line that broke in the midst, and by what the rest may be asked for. */
class BrokenLine extends Error {
  readonly reason: ServerError;
  readonly validator: string | undefined;

  constructor(reason: ServerError, validator: string | undefined) {
    super(reason.message);
    this.reason = reason;
    this.validator = validator;
  }
}

type Context = {
  readonly limits: DownloadLimits;
  readonly options: DownloadOptions;
  readonly signal: AbortSignal;
  readonly timeout: AbortSignal;
};

async function receive(
  address: string,
  path: string,
  validator: string | undefined,
  { limits, options, signal, timeout }: Context,
): Promise<{ readonly url: string; readonly validator: string | undefined }> {
  const had = validator === undefined ? 0 : await sizeOf(path);
  const { url, response } = await openAddress(address, {
    redirects: REDIRECTS,
    allow: options.allow ?? [],
    signal,
    timeout,
    headers: {
      accept: '*/*',
      // Ranges count bytes as they are sent, so nothing may be packed on the way.
      'accept-encoding': 'identity',
      ...(had > 0 && validator !== undefined ? { range: `bytes=${had}-`, 'if-range': validator } : {}),
    },
    ...(options.turns === undefined ? {} : { turns: options.turns }),
  });
  const status = response.statusCode ?? 0;
  const goesOn = status === 206 && startOf(response.headers['content-range']) === had;
  if (status !== 200 && !goesOn) {
    response.destroy();
    throw new ServerError('ADDRESS_FAILED', `${url.href} answered with status ${status}.`);
  }
  const next =
    response.headers.etag?.startsWith('"') === true
      ? response.headers.etag
      : response.headers['last-modified'];
  let size = goesOn ? had : 0;
  const tooLarge = (): ServerError =>
    new ServerError('ADDRESS_TOO_LARGE', `${url.href} gives more than ${limits.sizeBytes} bytes.`);
  const promised = Number(response.headers['content-length'] ?? 0);
  if (size + promised > limits.sizeBytes) {
    response.destroy();
    throw tooLarge();
  }
  const whole = size + promised;
  const file = await open(path, goesOn ? 'a' : 'w');
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > limits.sizeBytes) throw tooLarge();
      await file.write(part);
    }
    if (promised > 0 && size !== whole)
      throw new ServerError('ADDRESS_FAILED', `${url.href} broke off after ${size} of ${whole} bytes.`);
    await file.sync();
  } catch (error) {
    const coded = toFetchError(error, url, timeout);
    if (coded.code !== 'ADDRESS_FAILED') throw coded;
    throw new BrokenLine(coded, next);
  } finally {
    response.destroy();
    await file.close();
  }
  return { url: url.href, validator: next };
}

async function check(
  path: string,
  options: DownloadOptions,
): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(part);
    sizeBytes += part.length;
  }
  const sha256 = hash.digest('hex');
  if (options.sha256 !== undefined && options.sha256 !== sha256)
    throw new ServerError('DOWNLOAD_DIFFERS', `The bytes have SHA-256 ${sha256}, not ${options.sha256}.`);
  if (options.sizeBytes !== undefined && options.sizeBytes !== sizeBytes)
    throw new ServerError('DOWNLOAD_DIFFERS', `There are ${sizeBytes} bytes, not ${options.sizeBytes}.`);
  return { sha256, sizeBytes };
}

function startOf(range: string | undefined): number | undefined {
  const start = /^bytes (\d+)-/u.exec(range ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.size ?? 0;
}
