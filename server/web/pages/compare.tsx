import { Link, useParams, useSearchParams } from 'react-router';
import { groupByRule } from '../../../reports/shared/group-by-rule.ts';
import type { FindingChange, ReportComparison } from '../../../reports/compare/compare-reports.ts';
import type { SetChange } from '../../../reports/compare/compare-sets.ts';
import type { NoticeOfChange } from '../../../reports/compare/policy-notice.ts';
import { callApi } from '../api/client.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { findKey } from '../i18n/words/index.ts';
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
const SETS = ['sdks', 'permissions', 'components', 'hosts', 'signers'] as const;

function Findings({ comparison }: { readonly comparison: ReportComparison }) {
  const { t, pick } = useSpeech();
  return CHANGES.map((change) => {
    const findings = groupByRule(
      comparison.findings.filter((finding) => finding.change === change),
      (finding) => finding.message.zh,
    );
    return findings.length === 0 ? null : (
      <section key={change} className="panel">
        <h2>
          <span className={`label ${STYLES[change]}`}>{t(`compare.${change}`)}</span> {findings.length}
        </h2>
        <ul className="plain rows">
          {findings.map(({ first: finding, dutyIds }) => (
            <li key={`${finding.dutyId} ${finding.ruleId}`} data-test={`finding-${change}`}>
              <span className="row-head">
                <SeverityLabel severity={finding.severity} />
                <strong className="wrap">{pick(finding.title)}</strong>
              </span>
              <p className="quiet small wrap">{dutyIds.join(', ')}</p>
              <p className="quiet wrap">{pick(finding.message)}</p>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function Change({ change }: { readonly change: SetChange }) {
  const { t } = useSpeech();
  return (
    <ul className="plain">
      {(['added', 'removed'] as const).flatMap((side) =>
        change[side].map((one) => (
          <li key={`${side} ${one}`} className="wrap">
            <span className={`label ${side === 'added' ? 'verdict-violation' : 'neutral'}`}>
              {t(`compare.${side}`)}
            </span>{' '}
            {one}
          </li>
        )),
      )}
    </ul>
  );
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
          <Change change={comparison[name]} />
        </div>
      ))}
    </section>
  );
}

function Notice({ notice }: { readonly notice: NoticeOfChange }) {
  const { t } = useSpeech();
  if (notice.verdict === 'cannot-tell')
    return <p className="quiet wrap">{t(`compare.notice.${notice.reason}`)}</p>;
  return (
    <p className="wrap">
      <span className={`label verdict-${notice.verdict}`}>{t(`compare.notice.${notice.verdict}`)}</span>{' '}
      {notice.verdict === 'compliant' ? `${notice.shown.sentence} (${notice.shown.screenshotId})` : null}
    </p>
  );
}

function Policies({ comparison }: { readonly comparison: ReportComparison }) {
  const { t } = useSpeech();
  if (comparison.policies.length === 0) return null;
  return (
    <section className="panel" data-test="compared-policies">
      <h2>{t('compare.policies')}</h2>
      {comparison.policies.map(({ change, kind, title, items, sdks, rights, notice }, index) => (
        <div key={index}>
          <p className="wrap">
            <span className={`label ${change === 'silent' ? 'verdict-suspected' : 'neutral'}`}>
              {t(`compare.policy.${change}`)}
            </span>{' '}
            {t(`policyKind.${kind}`)} {title}
          </p>
          {notice ? <Notice notice={notice} /> : null}
          {[items, sdks, rights].map((part, nth) => (
            <Change key={nth} change={part} />
          ))}
        </div>
      ))}
    </section>
  );
}

function Behaviour({ comparison }: { readonly comparison: ReportComparison }) {
  const { t, pick, join } = useSpeech();
  const { runs, behaviour, names } = comparison;
  if (runs === undefined) return null;
  const nameOf = (key: string): string => {
    if (key === 'app' || key === 'unknown') return t(`caller.${key}`);
    if (key.startsWith('library:')) return t('caller.library', { name: key.slice('library:'.length) });
    const name = Object.hasOwn(names, key) ? names[key] : undefined;
    return name === undefined ? key : pick(name);
  };
  const scenarioOf = (id: string): string => {
    const key = findKey('scenario.', id);
    return key === undefined ? id : t(key);
  };
  const rate = (count: number, ms: number) =>
    ms === 0 ? `${count}` : t('compare.rate', { n: count, rate: ((count * 60_000) / ms).toFixed(2) });
  return (
    <section className="panel" data-test="compared-behaviour">
      <h2>{t('compare.behaviour')}</h2>
      <p className="quiet small wrap">
        {runs.scenarios.length === 0
          ? t('compare.noRuns')
          : t('compare.counted', { scenarios: join(runs.scenarios.map(scenarioOf)) })}
        {runs.leftOut.length === 0
          ? ''
          : ` ${t('compare.leftOut', { scenarios: join(runs.leftOut.map(scenarioOf)) })}`}
      </p>
      {behaviour.length === 0 && runs.scenarios.length > 0 ? (
        <EmptyState text={t('compare.sameBehaviour')} />
      ) : null}
      <ul className="plain rows">
        {behaviour.map((row) => (
          <li key={JSON.stringify([row.kind, row.subject, row.phase, row.state, row.caller])}>
            <span className="row-head">
              <span className={`label ${row.after > row.before ? 'verdict-violation' : 'verdict-compliant'}`}>
                {t(row.after > row.before ? 'compare.more' : 'compare.less')}
              </span>
              <strong className="wrap">
                {t(`compare.kind.${row.kind}`)} {nameOf(row.subject)}
              </strong>
              <span className="grow" />
              <span className="nowrap">
                {rate(row.before, runs.beforeMs)} → {rate(row.after, runs.afterMs)}
              </span>
            </span>
            <span className="quiet small wrap">
              {nameOf(row.caller)} · {t(`phase.${row.phase}`)}
              {row.state === undefined ? '' : ` · ${t(`state.${row.state}`)}`}
            </span>
          </li>
        ))}
      </ul>
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
                <Behaviour comparison={comparison} />
              </div>
              <div className="stack">
                <Sets comparison={comparison} />
                <Policies comparison={comparison} />
              </div>
            </div>
          </>
        )}
      </LoadedView>
    </>
  );
}
