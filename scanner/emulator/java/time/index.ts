import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine, NativeMethod } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { enumConstants, enumName, modelEnum, ordinalOf } from '../lang/enum.ts';
import { throwableClass } from '../lang/throwable.ts';
import { methods } from '../signature.ts';
import { dateSymbolsOf } from '../text/date-symbols.ts';
import type { Locale } from '../util/locale.ts';
import { amountClasses } from './amounts.ts';
import { between, fieldWord, FIELD_NAMES, UNIT_NAMES, UNIT_WORDS } from './fields.ts';
import { formatterClass } from './formatter.ts';
import { monthDays } from './moment.ts';
import type { Temporal } from './moment.ts';
import { periodBetween, temporalClasses } from './temporals.ts';
import { shapeOf } from './shapes.ts';
import { newZone, systemZone, zoneClasses } from './zones.ts';

const T = 'java/time/';
const TEMPORAL = `${T}temporal/Temporal`;

const MONTHS = 'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER'.split(
  ' ',
);
const WEEKDAYS = 'MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY'.split(' ');

/** Month and DayOfWeek: rings of constants that count from 1 and have names in every language. */
function ring(
  name: string,
  constants: readonly string[],
  names: (locale: Locale, isShort: boolean) => readonly string[],
  more: Record<string, NativeMethod> = {},
): ClassModel {
  const E = T + name;
  const at = function* (vm: Machine, index: number) {
    const owner = vm.requireClass(`L${E};`);
    yield* vm.initClass(owner);
    const all = yield* enumConstants(vm, owner);
    return all[((index % all.length) + all.length) % all.length] ?? null;
  };
  return modelEnum(E, constants, {
    interfaces: [`${T}temporal/TemporalAccessor`],
    methods: methods({
      'int getValue()': (_vm, self: JavaObject) => (ordinalOf(self) ?? 0) + 1,
      [`static ${E} of(int)`]: (vm, value: number) =>
        value < 1 || value > constants.length
          ? vm.throwNew(
              'java/time/DateTimeException',
              `Invalid value for ${name === 'Month' ? 'MonthOfYear' : name}: ${value}`,
            )
          : at(vm, value - 1),
      [`${E} plus(long)`]: (vm, self: JavaObject, count: bigint) =>
        at(vm, (ordinalOf(self) ?? 0) + Number(count % BigInt(constants.length))),
      [`${E} minus(long)`]: (vm, self: JavaObject, count: bigint) =>
        at(vm, (ordinalOf(self) ?? 0) - Number(count % BigInt(constants.length))),
      [`String getDisplayName(${T}format/TextStyle, Locale)`]: (
        vm,
        self: JavaObject,
        style: JavaObject | null,
        locale: Locale | null,
      ) => {
        const how = enumName(required(vm, style));
        const all = names(required(vm, locale), how.startsWith('SHORT'));
        const text = all[ordinalOf(self) ?? 0] ?? '';
        return how.startsWith('NARROW') ? text.slice(0, 1) : text;
      },
      ...more,
    }),
  });
}

function isDateUnit(self: JavaObject): boolean {
  const index = ordinalOf(self) ?? 0;
  return index >= 7 && index !== UNIT_NAMES.length - 1;
}

const units = modelEnum(`${T}temporal/ChronoUnit`, UNIT_NAMES, {
  interfaces: [`${T}temporal/TemporalUnit`],
  methods: methods({
    'String toString()': (_vm, self: JavaObject) => UNIT_WORDS[ordinalOf(self) ?? 0] ?? '',
    'boolean isDateBased()': (_vm, self: JavaObject) => isDateUnit(self),
    'boolean isTimeBased()': (_vm, self: JavaObject) => (ordinalOf(self) ?? 0) < 7,
    [`long between(${TEMPORAL}, ${TEMPORAL})`]: (vm, self: JavaObject, from: Ref, to: Ref) => {
      const first = required(vm, from) as Temporal;
      const shape = shapeOf(first);
      if (shape !== undefined)
        return between(vm, first.peer, (required(vm, to) as Temporal).peer, shape, enumName(self));
      return vm.call(first, `until(L${TEMPORAL};L${T}temporal/TemporalUnit;)J`, to, self);
    },
  }),
});

const fields = modelEnum(`${T}temporal/ChronoField`, FIELD_NAMES, {
  interfaces: [`${T}temporal/TemporalField`],
  methods: methods({
    'String toString()': (_vm, self: JavaObject) => fieldWord(enumName(self)),
    'boolean isDateBased()': (_vm, self: JavaObject) => {
      const index = ordinalOf(self) ?? 0;
      return index >= 15 && index <= 27;
    },
    'boolean isTimeBased()': (_vm, self: JavaObject) => (ordinalOf(self) ?? 0) < 15,
  }),
});

type Clock = JavaObject<{ zone: string }>;

function newClock(vm: Machine, zone: string): Clock {
  const made = vm.newObject<Clock['peer']>(`${T}Clock$SystemClock`);
  made.peer = { zone };
  return made;
}

const clocks = [
  defineClass({
    name: `${T}Clock`,
    flags: 'abstract',
    methods: methods({
      'new()': () => undefined,
      [`static ${T}Clock systemUTC()`]: (vm) => newClock(vm, 'Z'),
      [`static ${T}Clock systemDefaultZone()`]: (vm) => newClock(vm, systemZone(vm)),
      [`static ${T}Clock system(${T}ZoneId)`]: (vm, zone: JavaObject<{ zone: string }> | null) =>
        newClock(vm, required(vm, zone).peer.zone),
    }),
  }),
  defineClass({
    name: `${T}Clock$SystemClock`,
    super: `${T}Clock`,
    flags: 'final',
    methods: methods({
      'long millis()': (vm) => BigInt(vm.epochMs),
      [`${T}Instant instant()`]: (vm) => vm.callStatic(`${T}Instant`, `now()L${T}Instant;`),
      [`${T}ZoneId getZone()`]: (vm, self: Clock) => newZone(vm, self.peer.zone),
    }),
  }),
];

const INTERFACES: Readonly<Record<string, readonly string[]>> = {
  'temporal/TemporalAccessor': [],
  'temporal/Temporal': ['temporal/TemporalAccessor'],
  'temporal/TemporalAmount': [],
  'temporal/TemporalUnit': [],
  'temporal/TemporalField': [],
  'temporal/TemporalAdjuster': [],
  'chrono/ChronoLocalDate': ['temporal/Temporal'],
  'chrono/ChronoLocalDateTime': ['temporal/Temporal'],
  'chrono/ChronoZonedDateTime': ['temporal/Temporal'],
  'chrono/ChronoPeriod': ['temporal/TemporalAmount'],
};

const EXCEPTIONS: Readonly<Record<string, string>> = {
  DateTimeException: 'java/lang/RuntimeException',
  'format/DateTimeParseException': `${T}DateTimeException`,
  'temporal/UnsupportedTemporalTypeException': `${T}DateTimeException`,
  'zone/ZoneRulesException': `${T}DateTimeException`,
};

/** Period.between is here because it needs both amounts and dates. */
function withBetween(model: ClassModel): ClassModel {
  if (model.name !== `${T}Period`) return model;
  return {
    ...model,
    methods: {
      ...model.methods,
      ...methods({
        [`static ${T}Period between(${T}LocalDate, ${T}LocalDate)`]: (
          vm,
          from: Temporal | null,
          to: Temporal | null,
        ) => periodBetween(vm, required(vm, from).peer.day, required(vm, to).peer.day),
      }),
    },
  };
}

/** Modelled classes of java.time. Calendars other than ISO's, adjusters and zone rules are left to gaps. */
export const classes: readonly ClassModel[] = [
  ...Object.entries(INTERFACES).map(([name, parents]) =>
    defineClass({
      name: T + name,
      interfaces: parents.map((parent) => T + parent),
      flags: 'interface abstract',
    }),
  ),
  ...temporalClasses,
  ...amountClasses.map(withBetween),
  ...zoneClasses,
  ...clocks,
  formatterClass,
  units,
  fields,
  modelEnum(`${T}format/TextStyle`, [
    'FULL',
    'FULL_STANDALONE',
    'SHORT',
    'SHORT_STANDALONE',
    'NARROW',
    'NARROW_STANDALONE',
  ]),
  ring('Month', MONTHS, ({ peer }, isShort) => dateSymbolsOf(peer)[isShort ? 'shortMonths' : 'months'], {
    'int length(boolean)': (_vm: Machine, self: JavaObject, isLeap: boolean) =>
      monthDays(isLeap ? 2024 : 2023, (ordinalOf(self) ?? 0) + 1),
  }),
  ring('DayOfWeek', WEEKDAYS, ({ peer }, isShort) => {
    const names = dateSymbolsOf(peer)[isShort ? 'shortWeekdays' : 'weekdays'];
    return [...names.slice(1), names[0] ?? ''];
  }),
  ...Object.entries(EXCEPTIONS).map(([name, parent]) => throwableClass(T + name, parent)),
];
