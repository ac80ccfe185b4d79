import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import {
  isParamsOf,
  marginParamsClass,
  marginsOf,
  paramFloat,
  paramInt,
  paramSize,
  setParamInt,
} from '../view/layout-params.ts';
import {
  EXACTLY,
  MATCH_PARENT,
  UNSPECIFIED,
  WRAP_CONTENT,
  childSpec,
  resolveSizeAndState,
  specMode,
} from '../view/measure-spec.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import {
  exactly,
  layoutChild,
  measureView,
  measuredHeightOf,
  measuredStateOf,
  measuredWidthOf,
  setMeasured,
  suggestedMinimum,
} from '../view/view-layout.ts';
import { MEASURED_SIZE_MASK, childrenOf, viewOf, viewPart } from '../view/view-state.ts';
import { hasHorizontal, hasVertical, horizontalOf, place, verticalOf } from './gravity.ts';

const paramsName = 'android/widget/LinearLayout$LayoutParams';
const HORIZONTAL = 0;
const VERTICAL = 1;

export const linearOf = viewPart(() => ({
  orientation: HORIZONTAL,
  gravity: 0x30 | 0x800003,
  weightSum: -1,
  baselineAligned: true,
  baselineAlignedChild: -1,
  useLargestChild: false,
  divider: null as JavaObject | null,
  dividerWidth: 0,
  dividerHeight: 0,
  showDividers: 0,
  dividerPadding: 0,
}));

function weightOf(vm: Machine, child: JavaObject): number {
  const { params } = viewOf(child);
  return params && isParamsOf(params, paramsName) ? paramFloat(vm, params, 'weight') : 0;
}

/** The two axes of a layout: `main` is the one that children follow each other on. */
type Axes = {
  readonly vertical: boolean;
  readonly mainSize: (view: JavaObject) => number;
  readonly crossSize: (view: JavaObject) => number;
};

const axesOf = (vertical: boolean): Axes => ({
  vertical,
  mainSize: vertical ? measuredHeightOf : measuredWidthOf,
  crossSize: vertical ? measuredWidthOf : measuredHeightOf,
});

function dividerSize(self: JavaObject): number {
  const { divider, dividerWidth, dividerHeight, orientation } = linearOf(self);
  return divider ? (orientation === VERTICAL ? dividerHeight : dividerWidth) : 0;
}

const SHOW_BEGINNING = 1;
const SHOW_MIDDLE = 2;
const SHOW_END = 4;

/** Whether a divider comes before the child at an index of the visible ones; `count` stands for the end. */
function hasDividerBefore(self: JavaObject, index: number, count: number): boolean {
  const { showDividers, divider } = linearOf(self);
  if (!divider) return false;
  if (index === 0) return (showDividers & SHOW_BEGINNING) !== 0;
  return (showDividers & (index === count ? SHOW_END : SHOW_MIDDLE)) !== 0;
}

/** LinearLayout.onMeasure, both orientations: first by content, then the rest by weight, then what fills the other axis. */
function* measureLinear(vm: Machine, self: JavaObject, widthSpec: number, heightSpec: number): Steps<void> {
  const state = viewOf(self);
  const linear = linearOf(self);
  const axes = axesOf(linear.orientation === VERTICAL);
  const mainSpec = axes.vertical ? heightSpec : widthSpec;
  const crossSpec = axes.vertical ? widthSpec : heightSpec;
  const mainPadding = axes.vertical
    ? state.paddingTop + state.paddingBottom
    : state.paddingLeft + state.paddingRight;
  const crossPadding = axes.vertical
    ? state.paddingLeft + state.paddingRight
    : state.paddingTop + state.paddingBottom;
  const wantsMain = (child: JavaObject) => paramSize(vm, child)[axes.vertical ? 'height' : 'width'];
  const wantsCross = (child: JavaObject) => paramSize(vm, child)[axes.vertical ? 'width' : 'height'];
  const mainMargins = (child: JavaObject) => {
    const m = marginsOf(vm, child);
    return axes.vertical ? m.top + m.bottom : m.left + m.right;
  };
  const crossMargins = (child: JavaObject) => {
    const m = marginsOf(vm, child);
    return axes.vertical ? m.left + m.right : m.top + m.bottom;
  };
  const visible = childrenOf(self).filter((child) => viewOf(child).visibility !== 8);
  const isExact = specMode(mainSpec) === EXACTLY;

  let total = 0;
  let weights = 0;
  let childState = 0;
  let skipped = false;
  let consumed = 0;
  const byWeightOnly = new Set<JavaObject>();
  for (const [index, child] of visible.entries()) {
    if (hasDividerBefore(self, index, visible.length)) total += dividerSize(self);
    const weight = weightOf(vm, child);
    weights += weight;
    const onlyWeight = wantsMain(child) === 0 && weight > 0;
    if (isExact && onlyWeight) {
      // Its size comes from the weight alone, so it need not be measured yet.
      total += mainMargins(child);
      skipped = true;
      byWeightOnly.add(child);
      continue;
    }
    const { params } = viewOf(child);
    if (onlyWeight && params) setParamInt(vm, params, axes.vertical ? 'height' : 'width', WRAP_CONTENT);
    const used = weights === 0 ? total : 0;
    yield* vm.call(
      self,
      'measureChildWithMargins(Landroid/view/View;IIII)V',
      child,
      widthSpec,
      axes.vertical ? 0 : used,
      heightSpec,
      axes.vertical ? used : 0,
    );
    if (onlyWeight && params) {
      setParamInt(vm, params, axes.vertical ? 'height' : 'width', 0);
      consumed += axes.mainSize(child);
      byWeightOnly.add(child);
    }
    total = Math.max(total, total + axes.mainSize(child) + mainMargins(child));
    childState |= measuredStateOf(child);
  }
  if (visible.length > 0 && hasDividerBefore(self, visible.length, visible.length))
    total += dividerSize(self);
  if (linear.useLargestChild && !isExact) total = largestTotal(vm, visible, axes, mainMargins, total);

  total += mainPadding;
  const minimum = yield* suggestedMinimum(vm, self);
  const mainAndState = resolveSizeAndState(
    Math.max(total, axes.vertical ? minimum.height : minimum.width),
    mainSpec,
    0,
  );
  const main = mainAndState & MEASURED_SIZE_MASK;
  let remaining = main - total + consumed;
  if (skipped || (remaining !== 0 && weights > 0)) {
    let sum = linear.weightSum > 0 ? linear.weightSum : weights;
    for (const child of visible) {
      const weight = weightOf(vm, child);
      if (weight > 0) {
        const share = Math.trunc((weight * remaining) / sum);
        remaining -= share;
        sum -= weight;
        const size = byWeightOnly.has(child) ? share : axes.mainSize(child) + share;
        yield* measureWeighted(vm, child, axes, exactly(Math.max(0, size)), crossSpec, {
          padding: crossPadding + crossMargins(child),
          wanted: wantsCross(child),
        });
      }
      childState |= measuredStateOf(child);
    }
  }
  const used = visible.reduce((sum, child) => sum + axes.mainSize(child) + mainMargins(child), 0);

  let cross = 0;
  let allMatch = true;
  const matching: JavaObject[] = [];
  const baselines = axes.vertical ? undefined : yield* baselineRoom(vm, self, visible);
  for (const child of visible) {
    const matches = wantsCross(child) === MATCH_PARENT && specMode(crossSpec) !== EXACTLY;
    if (matches) matching.push(child);
    allMatch &&= wantsCross(child) === MATCH_PARENT;
    cross = Math.max(cross, axes.crossSize(child) + crossMargins(child));
  }
  if (!allMatch) {
    // What would fill the layout has no say in its size while something else has.
    const deciding = visible.filter((child) => !matching.includes(child));
    cross = deciding.reduce(
      (most, child) => Math.max(most, axes.crossSize(child) + crossMargins(child)),
      matching.length > 0 && deciding.length > 0 ? 0 : cross,
    );
    for (const child of matching) cross = Math.max(cross, crossMargins(child));
  }
  cross = Math.max(cross, baselines ?? 0) + crossPadding;
  cross = Math.max(cross, axes.vertical ? minimum.width : minimum.height);
  const crossAndState = resolveSizeAndState(cross, crossSpec, axes.vertical ? childState : childState << 16);
  if (axes.vertical) setMeasured(self, crossAndState, mainAndState);
  else setMeasured(self, mainAndState, crossAndState);
  if (weights > 0 && !isExact && specMode(mainSpec) === UNSPECIFIED && used + mainPadding > main) {
    const grown = resolveSizeAndState(used + mainPadding, mainSpec, 0);
    if (axes.vertical) setMeasured(self, crossAndState, grown);
    else setMeasured(self, grown, crossAndState);
  }
  const crossSize = crossAndState & MEASURED_SIZE_MASK;
  for (const child of matching) {
    const crossChild = exactly(Math.max(0, crossSize - crossPadding - crossMargins(child)));
    const mainChild = exactly(axes.mainSize(child));
    if (axes.vertical) yield* measureView(vm, child, crossChild, mainChild);
    else yield* measureView(vm, child, mainChild, crossChild);
  }
}

function largestTotal(
  _vm: Machine,
  visible: readonly JavaObject[],
  axes: Axes,
  margins: (child: JavaObject) => number,
  total: number,
): number {
  const largest = Math.max(0, ...visible.map(axes.mainSize));
  const all = visible.reduce((sum, child) => sum + largest + margins(child), 0);
  return Math.max(total, all);
}

function* measureWeighted(
  vm: Machine,
  child: JavaObject,
  axes: Axes,
  mainSpec: number,
  crossSpec: number,
  cross: { readonly padding: number; readonly wanted: number },
): Steps<void> {
  const crossChild = childSpec(crossSpec, cross.padding, cross.wanted);
  if (axes.vertical) yield* measureView(vm, child, crossChild, mainSpec);
  else yield* measureView(vm, child, mainSpec, crossChild);
}

function isBaselineAligned(vm: Machine, self: JavaObject, child: JavaObject): boolean {
  if (!linearOf(self).baselineAligned || linearOf(self).orientation === VERTICAL) return false;
  return paramSize(vm, child).height !== MATCH_PARENT;
}

function gravityOf(vm: Machine, child: JavaObject): number {
  const { params } = viewOf(child);
  return params && isParamsOf(params, paramsName) ? paramInt(vm, params, 'gravity') : -1;
}

/** Height that children need whose text stands on one line, and where that line is. */
function* baselineRoom(
  vm: Machine,
  self: JavaObject,
  visible: readonly JavaObject[],
): Steps<number | undefined> {
  const { ascent, descent, count } = yield* baselineOf(vm, self, visible);
  return count === 0 ? undefined : ascent + descent;
}

function* baselineOf(
  vm: Machine,
  self: JavaObject,
  visible: readonly JavaObject[],
): Steps<{ ascent: number; descent: number; count: number }> {
  let ascent = 0;
  let descent = 0;
  let count = 0;
  if (!linearOf(self).baselineAligned) return { ascent, descent, count };
  for (const child of visible) {
    if (!isBaselineAligned(vm, self, child)) continue;
    const own = gravityOf(vm, child);
    const gravity = own >= 0 ? own : linearOf(self).gravity;
    if (verticalOf(gravity) !== 'start') continue;
    const baseline = yield* vm.call<number>(child, 'getBaseline()I');
    if (baseline < 0) continue;
    const margins = marginsOf(vm, child);
    ascent = Math.max(ascent, baseline + margins.top);
    descent = Math.max(descent, measuredHeightOf(child) - baseline + margins.bottom);
    count++;
  }
  return { ascent, descent, count };
}

function* layoutLinear(vm: Machine, self: JavaObject, width: number, height: number): Steps<void> {
  const state = viewOf(self);
  const { orientation, gravity } = linearOf(self);
  const vertical = orientation === VERTICAL;
  const visible = childrenOf(self).filter((child) => viewOf(child).visibility !== 8);
  let total = 0;
  for (const [index, child] of visible.entries()) {
    const m = marginsOf(vm, child);
    total += vertical
      ? measuredHeightOf(child) + m.top + m.bottom
      : measuredWidthOf(child) + m.left + m.right;
    if (hasDividerBefore(self, index, visible.length)) total += dividerSize(self);
  }
  const roomX = width - state.paddingLeft - state.paddingRight;
  const roomY = height - state.paddingTop - state.paddingBottom;
  let at = vertical
    ? state.paddingTop + place(verticalOf(gravity), roomY, total)
    : state.paddingLeft + place(horizontalOf(gravity), roomX, total);
  const { ascent } = vertical ? { ascent: 0 } : yield* baselineOf(vm, self, visible);
  for (const [index, child] of visible.entries()) {
    if (hasDividerBefore(self, index, visible.length)) at += dividerSize(self);
    const m = marginsOf(vm, child);
    const childWidth = measuredWidthOf(child);
    const childHeight = measuredHeightOf(child);
    const given = gravityOf(vm, child);
    const own = given < 0 ? gravity : given;
    if (vertical) {
      const x = state.paddingLeft + m.left + place(horizontalOf(own), roomX - m.left - m.right, childWidth);
      at += m.top;
      yield* layoutChild(vm, child, x, at, childWidth, childHeight);
      at += childHeight + m.bottom;
    } else {
      let y = state.paddingTop + m.top + place(verticalOf(own), roomY - m.top - m.bottom, childHeight);
      if (isBaselineAligned(vm, self, child) && verticalOf(own) === 'start') {
        const baseline = yield* vm.call<number>(child, 'getBaseline()I');
        if (baseline >= 0) y = state.paddingTop + ascent - baseline;
      }
      at += m.left;
      yield* layoutChild(vm, child, at, y, childWidth, childHeight);
      at += childWidth + m.right;
    }
  }
}

const paramsOf = 'Landroid/view/ViewGroup$LayoutParams;';
const linearAttributes = attributes(
  'orientation',
  'gravity',
  'weightSum',
  'baselineAligned',
  'baselineAlignedChildIndex',
  'measureWithLargestChild',
  'divider',
  'showDividers',
  'dividerPadding',
);

function* setDivider(vm: Machine, self: JavaObject, divider: JavaObject | null): Steps<void> {
  const linear = linearOf(self);
  linear.divider = divider;
  linear.dividerWidth = divider ? yield* vm.call<number>(divider, 'getIntrinsicWidth()I') : 0;
  linear.dividerHeight = divider ? yield* vm.call<number>(divider, 'getIntrinsicHeight()I') : 0;
}

function* set(vm: Machine, self: JavaObject, change: Partial<ReturnType<typeof linearOf>>): Steps<void> {
  Object.assign(linearOf(self), change);
  yield* vm.call(self, 'requestLayout()V');
}

export const linearLayout = viewClass({
  name: 'android/widget/LinearLayout',
  super: 'android/view/ViewGroup',
  labels: 'container',
  init: function* (vm, self, given) {
    const linear = linearOf(self);
    if (!given.attributes && given.defaultStyleAttribute === 0 && given.defaultStyle === 0) return;
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      linearAttributes,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    linear.orientation = styled.int('orientation', HORIZONTAL);
    linear.gravity = withDefaults(styled.int('gravity', linear.gravity));
    linear.weightSum = styled.float('weightSum', -1);
    linear.baselineAligned = styled.boolean('baselineAligned', true);
    linear.baselineAlignedChild = styled.int('baselineAlignedChildIndex', -1);
    linear.useLargestChild = styled.boolean('measureWithLargestChild', false);
    linear.showDividers = styled.int('showDividers', 0);
    linear.dividerPadding = styled.sizePx('dividerPadding', 0);
    yield* setDivider(vm, self, yield* styled.drawable('divider'));
  },
  methods: {
    'protected onMeasure(II)V': measureLinear,
    'protected onLayout(ZIIII)V': (
      vm,
      self: JavaObject,
      _changed: boolean,
      left: number,
      top: number,
      right: number,
      bottom: number,
    ) => layoutLinear(vm, self, right - left, bottom - top),
    'getOrientation()I': (_vm, self: JavaObject) => linearOf(self).orientation,
    'setOrientation(I)V': (vm, self: JavaObject, orientation: number) => set(vm, self, { orientation }),
    'getGravity()I': (_vm, self: JavaObject) => linearOf(self).gravity,
    'setGravity(I)V': (vm, self: JavaObject, gravity: number) =>
      set(vm, self, { gravity: withDefaults(gravity) }),
    'setHorizontalGravity(I)V': (vm, self: JavaObject, gravity: number) =>
      set(vm, self, { gravity: (linearOf(self).gravity & ~0x800007) | (gravity & 0x800007) }),
    'setVerticalGravity(I)V': (vm, self: JavaObject, gravity: number) =>
      set(vm, self, { gravity: (linearOf(self).gravity & ~0x70) | (gravity & 0x70) }),
    'getWeightSum()F': (_vm, self: JavaObject) => linearOf(self).weightSum,
    'setWeightSum(F)V': (vm, self: JavaObject, weightSum: number) => set(vm, self, { weightSum }),
    'isBaselineAligned()Z': (_vm, self: JavaObject) => linearOf(self).baselineAligned,
    'setBaselineAligned(Z)V': (vm, self: JavaObject, baselineAligned: boolean) =>
      set(vm, self, { baselineAligned }),
    'setBaselineAlignedChildIndex(I)V': (vm, self: JavaObject, baselineAlignedChild: number) =>
      set(vm, self, { baselineAlignedChild }),
    'setMeasureWithLargestChildEnabled(Z)V': (vm, self: JavaObject, useLargestChild: boolean) =>
      set(vm, self, { useLargestChild }),
    'isMeasureWithLargestChildEnabled()Z': (_vm, self: JavaObject) => linearOf(self).useLargestChild,
    'getShowDividers()I': (_vm, self: JavaObject) => linearOf(self).showDividers,
    'setShowDividers(I)V': (vm, self: JavaObject, showDividers: number) => set(vm, self, { showDividers }),
    'setDividerPadding(I)V': (vm, self: JavaObject, dividerPadding: number) =>
      set(vm, self, { dividerPadding }),
    'getDividerPadding()I': (_vm, self: JavaObject) => linearOf(self).dividerPadding,
    'getDividerDrawable()Landroid/graphics/drawable/Drawable;': (_vm, self: JavaObject) =>
      linearOf(self).divider,
    'setDividerDrawable(Landroid/graphics/drawable/Drawable;)V': function* (
      vm,
      self: JavaObject,
      divider: JavaObject | null,
    ) {
      yield* setDivider(vm, self, divider);
      yield* vm.call(self, 'requestLayout()V');
    },
    'getBaseline()I': function* (vm, self: JavaObject) {
      const { baselineAlignedChild, orientation } = linearOf(self);
      const children = childrenOf(self);
      const child = children[baselineAlignedChild] ?? (orientation === HORIZONTAL ? children[0] : undefined);
      if (!child) return -1;
      const baseline = yield* vm.call<number>(child, 'getBaseline()I');
      return baseline < 0 ? -1 : baseline + marginsOf(vm, child).top + viewOf(self).paddingTop;
    },
    [`generateLayoutParams(Landroid/util/AttributeSet;)${paramsOf}`]: (
      vm,
      self: JavaObject,
      attributeSet: HeapObject | null,
    ) =>
      vm.construct(
        paramsName,
        '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
        viewOf(self).context,
        attributeSet,
      ),
    [`protected generateLayoutParams(${paramsOf})${paramsOf}`]: (vm, _self: JavaObject, params: JavaObject) =>
      vm.construct(paramsName, `(L${paramsName};)V`, params),
    [`protected generateDefaultLayoutParams()${paramsOf}`]: (vm, self: JavaObject) =>
      linearOf(self).orientation === HORIZONTAL
        ? vm.construct(paramsName, '(II)V', WRAP_CONTENT, WRAP_CONTENT)
        : vm.construct(paramsName, '(II)V', MATCH_PARENT, WRAP_CONTENT),
    [`protected checkLayoutParams(${paramsOf})Z`]: (_vm, _self: JavaObject, params: JavaObject | null) =>
      isParamsOf(params, paramsName),
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.LinearLayout',
  },
});

/** A gravity that says nothing of an axis means its beginning. */
function withDefaults(gravity: number): number {
  return gravity | (hasHorizontal(gravity) ? 0 : 0x800003) | (hasVertical(gravity) ? 0 : 0x30);
}

export const linearLayoutParams = marginParamsClass({
  name: paramsName,
  fields: { 'weight:F': 0, 'gravity:I': 0 },
  read: attributes('layout_weight', 'layout_gravity'),
  prepare: (vm, self) => setParamInt(vm, self, 'gravity', -1),
  init: (vm, self, styled) => {
    vm.setField(self, 'weight:F', styled.float('layout_weight', 0));
    setParamInt(vm, self, 'gravity', styled.int('layout_gravity', -1));
  },
  copy: (vm, self, source) => {
    vm.setField(self, 'weight:F', paramFloat(vm, source, 'weight'));
    setParamInt(vm, self, 'gravity', paramInt(vm, source, 'gravity'));
  },
  methods: {
    '<init>(IIF)V': (vm, self: JavaObject, width: number, height: number, weight: number) => {
      setParamInt(vm, self, 'gravity', -1);
      setParamInt(vm, self, 'width', width);
      setParamInt(vm, self, 'height', height);
      vm.setField(self, 'weight:F', weight);
    },
  },
});
