import { Input, Table, type TableColumnsType } from 'antd';
import { callApi } from '../api/client.ts';
import type { AuditPage as Found, AuditRow } from '../api/office-types.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { EmptyState, LoadedView } from '../parts/states.tsx';
import { useFilters } from '../parts/use-filters.ts';

const PAGE_SIZE = 50;

/** Who did what: read-only, the newest first, each line chained to the one before. */
export function AuditPage() {
  const { t, language } = useSpeech();
  const { params, set } = useFilters();
  const page = Number(params.get('page') ?? 1);
  const by = params.get('by') ?? '';
  const action = params.get('action') ?? '';
  const query = new URLSearchParams({
    page: String(page),
    pageSize: String(PAGE_SIZE),
    ...(by !== '' && { by }),
    ...(action !== '' && { action }),
  }).toString();
  const { state, reload } = useLoad(query, (signal) => callApi<Found>('GET', `/audit?${query}`, { signal }));

  const columns: TableColumnsType<AuditRow> = [
    { title: t('audit.number'), dataIndex: 'number' },
    {
      title: t('audit.at'),
      key: 'at',
      render: (_, row) => <span className="nowrap">{renderTime(row.at, language)}</span>,
    },
    {
      title: t('audit.by'),
      key: 'by',
      render: (_, row) => <span className="wrap">{row.by === '' ? t('audit.nobody') : row.by}</span>,
    },
    {
      title: t('audit.action'),
      key: 'action',
      render: (_, row) => (
        <>
          <strong>{row.action}</strong>
          <div className="quiet small wrap">{row.target.replace('/api/v1', '')}</div>
        </>
      ),
    },
    {
      title: t('audit.outcome'),
      key: 'outcome',
      render: (_, row) => (
        <span className={`label ${row.outcome === 'done' ? 'verdict-compliant' : 'verdict-violation'}`}>
          {row.outcome === 'done' ? t('audit.done') : row.outcome}
        </span>
      ),
    },
  ];

  return (
    <>
      <PageHead title={t('audit.title')} lead={t('audit.lead')} />
      <section className="panel">
        <div className="filters">
          <Input.Search
            allowClear
            defaultValue={by}
            placeholder={t('audit.byFilter')}
            aria-label={t('audit.byFilter')}
            onSearch={(value) => set('by', value.trim())}
          />
          <Input.Search
            allowClear
            defaultValue={action}
            placeholder={t('audit.actionFilter')}
            aria-label={t('audit.actionFilter')}
            onSearch={(value) => set('action', value.trim())}
          />
        </div>
        <LoadedView state={state} onRetry={reload}>
          {(found) => (
            <>
              {found.head === undefined ? null : (
                <p className="quiet small wrap">
                  {t('audit.head')} <Mono text={found.head} copy />
                </p>
              )}
              {found.items.length === 0 ? (
                <EmptyState text={t('list.noMatch')} />
              ) : (
                <Table<AuditRow>
                  rowKey="number"
                  size="small"
                  columns={columns}
                  dataSource={[...found.items]}
                  scroll={{ x: 'max-content' }}
                  expandable={{
                    expandedRowRender: (row) => (
                      <div className="stack small">
                        <code className="wrap">{row.detail}</code>
                        <Mono text={row.hash} />
                      </div>
                    ),
                  }}
                  pagination={{
                    current: page,
                    pageSize: PAGE_SIZE,
                    total: found.total,
                    showSizeChanger: false,
                    showTotal: (count) => t('list.total', { n: count }),
                    onChange: (value) => set('page', String(value)),
                  }}
                />
              )}
            </>
          )}
        </LoadedView>
      </section>
    </>
  );
}
