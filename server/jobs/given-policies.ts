import { readPolicyFile } from '../fetch/read-policy-file.ts';
import type { Budget } from '../../scanner/budget.ts';
import { ScanError } from '../../scanner/errors.ts';
import type { GivenPolicy } from '../../scanner/policy/index.ts';
import { ServerError } from '../errors.ts';
import { readPolicyAddress } from '../fetch/read-policy-address.ts';
import type { ScanOrder } from './scan-order.ts';

/** What the submitter's files and addresses gave, and those that gave nothing. */
export type GivenPolicies = {
  readonly policies: readonly GivenPolicy[];
  /** Addresses that gave no document. */
  readonly missed: readonly string[];
  /** Files and addresses whose documents could not be read. */
  readonly unread: readonly string[];
};

/** Reads the policies that came with a submission; one that fails costs the scan nothing but itself. */
export async function readGivenPolicies(
  {
    policies: addresses = [],
    policyFiles = [],
    fetchAllow = [],
  }: Pick<ScanOrder, 'policies' | 'policyFiles' | 'fetchAllow'>,
  budget: Budget,
): Promise<GivenPolicies> {
  const policies: GivenPolicy[] = [];
  const missed: string[] = [];
  const unread: string[] = [];
  const sources: readonly { readonly name: string; readonly read: () => Promise<GivenPolicy> }[] = [
    ...policyFiles.map(({ path, fileName }) => ({
      name: fileName,
      read: () => readPolicyFile(path, fileName, budget),
    })),
    ...addresses.map((address) => ({
      name: address,
      read: () => readPolicyAddress(address, 'given-url', budget, { allow: fetchAllow }),
    })),
  ];
  for (const { name, read } of sources)
    try {
      budget.log({ stage: 'policies', message: name });
      policies.push(await read());
    } catch (error) {
      if (error instanceof ScanError && error.code === 'CANCELLED') throw error;
      if (!(error instanceof ScanError) && !(error instanceof ServerError)) throw error;
      budget.log({ stage: 'policies', message: `${name}: ${error.code}` });
      (error instanceof ScanError ? unread : missed).push(name);
    }
  return { policies, missed, unread };
}
