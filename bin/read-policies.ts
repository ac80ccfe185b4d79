import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readPolicyAddress } from '../server/fetch/read-policy-address.ts';
import type { PolicyAddressOptions } from '../server/fetch/read-policy-address.ts';
import type { Budget } from '../scanner/budget.ts';
import { readAnyDocument } from '../scanner/policy/index.ts';
import type { GivenPolicy } from '../scanner/policy/index.ts';

/** Reads policies named on the command line: files, and addresses that begin with http. Errors name the source. */
export async function readPolicies(
  sources: readonly string[],
  budget: Budget,
  options: PolicyAddressOptions = {},
): Promise<readonly GivenPolicy[]> {
  const policies: GivenPolicy[] = [];
  for (const source of sources)
    policies.push(
      /^[a-z][a-z0-9+.-]*:\/\//iu.test(source)
        ? await readPolicyAddress(source, 'given-url', budget, options)
        : await readPolicyFile(source, budget),
    );
  return policies;
}

async function readPolicyFile(source: string, budget: Budget): Promise<GivenPolicy> {
  const bytes = await readFile(source);
  const name = basename(source);
  const document = await readAnyDocument(bytes, { name }, budget);
  return {
    document,
    origin: { kind: 'given-file', address: name },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
