/** Days are `YYYY-MM-DD` in the authority's own zone; no clock and no zone comes in here. */
export type Day = string;

/** Days off that are no weekend, and weekend days that are worked, as the authority publishes them each year. */
export type WorkCalendar = { readonly holidays: ReadonlySet<Day>; readonly workedWeekends: ReadonlySet<Day> };

const msPerDay = 86_400_000;
const saturday = 6;
const sunday = 0;

export function isWorkingDay(day: Day, { holidays, workedWeekends }: WorkCalendar): boolean {
  const weekday = new Date(toMs(day)).getUTCDay();
  if (weekday === saturday || weekday === sunday) return workedWeekends.has(day);
  return !holidays.has(day);
}

/** The day on which a period of that many working days ends; the day of the notice itself does not count. */
export function addWorkingDays(from: Day, workingDays: number, calendar: WorkCalendar): Day {
  let day = from;
  for (let left = workingDays; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

export function addDays(day: Day, days: number): Day {
  return toDay(toMs(day) + days * msPerDay);
}

/** The day of a moment at an offset from UTC; China keeps UTC+8 all year. */
export function dayAt(epochMs: number, utcOffsetMinutes: number): Day {
  return toDay(epochMs + utcOffsetMinutes * 60_000);
}

function toMs(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function toDay(epochMs: number): Day {
  return new Date(epochMs).toISOString().slice(0, 10);
}
