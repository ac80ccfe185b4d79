import { Button, Tabs } from 'antd';
import { Link } from 'react-router';
import { callApi } from '../api/client.ts';
import type { DeliveryPage, DeliveryRow, MessagePage, MessageRow } from '../api/office-types.ts';
import { useAccount } from '../api/session.tsx';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { MESSAGES_READ } from '../parts/bell.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedRows } from '../parts/paged-rows.tsx';
import { ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useFilters } from '../parts/use-filters.ts';

const PAGE_SIZE = 20;

async function markRead(id?: string): Promise<void> {
  await callApi<unknown>('POST', '/messages/read', { body: id === undefined ? {} : { id } });
  window.dispatchEvent(new Event(MESSAGES_READ));
}

function Line({ message, onRead }: { readonly message: MessageRow; readonly onRead: () => void }) {
  const { t, pick, language } = useSpeech();
  return (
    <li>
      <Link
        to={message.link}
        className={message.read ? 'review-row' : 'review-row unread'}
        data-test="message"
        onClick={message.read ? undefined : onRead}
      >
        <span className="row-head">
          <span className="label outlined">{t(`event.${message.event}`)}</span>
          {message.read ? null : <span className="label verdict-violation">{t('messages.new')}</span>}
        </span>
        <strong className="wrap">{pick(message.title)}</strong>
        <span className="quiet small">{renderTime(message.at, language)}</span>
      </Link>
    </li>
  );
}

function Inbox() {
  const { t } = useSpeech();
  const { params, set } = useFilters();
  const page = Number(params.get('page') ?? 1);
  const action = useAction();
  const { state, reload } = useLoad(`messages ${page}`, (signal) =>
    callApi<MessagePage>('GET', `/messages?page=${page}&pageSize=${PAGE_SIZE}`, { signal }),
  );
  const read = (id?: string) =>
    action.run(async () => {
      await markRead(id);
      reload();
    });
  return (
    <LoadedView state={state} onRetry={reload}>
      {(found) => (
        <>
          {action.error === undefined ? null : <ErrorState error={action.error} />}
          {found.unread === 0 ? null : (
            <p>
              <Button size="small" loading={action.busy} data-test="read-all" onClick={() => void read()}>
                {t('messages.readAll', { n: found.unread })}
              </Button>
            </p>
          )}
          <PagedRows
            items={found.items}
            total={found.total}
            page={page}
            pageSize={PAGE_SIZE}
            emptyText={t('messages.none')}
            renderRow={(message) => (
              <Line key={message.id} message={message} onRead={() => void read(message.id)} />
            )}
            onPage={(value) => set('page', String(value))}
          />
        </>
      )}
    </LoadedView>
  );
}

const STATE_LOOK = {
  waiting: 'verdict-suspected',
  sent: 'verdict-compliant',
  'given-up': 'verdict-violation',
} as const;

function Sent({ delivery }: { readonly delivery: DeliveryRow }) {
  const { t, pick, language } = useSpeech();
  const isAdmin = useAccount().role === 'admin';
  return (
    <li className="review-row" data-test="delivery">
      <span className="row-head">
        <span className={`label ${STATE_LOOK[delivery.state]}`}>{t(`delivery.${delivery.state}`)}</span>
        <span className="label outlined">{t(`channel.${delivery.channel}`)}</span>
        {isAdmin ? <span className="quiet">{delivery.account}</span> : null}
      </span>
      <strong className="wrap">{pick(delivery.title)}</strong>
      <span className="quiet small wrap">
        {delivery.target} · {renderTime(delivery.sentAt ?? delivery.createdAt, language)} ·{' '}
        {t('delivery.attempts', { n: delivery.attempts })}
        {delivery.nextAt === undefined || delivery.attempts === 0
          ? null
          : ` · ${t('delivery.next', { when: renderTime(delivery.nextAt, language) })}`}
      </span>
      {delivery.lastError === undefined ? null : <p className="quiet small wrap">{delivery.lastError}</p>}
    </li>
  );
}

function Outbox() {
  const { t } = useSpeech();
  const { params, set } = useFilters();
  const page = Number(params.get('page') ?? 1);
  const { state, reload } = useLoad(`deliveries ${page}`, (signal) =>
    callApi<DeliveryPage>('GET', `/deliveries?page=${page}&pageSize=${PAGE_SIZE}`, { signal }),
  );
  return (
    <LoadedView state={state} onRetry={reload}>
      {(found) => (
        <PagedRows
          items={found.items}
          total={found.total}
          page={page}
          pageSize={PAGE_SIZE}
          emptyText={t('delivery.none')}
          renderRow={(delivery) => <Sent key={delivery.id} delivery={delivery} />}
          onPage={(value) => set('page', String(value))}
        />
      )}
    </LoadedView>
  );
}

/** What the account was told, and what of it was sent on. */
export function MessagesPage() {
  const { t } = useSpeech();
  const { params, set } = useFilters();
  return (
    <>
      <PageHead title={t('messages.title')} lead={t('messages.lead')}>
        <Link to="/account">{t('messages.toPreferences')}</Link>
      </PageHead>
      <section className="panel">
        <Tabs
          activeKey={params.get('tab') ?? 'inbox'}
          destroyOnHidden
          onChange={(key) => set('tab', key === 'inbox' ? '' : key)}
          items={[
            { key: 'inbox', label: t('messages.inbox'), children: <Inbox /> },
            { key: 'outbox', label: t('delivery.title'), children: <Outbox /> },
          ]}
        />
      </section>
    </>
  );
}
