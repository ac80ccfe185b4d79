import type { ChildMessage } from './child.ts';

/**
 * The part of a task process that talks to the server. Waits for the order, does the work, says how it ended, and
 * leaves. Also leaves at once when the server is gone: nobody would take the result.
 */
export function serveOneTask<Order>(
  work: (
    order: Order,
    tell: (message: Extract<ChildMessage, { kind: 'progress' }>) => void,
  ) => Promise<unknown>,
): void {
  process.on('disconnect', () => process.exit(1));
  process.once('message', (order) => {
    work(order as Order, (message) => process.send?.(message)).then(
      (value) => say({ kind: 'done', value }),
      (error: unknown) => say({ kind: 'failed', ...describe(error) }),
    );
  });
}

function say(message: ChildMessage): void {
  process.send?.(message, () => process.exit(0));
}

function describe(error: unknown): { code: string; message: string } {
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  return { code: code.slice(0, 50), message: message.slice(0, 10_000) };
}
