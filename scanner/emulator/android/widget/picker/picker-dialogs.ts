import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import type { Methods } from '../../view/accessors.ts';
import { viewPart } from '../../view/view-state.ts';
import { dateOf } from './date-picker.ts';
import { make, systemText, today, type Day } from './picker-parts.ts';
import { timeOf } from './time-picker.ts';

const dialogOf = viewPart(() => ({ picker: null as JavaObject | null, listener: null as HeapObject | null }));

const context$ = 'Landroid/content/Context;';
const text$ = 'Ljava/lang/CharSequence;';
const click$ = 'Landroid/content/DialogInterface$OnClickListener;';

const BUTTON_POSITIVE = -1;
const BUTTON_NEGATIVE = -2;

/** An alert with a picker as its content, and OK and Cancel under it; the dialog hears of its own buttons. */
function* setUp(
  vm: Machine,
  self: JavaObject,
  context: JavaObject | null,
  theme: number,
  pickerName: string,
  listener: HeapObject | null,
): Steps<JavaObject> {
  yield* vm.callSpecial('android/app/AlertDialog', `<init>(${context$}I)V`, self, context, theme);
  const own = yield* vm.call<JavaObject>(self, `getContext()${context$}`);
  const picker = yield* make(vm, own, pickerName);
  Object.assign(dialogOf(self), { picker, listener });
  yield* vm.call(self, 'setView(Landroid/view/View;)V', picker);
  for (const [which, name, fallback] of [
    [BUTTON_POSITIVE, 'ok', 'OK'],
    [BUTTON_NEGATIVE, 'cancel', 'Cancel'],
  ] as const)
    yield* vm.call(
      self,
      `setButton(I${text$}${click$})V`,
      which,
      yield* systemText(vm, own, name, fallback),
      self,
    );
  return picker;
}

const timeSet$ = 'Landroid/app/TimePickerDialog$OnTimeSetListener;';

function* initTime(
  vm: Machine,
  self: JavaObject,
  context: JavaObject | null,
  theme: number,
  listener: HeapObject | null,
  hour: number,
  minute: number,
  is24: boolean,
): Steps<void> {
  const picker = yield* setUp(vm, self, context, theme, 'TimePicker', listener);
  timeOf(picker).is24 = is24;
  yield* vm.call(picker, 'setHour(I)V', hour);
  yield* vm.call(picker, 'setMinute(I)V', minute);
  yield* vm.call(
    picker,
    'setOnTimeChangedListener(Landroid/widget/TimePicker$OnTimeChangedListener;)V',
    self,
  );
}

export const timePickerDialog = defineClass({
  name: 'android/app/TimePickerDialog',
  super: 'android/app/AlertDialog',
  interfaces: [
    'android/content/DialogInterface$OnClickListener',
    'android/widget/TimePicker$OnTimeChangedListener',
  ],
  labels: 'container',
  methods: {
    [`<init>(${context$}${timeSet$}IIZ)V`]: (
      vm,
      self: JavaObject,
      context: JavaObject | null,
      listener: HeapObject | null,
      hour: number,
      minute: number,
      is24: boolean,
    ) => initTime(vm, self, context, 0, listener, hour, minute, is24),
    [`<init>(${context$}I${timeSet$}IIZ)V`]: initTime,
    'updateTime(II)V': function* (vm, self: JavaObject, hour: number, minute: number) {
      const { picker } = dialogOf(self);
      if (!picker) return;
      yield* vm.call(picker, 'setHour(I)V', hour);
      yield* vm.call(picker, 'setMinute(I)V', minute);
    },
    'onTimeChanged(Landroid/widget/TimePicker;II)V': () => undefined,
    'onClick(Landroid/content/DialogInterface;I)V': function* (vm, self: JavaObject, _dialog, which: number) {
      const { picker, listener } = dialogOf(self);
      if (which === BUTTON_NEGATIVE) yield* vm.call(self, 'cancel()V');
      if (which !== BUTTON_POSITIVE || !picker || !listener) return;
      const { hour, minute } = timeOf(picker);
      yield* vm.call(listener, 'onTimeSet(Landroid/widget/TimePicker;II)V', picker, hour, minute);
    },
  },
});

const dateSet$ = 'Landroid/app/DatePickerDialog$OnDateSetListener;';

function* initDate(
  vm: Machine,
  self: JavaObject,
  context: JavaObject | null,
  theme: number,
  listener: HeapObject | null,
  day: Day,
): Steps<void> {
  const picker = yield* setUp(vm, self, context, theme, 'DatePicker', listener);
  yield* vm.call(
    picker,
    'init(IIILandroid/widget/DatePicker$OnDateChangedListener;)V',
    day.year,
    day.month,
    day.day,
    self,
  );
}

const dateInits: Methods = {
  [`<init>(${context$})V`]: function* (vm, self: JavaObject, context: JavaObject | null) {
    yield* initDate(vm, self, context, 0, null, yield* today(vm));
  },
  [`<init>(${context$}I)V`]: function* (vm, self: JavaObject, context: JavaObject | null, theme: number) {
    yield* initDate(vm, self, context, theme, null, yield* today(vm));
  },
  [`<init>(${context$}${dateSet$}III)V`]: (
    vm,
    self: JavaObject,
    context: JavaObject | null,
    listener: HeapObject | null,
    year: number,
    month: number,
    day: number,
  ) => initDate(vm, self, context, 0, listener, { year, month, day }),
  [`<init>(${context$}I${dateSet$}III)V`]: (
    vm,
    self: JavaObject,
    context: JavaObject | null,
    theme: number,
    listener: HeapObject | null,
    year: number,
    month: number,
    day: number,
  ) => initDate(vm, self, context, theme, listener, { year, month, day }),
};

export const datePickerDialog = defineClass({
  name: 'android/app/DatePickerDialog',
  super: 'android/app/AlertDialog',
  interfaces: [
    'android/content/DialogInterface$OnClickListener',
    'android/widget/DatePicker$OnDateChangedListener',
  ],
  labels: 'container',
  methods: {
    ...dateInits,
    [`setOnDateSetListener(${dateSet$})V`]: (_vm, self: JavaObject, listener: HeapObject | null) => {
      dialogOf(self).listener = listener;
    },
    'getDatePicker()Landroid/widget/DatePicker;': (_vm, self: JavaObject) => dialogOf(self).picker,
    'updateDate(III)V': function* (vm, self: JavaObject, year: number, month: number, day: number) {
      const { picker } = dialogOf(self);
      if (picker) yield* vm.call(picker, 'updateDate(III)V', year, month, day);
    },
    'onDateChanged(Landroid/widget/DatePicker;III)V': () => undefined,
    'onClick(Landroid/content/DialogInterface;I)V': function* (vm, self: JavaObject, _dialog, which: number) {
      const { picker, listener } = dialogOf(self);
      if (which === BUTTON_NEGATIVE) yield* vm.call(self, 'cancel()V');
      if (which !== BUTTON_POSITIVE || !picker || !listener) return;
      const { year, month, day } = dateOf(picker).day;
      yield* vm.call(listener, 'onDateSet(Landroid/widget/DatePicker;III)V', picker, year, month, day);
    },
  },
});
