import { JavaArray, defineClass, refsOf } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine } from '../../../machine/index.ts';
import type { SqlDatabase } from '../../../system/sql-store.ts';
import { cursorState, type Cursor } from '../cursor.ts';
import { lastRowId, queryRows, runStatement, type Bound } from './run-sql.ts';

type ProgramState = { readonly database: SqlDatabase; readonly sql: string; bound: Bound[] };
type Program = JavaObject<ProgramState>;

const bind = (_vm: Machine, self: Program, index: number, value: JavaValue) => {
  while (self.peer.bound.length < index) self.peer.bound.push(null);
  self.peer.bound[index - 1] =
    typeof value === 'boolean' || value === undefined || typeof value === 'symbol' ? null : value;
};

const run = (vm: Machine, { peer }: Program) => runStatement(vm, peer.database, peer.sql, peer.bound);

function firstCell(vm: Machine, { peer }: Program) {
  const [row] = queryRows(vm, peer.database, peer.sql, peer.bound).rows;
  const cell = row?.[0];
  if (row === undefined)
    return vm.throwNew('android/database/sqlite/SQLiteDoneException', 'unknown error (code 0)');
  return cell ?? null;
}

const nothing = () => undefined;

/** Compiled statements, queries, and the cursors that they give. */
export const sqliteProgramClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/database/sqlite/SQLiteClosable',
    flags: 'abstract',
    interfaces: ['java/io/Closeable'],
    labels: 'container',
    methods: {
      'acquireReference()V': nothing,
      'releaseReference()V': nothing,
      'close()V': nothing,
    },
  }),
  defineClass({
    name: 'android/database/sqlite/SQLiteProgram',
    super: 'android/database/sqlite/SQLiteClosable',
    flags: 'abstract',
    labels: 'container',
    methods: {
      'bindNull(I)V': (vm, self: Program, index: number) => bind(vm, self, index, null),
      'bindLong(IJ)V': bind,
      'bindDouble(ID)V': bind,
      'bindString(ILjava/lang/String;)V': bind,
      'bindBlob(I[B)V': bind,
      'bindAllArgsAsStrings([Ljava/lang/String;)V': (_vm, self: Program, args: JavaArray | null) => {
        if (args) self.peer.bound = [...refsOf(args)];
      },
      'clearBindings()V': (_vm, self: Program) => {
        self.peer.bound = [];
      },
    },
  }),
  defineClass({
    name: 'android/database/sqlite/SQLiteStatement',
    super: 'android/database/sqlite/SQLiteProgram',
    flags: 'final',
    labels: 'container',
    methods: {
      'execute()V': (vm, self: Program) => {
        run(vm, self);
      },
      'executeUpdateDelete()I': run,
      'executeInsert()J': (vm, self: Program) =>
        run(vm, self) > 0 ? lastRowId(vm, self.peer.database) : -1n,
      'simpleQueryForLong()J': (vm, self: Program) => {
        const cell = firstCell(vm, self);
        return typeof cell === 'bigint' ? cell : BigInt(Math.trunc(Number(cell ?? 0)) || 0);
      },
      'simpleQueryForString()Ljava/lang/String;': (vm, self: Program) => {
        const cell = firstCell(vm, self);
        if (cell === null || cell instanceof JavaArray) return null;
        return typeof cell === 'object' ? cell : String(cell);
      },
    },
  }),
  defineClass({
    name: 'android/database/sqlite/SQLiteQuery',
    super: 'android/database/sqlite/SQLiteProgram',
    flags: 'final',
    labels: 'container',
  }),
  defineClass({ name: 'android/database/sqlite/SQLiteCursorDriver', flags: 'interface' }),
  defineClass({
    name: 'android/database/sqlite/SQLiteDirectCursorDriver',
    flags: 'final',
    interfaces: ['android/database/sqlite/SQLiteCursorDriver'],
  }),
  defineClass({
    name: 'android/database/AbstractWindowedCursor',
    super: 'android/database/AbstractCursor',
    flags: 'abstract',
    methods: { 'hasWindow()Z': () => true, 'setWindow(Landroid/database/CursorWindow;)V': nothing },
  }),
  defineClass({
    name: 'android/database/sqlite/SQLiteCursor',
    super: 'android/database/AbstractWindowedCursor',
    methods: {
      '<init>(Landroid/database/sqlite/SQLiteCursorDriver;Ljava/lang/String;Landroid/database/sqlite/SQLiteQuery;)V':
        (vm, self: Cursor, _driver: HeapObject | null, _editTable: HeapObject | null, query: Program) => {
          const { columns, rows } = queryRows(vm, query.peer.database, query.peer.sql, query.peer.bound);
          self.peer = cursorState(columns, rows);
        },
      'setFillWindowForwardOnly(Z)V': nothing,
    },
  }),
];
