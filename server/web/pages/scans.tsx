import { Button, Input, Pagination, Progress, Select, Table, type TableColumnsType } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { callApi } from '../api/client.ts';
import { STATUSES, type SubmissionPage, type SubmissionRow, type SubmissionStatus } from '../api/types.ts';
import { useLoad } from '../api/use-load.ts';
import { isUnfinished } from '../api/use-submission.ts';
import { renderBytes, renderShare, renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { MarkLabel, StatusLabel, ViolationCounts } from '../parts/labels.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useStageName } from '../parts/scan-progress.tsx';
import { EmptyState, LoadedView } from '../parts/states.tsx';
import { useNarrow } from '../parts/use-narrow.ts';

const PAGE_SIZES = [20, 50, 100];
const SORTS = [
  '-createdAt',
  'createdAt',
  'mark',
  '-mark',
  '-violations',
  'label',
  'coverage',
  '-coverage',
] as const;
const FOUND = ['violation', 'suspected', 'none'] as const;
const REFRESH_MS = 2_500;

type Query = {
  readonly q: string;
  readonly status: SubmissionStatus | '';
  readonly verdict: (typeof FOUND)[number] | '';
  readonly sort: (typeof SORTS)[number];
  readonly page: number;
  readonly pageSize: number;
};

function toOneOf<Value extends string>(values: readonly Value[], text: string | null): Value | undefined {
  return values.find((value) => value === text);
}

/** The list's state lives in the address, so that it can be linked to and survives the way back. */
function toQuery(params: URLSearchParams): Query {
  const page = Number(params.get('page'));
  const pageSize = Number(params.get('pageSize'));
  return {
    q: params.get('q') ?? '',
    status: toOneOf(STATUSES, params.get('status')) ?? '',
    verdict: toOneOf(FOUND, params.get('verdict')) ?? '',
    sort: toOneOf(SORTS, params.get('sort')) ?? '-createdAt',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    pageSize: PAGE_SIZES.includes(pageSize) ? pageSize : 20,
  };
}

function toParams(query: Query): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== '') params.set(name, String(value));
  return params;
}

function AppCell({ row }: { readonly row: SubmissionRow }) {
  return (
    <span className="app-cell">
      <Link to={`/scans/${row.id}`} className="wrap">
        {row.label || row.packageName || row.fileName}
      </Link>
      <span className="quiet wrap">
        {row.packageName ?? row.fileName}
        {row.versionName ? ` · ${row.versionName}` : ''}
      </span>
    </span>
  );
}

function StatusCell({ row }: { readonly row: SubmissionRow }) {
  const { pick } = useSpeech();
  const stageName = useStageName();
  return (
    <span className="status-cell">
      <StatusLabel status={row.status} />
      {row.status === 'running' ? (
        <>
          <Progress percent={Math.round((row.fraction ?? 0) * 100)} size="small" />
          {row.stage ? <span className="quiet">{stageName(row.stage)}</span> : null}
        </>
      ) : null}
      {row.status === 'failed' && row.error ? (
        <span className="quiet wrap">{pick(row.error.message)}</span>
      ) : null}
    </span>
  );
}

function ResultCell({ row }: { readonly row: SubmissionRow }) {
  if (!row.violations) return <span className="quiet">—</span>;
  return <ViolationCounts violations={row.violations} suspected={row.suspected ?? 0} />;
}

function SubmittedCell({ row }: { readonly row: SubmissionRow }) {
  const { language, t } = useSpeech();
  return (
    <span className="app-cell">
      <span className="nowrap">{renderTime(row.createdAt, language)}</span>
      <span className="quiet">
        {row.submittedBy.name} · {t(`profile.${row.profile}`)} · {renderBytes(row.sizeBytes)}
      </span>
    </span>
  );
}

function Rows({ rows }: { readonly rows: readonly SubmissionRow[] }) {
  const { t } = useSpeech();
  const narrow = useNarrow();
  const navigate = useNavigate();
  if (narrow) {
    return (
      <ul className="plain stack">
        {rows.map((row) => (
          <li key={row.id} className="scan-card">
            <AppCell row={row} />
            <StatusCell row={row} />
            {row.score ? (
              <span className="mark-line">
                <MarkLabel score={row.score} />
                <span className="quiet">
                  {t('mark.coverageIs', { share: renderShare(row.coverageShare ?? 0) })}
                </span>
              </span>
            ) : null}
            {row.violations ? <ResultCell row={row} /> : null}
            <SubmittedCell row={row} />
          </li>
        ))}
      </ul>
    );
  }
  const columns: TableColumnsType<SubmissionRow> = [
    { title: t('scans.app'), key: 'app', width: '26%', render: (_, row) => <AppCell row={row} /> },
    { title: t('scans.status'), key: 'status', width: 170, render: (_, row) => <StatusCell row={row} /> },
    {
      title: t('mark.mark'),
      key: 'mark',
      width: 150,
      render: (_, row) => (row.score ? <MarkLabel score={row.score} /> : <span className="quiet">—</span>),
    },
    {
      title: t('mark.coverage'),
      key: 'coverage',
      width: 90,
      render: (_, row) =>
        typeof row.coverageShare === 'number' ? (
          renderShare(row.coverageShare)
        ) : (
          <span className="quiet">—</span>
        ),
    },
    { title: t('scans.found'), key: 'found', render: (_, row) => <ResultCell row={row} /> },
    {
      title: t('scans.submitted'),
      key: 'submitted',
      width: 250,
      render: (_, row) => <SubmittedCell row={row} />,
    },
  ];
  return (
    <Table<SubmissionRow>
      rowKey="id"
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
      size="middle"
      onRow={(row) => ({
        className: 'clickable',
        onClick: (event) => {
          // The link inside the row has already gone there.
          if (event.target instanceof Element && event.target.closest('a') !== null) return;
          void navigate(`/scans/${row.id}`);
        },
      })}
    />
  );
}

export function ScansPage() {
  const { t } = useSpeech();
  const [params, setParams] = useSearchParams();
  const query = toQuery(params);
  const [typed, setTyped] = useState(query.q);
  const search = toParams(query).toString();
  const { state, reload } = useLoad(search, (signal) =>
    callApi<SubmissionPage>('GET', `/submissions?${search}`, { signal }),
  );
  const change = (part: Partial<Query>) =>
    setParams(toParams({ ...query, page: 1, ...part }), { replace: true });

  const isLive = state.kind === 'ready' && state.value.items.some((row) => isUnfinished(row.status));
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isLive, reload]);

  const isFiltered = query.q !== '' || query.status !== '' || query.verdict !== '';
  return (
    <>
      <PageHead title={t('scans.title')} lead={t('scans.lead')}>
        <Link to="/">
          <Button type="primary">{t('scans.new')}</Button>
        </Link>
      </PageHead>
      <div className="filters">
        <Input.Search
          allowClear
          value={typed}
          placeholder={t('scans.search')}
          aria-label={t('scans.search')}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(value) => change({ q: value.trim() })}
        />
        <Select
          value={query.status}
          aria-label={t('scans.status')}
          onChange={(status) => change({ status })}
          options={[
            { value: '' as const, label: t('scans.anyStatus') },
            ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
        />
        <Select
          value={query.verdict}
          aria-label={t('scans.found')}
          onChange={(verdict) => change({ verdict })}
          options={[
            { value: '' as const, label: t('scans.anyFound') },
            ...FOUND.map((value) => ({ value, label: t(`scans.found.${value}`) })),
          ]}
        />
        <Select
          value={query.sort}
          aria-label={t('scans.sort')}
          onChange={(sort) => change({ sort })}
          options={SORTS.map((value) => ({ value, label: t(`scans.sort.${value}`) }))}
        />
      </div>
      <section className="panel flat">
        <LoadedView state={state} onRetry={reload}>
          {(page) =>
            page.items.length === 0 ? (
              <EmptyState text={isFiltered ? t('scans.noMatch') : t('scans.none')}>
                {isFiltered ? (
                  <Button
                    onClick={() => {
                      setTyped('');
                      change({ q: '', status: '', verdict: '' });
                    }}
                  >
                    {t('action.clearFilters')}
                  </Button>
                ) : (
                  <Link to="/">
                    <Button type="primary">{t('scans.new')}</Button>
                  </Link>
                )}
              </EmptyState>
            ) : (
              <>
                <Rows rows={page.items} />
                <Pagination
                  className="pager"
                  current={page.page}
                  pageSize={page.pageSize}
                  total={page.total}
                  pageSizeOptions={PAGE_SIZES}
                  showSizeChanger
                  responsive
                  showTotal={(total) => t('list.total', { n: total })}
                  onChange={(next, pageSize) => change({ page: next, pageSize })}
                />
              </>
            )
          }
        </LoadedView>
      </section>
    </>
  );
}
