import { boxKind, type JavaObject, unbox } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import { javaHost } from '../java-host.ts';
import { offsetAtMs } from './zone-offset.ts';

/** A moment on a wall clock. */
export type DateParts = {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly dayOfYear: number;
  readonly offsetMs: number;
};

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The zone that the phone is set to. */
export function defaultZone(vm: Machine): string {
  return javaHost(vm).timeZone ?? 'Asia/Shanghai';
}

export function datePartsOf(zoneId: string, epochMs: number): DateParts {
  const offsetMs = offsetAtMs(zoneId, epochMs);
  const wall = new Date(epochMs + offsetMs);
  const year = wall.getUTCFullYear();
  const start = new Date(0);
  start.setUTCFullYear(year, 0, 1);
  return {
    year,
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    ms: wall.getUTCMilliseconds(),
    weekday: wall.getUTCDay(),
    dayOfYear: Math.floor((wall.getTime() - start.getTime()) / 86_400_000) + 1,
    offsetMs,
  };
}

export function two(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

/** `+0800`. */
export function offsetText(offsetMs: number, separator = ''): string {
  const minutes = Math.abs(Math.trunc(offsetMs / 60_000));
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  'Asia/Shanghai': 'CST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Tokyo': 'JST',
  UTC: 'UTC',
  GMT: 'GMT',
};

/** Short name of a zone, such as `CST`; `GMT+08:00` where Java would have to know the country. */
export function zoneName(zoneId: string, epochMs: number): string {
  const known = ABBREVIATIONS[zoneId];
  if (known !== undefined) return known;
  const offset = offsetAtMs(zoneId, epochMs);
  return offset === 0 ? 'GMT' : `GMT${offsetText(offset, ':')}`;
}

function* momentOf(vm: Machine, arg: HeapObject): Steps<{ epochMs: number; zone: string }> {
  if (boxKind(arg) === 'J') return { epochMs: Number(unbox(arg)), zone: defaultZone(vm) };
  const isDate = arg.cls.isSubclassOf(vm.classes.platformClass('java/util/Date'));
  if (isDate) return { epochMs: Number(yield* vm.call<bigint>(arg, 'getTime()J')), zone: defaultZone(vm) };
  if (!arg.cls.isSubclassOf(vm.classes.platformClass('java/util/Calendar')))
    return vm.throwNew('java/util/IllegalFormatConversionException', `t != ${arg.cls.javaName}`);
  const epochMs = Number(yield* vm.call<bigint>(arg, 'getTimeInMillis()J'));
  const zone = yield* vm.call<JavaObject<{ id: string }>>(arg, 'getTimeZone()Ljava/util/TimeZone;');
  return { epochMs, zone: zone.peer.id };
}

/** The `%t` conversions of java.util.Formatter. */
export function* renderDateTime(vm: Machine, arg: HeapObject | null, suffix: string): Steps<string> {
  if (arg === null) return 'null';
  const { epochMs, zone } = yield* momentOf(vm, arg);
  return (
    renderPart(datePartsOf(zone, epochMs), zone, epochMs, suffix) ??
    vm.throwNew('java/util/UnknownFormatConversionException', `Conversion = 't${suffix}'`)
  );
}

function renderPart(at: DateParts, zone: string, epochMs: number, suffix: string): string | undefined {
  const twelve = at.hour % 12 === 0 ? 12 : at.hour % 12;
  const month = MONTHS[at.month - 1] ?? '';
  const weekday = WEEKDAYS[at.weekday] ?? '';
  const all = (letters: string) =>
    letters.replace(/[A-Za-z]/g, (letter) => renderPart(at, zone, epochMs, letter) ?? '');
  switch (suffix) {
    case 'H':
      return two(at.hour);
    case 'I':
      return two(twelve);
    case 'k':
      return String(at.hour);
    case 'l':
      return String(twelve);
    case 'M':
      return two(at.minute);
    case 'S':
      return two(at.second);
    case 'L':
      return two(at.ms, 3);
    case 'N':
      return two(at.ms * 1_000_000, 9);
    case 'p':
      return at.hour < 12 ? 'am' : 'pm';
    case 'z':
      return offsetText(at.offsetMs);
    case 'Z':
      return zoneName(zone, epochMs);
    case 's':
      return String(Math.floor(epochMs / 1000));
    case 'Q':
      return String(epochMs);
    case 'B':
      return month;
    case 'b':
    case 'h':
      return month.slice(0, 3);
    case 'A':
      return weekday;
    case 'a':
      return weekday.slice(0, 3);
    case 'C':
      return two(Math.floor(at.year / 100));
    case 'Y':
      return two(at.year, 4);
    case 'y':
      return two(at.year % 100);
    case 'j':
      return two(at.dayOfYear, 3);
    case 'm':
      return two(at.month);
    case 'd':
      return two(at.day);
    case 'e':
      return String(at.day);
    case 'R':
      return all('H:M');
    case 'T':
      return all('H:M:S');
    case 'r':
      return `${all('I:M:S')} ${at.hour < 12 ? 'AM' : 'PM'}`;
    case 'D':
      return all('m/d/y');
    case 'F':
      return all('Y-m-d');
    case 'c':
      return all('a b d H:M:S Z Y');
    default:
      return undefined;
  }
}
