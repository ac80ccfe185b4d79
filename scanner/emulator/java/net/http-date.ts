const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Milliseconds since the epoch of a date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, IMF-fixdate). */
export function parseHttpDate(text: string): number | undefined {
  const parts = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/.exec(text.trim());
  const month = MONTHS.indexOf(parts?.[2]?.toLowerCase() ?? '');
  if (!parts || month < 0) return undefined;
  const [, day, , year, hour, minute, second] = parts.map(Number);
  return Date.UTC(year ?? 0, month, day, hour, minute, second);
}
