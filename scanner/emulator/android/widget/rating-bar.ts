import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { Methods } from '../view/accessors.ts';
import { resolveSizeAndState } from '../view/measure-spec.ts';
import type { MotionEvent } from '../view/motion-event.ts';
import { ACTION_CANCEL, ACTION_DOWN, ACTION_MOVE, ACTION_UP } from '../view/motion-event.ts';
import { attributes, dpToPx, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { setMeasured } from '../view/view-layout.ts';
import { viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { isSubclassOf } from '../support/is-subclass.ts';
import { progressOf } from './progress-bar.ts';
import { drawAt } from './text-draw.ts';
import { drawableSize } from './text-measure.ts';

/** State of an android.widget.RatingBar. */
const ratingOf = viewPart(() => ({
  stars: 5,
  rating: 0,
  step: 0.5,
  indicator: false,
  listener: null as HeapObject | null,
}));

const names = attributes('numStars', 'rating', 'stepSize', 'isIndicator');
const drawable$ = 'Landroid/graphics/drawable/Drawable;';

function* layer(vm: Machine, self: JavaObject, id: number): Steps<JavaObject | null> {
  const { progressDrawable } = progressOf(self);
  if (!progressDrawable || !isSubclassOf(progressDrawable, 'android/graphics/drawable/LayerDrawable'))
    return null;
  const found = yield* vm.call<JavaObject | null>(
    progressDrawable,
    `findDrawableByLayerId(I)${drawable$}`,
    id,
  );
  // The filled layer is cut by its level; here each star is cut by itself.
  return found && isSubclassOf(found, 'android/graphics/drawable/ClipDrawable')
    ? yield* vm.call<JavaObject | null>(found, `getDrawable()${drawable$}`)
    : found;
}

const BACKGROUND = 0x01020000;
const PROGRESS = 0x0102000d;

/** Side of a star: the drawable's, within what the style allows. */
function* starSize(
  vm: Machine,
  self: JavaObject,
): Steps<{ readonly width: number; readonly height: number }> {
  const star = (yield* layer(vm, self, BACKGROUND)) ?? (yield* layer(vm, self, PROGRESS));
  const size = star ? yield* drawableSize(vm, star) : { width: 0, height: 0 };
  const { minHeight, maxHeight } = progressOf(self);
  const height =
    size.height > 0 ? size.height : Math.min(maxHeight, Math.max(minHeight, Math.round(dpToPx(vm, 48))));
  return { width: size.width > 0 ? size.width : height, height };
}

function* setRating(vm: Machine, self: JavaObject, rating: number, byUser = false): Steps<void> {
  const state = ratingOf(self);
  const next = Math.min(Math.max(Math.round(rating / state.step) * state.step, 0), state.stars);
  if (next === state.rating) return;
  state.rating = next;
  progressOf(self).progress = Math.round(next / state.step);
  if (state.listener)
    yield* vm.call(state.listener, 'onRatingChanged(Landroid/widget/RatingBar;FZ)V', self, next, byUser);
}

function touch(vm: Machine, self: JavaObject, event: MotionEvent): Steps<boolean> | boolean {
  const { stars, indicator } = ratingOf(self);
  const { action, x } = event.peer;
  if (indicator || !viewOf(self).enabled) return false;
  if (action === ACTION_CANCEL) return true;
  if (action !== ACTION_DOWN && action !== ACTION_MOVE && action !== ACTION_UP) return true;
  return (function* (): Steps<boolean> {
    const { paddingLeft, paddingRight } = viewOf(self);
    const width = Math.max(1, widthOf(self) - paddingLeft - paddingRight);
    const { step } = ratingOf(self);
    // A touch anywhere in a step gives the whole of it.
    const part = Math.min(1, Math.max(0, (x - paddingLeft) / width));
    yield* setRating(vm, self, Math.ceil((part * stars) / step) * step, true);
    return true;
  })();
}

const methods: Methods = {
  'protected onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
    const star = yield* starSize(vm, self);
    const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
    setMeasured(
      self,
      resolveSizeAndState(star.width * ratingOf(self).stars + paddingLeft + paddingRight, widthSpec, 0),
      resolveSizeAndState(star.height + paddingTop + paddingBottom, heightSpec, 0),
    );
  },
  'protected onDraw(Landroid/graphics/Canvas;)V': function* (vm, self: JavaObject, canvas: JavaObject) {
    const star = yield* starSize(vm, self);
    const { paddingLeft, paddingTop } = viewOf(self);
    const { stars, rating } = ratingOf(self);
    const empty = yield* layer(vm, self, BACKGROUND);
    const full = yield* layer(vm, self, PROGRESS);
    for (let at = 0; at < stars; at++) {
      const x = paddingLeft + at * star.width;
      if (empty) yield* drawAt(vm, empty, canvas, x, paddingTop, star.width, star.height);
      const part = Math.min(1, Math.max(0, rating - at));
      if (!full || part === 0) continue;
      const saved = yield* vm.call<number>(canvas, 'save()I');
      yield* vm.call(
        canvas,
        'clipRect(FFFF)Z',
        x,
        paddingTop,
        x + star.width * part,
        paddingTop + star.height,
      );
      yield* drawAt(vm, full, canvas, x, paddingTop, star.width, star.height);
      yield* vm.call(canvas, 'restoreToCount(I)V', saved);
    }
  },
  'onTouchEvent(Landroid/view/MotionEvent;)Z': touch,
  'getNumStars()I': (_vm, self: JavaObject) => ratingOf(self).stars,
  'setNumStars(I)V': function* (vm, self: JavaObject, stars: number) {
    if (stars <= 0) return;
    ratingOf(self).stars = stars;
    yield* vm.call(self, 'requestLayout()V');
  },
  'getRating()F': (_vm, self: JavaObject) => ratingOf(self).rating,
  'setRating(F)V': (vm, self: JavaObject, rating: number) => setRating(vm, self, rating),
  'getStepSize()F': (_vm, self: JavaObject) => ratingOf(self).step,
  'setStepSize(F)V': (_vm, self: JavaObject, step: number) => {
    if (step > 0) ratingOf(self).step = step;
  },
  'isIndicator()Z': (_vm, self: JavaObject) => ratingOf(self).indicator,
  'setIsIndicator(Z)V': (_vm, self: JavaObject, indicator: boolean) => {
    ratingOf(self).indicator = indicator;
  },
  'setOnRatingBarChangeListener(Landroid/widget/RatingBar$OnRatingBarChangeListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    ratingOf(self).listener = listener;
  },
  'getOnRatingBarChangeListener()Landroid/widget/RatingBar$OnRatingBarChangeListener;': (
    _vm,
    self: JavaObject,
  ) => ratingOf(self).listener,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.RatingBar',
};

export const ratingBar = viewClass({
  name: 'android/widget/RatingBar',
  super: 'android/widget/AbsSeekBar',
  defaultStyle: 'ratingBarStyle',
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      names,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    const state = ratingOf(self);
    state.stars = styled.int('numStars', 5);
    state.indicator = styled.boolean('isIndicator', false);
    state.step = styled.float('stepSize', 0.5) || 0.5;
    state.rating = Math.min(Math.max(styled.float('rating', 0), 0), state.stars);
  },
  methods,
});
