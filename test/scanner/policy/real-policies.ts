import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { fetchDocument } from '../../../server/fetch/index.ts';
import { contactAnswers, readBytes, sdkAnswers } from './corpus.ts';
import type { CorpusDocument } from './corpus.ts';
import type { PolicyFacts } from '../../../scanner/evidence/index.ts';

const ANSWERS = new URL('../../fixtures/real-policies.yml', import.meta.url);

const keys = z.array(z.string());
const realPolicy = z.strictObject({
  name: z.string(),
  /** Where the text stands, at a version that does not change. */
  address: z.url(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  language: z.enum(['zh', 'en']),
  kind: z.string(),
  /** Answered after everything was corrected for those before, and read once before anything was corrected for it. */
  heldOut: z.enum(['first', 'second']).optional(),
  items: keys.optional(),
  denied: keys.optional(),
  sdks: sdkAnswers.optional(),
  rights: keys.optional(),
  contacts: contactAnswers.optional(),
  unclear: keys.default([]),
  unclearRights: keys.default([]),
  unclearContacts: keys.default([]),
});
export type RealPolicy = z.output<typeof realPolicy>;

/** Public policies and lists by address and hash, with answers of our own; their texts are not kept here. */
export function readAnswers(): readonly RealPolicy[] {
  return z.array(realPolicy).parse(parse(readFileSync(ANSWERS, 'utf8')));
}

/**
 * The text of a policy from the folder, or from its address into the folder; undefined where neither gives the very
 * bytes that the answers were written for.
 */
export async function findBytes(policy: RealPolicy, folder: string): Promise<Uint8Array | undefined> {
  const file = join(folder, policy.sha256);
  if (existsSync(file)) return ifSame(readFileSync(file), policy.sha256);
  const fetched = await fetchDocument(policy.address, { limits: { timeoutMs: 5_000 } }).catch(
    () => undefined,
  );
  const bytes = fetched && ifSame(fetched.bytes, policy.sha256);
  if (bytes) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, bytes);
  }
  return bytes;
}

export function toCorpusDocument(policy: RealPolicy): CorpusDocument {
  const { name, items, denied, sdks, rights, contacts } = policy;
  return {
    file: 'real',
    name,
    format: 'text',
    text: '',
    ...(items && { items }),
    ...(denied && { denied }),
    ...(sdks && { sdks }),
    ...(rights && { rights }),
    ...(contacts && { contacts }),
    unclear: { items: policy.unclear, rights: policy.unclearRights, contacts: policy.unclearContacts },
  };
}

export function readReal(policy: RealPolicy, bytes: Uint8Array): PolicyFacts {
  return readBytes(bytes, policy.address.endsWith('.html') ? 'policy.html' : 'policy.md');
}

function ifSame(bytes: Uint8Array, sha256: string): Uint8Array | undefined {
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : undefined;
}
