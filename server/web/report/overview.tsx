import { Button, Skeleton } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import type { VerdictKind } from '../../../rules/engine/verdict.ts';
import { useSpeech } from '../i18n/language.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useReport } from './context.ts';
import { FindingRow } from './finding-row.tsx';
import { countVerdicts, findWorst, type Finding } from './model.ts';

// ECharts is the heaviest part of the pages: fetched only when a chart is about to show.
const charts = () => import('./charts.tsx');
const DocumentChart = lazy(async () => ({ default: (await charts()).DocumentChart }));
const SeverityChart = lazy(async () => ({ default: (await charts()).SeverityChart }));
const CallsHeatMap = lazy(async () => ({ default: (await charts()).CallsHeatMap }));

const WORST_SHOWN = 6;

function ChartPanel({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel">
      <h3>{title}</h3>
      {hint === undefined ? null : <p className="quiet">{hint}</p>}
      <Suspense fallback={<Skeleton active />}>{children}</Suspense>
    </section>
  );
}

/** The report at a glance: counts, the worst findings, three charts. */
export function OverviewTab({
  onOpen,
  onShowVerdict,
}: {
  readonly onOpen: (finding: Finding, list: readonly Finding[]) => void;
  readonly onShowVerdict: (kind: VerdictKind) => void;
}) {
  const { t } = useSpeech();
  const { report, findings } = useReport();
  const counts = countVerdicts(findings);
  const worst = findWorst(findings, WORST_SHOWN);
  return (
    <>
      <div className="figures">
        {(['violation', 'suspected', 'needs-human', 'cannot-tell', 'compliant'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            className={`panel figure verdict-${kind}`}
            onClick={() => onShowVerdict(kind)}
          >
            <span className="figure-name">{t(`verdict.${kind}`)}</span>
            <strong>{counts[kind]}</strong>
            <span className="quiet small">{t(`verdictHint.${kind}`)}</span>
          </button>
        ))}
      </div>
      <div className="two-columns wide-left">
        <section className="panel flat finding-group">
          <h3>{t('overview.worst')}</h3>
          {worst.length === 0 ? (
            <EmptyState text={t('overview.noneFound')} />
          ) : (
            worst.map((finding) => (
              <FindingRow key={finding.key} finding={finding} onOpen={(opened) => onOpen(opened, worst)} />
            ))
          )}
          {worst.length === 0 ? null : (
            <Button type="link" onClick={() => onShowVerdict('violation')}>
              {t('overview.allFindings')}
            </Button>
          )}
        </section>
        <ChartPanel title={t('chart.bySeverity')}>
          <SeverityChart />
        </ChartPanel>
      </div>
      <ChartPanel title={t('chart.byDocument')}>
        <DocumentChart />
      </ChartPanel>
      <ChartPanel title={t('chart.calls')} hint={t('chart.callsHint')}>
        {report.piCalls.length === 0 ? <EmptyState text={t('calls.none')} /> : <CallsHeatMap />}
      </ChartPanel>
    </>
  );
}
