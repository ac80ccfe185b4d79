import type { z } from 'zod';
import type { healthSchema } from './schemas.ts';
import type { Services } from './services.ts';

type Health = z.input<typeof healthSchema>;

/** Below this the next upload will fail: an operator should hear of it before. */
const LOW_DISK_BYTES = 64 * 1024 ** 2;

/** How the parts of this server do. Every part is asked; none that fails hides another. */
export async function checkHealth(services: Services): Promise<Health> {
  const [database, storage, queue] = await Promise.all([
    services.store
      .ping(() => performance.now())
      .then(
        (tookMs) => ({ ok: true, tookMs: Math.round(tookMs) }),
        () => ({ ok: false }),
      ),
    services.blobs.usage().then(
      (usage) => ({ ok: (usage.freeBytes ?? Infinity) > LOW_DISK_BYTES, ...usage }),
      () => ({ ok: false }),
    ),
    services.queue.counts().then(
      ({ queued, running, dead }) => ({ ok: true, queued, running, dead }),
      () => ({ ok: false }),
    ),
  ]);
  const isOk = database.ok && storage.ok && queue.ok && !services.stopping.aborted;
  return {
    status: isOk ? 'ok' : 'failing',
    version: services.versions.engineVersion,
    database,
    storage,
    queue,
  };
}
