import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  EyeFilled,
  MinusCircleFilled,
  QuestionCircleFilled,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Score, Severity, VerdictKind } from '../../../rules/engine/verdict.ts';
import type { SubmissionStatus } from '../api/types.ts';
import { useSpeech } from '../i18n/language.tsx';

const VERDICT_ICONS: Readonly<Record<VerdictKind, ReactNode>> = {
  violation: <CloseCircleFilled />,
  suspected: <ExclamationCircleFilled />,
  'needs-human': <EyeFilled />,
  'cannot-tell': <QuestionCircleFilled />,
  compliant: <CheckCircleFilled />,
  'not-applicable': <MinusCircleFilled />,
};

/** Icon, word and colour together: none of them alone carries the meaning. */
export function VerdictLabel({ verdict }: { readonly verdict: VerdictKind }) {
  const { t } = useSpeech();
  return (
    <span className={`label verdict-${verdict}`}>
      <span aria-hidden="true">{VERDICT_ICONS[verdict]}</span>
      {t(`verdict.${verdict}`)}
    </span>
  );
}

export function SeverityLabel({ severity }: { readonly severity: Severity }) {
  const { t } = useSpeech();
  return <span className={`label outlined severity-${severity}`}>{t(`severity.${severity}`)}</span>;
}

export function StatusLabel({ status }: { readonly status: SubmissionStatus }) {
  const { t } = useSpeech();
  return (
    <span className={`status status-${status}`}>
      <span className="dot" aria-hidden="true" />
      {t(`status.${status}`)}
    </span>
  );
}

export function BandLabel({ band }: { readonly band: Score['band'] }) {
  const { t } = useSpeech();
  return <span className={`label band-${band}`}>{t(`band.${band}`)}</span>;
}

/** The mark as a small figure with its band, for lists. */
export function MarkLabel({ score }: { readonly score: Pick<Score, 'mark' | 'band'> }) {
  return (
    <span className="mark-small">
      <strong className={`band-text-${score.band}`}>{Math.round(score.mark)}</strong>
      <BandLabel band={score.band} />
    </span>
  );
}

/** How many violations of each severity; zeros are left out, and none at all is said in words. */
export function ViolationCounts({
  violations,
  suspected,
}: {
  readonly violations: Readonly<Record<'0' | '1' | '2' | '3', number>>;
  readonly suspected: number;
}) {
  const { t } = useSpeech();
  const shown = (['3', '2', '1'] as const).filter((severity) => violations[severity] > 0);
  return (
    <span className="counts">
      {shown.map((severity) => (
        <span key={severity} className={`label outlined severity-${severity}`}>
          {t(`severity.${severity}`)} {violations[severity]}
        </span>
      ))}
      {suspected > 0 ? (
        <span className="label verdict-suspected">
          {t('verdict.suspected')} {suspected}
        </span>
      ) : null}
      {shown.length === 0 && suspected === 0 ? <span className="quiet">{t('scans.noneFound')}</span> : null}
    </span>
  );
}
