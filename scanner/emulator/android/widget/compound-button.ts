import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { defineClass } from '../../machine/index.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { takePresses } from '../view/view-init.ts';
import { viewClass, type ViewArguments } from '../view/view-class.ts';
import {
  applyState,
  makeDrawableState,
  mergeStates,
  refreshDrawableState,
  stateIds,
} from '../view/view-drawable-state.ts';
import { heightOf, viewOf, viewPart } from '../view/view-state.ts';
import { performClick } from '../view/view-touch.ts';
import { checkedSaving } from './kept-widget-state.ts';
import { verticalOf, place } from './gravity.ts';
import { drawAt, drawTextView } from './text-draw.ts';
import { compoundPadding, drawableSize } from './text-measure.ts';
import { textOf } from './text-state.ts';

export const compoundOf = viewPart(() => ({
  checked: false,
  button: null as JavaObject | null,
  listener: null as HeapObject | null,
  /** RadioGroup's own, told before the app's. */
  groupListener: null as ((vm: Machine, self: JavaObject, checked: boolean) => Steps<void>) | null,
  broadcasting: false,
  textOn: null as HeapObject | null,
  textOff: null as HeapObject | null,
}));

const names = attributes('button', 'checked', 'buttonTint');

function* init(vm: Machine, self: JavaObject, given: ViewArguments): Steps<void> {
  const styled = yield* obtainStyled(
    vm,
    given.context,
    given.attributes,
    names,
    given.defaultStyleAttribute,
    given.defaultStyle,
  );
  const state = compoundOf(self);
  yield* takePresses(vm, self, given);
  yield* setButton(vm, self, yield* styled.drawable('button'));
  const tint = yield* styled.colors('buttonTint');
  if (state.button && tint)
    yield* vm.call(state.button, 'setTintList(Landroid/content/res/ColorStateList;)V', tint);
  if (styled.boolean('checked', false)) yield* vm.call(self, 'setChecked(Z)V', true);
}

/** CompoundButton.setButtonDrawable: it is never lower than its mark. */
function* setButton(vm: Machine, self: JavaObject, drawable: JavaObject | null): Steps<void> {
  compoundOf(self).button = drawable;
  if (drawable) textOf(self).minHeight = (yield* drawableSize(vm, drawable)).height;
}

export function* setChecked(vm: Machine, self: JavaObject, checked: boolean): Steps<void> {
  const state = compoundOf(self);
  if (state.checked === checked) return;
  state.checked = checked;
  yield* refreshDrawableState(vm, self);
  if (state.broadcasting) return;
  state.broadcasting = true;
  try {
    if (state.listener)
      yield* vm.call(state.listener, 'onCheckedChanged(Landroid/widget/CompoundButton;Z)V', self, checked);
    if (state.groupListener) yield* state.groupListener(vm, self, checked);
  } finally {
    state.broadcasting = false;
  }
}

const drawable$ = 'Landroid/graphics/drawable/Drawable;';

export const compoundButton = viewClass({
  name: 'android/widget/CompoundButton',
  super: 'android/widget/Button',
  flags: 'abstract',
  interfaces: ['android/widget/Checkable'],
  labels: 'container',
  init,
  methods: {
    ...checkedSaving('android/widget/Button', (self) => compoundOf(self).checked),
    'isChecked()Z': (_vm, self: JavaObject) => compoundOf(self).checked,
    'setChecked(Z)V': setChecked,
    'toggle()V': function* (vm, self: JavaObject) {
      yield* vm.call(self, 'setChecked(Z)V', !compoundOf(self).checked);
    },
    'performClick()Z': function* (vm, self: JavaObject) {
      yield* vm.call(self, 'toggle()V');
      yield* performClick(vm, self);
      return true;
    },
    'setOnCheckedChangeListener(Landroid/widget/CompoundButton$OnCheckedChangeListener;)V': (
      _vm,
      self: JavaObject,
      listener: HeapObject | null,
    ) => {
      compoundOf(self).listener = listener;
    },
    [`setButtonDrawable(${drawable$})V`]: function* (vm, self: JavaObject, drawable: JavaObject | null) {
      yield* setButton(vm, self, drawable);
      yield* vm.call(self, 'requestLayout()V');
    },
    'setButtonDrawable(I)V': function* (vm, self: JavaObject, id: number) {
      const drawable =
        id === 0 ? null : yield* vm.call<JavaObject>(viewOf(self).context, `getDrawable(I)${drawable$}`, id);
      yield* vm.call(self, `setButtonDrawable(${drawable$})V`, drawable);
    },
    [`getButtonDrawable()${drawable$}`]: (_vm, self: JavaObject) => compoundOf(self).button,
    'setButtonTintList(Landroid/content/res/ColorStateList;)V': function* (
      vm,
      self: JavaObject,
      tint: JavaObject | null,
    ) {
      const { button } = compoundOf(self);
      if (button) yield* vm.call(button, 'setTintList(Landroid/content/res/ColorStateList;)V', tint);
    },
    'getCompoundPaddingLeft()I': function* (vm, self: JavaObject) {
      const { left } = yield* compoundPadding(vm, self);
      const { button } = compoundOf(self);
      return button ? left + (yield* drawableSize(vm, button)).width : left;
    },
    'protected onCreateDrawableState(I)[I': (vm, self: JavaObject, extra: number) => {
      const states = makeDrawableState(vm, self, extra + 1);
      return compoundOf(self).checked ? mergeStates(states, [stateIds.checked]) : states;
    },
    'protected drawableStateChanged()V': function* (vm, self: JavaObject) {
      yield* vm.callSpecial('android/widget/TextView', 'drawableStateChanged()V', self);
      yield* applyState(vm, self, compoundOf(self).button);
    },
    'protected onDraw(Landroid/graphics/Canvas;)V': function* (vm, self: JavaObject, canvas: JavaObject) {
      const { button } = compoundOf(self);
      if (button) {
        yield* applyState(vm, self, button);
        const { width, height } = yield* drawableSize(vm, button);
        const top = place(verticalOf(textOf(self).gravity), heightOf(self), height);
        yield* drawAt(vm, button, canvas, 0, top, width, height);
      }
      yield* drawTextView(vm, self, canvas);
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.CompoundButton',
  },
});

function kind(name: string, defaultStyle: string) {
  return viewClass({
    name: `android/widget/${name}`,
    super: 'android/widget/CompoundButton',
    defaultStyle,
    labels: 'container',
    methods: { 'getAccessibilityClassName()Ljava/lang/CharSequence;': () => `android.widget.${name}` },
  });
}

export const checkBox = kind('CheckBox', 'checkboxStyle');

export const radioButton = viewClass({
  name: 'android/widget/RadioButton',
  super: 'android/widget/CompoundButton',
  defaultStyle: 'radioButtonStyle',
  labels: 'container',
  methods: {
    // A radio button is let go only by another being chosen.
    'toggle()V': function* (vm, self: JavaObject) {
      if (!compoundOf(self).checked) yield* vm.call(self, 'setChecked(Z)V', true);
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.RadioButton',
  },
});

export const checkable = defineClass({
  name: 'android/widget/Checkable',
  flags: 'interface',
  methods: { 'setChecked(Z)V': null, 'isChecked()Z': null, 'toggle()V': null },
});

const toggleNames = attributes('textOn', 'textOff');

function* showToggleText(vm: Machine, self: JavaObject): Steps<void> {
  const { checked, textOn, textOff } = compoundOf(self);
  const text = checked ? textOn : textOff;
  if (text) yield* vm.call(self, 'setText(Ljava/lang/CharSequence;)V', text);
}

export const toggleButton = viewClass({
  name: 'android/widget/ToggleButton',
  super: 'android/widget/CompoundButton',
  defaultStyle: 'buttonStyleToggle',
  labels: 'container',
  init: function* (vm, self, given) {
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      toggleNames,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    compoundOf(self).textOn = yield* styled.text('textOn');
    compoundOf(self).textOff = yield* styled.text('textOff');
    yield* showToggleText(vm, self);
  },
  methods: {
    'setChecked(Z)V': function* (vm, self: JavaObject, checked: boolean) {
      yield* setChecked(vm, self, checked);
      yield* showToggleText(vm, self);
    },
    'getTextOn()Ljava/lang/CharSequence;': (_vm, self: JavaObject) => compoundOf(self).textOn,
    'getTextOff()Ljava/lang/CharSequence;': (_vm, self: JavaObject) => compoundOf(self).textOff,
    'setTextOn(Ljava/lang/CharSequence;)V': (_vm, self: JavaObject, text: HeapObject | null) => {
      compoundOf(self).textOn = text;
    },
    'setTextOff(Ljava/lang/CharSequence;)V': (_vm, self: JavaObject, text: HeapObject | null) => {
      compoundOf(self).textOff = text;
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.ToggleButton',
  },
});
