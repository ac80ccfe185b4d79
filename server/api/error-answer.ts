import { SERVER_ERRORS, ServerError, toServerError } from '../errors.ts';

/** The JSON body of an error. Details go out only where they name the caller's own mistake. */
export function toErrorBody(error: ServerError): string {
  const { status, text } = SERVER_ERRORS[error.code];
  const detail = status < 500 && error.message !== text.en ? { detail: error.message } : {};
  return JSON.stringify({ error: { code: error.code, message: text, ...detail } });
}

/** As toServerError, but knows how express and its body parser say that a request is malformed. */
export function toRequestError(error: unknown): ServerError {
  if (error instanceof ServerError || typeof error !== 'object' || error === null)
    return toServerError(error);
  const status = 'status' in error ? error.status : undefined;
  if (status === 413) return new ServerError('UPLOAD_TOO_LARGE', 'The body is too large.', { cause: error });
  if (status === 415) return new ServerError('UNSUPPORTED_MEDIA_TYPE', undefined, { cause: error });
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new ServerError('INVALID_INPUT', 'The request cannot be read.', { cause: error });
  return toServerError(error);
}
