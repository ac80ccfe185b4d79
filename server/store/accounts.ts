import type { Db } from './db.ts';
import { isUniqueViolation } from './unique.ts';

/** Roles that do something here. */
export const ROLES = ['admin', 'inspector', 'developer', 'operator'] as const;
/** `pending`: signed in by another provider, and no administrator has said yet what the account may do. */
export const ACCOUNT_ROLES = [...ROLES, 'pending'] as const;
export type Role = (typeof ACCOUNT_ROLES)[number];

/** Roles of an authority: they see what others have sent in. */
export function isAuthority({ role }: Pick<Account, 'role'>): boolean {
  return role === 'admin' || role === 'inspector';
}

export type Account = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAtMs: number;
  readonly organisationId?: string;
  /** Of a store operator: whose listings it may see. */
  readonly storeId?: string;
  /** Who vouches for the account, in place of a password. */
  readonly oidc?: { readonly issuer: string; readonly subject: string };
};

export type AccountChange = {
  readonly role?: Role;
  readonly disabled?: boolean;
  readonly passwordHash?: string;
  /** Null takes it away. */
  readonly organisationId?: string | null;
  readonly storeId?: string | null;
};

type AccountRow = {
  id: string;
  name: string;
  role: Role;
  password_hash: string;
  disabled: number | boolean;
  created_at_ms: number;
  organisation_id: string | null;
  store_id: string | null;
  oidc_issuer: string | null;
  oidc_subject: string | null;
};

/** Who may sign in, and as what. */
export class Accounts {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** False where the name is taken (the case of letters does not count). An empty hash is no password at all. */
  async add(account: Account, passwordHash: string): Promise<boolean> {
    const row = {
      id: account.id,
      name: account.name,
      name_folded: foldName(account.name),
      role: account.role,
      password_hash: passwordHash,
      disabled: account.disabled,
      created_at_ms: account.createdAtMs,
      organisation_id: account.organisationId ?? null,
      store_id: account.storeId ?? null,
      oidc_issuer: account.oidc?.issuer ?? null,
      oidc_subject: account.oidc?.subject ?? null,
    };
    return this.#db
      .write('accounts')
      .insert(row)
      .then(
        () => true,
        (error: unknown) => {
          if (isUniqueViolation(error)) return false;
          throw error;
        },
      );
  }

  async count(): Promise<number> {
    const row = await this.#db.write('accounts').count({ count: '*' }).first<{ count: number }>();
    return Number(row.count);
  }

  async find(id: string): Promise<Account | undefined> {
    const row = await this.#db.read<AccountRow>('accounts').where({ id }).first();
    return row === undefined ? undefined : toAccount(row);
  }

  async findByName(name: string): Promise<{ account: Account; passwordHash: string } | undefined> {
    const row = await this.#db
      .read<AccountRow & { name_folded: string }>('accounts')
      .where({ name_folded: foldName(name) })
      .first();
    return row === undefined ? undefined : { account: toAccount(row), passwordHash: row.password_hash };
  }

  async findByOidc(issuer: string, subject: string): Promise<Account | undefined> {
    const row = await this.#db
      .write<AccountRow>('accounts')
      .where({ oidc_issuer: issuer, oidc_subject: subject })
      .first();
    return row === undefined ? undefined : toAccount(row);
  }

  /** Active accounts of a role; of one organisation where it is given, null for those of none. */
  async listOfRole(role: Role, organisationId?: string | null): Promise<readonly Account[]> {
    const rows = await this.#db
      .read<AccountRow>('accounts')
      .where({ role, disabled: false })
      .modify((query) => {
        if (organisationId !== undefined) void query.where({ organisation_id: organisationId });
      })
      .orderBy('created_at_ms');
    return rows.map(toAccount);
  }

  async list(): Promise<readonly Account[]> {
    const rows = await this.#db.read<AccountRow>('accounts').orderBy('created_at_ms');
    return rows.map(toAccount);
  }

  /**
   * Changes an account. `last-admin` where the change would leave no active administrator: the check and the change
   * are one statement, so that two administrators cannot disable each other at once.
   */
  async change(id: string, change: AccountChange): Promise<'changed' | 'unknown' | 'last-admin'> {
    const losesAdmin = change.disabled === true || (change.role !== undefined && change.role !== 'admin');
    const update = this.#db.write('accounts').where({ id });
    if (losesAdmin)
      void update.where((guard) =>
        guard
          .whereNot({ role: 'admin' })
          .orWhere({ disabled: true })
          .orWhereExists((others) =>
            others
              .from('accounts as other')
              .where({ role: 'admin', disabled: false })
              .whereNot('other.id', id),
          ),
      );
    const count = await update.update({
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.disabled === undefined ? {} : { disabled: change.disabled }),
      ...(change.passwordHash === undefined ? {} : { password_hash: change.passwordHash }),
      ...(change.organisationId === undefined ? {} : { organisation_id: change.organisationId }),
      ...(change.storeId === undefined ? {} : { store_id: change.storeId }),
    });
    if (count > 0) return 'changed';
    return (await this.find(id)) === undefined ? 'unknown' : 'last-admin';
  }

  async findFirstAdmin(): Promise<Account | undefined> {
    const row = await this.#db
      .write<AccountRow>('accounts')
      .where({ role: 'admin', disabled: false })
      .orderBy('created_at_ms')
      .first();
    return row === undefined ? undefined : toAccount(row);
  }
}

/** Names that differ by the case of letters alone are one name. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

export function toAccount(row: Omit<AccountRow, 'password_hash'>): Account {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    disabled: Boolean(row.disabled),
    createdAtMs: Number(row.created_at_ms),
    ...(row.organisation_id !== null && { organisationId: row.organisation_id }),
    ...(row.store_id !== null && { storeId: row.store_id }),
    ...(row.oidc_issuer !== null &&
      row.oidc_subject !== null && { oidc: { issuer: row.oidc_issuer, subject: row.oidc_subject } }),
  };
}
