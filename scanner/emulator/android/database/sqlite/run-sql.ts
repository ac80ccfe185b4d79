import type { BindParams, SqlValue } from 'sql.js';
import { JavaArray, JavaString, boxKind, unbox, unsignedBytesOf } from '../../../machine/index.ts';
import type { HeapObject, JavaValue, Machine } from '../../../machine/index.ts';
import { rememberLabel, type SqlDatabase } from '../../../system/sql-store.ts';
import type { Cell } from '../cursor.ts';

export type Bound = HeapObject | string | number | bigint | null;
export type Rows = { readonly columns: readonly string[]; readonly rows: Cell[][] };

/** Statement.get as sql.js has it since 1.7. */
type BigStatement = { get(params: null, config: { readonly useBigInt: boolean }): (SqlValue | bigint)[] };

/** One query may give so many rows; more is Java's out-of-memory, as a full CursorWindow chain would end. */
const mostRows = 100_000;

function toSql(database: SqlDatabase, vm: Machine, value: Bound): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return value as unknown as SqlValue;
  if (value instanceof JavaString) {
    rememberLabel(database, value.value, vm.labelOf(value));
    return value.value;
  }
  if (value instanceof JavaArray) return unsignedBytesOf(value).slice();
  if (boxKind(value) === undefined) return value.cls.javaName;
  const inner: JavaValue = unbox(value);
  if (typeof inner === 'boolean') return inner ? 1 : 0;
  if (typeof inner === 'bigint') return inner as unknown as SqlValue;
  return typeof inner === 'number' ? inner : null;
}

function toParams(database: SqlDatabase, vm: Machine, values: readonly Bound[]): BindParams {
  return values.map((value) => toSql(database, vm, value));
}

function toCell(database: SqlDatabase, vm: Machine, value: SqlValue | bigint): Cell {
  if (typeof value === 'string') {
    const label = database.labels.get(value);
    return label === undefined ? value : vm.string(value, label);
  }
  if (value instanceof Uint8Array) return vm.byteArray(value);
  return value;
}

/** Turns SQLite's error into Android's exception. */
function guard<T>(vm: Machine, sql: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isConstraint = /constraint failed/i.test(message);
    return vm.throwNew(
      isConstraint
        ? 'android/database/sqlite/SQLiteConstraintException'
        : 'android/database/sqlite/SQLiteException',
      `${message} (code 1): , while compiling: ${sql}`,
    );
  }
}

/** Runs a statement and gives all its rows. */
export function queryRows(vm: Machine, database: SqlDatabase, sql: string, values: readonly Bound[]): Rows {
  return guard(vm, sql, () => {
    const statement = database.sql.prepare(sql);
    try {
      statement.bind(toParams(database, vm, values));
      const rows: Cell[][] = [];
      while (statement.step()) {
        if (rows.length >= mostRows) break;
        // Integers beyond 2^53 come exact only as bigint; the types of the package do not know the second argument.
        const row = (statement as unknown as BigStatement).get(null, { useBigInt: true });
        rows.push(row.map((value) => toCell(database, vm, value)));
      }
      return { columns: statement.getColumnNames(), rows };
    } finally {
      statement.free();
    }
  });
}

/** Runs a statement for its effect; answers how many rows it changed. */
export function runStatement(
  vm: Machine,
  database: SqlDatabase,
  sql: string,
  values: readonly Bound[] = [],
): number {
  return guard(vm, sql, () => {
    database.sql.run(sql, toParams(database, vm, values));
    return database.sql.getRowsModified();
  });
}

/** Row id of the last insert. */
export function lastRowId(vm: Machine, database: SqlDatabase): bigint {
  const [row] = queryRows(vm, database, 'SELECT last_insert_rowid()', []).rows;
  const id = row?.[0];
  return typeof id === 'bigint' ? id : BigInt(Number(id ?? 0));
}
