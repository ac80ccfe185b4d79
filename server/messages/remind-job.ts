import { chinaCalendar } from '../cases/china-calendar.ts';
import { NEAR_WORKING_DAYS, toDeadline } from '../cases/deadline.ts';
import { addWorkingDays, type Day } from '../cases/working-days.ts';
import type { Case, MessageEvent, Store } from '../store/index.ts';
import { toDeadlineNews, toLookBackNews } from './events.ts';
import type { Messenger } from './messenger.ts';

export type RemindServices = {
  readonly store: Store;
  readonly messenger: Messenger;
  readonly nowMs: () => number;
  /** How long messages are kept. */
  readonly keptMs: number;
};

const DAY_MS = 86_400_000;
/** News of the calendar: told when a day comes, and not by what somebody did. */
const REMINDERS = [
  'deadline-near',
  'overdue',
  'escalated',
  'look-back-due',
] as const satisfies MessageEvent[];

/**
 * Reminders of a day: deadlines that are near, missed or long missed, and look-backs that have come. What is told hangs
 * on how a case stands and not on when the last round was: a clock that jumps ahead, or a server that was away, loses
 * nothing; one that jumps back tells nothing twice, since each piece of news has its key. What a clock that stood wrong in
 * the future has told early is told again when its day comes. Messages that have been kept long enough go.
 */
export async function runRemindJob(
  today: Day,
  { store, messenger, nowMs, keptMs }: RemindServices,
): Promise<{ readonly deadlines: number; readonly lookBacks: number }> {
  await store.messages.freeEarlyKeys(REMINDERS, nowMs() + DAY_MS, nowMs());
  await store.messages.prune(nowMs() - keptMs);
  const near = addWorkingDays(today, NEAR_WORKING_DAYS, chinaCalendar);
  const due = await store.cases.listDue(['notified'], 'due_on', near);
  for (const one of due)
    for (const news of toDeadlineNews(one, toDeadline(one, today, chinaCalendar)))
      await messenger.tell(news, await toHearers(one, news.event === 'escalated'));
  const lookBacks = await store.cases.listDue(['closed', 'removed'], 'look_back_on', today);
  for (const one of lookBacks) await messenger.tell(toLookBackNews(one), await messenger.toResponsible(one));
  return { deadlines: due.length, lookBacks: lookBacks.length };

  async function toHearers(one: Case, isEscalated: boolean): Promise<readonly string[]> {
    const responsible = await messenger.toResponsible(one);
    if (isEscalated)
      return [...responsible, ...(await store.accounts.listOfRole('admin')).map(({ id }) => id)];
    return one.addressedTo === undefined ? responsible : [...responsible, one.addressedTo];
  }
}
