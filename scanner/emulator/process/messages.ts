/** What the parent asks of a device process. */
export type ChildRequest = {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
};

/** What it answers, one for each request. */
export type ChildAnswer =
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly code: string; readonly message: string };

/** Reads a message from the other side; undefined when it is none of ours. */
export function findAnswer(message: unknown): ChildAnswer | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { id, kind, value, code, message: text } = message as Record<string, unknown>;
  if (typeof id !== 'number') return undefined;
  if (kind === 'done') return { id, kind, value };
  if (kind === 'failed' && typeof code === 'string' && typeof text === 'string')
    return { id, kind, code, message: text };
  return undefined;
}
