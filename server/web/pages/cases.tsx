import { Select } from 'antd';
import { CASE_STATES, type CasePage } from '../api/case-types.ts';
import { callApi } from '../api/client.ts';
import { useAccount } from '../api/session.tsx';
import { useLoad } from '../api/use-load.ts';
import { CaseLine } from '../cases/case-line.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedRows } from '../parts/paged-rows.tsx';
import { LoadedView } from '../parts/states.tsx';
import { useFilters } from '../parts/use-filters.ts';

const PAGE_SIZE = 20;

/** The table of a public notice, of all that are publicly named now. */
function PublicNotice() {
  const { t, language } = useSpeech();
  return (
    <>
      {(['xlsx', 'docx'] as const).map((format) => (
        <a
          key={format}
          href={`/api/v1/public-notice?format=${format}&lang=${language}`}
          data-test={`public-notice-${format}`}
        >
          {t('case.publicNotice', { format: format.toUpperCase() })}
        </a>
      ))}
    </>
  );
}

/** Cases, the nearest deadline first. The address holds the filters. */
export function CasesPage() {
  const { t } = useSpeech();
  const { role } = useAccount();
  const isAuthority = role === 'admin' || role === 'inspector';
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
      <PageHead title={t('case.title')} lead={t('case.lead')}>
        {isAuthority && state === 'publicly-named' ? <PublicNotice /> : null}
      </PageHead>
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
              renderRow={(one) => <CaseLine key={one.id} one={one} />}
              onPage={(value) => set('page', String(value))}
            />
          )}
        </LoadedView>
      </section>
    </>
  );
}
