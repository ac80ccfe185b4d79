import { defineClass, intsOf, refsOf } from '../../../machine/index.ts';
import type {
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  Steps,
} from '../../../machine/index.ts';
import type { Methods } from '../../view/accessors.ts';
import { viewPart } from '../../view/view-state.ts';
import { findById } from '../../view/view-tree.ts';
import { isTextView } from '../text-state.ts';
import { inflate } from './adapters.ts';
import { makeHostFilter, makeResults } from './filters.ts';

const context$ = 'Landroid/content/Context;';
const cursor$ = 'Landroid/database/Cursor;';
const view$ = 'Landroid/view/View;';
const group$ = 'Landroid/view/ViewGroup;';
const text$ = 'Ljava/lang/CharSequence;';
const strings$ = '[Ljava/lang/String;';

const cursorOf = viewPart(() => ({
  context: null as JavaObject | null,
  cursor: null as HeapObject | null,
  idColumn: -1,
  layout: 0,
  dropDownLayout: 0,
  from: [] as readonly (HeapObject | null)[],
  to: [] as readonly number[],
  columns: [] as readonly number[],
  binder: null as HeapObject | null,
  converter: null as HeapObject | null,
  textColumn: -1,
  queries: null as HeapObject | null,
  filter: null as JavaObject | null,
}));

function* take(vm: Machine, self: JavaObject, cursor: HeapObject | null): Steps<void> {
  const state = cursorOf(self);
  state.cursor = cursor;
  state.idColumn = cursor
    ? yield* vm.call<number>(cursor, 'getColumnIndexOrThrow(Ljava/lang/String;)I', vm.string('_id'))
    : -1;
  yield* findColumns(vm, self);
}

function* findColumns(vm: Machine, self: JavaObject): Steps<void> {
  const state = cursorOf(self);
  const columns: number[] = [];
  if (state.cursor)
    for (const name of state.from)
      columns.push(yield* vm.call<number>(state.cursor, 'getColumnIndexOrThrow(Ljava/lang/String;)I', name));
  state.columns = columns;
}

function* init(
  vm: Machine,
  self: JavaObject,
  context: JavaObject | null,
  cursor: HeapObject | null,
): Steps<void> {
  cursorOf(self).context = context;
  yield* take(vm, self, cursor);
}

/** The cursor at a row; null where the adapter has none. */
function* at(vm: Machine, self: JavaObject, position: number): Steps<HeapObject | null> {
  const { cursor } = cursorOf(self);
  if (!cursor) return null;
  return (yield* vm.call<boolean>(cursor, 'moveToPosition(I)Z', position)) ? cursor : null;
}

function row(dropDown: boolean) {
  const make = `${dropDown ? 'newDropDownView' : 'newView'}(${context$}${cursor$}${group$})${view$}`;
  return function* (
    vm: Machine,
    self: JavaObject,
    position: number,
    convert: JavaObject | null,
    parent: JavaObject | null,
  ): Steps<JavaObject | null> {
    const { context } = cursorOf(self);
    const cursor = yield* at(vm, self, position);
    if (!cursor)
      return vm.throwNew('java/lang/IllegalStateException', `couldn't move cursor to position ${position}`);
    const view = convert ?? (yield* vm.call<JavaObject>(self, make, context, cursor, parent));
    yield* vm.call(self, `bindView(${view$}${context$}${cursor$})V`, view, context, cursor);
    return view;
  };
}

function* swap(vm: Machine, self: JavaObject, cursor: HeapObject | null): Steps<HeapObject | null> {
  const state = cursorOf(self);
  if (cursor === state.cursor) return null;
  const before = state.cursor;
  yield* take(vm, self, cursor);
  yield* vm.call(self, cursor ? 'notifyDataSetChanged()V' : 'notifyDataSetInvalidated()V');
  return before;
}

function filterOf(vm: Machine, self: JavaObject): JavaObject {
  const state = cursorOf(self);
  state.filter ??= makeHostFilter(vm, {
    perform: function* (_constraint, text) {
      const found = yield* vm.call<HeapObject | null>(
        self,
        `runQueryOnBackgroundThread(${text$})${cursor$}`,
        text,
      );
      return yield* makeResults(vm, found, found ? yield* vm.call<number>(found, 'getCount()I') : 0);
    },
    publish: function* (results) {
      const found = results ? (vm.getField(results, 'values:Ljava/lang/Object;') as HeapObject | null) : null;
      if (found && found !== cursorOf(self).cursor) yield* vm.call(self, `changeCursor(${cursor$})V`, found);
    },
    toText: function* (value) {
      return yield* vm.call<HeapObject | null>(self, `convertToString(${cursor$})${text$}`, value);
    },
  });
  return state.filter;
}

const base: Methods = {
  [`<init>(${context$}${cursor$})V`]: init,
  [`<init>(${context$}${cursor$}Z)V`]: init,
  [`<init>(${context$}${cursor$}I)V`]: init,
  'getCount()I': function* (vm, self: JavaObject) {
    const { cursor } = cursorOf(self);
    return cursor ? yield* vm.call<number>(cursor, 'getCount()I') : 0;
  },
  'getItem(I)Ljava/lang/Object;': at,
  'getItemId(I)J': function* (vm, self: JavaObject, position: number) {
    const cursor = yield* at(vm, self, position);
    return cursor ? yield* vm.call<bigint>(cursor, 'getLong(I)J', cursorOf(self).idColumn) : 0n;
  },
  'hasStableIds()Z': () => true,
  [`getView(I${view$}${group$})${view$}`]: row(false),
  [`getDropDownView(I${view$}${group$})${view$}`]: row(true),
  [`newDropDownView(${context$}${cursor$}${group$})${view$}`]: function* (
    vm,
    self: JavaObject,
    context: JavaObject | null,
    cursor: HeapObject | null,
    parent: JavaObject | null,
  ) {
    return yield* vm.call(self, `newView(${context$}${cursor$}${group$})${view$}`, context, cursor, parent);
  },
  [`getCursor()${cursor$}`]: (_vm, self: JavaObject) => cursorOf(self).cursor,
  [`changeCursor(${cursor$})V`]: function* (vm, self: JavaObject, cursor: HeapObject | null) {
    const before = yield* vm.call<HeapObject | null>(self, `swapCursor(${cursor$})${cursor$}`, cursor);
    if (before) yield* vm.call(before, 'close()V');
  },
  [`swapCursor(${cursor$})${cursor$}`]: swap,
  [`convertToString(${cursor$})${text$}`]: function* (vm, _self: JavaObject, cursor: HeapObject | null) {
    return cursor ? vm.string(yield* vm.textOf(cursor)) : vm.string('');
  },
  [`runQueryOnBackgroundThread(${text$})${cursor$}`]: function* (
    vm,
    self: JavaObject,
    text: HeapObject | null,
  ) {
    const { queries, cursor } = cursorOf(self);
    return queries
      ? yield* vm.call<HeapObject | null>(queries, `runQuery(${text$})${cursor$}`, text)
      : cursor;
  },
  'getFilter()Landroid/widget/Filter;': filterOf,
  'getFilterQueryProvider()Landroid/widget/FilterQueryProvider;': (_vm, self: JavaObject) =>
    cursorOf(self).queries,
  'setFilterQueryProvider(Landroid/widget/FilterQueryProvider;)V': (
    _vm,
    self: JavaObject,
    queries: HeapObject | null,
  ) => {
    cursorOf(self).queries = queries;
  },
  'protected onContentChanged()V': () => undefined,
};

export const cursorAdapter = defineClass({
  name: 'android/widget/CursorAdapter',
  super: 'android/widget/BaseAdapter',
  flags: 'abstract',
  interfaces: ['android/widget/Filterable', 'android/widget/ThemedSpinnerAdapter'],
  labels: 'container',
  methods: base,
});

function* initResource(
  vm: Machine,
  self: JavaObject,
  context: JavaObject | null,
  layout: number,
  cursor: HeapObject | null,
): Steps<void> {
  Object.assign(cursorOf(self), { layout, dropDownLayout: layout });
  yield* init(vm, self, context, cursor);
}

export const resourceCursorAdapter = defineClass({
  name: 'android/widget/ResourceCursorAdapter',
  super: 'android/widget/CursorAdapter',
  flags: 'abstract',
  labels: 'container',
  methods: {
    [`<init>(${context$}I${cursor$})V`]: initResource,
    [`<init>(${context$}I${cursor$}Z)V`]: initResource,
    [`<init>(${context$}I${cursor$}I)V`]: initResource,
    [`newView(${context$}${cursor$}${group$})${view$}`]: (
      vm,
      self: JavaObject,
      context: JavaObject | null,
      _cursor: HeapObject | null,
      parent: JavaObject | null,
    ) => inflate(vm, context, cursorOf(self).layout, parent),
    [`newDropDownView(${context$}${cursor$}${group$})${view$}`]: (
      vm,
      self: JavaObject,
      context: JavaObject | null,
      _cursor: HeapObject | null,
      parent: JavaObject | null,
    ) => inflate(vm, context, cursorOf(self).dropDownLayout, parent),
    'setViewResource(I)V': (_vm, self: JavaObject, layout: number) => {
      cursorOf(self).layout = layout;
    },
    'setDropDownViewResource(I)V': (_vm, self: JavaObject, layout: number) => {
      cursorOf(self).dropDownLayout = layout;
    },
  },
});

function* initSimple(
  vm: Machine,
  self: JavaObject,
  context: JavaObject | null,
  layout: number,
  cursor: HeapObject | null,
  from: JavaArray | null,
  to: JavaArray | null,
): Steps<void> {
  Object.assign(cursorOf(self), {
    from: from ? [...refsOf(from)] : [],
    to: to ? [...intsOf(to)] : [],
  });
  yield* initResource(vm, self, context, layout, cursor);
}

/** Puts each column into the view of the same place in the list of ids. */
export function* bindColumns(
  vm: Machine,
  self: JavaObject,
  view: JavaObject,
  cursor: HeapObject,
  columns: readonly number[],
  to: readonly number[],
  binder: HeapObject | null,
): Steps<void> {
  for (const [index, id] of to.entries()) {
    const part = findById(view, id);
    const column = columns[index];
    if (!part || column === undefined) continue;
    if (
      binder &&
      (yield* vm.call<boolean>(binder, `setViewValue(${view$}${cursor$}I)Z`, part, cursor, column))
    )
      continue;
    const text =
      (yield* vm.call<JavaString | null>(cursor, 'getString(I)Ljava/lang/String;', column)) ?? vm.string('');
    if (isTextView(part))
      yield* vm.call(self, 'setViewText(Landroid/widget/TextView;Ljava/lang/String;)V', part, text);
    else yield* vm.call(self, 'setViewImage(Landroid/widget/ImageView;Ljava/lang/String;)V', part, text);
  }
}

const bindView = function* (
  vm: Machine,
  self: JavaObject,
  view: JavaObject,
  _context: JavaObject | null,
  cursor: HeapObject,
): Steps<void> {
  const { to, columns, binder } = cursorOf(self);
  yield* bindColumns(vm, self, view, cursor, columns, to, binder);
};

/** How a simple adapter shows a text or a picture, for overriding. */
export const viewSetters: Methods = {
  'setViewText(Landroid/widget/TextView;Ljava/lang/String;)V': function* (
    vm,
    _self: JavaObject,
    view: JavaObject,
    text: JavaString,
  ) {
    yield* vm.call(view, `setText(${text$})V`, text);
  },
  'setViewImage(Landroid/widget/ImageView;Ljava/lang/String;)V': function* (
    vm,
    _self: JavaObject,
    view: JavaObject,
    text: JavaString,
  ) {
    const id = Number.parseInt(text.value, 10);
    if (Number.isFinite(id)) yield* vm.call(view, 'setImageResource(I)V', id | 0);
  },
};

export const simpleCursorAdapter = defineClass({
  name: 'android/widget/SimpleCursorAdapter',
  super: 'android/widget/ResourceCursorAdapter',
  labels: 'container',
  methods: {
    ...viewSetters,
    [`<init>(${context$}I${cursor$}${strings$}[I)V`]: initSimple,
    [`<init>(${context$}I${cursor$}${strings$}[II)V`]: initSimple,
    [`bindView(${view$}${context$}${cursor$})V`]: bindView,
    'setViewBinder(Landroid/widget/SimpleCursorAdapter$ViewBinder;)V': (
      _vm,
      self: JavaObject,
      binder: HeapObject | null,
    ) => {
      cursorOf(self).binder = binder;
    },
    'getViewBinder()Landroid/widget/SimpleCursorAdapter$ViewBinder;': (_vm, self: JavaObject) =>
      cursorOf(self).binder,
    'setStringConversionColumn(I)V': (_vm, self: JavaObject, column: number) => {
      cursorOf(self).textColumn = column;
    },
    'setCursorToStringConverter(Landroid/widget/SimpleCursorAdapter$CursorToStringConverter;)V': (
      _vm,
      self: JavaObject,
      converter: HeapObject | null,
    ) => {
      cursorOf(self).converter = converter;
    },
    [`convertToString(${cursor$})${text$}`]: function* (vm, self: JavaObject, cursor: HeapObject | null) {
      const { converter, textColumn } = cursorOf(self);
      if (converter)
        return yield* vm.call<HeapObject | null>(converter, `convertToString(${cursor$})${text$}`, cursor);
      if (cursor && textColumn >= 0)
        return yield* vm.call<HeapObject | null>(cursor, 'getString(I)Ljava/lang/String;', textColumn);
      return cursor ? vm.string(yield* vm.textOf(cursor)) : vm.string('');
    },
    [`changeCursorAndColumns(${cursor$}${strings$}[I)V`]: function* (
      vm,
      self: JavaObject,
      cursor: HeapObject | null,
      from: JavaArray,
      to: JavaArray,
    ) {
      Object.assign(cursorOf(self), { from: [...refsOf(from)], to: [...intsOf(to)] });
      yield* vm.call(self, `changeCursor(${cursor$})V`, cursor);
    },
  },
});
