import { JavaArray, JavaString, defineClass, refsOf } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  JavaValue,
  Machine,
  NativeMethod,
  Steps,
} from '../../../machine/index.ts';
import { fileStoreOf } from '../../../system/file-store.ts';
import { SQL_STORE, type SqlDatabase } from '../../../system/sql-store.ts';
import type { ContentValues } from '../../content/content-values.ts';
import { makeObject, textsOf } from '../../support/java-values.ts';
import { makeCursor, type Cursor } from '../cursor.ts';
import { lastRowId, queryRows, runStatement, type Bound } from './run-sql.ts';

export type DatabaseState = {
  readonly database: SqlDatabase;
  isOpen: boolean;
  /** Nested transactions: the outermost one is SQLite's. */
  depth: number;
  successful: boolean;
  failed: boolean;
};
export type JavaDatabase = JavaObject<DatabaseState>;

const conflictWords = ['', ' OR ROLLBACK', ' OR ABORT', ' OR FAIL', ' OR IGNORE', ' OR REPLACE'];
const conflictReplace = 5;
const text = 'Ljava/lang/String;';
const values = 'Landroid/content/ContentValues;';
const cursor = 'Landroid/database/Cursor;';
const factory = 'Landroid/database/sqlite/SQLiteDatabase$CursorFactory;';
const databaseType = 'Landroid/database/sqlite/SQLiteDatabase;';

/** Opens the database of a path, making it and its file where there is none. */
export function openDatabase(vm: Machine, path: string | undefined): JavaDatabase {
  const files = fileStoreOf(vm);
  const resolved = path === undefined ? undefined : files.resolve(path);
  const database = vm.attached(SQL_STORE).open(resolved);
  if (!database)
    return vm.throwNew(
      'android/database/sqlite/SQLiteCantOpenDatabaseException',
      'unable to open database file',
    );
  if (resolved !== undefined && files.find(resolved) === undefined)
    files.place(resolved, new TextEncoder().encode('SQLite format 3\0'));
  return makeObject(vm, 'android/database/sqlite/SQLiteDatabase', {
    database,
    isOpen: true,
    depth: 0,
    successful: false,
    failed: false,
  });
}

function opened(vm: Machine, self: JavaDatabase): SqlDatabase {
  if (!self.peer.isOpen)
    vm.throwNew(
      'java/lang/IllegalStateException',
      `attempt to re-open an already-closed object: SQLiteDatabase: ${self.peer.database.path}`,
    );
  return self.peer.database;
}

const textOf = (value: JavaString | null) => value?.value ?? null;
const argumentsOf = (array: JavaArray | null): readonly Bound[] => (array ? refsOf(array) : []);

function rawQuery(vm: Machine, self: JavaDatabase, sql: string, bound: readonly Bound[]): Cursor {
  const { columns, rows } = queryRows(vm, opened(vm, self), sql, bound);
  return makeCursor(vm, columns, rows, 'android/database/sqlite/SQLiteCursor');
}

/** The SELECT of SQLiteQueryBuilder.buildQueryString. */
export function buildQuery(
  distinct: boolean,
  table: string,
  columns: readonly string[],
  clauses: {
    where: string | null;
    groupBy: string | null;
    having: string | null;
    orderBy: string | null;
    limit: string | null;
  },
): string {
  const clause = (word: string, value: string | null) =>
    value === null || value === '' ? '' : ` ${word} ${value}`;
  return [
    `SELECT ${distinct ? 'DISTINCT ' : ''}${columns.length === 0 ? '*' : columns.join(', ')} FROM ${table}`,
    clause('WHERE', clauses.where),
    clause('GROUP BY', clauses.groupBy),
    clause('HAVING', clauses.having),
    clause('ORDER BY', clauses.orderBy),
    clause('LIMIT', clauses.limit),
  ].join('');
}

function queryMethod(hasDistinct: boolean, hasLimit: boolean): NativeMethod {
  return (vm: Machine, ...all: never[]) => {
    const [self, ...rest] = all as unknown as [JavaDatabase, ...JavaValue[]];
    const distinct = hasDistinct ? rest.shift() === true : false;
    const [table, columns, where, args, groupBy, having, orderBy, limit] = rest as (HeapObject | null)[];
    const asText = (value: HeapObject | null | undefined) =>
      value instanceof JavaString ? value.value : null;
    const sql = buildQuery(
      distinct,
      asText(table) ?? '',
      textsOf(columns instanceof JavaArray ? columns : null),
      {
        where: asText(where),
        groupBy: asText(groupBy),
        having: asText(having),
        orderBy: asText(orderBy),
        limit: hasLimit ? asText(limit) : null,
      },
    );
    return rawQuery(vm, self, sql, argumentsOf(args instanceof JavaArray ? args : null));
  };
}

function insert(
  vm: Machine,
  self: JavaDatabase,
  table: JavaString | null,
  nullColumn: JavaString | null,
  row: ContentValues | null,
  conflict: number,
): bigint {
  const entries = [...(row?.peer ?? [])];
  const names = entries.length === 0 ? [textOf(nullColumn) ?? 'NULL'] : entries.map(([name]) => name);
  const sql =
    entries.length === 0 && nullColumn === null
      ? `INSERT${conflictWords[conflict] ?? ''} INTO ${textOf(table)} DEFAULT VALUES`
      : `INSERT${conflictWords[conflict] ?? ''} INTO ${textOf(table)}(${names.join(',')}) VALUES (${names.map(() => (entries.length === 0 ? 'NULL' : '?')).join(',')})`;
  const database = opened(vm, self);
  const changed = runStatement(
    vm,
    database,
    sql,
    entries.map(([, value]) => value),
  );
  return changed > 0 ? lastRowId(vm, database) : -1n;
}

/** insert and replace answer -1 for an error instead of throwing it. */
function* quietInsert(vm: Machine, self: JavaDatabase, ...args: JavaValue[]): Steps<JavaValue> {
  try {
    return yield* vm.call(self, `insertWithOnConflict(${text}${text}${values}I)J`, ...args);
  } catch (error) {
    // Only Android's own SQLException is swallowed; everything else is the machine's business.
    const thrown = (error as { object?: HeapObject }).object;
    if (thrown?.cls.isSubclassOf(vm.classes.platformClass('android/database/SQLException')) === true)
      return -1n;
    throw error;
  }
}

function update(
  vm: Machine,
  self: JavaDatabase,
  table: JavaString | null,
  row: ContentValues | null,
  where: JavaString | null,
  args: JavaArray | null,
  conflict: number,
): number {
  const entries = [...(row?.peer ?? [])];
  if (entries.length === 0) vm.throwNew('java/lang/IllegalArgumentException', 'Empty values');
  const sql = `UPDATE${conflictWords[conflict] ?? ''} ${textOf(table)} SET ${entries.map(([name]) => `${name}=?`).join(',')}${where ? ` WHERE ${where.value}` : ''}`;
  return runStatement(vm, opened(vm, self), sql, [
    ...entries.map(([, value]) => value),
    ...argumentsOf(args),
  ]);
}

function begin(vm: Machine, self: JavaDatabase): void {
  const database = opened(vm, self);
  if (self.peer.depth === 0) {
    runStatement(vm, database, 'BEGIN');
    self.peer.failed = false;
  }
  self.peer.depth++;
  self.peer.successful = false;
}

function end(vm: Machine, self: JavaDatabase): void {
  const { peer } = self;
  if (peer.depth === 0)
    vm.throwNew(
      'java/lang/IllegalStateException',
      'Cannot perform this operation because there is no current transaction.',
    );
  peer.depth--;
  if (!peer.successful) peer.failed = true;
  if (peer.depth > 0) {
    // The outer transaction needs its own setTransactionSuccessful.
    peer.successful = false;
    return;
  }
  runStatement(vm, opened(vm, self), peer.failed ? 'ROLLBACK' : 'COMMIT');
  peer.successful = false;
}

function userVersion(vm: Machine, self: JavaDatabase): number {
  const [row] = queryRows(vm, opened(vm, self), 'PRAGMA user_version', []).rows;
  return Number(row?.[0] ?? 0);
}

const beginMethods = Object.fromEntries(
  [
    'beginTransaction()V',
    'beginTransactionNonExclusive()V',
    'beginTransactionReadOnly()V',
    'beginTransactionWithListener(Landroid/database/sqlite/SQLiteTransactionListener;)V',
    'beginTransactionWithListenerNonExclusive(Landroid/database/sqlite/SQLiteTransactionListener;)V',
  ].map((selector) => [selector, begin]),
);

/** android.database.sqlite.SQLiteDatabase */
export const sqliteDatabase: ClassModel = defineClass({
  name: 'android/database/sqlite/SQLiteDatabase',
  super: 'android/database/sqlite/SQLiteClosable',
  flags: 'final',
  labels: 'container',
  methods: {
    [`static openOrCreateDatabase(${text}${factory})${databaseType}`]: (vm: Machine, path: JavaString) =>
      openDatabase(vm, vm.text(path)),
    [`static openOrCreateDatabase(Ljava/io/File;${factory})${databaseType}`]: function* (
      vm: Machine,
      file: HeapObject,
    ) {
      return openDatabase(vm, vm.text(yield* vm.call<JavaString>(file, `getPath()${text}`)));
    },
    [`static openDatabase(${text}${factory}I)${databaseType}`]: openExisting,
    [`static openDatabase(${text}${factory}ILandroid/database/DatabaseErrorHandler;)${databaseType}`]:
      openExisting,
    [`static create(${factory})${databaseType}`]: (vm: Machine) => openDatabase(vm, undefined),
    'static deleteDatabase(Ljava/io/File;)Z': function* (vm, file: HeapObject) {
      const path = vm.text(yield* vm.call<JavaString>(file, `getPath()${text}`));
      const resolved = fileStoreOf(vm).resolve(path);
      fileStoreOf(vm).remove(resolved);
      return vm.attached(SQL_STORE).remove(resolved);
    },
    'static releaseMemory()I': () => 0,
    [`execSQL(${text})V`]: (vm: Machine, self: JavaDatabase, sql: JavaString) => {
      runStatement(vm, opened(vm, self), vm.text(sql));
    },
    [`execSQL(${text}[Ljava/lang/Object;)V`]: (
      vm: Machine,
      self: JavaDatabase,
      sql: JavaString,
      args: JavaArray | null,
    ) => {
      runStatement(vm, opened(vm, self), vm.text(sql), argumentsOf(args));
    },
    [`rawQuery(${text}[${text})${cursor}`]: (
      vm: Machine,
      self: JavaDatabase,
      sql: JavaString,
      args: JavaArray | null,
    ) => rawQuery(vm, self, vm.text(sql), argumentsOf(args)),
    [`rawQuery(${text}[${text}Landroid/os/CancellationSignal;)${cursor}`]: (
      vm: Machine,
      self: JavaDatabase,
      sql: JavaString,
      args: JavaArray | null,
    ) => rawQuery(vm, self, vm.text(sql), argumentsOf(args)),
    [`rawQueryWithFactory(${factory}${text}[${text}${text})${cursor}`]: withFactory,
    [`rawQueryWithFactory(${factory}${text}[${text}${text}Landroid/os/CancellationSignal;)${cursor}`]:
      withFactory,
    [`query(${text}[${text}${text}[${text}${text}${text}${text})${cursor}`]: queryMethod(false, false),
    [`query(${text}[${text}${text}[${text}${text}${text}${text}${text})${cursor}`]: queryMethod(false, true),
    [`query(Z${text}[${text}${text}[${text}${text}${text}${text}${text})${cursor}`]: queryMethod(true, true),
    [`insert(${text}${text}${values})J`]: (
      vm: Machine,
      self: JavaDatabase,
      table: JavaString | null,
      nullColumn: JavaString | null,
      row: ContentValues | null,
    ) => quietInsert(vm, self, table, nullColumn, row, 0),
    [`insertOrThrow(${text}${text}${values})J`]: (
      vm: Machine,
      self: JavaDatabase,
      table: JavaString | null,
      nullColumn: JavaString | null,
      row: ContentValues | null,
    ) => insert(vm, self, table, nullColumn, row, 0),
    [`insertWithOnConflict(${text}${text}${values}I)J`]: insert,
    [`replace(${text}${text}${values})J`]: (
      vm: Machine,
      self: JavaDatabase,
      table: JavaString | null,
      nullColumn: JavaString | null,
      row: ContentValues | null,
    ) => quietInsert(vm, self, table, nullColumn, row, conflictReplace),
    [`replaceOrThrow(${text}${text}${values})J`]: (
      vm: Machine,
      self: JavaDatabase,
      table: JavaString | null,
      nullColumn: JavaString | null,
      row: ContentValues | null,
    ) => insert(vm, self, table, nullColumn, row, conflictReplace),
    [`update(${text}${values}${text}[${text})I`]: (
      vm: Machine,
      self: JavaDatabase,
      table: JavaString | null,
      row: ContentValues | null,
      where: JavaString | null,
      args: JavaArray | null,
    ) => update(vm, self, table, row, where, args, 0),
    [`updateWithOnConflict(${text}${values}${text}[${text}I)I`]: update,
    [`delete(${text}${text}[${text})I`]: (
      vm: Machine,
      self: JavaDatabase,
      table: JavaString | null,
      where: JavaString | null,
      args: JavaArray | null,
    ) =>
      runStatement(
        vm,
        opened(vm, self),
        `DELETE FROM ${textOf(table)}${where ? ` WHERE ${where.value}` : ''}`,
        argumentsOf(args),
      ),
    [`compileStatement(${text})Landroid/database/sqlite/SQLiteStatement;`]: (
      vm: Machine,
      self: JavaDatabase,
      sql: JavaString,
    ) =>
      makeObject(vm, 'android/database/sqlite/SQLiteStatement', {
        database: opened(vm, self),
        sql: vm.text(sql),
        bound: [],
      }),
    ...beginMethods,
    'setTransactionSuccessful()V': (vm, self: JavaDatabase) => {
      if (self.peer.depth === 0)
        vm.throwNew('java/lang/IllegalStateException', 'There is no current transaction.');
      self.peer.successful = true;
    },
    'endTransaction()V': end,
    'inTransaction()Z': (_vm, self: JavaDatabase) => self.peer.depth > 0,
    'isDbLockedByCurrentThread()Z': (_vm, self: JavaDatabase) => self.peer.depth > 0,
    'yieldIfContendedSafely()Z': () => false,
    'getVersion()I': userVersion,
    'setVersion(I)V': (vm, self: JavaDatabase, version: number) => {
      runStatement(vm, opened(vm, self), `PRAGMA user_version = ${version}`);
    },
    'needUpgrade(I)Z': (vm, self: JavaDatabase, version: number) => version > userVersion(vm, self),
    'isOpen()Z': (_vm, self: JavaDatabase) => self.peer.isOpen,
    'isReadOnly()Z': () => false,
    'close()V': (_vm, self: JavaDatabase) => {
      self.peer.isOpen = false;
    },
    [`final getPath()${text}`]: (_vm: Machine, self: JavaDatabase) => self.peer.database.path,
    'getMaximumSize()J': () => 1n << 40n,
    'getPageSize()J': () => 4096n,
    'setMaximumSize(J)J': (_vm, _self: JavaDatabase, size: bigint) => size,
    'setPageSize(J)V': () => undefined,
    'setMaxSqlCacheSize(I)V': () => undefined,
    'setLocale(Ljava/util/Locale;)V': () => undefined,
    'setLockingEnabled(Z)V': () => undefined,
    'setForeignKeyConstraintsEnabled(Z)V': (vm, self: JavaDatabase, on: boolean) => {
      runStatement(vm, opened(vm, self), `PRAGMA foreign_keys = ${on ? 1 : 0}`);
    },
    'enableWriteAheadLogging()Z': () => true,
    'disableWriteAheadLogging()V': () => undefined,
    'isWriteAheadLoggingEnabled()Z': () => false,
    'isDatabaseIntegrityOk()Z': () => true,
  },
});

const createIfNecessary = 0x10000000;

function openExisting(
  vm: Machine,
  path: JavaString,
  _factory: HeapObject | null,
  flags: number,
): JavaDatabase {
  const resolved = fileStoreOf(vm).resolve(vm.text(path));
  if ((flags & createIfNecessary) === 0 && !vm.attached(SQL_STORE).has(resolved))
    vm.throwNew(
      'android/database/sqlite/SQLiteCantOpenDatabaseException',
      `unknown error (code 14): Could not open database: ${resolved}`,
    );
  return openDatabase(vm, resolved);
}

/** Room's way: a factory binds the arguments and makes the cursor. */
function* withFactory(
  vm: Machine,
  self: JavaDatabase,
  maker: HeapObject | null,
  sql: JavaString,
  args: JavaArray | null,
  editTable: JavaString | null,
): Steps<JavaValue> {
  const database = opened(vm, self);
  if (maker === null) return rawQuery(vm, self, vm.text(sql), argumentsOf(args));
  const query = makeObject(vm, 'android/database/sqlite/SQLiteQuery', {
    database,
    sql: vm.text(sql),
    bound: [...argumentsOf(args)],
  });
  const driver = vm.newObject('android/database/sqlite/SQLiteDirectCursorDriver');
  return yield* vm.call(
    maker,
    `newCursor(${databaseType}Landroid/database/sqlite/SQLiteCursorDriver;${text}Landroid/database/sqlite/SQLiteQuery;)${cursor}`,
    self,
    driver,
    editTable,
    query,
  );
}
