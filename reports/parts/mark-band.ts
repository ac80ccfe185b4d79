import type { Severity } from '../../rules/engine/verdict.ts';
import type { Context } from './context.ts';
import { renderShare } from './format.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { BAND_WORDS } from './labels.ts';
import { renderSeverityBadge } from './badge.ts';

/** Below this share a mark rests on too little to be shown in full colour. */
const THIN = 0.5;

/** Mark and coverage, always side by side: a mark without its coverage would say more than was seen. */
export function renderMarkBand(context: Context): Html {
  const { score, coverage } = context.report;
  const { words } = context;
  const violations = [3, 2, 1, 0].reduce((sum, key) => sum + countOf(context, key as Severity), 0);
  const applicable = coverage.dutiesInForce - coverage.notApplicable;
  const severities = ([3, 2, 1] as const).map(
    (severity) =>
      html`<span class="tally"
        >${renderSeverityBadge(context, severity)} <b>${countOf(context, severity)}</b></span
      >`,
  );
  return html`<section class="band band-${score.band}${coverage.share < THIN ? ' thin' : ''}">
    <div class="mark">
      <p class="label">${words('mark')}</p>
      <p class="figure">${Math.round(score.mark)}</p>
      <p class="quiet">${words('outOf')}</p>
    </div>
    <div class="mark">
      <p class="label">${words('coverage')}</p>
      <p class="figure">${renderShare(coverage.share)}</p>
      ${renderBar(coverage.share)}
    </div>
    <div class="verdict">
      <p class="band-word">${words(BAND_WORDS[score.band])}</p>
      <p>
        ${words('problemCount', { violations, suspected: score.suspected })}
        ${(score.supposed ?? 0) > 0 && html`<span class="quiet">${words('supposed', { n: score.supposed ?? 0 })}</span>`}
      </p>
      <p class="tallies">${severities}</p>
      <p class="quiet">${words('coverageOf', { applicable, judged: coverage.judged })}</p>
    </div>
    <p class="caution">
      ${coverage.share < THIN && words('thinCoverage')}
      ${words('coverageWarning')}${!coverage.heavyDutiesJudged && html` ${words('heavyNotJudged')}`}
    </p>
  </section>`;
}

function countOf(context: Context, severity: Severity): number {
  return context.report.score.violations[severity];
}

function renderBar(share: number): Html {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="bar-ground" width="100" height="4" />
    <rect class="bar-fill" width="${width}" height="4" />
  </svg>`;
}
