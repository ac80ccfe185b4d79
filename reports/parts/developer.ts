import type { Place } from '../../scanner/evidence/index.ts';
import type { Finding } from '../model/findings.ts';
import { renderSeverityBadge } from './badge.ts';
import type { Context } from './context.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { code } from './format.ts';
import { renderPlace } from './place.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';

const PLACES_A_ROW = 3;

/** Classes that every app has: a developer cannot change anything in them. */
const PLATFORM = /^(?:android|androidx|java|javax|kotlin|dalvik|com\.android)\./;

/** For what was seen while running: the nearest code on the stack that a developer can change, each once. */
function findCallers({ report }: Context, places: readonly Place[]): readonly string[] {
  const callers = new Set<string>();
  for (const place of places) {
    if (place.kind !== 'event') continue;
    const read = report.piReads.find(
      (one) => one.eventNumber === place.eventNumber && one.scenarioId === place.scenarioId,
    );
    const frame = read?.stack.find((one) => !PLATFORM.test(one.className));
    if (frame === undefined) continue;
    callers.add(`${frame.className}.${frame.method}${frame.line === undefined ? '' : `:${frame.line}`}`);
  }
  return [...callers];
}

/** The same findings as a list of work: what to change, and where. */
export function renderDeveloperView(context: Context): Html {
  if (context.findings.length === 0) return html``;
  const table = renderTable<Finding>(context, context.findings, [
    {
      head: '#',
      cell: (finding) =>
        html`<a href="#${context.anchor(finding.id)}">${finding.id}</a>
          ${renderSeverityBadge(context, finding.severity)}`,
    },
    { head: context.words('change'), style: 'wide', cell: (finding) => renderChange(context, finding) },
    { head: context.words('location'), style: 'wide', cell: (finding) => renderWhere(context, finding) },
  ]);
  return renderSection(context, 'developers', context.words('forDevelopers'), table);
}

function renderChange(context: Context, { main }: Finding): Html {
  const advice = main.remediation;
  return html`<b>${context.pick(main.title)}</b><br />
    ${advice === undefined ? context.words('noAdvice') : context.pick(advice)}`;
}

function renderWhere(context: Context, { id, main }: Finding): Html {
  const places = main.places.filter((place) => place.kind !== 'screenshot' && place.kind !== 'event');
  const shown = places.slice(0, PLACES_A_ROW);
  const callers = findCallers(context, main.places).slice(0, PLACES_A_ROW - shown.length);
  const left = main.places.length - shown.length;
  return html`<ul class="places">
    ${shown.map((place) => html`<li>${renderPlace(context, place)}</li>`)}
    ${callers.map((caller) => html`<li>${context.words('calledFrom')} ${code(caller)}</li>`)}
    ${
      left > 0 &&
      html`<li class="quiet">${context.words('placesInFinding', { total: main.places.length, id })}</li>`
    }
  </ul>`;
}
