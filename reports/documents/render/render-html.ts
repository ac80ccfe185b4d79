import { html, Html } from '../../parts/html-tag.ts';
import type { Block, LineStyle, OfficialDocument, Run } from '../document.ts';

const style = (isLandscape: boolean): string => `
@page { size: A4${isLandscape ? ' landscape' : ''}; margin: 22mm 24mm 20mm;
  @bottom-center { content: counter(page) ' / ' counter(pages); font: 8pt 'Noto Sans SC', sans-serif; color: #5d6878; } }
body { font: 10.5pt/1.75 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; color: #1b2430; margin: 0; }
h1 { text-align: center; font-size: 20pt; letter-spacing: .12em; color: #b42318; border-bottom: 2px solid #b42318;
  padding-bottom: 12px; margin: 0 0 20px; }
:lang(en) h1 { letter-spacing: .02em; }
h2 { font-size: 12.5pt; margin: 22px 0 6px; break-after: avoid; }
h3 { font-size: 11pt; margin: 16px 0 4px; break-after: avoid; }
table { width: calc(100% - 1px); border-collapse: collapse; margin: 10px 0; table-layout: fixed; }
th, td { border: 1px solid #c9d1dc; padding: 4px 10px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f5f7fa; font-weight: 500; } tr { break-inside: avoid; }
p { margin: 6px 0; overflow-wrap: anywhere; } ul { margin: 2px 0 6px; padding-left: 1.4em; }
li { overflow-wrap: anywhere; }
.note { color: #5d6878; font-size: 9.5pt; } .alert { color: #b42318; }
.note, .alert { break-after: avoid; }
.pictures { display: flex; gap: 14px; } figure { margin: 6px 0; break-inside: avoid; }
figure img { height: 84mm; border: 1px solid #c9d1dc; } figcaption { font-size: 8.5pt; color: #5d6878; }
.closing { text-align: right; margin-top: 14px; break-before: avoid; }`;

/** The document as one self-contained page, to be shown or printed. `extraStyle` is trusted text: embedded fonts. */
export function renderDocumentHtml(document: OfficialDocument, extraStyle = ''): string {
  return html`<!doctype html>
    <html lang="${document.lang}">
      <head>
        <meta charset="utf-8" />
        <title>${document.title}</title>
        ${new Html(`<style>${extraStyle}\n${style(document.isLandscape)}</style>`)}
      </head>
      <body>
        ${toGroups(document.blocks).map(renderGroup)}
      </body>
    </html>`.text;
}

/** Items that follow each other are one list. */
function toGroups(blocks: readonly Block[]): readonly (Block | readonly Block[])[] {
  const groups: (Block | Block[])[] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (!isItem(block)) groups.push(block);
    else if (Array.isArray(last)) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function isItem(block: Block): boolean {
  return block.kind === 'line' && block.style === 'item';
}

function renderGroup(group: Block | readonly Block[]): Html {
  if (!('kind' in group))
    return html`<ul>
      ${group.map((block) => block.kind === 'line' && html`<li>${renderRuns(block.runs)}</li>`)}
    </ul>`;
  switch (group.kind) {
    case 'line':
      return renderLine(group.style, renderRuns(group.runs));
    case 'table':
      return html`<table>
        ${
          group.columns.length > 0 &&
          html`<colgroup>
            ${group.columns.map((percent) => html`<col style="width:${percent}%" />`)}
          </colgroup>`
        }
        ${group.rows.map(
          (row) =>
            html`<tr>
              ${row.cells.map((cell) =>
                row.isHeader ? html`<th>${renderRuns(cell)}</th>` : html`<td>${renderRuns(cell)}</td>`,
              )}
            </tr>`,
        )}
      </table>`;
    case 'pictures':
      return html`<div class="pictures">
        ${group.pictures.map(
          ({ png, caption }) =>
            html`<figure>
              <img src="data:image/png;base64,${Buffer.from(png).toString('base64')}" alt="${caption}" />
              <figcaption>${caption}</figcaption>
            </figure>`,
        )}
      </div>`;
  }
}

function renderLine(lineStyle: LineStyle, content: Html): Html {
  switch (lineStyle) {
    case 'title':
      return html`<h1>${content}</h1>`;
    case 'heading':
      return html`<h2>${content}</h2>`;
    case 'subheading':
      return html`<h3>${content}</h3>`;
    case 'item':
    case 'paragraph':
      return html`<p>${content}</p>`;
    default:
      return html`<p class="${lineStyle}">${content}</p>`;
  }
}

function renderRuns(runs: readonly Run[]): Html {
  return html`${runs.map(({ text, bold }) => (bold ? html`<strong>${text}</strong>` : text))}`;
}
