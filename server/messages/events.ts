import type { CaseMove } from '../cases/case-states.ts';
import type { Deadline } from '../cases/deadline.ts';
import type { Case, Submission } from '../store/index.ts';
import { MESSAGE_EVENTS } from '../store/messages.ts';
import type { MessageChannel, MessageEvent } from '../store/messages.ts';

/** Something that accounts are told. Pure: who is told, and how, is decided elsewhere. */
export type News = {
  readonly event: MessageEvent;
  /** Two pieces of news of one key are one piece. */
  readonly key: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** A path of the pages. */
  readonly link: string;
};

/** Channels of an event for who has not chosen. Mail and webhooks are only used where an address is set. */
const DEFAULT_CHANNELS: Readonly<Record<MessageEvent, readonly MessageChannel[]>> = {
  'case-moved': ['page', 'email', 'webhook'],
  'answer-received': ['page', 'email', 'webhook'],
  'deadline-near': ['page', 'email', 'webhook'],
  overdue: ['page', 'email', 'webhook'],
  escalated: ['page', 'email', 'webhook'],
  'look-back-due': ['page', 'email', 'webhook'],
  'scan-finished': ['page', 'webhook'],
};

export function toChannels(
  chosen: Readonly<Partial<Record<MessageEvent, readonly MessageChannel[]>>>,
): Readonly<Record<MessageEvent, readonly MessageChannel[]>> {
  return Object.fromEntries(
    MESSAGE_EVENTS.map((event) => [event, chosen[event] ?? DEFAULT_CHANNELS[event]]),
  ) as Record<MessageEvent, readonly MessageChannel[]>;
}

const MOVED: Readonly<Record<Exclude<CaseMove, 'claim'>, readonly [zh: string, en: string]>> = {
  review: ['已复核', 'was confirmed'],
  dismiss: ['不予立案', 'was dismissed'],
  notify: ['已发出整改通知', 'has a notice to rectify'],
  're-test': ['已复测', 'was re-tested'],
  close: ['已结案', 'was closed'],
  'name-publicly': ['已向社会通报', 'was named in public'],
  'request-removal': ['已要求下架', 'has a request for removal'],
  'confirm-removal': ['已下架', 'was removed from the stores'],
  'look-back': ['进入回头看', 'is looked at again'],
};

export function toMoveNews(one: Case, move: CaseMove): News {
  const link = linkOf(one);
  const key = `move ${one.id} ${one.version}`;
  if (move === 'claim')
    return {
      event: 'answer-received',
      key,
      link,
      title: {
        zh: `${nameOf(one)} 的开发者已答复整改通知`,
        en: `The developer of ${nameOf(one)} has answered`,
      },
    };
  const [zh, en] = MOVED[move];
  return {
    event: 'case-moved',
    key,
    link,
    title: { zh: `${nameOf(one)} ${zh}`, en: `${nameOf(one)} ${en}` },
  };
}

/** What a deadline gives rise to. A case found late to be escalated was overdue too, and that is told as well. */
export function toDeadlineNews(one: Case, deadline: Deadline): readonly News[] {
  const { dueOn = '' } = one;
  const make = (event: MessageEvent, zh: string, en: string): News => ({
    event,
    key: `${event} ${one.id} ${dueOn}`,
    link: linkOf(one),
    title: { zh: `${nameOf(one)} ${zh}`, en: `${nameOf(one)} ${en}` },
  });
  const overdue = make('overdue', `整改已逾期（期限 ${dueOn}）`, `is overdue (due ${dueOn})`);
  switch (deadline) {
    case 'near':
      return [make('deadline-near', `整改期限临近（${dueOn}）`, `is due soon (${dueOn})`)];
    case 'overdue':
      return [overdue];
    case 'escalated':
      return [
        overdue,
        make('escalated', `逾期未处理，请督办（期限 ${dueOn}）`, `is long overdue (due ${dueOn})`),
      ];
    default:
      return [];
  }
}

export function toLookBackNews(one: Case): News {
  const { lookBackOn = '' } = one;
  return {
    event: 'look-back-due',
    key: `look-back-due ${one.id} ${lookBackOn}`,
    link: linkOf(one),
    title: {
      zh: `${nameOf(one)} 应回头看（${lookBackOn}）`,
      en: `${nameOf(one)} is due for a look-back (${lookBackOn})`,
    },
  };
}

export function toScanNews(submission: Submission): News {
  const { id, status, summary, fileName } = submission;
  const name = summary?.label || summary?.packageName || fileName;
  const isDone = status === 'done';
  return {
    event: 'scan-finished',
    key: `scan-finished ${id} ${status}`,
    link: `/scans/${id}`,
    title: isDone
      ? { zh: `${name} 检测完成`, en: `The scan of ${name} is done` }
      : { zh: `${name} 检测失败`, en: `The scan of ${name} failed` },
  };
}

function nameOf({ label, packageName }: Case): string {
  return label || packageName;
}

function linkOf({ id }: Case): string {
  return `/cases/${id}`;
}
