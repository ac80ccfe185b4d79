import { Select } from 'antd';
import { Link } from 'react-router';
import { CASE_STATES, type CasePage, type CaseRow } from '../api/case-types.ts';
import { callApi } from '../api/client.ts';
import { useLoad } from '../api/use-load.ts';
import { CaseStateLabel } from '../cases/case-state-label.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedRows } from '../parts/paged-rows.tsx';
import { LoadedView } from '../parts/states.tsx';
import { useFilters } from '../parts/use-filters.ts';

const PAGE_SIZE = 20;

function Row({ one }: { readonly one: CaseRow }) {
  const { t } = useSpeech();
  return (
    <li>
      <Link to={`/cases/${one.id}`} className="review-row" data-test="case-row">
        <span className="row-head">
          <CaseStateLabel state={one.state} overdue={one.overdue} />
          {one.earlierOffences > 0 ? (
            <span className="label verdict-suspected">{t('case.offences', { n: one.earlierOffences })}</span>
          ) : null}
        </span>
        <strong className="wrap">
          {one.label || one.packageName} {one.versionName}
        </strong>
        <span className="quiet small wrap">
          {one.packageName}
          {one.dueOn === undefined ? null : ` · ${t('case.due', { day: one.dueOn })}`}
          {one.lookBackOn === undefined ? null : ` · ${t('case.lookBack', { day: one.lookBackOn })}`}
        </span>
      </Link>
    </li>
  );
}

/** Cases, the nearest deadline first. The address holds the filters. */
export function CasesPage() {
  const { t } = useSpeech();
  const { params, set } = useFilters();
  const state = params.get('state') ?? '';
  const due = params.get('due') ?? 'any';
  const page = Number(params.get('page') ?? 1);
  const query = new URLSearchParams({
    ...(state !== '' && { state }),
    due,
    page: String(page),
    pageSize: String(PAGE_SIZE),
  }).toString();
  const { state: loaded, reload } = useLoad(query, (signal) =>
    callApi<CasePage>('GET', `/cases?${query}`, { signal }),
  );
  return (
    <>
      <PageHead title={t('case.title')} lead={t('case.lead')} />
      <section className="panel">
        <div className="filters">
          <Select
            value={state}
            aria-label={t('case.state')}
            onChange={(value) => set('state', value)}
            options={[
              { value: '', label: t('case.anyState') },
              ...CASE_STATES.map((value) => ({ value: value as string, label: t(`case.state.${value}`) })),
            ]}
          />
          <Select
            value={due}
            aria-label={t('case.deadline')}
            onChange={(value) => set('due', value === 'any' ? '' : value)}
            options={[
              { value: 'any', label: t('case.anyDeadline') },
              { value: 'overdue', label: t('case.overdue') },
            ]}
          />
        </div>
        <LoadedView state={loaded} onRetry={reload}>
          {(found) => (
            <PagedRows
              items={found.items}
              total={found.total}
              page={page}
              pageSize={PAGE_SIZE}
              emptyText={t('case.none')}
              renderRow={(one) => <Row key={one.id} one={one} />}
              onPage={(value) => set('page', String(value))}
            />
          )}
        </LoadedView>
      </section>
    </>
  );
}
