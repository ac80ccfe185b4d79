import { ServerError } from '../errors.ts';
import type { Account, Store, Submission } from '../store/index.ts';

/** Developers see their own submissions; inspectors and administrators see all. */
export function mayRead(account: Account, submission: Submission): boolean {
  return account.role !== 'developer' || submission.accountId === account.id;
}

/** Throws NOT_FOUND also for what the account may not see: whether it exists is none of its business. */
export async function readSubmission(store: Store, account: Account, id: string): Promise<Submission> {
  const submission = await store.submissions.find(id);
  if (submission === undefined || !mayRead(account, submission)) throw new ServerError('NOT_FOUND');
  return submission;
}
