import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Accounts } from './accounts.ts';
import { AuditLog } from './audit-log.ts';
import { AppHistory } from './app-history.ts';
import { AppProblems } from './app-problems.ts';
import { Apps } from './apps.ts';
import { Batches } from './batches.ts';
import { Cases } from './cases.ts';
import { Companies } from './companies.ts';
import { openSqlite } from './db.ts';
import type { Db } from './db.ts';
import { Messages } from './messages.ts';
import { Filings } from './filings.ts';
import { Listings } from './listings.ts';
import { migrate } from './migrations/index.ts';
import { Organisations } from './organisations.ts';
import { Rejudgements } from './rejudgements.ts';
import { Results } from './results.ts';
import { Reviews } from './reviews.ts';
import { Sessions } from './sessions.ts';
import { Submissions } from './submissions.ts';
import { Suppressions } from './suppressions.ts';
import { Tokens } from './tokens.ts';
import { Vendors } from './vendors.ts';

/** The database, one repository a noun. */
export type Store = {
  readonly db: Db;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly submissions: Submissions;
  readonly results: Results;
  readonly reviews: Reviews;
  readonly suppressions: Suppressions;
  readonly rejudgements: Rejudgements;
  readonly cases: Cases;
  readonly apps: Apps;
  readonly appHistory: AppHistory;
  readonly appProblems: AppProblems;
  readonly companies: Companies;
  readonly vendors: Vendors;
  readonly filings: Filings;
  readonly batches: Batches;
  readonly listings: Listings;
  readonly organisations: Organisations;
  readonly messages: Messages;
  readonly audit: AuditLog;
  /** Milliseconds that a trivial read took: whether the database answers at all. */
  ping(nowMs: () => number): Promise<number>;
  close(): Promise<void>;
};

/** Opens (and makes, and migrates) the embedded database. */
export async function openSqliteStore(file: string, options: { busyMs: number }): Promise<Store> {
  await mkdir(dirname(file), { recursive: true });
  const db = openSqlite(file, options.busyMs);
  await migrate(db.write);
  return toStore(db);
}

function toStore(db: Db): Store {
  return {
    db,
    accounts: new Accounts(db),
    sessions: new Sessions(db),
    tokens: new Tokens(db),
    submissions: new Submissions(db),
    results: new Results(db),
    reviews: new Reviews(db),
    suppressions: new Suppressions(db),
    rejudgements: new Rejudgements(db),
    cases: new Cases(db),
    apps: new Apps(db),
    appHistory: new AppHistory(db),
    appProblems: new AppProblems(db),
    companies: new Companies(db),
    vendors: new Vendors(db),
    filings: new Filings(db),
    batches: new Batches(db),
    listings: new Listings(db),
    organisations: new Organisations(db),
    messages: new Messages(db),
    audit: new AuditLog(db),
    ping: async (nowMs) => {
      const beganAtMs = nowMs();
      await db.read.raw('SELECT 1');
      return nowMs() - beganAtMs;
    },
    close: async () => {
      await db.read.destroy();
      await db.write.destroy();
    },
  };
}
