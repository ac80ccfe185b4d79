import type { AttachmentFacts, NativeLibraryFacts, SignerFacts } from '../../scanner/evidence/index.ts';
import type { Context } from './context.ts';
import { code, renderSize } from './format.ts';
import { html } from './html-tag.ts';
import type { Html, HtmlValue } from './html-tag.ts';
import { renderSection } from './section.ts';
import { renderTable } from './table.ts';

/** Everything by which the sample and its evidence can be recognised again. */
export function renderAppendix(context: Context): Html {
  const { report, words } = context;
  const { app } = report;
  const names = (items: readonly { readonly name: string }[]): string =>
    items.map((item) => item.name).join(', ') || words('none');
  return renderSection(
    context,
    'appendix',
    words('appendix'),
    html`${renderFacts([
        ['SHA-256', code(app.sha256)],
        ['SHA-1', code(app.sha1)],
        ['MD5', code(app.md5)],
        [words('seal'), code(report.evidenceSeal)],
        [words('packers'), names(report.packers)],
        [words('hybrid'), names(report.hybridFrameworks)],
      ])}
      ${app.signers.map((signer) => renderSigner(context, signer))}
      ${
        report.nativeLibraries.length > 0 &&
        html`<h3>${words('nativeLibraries')}</h3>
          ${renderTable<NativeLibraryFacts>(context, report.nativeLibraries, [
            { head: words('file'), style: 'wide', cell: (library) => code(library.file) },
            { head: words('size'), style: 'number', cell: (library) => renderSize(library.sizeBytes) },
            { head: 'SHA-256', style: 'wide', cell: (library) => code(library.sha256) },
          ])}`
      }
      ${
        report.attachments.length > 0 &&
        html`<h3>${words('attachments')}</h3>
          ${renderTable<AttachmentFacts>(context, report.attachments, [
            { head: words('file'), style: 'wide', cell: (attachment) => code(attachment.file) },
            { head: words('size'), style: 'number', cell: (attachment) => renderSize(attachment.sizeBytes) },
            { head: 'SHA-256', style: 'wide', cell: (attachment) => code(attachment.sha256) },
          ])}`
      }
      <p class="disclaimer">${words('disclaimer')}</p>`,
  );
}

function renderSigner(context: Context, signer: SignerFacts): Html {
  const { words } = context;
  const key = signer.publicKey;
  return html`<h3>${words('signer')}</h3>
    ${renderFacts([
      [words('subject'), signer.subject],
      [words('issuer'), signer.issuer],
      [words('serial'), code(signer.serialNumber)],
      [words('validity'), `${signer.notBefore} – ${signer.notAfter}`],
      [words('schemes'), signer.schemes.join(', ')],
      ['SHA-256', code(signer.sha256)],
      ['SHA-1', code(signer.sha1)],
      ['MD5', code(signer.md5)],
      [
        words('publicKey'),
        html`${key.algorithm} ${words('bits', { n: key.sizeBits })}<br />SHA-256 ${code(key.sha256)}<br />MD5
          ${code(key.md5)}`,
      ],
    ])}`;
}

function renderFacts(rows: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
