import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Arrays of an ended run are garbage that the engine may leave lying for long; below this it may. */
const mostLeftBytes = 64 * 2 ** 20;

/**
 * Starts a meter of the bytes that a run's arrays hold: what is there already is not counted. Large garbage is cleared
 * away first, so that an app which filled its memory does not leave the next run less. Objects are not counted; the
 * heap of this program holds them down.
 */
export function meterBuffers(): () => number {
  if (memoryUsage().arrayBuffers > mostLeftBytes) collectGarbage();
  const before = memoryUsage().arrayBuffers;
  return () => memoryUsage().arrayBuffers - before;
}

/** The engine's own collector, which it hands out under this flag only. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') return;
  // What one round finds is given back in the background; a second one waits for that.
  (collect as () => void)();
  (collect as () => void)();
}
