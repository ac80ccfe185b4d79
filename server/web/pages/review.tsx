import { useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Report } from '../../../reports/model/report.ts';
import { callApi } from '../api/client.ts';
import type { Review, ReviewGroup, SampleReviews } from '../api/review-types.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { SeverityLabel, VerdictLabel } from '../parts/labels.tsx';
import { NoticeLabel } from '../parts/notice-label.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { EmptyState, LoadedView } from '../parts/states.tsx';
import { ReportContext, type ShownReport } from '../report/context.ts';
import { Gaps } from '../report/gaps.tsx';
import { toIndex } from '../report/model.ts';
import { Places } from '../report/places.tsx';
import { ProofTree } from '../report/proof-tree.tsx';
import { DecisionForm } from '../review/decision-form.tsx';
import { renderReviewPath, StateLabel } from '../review/parts.tsx';

type Loaded = { readonly report: Report; readonly reviews: SampleReviews };

function findGroup(
  items: readonly ReviewGroup[],
  ruleId: string,
  dutyId: string | null,
): ReviewGroup | undefined {
  return items.find(
    (group) =>
      group.ruleId === ruleId && (dutyId === null || group.duties.some((duty) => duty.dutyId === dutyId)),
  );
}

/** The next one that nobody has decided, in the order of the queue. */
function findNext(items: readonly ReviewGroup[], current: ReviewGroup): ReviewGroup | undefined {
  const isOpen = (group: ReviewGroup): boolean =>
    group.hasFacts && group !== current && group.duties.some((duty) => duty.state !== 'decided');
  return items.slice(items.indexOf(current) + 1).find(isOpen) ?? items.find(isOpen);
}

function Clauses({ report, group }: { readonly report: Report; readonly group: ReviewGroup }) {
  const { t, pick, language } = useSpeech();
  return (
    <ul className="plain rows">
      {group.duties.map((row) => {
        const duty = report.duties.find((one) => one.id === row.dutyId);
        return (
          <li key={row.dutyId}>
            <div className="row-head">
              <code className="mono">{row.dutyId}</code>
              <VerdictLabel verdict={row.verdict} />
              <SeverityLabel severity={row.severity} />
              <StateLabel state={row.state} decision={row.latest?.decision} />
            </div>
            {duty === undefined ? null : (
              <>
                <p className="clause">{pick(duty.text)}</p>
                <p className="quiet">
                  {language === 'en' ? duty.document.titleEn : duty.document.titleZh}
                  {duty.article === undefined ? '' : ` · ${pick(duty.article)}`}
                  <NoticeLabel duty={duty} before=" · " />
                </p>
                {duty.source === 'read' ? null : (
                  <p className="label neutral">{t(`source.${duty.source}`)}</p>
                )}
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function History({ reviews, group }: { readonly reviews: readonly Review[]; readonly group: ReviewGroup }) {
  const { t, language } = useSpeech();
  const dutyIds = new Set(group.duties.map((duty) => duty.dutyId));
  // One decision on several duties is one line.
  const rows = new Map<string, { readonly review: Review; readonly dutyIds: string[] }>();
  for (const review of reviews) {
    if (review.ruleId !== group.ruleId || !dutyIds.has(review.dutyId)) continue;
    const key = JSON.stringify([review.createdAt, review.reviewer.id, review.decision, review.note]);
    const row = rows.get(key) ?? { review, dutyIds: [] };
    row.dutyIds.push(review.dutyId);
    rows.set(key, row);
  }
  const current = new Map(group.duties.map((duty) => [duty.dutyId, duty.fingerprint]));
  if (rows.size === 0) return <p className="quiet">{t('review.noHistory')}</p>;
  return (
    <ol className="plain rows" data-test="review-history">
      {[...rows.values()].map(({ review, dutyIds: ids }) => (
        <li key={review.id}>
          <div className="row-head">
            <span className={`label outlined decision-${review.decision}`}>
              {t(`decision.${review.decision}`)}
            </span>
            {current.get(review.dutyId) === review.fingerprint ? null : (
              <span className="label neutral">{t('review.state.older-facts')}</span>
            )}
          </div>
          <p className="wrap prewrap">{review.note}</p>
          <p className="quiet small">
            {review.reviewer.name} · {renderTime(review.createdAt, language)} ·{' '}
            {t('review.machineSaid', { verdict: t(`verdict.${review.machineVerdict}`) })} · {ids.join(', ')}
          </p>
        </li>
      ))}
    </ol>
  );
}

function Shown({
  loaded,
  group,
  submissionId,
  onDecided,
}: {
  readonly loaded: Loaded;
  readonly group: ReviewGroup;
  readonly submissionId: string;
  readonly onDecided: () => void;
}) {
  const { t, pick } = useSpeech();
  const { report, reviews } = loaded;
  const shown = useMemo<ShownReport>(() => ({ ...toIndex(report), submissionId }), [report, submissionId]);
  const verdict = report.verdicts.find(
    (one) => one.ruleId === group.ruleId && group.duties.some((duty) => duty.dutyId === one.dutyId),
  );
  const next = findNext(reviews.items, group);
  return (
    <ReportContext value={shown}>
      <PageHead title={pick(group.title)} lead={`${group.label || group.packageName} ${group.versionName}`}>
        <Link to="/reviews">{t('review.back')}</Link>
        <Link to={`/scans/${submissionId}`}>{t('review.openReport')}</Link>
        {next === undefined ? null : (
          <Link to={renderReviewPath(next)} data-test="next-review">
            {t('review.next')}
          </Link>
        )}
      </PageHead>
      {group.supersededBy === undefined ? null : (
        <p className="caution" data-test="review-superseded">
          <Link to={`/scans/${group.supersededBy.submissionId}`}>
            {t('review.supersededBy', { version: group.supersededBy.versionName })}
          </Link>
        </p>
      )}
      <div className="review-columns">
        <section className="panel" aria-label={t('review.evidence')} data-test="review-evidence">
          <h2>{t('review.evidence')}</h2>
          <p className="wrap">{pick(group.message)}</p>
          {verdict === undefined || verdict.places.length === 0 ? (
            <p className="quiet">{t('finding.noPlaces')}</p>
          ) : (
            <Places places={verdict.places} />
          )}
          {verdict?.checklist === undefined ? null : (
            <>
              <h3>{t('finding.checklist')}</h3>
              <p className="wrap prewrap">{pick(verdict.checklist)}</p>
            </>
          )}
        </section>
        <section className="panel" aria-label={t('finding.proof')} data-test="review-proof">
          <h2>{t('finding.proof')}</h2>
          {verdict?.proof === undefined ? (
            <p className="quiet">{t('review.noProof')}</p>
          ) : (
            <ProofTree root={verdict.proof} />
          )}
          {verdict === undefined || verdict.gaps.length === 0 ? null : (
            <>
              <h3>{t('finding.gaps', { n: verdict.gaps.length })}</h3>
              <Gaps gaps={verdict.gaps} />
            </>
          )}
          {verdict?.remediation === undefined ? null : (
            <>
              <h3>{t('finding.remediation')}</h3>
              <p className="wrap prewrap">{pick(verdict.remediation)}</p>
            </>
          )}
        </section>
        <div className="stack">
          <section className="panel" aria-label={t('review.decision')}>
            <h2>{t('review.decision')}</h2>
            <DecisionForm key={renderReviewPath(group)} group={group} onDecided={onDecided} />
            <h3>{t('review.history')}</h3>
            <History reviews={reviews.history} group={group} />
          </section>
          <section className="panel" aria-label={t('finding.clause')} data-test="review-clause">
            <h2>{t('finding.clause')}</h2>
            <Clauses report={report} group={group} />
          </section>
        </div>
      </div>
    </ReportContext>
  );
}

/** Evidence, proof and clause side by side, and the decision. */
export function ReviewPage() {
  const { t } = useSpeech();
  const { submissionId = '', ruleId = '' } = useParams();
  const [params] = useSearchParams();
  const id = encodeURIComponent(submissionId);
  const { state, reload } = useLoad(`review/${id}`, async (signal): Promise<Loaded> => {
    const [report, reviews] = await Promise.all([
      callApi<Report>('GET', `/submissions/${id}/report?format=json`, { signal }),
      callApi<SampleReviews>('GET', `/submissions/${id}/reviews`, { signal }),
    ]);
    return { report, reviews };
  });
  return (
    <LoadedView state={state} onRetry={reload}>
      {(loaded) => {
        const group = findGroup(loaded.reviews.items, ruleId, params.get('duty'));
        return group === undefined ? (
          <>
            <PageHead title={t('review.title')} />
            <section className="panel">
              <EmptyState text={t('review.gone')}>
                <Link to="/reviews">{t('review.back')}</Link>
              </EmptyState>
            </section>
          </>
        ) : (
          <Shown loaded={loaded} group={group} submissionId={submissionId} onDecided={reload} />
        );
      }}
    </LoadedView>
  );
}
