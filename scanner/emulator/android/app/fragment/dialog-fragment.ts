import { JavaString, defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import type { Bundle } from '../../os/bundle.ts';
import { viewPart } from '../../view/view-state.ts';
import { fragmentOf } from './fragment-state.ts';

const dialogFragmentOf = viewPart(() => ({
  dialog: null as JavaObject | null,
  showsDialog: true,
  cancelable: true,
  theme: 0,
  style: 0,
  dismissed: false,
}));

const bundle$ = 'Landroid/os/Bundle;';
const dialogKey = 'android:dialog';
const transaction$ = 'Landroid/app/FragmentTransaction;';

type ListenerPeer = { readonly fragment: JavaObject };

function* dismiss(vm: Machine, self: JavaObject): Steps<void> {
  const state = dialogFragmentOf(self);
  if (state.dismissed) return;
  state.dismissed = true;
  if (state.dialog) yield* vm.call(state.dialog, 'dismiss()V');
  const { manager } = fragmentOf(self);
  if (!manager) return;
  const transaction = yield* vm.call<JavaObject>(manager, `beginTransaction()${transaction$}`);
  yield* vm.call(transaction, `remove(Landroid/app/Fragment;)${transaction$}`, self);
  yield* vm.call(transaction, 'commitAllowingStateLoss()I');
}

export const dialogFragment = defineClass({
  name: 'android/app/DialogFragment',
  super: 'android/app/Fragment',
  interfaces: [
    'android/content/DialogInterface$OnCancelListener',
    'android/content/DialogInterface$OnDismissListener',
  ],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: JavaObject) => {
      fragmentOf(self);
    },
    'setStyle(II)V': (_vm, self: JavaObject, style: number, theme: number) => {
      Object.assign(dialogFragmentOf(self), { style, theme });
    },
    'getTheme()I': (_vm, self: JavaObject) => dialogFragmentOf(self).theme,
    'setCancelable(Z)V': function* (vm, self: JavaObject, cancelable: boolean) {
      const state = dialogFragmentOf(self);
      state.cancelable = cancelable;
      if (state.dialog) yield* vm.call(state.dialog, 'setCancelable(Z)V', cancelable);
    },
    'isCancelable()Z': (_vm, self: JavaObject) => dialogFragmentOf(self).cancelable,
    'setShowsDialog(Z)V': (_vm, self: JavaObject, shows: boolean) => {
      dialogFragmentOf(self).showsDialog = shows;
    },
    'getShowsDialog()Z': (_vm, self: JavaObject) => dialogFragmentOf(self).showsDialog,
    'getDialog()Landroid/app/Dialog;': (_vm, self: JavaObject) => dialogFragmentOf(self).dialog,
    'show(Landroid/app/FragmentManager;Ljava/lang/String;)V': function* (
      vm,
      self: JavaObject,
      manager: JavaObject,
      tag: HeapObject | null,
    ) {
      dialogFragmentOf(self).dismissed = false;
      const transaction = yield* vm.call<JavaObject>(manager, `beginTransaction()${transaction$}`);
      yield* vm.call(transaction, `add(Landroid/app/Fragment;Ljava/lang/String;)${transaction$}`, self, tag);
      yield* vm.call(transaction, 'commit()I');
    },
    [`show(${transaction$}Ljava/lang/String;)I`]: function* (
      vm,
      self: JavaObject,
      transaction: JavaObject,
      tag: HeapObject | null,
    ) {
      dialogFragmentOf(self).dismissed = false;
      yield* vm.call(transaction, `add(Landroid/app/Fragment;Ljava/lang/String;)${transaction$}`, self, tag);
      return yield* vm.call(transaction, 'commit()I');
    },
    'dismiss()V': dismiss,
    'dismissAllowingStateLoss()V': dismiss,
    [`onCreateDialog(${bundle$})Landroid/app/Dialog;`]: function* (vm, self: JavaObject) {
      const theme = yield* vm.call<number>(self, 'getTheme()I');
      return yield* vm.construct(
        'android/app/Dialog',
        '(Landroid/content/Context;I)V',
        fragmentOf(self).activity,
        theme,
      );
    },
    [`onGetLayoutInflater(${bundle$})Landroid/view/LayoutInflater;`]: function* (
      vm,
      self: JavaObject,
      saved: JavaObject | null,
    ) {
      const state = dialogFragmentOf(self);
      if (fragmentOf(self).id !== 0) state.showsDialog = false;
      if (!state.showsDialog)
        return yield* vm.call(fragmentOf(self).activity, 'getLayoutInflater()Landroid/view/LayoutInflater;');
      state.dialog = yield* vm.call<JavaObject>(
        self,
        `onCreateDialog(${bundle$})Landroid/app/Dialog;`,
        saved,
      );
      if (state.style === 1 || state.style === 2) yield* vm.call(state.dialog, 'requestWindowFeature(I)Z', 1);
      return yield* vm.call(state.dialog, 'getLayoutInflater()Landroid/view/LayoutInflater;');
    },
    [`onActivityCreated(${bundle$})V`]: function* (vm, self: JavaObject) {
      const { dialog, cancelable } = dialogFragmentOf(self);
      const { view, activity } = fragmentOf(self);
      if (!dialog) return;
      if (view) yield* vm.call(dialog, 'setContentView(Landroid/view/View;)V', view);
      yield* vm.call(dialog, 'setOwnerActivity(Landroid/app/Activity;)V', activity);
      yield* vm.call(dialog, 'setCancelable(Z)V', cancelable);
      const listener = vm.newObject<ListenerPeer>('android/app/DialogFragment$DialogListener');
      listener.peer = { fragment: self };
      yield* vm.call(
        dialog,
        'setOnCancelListener(Landroid/content/DialogInterface$OnCancelListener;)V',
        listener,
      );
      yield* vm.call(
        dialog,
        'setOnDismissListener(Landroid/content/DialogInterface$OnDismissListener;)V',
        listener,
      );
    },
    [`onCreate(${bundle$})V`]: function* (vm, self: JavaObject, saved: Bundle | null) {
      yield* vm.callSpecial('android/app/Fragment', `onCreate(${bundle$})V`, self, saved);
      const kept = saved?.peer.get(dialogKey);
      const words = kept instanceof JavaString ? kept.value.split(' ').map(Number) : [];
      const [style, theme, cancelable, showsDialog] = words;
      if (style === undefined || theme === undefined) return;
      Object.assign(dialogFragmentOf(self), {
        style,
        theme,
        cancelable: cancelable === 1,
        showsDialog: showsDialog === 1,
      });
    },
    [`onSaveInstanceState(${bundle$})V`]: (vm, self: JavaObject, out: Bundle) => {
      const { style, theme, cancelable, showsDialog } = dialogFragmentOf(self);
      out.peer.set(dialogKey, vm.string([style, theme, Number(cancelable), Number(showsDialog)].join(' ')));
    },
    'onStart()V': function* (vm, self: JavaObject) {
      const { dialog } = dialogFragmentOf(self);
      if (dialog) yield* vm.call(dialog, 'show()V');
    },
    'onStop()V': function* (vm, self: JavaObject) {
      const { dialog } = dialogFragmentOf(self);
      if (dialog) yield* vm.call(dialog, 'hide()V');
    },
    'onDestroyView()V': function* (vm, self: JavaObject) {
      const state = dialogFragmentOf(self);
      const { dialog } = state;
      state.dialog = null;
      if (dialog) yield* vm.call(dialog, 'dismiss()V');
    },
    'onCancel(Landroid/content/DialogInterface;)V': () => undefined,
    'onDismiss(Landroid/content/DialogInterface;)V': (vm, self: JavaObject) => dismiss(vm, self),
  },
});

/** Hears of the dialog for the fragment. */
export const dialogFragmentListener = defineClass({
  name: 'android/app/DialogFragment$DialogListener',
  interfaces: [
    'android/content/DialogInterface$OnCancelListener',
    'android/content/DialogInterface$OnDismissListener',
  ],
  methods: {
    'onCancel(Landroid/content/DialogInterface;)V': function* (
      vm,
      self: JavaObject<ListenerPeer>,
      dialog: JavaObject,
    ) {
      yield* vm.call(self.peer.fragment, 'onCancel(Landroid/content/DialogInterface;)V', dialog);
    },
    'onDismiss(Landroid/content/DialogInterface;)V': function* (
      vm,
      self: JavaObject<ListenerPeer>,
      dialog: JavaObject,
    ) {
      // A dialog that goes because its fragment's view does has told already.
      if (dialogFragmentOf(self.peer.fragment).dialog)
        yield* vm.call(self.peer.fragment, 'onDismiss(Landroid/content/DialogInterface;)V', dialog);
    },
  },
});
