import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { installAlert } from './alert-content.ts';
import { alertOf } from './alert-state.ts';
import { dialogThemeId, initDialog, dialogOf } from './dialog.ts';

function* setShown(vm: Machine, view: JavaObject | null, text: HeapObject | null): Steps<void> {
  if (view) yield* vm.call(view, 'setText(Ljava/lang/CharSequence;)V', text);
}

function* init(vm: Machine, self: JavaObject, context: JavaObject | null, asked: number): Steps<void> {
  yield* initDialog(vm, self, context, yield* dialogThemeId(vm, context, asked, 'alertDialogTheme'));
}

function setButton(
  _vm: Machine,
  self: JavaObject,
  which: number,
  text: HeapObject | null,
  listener: HeapObject | null,
): void {
  alertOf(self).buttons.set(which, { text, listener });
}

export const alertDialog = defineClass({
  name: 'android/app/AlertDialog',
  super: 'android/app/Dialog',
  interfaces: ['android/content/DialogInterface'],
  labels: 'container',
  fields: {
    'static final THEME_TRADITIONAL:I': 1,
    'static final THEME_HOLO_DARK:I': 2,
    'static final THEME_HOLO_LIGHT:I': 3,
    'static final THEME_DEVICE_DEFAULT_DARK:I': 4,
    'static final THEME_DEVICE_DEFAULT_LIGHT:I': 5,
  },
  methods: {
    'protected <init>(Landroid/content/Context;)V': (vm, self: JavaObject, context: JavaObject | null) =>
      init(vm, self, context, 0),
    'protected <init>(Landroid/content/Context;I)V': init,
    'protected <init>(Landroid/content/Context;ZLandroid/content/DialogInterface$OnCancelListener;)V':
      function* (
        vm,
        self: JavaObject,
        context: JavaObject | null,
        cancelable: boolean,
        onCancel: HeapObject | null,
      ) {
        yield* init(vm, self, context, 0);
        Object.assign(dialogOf(self), { cancelable, onCancel });
      },
    'protected onCreate(Landroid/os/Bundle;)V': (vm, self: JavaObject) => installAlert(vm, self),
    'setTitle(Ljava/lang/CharSequence;)V': function* (vm, self: JavaObject, title: HeapObject | null) {
      alertOf(self).title = title;
      yield* setShown(vm, alertOf(self).titleView, title);
      yield* vm.callSpecial('android/app/Dialog', 'setTitle(Ljava/lang/CharSequence;)V', self, title);
    },
    'setMessage(Ljava/lang/CharSequence;)V': function* (vm, self: JavaObject, message: HeapObject | null) {
      alertOf(self).message = message;
      yield* setShown(vm, alertOf(self).messageView, message);
    },
    'setCustomTitle(Landroid/view/View;)V': (_vm, self: JavaObject, view: JavaObject | null) => {
      alertOf(self).customTitle = view;
    },
    'setView(Landroid/view/View;)V': (_vm, self: JavaObject, view: JavaObject | null) => {
      alertOf(self).view = view;
    },
    'setView(Landroid/view/View;IIII)V': (_vm, self: JavaObject, view: JavaObject | null) => {
      alertOf(self).view = view;
    },
    'setIcon(I)V': function* (vm, self: JavaObject, id: number) {
      alertOf(self).icon =
        id === 0
          ? null
          : yield* vm.call<JavaObject>(
              dialogOf(self).context,
              'getDrawable(I)Landroid/graphics/drawable/Drawable;',
              id,
            );
    },
    'setIcon(Landroid/graphics/drawable/Drawable;)V': (_vm, self: JavaObject, icon: JavaObject | null) => {
      alertOf(self).icon = icon;
    },
    'setButton(ILjava/lang/CharSequence;Landroid/content/DialogInterface$OnClickListener;)V': setButton,
    'setButton(Ljava/lang/CharSequence;Landroid/content/DialogInterface$OnClickListener;)V': (
      vm,
      self: JavaObject,
      text: HeapObject | null,
      listener: HeapObject | null,
    ) => setButton(vm, self, -1, text, listener),
    'setButton2(Ljava/lang/CharSequence;Landroid/content/DialogInterface$OnClickListener;)V': (
      vm,
      self: JavaObject,
      text: HeapObject | null,
      listener: HeapObject | null,
    ) => setButton(vm, self, -2, text, listener),
    'setButton3(Ljava/lang/CharSequence;Landroid/content/DialogInterface$OnClickListener;)V': (
      vm,
      self: JavaObject,
      text: HeapObject | null,
      listener: HeapObject | null,
    ) => setButton(vm, self, -3, text, listener),
    'getButton(I)Landroid/widget/Button;': (_vm, self: JavaObject, which: number) =>
      alertOf(self).buttonViews.get(which) ?? null,
    'getListView()Landroid/widget/ListView;': (_vm, self: JavaObject) => alertOf(self).listView,
    'setInverseBackgroundForced(Z)V': () => undefined,
  },
});
