import { enumName } from '../lang/enum.ts';
import type { JavaObject, Machine } from '../../machine/index.ts';
import {
  DAY_NANOS,
  dateOf,
  dayOf,
  dayOfYear,
  epochSecond,
  atZone,
  inZone,
  isLeapYear,
  monthDays,
  plusMonths,
  SECOND_NANOS,
  weekdayOf,
  type Moment,
} from './moment.ts';

/** What a class of java.time is made of. */
export type Shape = {
  readonly date: boolean;
  readonly time: boolean;
  readonly zone: 'none' | 'offset' | 'region';
};

type Unit = { readonly nanos?: number; readonly days?: number; readonly months?: number };

const UNITS: Readonly<Record<string, Unit>> = {
  NANOS: { nanos: 1 },
  MICROS: { nanos: 1000 },
  MILLIS: { nanos: 1_000_000 },
  SECONDS: { nanos: SECOND_NANOS },
  MINUTES: { nanos: 60 * SECOND_NANOS },
  HOURS: { nanos: 3600 * SECOND_NANOS },
  HALF_DAYS: { nanos: DAY_NANOS / 2 },
  DAYS: { days: 1 },
  WEEKS: { days: 7 },
  MONTHS: { months: 1 },
  YEARS: { months: 12 },
  DECADES: { months: 120 },
  CENTURIES: { months: 1200 },
  MILLENNIA: { months: 12_000 },
  ERAS: {},
  FOREVER: {},
};

export const UNIT_NAMES = Object.keys(UNITS);

/** Names of ChronoUnit's constants as its toString gives them. */
export const UNIT_WORDS: readonly string[] = [
  'Nanos',
  'Micros',
  'Millis',
  'Seconds',
  'Minutes',
  'Hours',
  'HalfDays',
  'Days',
  'Weeks',
  'Months',
  'Years',
  'Decades',
  'Centuries',
  'Millennia',
  'Eras',
  'Forever',
];

const MAX_DAYS = 365_243_219_162;

function unsupported(vm: Machine, what: string): never {
  return vm.throwNew('java/time/temporal/UnsupportedTemporalTypeException', `Unsupported ${what}`);
}

/** Nanoseconds of a unit of exact length; days have 24 hours here. Undefined for months and longer. */
export function exactNanos(name: string): number | undefined {
  const unit = UNITS[name];
  return unit?.nanos ?? (unit?.days === undefined ? undefined : unit.days * DAY_NANOS);
}

/** The moment so many units later. */
export function shift(vm: Machine, moment: Moment, shape: Shape, amount: bigint, name: string): Moment {
  const unit = UNITS[name] ?? {};
  if (unit.nanos !== undefined) return shiftTime(vm, moment, shape, amount * BigInt(unit.nanos), name);
  if (!shape.date || (unit.days === undefined && unit.months === undefined))
    return unsupported(vm, `unit: ${UNIT_WORDS[UNIT_NAMES.indexOf(name)] ?? name}`);
  const count = Number(amount);
  const day =
    unit.days === undefined
      ? plusMonths(moment.day, count * (unit.months ?? 0))
      : moment.day + count * unit.days;
  if (!Number.isSafeInteger(day) || Math.abs(day) > MAX_DAYS)
    vm.throwNew('java/time/DateTimeException', 'Exceeds the years that there are');
  return shape.zone === 'region' ? inZone(day, moment.nanos, moment.zone) : { ...moment, day };
}

function shiftTime(vm: Machine, moment: Moment, shape: Shape, nanos: bigint, name: string): Moment {
  if (!shape.time) return unsupported(vm, `unit: ${UNIT_WORDS[UNIT_NAMES.indexOf(name)] ?? name}`);
  const total = BigInt(moment.nanos) + nanos;
  const perDay = BigInt(DAY_NANOS);
  const days = (total - (((total % perDay) + perDay) % perDay)) / perDay;
  const rest = Number(total - days * perDay);
  if (!shape.date) return { ...moment, nanos: rest };
  const day = moment.day + Number(days);
  if (shape.zone !== 'region') return { ...moment, day, nanos: rest };
  // Hours are counted along the time line, across changes of the offset.
  const second = epochSecond({ ...moment, day, nanos: rest });
  return atZone(second, rest % SECOND_NANOS, moment.zone);
}

/** Whole units from one moment to another. */
export function between(vm: Machine, from: Moment, to: Moment, shape: Shape, name: string): bigint {
  const unit = UNITS[name] ?? {};
  const nanosOf = (m: Moment) =>
    (shape.date ? BigInt(m.day) * BigInt(DAY_NANOS) : 0n) +
    (shape.time ? BigInt(m.nanos) : 0n) -
    (shape.zone === 'none' ? 0n : BigInt(m.offset) * BigInt(SECOND_NANOS));
  if (unit.nanos !== undefined) {
    if (!shape.time) return unsupported(vm, `unit: ${UNIT_WORDS[UNIT_NAMES.indexOf(name)] ?? name}`);
    return (nanosOf(to) - nanosOf(from)) / BigInt(unit.nanos);
  }
  if (!shape.date) return unsupported(vm, `unit: ${UNIT_WORDS[UNIT_NAMES.indexOf(name)] ?? name}`);
  // A day that is not full does not count.
  let { day } = to;
  if (shape.time && to.day > from.day && to.nanos < from.nanos) day--;
  if (shape.time && to.day < from.day && to.nanos > from.nanos) day++;
  if (unit.days !== undefined) return BigInt(day - from.day) / BigInt(unit.days);
  if (unit.months === undefined) return unsupported(vm, `unit: ${name}`);
  return BigInt(monthsBetween(from.day, day)) / BigInt(unit.months);
}

/** Whole months from one date to another, negative backwards. */
export function monthsBetween(from: number, to: number): number {
  const a = dateOf(from);
  const b = dateOf(to);
  const months = (b.year - a.year) * 12 + b.month - a.month;
  if (months > 0 && b.day < a.day) return months - 1;
  if (months < 0 && b.day > a.day) return months + 1;
  return months;
}

export const FIELD_NAMES = [
  'NANO_OF_SECOND',
  'NANO_OF_DAY',
  'MICRO_OF_SECOND',
  'MICRO_OF_DAY',
  'MILLI_OF_SECOND',
  'MILLI_OF_DAY',
  'SECOND_OF_MINUTE',
  'SECOND_OF_DAY',
  'MINUTE_OF_HOUR',
  'MINUTE_OF_DAY',
  'HOUR_OF_AMPM',
  'CLOCK_HOUR_OF_AMPM',
  'HOUR_OF_DAY',
  'CLOCK_HOUR_OF_DAY',
  'AMPM_OF_DAY',
  'DAY_OF_WEEK',
  'ALIGNED_DAY_OF_WEEK_IN_MONTH',
  'ALIGNED_DAY_OF_WEEK_IN_YEAR',
  'DAY_OF_MONTH',
  'DAY_OF_YEAR',
  'EPOCH_DAY',
  'ALIGNED_WEEK_OF_MONTH',
  'ALIGNED_WEEK_OF_YEAR',
  'MONTH_OF_YEAR',
  'PROLEPTIC_MONTH',
  'YEAR_OF_ERA',
  'YEAR',
  'ERA',
  'INSTANT_SECONDS',
  'OFFSET_SECONDS',
] as const;

/** `HourOfDay`, as ChronoField's toString has it. */
export function fieldWord(name: string): string {
  const word = name
    .split('_')
    .map((part) => part.charAt(0) + part.slice(1).toLowerCase())
    .join('');
  return word.replace('Ampm', 'AmPm');
}

const TIME_FIELDS: Readonly<Record<string, (nanos: number) => number>> = {
  NANO_OF_SECOND: (n) => n % SECOND_NANOS,
  NANO_OF_DAY: (n) => n,
  MICRO_OF_SECOND: (n) => Math.floor((n % SECOND_NANOS) / 1000),
  MICRO_OF_DAY: (n) => Math.floor(n / 1000),
  MILLI_OF_SECOND: (n) => Math.floor((n % SECOND_NANOS) / 1_000_000),
  MILLI_OF_DAY: (n) => Math.floor(n / 1_000_000),
  SECOND_OF_MINUTE: (n) => Math.floor(n / SECOND_NANOS) % 60,
  SECOND_OF_DAY: (n) => Math.floor(n / SECOND_NANOS),
  MINUTE_OF_HOUR: (n) => Math.floor(n / (60 * SECOND_NANOS)) % 60,
  MINUTE_OF_DAY: (n) => Math.floor(n / (60 * SECOND_NANOS)),
  HOUR_OF_AMPM: (n) => Math.floor(n / (3600 * SECOND_NANOS)) % 12,
  CLOCK_HOUR_OF_AMPM: (n) => Math.floor(n / (3600 * SECOND_NANOS)) % 12 || 12,
  HOUR_OF_DAY: (n) => Math.floor(n / (3600 * SECOND_NANOS)),
  CLOCK_HOUR_OF_DAY: (n) => Math.floor(n / (3600 * SECOND_NANOS)) || 24,
  AMPM_OF_DAY: (n) => (n < DAY_NANOS / 2 ? 0 : 1),
};

const DATE_FIELDS: Readonly<Record<string, (day: number) => number>> = {
  DAY_OF_WEEK: weekdayOf,
  ALIGNED_DAY_OF_WEEK_IN_MONTH: (day) => ((dateOf(day).day - 1) % 7) + 1,
  ALIGNED_DAY_OF_WEEK_IN_YEAR: (day) => ((dayOfYear(day) - 1) % 7) + 1,
  DAY_OF_MONTH: (day) => dateOf(day).day,
  DAY_OF_YEAR: dayOfYear,
  EPOCH_DAY: (day) => day,
  ALIGNED_WEEK_OF_MONTH: (day) => Math.floor((dateOf(day).day - 1) / 7) + 1,
  ALIGNED_WEEK_OF_YEAR: (day) => Math.floor((dayOfYear(day) - 1) / 7) + 1,
  MONTH_OF_YEAR: (day) => dateOf(day).month,
  PROLEPTIC_MONTH: (day) => dateOf(day).year * 12 + dateOf(day).month - 1,
  YEAR_OF_ERA: (day) => (dateOf(day).year > 0 ? dateOf(day).year : 1 - dateOf(day).year),
  YEAR: (day) => dateOf(day).year,
  ERA: (day) => (dateOf(day).year > 0 ? 1 : 0),
};

/** A field's value; undefined where the class has none such. */
export function findField(moment: Moment, shape: Shape, name: string): number | undefined {
  if (name === 'INSTANT_SECONDS') return shape.zone === 'none' ? undefined : epochSecond(moment);
  if (name === 'OFFSET_SECONDS') return shape.zone === 'none' ? undefined : moment.offset;
  const ofTime = TIME_FIELDS[name];
  if (ofTime !== undefined) return shape.time ? ofTime(moment.nanos) : undefined;
  return shape.date ? DATE_FIELDS[name]?.(moment.day) : undefined;
}

export function readField(vm: Machine, moment: Moment, shape: Shape, name: string): number {
  return findField(moment, shape, name) ?? unsupported(vm, `field: ${fieldWord(name)}`);
}

function checked(vm: Machine, name: string, value: number, least: number, most: number): number {
  if (value < least || value > most)
    vm.throwNew(
      'java/time/DateTimeException',
      `Invalid value for ${fieldWord(name)} (valid values ${least} - ${most}): ${value}`,
    );
  return value;
}

export const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  HOUR_OF_DAY: [0, 23],
  MINUTE_OF_HOUR: [0, 59],
  SECOND_OF_MINUTE: [0, 59],
  NANO_OF_SECOND: [0, SECOND_NANOS - 1],
  MONTH_OF_YEAR: [1, 12],
  DAY_OF_MONTH: [1, 31],
  DAY_OF_YEAR: [1, 366],
  YEAR: [-999_999_999, 999_999_999],
  DAY_OF_WEEK: [1, 7],
};

/** Java's check of a field's value by itself. */
export function checkField(vm: Machine, name: string, value: number): number {
  const [least, most] = RANGES[name] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return checked(vm, name, value, least, most);
}

const MONTH_WORDS =
  'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER'.split(' ');

/** The day of a date that must be one. */
export function checkedDay(vm: Machine, year: number, month: number, day: number): number {
  checkField(vm, 'YEAR', year);
  checkField(vm, 'MONTH_OF_YEAR', month);
  checkField(vm, 'DAY_OF_MONTH', day);
  if (day > monthDays(year, month))
    vm.throwNew(
      'java/time/DateTimeException',
      day === 29
        ? `Invalid date 'February 29' as '${year}' is not a leap year`
        : `Invalid date '${MONTH_WORDS[month - 1]} ${day}'`,
    );
  return dayOf(year, month, day);
}

export function checkedNanos(vm: Machine, hour: number, minute: number, second = 0, nano = 0): number {
  checkField(vm, 'HOUR_OF_DAY', hour);
  checkField(vm, 'MINUTE_OF_HOUR', minute);
  checkField(vm, 'SECOND_OF_MINUTE', second);
  checkField(vm, 'NANO_OF_SECOND', nano);
  return ((hour * 60 + minute) * 60 + second) * SECOND_NANOS + nano;
}

/** The moment with one field changed; undefined where that is not modelled. */
export function withField(
  vm: Machine,
  moment: Moment,
  shape: Shape,
  name: string,
  value: number,
): Moment | undefined {
  if (findField(moment, shape, name) === undefined) return unsupported(vm, `field: ${fieldWord(name)}`);
  const changed = changeField(vm, moment, name, value);
  return changed !== undefined && shape.zone === 'region'
    ? inZone(changed.day, changed.nanos, moment.zone)
    : changed;
}

function changeField(vm: Machine, moment: Moment, name: string, value: number): Moment | undefined {
  const { year, month, day } = dateOf(moment.day);
  const seconds = Math.floor(moment.nanos / SECOND_NANOS);
  const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const nano = moment.nanos % SECOND_NANOS;
  const onDay = (on: number): Moment => ({ ...moment, day: on });
  const at = (h: number, m: number, s: number, n: number): Moment => ({
    ...moment,
    nanos: checkedNanos(vm, h, m, s, n),
  });
  switch (name) {
    case 'YEAR':
      checkField(vm, 'YEAR', value);
      return onDay(dayOf(value, month, Math.min(day, monthDays(value, month))));
    case 'MONTH_OF_YEAR':
      checkField(vm, 'MONTH_OF_YEAR', value);
      return onDay(dayOf(year, value, Math.min(day, monthDays(year, value))));
    case 'DAY_OF_MONTH':
      return onDay(checkedDay(vm, year, month, value));
    case 'DAY_OF_YEAR':
      checkField(vm, 'DAY_OF_YEAR', value);
      if (value === 366 && !isLeapYear(year))
        vm.throwNew(
          'java/time/DateTimeException',
          `Invalid date 'DayOfYear 366' as '${year}' is not a leap year`,
        );
      return onDay(dayOf(year, 1, 1) + value - 1);
    case 'DAY_OF_WEEK':
      return onDay(moment.day + checkField(vm, name, value) - weekdayOf(moment.day));
    case 'EPOCH_DAY':
      return onDay(value);
    case 'HOUR_OF_DAY':
      return at(value, minute, second, nano);
    case 'MINUTE_OF_HOUR':
      return at(hour, value, second, nano);
    case 'SECOND_OF_MINUTE':
      return at(hour, minute, value, nano);
    case 'NANO_OF_SECOND':
      return at(hour, minute, second, value);
    case 'MILLI_OF_SECOND':
      return at(hour, minute, second, value * 1_000_000);
    case 'NANO_OF_DAY':
      return { ...moment, nanos: value };
    default:
      return undefined;
  }
}

/** The moment with everything smaller than a unit zero. */
export function truncate(vm: Machine, moment: Moment, shape: Shape, name: string): Moment {
  if (name === 'FOREVER') return moment;
  const nanos = exactNanos(name);
  if (nanos === undefined || nanos > DAY_NANOS || !shape.time)
    return unsupported(vm, `unit: ${UNIT_WORDS[UNIT_NAMES.indexOf(name)] ?? name}`);
  const cut = { ...moment, nanos: Math.floor(moment.nanos / nanos) * nanos };
  return shape.zone === 'region' ? inZone(cut.day, cut.nanos, moment.zone) : cut;
}

/** Name of the ChronoUnit or ChronoField that the app gave; undefined for units of its own. */
export function constantName(vm: Machine, object: JavaObject | null, type: string): string | undefined {
  if (object === null) return vm.throwNew('java/lang/NullPointerException');
  return object.cls.name === `java/time/temporal/${type}` ? enumName(object) : undefined;
}
