import type { LocalePeer } from '../util/locale.ts';
import { languageTag } from '../util/locale.ts';

/** Names that dates are written with in a language. Months and days start with January and Sunday. */
export type DateSymbols = {
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  readonly weekdays: readonly string[];
  readonly shortWeekdays: readonly string[];
  readonly amPm: readonly [string, string];
  readonly eras: readonly [string, string];
};

const CHINESE_DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const CHINESE_DAYS = ['日', '一', '二', '三', '四', '五', '六'];

const CHINESE: DateSymbols = {
  months: CHINESE_DIGITS.map((digit) => `${digit}月`),
  shortMonths: CHINESE_DIGITS.map((_, i) => `${i + 1}月`),
  weekdays: CHINESE_DAYS.map((day) => `星期${day}`),
  shortWeekdays: CHINESE_DAYS.map((day) => `周${day}`),
  amPm: ['上午', '下午'],
  eras: ['公元前', '公元'],
};

const known = new Map<string, DateSymbols>([['zh', CHINESE]]);

/** Names for a locale; languages other than Chinese come from the host's tables. */
export function dateSymbolsOf(locale: LocalePeer): DateSymbols {
  const tag = languageTag(locale);
  const found = known.get(locale.language) ?? known.get(tag);
  if (found !== undefined) return found;
  const made = fromHost(
    /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag) && Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0
      ? tag
      : 'en-US',
  );
  known.set(tag, made);
  return made;
}

function fromHost(tag: string): DateSymbols {
  const part = (options: Intl.DateTimeFormatOptions, type: string, at: number): string =>
    new Intl.DateTimeFormat(tag, { timeZone: 'UTC', day: 'numeric', ...options })
      .formatToParts(at)
      .find((piece) => piece.type === type)?.value ?? '';
  const month = (style: 'long' | 'short') =>
    Array.from({ length: 12 }, (_, i) => part({ month: style }, 'month', Date.UTC(2023, i, 1)));
  // 1 January 2023 was a Sunday.
  const weekday = (style: 'long' | 'short') =>
    Array.from({ length: 7 }, (_, i) => part({ weekday: style }, 'weekday', Date.UTC(2023, 0, 1 + i)));
  return {
    months: month('long'),
    shortMonths: month('short'),
    weekdays: weekday('long'),
    shortWeekdays: weekday('short'),
    amPm: ['AM', 'PM'],
    eras: ['BC', 'AD'],
  };
}
