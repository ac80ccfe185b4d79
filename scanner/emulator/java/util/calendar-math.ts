import { zoneOffsetMs } from './time-zone.ts';
import type { ZonePeer } from './time-zone.ts';

/** Fields of java.util.Calendar by number. */
export const FIELD = {
  ERA: 0,
  YEAR: 1,
  MONTH: 2,
  WEEK_OF_YEAR: 3,
  WEEK_OF_MONTH: 4,
  DATE: 5,
  DAY_OF_YEAR: 6,
  DAY_OF_WEEK: 7,
  DAY_OF_WEEK_IN_MONTH: 8,
  AM_PM: 9,
  HOUR: 10,
  HOUR_OF_DAY: 11,
  MINUTE: 12,
  SECOND: 13,
  MILLISECOND: 14,
  ZONE_OFFSET: 15,
  DST_OFFSET: 16,
} as const;

export const FIELD_COUNT = 17;
const DAY_MS = 86_400_000;

/** Days since the epoch of a date in the Gregorian calendar; months and days may lie beyond their ends. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.floor(date.getTime() / DAY_MS);
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function monthLength(year: number, month: number): number {
  return daysOf(year, month + 1, 1) - daysOf(year, month, 1);
}

/** How weeks are counted. */
export type WeekRules = { readonly firstDay: number; readonly minimalDays: number };

/** Number of the week that a day falls in, the period beginning with `start` (days since the epoch). */
function weekNumber(day: number, start: number, rules: WeekRules): number {
  const startWeekday = weekdayOf(start);
  // Days of the period's first, partial week.
  const before = (startWeekday - rules.firstDay + 7) % 7;
  const firstWeek = 7 - before >= rules.minimalDays ? 1 : 0;
  return Math.floor((day - start + before) / 7) + firstWeek;
}

/** 1 is Sunday. */
function weekdayOf(days: number): number {
  return ((((days + 4) % 7) + 7) % 7) + 1;
}

/** All fields of a moment. */
export function toFields(epochMs: number, zone: ZonePeer, rules: WeekRules): number[] {
  const offset = zoneOffsetMs(zone, epochMs);
  const wall = new Date(epochMs + offset);
  const year = wall.getUTCFullYear();
  const month = wall.getUTCMonth();
  const date = wall.getUTCDate();
  const day = Math.floor(wall.getTime() / DAY_MS);
  const hour = wall.getUTCHours();
  const yearStart = daysOf(year, 0, 1);
  let week = weekNumber(day, yearStart, rules);
  if (week === 0) week = weekNumber(day, daysOf(year - 1, 0, 1), rules);
  else if (week >= 52 && weekNumber(day, daysOf(year + 1, 0, 1), rules) >= 1)
    week = weekNumber(day, daysOf(year + 1, 0, 1), rules);
  const raw = zone.rawMs ?? zoneOffsetMs(zone, Date.UTC(year, 0, 1));
  return [
    year > 0 ? 1 : 0,
    year > 0 ? year : 1 - year,
    month,
    week,
    weekNumber(day, daysOf(year, month, 1), rules),
    date,
    day - yearStart + 1,
    weekdayOf(day),
    Math.floor((date - 1) / 7) + 1,
    hour < 12 ? 0 : 1,
    hour % 12,
    hour,
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
    wall.getUTCMilliseconds(),
    Math.min(raw, offset),
    offset - Math.min(raw, offset),
  ];
}

/** The most recently set of some fields, by the stamps that say when each was; undefined where none is. */
function latest(stamps: readonly number[], fields: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const field of fields)
    if ((stamps[field] ?? 0) > 0 && (best === undefined || (stamps[field] ?? 0) > (stamps[best] ?? 0)))
      best = field;
  return best;
}

/** The moment that fields mean; where they say different things, the ones set last count, as Java rules. */
export function toEpochMs(
  fields: readonly number[],
  stamps: readonly number[],
  zone: ZonePeer,
  rules: WeekRules,
): number {
  const at = (field: number) => fields[field] ?? 0;
  const isSet = (field: number) => (stamps[field] ?? 0) > 0;
  const yearOfEra = isSet(FIELD.YEAR) ? at(FIELD.YEAR) : 1970;
  const year = isSet(FIELD.ERA) && at(FIELD.ERA) === 0 ? 1 - yearOfEra : yearOfEra;
  let wall = dayOf(fields, stamps, year, rules) * DAY_MS;
  const clock = latest(stamps, [FIELD.HOUR_OF_DAY, FIELD.HOUR, FIELD.AM_PM]);
  if (clock === FIELD.HOUR_OF_DAY) wall += at(FIELD.HOUR_OF_DAY) * 3_600_000;
  else if (clock !== undefined)
    wall += (at(FIELD.HOUR) + (isSet(FIELD.AM_PM) ? 12 * at(FIELD.AM_PM) : 0)) * 3_600_000;
  if (isSet(FIELD.MINUTE)) wall += at(FIELD.MINUTE) * 60_000;
  if (isSet(FIELD.SECOND)) wall += at(FIELD.SECOND) * 1000;
  if (isSet(FIELD.MILLISECOND)) wall += at(FIELD.MILLISECOND);
  // A zone or summer-time offset that the app set itself outweighs the zone.
  const set = latest(stamps, [FIELD.ZONE_OFFSET, FIELD.DST_OFFSET]);
  if (set !== undefined && (stamps[set] ?? 0) > 1) return wall - at(FIELD.ZONE_OFFSET) - at(FIELD.DST_OFFSET);
  return fromWall(zone, wall);
}

function dayOf(fields: readonly number[], stamps: readonly number[], year: number, rules: WeekRules): number {
  const at = (field: number) => fields[field] ?? 0;
  const isSet = (field: number) => (stamps[field] ?? 0) > 0;
  const which = latest(stamps, [
    FIELD.DATE,
    FIELD.WEEK_OF_MONTH,
    FIELD.DAY_OF_WEEK_IN_MONTH,
    FIELD.DAY_OF_YEAR,
    FIELD.WEEK_OF_YEAR,
    FIELD.DAY_OF_WEEK,
    FIELD.MONTH,
  ]);
  const month = isSet(FIELD.MONTH) ? at(FIELD.MONTH) : 0;
  const weekday = isSet(FIELD.DAY_OF_WEEK) ? at(FIELD.DAY_OF_WEEK) : rules.firstDay;
  let kind = which;
  // A day of the week says which day only together with a week: the latest of those set.
  if (kind === FIELD.DAY_OF_WEEK)
    kind =
      latest(stamps, [FIELD.WEEK_OF_MONTH, FIELD.DAY_OF_WEEK_IN_MONTH, FIELD.WEEK_OF_YEAR]) ?? FIELD.DATE;
  if (kind === FIELD.MONTH)
    kind = latest(stamps, [FIELD.DATE, FIELD.WEEK_OF_MONTH, FIELD.DAY_OF_WEEK_IN_MONTH]) ?? FIELD.DATE;
  switch (kind) {
    case FIELD.DAY_OF_YEAR:
      return daysOf(year, 0, 1) + at(FIELD.DAY_OF_YEAR) - 1;
    case FIELD.WEEK_OF_YEAR:
      return (
        weekStart(daysOf(year, 0, 1), rules) +
        (at(FIELD.WEEK_OF_YEAR) - 1) * 7 +
        ((weekday - rules.firstDay + 7) % 7)
      );
    case FIELD.WEEK_OF_MONTH:
      return (
        weekStart(daysOf(year, month, 1), rules) +
        (at(FIELD.WEEK_OF_MONTH) - 1) * 7 +
        ((weekday - rules.firstDay + 7) % 7)
      );
    case FIELD.DAY_OF_WEEK_IN_MONTH: {
      const nth = at(FIELD.DAY_OF_WEEK_IN_MONTH);
      const start = daysOf(year, month, 1);
      if (nth > 0) return start + ((weekday - weekdayOf(start) + 7) % 7) + (nth - 1) * 7;
      const last = daysOf(year, month + 1, 1) - 1;
      return last - ((weekdayOf(last) - weekday + 7) % 7) + (nth + 1) * 7;
    }
    default:
      return daysOf(year, month, 1) + (isSet(FIELD.DATE) ? at(FIELD.DATE) : 1) - 1;
  }
}

/** First day of week 1 of the period that begins with `start`. */
function weekStart(start: number, rules: WeekRules): number {
  const before = (weekdayOf(start) - rules.firstDay + 7) % 7;
  return 7 - before >= rules.minimalDays ? start - before : start - before + 7;
}

/** The moment of a wall-clock time: in a gap it lies after it, in an overlap it is the later, in standard time. */
export function fromWall(zone: ZonePeer, wall: number): number {
  const before = zoneOffsetMs(zone, wall - DAY_MS);
  const after = zoneOffsetMs(zone, wall + DAY_MS);
  if (before === after) return wall - before;
  const late = wall - Math.min(before, after);
  const early = wall - Math.max(before, after);
  if (late + zoneOffsetMs(zone, late) === wall) return late;
  if (early + zoneOffsetMs(zone, early) === wall) return early;
  return wall - before;
}
