import type { Budget } from '../../scanner/budget.ts';
import { ScanError } from '../../scanner/errors.ts';
import type { GivenPolicy } from '../../scanner/policy/index.ts';
import { ServerError } from '../errors.ts';
import { readPolicyAddress } from '../fetch/read-policy-address.ts';
import type { ScanOrder } from './scan-order.ts';

/** What the submitter's addresses gave, and those that gave nothing. */
export type GivenPolicies = { readonly policies: readonly GivenPolicy[]; readonly missed: readonly string[] };

/** Fetches and reads the policies that came with a submission; one that fails costs the scan nothing but itself. */
export async function readGivenPolicies(
  { policies: addresses = [], fetchAllow = [] }: Pick<ScanOrder, 'policies' | 'fetchAllow'>,
  budget: Budget,
): Promise<GivenPolicies> {
  const policies: GivenPolicy[] = [];
  const missed: string[] = [];
  for (const address of addresses)
    try {
      budget.log({ stage: 'policies', message: address });
      policies.push(await readPolicyAddress(address, 'given-url', budget, { allow: fetchAllow }));
    } catch (error) {
      if (error instanceof ScanError && error.code === 'CANCELLED') throw error;
      if (!(error instanceof ScanError) && !(error instanceof ServerError)) throw error;
      budget.log({ stage: 'policies', message: `${address}: ${error.code}` });
      missed.push(address);
    }
  return { policies, missed };
}
