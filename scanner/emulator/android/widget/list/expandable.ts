import { defineClass, intsOf, refsOf } from '../../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { ignored, type Methods } from '../../view/accessors.ts';
import { attributes, dpToPx, obtainStyled, systemId } from '../../view/styled.ts';
import { viewClass } from '../../view/view-class.ts';
import { childrenOf, heightOf, viewOf, viewPart } from '../../view/view-state.ts';
import { drawAt } from '../text-draw.ts';
import { drawableSize } from '../text-measure.ts';
import { inflate } from './adapters.ts';
import { bindColumns, viewSetters } from './cursor-adapters.ts';
import { listOf } from './list-state.ts';
import { isTextView } from '../text-state.ts';
import { findById } from '../../view/view-tree.ts';

const view$ = 'Landroid/view/View;';
const group$ = 'Landroid/view/ViewGroup;';
const adapter$ = 'Landroid/widget/ExpandableListAdapter;';
const observer$ = 'Landroid/database/DataSetObserver;';
const list$ = 'Landroid/widget/ExpandableListView;';
const groupView = `getGroupView(IZ${view$}${group$})${view$}`;
const childView = `getChildView(IIZ${view$}${group$})${view$}`;

/** State of an android.widget.ExpandableListView beside the list's own. */
const expandableOf = viewPart(() => ({
  adapter: null as JavaObject | null,
  open: new Set<number>(),
  rows: null as JavaObject | null,
  onGroup: null as HeapObject | null,
  onChild: null as HeapObject | null,
  onExpand: null as HeapObject | null,
  onCollapse: null as HeapObject | null,
  groupIndicator: null as JavaObject | null,
}));

type Place = { readonly group: number; readonly child: number };

/** Group and child (-1: the group itself) of a row. */
function* placeOf(vm: Machine, self: JavaObject, row: number): Steps<Place | undefined> {
  const { adapter, open } = expandableOf(self);
  if (!adapter) return undefined;
  const groups = yield* vm.call<number>(adapter, 'getGroupCount()I');
  let left = row;
  for (let group = 0; group < groups; group++) {
    if (left === 0) return { group, child: -1 };
    left--;
    if (!open.has(group)) continue;
    const children = yield* vm.call<number>(adapter, 'getChildrenCount(I)I', group);
    if (left < children) return { group, child: left };
    left -= children;
  }
  return undefined;
}

function* rowOf(vm: Machine, self: JavaObject, { group, child }: Place): Steps<number> {
  const { adapter, open } = expandableOf(self);
  let row = 0;
  for (let at = 0; at < group; at++)
    row += 1 + (open.has(at) ? yield* vm.call<number>(adapter, 'getChildrenCount(I)I', at) : 0);
  return row + child + 1;
}

/** The groups and the children of those that are open, as the rows of a list. */
export const expandableRows = defineClass({
  name: 'android/widget/ExpandableListConnector',
  super: 'android/widget/BaseAdapter',
  interfaces: ['android/widget/Filterable'],
  methods: {
    'getCount()I': function* (vm, { peer: list }: JavaObject<JavaObject>) {
      const { adapter } = expandableOf(list);
      if (!adapter) return 0;
      const groups = yield* vm.call<number>(adapter, 'getGroupCount()I');
      return yield* rowOf(vm, list, { group: groups, child: -1 });
    },
    'getItem(I)Ljava/lang/Object;': function* (vm, { peer: list }: JavaObject<JavaObject>, row: number) {
      const place = yield* placeOf(vm, list, row);
      const { adapter } = expandableOf(list);
      if (!place || !adapter) return null;
      return place.child < 0
        ? yield* vm.call(adapter, 'getGroup(I)Ljava/lang/Object;', place.group)
        : yield* vm.call(adapter, 'getChild(II)Ljava/lang/Object;', place.group, place.child);
    },
    'getItemId(I)J': function* (vm, { peer: list }: JavaObject<JavaObject>, row: number) {
      const place = yield* placeOf(vm, list, row);
      const { adapter } = expandableOf(list);
      if (!place || !adapter) return -1n;
      return place.child < 0
        ? yield* vm.call<bigint>(adapter, 'getGroupId(I)J', place.group)
        : yield* vm.call<bigint>(adapter, 'getChildId(II)J', place.group, place.child);
    },
    'getViewTypeCount()I': () => 2,
    'getItemViewType(I)I': function* (vm, { peer: list }: JavaObject<JavaObject>, row: number) {
      return (yield* placeOf(vm, list, row))?.child === -1 ? 0 : 1;
    },
    'areAllItemsEnabled()Z': () => false,
    'isEnabled(I)Z': function* (vm, { peer: list }: JavaObject<JavaObject>, row: number) {
      const place = yield* placeOf(vm, list, row);
      if (!place) return false;
      if (place.child < 0) return true;
      return yield* vm.call<boolean>(
        expandableOf(list).adapter,
        'isChildSelectable(II)Z',
        place.group,
        place.child,
      );
    },
    [`getView(I${view$}${group$})${view$}`]: function* (
      vm,
      { peer: list }: JavaObject<JavaObject>,
      row: number,
      convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      const place = yield* placeOf(vm, list, row);
      const { adapter, open } = expandableOf(list);
      if (!place || !adapter) return null;
      if (place.child < 0)
        return yield* vm.call(adapter, groupView, place.group, open.has(place.group), convert, parent);
      const count = yield* vm.call<number>(adapter, 'getChildrenCount(I)I', place.group);
      return yield* vm.call(
        adapter,
        childView,
        place.group,
        place.child,
        place.child === count - 1,
        convert,
        parent,
      );
    },
  },
});

function* setAdapter(vm: Machine, self: JavaObject, adapter: JavaObject | null): Steps<void> {
  const state = expandableOf(self);
  state.adapter = adapter;
  state.open.clear();
  const rows = vm.newObject<JavaObject>('android/widget/ExpandableListConnector');
  rows.peer = self;
  state.rows = rows;
  yield* vm.callSpecial(
    'android/widget/AbsListView',
    'setAdapter(Landroid/widget/ListAdapter;)V',
    self,
    rows,
  );
  const { observer } = listOf(self);
  if (adapter && observer) yield* vm.call(adapter, `registerDataSetObserver(${observer$})V`, observer);
}

function* setOpen(vm: Machine, self: JavaObject, group: number, open: boolean): Steps<boolean> {
  const state = expandableOf(self);
  if (state.open.has(group) === open || !state.adapter) return false;
  if (open) state.open.add(group);
  else state.open.delete(group);
  yield* vm.call(state.adapter, `${open ? 'onGroupExpanded' : 'onGroupCollapsed'}(I)V`, group);
  const listener = open ? state.onExpand : state.onCollapse;
  if (listener) yield* vm.call(listener, `${open ? 'onGroupExpand' : 'onGroupCollapse'}(I)V`, group);
  if (state.rows) yield* vm.call(state.rows, 'notifyDataSetChanged()V');
  return true;
}

const PACKED_CHILD = 1n << 63n;
const NO_POSITION = 0xffff_ffffn;

const signed = (value: bigint): bigint => BigInt.asIntN(64, value);

function pack({ group, child }: Place): bigint {
  const groupBits = BigInt(group & 0x7fffffff) << 32n;
  return signed(child < 0 ? groupBits : PACKED_CHILD | groupBits | BigInt(child >>> 0));
}

/** ExpandableListView.performItemClick: a group opens or closes, a child is told to its listener. */
function* itemClick(
  vm: Machine,
  self: JavaObject,
  view: JavaObject,
  row: number,
  id: bigint,
): Steps<boolean> {
  const place = yield* placeOf(vm, self, row - listOf(self).headers.length);
  const { onGroup, onChild, open } = expandableOf(self);
  if (!place) return false;
  if (place.child < 0) {
    if (
      onGroup &&
      (yield* vm.call<boolean>(onGroup, `onGroupClick(${list$}${view$}IJ)Z`, self, view, place.group, id))
    )
      return true;
    yield* setOpen(vm, self, place.group, !open.has(place.group));
    return true;
  }
  return (
    onChild !== null &&
    (yield* vm.call<boolean>(
      onChild,
      `onChildClick(${list$}${view$}IIJ)Z`,
      self,
      view,
      place.group,
      place.child,
      id,
    ))
  );
}

function sets(key: 'onGroup' | 'onChild' | 'onExpand' | 'onCollapse') {
  return (_vm: Machine, self: JavaObject, listener: HeapObject | null): void => {
    expandableOf(self)[key] = listener;
  };
}

const statics: Methods = {
  'static getPackedPositionForGroup(I)J': (_vm, group: number) => pack({ group, child: -1 }),
  'static getPackedPositionForChild(II)J': (_vm, group: number, child: number) => pack({ group, child }),
  'static getPackedPositionGroup(J)I': (_vm, packed: bigint) =>
    packed === NO_POSITION ? -1 : Number((BigInt.asUintN(64, packed) >> 32n) & 0x7fffffffn),
  'static getPackedPositionChild(J)I': (_vm, packed: bigint) =>
    (BigInt.asUintN(64, packed) & PACKED_CHILD) === 0n ? -1 : Number(BigInt.asIntN(32, packed)),
  'static getPackedPositionType(J)I': (_vm, packed: bigint) => {
    if (packed === NO_POSITION) return 2;
    return (BigInt.asUintN(64, packed) & PACKED_CHILD) === 0n ? 0 : 1;
  },
};

const methods: Methods = {
  ...statics,
  [`setAdapter(${adapter$})V`]: setAdapter,
  'setAdapter(Landroid/widget/ListAdapter;)V': (vm) =>
    vm.throwNew(
      'java/lang/RuntimeException',
      'For ExpandableListView, use setAdapter(ExpandableListAdapter) instead of setAdapter(ListAdapter)',
    ),
  [`getExpandableListAdapter()${adapter$}`]: (_vm, self: JavaObject) => expandableOf(self).adapter,
  'expandGroup(I)Z': (vm, self: JavaObject, group: number) => setOpen(vm, self, group, true),
  'expandGroup(IZ)Z': (vm, self: JavaObject, group: number) => setOpen(vm, self, group, true),
  'collapseGroup(I)Z': (vm, self: JavaObject, group: number) => setOpen(vm, self, group, false),
  'isGroupExpanded(I)Z': (_vm, self: JavaObject, group: number) => expandableOf(self).open.has(group),
  'getExpandableListPosition(I)J': function* (vm, self: JavaObject, row: number) {
    const place = yield* placeOf(vm, self, row - listOf(self).headers.length);
    return place ? pack(place) : NO_POSITION;
  },
  'performItemClick(Landroid/view/View;IJ)Z': itemClick,
  [`setOnGroupClickListener(Landroid/widget/ExpandableListView$OnGroupClickListener;)V`]: sets('onGroup'),
  [`setOnChildClickListener(Landroid/widget/ExpandableListView$OnChildClickListener;)V`]: sets('onChild'),
  [`setOnGroupExpandListener(Landroid/widget/ExpandableListView$OnGroupExpandListener;)V`]: sets('onExpand'),
  [`setOnGroupCollapseListener(Landroid/widget/ExpandableListView$OnGroupCollapseListener;)V`]:
    sets('onCollapse'),
  'setGroupIndicator(Landroid/graphics/drawable/Drawable;)V': (
    _vm,
    self: JavaObject,
    icon: JavaObject | null,
  ) => {
    expandableOf(self).groupIndicator = icon;
  },
  'setChildIndicator(Landroid/graphics/drawable/Drawable;)V': ignored,
  'setChildDivider(Landroid/graphics/drawable/Drawable;)V': ignored,
  'setIndicatorBounds(II)V': ignored,
  'protected dispatchDraw(Landroid/graphics/Canvas;)V': function* (vm, self: JavaObject, canvas: JavaObject) {
    yield* vm.callSpecial(
      'android/widget/ListView',
      'dispatchDraw(Landroid/graphics/Canvas;)V',
      self,
      canvas,
    );
    yield* drawIndicators(vm, self, canvas);
  },
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.ExpandableListView',
};

/** The arrow before each group. */
function* drawIndicators(vm: Machine, self: JavaObject, canvas: JavaObject): Steps<void> {
  const { groupIndicator, open } = expandableOf(self);
  const { positions, headers } = listOf(self);
  if (!groupIndicator) return;
  const size = yield* drawableSize(vm, groupIndicator);
  for (const child of childrenOf(self)) {
    const place = yield* placeOf(vm, self, (positions.get(child) ?? -1) - headers.length);
    if (place?.child !== -1) continue;
    const state = vm.newArray('[I', open.has(place.group) ? 1 : 0);
    if (open.has(place.group)) intsOf(state)[0] = 0x010100a8;
    yield* vm.call(groupIndicator, 'setState([I)Z', state);
    const top = viewOf(child).top + (heightOf(child) - size.height) / 2;
    yield* drawAt(vm, groupIndicator, canvas, Math.round(dpToPx(vm, 4)), top, size.width, size.height);
  }
}

const names = attributes('groupIndicator');

export const expandableListView = viewClass({
  name: 'android/widget/ExpandableListView',
  super: 'android/widget/ListView',
  defaultStyle: 'expandableListViewStyle',
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      names,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    expandableOf(self).groupIndicator = yield* styled.drawable('groupIndicator');
  },
  methods,
});

// ---- adapters -------------------------------------------------------------------------------------------------------

const observersOf = viewPart<HeapObject[]>(() => []);

function tell(selector: string) {
  return function* (vm: Machine, self: JavaObject): Steps<void> {
    for (const observer of [...observersOf(self)]) yield* vm.call(observer, selector);
  };
}

export const baseExpandableListAdapter = defineClass({
  name: 'android/widget/BaseExpandableListAdapter',
  flags: 'abstract',
  interfaces: ['android/widget/ExpandableListAdapter', 'android/widget/HeterogeneousExpandableList'],
  labels: 'container',
  methods: {
    '<init>()V': ignored,
    [`registerDataSetObserver(${observer$})V`]: (_vm, self: JavaObject, observer: HeapObject) => {
      observersOf(self).push(observer);
    },
    [`unregisterDataSetObserver(${observer$})V`]: (_vm, self: JavaObject, observer: HeapObject) => {
      const observers = observersOf(self);
      if (observers.includes(observer)) observers.splice(observers.indexOf(observer), 1);
    },
    'notifyDataSetChanged()V': tell('onChanged()V'),
    'notifyDataSetInvalidated()V': tell('onInvalidated()V'),
    'areAllItemsEnabled()Z': () => true,
    'onGroupCollapsed(I)V': ignored,
    'onGroupExpanded(I)V': ignored,
    'getCombinedChildId(JJ)J': (_vm, _self: JavaObject, group: bigint, child: bigint) =>
      signed(PACKED_CHILD | ((group & 0x7fffffffn) << 32n) | (child & 0xffffffffn)),
    'getCombinedGroupId(J)J': (_vm, _self: JavaObject, group: bigint) => signed((group & 0x7fffffffn) << 32n),
    'isEmpty()Z': function* (vm, self: JavaObject) {
      return (yield* vm.call<number>(self, 'getGroupCount()I')) === 0;
    },
    'getChildType(II)I': () => 0,
    'getChildTypeCount()I': () => 1,
    'getGroupType(I)I': () => 0,
    'getGroupTypeCount()I': () => 1,
  },
});

type Part = {
  readonly data: HeapObject | null;
  readonly layouts: readonly [number, number];
  readonly from: readonly (HeapObject | null)[];
  readonly to: readonly number[];
};

const simpleOf = viewPart(() => ({
  context: null as JavaObject | null,
  groups: undefined as Part | undefined,
  children: undefined as Part | undefined,
}));

function* at(vm: Machine, list: HeapObject | null, index: number): Steps<JavaObject | null> {
  return yield* vm.call<JavaObject | null>(list, 'get(I)Ljava/lang/Object;', index);
}

function* fillFromMap(vm: Machine, view: JavaObject, map: JavaObject | null, part: Part): Steps<JavaObject> {
  for (const [index, id] of part.to.entries()) {
    const target = findById(view, id);
    if (!target || !isTextView(target) || !map) continue;
    const value = yield* vm.call<HeapObject | null>(
      map,
      'get(Ljava/lang/Object;)Ljava/lang/Object;',
      part.from[index] ?? null,
    );
    const text = value ? vm.string(yield* vm.textOf(value), vm.labelOf(value)) : null;
    yield* vm.call(target, 'setText(Ljava/lang/CharSequence;)V', text);
  }
  return view;
}

const context$ = 'Landroid/content/Context;';
const lists$ = 'Ljava/util/List;';
const strings$ = '[Ljava/lang/String;';

function partOf(
  data: HeapObject | null,
  first: number,
  second: number,
  from: JavaArray,
  to: JavaArray,
): Part {
  return { data, layouts: [first, second], from: [...refsOf(from)], to: [...intsOf(to)] };
}

export const simpleExpandableListAdapter = defineClass({
  name: 'android/widget/SimpleExpandableListAdapter',
  super: 'android/widget/BaseExpandableListAdapter',
  labels: 'container',
  methods: {
    [`<init>(${context$}${lists$}I${strings$}[I${lists$}I${strings$}[I)V`]: (
      _vm,
      self: JavaObject,
      context: JavaObject | null,
      groups: HeapObject | null,
      groupLayout: number,
      groupFrom: JavaArray,
      groupTo: JavaArray,
      children: HeapObject | null,
      childLayout: number,
      childFrom: JavaArray,
      childTo: JavaArray,
    ) => {
      Object.assign(simpleOf(self), {
        context,
        groups: partOf(groups, groupLayout, groupLayout, groupFrom, groupTo),
        children: partOf(children, childLayout, childLayout, childFrom, childTo),
      });
    },
    [`<init>(${context$}${lists$}II${strings$}[I${lists$}I${strings$}[I)V`]: (
      _vm,
      self: JavaObject,
      context: JavaObject | null,
      groups: HeapObject | null,
      openLayout: number,
      closedLayout: number,
      groupFrom: JavaArray,
      groupTo: JavaArray,
      children: HeapObject | null,
      childLayout: number,
      childFrom: JavaArray,
      childTo: JavaArray,
    ) => {
      Object.assign(simpleOf(self), {
        context,
        groups: partOf(groups, openLayout, closedLayout, groupFrom, groupTo),
        children: partOf(children, childLayout, childLayout, childFrom, childTo),
      });
    },
    'getGroupCount()I': function* (vm, self: JavaObject) {
      return yield* vm.call<number>(simpleOf(self).groups?.data ?? null, 'size()I');
    },
    'getChildrenCount(I)I': function* (vm, self: JavaObject, group: number) {
      return yield* vm.call<number>(yield* at(vm, simpleOf(self).children?.data ?? null, group), 'size()I');
    },
    'getGroup(I)Ljava/lang/Object;': (vm, self: JavaObject, group: number) =>
      at(vm, simpleOf(self).groups?.data ?? null, group),
    'getChild(II)Ljava/lang/Object;': function* (vm, self: JavaObject, group: number, child: number) {
      return yield* at(vm, yield* at(vm, simpleOf(self).children?.data ?? null, group), child);
    },
    'getGroupId(I)J': (_vm, _self: JavaObject, group: number) => BigInt(group),
    'getChildId(II)J': (_vm, _self: JavaObject, _group: number, child: number) => BigInt(child),
    'hasStableIds()Z': () => true,
    'isChildSelectable(II)Z': () => true,
    [groupView]: function* (
      vm,
      self: JavaObject,
      group: number,
      open: boolean,
      convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      const { context, groups } = simpleOf(self);
      if (!groups) return null;
      const view = convert ?? (yield* inflate(vm, context, groups.layouts[open ? 0 : 1], parent));
      return yield* fillFromMap(vm, view, yield* at(vm, groups.data, group), groups);
    },
    [childView]: function* (
      vm,
      self: JavaObject,
      group: number,
      child: number,
      _last: boolean,
      convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      const { context, children } = simpleOf(self);
      if (!children) return null;
      const view = convert ?? (yield* inflate(vm, context, children.layouts[0], parent));
      return yield* fillFromMap(
        vm,
        view,
        yield* at(vm, yield* at(vm, children.data, group), child),
        children,
      );
    },
  },
});

// ---- over cursors ---------------------------------------------------------------------------------------------------

const cursor$ = 'Landroid/database/Cursor;';

const treeOf = viewPart(() => ({
  context: null as JavaObject | null,
  groups: null as HeapObject | null,
  children: new Map<number, HeapObject>(),
  groupLayout: 0,
  childLayout: 0,
  groupFrom: [] as readonly (HeapObject | null)[],
  groupTo: [] as readonly number[],
  childFrom: [] as readonly (HeapObject | null)[],
  childTo: [] as readonly number[],
}));

function* groupCursor(vm: Machine, self: JavaObject, group: number): Steps<HeapObject | null> {
  const { groups } = treeOf(self);
  return groups && (yield* vm.call<boolean>(groups, 'moveToPosition(I)Z', group)) ? groups : null;
}

/** The cursor over a group's children: asked for when the group is first opened. */
function* childrenCursor(vm: Machine, self: JavaObject, group: number): Steps<HeapObject | null> {
  const { children } = treeOf(self);
  const known = children.get(group);
  if (known) return known;
  const groups = yield* groupCursor(vm, self, group);
  const made = groups
    ? yield* vm.call<HeapObject | null>(self, `getChildrenCursor(${cursor$})${cursor$}`, groups)
    : null;
  if (made) children.set(group, made);
  return made;
}

function* idOf(vm: Machine, cursor: HeapObject | null): Steps<bigint> {
  if (!cursor) return 0n;
  const column = yield* vm.call<number>(cursor, 'getColumnIndex(Ljava/lang/String;)I', vm.string('_id'));
  return column < 0 ? 0n : yield* vm.call<bigint>(cursor, 'getLong(I)J', column);
}

export const cursorTreeAdapter = defineClass({
  name: 'android/widget/CursorTreeAdapter',
  super: 'android/widget/BaseExpandableListAdapter',
  flags: 'abstract',
  interfaces: ['android/widget/Filterable'],
  labels: 'container',
  methods: {
    [`<init>(${cursor$}${context$})V`]: (
      _vm,
      self: JavaObject,
      groups: HeapObject | null,
      context: JavaObject,
    ) => {
      Object.assign(treeOf(self), { groups, context });
    },
    [`<init>(${cursor$}${context$}Z)V`]: (
      _vm,
      self: JavaObject,
      groups: HeapObject | null,
      context: JavaObject,
    ) => {
      Object.assign(treeOf(self), { groups, context });
    },
    [`setGroupCursor(${cursor$})V`]: function* (vm, self: JavaObject, cursor: HeapObject | null) {
      const state = treeOf(self);
      state.groups = cursor;
      state.children.clear();
      yield* vm.call(self, 'notifyDataSetChanged()V');
    },
    [`changeCursor(${cursor$})V`]: function* (vm, self: JavaObject, cursor: HeapObject | null) {
      yield* vm.call(self, `setGroupCursor(${cursor$})V`, cursor);
    },
    [`setChildrenCursor(I${cursor$})V`]: function* (
      vm,
      self: JavaObject,
      group: number,
      cursor: HeapObject | null,
    ) {
      if (cursor) treeOf(self).children.set(group, cursor);
      else treeOf(self).children.delete(group);
      yield* vm.call(self, 'notifyDataSetChanged()V');
    },
    [`getCursor()${cursor$}`]: (_vm, self: JavaObject) => treeOf(self).groups,
    'getGroupCount()I': function* (vm, self: JavaObject) {
      const { groups } = treeOf(self);
      return groups ? yield* vm.call<number>(groups, 'getCount()I') : 0;
    },
    'getChildrenCount(I)I': function* (vm, self: JavaObject, group: number) {
      const cursor = yield* childrenCursor(vm, self, group);
      return cursor ? yield* vm.call<number>(cursor, 'getCount()I') : 0;
    },
    'getGroup(I)Ljava/lang/Object;': groupCursor,
    'getChild(II)Ljava/lang/Object;': function* (vm, self: JavaObject, group: number, child: number) {
      const cursor = yield* childrenCursor(vm, self, group);
      return cursor && (yield* vm.call<boolean>(cursor, 'moveToPosition(I)Z', child)) ? cursor : null;
    },
    'getGroupId(I)J': function* (vm, self: JavaObject, group: number) {
      return yield* idOf(vm, yield* groupCursor(vm, self, group));
    },
    'getChildId(II)J': function* (vm, self: JavaObject, group: number, child: number) {
      const cursor = yield* vm.call<HeapObject | null>(self, 'getChild(II)Ljava/lang/Object;', group, child);
      return yield* idOf(vm, cursor);
    },
    'hasStableIds()Z': () => true,
    'isChildSelectable(II)Z': () => true,
    'notifyDataSetChanged(Z)V': function* (vm, self: JavaObject) {
      yield* vm.call(self, 'notifyDataSetChanged()V');
    },
    [groupView]: function* (
      vm,
      self: JavaObject,
      group: number,
      open: boolean,
      convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      const { context } = treeOf(self);
      const cursor = yield* groupCursor(vm, self, group);
      const view =
        convert ??
        (yield* vm.call<JavaObject>(
          self,
          `newGroupView(${context$}${cursor$}Z${group$})${view$}`,
          context,
          cursor,
          open,
          parent,
        ));
      yield* vm.call(self, `bindGroupView(${view$}${context$}${cursor$}Z)V`, view, context, cursor, open);
      return view;
    },
    [childView]: function* (
      vm,
      self: JavaObject,
      group: number,
      child: number,
      last: boolean,
      convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      const { context } = treeOf(self);
      const cursor = yield* vm.call<HeapObject | null>(self, 'getChild(II)Ljava/lang/Object;', group, child);
      const view =
        convert ??
        (yield* vm.call<JavaObject>(
          self,
          `newChildView(${context$}${cursor$}Z${group$})${view$}`,
          context,
          cursor,
          last,
          parent,
        ));
      yield* vm.call(self, `bindChildView(${view$}${context$}${cursor$}Z)V`, view, context, cursor, last);
      return view;
    },
  },
});

export const resourceCursorTreeAdapter = defineClass({
  name: 'android/widget/ResourceCursorTreeAdapter',
  super: 'android/widget/CursorTreeAdapter',
  flags: 'abstract',
  labels: 'container',
  methods: {
    [`newGroupView(${context$}${cursor$}Z${group$})${view$}`]: (
      vm,
      self: JavaObject,
      context: JavaObject | null,
      _cursor: HeapObject | null,
      _open: boolean,
      parent: JavaObject | null,
    ) => inflate(vm, context, treeOf(self).groupLayout, parent),
    [`newChildView(${context$}${cursor$}Z${group$})${view$}`]: (
      vm,
      self: JavaObject,
      context: JavaObject | null,
      _cursor: HeapObject | null,
      _last: boolean,
      parent: JavaObject | null,
    ) => inflate(vm, context, treeOf(self).childLayout, parent),
  },
});

function* columnsOf(vm: Machine, cursor: HeapObject, names: readonly (HeapObject | null)[]): Steps<number[]> {
  const columns: number[] = [];
  for (const name of names)
    columns.push(yield* vm.call<number>(cursor, 'getColumnIndexOrThrow(Ljava/lang/String;)I', name));
  return columns;
}

function binds(which: 'group' | 'child') {
  return function* (
    vm: Machine,
    self: JavaObject,
    view: JavaObject,
    _context: JavaObject | null,
    cursor: HeapObject | null,
  ): Steps<void> {
    const state = treeOf(self);
    if (!cursor) return;
    const columns = yield* columnsOf(vm, cursor, state[`${which}From`]);
    yield* bindColumns(vm, self, view, cursor, columns, state[`${which}To`], null);
  };
}

export const simpleCursorTreeAdapter = defineClass({
  name: 'android/widget/SimpleCursorTreeAdapter',
  super: 'android/widget/ResourceCursorTreeAdapter',
  flags: 'abstract',
  labels: 'container',
  methods: {
    ...viewSetters,
    [`<init>(${context$}${cursor$}I${strings$}[II${strings$}[I)V`]: (
      _vm,
      self: JavaObject,
      context: JavaObject | null,
      groups: HeapObject | null,
      groupLayout: number,
      groupFrom: JavaArray,
      groupTo: JavaArray,
      childLayout: number,
      childFrom: JavaArray,
      childTo: JavaArray,
    ) => {
      Object.assign(treeOf(self), {
        context,
        groups,
        groupLayout,
        childLayout,
        groupFrom: [...refsOf(groupFrom)],
        groupTo: [...intsOf(groupTo)],
        childFrom: [...refsOf(childFrom)],
        childTo: [...intsOf(childTo)],
      });
    },
    [`bindGroupView(${view$}${context$}${cursor$}Z)V`]: binds('group'),
    [`bindChildView(${view$}${context$}${cursor$}Z)V`]: binds('child'),
  },
});

// ---- the activity ---------------------------------------------------------------------------------------------------

const activityOf = viewPart(() => ({ list: null as JavaObject | null, adapter: null as JavaObject | null }));

function* ensureList(vm: Machine, self: JavaObject): Steps<JavaObject | null> {
  if (!activityOf(self).list)
    yield* vm.call(self, 'setContentView(I)V', systemId(vm, 'layout', 'expandable_list_content'));
  return activityOf(self).list;
}

export const expandableListActivity = defineClass({
  name: 'android/app/ExpandableListActivity',
  super: 'android/app/Activity',
  interfaces: [
    'android/view/View$OnCreateContextMenuListener',
    'android/widget/ExpandableListView$OnChildClickListener',
    'android/widget/ExpandableListView$OnGroupCollapseListener',
    'android/widget/ExpandableListView$OnGroupExpandListener',
  ],
  methods: {
    '<init>()V': function* (vm, self: JavaObject) {
      yield* vm.callSpecial('android/app/Activity', '<init>()V', self);
    },
    'onContentChanged()V': function* (vm, self: JavaObject) {
      const find = (name: string) =>
        vm.call<JavaObject | null>(self, `findViewById(I)${view$}`, systemId(vm, 'id', name));
      const list = yield* find('list');
      if (!list)
        return vm.throwNew(
          'java/lang/RuntimeException',
          "Your content must have a ExpandableListView whose id attribute is 'android.R.id.list'",
        );
      const empty = yield* find('empty');
      if (empty) yield* vm.call(list, `setEmptyView(${view$})V`, empty);
      const state = activityOf(self);
      state.list = list;
      Object.assign(expandableOf(list), { onChild: self, onExpand: self, onCollapse: self });
      if (state.adapter) yield* vm.call(list, `setAdapter(${adapter$})V`, state.adapter);
    },
    [`setListAdapter(${adapter$})V`]: function* (vm, self: JavaObject, adapter: JavaObject | null) {
      activityOf(self).adapter = adapter;
      const known = activityOf(self).list;
      const list = yield* ensureList(vm, self);
      if (known && list) yield* vm.call(list, `setAdapter(${adapter$})V`, adapter);
    },
    [`getExpandableListView()${list$}`]: (vm, self: JavaObject) => ensureList(vm, self),
    [`getExpandableListAdapter()${adapter$}`]: (_vm, self: JavaObject) => activityOf(self).adapter,
    [`onChildClick(${list$}${view$}IIJ)Z`]: () => false,
    'onGroupExpand(I)V': ignored,
    'onGroupCollapse(I)V': ignored,
  },
});

export const expandableMenuInfo = defineClass({
  name: 'android/widget/ExpandableListView$ExpandableListContextMenuInfo',
  interfaces: ['android/view/ContextMenu$ContextMenuInfo'],
  labels: 'container',
  fields: { [`targetView:${view$}`]: null, 'packedPosition:J': 0n, 'id:J': 0n },
  methods: {
    [`<init>(${view$}JJ)V`]: (vm, self: JavaObject, view: JavaObject | null, packed: bigint, id: bigint) => {
      vm.setField(self, `targetView:${view$}`, view);
      vm.setField(self, 'packedPosition:J', packed);
      vm.setField(self, 'id:J', id);
    },
  },
});

/** Classes of expandable lists. */
export const expandableClasses = [
  baseExpandableListAdapter,
  cursorTreeAdapter,
  expandableListActivity,
  expandableListView,
  expandableMenuInfo,
  expandableRows,
  resourceCursorTreeAdapter,
  simpleCursorTreeAdapter,
  simpleExpandableListAdapter,
];
