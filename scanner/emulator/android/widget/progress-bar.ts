import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { Methods } from '../view/accessors.ts';
import { resolveSizeAndState } from '../view/measure-spec.ts';
import {
  ACTION_CANCEL,
  ACTION_DOWN,
  ACTION_MOVE,
  ACTION_UP,
  type MotionEvent,
} from '../view/motion-event.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { savedStateMethods } from '../view/saved-state.ts';
import { viewClass } from '../view/view-class.ts';
import { applyState } from '../view/view-drawable-state.ts';
import { setMeasured, suggestedMinimum } from '../view/view-layout.ts';
import { heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { drawAt } from './text-draw.ts';
import { drawableSize } from './text-measure.ts';

export const progressOf = viewPart(() => ({
  progress: 0,
  secondary: 0,
  min: 0,
  max: 100,
  indeterminate: false,
  onlyIndeterminate: false,
  progressDrawable: null as JavaObject | null,
  indeterminateDrawable: null as JavaObject | null,
  thumb: null as JavaObject | null,
  minWidth: 24,
  maxWidth: 48,
  minHeight: 24,
  maxHeight: 48,
  listener: null as HeapObject | null,
  rating: 0,
}));

const names = attributes(
  'progress',
  'secondaryProgress',
  'max',
  'min',
  'indeterminate',
  'indeterminateOnly',
  'progressDrawable',
  'indeterminateDrawable',
  'minWidth',
  'maxWidth',
  'minHeight',
  'maxHeight',
  'thumb',
  'numStars',
  'rating',
);

const LEVELS = 10_000;
const drawable$ = 'Landroid/graphics/drawable/Drawable;';

function current(self: JavaObject): JavaObject | null {
  const { indeterminate, indeterminateDrawable, progressDrawable } = progressOf(self);
  return indeterminate ? indeterminateDrawable : progressDrawable;
}

function fraction(self: JavaObject): number {
  const { progress, min, max } = progressOf(self);
  return max > min ? (progress - min) / (max - min) : 0;
}

/** Gives the part of the drawable that shows the progress its level. */
function* updateLevel(vm: Machine, self: JavaObject): Steps<void> {
  const { progressDrawable, secondary, max } = progressOf(self);
  if (!progressDrawable) return;
  const find = function* (id: number): Steps<JavaObject | null> {
    const isLayered = [...progressDrawable.cls.ancestors].some(
      ({ name }) => name === 'android/graphics/drawable/LayerDrawable',
    );
    return isLayered
      ? yield* vm.call<JavaObject | null>(progressDrawable, `findDrawableByLayerId(I)${drawable$}`, id)
      : null;
  };
  const bar = (yield* find(0x0102000d)) ?? progressDrawable;
  yield* vm.call(bar, 'setLevel(I)Z', Math.round(fraction(self) * LEVELS));
  const second = yield* find(0x0102000f);
  if (second) yield* vm.call(second, 'setLevel(I)Z', Math.round((max > 0 ? secondary / max : 0) * LEVELS));
}

export function* setProgress(vm: Machine, self: JavaObject, value: number, fromUser = false): Steps<void> {
  const state = progressOf(self);
  if (state.indeterminate) return;
  const next = Math.min(Math.max(value, state.min), state.max);
  if (next === state.progress) return;
  state.progress = next;
  yield* updateLevel(vm, self);
  if (state.listener)
    yield* vm.call(state.listener, 'onProgressChanged(Landroid/widget/SeekBar;IZ)V', self, next, fromUser);
}

const methods: Methods = {
  ...savedStateMethods(
    'android/view/View',
    (_vm, self) => ({ progress: progressOf(self).progress, secondary: progressOf(self).secondary }),
    function* (vm, self, { progress, secondary }) {
      yield* vm.call(self, 'setProgress(I)V', progress);
      yield* vm.call(self, 'setSecondaryProgress(I)V', secondary);
    },
  ),
  'protected onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
    const state = progressOf(self);
    const drawable = current(self);
    const natural = drawable ? yield* drawableSize(vm, drawable) : { width: 0, height: 0 };
    const thumb = state.thumb ? yield* drawableSize(vm, state.thumb) : { width: 0, height: 0 };
    const clamp = (size: number, least: number, most: number) => Math.max(least, Math.min(most, size));
    const width = drawable ? clamp(natural.width, state.minWidth, state.maxWidth) : 0;
    const height = drawable ? clamp(natural.height, state.minHeight, state.maxHeight) : 0;
    const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
    const minimum = yield* suggestedMinimum(vm, self);
    setMeasured(
      self,
      resolveSizeAndState(Math.max(width + paddingLeft + paddingRight, minimum.width), widthSpec, 0),
      resolveSizeAndState(
        Math.max(Math.max(height, thumb.height) + paddingTop + paddingBottom, minimum.height),
        heightSpec,
        0,
      ),
    );
  },
  'protected onDraw(Landroid/graphics/Canvas;)V': function* (vm, self: JavaObject, canvas: JavaObject) {
    const drawable = current(self);
    const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
    const width = widthOf(self) - paddingLeft - paddingRight;
    const height = heightOf(self) - paddingTop - paddingBottom;
    const { thumb, maxHeight } = progressOf(self);
    if (drawable) {
      yield* applyState(vm, self, drawable);
      const bar = thumb ? Math.min(height, maxHeight) : height;
      yield* drawAt(vm, drawable, canvas, paddingLeft, paddingTop + (height - bar) / 2, width, bar);
    }
    if (!thumb) return;
    yield* applyState(vm, self, thumb);
    const size = yield* drawableSize(vm, thumb);
    const x = paddingLeft + fraction(self) * width - size.width / 2;
    yield* drawAt(vm, thumb, canvas, x, paddingTop + (height - size.height) / 2, size.width, size.height);
  },
  'setProgress(I)V': (vm, self: JavaObject, value: number) => setProgress(vm, self, value),
  'setProgress(IZ)V': (vm, self: JavaObject, value: number) => setProgress(vm, self, value),
  'getProgress()I': (_vm, self: JavaObject) => progressOf(self).progress,
  'setSecondaryProgress(I)V': function* (vm, self: JavaObject, value: number) {
    progressOf(self).secondary = value;
    yield* updateLevel(vm, self);
  },
  'getSecondaryProgress()I': (_vm, self: JavaObject) => progressOf(self).secondary,
  'setMax(I)V': function* (vm, self: JavaObject, max: number) {
    progressOf(self).max = Math.max(0, max);
    yield* updateLevel(vm, self);
  },
  'getMax()I': (_vm, self: JavaObject) => progressOf(self).max,
  'setMin(I)V': (_vm, self: JavaObject, min: number) => {
    progressOf(self).min = min;
  },
  'getMin()I': (_vm, self: JavaObject) => progressOf(self).min,
  'final incrementProgressBy(I)V': function* (vm, self: JavaObject, by: number) {
    yield* setProgress(vm, self, progressOf(self).progress + by);
  },
  'final incrementSecondaryProgressBy(I)V': (_vm, self: JavaObject, by: number) => {
    progressOf(self).secondary += by;
  },
  'isIndeterminate()Z': (_vm, self: JavaObject) => progressOf(self).indeterminate,
  'setIndeterminate(Z)V': (_vm, self: JavaObject, indeterminate: boolean) => {
    if (!progressOf(self).onlyIndeterminate) progressOf(self).indeterminate = indeterminate;
  },
  [`setProgressDrawable(${drawable$})V`]: (_vm, self: JavaObject, drawable: JavaObject | null) => {
    progressOf(self).progressDrawable = drawable;
  },
  [`getProgressDrawable()${drawable$}`]: (_vm, self: JavaObject) => progressOf(self).progressDrawable,
  [`setIndeterminateDrawable(${drawable$})V`]: (_vm, self: JavaObject, drawable: JavaObject | null) => {
    progressOf(self).indeterminateDrawable = drawable;
  },
  [`getIndeterminateDrawable()${drawable$}`]: (_vm, self: JavaObject) =>
    progressOf(self).indeterminateDrawable,
  'setProgressTintList(Landroid/content/res/ColorStateList;)V': () => undefined,
  'setIndeterminateTintList(Landroid/content/res/ColorStateList;)V': () => undefined,
  'setInterpolator(Landroid/view/animation/Interpolator;)V': () => undefined,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.ProgressBar',
};

export const progressBar = viewClass({
  name: 'android/widget/ProgressBar',
  defaultStyle: 'progressBarStyle',
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
    const state = progressOf(self);
    state.max = styled.int('max', 100);
    state.min = styled.int('min', 0);
    state.progress = styled.int('progress', 0);
    state.secondary = styled.int('secondaryProgress', 0);
    state.onlyIndeterminate = styled.boolean('indeterminateOnly', false);
    state.indeterminate = state.onlyIndeterminate || styled.boolean('indeterminate', false);
    state.minWidth = styled.sizePx('minWidth', state.minWidth);
    state.maxWidth = styled.sizePx('maxWidth', state.maxWidth);
    state.minHeight = styled.sizePx('minHeight', state.minHeight);
    state.maxHeight = styled.sizePx('maxHeight', state.maxHeight);
    state.progressDrawable = yield* styled.drawable('progressDrawable');
    state.indeterminateDrawable = yield* styled.drawable('indeterminateDrawable');
    state.thumb = yield* styled.drawable('thumb');
    yield* updateLevel(vm, self);
  },
  methods,
});

export const absSeekBar = viewClass({
  name: 'android/widget/AbsSeekBar',
  super: 'android/widget/ProgressBar',
  flags: 'abstract',
  labels: 'container',
  methods: {
    'onTouchEvent(Landroid/view/MotionEvent;)Z': function* (vm, self: JavaObject, event: MotionEvent) {
      const state = progressOf(self);
      if (!viewOf(self).enabled) return false;
      const { action, x } = event.peer;
      const { paddingLeft, paddingRight } = viewOf(self);
      const width = Math.max(1, widthOf(self) - paddingLeft - paddingRight);
      const tell = function* (selector: string): Steps<void> {
        if (state.listener) yield* vm.call(state.listener, selector, self);
      };
      if (action === ACTION_DOWN) yield* tell('onStartTrackingTouch(Landroid/widget/SeekBar;)V');
      if (action === ACTION_DOWN || action === ACTION_MOVE || action === ACTION_UP) {
        const part = Math.min(1, Math.max(0, (x - paddingLeft) / width));
        yield* setProgress(vm, self, Math.round(state.min + part * (state.max - state.min)), true);
      }
      if (action === ACTION_UP || action === ACTION_CANCEL)
        yield* tell('onStopTrackingTouch(Landroid/widget/SeekBar;)V');
      return true;
    },
    [`setThumb(${drawable$})V`]: (_vm, self: JavaObject, thumb: JavaObject | null) => {
      progressOf(self).thumb = thumb;
    },
    [`getThumb()${drawable$}`]: (_vm, self: JavaObject) => progressOf(self).thumb,
    'setKeyProgressIncrement(I)V': () => undefined,
    'setThumbOffset(I)V': () => undefined,
  },
});

export const seekBar = viewClass({
  name: 'android/widget/SeekBar',
  super: 'android/widget/AbsSeekBar',
  defaultStyle: 'seekBarStyle',
  labels: 'container',
  methods: {
    'setOnSeekBarChangeListener(Landroid/widget/SeekBar$OnSeekBarChangeListener;)V': (
      _vm,
      self: JavaObject,
      listener: HeapObject | null,
    ) => {
      progressOf(self).listener = listener;
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.SeekBar',
  },
});
