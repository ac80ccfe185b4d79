import type { HeapObject, JavaArray, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { enumName, modelEnum } from '../../java/lang/enum.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { ACTION_UP, type MotionEvent } from '../view/motion-event.ts';
import { dpToPx } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { textSaving } from './kept-widget-state.ts';
import { applyState } from '../view/view-drawable-state.ts';
import { viewOf } from '../view/view-state.ts';
import { onTouch } from '../view/view-touch.ts';
import { setText } from './text-change.ts';
import { drawTextView } from './text-draw.ts';
import { applyAppearanceId, initTextView, isMultiLineType, isPasswordType, withSides } from './text-init.ts';
import { lineHeightOf, makePaint, offsetAt } from './text-layout.ts';
import { compoundPadding, measureTextView, placeText } from './text-measure.ts';
import {
  NO_LIMIT,
  syncText,
  textColor,
  textOf,
  type BufferType,
  type Ellipsize,
  type Side,
  type TextState,
} from './text-state.ts';

function* changed(vm: Machine, self: JavaObject): Steps<void> {
  textOf(self).layout = undefined;
  yield* vm.call(self, 'requestLayout()V');
}

/** A setter that changes the text's state and lays it out again. */
function sets<V>(change: (state: TextState, value: V) => void) {
  return function* (vm: Machine, self: JavaObject, value: V): Steps<void> {
    change(textOf(self), value);
    yield* changed(vm, self);
  };
}

const gets =
  <V>(read: (state: TextState) => V) =>
  (_vm: Machine, self: JavaObject): V =>
    read(textOf(self));

const bufferNames = ['NORMAL', 'SPANNABLE', 'EDITABLE'] as const;
const bufferTypes: Readonly<Record<string, BufferType>> = {
  NORMAL: 'normal',
  SPANNABLE: 'spannable',
  EDITABLE: 'editable',
};

function bufferTypeOf(type: JavaObject | null, current: BufferType): BufferType {
  return type === null ? current : (bufferTypes[enumName(type)] ?? current);
}

const plainSetText = 'setText(Ljava/lang/CharSequence;)V';
const fullSetText = 'setText(Ljava/lang/CharSequence;Landroid/widget/TextView$BufferType;)V';

const texts: Methods = {
  'final setText(Ljava/lang/CharSequence;)V': function* (vm, self: JavaObject, text: HeapObject | null) {
    yield* vm.call(self, fullSetText, text, null);
  },
  [fullSetText]: function* (vm, self: JavaObject, text: HeapObject | null, type: JavaObject | null) {
    yield* setText(vm, self, text, bufferTypeOf(type, textOf(self).bufferType));
  },
  'final setText(I)V': function* (vm, self: JavaObject, id: number) {
    const text = yield* resourceText(vm, self, id);
    yield* vm.call(self, plainSetText, text);
  },
  'final setText(ILandroid/widget/TextView$BufferType;)V': function* (
    vm,
    self: JavaObject,
    id: number,
    type: HeapObject | null,
  ) {
    yield* vm.call(self, fullSetText, yield* resourceText(vm, self, id), type);
  },
  'final setText([CII)V': function* (vm, self: JavaObject, chars: JavaArray, start: number, length: number) {
    const text = yield* vm.construct<JavaString>('java/lang/String', '([CII)V', chars, start, length);
    yield* vm.call(self, plainSetText, text);
  },
  'final setTextKeepState(Ljava/lang/CharSequence;)V': function* (
    vm,
    self: JavaObject,
    text: HeapObject | null,
  ) {
    yield* vm.call(self, plainSetText, text);
  },
  'getText()Ljava/lang/CharSequence;': gets((state) => state.text),
  'getEditableText()Landroid/text/Editable;': gets((state) =>
    state.bufferType === 'editable' ? state.text : null,
  ),
  'length()I': function* (vm, self: JavaObject) {
    yield* syncText(vm, self);
    return textOf(self).string.length;
  },
  'append(Ljava/lang/CharSequence;)V': function* (vm, self: JavaObject, more: HeapObject | null) {
    yield* append(vm, self, more);
  },
  'append(Ljava/lang/CharSequence;II)V': function* (
    vm,
    self: JavaObject,
    more: HeapObject | null,
    start: number,
    end: number,
  ) {
    yield* append(vm, self, vm.string((yield* vm.textOf(more)).slice(start, end)));
  },
  'getHint()Ljava/lang/CharSequence;': gets((state) => state.hint),
  'final setHint(Ljava/lang/CharSequence;)V': function* (vm, self: JavaObject, hint: HeapObject | null) {
    textOf(self).hint = hint;
    textOf(self).hintString = hint ? yield* vm.textOf(hint) : '';
    yield* changed(vm, self);
  },
  'final setHint(I)V': function* (vm, self: JavaObject, id: number) {
    const hint = yield* resourceText(vm, self, id);
    yield* vm.call(self, 'setHint(Ljava/lang/CharSequence;)V', hint);
  },
  'getError()Ljava/lang/CharSequence;': gets((state) => state.error),
  'setError(Ljava/lang/CharSequence;)V': (_vm, self: JavaObject, error: HeapObject | null) => {
    textOf(self).error = error;
  },
  'setError(Ljava/lang/CharSequence;Landroid/graphics/drawable/Drawable;)V': (
    _vm,
    self: JavaObject,
    error: HeapObject | null,
  ) => {
    textOf(self).error = error;
  },
  'addTextChangedListener(Landroid/text/TextWatcher;)V': (_vm, self: JavaObject, watcher: HeapObject) => {
    textOf(self).watchers.push(watcher);
  },
  'removeTextChangedListener(Landroid/text/TextWatcher;)V': (_vm, self: JavaObject, watcher: HeapObject) => {
    const { watchers } = textOf(self);
    const at = watchers.indexOf(watcher);
    if (at >= 0) watchers.splice(at, 1);
  },
  'protected onTextChanged(Ljava/lang/CharSequence;III)V': ignored,
  'setFilters([Landroid/text/InputFilter;)V': (_vm, self: JavaObject, filters: HeapObject | null) => {
    textOf(self).filters = filters;
  },
  'getFilters()[Landroid/text/InputFilter;': (vm, self: JavaObject) =>
    textOf(self).filters ?? vm.newArray('[Landroid/text/InputFilter;', 0),
};

function* resourceText(vm: Machine, self: JavaObject, id: number): Steps<HeapObject | null> {
  const resources = yield* vm.call<JavaObject>(self, 'getResources()Landroid/content/res/Resources;');
  return yield* vm.call<HeapObject | null>(resources, 'getText(I)Ljava/lang/CharSequence;', id);
}

function* append(vm: Machine, self: JavaObject, more: HeapObject | null): Steps<void> {
  const state = textOf(self);
  const built = yield* vm.construct(
    'android/text/SpannableStringBuilder',
    '(Ljava/lang/CharSequence;)V',
    state.text,
  );
  yield* vm.call(
    built,
    'append(Ljava/lang/CharSequence;)Landroid/text/SpannableStringBuilder;',
    more ?? vm.string('null'),
  );
  yield* setText(vm, self, built, 'editable');
}

const SP = 2;

function pixels(vm: Machine, unit: number, size: number): number {
  switch (unit) {
    case 0:
      return size;
    case 1:
    case SP:
      return dpToPx(vm, size);
    case 3:
      return (dpToPx(vm, size) * 160) / 72;
    case 4:
      return dpToPx(vm, size) * 160;
    default:
      return (dpToPx(vm, size) * 160) / 25.4;
  }
}

function* setColors(vm: Machine, self: JavaObject, colors: JavaObject | null): Steps<void> {
  if (colors === null) vm.throwNew('java/lang/NullPointerException');
  textOf(self).colors = colors;
  textOf(self).layout = undefined;
  yield* vm.call(self, 'invalidate()V');
}

function oneColor(vm: Machine, color: number): Steps<JavaObject> {
  return vm.callStatic<JavaObject>(
    'android/content/res/ColorStateList',
    'valueOf(I)Landroid/content/res/ColorStateList;',
    color,
  );
}

const looks: Methods = {
  'setTextSize(F)V': function* (vm, self: JavaObject, size: number) {
    yield* vm.call(self, 'setTextSize(IF)V', SP, size);
  },
  'setTextSize(IF)V': function* (vm, self: JavaObject, unit: number, size: number) {
    textOf(self).sizePx = pixels(vm, unit, size);
    yield* changed(vm, self);
  },
  'getTextSize()F': gets((state) => state.sizePx),
  'getTextScaleX()F': gets((state) => state.scaleX),
  'setTextScaleX(F)V': sets<number>((state, scale) => {
    state.scaleX = scale;
  }),
  'setTextColor(I)V': function* (vm, self: JavaObject, color: number) {
    yield* setColors(vm, self, yield* oneColor(vm, color));
  },
  'setTextColor(Landroid/content/res/ColorStateList;)V': setColors,
  'final getTextColors()Landroid/content/res/ColorStateList;': gets((state) => state.colors),
  'final getCurrentTextColor()I': (vm, self: JavaObject) => textColor(vm, self),
  'final setHintTextColor(I)V': function* (vm, self: JavaObject, color: number) {
    textOf(self).hintColors = yield* oneColor(vm, color);
  },
  'final setHintTextColor(Landroid/content/res/ColorStateList;)V': (
    _vm,
    self: JavaObject,
    colors: JavaObject | null,
  ) => {
    textOf(self).hintColors = colors;
  },
  'final getHintTextColors()Landroid/content/res/ColorStateList;': gets((state) => state.hintColors),
  'final setLinkTextColor(I)V': function* (vm, self: JavaObject, color: number) {
    textOf(self).linkColors = yield* oneColor(vm, color);
    textOf(self).layout = undefined;
  },
  'final setLinkTextColor(Landroid/content/res/ColorStateList;)V': sets<JavaObject | null>(
    (state, colors) => {
      state.linkColors = colors;
    },
  ),
  'final getLinkTextColors()Landroid/content/res/ColorStateList;': gets((state) => state.linkColors),
  'setHighlightColor(I)V': (_vm, self: JavaObject, color: number) => {
    textOf(self).highlightColor = color;
  },
  'getHighlightColor()I': gets((state) => state.highlightColor),
  'setTextAppearance(I)V': function* (vm, self: JavaObject, id: number) {
    yield* applyAppearanceId(vm, self, id);
    yield* changed(vm, self);
  },
  'setTextAppearance(Landroid/content/Context;I)V': function* (
    vm,
    self: JavaObject,
    _context: JavaObject,
    id: number,
  ) {
    yield* applyAppearanceId(vm, self, id);
    yield* changed(vm, self);
  },
  'setTypeface(Landroid/graphics/Typeface;)V': function* (vm, self: JavaObject, typeface: JavaObject | null) {
    yield* setTypeface(vm, self, typeface, undefined);
  },
  'setTypeface(Landroid/graphics/Typeface;I)V': (
    vm,
    self: JavaObject,
    typeface: JavaObject | null,
    style: number,
  ) => setTypeface(vm, self, typeface, style),
  'getTypeface()Landroid/graphics/Typeface;': gets((state) => state.typeface),
  'setAllCaps(Z)V': sets<boolean>((state, all) => {
    state.allCaps = all;
  }),
  'isAllCaps()Z': gets((state) => state.allCaps),
  'setLetterSpacing(F)V': sets<number>((state, spacing) => {
    state.letterSpacing = spacing;
  }),
  'getLetterSpacing()F': gets((state) => state.letterSpacing),
  'setLineSpacing(FF)V': function* (vm, self: JavaObject, extra: number, multiplier: number) {
    textOf(self).lineSpacingExtra = extra;
    textOf(self).lineSpacingMultiplier = multiplier;
    yield* changed(vm, self);
  },
  'getLineSpacingExtra()F': gets((state) => state.lineSpacingExtra),
  'getLineSpacingMultiplier()F': gets((state) => state.lineSpacingMultiplier),
  'getLineHeight()I': gets(lineHeightOf),
  'setIncludeFontPadding(Z)V': sets<boolean>((state, include) => {
    state.includeFontPadding = include;
  }),
  'getIncludeFontPadding()Z': gets((state) => state.includeFontPadding),
  'getPaintFlags()I': gets((state) => state.paintFlags),
  'setPaintFlags(I)V': sets<number>((state, flags) => {
    state.paintFlags = flags;
    state.paint = null;
  }),
  'getPaint()Landroid/text/TextPaint;': function* (vm, self: JavaObject) {
    const state = textOf(self);
    state.paint ??= yield* makePaint(vm, self);
    return state.paint;
  },
  'setShadowLayer(FFFI)V': (_vm, self: JavaObject, radius: number, dx: number, dy: number, color: number) => {
    textOf(self).shadow = { radius, dx, dy, color };
  },
  'setElegantTextHeight(Z)V': ignored,
  'setFallbackLineSpacing(Z)V': ignored,
  'setBreakStrategy(I)V': ignored,
  'getBreakStrategy()I': () => 0,
  'setHyphenationFrequency(I)V': ignored,
  'setFontFeatureSettings(Ljava/lang/String;)V': ignored,
};

function* setTypeface(
  vm: Machine,
  self: JavaObject,
  typeface: JavaObject | null,
  style: number | undefined,
): Steps<void> {
  const state = textOf(self);
  const own =
    style ?? (typeface && !vm.isUnknown(typeface) ? yield* vm.call<number>(typeface, 'getStyle()I') : 0);
  state.typeface = typeface;
  state.bold = (own & 1) !== 0;
  state.italic = (own & 2) !== 0;
  if (style !== undefined && style !== 0) {
    // A style asked for wins over the typeface's own.
    state.typeface = yield* vm.callStatic<JavaObject>(
      'android/graphics/Typeface',
      'create(Landroid/graphics/Typeface;I)Landroid/graphics/Typeface;',
      typeface,
      style,
    );
  }
  yield* changed(vm, self);
}

const sizes: Methods = {
  'setGravity(I)V': sets<number>((state, gravity) => {
    state.gravity = withSides(gravity);
  }),
  'getGravity()I': gets((state) => state.gravity),
  'setMaxLines(I)V': sets<number>((state, lines) => {
    state.maxLines = lines;
  }),
  'getMaxLines()I': gets((state) => (state.maxLines === NO_LIMIT ? NO_LIMIT : state.maxLines)),
  'setMinLines(I)V': sets<number>((state, lines) => {
    state.minLines = lines;
  }),
  'getMinLines()I': gets((state) => state.minLines),
  'setLines(I)V': sets<number>((state, lines) => {
    state.minLines = state.maxLines = lines;
  }),
  'setSingleLine()V': sets<undefined>((state) => {
    state.singleLine = true;
    state.maxLines = 1;
  }),
  'setSingleLine(Z)V': sets<boolean>((state, single) => {
    state.singleLine = single;
    state.maxLines = single ? 1 : NO_LIMIT;
  }),
  'isSingleLine()Z': gets((state) => state.singleLine),
  'setMaxWidth(I)V': sets<number>((state, width) => {
    state.maxWidth = width;
  }),
  'getMaxWidth()I': gets((state) => state.maxWidth),
  'setMinWidth(I)V': sets<number>((state, width) => {
    state.minWidth = width;
  }),
  'getMinWidth()I': gets((state) => state.minWidth),
  'setMaxHeight(I)V': sets<number>((state, height) => {
    state.maxHeight = height;
  }),
  'getMaxHeight()I': gets((state) => state.maxHeight),
  'setMinHeight(I)V': sets<number>((state, height) => {
    state.minHeight = height;
  }),
  'getMinHeight()I': gets((state) => state.minHeight),
  'setWidth(I)V': sets<number>((state, width) => {
    state.minWidth = state.maxWidth = width;
  }),
  'setHeight(I)V': sets<number>((state, height) => {
    state.minHeight = state.maxHeight = height;
  }),
  'setEms(I)V': sets<number>((state, ems) => {
    state.minEms = state.maxEms = ems;
  }),
  'setMaxEms(I)V': sets<number>((state, ems) => {
    state.maxEms = ems;
  }),
  'setMinEms(I)V': sets<number>((state, ems) => {
    state.minEms = ems;
  }),
  'setEllipsize(Landroid/text/TextUtils$TruncateAt;)V': function* (
    vm,
    self: JavaObject,
    at: HeapObject | null,
  ) {
    const name = at ? (yield* vm.textOf(at)).toLowerCase() : 'none';
    textOf(self).ellipsize = (ellipsizeNames as readonly string[]).includes(name)
      ? (name as Ellipsize)
      : 'none';
  },
  'setHorizontallyScrolling(Z)V': ignored,
  'setMarqueeRepeatLimit(I)V': ignored,
  'getCompoundPaddingLeft()I': function* (vm, self: JavaObject) {
    return (yield* compoundPadding(vm, self)).left;
  },
  'getCompoundPaddingTop()I': function* (vm, self: JavaObject) {
    return (yield* compoundPadding(vm, self)).top;
  },
  'getCompoundPaddingRight()I': function* (vm, self: JavaObject) {
    return (yield* compoundPadding(vm, self)).right;
  },
  'getCompoundPaddingBottom()I': function* (vm, self: JavaObject) {
    return (yield* compoundPadding(vm, self)).bottom;
  },
  'getLineCount()I': (_vm, self: JavaObject) => textOf(self).layout?.lines.length ?? 0,
  'getBaseline()I': function* (vm, self: JavaObject) {
    const { layout, top } = yield* placeText(vm, self);
    const first = layout.lines[0];
    return first ? Math.round(top + first.baselinePx) : -1;
  },
  'protected onMeasure(II)V': measureTextView,
  'protected onDraw(Landroid/graphics/Canvas;)V': drawTextView,
};

const ellipsizeNames = ['none', 'start', 'middle', 'end', 'marquee'] as const;
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const sides: readonly Side[] = ['left', 'top', 'right', 'bottom'];

function* setDrawables(vm: Machine, self: JavaObject, ...given: (JavaObject | null)[]): Steps<void> {
  const { drawables } = textOf(self);
  drawables.clear();
  for (const [index, side] of sides.entries()) {
    const drawable = given[index];
    if (!drawable) continue;
    drawables.set(side, drawable);
    yield* vm.call(drawable, 'setCallback(Landroid/graphics/drawable/Drawable$Callback;)V', self);
  }
  yield* changed(vm, self);
}

function* setDrawableIds(vm: Machine, self: JavaObject, ...ids: number[]): Steps<void> {
  const found: (JavaObject | null)[] = [];
  for (const id of ids) {
    found.push(
      id === 0 ? null : yield* vm.call<JavaObject>(viewOf(self).context, `getDrawable(I)${drawable$}`, id),
    );
  }
  yield* setDrawables(vm, self, ...found);
}

const four = drawable$.repeat(4);

const drawables: Methods = {
  [`setCompoundDrawables(${four})V`]: setDrawables,
  [`setCompoundDrawablesRelative(${four})V`]: setDrawables,
  [`setCompoundDrawablesWithIntrinsicBounds(${four})V`]: setDrawables,
  [`setCompoundDrawablesRelativeWithIntrinsicBounds(${four})V`]: setDrawables,
  'setCompoundDrawablesWithIntrinsicBounds(IIII)V': setDrawableIds,
  'setCompoundDrawablesRelativeWithIntrinsicBounds(IIII)V': setDrawableIds,
  'getCompoundDrawables()[Landroid/graphics/drawable/Drawable;': (vm, self: JavaObject) =>
    vm.arrayOf(
      `[${drawable$}`,
      sides.map((side) => textOf(self).drawables.get(side) ?? null),
    ),
  'getCompoundDrawablesRelative()[Landroid/graphics/drawable/Drawable;': (vm, self: JavaObject) =>
    vm.arrayOf(
      `[${drawable$}`,
      sides.map((side) => textOf(self).drawables.get(side) ?? null),
    ),
  'setCompoundDrawablePadding(I)V': sets<number>((state, padding) => {
    state.drawablePadding = padding;
  }),
  'getCompoundDrawablePadding()I': gets((state) => state.drawablePadding),
  'setCompoundDrawableTintList(Landroid/content/res/ColorStateList;)V': function* (
    vm,
    self: JavaObject,
    tint: JavaObject | null,
  ) {
    for (const drawable of textOf(self).drawables.values())
      yield* vm.call(drawable, 'setTintList(Landroid/content/res/ColorStateList;)V', tint);
  },
  'protected drawableStateChanged()V': function* (vm, self: JavaObject) {
    yield* vm.callSpecial('android/view/View', 'drawableStateChanged()V', self);
    for (const drawable of textOf(self).drawables.values()) yield* applyState(vm, self, drawable);
    // Colours of spans were worked out for the old state.
    if (textOf(self).colors) textOf(self).layout = undefined;
  },
};

const input: Methods = {
  'setInputType(I)V': sets<number>((state, type) => {
    state.inputType = type;
    state.password = isPasswordType(type);
    state.singleLine = type !== 0 && !isMultiLineType(type);
    if (state.singleLine) state.maxLines = 1;
  }),
  'setRawInputType(I)V': (_vm, self: JavaObject, type: number) => {
    textOf(self).inputType = type;
  },
  'getInputType()I': gets((state) => state.inputType),
  'setImeOptions(I)V': (_vm, self: JavaObject, options: number) => {
    textOf(self).imeOptions = options;
  },
  'getImeOptions()I': gets((state) => state.imeOptions),
  'setImeActionLabel(Ljava/lang/CharSequence;I)V': ignored,
  'setOnEditorActionListener(Landroid/widget/TextView$OnEditorActionListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    textOf(self).editorListener = listener;
  },
  'onEditorAction(I)V': function* (vm, self: JavaObject, action: number) {
    const { editorListener } = textOf(self);
    if (editorListener)
      yield* vm.call(
        editorListener,
        'onEditorAction(Landroid/widget/TextView;ILandroid/view/KeyEvent;)Z',
        self,
        action,
        null,
      );
  },
  'final setMovementMethod(Landroid/text/method/MovementMethod;)V': function* (
    vm,
    self: JavaObject,
    movement: JavaObject | null,
  ) {
    const state = textOf(self);
    state.movement = movement;
    if (!movement) return;
    const view = viewOf(self);
    view.focusable = view.clickable = view.longClickable = true;
    // A movement method works on a Spannable, so the text is set again as one.
    yield* setText(vm, self, state.text, state.bufferType === 'editable' ? 'editable' : 'spannable');
  },
  'final getMovementMethod()Landroid/text/method/MovementMethod;': gets((state) => state.movement),
  'final setTransformationMethod(Landroid/text/method/TransformationMethod;)V': sets<JavaObject | null>(
    (state, method) => {
      state.transformation = method;
      const name = method?.cls.name ?? '';
      state.password = name === 'android/text/method/PasswordTransformationMethod';
      if (name === 'android/text/method/SingleLineTransformationMethod') state.singleLine = true;
    },
  ),
  'final getTransformationMethod()Landroid/text/method/TransformationMethod;': gets(
    (state) => state.transformation,
  ),
  'setKeyListener(Landroid/text/method/KeyListener;)V': (
    _vm,
    self: JavaObject,
    listener: JavaObject | null,
  ) => {
    textOf(self).keyListener = listener;
  },
  'final getKeyListener()Landroid/text/method/KeyListener;': gets((state) => state.keyListener),
  'final setAutoLinkMask(I)V': (_vm, self: JavaObject, mask: number) => {
    textOf(self).autoLink = mask;
  },
  'final getAutoLinkMask()I': gets((state) => state.autoLink),
  'final setLinksClickable(Z)V': (_vm, self: JavaObject, clickable: boolean) => {
    textOf(self).linksClickable = clickable;
  },
  'getUrls()[Landroid/text/style/URLSpan;': (vm) => vm.newArray('[Landroid/text/style/URLSpan;', 0),
  'setTextIsSelectable(Z)V': (_vm, self: JavaObject, selectable: boolean) => {
    textOf(self).textSelectable = selectable;
  },
  'isTextSelectable()Z': gets((state) => state.textSelectable),
  'setCursorVisible(Z)V': (_vm, self: JavaObject, visible: boolean) => {
    textOf(self).cursorVisible = visible;
  },
  'setSelectAllOnFocus(Z)V': ignored,
  'setFreezesText(Z)V': (_vm, self: JavaObject, freezes: boolean) => {
    textOf(self).freezesText = freezes;
  },
  'getFreezesText()Z': gets((state) => state.freezesText),
  'getSelectionStart()I': gets((state) => state.selectionStart),
  'getSelectionEnd()I': gets((state) => state.selectionEnd),
  'hasSelection()Z': gets((state) => state.selectionStart !== state.selectionEnd),
  'getOffsetForPosition(FF)I': function* (vm, self: JavaObject, x: number, y: number) {
    return Math.max(0, yield* offsetIn(vm, self, x, y));
  },
  'onTouchEvent(Landroid/view/MotionEvent;)Z': function* (vm, self: JavaObject, event: MotionEvent) {
    const state = textOf(self);
    const longDone = viewOf(self).press?.longDone ?? false;
    const superTook = yield* onTouch(vm, self, event);
    if (!state.movement || !viewOf(self).enabled) return superTook;
    if (longDone && event.peer.action === ACTION_UP) return superTook;
    const took = yield* vm.call<boolean>(
      state.movement,
      'onTouchEvent(Landroid/widget/TextView;Landroid/text/Spannable;Landroid/view/MotionEvent;)Z',
      self,
      state.text,
      event,
    );
    return took || superTook;
  },
  'getDefaultEditable()Z': () => false,
  'protected getDefaultMovementMethod()Landroid/text/method/MovementMethod;': () => null,
  'onCheckIsTextEditor()Z': gets((state) => state.bufferType === 'editable' || state.inputType !== 0),
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.TextView',
};

/** Offset of the text at a place in the view; -1 where there is none. */
export function* offsetIn(vm: Machine, self: JavaObject, x: number, y: number): Steps<number> {
  const place = yield* placeText(vm, self);
  const row = place.layout.lines.find((line) => y - place.top < line.bottomPx) ?? place.layout.lines.at(-1);
  return row ? offsetAt(place.layout, x - place.leftOf(row), y - place.top) : -1;
}

export const textView = viewClass({
  name: 'android/widget/TextView',
  labels: 'container',
  defaultStyle: 'textViewStyle',
  interfaces: ['android/view/ViewTreeObserver$OnPreDrawListener'],
  init: initTextView,
  methods: { ...texts, ...looks, ...sizes, ...drawables, ...input, ...textSaving },
});

export const textBufferType = modelEnum('android/widget/TextView$BufferType', bufferNames);
