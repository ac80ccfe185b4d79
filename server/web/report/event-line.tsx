import { useSpeech } from '../i18n/language.tsx';
import { findKey } from '../i18n/words/index.ts';
import { Mono } from '../parts/copyable.tsx';
import { useNames } from './context.ts';
import { toCaller } from './model.ts';
import { Stack } from './places.tsx';
import type { RunEvent } from './run-events.ts';

/** A consent dialog's codes in words; a code that the pages do not know shows as it is. */
export function useProblemName(): (code: string) => string {
  const { t } = useSpeech();
  return (code) => {
    const key = findKey('problem.', code);
    return key === undefined ? code : t(key);
  };
}

/** What happened, in words. */
export function EventLine({ event }: { readonly event: RunEvent }) {
  const { t, join, pick } = useSpeech();
  const { callerName, piName } = useNames();
  const problemName = useProblemName();
  switch (event.kind) {
    case 'step':
      return <p className="wrap">{pick(event.action)}</p>;
    case 'read':
      return (
        <>
          <p>
            <strong>
              {t(event.read.threw === undefined ? 'event.read' : 'event.tried', {
                what: piName(event.read.piType),
              })}
            </strong>{' '}
            <Mono text={event.read.api} />
            {event.times > 1 ? <span className="label neutral">× {event.times}</span> : null}
          </p>
          <p className="quiet">
            {callerName(toCaller(event.read.caller))} · {t(`state.${event.read.state}`)}
            {event.read.valueMasked === undefined
              ? ''
              : ` · ${t('event.value', { value: event.read.valueMasked })}`}
          </p>
          {event.read.stack.length === 0 ? null : <Stack frames={event.read.stack} />}
        </>
      );
    case 'asked':
      return (
        <>
          <p>
            <strong>{t('event.asked')}</strong> <Mono text={event.request.permissions.join(', ')} />
          </p>
          <p className="quiet">
            {t(`asked.${event.request.result}`)} · {t('event.nth', { n: event.request.nth })}
          </p>
        </>
      );
    case 'sent':
      return (
        <>
          <p>
            <strong>{t('event.sent')}</strong> <Mono text={`${event.request.method} ${event.request.url}`} />
          </p>
          {event.request.piTypes.length === 0 ? null : (
            <p className="quiet">{join(event.request.piTypes.map((one) => piName(one.piType)))}</p>
          )}
        </>
      );
    case 'popup':
      return (
        <p>
          <strong>{t('event.popup')}</strong> {join(event.popup.reasons.map(problemName))}
        </p>
      );
    case 'consent':
      return (
        <p>
          <strong>{t('event.consent')}</strong> {join(event.dialog.problems.map(problemName))}
        </p>
      );
  }
}
