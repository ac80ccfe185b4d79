import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { showMenuPopup } from './menu-popup.ts';
import { makeMenu, type Menu } from './menu-state.ts';

type PopupMenuState = {
  readonly context: JavaObject | null;
  readonly anchor: JavaObject;
  readonly menu: Menu;
  gravity: number;
  onItem: HeapObject | null;
  onDismiss: HeapObject | null;
  popup: JavaObject | null;
};
type PopupMenu = JavaObject<PopupMenuState>;

function init(
  vm: Machine,
  self: PopupMenu,
  context: JavaObject | null,
  anchor: JavaObject,
  gravity = 0,
): void {
  const menu = makeMenu(vm, context);
  self.peer = { context, anchor, menu, gravity, onItem: null, onDismiss: null, popup: null };
  menu.peer.onSelect = function* (item) {
    const { onItem } = self.peer;
    return onItem
      ? yield* vm.call<boolean>(onItem, 'onMenuItemClick(Landroid/view/MenuItem;)Z', item)
      : false;
  };
}

function* show(vm: Machine, self: PopupMenu): Steps<void> {
  const { peer } = self;
  if (peer.popup) return;
  peer.popup = yield* showMenuPopup(vm, peer.menu, {
    anchor: peer.anchor,
    at: 'below',
    atEnd: (peer.gravity & 7) === 5,
    context: peer.context,
    onDismiss: function* () {
      peer.popup = null;
      if (peer.onDismiss) yield* vm.call(peer.onDismiss, 'onDismiss(Landroid/widget/PopupMenu;)V', self);
    },
  });
}

const constructor$ = 'Landroid/content/Context;Landroid/view/View;';

export const popupMenu = defineClass({
  name: 'android/widget/PopupMenu',
  labels: 'container',
  methods: {
    [`<init>(${constructor$})V`]: init,
    [`<init>(${constructor$}I)V`]: init,
    [`<init>(${constructor$}III)V`]: init,
    'getMenu()Landroid/view/Menu;': (_vm, { peer }: PopupMenu) => peer.menu,
    'getMenuInflater()Landroid/view/MenuInflater;': function* (vm, { peer }: PopupMenu) {
      return yield* vm.construct('android/view/MenuInflater', '(Landroid/content/Context;)V', peer.context);
    },
    'inflate(I)V': function* (vm, self: PopupMenu, id: number) {
      const inflater = yield* vm.call<JavaObject>(self, 'getMenuInflater()Landroid/view/MenuInflater;');
      yield* vm.call(inflater, 'inflate(ILandroid/view/Menu;)V', id, self.peer.menu);
    },
    'show()V': show,
    'dismiss()V': function* (vm, { peer }: PopupMenu) {
      if (peer.popup) yield* vm.call(peer.popup, 'dismiss()V');
    },
    'getGravity()I': (_vm, { peer }: PopupMenu) => peer.gravity,
    'setGravity(I)V': (_vm, { peer }: PopupMenu, gravity: number) => {
      peer.gravity = gravity;
    },
    'setForceShowIcon(Z)V': () => undefined,
    'setOnMenuItemClickListener(Landroid/widget/PopupMenu$OnMenuItemClickListener;)V': (
      _vm,
      { peer }: PopupMenu,
      listener: HeapObject | null,
    ) => {
      peer.onItem = listener;
    },
    'setOnDismissListener(Landroid/widget/PopupMenu$OnDismissListener;)V': (
      _vm,
      { peer }: PopupMenu,
      listener: HeapObject | null,
    ) => {
      peer.onDismiss = listener;
    },
  },
});
