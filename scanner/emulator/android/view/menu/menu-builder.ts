import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import type { Methods } from '../accessors.ts';
import {
  addItem,
  invokeItem,
  makeMenu,
  menuChanged,
  rootMenu,
  visibleItems,
  type Menu,
  type MenuItem,
  type MenuItemState,
} from './menu-state.ts';

const item$ = 'Landroid/view/MenuItem;';
const sub$ = 'Landroid/view/SubMenu;';
const text$ = 'Ljava/lang/CharSequence;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const view$ = 'Landroid/view/View;';

function* text(vm: Machine, menu: Menu, id: number): Steps<HeapObject | null> {
  return yield* vm.call<HeapObject | null>(rootMenu(menu).peer.context, `getText(I)${text$}`, id);
}

function addSubMenu(
  vm: Machine,
  menu: Menu,
  groupId: number,
  id: number,
  order: number,
  title: HeapObject | null,
): Menu {
  const item = addItem(vm, menu, groupId, id, order, title);
  const made = makeMenu(vm, menu.peer.context, 'SubMenuBuilder', item);
  made.peer.headerTitle = title;
  item.peer.subMenu = made;
  return made;
}

function* findItem(vm: Machine, menu: Menu, id: number): Steps<MenuItem | null> {
  for (const item of menu.peer.items) {
    if (item.peer.id === id) return item;
    const inner = item.peer.subMenu && (yield* findItem(vm, item.peer.subMenu, id));
    if (inner) return inner;
  }
  return null;
}

function removeWhere(vm: Machine, menu: Menu, matches: (item: MenuItem) => boolean): void {
  const { items } = menu.peer;
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at];
    if (item && matches(item)) items.splice(at, 1);
  }
  menuChanged(vm, menu);
}

function setGroup(change: (state: MenuItemState, value: boolean) => void) {
  return (vm: Machine, self: Menu, groupId: number, value: boolean): void => {
    for (const { peer } of self.peer.items) if (peer.groupId === groupId) change(peer, value);
    menuChanged(vm, self);
  };
}

const adding: Methods = {
  [`add(${text$})${item$}`]: (vm, self: Menu, title: HeapObject | null) => addItem(vm, self, 0, 0, 0, title),
  [`add(I)${item$}`]: function* (vm, self: Menu, id: number) {
    return addItem(vm, self, 0, 0, 0, yield* text(vm, self, id));
  },
  [`add(III${text$})${item$}`]: addItem,
  [`add(IIII)${item$}`]: function* (vm, self: Menu, group: number, id: number, order: number, title: number) {
    return addItem(vm, self, group, id, order, yield* text(vm, self, title));
  },
  [`addSubMenu(${text$})${sub$}`]: (vm, self: Menu, title: HeapObject | null) =>
    addSubMenu(vm, self, 0, 0, 0, title),
  [`addSubMenu(I)${sub$}`]: function* (vm, self: Menu, id: number) {
    return addSubMenu(vm, self, 0, 0, 0, yield* text(vm, self, id));
  },
  [`addSubMenu(III${text$})${sub$}`]: addSubMenu,
  [`addSubMenu(IIII)${sub$}`]: function* (
    vm,
    self: Menu,
    group: number,
    id: number,
    order: number,
    title: number,
  ) {
    return addSubMenu(vm, self, group, id, order, yield* text(vm, self, title));
  },
  'removeItem(I)V': (vm, self: Menu, id: number) => removeWhere(vm, self, ({ peer }) => peer.id === id),
  'removeGroup(I)V': (vm, self: Menu, id: number) => removeWhere(vm, self, ({ peer }) => peer.groupId === id),
  'clear()V': (vm, self: Menu) => removeWhere(vm, self, () => true),
};

const asking: Methods = {
  'size()I': (_vm, self: Menu) => self.peer.items.length,
  [`getItem(I)${item$}`]: (vm, self: Menu, index: number) =>
    self.peer.items[index] ??
    vm.throwNew('java/lang/IndexOutOfBoundsException', `Index: ${index}, Size: ${self.peer.items.length}`),
  [`findItem(I)${item$}`]: findItem,
  'hasVisibleItems()Z': function* (vm, self: Menu) {
    return (yield* visibleItems(vm, self)).length > 0;
  },
  'setGroupCheckable(IZZ)V': (vm, self: Menu, groupId: number, checkable: boolean, exclusive: boolean) => {
    for (const { peer } of self.peer.items)
      if (peer.groupId === groupId) Object.assign(peer, { checkable, exclusive });
    menuChanged(vm, self);
  },
  'setGroupVisible(IZ)V': setGroup((state, value) => {
    state.visible = value;
  }),
  'setGroupEnabled(IZ)V': setGroup((state, value) => {
    state.enabled = value;
  }),
  'setGroupDividerEnabled(Z)V': (_vm, self: Menu, enabled: boolean) => {
    self.peer.groupDividers = enabled;
  },
  'setQwertyMode(Z)V': () => undefined,
  'performIdentifierAction(II)Z': function* (vm, self: Menu, id: number) {
    const item = yield* findItem(vm, self, id);
    return item !== null && (yield* invokeItem(vm, item));
  },
  'performShortcut(ILandroid/view/KeyEvent;I)Z': () => false,
  'isShortcutKey(ILandroid/view/KeyEvent;)Z': () => false,
  'close()V': () => undefined,
};

/** The heading of a submenu and of a context menu: title, icon or a view. */
function header(self$: string): Methods {
  return {
    [`setHeaderTitle(${text$})${self$}`]: (_vm, self: Menu, title: HeapObject | null) => {
      self.peer.headerTitle = title;
      return self;
    },
    [`setHeaderTitle(I)${self$}`]: function* (vm, self: Menu, id: number) {
      self.peer.headerTitle = yield* text(vm, self, id);
      return self;
    },
    [`setHeaderIcon(${drawable$})${self$}`]: (_vm, self: Menu, icon: JavaObject | null) => {
      self.peer.headerIcon = icon;
      return self;
    },
    [`setHeaderIcon(I)${self$}`]: function* (vm, self: Menu, id: number) {
      self.peer.headerIcon =
        id === 0
          ? null
          : yield* vm.call<JavaObject | null>(rootMenu(self).peer.context, `getDrawable(I)${drawable$}`, id);
      return self;
    },
    [`setHeaderView(${view$})${self$}`]: (_vm, self: Menu, view: JavaObject | null) => {
      self.peer.headerView = view;
      return self;
    },
    'clearHeader()V': (_vm, self: Menu) => {
      Object.assign(self.peer, { headerTitle: null, headerIcon: null, headerView: null });
    },
  };
}

export const menuBuilder = defineClass({
  name: 'com/android/internal/view/menu/MenuBuilder',
  interfaces: ['android/view/Menu'],
  labels: 'container',
  methods: { ...adding, ...asking },
});

export const subMenuBuilder = defineClass({
  name: 'com/android/internal/view/menu/SubMenuBuilder',
  super: 'com/android/internal/view/menu/MenuBuilder',
  interfaces: ['android/view/SubMenu'],
  labels: 'container',
  methods: {
    ...header(sub$),
    [`getItem()${item$}`]: (_vm, self: Menu) => self.peer.parentItem,
    [`setIcon(${drawable$})${sub$}`]: (vm, self: Menu, icon: JavaObject | null) => {
      if (self.peer.parentItem) self.peer.parentItem.peer.icon = icon;
      menuChanged(vm, self);
      return self;
    },
    [`setIcon(I)${sub$}`]: function* (vm, self: Menu, id: number) {
      const { parentItem } = self.peer;
      if (parentItem) yield* vm.call(parentItem, `setIcon(I)${item$}`, id);
      return self;
    },
  },
});

export const contextMenuBuilder = defineClass({
  name: 'com/android/internal/view/menu/ContextMenuBuilder',
  super: 'com/android/internal/view/menu/MenuBuilder',
  interfaces: ['android/view/ContextMenu'],
  labels: 'container',
  methods: header('Landroid/view/ContextMenu;'),
});
