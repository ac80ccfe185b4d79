import type { JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { paramSize } from '../../view/layout-params.ts';
import { MATCH_PARENT, UNSPECIFIED, WRAP_CONTENT, childSpec, makeSpec } from '../../view/measure-spec.ts';
import { exactly, layoutChild, measureView, measuredHeightOf } from '../../view/view-layout.ts';
import { childListOf, childrenOf, heightOf, viewOf, widthOf } from '../../view/view-state.ts';
import { attachToWindow, detachFromWindow } from '../../view/view-tree.ts';
import { listOf } from './list-state.ts';

const params$ = 'Landroid/view/ViewGroup$LayoutParams;';
const getView = 'getView(ILandroid/view/View;Landroid/view/ViewGroup;)Landroid/view/View;';
const FIXED_TYPE = -2;

/** Counts the items anew. */
export function* recount(vm: Machine, list: JavaObject): Steps<void> {
  const state = listOf(list);
  const own = state.adapter ? yield* vm.call<number>(state.adapter, 'getCount()I') : 0;
  state.count = own + state.headers.length + state.footers.length;
}

/** Position in the adapter; negative for headers, beyond its count for footers. */
export const adapterPosition = (list: JavaObject, position: number): number =>
  position - listOf(list).headers.length;

function fixedRow(list: JavaObject, position: number) {
  const { headers, footers, count } = listOf(list);
  return headers[position] ?? footers[position - (count - footers.length)];
}

/** The view of a position: the one that shows it, else one from the adapter, made over an unused one where it can be. */
export function* obtain(vm: Machine, list: JavaObject, position: number): Steps<JavaObject> {
  const state = listOf(list);
  const fixed = fixedRow(list, position);
  if (fixed) {
    state.typeOf.set(fixed.view, FIXED_TYPE);
    return yield* withParams(vm, list, fixed.view);
  }
  const at = adapterPosition(list, position);
  const type = yield* vm.call<number>(state.adapter, 'getItemViewType(I)I', at);
  const unused = state.scrap.get(type)?.pop() ?? null;
  const view = yield* vm.call<JavaObject | null>(state.adapter, getView, at, unused, list);
  if (!view) return vm.throwNew('java/lang/NullPointerException', 'The adapter gave no view');
  state.typeOf.set(view, type);
  return yield* withParams(vm, list, view);
}

function* withParams(vm: Machine, list: JavaObject, view: JavaObject): Steps<JavaObject> {
  const { params } = viewOf(view);
  viewOf(view).params ??= yield* vm.call<JavaObject>(list, `generateDefaultLayoutParams()${params$}`);
  if (params && !(yield* vm.call<boolean>(list, `checkLayoutParams(${params$})Z`, params)))
    viewOf(view).params = yield* vm.call<JavaObject>(
      list,
      `generateLayoutParams(${params$})${params$}`,
      params,
    );
  return view;
}

export function columnWidth(list: JavaObject, innerWidthPx: number): number {
  const { columns, horizontalGapPx } = listOf(list);
  return Math.trunc((innerWidthPx - horizontalGapPx * (columns - 1)) / columns);
}

export function* measureRow(vm: Machine, view: JavaObject, widthPx: number): Steps<number> {
  const { width, height } = paramSize(vm, view);
  yield* measureView(
    vm,
    view,
    childSpec(exactly(widthPx), 0, width === WRAP_CONTENT ? MATCH_PARENT : width),
    height > 0 ? exactly(height) : makeSpec(0, UNSPECIFIED),
  );
  return measuredHeightOf(view);
}

function* putIn(vm: Machine, list: JavaObject, view: JavaObject, index: number): Steps<void> {
  const children = childListOf(list);
  children.splice(index, 0, view);
  viewOf(view).parent = list;
  const { attach } = viewOf(list);
  if (attach) yield* attachToWindow(vm, view, attach);
}

function* takeOut(vm: Machine, list: JavaObject, view: JavaObject): Steps<void> {
  const state = listOf(list);
  const children = childListOf(list);
  const at = children.indexOf(view);
  if (at >= 0) children.splice(at, 1);
  yield* detachFromWindow(vm, view);
  viewOf(view).parent = null;
  viewOf(view).pressed = false;
  state.positions.delete(view);
  const type = state.typeOf.get(view) ?? -1;
  if (type < 0) return;
  const pool = state.scrap.get(type) ?? [];
  pool.push(view);
  state.scrap.set(type, pool);
}

/** Shows choices on rows that can show them. */
function* applyChecked(vm: Machine, list: JavaObject, view: JavaObject, position: number): Steps<void> {
  const { choiceMode, checked } = listOf(list);
  if (choiceMode === 0) return;
  const isChecked = checked.has(position);
  for (const ancestor of view.cls.ancestors) {
    if (ancestor.name !== 'android/widget/Checkable') continue;
    yield* vm.call(view, 'setChecked(Z)V', isChecked);
    return;
  }
  viewOf(view).activated = isChecked;
}

const mostRows = 500;

/**
 * AbsListView.layoutChildren: rows from the first position until the room is full. What scrolled out is kept for use
 * anew; after a change of data every row is asked for again.
 */
export function* fillList(vm: Machine, list: JavaObject): Steps<void> {
  const state = listOf(list);
  yield* recount(vm, list);
  if (state.dataChanged) {
    state.dataChanged = false;
    for (const view of [...childrenOf(list)]) yield* takeOut(vm, list, view);
    if (state.first >= state.count) Object.assign(state, { first: 0, offsetPx: 0 });
  }
  const { paddingLeft, paddingTop, paddingRight, paddingBottom } = viewOf(list);
  const roomX = widthOf(list) - paddingLeft - paddingRight;
  const bottom = heightOf(list) - paddingBottom;
  const width = columnWidth(list, roomX);
  if (width <= 0 || bottom <= 0) return;
  yield* normalise(vm, list, width);
  let y = paddingTop - state.offsetPx;
  let position = state.first;
  const shown: JavaObject[] = [];
  while (position < state.count && y < bottom && shown.length < mostRows) {
    let tallest = 0;
    for (let column = 0; column < state.columns && position < state.count; column++, position++) {
      const view = yield* rowAt(vm, list, position, shown);
      tallest = Math.max(tallest, yield* measureRow(vm, view, width));
      const x = paddingLeft + column * (width + state.horizontalGapPx);
      yield* layoutChild(vm, view, x, y, width, measuredHeightOf(view));
      yield* applyChecked(vm, list, view, position);
    }
    y += tallest + state.dividerPx;
  }
  for (const view of childrenOf(list).filter((each) => !shown.includes(each))) yield* takeOut(vm, list, view);
}

function* rowAt(vm: Machine, list: JavaObject, position: number, shown: JavaObject[]): Steps<JavaObject> {
  const state = listOf(list);
  const known = childrenOf(list).find((view) => state.positions.get(view) === position);
  const view = known ?? (yield* obtain(vm, list, position));
  if (!known) {
    yield* putIn(vm, list, view, Math.min(shown.length, childrenOf(list).length));
    state.positions.set(view, position);
  }
  shown.push(view);
  return view;
}

/** Makes `first` and `offsetPx` agree: the first row is one of which something is seen. */
function* normalise(vm: Machine, list: JavaObject, width: number): Steps<void> {
  const state = listOf(list);
  const rowHeight = function* (position: number): Steps<number> {
    const known = childrenOf(list).find((view) => state.positions.get(view) === position);
    const view = known ?? (yield* obtain(vm, list, position));
    const height = (yield* measureRow(vm, view, width)) + state.dividerPx;
    if (!known) {
      const type = state.typeOf.get(view) ?? -1;
      if (type >= 0) state.scrap.set(type, [...(state.scrap.get(type) ?? []), view]);
    }
    return height;
  };
  while (state.offsetPx < 0 && state.first >= state.columns) {
    state.first -= state.columns;
    state.offsetPx += yield* rowHeight(state.first);
  }
  if (state.offsetPx < 0) state.offsetPx = 0;
  while (state.offsetPx > 0 && state.first + state.columns < state.count) {
    const height = yield* rowHeight(state.first);
    if (state.offsetPx < height) break;
    state.offsetPx -= height;
    state.first += state.columns;
  }
}

/** Moves the content by pixels (positive: on towards the end), not beyond its ends. Answers what it moved. */
export function* scrollList(vm: Machine, list: JavaObject, byPx: number): Steps<number> {
  const state = listOf(list);
  const before = { first: state.first, offsetPx: state.offsetPx };
  state.offsetPx += byPx;
  yield* fillList(vm, list);
  const last = childrenOf(list).at(-1);
  if (byPx > 0 && last && state.positions.get(last) === state.count - 1) {
    const { bottom } = viewOf(last);
    const room = heightOf(list) - viewOf(list).paddingBottom;
    if (bottom < room) {
      state.offsetPx -= room - bottom;
      yield* fillList(vm, list);
    }
  }
  const moved = state.first !== before.first || state.offsetPx !== before.offsetPx;
  if (moved) yield* tellScroll(vm, list);
  return moved ? byPx : 0;
}

export function* tellScroll(vm: Machine, list: JavaObject): Steps<void> {
  const { onScroll, first, count } = listOf(list);
  if (onScroll)
    yield* vm.call(
      onScroll,
      'onScroll(Landroid/widget/AbsListView;III)V',
      list,
      first,
      childrenOf(list).length,
      count,
    );
}

/** Whether there is more to see below (1) or above (-1). */
export function canScrollList(list: JavaObject, direction: number): boolean {
  const state = listOf(list);
  if (direction < 0) return state.first > 0 || state.offsetPx > 0;
  const last = childrenOf(list).at(-1);
  if (!last) return false;
  return (
    (state.positions.get(last) ?? 0) < state.count - 1 ||
    viewOf(last).bottom > heightOf(list) - viewOf(list).paddingBottom
  );
}
