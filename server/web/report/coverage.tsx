import { renderShare } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useReport } from './context.ts';
import { Gaps } from './gaps.tsx';
import { useSlotName, useSlotReason } from './slot-name.ts';

/** How much could be judged, which evidence was there, and what stayed hidden. */
export function CoverageTab() {
  const { t } = useSpeech();
  const { report } = useReport();
  const slotName = useSlotName();
  const slotReason = useSlotReason();
  const { coverage } = report;
  const inQuestion = Math.max(0, coverage.dutiesInForce - coverage.notApplicable);
  return (
    <>
      <section className="panel">
        <h3>{t('coverage.title')}</h3>
        <p>
          {t('coverage.sentence', {
            inForce: coverage.dutiesInForce,
            notApplicable: coverage.notApplicable,
            all: inQuestion,
            judged: coverage.judged,
            share: renderShare(coverage.share),
          })}
        </p>
        <p>{t('coverage.rest', { human: coverage.needsHuman, cannotTell: coverage.cannotTell })}</p>
        <p className={coverage.heavyDutiesJudged ? 'quiet' : 'caution'}>
          {coverage.heavyDutiesJudged ? t('coverage.heavyJudged') : t('coverage.heavyOpen')}
        </p>
      </section>
      <section className="panel">
        <h3>{t('coverage.slots')}</h3>
        <ul className="plain slots">
          {report.slots.map((slot) => (
            <li key={slot.name}>
              <span className={`slot-state slot-${slot.kind}`}>{t(`slotState.${slot.kind}`)}</span>
              <span>{slotName(slot.name)}</span>
              {slot.reason === undefined ? null : (
                <span className="quiet wrap">{slotReason(slot.reason)}</span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section className="panel">
        <h3>{t('coverage.gaps', { n: report.gaps.length })}</h3>
        {report.gaps.length === 0 ? <EmptyState text={t('coverage.noGaps')} /> : <Gaps gaps={report.gaps} />}
      </section>
      <section className="panel">
        <h3>{t('coverage.howToRead')}</h3>
        <dl className="pairs">
          {(
            ['violation', 'suspected', 'needs-human', 'cannot-tell', 'compliant', 'not-applicable'] as const
          ).map((kind) => (
            <div key={kind}>
              <dt>{t(`verdict.${kind}`)}</dt>
              <dd>{t(`verdictMeaning.${kind}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
