import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { marginParamsClass } from '../view/layout-params.ts';
import { attributes, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { childrenOf, viewOf, viewPart } from '../view/view-state.ts';
import { findById } from '../view/view-tree.ts';
import { compoundOf } from './compound-button.ts';
import { linearOf } from './linear-layout.ts';

const groupOf = viewPart(() => ({ checkedId: -1, listener: null as HeapObject | null, quiet: false }));
const names = attributes('checkedButton', 'orientation');
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';

function isRadioButton(view: JavaObject): boolean {
  for (let cls: typeof view.cls | null = view.cls; cls; cls = cls.superclass)
    if (cls.name === 'android/widget/RadioButton') return true;
  return false;
}

function* tell(vm: Machine, group: JavaObject, id: number): Steps<void> {
  const state = groupOf(group);
  state.checkedId = id;
  if (state.listener)
    yield* vm.call(state.listener, 'onCheckedChanged(Landroid/widget/RadioGroup;I)V', group, id);
}

function* setCheckedOf(vm: Machine, group: JavaObject, id: number, checked: boolean): Steps<void> {
  const button = findById(group, id);
  if (button && isRadioButton(button)) yield* vm.call(button, 'setChecked(Z)V', checked);
}

/** One of the group's buttons was checked: the one before is let go. */
function watch(group: JavaObject) {
  return function* (vm: Machine, button: JavaObject, checked: boolean): Steps<void> {
    const state = groupOf(group);
    if (state.quiet || !checked) return;
    state.quiet = true;
    if (state.checkedId !== -1) yield* setCheckedOf(vm, group, state.checkedId, false);
    state.quiet = false;
    yield* tell(vm, group, viewOf(button).id);
  };
}

function* adopt(vm: Machine, group: JavaObject, child: JavaObject): Steps<void> {
  for (const inner of childrenOf(child)) yield* adopt(vm, group, inner);
  if (!isRadioButton(child)) return;
  if (viewOf(child).id === -1)
    viewOf(child).id = yield* vm.callStatic<number>('android/view/View', 'generateViewId()I');
  compoundOf(child).groupListener = watch(group);
  if (compoundOf(child).checked) yield* watch(group)(vm, child, true);
}

export const radioGroup = viewClass({
  name: 'android/widget/RadioGroup',
  super: 'android/widget/LinearLayout',
  labels: 'container',
  init: function* (vm, self, given) {
    // A column, unless it is said otherwise.
    const styled = yield* obtainStyled(vm, given.context, given.attributes, names, 0, 0);
    linearOf(self).orientation = styled.int('orientation', 1);
    groupOf(self).checkedId = styled.resourceId('checkedButton', -1);
  },
  methods: {
    'onViewAdded(Landroid/view/View;)V': adopt,
    'protected onFinishInflate()V': function* (vm, self: JavaObject) {
      const { checkedId } = groupOf(self);
      if (checkedId === -1) return;
      groupOf(self).quiet = true;
      yield* setCheckedOf(vm, self, checkedId, true);
      groupOf(self).quiet = false;
    },
    'check(I)V': function* (vm, self: JavaObject, id: number) {
      const state = groupOf(self);
      if (id !== -1 && id === state.checkedId) return;
      if (state.checkedId !== -1) {
        state.quiet = true;
        yield* setCheckedOf(vm, self, state.checkedId, false);
        state.quiet = false;
      }
      if (id === -1) yield* tell(vm, self, -1);
      else yield* setCheckedOf(vm, self, id, true);
    },
    'clearCheck()V': function* (vm, self: JavaObject) {
      yield* vm.call(self, 'check(I)V', -1);
    },
    'getCheckedRadioButtonId()I': (_vm, self: JavaObject) => groupOf(self).checkedId,
    'setOnCheckedChangeListener(Landroid/widget/RadioGroup$OnCheckedChangeListener;)V': (
      _vm,
      self: JavaObject,
      listener: HeapObject | null,
    ) => {
      groupOf(self).listener = listener;
    },
    [`generateLayoutParams(Landroid/util/AttributeSet;)${params$}`]: (
      vm,
      self: JavaObject,
      set: HeapObject | null,
    ) =>
      vm.construct(
        'android/widget/RadioGroup$LayoutParams',
        '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
        viewOf(self).context,
        set,
      ),
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.RadioGroup',
  },
});

export const radioGroupParams = marginParamsClass({
  name: 'android/widget/RadioGroup$LayoutParams',
  super: 'android/widget/LinearLayout$LayoutParams',
});
