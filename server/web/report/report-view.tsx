import { Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { VerdictKind } from '../../../rules/engine/verdict.ts';
import type { Report } from '../../../reports/model/report.ts';
import { renderBytes, renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { usePageTitle } from '../parts/page-head.tsx';
import { ReportContext, type ShownReport } from './context.ts';
import { CoverageTab } from './coverage.tsx';
import { Downloads } from './downloads.tsx';
import { CallsTab, EndpointsTab, PermissionsTab, SdksTab } from './facts.tsx';
import { FindingDrawer } from './finding-drawer.tsx';
import { FindingsTab, type FindingFilter } from './findings.tsx';
import { IdentityTab } from './identity.tsx';
import { MarkAndCoverage } from './mark.tsx';
import { toIndex, type Finding } from './model.ts';
import { OverviewTab } from './overview.tsx';
import { PoliciesTab } from './policies.tsx';
import { RunTab } from './run.tsx';

/** What counts as found; where nothing was found, what a person has to look at. */
function toFirstFilter(report: Report): FindingFilter {
  const found: readonly VerdictKind[] = ['violation', 'suspected'];
  const isAny = report.verdicts.some(({ verdict }) => found.includes(verdict));
  return { verdicts: new Set(isAny ? found : ['needs-human']), severity: -1, caller: '', words: '' };
}

function Head({ report }: { readonly report: Report }) {
  const { t, language } = useSpeech();
  const { app } = report;
  return (
    <header className="panel report-head">
      <div className="report-identity">
        <h1 className="wrap">{app.label || app.packageName}</h1>
        <p>
          <Mono text={app.packageName} copy />
        </p>
        <p className="quiet">
          {t('report.version', { name: app.versionName, code: app.versionCode })} ·{' '}
          {renderBytes(app.sizeBytes)} · SDK {app.minSdk}–{app.targetSdk}
        </p>
        <p className="quiet">
          SHA-256 <Mono text={app.sha256} copy />
        </p>
        <p className="quiet">
          {t('report.scanned', { when: renderTime(report.createdAt, language) })} ·{' '}
          {t(`profile.${report.profile}`)} · {t('report.rules', { version: report.engine.rulesVersion })}
        </p>
        <Downloads />
      </div>
      <MarkAndCoverage />
    </header>
  );
}

/** A finished scan's report: the head, its parts as tabs, and the drawer that holds a finding's evidence. */
export function ReportView({
  report,
  submissionId,
}: {
  readonly report: Report;
  readonly submissionId: string;
}) {
  const { t } = useSpeech();
  usePageTitle(report.app.label || report.app.packageName);
  const [params, setParams] = useSearchParams();
  const [filter, setFilter] = useState(() => toFirstFilter(report));
  const [list, setList] = useState<readonly Finding[]>([]);
  const shown = useMemo<ShownReport>(() => ({ ...toIndex(report), submissionId }), [report, submissionId]);
  const current = shown.findings.find((finding) => finding.key === params.get('finding'));

  const setParam = (name: string, value: string | undefined) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === undefined) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const open = (finding: Finding, from: readonly Finding[]) => {
    setList(from);
    setParam('finding', finding.key);
  };
  const showVerdict = (kind: VerdictKind) => {
    setFilter({ ...toFirstFilter(report), verdicts: new Set([kind]) });
    setParam('tab', 'findings');
  };

  const count = (n: number) => <span className="tab-count">{n}</span>;
  const found = report.verdicts.filter(
    ({ verdict }) => verdict === 'violation' || verdict === 'suspected',
  ).length;
  const tabs = [
    {
      key: 'overview',
      label: t('tab.overview'),
      children: <OverviewTab onOpen={open} onShowVerdict={showVerdict} />,
    },
    {
      key: 'findings',
      label: (
        <>
          {t('tab.findings')} {count(found)}
        </>
      ),
      children: <FindingsTab filter={filter} onFilter={setFilter} onOpen={open} />,
    },
    { key: 'run', label: t('tab.run'), children: <RunTab /> },
    { key: 'sdks', label: <>SDK {count(report.sdks.length)}</>, children: <SdksTab /> },
    {
      key: 'permissions',
      label: (
        <>
          {t('tab.permissions')} {count(report.permissions.length)}
        </>
      ),
      children: <PermissionsTab />,
    },
    { key: 'policies', label: t('tab.policies'), children: <PoliciesTab /> },
    { key: 'calls', label: t('tab.calls'), children: <CallsTab /> },
    {
      key: 'endpoints',
      label: (
        <>
          {t('tab.endpoints')} {count(report.endpoints.length)}
        </>
      ),
      children: <EndpointsTab />,
    },
    { key: 'coverage', label: t('tab.coverage'), children: <CoverageTab /> },
    { key: 'identity', label: t('tab.identity'), children: <IdentityTab /> },
  ];
  const wanted = params.get('tab');
  return (
    <ReportContext value={shown}>
      <Head report={report} />
      <Tabs
        className="report-tabs"
        activeKey={tabs.some((tab) => tab.key === wanted) ? (wanted ?? 'overview') : 'overview'}
        onChange={(tab) => setParam('tab', tab)}
        destroyOnHidden
        items={tabs}
      />
      <FindingDrawer
        list={list.length === 0 ? shown.findings : list}
        current={current}
        onShow={(finding) => setParam('finding', finding?.key)}
      />
    </ReportContext>
  );
}
