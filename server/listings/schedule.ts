import { Cron } from 'croner';
import { ServerError } from '../errors.ts';

/** Throws INVALID_INPUT for a cron expression or time zone that cannot be read. */
export function checkSchedule(cron: string, timeZone: string): void {
  toNextRunMs({ cron, timeZone, jitterSeconds: 0 }, 0, () => 0);
}

/**
 * When a source is to be read next: the cron expression's next moment in its time zone, and up to the jitter later, so
 * that many sources do not knock at once. Undefined where it has none any more. `random` gives 0..1.
 */
export function toNextRunMs(
  {
    cron,
    timeZone,
    jitterSeconds,
  }: { readonly cron: string; readonly timeZone: string; readonly jitterSeconds: number },
  afterMs: number,
  random: () => number,
): number | undefined {
  try {
    const next = new Cron(cron, { timezone: timeZone, paused: true, mode: '5-part' }).nextRun(
      new Date(afterMs),
    );
    return next === null ? undefined : next.getTime() + Math.floor(random() * jitterSeconds * 1000);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new ServerError('INVALID_INPUT', `cron: ${reason}`, { cause });
  }
}
