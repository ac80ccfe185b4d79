import { defineClass } from '../../../machine/index.ts';
import type { JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { viewOf } from '../view-state.ts';
import { pickItem, showMenuPopup } from './menu-popup.ts';
import { makeMenuRows } from './menu-row.ts';
import { makeMenu, visibleItems, type Menu, type MenuItem } from './menu-state.ts';

const FEATURE_CONTEXT_MENU = 6;

/** A window's context menu while it is open. */
const openMenus = new WeakMap<JavaObject, { readonly menu: Menu; readonly close: () => Steps<void> }>();

/**
 * DecorView.showContextMenuForChild: asks the view and its parents for items, and shows them where the finger is, or as a
 * dialog where no place is known.
 */
export function* showContextMenu(
  vm: Machine,
  window: JavaObject,
  callback: JavaObject | null,
  view: JavaObject,
  at: { readonly x: number; readonly y: number } | undefined,
): Steps<boolean> {
  const context = viewOf(view).context;
  const menu = makeMenu(vm, context, 'ContextMenuBuilder');
  menu.peer.onSelect = (item) =>
    callback
      ? vm.call<boolean>(
          callback,
          'onMenuItemSelected(ILandroid/view/MenuItem;)Z',
          FEATURE_CONTEXT_MENU,
          item,
        )
      : never();
  yield* vm.call(view, 'createContextMenu(Landroid/view/ContextMenu;)V', menu);
  const items = yield* visibleItems(vm, menu);
  if (items.length === 0) return false;
  const onDismiss = function* (): Steps<void> {
    openMenus.delete(window);
    if (callback)
      yield* vm.call(callback, 'onPanelClosed(ILandroid/view/Menu;)V', FEATURE_CONTEXT_MENU, menu);
  };
  const shown = at
    ? yield* showMenuPopup(vm, menu, { anchor: view, at, atEnd: false, context, onDismiss })
    : yield* showDialog(vm, context, menu, items, onDismiss);
  if (shown) openMenus.set(window, { menu, close: () => vm.call(shown, 'dismiss()V') });
  return shown !== null;
}

function* never(): Steps<boolean> {
  yield* [];
  return false;
}

export function* closeContextMenu(window: JavaObject): Steps<void> {
  const open = openMenus.get(window);
  openMenus.delete(window);
  if (open) yield* open.close();
}

type DialogPeer = {
  readonly items: readonly MenuItem[];
  readonly onDismiss: () => Steps<void>;
};

const builder$ = 'Landroid/app/AlertDialog$Builder;';
const click$ = 'Landroid/content/DialogInterface$OnClickListener;';

function* showDialog(
  vm: Machine,
  context: JavaObject | null,
  menu: Menu,
  items: readonly MenuItem[],
  onDismiss: () => Steps<void>,
): Steps<JavaObject> {
  const builder = yield* vm.construct<JavaObject>(
    'android/app/AlertDialog$Builder',
    '(Landroid/content/Context;)V',
    context,
  );
  const { headerTitle, headerIcon, headerView } = menu.peer;
  if (headerView) yield* vm.call(builder, `setCustomTitle(Landroid/view/View;)${builder$}`, headerView);
  else {
    if (headerTitle) yield* vm.call(builder, `setTitle(Ljava/lang/CharSequence;)${builder$}`, headerTitle);
    if (headerIcon)
      yield* vm.call(builder, `setIcon(Landroid/graphics/drawable/Drawable;)${builder$}`, headerIcon);
  }
  const listener = vm.newObject<DialogPeer>('com/android/internal/view/menu/MenuDialogHelper');
  listener.peer = { items, onDismiss };
  const rows = makeMenuRows(vm, { context, items });
  yield* vm.call(builder, `setAdapter(Landroid/widget/ListAdapter;${click$})${builder$}`, rows, listener);
  const dialog = yield* vm.call<JavaObject>(builder, 'create()Landroid/app/AlertDialog;');
  yield* vm.call(
    dialog,
    'setOnDismissListener(Landroid/content/DialogInterface$OnDismissListener;)V',
    listener,
  );
  yield* vm.call(dialog, 'show()V');
  return dialog;
}

export const menuDialogHelper = defineClass({
  name: 'com/android/internal/view/menu/MenuDialogHelper',
  interfaces: [
    'android/content/DialogInterface$OnClickListener',
    'android/content/DialogInterface$OnDismissListener',
  ],
  methods: {
    'onClick(Landroid/content/DialogInterface;I)V': function* (
      vm,
      self: JavaObject<DialogPeer>,
      _dialog: JavaObject,
      which: number,
    ) {
      const item = self.peer.items[which];
      if (item) yield* pickItem(vm, item, undefined);
    },
    'onDismiss(Landroid/content/DialogInterface;)V': (_vm, self: JavaObject<DialogPeer>) =>
      self.peer.onDismiss(),
  },
});
