import { basename } from 'node:path';
import { readPolicyFile } from '../server/fetch/read-policy-file.ts';
import type { PolicyAddressOptions } from '../server/fetch/read-policy-address.ts';
import type { Budget } from '../scanner/budget.ts';
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
        ? await (
            await import('../server/fetch/read-policy-address.ts')
          ).readPolicyAddress(source, 'given-url', budget, options)
        : await readPolicyFile(source, basename(source), budget),
    );
  return policies;
}
