import type { Text } from '../../../rules/engine/verdict.ts';
import type { CaseRow, CaseState } from './case-types.ts';
import type { SubmissionRow } from './types.ts';

/** What the pages read from the server about the day, messages, organisations and the log of who did what. */

export type SomeCases = { readonly total: number; readonly items: readonly CaseRow[] };

export type Day = {
  readonly today: string;
  readonly overdue: SomeCases;
  readonly dueSoon: SomeCases;
  readonly waiting: SomeCases;
  readonly answered: SomeCases;
  readonly toDecide: SomeCases;
  readonly lookBacks: SomeCases;
  readonly openReviews?: number;
  readonly scans: {
    readonly queued: number;
    readonly running: number;
    readonly items: readonly SubmissionRow[];
  };
  readonly byState: Readonly<Partial<Record<CaseState, number>>>;
};

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

type Paged<Item> = {
  readonly items: readonly Item[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
};

export type MessageRow = {
  readonly id: string;
  readonly event: MessageEvent;
  readonly title: Text;
  readonly link: string;
  readonly at: string;
  readonly read: boolean;
};
export type MessagePage = Paged<MessageRow> & { readonly unread: number };

export type DeliveryRow = {
  readonly id: string;
  readonly account: string;
  readonly title: Text;
  readonly channel: 'email' | 'webhook';
  readonly target: string;
  readonly state: 'waiting' | 'sent' | 'given-up';
  readonly attempts: number;
  readonly lastError?: string;
  readonly createdAt: string;
  readonly nextAt?: string;
  readonly sentAt?: string;
};
export type DeliveryPage = Paged<DeliveryRow>;

export type MessagePreferences = {
  readonly email?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  readonly language: 'zh-CN' | 'en';
  readonly channels: Readonly<Record<MessageEvent, readonly MessageChannel[]>>;
  readonly mailAvailable: boolean;
};

export type OrganisationRow = {
  readonly id: string;
  readonly name: string;
  readonly accounts: number;
  readonly createdAt: string;
};

export type AuditRow = {
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly target: string;
  readonly outcome: string;
  readonly detail: string;
  readonly hash: string;
};
export type AuditPage = Paged<AuditRow> & { readonly head?: string };
