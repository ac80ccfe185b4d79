import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { attributes, obtainStyled, type Styled } from './styled.ts';
import type { ViewArguments } from './view-class.ts';
import { viewOf } from './view-state.ts';

const names = attributes(
  'id',
  'tag',
  'visibility',
  'background',
  'backgroundTint',
  'foreground',
  'foregroundGravity',
  'padding',
  'paddingHorizontal',
  'paddingVertical',
  'paddingLeft',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingStart',
  'paddingEnd',
  'minWidth',
  'minHeight',
  'clickable',
  'longClickable',
  'contextClickable',
  'focusable',
  'focusableInTouchMode',
  'enabled',
  'contentDescription',
  'tooltipText',
  'alpha',
  'translationX',
  'translationY',
  'translationZ',
  'elevation',
  'rotation',
  'scaleX',
  'scaleY',
  'scrollX',
  'scrollY',
  'fitsSystemWindows',
  'keepScreenOn',
  'saveEnabled',
  'soundEffectsEnabled',
  'hapticFeedbackEnabled',
  'duplicateParentState',
  'filterTouchesWhenObscured',
  'onClick',
  'transitionName',
  'layoutDirection',
  'textAlignment',
  'textDirection',
  'overScrollMode',
  'scrollbarStyle',
  'importantForAccessibility',
  'accessibilityLiveRegion',
  'labelFor',
  'nextFocusDown',
  'nextFocusUp',
  'nextFocusLeft',
  'nextFocusRight',
  'scrollbars',
);

const visibilities = [0, 4, 8];
const focusableAuto = 0x10;

/** The View constructor's own part: what XML and styles say of any view. */
export function* initView(vm: Machine, self: JavaObject, given: ViewArguments): Steps<void> {
  const state = viewOf(self);
  state.context = given.context;
  if (!given.attributes && given.defaultStyleAttribute === 0 && given.defaultStyle === 0) return;
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.attributes,
    names,
    given.defaultStyleAttribute,
    given.defaultStyle,
  );
  state.id = styled.resourceId('id', state.id);
  state.tag = yield* styled.text('tag');
  state.visibility = visibilities[styled.int('visibility', 0)] ?? 0;
  state.minWidth = styled.sizePx('minWidth', 0);
  state.minHeight = styled.sizePx('minHeight', 0);
  state.clickable = styled.boolean('clickable', state.clickable);
  state.longClickable = styled.boolean('longClickable', state.longClickable);
  state.contextClickable = styled.boolean('contextClickable', false);
  state.focusableInTouchMode = styled.boolean('focusableInTouchMode', state.focusableInTouchMode);
  state.focusable = focusable(styled, state.clickable || state.focusableInTouchMode);
  state.enabled = styled.boolean('enabled', state.enabled);
  state.description = yield* styled.text('contentDescription');
  state.tooltip = yield* styled.text('tooltipText');
  state.transitionName = styled.string('transitionName');
  state.alpha = styled.float('alpha', 1);
  state.translationX = styled.dimensionPx('translationX', 0);
  state.translationY = styled.dimensionPx('translationY', 0);
  state.translationZ = styled.dimensionPx('translationZ', 0);
  state.elevation = styled.dimensionPx('elevation', 0);
  state.rotation = styled.float('rotation', 0);
  state.scaleX = styled.float('scaleX', 1);
  state.scaleY = styled.float('scaleY', 1);
  state.scrollX = styled.offsetPx('scrollX', 0);
  state.scrollY = styled.offsetPx('scrollY', 0);
  state.fitsSystemWindows = styled.boolean('fitsSystemWindows', false);
  state.keepScreenOn = styled.boolean('keepScreenOn', false);
  state.saveEnabled = styled.boolean('saveEnabled', true);
  state.soundEffects = styled.boolean('soundEffectsEnabled', true);
  state.hapticFeedback = styled.boolean('hapticFeedbackEnabled', true);
  state.duplicateParentState = styled.boolean('duplicateParentState', false);
  state.filterTouchesWhenObscured = styled.boolean('filterTouchesWhenObscured', false);
  state.textAlignment = styled.int('textAlignment', state.textAlignment);
  state.textDirection = styled.int('textDirection', 0);
  state.overScrollMode = styled.int('overScrollMode', state.overScrollMode);
  state.scrollBarStyle = styled.int('scrollbarStyle', 0);
  state.importantForAccessibility = styled.int('importantForAccessibility', 0);
  state.accessibilityLiveRegion = styled.int('accessibilityLiveRegion', 0);
  state.labelFor = styled.resourceId('labelFor', -1);
  state.nextFocusDown = styled.resourceId('nextFocusDown', -1);
  state.nextFocusUp = styled.resourceId('nextFocusUp', -1);
  state.nextFocusLeft = styled.resourceId('nextFocusLeft', -1);
  state.nextFocusRight = styled.resourceId('nextFocusRight', -1);
  state.foregroundGravity = styled.int('foregroundGravity', state.foregroundGravity);
  state.verticalScrollBar = (styled.int('scrollbars', 0) & 0x200) !== 0;
  state.horizontalScrollBar = (styled.int('scrollbars', 0) & 0x100) !== 0;
  yield* initAppearance(vm, self, styled);
  yield* initPadding(vm, self, styled);
  const onClick = styled.string('onClick');
  if (onClick) {
    state.listeners.set('OnClickListener', declaredListener(vm, self, onClick.value));
    state.clickable = true;
  }
}

const touchNames = attributes('clickable', 'focusable', 'longClickable');

/** For widgets that take presses by themselves: they do, unless the element or a style says no. */
export function* takePresses(vm: Machine, self: JavaObject, given: ViewArguments): Steps<void> {
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.attributes,
    touchNames,
    given.defaultStyleAttribute,
    given.defaultStyle,
  );
  viewOf(self).clickable = styled.boolean('clickable', true);
  viewOf(self).focusable = focusable(styled, true);
}

function focusable(styled: Styled, whenAuto: boolean): boolean {
  if (!styled.has('focusable')) return whenAuto;
  // `auto` is an enum value, true and false are booleans.
  if (styled.kind('focusable') !== 'integer') return styled.boolean('focusable', whenAuto);
  const value = styled.int('focusable', focusableAuto);
  return value === focusableAuto ? whenAuto : value !== 0;
}

function* initAppearance(vm: Machine, self: JavaObject, styled: Styled): Steps<void> {
  const background = yield* styled.drawable('background');
  if (background) yield* setBackground(vm, self, background);
  if (styled.has('backgroundTint')) {
    const tint = yield* styled.colors('backgroundTint');
    viewOf(self).backgroundTint = tint;
    if (background && tint)
      yield* vm.call(background, 'setTintList(Landroid/content/res/ColorStateList;)V', tint);
  }
  viewOf(self).foreground = yield* styled.drawable('foreground');
}

function* initPadding(vm: Machine, self: JavaObject, styled: Styled): Steps<void> {
  const state = viewOf(self);
  const all = styled.sizePx('padding', -1);
  const horizontal = all >= 0 ? all : styled.sizePx('paddingHorizontal', -1);
  const vertical = all >= 0 ? all : styled.sizePx('paddingVertical', -1);
  const left = styled.sizePx('paddingStart', styled.sizePx('paddingLeft', state.paddingLeft));
  const right = styled.sizePx('paddingEnd', styled.sizePx('paddingRight', state.paddingRight));
  const padding = [
    horizontal >= 0 ? horizontal : left,
    vertical >= 0 ? vertical : styled.sizePx('paddingTop', state.paddingTop),
    horizontal >= 0 ? horizontal : right,
    vertical >= 0 ? vertical : styled.sizePx('paddingBottom', state.paddingBottom),
  ] as const;
  if (
    padding[0] !== state.paddingLeft ||
    padding[1] !== state.paddingTop ||
    padding[2] !== state.paddingRight ||
    padding[3] !== state.paddingBottom
  )
    yield* vm.call(self, 'setPadding(IIII)V', ...padding);
}

/** View.setBackground: the drawable's own padding becomes the view's. */
export function* setBackground(vm: Machine, self: JavaObject, drawable: JavaObject | null): Steps<void> {
  const state = viewOf(self);
  if (state.background === drawable) return;
  if (state.background)
    yield* vm.call(state.background, 'setCallback(Landroid/graphics/drawable/Drawable$Callback;)V', null);
  state.background = drawable;
  if (!drawable) return;
  const padding = yield* vm.construct('android/graphics/Rect', '()V');
  const hasPadding = yield* vm.call<boolean>(drawable, 'getPadding(Landroid/graphics/Rect;)Z', padding);
  if (hasPadding) {
    const [left, top, right, bottom] = (['left', 'top', 'right', 'bottom'] as const).map(
      (side) => vm.getField(padding, `${side}:I`) as number,
    );
    yield* vm.call(self, 'setPadding(IIII)V', left, top, right, bottom);
  }
  yield* vm.call(drawable, 'setCallback(Landroid/graphics/drawable/Drawable$Callback;)V', self);
}

/** android:onClick: the method is looked up in the context when the view is pressed, as Android does. */
function declaredListener(vm: Machine, self: JavaObject, methodName: string): JavaObject {
  const made = vm.newObject<{ view: JavaObject; methodName: string }>(
    'android/view/View$DeclaredOnClickListener',
  );
  made.peer = { view: self, methodName };
  return made;
}
