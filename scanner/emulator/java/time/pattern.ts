import type { DateSymbols } from '../text/date-symbols.ts';
import { findField } from './fields.ts';
import type { Shape } from './fields.ts';
import { dateOf, instantText, offsetId, pad, SECOND_NANOS, weekdayOf, fractionText } from './moment.ts';
import type { Moment } from './moment.ts';

/** One part of a DateTimeFormatter: text, a run of a letter, an optional section, or a form of ISO 8601 with its own rules. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'letter'; readonly letter: string; readonly count: number }
  | { readonly kind: 'optional'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'iso'; readonly what: 'date' | 'time' | 'offset' | 'zone' | 'instant' };

const LETTERS = /^[GuyDMLdQqYwWEecaBhKkHmsSAnNVvzOXxZ]$/;

/** Reads a pattern; a text says what is wrong with it. */
export function compilePattern(pattern: string): readonly Piece[] | string {
  const stack: Piece[][] = [[]];
  const add = (piece: Piece): void => void stack.at(-1)?.push(piece);
  for (let at = 0; at < pattern.length;) {
    const letter = pattern.charAt(at);
    if (letter === "'") {
      let end = at + 1;
      let text = '';
      for (;;) {
        if (end >= pattern.length) return `Pattern ends with an incomplete string literal: ${pattern}`;
        if (pattern.charAt(end) !== "'") text += pattern.charAt(end++);
        else if (pattern.charAt(end + 1) === "'") {
          text += "'";
          end += 2;
        } else break;
      }
      add({ kind: 'text', text: text === '' ? "'" : text });
      at = end + 1;
    } else if (/[A-Za-z]/.test(letter)) {
      if (!LETTERS.test(letter)) return `Unknown pattern letter: ${letter}`;
      let count = 1;
      while (pattern.charAt(at + count) === letter) count++;
      add({ kind: 'letter', letter, count });
      at += count;
    } else if (letter === '[') {
      stack.push([]);
      at++;
    } else if (letter === ']') {
      const pieces = stack.pop() ?? [];
      if (stack.length === 0) return 'Pattern invalid as it contains ] without previous [';
      add({ kind: 'optional', pieces });
      at++;
    } else if (/[{}#]/.test(letter)) return `Pattern includes reserved character: '${letter}'`;
    else {
      add({ kind: 'text', text: letter });
      at++;
    }
  }
  while (stack.length > 1) {
    const pieces = stack.pop() ?? [];
    add({ kind: 'optional', pieces });
  }
  return stack[0] ?? [];
}

/** Thrown inside: a field that the value does not have, or that we do not print. */
export type Refusal = { readonly field: string } | { readonly unknown: true };

/** The value as the pieces say, or why not. */
export function print(
  pieces: readonly Piece[],
  moment: Moment,
  shape: Shape,
  symbols: DateSymbols,
): string | Refusal {
  let text = '';
  for (const piece of pieces) {
    const part = printPiece(piece, moment, shape, symbols);
    if (typeof part !== 'string') return part;
    text += part;
  }
  return text;
}

function printPiece(piece: Piece, moment: Moment, shape: Shape, symbols: DateSymbols): string | Refusal {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'optional': {
      const part = print(piece.pieces, moment, shape, symbols);
      return typeof part === 'string' ? part : 'field' in part ? '' : part;
    }
    case 'iso':
      return printIso(piece.what, moment, shape);
    case 'letter':
      return printLetter(piece.letter, piece.count, moment, shape, symbols);
  }
}

function printIso(what: string, moment: Moment, shape: Shape): string | Refusal {
  if (what === 'date') {
    if (!shape.date) return { field: 'Year' };
    const { year, month, day } = dateOf(moment.day);
    return `${year > 9999 ? '+' : ''}${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  }
  if (what === 'time') {
    if (!shape.time) return { field: 'HourOfDay' };
    const seconds = Math.floor(moment.nanos / SECOND_NANOS);
    const fraction = fractionText(moment.nanos % SECOND_NANOS).replace(/0+$/, '');
    return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}${fraction}`;
  }
  if (shape.zone === 'none') return { field: what === 'instant' ? 'InstantSeconds' : 'OffsetSeconds' };
  if (what === 'instant') return instantText(moment);
  if (what === 'offset') return offsetId(moment.offset);
  return shape.zone === 'region' && !/^[Z+-]/.test(moment.zone) ? `[${moment.zone}]` : '';
}

/** Fields that letters print as numbers, and the name that Java's refusal has. */
const NUMBERS: Readonly<Record<string, string>> = {
  u: 'YEAR',
  y: 'YEAR_OF_ERA',
  D: 'DAY_OF_YEAR',
  d: 'DAY_OF_MONTH',
  h: 'CLOCK_HOUR_OF_AMPM',
  K: 'HOUR_OF_AMPM',
  k: 'CLOCK_HOUR_OF_DAY',
  H: 'HOUR_OF_DAY',
  m: 'MINUTE_OF_HOUR',
  s: 'SECOND_OF_MINUTE',
  n: 'NANO_OF_SECOND',
  N: 'NANO_OF_DAY',
  A: 'MILLI_OF_DAY',
};

function printLetter(
  letter: string,
  count: number,
  moment: Moment,
  shape: Shape,
  symbols: DateSymbols,
): string | Refusal {
  const valueOf = (name: string): number | undefined => findField(moment, shape, name);
  const number = NUMBERS[letter];
  if (number !== undefined) {
    const value = valueOf(number);
    if (value === undefined) return { field: number };
    if ((letter === 'u' || letter === 'y') && count === 2) return pad(((value % 100) + 100) % 100);
    const digits = pad(value, count);
    return (letter === 'u' || letter === 'y') && count >= 4 && value > 9999 ? `+${digits}` : digits;
  }
  switch (letter) {
    case 'M':
    case 'L': {
      const month = valueOf('MONTH_OF_YEAR');
      if (month === undefined) return { field: 'MONTH_OF_YEAR' };
      if (count <= 2) return pad(month, count);
      const names = count === 3 ? symbols.shortMonths : symbols.months;
      const name = names[month - 1] ?? '';
      return count === 5 ? name.slice(0, 1) : name;
    }
    case 'E': {
      if (!shape.date) return { field: 'DAY_OF_WEEK' };
      const at = weekdayOf(moment.day) % 7;
      const name = (count <= 3 ? symbols.shortWeekdays : symbols.weekdays)[at] ?? '';
      return count === 5 ? name.slice(0, 1) : name;
    }
    case 'a': {
      const half = valueOf('AMPM_OF_DAY');
      return half === undefined ? { field: 'AMPM_OF_DAY' } : (symbols.amPm[half] ?? '');
    }
    case 'G':
      return shape.date ? (symbols.eras[valueOf('ERA') ?? 1] ?? '') : { field: 'ERA' };
    case 'S': {
      const nano = valueOf('NANO_OF_SECOND');
      return nano === undefined
        ? { field: 'NANO_OF_SECOND' }
        : pad(nano, 9).slice(0, count).padEnd(count, '0');
    }
    case 'Q':
    case 'q': {
      const month = valueOf('MONTH_OF_YEAR');
      if (month === undefined) return { field: 'MONTH_OF_YEAR' };
      return count <= 2 ? pad(Math.ceil(month / 3), count) : { unknown: true };
    }
    case 'V':
      return shape.zone === 'none' ? { field: 'ZoneId' } : moment.zone;
    case 'X':
    case 'x':
    case 'Z':
      return shape.zone === 'none' ? { field: 'OFFSET_SECONDS' } : printOffset(letter, count, moment.offset);
    default:
      return { unknown: true };
  }
}

function printOffset(letter: string, count: number, offset: number): string {
  if (letter === 'X' && offset === 0) return 'Z';
  if (letter === 'Z' && count === 5 && offset === 0) return 'Z';
  const size = Math.abs(offset);
  const sign = offset < 0 ? '-' : '+';
  const [hours, minutes] = [pad(Math.floor(size / 3600)), pad(Math.floor(size / 60) % 60)];
  if (letter === 'Z') {
    if (count === 4) return offset === 0 ? 'GMT' : `GMT${sign}${hours}:${minutes}`;
    return count === 5 ? `${sign}${hours}:${minutes}` : `${sign}${hours}${minutes}`;
  }
  if (count === 1) return minutes === '00' ? `${sign}${hours}` : `${sign}${hours}${minutes}`;
  return count === 3 || count === 5 ? `${sign}${hours}:${minutes}` : `${sign}${hours}${minutes}`;
}
