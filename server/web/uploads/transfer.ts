import { API_BASE, ApiError, toApiError, toWriteHeaders } from '../api/client.ts';
import type { Profile, Purpose, SubmissionRow } from '../api/types.ts';

export type UploadChoice = {
  readonly profile: Profile;
  readonly purpose: Purpose;
  /** Ids of rule packs, joined by commas; empty for the default one. */
  readonly packs: string;
  /** Addresses of the policy and lists, parted by white space. */
  readonly policies?: string;
  /** Policies and lists as files; they go in one request with the app. */
  readonly policyFiles?: readonly File[];
  /** The batch that the app belongs to; it then says how the app is scanned. */
  readonly batchId?: string;
};

export type Transfer = {
  /** Settles with the id of the accepted submission; rejects with ApiError, or with undefined where aborted. */
  readonly done: Promise<string>;
  readonly abort: () => void;
};

/** From this size on a file goes in resumable chunks: losing it half-way would cost the person minutes. */
export const RESUMABLE_FROM_BYTES = 32 * 1024 * 1024;

const CHUNK_BYTES = 8 * 1024 * 1024;

/** Plain multipart: one request, one answer. XMLHttpRequest, because fetch tells nothing of what was sent. */
export function sendMultipart(
  file: File,
  choice: UploadChoice,
  onSent: (sentBytes: number) => void,
): Transfer {
  const request = new XMLHttpRequest();
  const done = new Promise<string>((resolve, reject) => {
    request.upload.addEventListener('progress', (event) => onSent(Math.min(event.loaded, file.size)));
    request.addEventListener('load', () => {
      if (request.status !== 202) {
        reject(toApiError(request.status, request.responseText));
        return;
      }
      resolve((JSON.parse(request.responseText) as Pick<SubmissionRow, 'id'>).id);
    });
    request.addEventListener('error', () => reject(toApiError(0, '')));
    request.addEventListener('abort', () =>
      reject(new ApiError(0, 'ABORTED', { zh: '已取消。', en: 'Cancelled.' })),
    );
  });
  const form = new FormData();
  // Fields first: the server reads the stream in order and must know them when the file begins.
  form.append('profile', choice.profile);
  form.append('purpose', choice.purpose);
  if (choice.packs !== '') form.append('packs', choice.packs);
  if (choice.policies) form.append('policies', choice.policies);
  for (const policy of choice.policyFiles ?? []) form.append('policyFile', policy, policy.name);
  form.append('package', file, file.name);
  request.open('POST', `${API_BASE}/submissions`);
  for (const [name, value] of Object.entries(toWriteHeaders())) request.setRequestHeader(name, value);
  request.send(form);
  return { done, abort: () => request.abort() };
}

/** tus 1.0 in chunks; picks up where an earlier try of the same file stopped, even after a reload of the page. */
export function sendResumable(
  file: File,
  choice: UploadChoice,
  onSent: (sentBytes: number) => void,
): Transfer {
  let abort = () => {};
  const done = (async () => {
    const tus = await import('tus-js-client');
    return new Promise<string>((resolve, reject) => {
      const upload = new tus.Upload(file, {
        endpoint: `${API_BASE}/uploads`,
        chunkSize: CHUNK_BYTES,
        retryDelays: [0, 1_000, 3_000, 10_000],
        removeFingerprintOnSuccess: true,
        headers: toWriteHeaders(),
        metadata: {
          filename: file.name,
          profile: choice.profile,
          purpose: choice.purpose,
          packs: choice.packs,
          policies: choice.policies ?? '',
          ...(choice.batchId !== undefined && { batch: choice.batchId }),
        },
        onProgress: (sentBytes) => onSent(sentBytes),
        onSuccess: ({ lastResponse }) => {
          const id = lastResponse.getHeader('x-appgov-submission');
          if (id !== undefined && id !== null && id !== '') resolve(id);
          else reject(toApiError(lastResponse.getStatus(), ''));
        },
        onError: (error) => {
          const response = 'originalResponse' in error ? error.originalResponse : null;
          reject(toApiError(response?.getStatus() ?? 0, response?.getBody() ?? ''));
        },
      });
      abort = () => {
        void upload.abort();
        reject(new ApiError(0, 'ABORTED', { zh: '已暂停。', en: 'Paused.' }));
      };
      void upload.findPreviousUploads().then(
        (previous) => {
          const earlier = previous.find(
            (one) =>
              one.metadata['profile'] === choice.profile &&
              one.metadata['purpose'] === choice.purpose &&
              (one.metadata['packs'] ?? '') === choice.packs &&
              (one.metadata['policies'] ?? '') === (choice.policies ?? '') &&
              one.metadata['batch'] === choice.batchId,
          );
          if (earlier !== undefined) upload.resumeFromPreviousUpload(earlier);
          upload.start();
        },
        // Without storage there is nothing to resume from; the upload itself still works.
        () => upload.start(),
      );
    });
  })();
  return { done, abort: () => abort() };
}
