import { defineClass, JavaObject, UNKNOWN } from '../../machine/index.ts';
import type { ClassModel, Machine, NativeMethod } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { constantName, exactNanos } from './fields.ts';
import { epochSecond, SECOND_NANOS } from './moment.ts';
import type { Temporal } from './moment.ts';
import { shapeOf } from './shapes.ts';

/** A Duration: nanoseconds, exact. */
export type Duration = JavaObject<{ readonly nanos: bigint }>;
/** A Period; years are twelve of its months, as long as nobody asks how many of each there are. */
export type Period = JavaObject<{ readonly months: number; readonly days: number; readonly years?: number }>;

const D = 'java/time/Duration';
const P = 'java/time/Period';
const UNIT = 'java/time/temporal/TemporalUnit';
const TEMPORAL = 'java/time/temporal/Temporal';
const PER_SECOND = BigInt(SECOND_NANOS);

export function newDuration(vm: Machine, nanos: bigint): Duration {
  const made = vm.newObject<Duration['peer']>(D);
  made.peer = { nanos };
  return made;
}

export function durationOf(duration: Duration): bigint {
  return duration.peer.nanos;
}

/** A period of months, as many years of them as there are whole ones. */
export function newPeriod(
  vm: Machine,
  months: number,
  days: number,
  years = Math.trunc(months / 12),
): Period {
  const made = vm.newObject<Period['peer']>(P);
  made.peer = { months, days, years };
  return made;
}

function yearsOf({ months, years = Math.trunc(months / 12) }: Period['peer']): number {
  return years;
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** `PT8H6M12.345S`, `PT0S`, `PT-1.5S`. */
function durationText(nanos: bigint): string {
  if (nanos === 0n) return 'PT0S';
  const seconds = nanos / PER_SECOND;
  const hours = seconds / 3600n;
  const minutes = (seconds / 60n) % 60n;
  const rest = seconds % 60n;
  const fraction = nanos % PER_SECOND;
  let text = 'PT';
  if (hours !== 0n) text += `${hours}H`;
  if (minutes !== 0n) text += `${minutes}M`;
  if (rest === 0n && fraction === 0n) return text;
  const digits = (fraction < 0n ? -fraction : fraction).toString().padStart(9, '0').replace(/0+$/, '');
  const sign = rest === 0n && fraction < 0n ? '-' : '';
  return `${text}${sign}${rest}${digits === '' ? '' : `.${digits}`}S`;
}

function badText(vm: Machine, text: string, what: string): never {
  return vm.throwNew(
    'java/time/format/DateTimeParseException',
    `Text cannot be parsed to a ${what}: ${text}`,
  );
}

function parseDuration(vm: Machine, text: string): bigint {
  const form =
    /^([+-]?)P(?:([+-]?\d+)D)?(?:T(?=[+-]?\d)(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?)(\d+)(?:[.,](\d{0,9}))?S)?)?$/i;
  const match = form.exec(text);
  if (match === null || text.toUpperCase().replace(/[+-]/g, '') === 'P') return badText(vm, text, 'Duration');
  const [, sign, days = '0', hours = '0', minutes = '0', secondSign = '', seconds = '0', fraction = ''] =
    match;
  const whole = (BigInt(days) * 86_400n + BigInt(hours) * 3600n + BigInt(minutes) * 60n) * PER_SECOND;
  const small = BigInt(seconds) * PER_SECOND + BigInt(fraction.padEnd(9, '0'));
  const total = whole + (secondSign === '-' ? -small : small);
  return sign === '-' ? -total : total;
}

function parsePeriod(vm: Machine, text: string): { years: number; months: number; days: number } {
  const form = /^([+-]?)P(?=[+-]?\d)(?:([+-]?\d+)Y)?(?:([+-]?\d+)M)?(?:([+-]?\d+)W)?(?:([+-]?\d+)D)?$/i;
  const match = form.exec(text);
  if (match === null) return badText(vm, text, 'Period');
  const [, sign, years = '0', months = '0', weeks = '0', days = '0'] = match;
  const by = sign === '-' ? -1 : 1;
  return {
    years: Number(years) * by || 0,
    months: Number(months) * by || 0,
    days: (Number(weeks) * 7 + Number(days)) * by || 0,
  };
}

function periodText({ months, days, ...peer }: Period['peer']): string {
  const years = yearsOf({ months, days, ...peer });
  const rest = months - years * 12;
  const text = `${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}${days === 0 ? '' : `${days}D`}`;
  return text === '' ? 'P0D' : `P${text}`;
}

/** Nanoseconds on the time line, or of the wall clock where there is no zone. */
function lineNanos(vm: Machine, temporal: Ref): bigint | undefined {
  const { peer, ...object } = required(vm, temporal) as Temporal;
  const shape = shapeOf(object as Temporal);
  if (shape === undefined) return undefined;
  if (!shape.time)
    return vm.throwNew('java/time/temporal/UnsupportedTemporalTypeException', 'Unsupported unit: Seconds');
  return BigInt(epochSecond(peer)) * PER_SECOND + BigInt(peer.nanos % SECOND_NANOS);
}

const WORDS: readonly (readonly [word: string, nanos: bigint])[] = [
  ['Nanos', 1n],
  ['Millis', 1_000_000n],
  ['Seconds', PER_SECOND],
  ['Minutes', 60n * PER_SECOND],
  ['Hours', 3600n * PER_SECOND],
  ['Days', 86_400n * PER_SECOND],
];

const byUnit: Record<string, NativeMethod> = {};
for (const [word, nanos] of WORDS) {
  byUnit[`static ${D} of${word}(long)`] = (vm: Machine, amount: bigint) => newDuration(vm, amount * nanos);
  byUnit[`${D} plus${word}(long)`] = (vm: Machine, self: Duration, amount: bigint) =>
    newDuration(vm, self.peer.nanos + amount * nanos);
  byUnit[`${D} minus${word}(long)`] = (vm: Machine, self: Duration, amount: bigint) =>
    newDuration(vm, self.peer.nanos - amount * nanos);
  byUnit[`long to${word}()`] = (_vm: Machine, self: Duration) => floorDiv(self.peer.nanos, nanos);
}

/** The nanoseconds of a number of the app's units; undefined for units of no exact length. */
function unitNanos(vm: Machine, amount: bigint, unit: JavaObject | null): bigint | undefined {
  const name = constantName(vm, unit, 'ChronoUnit');
  const nanos = name === undefined ? undefined : exactNanos(name);
  return nanos === undefined ? undefined : amount * BigInt(nanos);
}

const duration = defineClass({
  name: D,
  interfaces: ['java/time/temporal/TemporalAmount', 'java/lang/Comparable', 'java/io/Serializable'],
  flags: 'final',
  fields: { [`static final ZERO:L${D};`]: (vm: Machine) => newDuration(vm, 0n) },
  methods: methods({
    ...byUnit,
    [`static ${D} ofSeconds(long, long)`]: (vm, seconds: bigint, nanos: bigint) =>
      newDuration(vm, seconds * PER_SECOND + nanos),
    [`static ${D} of(long, ${UNIT})`]: (vm, amount: bigint, unit: JavaObject | null) => {
      const nanos = unitNanos(vm, amount, unit);
      return nanos === undefined ? UNKNOWN : newDuration(vm, nanos);
    },
    [`static ${D} between(${TEMPORAL}, ${TEMPORAL})`]: (vm, from: Ref, to: Ref) => {
      const [a, b] = [lineNanos(vm, from), lineNanos(vm, to)];
      return a === undefined || b === undefined ? UNKNOWN : newDuration(vm, b - a);
    },
    [`static ${D} parse(CharSequence)`]: (vm, text: Ref) => newDuration(vm, parseDuration(vm, vm.text(text))),
    'long getSeconds()': (_vm, self: Duration) => floorDiv(self.peer.nanos, PER_SECOND),
    'int getNano()': (_vm, self: Duration) =>
      Number(((self.peer.nanos % PER_SECOND) + PER_SECOND) % PER_SECOND),
    'boolean isZero()': (_vm, self: Duration) => self.peer.nanos === 0n,
    'boolean isNegative()': (_vm, self: Duration) => self.peer.nanos < 0n,
    [`${D} plus(${D})`]: (vm, self: Duration, other: Duration | null) =>
      newDuration(vm, self.peer.nanos + required(vm, other).peer.nanos),
    [`${D} minus(${D})`]: (vm, self: Duration, other: Duration | null) =>
      newDuration(vm, self.peer.nanos - required(vm, other).peer.nanos),
    [`${D} plus(long, ${UNIT})`]: (vm, self: Duration, amount: bigint, unit: JavaObject | null) => {
      const nanos = unitNanos(vm, amount, unit);
      return nanos === undefined ? UNKNOWN : newDuration(vm, self.peer.nanos + nanos);
    },
    [`${D} multipliedBy(long)`]: (vm, self: Duration, by: bigint) => newDuration(vm, self.peer.nanos * by),
    [`${D} dividedBy(long)`]: (vm, self: Duration, by: bigint) =>
      by === 0n
        ? vm.throwNew('java/lang/ArithmeticException', 'Cannot divide by zero')
        : newDuration(vm, self.peer.nanos / by),
    [`${D} negated()`]: (vm, self: Duration) => newDuration(vm, -self.peer.nanos),
    [`${D} abs()`]: (vm, self: Duration) =>
      newDuration(vm, self.peer.nanos < 0n ? -self.peer.nanos : self.peer.nanos),
    'String toString()': (_vm, self: Duration) => durationText(self.peer.nanos),
    'boolean equals(Object)': (_vm, self: Duration, other: Ref) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      (other as Duration).peer.nanos === self.peer.nanos,
    'int hashCode()': (_vm, self: Duration) => {
      const seconds = floorDiv(self.peer.nanos, PER_SECOND);
      const nano = Number(self.peer.nanos - seconds * PER_SECOND);
      return (
        (Number(BigInt.asIntN(32, seconds ^ (BigInt.asUintN(64, seconds) >> 32n))) + Math.imul(51, nano)) | 0
      );
    },
    [`int compareTo(${D})`]: (vm, self: Duration, other: Duration | null) => {
      const given = required(vm, other).peer.nanos;
      return self.peer.nanos < given ? -1 : self.peer.nanos > given ? 1 : 0;
    },
  }),
});

const period = defineClass({
  name: P,
  interfaces: ['java/time/chrono/ChronoPeriod', 'java/io/Serializable'],
  flags: 'final',
  fields: { [`static final ZERO:L${P};`]: (vm: Machine) => newPeriod(vm, 0, 0) },
  methods: methods({
    [`static ${P} of(int, int, int)`]: (vm, years: number, months: number, days: number) =>
      newPeriod(vm, years * 12 + months, days, years),
    [`static ${P} ofYears(int)`]: (vm, years: number) => newPeriod(vm, years * 12, 0, years),
    [`static ${P} ofMonths(int)`]: (vm, months: number) => newPeriod(vm, months, 0, 0),
    [`static ${P} ofWeeks(int)`]: (vm, weeks: number) => newPeriod(vm, 0, weeks * 7),
    [`static ${P} ofDays(int)`]: (vm, days: number) => newPeriod(vm, 0, days),
    [`static ${P} parse(CharSequence)`]: (vm, text: Ref) => {
      const { years, months, days } = parsePeriod(vm, vm.text(text));
      return newPeriod(vm, years * 12 + months, days, years);
    },
    'int getYears()': (_vm, self: Period) => yearsOf(self.peer),
    'int getMonths()': (_vm, self: Period) => self.peer.months - yearsOf(self.peer) * 12,
    'int getDays()': (_vm, self: Period) => self.peer.days,
    'long toTotalMonths()': (_vm, self: Period) => BigInt(self.peer.months),
    'boolean isZero()': (_vm, self: Period) => self.peer.months === 0 && self.peer.days === 0,
    'boolean isNegative()': (_vm, self: Period) =>
      yearsOf(self.peer) < 0 || self.peer.months - yearsOf(self.peer) * 12 < 0 || self.peer.days < 0,
    [`${P} plusDays(long)`]: (vm, self: Period, days: bigint) =>
      newPeriod(vm, self.peer.months, self.peer.days + Number(days), yearsOf(self.peer)),
    [`${P} plusMonths(long)`]: (vm, self: Period, months: bigint) =>
      newPeriod(vm, self.peer.months + Number(months), self.peer.days, yearsOf(self.peer)),
    [`${P} normalized()`]: (vm, self: Period) => newPeriod(vm, self.peer.months, self.peer.days),
    'String toString()': (_vm, self: Period) => periodText(self.peer),
    'boolean equals(Object)': (_vm, self: Period, other: Ref) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      periodText((other as Period).peer) === periodText(self.peer),
    'int hashCode()': (_vm, self: Period) => {
      const years = yearsOf(self.peer);
      const turned = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
      return (years + turned(self.peer.months - years * 12, 8) + turned(self.peer.days, 16)) | 0;
    },
  }),
});

export const amountClasses: readonly ClassModel[] = [duration, period];
