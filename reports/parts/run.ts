import type { ScenarioRun } from '../../scanner/evidence/index.ts';
import { renderPhaseBadge } from './badge.ts';
import type { Context } from './context.ts';
import { toRunEvents } from './event.ts';
import type { RunEvent } from './event.ts';
import { breakable, renderSeconds } from './format.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { OUTCOME_WORDS } from './labels.ts';
import { renderShot } from './picture.ts';
import { renderStack } from './place.ts';
import { scenarioTitle } from './scenario-title.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';

/** What happened while the app ran: screens side by side, then every event in time order. */
export function renderRun(context: Context): Html {
  const { scenarios } = context.report;
  if (scenarios.length === 0) return html``;
  const body = html`${scenarios.map((scenario) => renderScenario(context, scenario))}`;
  return renderSection(context, 'run', context.words('run'), body);
}

function renderScenario(context: Context, scenario: ScenarioRun): Html {
  const { words } = context;
  const seconds = renderSeconds(scenario.endedAtMs - scenario.startedAtMs);
  const shots = scenario.steps.flatMap((step) =>
    step.screenshotId === undefined ? [] : [{ ...step, screenshotId: step.screenshotId }],
  );
  const shown = shots.slice(0, context.limits.screenshots);
  const table = renderTable<RunEvent>(context, toRunEvents(context, scenario.scenarioId), [
    { head: words('atTime'), style: 'number', cell: (event) => renderSeconds(event.atMs) },
    { head: words('phase'), cell: (event) => renderPhaseBadge(context, event.phase) },
    { head: words('what'), style: 'wide', cell: (event) => renderEvent(context, event) },
    { head: words('who'), cell: (event) => breakable(event.caller) },
  ]);
  return html`<h3>
      ${scenarioTitle(context, scenario.scenarioId)}
      <span class="quiet">${words(OUTCOME_WORDS[scenario.outcome])} · ${words('shotAt', { seconds })}</span>
    </h3>
    ${
      shown.length > 0 &&
      html`<div class="shots">
        ${shown.map((step) =>
          renderShot(
            context,
            step.screenshotId,
            `${words('shotAt', { seconds: renderSeconds(step.atMs) })} · ${context.pick(step.action)}`,
          ),
        )}
      </div>`
    }
    ${
      shots.length > shown.length &&
      html`<p class="more">${words('moreShots', { n: shots.length - shown.length })}</p>`
    }
    ${table}`;
}

function renderEvent(context: Context, event: RunEvent): Html {
  const number = event.eventNumber === undefined ? '' : `#${event.eventNumber} `;
  return html`<span class="event-${event.kind}">${number}${event.what}</span>${
      event.detail !== undefined && html`<br /><code>${breakable(event.detail)}</code>`
    }${event.stack.length > 0 && renderStack(context, event.stack)}`;
}
