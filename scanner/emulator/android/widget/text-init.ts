import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { attributes, obtainStyle, obtainStyled, type Styled } from '../view/styled.ts';
import type { ViewArguments } from '../view/view-class.ts';
import { viewOf } from '../view/view-state.ts';
import { NO_LIMIT, markTextView, textOf, type Ellipsize, type Side } from './text-state.ts';

const appearanceNames = [
  'textSize',
  'textColor',
  'textColorHint',
  'textColorLink',
  'textColorHighlight',
  'textStyle',
  'typeface',
  'fontFamily',
  'textAllCaps',
  'letterSpacing',
  'textFontWeight',
] as const;
const appearance = attributes(...appearanceNames);
const whole = attributes(
  ...appearanceNames,
  'textAppearance',
  'text',
  'hint',
  'gravity',
  'singleLine',
  'lines',
  'maxLines',
  'minLines',
  'ellipsize',
  'maxWidth',
  'maxHeight',
  'minWidth',
  'minHeight',
  'width',
  'height',
  'ems',
  'maxEms',
  'minEms',
  'lineSpacingExtra',
  'lineSpacingMultiplier',
  'includeFontPadding',
  'drawableLeft',
  'drawableTop',
  'drawableRight',
  'drawableBottom',
  'drawableStart',
  'drawableEnd',
  'drawablePadding',
  'drawableTint',
  'inputType',
  'password',
  'imeOptions',
  'autoLink',
  'linksClickable',
  'textIsSelectable',
  'textScaleX',
  'cursorVisible',
  'freezesText',
  'bufferType',
  'maxLength',
);
const appearanceOnly = attributes('textAppearance');

const ellipsizes: readonly Ellipsize[] = ['none', 'start', 'middle', 'end', 'marquee'];
const bufferTypes = ['normal', 'spannable', 'editable'] as const;

/** Size, colours and style of text, from a text appearance or the element itself. */
export function* applyAppearance(self: JavaObject, styled: Styled): Steps<void> {
  const state = textOf(self);
  state.sizePx = styled.sizePx('textSize', state.sizePx);
  state.colors = (yield* styled.colors('textColor')) ?? state.colors;
  state.hintColors = (yield* styled.colors('textColorHint')) ?? state.hintColors;
  state.linkColors = (yield* styled.colors('textColorLink')) ?? state.linkColors;
  state.highlightColor = yield* styled.color('textColorHighlight', state.highlightColor);
  if (styled.has('textStyle') || styled.has('textFontWeight')) {
    const style = styled.int('textStyle', 0);
    state.bold = (style & 1) !== 0 || styled.int('textFontWeight', 400) >= 600;
    state.italic = (style & 2) !== 0;
  }
  const family = styled.string('fontFamily')?.value ?? '';
  if (styled.int('typeface', 0) === 3 || family.startsWith('monospace')) state.family = 'monospace';
  else if (styled.int('typeface', 0) === 2 || family === 'serif') state.family = 'serif';
  if (family.endsWith('-medium') || family.endsWith('-black')) state.bold = true;
  state.allCaps = styled.boolean('textAllCaps', state.allCaps);
  state.letterSpacing = styled.float('letterSpacing', state.letterSpacing);
}

export function* applyAppearanceId(vm: Machine, self: JavaObject, styleId: number): Steps<void> {
  if (styleId === 0) return;
  yield* applyAppearance(self, yield* obtainStyle(vm, viewOf(self).context, styleId, appearance));
  textOf(self).layout = undefined;
}

/** Class and variation of textPassword, textWebPassword and numberPassword. */
const PASSWORD_VARIATIONS = new Set([0x81, 0xe1, 0x12]);

/** EditorInfo.inputType: passwords whose characters are not shown. */
export function isPasswordType(inputType: number): boolean {
  return PASSWORD_VARIATIONS.has(inputType & 0xfff);
}

export const isMultiLineType = (inputType: number): boolean => (inputType & 0x2000f) === 0x20001;

/** The TextView constructor's own part. */
export function* initTextView(vm: Machine, self: JavaObject, given: ViewArguments): Steps<void> {
  markTextView(self);
  const state = textOf(self);
  state.text = vm.intern('');
  const { context, attributes: set, defaultStyleAttribute: attribute, defaultStyle } = given;
  const outer = yield* obtainStyled(vm, context, set, appearanceOnly, attribute, defaultStyle);
  yield* applyAppearanceId(vm, self, outer.resourceId('textAppearance'));
  const styled = yield* obtainStyled(vm, context, set, whole, attribute, defaultStyle);
  yield* applyAppearance(self, styled);
  initShape(self, styled);
  yield* initDrawables(vm, self, styled);
  initInput(self, styled);
  state.hint = yield* styled.text('hint');
  state.hintString = state.hint ? yield* vm.textOf(state.hint) : '';
  const text: HeapObject | null = yield* styled.text('text');
  yield* vm.call(
    self,
    'setText(Ljava/lang/CharSequence;Landroid/widget/TextView$BufferType;)V',
    text ?? vm.intern(''),
    null,
  );
}

function initShape(self: JavaObject, styled: Styled): void {
  const state = textOf(self);
  state.gravity = withSides(styled.int('gravity', state.gravity));
  const lines = styled.int('lines', -1);
  state.maxLines = lines >= 0 ? lines : styled.int('maxLines', NO_LIMIT);
  state.minLines = lines >= 0 ? lines : styled.int('minLines', 0);
  state.singleLine = styled.boolean('singleLine', false);
  if (state.singleLine) state.maxLines = 1;
  state.ellipsize = ellipsizes[styled.int('ellipsize', 0)] ?? 'none';
  const width = styled.sizePx('width', -1);
  const height = styled.sizePx('height', -1);
  state.maxWidth = width >= 0 ? width : styled.sizePx('maxWidth', -1);
  state.minWidth = width >= 0 ? width : styled.sizePx('minWidth', 0);
  state.maxHeight = height >= 0 ? height : styled.sizePx('maxHeight', -1);
  state.minHeight = height >= 0 ? height : styled.sizePx('minHeight', 0);
  const ems = styled.int('ems', -1);
  state.maxEms = ems >= 0 ? ems : styled.int('maxEms', -1);
  state.minEms = ems >= 0 ? ems : styled.int('minEms', -1);
  state.lineSpacingExtra = styled.sizePx('lineSpacingExtra', 0);
  state.lineSpacingMultiplier = styled.float('lineSpacingMultiplier', 1);
  state.includeFontPadding = styled.boolean('includeFontPadding', true);
  state.scaleX = styled.float('textScaleX', 1);
}

export function withSides(gravity: number): number {
  return gravity | ((gravity & 0x800007) === 0 ? 0x800003 : 0) | ((gravity & 0x70) === 0 ? 0x30 : 0);
}

const drawableNames: readonly (readonly [string, Side])[] = [
  ['drawableLeft', 'left'],
  ['drawableTop', 'top'],
  ['drawableRight', 'right'],
  ['drawableBottom', 'bottom'],
  ['drawableStart', 'left'],
  ['drawableEnd', 'right'],
];

function* initDrawables(vm: Machine, self: JavaObject, styled: Styled): Steps<void> {
  const state = textOf(self);
  state.drawablePadding = styled.sizePx('drawablePadding', 0);
  const tint = yield* styled.colors('drawableTint');
  for (const [name, side] of drawableNames) {
    const drawable = yield* styled.drawable(name);
    if (!drawable) continue;
    state.drawables.set(side, drawable);
    if (tint) yield* vm.call(drawable, 'setTintList(Landroid/content/res/ColorStateList;)V', tint);
  }
}

function initInput(self: JavaObject, styled: Styled): void {
  const state = textOf(self);
  state.inputType = styled.int('inputType', 0);
  state.password = styled.boolean('password', false) || isPasswordType(state.inputType);
  if (state.inputType !== 0 && !styled.has('singleLine')) {
    state.singleLine = !isMultiLineType(state.inputType);
    if (state.singleLine) state.maxLines = 1;
  }
  state.imeOptions = styled.int('imeOptions', 0);
  state.autoLink = styled.int('autoLink', 0);
  state.linksClickable = styled.boolean('linksClickable', true);
  state.textSelectable = styled.boolean('textIsSelectable', false);
  state.cursorVisible = styled.boolean('cursorVisible', true);
  state.freezesText = styled.boolean('freezesText', false);
  state.bufferType = bufferTypes[styled.int('bufferType', 0)] ?? 'normal';
  if (styled.has('inputType') && state.inputType !== 0) {
    state.bufferType = 'editable';
    const view = viewOf(self);
    view.focusable = true;
    view.focusableInTouchMode = true;
    view.clickable = true;
    view.longClickable = true;
  }
}
