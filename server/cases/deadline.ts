import type { Case } from '../store/cases.ts';
import { addWorkingDays, type Day, type WorkCalendar } from './working-days.ts';

/** Working days before the deadline at which a reminder goes out. */
export const NEAR_WORKING_DAYS = 2;
/** Working days after a missed deadline at which the case is brought before the administrators. */
export const ESCALATION_WORKING_DAYS = 3;

export type Deadline = 'none' | 'ahead' | 'near' | 'overdue' | 'escalated';

/** How a deadline stands. Only a notice that waits for its answer can be missed. Pure. */
export function toDeadline(
  { state, dueOn }: Pick<Case, 'state' | 'dueOn'>,
  today: Day,
  calendar: WorkCalendar,
): Deadline {
  if (dueOn === undefined || state !== 'notified') return 'none';
  if (dueOn < today)
    return addWorkingDays(dueOn, ESCALATION_WORKING_DAYS, calendar) < today ? 'escalated' : 'overdue';
  return dueOn <= addWorkingDays(today, NEAR_WORKING_DAYS, calendar) ? 'near' : 'ahead';
}
