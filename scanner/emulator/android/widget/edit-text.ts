import type { HeapObject, JavaObject, Machine } from '../../machine/index.ts';
import type { Methods } from '../view/accessors.ts';
import { viewClass } from '../view/view-class.ts';
import { viewOf } from '../view/view-state.ts';
import { textOf } from './text-state.ts';

function select(self: JavaObject, start: number, end: number): void {
  const state = textOf(self);
  const { length } = state.string;
  state.selectionStart = Math.min(Math.max(start, 0), length);
  state.selectionEnd = Math.min(Math.max(end, 0), length);
}

const methods: Methods = {
  'setText(Ljava/lang/CharSequence;Landroid/widget/TextView$BufferType;)V': function* (
    vm,
    self: JavaObject,
    text: HeapObject | null,
    type: HeapObject | null,
  ) {
    // Whatever is asked for, what can be edited is an Editable.
    textOf(self).bufferType = 'editable';
    yield* vm.callSpecial(
      'android/widget/TextView',
      'setText(Ljava/lang/CharSequence;Landroid/widget/TextView$BufferType;)V',
      self,
      text,
      type && vm.isUnknown(type) ? type : null,
    );
  },
  'getText()Landroid/text/Editable;': (_vm, self: JavaObject) => textOf(self).text,
  'getText()Ljava/lang/CharSequence;': (_vm, self: JavaObject) => textOf(self).text,
  'setSelection(I)V': (_vm, self: JavaObject, at: number) => select(self, at, at),
  'setSelection(II)V': (_vm, self: JavaObject, start: number, end: number) => select(self, start, end),
  'selectAll()V': (_vm, self: JavaObject) => select(self, 0, textOf(self).string.length),
  'extendSelection(I)V': (_vm, self: JavaObject, end: number) =>
    select(self, textOf(self).selectionStart, end),
  'getDefaultEditable()Z': () => true,
  'getFreezesText()Z': () => true,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.EditText',
};

export const editText = viewClass({
  name: 'android/widget/EditText',
  super: 'android/widget/TextView',
  defaultStyle: 'editTextStyle',
  labels: 'container',
  init: (_vm: Machine, self: JavaObject) => {
    const view = viewOf(self);
    view.focusable = view.focusableInTouchMode = view.clickable = view.longClickable = true;
    if (textOf(self).inputType === 0) textOf(self).inputType = 1;
  },
  methods,
});
