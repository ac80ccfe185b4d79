import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fetchDocument } from '../server/fetch/index.ts';
import type { AllowList } from '../server/fetch/index.ts';
import type { Budget } from '../scanner/budget.ts';
import { readAnyDocument } from '../scanner/policy/index.ts';
import type { GivenPolicy } from '../scanner/policy/index.ts';

/** Reads policies named on the command line: files, and addresses that begin with http. Errors name the source. */
export async function readPolicies(
  sources: readonly string[],
  budget: Budget,
  allow: AllowList = [],
): Promise<readonly GivenPolicy[]> {
  const policies: GivenPolicy[] = [];
  for (const source of sources) policies.push(await readPolicySource(source, budget, allow));
  return policies;
}

async function readPolicySource(source: string, budget: Budget, allow: AllowList): Promise<GivenPolicy> {
  if (/^[a-z][a-z0-9+.-]*:\/\//iu.test(source)) {
    const { url, bytes, mediaType, charset } = await fetchDocument(source, { allow, signal: budget.signal });
    const document = await readAnyDocument(
      bytes,
      { name: url, ...(mediaType !== undefined && { mediaType }), ...(charset !== undefined && { charset }) },
      budget,
    );
    return { document, origin: { kind: 'given-url', address: url }, sha256: toHash(bytes) };
  }
  const bytes = await readFile(source);
  const name = basename(source);
  const document = await readAnyDocument(bytes, { name }, budget);
  return { document, origin: { kind: 'given-file', address: name }, sha256: toHash(bytes) };
}

function toHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
