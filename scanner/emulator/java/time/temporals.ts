import { defineClass, JavaObject, JavaThrow, UNKNOWN } from '../../machine/index.ts';
import type {
  ClassModel,
  JavaValue,
  Machine,
  NativeMethod,
  Steps,
  ThrowablePeer,
} from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { enumConstants, ordinalOf } from '../lang/enum.ts';
import { methods } from '../signature.ts';
import { durationOf, newPeriod } from './amounts.ts';
import type { Duration, Period } from './amounts.ts';
import {
  between,
  checkedDay,
  checkedNanos,
  checkField,
  constantName,
  monthsBetween,
  readField,
  findField,
  shift,
  truncate,
  withField,
} from './fields.ts';
import type { Shape } from './fields.ts';
import { formatMoment, isoPieces, parseFields, peerOf, toMoment } from './formatter.ts';
import {
  atOffset,
  atZone,
  dateOf,
  dateText,
  dayOf,
  epochSecond,
  inZone,
  instantText,
  isLeapYear,
  monthDays,
  offsetId,
  plusMonths,
  SECOND_NANOS,
  START,
  timeText,
  weekdayOf,
} from './moment.ts';
import type { Moment, Temporal } from './moment.ts';
import { SHAPES } from './shapes.ts';
import { newZone, systemZone } from './zones.ts';
import type { Zone } from './zones.ts';

const T = 'java/time/';
const UNIT = 'java/time/temporal/TemporalUnit';
const FIELD = 'java/time/temporal/TemporalField';
const AMOUNT = 'java/time/temporal/TemporalAmount';
const TEMPORAL = 'java/time/temporal/Temporal';
const FORMATTER = 'java/time/format/DateTimeFormatter';
const ENGLISH = { language: 'en', country: 'US', variant: '', script: '' };

export function newTemporal(vm: Machine, name: string, moment: Moment): Temporal {
  const made = vm.newObject<Moment>(T + name);
  made.peer = moment;
  return made;
}

function textOf(name: string, moment: Moment): string {
  switch (name) {
    case 'LocalDate':
      return dateText(moment.day);
    case 'LocalTime':
      return timeText(moment.nanos);
    case 'Instant':
      return instantText(moment);
    default: {
      const local = `${dateText(moment.day)}T${timeText(moment.nanos)}`;
      if (name === 'LocalDateTime') return local;
      const offset = local + offsetId(moment.offset);
      return name === 'ZonedDateTime' && !/^[Z+-]/.test(moment.zone) ? `${offset}[${moment.zone}]` : offset;
    }
  }
}

/** Negative, 0 or positive as the first is before, at or after the second, on the time line where there is one. */
function compare(shape: Shape, a: Moment, b: Moment): number {
  if (shape.zone !== 'none' && epochSecond(a) !== epochSecond(b))
    return Math.sign(epochSecond(a) - epochSecond(b));
  if (shape.zone !== 'none') return Math.sign((a.nanos % SECOND_NANOS) - (b.nanos % SECOND_NANOS));
  return Math.sign(a.day - b.day) || Math.sign(a.nanos - b.nanos);
}

function isSame(a: Moment, b: Moment): boolean {
  return a.day === b.day && a.nanos === b.nanos && a.offset === b.offset && a.zone === b.zone;
}

function* constant(vm: Machine, cls: string, index: number): Steps<JavaValue> {
  const owner = vm.requireClass(`L${T}${cls};`);
  yield* vm.initClass(owner);
  return (yield* enumConstants(vm, owner))[index] ?? null;
}

/** plus and minus of amounts and of units that the app has made itself go through their own code. */
function* addAmount(
  vm: Machine,
  self: Temporal,
  shape: Shape,
  name: string,
  amount: Ref,
  sign: bigint,
): Steps<JavaValue> {
  const given = required(vm, amount);
  if (given.cls.name === `${T}Duration`) {
    const nanos = durationOf(given as Duration) * sign;
    return newTemporal(vm, name, shift(vm, self.peer, shape, nanos, 'NANOS'));
  }
  if (given.cls.name === `${T}Period`) {
    const { months, days } = (given as Period).peer;
    const later = months === 0 ? self.peer : shift(vm, self.peer, shape, BigInt(months) * sign, 'MONTHS');
    return newTemporal(vm, name, days === 0 ? later : shift(vm, later, shape, BigInt(days) * sign, 'DAYS'));
  }
  const selector = `${sign > 0n ? 'addTo' : 'subtractFrom'}(L${TEMPORAL};)L${TEMPORAL};`;
  return yield* vm.call(given, selector, self);
}

const UNIT_METHODS: readonly (readonly [word: string, unit: string, scale: bigint])[] = [
  ['Nanos', 'NANOS', 1n],
  ['Millis', 'MILLIS', 1n],
  ['Seconds', 'SECONDS', 1n],
  ['Minutes', 'MINUTES', 1n],
  ['Hours', 'HOURS', 1n],
  ['Days', 'DAYS', 1n],
  ['Weeks', 'DAYS', 7n],
  ['Months', 'MONTHS', 1n],
  ['Years', 'MONTHS', 12n],
];

const GETTERS: readonly (readonly [method: string, field: string])[] = [
  ['getYear', 'YEAR'],
  ['getMonthValue', 'MONTH_OF_YEAR'],
  ['getDayOfMonth', 'DAY_OF_MONTH'],
  ['getDayOfYear', 'DAY_OF_YEAR'],
  ['getHour', 'HOUR_OF_DAY'],
  ['getMinute', 'MINUTE_OF_HOUR'],
  ['getSecond', 'SECOND_OF_MINUTE'],
  ['getNano', 'NANO_OF_SECOND'],
];

const WITHERS: Readonly<Record<string, string>> = {
  withYear: 'YEAR',
  withMonth: 'MONTH_OF_YEAR',
  withDayOfMonth: 'DAY_OF_MONTH',
  withDayOfYear: 'DAY_OF_YEAR',
  withHour: 'HOUR_OF_DAY',
  withMinute: 'MINUTE_OF_HOUR',
  withSecond: 'SECOND_OF_MINUTE',
  withNano: 'NANO_OF_SECOND',
};

/** What all classes that stand for a point in time have. */
function common(name: string, shape: Shape): Record<string, NativeMethod> {
  const C = T + name;
  const again = (vm: Machine, moment: Moment): Temporal => newTemporal(vm, name, moment);
  const compareTo = (vm: Machine, self: Temporal, other: Ref): number => {
    const given = (required(vm, other) as Temporal).peer;
    const order = compare(shape, self.peer, given);
    return order !== 0 || shape.zone === 'none' ? order : Math.sign(self.peer.day - given.day);
  };
  const table: Record<string, NativeMethod> = {
    'String toString()': (vm: Machine, self: Temporal) =>
      vm.string(textOf(name, self.peer), vm.labelOf(self)),
    'boolean equals(Object)': (_vm: Machine, self: Temporal, other: Ref) =>
      other instanceof JavaObject && other.cls === self.cls && isSame(self.peer, (other as Temporal).peer),
    'int hashCode()': (_vm: Machine, self: Temporal) => {
      const { day, nanos, offset } = self.peer;
      return (Math.imul(day, 31) ^ (nanos | 0) ^ Math.floor(nanos / 4294967296) ^ offset) | 0;
    },
    [`boolean isAfter(${shape.zone !== 'none' && name === 'ZonedDateTime' ? 'java/time/chrono/ChronoZonedDateTime' : chrono(name)})`]:
      (vm: Machine, self: Temporal, other: Ref) =>
        compare(shape, self.peer, (required(vm, other) as Temporal).peer) > 0,
    [`boolean isBefore(${chrono(name)})`]: (vm: Machine, self: Temporal, other: Ref) =>
      compare(shape, self.peer, (required(vm, other) as Temporal).peer) < 0,
    [`int compareTo(${chrono(name)})`]: compareTo,
    'int compareTo(Object)': compareTo,
    [`${C} plus(long, ${UNIT})`]: (vm: Machine, self: Temporal, amount: bigint, unit: JavaObject | null) => {
      const known = constantName(vm, unit, 'ChronoUnit');
      return known === undefined ? UNKNOWN : again(vm, shift(vm, self.peer, shape, amount, known));
    },
    [`${C} minus(long, ${UNIT})`]: (vm: Machine, self: Temporal, amount: bigint, unit: JavaObject | null) => {
      const known = constantName(vm, unit, 'ChronoUnit');
      return known === undefined ? UNKNOWN : again(vm, shift(vm, self.peer, shape, -amount, known));
    },
    [`${C} plus(${AMOUNT})`]: (vm: Machine, self: Temporal, amount: Ref) =>
      addAmount(vm, self, shape, name, amount, 1n),
    [`${C} minus(${AMOUNT})`]: (vm: Machine, self: Temporal, amount: Ref) =>
      addAmount(vm, self, shape, name, amount, -1n),
    [`long until(${TEMPORAL}, ${UNIT})`]: (
      vm: Machine,
      self: Temporal,
      end: Ref,
      unit: JavaObject | null,
    ) => {
      const known = constantName(vm, unit, 'ChronoUnit');
      if (known === undefined) return UNKNOWN;
      return between(vm, self.peer, alike(vm, required(vm, end) as Temporal, shape), shape, known);
    },
    [`int get(${FIELD})`]: (vm: Machine, self: Temporal, field: JavaObject | null) => {
      const known = constantName(vm, field, 'ChronoField');
      return known === undefined ? UNKNOWN : readField(vm, self.peer, shape, known);
    },
    [`long getLong(${FIELD})`]: (vm: Machine, self: Temporal, field: JavaObject | null) => {
      const known = constantName(vm, field, 'ChronoField');
      return known === undefined ? UNKNOWN : BigInt(readField(vm, self.peer, shape, known));
    },
    [`boolean isSupported(${FIELD})`]: (vm: Machine, self: Temporal, field: JavaObject | null) => {
      const known = field === null ? undefined : constantName(vm, field, 'ChronoField');
      return known !== undefined && findField(self.peer, shape, known) !== undefined;
    },
    [`${C} with(${FIELD}, long)`]: (vm: Machine, self: Temporal, field: JavaObject | null, value: bigint) => {
      const known = constantName(vm, field, 'ChronoField');
      const made = known === undefined ? undefined : withField(vm, self.peer, shape, known, Number(value));
      return made === undefined ? UNKNOWN : again(vm, made);
    },
  };
  if (shape.time)
    table[`${C} truncatedTo(${UNIT})`] = (vm: Machine, self: Temporal, unit: JavaObject | null) => {
      const known = constantName(vm, unit, 'ChronoUnit');
      return known === undefined ? UNKNOWN : again(vm, truncate(vm, self.peer, shape, known));
    };
  if (name !== 'Instant')
    table[`String format(${FORMATTER})`] = (vm: Machine, self: Temporal, by: Ref) =>
      formatMoment(vm, by, self);
  for (const [word, unit, scale] of UNIT_METHODS) {
    const isTime = !['DAYS', 'MONTHS'].includes(unit);
    if ((isTime ? !shape.time : !shape.date) || (name === 'Instant') !== isInstantUnit(name, word)) continue;
    table[`${C} plus${word}(long)`] = (vm: Machine, self: Temporal, count: bigint) =>
      again(vm, shift(vm, self.peer, shape, count * scale, unit));
    table[`${C} minus${word}(long)`] = (vm: Machine, self: Temporal, count: bigint) =>
      again(vm, shift(vm, self.peer, shape, -count * scale, unit));
  }
  if (name === 'Instant') return table;
  for (const [method, field] of GETTERS)
    if (findField(START, shape, field) !== undefined)
      table[`int ${method}()`] = (vm: Machine, self: Temporal) => readField(vm, self.peer, shape, field);
  for (const [method, field] of Object.entries(WITHERS))
    if (findField(START, shape, field) !== undefined)
      table[`${C} ${method}(int)`] = (vm: Machine, self: Temporal, value: number) => {
        checkField(vm, field, value);
        const made = withField(vm, self.peer, shape, field, value);
        return made === undefined ? UNKNOWN : again(vm, made);
      };
  if (shape.date) {
    table[`${T}Month getMonth()`] = (vm: Machine, self: Temporal) =>
      constant(vm, 'Month', dateOf(self.peer.day).month - 1);
    table[`${T}DayOfWeek getDayOfWeek()`] = (vm: Machine, self: Temporal) =>
      constant(vm, 'DayOfWeek', weekdayOf(self.peer.day) - 1);
  }
  return table;
}

/** Instant has no plusMinutes and longer, the others no plusMillis. */
function isInstantUnit(name: string, word: string): boolean {
  if (name === 'Instant') return ['Nanos', 'Millis', 'Seconds'].includes(word);
  return word === 'Millis';
}

/** The type that comparing methods of a class take. */
function chrono(name: string): string {
  const types: Readonly<Record<string, string>> = {
    LocalDate: 'java/time/chrono/ChronoLocalDate',
    LocalDateTime: 'java/time/chrono/ChronoLocalDateTime',
    ZonedDateTime: 'java/time/chrono/ChronoZonedDateTime',
  };
  return types[name] ?? T + name;
}

/** The parts of another point in time that a class has, for differences. */
function alike(vm: Machine, other: Temporal, shape: Shape): Moment {
  const given = SHAPES[other.cls.name.slice(T.length)];
  if (given === undefined || (shape.date && !given.date) || (shape.time && !given.time))
    return vm.throwNew(
      'java/time/DateTimeException',
      `Unable to obtain the same type from TemporalAccessor of type ${other.cls.javaName}`,
    );
  return other.peer;
}

/** now, parse and from text, which all but the zoned ones have in the same way. */
function makers(name: string, shape: Shape): Record<string, NativeMethod> {
  const C = T + name;
  const needs = { date: shape.date, time: shape.time, zone: shape.zone !== 'none' };
  const read = (
    vm: Machine,
    text: Ref,
    pieces: ReturnType<typeof isoPieces>,
    zone: string | null,
    locale = ENGLISH,
  ) => {
    const given = vm.text(text);
    const moment = momentOf(vm, given, parseFields(vm, pieces, locale, given), needs, zone);
    if (moment === undefined)
      return vm.throwNew(
        'java/time/format/DateTimeParseException',
        `Text '${given}' could not be parsed: Unable to obtain ${name} from TemporalAccessor`,
      );
    const zoned =
      shape.zone === 'region'
        ? moment.zone || offsetId(moment.offset)
        : shape.zone === 'none'
          ? 'Z'
          : offsetId(moment.offset);
    return newTemporal(vm, name, {
      day: shape.date ? moment.day : 0,
      nanos: shape.time ? moment.nanos : 0,
      offset: shape.zone === 'none' ? 0 : moment.offset,
      zone: zoned,
    });
  };
  const now = (vm: Machine, zone: string): Temporal => {
    const ms = vm.epochMs;
    const moment = atZone(Math.floor(ms / 1000), (((ms % 1000) + 1000) % 1000) * 1_000_000, zone);
    return newTemporal(vm, name, only(moment, shape));
  };
  return {
    [`static ${C} parse(CharSequence)`]: (vm: Machine, text: Ref) => read(vm, text, isoPieces(name), null),
    ...(name === 'Instant'
      ? { [`static ${C} now()`]: (vm: Machine) => now(vm, 'Z') }
      : {
          [`static ${C} parse(CharSequence, ${FORMATTER})`]: (vm: Machine, text: Ref, by: Ref) => {
            const { pieces, locale, zone } = peerOf(vm, by);
            return read(vm, text, pieces, zone, locale);
          },
          [`static ${C} now()`]: (vm: Machine) => now(vm, systemZone(vm)),
          [`static ${C} now(${T}ZoneId)`]: (vm: Machine, zone: Zone | null) =>
            now(vm, required(vm, zone).peer.zone),
          [`static ${C} ofInstant(${T}Instant, ${T}ZoneId)`]: (
            vm: Machine,
            at: Temporal | null,
            zone: Zone | null,
          ) => {
            const instant = required(vm, at).peer;
            const moment = atZone(
              epochSecond(instant),
              instant.nanos % SECOND_NANOS,
              required(vm, zone).peer.zone,
            );
            return newTemporal(vm, name, only(moment, shape));
          },
        }),
  };
}

/** What the fields make; fields that make no date are a failure to parse. */
function momentOf(vm: Machine, text: string, ...[parsed, needs, zone]: MomentArguments): Moment | undefined {
  try {
    return toMoment(vm, parsed, needs, zone);
  } catch (error) {
    if (!(error instanceof JavaThrow)) throw error;
    const message = (error.object as JavaObject<ThrowablePeer>).peer.message?.value ?? '';
    return vm.throwNew(
      'java/time/format/DateTimeParseException',
      `Text '${text}' could not be parsed: ${message}`,
    );
  }
}

type MomentArguments = Parameters<typeof toMoment> extends [Machine, ...infer Rest] ? Rest : never;

/** The parts of a moment that a class has; the others have one value, so that equals may compare all. */
function only(moment: Moment, shape: Shape): Moment {
  return {
    day: shape.date ? moment.day : 0,
    nanos: shape.time ? moment.nanos : 0,
    offset: shape.zone === 'none' ? 0 : moment.offset,
    zone: shape.zone === 'none' ? 'Z' : shape.zone === 'offset' ? offsetId(moment.offset) : moment.zone,
  };
}

function monthNumber(month: Ref): number {
  return (month instanceof JavaObject ? (ordinalOf(month) ?? 0) : 0) + 1;
}

function part(name: string, shape: Shape): NativeMethod {
  return (vm: Machine, self: Temporal) => newTemporal(vm, name, only(self.peer, shape));
}

const dateShape = SHAPES['LocalDate'] as Shape;
const timeShape = SHAPES['LocalTime'] as Shape;
const dateTimeShape = SHAPES['LocalDateTime'] as Shape;
const offsetShape = SHAPES['OffsetDateTime'] as Shape;
const zonedShape = SHAPES['ZonedDateTime'] as Shape;

const toDate = part('LocalDate', dateShape);
const toTime = part('LocalTime', timeShape);
const toDateTime = part('LocalDateTime', dateTimeShape);

function toInstant(vm: Machine, self: Temporal): Temporal {
  return newTemporal(vm, 'Instant', atOffset(epochSecond(self.peer), self.peer.nanos % SECOND_NANOS, 0, 'Z'));
}

function inThatZone(vm: Machine, local: Moment, zone: Zone | null): Temporal {
  return newTemporal(vm, 'ZonedDateTime', inZone(local.day, local.nanos, required(vm, zone).peer.zone));
}

const local = (day: number, nanos: number): Moment => ({ ...START, day, nanos });

const localDate: Record<string, NativeMethod> = {
  [`static ${T}LocalDate of(int, int, int)`]: (vm: Machine, year: number, month: number, day: number) =>
    newTemporal(vm, 'LocalDate', local(checkedDay(vm, year, month, day), 0)),
  [`static ${T}LocalDate of(int, ${T}Month, int)`]: (vm: Machine, year: number, month: Ref, day: number) =>
    newTemporal(vm, 'LocalDate', local(checkedDay(vm, year, monthNumber(required(vm, month)), day), 0)),
  [`static ${T}LocalDate ofEpochDay(long)`]: (vm: Machine, day: bigint) =>
    newTemporal(vm, 'LocalDate', local(Number(day), 0)),
  [`static ${T}LocalDate ofYearDay(int, int)`]: (vm: Machine, year: number, day: number) =>
    newTemporal(vm, 'LocalDate', local(dayOf(year, 1, 1) + checkField(vm, 'DAY_OF_YEAR', day) - 1, 0)),
  'long toEpochDay()': (_vm: Machine, self: Temporal) => BigInt(self.peer.day),
  'int lengthOfMonth()': (_vm: Machine, self: Temporal) => {
    const { year, month } = dateOf(self.peer.day);
    return monthDays(year, month);
  },
  'int lengthOfYear()': (_vm: Machine, self: Temporal) =>
    isLeapYear(dateOf(self.peer.day).year) ? 366 : 365,
  'boolean isLeapYear()': (_vm: Machine, self: Temporal) => isLeapYear(dateOf(self.peer.day).year),
  'boolean isEqual(java/time/chrono/ChronoLocalDate)': (vm: Machine, self: Temporal, other: Ref) =>
    (required(vm, other) as Temporal).peer.day === self.peer.day,
  [`${T}LocalDateTime atStartOfDay()`]: (vm: Machine, self: Temporal) =>
    newTemporal(vm, 'LocalDateTime', local(self.peer.day, 0)),
  [`${T}ZonedDateTime atStartOfDay(${T}ZoneId)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    inThatZone(vm, self.peer, zone),
  [`${T}LocalDateTime atTime(int, int)`]: (vm: Machine, self: Temporal, hour: number, minute: number) =>
    newTemporal(vm, 'LocalDateTime', local(self.peer.day, checkedNanos(vm, hour, minute))),
  [`${T}LocalDateTime atTime(int, int, int)`]: (
    vm: Machine,
    self: Temporal,
    h: number,
    m: number,
    s: number,
  ) => newTemporal(vm, 'LocalDateTime', local(self.peer.day, checkedNanos(vm, h, m, s))),
  [`${T}LocalDateTime atTime(${T}LocalTime)`]: (vm: Machine, self: Temporal, time: Ref) =>
    newTemporal(vm, 'LocalDateTime', local(self.peer.day, (required(vm, time) as Temporal).peer.nanos)),
  [`${T}Period until(java/time/chrono/ChronoLocalDate)`]: (vm: Machine, self: Temporal, end: Ref) =>
    periodBetween(vm, self.peer.day, (required(vm, end) as Temporal).peer.day),
};

/** The whole months between two dates, and the days that are left. */
export function periodBetween(vm: Machine, from: number, to: number): Period {
  const months = monthsBetween(from, to);
  return newPeriod(vm, months, to - plusMonths(from, months));
}

const localTime: Record<string, NativeMethod> = {
  [`static ${T}LocalTime of(int, int)`]: (vm: Machine, hour: number, minute: number) =>
    newTemporal(vm, 'LocalTime', local(0, checkedNanos(vm, hour, minute))),
  [`static ${T}LocalTime of(int, int, int)`]: (vm: Machine, hour: number, minute: number, second: number) =>
    newTemporal(vm, 'LocalTime', local(0, checkedNanos(vm, hour, minute, second))),
  [`static ${T}LocalTime of(int, int, int, int)`]: (
    vm: Machine,
    h: number,
    m: number,
    s: number,
    nano: number,
  ) => newTemporal(vm, 'LocalTime', local(0, checkedNanos(vm, h, m, s, nano))),
  [`static ${T}LocalTime ofSecondOfDay(long)`]: (vm: Machine, second: bigint) =>
    newTemporal(vm, 'LocalTime', local(0, Number(second) * SECOND_NANOS)),
  [`static ${T}LocalTime ofNanoOfDay(long)`]: (vm: Machine, nanos: bigint) =>
    newTemporal(vm, 'LocalTime', local(0, Number(nanos))),
  'int toSecondOfDay()': (_vm: Machine, self: Temporal) => Math.floor(self.peer.nanos / SECOND_NANOS),
  'long toNanoOfDay()': (_vm: Machine, self: Temporal) => BigInt(self.peer.nanos),
  [`${T}LocalDateTime atDate(${T}LocalDate)`]: (vm: Machine, self: Temporal, date: Ref) =>
    newTemporal(vm, 'LocalDateTime', local((required(vm, date) as Temporal).peer.day, self.peer.nanos)),
};

const localDateTime: Record<string, NativeMethod> = {
  ...Object.fromEntries(
    [5, 6, 7].flatMap((count) =>
      [false, true].map((named) => [
        `static ${T}LocalDateTime of(int, ${named ? `${T}Month` : 'int'}${', int'.repeat(count - 2)})`,
        (vm: Machine, year: number, month: number | Ref, day: number, ...time: number[]) => {
          const [hour = 0, minute = 0, second = 0, nano = 0] = time;
          const number = typeof month === 'number' ? month : monthNumber(month);
          return newTemporal(
            vm,
            'LocalDateTime',
            local(checkedDay(vm, year, number, day), checkedNanos(vm, hour, minute, second, nano)),
          );
        },
      ]),
    ),
  ),
  [`static ${T}LocalDateTime of(${T}LocalDate, ${T}LocalTime)`]: (vm: Machine, date: Ref, time: Ref) =>
    newTemporal(
      vm,
      'LocalDateTime',
      local((required(vm, date) as Temporal).peer.day, (required(vm, time) as Temporal).peer.nanos),
    ),
  [`static ${T}LocalDateTime ofEpochSecond(long, int, ${T}ZoneOffset)`]: (
    vm: Machine,
    second: bigint,
    nano: number,
    zone: Zone | null,
  ) =>
    newTemporal(
      vm,
      'LocalDateTime',
      only(atZone(Number(second), nano, required(vm, zone).peer.zone), dateTimeShape),
    ),
  [`${T}LocalDate toLocalDate()`]: toDate,
  [`${T}LocalTime toLocalTime()`]: toTime,
  [`${T}ZonedDateTime atZone(${T}ZoneId)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    inThatZone(vm, self.peer, zone),
  [`${T}OffsetDateTime atOffset(${T}ZoneOffset)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    newTemporal(vm, 'OffsetDateTime', inZone(self.peer.day, self.peer.nanos, required(vm, zone).peer.zone)),
  [`${T}Instant toInstant(${T}ZoneOffset)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    toInstant(vm, inThatZone(vm, self.peer, zone)),
  [`long toEpochSecond(${T}ZoneOffset)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    BigInt(epochSecond(inThatZone(vm, self.peer, zone).peer)),
  'boolean isEqual(java/time/chrono/ChronoLocalDateTime)': (vm: Machine, self: Temporal, other: Ref) =>
    isSame(self.peer, (required(vm, other) as Temporal).peer),
};

/** What the two classes with an offset share. */
function withOffset(name: string, shape: Shape): Record<string, NativeMethod> {
  const compared = name === 'ZonedDateTime' ? 'java/time/chrono/ChronoZonedDateTime' : `${T}${name}`;
  return {
    [`${T}LocalDate toLocalDate()`]: toDate,
    [`${T}LocalTime toLocalTime()`]: toTime,
    [`${T}LocalDateTime toLocalDateTime()`]: toDateTime,
    [`${T}Instant toInstant()`]: toInstant,
    'long toEpochSecond()': (_vm: Machine, self: Temporal) => BigInt(epochSecond(self.peer)),
    [`${T}ZoneOffset getOffset()`]: (vm: Machine, self: Temporal) => newZone(vm, offsetId(self.peer.offset)),
    [`boolean isEqual(${compared})`]: (vm: Machine, self: Temporal, other: Ref) =>
      compare(shape, self.peer, (required(vm, other) as Temporal).peer) === 0,
  };
}

const zonedDateTime: Record<string, NativeMethod> = {
  ...withOffset('ZonedDateTime', zonedShape),
  [`static ${T}ZonedDateTime of(${T}LocalDateTime, ${T}ZoneId)`]: (
    vm: Machine,
    at: Temporal | null,
    zone: Zone | null,
  ) => inThatZone(vm, required(vm, at).peer, zone),
  [`static ${T}ZonedDateTime of(${T}LocalDate, ${T}LocalTime, ${T}ZoneId)`]: (
    vm: Machine,
    date: Temporal | null,
    time: Temporal | null,
    zone: Zone | null,
  ) => inThatZone(vm, local(required(vm, date).peer.day, required(vm, time).peer.nanos), zone),
  [`static ${T}ZonedDateTime of(int, int, int, int, int, int, int, ${T}ZoneId)`]: (
    vm: Machine,
    ...given: [number, number, number, number, number, number, number, Zone | null]
  ) => {
    const [year, month, day, hour, minute, second, nano, zone] = given;
    return inThatZone(
      vm,
      local(checkedDay(vm, year, month, day), checkedNanos(vm, hour, minute, second, nano)),
      zone,
    );
  },
  [`${T}ZoneId getZone()`]: (vm: Machine, self: Temporal) => newZone(vm, self.peer.zone),
  [`${T}ZonedDateTime withZoneSameInstant(${T}ZoneId)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    newTemporal(
      vm,
      'ZonedDateTime',
      atZone(epochSecond(self.peer), self.peer.nanos % SECOND_NANOS, required(vm, zone).peer.zone),
    ),
  [`${T}ZonedDateTime withZoneSameLocal(${T}ZoneId)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    inThatZone(vm, self.peer, zone),
  [`${T}OffsetDateTime toOffsetDateTime()`]: part('OffsetDateTime', offsetShape),
};

const offsetDateTime: Record<string, NativeMethod> = {
  ...withOffset('OffsetDateTime', offsetShape),
  [`static ${T}OffsetDateTime of(${T}LocalDateTime, ${T}ZoneOffset)`]: (
    vm: Machine,
    at: Temporal | null,
    zone: Zone | null,
  ) => {
    const { day, nanos } = required(vm, at).peer;
    return newTemporal(vm, 'OffsetDateTime', inZone(day, nanos, required(vm, zone).peer.zone));
  },
  [`${T}OffsetDateTime withOffsetSameInstant(${T}ZoneOffset)`]: (
    vm: Machine,
    self: Temporal,
    zone: Zone | null,
  ) =>
    newTemporal(
      vm,
      'OffsetDateTime',
      atZone(epochSecond(self.peer), self.peer.nanos % SECOND_NANOS, required(vm, zone).peer.zone),
    ),
  [`${T}ZonedDateTime toZonedDateTime()`]: part('ZonedDateTime', zonedShape),
  [`${T}ZonedDateTime atZoneSameInstant(${T}ZoneId)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    newTemporal(
      vm,
      'ZonedDateTime',
      atZone(epochSecond(self.peer), self.peer.nanos % SECOND_NANOS, required(vm, zone).peer.zone),
    ),
};

const instantOf = (vm: Machine, second: number, nano: number): Temporal =>
  newTemporal(
    vm,
    'Instant',
    atOffset(
      second + Math.floor(nano / SECOND_NANOS),
      ((nano % SECOND_NANOS) + SECOND_NANOS) % SECOND_NANOS,
      0,
      'Z',
    ),
  );

const instant: Record<string, NativeMethod> = {
  [`static ${T}Instant ofEpochMilli(long)`]: (vm: Machine, ms: bigint) => {
    const value = Number(ms);
    const second = Math.floor(value / 1000);
    return instantOf(vm, second, (value - second * 1000) * 1_000_000);
  },
  [`static ${T}Instant ofEpochSecond(long)`]: (vm: Machine, second: bigint) =>
    instantOf(vm, Number(second), 0),
  [`static ${T}Instant ofEpochSecond(long, long)`]: (vm: Machine, second: bigint, nano: bigint) =>
    instantOf(vm, Number(second), Number(nano)),
  'long getEpochSecond()': (_vm: Machine, self: Temporal) => BigInt(epochSecond(self.peer)),
  'int getNano()': (_vm: Machine, self: Temporal) => self.peer.nanos % SECOND_NANOS,
  'long toEpochMilli()': (_vm: Machine, self: Temporal) =>
    BigInt(epochSecond(self.peer)) * 1000n + BigInt(Math.floor((self.peer.nanos % SECOND_NANOS) / 1_000_000)),
  [`${T}ZonedDateTime atZone(${T}ZoneId)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    newTemporal(
      vm,
      'ZonedDateTime',
      atZone(epochSecond(self.peer), self.peer.nanos % SECOND_NANOS, required(vm, zone).peer.zone),
    ),
  [`${T}OffsetDateTime atOffset(${T}ZoneOffset)`]: (vm: Machine, self: Temporal, zone: Zone | null) =>
    newTemporal(
      vm,
      'OffsetDateTime',
      atZone(epochSecond(self.peer), self.peer.nanos % SECOND_NANOS, required(vm, zone).peer.zone),
    ),
};

const LAST_DAY = dayOf(999_999_999, 12, 31);
const FIRST_DAY = dayOf(-999_999_999, 1, 1);
const LAST_NANO = 86_399_999_999_999;

const CONSTANTS: Readonly<Record<string, Readonly<Record<string, Moment>>>> = {
  LocalDate: { MIN: local(FIRST_DAY, 0), MAX: local(LAST_DAY, 0), EPOCH: START },
  LocalTime: {
    MIN: START,
    MAX: local(0, LAST_NANO),
    MIDNIGHT: START,
    NOON: local(0, 12 * 3600 * SECOND_NANOS),
  },
  LocalDateTime: { MIN: local(FIRST_DAY, 0), MAX: local(LAST_DAY, LAST_NANO) },
  Instant: { EPOCH: START },
};

const OWN: Readonly<Record<string, Record<string, NativeMethod>>> = {
  LocalDate: localDate,
  LocalTime: localTime,
  LocalDateTime: localDateTime,
  ZonedDateTime: zonedDateTime,
  OffsetDateTime: offsetDateTime,
  Instant: instant,
};

export const temporalClasses: readonly ClassModel[] = Object.entries(SHAPES).map(([name, shape]) =>
  defineClass({
    name: T + name,
    interfaces: [
      TEMPORAL,
      'java/lang/Comparable',
      'java/io/Serializable',
      ...(chrono(name) === T + name ? [] : [chrono(name)]),
    ],
    flags: 'final',
    fields: Object.fromEntries(
      Object.entries(CONSTANTS[name] ?? {}).map(([constantField, moment]) => [
        `static final ${constantField}:L${T}${name};`,
        (vm: Machine) => newTemporal(vm, name, moment),
      ]),
    ),
    methods: methods({ ...common(name, shape), ...makers(name, shape), ...OWN[name] }),
  }),
);
