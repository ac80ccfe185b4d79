import { API_BASE, toApiError, toWriteHeaders } from '../api/client.ts';

/** Sends files to a batch one after another; calls back after each. Throws ApiError for the first that is refused. */
export async function sendToBatch(
  batchId: string,
  files: readonly File[],
  onSent: () => void,
): Promise<void> {
  for (const file of files) {
    const form = new FormData();
    form.set('package', file, file.name);
    const response = await fetch(`${API_BASE}/batches/${encodeURIComponent(batchId)}/items`, {
      method: 'POST',
      headers: toWriteHeaders(),
      credentials: 'same-origin',
      body: form,
    }).catch(() => undefined);
    if (response?.ok !== true) throw toApiError(response?.status ?? 0, (await response?.text()) ?? '');
    onSent();
  }
}
