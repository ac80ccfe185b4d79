import type { PackRow } from '../api/review-types.ts';
import { useSpeech } from '../i18n/language.tsx';

/** The rule packs that a scan may be judged by, with the numbers they compute with and where those come from. */
export function Packs({ items }: { readonly items: readonly PackRow[] }) {
  const { t, pick } = useSpeech();
  return (
    <ul className="plain rows">
      {items.map((pack) => (
        <li key={pack.id} data-test="pack">
          <div className="row-head">
            <strong>{pick(pack.title)}</strong>
            <code className="mono">
              {pack.id} {pack.version}
            </code>
            <span className="label neutral">{pack.jurisdiction}</span>
            {pack.isDefault ? <span className="label neutral">{t('pack.default')}</span> : null}
            {pack.isMounted ? <span className="label neutral">{t('pack.mounted')}</span> : null}
          </div>
          <p className="quiet">
            {t('pack.counts', {
              rules: pack.ruleCount,
              judged: pack.judgedDutyCount,
              duties: pack.dutyCount,
            })}
          </p>
          {pack.thresholds.length === 0 ? null : (
            <details className="fold">
              <summary>{t('pack.thresholds', { n: pack.thresholds.length })}</summary>
              <dl className="pairs">
                {pack.thresholds.map((threshold) => (
                  <div key={threshold.name}>
                    <dt>
                      <code className="mono">{threshold.name}</code>
                    </dt>
                    <dd>
                      {threshold.value} {threshold.unit} ·{' '}
                      <span className="quiet">{pick(threshold.source)}</span>
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
