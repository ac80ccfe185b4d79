import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { viewPart } from '../view/view-state.ts';

/** Dialogs that an activity keeps by number: Activity.showDialog and what belongs to it. */
const dialogsOf = viewPart(() => ({ made: new Map<number, JavaObject>() }));

const dialog$ = 'Landroid/app/Dialog;';
const bundle$ = 'Landroid/os/Bundle;';

function* show(vm: Machine, self: JavaObject, id: number, bundle: HeapObject | null = null): Steps<boolean> {
  const { made } = dialogsOf(self);
  let dialog = made.get(id);
  if (!dialog) {
    const created = yield* vm.call<JavaObject | null>(
      self,
      `onCreateDialog(I${bundle$})${dialog$}`,
      id,
      bundle,
    );
    if (!created) return false;
    dialog = created;
    yield* vm.call(dialog, 'setOwnerActivity(Landroid/app/Activity;)V', self);
    made.set(id, dialog);
  }
  yield* vm.call(self, `onPrepareDialog(I${dialog$}${bundle$})V`, id, dialog, bundle);
  yield* vm.call(dialog, 'show()V');
  return true;
}

function* dismiss(vm: Machine, self: JavaObject, id: number): Steps<void> {
  const dialog = dialogsOf(self).made.get(id);
  if (!dialog)
    return vm.throwNew(
      'java/lang/IllegalArgumentException',
      `no dialog with id ${id} was ever shown via Activity#showDialog`,
    );
  yield* vm.call(dialog, 'dismiss()V');
}

export const managedDialogs: Methods = {
  'final showDialog(I)V': function* (vm, self: JavaObject, id: number) {
    yield* show(vm, self, id);
  },
  [`final showDialog(I${bundle$})Z`]: show,
  'final dismissDialog(I)V': dismiss,
  'final removeDialog(I)V': function* (vm, self: JavaObject, id: number) {
    const { made } = dialogsOf(self);
    const dialog = made.get(id);
    made.delete(id);
    if (dialog) yield* vm.call(dialog, 'dismiss()V');
  },
  [`protected onCreateDialog(I)${dialog$}`]: () => null,
  [`protected onCreateDialog(I${bundle$})${dialog$}`]: function* (vm, self: JavaObject, id: number) {
    return yield* vm.call(self, `onCreateDialog(I)${dialog$}`, id);
  },
  [`protected onPrepareDialog(I${dialog$})V`]: ignored,
  [`protected onPrepareDialog(I${dialog$}${bundle$})V`]: function* (
    vm,
    self: JavaObject,
    id: number,
    dialog: JavaObject,
  ) {
    yield* vm.call(self, `onPrepareDialog(I${dialog$})V`, id, dialog);
  },
};
