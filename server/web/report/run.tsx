import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Report } from '../../../reports/model/report.ts';
import { renderDuration, renderOffset } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { findKey } from '../i18n/words/index.ts';
import { EventLine, useProblemName } from './event-line.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useNames, useReport } from './context.ts';
import { toCaller } from './model.ts';
import { useSlotReason } from './slot-name.ts';
import { Replay } from './replay.tsx';
import { toRunEvents } from './run-events.ts';
import { Screenshot } from './screenshot.tsx';

const FIRST_EVENTS = 60;
const MORE_EVENTS = 200;

function useScenarioName(): (scenarioId: string) => string {
  const { t } = useSpeech();
  return (scenarioId) => {
    const key = findKey('scenario.', scenarioId);
    return key === undefined ? scenarioId : `${scenarioId} ${t(key)}`;
  };
}

function Timeline({ run }: { readonly run: Report['scenarios'][number] }) {
  const { t, pick } = useSpeech();
  const { report } = useReport();
  const events = useMemo(() => toRunEvents(report, run), [report, run]);
  const [limit, setLimit] = useState(FIRST_EVENTS);
  if (events.length === 0) return <EmptyState text={t('run.nothing')} />;
  return (
    <>
      <ol className="timeline">
        {events.slice(0, limit).map((event, index) => {
          const isTurn = event.phase !== events[index - 1]?.phase;
          return (
            <li key={index} className={`event event-${event.kind}`}>
              {isTurn ? (
                <span className={`phase phase-${event.phase}`}>{t(`phase.${event.phase}`)}</span>
              ) : null}
              <time>{renderOffset(event.atMs)}</time>
              <div className="event-body">
                <EventLine event={event} />
                {event.kind === 'step' && event.screenshotId !== undefined ? (
                  <Screenshot id={event.screenshotId} caption={pick(event.action)} />
                ) : null}
              </div>
            </li>
          );
        })}
      </ol>
      {events.length > limit ? (
        <Button onClick={() => setLimit((value) => value + MORE_EVENTS)}>
          {t('list.more', { n: events.length - limit })}
        </Button>
      ) : null}
    </>
  );
}

function PopupPanel({ popup }: { readonly popup: Report['popups'][number] }) {
  const { t, join, pick } = useSpeech();
  const { callerName } = useNames();
  const problemName = useProblemName();
  return (
    <section className="panel">
      <h3 className="wrap">
        {popup.window.title || t(`window.${popup.window.kind}`)}{' '}
        <span className={`label ${popup.closable ? 'verdict-compliant' : 'verdict-violation'}`}>
          {popup.closable ? t('popup.closable') : t('popup.notClosable')}
        </span>
      </h3>
      <p className="quiet">
        {t(`window.${popup.window.kind}`)} · {callerName(toCaller(popup.owner))} · {renderOffset(popup.atMs)}{' '}
        · {t('popup.covers', { share: `${Math.round(100 * popup.window.coversShare)}%` })}
      </p>
      {popup.reasons.length === 0 ? null : <p>{join(popup.reasons.map(problemName))}</p>}
      {popup.attempts.map((attempt, index) => (
        <div key={index} className="attempt">
          <p className="wrap">
            {index + 1}. {pick(attempt.action)} → {pick(attempt.effect)}{' '}
            <span className="quiet">({attempt.closed ? t('popup.closed') : t('popup.stillThere')})</span>
          </p>
          <div className="shots">
            <Screenshot
              id={attempt.beforeId}
              caption={t('popup.before')}
              bounds={popup.closeMark?.boundsPx}
            />
            <Screenshot id={attempt.afterId} caption={t('popup.after')} />
          </div>
        </div>
      ))}
    </section>
  );
}

/** What happened while the app ran: scenario by scenario, with pictures; then every pop-up that came up. */
export function RunTab() {
  const { t } = useSpeech();
  const { report } = useReport();
  const scenarioName = useScenarioName();
  const slotReason = useSlotReason();
  const [params, setParams] = useSearchParams();
  const run =
    report.scenarios.find(({ scenarioId }) => scenarioId === params.get('scenario')) ?? report.scenarios[0];
  const at = params.get('at');
  if (run === undefined) {
    const reason = report.slots.find((slot) => slot.name === 'scenarios')?.reason;
    return (
      <section className="panel">
        <EmptyState text={t('run.none')}>
          {reason === undefined ? null : <span className="quiet wrap">{slotReason(reason)}</span>}
        </EmptyState>
      </section>
    );
  }
  return (
    <>
      {report.device === undefined ? null : (
        <p className="quiet">
          {t('run.device', {
            kind: t(`device.${report.device.kind}`),
            android: report.device.androidVersion,
            api: report.device.apiLevel,
            size: `${report.device.screen.widthPx} × ${report.device.screen.heightPx}`,
          })}
        </p>
      )}
      <div className="scroll-x">
        <Segmented
          value={run.scenarioId}
          onChange={(scenarioId) =>
            setParams(
              (old) => {
                const next = new URLSearchParams(old);
                next.set('scenario', scenarioId);
                next.delete('at');
                return next;
              },
              { replace: true },
            )
          }
          options={report.scenarios.map(({ scenarioId }) => ({
            value: scenarioId,
            label: scenarioName(scenarioId),
          }))}
        />
      </div>
      <section className="panel">
        <h3>
          {scenarioName(run.scenarioId)}{' '}
          <span className={`label ${run.outcome === 'completed' ? 'neutral' : 'verdict-suspected'}`}>
            {t(`outcome.${run.outcome}`)}
          </span>{' '}
          <span className="quiet">{renderDuration(run.endedAtMs - run.startedAtMs)}</span>
        </h3>
        <Replay key={run.scenarioId} run={run} startMs={at === null ? undefined : Number(at)} />
      </section>
      <section className="panel">
        <h3>{t('run.all')}</h3>
        <Timeline key={run.scenarioId} run={run} />
      </section>
      {report.popups
        .filter((popup) => popup.scenarioId === run.scenarioId)
        .map((popup) => (
          <PopupPanel key={popup.popupId} popup={popup} />
        ))}
    </>
  );
}
