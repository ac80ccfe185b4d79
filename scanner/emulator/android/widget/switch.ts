import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { attributes, dpToPx, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { applyState } from '../view/view-drawable-state.ts';
import { heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { compoundOf } from './compound-button.ts';
import { drawAt, drawTextView } from './text-draw.ts';
import { compoundPadding, drawableSize } from './text-measure.ts';

export const switchOf = viewPart(() => ({
  track: null as JavaObject | null,
  thumb: null as JavaObject | null,
  minWidthPx: 0,
  paddingPx: 0,
  showText: false,
}));

const names = attributes(
  'track',
  'thumb',
  'switchMinWidth',
  'switchPadding',
  'textOn',
  'textOff',
  'showText',
);

function* switchSize(vm: Machine, self: JavaObject): Steps<{ width: number; height: number }> {
  const { track, thumb, minWidthPx } = switchOf(self);
  const thumbSize = thumb ? yield* drawableSize(vm, thumb) : { width: 0, height: 0 };
  const trackHeight = track ? (yield* drawableSize(vm, track)).height : 0;
  return {
    width: Math.max(minWidthPx, 2 * thumbSize.width),
    height: Math.max(thumbSize.height, trackHeight),
  };
}

const drawable$ = 'Landroid/graphics/drawable/Drawable;';

export const switchWidget = viewClass({
  name: 'android/widget/Switch',
  super: 'android/widget/CompoundButton',
  defaultStyle: 'switchStyle',
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
    const state = switchOf(self);
    state.track = yield* styled.drawable('track');
    state.thumb = yield* styled.drawable('thumb');
    state.minWidthPx = styled.sizePx('switchMinWidth', Math.round(dpToPx(vm, 48)));
    state.paddingPx = styled.sizePx('switchPadding', 0);
    state.showText = styled.boolean('showText', false);
    compoundOf(self).textOn = yield* styled.text('textOn');
    compoundOf(self).textOff = yield* styled.text('textOff');
  },
  methods: {
    'getCompoundPaddingRight()I': function* (vm, self: JavaObject) {
      const { right } = yield* compoundPadding(vm, self);
      const { width } = yield* switchSize(vm, self);
      return right + width + switchOf(self).paddingPx;
    },
    'onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
      const { height } = yield* switchSize(vm, self);
      yield* vm.callSpecial('android/widget/TextView', 'onMeasure(II)V', self, widthSpec, heightSpec);
      const view = viewOf(self);
      if ((view.measuredHeight & 0xffffff) < height) view.measuredHeight = height;
    },
    'protected onDraw(Landroid/graphics/Canvas;)V': function* (vm, self: JavaObject, canvas: JavaObject) {
      yield* drawTextView(vm, self, canvas);
      const { track, thumb } = switchOf(self);
      const { width, height } = yield* switchSize(vm, self);
      const left = widthOf(self) - viewOf(self).paddingRight - width;
      const top = (heightOf(self) - height) / 2;
      if (track) {
        yield* applyState(vm, self, track);
        yield* drawAt(vm, track, canvas, left, top, width, height);
      }
      if (thumb) {
        yield* applyState(vm, self, thumb);
        const size = yield* drawableSize(vm, thumb);
        const x = compoundOf(self).checked ? left + width - size.width : left;
        yield* drawAt(vm, thumb, canvas, x, top, size.width, height);
      }
    },
    [`setTrackDrawable(${drawable$})V`]: (_vm, self: JavaObject, drawable: JavaObject | null) => {
      switchOf(self).track = drawable;
    },
    [`setThumbDrawable(${drawable$})V`]: (_vm, self: JavaObject, drawable: JavaObject | null) => {
      switchOf(self).thumb = drawable;
    },
    [`getTrackDrawable()${drawable$}`]: (_vm, self: JavaObject) => switchOf(self).track,
    [`getThumbDrawable()${drawable$}`]: (_vm, self: JavaObject) => switchOf(self).thumb,
    'getTextOn()Ljava/lang/CharSequence;': (_vm, self: JavaObject) => compoundOf(self).textOn,
    'getTextOff()Ljava/lang/CharSequence;': (_vm, self: JavaObject) => compoundOf(self).textOff,
    'setTextOn(Ljava/lang/CharSequence;)V': (_vm, self: JavaObject, text: HeapObject | null) => {
      compoundOf(self).textOn = text;
    },
    'setTextOff(Ljava/lang/CharSequence;)V': (_vm, self: JavaObject, text: HeapObject | null) => {
      compoundOf(self).textOff = text;
    },
    'setShowText(Z)V': (_vm, self: JavaObject, show: boolean) => {
      switchOf(self).showText = show;
    },
    'setSwitchPadding(I)V': (_vm, self: JavaObject, padding: number) => {
      switchOf(self).paddingPx = padding;
    },
    'setSwitchMinWidth(I)V': (_vm, self: JavaObject, width: number) => {
      switchOf(self).minWidthPx = width;
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.Switch',
  },
});
