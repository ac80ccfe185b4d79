/** Offset of a time zone from UTC at an instant, in milliseconds, by the host's zone tables. */
export function offsetAtMs(zoneId: string, epochMs: number): number {
  const fixed = fixedOffsetMs(zoneId);
  if (fixed !== undefined) return fixed;
  const format = formatOf(zoneId);
  if (format === undefined) return 0;
  const whole = Math.floor(epochMs / 1000) * 1000;
  // Beyond the host's dates the zone's last rule is as good as any.
  const asked = Math.min(Math.max(whole, -8e15), 8e15);
  const parts = new Map(format.formatToParts(asked).map(({ type, value }) => [type, value]));
  const year =
    Number(parts.get('year')) * (parts.get('era') === 'B' ? -1 : 1) + (parts.get('era') === 'B' ? 1 : 0);
  const wall = Date.UTC(
    2000,
    Number(parts.get('month')) - 1,
    Number(parts.get('day')),
    Number(parts.get('hour')) % 24,
    Number(parts.get('minute')),
    Number(parts.get('second')),
  );
  const shifted = new Date(wall);
  shifted.setUTCFullYear(year, Number(parts.get('month')) - 1, Number(parts.get('day')));
  return shifted.getTime() - asked;
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(zoneId: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zoneId)) formats.set(zoneId, isKnownZone(zoneId) ? makeFormat(zoneId) : undefined);
  return formats.get(zoneId);
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    era: 'narrow',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

const zones = new Set(Intl.supportedValuesOf('timeZone'));
const OTHER_ZONES = new Set([
  'GMT',
  'UTC',
  'PRC',
  'Hongkong',
  'Singapore',
  'Japan',
  'ROK',
  'ROC',
  'EST',
  'MST',
  'HST',
  'CET',
  'EET',
  'MET',
  'WET',
  'EST5EDT',
  'CST6CDT',
  'MST7MDT',
  'PST8PDT',
  'Etc/UTC',
  'Etc/GMT',
  'US/Pacific',
  'US/Eastern',
  'US/Central',
  'US/Mountain',
  'Asia/Calcutta',
  'Asia/Saigon',
  'Asia/Chongqing',
  'Asia/Harbin',
  'Zulu',
  'Universal',
  'GB',
]);

/** Ids of all zones, in order. */
export function zoneIds(): readonly string[] {
  return [...new Set([...zones, ...OTHER_ZONES])].sort();
}

const aliases = new Map<string, boolean>();

/** Older or newer names of the same place, such as Asia/Kolkata: the host knows them, but does not list them. */
function hasAlias(zoneId: string): boolean {
  if (!/^[A-Z][A-Za-z_]{1,30}\/[A-Za-z_+\-0-9/]{1,40}$/.test(zoneId)) return false;
  const known = aliases.get(zoneId);
  if (known !== undefined) return known;
  let has = true;
  try {
    makeFormat(zoneId);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    has = false;
  }
  aliases.set(zoneId, has);
  return has;
}

export function isKnownZone(zoneId: string): boolean {
  return hasAlias(zoneId) || zones.has(zoneId) || OTHER_ZONES.has(zoneId);
}

/** `GMT+8`, `GMT-03:30`, `UTC`: zones of one offset; undefined for others. */
export function fixedOffsetMs(zoneId: string): number | undefined {
  if (zoneId === 'UTC' || zoneId === 'GMT' || zoneId === 'Z' || zoneId === '') return 0;
  const match = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?$/.exec(zoneId);
  if (match === null) return undefined;
  const [, sign, hours, minutes = '0', seconds = '0'] = match;
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return size * (sign === '-' ? -1000 : 1000);
}

/** The zone's offset outside of summer time, taken in a recent year. */
export function rawOffsetMs(zoneId: string): number {
  const winter = offsetAtMs(zoneId, Date.UTC(2024, 0, 1));
  const summer = offsetAtMs(zoneId, Date.UTC(2024, 6, 1));
  return Math.min(winter, summer);
}

/** The instant of a wall-clock time: in a gap it lies after it, in an overlap it is the earlier. */
export function toEpochMs(zoneId: string, wallMs: number): number {
  const before = offsetAtMs(zoneId, wallMs - 86_400_000);
  const after = offsetAtMs(zoneId, wallMs + 86_400_000);
  const first = wallMs - before;
  if (before === after || offsetAtMs(zoneId, first) === before) return first;
  const second = wallMs - after;
  return offsetAtMs(zoneId, second) === after ? second : first;
}
