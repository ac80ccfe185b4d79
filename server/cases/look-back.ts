import { addDays, type Day } from './working-days.ts';

const firstLookBackDays = 180;
const soonestLookBackDays = 30;

/** When a closed case is looked at again: each earlier offence halves the time. */
export function toLookBackDay(closedOn: Day, earlierOffences: number): Day {
  return addDays(
    closedOn,
    Math.max(soonestLookBackDays, Math.floor(firstLookBackDays / 2 ** earlierOffences)),
  );
}
