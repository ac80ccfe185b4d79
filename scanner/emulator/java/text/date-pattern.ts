import type { DateParts } from '../util/date-parts.ts';
import { offsetText } from '../util/date-parts.ts';
import { fixedOffsetMs, isKnownZone } from '../util/zone-offset.ts';
import type { DateSymbols } from './date-symbols.ts';

/** A piece of a date pattern: literal text, or a letter repeated. */
export type PatternPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: string; readonly width: number };

const LETTERS = 'GyYMLwWDdFEuaHkKhmsSzZXQqecA';

/** Takes a pattern apart; a text says what is wrong with it, in Java's words. */
export function parsePattern(pattern: string): readonly PatternPiece[] | string {
  const pieces: PatternPiece[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text });
    text = '';
  };
  for (let i = 0; i < pattern.length;) {
    const char = pattern.charAt(i);
    if (char === "'") {
      if (pattern.charAt(i + 1) === "'") {
        text += "'";
        i += 2;
        continue;
      }
      const quoted = /^'((?:[^']|'')*)'/.exec(pattern.slice(i));
      if (!quoted) return 'Unterminated quote';
      text += (quoted[1] ?? '').replaceAll("''", "'");
      i += quoted[0].length;
    } else if (/[a-zA-Z]/.test(char)) {
      if (!LETTERS.includes(char)) return `Illegal pattern character '${char}'`;
      flush();
      let width = 1;
      while (pattern.charAt(i + width) === char) width++;
      pieces.push({ kind: 'field', letter: char, width });
      i += width;
    } else {
      text += char;
      i++;
    }
  }
  flush();
  return pieces;
}

export type ZoneText = { readonly id: string; readonly shortName: string; readonly longName: string };

function pad(value: number, width: number): string {
  return value < 0 ? `-${String(-value).padStart(width, '0')}` : String(value).padStart(width, '0');
}

function isoOffset(offsetMs: number, width: number): string {
  if (offsetMs === 0) return 'Z';
  const text = offsetText(offsetMs, width === 3 ? ':' : '');
  return width === 1 ? text.slice(0, 3) : text;
}

/** ISO week of a week-based year, by the locale-free rules that weeks start on Sunday and the first holds 1 January. */
function weekOfYear(at: DateParts): number {
  const firstWeekday = (((at.weekday - (at.dayOfYear - 1)) % 7) + 7) % 7;
  return Math.floor((at.dayOfYear - 1 + firstWeekday) / 7) + 1;
}

/** A moment by a pattern. */
export function formatDate(
  pieces: readonly PatternPiece[],
  at: DateParts,
  zone: ZoneText,
  symbols: DateSymbols,
): string {
  return pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : formatField(piece, at, zone, symbols)))
    .join('');
}

function formatField(
  { letter, width }: Extract<PatternPiece, { kind: 'field' }>,
  at: DateParts,
  zone: ZoneText,
  symbols: DateSymbols,
): string {
  const era = at.year > 0 ? at.year : 1 - at.year;
  switch (letter) {
    case 'G':
      return symbols.eras[at.year > 0 ? 1 : 0];
    case 'y':
    case 'Y':
      return width === 2 ? pad(era % 100, 2) : pad(era, width);
    case 'M':
    case 'L':
      if (width >= 4) return symbols.months[at.month - 1] ?? '';
      return width === 3 ? (symbols.shortMonths[at.month - 1] ?? '') : pad(at.month, width);
    case 'Q':
    case 'q':
      return pad(Math.ceil(at.month / 3), width);
    case 'w':
      return pad(weekOfYear(at), width);
    case 'W':
      return pad(Math.floor((at.day - 1 + ((((at.weekday - (at.day - 1)) % 7) + 7) % 7)) / 7) + 1, width);
    case 'D':
      return pad(at.dayOfYear, width);
    case 'd':
      return pad(at.day, width);
    case 'F':
      return pad(Math.floor((at.day - 1) / 7) + 1, width);
    case 'E':
    case 'e':
    case 'c':
      return (width >= 4 ? symbols.weekdays : symbols.shortWeekdays)[at.weekday] ?? '';
    case 'u':
      return pad(at.weekday === 0 ? 7 : at.weekday, width);
    case 'a':
      return symbols.amPm[at.hour < 12 ? 0 : 1];
    case 'H':
      return pad(at.hour, width);
    case 'k':
      return pad(at.hour === 0 ? 24 : at.hour, width);
    case 'K':
      return pad(at.hour % 12, width);
    case 'h':
      return pad(at.hour % 12 === 0 ? 12 : at.hour % 12, width);
    case 'm':
      return pad(at.minute, width);
    case 's':
      return pad(at.second, width);
    case 'S':
      // Android's ICU writes the fraction's leading digits, Java the milliseconds; they agree for SSS.
      return width >= 3 ? pad(at.ms, 3).padEnd(width, '0') : pad(at.ms, 3).slice(0, width);
    case 'A':
      return pad(((at.hour * 60 + at.minute) * 60 + at.second) * 1000 + at.ms, width);
    case 'z':
      return width >= 4 ? zone.longName : zone.shortName;
    case 'Z':
      return width >= 5 ? offsetText(at.offsetMs, ':') : offsetText(at.offsetMs);
    case 'X':
      return isoOffset(at.offsetMs, width);
    default:
      return '';
  }
}

/** What was read from a text; fields that the pattern lacks are undefined. */
export type ReadDate = {
  year?: number;
  month?: number;
  day?: number;
  dayOfYear?: number;
  hour?: number;
  hour12?: number;
  pm?: boolean;
  minute?: number;
  second?: number;
  ms?: number;
  /** Offset or id of a zone that the text names. */
  zoneId?: string;
  beforeChrist?: boolean;
  endAt: number;
};

/** Reads a date by a pattern; a number is the index where it failed. `pivotYear` is the first year that two digits may mean. */
export function readDate(
  pieces: readonly PatternPiece[],
  text: string,
  start: number,
  symbols: DateSymbols,
  pivotYear: number,
): ReadDate | number {
  const read: ReadDate = { endAt: start };
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind === 'text') {
      const end = matchText(piece.text, text, read.endAt);
      if (end === undefined) return read.endAt;
      read.endAt = end;
      continue;
    }
    const next = pieces[i + 1];
    const abuts = next?.kind === 'field' && isNumeric(next);
    const end = readField(piece, text, read, symbols, abuts, pivotYear);
    if (end === undefined) return read.endAt;
    read.endAt = end;
  }
  return read;
}

/** Spaces of a pattern match any number of spaces. */
function matchText(wanted: string, text: string, at: number): number | undefined {
  let end = at;
  for (const char of wanted)
    if (char === ' ') {
      if (text.charAt(end) !== ' ') return undefined;
      while (text.charAt(end) === ' ') end++;
    } else if (text.startsWith(char, end)) end += char.length;
    else return undefined;
  return end;
}

function isNumeric({ letter, width }: Extract<PatternPiece, { kind: 'field' }>): boolean {
  return 'yYdDFuHkKhmsSwWA'.includes(letter) || ((letter === 'M' || letter === 'L') && width <= 2);
}

function readField(
  piece: Extract<PatternPiece, { kind: 'field' }>,
  text: string,
  read: ReadDate,
  symbols: DateSymbols,
  abuts: boolean,
  pivotYear: number,
): number | undefined {
  const { letter, width } = piece;
  let at = read.endAt;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  if (!isNumeric(piece)) return readWord(letter, text, at, read, symbols);
  const digits = new RegExp(`^[-+]?\\d{1,${abuts ? width : 18}}`).exec(text.slice(at))?.[0];
  if (digits === undefined) return undefined;
  const value = Number(digits);
  if (letter === 'y' || letter === 'Y')
    read.year = width <= 2 && /^\d\d$/.test(digits) ? century(value, pivotYear) : value;
  else setNumber(letter, value, digits, read);
  return at + digits.length;
}

function century(value: number, pivotYear: number): number {
  const year = Math.floor(pivotYear / 100) * 100 + value;
  return year < pivotYear ? year + 100 : year;
}

function setNumber(letter: string, value: number, digits: string, read: ReadDate): void {
  switch (letter) {
    case 'M':
    case 'L':
      read.month = value;
      return;
    case 'd':
      read.day = value;
      return;
    case 'D':
      read.dayOfYear = value;
      return;
    case 'H':
      read.hour = value;
      return;
    case 'k':
      read.hour = value === 24 ? 0 : value;
      return;
    case 'K':
      read.hour12 = value;
      return;
    case 'h':
      read.hour12 = value === 12 ? 0 : value;
      return;
    case 'm':
      read.minute = value;
      return;
    case 's':
      read.second = value;
      return;
    case 'S':
      // One to three digits are a fraction to ICU; more are cut.
      read.ms = digits.length >= 3 ? Number(digits.slice(0, 3)) : value;
      return;
    default:
  }
}

function longestName(
  names: readonly string[],
  text: string,
  at: number,
): { index: number; length: number } | undefined {
  let best: { index: number; length: number } | undefined;
  names.forEach((name, index) => {
    if (name === '' || name.length <= (best?.length ?? 0)) return;
    if (text.slice(at, at + name.length).toLowerCase() === name.toLowerCase())
      best = { index, length: name.length };
  });
  return best;
}

function readWord(
  letter: string,
  text: string,
  at: number,
  read: ReadDate,
  symbols: DateSymbols,
): number | undefined {
  switch (letter) {
    case 'M':
    case 'L': {
      const name = longestName([...symbols.months, ...symbols.shortMonths], text, at);
      if (name === undefined) return undefined;
      read.month = (name.index % 12) + 1;
      return at + name.length;
    }
    case 'E':
    case 'e':
    case 'c': {
      const name = longestName([...symbols.weekdays, ...symbols.shortWeekdays], text, at);
      return name === undefined ? undefined : at + name.length;
    }
    case 'a': {
      const name = longestName([...symbols.amPm, 'AM', 'PM'], text, at);
      if (name === undefined) return undefined;
      read.pm = name.index % 2 === 1;
      return at + name.length;
    }
    case 'G': {
      const name = longestName([...symbols.eras, 'BC', 'AD'], text, at);
      if (name === undefined) return undefined;
      read.beforeChrist = name.index % 2 === 0;
      return at + name.length;
    }
    case 'z':
    case 'Z':
    case 'X': {
      const zone = /^(?:Z(?![A-Za-z])|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]+(?:\/[A-Za-z_]+)*)/.exec(
        text.slice(at),
      )?.[0];
      if (zone === undefined) return undefined;
      if (fixedOffsetMs(zone) === undefined && !isKnownZone(ZONE_WORDS[zone] ?? zone)) return undefined;
      read.zoneId = ZONE_WORDS[zone] ?? zone;
      return at + zone.length;
    }
    default:
      return undefined;
  }
}

const ZONE_WORDS: Readonly<Record<string, string>> = {
  CST: 'Asia/Shanghai',
  PST: 'US/Pacific',
  PDT: 'US/Pacific',
  EDT: 'US/Eastern',
  JST: 'Asia/Tokyo',
  UT: 'UTC',
};

/** Wall-clock milliseconds of what was read, overflow rolled over; undefined where `strict` and a field is out of range. */
export function wallMsOf(read: ReadDate, strict: boolean): number | undefined {
  const hour = read.hour ?? (read.hour12 ?? 0) + (read.pm === true ? 12 : 0);
  const year = (read.year ?? 1970) * 1;
  const month = read.dayOfYear === undefined ? (read.month ?? 1) : 1;
  const day = read.dayOfYear ?? read.day ?? 1;
  const { minute = 0, second = 0, ms = 0 } = read;
  if (strict) {
    const longest = new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month, 0)).getUTCDate();
    const isWrong = month < 1 || month > 12 || day < 1 || (read.dayOfYear === undefined && day > longest);
    if (isWrong || hour < 0 || hour > 23 || minute > 59 || second > 59) return undefined;
  }
  const date = new Date(0);
  date.setUTCFullYear(read.beforeChrist === true ? 1 - year : year, month - 1, day);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}
