import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { Methods } from '../view/accessors.ts';
import { isParamsOf, marginParamsClass, paramSize, setParamInt } from '../view/layout-params.ts';
import {
  AT_MOST,
  EXACTLY,
  MATCH_PARENT,
  UNSPECIFIED,
  WRAP_CONTENT,
  childSpec,
  makeSpec,
  resolveSizeAndState,
  specMode,
  specSize,
} from '../view/measure-spec.ts';
import { attributes, dpToPx, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import {
  exactly,
  layoutChild,
  measureView,
  measuredHeightOf,
  measuredWidthOf,
  setMeasured,
} from '../view/view-layout.ts';
import { childrenOf, heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { placeLines, type GridItem } from './grid-axis.ts';

const UNDEFINED = -0x80000000;
const paramsName = 'android/widget/GridLayout$LayoutParams';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';
const spec$ = 'Landroid/widget/GridLayout$Spec;';
const alignment$ = 'Landroid/widget/GridLayout$Alignment;';

type AlignmentName = 'none' | 'start' | 'center' | 'end' | 'baseline' | 'fill';
type SpecState = {
  readonly start: number;
  readonly span: number;
  readonly alignment: AlignmentName;
  readonly weight: number;
};
type Spec = JavaObject<SpecState>;

const freeSpec: SpecState = { start: UNDEFINED, span: 1, alignment: 'none', weight: 0 };

const gridOf = viewPart(() => ({
  orientation: 0,
  rowCount: UNDEFINED,
  columnCount: UNDEFINED,
  defaultMargins: false,
  /** Cells of the axis stand one behind the other even where there is no room for them. */
  rowsOrdered: true,
  columnsOrdered: true,
  alignmentMode: 1,
  /** Cells of the children, made anew when something changed. */
  rowLines: [0] as readonly number[],
  columnLines: [0] as readonly number[],
}));

type Wish = { readonly row: SpecState; readonly column: SpecState };

/** Row and column that parameters ask for: public fields, which apps set too. */
function wishOf(vm: Machine, params: JavaObject | null): Wish {
  const read = (field: string) => {
    const spec = params && isParamsOf(params, paramsName) ? vm.getField(params, `${field}:${spec$}`) : null;
    return (spec as Spec | null)?.peer ?? freeSpec;
  };
  return { row: read('rowSpec'), column: read('columnSpec') };
}

const wishes = (vm: Machine, child: JavaObject): Wish => wishOf(vm, viewOf(child).params);

type Cell = {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
};

/** GridLayout.validateLayoutParams: children without a place of their own go to the next free cells. */
function placeChildren(vm: Machine, self: JavaObject): Map<JavaObject, Cell> {
  const { orientation, rowCount, columnCount } = gridOf(self);
  const horizontal = orientation === 0;
  const limit = horizontal ? columnCount : rowCount;
  const count = limit === UNDEFINED ? 0 : limit;
  const filled = new Array<number>(count).fill(0);
  const cells = new Map<JavaObject, Cell>();
  let major = 0;
  let minor = 0;
  for (const child of childrenOf(self)) {
    if (viewOf(child).visibility === 8) continue;
    const { row, column } = wishes(vm, child);
    const [majorSpec, minorSpec] = horizontal ? [row, column] : [column, row];
    if (majorSpec.start !== UNDEFINED) major = majorSpec.start;
    const span = count === 0 ? minorSpec.span : Math.min(minorSpec.span, count);
    if (minorSpec.start !== UNDEFINED) minor = minorSpec.start;
    if (count > 0 && (majorSpec.start === UNDEFINED || minorSpec.start === UNDEFINED)) {
      const fits = () => {
        if (minor + span > count) return false;
        for (let at = minor; at < minor + span; at++) if ((filled[at] ?? 0) > major) return false;
        return true;
      };
      while (!fits()) {
        if (minorSpec.start !== UNDEFINED) major++;
        else if (minor + span <= count) minor++;
        else {
          minor = 0;
          major++;
        }
      }
    }
    for (let at = minor; at < Math.min(count, minor + span); at++) filled[at] = major + majorSpec.span;
    cells.set(
      child,
      horizontal
        ? { row: major, column: minor, rowSpan: majorSpec.span, columnSpan: span }
        : { row: minor, column: major, rowSpan: span, columnSpan: majorSpec.span },
    );
    minor += span;
  }
  return cells;
}

type Margins = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** A margin that nobody set is 4 dp with default margins, else nothing. */
function marginsIn(vm: Machine, self: JavaObject, child: JavaObject): Margins {
  const { params } = viewOf(child);
  const { defaultMargins } = gridOf(self);
  const isSpace = child.cls.name === 'android/widget/Space';
  const fallback = defaultMargins && !isSpace ? Math.round(dpToPx(vm, 4)) : 0;
  const read = (side: string) => {
    const value = params ? (vm.getField(params, `${side}Margin:I`) as number) : UNDEFINED;
    return value === UNDEFINED ? fallback : value;
  };
  return { left: read('left'), top: read('top'), right: read('right'), bottom: read('bottom') };
}

function countOf(asked: number, ends: readonly number[]): number {
  return Math.max(asked === UNDEFINED ? 0 : asked, ...ends, 0);
}

function itemOf(start: number, span: number, sizePx: number, { alignment, weight }: SpecState): GridItem {
  return { start, span, sizePx, flexible: alignment !== 'none' && alignment !== 'baseline', weight };
}

function* measure(vm: Machine, self: JavaObject, widthSpec: number, heightSpec: number): Steps<void> {
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
  const cells = placeChildren(vm, self);
  const state = gridOf(self);
  const room = (spec: number, padding: number) =>
    specMode(spec) === UNSPECIFIED ? undefined : Math.max(0, specSize(spec) - padding);
  const roomX = room(widthSpec, paddingLeft + paddingRight);
  const roomY = room(heightSpec, paddingTop + paddingBottom);
  const atMost = (pixels: number | undefined) =>
    pixels === undefined ? makeSpec(0, UNSPECIFIED) : makeSpec(pixels, AT_MOST);
  for (const child of cells.keys()) {
    const { width, height } = paramSize(vm, child);
    const margins = marginsIn(vm, self, child);
    yield* measureView(
      vm,
      child,
      childSpec(atMost(roomX), margins.left + margins.right, width === MATCH_PARENT ? WRAP_CONTENT : width),
      childSpec(atMost(roomY), margins.top + margins.bottom, height === MATCH_PARENT ? WRAP_CONTENT : height),
    );
  }
  state.columnLines = columnLines(vm, self, cells, specMode(widthSpec) === EXACTLY ? roomX : undefined);
  yield* fillWidths(vm, self, cells, heightSpec);
  state.rowLines = rowLines(vm, self, cells, specMode(heightSpec) === EXACTLY ? roomY : undefined);
  setMeasured(
    self,
    resolveSizeAndState((state.columnLines.at(-1) ?? 0) + paddingLeft + paddingRight, widthSpec, 0),
    resolveSizeAndState((state.rowLines.at(-1) ?? 0) + paddingTop + paddingBottom, heightSpec, 0),
  );
}

function columnLines(
  vm: Machine,
  self: JavaObject,
  cells: ReadonlyMap<JavaObject, Cell>,
  roomPx: number | undefined,
): readonly number[] {
  const items = [...cells].map(([child, cell]) => {
    const { left, right } = marginsIn(vm, self, child);
    return itemOf(
      cell.column,
      cell.columnSpan,
      measuredWidthOf(child) + left + right,
      wishes(vm, child).column,
    );
  });
  return placeLines(
    countOf(
      gridOf(self).columnCount,
      items.map(({ start, span }) => start + span),
    ),
    items,
    roomPx,
    !gridOf(self).columnsOrdered,
  );
}

function rowLines(
  vm: Machine,
  self: JavaObject,
  cells: ReadonlyMap<JavaObject, Cell>,
  roomPx: number | undefined,
): readonly number[] {
  const items = [...cells].map(([child, cell]) => {
    const { top, bottom } = marginsIn(vm, self, child);
    return itemOf(cell.row, cell.rowSpan, measuredHeightOf(child) + top + bottom, wishes(vm, child).row);
  });
  return placeLines(
    countOf(
      gridOf(self).rowCount,
      items.map(({ start, span }) => start + span),
    ),
    items,
    roomPx,
    !gridOf(self).rowsOrdered,
  );
}

/** Children that fill their columns are measured again at that width, since their height may follow from it. */
function* fillWidths(
  vm: Machine,
  self: JavaObject,
  cells: ReadonlyMap<JavaObject, Cell>,
  heightSpec: number,
): Steps<void> {
  const { columnLines: lines } = gridOf(self);
  for (const [child, { column, columnSpan }] of cells) {
    const { width, height } = paramSize(vm, child);
    if (wishes(vm, child).column.alignment !== 'fill' && width !== MATCH_PARENT) continue;
    const { left, right, top, bottom } = marginsIn(vm, self, child);
    const cellWidth = (lines[column + columnSpan] ?? 0) - (lines[column] ?? 0);
    yield* measureView(
      vm,
      child,
      exactly(Math.max(0, cellWidth - left - right)),
      childSpec(
        specMode(heightSpec) === UNSPECIFIED ? heightSpec : makeSpec(specSize(heightSpec), AT_MOST),
        top + bottom,
        height === MATCH_PARENT ? WRAP_CONTENT : height,
      ),
    );
  }
}

function place(alignment: AlignmentName, roomPx: number, sizePx: number): number {
  if (alignment === 'center') return Math.trunc((roomPx - sizePx) / 2);
  return alignment === 'end' ? roomPx - sizePx : 0;
}

function* layout(vm: Machine, self: JavaObject): Steps<void> {
  const { paddingLeft, paddingTop, paddingRight, paddingBottom } = viewOf(self);
  const state = gridOf(self);
  const cells = placeChildren(vm, self);
  // A parent may give another size than the one measured.
  const roomX = widthOf(self) - paddingLeft - paddingRight;
  const roomY = heightOf(self) - paddingTop - paddingBottom;
  if (roomX !== state.columnLines.at(-1)) state.columnLines = columnLines(vm, self, cells, roomX);
  if (roomY !== state.rowLines.at(-1)) state.rowLines = rowLines(vm, self, cells, roomY);
  const baselines = yield* rowBaselines(vm, self, cells);
  for (const [child, cell] of cells) {
    const { row, column } = wishes(vm, child);
    const margins = marginsIn(vm, self, child);
    const x = state.columnLines[cell.column] ?? 0;
    const y = state.rowLines[cell.row] ?? 0;
    const cellWidth =
      (state.columnLines[cell.column + cell.columnSpan] ?? x) - x - margins.left - margins.right;
    const cellHeight = (state.rowLines[cell.row + cell.rowSpan] ?? y) - y - margins.top - margins.bottom;
    const wanted = paramSize(vm, child);
    const fillsX = column.alignment === 'fill' || wanted.width === MATCH_PARENT;
    const fillsY = row.alignment === 'fill' || wanted.height === MATCH_PARENT;
    const width = fillsX ? cellWidth : measuredWidthOf(child);
    const height = fillsY ? cellHeight : measuredHeightOf(child);
    if (width !== measuredWidthOf(child) || height !== measuredHeightOf(child))
      yield* measureView(vm, child, exactly(Math.max(0, width)), exactly(Math.max(0, height)));
    const baseline = baselines.get(child);
    yield* layoutChild(
      vm,
      child,
      paddingLeft + x + margins.left + place(column.alignment, cellWidth, width),
      paddingTop + y + margins.top + (baseline ?? place(row.alignment, cellHeight, height)),
      width,
      height,
    );
  }
}

/** How far children of a row are moved down so that their first lines stand on one line. */
function* rowBaselines(
  vm: Machine,
  self: JavaObject,
  cells: ReadonlyMap<JavaObject, Cell>,
): Steps<Map<JavaObject, number>> {
  const own = new Map<JavaObject, number>();
  const deepest = new Map<number, number>();
  for (const [child, { row, rowSpan }] of cells) {
    const { alignment } = wishes(vm, child).row;
    if (rowSpan !== 1 || (alignment !== 'none' && alignment !== 'baseline')) continue;
    const baseline = yield* vm.call<number>(child, 'getBaseline()I');
    if (baseline < 0) continue;
    const depth = baseline + marginsIn(vm, self, child).top;
    own.set(child, depth);
    deepest.set(row, Math.max(deepest.get(row) ?? 0, depth));
  }
  return new Map(
    [...own].map(([child, depth]) => [child, (deepest.get(cells.get(child)?.row ?? 0) ?? 0) - depth]),
  );
}

const alignmentNames: Readonly<Record<string, AlignmentName>> = {
  TOP: 'start',
  LEFT: 'start',
  START: 'start',
  BOTTOM: 'end',
  RIGHT: 'end',
  END: 'end',
  CENTER: 'center',
  BASELINE: 'baseline',
  FILL: 'fill',
};

const alignmentClass = alignment$.slice(1, -1);

function makeAlignment(vm: Machine, name: string): JavaObject {
  const made = vm.newObject<string>(alignmentClass);
  made.peer = name;
  return made;
}

function nameOf(alignment: JavaObject | null): AlignmentName {
  return alignmentNames[(alignment as JavaObject<string> | null)?.peer ?? ''] ?? 'none';
}

export const gridAlignment = defineClass({
  name: alignmentClass,
  flags: 'abstract',
  methods: {},
});

/** The part of a gravity that belongs to one axis, as GridLayout.getAlignment reads it. */
function alignmentOfGravity(gravity: number, horizontal: boolean): AlignmentName {
  const bits = (horizontal ? gravity : gravity >> 4) & 7;
  if (gravity < 0) return 'none';
  if (bits === 3) return 'start';
  if (bits === 5) return 'end';
  if (bits === 7) return 'fill';
  return bits === 1 ? 'center' : 'none';
}

function makeGridSpec(vm: Machine, state: SpecState): Spec {
  const made: Spec = vm.newObject('android/widget/GridLayout$Spec');
  made.peer = state;
  return made;
}

type SpecMethod = (vm: Machine, ...args: never[]) => Spec;
const specMethods: Record<string, SpecMethod> = {
  [`static spec(I)${spec$}`]: (vm, start: number) => makeGridSpec(vm, { ...freeSpec, start }),
  [`static spec(IF)${spec$}`]: (vm, start: number, weight: number) =>
    makeGridSpec(vm, { ...freeSpec, start, weight }),
  [`static spec(II)${spec$}`]: (vm, start: number, span: number) =>
    makeGridSpec(vm, { ...freeSpec, start, span }),
  [`static spec(IIF)${spec$}`]: (vm, start: number, span: number, weight: number) =>
    makeGridSpec(vm, { ...freeSpec, start, span, weight }),
  [`static spec(I${alignment$})${spec$}`]: (vm, start: number, alignment: JavaObject | null) =>
    makeGridSpec(vm, { ...freeSpec, start, alignment: nameOf(alignment) }),
  [`static spec(I${alignment$}F)${spec$}`]: (
    vm,
    start: number,
    alignment: JavaObject | null,
    weight: number,
  ) => makeGridSpec(vm, { ...freeSpec, start, alignment: nameOf(alignment), weight }),
  [`static spec(II${alignment$})${spec$}`]: (vm, start: number, span: number, alignment: JavaObject | null) =>
    makeGridSpec(vm, { ...freeSpec, start, span, alignment: nameOf(alignment) }),
  [`static spec(II${alignment$}F)${spec$}`]: (
    vm,
    start: number,
    span: number,
    alignment: JavaObject | null,
    weight: number,
  ) => makeGridSpec(vm, { start, span, alignment: nameOf(alignment), weight }),
};

type Grid = ReturnType<typeof gridOf>;

function changes<Key extends Exclude<keyof Grid, 'rowLines' | 'columnLines'>>(key: Key) {
  return function* (vm: Machine, self: JavaObject, value: Grid[Key]): Steps<void> {
    gridOf(self)[key] = value;
    yield* vm.call(self, 'requestLayout()V');
  };
}

const methods: Methods = {
  ...specMethods,
  'protected onMeasure(II)V': measure,
  'protected onLayout(ZIIII)V': (vm, self: JavaObject) => layout(vm, self),
  'getOrientation()I': (_vm, self: JavaObject) => gridOf(self).orientation,
  'setOrientation(I)V': changes('orientation'),
  'getRowCount()I': (_vm, self: JavaObject) =>
    Math.max(0, gridOf(self).rowLines.length - 1, gridOf(self).rowCount),
  'setRowCount(I)V': changes('rowCount'),
  'getColumnCount()I': (_vm, self: JavaObject) =>
    Math.max(0, gridOf(self).columnLines.length - 1, gridOf(self).columnCount),
  'setColumnCount(I)V': changes('columnCount'),
  'setAlignmentMode(I)V': changes('alignmentMode'),
  'getAlignmentMode()I': (_vm, self: JavaObject) => gridOf(self).alignmentMode,
  'getUseDefaultMargins()Z': (_vm, self: JavaObject) => gridOf(self).defaultMargins,
  'setUseDefaultMargins(Z)V': changes('defaultMargins'),
  'setRowOrderPreserved(Z)V': changes('rowsOrdered'),
  'setColumnOrderPreserved(Z)V': changes('columnsOrdered'),
  'isRowOrderPreserved()Z': (_vm, self: JavaObject) => gridOf(self).rowsOrdered,
  'isColumnOrderPreserved()Z': (_vm, self: JavaObject) => gridOf(self).columnsOrdered,
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
  [`protected generateDefaultLayoutParams()${params$}`]: (vm) => vm.construct(paramsName, '()V'),
  [`protected checkLayoutParams(${params$})Z`]: (_vm, _self: JavaObject, params: JavaObject | null) =>
    isParamsOf(params, paramsName),
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.GridLayout',
};

const gridNames = attributes(
  'orientation',
  'rowCount',
  'columnCount',
  'useDefaultMargins',
  'alignmentMode',
  'rowOrderPreserved',
  'columnOrderPreserved',
);

export const gridLayout = viewClass({
  name: 'android/widget/GridLayout',
  super: 'android/view/ViewGroup',
  labels: 'container',
  fields: Object.fromEntries(
    Object.keys(alignmentNames).map((name) => [
      `static final ${name}:${alignment$}`,
      (vm: Machine) => makeAlignment(vm, name),
    ]),
  ),
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      gridNames,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    Object.assign(gridOf(self), {
      orientation: styled.int('orientation', 0),
      rowCount: styled.int('rowCount', UNDEFINED),
      columnCount: styled.int('columnCount', UNDEFINED),
      defaultMargins: styled.boolean('useDefaultMargins', false),
      alignmentMode: styled.int('alignmentMode', 1),
      rowsOrdered: styled.boolean('rowOrderPreserved', true),
      columnsOrdered: styled.boolean('columnOrderPreserved', true),
    });
  },
  methods,
});

export const gridSpec = defineClass({ name: 'android/widget/GridLayout$Spec', methods: {} });

const paramNames = attributes(
  'layout_row',
  'layout_rowSpan',
  'layout_rowWeight',
  'layout_column',
  'layout_columnSpan',
  'layout_columnWeight',
  'layout_gravity',
  'layout_margin',
  'layout_marginLeft',
  'layout_marginStart',
  'layout_marginTop',
  'layout_marginRight',
  'layout_marginEnd',
  'layout_marginBottom',
);

const sides = ['left', 'top', 'right', 'bottom'] as const;

export const gridParams = marginParamsClass({
  name: paramsName,
  fields: { [`rowSpec:${spec$}`]: null, [`columnSpec:${spec$}`]: null },
  read: paramNames,
  prepare: (vm, self) => {
    for (const side of sides) setParamInt(vm, self, `${side}Margin`, UNDEFINED);
    setParamInt(vm, self, 'width', WRAP_CONTENT);
    setParamInt(vm, self, 'height', WRAP_CONTENT);
  },
  init: (vm, self, styled) => {
    const has = (name: string) => styled.has(name) || styled.has('layout_margin');
    if (!has('layout_marginLeft') && !styled.has('layout_marginStart'))
      setParamInt(vm, self, 'leftMargin', UNDEFINED);
    if (!has('layout_marginTop')) setParamInt(vm, self, 'topMargin', UNDEFINED);
    if (!has('layout_marginRight') && !styled.has('layout_marginEnd'))
      setParamInt(vm, self, 'rightMargin', UNDEFINED);
    if (!has('layout_marginBottom')) setParamInt(vm, self, 'bottomMargin', UNDEFINED);
    const gravity = styled.int('layout_gravity', -1);
    setWishes(vm, self, {
      row: {
        start: styled.int('layout_row', UNDEFINED),
        span: styled.int('layout_rowSpan', 1),
        alignment: alignmentOfGravity(gravity, false),
        weight: styled.float('layout_rowWeight', 0),
      },
      column: {
        start: styled.int('layout_column', UNDEFINED),
        span: styled.int('layout_columnSpan', 1),
        alignment: alignmentOfGravity(gravity, true),
        weight: styled.float('layout_columnWeight', 0),
      },
    });
  },
  copy: (vm, self, source) => setWishes(vm, self, wishOf(vm, source)),
  methods: {
    '<init>()V': (vm, self: JavaObject) => {
      for (const side of sides) setParamInt(vm, self, `${side}Margin`, UNDEFINED);
      setParamInt(vm, self, 'width', WRAP_CONTENT);
      setParamInt(vm, self, 'height', WRAP_CONTENT);
    },
    [`<init>(${spec$}${spec$})V`]: (vm, self: JavaObject, row: Spec | null, column: Spec | null) => {
      for (const side of sides) setParamInt(vm, self, `${side}Margin`, UNDEFINED);
      setParamInt(vm, self, 'width', WRAP_CONTENT);
      setParamInt(vm, self, 'height', WRAP_CONTENT);
      setWishes(vm, self, { row: row?.peer ?? freeSpec, column: column?.peer ?? freeSpec });
    },
    'setGravity(I)V': (vm, self: JavaObject, gravity: number) => {
      const wish = wishOf(vm, self);
      setWishes(vm, self, {
        row: { ...wish.row, alignment: alignmentOfGravity(gravity, false) },
        column: { ...wish.column, alignment: alignmentOfGravity(gravity, true) },
      });
    },
  },
});

function setWishes(vm: Machine, self: JavaObject, wish: Wish): void {
  vm.setField(self, `rowSpec:${spec$}`, makeGridSpec(vm, wish.row));
  vm.setField(self, `columnSpec:${spec$}`, makeGridSpec(vm, wish.column));
}
