import type { Account } from '../store/accounts.ts';
import type { Case, CaseScope } from '../store/cases.ts';

/**
 * Which cases an account sees. Administrators see all; inspectors those of their organisation, where "none" is one
 * like any other; developers those addressed to them. Others see no case, and the routes say so by their roles.
 */
export function toCaseScope(account: Account): CaseScope {
  if (account.role === 'admin') return {};
  if (account.role === 'inspector') return { organisationId: account.organisationId ?? null };
  return { addressedTo: account.id };
}

export function maySeeCase(account: Account, one: Pick<Case, 'organisationId' | 'addressedTo'>): boolean {
  const { organisationId, addressedTo } = toCaseScope(account);
  if (organisationId !== undefined && (one.organisationId ?? null) !== organisationId) return false;
  return addressedTo === undefined || one.addressedTo === addressedTo;
}
