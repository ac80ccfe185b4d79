import type { CaseState } from '../api/case-types.ts';
import { useSpeech } from '../i18n/language.tsx';

/** Where a case stands; a missed deadline is said beside it. */
export function CaseStateLabel({ state, overdue }: { readonly state: CaseState; readonly overdue: boolean }) {
  const { t } = useSpeech();
  return (
    <>
      <span className="label outlined">{t(`case.state.${state}`)}</span>
      {overdue ? <span className="label verdict-violation">{t('case.overdue')}</span> : null}
    </>
  );
}
