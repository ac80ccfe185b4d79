import { Link, useParams, useSearchParams } from 'react-router';
import type { FindingChange, ReportComparison } from '../../../reports/compare/compare-reports.ts';
import { callApi } from '../api/client.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { SeverityLabel } from '../parts/labels.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { EmptyState, LoadedView } from '../parts/states.tsx';

const CHANGES = ['new', 'still', 'unseen', 'gone'] as const satisfies readonly FindingChange[];
const STYLES: Readonly<Record<FindingChange, string>> = {
  new: 'verdict-violation',
  still: 'verdict-suspected',
  unseen: 'verdict-cannot-tell',
  gone: 'verdict-compliant',
};
const SETS = ['sdks', 'permissions', 'hosts', 'signers'] as const;

function Findings({ comparison }: { readonly comparison: ReportComparison }) {
  const { t, pick } = useSpeech();
  return CHANGES.map((change) => {
    const findings = comparison.findings.filter((finding) => finding.change === change);
    return findings.length === 0 ? null : (
      <section key={change} className="panel">
        <h2>
          <span className={`label ${STYLES[change]}`}>{t(`compare.${change}`)}</span> {findings.length}
        </h2>
        <ul className="plain rows">
          {findings.map((finding) => (
            <li key={`${finding.dutyId} ${finding.ruleId}`} data-test={`finding-${change}`}>
              <span className="row-head">
                <SeverityLabel severity={finding.severity} />
                <span className="quiet">{finding.dutyId}</span>
              </span>
              <strong className="wrap">{pick(finding.title)}</strong>
              <p className="quiet wrap">{pick(finding.message)}</p>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function Sets({ comparison }: { readonly comparison: ReportComparison }) {
  const { t } = useSpeech();
  const changed = SETS.filter((name) => comparison[name].added.length + comparison[name].removed.length > 0);
  return (
    <section className="panel">
      <h2>{t('compare.sets')}</h2>
      {changed.length === 0 ? <EmptyState text={t('compare.noSets')} /> : null}
      {changed.map((name) => (
        <div key={name}>
          <h3>{t(`compare.set.${name}`)}</h3>
          <ul className="plain">
            {comparison[name].added.map((one) => (
              <li key={`+${one}`} className="wrap">
                <span className="label verdict-violation">{t('compare.added')}</span> {one}
              </li>
            ))}
            {comparison[name].removed.map((one) => (
              <li key={`-${one}`} className="wrap">
                <span className="label neutral">{t('compare.removed')}</span> {one}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {comparison.behaviour.length === 0 ? null : (
        <>
          <h3>{t('compare.behaviour')}</h3>
          <ul className="plain">
            {comparison.behaviour.map((row) => (
              <li key={`${row.piType} ${row.phase} ${row.caller}`} className="wrap">
                {row.piType} · {row.phase} · {row.caller}: {row.before} → {row.after}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Two scans of an app side by side: what `appgov diff` tells, as a page. */
export function ComparePage() {
  const { t, language } = useSpeech();
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const query = new URLSearchParams({
    before: params.get('before') ?? '',
    after: params.get('after') ?? '',
  }).toString();
  const { state, reload } = useLoad(`${id}?${query}`, (signal) =>
    callApi<ReportComparison>('GET', `/apps/${encodeURIComponent(id)}/comparison?${query}`, { signal }),
  );
  return (
    <>
      <PageHead title={t('compare.title')}>
        <Link to={`/apps/${id}`}>{t('compare.back')}</Link>
      </PageHead>
      <LoadedView state={state} onRetry={reload}>
        {(comparison) => (
          <>
            <section className="panel" data-test="compared">
              {(['before', 'after'] as const).map((side) => (
                <p key={side} className="wrap">
                  <span className="label neutral">{t(`compare.${side}`)}</span> {comparison[side].versionName}{' '}
                  ({comparison[side].versionCode}) · {renderTime(comparison[side].createdAt, language)} ·{' '}
                  {t('mark.mark')} {Math.round(comparison[side].mark)}
                </p>
              ))}
              {comparison.notes.map((note) => (
                <p key={note} className="caution">
                  {t(`compare.note.${note}`)}
                </p>
              ))}
            </section>
            <div className="two-columns wide-left">
              <div className="stack">
                <Findings comparison={comparison} />
              </div>
              <Sets comparison={comparison} />
            </div>
          </>
        )}
      </LoadedView>
    </>
  );
}
