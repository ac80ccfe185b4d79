import type { JavaObject } from '../../machine/index.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { checkedSaving } from './kept-widget-state.ts';
import {
  applyState,
  makeDrawableState,
  mergeStates,
  refreshDrawableState,
  stateIds,
} from '../view/view-drawable-state.ts';
import { heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { drawAt, drawTextView } from './text-draw.ts';
import { compoundPadding, drawableSize } from './text-measure.ts';

const checkedOf = viewPart(() => ({ checked: false, mark: null as JavaObject | null }));
const names = attributes('checkMark', 'checked');
const drawable$ = 'Landroid/graphics/drawable/Drawable;';

/** A row of a list of choices: text, and a mark at its end. */
export const checkedTextView = viewClass({
  name: 'android/widget/CheckedTextView',
  super: 'android/widget/TextView',
  interfaces: ['android/widget/Checkable'],
  defaultStyle: 'checkedTextViewStyle',
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
    checkedOf(self).mark = yield* styled.drawable('checkMark');
    checkedOf(self).checked = styled.boolean('checked', false);
  },
  methods: {
    ...checkedSaving('android/widget/TextView', (self) => checkedOf(self).checked),
    'isChecked()Z': (_vm, self: JavaObject) => checkedOf(self).checked,
    'setChecked(Z)V': function* (vm, self: JavaObject, checked: boolean) {
      if (checkedOf(self).checked === checked) return;
      checkedOf(self).checked = checked;
      yield* refreshDrawableState(vm, self);
    },
    'toggle()V': function* (vm, self: JavaObject) {
      yield* vm.call(self, 'setChecked(Z)V', !checkedOf(self).checked);
    },
    [`setCheckMarkDrawable(${drawable$})V`]: (_vm, self: JavaObject, mark: JavaObject | null) => {
      checkedOf(self).mark = mark;
    },
    'setCheckMarkDrawable(I)V': function* (vm, self: JavaObject, id: number) {
      checkedOf(self).mark =
        id === 0 ? null : yield* vm.call<JavaObject>(viewOf(self).context, `getDrawable(I)${drawable$}`, id);
    },
    [`getCheckMarkDrawable()${drawable$}`]: (_vm, self: JavaObject) => checkedOf(self).mark,
    'getCompoundPaddingRight()I': function* (vm, self: JavaObject) {
      const { right } = yield* compoundPadding(vm, self);
      const { mark } = checkedOf(self);
      return mark ? right + (yield* drawableSize(vm, mark)).width : right;
    },
    'protected onCreateDrawableState(I)[I': (vm, self: JavaObject, extra: number) => {
      const states = makeDrawableState(vm, self, extra + 1);
      return checkedOf(self).checked ? mergeStates(states, [stateIds.checked]) : states;
    },
    'protected onDraw(Landroid/graphics/Canvas;)V': function* (vm, self: JavaObject, canvas: JavaObject) {
      yield* drawTextView(vm, self, canvas);
      const { mark } = checkedOf(self);
      if (!mark) return;
      yield* applyState(vm, self, mark);
      const { width, height } = yield* drawableSize(vm, mark);
      const x = widthOf(self) - viewOf(self).paddingRight - width;
      yield* drawAt(vm, mark, canvas, x, (heightOf(self) - height) / 2, width, height);
    },
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.CheckedTextView',
  },
});
