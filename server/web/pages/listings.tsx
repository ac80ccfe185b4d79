import { Button, Modal, Popconfirm, Select, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { callApi } from '../api/client.ts';
import type { ListingRow, SourceRow } from '../api/platform-types.ts';
import { useAccount } from '../api/session.tsx';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { EmptyState, ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';
import { useFilters } from '../parts/use-filters.ts';
import { NewSource } from '../platform/new-source.tsx';
import { PagedList } from '../platform/paged-list.tsx';
import { SearchBox } from '../platform/search-box.tsx';

const RESULT_STYLES = {
  running: 'neutral',
  unchanged: 'neutral',
  done: 'verdict-compliant',
  failed: 'verdict-violation',
} as const;
const REFRESH_MS = 3000;

function Source({ source, onChanged }: { readonly source: SourceRow; readonly onChanged: () => void }) {
  const { t, pick, language } = useSpeech();
  const action = useAction();
  const isOperator = useAccount().role === 'operator';
  const path = `/listing-sources/${source.id}`;
  const call = (method: 'POST' | 'PATCH' | 'DELETE', to: string, body?: object) =>
    action.run(async () => {
      await callApi(method, to, body === undefined ? {} : { body });
      onChanged();
    });
  return (
    <li data-test="source">
      <span className="row-head">
        <strong>{source.name}</strong>
        <span className="label neutral">{t(`listings.kind.${source.kind}`)}</span>
        {source.lastResult === undefined ? (
          <span className="quiet">{t('listings.neverRead')}</span>
        ) : (
          <span className={`label ${RESULT_STYLES[source.lastResult]}`}>
            {t(`listings.result.${source.lastResult}`)}
          </span>
        )}
        <span className="grow" />
        <Switch
          checked={source.enabled}
          aria-label={t('listings.enabled')}
          onChange={(enabled) => call('PATCH', path, { enabled })}
        />
        <Button
          size="small"
          loading={action.busy}
          onClick={() => call('POST', `${path}/runs`)}
          data-test="source-run"
        >
          {t('listings.runNow')}
        </Button>
        {isOperator ? null : (
          <Popconfirm
            title={t('listings.removeAsk')}
            okText={t('listings.remove')}
            cancelText={t('batches.keep')}
            onConfirm={() => call('DELETE', path)}
          >
            <Button size="small" danger>
              {t('listings.remove')}
            </Button>
          </Popconfirm>
        )}
      </span>
      <p className="quiet small wrap">
        {source.address} · {source.cron} ({source.timeZone})
        {source.jitterSeconds === 0 ? '' : ` · ${t('listings.jitterIs', { n: source.jitterSeconds / 60 })}`} ·{' '}
        {t(`profile.${source.profile}`)}
        {source.nextRunAt === undefined || !source.enabled
          ? ''
          : ` · ${t('listings.next', { time: renderTime(source.nextRunAt, language) })}`}
        {source.lastRunAt === undefined
          ? ''
          : ` · ${t('listings.last', { time: renderTime(source.lastRunAt, language) })}`}
      </p>
      {source.lastCounts === undefined ? null : (
        <p className="quiet small">{t('listings.counts', source.lastCounts)}</p>
      )}
      {source.lastError === undefined ? null : (
        <p className="caution small wrap">
          {pick(source.lastError.message)} {source.lastError.detail}
        </p>
      )}
      {action.error === undefined ? null : <ErrorState error={action.error} />}
    </li>
  );
}

function Row({ listing }: { readonly listing: ListingRow }) {
  const { t, pick, language } = useSpeech();
  return (
    <li>
      <Link to={`/listings/${listing.id}`} className="review-row" data-test="listing-row">
        <span className="row-head">
          <span
            className={`label ${listing.taken === 'submitted' ? 'verdict-compliant' : listing.taken === 'failed' ? 'verdict-violation' : 'neutral'}`}
          >
            {t(`listings.taken.${listing.taken}`)}
          </span>
          {listing.goneAt === undefined ? null : <span className="label neutral">{t('listings.gone')}</span>}
          <strong className="wrap">
            {listing.name || listing.packageName} {listing.versionName}
          </strong>
        </span>
        <span className="quiet small wrap">
          {listing.source.name} · {listing.packageName} · {listing.developer || t('listings.noDeveloper')} ·{' '}
          {renderTime(listing.changedAt, language)}
          {listing.error === undefined ? '' : ` · ${pick(listing.error.message)}`}
        </span>
      </Link>
    </li>
  );
}

/** Sources with their next run and last result, and what they list. */
export function ListingsPage() {
  const { t } = useSpeech();
  const { params, set } = useFilters();
  const q = params.get('q') ?? '';
  const source = params.get('source') ?? '';
  const [isOpen, setOpen] = useState(false);
  const { state, reload } = useLoad('listing-sources', (signal) =>
    callApi<{ items: readonly SourceRow[] }>('GET', '/listing-sources', { signal }),
  );
  const sources = state.kind === 'ready' ? state.value.items : [];
  const { role, storeId } = useAccount();
  const mayAdd = role !== 'operator' || (storeId !== undefined && sources.length === 0);
  const isReading = sources.some(({ lastResult }) => lastResult === 'running');
  useEffect(() => {
    if (!isReading) return undefined;
    const timer = setInterval(reload, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isReading, reload]);
  return (
    <>
      <PageHead title={t('listings.title')} lead={t('listings.lead')}>
        {mayAdd ? (
          <Button type="primary" onClick={() => setOpen(true)} data-test="source-new">
            {t('listings.new')}
          </Button>
        ) : null}
      </PageHead>
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        footer={null}
        title={t('listings.new')}
        destroyOnHidden
      >
        <NewSource
          onDone={() => {
            setOpen(false);
            reload();
          }}
        />
      </Modal>
      <section className="panel">
        <h2>{t('listings.sources')}</h2>
        <LoadedView state={state} onRetry={reload}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState text={t('listings.noSources')} />
            ) : (
              <ul className="plain rows">
                {items.map((one) => (
                  <Source key={one.id} source={one} onChanged={reload} />
                ))}
              </ul>
            )
          }
        </LoadedView>
      </section>
      <section className="panel">
        <h2>{t('listings.listed')}</h2>
        <div className="filters">
          <SearchBox value={q} placeholder={t('listings.search')} onSearch={(value) => set('q', value)} />
          <Select
            value={source}
            aria-label={t('listings.sources')}
            onChange={(value) => set('source', value)}
            options={[
              { value: '', label: t('listings.anySource') },
              ...sources.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
        <PagedList<ListingRow>
          key={isReading ? 'reading' : 'read'}
          path="/listings"
          query={{ q, source }}
          emptyText={t('listings.none')}
          renderRow={(listing) => <Row key={listing.id} listing={listing} />}
        />
      </section>
    </>
  );
}
