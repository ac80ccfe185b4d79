import { JavaArray, JavaString, defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { stringArray, textsOf } from '../support/java-values.ts';
import { makeBundle } from '../os/bundle.ts';

/** What a row may hold: text keeps its Java string and so its labels; a blob is a byte[]. */
export type Cell = JavaString | JavaArray | string | number | bigint | null;

/** A cursor over rows in memory, its position included. */
export type CursorState = {
  readonly columns: readonly string[];
  readonly rows: (readonly Cell[])[];
  position: number;
  closed: boolean;
  notificationUri: JavaObject | null;
  extras: JavaObject | null;
};
export type Cursor = JavaObject<CursorState>;

export function cursorState(columns: readonly string[], rows: (readonly Cell[])[]): CursorState {
  return { columns, rows, position: -1, closed: false, notificationUri: null, extras: null };
}

/** A cursor that the platform gives to the app. */
export function makeCursor(
  vm: Machine,
  columns: readonly string[],
  rows: (readonly Cell[])[],
  className = 'android/database/MatrixCursor',
): Cursor {
  const cursor = vm.newObject<CursorState>(className);
  cursor.peer = cursorState(columns, rows);
  return cursor;
}

const typeNull = 0;
const typeInteger = 1;
const typeFloat = 2;
const typeString = 3;
const typeBlob = 4;

function cellOf(vm: Machine, self: Cursor, column: number): Cell {
  const { rows, position, columns, closed } = self.peer;
  if (closed) vm.throwNew('java/lang/IllegalStateException', 'attempt to re-open an already-closed object');
  const row = rows[position];
  if (!row || column < 0 || column >= columns.length)
    vm.throwNew(
      'android/database/CursorIndexOutOfBoundsException',
      row
        ? `Requested column: ${column}, # of columns: ${columns.length}`
        : `Index ${position} requested, with a size of ${rows.length}`,
    );
  return row[column] ?? null;
}

function textOfCell(cell: Cell): string | null {
  if (cell === null) return null;
  if (cell instanceof JavaString) return cell.value;
  return cell instanceof JavaArray ? null : String(cell);
}

/** Numbers as SQLite's own conversion reads them: the longest numeric prefix of a text, else zero. */
function numberOfCell(cell: Cell): number {
  if (typeof cell === 'number') return cell;
  const match = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?/.exec(textOfCell(cell) ?? '');
  return match ? Number(match[0]) : 0;
}

function longOfCell(cell: Cell): bigint {
  if (typeof cell === 'bigint') return cell;
  const match = /^\s*[+-]?\d{1,30}(?![\d.])/.exec(textOfCell(cell) ?? '');
  return match ? BigInt.asIntN(64, BigInt(match[0].trim())) : BigInt(Math.trunc(numberOfCell(cell)));
}

function typeOfCell(cell: Cell): number {
  if (cell === null) return typeNull;
  if (cell instanceof JavaArray) return typeBlob;
  if (typeof cell === 'bigint') return typeInteger;
  if (typeof cell === 'number') return Number.isInteger(cell) ? typeInteger : typeFloat;
  return typeString;
}

function moveTo(self: Cursor, position: number): boolean {
  const { rows } = self.peer;
  self.peer.position = Math.max(-1, Math.min(position, rows.length));
  return position >= 0 && position < rows.length;
}

function indexOf(self: Cursor, name: JavaString | null): number {
  const wanted = (name?.value ?? '').replace(/^.*\./, '').toLowerCase();
  return self.peer.columns.findIndex((column) => column.toLowerCase() === wanted);
}

const interfaceName = 'android/database/Cursor';

const abstractCursor = defineClass({
  name: 'android/database/AbstractCursor',
  flags: 'abstract',
  interfaces: ['android/database/CrossProcessCursor'],
  methods: {
    '<init>()V': (_vm, self: Cursor) => {
      self.peer = cursorState([], []);
    },
    'getCount()I': (_vm, self: Cursor) => self.peer.rows.length,
    'getPosition()I': (_vm, self: Cursor) => self.peer.position,
    'move(I)Z': (_vm, self: Cursor, offset: number) => moveTo(self, self.peer.position + offset),
    'moveToPosition(I)Z': (_vm, self: Cursor, position: number) => moveTo(self, position),
    'moveToFirst()Z': (_vm, self: Cursor) => moveTo(self, 0),
    'moveToLast()Z': (_vm, self: Cursor) => moveTo(self, self.peer.rows.length - 1),
    'moveToNext()Z': (_vm, self: Cursor) => moveTo(self, self.peer.position + 1),
    'moveToPrevious()Z': (_vm, self: Cursor) => moveTo(self, self.peer.position - 1),
    'isFirst()Z': (_vm, self: Cursor) => self.peer.position === 0 && self.peer.rows.length > 0,
    'isLast()Z': (_vm, self: Cursor) =>
      self.peer.rows.length > 0 && self.peer.position === self.peer.rows.length - 1,
    'isBeforeFirst()Z': (_vm, self: Cursor) => self.peer.rows.length === 0 || self.peer.position === -1,
    'isAfterLast()Z': (_vm, self: Cursor) =>
      self.peer.rows.length === 0 || self.peer.position === self.peer.rows.length,
    'getColumnIndex(Ljava/lang/String;)I': (_vm, self: Cursor, name: JavaString | null) =>
      indexOf(self, name),
    'getColumnIndexOrThrow(Ljava/lang/String;)I': (vm, self: Cursor, name: JavaString | null) => {
      const index = indexOf(self, name);
      if (index < 0)
        vm.throwNew(
          'java/lang/IllegalArgumentException',
          `column '${name?.value ?? 'null'}' does not exist. Available columns: [${self.peer.columns.join(', ')}]`,
        );
      return index;
    },
    'getColumnName(I)Ljava/lang/String;': (_vm, self: Cursor, index: number) =>
      self.peer.columns[index] ?? null,
    'getColumnNames()[Ljava/lang/String;': (vm, self: Cursor) => stringArray(vm, self.peer.columns),
    'getColumnCount()I': (_vm, self: Cursor) => self.peer.columns.length,
    'getString(I)Ljava/lang/String;': (vm, self: Cursor, column: number) => {
      const cell = cellOf(vm, self, column);
      return cell instanceof JavaString ? cell : textOfCell(cell);
    },
    'getInt(I)I': (vm, self: Cursor, column: number) =>
      Number(BigInt.asIntN(32, longOfCell(cellOf(vm, self, column)))),
    'getShort(I)S': (vm, self: Cursor, column: number) =>
      Number(BigInt.asIntN(16, longOfCell(cellOf(vm, self, column)))),
    'getLong(I)J': (vm, self: Cursor, column: number) => longOfCell(cellOf(vm, self, column)),
    'getFloat(I)F': (vm, self: Cursor, column: number) => numberOfCell(cellOf(vm, self, column)),
    'getDouble(I)D': (vm, self: Cursor, column: number) => numberOfCell(cellOf(vm, self, column)),
    'getBlob(I)[B': (vm, self: Cursor, column: number) => {
      const cell = cellOf(vm, self, column);
      if (cell instanceof JavaArray || cell === null) return cell;
      return vm.byteArray(Buffer.from(textOfCell(cell) ?? '', 'utf8'));
    },
    'getType(I)I': (vm, self: Cursor, column: number) => typeOfCell(cellOf(vm, self, column)),
    'isNull(I)Z': (vm, self: Cursor, column: number) => cellOf(vm, self, column) === null,
    'close()V': (_vm, self: Cursor) => {
      self.peer.closed = true;
    },
    'isClosed()Z': (_vm, self: Cursor) => self.peer.closed,
    'deactivate()V': () => undefined,
    'requery()Z': () => true,
    'getExtras()Landroid/os/Bundle;': (vm, self: Cursor) => self.peer.extras ?? makeBundle(vm),
    'setExtras(Landroid/os/Bundle;)V': (_vm, self: Cursor, extras: JavaObject | null) => {
      self.peer.extras = extras;
    },
    'respond(Landroid/os/Bundle;)Landroid/os/Bundle;': (vm) => makeBundle(vm),
    'setNotificationUri(Landroid/content/ContentResolver;Landroid/net/Uri;)V': (
      _vm,
      self: Cursor,
      _resolver: HeapObject,
      uri: JavaObject | null,
    ) => {
      self.peer.notificationUri = uri;
    },
    'getNotificationUri()Landroid/net/Uri;': (_vm, self: Cursor) => self.peer.notificationUri,
    'getWantsAllOnMoveCalls()Z': () => false,
    'registerContentObserver(Landroid/database/ContentObserver;)V': () => undefined,
    'unregisterContentObserver(Landroid/database/ContentObserver;)V': () => undefined,
    'registerDataSetObserver(Landroid/database/DataSetObserver;)V': () => undefined,
    'unregisterDataSetObserver(Landroid/database/DataSetObserver;)V': () => undefined,
  },
});

function toCell(value: JavaValue): Cell {
  if (value instanceof JavaString || value instanceof JavaArray) return value;
  const inner = typeof value === 'object' && value !== null && 'peer' in value ? value.peer : value;
  if (typeof inner === 'number' || typeof inner === 'bigint' || typeof inner === 'string') return inner;
  return typeof inner === 'boolean' ? Number(inner) : null;
}

const matrixCursor = defineClass({
  name: 'android/database/MatrixCursor',
  super: 'android/database/AbstractCursor',
  methods: {
    '<init>([Ljava/lang/String;)V': (_vm, self: Cursor, columns: JavaArray) => {
      self.peer = cursorState(textsOf(columns), []);
    },
    '<init>([Ljava/lang/String;I)V': (_vm, self: Cursor, columns: JavaArray) => {
      self.peer = cursorState(textsOf(columns), []);
    },
    'addRow([Ljava/lang/Object;)V': (vm, self: Cursor, values: JavaArray) => {
      if (values.length !== self.peer.columns.length)
        vm.throwNew(
          'java/lang/IllegalArgumentException',
          `columnNames.length = ${self.peer.columns.length}, columnValues.length = ${values.length}`,
        );
      self.peer.rows.push(Array.isArray(values.data) ? values.data.map((value) => toCell(value)) : []);
    },
    'newRow()Landroid/database/MatrixCursor$RowBuilder;': (vm, self: Cursor) => {
      const row: Cell[] = self.peer.columns.map(() => null);
      self.peer.rows.push(row);
      const builder = vm.newObject<RowState>('android/database/MatrixCursor$RowBuilder');
      builder.peer = { row, columns: self.peer.columns, next: 0 };
      return builder;
    },
  },
});

type RowState = { readonly row: Cell[]; readonly columns: readonly string[]; next: number };

const rowBuilder = defineClass({
  name: 'android/database/MatrixCursor$RowBuilder',
  methods: {
    'add(Ljava/lang/Object;)Landroid/database/MatrixCursor$RowBuilder;': (
      vm,
      self: JavaObject<RowState>,
      value: HeapObject | null,
    ) => {
      if (self.peer.next >= self.peer.columns.length)
        vm.throwNew('android/database/CursorIndexOutOfBoundsException', 'No more columns left.');
      self.peer.row[self.peer.next++] = toCell(value);
      return self;
    },
    'add(Ljava/lang/String;Ljava/lang/Object;)Landroid/database/MatrixCursor$RowBuilder;': (
      _vm,
      self: JavaObject<RowState>,
      name: JavaString | null,
      value: HeapObject | null,
    ) => {
      const index = self.peer.columns.indexOf(name?.value ?? '');
      if (index >= 0) self.peer.row[index] = toCell(value);
      return self;
    },
  },
});

type Wrapper = JavaObject<{ readonly cursor: HeapObject }>;

/** CursorWrapper hands every call of the interface on to the cursor that it wraps. */
const cursorWrapper = defineClass({
  name: 'android/database/CursorWrapper',
  interfaces: [interfaceName],
  methods: {
    '<init>(Landroid/database/Cursor;)V': (_vm, self: Wrapper, cursor: HeapObject) => {
      self.peer = { cursor };
    },
    'getWrappedCursor()Landroid/database/Cursor;': (_vm, self: Wrapper) => self.peer.cursor,
    ...Object.fromEntries(
      Object.keys(abstractCursor.methods ?? {})
        .filter((selector) => !selector.startsWith('<init>'))
        .map((selector) => [
          selector,
          function* (vm: Machine, self: Wrapper, ...args: JavaValue[]): Steps<JavaValue> {
            return yield* vm.call(self.peer.cursor, selector, ...args);
          },
        ]),
    ),
  },
});

/** android.database: cursors. */
export const cursorClasses: readonly ClassModel[] = [
  defineClass({ name: interfaceName, flags: 'interface', interfaces: ['java/io/Closeable'] }),
  defineClass({
    name: 'android/database/CrossProcessCursor',
    flags: 'interface',
    interfaces: [interfaceName],
  }),
  abstractCursor,
  matrixCursor,
  rowBuilder,
  cursorWrapper,
  defineClass({
    name: 'android/database/ContentObserver',
    flags: 'abstract',
    methods: {
      '<init>(Landroid/os/Handler;)V': () => undefined,
      'deliverSelfNotifications()Z': () => false,
      'onChange(Z)V': () => undefined,
      'onChange(ZLandroid/net/Uri;)V': function* (vm, self: JavaObject, selfChange: boolean) {
        yield* vm.call(self, 'onChange(Z)V', selfChange);
      },
    },
  }),
  defineClass({
    name: 'android/database/DataSetObserver',
    flags: 'abstract',
    methods: {
      '<init>()V': () => undefined,
      'onChanged()V': () => undefined,
      'onInvalidated()V': () => undefined,
    },
  }),
];
