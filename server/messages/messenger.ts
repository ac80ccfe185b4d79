import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import type { Jobs } from '../jobs/job-map.ts';
import type { Queue } from '../queue/index.ts';
import type { Account, Case, Delivery, Message, Store } from '../store/index.ts';
import type { CaseMove } from '../cases/case-states.ts';
import { toChannels, toMoveNews, toScanNews } from './events.ts';
import type { News } from './events.ts';

export type MessengerServices = {
  readonly store: Store;
  readonly queue: Queue<Jobs>;
  readonly config: Pick<ServerConfig, 'mail'>;
  readonly nowMs: () => number;
  readonly log: Logger;
};

const MOST_AT_ONCE = 500;
/** An older end of a scan is history, not news. */
const SCAN_NEWS_MS = 3_600_000;

/** Tells accounts what happened, each in the ways it wants to hear of it. Telling twice is telling once. */
export class Messenger {
  readonly #services: MessengerServices;

  constructor(services: MessengerServices) {
    this.#services = services;
  }

  async tell(news: News, accountIds: Iterable<string>): Promise<void> {
    for (const accountId of new Set(accountIds)) await this.#tellOne(news, accountId);
  }

  /** A case's move, to those who have to do with it, but for who made it. */
  async tellMove(one: Case, move: CaseMove, mover: Account): Promise<void> {
    const hears = new Set(await this.toResponsible(one));
    if (one.addressedTo !== undefined && move !== 'claim') hears.add(one.addressedTo);
    hears.delete(mover.id);
    await this.tell(toMoveNews(one, move), hears);
  }

  /** The end of a scan, to who asked for it. Scans that nobody asked for one by one are not told one by one. */
  async tellScanEnded(scanKey: string): Promise<void> {
    const { store, nowMs } = this.#services;
    for (const submission of await store.submissions.listEnded(scanKey, nowMs() - SCAN_NEWS_MS))
      await this.tell(toScanNews(submission), [submission.accountId]);
  }

  /** Who of the authority answers for a case: those who moved it, else the inspectors it belongs to, else the administrators. */
  async toResponsible(one: Case): Promise<readonly string[]> {
    const { cases, accounts } = this.#services.store;
    const movers = await cases.listMovers(one.id);
    if (movers.length > 0) return movers;
    const inspectors = await accounts.listOfRole('inspector', one.organisationId ?? null);
    const found = inspectors.length > 0 ? inspectors : await accounts.listOfRole('admin');
    return found.map(({ id }) => id);
  }

  /** Puts every delivery whose time has come into the queue: new ones, tries that failed, and what a crash left. */
  async enqueueDue(): Promise<void> {
    const { store, queue, nowMs } = this.#services;
    for (const { id, attempts } of await store.messages.listDue(nowMs(), MOST_AT_ONCE))
      await queue.add('deliver', { deliveryId: id }, { key: toJobKey(id, attempts) });
  }

  async #tellOne(news: News, accountId: string): Promise<void> {
    const { store, queue, nowMs, config, log } = this.#services;
    const preferences = await store.messages.findPreferences(accountId);
    const channels = toChannels(preferences?.channels ?? {})[news.event];
    const message: Message = {
      id: randomUUID(),
      accountId,
      ...news,
      createdAtMs: nowMs(),
      isShown: channels.includes('page'),
    };
    const targets = [
      config.mail === undefined ? undefined : (['email', preferences?.email] as const),
      ['webhook', preferences?.webhookUrl] as const,
    ];
    const deliveries = targets.flatMap((target): Delivery[] => {
      if (target?.[1] === undefined || !channels.includes(target[0])) return [];
      const [channel, address] = target;
      return [
        {
          id: randomUUID(),
          messageId: message.id,
          accountId,
          channel,
          target: address,
          state: 'waiting',
          attempts: 0,
          createdAtMs: message.createdAtMs,
          nextAtMs: message.createdAtMs,
        },
      ];
    });
    if (!(await store.messages.add(message, deliveries))) return;
    log.debug({ event: news.event, accountId, deliveries: deliveries.length }, 'message');
    for (const { id } of deliveries) await queue.add('deliver', { deliveryId: id }, { key: toJobKey(id, 0) });
  }
}

/** One job an attempt: that of the next attempt is another job. */
export function toJobKey(deliveryId: string, attempts: number): string {
  return `deliver ${deliveryId} ${attempts}`;
}
