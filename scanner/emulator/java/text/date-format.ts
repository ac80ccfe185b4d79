import { defineClass, JavaObject } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { boxKind, unbox } from '../../machine/index.ts';
import { required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { fromWall } from '../util/calendar-math.ts';
import { datePartsOf, offsetText, zoneName } from '../util/date-parts.ts';
import { newDate } from '../util/date.ts';
import { defaultLocale } from '../util/locale.ts';
import type { Locale, LocalePeer } from '../util/locale.ts';
import { defaultTimeZone, newTimeZone } from '../util/time-zone.ts';
import type { TimeZone, ZonePeer } from '../util/time-zone.ts';
import { formatDate, parsePattern, readDate, wallMsOf } from './date-pattern.ts';
import type { PatternPiece } from './date-pattern.ts';
import { dateSymbolsOf } from './date-symbols.ts';
import { throwParse } from './positions.ts';
import type { Position } from './positions.ts';

type FormatPeer = {
  pattern: string;
  pieces: readonly PatternPiece[];
  locale: LocalePeer;
  zone: ZonePeer;
  lenient: boolean;
  /** First year that two digits may mean. */
  pivotYear: number;
};
export type DateFormat = JavaObject<FormatPeer>;

const WITH_BUFFER =
  '(Ljava/util/Date;Ljava/lang/StringBuffer;Ljava/text/FieldPosition;)Ljava/lang/StringBuffer;';
const PARSE = 'parse(Ljava/lang/String;Ljava/text/ParsePosition;)Ljava/util/Date;';

function piecesOf(vm: Machine, pattern: string): readonly PatternPiece[] {
  const pieces = parsePattern(pattern);
  return typeof pieces === 'string' ? vm.throwNew('java/lang/IllegalArgumentException', pieces) : pieces;
}

function init(vm: Machine, self: DateFormat, pattern: string, locale: LocalePeer): void {
  const { peer: zone } = defaultTimeZone(vm);
  const pivotYear = datePartsOf(zone.id, vm.epochMs).year - 80;
  self.peer = { pattern, pieces: piecesOf(vm, pattern), locale, zone, lenient: true, pivotYear };
}

/** Text of an instant as a DateFormat writes it. */
export function renderDate(self: DateFormat, epochMs: number): string {
  const { zone, pieces, locale } = self.peer;
  const id = zone.rawMs === null ? zone.id : `GMT${offsetText(zone.rawMs, ':')}`;
  const parts = datePartsOf(id, epochMs);
  const offsetName = parts.offsetMs === 0 ? 'GMT' : `GMT${offsetText(parts.offsetMs, ':')}`;
  // Chinese has no short names of zones.
  const shortName = locale.language === 'zh' ? offsetName : zoneName(id, epochMs);
  return formatDate(
    pieces,
    parts,
    { id, shortName, longName: longName(id, locale, epochMs) ?? offsetName },
    dateSymbolsOf(locale),
  );
}

function longName(id: string, locale: LocalePeer, epochMs: number): string | undefined {
  if (id.startsWith('GMT') || id === 'UTC') return undefined;
  const tag = /^[a-z]{2,3}$/.test(locale.language) ? locale.language : 'en';
  return new Intl.DateTimeFormat(tag, { timeZone: id, timeZoneName: 'long' })
    .formatToParts(epochMs)
    .find(({ type }) => type === 'timeZoneName')?.value;
}

function parse(vm: Machine, self: DateFormat, text: string, position: Position['peer']): number | undefined {
  const { pieces, locale, zone, lenient, pivotYear } = self.peer;
  const read = readDate(pieces, text, position.index, dateSymbolsOf(locale), pivotYear);
  const wallMs = typeof read === 'number' ? undefined : wallMsOf(read, !lenient);
  if (typeof read === 'number' || wallMs === undefined) {
    position.errorIndex = typeof read === 'number' ? read : read.endAt;
    return undefined;
  }
  position.index = read.endAt;
  const own = read.zoneId === undefined ? zone : newTimeZone(vm, read.zoneId).peer;
  return fromWall(own, wallMs);
}

function* msOf(vm: Machine, value: Ref): Steps<number> {
  if (value instanceof JavaObject && value.cls.isSubclassOf(vm.classes.platformClass('java/util/Date')))
    return Number(yield* vm.call<bigint>(value, 'getTime()J'));
  if (value !== null && boxKind(value) !== undefined) return Number(unbox(value));
  return vm.throwNew('java/lang/IllegalArgumentException', 'Cannot format given Object as a Date');
}

type Builder = JavaObject<{ text: string }>;

/** 0 FULL to 3 SHORT: date and time patterns by language, and what joins them. */
const STYLES: Readonly<
  Record<string, { date: readonly string[]; time: readonly string[]; join: readonly string[] }>
> = {
  zh: {
    date: ["yyyy'年'M'月'd'日'EEEE", "yyyy'年'M'月'd'日'", "yyyy'年'M'月'd'日'", 'yyyy/M/d'],
    time: ['zzzz HH:mm:ss', 'z HH:mm:ss', 'HH:mm:ss', 'HH:mm'],
    join: [' ', ' ', ' ', ' '],
  },
  en: {
    date: ['EEEE, MMMM d, y', 'MMMM d, y', 'MMM d, y', 'M/d/yy'],
    time: ['h:mm:ss a zzzz', 'h:mm:ss a z', 'h:mm:ss a', 'h:mm a'],
    join: [" 'at' ", " 'at' ", ', ', ', '],
  },
};

function stylePattern(locale: LocalePeer, date: number | null, time: number | null): string {
  const styles = STYLES[locale.language === 'zh' ? 'zh' : 'en'];
  const datePattern = date === null ? '' : (styles?.date[date] ?? 'yyyy-MM-dd');
  const timePattern = time === null ? '' : (styles?.time[time] ?? 'HH:mm:ss');
  return datePattern + (date !== null && time !== null ? (styles?.join[date] ?? ' ') : '') + timePattern;
}

function styled(vm: Machine, date: number | null, time: number | null, locale: Locale | null): DateFormat {
  const made = vm.newObject<FormatPeer>('java/text/SimpleDateFormat');
  const { peer } = locale ?? defaultLocale(vm);
  init(vm, made, stylePattern(peer, date, time), peer);
  return made;
}

const dateFormat = defineClass({
  name: 'java/text/DateFormat',
  super: 'java/text/Format',
  flags: 'abstract',
  labels: 'container',
  fields: {
    'static final FULL:I': 0,
    'static final LONG:I': 1,
    'static final MEDIUM:I': 2,
    'static final SHORT:I': 3,
    'static final DEFAULT:I': 2,
  },
  methods: methods({
    'protected new()': () => undefined,
    'abstract StringBuffer format(java/util/Date, StringBuffer, FieldPosition)': null,
    'abstract java/util/Date parse(String, ParsePosition)': null,
    'final String format(java/util/Date)': function* (vm, self: DateFormat, date: Ref) {
      const buffer = vm.newObject<{ text: string }>('java/lang/StringBuffer');
      buffer.peer = { text: '' };
      yield* vm.call(
        self,
        `format${WITH_BUFFER}`,
        required(vm, date),
        buffer,
        vm.newObject('java/text/FieldPosition'),
      );
      return vm.string(buffer.peer.text, vm.labels.union(vm.labelOf(buffer), vm.labelOf(date)));
    },
    'final StringBuffer format(Object, StringBuffer, FieldPosition)': function* (
      vm,
      self: DateFormat,
      value: Ref,
      buffer: Ref,
      position: Ref,
    ) {
      const date = newDate(vm, yield* msOf(vm, value));
      vm.addLabel(date, vm.labelOf(value));
      return yield* vm.call(self, `format${WITH_BUFFER}`, date, buffer, position);
    },
    'java/util/Date parse(String)': function* (vm, self: DateFormat, text: JavaString | null) {
      const position = vm.newObject<Position['peer']>('java/text/ParsePosition');
      position.peer = { index: 0, errorIndex: -1 };
      const date = yield* vm.call<HeapObject | null>(self, PARSE, required(vm, text), position);
      if (date === null || position.peer.index === 0)
        return throwParse(vm, `Unparseable date: "${vm.text(text)}"`, position.peer.errorIndex);
      return date;
    },
    'Object parseObject(String)': (vm, self: DateFormat, text: JavaString | null) =>
      vm.call(self, 'parse(Ljava/lang/String;)Ljava/util/Date;', text),
    'void setTimeZone(TimeZone)': (vm, self: DateFormat, zone: TimeZone | null) => {
      self.peer.zone = required(vm, zone).peer;
    },
    'TimeZone getTimeZone()': (vm, self: DateFormat) =>
      newTimeZone(vm, self.peer.zone.id, self.peer.zone.rawMs),
    'void setLenient(boolean)': (_vm, self: DateFormat, on: boolean) => {
      self.peer.lenient = on;
    },
    'boolean isLenient()': (_vm, self: DateFormat) => self.peer.lenient,
    'Object clone()': (vm, self: DateFormat) => {
      const copy = vm.cloneOf(self) as DateFormat;
      copy.peer = { ...self.peer };
      return copy;
    },
    'static final DateFormat getInstance()': (vm) => styled(vm, 3, 3, null),
    'static final DateFormat getDateInstance()': (vm) => styled(vm, 2, null, null),
    'static final DateFormat getDateInstance(int)': (vm, date: number) => styled(vm, date, null, null),
    'static final DateFormat getDateInstance(int, Locale)': (vm, date: number, locale: Locale) =>
      styled(vm, date, null, locale),
    'static final DateFormat getTimeInstance()': (vm) => styled(vm, null, 2, null),
    'static final DateFormat getTimeInstance(int)': (vm, time: number) => styled(vm, null, time, null),
    'static final DateFormat getTimeInstance(int, Locale)': (vm, time: number, locale: Locale) =>
      styled(vm, null, time, locale),
    'static final DateFormat getDateTimeInstance()': (vm) => styled(vm, 2, 2, null),
    'static final DateFormat getDateTimeInstance(int, int)': (vm, date: number, time: number) =>
      styled(vm, date, time, null),
    'static final DateFormat getDateTimeInstance(int, int, Locale)': (
      vm,
      date: number,
      time: number,
      locale: Locale,
    ) => styled(vm, date, time, locale),
  }),
});

const simpleDateFormat = defineClass({
  name: 'java/text/SimpleDateFormat',
  super: 'java/text/DateFormat',
  labels: 'container',
  methods: methods({
    'new()': (vm, self: DateFormat) =>
      init(vm, self, stylePattern(defaultLocale(vm).peer, 3, 3), defaultLocale(vm).peer),
    'new(String)': (vm, self: DateFormat, pattern: JavaString | null) =>
      init(vm, self, vm.text(pattern), defaultLocale(vm).peer),
    'new(String, Locale)': (vm, self: DateFormat, pattern: JavaString | null, locale: Locale | null) =>
      init(vm, self, vm.text(pattern), required(vm, locale).peer),
    'StringBuffer format(java/util/Date, StringBuffer, FieldPosition)': function* (
      vm,
      self: DateFormat,
      date: Ref,
      buffer: Builder | null,
    ) {
      const target = required(vm, buffer);
      target.peer.text += renderDate(self, yield* msOf(vm, date));
      vm.addLabel(target, vm.labelOf(date));
      return target;
    },
    'java/util/Date parse(String, ParsePosition)': (
      vm,
      self: DateFormat,
      text: JavaString | null,
      position: Position | null,
    ) => {
      const ms = parse(vm, self, vm.text(text), required(vm, position).peer);
      if (ms === undefined) return null;
      const date = newDate(vm, ms);
      vm.addLabel(date, vm.labelOf(text));
      return date;
    },
    'String toPattern()': (_vm, self: DateFormat) => self.peer.pattern,
    'void applyPattern(String)': (vm, self: DateFormat, pattern: JavaString | null) => {
      self.peer.pieces = piecesOf(vm, vm.text(pattern));
      self.peer.pattern = vm.text(pattern);
    },
    'boolean equals(Object)': (_vm, self: DateFormat, other: Ref) =>
      other instanceof JavaObject &&
      other.cls === self.cls &&
      (other as DateFormat).peer.pattern === self.peer.pattern,
    'int hashCode()': (_vm, self: DateFormat) => self.peer.pattern.length,
  }),
});

export const dateFormats: readonly ClassModel[] = [dateFormat, simpleDateFormat];
