import { Link } from 'react-router';
import type { AppRow, FilingState } from '../api/platform-types.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { MarkLabel } from '../parts/labels.tsx';

const FILING_STYLES: Readonly<Record<FilingState, string>> = {
  filed: 'verdict-compliant',
  'not-filed': 'verdict-violation',
  'key-differs': 'verdict-violation',
  'name-differs': 'verdict-suspected',
  unknown: 'neutral',
};

export function FilingLabel({ state }: { readonly state: FilingState }) {
  const { t } = useSpeech();
  return <span className={`label ${FILING_STYLES[state]}`}>{t(`filing.${state}`)}</span>;
}

/** One app in a list. */
export function AppLine({ app }: { readonly app: AppRow }) {
  const { t, language } = useSpeech();
  return (
    <li>
      <Link to={`/apps/${app.id}`} className="review-row" data-test="app-row">
        <span className="row-head">
          <MarkLabel score={app.score} />
          {app.violations > 0 ? (
            <span className="label outlined severity-2">{t('apps.violations', { n: app.violations })}</span>
          ) : null}
          {app.suspected > 0 ? (
            <span className="label verdict-suspected">{t('apps.suspected', { n: app.suspected })}</span>
          ) : null}
          {app.filing === 'unknown' ? null : <FilingLabel state={app.filing} />}
        </span>
        <strong className="wrap">
          {app.label || app.packageName} {app.versionName}
        </strong>
        <span className="quiet small wrap">
          {app.packageName}
          {app.company ? ` · ${app.company.name}` : ''} · {t('apps.scans', { n: app.scans })} ·{' '}
          {renderTime(app.lastSeenAt, language)}
        </span>
      </Link>
    </li>
  );
}
