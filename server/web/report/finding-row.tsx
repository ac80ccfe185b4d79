import { RightOutlined } from '@ant-design/icons';
import { useSpeech } from '../i18n/language.tsx';
import { SeverityLabel, VerdictLabel } from '../parts/labels.tsx';
import type { Finding } from './model.ts';

/** A finding in a list: a real button, so that the keyboard and screen readers reach its evidence. */
export function FindingRow({
  finding,
  onOpen,
}: {
  readonly finding: Finding;
  readonly onOpen: (finding: Finding) => void;
}) {
  const { t, pick } = useSpeech();
  const { verdict } = finding;
  return (
    <button type="button" className="finding-row" data-test="finding" onClick={() => onOpen(finding)}>
      <span className="finding-labels">
        <VerdictLabel verdict={verdict.verdict} />
        <SeverityLabel severity={verdict.severity} />
      </span>
      <span className="finding-text">
        <strong className="wrap">{pick(verdict.title)}</strong>
        <span className="quiet clamp">{pick(verdict.message)}</span>
        <span className="quiet small">
          {verdict.dutyId}
          {verdict.places.length > 0 ? ` · ${t('proof.places', { n: verdict.places.length })}` : ''}
        </span>
      </span>
      <RightOutlined aria-hidden="true" className="finding-arrow" />
    </button>
  );
}
