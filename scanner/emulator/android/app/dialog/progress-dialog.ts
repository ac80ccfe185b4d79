import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { dpToPx } from '../../view/styled.ts';
import { viewPart } from '../../view/view-state.ts';
import { linearOf } from '../../widget/linear-layout.ts';
import { alertOf } from './alert-state.ts';

const progressOf = viewPart(() => ({
  style: 0,
  max: 100,
  value: 0,
  indeterminate: true,
  message: null as HeapObject | null,
  bar: null as JavaObject | null,
  text: null as JavaObject | null,
}));

const HORIZONTAL = 1;
const text$ = 'Ljava/lang/CharSequence;';
const progress$ = 'Landroid/app/ProgressDialog;';

/** A turning wheel, or a bar, with the message beside it, as the dialog's own view. */
function* makeView(vm: Machine, self: JavaObject): Steps<void> {
  const state = progressOf(self);
  const context = yield* vm.call<JavaObject>(self, 'getContext()Landroid/content/Context;');
  const row = yield* vm.construct<JavaObject>(
    'android/widget/LinearLayout',
    '(Landroid/content/Context;)V',
    context,
  );
  linearOf(row).orientation = state.style === HORIZONTAL ? 1 : 0;
  linearOf(row).gravity = 0x10;
  const side = Math.round(dpToPx(vm, 24));
  yield* vm.call(row, 'setPadding(IIII)V', side, side, side, side);
  const style = state.style === HORIZONTAL ? 0x01010078 : 0x01010077;
  state.bar = yield* vm.construct<JavaObject>(
    'android/widget/ProgressBar',
    '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
    context,
    null,
    style,
  );
  yield* vm.call(state.bar, 'setMax(I)V', state.max);
  yield* vm.call(state.bar, 'setProgress(I)V', state.value);
  state.text = yield* vm.construct<JavaObject>(
    'android/widget/TextView',
    '(Landroid/content/Context;)V',
    context,
  );
  yield* vm.call(state.text, 'setPadding(IIII)V', state.style === HORIZONTAL ? 0 : side, 0, 0, 0);
  if (state.message) yield* vm.call(state.text, `setText(${text$})V`, state.message);
  yield* vm.call(row, 'addView(Landroid/view/View;)V', state.bar);
  yield* vm.call(row, 'addView(Landroid/view/View;)V', state.text);
  alertOf(self).view = row;
}

function* show(
  vm: Machine,
  context: JavaObject | null,
  title: HeapObject | null,
  message: HeapObject | null,
  indeterminate = false,
  cancelable = false,
  onCancel: HeapObject | null = null,
): Steps<JavaObject> {
  const made = yield* vm.construct<JavaObject>(
    'android/app/ProgressDialog',
    '(Landroid/content/Context;)V',
    context,
  );
  progressOf(made).indeterminate = indeterminate;
  yield* vm.call(made, `setTitle(${text$})V`, title);
  yield* vm.call(made, `setMessage(${text$})V`, message);
  yield* vm.call(made, 'setCancelable(Z)V', cancelable);
  yield* vm.call(made, 'setOnCancelListener(Landroid/content/DialogInterface$OnCancelListener;)V', onCancel);
  yield* vm.call(made, 'show()V');
  return made;
}

const context$ = 'Landroid/content/Context;';

export const progressDialog = defineClass({
  name: 'android/app/ProgressDialog',
  super: 'android/app/AlertDialog',
  labels: 'container',
  methods: {
    [`<init>(${context$})V`]: function* (vm, self: JavaObject, context: JavaObject | null) {
      yield* vm.callSpecial('android/app/AlertDialog', `<init>(${context$})V`, self, context);
    },
    [`<init>(${context$}I)V`]: function* (vm, self: JavaObject, context: JavaObject | null, theme: number) {
      yield* vm.callSpecial('android/app/AlertDialog', `<init>(${context$}I)V`, self, context, theme);
    },
    [`static show(${context$}${text$}${text$})${progress$}`]: show,
    [`static show(${context$}${text$}${text$}Z)${progress$}`]: show,
    [`static show(${context$}${text$}${text$}ZZ)${progress$}`]: show,
    [`static show(${context$}${text$}${text$}ZZLandroid/content/DialogInterface$OnCancelListener;)${progress$}`]:
      show,
    'protected onCreate(Landroid/os/Bundle;)V': function* (vm, self: JavaObject, saved: JavaObject | null) {
      yield* makeView(vm, self);
      yield* vm.callSpecial('android/app/AlertDialog', 'onCreate(Landroid/os/Bundle;)V', self, saved);
    },
    [`setMessage(${text$})V`]: function* (vm, self: JavaObject, message: HeapObject | null) {
      const state = progressOf(self);
      state.message = message;
      if (state.text) yield* vm.call(state.text, `setText(${text$})V`, message);
    },
    'setProgressStyle(I)V': (_vm, self: JavaObject, style: number) => {
      progressOf(self).style = style;
    },
    'setProgress(I)V': function* (vm, self: JavaObject, value: number) {
      const state = progressOf(self);
      state.value = value;
      if (state.bar) yield* vm.call(state.bar, 'setProgress(I)V', value);
    },
    'getProgress()I': (_vm, self: JavaObject) => progressOf(self).value,
    'incrementProgressBy(I)V': function* (vm, self: JavaObject, by: number) {
      yield* vm.call(self, 'setProgress(I)V', progressOf(self).value + by);
    },
    'setMax(I)V': (_vm, self: JavaObject, max: number) => {
      progressOf(self).max = max;
    },
    'getMax()I': (_vm, self: JavaObject) => progressOf(self).max,
    'setIndeterminate(Z)V': (_vm, self: JavaObject, indeterminate: boolean) => {
      progressOf(self).indeterminate = indeterminate;
    },
    'isIndeterminate()Z': (_vm, self: JavaObject) => progressOf(self).indeterminate,
    'setProgressNumberFormat(Ljava/lang/String;)V': () => undefined,
  },
});
