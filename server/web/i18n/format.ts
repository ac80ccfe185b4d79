import type { Language } from './locale.ts';

/** 6 412 345 -> `6.1 MB`; powers of 1024 as file managers show them. */
export function renderBytes(sizeBytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = sizeBytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}

/** A share of 0..1 as a percentage; never rounds a part up to all or down to nothing. */
export function renderShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return '<1%';
  if (percent > 99 && percent < 100) return '>99%';
  return `${Math.round(percent)}%`;
}

/** ISO 8601 in the reader's own time zone, to the minute. */
export function renderTime(iso: string, language: Language): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(time);
}

/** Epoch milliseconds as the time of day, to the second. */
export function renderClock(atMs: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium', hour12: false }).format(atMs);
}

/** Milliseconds since a scenario began as `12.345 s`. */
export function renderOffset(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}

/** Whole seconds or minutes between two times, e.g. `3.2 s`, `4 min 10 s`. */
export function renderDuration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
