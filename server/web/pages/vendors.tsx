import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { callApi } from '../api/client.ts';
import type { VendorFile, VendorRow } from '../api/platform-types.ts';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { LoadedView } from '../parts/states.tsx';
import { useFilters } from '../parts/use-filters.ts';
import { CountChart } from '../platform/count-chart.tsx';
import { PagedList } from '../platform/paged-list.tsx';
import { PlatformTabs } from '../platform/platform-tabs.tsx';
import { ProblemList } from '../platform/problem-list.tsx';
import { SearchBox } from '../platform/search-box.tsx';
import { TrendChart } from '../platform/trend-chart.tsx';

const MOST_BARS = 12;

function Row({ vendor }: { readonly vendor: VendorRow }) {
  const { t } = useSpeech();
  return (
    <li>
      <Link to={`/vendors/${vendor.id}`} className="review-row" data-test="vendor-row">
        <strong className="wrap">{vendor.name}</strong>
        <span className="quiet small">
          {vendor.country === undefined ? '' : `${vendor.country} · `}
          {t('vendors.apps', { n: vendor.apps })}
        </span>
      </Link>
    </li>
  );
}

/** Makers of SDKs, those in most apps first. */
export function VendorsPage() {
  const { t } = useSpeech();
  const { params, set } = useFilters();
  const q = params.get('q') ?? '';
  return (
    <>
      <PageHead title={t('vendors.title')} lead={t('vendors.lead')} />
      <PlatformTabs />
      <section className="panel">
        <div className="filters">
          <SearchBox value={q} placeholder={t('vendors.search')} onSearch={(value) => set('q', value)} />
        </div>
        <PagedList<VendorRow>
          path="/vendors"
          query={{ q }}
          emptyText={t('vendors.none')}
          renderRow={(vendor) => <Row key={vendor.id} vendor={vendor} />}
        />
      </section>
    </>
  );
}

function Shown({ vendor }: { readonly vendor: VendorFile }) {
  const { t, language } = useSpeech();
  const series = useMemo(() => [{ name: t('vendors.inApps'), color: '#1d4f91' }], [t]);
  const points = useMemo(
    () =>
      vendor.trend.map(({ at, scans, troubled }) => ({ at, share: (100 * troubled) / scans, count: scans })),
    [vendor.trend],
  );
  const names = useMemo(() => ({ line: t('vendors.troubledShare'), bars: t('vendors.scans') }), [t]);
  const nameOf = (sdk: VendorFile['sdks'][number]): string =>
    (language === 'en' ? sdk.name : sdk.nameZh) ?? sdk.name;
  const bars = vendor.sdks.slice(0, MOST_BARS).map((sdk) => ({ name: nameOf(sdk), values: [sdk.apps] }));
  return (
    <>
      <PageHead title={vendor.name} {...(vendor.country === undefined ? {} : { lead: vendor.country })}>
        <Link to="/vendors">{t('vendors.back')}</Link>
        <Link to={`/apps?vendor=${vendor.id}`}>{t('vendors.apps', { n: vendor.apps })}</Link>
      </PageHead>
      <section className="panel" data-test="vendor-head">
        <p className="row-head">
          <span>{t('vendors.troubled', { n: vendor.appsWithProblems })}</span>
          {vendor.offences > 0 ? (
            <span className="label verdict-violation">{t('case.offences', { n: vendor.offences })}</span>
          ) : null}
        </p>
      </section>
      {points.length === 0 ? null : (
        <section className="panel" data-test="vendor-trend">
          <h2>{t('vendors.trend')}</h2>
          <TrendChart points={points} names={names} />
        </section>
      )}
      <div className="two-columns">
        <section className="panel">
          <h2>{t('vendors.sdks', { n: vendor.sdks.length })}</h2>
          <CountChart bars={bars} series={series} summary={t('vendors.sdks', { n: vendor.sdks.length })} />
          <ul className="plain rows">
            {vendor.sdks.map((sdk) => (
              <li key={sdk.id}>
                <span className="row-head">
                  <Link to={`/apps?sdk=${encodeURIComponent(sdk.id)}`}>{nameOf(sdk)}</Link>
                  <span className="quiet">{sdk.category}</span>
                </span>
                <span className="quiet small wrap">
                  {sdk.versions.map(({ version, apps }) => `${version} (${apps})`).join(', ')}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section className="panel">
          <h2>{t('vendors.problems')}</h2>
          <ProblemList problems={vendor.problems} filter={{ vendor: vendor.id }} />
        </section>
      </div>
    </>
  );
}

export function VendorPage() {
  const { id = '' } = useParams();
  const { state, reload } = useLoad(`vendor/${id}`, (signal) =>
    callApi<VendorFile>('GET', `/vendors/${encodeURIComponent(id)}`, { signal }),
  );
  return (
    <LoadedView state={state} onRetry={reload}>
      {(vendor) => <Shown vendor={vendor} />}
    </LoadedView>
  );
}
