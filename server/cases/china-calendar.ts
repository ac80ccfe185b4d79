import type { WorkCalendar } from './working-days.ts';

/**
 * Days off and worked weekends of 2026 in mainland China, from the State Council's notice of November 2025 on public
 * holidays; each year's notice adds a block here. Days of years that are not here follow the week alone.
 */
export const chinaCalendar: WorkCalendar = {
  holidays: new Set([
    '2026-01-01',
    '2026-01-02',
    '2026-02-16',
    '2026-02-17',
    '2026-02-18',
    '2026-02-19',
    '2026-02-20',
    '2026-02-23',
    '2026-04-06',
    '2026-05-01',
    '2026-05-04',
    '2026-05-05',
    '2026-06-19',
    '2026-09-25',
    '2026-10-01',
    '2026-10-02',
    '2026-10-05',
    '2026-10-06',
    '2026-10-07',
  ]),
  workedWeekends: new Set([
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ]),
};

/** China keeps UTC+8 all year. */
export const chinaUtcOffsetMinutes = 480;
