import { ServerError } from '../errors.ts';
import { isAuthority } from '../store/index.ts';
import type { Account, Store, Submission } from '../store/index.ts';

/** Inspectors and administrators see all submissions; everybody else their own. */
export function mayRead(account: Account, submission: Submission): boolean {
  return isAuthority(account) || submission.accountId === account.id;
}

/** Throws NOT_FOUND also for what the account may not see: whether it exists is none of its business. */
export async function readSubmission(store: Store, account: Account, id: string): Promise<Submission> {
  const submission = await store.submissions.find(id);
  if (submission === undefined || !mayRead(account, submission)) throw new ServerError('NOT_FOUND');
  return submission;
}
