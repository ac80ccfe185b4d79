import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaString, Machine } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { throwableClass } from '../lang/throwable.ts';
import { methods } from '../signature.ts';
import { daysOf, fromWall } from '../util/calendar-math.ts';
import type { JavaDate } from '../util/date.ts';
import { datePartsOf, two } from '../util/date-parts.ts';
import { defaultTimeZone } from '../util/time-zone.ts';

type Timestamp = JavaDate & { peer: { nanos?: number } };

const DATE = 'java/util/Date';

function partsOf(vm: Machine, self: JavaDate) {
  return datePartsOf(defaultTimeZone(vm).peer.id, self.peer.epochMs);
}

function wall(vm: Machine, year: number, month: number, day: number, ms: number): number {
  return fromWall(defaultTimeZone(vm).peer, daysOf(year, month, day) * 86_400_000 + ms);
}

function make(vm: Machine, name: string, epochMs: number): JavaDate {
  const made = vm.newObject<JavaDate['peer']>(`java/sql/${name}`);
  made.peer = { epochMs };
  return made;
}

/** Numbers of a text such as `2024-02-29` or `10:15:30`; Java's exception for anything else. */
function numbersOf(vm: Machine, text: string, form: RegExp): number[] {
  const match = form.exec(text);
  if (match === null) return vm.throwNew('java/lang/IllegalArgumentException', text);
  return match.slice(1).map((part) => Number(part ?? 0));
}

function nanosOf(self: Timestamp): number {
  return self.peer.nanos ?? (((self.peer.epochMs % 1000) + 1000) % 1000) * 1_000_000;
}

/** A class of dates that is made of milliseconds. */
function dated(name: string, more: Parameters<typeof methods>[0]): ClassModel {
  return defineClass({
    name: `java/sql/${name}`,
    super: DATE,
    methods: methods({
      'new(long)': (_vm, self: JavaDate, epochMs: bigint) => {
        self.peer = { epochMs: Number(epochMs) };
      },
      ...more,
    }),
  });
}

/** The dates of java.sql, which libraries such as Gson know even where no database is. The rest is left to gaps. */
export const classes: readonly ClassModel[] = [
  dated('Date', {
    'static java/sql/Date valueOf(String)': (vm: Machine, text: JavaString | null) => {
      const [year = 0, month = 0, day = 0] = numbersOf(vm, vm.text(text), /^(\d{4})-(\d{1,2})-(\d{1,2})$/);
      return make(vm, 'Date', wall(vm, year, month - 1, day, 0));
    },
    'String toString()': (vm: Machine, self: JavaDate) => {
      const at = partsOf(vm, self);
      return `${two(at.year, 4)}-${two(at.month)}-${two(at.day)}`;
    },
  }),
  dated('Time', {
    'static java/sql/Time valueOf(String)': (vm: Machine, text: JavaString | null) => {
      const [hour = 0, minute = 0, second = 0] = numbersOf(
        vm,
        vm.text(text),
        /^(\d{1,2}):(\d{1,2}):(\d{1,2})$/,
      );
      return make(vm, 'Time', wall(vm, 1970, 0, 1, ((hour * 60 + minute) * 60 + second) * 1000));
    },
    'String toString()': (vm: Machine, self: JavaDate) => {
      const at = partsOf(vm, self);
      return `${two(at.hour)}:${two(at.minute)}:${two(at.second)}`;
    },
  }),
  dated('Timestamp', {
    'static java/sql/Timestamp valueOf(String)': (vm: Machine, text: JavaString | null) => {
      const form = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9}))?$/;
      const given = vm.text(text);
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbersOf(vm, given, form);
      const nanos = Number((form.exec(given)?.[7] ?? '').padEnd(9, '0'));
      const ms = ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(nanos / 1_000_000);
      const made = make(vm, 'Timestamp', wall(vm, year, month - 1, day, ms)) as Timestamp;
      made.peer.nanos = nanos;
      return made;
    },
    'int getNanos()': (_vm: Machine, self: Timestamp) => nanosOf(self),
    'void setNanos(int)': (_vm: Machine, self: Timestamp, nanos: number) => {
      self.peer.nanos = nanos;
      self.peer.epochMs = Math.floor(self.peer.epochMs / 1000) * 1000 + Math.floor(nanos / 1_000_000);
    },
    'boolean after(java/sql/Timestamp)': (vm: Machine, self: Timestamp, other: Ref) =>
      order(self, required(vm, other) as Timestamp) > 0,
    'boolean before(java/sql/Timestamp)': (vm: Machine, self: Timestamp, other: Ref) =>
      order(self, required(vm, other) as Timestamp) < 0,
    'int compareTo(java/sql/Timestamp)': (vm: Machine, self: Timestamp, other: Ref) =>
      order(self, required(vm, other) as Timestamp),
    'String toString()': (vm: Machine, self: Timestamp) => {
      const at = partsOf(vm, self);
      const fraction = two(nanosOf(self), 9).replace(/0+$/, '');
      return (
        `${two(at.year, 4)}-${two(at.month)}-${two(at.day)} ` +
        `${two(at.hour)}:${two(at.minute)}:${two(at.second)}.${fraction === '' ? '0' : fraction}`
      );
    },
  }),
  throwableClass('java/sql/SQLException', 'java/lang/Exception'),
];

function order(a: Timestamp, b: Timestamp): number {
  const seconds = Math.floor(a.peer.epochMs / 1000) - Math.floor(b.peer.epochMs / 1000);
  return Math.sign(seconds === 0 ? nanosOf(a) - nanosOf(b) : seconds);
}
