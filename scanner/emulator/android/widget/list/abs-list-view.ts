import { defineClass, longsOf } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { isSubclassOf } from '../../support/is-subclass.ts';
import { ignored, type Methods } from '../../view/accessors.ts';
import { isParamsOf, setParamInt } from '../../view/layout-params.ts';
import { plainParamsConstructors } from '../../view/plain-layout-params.ts';
import {
  ACTION_CANCEL,
  ACTION_DOWN,
  ACTION_MOVE,
  ACTION_UP,
  type MotionEvent,
} from '../../view/motion-event.ts';
import { attributes, dpToPx, obtainStyled } from '../../view/styled.ts';
import { viewClass, type ViewArguments } from '../../view/view-class.ts';
import { childrenOf, viewOf } from '../../view/view-state.ts';
import { findView } from '../../view/view-tree.ts';
import { longPressMs } from '../../view/view-touch.ts';
import { idAt, setAdapter } from './adapter-view.ts';
import { canScrollList, fillList, scrollList } from './list-fill.ts';
import { listSaving } from '../kept-widget-state.ts';
import { listOf } from './list-state.ts';

const names = attributes('listSelector', 'choiceMode', 'stackFromBottom');
const paramsName = 'android/widget/AbsListView$LayoutParams';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';

const CHOICE_SINGLE = 1;
const CHOICE_MULTIPLE = 2;
const CHOICE_MULTIPLE_MODAL = 3;

function* init(vm: Machine, self: JavaObject, given: ViewArguments): Steps<void> {
  const view = viewOf(self);
  view.clickable = true;
  view.focusable = view.focusableInTouchMode = true;
  view.willNotDraw = false;
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.attributes,
    names,
    given.defaultStyleAttribute,
    given.defaultStyle,
  );
  listOf(self).choiceMode = styled.int('choiceMode', 0);
  listOf(self).fromBottom = styled.boolean('stackFromBottom', false);
}

function rowUnder(self: JavaObject, event: MotionEvent): JavaObject | undefined {
  const { x, y } = event.peer;
  return childrenOf(self).find((child) => {
    const { left, top, right, bottom, visibility } = viewOf(child);
    return visibility === 0 && x >= left && x < right && y >= top && y < bottom;
  });
}

/** A row that holds something focusable (a button, a field) is not a thing to press itself. */
function hasFocusable(row: JavaObject): boolean {
  return findView(row, (view) => viewOf(view).focusable && viewOf(view).visibility === 0) !== null;
}

function* isEnabledAt(vm: Machine, self: JavaObject, position: number): Steps<boolean> {
  const { adapter, headers, footers, count } = listOf(self);
  const fixed = headers[position] ?? footers[position - (count - footers.length)];
  if (fixed) return fixed.selectable;
  if (!adapter) return false;
  return yield* vm.call<boolean>(adapter, 'isEnabled(I)Z', position - headers.length);
}

function* touch(vm: Machine, self: JavaObject, event: MotionEvent): Steps<boolean> {
  const state = listOf(self);
  if (!viewOf(self).enabled) return true;
  const { action, y } = event.peer;
  switch (action) {
    case ACTION_DOWN: {
      Object.assign(state, {
        lastY: y,
        downX: event.peer.x,
        downY: y,
        dragging: false,
        pressed: undefined,
      });
      const row = rowUnder(self, event);
      const position = row && state.positions.get(row);
      if (!row || position === undefined || hasFocusable(row)) break;
      if (!(yield* isEnabledAt(vm, self, position))) break;
      state.pressed = { view: row, position };
      yield* vm.call(row, 'setPressed(Z)V', true);
      waitForLongPress(vm, self, state.pressed);
      break;
    }
    case ACTION_MOVE:
      if (!state.dragging && Math.abs(y - state.lastY) > dpToPx(vm, 8)) {
        state.dragging = true;
        yield* release(vm, self);
      }
      if (state.dragging) {
        yield* scrollList(vm, self, Math.round(state.lastY - y));
        state.lastY = y;
      }
      break;
    case ACTION_UP: {
      const { pressed } = state;
      yield* release(vm, self);
      state.dragging = false;
      if (pressed) vm.attached(SYSTEM).postToMain('item click', () => clickRow(vm, self, pressed));
      break;
    }
    case ACTION_CANCEL:
      state.dragging = false;
      yield* release(vm, self);
      break;
  }
  return true;
}

function* release(vm: Machine, self: JavaObject): Steps<void> {
  const { pressed } = listOf(self);
  listOf(self).pressed = undefined;
  if (pressed) yield* vm.call(pressed.view, 'setPressed(Z)V', false);
}

type Pressed = { readonly view: JavaObject; readonly position: number };

function* clickRow(vm: Machine, self: JavaObject, { view, position }: Pressed): Steps<void> {
  // The data may have changed since the finger came up.
  if (listOf(self).positions.get(view) !== position) return;
  yield* vm.call(
    self,
    'performItemClick(Landroid/view/View;IJ)Z',
    view,
    position,
    yield* idAt(vm, self, position),
  );
}

function waitForLongPress(vm: Machine, self: JavaObject, pressed: Pressed): void {
  vm.attached(SYSTEM).postToMain(
    'item long press',
    function* () {
      const state = listOf(self);
      if (state.pressed !== pressed) return;
      const { onLongClick } = state;
      const handled =
        onLongClick &&
        (yield* vm.call<boolean>(
          onLongClick,
          'onItemLongClick(Landroid/widget/AdapterView;Landroid/view/View;IJ)Z',
          self,
          pressed.view,
          pressed.position,
          yield* idAt(vm, self, pressed.position),
        ));
      if (handled || (yield* startChoosing(vm, self, pressed)) || (yield* openContextMenu(vm, self, pressed)))
        yield* release(vm, self);
    },
    longPressMs,
  );
}

/** A context menu about a row: the list itself asks for its items. */
function* openContextMenu(vm: Machine, self: JavaObject, { view, position }: Pressed): Steps<boolean> {
  const id = yield* idAt(vm, self, position);
  viewOf(self).menuInfo = isSubclassOf(self, 'android/widget/ExpandableListView')
    ? yield* vm.construct<JavaObject>(
        'android/widget/ExpandableListView$ExpandableListContextMenuInfo',
        '(Landroid/view/View;JJ)V',
        view,
        yield* vm.call<bigint>(self, 'getExpandableListPosition(I)J', position),
        id,
      )
    : yield* vm.construct<JavaObject>(
        'android/widget/AdapterView$AdapterContextMenuInfo',
        '(Landroid/view/View;IJ)V',
        view,
        position,
        id,
      );
  const { left, top } = viewOf(view);
  const { downX, downY } = listOf(self);
  return yield* vm.callSpecial<boolean>(
    'android/view/View',
    'showContextMenu(FF)Z',
    self,
    downX ?? left,
    downY ?? top,
  );
}

/** With a choice of many by long press, the first long press starts it. */
function* startChoosing(vm: Machine, self: JavaObject, { position }: Pressed): Steps<boolean> {
  const state = listOf(self);
  if (state.choiceMode !== CHOICE_MULTIPLE_MODAL || !state.onMultiChoice) return false;
  if (!state.choiceActionMode) yield* startChoiceMode(vm, self);
  if (state.choiceActionMode) yield* setChecked(vm, self, position, true);
  return true;
}

function* startChoiceMode(vm: Machine, self: JavaObject): Steps<void> {
  const wrapper = vm.newObject<JavaObject>('android/widget/AbsListView$MultiChoiceModeWrapper');
  wrapper.peer = self;
  listOf(self).choiceActionMode = yield* vm.call<JavaObject | null>(
    self,
    'startActionMode(Landroid/view/ActionMode$Callback;)Landroid/view/ActionMode;',
    wrapper,
  );
}

const mode$ = 'Landroid/view/ActionMode;';
const menu$ = 'Landroid/view/Menu;';

/** What the list's own action mode tells the app's listener. */
export const multiChoiceWrapper = defineClass({
  name: 'android/widget/AbsListView$MultiChoiceModeWrapper',
  interfaces: ['android/view/ActionMode$Callback'],
  methods: {
    [`onCreateActionMode(${mode$}${menu$})Z`]: function* (
      vm,
      { peer: list }: JavaObject<JavaObject>,
      mode: JavaObject,
      menu: JavaObject,
    ) {
      return yield* vm.call<boolean>(
        listOf(list).onMultiChoice,
        `onCreateActionMode(${mode$}${menu$})Z`,
        mode,
        menu,
      );
    },
    [`onPrepareActionMode(${mode$}${menu$})Z`]: function* (
      vm,
      { peer: list }: JavaObject<JavaObject>,
      mode: JavaObject,
      menu: JavaObject,
    ) {
      return yield* vm.call<boolean>(
        listOf(list).onMultiChoice,
        `onPrepareActionMode(${mode$}${menu$})Z`,
        mode,
        menu,
      );
    },
    [`onActionItemClicked(${mode$}Landroid/view/MenuItem;)Z`]: function* (
      vm,
      { peer: list }: JavaObject<JavaObject>,
      mode: JavaObject,
      item: JavaObject,
    ) {
      return yield* vm.call<boolean>(
        listOf(list).onMultiChoice,
        `onActionItemClicked(${mode$}Landroid/view/MenuItem;)Z`,
        mode,
        item,
      );
    },
    [`onDestroyActionMode(${mode$})V`]: function* (
      vm,
      { peer: list }: JavaObject<JavaObject>,
      mode: JavaObject,
    ) {
      const state = listOf(list);
      yield* vm.call(state.onMultiChoice, `onDestroyActionMode(${mode$})V`, mode);
      state.choiceActionMode = null;
      state.checked.clear();
      state.dataChanged = true;
      yield* vm.call(list, 'requestLayout()V');
    },
  },
});

export const adapterContextMenuInfo = defineClass({
  name: 'android/widget/AdapterView$AdapterContextMenuInfo',
  interfaces: ['android/view/ContextMenu$ContextMenuInfo'],
  labels: 'container',
  fields: { 'targetView:Landroid/view/View;': null, 'position:I': 0, 'id:J': 0n },
  methods: {
    '<init>(Landroid/view/View;IJ)V': (
      vm,
      self: JavaObject,
      view: JavaObject | null,
      position: number,
      id: bigint,
    ) => {
      vm.setField(self, 'targetView:Landroid/view/View;', view);
      vm.setField(self, 'position:I', position);
      vm.setField(self, 'id:J', id);
    },
  },
});

/** AbsListView.performItemClick: a choice is made before the listener hears. */
function* performItemClick(
  vm: Machine,
  self: JavaObject,
  view: JavaObject,
  position: number,
  id: bigint,
): Steps<boolean> {
  const state = listOf(self);
  if (state.choiceMode === CHOICE_MULTIPLE_MODAL && state.choiceActionMode) {
    yield* setChecked(vm, self, position, !state.checked.has(position));
    return true;
  }
  if (state.choiceMode === CHOICE_MULTIPLE) {
    if (!state.checked.delete(position)) state.checked.add(position);
  } else if (state.choiceMode === CHOICE_SINGLE) {
    state.checked.clear();
    state.checked.add(position);
  }
  if (state.choiceMode !== 0) yield* fillList(vm, self);
  return yield* vm.callSpecial<boolean>(
    'android/widget/AdapterView',
    'performItemClick(Landroid/view/View;IJ)Z',
    self,
    view,
    position,
    id,
  );
}

function* setChecked(vm: Machine, self: JavaObject, position: number, checked: boolean): Steps<void> {
  const state = listOf(self);
  if (state.choiceMode === CHOICE_SINGLE) state.checked.clear();
  if (checked) state.checked.add(position);
  else state.checked.delete(position);
  yield* fillList(vm, self);
  yield* vm.call(self, 'requestLayout()V');
  if (state.choiceMode !== CHOICE_MULTIPLE_MODAL || !state.onMultiChoice) return;
  if (checked && !state.choiceActionMode) yield* startChoiceMode(vm, self);
  const { choiceActionMode } = state;
  if (!choiceActionMode) return;
  yield* vm.call(
    state.onMultiChoice,
    'onItemCheckedStateChanged(Landroid/view/ActionMode;IJZ)V',
    choiceActionMode,
    position,
    yield* idAt(vm, self, position),
    checked,
  );
  // The mode ends with its last item.
  if (state.checked.size === 0) yield* vm.call(choiceActionMode, 'finish()V');
}

const choosing: Methods = {
  'getChoiceMode()I': (_vm, self: JavaObject) => listOf(self).choiceMode,
  'setChoiceMode(I)V': (_vm, self: JavaObject, mode: number) => {
    listOf(self).choiceMode = mode;
  },
  'setItemChecked(IZ)V': setChecked,
  'setMultiChoiceModeListener(Landroid/widget/AbsListView$MultiChoiceModeListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    listOf(self).onMultiChoice = listener;
  },
  'getCheckedItemIds()[J': function* (vm, self: JavaObject) {
    const { adapter, checked } = listOf(self);
    const stable = adapter !== null && (yield* vm.call<boolean>(adapter, 'hasStableIds()Z'));
    const ids: bigint[] = [];
    if (stable)
      for (const position of [...checked].sort((a, b) => a - b)) ids.push(yield* idAt(vm, self, position));
    const array = vm.newArray('[J', ids.length);
    longsOf(array).set(ids);
    return array;
  },
  'showContextMenuForChild(Landroid/view/View;)Z': function* (vm, self: JavaObject, child: JavaObject) {
    const position = yield* vm.call<number>(self, 'getPositionForView(Landroid/view/View;)I', child);
    const row = childrenOf(self).find((each) => listOf(self).positions.get(each) === position);
    return row ? yield* openContextMenu(vm, self, { view: row, position }) : false;
  },
  'isItemChecked(I)Z': (_vm, self: JavaObject, position: number) => listOf(self).checked.has(position),
  'getCheckedItemPosition()I': (_vm, self: JavaObject) => [...listOf(self).checked][0] ?? -1,
  'getCheckedItemCount()I': (_vm, self: JavaObject) => listOf(self).checked.size,
  'getCheckedItemPositions()Landroid/util/SparseBooleanArray;': function* (vm, self: JavaObject) {
    const array = yield* vm.construct('android/util/SparseBooleanArray', '()V');
    for (const position of listOf(self).checked) yield* vm.call(array, 'put(IZ)V', position, true);
    return array;
  },
  'clearChoices()V': (_vm, self: JavaObject) => listOf(self).checked.clear(),
  'performItemClick(Landroid/view/View;IJ)Z': performItemClick,
};

const methods: Methods = {
  ...listSaving,
  ...choosing,
  'setAdapter(Landroid/widget/ListAdapter;)V': function* (vm, self: JavaObject, adapter: JavaObject | null) {
    yield* setAdapter(vm, self, adapter);
  },
  'setAdapter(Landroid/widget/Adapter;)V': function* (vm, self: JavaObject, adapter: JavaObject | null) {
    yield* vm.call(self, 'setAdapter(Landroid/widget/ListAdapter;)V', adapter);
  },
  'getAdapter()Landroid/widget/ListAdapter;': (_vm, self: JavaObject) => listOf(self).adapter,
  'protected onLayout(ZIIII)V': (vm, self: JavaObject) => fillList(vm, self),
  'protected layoutChildren()V': (vm, self: JavaObject) => fillList(vm, self),
  'onInterceptTouchEvent(Landroid/view/MotionEvent;)Z': (vm, self: JavaObject, event: MotionEvent) => {
    const state = listOf(self);
    const { action, y } = event.peer;
    if (action === ACTION_DOWN) Object.assign(state, { lastY: y, dragging: false });
    if (action === ACTION_MOVE && Math.abs(y - state.lastY) > dpToPx(vm, 8)) state.dragging = true;
    return state.dragging;
  },
  'onTouchEvent(Landroid/view/MotionEvent;)Z': touch,
  'setSelection(I)V': function* (vm, self: JavaObject, position: number) {
    const state = listOf(self);
    Object.assign(state, { first: Math.max(0, position), offsetPx: 0, selected: position });
    yield* vm.call(self, 'requestLayout()V');
  },
  'setSelectionFromTop(II)V': function* (vm, self: JavaObject, position: number, y: number) {
    Object.assign(listOf(self), { first: Math.max(0, position), offsetPx: -y, selected: position });
    yield* vm.call(self, 'requestLayout()V');
  },
  'smoothScrollToPosition(I)V': function* (vm, self: JavaObject, position: number) {
    yield* vm.call(self, 'setSelection(I)V', position);
  },
  'smoothScrollBy(II)V': function* (vm, self: JavaObject, distance: number) {
    yield* scrollList(vm, self, distance);
  },
  'scrollListBy(I)V': function* (vm, self: JavaObject, distance: number) {
    yield* scrollList(vm, self, distance);
  },
  'canScrollVertically(I)Z': (_vm, self: JavaObject, direction: number) => canScrollList(self, direction),
  'canScrollList(I)Z': (_vm, self: JavaObject, direction: number) => canScrollList(self, direction),
  'pointToPosition(II)I': (_vm, self: JavaObject, x: number, y: number) => {
    const row = childrenOf(self).find((child) => {
      const { left, top, right, bottom } = viewOf(child);
      return x >= left && x < right && y >= top && y < bottom;
    });
    return row ? (listOf(self).positions.get(row) ?? -1) : -1;
  },
  'setOnScrollListener(Landroid/widget/AbsListView$OnScrollListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    listOf(self).onScroll = listener;
  },
  'getListPaddingTop()I': (_vm, self: JavaObject) => viewOf(self).paddingTop,
  'getListPaddingBottom()I': (_vm, self: JavaObject) => viewOf(self).paddingBottom,
  'getListPaddingLeft()I': (_vm, self: JavaObject) => viewOf(self).paddingLeft,
  'getListPaddingRight()I': (_vm, self: JavaObject) => viewOf(self).paddingRight,
  'setSelector(I)V': ignored,
  'setSelector(Landroid/graphics/drawable/Drawable;)V': (
    _vm,
    self: JavaObject,
    selector: JavaObject | null,
  ) => {
    listOf(self).selector = selector;
  },
  'getSelector()Landroid/graphics/drawable/Drawable;': (_vm, self: JavaObject) => listOf(self).selector,
  'setCacheColorHint(I)V': ignored,
  'setFastScrollEnabled(Z)V': ignored,
  'setTranscriptMode(I)V': ignored,
  'setStackFromBottom(Z)V': ignored,
  'setTextFilterEnabled(Z)V': ignored,
  'setDrawSelectorOnTop(Z)V': ignored,
  'setScrollingCacheEnabled(Z)V': ignored,
  'setRecyclerListener(Landroid/widget/AbsListView$RecyclerListener;)V': ignored,
  'invalidateViews()V': function* (vm, self: JavaObject) {
    listOf(self).dataChanged = true;
    yield* vm.call(self, 'requestLayout()V');
  },
  [`generateLayoutParams(Landroid/util/AttributeSet;)${params$}`]: (
    vm,
    self: JavaObject,
    set: HeapObject | null,
  ) =>
    vm.construct(
      paramsName,
      '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
      viewOf(self).context,
      set,
    ),
  [`protected generateLayoutParams(${params$})${params$}`]: (vm, _self: JavaObject, params: JavaObject) =>
    vm.construct(paramsName, `(${params$})V`, params),
  [`protected generateDefaultLayoutParams()${params$}`]: (vm) => vm.construct(paramsName, '(II)V', -1, -2),
  [`protected checkLayoutParams(${params$})Z`]: (_vm, _self: JavaObject, params: JavaObject | null) =>
    isParamsOf(params, paramsName),
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.AbsListView',
};

export const absListView = viewClass({
  name: 'android/widget/AbsListView',
  super: 'android/widget/AdapterView',
  flags: 'abstract',
  defaultStyle: 'absListViewStyle',
  labels: 'container',
  init,
  methods,
});

export const absListViewParams = defineClass({
  name: paramsName,
  super: 'android/view/ViewGroup$LayoutParams',
  methods: {
    ...plainParamsConstructors,
    '<init>(III)V': (vm, self: JavaObject, width: number, height: number) => {
      setParamInt(vm, self, 'width', width);
      setParamInt(vm, self, 'height', height);
    },
  },
});
