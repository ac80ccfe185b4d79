import { createHash } from 'node:crypto';
import type { AttachmentFacts } from '../../scanner/evidence/index.ts';

/** Bytes of attachments by `AttachmentFacts.file`, as a scan gives them; by id is understood too. */
export type AttachmentBytes = ReadonlyMap<string, Uint8Array>;

export const NO_ATTACHMENTS: AttachmentBytes = new Map();

/** The folder in which attachments lie, beside report.json and in an evidence package alike. */
export const ATTACHMENT_FOLDER = 'attachments';

/** Where an attachment lies relative to report.json. */
export function toAttachmentPath({ file }: AttachmentFacts): string {
  return `${ATTACHMENT_FOLDER}/${file}`;
}

/**
 * The bytes of an attachment, or undefined where they are absent or are not those that the evidence recorded: no
 * rendering may show as evidence what its hash does not vouch for.
 */
export function findAttachmentBytes(
  attachments: AttachmentBytes,
  { id, file, sha256 }: AttachmentFacts,
): Uint8Array | undefined {
  return [attachments.get(file), attachments.get(id)].find(
    (bytes) => bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256,
  );
}
