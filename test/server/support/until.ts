import assert from 'node:assert/strict';

/** Waits for a state that no event tells of, looking again after each turn of the event loop. */
export async function until(isSo: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, 'the state was reached in time');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
