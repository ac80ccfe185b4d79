import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { attributes, attrId, dpToPx, obtainStyled, systemId } from '../../view/styled.ts';
import { viewOf } from '../../view/view-state.ts';
import { linearOf } from '../../widget/linear-layout.ts';
import {
  BUTTON_NEGATIVE,
  BUTTON_NEUTRAL,
  BUTTON_POSITIVE,
  alertOf,
  type AlertButton,
} from './alert-state.ts';
import { dialogOf } from './dialog.ts';

const MATCH = -1;
const WRAP = -2;

function make(vm: Machine, context: JavaObject | null, className: string): Steps<JavaObject> {
  return vm.construct<JavaObject>(`android/widget/${className}`, '(Landroid/content/Context;)V', context);
}

function* add(
  vm: Machine,
  parent: JavaObject,
  child: JavaObject,
  width: number,
  height: number,
  weight = 0,
): Steps<void> {
  const params = yield* vm.construct(
    'android/widget/LinearLayout$LayoutParams',
    '(IIF)V',
    width,
    height,
    weight,
  );
  yield* vm.call(parent, 'addView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V', child, params);
}

const textNames = attributes('textColorPrimary', 'textColorAlertDialogListItem');

/** Fills the dialog's window, as AlertController.installContent does: title, message or list or view, buttons. */
export function* installAlert(vm: Machine, self: JavaObject): Steps<void> {
  const { context, window } = dialogOf(self);
  const alert = alertOf(self);
  const panel = yield* make(vm, context, 'LinearLayout');
  linearOf(panel).orientation = 1;
  viewOf(panel).id = systemId(vm, 'id', 'parentPanel') || -1;
  const styled = yield* obtainStyled(vm, context, null, textNames, 0, 0);
  const textColor = yield* styled.color('textColorPrimary', 0xde000000 | 0);
  yield* addTitle(vm, self, panel, textColor);
  yield* addMessage(vm, self, panel, textColor);
  yield* addList(vm, self, panel);
  if (alert.viewLayout !== 0 && !alert.view) {
    const inflater = yield* vm.call<JavaObject>(window, 'getLayoutInflater()Landroid/view/LayoutInflater;');
    alert.view = yield* vm.call<JavaObject>(
      inflater,
      'inflate(ILandroid/view/ViewGroup;Z)Landroid/view/View;',
      alert.viewLayout,
      panel,
      false,
    );
  }
  if (alert.view) {
    const frame = yield* make(vm, context, 'FrameLayout');
    viewOf(frame).id = systemId(vm, 'id', 'custom');
    const fill = yield* vm.construct('android/view/ViewGroup$LayoutParams', '(II)V', MATCH, WRAP);
    yield* vm.call(
      frame,
      'addView(Landroid/view/View;Landroid/view/ViewGroup$LayoutParams;)V',
      alert.view,
      fill,
    );
    yield* add(vm, panel, frame, MATCH, WRAP, 1);
  }
  yield* addButtons(vm, self, panel);
  yield* vm.call(window, 'requestFeature(I)Z', 1);
  yield* vm.call(window, 'setContentView(Landroid/view/View;)V', panel);
}

function* addTitle(vm: Machine, self: JavaObject, panel: JavaObject, textColor: number): Steps<void> {
  const { context } = dialogOf(self);
  const alert = alertOf(self);
  if (alert.customTitle) {
    yield* add(vm, panel, alert.customTitle, MATCH, WRAP);
    return;
  }
  if (!alert.title && !alert.icon) return;
  const side = Math.round(dpToPx(vm, 24));
  const row = yield* make(vm, context, 'LinearLayout');
  linearOf(row).gravity = 0x800003 | 0x10;
  viewOf(row).id = systemId(vm, 'id', 'topPanel') || -1;
  yield* vm.call(row, 'setPadding(IIII)V', side, Math.round(dpToPx(vm, 18)), side, 0);
  if (alert.icon) {
    const icon = yield* make(vm, context, 'ImageView');
    viewOf(icon).id = systemId(vm, 'id', 'icon');
    yield* vm.call(icon, 'setImageDrawable(Landroid/graphics/drawable/Drawable;)V', alert.icon);
    const size = Math.round(dpToPx(vm, 32));
    yield* add(vm, row, icon, size, size);
    viewOf(icon).paddingRight = Math.round(dpToPx(vm, 8));
  }
  const title = yield* make(vm, context, 'TextView');
  viewOf(title).id = systemId(vm, 'id', 'alertTitle') || systemId(vm, 'id', 'title');
  yield* vm.call(title, 'setTextSize(IF)V', 2, 20);
  yield* vm.call(title, 'setTextColor(I)V', textColor);
  yield* vm.call(title, 'setTypeface(Landroid/graphics/Typeface;I)V', null, 1);
  if (alert.title) yield* vm.call(title, 'setText(Ljava/lang/CharSequence;)V', alert.title);
  alert.titleView = title;
  yield* add(vm, row, title, 0, WRAP, 1);
  yield* add(vm, panel, row, MATCH, WRAP);
}

function* addMessage(vm: Machine, self: JavaObject, panel: JavaObject, textColor: number): Steps<void> {
  const { context } = dialogOf(self);
  const alert = alertOf(self);
  if (!alert.message) return;
  const scroll = yield* make(vm, context, 'ScrollView');
  viewOf(scroll).id = systemId(vm, 'id', 'scrollView') || -1;
  const message = yield* make(vm, context, 'TextView');
  viewOf(message).id = systemId(vm, 'id', 'message');
  const side = Math.round(dpToPx(vm, 24));
  const top = Math.round(dpToPx(vm, alert.title ? 12 : 20));
  yield* vm.call(message, 'setPadding(IIII)V', side, top, side, Math.round(dpToPx(vm, 8)));
  yield* vm.call(message, 'setTextSize(IF)V', 2, 16);
  yield* vm.call(message, 'setTextColor(I)V', textColor);
  yield* vm.call(message, 'setText(Ljava/lang/CharSequence;)V', alert.message);
  alert.messageView = message;
  yield* vm.call(scroll, 'addView(Landroid/view/View;)V', message);
  yield* add(vm, panel, scroll, MATCH, WRAP, 1);
}

function* addList(vm: Machine, self: JavaObject, panel: JavaObject): Steps<void> {
  const { context } = dialogOf(self);
  const alert = alertOf(self);
  if (!alert.items && !alert.adapter) return;
  const list = yield* make(vm, context, 'ListView');
  viewOf(list).id = systemId(vm, 'id', 'select_dialog_listview') || systemId(vm, 'id', 'list');
  const layoutName =
    alert.choice === 'single'
      ? 'select_dialog_singlechoice_material'
      : alert.choice === 'multi'
        ? 'select_dialog_multichoice_material'
        : 'select_dialog_item_material';
  const adapter =
    alert.adapter ??
    (yield* vm.construct<JavaObject>(
      'android/widget/ArrayAdapter',
      '(Landroid/content/Context;II[Ljava/lang/Object;)V',
      context,
      systemId(vm, 'layout', layoutName) || systemId(vm, 'layout', 'simple_list_item_1'),
      systemId(vm, 'id', 'text1'),
      alert.items,
    ));
  if (alert.choice !== 'none') yield* vm.call(list, 'setChoiceMode(I)V', alert.choice === 'single' ? 1 : 2);
  yield* vm.call(list, 'setAdapter(Landroid/widget/ListAdapter;)V', adapter);
  if (alert.choice === 'single' && alert.checkedItem >= 0)
    yield* vm.call(list, 'setItemChecked(IZ)V', alert.checkedItem, true);
  for (const [position, checked] of alert.checkedItems.entries())
    if (checked) yield* vm.call(list, 'setItemChecked(IZ)V', position, true);
  const listener = vm.newObject<JavaObject>('android/app/AlertDialog$ItemListener');
  listener.peer = self;
  yield* vm.call(list, 'setOnItemClickListener(Landroid/widget/AdapterView$OnItemClickListener;)V', listener);
  alert.listView = list;
  yield* add(vm, panel, list, MATCH, WRAP, 1);
}

const buttonKinds = [
  { which: BUTTON_NEUTRAL, id: 'button3', style: 'buttonBarNeutralButtonStyle' },
  { which: BUTTON_NEGATIVE, id: 'button2', style: 'buttonBarNegativeButtonStyle' },
  { which: BUTTON_POSITIVE, id: 'button1', style: 'buttonBarPositiveButtonStyle' },
] as const;

function* addButtons(vm: Machine, self: JavaObject, panel: JavaObject): Steps<void> {
  const { context } = dialogOf(self);
  const alert = alertOf(self);
  const texts = [...alert.buttons.values()].filter(({ text }) => text !== null);
  if (texts.length === 0) return;
  const bar = yield* make(vm, context, 'LinearLayout');
  viewOf(bar).id = systemId(vm, 'id', 'buttonPanel') || -1;
  const side = Math.round(dpToPx(vm, 12));
  yield* vm.call(bar, 'setPadding(IIII)V', side, Math.round(dpToPx(vm, 4)), side, Math.round(dpToPx(vm, 4)));
  linearOf(bar).gravity = 0x800005 | 0x50;
  for (const { which, id, style } of buttonKinds) {
    const button = alert.buttons.get(which);
    if (!button?.text) continue;
    const view = yield* vm.construct<JavaObject>(
      'android/widget/Button',
      '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
      context,
      null,
      attrId(vm, style),
    );
    viewOf(view).id = systemId(vm, 'id', id);
    yield* vm.call(view, 'setText(Ljava/lang/CharSequence;)V', button.text);
    yield* vm.call(
      view,
      'setOnClickListener(Landroid/view/View$OnClickListener;)V',
      buttonListener(vm, self, which),
    );
    alert.buttonViews.set(which, view);
    yield* add(vm, bar, view, WRAP, WRAP);
    if (which === BUTTON_NEUTRAL) yield* add(vm, bar, yield* make(vm, context, 'Space'), 0, 0, 1);
  }
  yield* add(vm, panel, bar, MATCH, WRAP);
}

type ButtonPeer = { readonly dialog: JavaObject; readonly which: number };

function buttonListener(vm: Machine, dialog: JavaObject, which: number): JavaObject {
  const made = vm.newObject<ButtonPeer>('android/app/AlertDialog$ButtonListener');
  made.peer = { dialog, which };
  return made;
}

/** A press of a button: its listener hears first, then the dialog goes. */
export const alertButtonListener = defineClass({
  name: 'android/app/AlertDialog$ButtonListener',
  interfaces: ['android/view/View$OnClickListener'],
  methods: {
    'onClick(Landroid/view/View;)V': (vm, self: JavaObject<ButtonPeer>) => {
      const { dialog, which } = self.peer;
      const button: AlertButton | undefined = alertOf(dialog).buttons.get(which);
      const system = vm.attached(SYSTEM);
      const { listener = null } = button ?? {};
      if (listener)
        system.postToMain('dialog button', () =>
          vm.call(listener, 'onClick(Landroid/content/DialogInterface;I)V', dialog, which),
        );
      system.postToMain('dialog button dismisses', () => vm.call(dialog, 'dismiss()V'));
    },
  },
});

/** A choice from the dialog's list: a plain item closes the dialog, a choice stays open. */
export const alertItemListener = defineClass({
  name: 'android/app/AlertDialog$ItemListener',
  interfaces: ['android/widget/AdapterView$OnItemClickListener'],
  methods: {
    'onItemClick(Landroid/widget/AdapterView;Landroid/view/View;IJ)V': function* (
      vm,
      self: JavaObject<JavaObject>,
      list: JavaObject,
      _view: JavaObject,
      position: number,
    ) {
      const dialog = self.peer;
      const alert = alertOf(dialog);
      if (alert.choice === 'multi') {
        const checked = yield* vm.call<boolean>(list, 'isItemChecked(I)Z', position);
        alert.checkedItems[position] = checked;
        const listener: HeapObject | null = alert.onMultiChoice;
        if (listener)
          yield* vm.call(
            listener,
            'onClick(Landroid/content/DialogInterface;IZ)V',
            dialog,
            position,
            checked,
          );
        return;
      }
      if (alert.onItemClick)
        yield* vm.call(alert.onItemClick, 'onClick(Landroid/content/DialogInterface;I)V', dialog, position);
      if (alert.choice === 'none') yield* vm.call(dialog, 'dismiss()V');
    },
  },
});
