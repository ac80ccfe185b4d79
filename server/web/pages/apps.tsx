import { Button, Select } from 'antd';
import { callApi } from '../api/client.ts';
import { FILING_STATES, type AppRow, type CommonProblem } from '../api/platform-types.ts';
import { useAccount } from '../api/session.tsx';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { LoadedView } from '../parts/states.tsx';
import { useFilters } from '../parts/use-filters.ts';
import { AppLine } from '../platform/app-line.tsx';
import { PagedList } from '../platform/paged-list.tsx';
import { PlatformTabs } from '../platform/platform-tabs.tsx';
import { ProblemList } from '../platform/problem-list.tsx';
import { SearchBox } from '../platform/search-box.tsx';

const SORTS = ['-lastSeen', '-violations', 'mark', 'label'] as const;
const LINKED = ['company', 'store', 'vendor', 'sdk', 'duty', 'rule'] as const;

function MostFrequent() {
  const { t } = useSpeech();
  const { state, reload } = useLoad('problems', (signal) =>
    callApi<{ items: readonly CommonProblem[] }>('GET', '/problems?limit=10', { signal }),
  );
  return (
    <section className="panel">
      <h2>{t('apps.frequent')}</h2>
      <LoadedView state={state} onRetry={reload}>
        {({ items }) => <ProblemList problems={items} />}
      </LoadedView>
    </section>
  );
}

/** Apps above their samples. The address holds the filters, also those that other pages link here with. */
export function AppsPage() {
  const { t } = useSpeech();
  const { role } = useAccount();
  const { params, set } = useFilters();
  const q = params.get('q') ?? '';
  const sort = params.get('sort') ?? '-lastSeen';
  const filing = params.get('filing') ?? '';
  const linked = Object.fromEntries(LINKED.map((name) => [name, params.get(name) ?? '']));
  const isLinked = Object.values(linked).some((value) => value !== '');
  const isAuthority = role === 'admin' || role === 'inspector';
  return (
    <>
      <PageHead title={t('apps.title')} lead={t('apps.lead')} />
      <PlatformTabs />
      <div className={isAuthority ? 'two-columns wide-left' : undefined}>
        <section className="panel">
          <div className="filters">
            <SearchBox value={q} placeholder={t('apps.search')} onSearch={(value) => set('q', value)} />
            <Select
              value={filing}
              aria-label={t('filing.label')}
              onChange={(value) => set('filing', value)}
              options={[
                { value: '', label: t('filing.any') },
                ...FILING_STATES.map((value) => ({ value: value as string, label: t(`filing.${value}`) })),
              ]}
            />
            <Select
              value={sort}
              aria-label={t('scans.sort')}
              onChange={(value) => set('sort', value)}
              options={SORTS.map((value) => ({ value: value as string, label: t(`apps.sort.${value}`) }))}
            />
            {isLinked ? (
              <Button onClick={() => LINKED.forEach((name) => set(name, ''))}>{t('apps.all')}</Button>
            ) : null}
          </div>
          <PagedList<AppRow>
            path="/apps"
            query={{ q, sort, filing, ...linked }}
            emptyText={t('apps.none')}
            renderRow={(app) => <AppLine key={app.id} app={app} />}
          />
        </section>
        {isAuthority ? <MostFrequent /> : null}
      </div>
    </>
  );
}
