import type { Knex } from 'knex';
import type { Db } from './db.ts';

export const MESSAGE_EVENTS = [
  'case-moved',
  'answer-received',
  'deadline-near',
  'overdue',
  'escalated',
  'look-back-due',
  'scan-finished',
] as const;
export type MessageEvent = (typeof MESSAGE_EVENTS)[number];

export const MESSAGE_CHANNELS = ['page', 'email', 'webhook'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];
/** Those that leave the server. */
export type DeliveryChannel = Exclude<MessageChannel, 'page'>;

type Words = { readonly zh: string; readonly en: string };

export type Message = {
  readonly id: string;
  readonly accountId: string;
  readonly event: MessageEvent;
  /** The same key is told the same account once, however often the clock or a job comes round. */
  readonly key: string;
  readonly title: Words;
  /** A path of the pages. */
  readonly link: string;
  readonly createdAtMs: number;
  readonly isShown: boolean;
  readonly readAtMs?: number;
};

export type DeliveryState = 'waiting' | 'sent' | 'given-up';

export type Delivery = {
  readonly id: string;
  readonly messageId: string;
  readonly accountId: string;
  readonly channel: DeliveryChannel;
  readonly target: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastError?: string;
  readonly createdAtMs: number;
  /** When to try (again). */
  readonly nextAtMs: number;
  readonly sentAtMs?: number;
};

export type MessagePreferences = {
  readonly email?: string;
  readonly webhookUrl?: string;
  /** Key of the signature; never given out again once it is set. */
  readonly webhookSecret?: string;
  readonly language: 'zh-CN' | 'en';
  readonly channels: Readonly<Partial<Record<MessageEvent, readonly MessageChannel[]>>>;
};

type MessageRow = {
  id: string;
  account_id: string;
  event: MessageEvent;
  key: string;
  title_zh: string;
  title_en: string;
  link: string;
  created_at_ms: number;
  is_shown: number;
  read_at_ms: number | null;
};

type DeliveryRow = {
  id: string;
  message_id: string;
  account_id: string;
  channel: DeliveryChannel;
  target: string;
  state: DeliveryState;
  attempts: number;
  last_error: string | null;
  created_at_ms: number;
  next_at_ms: number;
  sent_at_ms: number | null;
};

type PreferencesRow = {
  account_id: string;
  email: string | null;
  webhook_url: string | null;
  webhook_secret: string | null;
  language: MessagePreferences['language'];
  channels: string;
};

const MOST_UNREAD = 1000;
const LONGEST_ERROR = 500;

/** What accounts are told, and how it was sent on. */
export class Messages {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Keeps the message with its deliveries, all or nothing. False where the account was told this before. */
  async add(message: Message, deliveries: readonly Delivery[]): Promise<boolean> {
    return this.#db.write.transaction(async (trx) => {
      const added = await trx('messages')
        .insert(toMessageRow(message))
        .onConflict(['account_id', 'key'])
        .ignore()
        .returning('id');
      if (added.length === 0) return false;
      if (deliveries.length > 0) await trx('deliveries').insert(deliveries.map(toDeliveryRow));
      return true;
    });
  }

  /** Those shown on the pages, the newest first. */
  async findPage(
    accountId: string,
    page: number,
    pageSize: number,
  ): Promise<{ readonly items: readonly Message[]; readonly total: number }> {
    const mine = this.#shown(accountId);
    const [rows, count] = await Promise.all([
      mine
        .clone()
        .orderBy('created_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(pageSize)
        .offset((page - 1) * pageSize),
      mine.clone().count({ count: '*' }).first<{ count: number }>(),
    ]);
    return { items: (rows as MessageRow[]).map(toMessage), total: Number(count.count) };
  }

  /** At most a thousand: beyond that nobody wants to know. */
  async countUnread(accountId: string): Promise<number> {
    const some = this.#shown(accountId).whereNull('read_at_ms').select('id').limit(MOST_UNREAD);
    const row = await this.#db.read.from(some.as('some')).count({ count: '*' }).first<{ count: number }>();
    return Number(row.count);
  }

  async find(id: string): Promise<Message | undefined> {
    const row = await this.#db.read<MessageRow>('messages').where({ id }).first();
    return row && toMessage(row);
  }

  /** Marks one message, or all of the account, as read. Returns how many were not before. */
  async markRead(accountId: string, id: string | undefined, nowMs: number): Promise<number> {
    return this.#db
      .write<MessageRow>('messages')
      .where({ account_id: accountId, ...(id !== undefined && { id }) })
      .whereNull('read_at_ms')
      .update({ read_at_ms: nowMs });
  }

  /**
   * Frees the keys of messages that bear a later time than `afterMs`, so that the same can be told when its day comes.
   * They were written by a clock that stood wrong: their time becomes `nowMs`, for they cannot be younger than that.
   */
  async freeEarlyKeys(events: readonly MessageEvent[], afterMs: number, nowMs: number): Promise<number> {
    return this.#db
      .write('messages')
      .whereIn('event', [...events])
      .where('created_at_ms', '>', afterMs)
      .update({
        key: this.#db.write.raw(`key || ' early ' || id`),
        created_at_ms: nowMs,
      });
  }

  /** Forgets messages from before the time, with what was sent on of them. Returns how many messages. */
  async prune(beforeMs: number): Promise<number> {
    return this.#db.write('messages').where('created_at_ms', '<', beforeMs).del();
  }

  async findDelivery(id: string): Promise<Delivery | undefined> {
    const row = await this.#db.write<DeliveryRow>('deliveries').where({ id }).first();
    return row && toDelivery(row);
  }

  /** What came of one attempt. */
  async noteAttempt(
    id: string,
    outcome:
      | { readonly state: 'sent'; readonly atMs: number }
      | { readonly state: 'waiting'; readonly nextAtMs: number; readonly error: string }
      | { readonly state: 'given-up'; readonly error: string },
  ): Promise<void> {
    const change: Partial<DeliveryRow> =
      outcome.state === 'sent'
        ? { state: 'sent', sent_at_ms: outcome.atMs, last_error: null }
        : {
            state: outcome.state,
            last_error: outcome.error.slice(0, LONGEST_ERROR),
            ...(outcome.state === 'waiting' && { next_at_ms: outcome.nextAtMs }),
          };
    await this.#db
      .write<DeliveryRow>('deliveries')
      .where({ id, state: 'waiting' })
      .update({ ...change, attempts: this.#db.write.raw('attempts + 1') as unknown as number });
  }

  /** Deliveries whose time has come. */
  async listDue(nowMs: number, limit: number): Promise<readonly Delivery[]> {
    const rows = await this.#db
      .write<DeliveryRow>('deliveries')
      .where({ state: 'waiting' })
      .where('next_at_ms', '<=', nowMs)
      .orderBy('next_at_ms')
      .limit(limit);
    return rows.map(toDelivery);
  }

  /** The log of what was sent on, the newest first. */
  async findDeliveries(query: {
    readonly accountId?: string;
    readonly state?: DeliveryState;
    readonly page: number;
    readonly pageSize: number;
  }): Promise<{
    readonly items: readonly (Delivery & { readonly accountName: string; readonly title: Words })[];
    readonly total: number;
  }> {
    type Joined = DeliveryRow & { account_name: string; title_zh: string; title_en: string };
    const matching = this.#db.read('deliveries');
    if (query.accountId !== undefined) void matching.where('deliveries.account_id', query.accountId);
    if (query.state !== undefined) void matching.where('deliveries.state', query.state);
    const [rows, count] = await Promise.all([
      matching
        .clone()
        .join('messages', 'messages.id', 'deliveries.message_id')
        .join('accounts', 'accounts.id', 'deliveries.account_id')
        .orderBy('deliveries.created_at_ms', 'desc')
        .orderBy('deliveries.id', 'desc')
        .limit(query.pageSize)
        .offset((query.page - 1) * query.pageSize)
        .select('deliveries.*', 'accounts.name as account_name', 'messages.title_zh', 'messages.title_en'),
      matching.clone().count({ count: '*' }).first<{ count: number }>(),
    ]);
    return {
      items: (rows as Joined[]).map((row) => ({
        ...toDelivery(row),
        accountName: row.account_name,
        title: { zh: row.title_zh, en: row.title_en },
      })),
      total: Number(count.count),
    };
  }

  async findPreferences(accountId: string): Promise<MessagePreferences | undefined> {
    const row = await this.#db
      .read<PreferencesRow>('message_preferences')
      .where({ account_id: accountId })
      .first();
    return (
      row && {
        ...(row.email !== null && { email: row.email }),
        ...(row.webhook_url !== null && { webhookUrl: row.webhook_url }),
        ...(row.webhook_secret !== null && { webhookSecret: row.webhook_secret }),
        language: row.language,
        channels: JSON.parse(row.channels) as MessagePreferences['channels'],
      }
    );
  }

  async setPreferences(accountId: string, preferences: MessagePreferences): Promise<void> {
    const row: PreferencesRow = {
      account_id: accountId,
      email: preferences.email ?? null,
      webhook_url: preferences.webhookUrl ?? null,
      webhook_secret: preferences.webhookSecret ?? null,
      language: preferences.language,
      channels: JSON.stringify(preferences.channels),
    };
    await this.#db.write('message_preferences').insert(row).onConflict('account_id').merge();
  }

  #shown(accountId: string): Knex.QueryBuilder {
    return this.#db.read<MessageRow>('messages').where({ account_id: accountId, is_shown: 1 });
  }
}

function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    accountId: row.account_id,
    event: row.event,
    key: row.key,
    title: { zh: row.title_zh, en: row.title_en },
    link: row.link,
    createdAtMs: Number(row.created_at_ms),
    isShown: row.is_shown === 1,
    ...(row.read_at_ms !== null && { readAtMs: Number(row.read_at_ms) }),
  };
}

function toMessageRow(message: Message): MessageRow {
  return {
    id: message.id,
    account_id: message.accountId,
    event: message.event,
    key: message.key,
    title_zh: message.title.zh,
    title_en: message.title.en,
    link: message.link,
    created_at_ms: message.createdAtMs,
    is_shown: message.isShown ? 1 : 0,
    read_at_ms: message.readAtMs ?? null,
  };
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    messageId: row.message_id,
    accountId: row.account_id,
    channel: row.channel,
    target: row.target,
    state: row.state,
    attempts: row.attempts,
    ...(row.last_error !== null && { lastError: row.last_error }),
    createdAtMs: Number(row.created_at_ms),
    nextAtMs: Number(row.next_at_ms),
    ...(row.sent_at_ms !== null && { sentAtMs: Number(row.sent_at_ms) }),
  };
}

function toDeliveryRow(delivery: Delivery): DeliveryRow {
  return {
    id: delivery.id,
    message_id: delivery.messageId,
    account_id: delivery.accountId,
    channel: delivery.channel,
    target: delivery.target,
    state: delivery.state,
    attempts: delivery.attempts,
    last_error: delivery.lastError ?? null,
    created_at_ms: delivery.createdAtMs,
    next_at_ms: delivery.nextAtMs,
    sent_at_ms: delivery.sentAtMs ?? null,
  };
}
