import assert from 'node:assert/strict';
import type { Client } from './client.ts';

export type SourceBody = {
  readonly id: string;
  readonly lastResult?: string;
  readonly lastError?: { readonly code: string; readonly detail: string };
  readonly lastCounts?: Readonly<Record<string, number>>;
  readonly nextRunAt?: string;
};

/** Has a listing source read now, and waits until it has been read. */
export async function readSourceNow(client: Client, id: string): Promise<SourceBody> {
  await client.call('POST', `/listing-sources/${id}/runs`, { expect: 202 });
  for (;;) {
    const { body } = await client.call('GET', '/listing-sources', { expect: 200 });
    const source = (body as { items: readonly SourceBody[] }).items.find((one) => one.id === id);
    assert.ok(source);
    if (source.lastResult !== undefined && source.lastResult !== 'running') return source;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
