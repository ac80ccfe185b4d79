import { useMemo, useSyncExternalStore } from 'react';
import { ApiError } from '../api/client.ts';
import { RESUMABLE_FROM_BYTES, sendMultipart, sendResumable, type UploadChoice } from './transfer.ts';

export type UploadState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly sentBytes: number }
  | { readonly kind: 'accepted'; readonly submissionId: string }
  | { readonly kind: 'stopped'; readonly error: ApiError };

export type UploadItem = {
  readonly key: number;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly resumable: boolean;
  readonly choice: UploadChoice;
  readonly state: UploadState;
};

/** Two at once keep a slow line busy without starving the first file. */
const MAX_SENDING = 2;

let items: readonly UploadItem[] = [];
let nextKey = 1;
const files = new Map<number, File>();
const aborts = new Map<number, () => void>();
const listeners = new Set<() => void>();

function change(next: readonly UploadItem[]): void {
  items = next;
  for (const listener of listeners) listener();
}

function setState(key: number, state: UploadState): void {
  change(items.map((item) => (item.key === key ? { ...item, state } : item)));
}

function startWaiting(): void {
  const sending = items.filter((item) => item.state.kind === 'sending').length;
  const waiting = items.filter((item) => item.state.kind === 'waiting').slice(0, MAX_SENDING - sending);
  for (const item of waiting) start(item);
}

function start(item: UploadItem): void {
  const file = files.get(item.key);
  if (file === undefined) return;
  setState(item.key, { kind: 'sending', sentBytes: 0 });
  const send = item.resumable ? sendResumable : sendMultipart;
  const transfer = send(file, item.choice, (sentBytes) => setState(item.key, { kind: 'sending', sentBytes }));
  aborts.set(item.key, transfer.abort);
  transfer.done
    .then((submissionId) => {
      files.delete(item.key);
      setState(item.key, { kind: 'accepted', submissionId });
    })
    .catch((error: unknown) => {
      const shown =
        error instanceof ApiError
          ? error
          : new ApiError(0, 'UPLOAD_FAILED', { zh: '上传失败。', en: 'The upload failed.' });
      setState(item.key, { kind: 'stopped', error: shown });
    })
    .finally(() => {
      aborts.delete(item.key);
      startWaiting();
    });
}

/** Takes files in; they are sent two at a time and go on while the person visits other pages. */
export function addUploads(added: readonly File[], choice: UploadChoice): void {
  const fresh = added.map((file): UploadItem => {
    const key = nextKey;
    nextKey += 1;
    files.set(key, file);
    return {
      key,
      fileName: file.name,
      sizeBytes: file.size,
      // An app of a batch is one of hundreds: none of them is sent anew for a line that broke.
      resumable:
        choice.batchId !== undefined ||
        (file.size >= RESUMABLE_FROM_BYTES && (choice.policyFiles ?? []).length === 0),
      choice,
      state: { kind: 'waiting' },
    };
  });
  change([...fresh, ...items]);
  startWaiting();
}

/** Shows a submission that needed no transfer (the sample app) among the uploads. */
export function addAccepted(
  fileName: string,
  sizeBytes: number,
  submissionId: string,
  choice: UploadChoice,
): void {
  const key = nextKey;
  nextKey += 1;
  const state: UploadState = { kind: 'accepted', submissionId };
  change([{ key, fileName, sizeBytes, resumable: false, choice, state }, ...items]);
}

/** Stops the transfer; a resumable one can go on later from the byte it reached. */
export function stopUpload(key: number): void {
  aborts.get(key)?.();
}

export function retryUpload(key: number): void {
  setState(key, { kind: 'waiting' });
  startWaiting();
}

export function removeUpload(key: number): void {
  aborts.get(key)?.();
  files.delete(key);
  change(items.filter((item) => item.key !== key));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Those of single scans, or those of a batch. */
export function useUploads(batchId?: string): readonly UploadItem[] {
  const all = useSyncExternalStore(subscribe, () => items);
  return useMemo(() => all.filter(({ choice }) => choice.batchId === batchId), [all, batchId]);
}
