import { toCanonicalJson } from './canonical-json.ts';
import type { Evidence } from './evidence.ts';

/** SHA-256 of a text's UTF-8 bytes, or of bytes, in lower-case hex. Passed in, because this folder does no work of its own on hashes. */
export type Sha256 = (data: string | Uint8Array) => string;

/** What comparing evidence with its seal shows. */
export type SealCheck =
  | { readonly kind: 'intact'; readonly seal: string }
  | { readonly kind: 'broken'; readonly seal: string; readonly actual: string }
  | { readonly kind: 'unsealed' };

/** An attachment whose bytes are not those the evidence names. */
export type AttachmentProblem = {
  readonly kind: 'missing' | 'changed' | 'unlisted';
  readonly file: string;
};

/** The evidence with its seal; what it was sealed with before is replaced. */
export function sealEvidence(evidence: Evidence, sha256: Sha256): Evidence {
  return { ...evidence, seal: computeSeal(evidence, sha256) };
}

/** Whether evidence is as it was when it was sealed. The seal shows change, not authorship: it is a hash, not a signature. */
export function checkSeal(evidence: Evidence, sha256: Sha256): SealCheck {
  if (evidence.seal === undefined) return { kind: 'unsealed' };
  const actual = computeSeal(evidence, sha256);
  return actual === evidence.seal
    ? { kind: 'intact', seal: actual }
    : { kind: 'broken', seal: evidence.seal, actual };
}

/** Compares attachments (by file name) with the hashes in the evidence; the seal covers those hashes. */
export function checkAttachments(
  evidence: Evidence,
  attachments: ReadonlyMap<string, Uint8Array>,
  sha256: Sha256,
): readonly AttachmentProblem[] {
  const slot = evidence.slots.attachments;
  const listed = slot.kind === 'present' ? slot.value : [];
  const problems: AttachmentProblem[] = [];
  const files = new Set<string>();
  for (const attachment of listed) {
    files.add(attachment.file);
    const bytes = attachments.get(attachment.file);
    if (!bytes) problems.push({ kind: 'missing', file: attachment.file });
    else if (bytes.length !== attachment.sizeBytes || sha256(bytes) !== attachment.sha256)
      problems.push({ kind: 'changed', file: attachment.file });
  }
  for (const file of attachments.keys()) if (!files.has(file)) problems.push({ kind: 'unlisted', file });
  return problems;
}

/**
 * Hash of what was found, without when: the same sample, profile, seed and engine on the embedded device give the same
 * one. Left out are the seal and `collectedAt`, the only time of the real clock in evidence; all other times are the
 * device's own. Real devices promise nothing of the kind.
 */
export function hashFacts(evidence: Evidence, sha256: Sha256): string {
  const { seal: _seal, collectedAt: _collectedAt, ...facts } = evidence;
  return sha256(toCanonicalJson(facts));
}

function computeSeal(evidence: Evidence, sha256: Sha256): string {
  const { seal: _seal, ...rest } = evidence;
  return sha256(toCanonicalJson(rest));
}
