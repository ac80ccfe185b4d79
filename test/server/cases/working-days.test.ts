import assert from 'node:assert/strict';
import {
  addWorkingDays,
  dayAt,
  isWorkingDay,
  type WorkCalendar,
} from '../../../server/cases/working-days.ts';

// A holiday that bridges a weekend, and a Saturday worked for it.
const calendar: WorkCalendar = {
  holidays: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08']),
  workedWeekends: new Set(['2026-10-10']),
};

describe('working days', () => {
  for (const [day, works] of [
    ['2026-11-25', true],
    ['2026-11-28', false],
    ['2026-11-29', false],
    ['2026-10-01', false],
    ['2026-10-10', true],
    ['2026-10-11', false],
  ] as const) {
    it(`says that ${day} is ${works ? 'worked' : 'off'}`, () => {
      assert.equal(isWorkingDay(day, calendar), works);
    });
  }

  for (const [from, days, until] of [
    ['2026-11-25', 5, '2026-12-02'],
    ['2026-11-28', 1, '2026-11-30'],
    ['2026-09-30', 1, '2026-10-09'],
    ['2026-09-30', 3, '2026-10-12'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-11-25', 0, '2026-11-25'],
  ] as const) {
    it(`ends ${days} working days after ${from} on ${until}`, () => {
      assert.equal(addWorkingDays(from, days, calendar), until);
    });
  }

  it('takes the day where the authority sits, not that of UTC', () => {
    const lateInLondon = Date.parse('2026-11-25T16:30:00Z');
    assert.equal(dayAt(lateInLondon, 480), '2026-11-26');
    assert.equal(dayAt(lateInLondon, 0), '2026-11-25');
  });
});
