import { defineClass, UNKNOWN } from '../../machine/index.ts';
import type { JavaObject, JavaString, Machine } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { required } from '../io/support.ts';
import { methods } from '../signature.ts';
import { dateSymbolsOf } from '../text/date-symbols.ts';
import { defaultLocale } from '../util/locale.ts';
import type { Locale, LocalePeer } from '../util/locale.ts';
import { checkedDay, checkedNanos, fieldWord } from './fields.ts';
import { atZone, dayOf, epochSecond, inZone, SECOND_NANOS } from './moment.ts';
import type { Moment, Temporal } from './moment.ts';
import { parse } from './parse.ts';
import type { Parsed } from './parse.ts';
import { compilePattern, print } from './pattern.ts';
import type { Piece } from './pattern.ts';
import { shapeOf } from './shapes.ts';

type FormatterPeer = {
  readonly pieces: readonly Piece[];
  readonly locale: LocalePeer;
  readonly zone: string | null;
};
export type Formatter = JavaObject<FormatterPeer>;

const F = 'java/time/format/DateTimeFormatter';
const T = 'java/time/temporal/TemporalAccessor';

const date: Piece = { kind: 'iso', what: 'date' };
const time: Piece = { kind: 'iso', what: 'time' };
const offset: Piece = { kind: 'iso', what: 'offset' };
const zone: Piece = { kind: 'iso', what: 'zone' };
const middle: Piece = { kind: 'text', text: 'T' };
const maybe = (...pieces: Piece[]): Piece => ({ kind: 'optional', pieces });

const ISO: Readonly<Record<string, readonly Piece[]>> = {
  ISO_LOCAL_DATE: [date],
  ISO_OFFSET_DATE: [date, offset],
  ISO_DATE: [date, maybe(offset)],
  ISO_LOCAL_TIME: [time],
  ISO_OFFSET_TIME: [time, offset],
  ISO_TIME: [time, maybe(offset)],
  ISO_LOCAL_DATE_TIME: [date, middle, time],
  ISO_OFFSET_DATE_TIME: [date, middle, time, offset],
  ISO_ZONED_DATE_TIME: [date, middle, time, offset, zone],
  ISO_DATE_TIME: [date, middle, time, maybe(offset, zone)],
  ISO_INSTANT: [{ kind: 'iso', what: 'instant' }],
  BASIC_ISO_DATE: [...piecesOf('yyyyMMdd'), maybe(...piecesOf('xx'))],
  RFC_1123_DATE_TIME: piecesOf("EEE, d MMM yyyy HH:mm:ss 'GMT'"),
};

function piecesOf(pattern: string): readonly Piece[] {
  const made = compilePattern(pattern);
  return typeof made === 'string' ? [] : made;
}

/** The forms that ISO 8601 has for a class of java.time, as its own parse reads them. */
export function isoPieces(name: string): readonly Piece[] {
  const forms: Readonly<Record<string, string>> = {
    LocalDate: 'ISO_LOCAL_DATE',
    LocalTime: 'ISO_LOCAL_TIME',
    LocalDateTime: 'ISO_LOCAL_DATE_TIME',
    OffsetDateTime: 'ISO_OFFSET_DATE_TIME',
    ZonedDateTime: 'ISO_ZONED_DATE_TIME',
    Instant: 'ISO_INSTANT',
  };
  return ISO[forms[name] ?? ''] ?? [];
}

function newFormatter(
  vm: Machine,
  pieces: readonly Piece[],
  locale: LocalePeer,
  fixed: string | null,
): Formatter {
  const made = vm.newObject<FormatterPeer>(F);
  made.peer = { pieces, locale, zone: fixed };
  return made;
}

function ofPattern(vm: Machine, pattern: JavaString | null, locale: LocalePeer): Formatter {
  const made = compilePattern(vm.text(pattern));
  return typeof made === 'string'
    ? vm.throwNew('java/lang/IllegalArgumentException', made)
    : newFormatter(vm, made, locale, null);
}

/** A value of java.time as a formatter writes it. */
export function formatMoment(vm: Machine, formatter: Ref, value: Ref): JavaString | typeof UNKNOWN {
  const { pieces, locale, zone: fixed } = (required(vm, formatter) as Formatter).peer;
  const temporal = required(vm, value) as Temporal;
  let shape = shapeOf(temporal);
  if (shape === undefined) return UNKNOWN;
  let moment = temporal.peer;
  if (fixed !== null && (temporal.cls.name.endsWith('/Instant') || shape.zone !== 'none')) {
    moment = atZone(epochSecond(moment), moment.nanos % SECOND_NANOS, fixed);
    shape = { date: true, time: true, zone: 'region' };
  } else if (temporal.cls.name.endsWith('/Instant') && !pieces.some((piece) => piece.kind === 'iso'))
    // An Instant has no fields of a calendar.
    shape = { date: false, time: false, zone: 'none' };
  const text = print(pieces, moment, shape, dateSymbolsOf(locale));
  if (typeof text === 'string') return vm.string(text, vm.labelOf(temporal));
  if ('unknown' in text) return UNKNOWN;
  return vm.throwNew(
    'java/time/temporal/UnsupportedTemporalTypeException',
    `Unsupported field: ${fieldWord(text.field)}`,
  );
}

/** Reads a text as a formatter says; Java's DateTimeParseException where it does not fit. */
export function parseFields(vm: Machine, pieces: readonly Piece[], locale: LocalePeer, text: string): Parsed {
  const parsed = parse(pieces, text, dateSymbolsOf(locale));
  if (!('at' in parsed)) return parsed;
  const shown = text.length > 64 ? `${text.slice(0, 64)}...` : text;
  const where =
    parsed.at > 0 && parsed.at < text.length && isPrefixRead(pieces, text, parsed.at, locale)
      ? `unparsed text found at index ${parsed.at}`
      : `could not be parsed at index ${parsed.at}`;
  return vm.throwNew(
    'java/time/format/DateTimeParseException',
    where.startsWith('unparsed')
      ? `Text '${shown}' could not be parsed, ${where}`
      : `Text '${shown}' ${where}`,
  );
}

function isPrefixRead(pieces: readonly Piece[], text: string, at: number, locale: LocalePeer): boolean {
  return !('at' in parse(pieces, text.slice(0, at), dateSymbolsOf(locale)));
}

export function peerOf(vm: Machine, formatter: Ref): FormatterPeer {
  return (required(vm, formatter) as Formatter).peer;
}

/** The moment that parsed fields make; undefined where a part that the class needs is not there. */
export function toMoment(
  vm: Machine,
  { fields, zone: named }: Parsed,
  needs: { readonly date: boolean; readonly time: boolean; readonly zone: boolean },
  fallbackZone: string | null,
): Moment | undefined {
  const year = fields.get('YEAR');
  const month = fields.get('MONTH_OF_YEAR');
  const inMonth = fields.get('DAY_OF_MONTH');
  const inYear = fields.get('DAY_OF_YEAR');
  let day: number | undefined;
  if (year !== undefined && month !== undefined && inMonth !== undefined)
    day = checkedDay(vm, year, month, inMonth);
  else if (year !== undefined && inYear !== undefined) day = dayOf(year, 1, 1) + inYear - 1;
  const nanos = nanosOf(vm, fields);
  if ((needs.date && day === undefined) || (needs.time && nanos === undefined)) return undefined;
  const offsetSeconds = fields.get('OFFSET_SECONDS');
  const region = named ?? (offsetSeconds === undefined ? (fallbackZone ?? undefined) : undefined);
  if (needs.zone && offsetSeconds === undefined && region === undefined) return undefined;
  const moment = { day: day ?? 0, nanos: nanos ?? 0 };
  if (offsetSeconds !== undefined && region !== undefined)
    return atZone(
      epochSecond({ ...moment, offset: offsetSeconds, zone: region }),
      moment.nanos % SECOND_NANOS,
      region,
    );
  if (region !== undefined) return inZone(moment.day, moment.nanos, region);
  return { ...moment, offset: offsetSeconds ?? 0, zone: '' };
}

function nanosOf(vm: Machine, fields: ReadonlyMap<string, number>): number | undefined {
  let hour = fields.get('HOUR_OF_DAY') ?? fields.get('CLOCK_HOUR_OF_DAY');
  const half = fields.get('AMPM_OF_DAY');
  const small = fields.get('CLOCK_HOUR_OF_AMPM') ?? fields.get('HOUR_OF_AMPM');
  if (hour === undefined && half !== undefined && small !== undefined) hour = (small % 12) + half * 12;
  if (hour === undefined) return undefined;
  return checkedNanos(
    vm,
    hour === 24 ? 0 : hour,
    fields.get('MINUTE_OF_HOUR') ?? 0,
    fields.get('SECOND_OF_MINUTE') ?? 0,
    fields.get('NANO_OF_SECOND') ?? 0,
  );
}

const ENGLISH: LocalePeer = { language: 'en', country: 'US', variant: '', script: '' };

export const formatterClass = defineClass({
  name: F,
  flags: 'final',
  fields: Object.fromEntries(
    Object.entries(ISO).map(([name, pieces]) => [
      `static final ${name}:L${F};`,
      (vm: Machine) => newFormatter(vm, pieces, ENGLISH, null),
    ]),
  ),
  methods: methods({
    [`static ${F} ofPattern(String)`]: (vm, pattern: JavaString | null) =>
      ofPattern(vm, pattern, defaultLocale(vm).peer),
    [`static ${F} ofPattern(String, Locale)`]: (vm, pattern: JavaString | null, locale: Locale | null) =>
      ofPattern(vm, pattern, required(vm, locale).peer),
    [`${F} withLocale(Locale)`]: (vm, self: Formatter, locale: Locale | null) =>
      newFormatter(vm, self.peer.pieces, required(vm, locale).peer, self.peer.zone),
    [`${F} withZone(java/time/ZoneId)`]: (vm, self: Formatter, fixed: Temporal | null) =>
      newFormatter(vm, self.peer.pieces, self.peer.locale, fixed === null ? null : fixed.peer.zone),
    [`String format(${T})`]: (vm, self: Formatter, value: Ref) => formatMoment(vm, self, value),
  }),
});
