import { JavaObject } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import { makeBundle, type Bundle } from '../os/bundle.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { viewPart } from '../view/view-state.ts';

/** Dialogs that an activity keeps by number: Activity.showDialog and what belongs to it. */
const dialogsOf = viewPart(() => ({ made: new Map<number, JavaObject>() }));

const dialog$ = 'Landroid/app/Dialog;';
const bundle$ = 'Landroid/os/Bundle;';

function* make(
  vm: Machine,
  self: JavaObject,
  id: number,
  bundle: HeapObject | null,
): Steps<JavaObject | null> {
  const { made } = dialogsOf(self);
  const known = made.get(id);
  if (known) return known;
  const created = yield* vm.call<JavaObject | null>(
    self,
    `onCreateDialog(I${bundle$})${dialog$}`,
    id,
    bundle,
  );
  if (!created) return null;
  yield* vm.call(created, 'setOwnerActivity(Landroid/app/Activity;)V', self);
  made.set(id, created);
  return created;
}

function* show(vm: Machine, self: JavaObject, id: number, bundle: HeapObject | null = null): Steps<boolean> {
  const dialog = yield* make(vm, self, id, bundle);
  if (!dialog) return false;
  yield* vm.call(self, `onPrepareDialog(I${dialog$}${bundle$})V`, id, dialog, bundle);
  yield* vm.call(dialog, 'show()V');
  return true;
}

const dialogsKey = 'android:savedDialogs';

/** Which of the numbered dialogs were made, and what they and their views keep. */
export function* saveManagedDialogs(vm: Machine, self: JavaObject, out: Bundle): Steps<void> {
  const { made } = dialogsOf(self);
  if (made.size === 0) return;
  const all = makeBundle(vm);
  for (const [id, dialog] of made)
    all.peer.set(String(id), yield* vm.call(dialog, `onSaveInstanceState()${bundle$}`));
  out.peer.set(dialogsKey, all);
}

export function* restoreManagedDialogs(vm: Machine, self: JavaObject, saved: Bundle): Steps<void> {
  const all = saved.peer.get(dialogsKey);
  if (!(all instanceof JavaObject)) return;
  for (const [key, kept] of (all as Bundle).peer) {
    const dialog = yield* make(vm, self, Number(key), null);
    if (!dialog) continue;
    yield* vm.call(self, `onPrepareDialog(I${dialog$}${bundle$})V`, Number(key), dialog, null);
    yield* vm.call(dialog, `onRestoreInstanceState(${bundle$})V`, kept);
  }
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
