import { defineClass, JavaArray, type JavaObject, refsOf } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, Machine, Steps } from '../../../machine/index.ts';
import { viewPart } from '../../view/view-state.ts';
import { findById } from '../../view/view-tree.ts';
import { isTextView } from '../text-state.ts';
import { makeHostFilter, makeResults, matchesPrefix } from './filters.ts';

type Methods = NonNullable<ClassModel['methods']>;

const observersOf = viewPart<HeapObject[]>(() => []);

function* notify(vm: Machine, adapter: JavaObject, selector: string): Steps<void> {
  for (const observer of [...observersOf(adapter)].reverse()) yield* vm.call(observer, selector);
}

const observer$ = 'Landroid/database/DataSetObserver;';
const view$ = 'Landroid/view/View;';
const group$ = 'Landroid/view/ViewGroup;';

export const baseAdapter = defineClass({
  name: 'android/widget/BaseAdapter',
  flags: 'abstract',
  interfaces: ['android/widget/ListAdapter', 'android/widget/SpinnerAdapter'],
  labels: 'container',
  methods: {
    '<init>()V': () => undefined,
    'hasStableIds()Z': () => false,
    [`registerDataSetObserver(${observer$})V`]: (_vm, self: JavaObject, observer: HeapObject) => {
      observersOf(self).push(observer);
    },
    [`unregisterDataSetObserver(${observer$})V`]: (_vm, self: JavaObject, observer: HeapObject) => {
      const list = observersOf(self);
      const at = list.indexOf(observer);
      if (at >= 0) list.splice(at, 1);
    },
    'notifyDataSetChanged()V': (vm, self: JavaObject) => notify(vm, self, 'onChanged()V'),
    'notifyDataSetInvalidated()V': (vm, self: JavaObject) => notify(vm, self, 'onInvalidated()V'),
    'areAllItemsEnabled()Z': () => true,
    'isEnabled(I)Z': () => true,
    [`getDropDownView(I${view$}${group$})${view$}`]: function* (
      vm,
      self: JavaObject,
      position: number,
      convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      return yield* vm.call(self, `getView(I${view$}${group$})${view$}`, position, convert, parent);
    },
    'getItemViewType(I)I': () => 0,
    'getViewTypeCount()I': () => 1,
    'isEmpty()Z': function* (vm, self: JavaObject) {
      return (yield* vm.call<number>(self, 'getCount()I')) === 0;
    },
    'getAutofillOptions()[Ljava/lang/CharSequence;': () => null,
  },
});

type ArrayState = {
  context: JavaObject | null;
  list: HeapObject | null;
  layout: number;
  dropDownLayout: number;
  fieldId: number;
  notifies: boolean;
  /** All items, while the list holds those that a filter let through. */
  originals: HeapObject | null;
  filter: JavaObject | null;
};

const arrayOf = viewPart<ArrayState>(() => ({
  context: null,
  list: null,
  layout: 0,
  dropDownLayout: 0,
  fieldId: 0,
  notifies: true,
  originals: null,
  filter: null,
}));

function* init(
  vm: Machine,
  self: JavaObject,
  context: JavaObject | null,
  layout: number,
  fieldId: number,
  items: HeapObject | null,
): Steps<void> {
  const list =
    items instanceof JavaArray
      ? yield* vm.callStatic<HeapObject>(
          'java/util/Arrays',
          'asList([Ljava/lang/Object;)Ljava/util/List;',
          items,
        )
      : (items ?? (yield* vm.construct('java/util/ArrayList', '()V')));
  Object.assign(arrayOf(self), { context, layout, dropDownLayout: layout, fieldId, list });
}

/** ArrayAdapter.getView: a row of the layout, whose text view shows the item. */
function* makeRow(
  vm: Machine,
  self: JavaObject,
  position: number,
  convert: JavaObject | null,
  parent: JavaObject | null,
  layout: number,
): Steps<JavaObject> {
  const { context, fieldId } = arrayOf(self);
  const row = convert ?? (yield* inflate(vm, context, layout, parent));
  const field = fieldId === 0 ? row : findById(row, fieldId);
  if (!field || !isTextView(field))
    return vm.throwNew(
      'java/lang/IllegalStateException',
      'ArrayAdapter requires the resource ID to be a TextView',
    );
  const item = yield* vm.call<HeapObject | null>(self, 'getItem(I)Ljava/lang/Object;', position);
  const isText =
    item !== null && [...item.cls.ancestors].some(({ name }) => name === 'java/lang/CharSequence');
  yield* vm.call(
    field,
    'setText(Ljava/lang/CharSequence;)V',
    isText || item === null
      ? (item ?? vm.string('null'))
      : vm.string(yield* vm.textOf(item), vm.labelOf(item)),
  );
  return row;
}

export function* inflate(
  vm: Machine,
  context: JavaObject | null,
  layout: number,
  parent: JavaObject | null,
): Steps<JavaObject> {
  const inflater = yield* vm.callStatic<JavaObject>(
    'android/view/LayoutInflater',
    'from(Landroid/content/Context;)Landroid/view/LayoutInflater;',
    context,
  );
  return yield* vm.call<JavaObject>(inflater, `inflate(I${group$}Z)${view$}`, layout, parent, false);
}

function* changeList(
  vm: Machine,
  self: JavaObject,
  selector: string,
  ...args: (HeapObject | number | null)[]
): Steps<void> {
  yield* vm.call(arrayOf(self).list, selector, ...args);
  if (arrayOf(self).notifies) yield* vm.call(self, 'notifyDataSetChanged()V');
}

/** ArrayAdapter's filter: items whose text, or a word of it, begins with what was typed. */
function arrayFilter(vm: Machine, self: JavaObject): JavaObject {
  const state = arrayOf(self);
  state.filter ??= makeHostFilter(vm, {
    perform: function* (prefix) {
      const { list } = state;
      state.originals ??= yield* vm.construct('java/util/ArrayList', '(Ljava/util/Collection;)V', list);
      const all = yield* vm.call<JavaArray>(state.originals, 'toArray()[Ljava/lang/Object;');
      const kept = yield* vm.construct<JavaObject>('java/util/ArrayList', '()V');
      let count = 0;
      for (const item of refsOf(all)) {
        if (prefix && item && !matchesPrefix(yield* vm.textOf(item), prefix)) continue;
        yield* vm.call(kept, 'add(Ljava/lang/Object;)Z', item);
        count++;
      }
      return yield* makeResults(vm, kept, count);
    },
    publish: function* (results) {
      if (!results) return;
      state.list = vm.getField(results, 'values:Ljava/lang/Object;') as HeapObject | null;
      const some = (vm.getField(results, 'count:I') as number) > 0;
      yield* vm.call(self, some ? 'notifyDataSetChanged()V' : 'notifyDataSetInvalidated()V');
    },
  });
  return state.filter;
}

const context$ = 'Landroid/content/Context;';
const list$ = 'Ljava/util/List;';
const array$ = '[Ljava/lang/Object;';

const arrayMethods: Methods = {
  [`<init>(${context$}I)V`]: (vm, self: JavaObject, context: JavaObject, layout: number) =>
    init(vm, self, context, layout, 0, null),
  [`<init>(${context$}II)V`]: (vm, self: JavaObject, context: JavaObject, layout: number, field: number) =>
    init(vm, self, context, layout, field, null),
  ...Object.fromEntries(
    [list$, array$].flatMap((items) => [
      [
        `<init>(${context$}I${items})V`,
        (vm: Machine, self: JavaObject, context: JavaObject, layout: number, given: HeapObject) =>
          init(vm, self, context, layout, 0, given),
      ],
      [
        `<init>(${context$}II${items})V`,
        (
          vm: Machine,
          self: JavaObject,
          context: JavaObject,
          layout: number,
          field: number,
          given: HeapObject,
        ) => init(vm, self, context, layout, field, given),
      ],
    ]),
  ),
  'getContext()Landroid/content/Context;': (_vm, self: JavaObject) => arrayOf(self).context,
  'getFilter()Landroid/widget/Filter;': (vm, self: JavaObject) => arrayFilter(vm, self),
  'getCount()I': function* (vm, self: JavaObject) {
    return yield* vm.call<number>(arrayOf(self).list, 'size()I');
  },
  'getItem(I)Ljava/lang/Object;': function* (vm, self: JavaObject, position: number) {
    return yield* vm.call(arrayOf(self).list, 'get(I)Ljava/lang/Object;', position);
  },
  'getItemId(I)J': (_vm, _self: JavaObject, position: number) => BigInt(position),
  'getPosition(Ljava/lang/Object;)I': function* (vm, self: JavaObject, item: HeapObject | null) {
    return yield* vm.call<number>(arrayOf(self).list, 'indexOf(Ljava/lang/Object;)I', item);
  },
  [`getView(I${view$}${group$})${view$}`]: (
    vm,
    self: JavaObject,
    position: number,
    convert: JavaObject | null,
    parent: JavaObject | null,
  ) => makeRow(vm, self, position, convert, parent, arrayOf(self).layout),
  [`getDropDownView(I${view$}${group$})${view$}`]: (
    vm,
    self: JavaObject,
    position: number,
    convert: JavaObject | null,
    parent: JavaObject | null,
  ) => makeRow(vm, self, position, convert, parent, arrayOf(self).dropDownLayout),
  'setDropDownViewResource(I)V': (_vm, self: JavaObject, layout: number) => {
    arrayOf(self).dropDownLayout = layout;
  },
  'add(Ljava/lang/Object;)V': (vm, self: JavaObject, item: HeapObject | null) =>
    changeList(vm, self, 'add(Ljava/lang/Object;)Z', item),
  'addAll(Ljava/util/Collection;)V': (vm, self: JavaObject, items: HeapObject) =>
    changeList(vm, self, 'addAll(Ljava/util/Collection;)Z', items),
  'addAll([Ljava/lang/Object;)V': function* (vm, self: JavaObject, items: JavaArray) {
    for (const item of refsOf(items)) yield* vm.call(arrayOf(self).list, 'add(Ljava/lang/Object;)Z', item);
    if (arrayOf(self).notifies) yield* vm.call(self, 'notifyDataSetChanged()V');
  },
  'insert(Ljava/lang/Object;I)V': (vm, self: JavaObject, item: HeapObject | null, index: number) =>
    changeList(vm, self, 'add(ILjava/lang/Object;)V', index, item),
  'remove(Ljava/lang/Object;)V': (vm, self: JavaObject, item: HeapObject | null) =>
    changeList(vm, self, 'remove(Ljava/lang/Object;)Z', item),
  'clear()V': (vm, self: JavaObject) => changeList(vm, self, 'clear()V'),
  'sort(Ljava/util/Comparator;)V': function* (vm, self: JavaObject, comparator: HeapObject | null) {
    yield* vm.callStatic(
      'java/util/Collections',
      'sort(Ljava/util/List;Ljava/util/Comparator;)V',
      arrayOf(self).list,
      comparator,
    );
    if (arrayOf(self).notifies) yield* vm.call(self, 'notifyDataSetChanged()V');
  },
  'setNotifyOnChange(Z)V': (_vm, self: JavaObject, notifies: boolean) => {
    arrayOf(self).notifies = notifies;
  },
  'notifyDataSetChanged()V': function* (vm, self: JavaObject) {
    yield* notify(vm, self, 'onChanged()V');
    arrayOf(self).notifies = true;
  },
  'static createFromResource(Landroid/content/Context;II)Landroid/widget/ArrayAdapter;': function* (
    vm,
    context: JavaObject,
    texts: number,
    layout: number,
  ) {
    const resources = yield* vm.call<JavaObject>(context, 'getResources()Landroid/content/res/Resources;');
    const items = yield* vm.call<JavaArray>(resources, 'getTextArray(I)[Ljava/lang/CharSequence;', texts);
    return yield* vm.construct(
      'android/widget/ArrayAdapter',
      `(${context$}II${array$})V`,
      context,
      layout,
      0,
      items,
    );
  },
};

export const arrayAdapter = defineClass({
  name: 'android/widget/ArrayAdapter',
  super: 'android/widget/BaseAdapter',
  interfaces: ['android/widget/Filterable', 'android/widget/ThemedSpinnerAdapter'],
  labels: 'container',
  methods: arrayMethods,
});

type SimpleState = {
  context: JavaObject | null;
  data: HeapObject | null;
  layout: number;
  dropDownLayout: number;
  from: readonly (HeapObject | null)[];
  to: readonly number[];
  binder: HeapObject | null;
};

const simpleOf = viewPart<SimpleState>(() => ({
  context: null,
  data: null,
  layout: 0,
  dropDownLayout: 0,
  from: [],
  to: [],
  binder: null,
}));

/** SimpleAdapter: rows filled from maps, key by key. */
function* simpleRow(
  vm: Machine,
  self: JavaObject,
  position: number,
  convert: JavaObject | null,
  parent: JavaObject | null,
): Steps<JavaObject> {
  const { context, layout, from, to, data, binder } = simpleOf(self);
  const row = convert ?? (yield* inflate(vm, context, layout, parent));
  const item = yield* vm.call<JavaObject | null>(data, 'get(I)Ljava/lang/Object;', position);
  if (!item) return row;
  for (const [index, id] of to.entries()) {
    const view = findById(row, id);
    if (!view) continue;
    const value = yield* vm.call<HeapObject | null>(
      item,
      'get(Ljava/lang/Object;)Ljava/lang/Object;',
      from[index] ?? null,
    );
    const text = value ? vm.string(yield* vm.textOf(value), vm.labelOf(value)) : vm.string('');
    if (
      binder &&
      (yield* vm.call<boolean>(
        binder,
        'setViewValue(Landroid/view/View;Ljava/lang/Object;Ljava/lang/String;)Z',
        view,
        value,
        text,
      ))
    )
      continue;
    if (isTextView(view)) yield* vm.call(view, 'setText(Ljava/lang/CharSequence;)V', text);
    else if (value?.cls.name === 'java/lang/Integer')
      yield* vm.call(view, 'setImageResource(I)V', yield* vm.call<number>(value, 'intValue()I'));
  }
  return row;
}

export const simpleAdapter = defineClass({
  name: 'android/widget/SimpleAdapter',
  super: 'android/widget/BaseAdapter',
  interfaces: ['android/widget/Filterable'],
  labels: 'container',
  methods: {
    '<init>(Landroid/content/Context;Ljava/util/List;I[Ljava/lang/String;[I)V': (
      _vm,
      self: JavaObject,
      context: JavaObject,
      data: HeapObject,
      layout: number,
      from: JavaArray,
      to: JavaArray,
    ) => {
      const ids = to.data instanceof Int32Array ? [...to.data] : [];
      Object.assign(simpleOf(self), {
        context,
        data,
        layout,
        dropDownLayout: layout,
        from: [...refsOf(from)],
        to: ids,
      });
    },
    'getCount()I': function* (vm, self: JavaObject) {
      return yield* vm.call<number>(simpleOf(self).data, 'size()I');
    },
    'getItem(I)Ljava/lang/Object;': function* (vm, self: JavaObject, position: number) {
      return yield* vm.call(simpleOf(self).data, 'get(I)Ljava/lang/Object;', position);
    },
    'getItemId(I)J': (_vm, _self: JavaObject, position: number) => BigInt(position),
    [`getView(I${view$}${group$})${view$}`]: simpleRow,
    'setViewBinder(Landroid/widget/SimpleAdapter$ViewBinder;)V': (
      _vm,
      self: JavaObject,
      binder: HeapObject | null,
    ) => {
      simpleOf(self).binder = binder;
    },
    'setDropDownViewResource(I)V': (_vm, self: JavaObject, layout: number) => {
      simpleOf(self).dropDownLayout = layout;
    },
  },
});
