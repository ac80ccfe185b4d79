import type { AttachmentFacts } from '../../scanner/evidence/index.ts';
import { findAttachmentBytes } from '../model/attachments.ts';
import type { AttachmentBytes } from '../model/attachments.ts';
import { html, Html } from './html-tag.ts';

/** What the first bytes of a picture say of it. */
export type ImageHeader = {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly widthPx: number;
  readonly heightPx: number;
};

/** Larger sides than any screen has are taken for damage. */
const LARGEST_SIDE_PX = 16_384;

/** Reads type and size of a PNG, JPEG or WebP; undefined for anything else, so that nothing else is ever embedded. */
export function findImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const header = findPng(bytes) ?? findJpeg(bytes) ?? findWebp(bytes);
  const fits = (side: number): boolean => side > 0 && side <= LARGEST_SIDE_PX;
  return header !== undefined && fits(header.widthPx) && fits(header.heightPx) ? header : undefined;
}

/** PNG, section 11.2.2: the signature, then IHDR with width and height. */
function findPng(bytes: Uint8Array): ImageHeader | undefined {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (bytes.length < 24 || signature.some((byte, at) => bytes[at] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { mediaType: 'image/png', widthPx: view.getUint32(16), heightPx: view.getUint32(20) };
}

/** JPEG, ITU-T T.81 B.2.2: segments up to the frame header, which holds the size. */
function findJpeg(bytes: Uint8Array): ImageHeader | undefined {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { mediaType: 'image/jpeg', heightPx: view.getUint16(at + 5), widthPx: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** WebP, RFC 9649: the RIFF header, then a chunk in one of three forms, each with its own way to say the size. */
function findWebp(bytes: Uint8Array): ImageHeader | undefined {
  if (bytes.length < 30 || toAscii(bytes, 0) !== 'RIFF' || toAscii(bytes, 8) !== 'WEBP') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mediaType = 'image/webp';
  switch (toAscii(bytes, 12)) {
    case 'VP8 ':
      return {
        mediaType,
        widthPx: view.getUint16(26, true) & 0x3fff,
        heightPx: view.getUint16(28, true) & 0x3fff,
      };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { mediaType, widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return {
        mediaType,
        widthPx: (view.getUint32(24, true) & 0xffffff) + 1,
        heightPx: (view.getUint32(26, true) >>> 8) + 1,
      };
    default:
      return undefined;
  }
}

function toAscii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** A picture that the document holds once and shows wherever it is used. */
export type EmbeddedImage = {
  readonly symbolId: string;
  readonly widthPx: number;
  readonly heightPx: number;
};

/**
 * Collects the pictures that a document really shows, each embedded once, up to `limitBytes` of them together.
 * Later pictures are then named instead of shown.
 */
export class ImageStore {
  private readonly facts: ReadonlyMap<string, AttachmentFacts>;
  private readonly attachments: AttachmentBytes;
  private readonly limitBytes: number;
  private readonly used = new Map<string, { readonly image: EmbeddedImage; readonly definition: Html }>();
  private usedBytes = 0;

  constructor(facts: readonly AttachmentFacts[], attachments: AttachmentBytes, limitBytes: number) {
    this.facts = new Map(facts.map((item) => [item.id, item]));
    this.attachments = attachments;
    this.limitBytes = limitBytes;
  }

  /** The picture of an attachment, or undefined when it is absent, altered, no picture, or over the limit. */
  find(attachmentId: string): EmbeddedImage | undefined {
    const known = this.used.get(attachmentId);
    if (known !== undefined) return known.image;
    const facts = this.facts.get(attachmentId);
    const bytes = facts === undefined ? undefined : findAttachmentBytes(this.attachments, facts);
    const header = bytes === undefined ? undefined : findImageHeader(bytes);
    if (bytes === undefined || header === undefined) return undefined;
    if (this.usedBytes + bytes.length > this.limitBytes) return undefined;
    this.usedBytes += bytes.length;
    const image: EmbeddedImage = {
      symbolId: `picture-${this.used.size + 1}`,
      widthPx: header.widthPx,
      heightPx: header.heightPx,
    };
    const data = `data:${header.mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
    const definition = html`<image
      id="${image.symbolId}"
      width="${image.widthPx}"
      height="${image.heightPx}"
      href="${data}"
    />`;
    this.used.set(attachmentId, { image, definition });
    return image;
  }

  /** The definitions that `use` elements refer to; call it after everything else is rendered. */
  renderDefinitions(): Html {
    if (this.used.size === 0) return new Html('');
    const definitions = [...this.used.values()].map((entry) => entry.definition);
    return html`<svg class="definitions" width="0" height="0" aria-hidden="true">
      <defs>${definitions}</defs>
    </svg>`;
  }
}
