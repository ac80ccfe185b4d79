import type { DateSymbols } from '../text/date-symbols.ts';
import { parseOffset } from './moment.ts';
import type { Piece } from './pattern.ts';

/** Fields read from a text. `zone` is a region or an offset. */
export type Parsed = { readonly fields: Map<string, number>; zone?: string };

/** Where reading failed, counted in characters. */
export type ParseFailure = { readonly at: number };

/** Reads a text by the pieces of a formatter, all of it. */
export function parse(pieces: readonly Piece[], text: string, symbols: DateSymbols): Parsed | ParseFailure {
  const parsed: Parsed = { fields: new Map() };
  const end = readPieces(pieces, text, 0, symbols, parsed);
  if (end < 0) return { at: ~end };
  return end === text.length ? parsed : { at: end };
}

/** The position after the pieces, or the complement of where they do not fit. */
function readPieces(
  pieces: readonly Piece[],
  text: string,
  start: number,
  symbols: DateSymbols,
  parsed: Parsed,
): number {
  let at = start;
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind === 'optional') {
      const trial: Parsed = {
        fields: new Map(parsed.fields),
        ...(parsed.zone === undefined ? {} : { zone: parsed.zone }),
      };
      const end = readPieces(piece.pieces, text, at, symbols, trial);
      if (end < 0) continue;
      at = end;
      for (const [name, value] of trial.fields) parsed.fields.set(name, value);
      if (trial.zone !== undefined) parsed.zone = trial.zone;
      continue;
    }
    const next = pieces[i + 1];
    const end = readPiece(piece, text, at, symbols, parsed, next?.kind === 'letter' && isNumeric(next));
    if (end < 0) return end;
    at = end;
  }
  return at;
}

function isNumeric({ letter, count }: { letter: string; count: number }): boolean {
  return 'uyDdhKkHmsSnNA'.includes(letter) || ('ML'.includes(letter) && count <= 2);
}

const ISO: Readonly<Record<string, RegExp>> = {
  date: /([+-]?\d{4,10})-(\d\d)-(\d\d)/y,
  time: /(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{0,9}))?)?/y,
  offset: /Z|[+-]\d\d(?::\d\d(?::\d\d)?)?/iy,
  zone: /\[([^\]]{1,60})\]/y,
  instant: /([+-]?\d{4,10})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{0,9}))?Z/iy,
};

function readPiece(
  piece: Exclude<Piece, { kind: 'optional' }>,
  text: string,
  at: number,
  symbols: DateSymbols,
  parsed: Parsed,
  isFixed: boolean,
): number {
  if (piece.kind === 'text') return text.startsWith(piece.text, at) ? at + piece.text.length : ~at;
  if (piece.kind === 'iso') return readIso(piece.what, text, at, parsed);
  return readLetter(piece.letter, piece.count, text, at, symbols, parsed, isFixed);
}

function readIso(what: string, text: string, at: number, parsed: Parsed): number {
  const form = ISO[what];
  if (form === undefined) return ~at;
  form.lastIndex = at;
  const match = form.exec(text);
  if (match === null) return what === 'zone' ? at : ~failedAt(what, text, at);
  const set = (name: string, value: string | undefined): void =>
    void parsed.fields.set(name, Number(value ?? 0));
  const parts = match.slice(1);
  if (what === 'date' || what === 'instant') {
    set('YEAR', parts.shift());
    set('MONTH_OF_YEAR', parts.shift());
    set('DAY_OF_MONTH', parts.shift());
  }
  if (what === 'time' || what === 'instant') {
    set('HOUR_OF_DAY', parts.shift());
    set('MINUTE_OF_HOUR', parts.shift());
    set('SECOND_OF_MINUTE', parts.shift());
    set('NANO_OF_SECOND', (parts.shift() ?? '').padEnd(9, '0'));
  }
  if (what === 'instant') parsed.fields.set('OFFSET_SECONDS', 0);
  if (what === 'zone' && parts[0] !== undefined) parsed.zone = parts[0];
  if (what === 'offset') parsed.fields.set('OFFSET_SECONDS', parseOffset(match[0]) ?? 0);
  return at + match[0].length;
}

const STEPS: Readonly<Record<string, readonly RegExp[]>> = {
  date: [/[+-]?\d{4,10}/y, /-/y, /\d\d/y, /-/y, /\d\d/y],
  time: [/\d\d/y, /:/y, /\d\d/y],
};

/** How far a text that is no ISO date or time could be read. */
function failedAt(what: string, text: string, start: number): number {
  let at = start;
  for (const step of STEPS[what] ?? []) {
    step.lastIndex = at;
    const match = step.exec(text);
    if (match === null) return at;
    at += match[0].length;
  }
  return at;
}

const FIELDS: Readonly<Record<string, string>> = {
  u: 'YEAR',
  y: 'YEAR',
  M: 'MONTH_OF_YEAR',
  L: 'MONTH_OF_YEAR',
  D: 'DAY_OF_YEAR',
  d: 'DAY_OF_MONTH',
  h: 'CLOCK_HOUR_OF_AMPM',
  K: 'HOUR_OF_AMPM',
  k: 'CLOCK_HOUR_OF_DAY',
  H: 'HOUR_OF_DAY',
  m: 'MINUTE_OF_HOUR',
  s: 'SECOND_OF_MINUTE',
  n: 'NANO_OF_SECOND',
};

function readLetter(
  letter: string,
  count: number,
  text: string,
  at: number,
  symbols: DateSymbols,
  parsed: Parsed,
  isFixed: boolean,
): number {
  const field = FIELDS[letter];
  if (field !== undefined && !('ML'.includes(letter) && count > 2)) {
    const isYear = letter === 'u' || letter === 'y';
    // A number ends where its width does when another number follows; a single letter takes what there is.
    const most = isFixed || count === 2 || !isYear ? (count === 1 ? 19 : count) : 10;
    const digits = new RegExp(`[+-]?\\d{${count},${Math.max(most, count)}}`, 'y');
    digits.lastIndex = at;
    const match = digits.exec(text);
    if (match === null) return ~at;
    const value = Number(match[0]);
    // Two digits of a year are those from 2000 to 2099.
    parsed.fields.set(field, isYear && count === 2 ? 2000 + value : value);
    return at + match[0].length;
  }
  switch (letter) {
    case 'M':
    case 'L':
      return readName(
        count === 3 ? symbols.shortMonths : symbols.months,
        1,
        'MONTH_OF_YEAR',
        text,
        at,
        parsed,
      );
    case 'E':
      return readName(count <= 3 ? symbols.shortWeekdays : symbols.weekdays, 0, 'WEEKDAY', text, at, parsed);
    case 'a':
      return readName(symbols.amPm, 0, 'AMPM_OF_DAY', text, at, parsed);
    case 'S': {
      const digits = text.slice(at, at + count);
      if (!/^\d+$/.test(digits) || digits.length < count) return ~at;
      parsed.fields.set('NANO_OF_SECOND', Number(digits.padEnd(9, '0').slice(0, 9)));
      return at + count;
    }
    case 'V': {
      const zone = /[A-Za-z][A-Za-z0-9~/._+-]+|Z|[+-]\d\d:?\d\d/y;
      zone.lastIndex = at;
      const match = zone.exec(text);
      if (match === null) return ~at;
      [parsed.zone] = match;
      return at + match[0].length;
    }
    case 'X':
    case 'x':
    case 'Z': {
      const offset = /Z|[+-]\d\d(?::?\d\d)?/y;
      offset.lastIndex = at;
      const match = offset.exec(text);
      if (match === null) return ~at;
      parsed.fields.set('OFFSET_SECONDS', parseOffset(match[0]) ?? 0);
      return at + match[0].length;
    }
    default:
      return ~at;
  }
}

function readName(
  names: readonly string[],
  first: number,
  field: string,
  text: string,
  at: number,
  parsed: Parsed,
): number {
  const longest = names
    .map((name, i) => ({ name, value: i + first }))
    .filter(({ name }) => name !== '' && text.startsWith(name, at))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (longest === undefined) return ~at;
  parsed.fields.set(field, longest.value);
  return at + longest.name.length;
}
