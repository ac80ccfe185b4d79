import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { modelEnum } from '../../java/lang/enum.ts';
import { enumConstant } from '../support/enum-model.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { EXACTLY, resolveSizeAndState, specMode } from '../view/measure-spec.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { takePresses } from '../view/view-init.ts';
import { viewClass, type ViewArguments } from '../view/view-class.ts';
import { applyState } from '../view/view-drawable-state.ts';
import { setMeasured, suggestedMinimum } from '../view/view-layout.ts';
import { heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';

const scaleTypes = [
  'MATRIX',
  'FIT_XY',
  'FIT_START',
  'FIT_CENTER',
  'FIT_END',
  'CENTER',
  'CENTER_CROP',
  'CENTER_INSIDE',
] as const;
type ScaleType = (typeof scaleTypes)[number];

export const imageOf = viewPart(() => ({
  drawable: null as JavaObject | null,
  resourceId: 0,
  scaleType: 'FIT_CENTER' as ScaleType,
  adjustViewBounds: false,
  maxWidth: 0x7fffffff,
  maxHeight: 0x7fffffff,
  tint: null as JavaObject | null,
  alpha: 255,
}));

const scaleType$ = 'android/widget/ImageView$ScaleType';

const names = attributes('src', 'scaleType', 'adjustViewBounds', 'maxWidth', 'maxHeight', 'tint');
const drawable$ = 'Landroid/graphics/drawable/Drawable;';

function* init(vm: Machine, self: JavaObject, given: ViewArguments): Steps<void> {
  const { attributes: set, defaultStyleAttribute, defaultStyle } = given;
  if (!set && defaultStyleAttribute === 0 && defaultStyle === 0) return;
  const styled = yield* obtainStyled(vm, given.context, set, names, defaultStyleAttribute, defaultStyle);
  const state = imageOf(self);
  state.scaleType = scaleTypes[styled.int('scaleType', 3)] ?? 'FIT_CENTER';
  state.adjustViewBounds = styled.boolean('adjustViewBounds', false);
  if (state.adjustViewBounds) state.scaleType = 'FIT_CENTER';
  state.maxWidth = styled.sizePx('maxWidth', state.maxWidth);
  state.maxHeight = styled.sizePx('maxHeight', state.maxHeight);
  state.tint = yield* styled.colors('tint');
  yield* setDrawable(vm, self, yield* styled.drawable('src'));
}

function* setDrawable(vm: Machine, self: JavaObject, drawable: JavaObject | null): Steps<void> {
  const state = imageOf(self);
  state.drawable = drawable;
  if (!drawable) return;
  yield* vm.call(drawable, 'setCallback(Landroid/graphics/drawable/Drawable$Callback;)V', self);
  if (state.tint) yield* vm.call(drawable, 'setTintList(Landroid/content/res/ColorStateList;)V', state.tint);
}

function* changed(vm: Machine, self: JavaObject, drawable: JavaObject | null): Steps<void> {
  yield* setDrawable(vm, self, drawable);
  yield* vm.call(self, 'requestLayout()V');
}

function* intrinsic(vm: Machine, drawable: JavaObject | null): Steps<{ width: number; height: number }> {
  if (!drawable) return { width: 0, height: 0 };
  return {
    width: yield* vm.call<number>(drawable, 'getIntrinsicWidth()I'),
    height: yield* vm.call<number>(drawable, 'getIntrinsicHeight()I'),
  };
}

function* measure(vm: Machine, self: JavaObject, widthSpec: number, heightSpec: number): Steps<void> {
  const state = imageOf(self);
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
  const horizontal = paddingLeft + paddingRight;
  const vertical = paddingTop + paddingBottom;
  const natural = yield* intrinsic(vm, state.drawable);
  // A drawable without a size of its own (-1) asks for one pixel, no drawable for none.
  const width = state.drawable ? Math.max(1, natural.width) : 0;
  const height = state.drawable ? Math.max(1, natural.height) : 0;
  const minimum = yield* suggestedMinimum(vm, self);
  if (state.adjustViewBounds && natural.width > 0 && natural.height > 0) {
    const ratio = natural.width / natural.height;
    let w = resolveSizeAndState(Math.min(width + horizontal, state.maxWidth), widthSpec, 0) & 0xffffff;
    let h = resolveSizeAndState(Math.min(height + vertical, state.maxHeight), heightSpec, 0) & 0xffffff;
    if (specMode(heightSpec) !== EXACTLY) {
      const wanted = Math.trunc((w - horizontal) / ratio) + vertical;
      h = Math.min(resolveSizeAndState(wanted, heightSpec, 0) & 0xffffff, state.maxHeight);
    }
    if (specMode(widthSpec) !== EXACTLY) {
      const wanted = Math.trunc((h - vertical) * ratio) + horizontal;
      w = Math.min(w, wanted);
    }
    setMeasured(self, w, h);
    return;
  }
  setMeasured(
    self,
    resolveSizeAndState(Math.max(width + horizontal, minimum.width), widthSpec, 0),
    resolveSizeAndState(Math.max(height + vertical, minimum.height), heightSpec, 0),
  );
}

/** Place and size of the picture in the view's inner room, as its scale type says. */
function fit(
  type: ScaleType,
  room: { readonly width: number; readonly height: number },
  picture: { readonly width: number; readonly height: number },
): { x: number; y: number; width: number; height: number } {
  if (type === 'FIT_XY' || picture.width <= 0 || picture.height <= 0) return { x: 0, y: 0, ...room };
  const inside = Math.min(room.width / picture.width, room.height / picture.height);
  const scale =
    type === 'MATRIX' || type === 'CENTER'
      ? 1
      : type === 'CENTER_CROP'
        ? Math.max(room.width / picture.width, room.height / picture.height)
        : type === 'CENTER_INSIDE'
          ? Math.min(1, inside)
          : inside;
  const width = picture.width * scale;
  const height = picture.height * scale;
  if (type === 'MATRIX' || type === 'FIT_START') return { x: 0, y: 0, width, height };
  if (type === 'FIT_END') return { x: room.width - width, y: room.height - height, width, height };
  return { x: (room.width - width) / 2, y: (room.height - height) / 2, width, height };
}

function* draw(vm: Machine, self: JavaObject, canvas: JavaObject): Steps<void> {
  const { drawable, scaleType } = imageOf(self);
  if (!drawable) return;
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
  const room = {
    width: Math.max(0, widthOf(self) - paddingLeft - paddingRight),
    height: Math.max(0, heightOf(self) - paddingTop - paddingBottom),
  };
  yield* applyState(vm, self, drawable);
  const { x, y, width, height } = fit(scaleType, room, yield* intrinsic(vm, drawable));
  const saved = yield* vm.call<number>(canvas, 'save()I');
  yield* vm.call(canvas, 'translate(FF)V', paddingLeft, paddingTop);
  yield* vm.call(canvas, 'clipRect(FFFF)Z', 0, 0, room.width, room.height);
  yield* vm.call(canvas, 'translate(FF)V', Math.round(x), Math.round(y));
  yield* vm.call(drawable, 'setBounds(IIII)V', 0, 0, Math.round(width), Math.round(height));
  yield* vm.call(drawable, 'draw(Landroid/graphics/Canvas;)V', canvas);
  yield* vm.call(canvas, 'restoreToCount(I)V', saved);
}

const methods: Methods = {
  'protected onMeasure(II)V': measure,
  'protected onDraw(Landroid/graphics/Canvas;)V': draw,
  [`getDrawable()${drawable$}`]: (_vm, self: JavaObject) => imageOf(self).drawable,
  [`setImageDrawable(${drawable$})V`]: changed,
  'setImageResource(I)V': function* (vm, self: JavaObject, id: number) {
    imageOf(self).resourceId = id;
    const found =
      id === 0 ? null : yield* vm.call<JavaObject>(viewOf(self).context, `getDrawable(I)${drawable$}`, id);
    yield* changed(vm, self, found);
  },
  'setImageBitmap(Landroid/graphics/Bitmap;)V': function* (vm, self: JavaObject, bitmap: JavaObject | null) {
    if (bitmap === null) {
      yield* changed(vm, self, null);
      return;
    }
    const resources = yield* vm.call<JavaObject>(self, 'getResources()Landroid/content/res/Resources;');
    const made = yield* vm.construct<JavaObject>(
      'android/graphics/drawable/BitmapDrawable',
      '(Landroid/content/res/Resources;Landroid/graphics/Bitmap;)V',
      resources,
      bitmap,
    );
    yield* vm.call(self, `setImageDrawable(${drawable$})V`, made);
  },
  'setImageURI(Landroid/net/Uri;)V': function* (vm, self: JavaObject, uri: JavaObject | null) {
    if (uri) vm.gap('PARTIAL_MODEL', 'android/widget/ImageView.setImageURI');
    yield* changed(vm, self, null);
  },
  'setImageLevel(I)V': function* (vm, self: JavaObject, level: number) {
    const { drawable } = imageOf(self);
    if (drawable) yield* vm.call(drawable, 'setLevel(I)Z', level);
  },
  'setImageState([IZ)V': ignored,
  'setImageAlpha(I)V': (_vm, self: JavaObject, alpha: number) => {
    imageOf(self).alpha = alpha;
  },
  'getImageAlpha()I': (_vm, self: JavaObject) => imageOf(self).alpha,
  'setAlpha(I)V': (_vm, self: JavaObject, alpha: number) => {
    imageOf(self).alpha = alpha;
  },
  'setScaleType(Landroid/widget/ImageView$ScaleType;)V': function* (vm, self: JavaObject, type: HeapObject) {
    const name = yield* vm.textOf(type);
    imageOf(self).scaleType = scaleTypes.find((each) => each === name) ?? imageOf(self).scaleType;
  },
  'getScaleType()Landroid/widget/ImageView$ScaleType;': (vm, self: JavaObject) =>
    enumConstant(vm, scaleType$, imageOf(self).scaleType),
  'setAdjustViewBounds(Z)V': (_vm, self: JavaObject, adjust: boolean) => {
    imageOf(self).adjustViewBounds = adjust;
    if (adjust) imageOf(self).scaleType = 'FIT_CENTER';
  },
  'getAdjustViewBounds()Z': (_vm, self: JavaObject) => imageOf(self).adjustViewBounds,
  'setMaxWidth(I)V': (_vm, self: JavaObject, width: number) => {
    imageOf(self).maxWidth = width;
  },
  'setMaxHeight(I)V': (_vm, self: JavaObject, height: number) => {
    imageOf(self).maxHeight = height;
  },
  'setImageTintList(Landroid/content/res/ColorStateList;)V': function* (
    vm,
    self: JavaObject,
    tint: JavaObject | null,
  ) {
    imageOf(self).tint = tint;
    const { drawable } = imageOf(self);
    if (drawable) yield* vm.call(drawable, 'setTintList(Landroid/content/res/ColorStateList;)V', tint);
  },
  'getImageTintList()Landroid/content/res/ColorStateList;': (_vm, self: JavaObject) => imageOf(self).tint,
  'setColorFilter(I)V': function* (vm, self: JavaObject, color: number) {
    const { drawable } = imageOf(self);
    if (drawable) yield* vm.call(drawable, 'setTint(I)V', color);
  },
  'setImageMatrix(Landroid/graphics/Matrix;)V': ignored,
  'setCropToPadding(Z)V': ignored,
  'setBaselineAlignBottom(Z)V': ignored,
  'protected drawableStateChanged()V': function* (vm, self: JavaObject) {
    yield* vm.callSpecial('android/view/View', 'drawableStateChanged()V', self);
    yield* applyState(vm, self, imageOf(self).drawable);
  },
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.ImageView',
};

export const imageView = viewClass({
  name: 'android/widget/ImageView',
  labels: 'container',
  init,
  methods,
});

export const imageButton = viewClass({
  name: 'android/widget/ImageButton',
  super: 'android/widget/ImageView',
  defaultStyle: 'imageButtonStyle',
  labels: 'container',
  init: takePresses,
  methods: { 'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.ImageButton' },
});

export const imageScaleType = modelEnum(scaleType$, scaleTypes);
