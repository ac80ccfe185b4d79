import type { CaseState } from '../api/case-types.ts';
import { useSpeech } from '../i18n/language.tsx';

/** Where a case stands; a missed deadline is said beside it. */
export function CaseStateLabel({
  state,
  overdue,
  escalated,
}: {
  readonly state: CaseState;
  readonly overdue: boolean;
  readonly escalated: boolean;
}) {
  const { t } = useSpeech();
  return (
    <>
      <span className="label outlined">{t(`case.state.${state}`)}</span>
      {overdue ? (
        <span className="label verdict-violation">{t(escalated ? 'case.escalated' : 'case.overdue')}</span>
      ) : null}
    </>
  );
}
