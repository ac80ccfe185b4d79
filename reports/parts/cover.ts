import type { Context } from './context.ts';
import { renderShare, renderSize, renderTime } from './format.ts';
import { html } from './html-tag.ts';
import type { Html, HtmlValue } from './html-tag.ts';
import { code } from './format.ts';

/** Who was tested, by what and when: the head of the first page. */
export function renderCover(context: Context): Html {
  const { report, words } = context;
  const { app, engine } = report;
  const signer = app.signers[0];
  const rows: readonly (readonly [string, HtmlValue])[] = [
    [words('packageName'), code(app.packageName || words('unknown'))],
    [words('version'), `${app.versionName || words('unknown')} (${app.versionCode})`],
    [words('fileName'), html`${code(app.fileName)} <span class="quiet">${renderSize(app.sizeBytes)}</span>`],
    ['SHA-256', code(app.sha256)],
    [words('sdkLevels'), words('minTarget', { min: app.minSdk, target: app.targetSdk })],
    [
      words('signer'),
      signer === undefined ? words('noSigner') : html`${signer.subject}<br />${code(signer.sha256)}`,
    ],
    [words('profile'), words(report.profile === 'static' ? 'profileStatic' : 'profileFull')],
    [words('device'), renderDevice(context)],
    [words('createdAt'), renderTime(report.createdAt, context.lang)],
    [
      words('engine'),
      words('engineValue', {
        version: engine.version,
        pack: engine.packId.replaceAll(',', ', '),
        rules: engine.rulesVersion.replaceAll(',', ', '),
      }),
    ],
    ...(engine.packs === undefined ? [] : [[words('packs'), renderPacks(context)] as const]),
  ];
  return html`<header class="cover">
    <p class="document-title">${words('reportTitle')}</p>
    <div class="identity">
      ${renderIcon(context)}
      <div>
        <h1>${app.label || words('unnamedApp')}</h1>
        <p class="quiet">${app.packageName} · ${app.versionName}</p>
      </div>
    </div>
    <dl class="facts">
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </header>`;
}

function renderPacks({ report, words, pick }: Context): Html {
  return html`${(report.engine.packs ?? []).map(
    (pack, index) =>
      html`${index > 0 && html`<br />`}${words('packValue', {
        title: pick(pack.title),
        id: pack.id,
        version: pack.version,
        mark: pack.score.mark,
        share: renderShare(pack.coverage.share),
      })}`,
  )}`;
}

function renderIcon(context: Context): Html {
  const icon = context.report.attachments.find((attachment) => attachment.kind === 'icon');
  const image = icon === undefined ? undefined : context.images.find(icon.id);
  if (image === undefined)
    return html`<span class="icon letter" aria-hidden="true"
      >${[...context.report.app.label][0] ?? '?'}</span
    >`;
  return html`<svg class="icon" viewBox="0 0 ${image.widthPx} ${image.heightPx}" aria-hidden="true">
    <use href="#${image.symbolId}" />
  </svg>`;
}

function renderDevice(context: Context): string {
  const { device } = context.report;
  if (device === undefined) return context.words('noDevice');
  const { widthPx, heightPx, densityDpi } = device.screen;
  return [
    `${device.profile} (${device.kind})`,
    `Android ${device.androidVersion} (API ${device.apiLevel})`,
    `${widthPx} × ${heightPx} px`,
    `${densityDpi} dpi`,
  ].join(' · ');
}
