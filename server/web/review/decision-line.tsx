import { Link } from 'react-router';
import { callApi } from '../api/client.ts';
import type { SampleReviews } from '../api/review-types.ts';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { renderReviewPath, StateLabel } from './parts.tsx';

/** For inspectors: what a person decided on a finding, apart from what the machine says, and the way to decide. */
export function DecisionLine({
  submissionId,
  ruleId,
  dutyId,
}: {
  readonly submissionId: string;
  readonly ruleId: string;
  readonly dutyId: string;
}) {
  const { t, language } = useSpeech();
  const { state } = useLoad(`reviews-of/${submissionId}`, (signal) =>
    callApi<SampleReviews>('GET', `/submissions/${encodeURIComponent(submissionId)}/reviews`, { signal }),
  );
  const duty =
    state.kind === 'ready'
      ? state.value.items
          .flatMap((group) => (group.ruleId === ruleId ? group.duties : []))
          .find((one) => one.dutyId === dutyId)
      : undefined;
  return (
    <section className="drawer-section">
      <h3>{t('review.decision')}</h3>
      {duty === undefined ? null : (
        <p className="row-head" data-test="decision-line">
          <StateLabel state={duty.state} decision={duty.latest?.decision} />
          {duty.latest === undefined ? null : (
            <span className="quiet">
              {duty.latest.reviewer.name} · {renderTime(duty.latest.createdAt, language)}
            </span>
          )}
        </p>
      )}
      {duty?.latest === undefined ? null : <p className="wrap prewrap">{duty.latest.note}</p>}
      <Link data-test="review-link" to={renderReviewPath({ submissionId, ruleId, duties: [{ dutyId }] })}>
        {t('review.open')}
      </Link>
    </section>
  );
}
