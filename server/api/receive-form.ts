import busboy from 'busboy';
import type { Request } from 'express';
import type { Blobs, PendingBlob } from '../blobs/index.ts';
import { ServerError } from '../errors.ts';

/** What a multipart form brought: the file, on the disk but not yet kept, and the small fields beside it. */
export type ReceivedForm = {
  readonly blob: PendingBlob;
  readonly fileName: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
};

/** What a form needs beyond its file: part headers and small fields. */
const OVERHEAD_BYTES = 64 * 1024;

/**
 * Reads a multipart form whose file is in the field `package`, streaming it to the blobs. Whatever goes wrong
 * leaves nothing behind. Throws MISSING_PACKAGE, EMPTY_FILE, UPLOAD_TOO_LARGE, UPLOAD_CUT_OFF, STORAGE_FULL,
 * UNSUPPORTED_MEDIA_TYPE.
 */
export async function receiveForm(request: Request, blobs: Blobs, maxBytes: number): Promise<ReceivedForm> {
  if (!request.is('multipart/form-data')) throw new ServerError('UNSUPPORTED_MEDIA_TYPE', 'Send a form.');
  // Said at once, where the sender tells the size beforehand: no need to take 2 GiB in to refuse them.
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + OVERHEAD_BYTES)
    throw new ServerError('UPLOAD_TOO_LARGE', `More than the ${maxBytes} bytes allowed.`);
  const fields: Record<string, string> = {};
  let file: { received: Promise<PendingBlob>; fileName: string | undefined } | undefined;
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: request.headers,
      // File names of browsers are UTF-8; busboy's own default is Latin-1.
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 20, fieldNameSize: 100, fieldSize: 2000, parts: 21 },
    });
  } catch (error) {
    throw new ServerError('INVALID_INPUT', 'The form has no boundary.', { cause: error });
  }
  const parsed = new Promise<void>((resolve, reject) => {
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (name, stream, info) => {
      if (name !== 'package' || file !== undefined) {
        stream.resume();
        return;
      }
      // The stream may break before the blobs begin to read it; without a listener that would end the server.
      stream.on('error', () => undefined);
      const received = blobs.receive(stream as AsyncIterable<Uint8Array>, { maxBytes });
      file = { received, fileName: info.filename };
      // A failed write must not wait for the rest of an upload that is in vain.
      received.catch(reject);
    });
    parser.on('close', resolve);
    parser.on('error', (error) =>
      reject(new ServerError('UPLOAD_CUT_OFF', 'The form is damaged or cut off.', { cause: error })),
    );
    request.on('aborted', () => {
      const cutOff = new ServerError('UPLOAD_CUT_OFF');
      reject(cutOff);
      parser.destroy(cutOff);
    });
    request.pipe(parser);
  });
  try {
    await parsed;
    if (file === undefined) throw new ServerError('MISSING_PACKAGE');
    const blob = await file.received;
    if (blob.sizeBytes === 0) throw new ServerError('EMPTY_FILE');
    return { blob, fileName: file.fileName, fields };
  } catch (error) {
    request.unpipe(parser);
    parser.destroy();
    await file?.received.then(
      (blob) => blob.discard(),
      () => undefined,
    );
    throw error;
  }
}
