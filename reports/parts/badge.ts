import type { Severity, VerdictKind } from '../../rules/engine/verdict.ts';
import type { Phase } from '../../scanner/evidence/index.ts';
import type { Context } from './context.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { PHASE_WORDS, SEVERITY_WORDS, VERDICT_WORDS } from './labels.ts';

// Colour never stands alone: each badge says its word.

export function renderVerdictBadge(context: Context, verdict: VerdictKind): Html {
  return html`<span class="badge verdict-${verdict}">${context.words(VERDICT_WORDS[verdict])}</span>`;
}

export function renderSeverityBadge(context: Context, severity: Severity): Html {
  return html`<span class="badge severity-${severity}">${context.words(SEVERITY_WORDS[severity])}</span>`;
}

export function renderPhaseBadge(context: Context, phase: Phase): Html {
  return html`<span class="badge phase-${phase}">${context.words(PHASE_WORDS[phase])}</span>`;
}
