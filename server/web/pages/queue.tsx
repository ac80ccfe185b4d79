import { Button, Table, type TableColumnsType } from 'antd';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { callApi } from '../api/client.ts';
import { useAccount } from '../api/session.tsx';
import type { QueueItem, QueueState } from '../api/types.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { findKey } from '../i18n/words/index.ts';
import { Mono } from '../parts/copyable.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { EmptyState, ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { RejudgePanel } from '../review/rejudge-panel.tsx';

const REFRESH_MS = 3_000;

/** What waits, what runs, and what failed too often and now waits for a person. */
export function QueuePage() {
  const { t, pick, language } = useSpeech();
  const { role } = useAccount();
  const { state, reload } = useLoad('queue', (signal) => callApi<QueueState>('GET', '/queue', { signal }));
  const action = useAction();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [reload]);
  const requeue = (item: QueueItem) =>
    action.run(async () => {
      await callApi<unknown>('POST', `/queue/${encodeURIComponent(item.id)}/requeue`);
      reload();
    });

  const columns: TableColumnsType<QueueItem> = [
    {
      title: t('queue.job'),
      key: 'job',
      render: (_, item) =>
        item.sha256 === undefined || item.profile === undefined ? (
          t('queue.rejudge', { n: item.results ?? 0 })
        ) : (
          <span className="app-cell">
            <Link to={`/scans?q=${item.sha256}`} className="wrap">
              {item.fileName}
            </Link>
            <span className="quiet">
              {t(`profile.${item.profile}`)} · <Mono text={item.sha256.slice(0, 12)} />
            </span>
          </span>
        ),
    },
    {
      title: t('scans.status'),
      key: 'state',
      render: (_, item) => {
        const key = findKey('queue.state.', item.state);
        return key === undefined ? item.state : t(key);
      },
    },
    { title: t('queue.failures'), key: 'failures', render: (_, item) => item.failures + item.lapses },
    {
      title: t('accounts.created'),
      key: 'created',
      render: (_, item) => <span className="nowrap">{renderTime(item.addedAt, language)}</span>,
    },
    {
      title: t('queue.error'),
      key: 'error',
      render: (_, item) =>
        item.lastFailure === undefined ? (
          <span className="quiet">—</span>
        ) : (
          <span className="app-cell wrap">
            {pick(item.lastFailure.message)}
            <span className="quiet">{item.lastFailure.detail}</span>
          </span>
        ),
    },
    {
      title: '',
      key: 'requeue',
      render: (_, item) =>
        item.state === 'dead' && role === 'admin' ? (
          <Button size="small" loading={action.busy} onClick={() => void requeue(item)}>
            {t('queue.requeue')}
          </Button>
        ) : null,
    },
  ];

  return (
    <>
      <PageHead title={t('queue.title')} lead={t('queue.lead')} />
      {action.error === undefined ? null : (
        <div className="notice">
          <ErrorState error={action.error} />
        </div>
      )}
      <LoadedView state={state} onRetry={reload}>
        {(queue) => (
          <>
            <dl className="figures">
              {(['queued', 'running', 'dead'] as const).map((name) => (
                <div key={name} className="panel">
                  <dt>{t(`queue.state.${name}`)}</dt>
                  <dd>{queue[name]}</dd>
                </div>
              ))}
            </dl>
            <section className="panel flat">
              {queue.items.length === 0 ? (
                <EmptyState text={t('queue.none')} />
              ) : (
                <Table<QueueItem>
                  rowKey="id"
                  columns={columns}
                  dataSource={[...queue.items]}
                  size="middle"
                  scroll={{ x: 'max-content' }}
                  pagination={queue.items.length > 20 ? { pageSize: 20 } : false}
                />
              )}
            </section>
          </>
        )}
      </LoadedView>
      <RejudgePanel />
    </>
  );
}
