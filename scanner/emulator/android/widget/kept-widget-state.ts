import { HeapObject } from '../../machine/index.ts';
import type { JavaObject, JavaValue, Machine } from '../../machine/index.ts';
import { savedStateMethods } from '../view/saved-state.ts';
import { requestLayout } from '../view/view-tree.ts';
import { viewOf } from '../view/view-state.ts';
import { listOf } from './list/list-state.ts';
import { textOf } from './text-state.ts';

const toObject = (value: JavaValue): HeapObject | null => (value instanceof HeapObject ? value : null);

/** TextView: its text where that is to be kept, and what of it is chosen. */
export const textSaving = savedStateMethods(
  'android/view/View',
  (_vm, self) => {
    const { text, selectionStart, selectionEnd, freezesText, bufferType, error } = textOf(self);
    const keepsText = freezesText || bufferType === 'editable';
    if (!keepsText && error === null) return null;
    return { text: keepsText ? text : null, selectionStart, selectionEnd, error };
  },
  function* (vm, self, { text, selectionStart, selectionEnd, error }) {
    if (toObject(text)) yield* vm.call(self, 'setText(Ljava/lang/CharSequence;)V', text);
    const state = textOf(self);
    const { length } = state.string;
    state.selectionStart = Math.min(Number(selectionStart ?? 0), length);
    state.selectionEnd = Math.min(Number(selectionEnd ?? 0), length);
    if (toObject(error)) yield* vm.call(self, 'setError(Ljava/lang/CharSequence;)V', error);
  },
);

/** CompoundButton and CheckedTextView. */
export function checkedSaving(superClass: string, isChecked: (self: JavaObject) => boolean) {
  return savedStateMethods(
    superClass,
    (_vm, self) => ({ checked: isChecked(self) }),
    function* (vm, self, { checked }) {
      yield* vm.call(self, 'setChecked(Z)V', checked);
    },
  );
}

/** ScrollView and HorizontalScrollView: the next layout brings it within what there is to scroll. */
export const scrollSaving = savedStateMethods(
  'android/widget/FrameLayout',
  (_vm, self) => ({ x: viewOf(self).scrollX, y: viewOf(self).scrollY }),
  (vm, self, { x, y }) => {
    Object.assign(viewOf(self), { scrollX: Number(x), scrollY: Number(y) });
    return requestLayout(vm, self);
  },
);

/** Lists: which row is on top, how far it is scrolled away, and what is chosen. */
export const listSaving = savedStateMethods(
  'android/widget/AdapterView',
  (_vm, self) => {
    const { first, offsetPx, checked, selected } = listOf(self);
    return { first, offsetPx, selected, checked: [...checked].join(' ') };
  },
  (vm: Machine, self: JavaObject, values) => {
    const state = listOf(self);
    Object.assign(state, { first: Number(values.first), offsetPx: Number(values.offsetPx) });
    state.selected = Number(values.selected);
    const checked = String(values.checked ?? '')
      .split(' ')
      .filter((text) => text !== '');
    for (const position of checked) state.checked.add(Number(position));
    return requestLayout(vm, self);
  },
);

/** Spinner. */
export const spinnerSaving = savedStateMethods(
  'android/widget/AdapterView',
  (_vm, self) => ({ selected: listOf(self).selected }),
  function* (vm, self, { selected }) {
    if (Number(selected) >= 0) yield* vm.call(self, 'setSelection(I)V', selected);
  },
);
