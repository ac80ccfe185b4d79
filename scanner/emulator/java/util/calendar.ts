import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, Machine, NativeMethod } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { daysOf, FIELD, FIELD_COUNT, isLeap, monthLength, toEpochMs, toFields } from './calendar-math.ts';
import type { WeekRules } from './calendar-math.ts';
import { newDate } from './date.ts';
import type { Ref } from './equality.ts';
import { defaultLocale } from './locale.ts';
import type { Locale } from './locale.ts';
import { defaultTimeZone } from './time-zone.ts';
import type { TimeZone } from './time-zone.ts';

type CalendarPeer = {
  zone: TimeZone;
  epochMs: number;
  /** The fields say more than the moment: it is worked out when asked for. */
  stale: boolean;
  fields: number[];
  /** When each field was set: 0 never, 1 computed, more by the app, later ones higher. */
  stamps: number[];
  nextStamp: number;
  rules: WeekRules;
  lenient: boolean;
};
export type Calendar = JavaObject<CalendarPeer>;

const COMPUTED = 1;

/** Sunday first in America and East Asia, Monday elsewhere with weeks of at least four days. */
function rulesOf(locale: Locale): WeekRules {
  const { country } = locale.peer;
  if (['US', 'CN', 'JP', 'KR', 'TW', 'HK', 'CA', 'IN', 'BR', ''].includes(country))
    return { firstDay: 1, minimalDays: 1 };
  return { firstDay: 2, minimalDays: 4 };
}

function setUp(vm: Machine, self: Calendar, zone: TimeZone | null, locale: Locale | null): void {
  self.peer = {
    zone: zone ?? defaultTimeZone(vm),
    epochMs: vm.epochMs,
    stale: false,
    fields: [],
    stamps: [],
    nextStamp: COMPUTED + 1,
    rules: rulesOf(locale ?? defaultLocale(vm)),
    lenient: true,
  };
  compute(self);
}

function compute({ peer }: Calendar): void {
  peer.fields = toFields(peer.epochMs, peer.zone.peer, peer.rules);
  peer.stamps = new Array<number>(FIELD_COUNT).fill(COMPUTED);
  peer.stale = false;
}

const LIMITS: readonly (readonly [low: number, high: number])[] = [
  [0, 1],
  [1, 292278994],
  [0, 11],
  [1, 53],
  [0, 6],
  [1, 31],
  [1, 366],
  [1, 7],
  [-1, 6],
  [0, 1],
  [0, 11],
  [0, 23],
  [0, 59],
  [0, 59],
  [0, 999],
  [-46800000, 50400000],
  [0, 7200000],
];

function checkStrict(vm: Machine, { peer }: Calendar): void {
  if (peer.lenient) return;
  for (const [field, [low, high]] of LIMITS.entries()) {
    const value = peer.fields[field] ?? 0;
    if ((peer.stamps[field] ?? 0) > COMPUTED && (value < low || value > high))
      vm.throwNew('java/lang/IllegalArgumentException', FIELD_NAMES[field]);
  }
}

const FIELD_NAMES = Object.keys(FIELD);

/** Works out the moment from fields that were set, then all fields from the moment. */
function settle(vm: Machine, self: Calendar): void {
  const { peer } = self;
  if (!peer.stale) return;
  checkStrict(vm, self);
  peer.epochMs = toEpochMs(peer.fields, peer.stamps, peer.zone.peer, peer.rules);
  compute(self);
}

function set(self: Calendar, field: number, value: number): void {
  self.peer.fields[field] = value;
  self.peer.stamps[field] = self.peer.nextStamp++;
  self.peer.stale = true;
}

function checkField(vm: Machine, field: number): void {
  if (field < 0 || field >= FIELD_COUNT)
    vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `length=17; index=${field}`);
}

function setTime(self: Calendar, epochMs: number): void {
  self.peer.epochMs = epochMs;
  compute(self);
}

const MS_OF: Readonly<Record<number, number>> = {
  [FIELD.MILLISECOND]: 1,
  [FIELD.SECOND]: 1000,
  [FIELD.MINUTE]: 60_000,
  [FIELD.HOUR]: 3_600_000,
  [FIELD.HOUR_OF_DAY]: 3_600_000,
};

const DAYS_OF: Readonly<Record<number, number>> = {
  [FIELD.DATE]: 1,
  [FIELD.DAY_OF_YEAR]: 1,
  [FIELD.DAY_OF_WEEK]: 1,
  [FIELD.WEEK_OF_YEAR]: 7,
  [FIELD.WEEK_OF_MONTH]: 7,
  [FIELD.DAY_OF_WEEK_IN_MONTH]: 7,
};

/** Moves by months, the day pinned to the month's last. */
function addMonths(self: Calendar, months: number): void {
  const { fields } = self.peer;
  const total = (fields[FIELD.YEAR] ?? 0) * 12 + (fields[FIELD.MONTH] ?? 0) + months;
  const year = Math.floor(total / 12);
  const month = ((total % 12) + 12) % 12;
  const date = Math.min(fields[FIELD.DATE] ?? 1, monthLength(year, month));
  set(self, FIELD.YEAR, year);
  set(self, FIELD.MONTH, month);
  set(self, FIELD.DATE, date);
}

function add(vm: Machine, self: Calendar, field: number, amount: number): void {
  checkField(vm, field);
  settle(vm, self);
  const { peer } = self;
  if (amount === 0) return;
  const ms = MS_OF[field];
  const days = field === FIELD.AM_PM ? undefined : DAYS_OF[field];
  if (ms !== undefined) setTime(self, peer.epochMs + ms * amount);
  else if (field === FIELD.AM_PM) setTime(self, peer.epochMs + 43_200_000 * amount);
  else if (days !== undefined) {
    // Days keep the clock's reading across a change to summer time.
    set(self, FIELD.DATE, (peer.fields[FIELD.DATE] ?? 1) + days * amount);
    settle(vm, self);
  } else if (field === FIELD.MONTH) addMonths(self, amount);
  else if (field === FIELD.YEAR) addMonths(self, 12 * amount);
  else vm.throwNew('java/lang/IllegalArgumentException');
  settle(vm, self);
}

/** Like add, but larger fields stay as they are. */
function roll(vm: Machine, self: Calendar, field: number, amount: number): void {
  checkField(vm, field);
  settle(vm, self);
  const low = field === FIELD.MONTH || field >= FIELD.AM_PM ? 0 : 1;
  const high = actualMaximum(self, field);
  const value = self.peer.fields[field] ?? 0;
  const span = high - low + 1;
  const rolled = ((((value - low + amount) % span) + span) % span) + low;
  if (field === FIELD.MONTH) {
    addMonths(self, rolled - value);
  } else if (field === FIELD.YEAR) addMonths(self, amount * 12);
  else set(self, field, rolled);
  settle(vm, self);
}

function actualMaximum(self: Calendar, field: number): number {
  const { fields, rules } = self.peer;
  const year = fields[FIELD.YEAR] ?? 0;
  const month = fields[FIELD.MONTH] ?? 0;
  switch (field) {
    case FIELD.DATE:
      return monthLength(year, month);
    case FIELD.DAY_OF_YEAR:
      return isLeap(year) ? 366 : 365;
    case FIELD.WEEK_OF_MONTH:
      return (
        toFields(daysOf(year, month, monthLength(year, month)) * 86_400_000, { id: 'UTC', rawMs: 0 }, rules)[
          FIELD.WEEK_OF_MONTH
        ] ?? 5
      );
    case FIELD.WEEK_OF_YEAR: {
      const last =
        toFields(daysOf(year, 11, 31) * 86_400_000, { id: 'UTC', rawMs: 0 }, rules)[FIELD.WEEK_OF_YEAR] ?? 52;
      return last === 1 ? 52 : last;
    }
    case FIELD.DAY_OF_WEEK_IN_MONTH:
      return Math.floor((monthLength(year, month) - 1) / 7) + 1;
    default:
      return LIMITS[field]?.[1] ?? 0;
  }
}

function newCalendar(vm: Machine, zone: TimeZone | null, locale: Locale | null): Calendar {
  const made = vm.newObject<CalendarPeer>('java/util/GregorianCalendar');
  setUp(vm, made, zone, locale);
  return made;
}

function* millisOf(vm: Machine, date: Ref) {
  return Number(yield* vm.call<bigint>(date, 'getTime()J'));
}

function compare(vm: Machine, self: Calendar, other: Ref): number | undefined {
  if (other === null || !other.cls.isSubclassOf(vm.classes.platformClass('java/util/Calendar')))
    return undefined;
  settle(vm, self);
  settle(vm, other as Calendar);
  return Math.sign(self.peer.epochMs - (other as Calendar).peer.epochMs);
}

const setters: Readonly<Record<string, NativeMethod>> = {
  'void set(int, int)': (vm, self: Calendar, field: number, value: number) => {
    checkField(vm, field);
    set(self, field, value);
  },
  'final void set(int, int, int)': (_vm, self: Calendar, year: number, month: number, date: number) =>
    setAll(self, [year, month, date]),
  'final void set(int, int, int, int, int)': (
    _vm,
    self: Calendar,
    year: number,
    month: number,
    date: number,
    hour: number,
    minute: number,
  ) => setAll(self, [year, month, date, hour, minute]),
  'final void set(int, int, int, int, int, int)': (
    _vm,
    self: Calendar,
    year: number,
    month: number,
    date: number,
    hour: number,
    minute: number,
    second: number,
  ) => setAll(self, [year, month, date, hour, minute, second]),
};

const ORDER = [FIELD.YEAR, FIELD.MONTH, FIELD.DATE, FIELD.HOUR_OF_DAY, FIELD.MINUTE, FIELD.SECOND];

function setAll(self: Calendar, values: readonly number[]): void {
  values.forEach((value, i) => set(self, ORDER[i] ?? FIELD.YEAR, value));
}

const CONSTANTS: Readonly<Record<string, number>> = {
  ...FIELD,
  DAY_OF_MONTH: 5,
  FIELD_COUNT,
  AM: 0,
  PM: 1,
  ...Object.fromEntries(
    [
      'JANUARY',
      'FEBRUARY',
      'MARCH',
      'APRIL',
      'MAY',
      'JUNE',
      'JULY',
      'AUGUST',
      'SEPTEMBER',
      'OCTOBER',
      'NOVEMBER',
      'DECEMBER',
      'UNDECIMBER',
    ].map((name, i) => [name, i]),
  ),
  ...Object.fromEntries(
    ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'].map((name, i) => [
      name,
      i + 1,
    ]),
  ),
  ALL_STYLES: 0,
  SHORT: 1,
  LONG: 2,
};

const calendar = defineClass({
  name: 'java/util/Calendar',
  flags: 'abstract',
  interfaces: ['java/io/Serializable', 'java/lang/Cloneable', 'java/lang/Comparable'],
  fields: Object.fromEntries(
    Object.entries(CONSTANTS).map(([name, value]) => [`static final ${name}:I`, value]),
  ),
  methods: methods({
    ...setters,
    'static Calendar getInstance()': (vm) => newCalendar(vm, null, null),
    'static Calendar getInstance(TimeZone)': (vm, zone: TimeZone | null) => newCalendar(vm, zone, null),
    'static Calendar getInstance(Locale)': (vm, locale: Locale | null) => newCalendar(vm, null, locale),
    'static Calendar getInstance(TimeZone, Locale)': newCalendar,
    'int get(int)': (vm, self: Calendar, field: number) => {
      checkField(vm, field);
      settle(vm, self);
      return self.peer.fields[field] ?? 0;
    },
    'final void clear()': (_vm, self: Calendar) => {
      self.peer.fields = new Array<number>(FIELD_COUNT).fill(0);
      self.peer.stamps = new Array<number>(FIELD_COUNT).fill(0);
      self.peer.stale = true;
    },
    'final void clear(int)': (_vm, self: Calendar, field: number) => {
      self.peer.fields[field] = 0;
      self.peer.stamps[field] = 0;
      self.peer.stale = true;
    },
    'final boolean isSet(int)': (_vm, self: Calendar, field: number) => (self.peer.stamps[field] ?? 0) > 0,
    'void add(int, int)': add,
    'void roll(int, int)': roll,
    'void roll(int, boolean)': (vm, self: Calendar, field: number, up: boolean) =>
      roll(vm, self, field, up ? 1 : -1),
    'long getTimeInMillis()': (vm, self: Calendar) => {
      settle(vm, self);
      return BigInt(self.peer.epochMs);
    },
    'void setTimeInMillis(long)': (_vm, self: Calendar, epochMs: bigint) => setTime(self, Number(epochMs)),
    'final Date getTime()': (vm, self: Calendar) => {
      settle(vm, self);
      return newDate(vm, self.peer.epochMs);
    },
    'final void setTime(Date)': function* (vm, self: Calendar, date: Ref) {
      setTime(self, yield* millisOf(vm, date));
    },
    'TimeZone getTimeZone()': (_vm, self: Calendar) => self.peer.zone,
    'void setTimeZone(TimeZone)': (_vm, self: Calendar, zone: TimeZone) => {
      self.peer.zone = zone;
      if (!self.peer.stale) compute(self);
    },
    'void setLenient(boolean)': (_vm, self: Calendar, lenient: boolean) => {
      self.peer.lenient = lenient;
    },
    'boolean isLenient()': (_vm, self: Calendar) => self.peer.lenient,
    'int getFirstDayOfWeek()': (_vm, self: Calendar) => self.peer.rules.firstDay,
    'void setFirstDayOfWeek(int)': (vm, self: Calendar, firstDay: number) => {
      settle(vm, self);
      self.peer.rules = { ...self.peer.rules, firstDay };
      compute(self);
    },
    'int getMinimalDaysInFirstWeek()': (_vm, self: Calendar) => self.peer.rules.minimalDays,
    'void setMinimalDaysInFirstWeek(int)': (vm, self: Calendar, minimalDays: number) => {
      settle(vm, self);
      self.peer.rules = { ...self.peer.rules, minimalDays };
      compute(self);
    },
    'int getActualMaximum(int)': (vm, self: Calendar, field: number) => {
      settle(vm, self);
      return actualMaximum(self, field);
    },
    'int getActualMinimum(int)': (_vm, _self: Calendar, field: number) => LIMITS[field]?.[0] ?? 0,
    'int getMaximum(int)': (_vm, _self: Calendar, field: number) => LIMITS[field]?.[1] ?? 0,
    'int getMinimum(int)': (_vm, _self: Calendar, field: number) => LIMITS[field]?.[0] ?? 0,
    'boolean before(Object)': (vm, self: Calendar, other: Ref) => compare(vm, self, other) === -1,
    'boolean after(Object)': (vm, self: Calendar, other: Ref) => compare(vm, self, other) === 1,
    'int compareTo(Calendar)': (vm, self: Calendar, other: Ref) =>
      compare(vm, self, other) ?? vm.throwNew('java/lang/NullPointerException'),
    'int compareTo(Object)': (vm, self: Calendar, other: Ref) =>
      compare(vm, self, other) ?? vm.throwNew('java/lang/ClassCastException'),
    'boolean equals(Object)': (vm, self: Calendar, other: Ref) =>
      compare(vm, self, other) === 0 && (other as Calendar).peer.zone.peer.id === self.peer.zone.peer.id,
    'int hashCode()': (vm, self: Calendar) => {
      settle(vm, self);
      return (self.peer.epochMs | 0) ^ Math.floor(self.peer.epochMs / 4294967296);
    },
    'final java/time/Instant toInstant()': (vm, self: Calendar) => {
      settle(vm, self);
      return vm.callStatic(
        'java/time/Instant',
        'ofEpochMilli(J)Ljava/time/Instant;',
        BigInt(self.peer.epochMs),
      );
    },
    'Object clone()': (vm, self: Calendar) => {
      const copy = vm.cloneOf(self) as Calendar;
      copy.peer = { ...self.peer, fields: [...self.peer.fields], stamps: [...self.peer.stamps] };
      return copy;
    },
    'String getDisplayName(int, int, Locale)': function* (
      vm,
      self: Calendar,
      field: number,
      style: number,
      locale: Locale,
    ) {
      settle(vm, self);
      return displayName(self.peer.fields[field] ?? 0, field, style, locale);
    },
  }),
});

/** Names of months, days of the week and halves of the day; null for fields that are only numbers. */
function displayName(value: number, field: number, style: number, { peer }: Locale): string | null {
  const width = style === CONSTANTS.SHORT ? 'short' : 'long';
  const language = peer.language === '' ? 'en' : peer.language;
  if (field === FIELD.MONTH)
    return new Intl.DateTimeFormat(language, { month: width, timeZone: 'UTC' }).format(
      Date.UTC(2023, value, 15),
    );
  if (field === FIELD.DAY_OF_WEEK)
    return new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' }).format(
      Date.UTC(2023, 0, value),
    );
  if (field === FIELD.AM_PM)
    return peer.language === 'zh' ? (value === 0 ? '上午' : '下午') : value === 0 ? 'AM' : 'PM';
  return null;
}

const gregorianCalendar = defineClass({
  name: 'java/util/GregorianCalendar',
  super: 'java/util/Calendar',
  fields: { 'static final BC:I': 0, 'static final AD:I': 1 },
  methods: methods({
    'new()': (vm, self: Calendar) => setUp(vm, self, null, null),
    'new(TimeZone)': (vm, self: Calendar, zone: TimeZone) => setUp(vm, self, zone, null),
    'new(Locale)': (vm, self: Calendar, locale: Locale) => setUp(vm, self, null, locale),
    'new(TimeZone, Locale)': setUp,
    ...Object.fromEntries(
      [3, 5, 6].map((count) => [
        `new(${new Array<string>(count).fill('int').join(', ')})`,
        (vm: Machine, self: Calendar, ...values: number[]) => {
          setUp(vm, self, null, null);
          self.peer.stamps = new Array<number>(FIELD_COUNT).fill(0);
          setAll(self, values);
          settle(vm, self);
        },
      ]),
    ),
    'boolean isLeapYear(int)': (_vm, _self: Calendar, year: number) => isLeap(year),
    'final void setGregorianChange(Date)': () => undefined,
    'String getCalendarType()': () => 'gregory',
  }),
});

export const classes: readonly ClassModel[] = [calendar, gregorianCalendar];
