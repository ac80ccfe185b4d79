import type { CodePlace, Place, StackFrame } from '../../scanner/evidence/index.ts';
import type { Context } from './context.ts';
import { findEvent } from './event.ts';
import { code, renderParameters, renderSeconds } from './format.ts';
import { html } from './html-tag.ts';
import type { Html, HtmlValue } from './html-tag.ts';
import { renderPhaseBadge } from './badge.ts';
import { renderShot } from './picture.ts';
import { toShort } from '../shared/visible.ts';
import type { WordKey } from './words.ts';

/** Places as list items, screenshots side by side below them. Shows `limits.places`, and says how many there are. */
export function renderPlaces(context: Context, places: readonly Place[]): Html {
  const shown = places.slice(0, context.limits.places);
  const lines = shown.filter((place) => place.kind !== 'screenshot');
  const shots = shown.flatMap((place) =>
    place.kind === 'screenshot'
      ? renderShot(context, place.screenshotId, toShotCaption(context, place.screenshotId), place.boundsPx)
      : [],
  );
  const more =
    places.length > shown.length &&
    html`<p class="more">${context.words('morePlaces', { total: places.length, shown: shown.length })}</p>`;
  const open = lines.length <= OPEN_PLACES + 1 ? lines.length : OPEN_PLACES;
  const folded = lines.slice(open);
  return html`${renderLines(context, lines.slice(0, open))}${
    folded.length > 0 &&
    renderFold(context, context.words('otherPlaces', { n: folded.length }), renderLines(context, folded))
  }${shots.length > 0 && html`<div class="shots">${shots}</div>`}${more}`;
}

/** Places that are seen without opening anything. */
const OPEN_PLACES = 6;

function renderLines(context: Context, places: readonly Place[]): Html {
  if (places.length === 0) return html``;
  return html`<ul class="places">
    ${places.map((place) => html`<li>${renderPlace(context, place)}</li>`)}
  </ul>`;
}

/** One place on one line; an event carries its call stack, folded. */
export function renderPlace(context: Context, place: Place): Html {
  switch (place.kind) {
    case 'manifest':
      return html`${kind(context, 'placeManifest')} ${code(place.path)}`;
    case 'code':
      return renderCodePlace(context, place);
    case 'file':
      return html`${kind(context, 'placeFile')}
      ${code(place.file)}${
        place.offsetBytes !== undefined &&
        html` <span class="quiet">${context.words('atOffset', { offset: place.offsetBytes })}</span>`
      }`;
    case 'event':
      return renderEventPlace(context, place.scenarioId, place.eventNumber);
    case 'screenshot':
      return html`${kind(context, 'placeScreenshot')} ${toShotCaption(context, place.screenshotId)}`;
    case 'policy':
      return html`${kind(context, 'placePolicy')}
        ${
          context.report.policies?.some(({ id }) => id === place.documentId) === true
            ? html`<a href="#${context.anchor(place.documentId)}">${code(place.documentId)}</a>`
            : code(place.documentId)
        }
        <q>${toShort(place.sentence, 400)}</q>
        <span class="quiet">${context.words('atOffset', { offset: place.offsetChars })}</span>`;
    case 'certificate':
      return html`${kind(context, 'placeCertificate')} ${code(place.sha256)}`;
    case 'listing':
      return html`${kind(context, 'placeListing')} ${code(place.listingId)} ${place.field}`;
    case 'platform':
      return html`${kind(context, 'placePlatform')} ${code(place.member)} ×${place.count}
        <span class="quiet">${place.caller}</span>`;
  }
}

function kind(context: Context, key: WordKey): Html {
  return html`<span class="kind">${context.words(key)}</span>`;
}

function renderCodePlace(context: Context, place: CodePlace): Html {
  // A place without a method stands for the class as a whole.
  if (place.method === '')
    return html`${kind(context, 'placeCode')} ${code(place.className)}
      <span class="quiet">${place.dex}</span>`;
  const line = place.line === undefined ? [] : [context.words('sourceLine', { line: place.line })];
  const pc = context.words('instruction', { pc: `0x${place.pc.toString(16).padStart(4, '0')}` });
  return html`${kind(context, 'placeCode')}
    ${code(`${place.className}.${place.method}${renderParameters(place.descriptor)}`)}
    <span class="quiet">${[...line, pc, place.dex].join(' · ')}</span>`;
}

function renderEventPlace(context: Context, scenarioId: string, eventNumber: number): Html {
  const event = findEvent(context, scenarioId, eventNumber);
  const name = `${scenarioId} #${eventNumber}`;
  if (event === undefined) return html`${kind(context, 'placeEvent')} ${name}`;
  return html`${kind(context, 'placeEvent')} ${name}
    <span class="nowrap">${context.words('shotAt', { seconds: renderSeconds(event.atMs) })}</span>
    ${renderPhaseBadge(context, event.phase)}
    ${event.what}${event.stack.length > 0 && renderStack(context, event.stack)}`;
}

/** A call stack, innermost first, folded on screens. */
export function renderStack(context: Context, stack: readonly StackFrame[]): Html {
  const shown = stack.slice(0, context.limits.frames);
  const frames: readonly HtmlValue[] = shown.map(
    (frame) =>
      html`<li>
        ${code(`${frame.className}.${frame.method}`)}${
          frame.line !== undefined && html`<span class="quiet">:${frame.line}</span>`
        }
        <span class="quiet">${context.callerName(frame.attribution)}</span>
      </li>`,
  );
  const more =
    stack.length > shown.length &&
    html`<li class="quiet">${context.words('moreFrames', { n: stack.length - shown.length })}</li>`;
  return renderFold(
    context,
    context.words('callStack', { n: stack.length }),
    html`<ol class="stack">
      ${frames}${more}
    </ol>`,
  );
}

/** Something a reader opens when wanted; open already where it cannot be. */
export function renderFold(context: Context, summary: string, body: Html): Html {
  return context.unfolded
    ? html`<div class="fold">
        <p class="fold-title">${summary}</p>
        ${body}
      </div>`
    : html`<details class="fold">
        <summary>${summary}</summary>
        ${body}
      </details>`;
}

function toShotCaption(context: Context, id: string): string {
  const attachment = context.attachment(id);
  const parts = [
    attachment?.scenarioId ?? id,
    ...(attachment?.atMs === undefined
      ? []
      : [context.words('shotAt', { seconds: renderSeconds(attachment.atMs) })]),
  ];
  return parts.join(' · ');
}
