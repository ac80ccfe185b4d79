import type { Context } from './context.ts';
import { html } from './html-tag.ts';
import type { Html, HtmlValue } from './html-tag.ts';

export type Column<Row> = {
  readonly head: string;
  readonly cell: (row: Row) => HtmlValue;
  /** `wide` for prose, `number` for right-aligned figures. */
  readonly style?: 'wide' | 'number' | 'name';
};

/** A table that shows at most `limits.tableRows` rows and says how many there are. On a phone each row is a card. */
export function renderTable<Row>(
  context: Context,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  limit: number = context.limits.tableRows,
): Html {
  const shown = rows.slice(0, limit);
  const heads = columns.map(
    (column) => html`<th scope="col" class="${column.style ?? 'plain'}">${column.head}</th>`,
  );
  const body = shown.map(
    (row) =>
      html`<tr>
        ${columns.map(
          (column) =>
            html`<td class="${column.style ?? 'plain'}" data-label="${column.head}">
              <div>${column.cell(row)}</div>
            </td>`,
        )}
      </tr>`,
  );
  const more =
    rows.length > shown.length &&
    html`<p class="more">${context.words('moreRows', { total: rows.length, shown: shown.length })}</p>`;
  return html`<table class="list">
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
    ${more}`;
}

/** The first `limit` items, and how many there are when that is not all. */
export function renderSome(context: Context, items: readonly string[], limit: number): HtmlValue {
  if (items.length === 0) return html`<span class="quiet">${context.words('none')}</span>`;
  const separator = context.lang === 'zh-CN' ? '、' : ', ';
  const text = items.slice(0, limit).join(separator);
  return items.length <= limit
    ? text
    : html`${text} <span class="quiet">${context.words('moreItems', { n: items.length })}</span>`;
}
