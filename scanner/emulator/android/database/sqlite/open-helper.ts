import { defineClass } from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaObject,
  JavaString,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import { openDatabase, type JavaDatabase } from './sqlite-database.ts';

type HelperState = {
  readonly context: HeapObject | null;
  readonly name: JavaString | null;
  readonly version: number;
  database: JavaDatabase | null;
};

// Apps subclass the helper, so its state lies beside the object.
const helpers = new WeakMap<JavaObject, HelperState>();

const databaseType = 'Landroid/database/sqlite/SQLiteDatabase;';
const factory = 'Landroid/database/sqlite/SQLiteDatabase$CursorFactory;';

function stateOf(vm: Machine, self: JavaObject): HelperState {
  return helpers.get(self) ?? vm.throwNew('java/lang/IllegalStateException', 'helper was not constructed');
}

function* open(vm: Machine, self: JavaObject): Steps<JavaDatabase> {
  const state = stateOf(vm, self);
  if (state.database?.peer.isOpen === true) return state.database;
  const path =
    state.name === null
      ? undefined
      : vm.text(
          yield* vm.call<JavaString>(
            yield* vm.call<JavaObject>(
              state.context,
              'getDatabasePath(Ljava/lang/String;)Ljava/io/File;',
              state.name,
            ),
            'getPath()Ljava/lang/String;',
          ),
        );
  const database = openDatabase(vm, path);
  yield* vm.call(self, `onConfigure(${databaseType})V`, database);
  const version = yield* vm.call<number>(database, 'getVersion()I');
  if (version !== state.version) {
    yield* vm.call(database, 'beginTransaction()V');
    try {
      if (version === 0) yield* vm.call(self, `onCreate(${databaseType})V`, database);
      else if (version > state.version)
        yield* vm.call(self, `onDowngrade(${databaseType}II)V`, database, version, state.version);
      else yield* vm.call(self, `onUpgrade(${databaseType}II)V`, database, version, state.version);
      yield* vm.call(database, 'setVersion(I)V', state.version);
      yield* vm.call(database, 'setTransactionSuccessful()V');
    } finally {
      yield* vm.call(database, 'endTransaction()V');
    }
  }
  yield* vm.call(self, `onOpen(${databaseType})V`, database);
  state.database = database;
  return database;
}

function construct(
  vm: Machine,
  self: JavaObject,
  context: HeapObject | null,
  name: JavaString | null,
  _factory: HeapObject | null,
  version: number,
): void {
  if (version < 1) vm.throwNew('java/lang/IllegalArgumentException', `Version must be >= 1, was ${version}`);
  helpers.set(self, { context, name, version, database: null });
}

/** android.database.sqlite.SQLiteOpenHelper */
export const openHelper: ClassModel = defineClass({
  name: 'android/database/sqlite/SQLiteOpenHelper',
  flags: 'abstract',
  interfaces: ['java/lang/AutoCloseable'],
  labels: 'container',
  methods: {
    [`<init>(Landroid/content/Context;Ljava/lang/String;${factory}I)V`]: construct,
    [`<init>(Landroid/content/Context;Ljava/lang/String;${factory}ILandroid/database/DatabaseErrorHandler;)V`]:
      construct,
    'getDatabaseName()Ljava/lang/String;': (vm, self: JavaObject) => stateOf(vm, self).name,
    [`getWritableDatabase()${databaseType}`]: open,
    [`getReadableDatabase()${databaseType}`]: open,
    'close()V': function* (vm, self: JavaObject) {
      const state = stateOf(vm, self);
      if (state.database) yield* vm.call(state.database, 'close()V');
      state.database = null;
    },
    'setWriteAheadLoggingEnabled(Z)V': () => undefined,
    'setIdleConnectionTimeout(J)V': () => undefined,
    [`onConfigure(${databaseType})V`]: () => undefined,
    [`abstract onCreate(${databaseType})V`]: null,
    [`abstract onUpgrade(${databaseType}II)V`]: null,
    [`onDowngrade(${databaseType}II)V`]: (
      vm: Machine,
      _self: JavaObject,
      _database: HeapObject,
      from: number,
      to: number,
    ) =>
      vm.throwNew(
        'android/database/sqlite/SQLiteException',
        `Can't downgrade database from version ${from} to ${to}`,
      ),
    [`onOpen(${databaseType})V`]: () => undefined,
  },
});
