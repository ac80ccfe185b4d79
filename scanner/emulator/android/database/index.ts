import { throwableClass } from '../../java/lang/throwable.ts';
import { cursorClasses } from './cursor.ts';
import { observableClasses } from './observable.ts';
import { openHelper } from './sqlite/open-helper.ts';
import { sqliteDatabase } from './sqlite/sqlite-database.ts';
import { sqliteProgramClasses } from './sqlite/sqlite-program.ts';

const sqliteException = 'android/database/sqlite/SQLiteException';

/** android.database and android.database.sqlite */
export const classes = [
  ...cursorClasses,
  ...observableClasses,
  openHelper,
  sqliteDatabase,
  ...sqliteProgramClasses,
  throwableClass('android/database/SQLException', 'java/lang/RuntimeException'),
  throwableClass('android/database/CursorIndexOutOfBoundsException', 'java/lang/IndexOutOfBoundsException'),
  throwableClass(sqliteException, 'android/database/SQLException'),
  throwableClass('android/database/sqlite/SQLiteConstraintException', sqliteException),
  throwableClass('android/database/sqlite/SQLiteCantOpenDatabaseException', sqliteException),
  throwableClass('android/database/sqlite/SQLiteDoneException', sqliteException),
  throwableClass('android/database/sqlite/SQLiteFullException', sqliteException),
];
