import busboy from 'busboy';
import type { Request } from 'express';
import type { Blobs, PendingBlob } from '../blobs/index.ts';
import { ServerError } from '../errors.ts';

/** A file of a form, on the disk but not yet kept. */
export type ReceivedFile = { readonly blob: PendingBlob; readonly fileName: string | undefined };

/** What a multipart form brought: the app, its policies where they are taken, and the small fields beside them. */
export type ReceivedForm = ReceivedFile & {
  readonly policyFiles: readonly ReceivedFile[];
  readonly fields: Readonly<Record<string, string>>;
};

/** What a form needs beyond its file: part headers and small fields. */
const OVERHEAD_BYTES = 64 * 1024;

export const MAX_POLICY_FILES = 5;
export const MAX_POLICY_BYTES = 5_000_000;
const POLICY_NAMES = /\.(?:html?|txt|md|docx|pdf)$/iu;

/**
 * Reads a multipart form whose file is in the field `package`, streaming it to the blobs; policies come in fields
 * `policyFile`, and are passed over where none are taken. Whatever goes wrong leaves nothing behind. Throws
 * MISSING_PACKAGE, EMPTY_FILE, UPLOAD_TOO_LARGE, UPLOAD_CUT_OFF, STORAGE_FULL, UNSUPPORTED_MEDIA_TYPE, and
 * INVALID_INPUT for a policy of another format or one too many.
 */
export async function receiveForm(
  request: Request,
  blobs: Blobs,
  { maxBytes, maxPolicyFiles = 0 }: { readonly maxBytes: number; readonly maxPolicyFiles?: number },
): Promise<ReceivedForm> {
  if (!request.is('multipart/form-data')) throw new ServerError('UNSUPPORTED_MEDIA_TYPE', 'Send a form.');
  // Said at once, where the sender tells the size beforehand: no need to take 2 GiB in to refuse them.
  if (
    Number(request.headers['content-length'] ?? 0) >
    maxBytes + maxPolicyFiles * MAX_POLICY_BYTES + OVERHEAD_BYTES
  )
    throw new ServerError('UPLOAD_TOO_LARGE', `More than the ${maxBytes} bytes allowed.`);
  const fields: Record<string, string> = {};
  const files: { isPolicy: boolean; received: Promise<PendingBlob>; fileName: string | undefined }[] = [];
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: request.headers,
      // File names of browsers are UTF-8; busboy's own default is Latin-1.
      defParamCharset: 'utf8',
      limits: {
        files: 2 + maxPolicyFiles,
        fields: 20,
        fieldNameSize: 100,
        fieldSize: 2000,
        parts: 22 + maxPolicyFiles,
      },
    });
  } catch (error) {
    throw new ServerError('INVALID_INPUT', 'The form has no boundary.', { cause: error });
  }
  const parsed = new Promise<void>((resolve, reject) => {
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (name, stream, info) => {
      const isPolicy = name === 'policyFile' && maxPolicyFiles > 0;
      const before = files.filter((file) => file.isPolicy === isPolicy).length;
      if (!isPolicy && (name !== 'package' || before > 0)) {
        stream.resume();
        return;
      }
      // The stream may break before the blobs begin to read it; without a listener that would end the server.
      stream.on('error', () => undefined);
      if (isPolicy && (before >= maxPolicyFiles || !POLICY_NAMES.test(info.filename ?? ''))) {
        stream.resume();
        reject(
          new ServerError(
            'INVALID_INPUT',
            `policyFile: up to ${maxPolicyFiles} files of HTML, text, Markdown, Word (docx) or PDF.`,
          ),
        );
        return;
      }
      const received = blobs.receive(stream as AsyncIterable<Uint8Array>, {
        maxBytes: isPolicy ? MAX_POLICY_BYTES : maxBytes,
      });
      files.push({ isPolicy, received, fileName: info.filename });
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
    const received: (ReceivedFile & { isPolicy: boolean })[] = [];
    for (const { isPolicy, received: blob, fileName } of files)
      received.push({ isPolicy, blob: await blob, fileName });
    const file = received.find(({ isPolicy }) => !isPolicy);
    if (file === undefined) throw new ServerError('MISSING_PACKAGE');
    if (received.some(({ blob }) => blob.sizeBytes === 0)) throw new ServerError('EMPTY_FILE');
    const { blob, fileName } = file;
    return { blob, fileName, policyFiles: received.filter(({ isPolicy }) => isPolicy), fields };
  } catch (error) {
    request.unpipe(parser);
    parser.destroy();
    for (const { received } of files)
      await received.then(
        (blob) => blob.discard(),
        () => undefined,
      );
    throw error;
  }
}
