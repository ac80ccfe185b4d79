import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import type { Methods } from '../../view/accessors.ts';
import { freeze, thaw } from '../../view/saved-state.ts';
import { viewClass } from '../../view/view-class.ts';
import { viewOf } from '../../view/view-state.ts';
import { markForLayout } from '../../view/view-tree.ts';
import { adapterPosition, recount } from './list-fill.ts';
import { listOf } from './list-state.ts';

/** AdapterView.setAdapter for lists, grids and spinners alike. */
export function* setAdapter(vm: Machine, self: JavaObject, adapter: JavaObject | null): Steps<void> {
  const state = listOf(self);
  if (state.adapter && state.observer)
    yield* vm.call(
      state.adapter,
      'unregisterDataSetObserver(Landroid/database/DataSetObserver;)V',
      state.observer,
    );
  state.adapter = adapter;
  Object.assign(state, { first: 0, offsetPx: 0, dataChanged: true, selected: 0 });
  state.checked.clear();
  state.scrap.clear();
  if (adapter) {
    const observer = vm.newObject<JavaObject>('android/widget/AdapterView$AdapterDataSetObserver');
    observer.peer = self;
    state.observer = observer;
    yield* vm.call(adapter, 'registerDataSetObserver(Landroid/database/DataSetObserver;)V', observer);
  }
  yield* recount(vm, self);
  yield* showEmpty(vm, self);
  yield* vm.call(self, 'requestLayout()V');
}

/** Shows the view for "nothing here" in the list's place when the list is empty. */
export function* showEmpty(vm: Machine, self: JavaObject): Steps<void> {
  const { empty, adapter } = listOf(self);
  if (!empty) return;
  const isEmpty = adapter === null || (yield* vm.call<boolean>(adapter, 'isEmpty()Z'));
  yield* vm.call(empty, 'setVisibility(I)V', isEmpty ? 0 : 8);
  yield* vm.call(self, 'setVisibility(I)V', isEmpty ? 8 : 0);
}

/** AdapterView.performItemClick. */
export function* performItemClick(
  vm: Machine,
  self: JavaObject,
  view: JavaObject,
  position: number,
  id: bigint,
): Steps<boolean> {
  const { onClick } = listOf(self);
  if (!onClick) return false;
  yield* vm.call(
    onClick,
    'onItemClick(Landroid/widget/AdapterView;Landroid/view/View;IJ)V',
    self,
    view,
    position,
    id,
  );
  return true;
}

export function* itemAt(vm: Machine, self: JavaObject, position: number): Steps<HeapObject | null> {
  const { adapter, headers, count, footers } = listOf(self);
  const fixed = headers[position] ?? footers[position - (count - footers.length)];
  if (fixed) return fixed.data;
  if (!adapter || position < 0 || position >= count) return null;
  return yield* vm.call<HeapObject | null>(
    adapter,
    'getItem(I)Ljava/lang/Object;',
    adapterPosition(self, position),
  );
}

export function* idAt(vm: Machine, self: JavaObject, position: number): Steps<bigint> {
  const { adapter, headers, count, footers } = listOf(self);
  if (!adapter || position < headers.length || position >= count - footers.length) return -1n;
  return yield* vm.call<bigint>(adapter, 'getItemId(I)J', adapterPosition(self, position));
}

function refuse(what: string) {
  return (vm: Machine) =>
    vm.throwNew('java/lang/UnsupportedOperationException', `${what} is not supported in AdapterView`);
}

const methods: Methods = {
  'getAdapter()Landroid/widget/Adapter;': (_vm, self: JavaObject) => listOf(self).adapter,
  'setAdapter(Landroid/widget/Adapter;)V': setAdapter,
  'getCount()I': (_vm, self: JavaObject) => listOf(self).count,
  'getItemAtPosition(I)Ljava/lang/Object;': itemAt,
  'getItemIdAtPosition(I)J': idAt,
  'getFirstVisiblePosition()I': (_vm, self: JavaObject) => listOf(self).first,
  'getLastVisiblePosition()I': (_vm, self: JavaObject) =>
    Math.max(-1, ...[...listOf(self).positions.values()]),
  'getPositionForView(Landroid/view/View;)I': (_vm, self: JavaObject, view: JavaObject) => {
    for (let at: JavaObject | null = view; at; at = viewOf(at).parent)
      if (viewOf(at).parent === self) return listOf(self).positions.get(at) ?? -1;
    return -1;
  },
  'getSelectedItemPosition()I': (_vm, self: JavaObject) =>
    listOf(self).count === 0 ? -1 : listOf(self).selected,
  'getSelectedItemId()J': (vm, self: JavaObject) => idAt(vm, self, listOf(self).selected),
  'getSelectedItem()Ljava/lang/Object;': (vm, self: JavaObject) => itemAt(vm, self, listOf(self).selected),
  'getSelectedView()Landroid/view/View;': () => null,
  'setSelection(I)V': (_vm, self: JavaObject, position: number) => {
    listOf(self).selected = position;
  },
  'performItemClick(Landroid/view/View;IJ)Z': performItemClick,
  'setOnItemClickListener(Landroid/widget/AdapterView$OnItemClickListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    listOf(self).onClick = listener;
  },
  'final getOnItemClickListener()Landroid/widget/AdapterView$OnItemClickListener;': (_vm, self: JavaObject) =>
    listOf(self).onClick,
  'setOnItemLongClickListener(Landroid/widget/AdapterView$OnItemLongClickListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    viewOf(self).longClickable = true;
    listOf(self).onLongClick = listener;
  },
  'setOnItemSelectedListener(Landroid/widget/AdapterView$OnItemSelectedListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    listOf(self).onSelected = listener;
  },
  'final getOnItemSelectedListener()Landroid/widget/AdapterView$OnItemSelectedListener;': (
    _vm,
    self: JavaObject,
  ) => listOf(self).onSelected,
  'setEmptyView(Landroid/view/View;)V': function* (vm, self: JavaObject, view: JavaObject | null) {
    listOf(self).empty = view;
    yield* showEmpty(vm, self);
  },
  'getEmptyView()Landroid/view/View;': (_vm, self: JavaObject) => listOf(self).empty,
  'addView(Landroid/view/View;)V': refuse('addView(View)'),
  'addView(Landroid/view/View;I)V': refuse('addView(View, int)'),
  'removeView(Landroid/view/View;)V': refuse('removeView(View)'),
  'removeViewAt(I)V': refuse('removeViewAt(int)'),
  'removeAllViews()V': refuse('removeAllViews()'),
  'setOnClickListener(Landroid/view/View$OnClickListener;)V': (vm) =>
    vm.throwNew(
      'java/lang/RuntimeException',
      "Don't call setOnClickListener for an AdapterView. You probably want setOnItemClickListener instead",
    ),
  'canAnimate()Z': () => false,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.AdapterView',
  // Rows are the adapter's, and keep nothing of their own.
  'protected dispatchSaveInstanceState(Landroid/util/SparseArray;)V': freeze,
  'protected dispatchRestoreInstanceState(Landroid/util/SparseArray;)V': thaw,
};

export const adapterView = viewClass({
  name: 'android/widget/AdapterView',
  super: 'android/view/ViewGroup',
  flags: 'abstract',
  labels: 'container',
  methods,
});

/** Hears of the adapter's changes: the rows are made anew with the next layout. */
export const adapterDataSetObserver = defineClass({
  name: 'android/widget/AdapterView$AdapterDataSetObserver',
  super: 'android/database/DataSetObserver',
  methods: {
    'onChanged()V': function* (vm, self: JavaObject<JavaObject>) {
      listOf(self.peer).dataChanged = true;
      yield* recount(vm, self.peer);
      yield* showEmpty(vm, self.peer);
      markForLayout(vm, self.peer);
    },
    'onInvalidated()V': function* (vm, self: JavaObject<JavaObject>) {
      Object.assign(listOf(self.peer), { dataChanged: true, first: 0, offsetPx: 0 });
      yield* recount(vm, self.peer);
      markForLayout(vm, self.peer);
    },
  },
});
