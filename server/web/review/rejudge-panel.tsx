import { Button, Progress } from 'antd';
import { useEffect } from 'react';
import { callApi } from '../api/client.ts';
import type { Rejudgement } from '../api/review-types.ts';
import { useAccount } from '../api/session.tsx';
import { useLoad } from '../api/use-load.ts';
import { renderTime } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { ErrorState, LoadedView } from '../parts/states.tsx';
import { useAction } from '../parts/use-action.ts';

const REFRESH_MS = 2_000;
const SHOWN = 5;

/** Judging stored evidence anew after rules have changed: begin a round, and see how far the last ones are. */
export function RejudgePanel() {
  const { t, language } = useSpeech();
  const { role } = useAccount();
  const action = useAction();
  const { state, reload } = useLoad('rejudgements', (signal) =>
    callApi<{ items: readonly Rejudgement[] }>('GET', '/rejudgements', { signal }),
  );
  const isRunning = state.kind === 'ready' && state.value.items.some((round) => !round.isFinished);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isRunning, reload]);
  const begin = (scope: Rejudgement['scope']) =>
    action.run(async () => {
      await callApi<unknown>('POST', '/rejudgements', { body: { scope } });
      reload();
    });
  return (
    <section className="panel" data-test="rejudge">
      <h2>{t('rejudge.title')}</h2>
      <p className="quiet">{t('rejudge.lead')}</p>
      {role === 'admin' ? (
        <p className="inline-buttons">
          <Button loading={action.busy} onClick={() => void begin('outdated')} data-test="rejudge-outdated">
            {t('rejudge.outdated')}
          </Button>
          <Button loading={action.busy} onClick={() => void begin('all')}>
            {t('rejudge.all')}
          </Button>
        </p>
      ) : null}
      {action.error === undefined ? null : <ErrorState error={action.error} />}
      <LoadedView state={state} onRetry={reload}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t('rejudge.none')}</p>
          ) : (
            <ul className="plain rows">
              {items.slice(0, SHOWN).map((round) => (
                <li key={round.id} data-test="rejudge-round">
                  <span className="quiet">
                    {renderTime(round.createdAt, language)} · {round.begunBy} · {t(`rejudge.${round.scope}`)}
                  </span>
                  {round.isFinished ? null : (
                    <Progress
                      percent={round.total === 0 ? 100 : Math.floor((100 * round.done) / round.total)}
                      status="active"
                      aria-label={t('rejudge.title')}
                    />
                  )}
                  <p>
                    {t('rejudge.counts', {
                      done: round.done,
                      total: round.total,
                      changed: round.changed,
                      failed: round.failed,
                    })}
                  </p>
                  {round.firstFailure === undefined ? null : (
                    <p className="quiet wrap">{round.firstFailure}</p>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </LoadedView>
    </section>
  );
}
