import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ServerError } from '../server/errors.ts';
import { readPolicyAddress } from '../server/fetch/read-policy-address.ts';
import type { PolicyAddressOptions } from '../server/fetch/read-policy-address.ts';
import type { Budget } from '../scanner/budget.ts';
import { ScanError } from '../scanner/errors.ts';
import { readAnyDocument } from '../scanner/policy/index.ts';
import type { GivenPolicy } from '../scanner/policy/index.ts';
import type { FetchPolicy } from '../scanner/scan.ts';

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

/** Brings what stands at the addresses that an app names; what stands in the way is told as a code. */
export function toFetchPolicy(options: PolicyAddressOptions): FetchPolicy {
  return async (address, budget) => {
    try {
      return await readPolicyAddress(address, 'app-address', budget, options);
    } catch (error) {
      if (error instanceof ScanError && error.code === 'CANCELLED') throw error;
      if (error instanceof ScanError || error instanceof ServerError) return { failed: error.code };
      throw error;
    }
  };
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
