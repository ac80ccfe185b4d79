import type { Report } from '../model/report.ts';
import { renderVerdictBadge } from './badge.ts';
import { findCodeText, SLOT_TEXTS } from './codes.ts';
import type { Context } from './context.ts';
import { renderShare } from './format.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { SLOT_STATE_WORDS, VERDICT_MEANING, VERDICT_ORDER } from './labels.ts';
import { renderNothing, renderSection } from './section.ts';
import { renderTable } from './table.ts';

/** What this scan could see and what not, and how its verdicts are to be read. */
export function renderCoverage(context: Context): Html {
  const { report, words } = context;
  const { coverage } = report;
  const figures: readonly (readonly [string, string | number])[] = [
    [words('dutiesInForce'), coverage.dutiesInForce],
    [words('judged'), coverage.judged],
    [words('verdictNeedsHuman'), coverage.needsHuman],
    [words('verdictCannotTell'), coverage.cannotTell],
    [words('verdictNotApplicable'), coverage.notApplicable],
    [words('coverage'), renderShare(coverage.share)],
  ];
  const slots = renderTable<Report['slots'][number]>(context, report.slots, [
    { head: words('slot'), cell: (slot) => context.pick(SLOT_TEXTS[slot.name]) },
    {
      head: words('state'),
      cell: (slot) => html`<span class="slot-${slot.kind}">${words(SLOT_STATE_WORDS[slot.kind])}</span>`,
    },
    { head: words('reason'), style: 'wide', cell: (slot) => slot.reason },
  ]);
  const gaps = report.gaps.map(
    (gap) =>
      html`<li>
        <code>${gap.code}</code> ${context.pick(gap.message)}
        <span class="quiet"
          >${words('affects', { slots: gap.affects.map((name) => context.pick(findCodeText(SLOT_TEXTS, name))).join(' / ') })}</span
        >
      </li>`,
  );
  return renderSection(
    context,
    'coverage',
    words('coverageAndGaps'),
    html`<div class="figures">
        ${figures.map(([name, value]) => html`<div><b>${value}</b><span>${name}</span></div>`)}
      </div>
      <h3>${words('gaps')}</h3>
      ${
        gaps.length === 0
          ? renderNothing(words('noGaps'))
          : html`<ul class="gaps">
              ${gaps}
            </ul>`
      }
      <h3>${words('slot')}</h3>
      ${slots}
      <h3>${words('howToRead')}</h3>
      <dl class="facts">
        ${VERDICT_ORDER.map(
          (verdict) =>
            html`<div>
              <dt>${renderVerdictBadge(context, verdict)}</dt>
              <dd>${words(VERDICT_MEANING[verdict])}</dd>
            </div>`,
        )}
      </dl>`,
  );
}
