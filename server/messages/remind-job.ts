import { chinaCalendar } from '../cases/china-calendar.ts';
import { NEAR_WORKING_DAYS, toDeadline } from '../cases/deadline.ts';
import { addWorkingDays, type Day } from '../cases/working-days.ts';
import type { Case, Store } from '../store/index.ts';
import { toDeadlineNews, toLookBackNews } from './events.ts';
import type { Messenger } from './messenger.ts';

export type RemindServices = { readonly store: Store; readonly messenger: Messenger };

/**
 * Reminders of a day: deadlines that are near, missed or long missed, and look-backs that have come. What is told hangs
 * on how a case stands and not on when the last round was: a clock that jumps ahead, or a server that was away, loses
 * nothing; one that jumps back tells nothing twice, since each piece of news has its key.
 */
export async function runRemindJob(
  today: Day,
  { store, messenger }: RemindServices,
): Promise<{ readonly deadlines: number; readonly lookBacks: number }> {
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
