import type { Gap } from '../../../scanner/evidence/slot.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Places } from './places.tsx';
import { useSlotName } from './slot-name.ts';

/** What could not be seen, and what that leaves open. */
export function Gaps({ gaps }: { readonly gaps: readonly Gap[] }) {
  const { t, pick, join } = useSpeech();
  const slotName = useSlotName();
  return (
    <ul className="plain gaps">
      {gaps.map((gap, index) => (
        <li key={index}>
          <p>
            {pick(gap.message)} <code className="mono quiet">{gap.code}</code>
          </p>
          {gap.affects.length === 0 ? null : (
            <p className="quiet">{t('gap.affects', { slots: join(gap.affects.map(slotName)) })}</p>
          )}
          {gap.places.length === 0 ? null : (
            <details className="fold">
              <summary>{t('proof.places', { n: gap.places.length })}</summary>
              <Places places={gap.places} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
