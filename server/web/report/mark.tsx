import { Progress } from 'antd';
import { renderShare } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { BandLabel } from '../parts/labels.tsx';
import { useReport } from './context.ts';

/** The mark, and always beside it the share of duties that could be judged. */
export function MarkAndCoverage() {
  const { t } = useSpeech();
  const { report } = useReport();
  const { score, coverage } = report;
  return (
    <div className="marks">
      <div className="mark-box" data-test="mark">
        <span className="quiet">{t('mark.mark')}</span>
        <span className={`mark-big band-text-${score.band}`}>
          {Math.round(score.mark)}
          <small> / 100</small>
        </span>
        <BandLabel band={score.band} />
      </div>
      <div className="mark-box">
        <span className="quiet">{t('mark.coverage')}</span>
        <span className="mark-big">{renderShare(coverage.share)}</span>
        <Progress
          percent={100 * coverage.share}
          showInfo={false}
          size="small"
          aria-label={t('mark.coverage')}
        />
        <span className="quiet small">
          {t('mark.judged', {
            judged: coverage.judged,
            all: Math.max(0, coverage.dutiesInForce - coverage.notApplicable),
          })}
        </span>
      </div>
    </div>
  );
}
