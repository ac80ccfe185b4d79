const ZH = /(\d{4})[】\]]?\s*[年./-]\s*[【[]?(\d{1,2})[】\]]?\s*[月./-]\s*[【[]?(\d{1,2})[】\]]?\s*日?/u;
/** As written in the United States: the month first, where the numbers do not say otherwise. */
const EN_NUMBERS = /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/u;
const DAY_DOTS = /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/u;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const EN_MONTH_FIRST =
  /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/iu;
const EN_DAY_FIRST =
  /\b(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(\d{4})/iu;

/** The first date of a text as YYYY-MM-DD; undefined where it has none. */
export function findDate(text: string): string | undefined {
  const zh = ZH.exec(text);
  if (zh) return toIso(zh[1], zh[2], zh[3]);
  const month = EN_MONTH_FIRST.exec(text);
  if (month) return toIso(month[3], toMonth(month[1]), month[2]);
  const day = EN_DAY_FIRST.exec(text);
  if (day) return toIso(day[3], toMonth(day[2]), day[1]);
  const dots = DAY_DOTS.exec(text);
  if (dots) return toIso(dots[3], dots[2], dots[1]);
  const numbers = EN_NUMBERS.exec(text);
  if (!numbers) return undefined;
  const [, first = '', second = '', year = ''] = numbers;
  return Number(first) > 12 ? toIso(year, second, first) : toIso(year, first, second);
}

function toMonth(name = ''): string {
  return String(MONTHS.indexOf(name.toLowerCase()) + 1);
}

function toIso(year = '', month = '', day = ''): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1990 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31) return undefined;
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}
