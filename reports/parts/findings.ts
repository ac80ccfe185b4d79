import type { ProofNode, Verdict } from '../../rules/engine/verdict.ts';
import type { Gap } from '../../scanner/evidence/index.ts';
import { toFindingGroups } from '../model/findings.ts';
import type { Finding, FindingGroup } from '../model/findings.ts';
import { toNoticeLabel } from '../shared/notice-label.ts';
import type { ReportDuty } from '../model/report.ts';
import { renderSeverityBadge, renderVerdictBadge } from './badge.ts';
import type { Context } from './context.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { SOURCE_WORDS } from './labels.ts';
import { renderNotice } from './notice.ts';
import { renderFold, renderPlaces } from './place.ts';
import { renderNothing, renderSection } from './section.ts';

/** Violations and suspicions, by the document whose duty they break, as a notice lists them. */
export function renderFindings(context: Context): Html {
  const body =
    context.findings.length === 0
      ? renderNothing(context.words('noFindings'))
      : html`<p class="quiet">${context.words('findingsIntro')}</p>
          ${renderNotice(context)}
          ${toFindingGroups(context.findings).map((group) => renderGroup(context, group))}`;
  return renderSection(context, 'findings', context.words('findings'), body);
}

function renderGroup(context: Context, group: FindingGroup): Html {
  const referred = group.referred.map(
    ({ finding, duties }) =>
      html`<p class="see-also">
        ${context.words('seeAlso', { id: finding.id })}
        ${duties.map((duty) => html`<b>${duty.id}</b> ${context.pick(duty.text)} `)}
        <a href="#${context.anchor(finding.id)}">${finding.id}</a>
      </p>`,
  );
  return html`<section class="document">
    <h3>${renderDocumentName(context, group.document)}</h3>
    ${group.told.map((finding) => renderFinding(context, finding))} ${referred}
  </section>`;
}

/** Title in the reader's language, in Chinese between book title marks. */
export function toDocumentTitle(context: Context, document: ReportDuty['document']): string {
  if (context.lang === 'en' || document.titleZh === '') return document.titleEn || document.titleZh;
  return document.titleZh.includes('《') ? document.titleZh : `《${document.titleZh}》`;
}

/** The title and the document's number. */
export function renderDocumentName(context: Context, document: ReportDuty['document']): Html {
  const title = toDocumentTitle(context, document);
  return html`${title}${document.number !== undefined && html` <span class="quiet">${document.number}</span>`}`;
}

/** One finding: its facts, where they are, the clauses, what to do, and how it was decided. */
export function renderFinding(context: Context, finding: Finding): Html {
  const { main } = finding;
  const labels = [
    ...new Set(
      finding.duties.flatMap((duty) => toNoticeLabel(duty) ?? []).map((label) => context.pick(label)),
    ),
  ];
  return html`<article class="finding is-${finding.verdict}" id="${context.anchor(finding.id)}">
    <header>
      <p class="finding-badges">
        <b>${finding.id}</b> ${renderVerdictBadge(context, finding.verdict)}
        ${renderSeverityBadge(context, finding.severity)}
      </p>
      <h4>${context.pick(main.title)}</h4>
      ${labels.length > 0 && html`<p class="labels">${context.words('problemLabel')}：${labels.join('；')}</p>`}
    </header>
    <dl class="told">
      ${renderItem(context.words('facts'), html`<p>${context.pick(main.message)}</p>`)}
      ${main.places.length > 0 && renderItem(context.words('where'), renderPlaces(context, main.places))}
      ${renderItem(context.words('clauses'), html`${finding.duties.map((duty) => renderClause(context, duty, finding.duties[0]))}`)}
      ${
        main.checklist !== undefined &&
        renderItem(context.words('lookAt'), html`<p>${context.pick(main.checklist)}</p>`)
      }
      ${
        main.remediation !== undefined &&
        renderItem(context.words('remediation'), html`<p>${context.pick(main.remediation)}</p>`)
      }
      ${main.gaps.length > 0 && renderItem(context.words('limits'), renderGapList(context, main.gaps))}
    </dl>
    ${renderProof(context, main)}
  </article>`;
}

function renderItem(name: string, body: Html): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${body}</dd>
  </div>`;
}

/** A clause; its document is named where it is not the one whose heading the finding stands under. */
function renderClause(context: Context, duty: ReportDuty, first: ReportDuty | undefined): Html {
  return html`<p class="clause">
    <b>${duty.id}</b>
    ${duty.article !== undefined && html`<span class="quiet">${context.pick(duty.article)}</span> `}${context.pick(duty.text)}
    ${
      duty.document.id !== first?.document.id &&
      html`<span class="quiet">${renderDocumentName(context, duty.document)}</span>`
    }
    <span class="source source-${duty.source}">${context.words(SOURCE_WORDS[duty.source])}</span>
  </p>`;
}

/** What could not be seen, a line each. */
export function renderGapList(context: Context, gaps: readonly Gap[]): Html {
  return html`<ul class="gaps">
    ${gaps.map((gap) => html`<li><code>${gap.code}</code> ${context.pick(gap.message)}</li>`)}
  </ul>`;
}

function renderProof(context: Context, verdict: Verdict): Html {
  if (verdict.proof === undefined) return html``;
  const budget = { left: context.limits.proofNodes };
  const tree = html`<ul class="proof">
    ${renderNode(context, verdict.proof, budget, 0)}
  </ul>`;
  return renderFold(
    context,
    `${context.words('proof')} · ${context.words('rule')} ${verdict.ruleId}`,
    html`${tree}${
      budget.left < 0 && html`<p class="more">${context.words('moreConditions', { n: -budget.left })}</p>`
    }`,
  );
}

/** Deeper trees are cut: the engine makes none, and a damaged report must not end the process. */
const DEEPEST = 40;

function renderNode(context: Context, node: ProofNode, budget: { left: number }, depth: number): Html {
  budget.left -= 1;
  if (budget.left < 0 || depth > DEEPEST) {
    budget.left -= countBelow(node, depth);
    return html``;
  }
  const outcome = node.outcome === 'unknown' ? 'unknownOutcome' : node.outcome;
  const children = node.children.map((child) => renderNode(context, child, budget, depth + 1));
  return html`<li class="outcome-${node.outcome}">
    <span class="outcome">${context.words(outcome)}</span>
    ${node.text === undefined ? node.label : context.pick(node.text)}
    ${node.places.length > 0 && html`<span class="quiet">×${node.places.length}</span>`}
    ${
      children.length > 0 &&
      html`<ul>
        ${children}
      </ul>`
    }
  </li>`;
}

function countBelow(node: ProofNode, depth: number): number {
  if (depth > DEEPEST) return 0;
  return node.children.reduce((sum, child) => sum + 1 + countBelow(child, depth + 1), 0);
}
