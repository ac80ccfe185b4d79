import initSqlJs from 'sql.js';
import type { Database, SqlJsStatic } from 'sql.js';
import { hostKey } from '../machine/index.ts';

/** SQLite in WebAssembly: synchronous, in memory. */
export type SqlEngine = SqlJsStatic;

/** Loads the engine: about 30 ms, once for each process. */
export function loadSqlEngine(): Promise<SqlEngine> {
  return initSqlJs();
}

/** Pages of 4 KiB that one database may grow to. */
const mostPages = 8_192;
const mostDatabases = 64;
const mostRemembered = 20_000;

/** A database of the app, with what is known of the origin of texts in it. */
export type SqlDatabase = {
  readonly path: string;
  readonly sql: Database;
  /** Labels of texts that were bound: SQLite itself cannot carry them. */
  readonly labels: Map<string, number>;
};

/** The app's databases by path. They outlive its process, and go when its data is cleared. */
export class SqlStore {
  readonly #engine: SqlEngine;
  readonly #open = new Map<string, SqlDatabase>();

  constructor(engine: SqlEngine) {
    this.#engine = engine;
  }

  has(path: string): boolean {
    return this.#open.has(path);
  }

  get paths(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** The database at a path, made if it is not there; undefined when there are too many. A memory database has no path. */
  open(path: string | undefined): SqlDatabase | undefined {
    const known = path === undefined ? undefined : this.#open.get(path);
    if (known) return known;
    if (this.#open.size >= mostDatabases) return undefined;
    const made: SqlDatabase = {
      path: path ?? ':memory:',
      sql: new this.#engine.Database(),
      labels: new Map(),
    };
    made.sql.run(`PRAGMA max_page_count=${mostPages}`);
    if (path !== undefined) this.#open.set(path, made);
    return made;
  }

  remove(path: string): boolean {
    const known = this.#open.get(path);
    known?.sql.close();
    return this.#open.delete(path);
  }

  clearAll(): void {
    for (const path of this.paths) this.remove(path);
  }

  /** Labels are numbers of one machine: another process starts without them. */
  forgetLabels(): void {
    for (const { labels } of this.#open.values()) labels.clear();
  }
}

export const SQL_STORE = hostKey<SqlStore>('sql-store');

/** Remembers where a bound text came from. */
export function rememberLabel(database: SqlDatabase, text: string, label: number): void {
  if (label !== 0 && text.length >= 4 && database.labels.size < mostRemembered)
    database.labels.set(text, label);
}
