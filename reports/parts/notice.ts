import type { Text } from '../../rules/engine/verdict.ts';
import type { Finding } from '../model/findings.ts';
import { toNoticeLabel } from '../shared/notice-label.ts';
import { renderVerdictBadge } from './badge.ts';
import type { Context } from './context.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';
import { renderTable } from './table.ts';

/** What a public notice would say of the app: a problem by its customary label, and what it rests on. */
export type NoticeRow = {
  readonly label: Text;
  readonly findings: readonly Finding[];
  /** Ids of the duties that carry the label and that these findings break. */
  readonly dutyIds: readonly string[];
};

/** Findings by the labels of their duties, those of the heaviest and surest findings first. A finding may have several. */
export function toNoticeRows(findings: readonly Finding[]): readonly NoticeRow[] {
  const rows = new Map<string, NoticeRow & { findings: Finding[]; dutyIds: string[] }>();
  for (const finding of findings)
    for (const duty of finding.duties) {
      const label = toNoticeLabel(duty);
      if (label === undefined) continue;
      const row = rows.get(label.zh) ?? { label, findings: [], dutyIds: [] };
      rows.set(label.zh, row);
      if (!row.findings.includes(finding)) row.findings.push(finding);
      if (!row.dutyIds.includes(duty.id)) row.dutyIds.push(duty.id);
    }
  const rankOf = (finding: Finding): number => (finding.verdict === 'violation' ? 0 : 10) - finding.severity;
  const worstOf = (row: NoticeRow): number => Math.min(...row.findings.map(rankOf));
  return [...rows.values()].sort((a, b) => worstOf(a) - worstOf(b) || b.findings.length - a.findings.length);
}

/** The problems as a notice names them, each with its findings and clauses; nothing where no finding has a label. */
export function renderNotice(context: Context): Html {
  const rows = toNoticeRows(context.findings);
  if (rows.length === 0) return html``;
  return html`<h3>${context.words('noticeTitle')}</h3>
    <p class="quiet">${context.words('noticeIntro')}</p>
    ${renderTable<NoticeRow>(context, rows, [
      {
        head: context.words('problemLabel'),
        style: 'name',
        cell: (row) => html`<b>${context.pick(row.label)}</b>`,
      },
      { head: context.words('facts'), style: 'wide', cell: (row) => renderLinks(context, row.findings) },
      {
        head: context.words('clauses'),
        style: 'wide',
        cell: (row) => row.dutyIds.join(context.lang === 'en' ? ', ' : '、'),
      },
    ])}`;
}

function renderLinks(context: Context, findings: readonly Finding[]): Html {
  return html`<ul class="places">
    ${findings.map(
      (finding) =>
        html`<li>
          <a href="#${context.anchor(finding.id)}">${finding.id}</a>
          ${renderVerdictBadge(context, finding.verdict)} ${context.pick(finding.main.title)}
        </li>`,
    )}
  </ul>`;
}
