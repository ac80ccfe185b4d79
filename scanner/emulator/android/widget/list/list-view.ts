import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import type { Methods } from '../../view/accessors.ts';
import { AT_MOST, EXACTLY, UNSPECIFIED, specMode, specSize } from '../../view/measure-spec.ts';
import { attributes, dpToPx, obtainStyled } from '../../view/styled.ts';
import { viewClass, type ViewArguments } from '../../view/view-class.ts';
import { drawChildren } from '../../view/view-draw.ts';
import { measuredWidthOf, setMeasured } from '../../view/view-layout.ts';
import { childrenOf, viewOf, widthOf } from '../../view/view-state.ts';
import { drawAt } from '../text-draw.ts';
import { columnWidth, measureRow, obtain, recount } from './list-fill.ts';
import { listOf } from './list-state.ts';

const names = attributes('divider', 'dividerHeight', 'entries', 'headerDividersEnabled');

function* initList(vm: Machine, self: JavaObject, given: ViewArguments): Steps<void> {
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.attributes,
    names,
    given.defaultStyleAttribute,
    given.defaultStyle,
  );
  yield* setDivider(vm, self, yield* styled.drawable('divider'));
  const height = styled.sizePx('dividerHeight', 0);
  if (height !== 0) listOf(self).dividerPx = height;
  const entries = yield* styled.texts('entries');
  if (!entries) return;
  const adapter = yield* vm.construct(
    'android/widget/ArrayAdapter',
    '(Landroid/content/Context;I[Ljava/lang/Object;)V',
    given.context,
    0x01090003,
    entries,
  );
  yield* vm.call(self, 'setAdapter(Landroid/widget/ListAdapter;)V', adapter);
}

function* setDivider(vm: Machine, self: JavaObject, divider: JavaObject | null): Steps<void> {
  const state = listOf(self);
  state.divider = divider;
  state.dividerPx = divider ? Math.max(0, yield* vm.call<number>(divider, 'getIntrinsicHeight()I')) : 0;
}

/** Height of the rows from the first on, at most `mostPx`; rows made for it are kept for use. */
function* contentHeight(vm: Machine, self: JavaObject, widthPx: number, mostPx: number): Steps<number> {
  const state = listOf(self);
  yield* recount(vm, self);
  let total = 0;
  for (let position = 0; position < state.count && total < mostPx; position += state.columns) {
    const known = childrenOf(self).find((view) => state.positions.get(view) === position);
    const reusable = known !== undefined && !state.dataChanged;
    const view = reusable ? known : yield* obtain(vm, self, position);
    total += (yield* measureRow(vm, view, widthPx)) + (position > 0 ? state.dividerPx : 0);
    const type = state.typeOf.get(view) ?? -1;
    if (!reusable && type >= 0) state.scrap.set(type, [...(state.scrap.get(type) ?? []), view]);
  }
  return total;
}

export function* measureList(
  vm: Machine,
  self: JavaObject,
  widthSpec: number,
  heightSpec: number,
): Steps<void> {
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
  const horizontal = paddingLeft + paddingRight;
  const vertical = paddingTop + paddingBottom;
  let width = specSize(widthSpec);
  if (specMode(widthSpec) === UNSPECIFIED) {
    yield* recount(vm, self);
    width = horizontal;
    if (listOf(self).count > 0) {
      const first = yield* obtain(vm, self, 0);
      yield* measureRow(vm, first, 0);
      width += measuredWidthOf(first);
    }
  }
  let height = specSize(heightSpec);
  if (specMode(heightSpec) !== EXACTLY) {
    const most = specMode(heightSpec) === AT_MOST ? height - vertical : 1;
    const content = yield* contentHeight(vm, self, columnWidth(self, width - horizontal), most);
    height = specMode(heightSpec) === AT_MOST ? Math.min(height, content + vertical) : content + vertical;
  }
  setMeasured(self, width, height);
}

function addFixed(where: 'headers' | 'footers') {
  return function* (
    vm: Machine,
    self: JavaObject,
    view: JavaObject,
    data: HeapObject | null = null,
    selectable = true,
  ): Steps<void> {
    listOf(self)[where].push({ view, data, selectable });
    listOf(self).dataChanged = true;
    yield* vm.call(self, 'requestLayout()V');
  };
}

function removeFixed(where: 'headers' | 'footers') {
  return function* (vm: Machine, self: JavaObject, view: JavaObject): Steps<boolean> {
    const rows = listOf(self)[where];
    const at = rows.findIndex((row) => row.view === view);
    if (at < 0) return false;
    rows.splice(at, 1);
    listOf(self).dataChanged = true;
    yield* vm.call(self, 'requestLayout()V');
    return true;
  };
}

const methods: Methods = {
  'protected onMeasure(II)V': measureList,
  'protected dispatchDraw(Landroid/graphics/Canvas;)V': function* (vm, self: JavaObject, canvas: JavaObject) {
    yield* drawChildren(vm, self, canvas);
    const { divider, dividerPx, positions, count } = listOf(self);
    if (!divider || dividerPx <= 0) return;
    const { paddingLeft, paddingRight } = viewOf(self);
    const width = widthOf(self) - paddingLeft - paddingRight;
    for (const child of childrenOf(self)) {
      if ((positions.get(child) ?? 0) >= count - 1) continue;
      yield* drawAt(vm, divider, canvas, paddingLeft, viewOf(child).bottom, width, dividerPx);
    }
  },
  'addHeaderView(Landroid/view/View;)V': addFixed('headers'),
  'addHeaderView(Landroid/view/View;Ljava/lang/Object;Z)V': addFixed('headers'),
  'addFooterView(Landroid/view/View;)V': addFixed('footers'),
  'addFooterView(Landroid/view/View;Ljava/lang/Object;Z)V': addFixed('footers'),
  'removeHeaderView(Landroid/view/View;)Z': removeFixed('headers'),
  'removeFooterView(Landroid/view/View;)Z': removeFixed('footers'),
  'getHeaderViewsCount()I': (_vm, self: JavaObject) => listOf(self).headers.length,
  'getFooterViewsCount()I': (_vm, self: JavaObject) => listOf(self).footers.length,
  'getDivider()Landroid/graphics/drawable/Drawable;': (_vm, self: JavaObject) => listOf(self).divider,
  'setDivider(Landroid/graphics/drawable/Drawable;)V': function* (
    vm,
    self: JavaObject,
    divider: JavaObject | null,
  ) {
    yield* setDivider(vm, self, divider);
    yield* vm.call(self, 'requestLayout()V');
  },
  'getDividerHeight()I': (_vm, self: JavaObject) => listOf(self).dividerPx,
  'setDividerHeight(I)V': function* (vm, self: JavaObject, height: number) {
    listOf(self).dividerPx = height;
    yield* vm.call(self, 'requestLayout()V');
  },
  'setItemsCanFocus(Z)V': () => undefined,
  'setHeaderDividersEnabled(Z)V': () => undefined,
  'setFooterDividersEnabled(Z)V': () => undefined,
  'setOverscrollHeader(Landroid/graphics/drawable/Drawable;)V': () => undefined,
  'setOverscrollFooter(Landroid/graphics/drawable/Drawable;)V': () => undefined,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.ListView',
};

export const listView = viewClass({
  name: 'android/widget/ListView',
  super: 'android/widget/AbsListView',
  defaultStyle: 'listViewStyle',
  labels: 'container',
  init: initList,
  methods,
});

const gridNames = attributes(
  'numColumns',
  'columnWidth',
  'horizontalSpacing',
  'verticalSpacing',
  'stretchMode',
  'gravity',
);

/** The number of columns for a width, when it follows from the width of one. */
function fitColumns(vm: Machine, self: JavaObject, innerPx: number): void {
  const state = listOf(self);
  if (!autoFit.has(self)) return;
  const wanted = state.columnWidthPx > 0 ? state.columnWidthPx : Math.round(dpToPx(vm, 90));
  state.columns = Math.max(
    1,
    Math.trunc((innerPx + state.horizontalGapPx) / (wanted + state.horizontalGapPx)),
  );
}

const autoFit = new WeakSet<JavaObject>();
const AUTO_FIT = -1;

function setColumns(self: JavaObject, columns: number): void {
  if (columns === AUTO_FIT) autoFit.add(self);
  else {
    autoFit.delete(self);
    listOf(self).columns = Math.max(1, columns);
  }
}

export const gridView = viewClass({
  name: 'android/widget/GridView',
  super: 'android/widget/AbsListView',
  defaultStyle: 'gridViewStyle',
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      gridNames,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    const state = listOf(self);
    state.horizontalGapPx = styled.sizePx('horizontalSpacing', 0);
    state.dividerPx = styled.sizePx('verticalSpacing', 0);
    state.columnWidthPx = styled.sizePx('columnWidth', -1);
    setColumns(self, styled.int('numColumns', 1));
  },
  methods: {
    'protected onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
      const { paddingLeft, paddingRight } = viewOf(self);
      fitColumns(vm, self, specSize(widthSpec) - paddingLeft - paddingRight);
      yield* measureList(vm, self, widthSpec, heightSpec);
    },
    'setNumColumns(I)V': function* (vm, self: JavaObject, columns: number) {
      setColumns(self, columns);
      yield* vm.call(self, 'requestLayout()V');
    },
    'getNumColumns()I': (_vm, self: JavaObject) => listOf(self).columns,
    'setColumnWidth(I)V': (_vm, self: JavaObject, width: number) => {
      listOf(self).columnWidthPx = width;
    },
    'setHorizontalSpacing(I)V': (_vm, self: JavaObject, spacing: number) => {
      listOf(self).horizontalGapPx = spacing;
    },
    'setVerticalSpacing(I)V': (_vm, self: JavaObject, spacing: number) => {
      listOf(self).dividerPx = spacing;
    },
    'setStretchMode(I)V': () => undefined,
    'setGravity(I)V': () => undefined,
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.GridView',
  },
});
