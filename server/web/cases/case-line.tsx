import { Link } from 'react-router';
import type { CaseRow } from '../api/case-types.ts';
import { useSpeech } from '../i18n/language.tsx';
import { CaseStateLabel } from './case-state-label.tsx';

/** One case in a list: where it stands, of which app, and its days. */
export function CaseLine({ one }: { readonly one: CaseRow }) {
  const { t } = useSpeech();
  return (
    <li>
      <Link to={`/cases/${one.id}`} className="review-row" data-test="case-row">
        <span className="row-head">
          <CaseStateLabel state={one.state} overdue={one.overdue} escalated={one.escalated} />
          {one.earlierOffences > 0 ? (
            <span className="label verdict-suspected">{t('case.offences', { n: one.earlierOffences })}</span>
          ) : null}
        </span>
        <strong className="wrap">
          {one.label || one.packageName} {one.versionName}
        </strong>
        <span className="quiet small wrap">
          {one.packageName}
          {one.dueOn === undefined ? null : ` · ${t('case.due', { day: one.dueOn })}`}
          {one.lookBackOn === undefined ? null : ` · ${t('case.lookBack', { day: one.lookBackOn })}`}
        </span>
      </Link>
    </li>
  );
}
