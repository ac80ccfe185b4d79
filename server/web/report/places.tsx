import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { StackFrame } from '../../../scanner/evidence/dynamic-facts.ts';
import type { Place } from '../../../scanner/evidence/place.ts';
import { renderOffset } from '../i18n/format.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Mono } from '../parts/copyable.tsx';
import { useNames, useReport } from './context.ts';
import { findEvent, toCaller, type ReportEvent } from './model.ts';
import { Screenshot } from './screenshot.tsx';

/** Places shown before the person asks for more. */
const FIRST_PLACES = 8;
const MORE_PLACES = 50;

function renderHex(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`;
}

export function Stack({ frames }: { readonly frames: readonly StackFrame[] }) {
  const { t } = useSpeech();
  const { callerName } = useNames();
  return (
    <details className="fold">
      <summary>{t('place.stack', { n: frames.length })}</summary>
      <ol className="stack-frames">
        {frames.map((frame, index) => (
          <li key={index} className={`from-${frame.attribution.kind}`}>
            <Mono
              text={`${frame.className}.${frame.method}${frame.line === undefined ? '' : `:${frame.line}`}`}
            />
            <span className="quiet"> {callerName(toCaller(frame.attribution))}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function EventFacts({ event }: { readonly event: ReportEvent }) {
  const { t } = useSpeech();
  const { callerName, piName } = useNames();
  const { fact } = event;
  const when = `${renderOffset(fact.atMs)} · ${t(`phase.${fact.phase}`)} · ${callerName(toCaller(fact.caller))}`;
  switch (event.kind) {
    case 'pi-read':
      return (
        <>
          <p>
            {t('event.read', { what: piName(event.fact.piType) })} <Mono text={event.fact.api} />
          </p>
          <p className="quiet">
            {when} · {t(`state.${event.fact.state}`)} · {event.fact.thread}
            {event.fact.valueMasked === undefined
              ? ''
              : ` · ${t('event.value', { value: event.fact.valueMasked })}`}
            {event.fact.threw === undefined ? '' : ` · ${t('event.threw', { name: event.fact.threw })}`}
          </p>
          {event.fact.stack.length === 0 ? null : <Stack frames={event.fact.stack} />}
        </>
      );
    case 'permission-request':
      return (
        <>
          <p>
            {t('event.asked')} <Mono text={event.fact.permissions.join(', ')} />
          </p>
          <p className="quiet">
            {when} · {t(`asked.${event.fact.result}`)} · {t('event.nth', { n: event.fact.nth })}
          </p>
        </>
      );
    case 'network-request':
      return (
        <>
          <p>
            {t('event.sent')} <Mono text={`${event.fact.method} ${event.fact.url}`} />
          </p>
          <p className="quiet">
            {when}
            {event.fact.piTypes.map((one) => ` · ${piName(one.piType)}`).join('')}
          </p>
        </>
      );
  }
}

function PlaceView({ place }: { readonly place: Place }) {
  const { t } = useSpeech();
  const { report } = useReport();
  switch (place.kind) {
    case 'code':
      return (
        <>
          <Mono
            text={
              place.method === '' ? place.className : `${place.className}.${place.method}${place.descriptor}`
            }
            copy
          />
          <p className="quiet">
            {place.dex} · pc {renderHex(place.pc)}
            {place.line === undefined ? '' : ` · ${t('place.line', { n: place.line })}`}
          </p>
        </>
      );
    case 'manifest':
      return (
        <>
          <Mono text={place.path} copy />
          <p className="quiet">AndroidManifest.xml</p>
        </>
      );
    case 'file':
      return (
        <>
          <Mono text={place.file} copy />
          {place.offsetBytes === undefined ? null : (
            <p className="quiet">{t('place.offset', { offset: renderHex(place.offsetBytes) })}</p>
          )}
        </>
      );
    case 'event': {
      const event = findEvent(report, place.eventNumber, place.scenarioId);
      return (
        <>
          {event === undefined ? null : <EventFacts event={event} />}
          <p className="quiet">{t('place.event', { scenario: place.scenarioId, n: place.eventNumber })}</p>
          {event === undefined ? null : (
            <Link to={`?tab=run&scenario=${encodeURIComponent(place.scenarioId)}&at=${event.fact.atMs}`}>
              {t('replay.open')}
            </Link>
          )}
        </>
      );
    }
    case 'screenshot':
      return <Screenshot id={place.screenshotId} bounds={place.boundsPx} caption={t('place.screenshot')} />;
    case 'policy': {
      const document = report.policies?.find(({ id }) => id === place.documentId);
      return (
        <>
          <blockquote>{place.sentence}</blockquote>
          <p className="quiet">
            <span className="policy-title">{document?.title || place.documentId}</span>{' '}
            {t('place.chars', { n: place.offsetChars })}
          </p>
        </>
      );
    }
    case 'certificate':
      return <Mono text={place.sha256} copy />;
    case 'listing':
      return <Mono text={`${place.listingId} · ${place.field}`} />;
    case 'platform':
      return (
        <>
          <Mono text={`${place.member} ×${place.count}`} />
          <p className="quiet">{place.caller}</p>
        </>
      );
  }
}

/** Where a fact was seen, the first few at once and the rest on demand. */
export function Places({ places }: { readonly places: readonly Place[] }) {
  const { t } = useSpeech();
  const [limit, setLimit] = useState(FIRST_PLACES);
  const shown = places.slice(0, limit);
  return (
    <>
      <ol className="places">
        {shown.map((place, index) => (
          <li key={index}>
            <span className="label neutral">{t(`placeKind.${place.kind}`)}</span>
            <div className="place">
              <PlaceView place={place} />
            </div>
          </li>
        ))}
      </ol>
      {places.length > limit ? (
        <Button size="small" onClick={() => setLimit((value) => value + MORE_PLACES)}>
          {t('list.more', { n: places.length - limit })}
        </Button>
      ) : null}
    </>
  );
}
