import { toVisible } from '../../../reports/shared/visible.ts';
import type { Text } from '../../../rules/engine/verdict.ts';

export const API_BASE = '/api/v1';

/** An answer of the server that is not a success, or no answer at all (`status` 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly text: Text;

  constructor(status: number, code: string, text: Text) {
    super(`${code}: ${text.en}`);
    this.status = status;
    this.code = code;
    this.text = text;
  }
}

const UNREACHABLE: Text = {
  zh: '无法连接服务器，请检查网络或稍后再试。',
  en: 'The server cannot be reached. Check the network or try again later.',
};

let csrfToken = '';
let onSignedOut: (() => void) | undefined;

/** Kept here, not in storage: a page's script cannot read it after a reload without a valid session. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Called whenever an answer says that the session has ended. */
export function setSignedOutListener(listener: (() => void) | undefined): void {
  onSignedOut = listener;
}

/** Headers that a state-changing call from a page must carry. */
export function toWriteHeaders(): Record<string, string> {
  return csrfToken === '' ? {} : { 'x-appgov-csrf': csrfToken };
}

/** Reads the server's `{error:{code,message}}`; anything else (a proxy's page) is named by its status. */
export function toApiError(status: number, body: string): ApiError {
  if (status === 0) return new ApiError(0, 'UNREACHABLE', UNREACHABLE);
  const fallback = new ApiError(status, `HTTP_${status}`, {
    zh: `服务器返回了状态 ${status}。`,
    en: `The server answered with status ${status}.`,
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return fallback;
  }
  if (typeof parsed !== 'object' || parsed === null || !('error' in parsed)) return fallback;
  const { error } = parsed as { error: { code?: unknown; message?: { zh?: unknown; en?: unknown } } };
  if (typeof error?.code !== 'string') return fallback;
  const zh = error.message?.zh;
  const en = error.message?.en;
  return new ApiError(status, error.code, {
    zh: typeof zh === 'string' ? zh : error.code,
    en: typeof en === 'string' ? en : error.code,
  });
}

/**
 * Reads an answer. Much of its text comes from apps: characters that would be invisible, or turn the line around,
 * are written out before any page sees them.
 */
export function parseAnswer<Answer>(body: string): Answer {
  return JSON.parse(body, (_key, value: unknown) =>
    typeof value === 'string' ? toVisible(value) : value,
  ) as Answer;
}

/**
 * Calls the API and returns its JSON (undefined for 204).
 * Throws ApiError; an abort throws the browser's AbortError.
 */
export async function callApi<Answer>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  options: { readonly body?: unknown; readonly signal?: AbortSignal; readonly base?: string } = {},
): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') Object.assign(headers, toWriteHeaders());
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal !== undefined) init.signal = options.signal;
  let response: Response;
  try {
    response = await fetch((options.base ?? API_BASE) + path, init);
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw toApiError(0, '');
  }
  if (response.status === 204) return undefined as Answer;
  const body = await response.text();
  if (!response.ok) {
    if (response.status === 401 && path !== '/session') onSignedOut?.();
    throw toApiError(response.status, body);
  }
  return parseAnswer<Answer>(body);
}

export function renderReportUrl(submissionId: string, format: string, language: string): string {
  const query = new URLSearchParams({ format, lang: language });
  return `${API_BASE}/submissions/${encodeURIComponent(submissionId)}/report?${query.toString()}`;
}

export function renderEvidenceUrl(submissionId: string): string {
  return `${API_BASE}/submissions/${encodeURIComponent(submissionId)}/evidence`;
}

export function renderAttachmentUrl(submissionId: string, attachmentId: string): string {
  return `${API_BASE}/submissions/${encodeURIComponent(submissionId)}/attachments/${encodeURIComponent(attachmentId)}`;
}
