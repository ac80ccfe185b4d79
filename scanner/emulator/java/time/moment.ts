import type { JavaObject } from '../../machine/index.ts';
import { offsetAtMs } from '../util/zone-offset.ts';

/**
 * What every date and time of java.time is made of; which parts are there follows from its class. Days count from
 * 1970-01-01 in the ISO calendar, `nanos` from midnight; `offset` is in seconds east of UTC.
 */
export type Moment = {
  readonly day: number;
  readonly nanos: number;
  readonly offset: number;
  /** Id of a region such as `Asia/Shanghai`, or of a fixed offset such as `+08:00`. */
  readonly zone: string;
};
export type Temporal = JavaObject<Moment>;

export const DAY_NANOS = 86_400_000_000_000;
export const SECOND_NANOS = 1_000_000_000;
export const DAY_SECONDS = 86_400;
export const START: Moment = { day: 0, nanos: 0, offset: 0, zone: 'Z' };

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

/** Days since 1970-01-01 of a date; after Howard Hinnant's algorithm, which counts years from March on. */
export function dayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function dateOf(epochDay: number): CivilDate {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

export function monthDays(year: number, month: number): number {
  return month === 12 ? 31 : dayOf(year, month + 1, 1) - dayOf(year, month, 1);
}

export function isLeapYear(year: number): boolean {
  return monthDays(year, 2) === 29;
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function dayOfYear(day: number): number {
  return day - dayOf(dateOf(day).year, 1, 1) + 1;
}

/** The date so many months later, its day cut to the month's length. */
export function plusMonths(day: number, months: number): number {
  const { year, month, day: inMonth } = dateOf(day);
  const total = year * 12 + month - 1 + months;
  const newYear = Math.floor(total / 12);
  const newMonth = total - newYear * 12 + 1;
  return dayOf(newYear, newMonth, Math.min(inMonth, monthDays(newYear, newMonth)));
}

/** Seconds since the epoch, whole. */
export function epochSecond({ day, nanos, offset }: Moment): number {
  return day * DAY_SECONDS + Math.floor(nanos / SECOND_NANOS) - offset;
}

/** The wall-clock time of a number of seconds since the epoch, seen at an offset. */
export function atOffset(second: number, nano: number, offset: number, zone: string): Moment {
  const local = second + offset;
  const day = Math.floor(local / DAY_SECONDS);
  return { day, nanos: (local - day * DAY_SECONDS) * SECOND_NANOS + nano, offset, zone };
}

export function offsetAt(zone: string, second: number): number {
  const fixed = parseOffset(zone);
  return fixed ?? Math.round(offsetAtMs(zone, second * 1000) / 1000);
}

/** The moment of an instant in a zone. */
export function atZone(second: number, nano: number, zone: string): Moment {
  return atOffset(second, nano, offsetAt(zone, second), zone);
}

/** A wall-clock time in a zone: in an overlap the earlier of the two, in a gap moved on by its length. */
export function inZone(day: number, nanos: number, zone: string): Moment {
  const local = day * DAY_SECONDS + Math.floor(nanos / SECOND_NANOS);
  const before = offsetAt(zone, local - DAY_SECONDS);
  const after = offsetAt(zone, local + DAY_SECONDS);
  if (offsetAt(zone, local - before) === before) return { day, nanos, offset: before, zone };
  if (offsetAt(zone, local - after) === after) return { day, nanos, offset: after, zone };
  return atZone(local - before, nanos % SECOND_NANOS, zone);
}

/** Seconds of `Z`, `+8`, `+08:00`, `-033015`; undefined for what is no offset. */
export function parseOffset(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0;
  const match = /^([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?)?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, hours, minutes = '0', seconds = '0'] = match;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (size > 18 * 3600 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return sign === '-' ? -size : size;
}

/** `Z`, `+08:00`, `-03:30:15`. */
export function offsetId(offset: number): string {
  if (offset === 0) return 'Z';
  const size = Math.abs(offset);
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60];
  if (size % 60 !== 0) parts.push(size % 60);
  return (offset < 0 ? '-' : '+') + parts.map((part) => pad(part)).join(':');
}

export function pad(value: number, width = 2): string {
  return (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(width, '0');
}

/** `2024-02-29`; years beyond four digits have a sign. */
export function dateText(day: number): string {
  const { year, month, day: inMonth } = dateOf(day);
  return `${year > 9999 ? '+' : ''}${pad(year, 4)}-${pad(month)}-${pad(inMonth)}`;
}

/** `10:15`, `10:15:30`, `10:15:30.125`: as much as is not zero, fractions in threes. */
export function timeText(nanos: number): string {
  const seconds = Math.floor(nanos / SECOND_NANOS);
  const fraction = nanos % SECOND_NANOS;
  const start = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}`;
  if (seconds % 60 === 0 && fraction === 0) return start;
  return `${start}:${pad(seconds % 60)}${fractionText(fraction)}`;
}

export function fractionText(fraction: number): string {
  if (fraction === 0) return '';
  const digits = pad(fraction, 9);
  return `.${digits.endsWith('000000') ? digits.slice(0, 3) : digits.endsWith('000') ? digits.slice(0, 6) : digits}`;
}

/** The instant as ISO 8601 writes it: `2024-01-01T00:00:00Z`, seconds always. */
export function instantText(moment: Moment): string {
  const { day, nanos } = atOffset(epochSecond(moment), moment.nanos % SECOND_NANOS, 0, 'Z');
  const time = timeText(nanos);
  return `${dateText(day)}T${time.length === 5 ? `${time}:00` : time}Z`;
}
