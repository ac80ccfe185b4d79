import { Select } from 'antd';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { callApi } from '../api/client.ts';
import type { CompanyFile, CompanyRow } from '../api/platform-types.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { LoadedView } from '../parts/states.tsx';
import { useFilters } from '../parts/use-filters.ts';
import { PagedList } from '../platform/paged-list.tsx';
import { PlatformTabs } from '../platform/platform-tabs.tsx';
import { ProblemList } from '../platform/problem-list.tsx';
import { SearchBox } from '../platform/search-box.tsx';
import { TrendChart } from '../platform/trend-chart.tsx';

const SORTS = ['violations', 'apps', 'name'] as const;

function Row({ company }: { readonly company: CompanyRow }) {
  const { t } = useSpeech();
  return (
    <li>
      <Link to={`/companies/${company.id}`} className="review-row" data-test="company-row">
        <strong className="wrap">{company.name}</strong>
        <span className="quiet small">
          {t(`companies.from.${company.nameSource}`)} · {t('companies.apps', { n: company.apps })} ·{' '}
          {t('apps.violations', { n: company.violations })}
        </span>
      </Link>
    </li>
  );
}

/** Who answers for apps, the one with the most violations first. */
export function CompaniesPage() {
  const { t } = useSpeech();
  const { params, set } = useFilters();
  const q = params.get('q') ?? '';
  const sort = params.get('sort') ?? 'violations';
  return (
    <>
      <PageHead title={t('companies.title')} lead={t('companies.lead')} />
      <PlatformTabs />
      <section className="panel">
        <div className="filters">
          <SearchBox value={q} placeholder={t('companies.search')} onSearch={(value) => set('q', value)} />
          <Select
            value={sort}
            aria-label={t('scans.sort')}
            onChange={(value) => set('sort', value)}
            options={SORTS.map((value) => ({ value: value as string, label: t(`companies.sort.${value}`) }))}
          />
        </div>
        <PagedList<CompanyRow>
          path="/companies"
          query={{ q, sort }}
          emptyText={t('companies.none')}
          renderRow={(company) => <Row key={company.id} company={company} />}
        />
      </section>
    </>
  );
}

function Shown({ company }: { readonly company: CompanyFile }) {
  const { t, language } = useSpeech();
  const points = useMemo(
    () => company.trend.map(({ at, mark, violations }) => ({ at, share: mark, count: violations })),
    [company.trend],
  );
  return (
    <>
      <PageHead title={company.name} lead={t(`companies.from.${company.nameSource}`)}>
        <Link to="/companies">{t('companies.back')}</Link>
        <Link to={`/apps?company=${company.id}`}>{t('companies.apps', { n: company.apps })}</Link>
      </PageHead>
      <section className="panel" data-test="company-head">
        <p className="row-head">
          <span>{t('apps.violations', { n: company.violations })}</span>
          {company.offences > 0 ? (
            <span className="label verdict-violation">{t('case.offences', { n: company.offences })}</span>
          ) : null}
          <span className="quiet">
            {t('companies.since', { day: renderTime(company.firstSeenAt, language) })}
          </span>
        </p>
        <dl className="pairs">
          {company.names.map((one) => (
            <div key={`${one.source} ${one.name}`}>
              <dt>{t(`companies.from.${one.source}`)}</dt>
              <dd className="wrap">{one.name}</dd>
            </div>
          ))}
          {company.keys.map((key) => (
            <div key={key.certificateSha256}>
              <dt>{t('app.key')}</dt>
              <dd className="wrap">
                <Mono text={key.certificateSha256} copy /> <span className="quiet small">{key.subject}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <div className="two-columns">
        <section className="panel">
          <h2>{t('trend.title')}</h2>
          <TrendChart points={points} />
        </section>
        <section className="panel">
          <h2>{t('apps.frequent')}</h2>
          <ProblemList problems={company.problems} filter={{ company: company.id }} />
        </section>
      </div>
    </>
  );
}

export function CompanyPage() {
  const { id = '' } = useParams();
  const { state, reload } = useLoad(`company/${id}`, (signal) =>
    callApi<CompanyFile>('GET', `/companies/${encodeURIComponent(id)}`, { signal }),
  );
  return (
    <LoadedView state={state} onRetry={reload}>
      {(company) => <Shown company={company} />}
    </LoadedView>
  );
}
