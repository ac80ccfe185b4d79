import { Button, Popconfirm, Progress } from 'antd';
import { useEffect, useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { API_BASE, callApi } from '../api/client.ts';
import type { BatchFile, BatchItem, BatchState, GroupCount } from '../api/platform-types.ts';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';
import { MarkLabel, StatusLabel } from '../parts/labels.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { BatchStateLabel, toEnded } from '../platform/batch-state.tsx';
import { BatchUploads } from '../platform/batch-uploads.tsx';
import { CountChart } from '../platform/count-chart.tsx';
import { PagedList } from '../platform/paged-list.tsx';

const REFRESH_MS = 2500;

function Charts({ batch }: { readonly batch: BatchFile }) {
  const { t, pick } = useSpeech();
  const { problems, types, stores, companies } = batch.charts;
  const problemSeries = useMemo(
    () => [
      { name: t('verdict.violation'), color: '#b3261e' },
      { name: t('verdict.suspected'), color: '#d9a441' },
    ],
    [t],
  );
  const groupSeries = useMemo(
    () => [
      { name: t('batches.apps'), color: '#9dbfe4' },
      { name: t('batches.appsWithViolations'), color: '#b3261e' },
    ],
    [t],
  );
  if (problems.length === 0 && types.length === 0) return null;
  const toBars = (groups: readonly GroupCount[]) =>
    groups.map(({ name, apps, appsWithViolations }) => ({
      name: name || t('batches.unknown'),
      values: [apps, appsWithViolations],
    }));
  const groups = [
    ['types', types],
    ['stores', stores],
    ['companies', companies],
  ] as const;
  return (
    <div className="two-columns">
      <section className="panel">
        <h2>{t('batches.byProblem')}</h2>
        <CountChart
          bars={problems.map((problem) => ({
            name: pick(problem.title),
            values: [problem.violations, problem.suspected],
          }))}
          series={problemSeries}
          summary={t('batches.byProblem')}
        />
      </section>
      <div className="stack">
        {groups.map(([name, rows]) =>
          rows.length === 0 ? null : (
            <section key={name} className="panel">
              <h2>{t(`batches.by.${name}`)}</h2>
              <CountChart bars={toBars(rows)} series={groupSeries} summary={t(`batches.by.${name}`)} />
            </section>
          ),
        )}
      </div>
    </div>
  );
}

function Row({ item }: { readonly item: BatchItem }) {
  const { t, pick } = useSpeech();
  const title = item.label || item.packageName || item.fileName;
  return (
    <li data-test="batch-item">
      <span className="row-head">
        {item.status === undefined ? (
          <span className="label neutral">{t(`batches.item.${item.state}`)}</span>
        ) : (
          <StatusLabel status={item.status} />
        )}
        {item.score === undefined ? null : <MarkLabel score={item.score} />}
        {item.violations === undefined ? null : <span>{t('apps.violations', { n: item.violations })}</span>}
      </span>
      <strong className="wrap">
        {item.submissionId === undefined ? title : <Link to={`/scans/${item.submissionId}`}>{title}</Link>}{' '}
        {item.versionName ?? ''}
      </strong>
      <p className="quiet small wrap">
        {[item.packageName, item.company, item.store, item.source].filter(Boolean).join(' · ')}
        {item.error === undefined ? '' : ` · ${pick(item.error.message)}`}
      </p>
    </li>
  );
}

function Controls({ batch, onChanged }: { readonly batch: BatchFile; readonly onChanged: () => void }) {
  const { t, language } = useSpeech();
  const action = useAction();
  const change = (state: BatchState) =>
    action.run(async () => {
      await callApi('PATCH', `/batches/${batch.id}`, { body: { state } });
      onChanged();
    });
  return (
    <>
      <p className="row-head">
        <BatchStateLabel state={batch.state} />
        <span>
          {t('batches.of', { done: batch.counts.done, total: batch.counts.total })}
          {batch.counts.failed + batch.counts.failedScans > 0
            ? ` · ${t('batches.failed', { n: batch.counts.failed + batch.counts.failedScans })}`
            : ''}
        </span>
        <span className="grow" />
        {batch.state === 'cancelled' ? null : (
          <>
            {batch.state === 'open' ? (
              <Button onClick={() => change('paused')} data-test="batch-pause">
                {t('batches.pause')}
              </Button>
            ) : (
              <Button onClick={() => change('open')} data-test="batch-resume">
                {t('batches.resume')}
              </Button>
            )}
            <Popconfirm
              title={t('batches.cancelAsk')}
              okText={t('batches.cancel')}
              cancelText={t('batches.keep')}
              onConfirm={() => change('cancelled')}
            >
              <Button danger>{t('batches.cancel')}</Button>
            </Popconfirm>
          </>
        )}
      </p>
      <Progress percent={toEnded(batch.counts)} aria-label={t('batches.progress')} />
      {batch.state === 'cancelled' ? null : <BatchUploads batch={batch} onSent={onChanged} />}
      {action.error === undefined ? null : <ErrorState error={action.error} />}
      <p className="row-head">
        {(['xlsx', 'csv', 'json'] as const).map((format) => (
          <a key={format} href={`${API_BASE}/batches/${batch.id}/export?format=${format}&lang=${language}`}>
            {t('batches.export', { format: format.toUpperCase() })}
          </a>
        ))}
        {(['xlsx', 'docx'] as const).map((format) => (
          <a
            key={`notice ${format}`}
            href={`${API_BASE}/public-notice?batch=${batch.id}&format=${format}&lang=${language}`}
          >
            {t('case.publicNotice', { format: format.toUpperCase() })}
          </a>
        ))}
      </p>
    </>
  );
}

/** One batch: how far it is, what it came to, and every app in it. */
export function BatchPage() {
  const { t } = useSpeech();
  const { id = '' } = useParams();
  const { state, reload } = useLoad(`batch/${id}`, (signal) =>
    callApi<BatchFile>('GET', `/batches/${encodeURIComponent(id)}`, { signal }),
  );
  const isLive = state.kind === 'ready' && state.value.state === 'open' && toEnded(state.value.counts) < 100;
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isLive, reload]);
  return (
    <LoadedView state={state} onRetry={reload}>
      {(batch) => (
        <>
          <PageHead
            title={batch.name}
            lead={`${t(`profile.${batch.profile}`)} · ${t(`purpose.${batch.purpose}`)}`}
          >
            <Link to="/batches">{t('batches.back')}</Link>
          </PageHead>
          <section className="panel" data-test="batch-head">
            <Controls batch={batch} onChanged={reload} />
          </section>
          <Charts batch={batch} />
          <section className="panel">
            <h2>{t('batches.items', { n: batch.counts.total })}</h2>
            <PagedList<BatchItem>
              key={JSON.stringify(batch.counts)}
              path={`/batches/${id}/items`}
              query={{}}
              emptyText={t('batches.empty')}
              renderRow={(item) => <Row key={item.number} item={item} />}
            />
          </section>
        </>
      )}
    </LoadedView>
  );
}
