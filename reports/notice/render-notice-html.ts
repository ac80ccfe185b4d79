import { html, Html } from '../parts/html-tag.ts';
import type { Notice, NoticeFinding } from './notice.ts';
import { noticeWords, type NoticeWords } from './notice-words.ts';

const style = `
@page { size: A4; margin: 22mm 24mm 20mm;
  @bottom-center { content: counter(page) ' / ' counter(pages); font: 8pt 'Noto Sans SC', sans-serif; color: #5d6878; } }
body { font: 10.5pt/1.75 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; color: #1b2430; margin: 0; }
h1 { text-align: center; font-size: 20pt; letter-spacing: .12em; color: #b42318; border-bottom: 2px solid #b42318;
  padding-bottom: 12px; margin: 0 0 20px; }
h2 { font-size: 12.5pt; margin: 22px 0 6px; } h3 { font-size: 11pt; margin: 16px 0 4px; break-after: avoid; }
table { width: calc(100% - 1px); border-collapse: collapse; margin: 10px 0; }
th, td { border: 1px solid #c9d1dc; padding: 4px 10px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { width: 10.5em; background: #f5f7fa; font-weight: 500; }
p { margin: 6px 0; overflow-wrap: anywhere; } ul { margin: 2px 0 6px; padding-left: 1.4em; }
code { font-size: 9pt; overflow-wrap: anywhere; }
.name { color: #5d6878; } .label { color: #b42318; }
.pictures { display: flex; gap: 14px; } figure { margin: 6px 0; break-inside: avoid; }
figure img { height: 84mm; border: 1px solid #c9d1dc; } figcaption { font-size: 8.5pt; color: #5d6878; }
.closing { text-align: right; margin-top: 36px; }`;

/** The notice as one self-contained page, to be shown or printed. `extraStyle` is trusted text: embedded fonts. */
export function renderNoticeHtml(notice: Notice, extraStyle = ''): string {
  const words = noticeWords(notice.lang);
  return html`<!doctype html>
    <html lang="${notice.lang}">
      <head>
        <meta charset="utf-8" />
        <title>${notice.title}</title>
        ${new Html(`<style>${extraStyle}\n${style}</style>`)}
      </head>
      <body>
        <h1>${notice.title}</h1>
        <p>${notice.salutation}</p>
        <p>${notice.opening}</p>
        <table>
          ${notice.identity.map(
            ([name, value]) =>
              html`<tr>
                <th>${name}</th>
                <td>${value}</td>
              </tr>`,
          )}
        </table>
        <h2>${words.findings}</h2>
        ${notice.findings.map((finding) => renderFinding(finding, words))}
        <p>${notice.demand}</p>
        <p>${notice.proof}</p>
        <p class="closing">${notice.closing}</p>
      </body>
    </html>`.text;
}

function renderFinding(finding: NoticeFinding, words: NoticeWords): Html {
  return html`<h3>${finding.heading}</h3>
    ${finding.label !== undefined && html`<p class="label">${finding.label}</p>`}
    <p><span class="name">${words.facts}</span> ${finding.facts}</p>
    ${
      finding.stack.length > 0 &&
      html`<p class="name">${words.stack}</p>
        <ul>
          ${finding.stack.map((line) => html`<li><code>${line}</code></li>`)}
        </ul>`
    }
    <p class="name">${words.clauses}</p>
    <ul>
      ${finding.clauses.map((clause) => html`<li>${clause}</li>`)}
    </ul>
    ${
      finding.remediation !== undefined &&
      html`<p><span class="name">${words.remediation}</span> ${finding.remediation}</p>`
    }
    ${
      finding.pictures.length > 0 &&
      html`<div class="pictures">
        ${finding.pictures.map(
          ({ png, caption }) =>
            html`<figure>
              <img src="data:image/png;base64,${Buffer.from(png).toString('base64')}" alt="${caption}" />
              <figcaption>${caption}</figcaption>
            </figure>`,
        )}
      </div>`
    }`;
}
