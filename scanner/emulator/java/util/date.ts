import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { daysOf, fromWall } from './calendar-math.ts';
import { datePartsOf, MONTHS, two, WEEKDAYS, zoneName } from './date-parts.ts';
import type { Ref } from './equality.ts';
import { defaultTimeZone } from './time-zone.ts';

/** Milliseconds since the epoch. */
export type JavaDate = JavaObject<{ epochMs: number }>;

export function newDate(vm: Machine, epochMs: number): JavaDate {
  const made = vm.newObject<JavaDate['peer']>('java/util/Date');
  made.peer = { epochMs };
  return made;
}

function partsOf(vm: Machine, self: JavaDate) {
  return datePartsOf(defaultTimeZone(vm).peer.id, self.peer.epochMs);
}

function fromParts(vm: Machine, year: number, month: number, day: number, ms: number): number {
  return fromWall(defaultTimeZone(vm).peer, daysOf(year, month, day) * 86_400_000 + ms);
}

/** `Mon Jan 15 08:30:00 CST 2024`. */
function dateText(vm: Machine, self: JavaDate): string {
  const at = partsOf(vm, self);
  const zone = zoneName(defaultTimeZone(vm).peer.id, self.peer.epochMs);
  const day = `${(WEEKDAYS[at.weekday] ?? '').slice(0, 3)} ${(MONTHS[at.month - 1] ?? '').slice(0, 3)} ${two(at.day)}`;
  return `${day} ${two(at.hour)}:${two(at.minute)}:${two(at.second)} ${zone} ${at.year}`;
}

function* timeOf(vm: Machine, date: Ref) {
  return Number(yield* vm.call<bigint>(date, 'getTime()J'));
}

const date = defineClass({
  name: 'java/util/Date',
  interfaces: ['java/io/Serializable', 'java/lang/Cloneable', 'java/lang/Comparable'],
  methods: methods({
    'new()': (vm, self: JavaDate) => {
      self.peer = { epochMs: vm.epochMs };
    },
    'new(long)': (_vm, self: JavaDate, epochMs: bigint) => {
      self.peer = { epochMs: Number(epochMs) };
    },
    'new(int, int, int)': (vm, self: JavaDate, year: number, month: number, day: number) => {
      self.peer = { epochMs: fromParts(vm, year + 1900, month, day, 0) };
    },
    'new(int, int, int, int, int)': (
      vm,
      self: JavaDate,
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
    ) => {
      self.peer = { epochMs: fromParts(vm, year + 1900, month, day, (hour * 60 + minute) * 60_000) };
    },
    'long getTime()': (_vm, self: JavaDate) => BigInt(self.peer.epochMs),
    'void setTime(long)': (_vm, self: JavaDate, epochMs: bigint) => {
      self.peer.epochMs = Number(epochMs);
    },
    'int getYear()': (vm, self: JavaDate) => partsOf(vm, self).year - 1900,
    'int getMonth()': (vm, self: JavaDate) => partsOf(vm, self).month - 1,
    'int getDate()': (vm, self: JavaDate) => partsOf(vm, self).day,
    'int getDay()': (vm, self: JavaDate) => partsOf(vm, self).weekday,
    'int getHours()': (vm, self: JavaDate) => partsOf(vm, self).hour,
    'int getMinutes()': (vm, self: JavaDate) => partsOf(vm, self).minute,
    'int getSeconds()': (vm, self: JavaDate) => partsOf(vm, self).second,
    'int getTimezoneOffset()': (vm, self: JavaDate) => -partsOf(vm, self).offsetMs / 60_000,
    'boolean before(Date)': function* (vm, self: JavaDate, other: Ref) {
      return self.peer.epochMs < (yield* timeOf(vm, other));
    },
    'boolean after(Date)': function* (vm, self: JavaDate, other: Ref) {
      return self.peer.epochMs > (yield* timeOf(vm, other));
    },
    'int compareTo(Date)': function* (vm, self: JavaDate, other: Ref) {
      return Math.sign(self.peer.epochMs - (yield* timeOf(vm, other)));
    },
    'int compareTo(Object)': function* (vm, self: JavaDate, other: Ref) {
      return Math.sign(self.peer.epochMs - (yield* timeOf(vm, other)));
    },
    'boolean equals(Object)': (vm, self: JavaDate, other: Ref) =>
      other !== null &&
      other.cls.isSubclassOf(vm.classes.platformClass('java/util/Date')) &&
      (other as JavaDate).peer.epochMs === self.peer.epochMs,
    'int hashCode()': (_vm, self: JavaDate) => {
      const time = BigInt(self.peer.epochMs);
      return Number(BigInt.asIntN(32, (time >> 32n) ^ time));
    },
    'java/time/Instant toInstant()': (vm, self: JavaDate) =>
      vm.callStatic('java/time/Instant', 'ofEpochMilli(J)Ljava/time/Instant;', BigInt(self.peer.epochMs)),
    'static Date from(java/time/Instant)': function* (vm, instant: Ref) {
      return newDate(vm, Number(yield* vm.call<bigint>(instant, 'toEpochMilli()J')));
    },
    'Object clone()': (vm, self: JavaDate) => {
      const copy = vm.cloneOf(self) as JavaDate;
      copy.peer = { epochMs: self.peer.epochMs };
      return copy;
    },
    'String toString()': (vm, self: JavaDate) => dateText(vm, self),
    'String toGMTString()': (_vm, self: JavaDate) => {
      const at = datePartsOf('UTC', self.peer.epochMs);
      return `${at.day} ${(MONTHS[at.month - 1] ?? '').slice(0, 3)} ${at.year} ${two(at.hour)}:${two(at.minute)}:${two(at.second)} GMT`;
    },
  }),
});

export const classes: readonly ClassModel[] = [date];
