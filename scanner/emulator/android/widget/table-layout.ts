import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { Methods } from '../view/accessors.ts';
import { isParamsOf, marginParamsClass, marginsOf, paramInt, setParamInt } from '../view/layout-params.ts';
import { EXACTLY, UNSPECIFIED, makeSpec, specMode, specSize } from '../view/measure-spec.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { measureView, measuredWidthOf } from '../view/view-layout.ts';
import { GONE, VISIBLE, childrenOf, viewOf, viewPart } from '../view/view-state.ts';
import { linearOf } from './linear-layout.ts';

const rowName = 'android/widget/TableRow';
const rowParams = `${rowName}$LayoutParams`;
const tableParams = 'android/widget/TableLayout$LayoutParams';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';
const ALL = -1;

type ColumnSet = Set<number>;
const tableOf = viewPart(() => ({
  stretch: new Set<number>() as ColumnSet,
  shrink: new Set<number>() as ColumnSet,
  collapsed: new Set<number>() as ColumnSet,
  stretchAll: false,
  shrinkAll: false,
}));

const names = attributes('stretchColumns', 'shrinkColumns', 'collapseColumns');

function readColumns(text: string | undefined): {
  readonly all: boolean;
  readonly columns: readonly number[];
} {
  if (text?.trim() === '*') return { all: true, columns: [] };
  const columns = (text ?? '').split(/\s*,\s*/).flatMap((each) => (/^\d+$/.test(each) ? [Number(each)] : []));
  return { all: false, columns };
}

function isRow(view: JavaObject): boolean {
  for (let cls: typeof view.cls | null = view.cls; cls; cls = cls.superclass)
    if (cls.name === rowName) return true;
  return false;
}

type Cell = { readonly view: JavaObject; readonly column: number; readonly span: number };

/** The cells of a row with their columns; a cell may say its own column and span several. */
function cellsOf(vm: Machine, row: JavaObject): readonly Cell[] {
  let next = 0;
  return childrenOf(row).map((view) => {
    const { params } = viewOf(view);
    const own = params && isParamsOf(params, rowParams);
    const column = Math.max(next, own ? paramInt(vm, params, 'column') : ALL);
    const span = own ? Math.max(1, paramInt(vm, params, 'span')) : 1;
    next = column + span;
    return { view, column, span };
  });
}

/** Gives all cells of a column the same width: that of the widest, more where the column stretches. */
function* setColumnWidths(vm: Machine, self: JavaObject, widthSpec: number): Steps<void> {
  const table = tableOf(self);
  const rows = childrenOf(self).filter((row) => isRow(row) && viewOf(row).visibility !== 8);
  const widths: number[] = [];
  for (const row of rows) {
    for (const { view, column, span } of cellsOf(vm, row)) {
      hideCollapsed(view, table.collapsed.has(column));
      if (viewOf(view).visibility === 8) continue;
      const { params } = viewOf(view);
      const wishPx = params ? askedWidth(vm, params) : 0;
      const spec = wishPx > 0 ? makeSpec(wishPx, EXACTLY) : makeSpec(0, UNSPECIFIED);
      yield* measureView(vm, view, spec, makeSpec(0, UNSPECIFIED));
      const { left, right } = marginsOf(vm, view);
      const width = measuredWidthOf(view) + left + right;
      if (span === 1) widths[column] = Math.max(widths[column] ?? 0, width);
    }
  }
  for (let column = 0; column < widths.length; column++)
    widths[column] = table.collapsed.has(column) ? 0 : (widths[column] ?? 0);
  const { paddingLeft, paddingRight } = viewOf(self);
  const room = specSize(widthSpec) - paddingLeft - paddingRight;
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (specMode(widthSpec) !== UNSPECIFIED) {
    if (total < room) share(widths, room - total, table.stretchAll ? undefined : table.stretch);
    if (total > room) share(widths, room - total, table.shrinkAll ? undefined : table.shrink);
  }
  for (const row of rows) {
    for (const { view, column, span } of cellsOf(vm, row)) {
      const { params } = viewOf(view);
      const { left, right } = marginsOf(vm, view);
      const width = widths.slice(column, column + span).reduce((sum, each) => sum + each, 0);
      if (params) giveWidth(vm, params, Math.max(0, width - left - right));
      viewOf(view).layoutRequested = true;
    }
    viewOf(row).layoutRequested = true;
  }
}

/** What cells asked for before their column's width was written over it. */
const asked = new WeakMap<JavaObject, { readonly askedPx: number; readonly givenPx: number }>();

function askedWidth(vm: Machine, params: JavaObject): number {
  const now = paramInt(vm, params, 'width');
  const known = asked.get(params);
  return known?.givenPx === now ? known.askedPx : now;
}

function giveWidth(vm: Machine, params: JavaObject, givenPx: number): void {
  asked.set(params, { askedPx: askedWidth(vm, params), givenPx });
  setParamInt(vm, params, 'width', givenPx);
}

const hidden = new WeakSet<JavaObject>();

/** TableRow.setColumnCollapsed: cells of a collapsed column are gone, and come back with it. */
function hideCollapsed(view: JavaObject, collapsed: boolean): void {
  if (collapsed === hidden.has(view)) return;
  viewOf(view).visibility = collapsed ? GONE : VISIBLE;
  if (collapsed) hidden.add(view);
  else hidden.delete(view);
}

/** Divides room that is left or missing among columns; among all where none are named. */
function share(widths: number[], extraPx: number, columns: ColumnSet | undefined): void {
  const chosen = widths.flatMap((_width, column) => (!columns || columns.has(column) ? [column] : []));
  for (const column of chosen)
    widths[column] = Math.max(0, (widths[column] ?? 0) + Math.trunc(extraPx / chosen.length));
}

function columnMethods(name: string, set: 'stretch' | 'shrink' | 'collapsed', verb: string): Methods {
  return {
    [`setColumn${name}(IZ)V`]: function* (vm, self: JavaObject, column: number, on: boolean) {
      if (on) tableOf(self)[set].add(column);
      else tableOf(self)[set].delete(column);
      yield* vm.call(self, 'requestLayout()V');
    },
    [`isColumn${name}(I)Z`]: (_vm, self: JavaObject, column: number) => tableOf(self)[set].has(column),
    ...(verb !== '' && {
      [`set${verb}AllColumns(Z)V`]: function* (vm: Machine, self: JavaObject, all: boolean) {
        Object.assign(tableOf(self), { [`${verb.toLowerCase()}All`]: all });
        yield* vm.call(self, 'requestLayout()V');
      },
    }),
  };
}

function paramsMethods(className: string, width: number): Methods {
  return {
    [`generateLayoutParams(Landroid/util/AttributeSet;)${params$}`]: (
      vm,
      self: JavaObject,
      set: HeapObject | null,
    ) =>
      vm.construct(
        className,
        '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
        viewOf(self).context,
        set,
      ),
    [`protected generateLayoutParams(${params$})${params$}`]: (vm, _self: JavaObject, params: JavaObject) =>
      vm.construct(className, `(L${className};)V`, params),
    [`protected generateDefaultLayoutParams()${params$}`]: (vm) =>
      vm.construct(className, '(II)V', width, -2),
    [`protected checkLayoutParams(${params$})Z`]: (_vm, _self: JavaObject, params: JavaObject | null) =>
      isParamsOf(params, className),
  };
}

export const tableLayout = viewClass({
  name: 'android/widget/TableLayout',
  super: 'android/widget/LinearLayout',
  labels: 'container',
  init: function* (vm, self, given) {
    linearOf(self).orientation = 1;
    const styled = yield* obtainStyled(vm, given.context, given.attributes, names, 0, 0);
    const table = tableOf(self);
    const stretch = readColumns(styled.string('stretchColumns')?.value);
    const shrink = readColumns(styled.string('shrinkColumns')?.value);
    table.stretchAll = stretch.all;
    table.shrinkAll = shrink.all;
    for (const column of stretch.columns) table.stretch.add(column);
    for (const column of shrink.columns) table.shrink.add(column);
    for (const column of readColumns(styled.string('collapseColumns')?.value).columns)
      table.collapsed.add(column);
  },
  methods: {
    'protected onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
      yield* setColumnWidths(vm, self, widthSpec);
      yield* vm.callSpecial('android/widget/LinearLayout', 'onMeasure(II)V', self, widthSpec, heightSpec);
    },
    ...paramsMethods(tableParams, -1),
    ...columnMethods('Stretchable', 'stretch', 'Stretch'),
    ...columnMethods('Shrinkable', 'shrink', 'Shrink'),
    ...columnMethods('Collapsed', 'collapsed', ''),
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.TableLayout',
  },
});

export const tableRow = viewClass({
  name: rowName,
  super: 'android/widget/LinearLayout',
  labels: 'container',
  methods: {
    ...paramsMethods(rowParams, -1),
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.TableRow',
  },
});

/** Rows are as wide as their table, whatever they say. */
export const tableLayoutParams = marginParamsClass({
  name: tableParams,
  super: 'android/widget/LinearLayout$LayoutParams',
  read: attributes('layout_height'),
  prepare: (vm, self) => setParamInt(vm, self, 'gravity', -1),
  init: (vm, self, styled) => {
    setParamInt(vm, self, 'width', -1);
    setParamInt(vm, self, 'height', styled.layoutPx('layout_height', -2));
  },
  methods: {
    '<init>()V': (vm, self: JavaObject) => {
      setParamInt(vm, self, 'gravity', -1);
      setParamInt(vm, self, 'width', -1);
      setParamInt(vm, self, 'height', -2);
    },
  },
});

export const tableRowParams = marginParamsClass({
  name: rowParams,
  super: 'android/widget/LinearLayout$LayoutParams',
  fields: { 'column:I': 0, 'span:I': 0 },
  read: attributes('layout_column', 'layout_span', 'layout_width', 'layout_height'),
  prepare: (vm, self) => {
    setParamInt(vm, self, 'gravity', -1);
    setParamInt(vm, self, 'column', ALL);
    setParamInt(vm, self, 'span', 1);
  },
  init: (vm, self, styled) => {
    setParamInt(vm, self, 'column', styled.int('layout_column', ALL));
    setParamInt(vm, self, 'span', Math.max(1, styled.int('layout_span', 1)));
    setParamInt(vm, self, 'width', styled.layoutPx('layout_width', -1));
    setParamInt(vm, self, 'height', styled.layoutPx('layout_height', -2));
  },
  copy: (vm, self, source) => {
    setParamInt(vm, self, 'column', paramInt(vm, source, 'column'));
    setParamInt(vm, self, 'span', paramInt(vm, source, 'span'));
  },
  methods: {
    '<init>()V': (vm, self: JavaObject) => {
      setParamInt(vm, self, 'gravity', -1);
      setParamInt(vm, self, 'column', ALL);
      setParamInt(vm, self, 'span', 1);
      setParamInt(vm, self, 'width', -1);
      setParamInt(vm, self, 'height', -2);
    },
    '<init>(I)V': (vm, self: JavaObject, column: number) => {
      setParamInt(vm, self, 'gravity', -1);
      setParamInt(vm, self, 'column', column);
      setParamInt(vm, self, 'span', 1);
      setParamInt(vm, self, 'width', -1);
      setParamInt(vm, self, 'height', -2);
    },
  },
});
