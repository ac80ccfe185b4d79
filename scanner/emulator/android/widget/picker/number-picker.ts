import { refsOf } from '../../../machine/index.ts';
import type { HeapObject, JavaArray, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { defineClass } from '../../../machine/index.ts';
import { ignored, type Methods } from '../../view/accessors.ts';
import { dpToPx, systemId } from '../../view/styled.ts';
import { viewClass } from '../../view/view-class.ts';
import { viewOf, viewPart } from '../../view/view-state.ts';
import { linearOf } from '../linear-layout.ts';
import { make, onClick, twoDigits } from './picker-parts.ts';

/** State of an android.widget.NumberPicker. */
export const numberOf = viewPart(() => ({
  min: 0,
  max: 0,
  value: 0,
  wraps: true,
  shown: null as JavaArray | null,
  formatter: null as HeapObject | null,
  listener: null as HeapObject | null,
  before: null as JavaObject | null,
  input: null as JavaObject | null,
  after: null as JavaObject | null,
}));

const text$ = 'Ljava/lang/CharSequence;';

function* labelOf(vm: Machine, self: JavaObject, value: number): Steps<HeapObject | null> {
  const { min, max, shown, formatter } = numberOf(self);
  if (value < min || value > max) return null;
  if (shown) return refsOf(shown)[value - min] ?? null;
  if (formatter) return yield* vm.call<HeapObject | null>(formatter, 'format(I)Ljava/lang/String;', value);
  return vm.string(String(value));
}

/** The value one step on; round the end where the wheel turns without end. */
function stepped(self: JavaObject, by: number): number {
  const { min, max, value, wraps } = numberOf(self);
  const next = value + by;
  if (next > max) return wraps ? min : max + 1;
  if (next < min) return wraps ? max : min - 1;
  return next;
}

export function* showNumbers(vm: Machine, self: JavaObject): Steps<void> {
  const { before, input, after, value } = numberOf(self);
  for (const [view, number] of [
    [before, stepped(self, -1)],
    [input, value],
    [after, stepped(self, 1)],
  ] as const)
    if (view) yield* vm.call(view, `setText(${text$})V`, (yield* labelOf(vm, self, number)) ?? vm.string(''));
}

function* change(vm: Machine, self: JavaObject, value: number): Steps<void> {
  const state = numberOf(self);
  if (value < state.min || value > state.max || value === state.value) return;
  const old = state.value;
  state.value = value;
  yield* showNumbers(vm, self);
  if (state.listener)
    yield* vm.call(state.listener, 'onValueChange(Landroid/widget/NumberPicker;II)V', self, old, value);
}

function sets(apply: (state: ReturnType<typeof numberOf>, value: never) => void) {
  return function* (vm: Machine, self: JavaObject, value: never): Steps<void> {
    const state = numberOf(self);
    apply(state, value);
    state.value = Math.min(Math.max(state.value, state.min), state.max);
    yield* showNumbers(vm, self);
  };
}

const methods: Methods = {
  'getValue()I': (_vm, self: JavaObject) => numberOf(self).value,
  'setValue(I)V': sets((state, value: number) => {
    state.value = value;
  }),
  'getMinValue()I': (_vm, self: JavaObject) => numberOf(self).min,
  'setMinValue(I)V': sets((state, value: number) => {
    state.min = value;
  }),
  'getMaxValue()I': (_vm, self: JavaObject) => numberOf(self).max,
  'setMaxValue(I)V': sets((state, value: number) => {
    state.max = value;
  }),
  'getDisplayedValues()[Ljava/lang/String;': (_vm, self: JavaObject) => numberOf(self).shown,
  'setDisplayedValues([Ljava/lang/String;)V': sets((state, shown: JavaArray | null) => {
    state.shown = shown;
  }),
  'setFormatter(Landroid/widget/NumberPicker$Formatter;)V': sets((state, formatter: HeapObject | null) => {
    state.formatter = formatter;
  }),
  'getWrapSelectorWheel()Z': (_vm, self: JavaObject) => numberOf(self).wraps,
  'setWrapSelectorWheel(Z)V': sets((state, wraps: boolean) => {
    state.wraps = wraps;
  }),
  'setOnValueChangedListener(Landroid/widget/NumberPicker$OnValueChangeListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    numberOf(self).listener = listener;
  },
  'setOnScrollListener(Landroid/widget/NumberPicker$OnScrollListener;)V': ignored,
  'setOnLongPressUpdateInterval(J)V': ignored,
  'static getTwoDigitFormatter()Landroid/widget/NumberPicker$Formatter;': (vm) =>
    vm.newObject('android/widget/NumberPicker$TwoDigitFormatter'),
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.NumberPicker',
};

const flat = 'setBackground(Landroid/graphics/drawable/Drawable;)V';

/** The number before, the one chosen in a field, and the one after: a press of a neighbour goes to it. */
function* makeParts(vm: Machine, self: JavaObject): Steps<void> {
  const state = numberOf(self);
  const { context } = viewOf(self);
  linearOf(self).orientation = 1;
  linearOf(self).gravity = 0x11;
  const partPx = Math.round(dpToPx(vm, 60));
  const add = function* (view: JavaObject): Steps<void> {
    yield* vm.call(view, flat, null);
    yield* vm.call(view, 'setGravity(I)V', 0x11);
    yield* vm.call(view, 'setTextSize(IF)V', 2, 16);
    yield* vm.call(view, 'setSingleLine()V');
    yield* vm.call(view, 'setPadding(IIII)V', 0, 0, 0, 0);
    yield* vm.call(view, 'setMinWidth(I)V', Math.round(dpToPx(vm, 64)));
    const params = yield* vm.construct('android/widget/LinearLayout$LayoutParams', '(II)V', -1, partPx);
    yield* vm.call(self, 'addView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V', view, params);
  };
  state.before = yield* make(vm, context, 'Button');
  state.input = yield* make(vm, context, 'EditText');
  state.after = yield* make(vm, context, 'Button');
  viewOf(state.input).id = systemId(vm, 'id', 'numberpicker_input');
  for (const part of [state.before, state.input, state.after]) yield* add(part);
  for (const part of [state.before, state.after]) {
    yield* vm.call(part, 'setAllCaps(Z)V', false);
    viewOf(part).alpha = 0.5;
  }
  yield* onClick(vm, state.before, () => change(vm, self, stepped(self, -1)));
  yield* onClick(vm, state.after, () => change(vm, self, stepped(self, 1)));
  yield* showNumbers(vm, self);
}

export const numberPicker = viewClass({
  name: 'android/widget/NumberPicker',
  super: 'android/widget/LinearLayout',
  defaultStyle: 'numberPickerStyle',
  labels: 'container',
  init: makeParts,
  methods,
});

export const twoDigitFormatter = defineClass({
  name: 'android/widget/NumberPicker$TwoDigitFormatter',
  interfaces: ['android/widget/NumberPicker$Formatter'],
  methods: { 'format(I)Ljava/lang/String;': (_vm, _self: JavaObject, value: number) => twoDigits(value) },
});
