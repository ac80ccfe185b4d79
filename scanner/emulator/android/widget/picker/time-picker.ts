import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { ignored, type Methods } from '../../view/accessors.ts';
import { attributes, dpToPx, obtainStyled, systemId } from '../../view/styled.ts';
import { viewClass } from '../../view/view-class.ts';
import { exactly, layoutChild, measureView, setMeasured } from '../../view/view-layout.ts';
import { specSize } from '../../view/measure-spec.ts';
import { childrenOf, heightOf, viewOf, viewPart, widthOf } from '../../view/view-state.ts';
import { findById } from '../../view/view-tree.ts';
import { inflate } from '../list/adapters.ts';
import { make, onClick, setText, systemText, twoDigits } from './picker-parts.ts';

/** State of an android.widget.TimePicker. */
export const timeOf = viewPart(() => ({
  hour: 0,
  minute: 0,
  is24: false,
  listener: null as HeapObject | null,
  /** What the dial shows: hours first, then minutes. */
  asks: 'hour' as 'hour' | 'minute',
  built: false,
}));

const part = (vm: Machine, self: JavaObject, name: string) => findById(self, systemId(vm, 'id', name));

/** Header, dial and, of a twelve-hour clock, the halves of the day, in the platform's layout. */
function* build(vm: Machine, self: JavaObject): Steps<void> {
  const state = timeOf(self);
  const { context } = viewOf(self);
  const content = yield* inflate(vm, context, systemId(vm, 'layout', 'time_picker_material'), self);
  yield* vm.call(self, 'addView(Landroid/view/View;)V', content);
  state.built = true;
  const header = part(vm, self, 'time_header');
  const styled = yield* obtainStyled(vm, context, null, accentNames, 0, 0);
  if (header)
    yield* vm.call(header, 'setBackgroundColor(I)V', yield* styled.color('colorAccent', 0xff009688 | 0));
  yield* setText(vm, part(vm, self, 'separator'), ':');
  for (const [name, text, fallback] of [
    ['am_label', 'am', 'AM'],
    ['pm_label', 'pm', 'PM'],
  ] as const) {
    const label = part(vm, self, name);
    if (!label) continue;
    yield* vm.call(
      label,
      'setText(Ljava/lang/CharSequence;)V',
      yield* systemText(vm, context, `${text}_label`, fallback),
    );
    yield* onClick(vm, label, function* () {
      const isAfternoon = name === 'pm_label';
      yield* setTime(vm, self, (state.hour % 12) + (isAfternoon ? 12 : 0), state.minute, true);
    });
  }
  for (const [name, asks] of [
    ['hours', 'hour'],
    ['minutes', 'minute'],
  ] as const)
    yield* onClick(vm, part(vm, self, name), function* () {
      state.asks = asks;
      yield* show(vm, self);
    });
  yield* show(vm, self);
}

/** Brings header and dial up to date. */
function* show(vm: Machine, self: JavaObject): Steps<void> {
  const { built, hour, minute, is24, asks } = timeOf(self);
  if (!built) return;
  const shownHour = is24 ? twoDigits(hour) : String(hour % 12 === 0 ? 12 : hour % 12);
  yield* setText(vm, part(vm, self, 'hours'), shownHour);
  yield* setText(vm, part(vm, self, 'minutes'), twoDigits(minute));
  for (const [name, selected] of [
    ['hours', asks === 'hour'],
    ['minutes', asks === 'minute'],
  ] as const) {
    const view = part(vm, self, name);
    if (view) yield* vm.call(view, 'setActivated(Z)V', selected);
  }
  const halves = part(vm, self, 'ampm_layout');
  if (halves) yield* vm.call(halves, 'setVisibility(I)V', is24 ? 8 : 0);
  for (const [name, checked] of [
    ['am_label', hour < 12],
    ['pm_label', hour >= 12],
  ] as const) {
    const view = part(vm, self, name);
    if (view) yield* vm.call(view, 'setChecked(Z)V', checked);
  }
  const dial = part(vm, self, 'radial_picker');
  if (dial) yield* showDial(vm, dial, self);
}

function* setTime(vm: Machine, self: JavaObject, hour: number, minute: number, byUser = false): Steps<void> {
  const state = timeOf(self);
  const changed = hour !== state.hour || minute !== state.minute;
  state.hour = ((hour % 24) + 24) % 24;
  state.minute = ((minute % 60) + 60) % 60;
  yield* show(vm, self);
  if (!changed && !byUser) return;
  yield* vm.call(self, 'sendAccessibilityEvent(I)V', 4);
  if (state.listener)
    yield* vm.call(
      state.listener,
      'onTimeChanged(Landroid/widget/TimePicker;II)V',
      self,
      state.hour,
      state.minute,
    );
}

const dialOf = viewPart(() => ({ numbers: [] as { view: JavaObject; inner: boolean; at: number }[] }));

/** The numbers on the dial, twelve on a ring; of twenty-four hours the second twelve lie on an inner ring. */
function* showDial(vm: Machine, dial: JavaObject, picker: JavaObject): Steps<void> {
  const { asks, hour, minute, is24 } = timeOf(picker);
  const state = dialOf(dial);
  yield* vm.call(dial, 'removeAllViews()V');
  state.numbers = [];
  const rings = asks === 'hour' && is24 ? 2 : 1;
  const accent = yield* (yield* obtainStyled(vm, viewOf(dial).context, null, accentNames, 0, 0)).color(
    'colorAccent',
    0xff009688 | 0,
  );
  for (let at = 0; at < 12 * rings; at++) {
    const value = asks === 'minute' ? at * 5 : is24 ? hourOnRing(at) : at === 0 ? 12 : at;
    const chosen = asks === 'minute' ? minute === value : is24 ? hour === value : hour % 12 === value % 12;
    const view = yield* make(vm, viewOf(dial).context, 'RadialTimePickerView$Number');
    yield* setText(vm, view, asks === 'minute' || (is24 && at >= 12) ? twoDigits(value) : String(value));
    yield* vm.call(view, 'setTextSize(IF)V', 2, at >= 12 ? 12 : 16);
    yield* vm.call(view, 'setGravity(I)V', 0x11);
    viewOf(view).description = vm.string(String(value));
    if (chosen) {
      yield* vm.call(view, 'setTextColor(I)V', -1);
      const circle = yield* vm.construct<JavaObject>('android/graphics/drawable/GradientDrawable', '()V');
      yield* vm.call(circle, 'setShape(I)V', 1);
      yield* vm.call(circle, 'setColor(I)V', accent);
      yield* vm.call(view, 'setBackground(Landroid/graphics/drawable/Drawable;)V', circle);
      viewOf(view).selected = true;
    }
    yield* onClick(vm, view, function* () {
      if (asks === 'minute') yield* setTime(vm, picker, hour, value, true);
      else {
        timeOf(picker).asks = 'minute';
        yield* setTime(vm, picker, is24 ? value : (value % 12) + (hour >= 12 ? 12 : 0), minute, true);
      }
    });
    yield* vm.call(dial, 'addView(Landroid/view/View;)V', view);
    state.numbers.push({ view, inner: at >= 12, at: at % 12 });
  }
}

const accentNames = attributes('colorAccent');

/** Of twenty-four hours: 0 and 13 to 23 outside, 1 to 12 on the inner ring. */
function hourOnRing(at: number): number {
  if (at < 12) return at === 0 ? 0 : at + 12;
  return at === 12 ? 12 : at - 12;
}

const cellDp = 40;

export const radialTimePicker = viewClass({
  name: 'android/widget/RadialTimePickerView',
  super: 'android/view/ViewGroup',
  labels: 'container',
  init: function* (vm, self) {
    const circle = yield* vm.construct<JavaObject>('android/graphics/drawable/GradientDrawable', '()V');
    yield* vm.call(circle, 'setShape(I)V', 1);
    yield* vm.call(circle, 'setColor(I)V', 0x1f888888);
    yield* vm.call(self, 'setBackground(Landroid/graphics/drawable/Drawable;)V', circle);
  },
  methods: {
    'protected onMeasure(II)V': function* (vm, self: JavaObject, widthSpec: number, heightSpec: number) {
      const side = Math.min(specSize(widthSpec), specSize(heightSpec)) || Math.round(dpToPx(vm, 270));
      const cell = exactly(Math.round(dpToPx(vm, cellDp)));
      for (const child of childrenOf(self)) yield* measureView(vm, child, cell, cell);
      setMeasured(self, side, side);
    },
    'protected onLayout(ZIIII)V': function* (vm, self: JavaObject) {
      const cell = Math.round(dpToPx(vm, cellDp));
      const outer = Math.min(widthOf(self), heightOf(self)) / 2 - cell * 0.6;
      for (const { view, inner, at } of dialOf(self).numbers) {
        const radius = inner ? outer - cell : outer;
        const angle = (at / 12) * 2 * Math.PI - Math.PI / 2;
        const x = widthOf(self) / 2 + radius * Math.cos(angle) - cell / 2;
        const y = heightOf(self) / 2 + radius * Math.sin(angle) - cell / 2;
        yield* layoutChild(vm, view, Math.round(x), Math.round(y), cell, cell);
      }
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.view.View',
  },
});

export const radialNumber = viewClass({
  name: 'android/widget/RadialTimePickerView$Number',
  super: 'android/widget/TextView',
  labels: 'container',
  methods: {
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () =>
      'android.widget.RadialTimePickerView$RadialPickerTouchHelper',
  },
});

/** Parts of the layout that are text views with habits of their own. */
export const numericTextView = viewClass({
  name: 'com/android/internal/widget/NumericTextView',
  super: 'android/widget/TextView',
  labels: 'container',
});

export const textInputTimePicker = viewClass({
  name: 'android/widget/TextInputTimePickerView',
  super: 'android/widget/RelativeLayout',
  labels: 'container',
});

const boxed = (value: string) => `(Ljava/lang/${value};)V`;

function* intOf(vm: Machine, value: HeapObject | null): Steps<number> {
  return yield* vm.call<number>(value, 'intValue()I');
}

function boxInt(vm: Machine, value: number): Steps<JavaObject> {
  return vm.callStatic<JavaObject>('java/lang/Integer', 'valueOf(I)Ljava/lang/Integer;', value);
}

const methods: Methods = {
  'getHour()I': (_vm, self: JavaObject) => timeOf(self).hour,
  'setHour(I)V': (vm, self: JavaObject, hour: number) => setTime(vm, self, hour, timeOf(self).minute),
  'getMinute()I': (_vm, self: JavaObject) => timeOf(self).minute,
  'setMinute(I)V': (vm, self: JavaObject, minute: number) => setTime(vm, self, timeOf(self).hour, minute),
  'getCurrentHour()Ljava/lang/Integer;': (vm, self: JavaObject) => boxInt(vm, timeOf(self).hour),
  [`setCurrentHour${boxed('Integer')}`]: function* (vm, self: JavaObject, hour: HeapObject | null) {
    yield* setTime(vm, self, yield* intOf(vm, hour), timeOf(self).minute);
  },
  'getCurrentMinute()Ljava/lang/Integer;': (vm, self: JavaObject) => boxInt(vm, timeOf(self).minute),
  [`setCurrentMinute${boxed('Integer')}`]: function* (vm, self: JavaObject, minute: HeapObject | null) {
    yield* setTime(vm, self, timeOf(self).hour, yield* intOf(vm, minute));
  },
  'is24HourView()Z': (_vm, self: JavaObject) => timeOf(self).is24,
  [`setIs24HourView${boxed('Boolean')}`]: function* (vm, self: JavaObject, is24: HeapObject | null) {
    if (!is24) return;
    timeOf(self).is24 = yield* vm.call<boolean>(is24, 'booleanValue()Z');
    yield* show(vm, self);
  },
  'setOnTimeChangedListener(Landroid/widget/TimePicker$OnTimeChangedListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    timeOf(self).listener = listener;
  },
  'validateInput()Z': () => true,
  'clearFocus()V': ignored,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.TimePicker',
};

export const timePicker = viewClass({
  name: 'android/widget/TimePicker',
  super: 'android/widget/FrameLayout',
  defaultStyle: 'timePickerStyle',
  labels: 'container',
  init: function* (vm, self) {
    const calendar = yield* vm.callStatic<JavaObject>(
      'java/util/Calendar',
      'getInstance()Ljava/util/Calendar;',
    );
    Object.assign(timeOf(self), {
      hour: yield* vm.call<number>(calendar, 'get(I)I', 11),
      minute: yield* vm.call<number>(calendar, 'get(I)I', 12),
    });
    yield* build(vm, self);
  },
  methods,
});
