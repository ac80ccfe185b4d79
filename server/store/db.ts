import knex from 'knex';
import type { Knex } from 'knex';

/**
 * Two ways into one database. SQLite allows one writer; readers have connections of their own, so that a list is
 * served while a write waits for another process' lock.
 */
export type Db = { readonly write: Knex; readonly read: Knex };

/** What sqlite3 hands to a pool hook. */
type RawConnection = { exec(sql: string, done: (error: Error | null) => void): void };

/** Opens the SQLite database file. `busyMs`: how long a statement waits for a lock before SQLITE_BUSY. */
export function openSqlite(file: string, busyMs: number): Db {
  // FULL: a committed row survives a power cut, which is what a 202 promises.
  const common = `PRAGMA busy_timeout = ${Math.trunc(busyMs)}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;`;
  // Lists and charts touch rows all over the file: pages kept at hand (here in KiB) are not read again each time.
  const cache = 'PRAGMA cache_size = -32768;';
  return {
    write: connect(file, `${common} PRAGMA journal_mode = WAL;`, 1),
    read: connect(file, `${common} ${cache} PRAGMA query_only = ON;`, 2),
  };
}

function connect(file: string, pragmas: string, connections: number): Knex {
  return knex({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    acquireConnectionTimeout: 30_000,
    pool: {
      min: 0,
      max: connections,
      idleTimeoutMillis: 600_000,
      afterCreate: (
        connection: RawConnection,
        done: (error: Error | null, connection: RawConnection) => void,
      ) => connection.exec(pragmas, (error) => done(error, connection)),
    },
  });
}
