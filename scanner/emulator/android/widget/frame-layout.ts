import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import {
  isParamsOf,
  marginParamsClass,
  marginsOf,
  paramInt,
  paramSize,
  setParamInt,
} from '../view/layout-params.ts';
import { EXACTLY, MATCH_PARENT, childSpec, resolveSizeAndState, specMode } from '../view/measure-spec.ts';
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
import { childrenOf, viewOf, viewPart } from '../view/view-state.ts';
import { horizontalOf, place, verticalOf } from './gravity.ts';

const paramsName = 'android/widget/FrameLayout$LayoutParams';
const measureChildWithMargins = 'measureChildWithMargins(Landroid/view/View;IIII)V';
const noGravity = -1;
const topStart = 0x30 | 3;

export const frameOf = viewPart(() => ({ measureAllChildren: false, foregroundInPadding: true }));

/** FrameLayout.onMeasure. */
export function* measureFrame(
  vm: Machine,
  self: JavaObject,
  widthSpec: number,
  heightSpec: number,
): Steps<void> {
  const state = viewOf(self);
  const { measureAllChildren } = frameOf(self);
  const matchLater = specMode(widthSpec) !== EXACTLY || specMode(heightSpec) !== EXACTLY;
  let width = 0;
  let height = 0;
  let childState = 0;
  const matching: JavaObject[] = [];
  for (const child of [...childrenOf(self)]) {
    if (!measureAllChildren && viewOf(child).visibility === 8) continue;
    // Dispatched, because what scrolls overrides it to let its child be as large as it likes.
    yield* vm.call(self, measureChildWithMargins, child, widthSpec, 0, heightSpec, 0);
    const margins = marginsOf(vm, child);
    width = Math.max(width, measuredWidthOf(child) + margins.left + margins.right);
    height = Math.max(height, measuredHeightOf(child) + margins.top + margins.bottom);
    childState |= measuredStateOf(child);
    const wanted = paramSize(vm, child);
    if (matchLater && (wanted.width === MATCH_PARENT || wanted.height === MATCH_PARENT)) matching.push(child);
  }
  const horizontal = state.paddingLeft + state.paddingRight;
  const vertical = state.paddingTop + state.paddingBottom;
  const minimum = yield* suggestedMinimum(vm, self);
  width = Math.max(width + horizontal, minimum.width);
  height = Math.max(height + vertical, minimum.height);
  if (state.foreground) {
    width = Math.max(width, yield* vm.call<number>(state.foreground, 'getMinimumWidth()I'));
    height = Math.max(height, yield* vm.call<number>(state.foreground, 'getMinimumHeight()I'));
  }
  setMeasured(
    self,
    resolveSizeAndState(width, widthSpec, childState),
    resolveSizeAndState(height, heightSpec, childState << 16),
  );
  if (matching.length < 2) return;
  // Children that fill a frame whose size they did not decide alone are measured again with that size.
  for (const child of matching) {
    const wanted = paramSize(vm, child);
    const margins = marginsOf(vm, child);
    const usedX = horizontal + margins.left + margins.right;
    const usedY = vertical + margins.top + margins.bottom;
    yield* measureView(
      vm,
      child,
      wanted.width === MATCH_PARENT
        ? exactly(Math.max(0, measuredWidthOf(self) - usedX))
        : childSpec(widthSpec, usedX, wanted.width),
      wanted.height === MATCH_PARENT
        ? exactly(Math.max(0, measuredHeightOf(self) - usedY))
        : childSpec(heightSpec, usedY, wanted.height),
    );
  }
}

/** FrameLayout.onLayout: each child by its own gravity. */
export function* layoutFrame(
  vm: Machine,
  self: JavaObject,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Steps<void> {
  const { paddingLeft, paddingTop, paddingRight, paddingBottom } = viewOf(self);
  const roomX = right - left - paddingLeft - paddingRight;
  const roomY = bottom - top - paddingTop - paddingBottom;
  for (const child of [...childrenOf(self)]) {
    const { params, visibility } = viewOf(child);
    if (visibility === 8) continue;
    const margins = marginsOf(vm, child);
    const given = params && isParamsOf(params, paramsName) ? paramInt(vm, params, 'gravity') : noGravity;
    const gravity = given === noGravity ? topStart : given;
    const width = measuredWidthOf(child);
    const height = measuredHeightOf(child);
    yield* layoutChild(
      vm,
      child,
      paddingLeft + margins.left + place(horizontalOf(gravity), roomX - margins.left - margins.right, width),
      paddingTop + margins.top + place(verticalOf(gravity), roomY - margins.top - margins.bottom, height),
      width,
      height,
    );
  }
}

const paramsOf = 'Landroid/view/ViewGroup$LayoutParams;';

export const frameLayout = viewClass({
  name: 'android/widget/FrameLayout',
  super: 'android/view/ViewGroup',
  labels: 'container',
  init: function* (vm, self, given) {
    if (!given.attributes && given.defaultStyleAttribute === 0 && given.defaultStyle === 0) return;
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      frameAttributes,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    frameOf(self).measureAllChildren = styled.boolean('measureAllChildren', false);
  },
  methods: {
    'protected onMeasure(II)V': measureFrame,
    'protected onLayout(ZIIII)V': (
      vm,
      self: JavaObject,
      _changed: boolean,
      left: number,
      top: number,
      right: number,
      bottom: number,
    ) => layoutFrame(vm, self, left, top, right, bottom),
    [`generateLayoutParams(Landroid/util/AttributeSet;)${paramsOf}`]: (
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
    [`protected generateLayoutParams(${paramsOf})${paramsOf}`]: (vm, _self: JavaObject, params: JavaObject) =>
      vm.construct(paramsName, `(L${paramsName};)V`, params),
    [`protected generateDefaultLayoutParams()${paramsOf}`]: (vm) =>
      vm.construct(paramsName, '(II)V', MATCH_PARENT, MATCH_PARENT),
    [`protected checkLayoutParams(${paramsOf})Z`]: (_vm, _self: JavaObject, params: JavaObject | null) =>
      isParamsOf(params, paramsName),
    'setMeasureAllChildren(Z)V': (_vm, self: JavaObject, all: boolean) => {
      frameOf(self).measureAllChildren = all;
    },
    'getMeasureAllChildren()Z': (_vm, self: JavaObject) => frameOf(self).measureAllChildren,
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.FrameLayout',
  },
});

const frameAttributes = attributes('measureAllChildren');

export const frameLayoutParams = marginParamsClass({
  name: paramsName,
  fields: { 'gravity:I': 0 },
  read: attributes('layout_gravity'),
  prepare: (vm, self) => setParamInt(vm, self, 'gravity', noGravity),
  init: (vm, self, styled) => setParamInt(vm, self, 'gravity', styled.int('layout_gravity', noGravity)),
  copy: (vm, self, source) => setParamInt(vm, self, 'gravity', paramInt(vm, source, 'gravity')),
  methods: {
    '<init>(III)V': (vm, self: JavaObject, width: number, height: number, gravity: number) => {
      setParamInt(vm, self, 'width', width);
      setParamInt(vm, self, 'height', height);
      setParamInt(vm, self, 'gravity', gravity);
    },
  },
});
