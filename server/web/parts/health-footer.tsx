import { useEffect } from 'react';
import { callApi } from '../api/client.ts';
import type { Health } from '../api/types.ts';
import { useLoad } from '../api/use-load.ts';
import { useSpeech } from '../i18n/language.tsx';

const HEALTH_EVERY_MS = 60_000;

/** Whether the server says it is well; asked once a minute while the page is in view. */
export function HealthFooter() {
  const { t } = useSpeech();
  const { state, reload } = useLoad('health', (signal) =>
    callApi<Health>('GET', '/healthz', { base: '', signal }),
  );
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, HEALTH_EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);

  const health = state.kind === 'ready' ? (state.value.status === 'ok' ? 'ok' : 'degraded') : state.kind;
  const version = state.kind === 'ready' ? state.value.version : undefined;
  return (
    <footer>
      <span className={`health health-${health}`}>
        <span className="dot" aria-hidden="true" />
        {t(`health.${health}`)}
      </span>
      {version === undefined ? null : <span>appgov {version}</span>}
      <a href="/docs">{t('footer.api')}</a>
    </footer>
  );
}
