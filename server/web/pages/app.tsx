import { Button, Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { groupByRule } from '../../../reports/shared/group-by-rule.ts';
import type { CasePage } from '../api/case-types.ts';
import { callApi } from '../api/client.ts';
import type { AppFile, AppScan } from '../api/platform-types.ts';
import { useLoad } from '../api/use-load.ts';
import { CaseStateLabel } from '../cases/case-state-label.tsx';
import { renderShare, renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { MarkLabel, SeverityLabel, VerdictLabel } from '../parts/labels.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { EmptyState, LoadedView } from '../parts/states.tsx';
import { FilingLabel } from '../platform/app-line.tsx';
import { TrendChart } from '../platform/trend-chart.tsx';

function History({ app }: { readonly app: AppFile }) {
  const { t, language } = useSpeech();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setChosen((old) => (old.includes(id) ? old.filter((one) => one !== id) : [...old, id].slice(-2)));
  const compare = () => {
    // The list is the newest first: the earlier of the two is the one further down.
    const [after, before] = app.history.filter(({ submissionId }) => chosen.includes(submissionId));
    if (before && after)
      void navigate(`/apps/${app.id}/compare?before=${before.submissionId}&after=${after.submissionId}`);
  };
  return (
    <section className="panel">
      <h2>{t('app.history')}</h2>
      <p className="row-head">
        <span className="quiet">{t('app.chooseTwo')}</span>
        <Button disabled={chosen.length !== 2} onClick={compare} data-test="compare">
          {t('app.compare')}
        </Button>
      </p>
      <ul className="plain rows">
        {app.history.map((scan) => (
          <li key={scan.submissionId} data-test="app-scan">
            <span className="row-head">
              <Checkbox
                checked={chosen.includes(scan.submissionId)}
                onChange={() => toggle(scan.submissionId)}
                aria-label={t('app.choose', { version: scan.versionName })}
              />
              <MarkLabel score={scan.score} />
              <Link to={`/scans/${scan.submissionId}`}>
                {scan.versionName} ({scan.versionCode})
              </Link>
            </span>
            <span className="quiet small wrap">
              {renderTime(scan.finishedAt, language)} · {t(`profile.${scan.profile}`)} ·{' '}
              {t('apps.violations', { n: scan.violations })} · {t('apps.suspected', { n: scan.suspected })} ·{' '}
              {t('mark.coverageIs', { share: renderShare(scan.coverageShare) })}
              {storesOf(app, scan)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function storesOf(app: AppFile, scan: AppScan): string {
  const stores = app.versions.find(({ sha256 }) => sha256 === scan.sha256)?.stores ?? [];
  const names = stores.map(({ name }) => name).filter((name) => name !== '');
  return names.length === 0 ? '' : ` · ${names.join(', ')}`;
}

function Problems({ app }: { readonly app: AppFile }) {
  const { t, pick, language } = useSpeech();
  const problems = useMemo(() => groupByRule(app.problems, ({ verdict }) => verdict), [app.problems]);
  return (
    <section className="panel">
      <h2>{t('app.problems', { n: problems.length })}</h2>
      {app.problems.length === 0 ? <EmptyState text={t('apps.noProblems')} /> : null}
      <ul className="plain rows">
        {problems.map(({ first: problem, dutyIds }) => (
          <li key={`${problem.verdict} ${problem.ruleId}`} data-test="app-problem">
            <span className="row-head">
              <SeverityLabel severity={problem.severity} />
              <VerdictLabel verdict={problem.verdict} />
              <strong className="wrap">{pick(problem.title)}</strong>
            </span>
            <span className="quiet small wrap">{dutyIds.join(', ')}</span>
            {problem.since === undefined ? null : (
              <span className="quiet small">
                {' '}
                {t('app.since', {
                  day: renderTime(problem.since, language),
                  version: problem.sinceVersion ?? '',
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Cases({ packageName }: { readonly packageName: string }) {
  const { t } = useSpeech();
  const query = new URLSearchParams({ packageName, pageSize: '20' }).toString();
  const { state, reload } = useLoad(query, (signal) =>
    callApi<CasePage>('GET', `/cases?${query}`, { signal }),
  );
  return (
    <section className="panel">
      <h2>{t('case.title')}</h2>
      <LoadedView state={state} onRetry={reload}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('app.noCases')} />
          ) : (
            <ul className="plain rows">
              {items.map((one) => (
                <li key={one.id}>
                  <span className="row-head">
                    <CaseStateLabel {...one} />
                    <Link to={`/cases/${one.id}`}>
                      {one.label || one.packageName} {one.versionName}
                    </Link>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </LoadedView>
    </section>
  );
}

function Sdks({ app }: { readonly app: AppFile }) {
  const { t, language } = useSpeech();
  if (app.sdks.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t('app.sdks', { n: app.sdks.length })}</h2>
      <ul className="plain rows">
        {app.sdks.map((sdk) => (
          <li key={sdk.id}>
            <span className="row-head">
              <span className="wrap">
                {(language === 'en' ? sdk.name : sdk.nameZh) ?? sdk.name} {sdk.version ?? ''}
              </span>
              <Link to={`/vendors/${sdk.vendor.id}`}>{sdk.vendor.name}</Link>
              {sdk.problems > 0 ? (
                <span className="label verdict-suspected">{t('app.sdkProblems', { n: sdk.problems })}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Identity({ app }: { readonly app: AppFile }) {
  const { t, language } = useSpeech();
  return (
    <section className="panel" data-test="app-head">
      <p className="row-head">
        <MarkLabel score={app.score} />
        <span>{t('apps.violations', { n: app.violations })}</span>
        <span>{t('apps.suspected', { n: app.suspected })}</span>
        {app.offences > 0 ? (
          <span className="label verdict-violation">{t('case.offences', { n: app.offences })}</span>
        ) : null}
        <FilingLabel state={app.filing} />
        {app.numberShown === 'unknown' ? null : <span>{t(`filingNumber.${app.numberShown}`)}</span>}
      </p>
      <dl className="pairs">
        {app.company === undefined ? null : (
          <div>
            <dt>{t('app.company')}</dt>
            <dd>
              <Link to={`/companies/${app.company.id}`}>{app.company.name}</Link>
            </dd>
          </div>
        )}
        {app.filingRecord === undefined ? null : (
          <div>
            <dt>{t('filing.label')}</dt>
            <dd className="wrap">
              {app.filingRecord.number} · {app.filingRecord.company} · {app.filingRecord.appName}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('app.seen')}</dt>
          <dd>
            {renderTime(app.firstSeenAt, language)} – {renderTime(app.lastSeenAt, language)}
          </dd>
        </div>
        {app.keyLine === '' ? null : (
          <div>
            <dt>{t('app.key')}</dt>
            <dd>
              <Mono text={app.keyLine} copy />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Shown({ app }: { readonly app: AppFile }) {
  const { t } = useSpeech();
  return (
    <>
      <PageHead title={`${app.label || app.packageName} ${app.versionName}`} lead={app.packageName}>
        <Link to="/apps">{t('app.back')}</Link>
        <Link to={`/scans/${app.latestSubmissionId}`}>{t('case.openReport')}</Link>
      </PageHead>
      <Identity app={app} />
      <div className="two-columns wide-left">
        <div className="stack">
          <section className="panel">
            <h2>{t('trend.title')}</h2>
            <TrendChart
              points={app.history.map((scan) => ({
                at: scan.finishedAt,
                share: scan.score.mark,
                count: scan.violations,
                name: scan.versionName,
              }))}
            />
          </section>
          <Problems app={app} />
        </div>
        <div className="stack">
          <History app={app} />
          <Cases packageName={app.packageName} />
          <Sdks app={app} />
        </div>
      </div>
    </>
  );
}

/** One app: how it did over time and over stores, what is open, who answers for it. */
export function AppPage() {
  const { id = '' } = useParams();
  const { state, reload } = useLoad(`app/${id}`, (signal) =>
    callApi<AppFile>('GET', `/apps/${encodeURIComponent(id)}`, { signal }),
  );
  return (
    <LoadedView state={state} onRetry={reload}>
      {(app) => <Shown app={app} />}
    </LoadedView>
  );
}
