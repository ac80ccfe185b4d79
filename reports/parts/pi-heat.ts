import type { Context } from './context.ts';
import { breakable } from './format.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';

const MOST_CALLERS = 6;
const MOST_KINDS = 24;

/** Kinds of personal information against callers; the busiest callers have columns, the others share one. */
export function renderPiHeatTable(context: Context): Html {
  const { piCalls } = context.report;
  if (piCalls.length === 0) return html``;
  const byCaller = new Map<string, number>();
  const byKind = new Map<string, Map<string, number>>();
  for (const { piType, caller, callSites } of piCalls) {
    byCaller.set(caller, (byCaller.get(caller) ?? 0) + callSites);
    const row = byKind.get(piType) ?? new Map<string, number>();
    byKind.set(piType, row.set(caller, (row.get(caller) ?? 0) + callSites));
  }
  const callers = [...byCaller].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([caller]) => caller);
  const columns = callers.slice(0, callers.length > MOST_CALLERS + 1 ? MOST_CALLERS : callers.length);
  const others = callers.slice(columns.length);
  const sum = (row: ReadonlyMap<string, number>, keys: readonly string[]): number =>
    keys.reduce((total, key) => total + (row.get(key) ?? 0), 0);
  const kinds = [...byKind].sort(([a, x], [b, y]) => sum(y, callers) - sum(x, callers) || (a < b ? -1 : 1));
  const shown = kinds.slice(0, MOST_KINDS);
  return html`<h3>${context.words('piByCaller')}</h3>
    <p class="quiet">${context.words('piByCallerNote')}</p>
    <div class="heat-frame">
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">${context.words('piType')}</th>
            ${columns.map((caller) => html`<th scope="col"><span>${breakable(context.callerKeyName(caller))}</span></th>`)}
            ${
              others.length > 0 &&
              html`<th scope="col"><span>${context.words('otherCallers', { n: others.length })}</span></th>`
            }
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ([kind, row]) =>
              html`<tr>
                <th scope="row">${context.piName(kind)}</th>
                ${columns.map((caller) => renderCell(row.get(caller) ?? 0))}
                ${others.length > 0 && renderCell(sum(row, others))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      kinds.length > shown.length &&
      html`<p class="more">${context.words('moreKinds', { n: kinds.length - shown.length })}</p>`
    }`;
}

/** Five shades, by powers of four: 1, 2-4, 5-16, 17-64, more. */
function renderCell(count: number): Html {
  if (count === 0) return html`<td class="heat-0">·</td>`;
  const shade = Math.min(5, 1 + Math.ceil(Math.log2(count) / 2));
  return html`<td class="heat-${shade}">${count}</td>`;
}
