import type { Severity, VerdictKind } from '../../rules/engine/verdict.ts';
import { toDutyVerdicts } from '../model/findings.ts';
import type { ReportDuty } from '../model/report.ts';
import { renderSeverityBadge, renderVerdictBadge } from './badge.ts';
import type { Context } from './context.ts';
import { toDocumentTitle } from './findings.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { VERDICT_ORDER, VERDICT_WORDS } from './labels.ts';
import { renderPiHeatTable } from './pi-heat.ts';
import { renderSection } from './section.ts';

/** The charts of the first pages: problems by severity, verdicts by document, personal information by caller. */
export function renderSummary(context: Context): Html {
  return renderSection(
    context,
    'summary',
    context.words('summary'),
    html`${renderSeverityBars(context)} ${renderDocumentBars(context)} ${renderPiHeatTable(context)}`,
  );
}

function renderSeverityBars(context: Context): Html {
  const count = (severity: Severity, verdict: VerdictKind): number =>
    context.findings.filter((finding) => finding.severity === severity && finding.verdict === verdict).length;
  const rows = ([3, 2, 1] as const).map((severity) => ({
    severity,
    violations: count(severity, 'violation'),
    suspected: count(severity, 'suspected'),
  }));
  const longest = Math.max(1, ...rows.map((row) => row.violations + row.suspected));
  return html`<h3>${context.words('bySeverity')}</h3>
    <div class="bars">
      ${rows.map(
        (row) =>
          html`<div class="bar-row">
            <div class="bar-name">${renderSeverityBadge(context, row.severity)}</div>
            ${renderStack(
              [
                ['violation', row.violations],
                ['suspected', row.suspected],
              ],
              longest,
            )}
            <div class="bar-figures">
              ${context.words('problemCount', { violations: row.violations, suspected: row.suspected })}
            </div>
          </div>`,
      )}
    </div>`;
}

function renderDocumentBars(context: Context): Html {
  const documents = new Map<string, { document: ReportDuty['document']; counts: Map<VerdictKind, number> }>();
  for (const verdict of toDutyVerdicts(context.report).values()) {
    const duty = context.duty(verdict.dutyId);
    if (duty === undefined) continue;
    const entry = documents.get(duty.document.id) ?? { document: duty.document, counts: new Map() };
    documents.set(duty.document.id, entry);
    entry.counts.set(verdict.verdict, (entry.counts.get(verdict.verdict) ?? 0) + 1);
  }
  // Documents on which nothing at all could be said share a line; their duties are listed further on.
  const dark = [...documents.values()].filter(({ counts }) => counts.size === 1 && counts.has('cannot-tell'));
  const judged = [...documents.values()].filter((entry) => !dark.includes(entry));
  const darkDuties = dark.reduce((sum, { counts }) => sum + (counts.get('cannot-tell') ?? 0), 0);
  const rest =
    dark.length > 0 &&
    html`<p class="more">${context.words('onlyCannotTell', { documents: dark.length, n: darkDuties })}</p>`;
  return html`<h3>${context.words('byDocument')}</h3>
    <p class="legend">${VERDICT_ORDER.map((verdict) => renderVerdictBadge(context, verdict))}</p>
    <div class="bars">
      ${judged.map(({ document, counts }) => {
        const parts = VERDICT_ORDER.map((verdict) => [verdict, counts.get(verdict) ?? 0] as const);
        const total = parts.reduce((sum, [, n]) => sum + n, 0);
        const said = parts
          .filter(([, n]) => n > 0)
          .map(([verdict, n]) => `${context.words(VERDICT_WORDS[verdict])} ${n}`);
        return html`<div class="bar-row">
          <div class="bar-name">${toDocumentTitle(context, document)}</div>
          ${renderStack(parts, total)}
          <div class="bar-figures">${said.join(' · ')}</div>
        </div>`;
      })}
    </div>
    ${rest}`;
}

/** A stacked bar, `full` units long; the figures beside it say the same in words. */
function renderStack(parts: readonly (readonly [VerdictKind, number])[], full: number): Html {
  let at = 0;
  const boxes = parts.map(([verdict, count]) => {
    const width = (count / full) * 1000;
    const box = count > 0 && html`<rect class="fill-${verdict}" x="${at}" width="${width}" height="10" />`;
    at += width;
    return box;
  });
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="bar-ground" width="1000" height="10" />
    ${boxes}
  </svg>`;
}
