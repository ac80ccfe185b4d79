import type { Decision, DutyState } from '../api/review-types.ts';
import { useSpeech } from '../i18n/language.tsx';

/** Address of the page on which a group is decided. A duty without a rule is named by itself. */
export function renderReviewPath(group: {
  readonly submissionId: string;
  readonly ruleId: string;
  readonly duties: readonly { readonly dutyId: string }[];
}): string {
  const path = `/reviews/${encodeURIComponent(group.submissionId)}/${encodeURIComponent(group.ruleId)}`;
  const [duty] = group.duties;
  return group.ruleId === 'none' && duty !== undefined
    ? `${path}?duty=${encodeURIComponent(duty.dutyId)}`
    : path;
}

/** How a review stands, in words. */
export function StateLabel({
  state,
  decision,
}: {
  readonly state: DutyState;
  readonly decision: Decision | undefined;
}) {
  const { t } = useSpeech();
  if (state === 'decided' && decision !== undefined)
    return <span className={`label outlined decision-${decision}`}>{t(`decision.${decision}`)}</span>;
  return <span className="label neutral">{t(`review.state.${state}`)}</span>;
}
