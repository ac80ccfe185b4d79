import type { BoundsPx } from '../../scanner/evidence/index.ts';
import { toAttachmentPath } from '../model/attachments.ts';
import type { Context } from './context.ts';
import { html } from './html-tag.ts';
import type { Html } from './html-tag.ts';

/**
 * A screenshot with the region of interest boxed, or a line saying where it is kept when it is not in this file.
 * `caption` is plain text.
 */
export function renderShot(
  context: Context,
  attachmentId: string,
  caption: string,
  boundsPx?: BoundsPx,
): Html {
  const image = context.images.find(attachmentId);
  if (image === undefined) {
    const facts = context.attachment(attachmentId);
    const file = facts === undefined ? attachmentId : toAttachmentPath(facts);
    return html`<figure class="shot missing">
      <div>${context.words('notEmbedded', { file })}</div>
      <figcaption>${caption}</figcaption>
    </figure>`;
  }
  const stroke = Math.max(2, Math.round(image.widthPx / 90));
  const box =
    boundsPx !== undefined &&
    html`<rect
      class="region"
      x="${boundsPx.left}"
      y="${boundsPx.top}"
      width="${Math.max(0, boundsPx.right - boundsPx.left)}"
      height="${Math.max(0, boundsPx.bottom - boundsPx.top)}"
      stroke-width="${stroke}"
    />`;
  return html`<figure class="shot">
    <svg viewBox="0 0 ${image.widthPx} ${image.heightPx}" role="img" aria-label="${caption}">
      <use href="#${image.symbolId}" />
      ${box}
    </svg>
    <figcaption>${caption}</figcaption>
  </figure>`;
}
