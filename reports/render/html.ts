import { createHash } from 'node:crypto';
import type { AttachmentBytes } from '../model/attachments.ts';
import type { Report } from '../model/report.ts';
import { renderAppendix } from '../parts/appendix.ts';
import { PAPER_LIMITS, SCREEN_LIMITS, toContext } from '../parts/context.ts';
import type { Context } from '../parts/context.ts';
import { renderCover } from '../parts/cover.ts';
import { renderCoverage } from '../parts/coverage.ts';
import { renderDeveloperView } from '../parts/developer.ts';
import { renderConsentDialogs, renderPopups } from '../parts/dialogs.ts';
import { renderSettings } from '../parts/settings.ts';
import { renderFindings } from '../parts/findings.ts';
import { html, Html } from '../parts/html-tag.ts';
import { ImageStore } from '../parts/image.ts';
import { renderMarkBand } from '../parts/mark-band.ts';
import { renderCannotTell, renderCompliant, renderNeedsHuman } from '../parts/open-duties.ts';
import { renderPolicies } from '../parts/policies.ts';
import { renderRun } from '../parts/run.ts';
import { renderDataFlows } from '../parts/data-flows.ts';
import { renderEndpoints, renderPermissions, renderPiCalls, renderSdks } from '../parts/static-tables.ts';
import { REPORT_STYLE } from '../parts/style.ts';
import { renderSummary } from '../parts/summary.ts';
import type { Lang } from '../parts/words.ts';
import type { WordKey } from '../parts/words.ts';

export type HtmlOptions = {
  /** Shown first; the other language is in the same file unless `paper`. */
  readonly lang: Lang;
  /** Pictures not given are named instead of shown. */
  readonly attachments: AttachmentBytes;
  /** One language, nothing folded, shorter lists, a contents list with room for page numbers. */
  readonly paper?: boolean;
  /** Further style rules: embedded fonts, paper size. Trusted text. */
  readonly extraStyle?: string;
  /** Page of each anchor, for the contents list. */
  readonly pageNumbers?: ReadonlyMap<string, number>;
};

/** Pictures in one file beyond this are named instead of shown. */
const LARGEST_PICTURES_BYTES = 24_000_000;

/** Chapters in order: anchor, title for the contents list, and how to render; an empty one is left out. */
const CHAPTERS: readonly (readonly [string, WordKey, (context: Context) => Html])[] = [
  ['summary', 'summary', renderSummary],
  ['findings', 'findings', renderFindings],
  ['developers', 'forDevelopers', renderDeveloperView],
  ['consent', 'consent', renderConsentDialogs],
  ['popups', 'popups', renderPopups],
  ['settings', 'settings', renderSettings],
  ['sdks', 'sdks', renderSdks],
  ['policies', 'policies', renderPolicies],
  ['permissions', 'permissions', renderPermissions],
  ['pi-calls', 'piCalls', renderPiCalls],
  ['data-flows', 'dataFlows', renderDataFlows],
  ['endpoints', 'endpoints', renderEndpoints],
  ['run', 'run', renderRun],
  ['compliant', 'compliantList', renderCompliant],
  ['needs-human', 'needsHuman', renderNeedsHuman],
  ['cannot-tell', 'cannotTell', renderCannotTell],
  ['coverage', 'coverageAndGaps', renderCoverage],
  ['appendix', 'appendix', renderAppendix],
];

/**
 * One self-contained file: no script, nothing loaded from anywhere. The content security policy lets a browser
 * use this file's own style sheets and pictures and nothing else, whatever an app put into its labels.
 */
export function renderHtmlDocument(report: Report, options: HtmlOptions): string {
  const images = new ImageStore(report.attachments, options.attachments, LARGEST_PICTURES_BYTES);
  const other: Lang = options.lang === 'en' ? 'zh-CN' : 'en';
  const langs = options.paper === true ? [options.lang] : [options.lang, other];
  const contexts = langs.map((lang) =>
    toContext(report, {
      lang,
      limits: options.paper === true ? PAPER_LIMITS : SCREEN_LIMITS,
      unfolded: options.paper === true,
      images,
      pageNumbers: options.pageNumbers ?? new Map<string, number>(),
    }),
  );
  const bodies = contexts.map((context) => renderBody(context));
  const styles = [REPORT_STYLE, options.extraStyle ?? ''].filter((style) => style !== '');
  const policy = [
    "default-src 'none'",
    'img-src data:',
    'font-src data:',
    `style-src ${styles.map((style) => `'sha256-${toSha256(style)}'`).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const title = `${report.app.label || report.app.packageName} ${report.app.versionName}`;
  const document = html`<!doctype html>
    <html lang="${options.lang}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} · ${contexts[0]?.words('reportTitle')}</title>
        ${styles.map((style) => new Html(`<style>${style}</style>`))}
      </head>
      <body>
        ${options.paper !== true && renderLanguageSwitch(options.lang)} ${images.renderDefinitions()}
        ${bodies}
      </body>
    </html>`;
  return `${document.text}\n`;
}

function renderLanguageSwitch(first: Lang): Html {
  const input = (id: string, checked: boolean): Html =>
    new Html(`<input type="radio" name="language" class="language" id="${id}"${checked ? ' checked' : ''}>`);
  return html`${input('language-zh', first === 'zh-CN')} ${input('language-en', first === 'en')}
    <label class="language-label zh" for="language-zh" lang="zh-CN">中文</label>
    <label class="language-label en" for="language-en" lang="en">English</label>`;
}

function renderBody(context: Context): Html {
  const chapters = CHAPTERS.map(([name, title, render]) => ({ name, title, body: render(context) })).filter(
    ({ body }) => body.text !== '',
  );
  const contents = chapters.map(({ name, title }) => {
    const anchor = context.anchor(name);
    return html`<li>
      <a href="#${anchor}">${context.words(title)}</a><span class="dots"></span
      ><span class="page">${context.pageNumbers.get(anchor)}</span>
    </li>`;
  });
  const layout = context.unfolded ? 'paper' : 'screen';
  return html`<main class="${context.lang === 'en' ? 'en' : 'zh'} ${layout}" lang="${context.lang}">
    ${renderCover(context)} ${renderMarkBand(context)}
    <nav class="toc">
      <h2>${context.words('contents')}</h2>
      <ol>
        ${contents}
      </ol>
    </nav>
    ${chapters.map(({ body }) => body)}
  </main>`;
}

function toSha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
