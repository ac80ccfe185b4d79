import type { HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { ignored, property, type Methods } from './accessors.ts';
import { refreshDrawableState } from './view-drawable-state.ts';
import { dropFocus } from './view-focus.ts';
import { MEASURED_SIZE_MASK, VISIBLE, heightOf, isShown, viewOf, widthOf } from './view-state.ts';

function* relayout(vm: Machine, self: JavaObject): Steps<void> {
  yield* vm.call(self, 'requestLayout()V');
}

function* notifyVisibility(vm: Machine, self: JavaObject): Steps<void> {
  yield* vm.call(self, 'onVisibilityChanged(Landroid/view/View;I)V', self, viewOf(self).visibility);
}

const number = (read: (self: JavaObject) => number) => (_vm: Machine, self: JavaObject) => read(self);

const places: Methods = {
  'getLeft()I': number((self) => viewOf(self).left),
  'getTop()I': number((self) => viewOf(self).top),
  'getRight()I': number((self) => viewOf(self).right),
  'getBottom()I': number((self) => viewOf(self).bottom),
  'getWidth()I': number(widthOf),
  'getHeight()I': number(heightOf),
  'getX()F': number((self) => viewOf(self).left + viewOf(self).translationX),
  'getY()F': number((self) => viewOf(self).top + viewOf(self).translationY),
  'getZ()F': number((self) => viewOf(self).elevation + viewOf(self).translationZ),
  'setX(F)V': (_vm, self: JavaObject, x: number) => {
    viewOf(self).translationX = x - viewOf(self).left;
  },
  'setY(F)V': (_vm, self: JavaObject, y: number) => {
    viewOf(self).translationY = y - viewOf(self).top;
  },
  'setZ(F)V': (_vm, self: JavaObject, z: number) => {
    viewOf(self).translationZ = z - viewOf(self).elevation;
  },
  'setLeft(I)V': (_vm, self: JavaObject, left: number) => {
    viewOf(self).left = left;
  },
  'setTop(I)V': (_vm, self: JavaObject, top: number) => {
    viewOf(self).top = top;
  },
  'setRight(I)V': (_vm, self: JavaObject, right: number) => {
    viewOf(self).right = right;
  },
  'setBottom(I)V': (_vm, self: JavaObject, bottom: number) => {
    viewOf(self).bottom = bottom;
  },
  'offsetLeftAndRight(I)V': (_vm, self: JavaObject, by: number) => {
    const state = viewOf(self);
    state.left += by;
    state.right += by;
  },
  'offsetTopAndBottom(I)V': (_vm, self: JavaObject, by: number) => {
    const state = viewOf(self);
    state.top += by;
    state.bottom += by;
  },
  'final getMeasuredWidth()I': number((self) => viewOf(self).measuredWidth & MEASURED_SIZE_MASK),
  'final getMeasuredHeight()I': number((self) => viewOf(self).measuredHeight & MEASURED_SIZE_MASK),
  'final getMeasuredWidthAndState()I': number((self) => viewOf(self).measuredWidth),
  'final getMeasuredHeightAndState()I': number((self) => viewOf(self).measuredHeight),
  'getPaddingLeft()I': number((self) => viewOf(self).paddingLeft),
  'getPaddingTop()I': number((self) => viewOf(self).paddingTop),
  'getPaddingRight()I': number((self) => viewOf(self).paddingRight),
  'getPaddingBottom()I': number((self) => viewOf(self).paddingBottom),
  'getPaddingStart()I': number((self) => viewOf(self).paddingLeft),
  'getPaddingEnd()I': number((self) => viewOf(self).paddingRight),
  'isPaddingRelative()Z': () => false,
  'setPadding(IIII)V': (vm, self: JavaObject, left: number, top: number, right: number, bottom: number) =>
    setPadding(vm, self, left, top, right, bottom),
  'setPaddingRelative(IIII)V': function* (
    vm,
    self: JavaObject,
    start: number,
    top: number,
    end: number,
    bottom: number,
  ) {
    yield* vm.call(self, 'setPadding(IIII)V', start, top, end, bottom);
  },
  'getScrollX()I': number((self) => viewOf(self).scrollX),
  'getScrollY()I': number((self) => viewOf(self).scrollY),
  'scrollTo(II)V': (vm, self: JavaObject, x: number, y: number) => scrollTo(vm, self, x, y),
  'scrollBy(II)V': function* (vm, self: JavaObject, x: number, y: number) {
    const { scrollX, scrollY } = viewOf(self);
    yield* vm.call(self, 'scrollTo(II)V', scrollX + x, scrollY + y);
  },
  'setScrollX(I)V': function* (vm, self: JavaObject, x: number) {
    yield* vm.call(self, 'scrollTo(II)V', x, viewOf(self).scrollY);
  },
  'setScrollY(I)V': function* (vm, self: JavaObject, y: number) {
    yield* vm.call(self, 'scrollTo(II)V', viewOf(self).scrollX, y);
  },
  'getPivotX()F': number((self) => viewOf(self).pivotX ?? widthOf(self) / 2),
  'getPivotY()F': number((self) => viewOf(self).pivotY ?? heightOf(self) / 2),
  'setPivotX(F)V': (_vm, self: JavaObject, x: number) => {
    viewOf(self).pivotX = x;
  },
  'setPivotY(F)V': (_vm, self: JavaObject, y: number) => {
    viewOf(self).pivotY = y;
  },
};

function* setPadding(
  vm: Machine,
  self: JavaObject,
  paddingLeft: number,
  paddingTop: number,
  paddingRight: number,
  paddingBottom: number,
): Steps<void> {
  const state = viewOf(self);
  if (
    state.paddingLeft === paddingLeft &&
    state.paddingTop === paddingTop &&
    state.paddingRight === paddingRight &&
    state.paddingBottom === paddingBottom
  )
    return;
  Object.assign(state, { paddingLeft, paddingTop, paddingRight, paddingBottom });
  yield* vm.call(self, 'requestLayout()V');
}

function* scrollTo(vm: Machine, self: JavaObject, x: number, y: number): Steps<void> {
  const state = viewOf(self);
  const { scrollX, scrollY } = state;
  if (scrollX === x && scrollY === y) return;
  state.scrollX = x;
  state.scrollY = y;
  yield* vm.call(self, 'onScrollChanged(IIII)V', x, y, scrollX, scrollY);
}

const flags: Methods = {
  ...property('Enabled', 'Z', 'enabled', refreshDrawableState),
  ...property('LongClickable', 'Z', 'longClickable'),
  ...property('ContextClickable', 'Z', 'contextClickable'),
  ...property('Pressed', 'Z', 'pressed', function* (vm, self) {
    yield* refreshDrawableState(vm, self);
    yield* vm.call(self, 'dispatchSetPressed(Z)V', viewOf(self).pressed);
  }),
  ...property('Hovered', 'Z', 'hovered', refreshDrawableState),
  ...property('DuplicateParentStateEnabled', 'Z', 'duplicateParentState'),
  ...property('SoundEffectsEnabled', 'Z', 'soundEffects'),
  ...property('HapticFeedbackEnabled', 'Z', 'hapticFeedback'),
  ...property('SaveEnabled', 'Z', 'saveEnabled'),
  ...property('NestedScrollingEnabled', 'Z', 'nestedScrolling'),
  ...property('VerticalScrollBarEnabled', 'Z', 'verticalScrollBar'),
  ...property('HorizontalScrollBarEnabled', 'Z', 'horizontalScrollBar'),
  ...property('AccessibilityHeading', 'Z', 'accessibilityHeading'),
  'isClickable()Z': (_vm, self: JavaObject) => viewOf(self).clickable,
  'setClickable(Z)V': (_vm, self: JavaObject, clickable: boolean) => {
    const state = viewOf(self);
    // Focusable "auto": what can be clicked can be reached by keys.
    if (clickable) state.focusable = true;
    state.clickable = clickable;
  },
  'setSelected(Z)V': function* (vm, self: JavaObject, selected: boolean) {
    if (viewOf(self).selected === selected) return;
    viewOf(self).selected = selected;
    yield* refreshDrawableState(vm, self);
    yield* vm.call(self, 'dispatchSetSelected(Z)V', selected);
  },
  'isSelected()Z': (_vm, self: JavaObject) => viewOf(self).selected,
  'setActivated(Z)V': function* (vm, self: JavaObject, activated: boolean) {
    if (viewOf(self).activated === activated) return;
    viewOf(self).activated = activated;
    yield* refreshDrawableState(vm, self);
    yield* vm.call(self, 'dispatchSetActivated(Z)V', activated);
  },
  'isActivated()Z': (_vm, self: JavaObject) => viewOf(self).activated,
  'isFocusable()Z': (_vm, self: JavaObject) => viewOf(self).focusable,
  'getFocusable()I': (_vm, self: JavaObject) => (viewOf(self).focusable ? 1 : 0),
  'setFocusable(Z)V': function* (vm, self: JavaObject, focusable: boolean) {
    viewOf(self).focusable = focusable;
    if (!focusable) viewOf(self).focusableInTouchMode = false;
    if (!focusable) yield* dropFocus(vm, self);
  },
  'setFocusable(I)V': function* (vm, self: JavaObject, focusable: number) {
    yield* vm.call(self, 'setFocusable(Z)V', focusable !== 0);
  },
  'isFocusableInTouchMode()Z': (_vm, self: JavaObject) => viewOf(self).focusableInTouchMode,
  'setFocusableInTouchMode(Z)V': (_vm, self: JavaObject, focusable: boolean) => {
    const state = viewOf(self);
    state.focusableInTouchMode = focusable;
    if (focusable) state.focusable = true;
  },
  'getVisibility()I': (_vm, self: JavaObject) => viewOf(self).visibility,
  'setVisibility(I)V': function* (vm, self: JavaObject, visibility: number) {
    const state = viewOf(self);
    if (state.visibility === visibility) return;
    const takesRoomChanged = state.visibility === 8 || visibility === 8;
    state.visibility = visibility;
    if (visibility !== VISIBLE) yield* dropFocus(vm, self);
    if (takesRoomChanged) yield* relayout(vm, self);
    if (state.attach) yield* notifyVisibility(vm, self);
  },
  'isShown()Z': (_vm, self: JavaObject) => isShown(self),
  'willNotDraw()Z': (_vm, self: JavaObject) => viewOf(self).willNotDraw,
  'setWillNotDraw(Z)V': (_vm, self: JavaObject, willNotDraw: boolean) => {
    viewOf(self).willNotDraw = willNotDraw;
  },
};

const looks: Methods = {
  ...property('Alpha', 'F', 'alpha'),
  ...property('TranslationX', 'F', 'translationX'),
  ...property('TranslationY', 'F', 'translationY'),
  ...property('TranslationZ', 'F', 'translationZ'),
  ...property('Elevation', 'F', 'elevation'),
  ...property('ScaleX', 'F', 'scaleX'),
  ...property('ScaleY', 'F', 'scaleY'),
  ...property('Rotation', 'F', 'rotation'),
  ...property('RotationX', 'F', 'rotationX'),
  ...property('RotationY', 'F', 'rotationY'),
  ...property('CameraDistance', 'F', 'cameraDistance'),
  ...property('MinimumWidth', 'I', 'minWidth', relayout),
  ...property('MinimumHeight', 'I', 'minHeight', relayout),
  ...property('OverScrollMode', 'I', 'overScrollMode'),
  ...property('ScrollBarStyle', 'I', 'scrollBarStyle'),
  ...property('ScrollBarSize', 'I', 'scrollBarSize'),
  ...property('TextAlignment', 'I', 'textAlignment', relayout),
  ...property('TextDirection', 'I', 'textDirection'),
  ...property('ImportantForAccessibility', 'I', 'importantForAccessibility'),
  ...property('ImportantForAutofill', 'I', 'importantForAutofill'),
  ...property('AccessibilityLiveRegion', 'I', 'accessibilityLiveRegion'),
  ...property('LabelFor', 'I', 'labelFor'),
  ...property('NextFocusDownId', 'I', 'nextFocusDown'),
  ...property('NextFocusUpId', 'I', 'nextFocusUp'),
  ...property('NextFocusLeftId', 'I', 'nextFocusLeft'),
  ...property('NextFocusRightId', 'I', 'nextFocusRight'),
  ...property('SystemUiVisibility', 'I', 'systemUiVisibility'),
  ...property('ForegroundGravity', 'I', 'foregroundGravity'),
  ...property('ContentDescription', 'Ljava/lang/CharSequence;', 'description'),
  ...property('TooltipText', 'Ljava/lang/CharSequence;', 'tooltip'),
  ...property('StateDescription', 'Ljava/lang/CharSequence;', 'stateDescription'),
  ...property('OutlineProvider', 'Landroid/view/ViewOutlineProvider;', 'outlineProvider'),
  ...property('StateListAnimator', 'Landroid/animation/StateListAnimator;', 'stateListAnimator'),
  'final setTransitionName(Ljava/lang/String;)V': (_vm, self: JavaObject, name: HeapObject | null) => {
    viewOf(self).transitionName = name;
  },
  'getTransitionName()Ljava/lang/String;': (_vm, self: JavaObject) => viewOf(self).transitionName,
  'getLayoutDirection()I': () => 0,
  'getRawLayoutDirection()I': () => 2,
  'setLayoutDirection(I)V': ignored,
  'canResolveLayoutDirection()Z': () => true,
  'isLayoutDirectionResolved()Z': () => true,
  'setLayerType(ILandroid/graphics/Paint;)V': (_vm, self: JavaObject, type: number) => {
    viewOf(self).layerType = type;
  },
  'getLayerType()I': (_vm, self: JavaObject) => viewOf(self).layerType,
  'getId()I': (_vm, self: JavaObject) => viewOf(self).id,
  'setId(I)V': (_vm, self: JavaObject, id: number) => {
    viewOf(self).id = id;
  },
  'getTag()Ljava/lang/Object;': (_vm, self: JavaObject) => viewOf(self).tag,
  'setTag(Ljava/lang/Object;)V': (_vm, self: JavaObject, tag: HeapObject | null) => {
    viewOf(self).tag = tag;
  },
  'getTag(I)Ljava/lang/Object;': (_vm, self: JavaObject, key: number): JavaValue =>
    viewOf(self).tags.get(key) ?? null,
  'setTag(ILjava/lang/Object;)V': (vm, self: JavaObject, key: number, tag: HeapObject | null) => {
    if (key >>> 24 < 2)
      vm.throwNew(
        'java/lang/IllegalArgumentException',
        'The key must be an application-specific resource id.',
      );
    viewOf(self).tags.set(key, tag);
  },
  'final getContext()Landroid/content/Context;': (_vm, self: JavaObject) => viewOf(self).context,
};

export const viewProperties: Methods = { ...places, ...flags, ...looks };
