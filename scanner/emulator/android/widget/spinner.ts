import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { Methods } from '../view/accessors.ts';
import { AT_MOST, EXACTLY, specMode, specSize } from '../view/measure-spec.ts';
import { attributes, attrId, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import {
  layoutChild,
  measureView,
  measuredHeightOf,
  measuredWidthOf,
  setMeasured,
  suggestedMinimum,
} from '../view/view-layout.ts';
import { childListOf, childrenOf, heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { attachToWindow, detachFromWindow } from '../view/view-tree.ts';
import { spinnerSaving } from './kept-widget-state.ts';
import { idAt, setAdapter } from './list/adapter-view.ts';
import { recount } from './list/list-fill.ts';
import { listOf } from './list/list-state.ts';

const spinnerOf = viewPart(() => ({ prompt: null as HeapObject | null, told: -1 }));
const names = attributes('entries', 'prompt', 'gravity');
const popupNames = attributes('popupBackground');
const getView = 'getView(ILandroid/view/View;Landroid/view/ViewGroup;)Landroid/view/View;';
const adapter$ = 'Landroid/widget/SpinnerAdapter;';

/** Shows the selected item's view as the spinner's only child. */
function* showSelected(vm: Machine, self: JavaObject): Steps<JavaObject | undefined> {
  const state = listOf(self);
  yield* recount(vm, self);
  if (state.dataChanged) {
    state.dataChanged = false;
    for (const child of [...childrenOf(self)]) {
      childListOf(self).splice(childListOf(self).indexOf(child), 1);
      yield* detachFromWindow(vm, child);
      viewOf(child).parent = null;
    }
  }
  const known = childrenOf(self)[0];
  if (known || !state.adapter || state.count === 0) return known;
  const view = yield* vm.call<JavaObject>(state.adapter, getView, state.selected, null, self);
  childListOf(self).push(view);
  viewOf(view).parent = self;
  const { attach } = viewOf(self);
  if (attach) yield* attachToWindow(vm, view, attach);
  return view;
}

function* measure(vm: Machine, self: JavaObject, widthSpec: number, heightSpec: number): Steps<void> {
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
  const minimum = yield* suggestedMinimum(vm, self);
  const view = yield* showSelected(vm, self);
  let width = minimum.width;
  let height = minimum.height;
  if (view) {
    const limit =
      specMode(widthSpec) === EXACTLY || specMode(widthSpec) === AT_MOST ? specSize(widthSpec) : 0x3fffff;
    yield* measureView(vm, view, Math.max(0, limit - paddingLeft - paddingRight) | AT_MOST, 0);
    width = Math.max(width, measuredWidthOf(view) + paddingLeft + paddingRight);
    height = Math.max(height, measuredHeightOf(view) + paddingTop + paddingBottom);
  }
  const resolve = (wanted: number, spec: number) =>
    specMode(spec) === EXACTLY
      ? specSize(spec)
      : specMode(spec) === AT_MOST
        ? Math.min(wanted, specSize(spec))
        : wanted;
  setMeasured(self, resolve(width, widthSpec), resolve(height, heightSpec));
}

function* select(vm: Machine, self: JavaObject, position: number): Steps<void> {
  const state = listOf(self);
  state.selected = position;
  state.dataChanged = true;
  yield* vm.call(self, 'requestLayout()V');
  tellSelected(vm, self);
}

/** The listener hears after the layout, also of the first selection. */
function tellSelected(vm: Machine, self: JavaObject): void {
  vm.attached(SYSTEM).postToMain('item selected', function* () {
    const { onSelected, selected, count } = listOf(self);
    if (!onSelected || spinnerOf(self).told === selected) return;
    spinnerOf(self).told = selected;
    if (count === 0) {
      yield* vm.call(onSelected, 'onNothingSelected(Landroid/widget/AdapterView;)V', self);
      return;
    }
    yield* vm.call(
      onSelected,
      'onItemSelected(Landroid/widget/AdapterView;Landroid/view/View;IJ)V',
      self,
      childrenOf(self)[0] ?? null,
      selected,
      yield* idAt(vm, self, selected),
    );
  });
}

/** The list of choices, as a popup window under the spinner. */
function* open(vm: Machine, self: JavaObject): Steps<boolean> {
  const { adapter } = listOf(self);
  if (!adapter) return true;
  const { context } = viewOf(self);
  const list = yield* vm.construct<JavaObject>(
    'android/widget/ListView',
    '(Landroid/content/Context;)V',
    context,
  );
  const rows = vm.newObject<JavaObject>('android/widget/Spinner$DropDownAdapter');
  rows.peer = adapter;
  yield* vm.call(list, 'setAdapter(Landroid/widget/ListAdapter;)V', rows);
  const popup = yield* vm.construct<JavaObject>(
    'android/widget/PopupWindow',
    '(Landroid/view/View;IIZ)V',
    list,
    Math.max(1, widthOf(self)),
    -2,
    true,
  );
  const styled = yield* obtainStyled(vm, context, null, popupNames, attrId(vm, 'spinnerStyle'), 0);
  const background =
    (yield* styled.drawable('popupBackground')) ??
    (yield* vm.construct('android/graphics/drawable/ColorDrawable', '(I)V', -1));
  yield* vm.call(popup, 'setBackgroundDrawable(Landroid/graphics/drawable/Drawable;)V', background);
  const listener = vm.newObject<{ spinner: JavaObject; popup: JavaObject }>(
    'android/widget/Spinner$DropDownListener',
  );
  listener.peer = { spinner: self, popup };
  yield* vm.call(list, 'setOnItemClickListener(Landroid/widget/AdapterView$OnItemClickListener;)V', listener);
  yield* vm.call(popup, 'showAsDropDown(Landroid/view/View;)V', self);
  return true;
}

const methods: Methods = {
  ...spinnerSaving,
  [`setAdapter(${adapter$})V`]: function* (vm, self: JavaObject, adapter: JavaObject | null) {
    yield* setAdapter(vm, self, adapter);
    spinnerOf(self).told = -1;
    tellSelected(vm, self);
  },
  'setAdapter(Landroid/widget/Adapter;)V': function* (vm, self: JavaObject, adapter: JavaObject | null) {
    yield* vm.call(self, `setAdapter(${adapter$})V`, adapter);
  },
  [`getAdapter()${adapter$}`]: (_vm, self: JavaObject) => listOf(self).adapter,
  'setSelection(I)V': select,
  'setSelection(IZ)V': (vm, self: JavaObject, position: number) => select(vm, self, position),
  'getSelectedView()Landroid/view/View;': (_vm, self: JavaObject) => childrenOf(self)[0] ?? null,
  'setOnItemSelectedListener(Landroid/widget/AdapterView$OnItemSelectedListener;)V': (
    vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    listOf(self).onSelected = listener;
    tellSelected(vm, self);
  },
  'protected onMeasure(II)V': measure,
  'protected onLayout(ZIIII)V': function* (vm, self: JavaObject) {
    const view = yield* showSelected(vm, self);
    if (!view) return;
    const { paddingLeft, paddingTop, paddingBottom } = viewOf(self);
    const room = heightOf(self) - paddingTop - paddingBottom;
    const top = paddingTop + Math.trunc((room - measuredHeightOf(view)) / 2);
    yield* layoutChild(vm, view, paddingLeft, top, measuredWidthOf(view), measuredHeightOf(view));
  },
  'onInterceptTouchEvent(Landroid/view/MotionEvent;)Z': () => true,
  'performClick()Z': open,
  'setPrompt(Ljava/lang/CharSequence;)V': (_vm, self: JavaObject, prompt: HeapObject | null) => {
    spinnerOf(self).prompt = prompt;
  },
  'getPrompt()Ljava/lang/CharSequence;': (_vm, self: JavaObject) => spinnerOf(self).prompt,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.Spinner',
};

export const absSpinner = viewClass({
  name: 'android/widget/AbsSpinner',
  super: 'android/widget/AdapterView',
  flags: 'abstract',
  labels: 'container',
  init: function* (vm, self, given) {
    viewOf(self).clickable = viewOf(self).focusable = true;
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      names,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    spinnerOf(self).prompt = yield* styled.text('prompt');
    const entries: JavaArray | null = yield* styled.texts('entries');
    if (!entries) return;
    const adapter = yield* vm.construct<JavaObject>(
      'android/widget/ArrayAdapter',
      '(Landroid/content/Context;I[Ljava/lang/Object;)V',
      given.context,
      0x01090008,
      entries,
    );
    yield* vm.call(adapter, 'setDropDownViewResource(I)V', 0x01090009);
    yield* vm.call(self, `setAdapter(${adapter$})V`, adapter);
  },
  methods,
});

export const spinner = viewClass({
  name: 'android/widget/Spinner',
  super: 'android/widget/AbsSpinner',
  defaultStyle: 'spinnerStyle',
  labels: 'container',
});

/** The spinner's adapter as a list's: rows are its drop-down views. */
export const spinnerRows = defineClass({
  name: 'android/widget/Spinner$DropDownAdapter',
  interfaces: ['android/widget/ListAdapter'],
  methods: {
    'getCount()I': function* (vm, self: JavaObject<JavaObject>) {
      return yield* vm.call<number>(self.peer, 'getCount()I');
    },
    'getItem(I)Ljava/lang/Object;': function* (vm, self: JavaObject<JavaObject>, position: number) {
      return yield* vm.call(self.peer, 'getItem(I)Ljava/lang/Object;', position);
    },
    'getItemId(I)J': function* (vm, self: JavaObject<JavaObject>, position: number) {
      return yield* vm.call(self.peer, 'getItemId(I)J', position);
    },
    [getView]: function* (
      vm,
      self: JavaObject<JavaObject>,
      position: number,
      convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      return yield* vm.call(
        self.peer,
        'getDropDownView(ILandroid/view/View;Landroid/view/ViewGroup;)Landroid/view/View;',
        position,
        convert,
        parent,
      );
    },
    'getItemViewType(I)I': () => 0,
    'getViewTypeCount()I': () => 1,
    'isEnabled(I)Z': () => true,
    'areAllItemsEnabled()Z': () => true,
    'hasStableIds()Z': () => false,
    'isEmpty()Z': () => false,
    'registerDataSetObserver(Landroid/database/DataSetObserver;)V': () => undefined,
    'unregisterDataSetObserver(Landroid/database/DataSetObserver;)V': () => undefined,
  },
});

export const spinnerListener = defineClass({
  name: 'android/widget/Spinner$DropDownListener',
  interfaces: ['android/widget/AdapterView$OnItemClickListener'],
  methods: {
    'onItemClick(Landroid/widget/AdapterView;Landroid/view/View;IJ)V': function* (
      vm,
      self: JavaObject<{ readonly spinner: JavaObject; readonly popup: JavaObject }>,
      _list: JavaObject,
      _view: JavaObject,
      position: number,
    ) {
      yield* vm.call(self.peer.popup, 'dismiss()V');
      yield* vm.call(self.peer.spinner, 'setSelection(I)V', position);
    },
  },
});
