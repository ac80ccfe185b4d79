import type { Verdict, VerdictKind } from '../../rules/engine/verdict.ts';
import { toDutyVerdicts, toHumanChecks } from '../model/findings.ts';
import { renderSeverityBadge } from './badge.ts';
import type { Context } from './context.ts';
import { renderDocumentName, renderFinding } from './findings.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { renderFold } from './place.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';

/** What a person has to check: facts that were found and have to be weighed, and a form for the rest. */
export function renderNeedsHuman(context: Context): Html {
  const checks = toHumanChecks(context.report);
  const verdicts = bySeverity(
    verdictsOf(context, 'needs-human').filter((verdict) => verdict.places.length === 0),
  );
  if (checks.length === 0 && verdicts.length === 0) return html``;
  return renderSection(
    context,
    'needs-human',
    context.words('needsHuman'),
    html`<p class="quiet">${context.words('needsHumanIntro')}</p>
      ${
        checks.length > 0 &&
        html`<h3>${context.words('humanFacts')}</h3>
          ${checks.map((check) => renderFinding(context, check))}`
      }
      ${
        verdicts.length > 0 &&
        html`<h3>${context.words('humanForm')}</h3>
          ${renderForm(context, verdicts)}`
      }`,
  );
}

function renderForm(context: Context, verdicts: readonly Verdict[]): Html {
  return renderTable<Verdict>(
    context,
    verdicts,
    [
      dutyColumn(context),
      {
        head: context.words('lookAt'),
        style: 'wide',
        cell: (verdict) => context.pick(verdict.checklist ?? verdict.message),
      },
      {
        head: context.words('result'),
        cell: () => html`<span class="nowrap">${context.words('yesNo')}</span>`,
      },
    ],
    // A form is of use only whole: it is never cut.
    Number.POSITIVE_INFINITY,
  );
}

/** Duties on which nothing can be said, by the reason why. */
export function renderCannotTell(context: Context): Html {
  const verdicts = verdictsOf(context, 'cannot-tell');
  if (verdicts.length === 0) return html``;
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const reason = reasonOf(context, verdict);
    groups.set(reason, [...(groups.get(reason) ?? []), verdict]);
  }
  const sorted = [...groups].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return renderSection(
    context,
    'cannot-tell',
    context.words('cannotTell'),
    html`<p class="quiet">${context.words('cannotTellIntro')}</p>
      ${sorted.map(([reason, group]) => renderReason(context, reason, bySeverity(group)))}`,
  );
}

function reasonOf(context: Context, verdict: Verdict): string {
  const gaps = [...new Set(verdict.gaps.map((gap) => context.pick(gap.message)))];
  return gaps.length > 0 ? gaps.join(' ') : context.pick(verdict.message);
}

function renderReason(context: Context, reason: string, verdicts: readonly Verdict[]): Html {
  const lines = verdicts.map((verdict) => {
    const duty = context.duty(verdict.dutyId);
    return html`<li>
      <b>${verdict.dutyId}</b> ${context.pick(duty?.text ?? verdict.title)}
      <span class="quiet">${verdict.severity === 3 && context.words('severity3')}</span>
    </li>`;
  });
  const ids = verdicts.map((verdict) => html`<span class="nowrap">${verdict.dutyId}</span> `);
  return html`<div class="reason">
    <p><b>${context.words('dutyCount', { n: verdicts.length })}</b>　${reason}</p>
    ${
      context.unfolded
        ? html`<p class="ids">${ids}</p>`
        : renderFold(
            context,
            context.words('showDuties'),
            html`<ul class="duties">
              ${lines}
            </ul>`,
          )
    }
  </div>`;
}

/** Duties that the evidence shows to be kept. */
export function renderCompliant(context: Context): Html {
  const verdicts = bySeverity(verdictsOf(context, 'compliant'));
  if (verdicts.length === 0) return html``;
  return renderSection(
    context,
    'compliant',
    context.words('compliantList'),
    renderTable<Verdict>(context, verdicts, [
      dutyColumn(context),
      { head: context.words('facts'), style: 'wide', cell: (verdict) => context.pick(verdict.message) },
    ]),
  );
}

function dutyColumn(context: Context) {
  return {
    head: context.words('duty'),
    style: 'wide' as const,
    cell: (verdict: Verdict) => {
      const duty = context.duty(verdict.dutyId);
      return html`<b>${verdict.dutyId}</b> ${renderSeverityBadge(context, verdict.severity)}<br />
        ${context.pick(duty?.text ?? verdict.title)}
        ${duty !== undefined && html`<br /><span class="quiet">${renderDocumentName(context, duty.document)}</span>`}`;
    },
  };
}

/** Duties that came to `kind`, once each. */
function verdictsOf(context: Context, kind: VerdictKind): readonly Verdict[] {
  return [...toDutyVerdicts(context.report).values()].filter((verdict) => verdict.verdict === kind);
}

function bySeverity(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.toSorted((a, b) => b.severity - a.severity);
}
