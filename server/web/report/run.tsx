import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { Report } from '../../../reports/model/report.ts';
import { renderDuration, renderOffset } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { findKey } from '../i18n/zh.ts';
import { Mono } from '../parts/copyable.tsx';
import { EmptyState } from '../parts/states.tsx';
import { useNames, useReport } from './context.ts';
import { toCaller } from './model.ts';
import { Stack } from './places.tsx';
import { useSlotReason } from './slot-name.ts';
import { toRunEvents, type RunEvent } from './run-events.ts';
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

/** A consent dialog's codes in words; a code that the pages do not know shows as it is. */
function useProblemName(): (code: string) => string {
  const { t } = useSpeech();
  return (code) => {
    const key = findKey('problem.', code);
    return key === undefined ? code : t(key);
  };
}

function EventLine({ event }: { readonly event: RunEvent }) {
  const { t, join } = useSpeech();
  const { callerName, piName } = useNames();
  const problemName = useProblemName();
  switch (event.kind) {
    case 'step':
      return <p className="wrap">{event.action}</p>;
    case 'read':
      return (
        <>
          <p>
            <strong>{t('event.read', { what: piName(event.read.piType) })}</strong>{' '}
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

function Timeline({ run }: { readonly run: Report['scenarios'][number] }) {
  const { t } = useSpeech();
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
                  <Screenshot id={event.screenshotId} caption={event.action} />
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
  const { t, join } = useSpeech();
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
            {index + 1}. {attempt.action} → {attempt.effect}{' '}
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
  const [chosen, setChosen] = useState(0);
  const run = report.scenarios[chosen] ?? report.scenarios[0];
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
          value={chosen}
          onChange={setChosen}
          options={report.scenarios.map((one, index) => ({
            value: index,
            label: scenarioName(one.scenarioId),
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
