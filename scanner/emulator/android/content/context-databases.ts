import type { ClassModel, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { fileStoreOf } from '../../system/file-store.ts';
import { SQL_STORE } from '../../system/sql-store.ts';
import { openDatabase } from '../database/sqlite/sqlite-database.ts';
import { stringArray } from '../support/java-values.ts';

type Methods = NonNullable<ClassModel['methods']>;

const text = 'Ljava/lang/String;';

function* pathOf(vm: Machine, self: JavaObject, name: JavaString): Steps<string> {
  const file = yield* vm.call<JavaObject>(self, `getDatabasePath(${text})Ljava/io/File;`, name);
  const path = yield* vm.call<JavaString>(file, `getPath()${text}`);
  return fileStoreOf(vm).resolve(vm.text(path));
}

function* open(vm: Machine, self: JavaObject, name: JavaString): Steps<JavaObject> {
  return openDatabase(vm, yield* pathOf(vm, self, name));
}

const parameters = `${text}ILandroid/database/sqlite/SQLiteDatabase$CursorFactory;`;
const result = 'Landroid/database/sqlite/SQLiteDatabase;';

/** The databases of the app, as its contexts open them. */
export const databaseMethods: Methods = {
  [`openOrCreateDatabase(${parameters})${result}`]: open,
  [`openOrCreateDatabase(${parameters}Landroid/database/DatabaseErrorHandler;)${result}`]: open,
  [`deleteDatabase(${text})Z`]: function* (vm: Machine, self: JavaObject, name: JavaString) {
    const path = yield* pathOf(vm, self, name);
    fileStoreOf(vm).remove(path);
    return vm.attached(SQL_STORE).remove(path);
  },
  [`databaseList()[${text}`]: (vm: Machine) =>
    stringArray(
      vm,
      vm.attached(SQL_STORE).paths.map((path) => path.slice(path.lastIndexOf('/') + 1)),
    ),
};
