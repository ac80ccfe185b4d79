import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';

/** State of an android.view.MenuItem. */
export type MenuItemState = {
  readonly menu: Menu;
  readonly groupId: number;
  readonly id: number;
  readonly order: number;
  readonly ordering: number;
  title: HeapObject | null;
  condensed: HeapObject | null;
  icon: JavaObject | null;
  intent: JavaObject | null;
  checkable: boolean;
  exclusive: boolean;
  checked: boolean;
  visible: boolean;
  enabled: boolean;
  /** MenuItem.SHOW_AS_ACTION_*. */
  showAsAction: number;
  actionView: JavaObject | null;
  provider: JavaObject | null;
  expanded: boolean;
  onClick: HeapObject | null;
  onExpand: HeapObject | null;
  subMenu: Menu | null;
  menuInfo: HeapObject | null;
  alphabeticShortcut: number;
  numericShortcut: number;
  description: HeapObject | null;
  tooltip: HeapObject | null;
  iconTint: JavaObject | null;
};
export type MenuItem = JavaObject<MenuItemState>;

/** State of an android.view.Menu, a submenu's and a context menu's too. */
export type MenuState = {
  readonly context: JavaObject | null;
  /** In the order of display. */
  readonly items: MenuItem[];
  /** Item that opens it, for a submenu. */
  readonly parentItem: MenuItem | null;
  headerTitle: HeapObject | null;
  headerIcon: JavaObject | null;
  headerView: JavaObject | null;
  /** What a context menu is about while it is filled. */
  menuInfo: HeapObject | null;
  groupDividers: boolean;
  /** Whoever shows the menu: hears of a chosen item, and of changes. */
  onSelect: ((item: MenuItem) => Steps<boolean>) | undefined;
  onChange: (() => Steps<void>) | undefined;
  changePosted: boolean;
};
export type Menu = JavaObject<MenuState>;

export const FLAG_ALWAYS = 2;
export const FLAG_IF_ROOM = 1;
export const FLAG_WITH_TEXT = 4;
export const FLAG_COLLAPSES = 8;

const menuClass = 'com/android/internal/view/menu/';

export function makeMenu(
  vm: Machine,
  context: JavaObject | null,
  kind: 'MenuBuilder' | 'SubMenuBuilder' | 'ContextMenuBuilder' = 'MenuBuilder',
  parentItem: MenuItem | null = null,
): Menu {
  const made = vm.newObject<MenuState>(menuClass + kind);
  made.peer = {
    context,
    items: [],
    parentItem,
    headerTitle: null,
    headerIcon: null,
    headerView: null,
    menuInfo: null,
    groupDividers: false,
    onSelect: undefined,
    onChange: undefined,
    changePosted: false,
  };
  return made;
}

/** Upper half of an item's order, by MenuBuilder's table of categories. */
const categoryOrders = [1, 4, 5, 3, 2, 0];

function orderingOf(order: number): number {
  return ((categoryOrders[order >>> 16] ?? 0) << 16) | (order & 0xffff);
}

/** Puts a new item behind those of the same or a lower order. */
export function addItem(
  vm: Machine,
  menu: Menu,
  groupId: number,
  id: number,
  order: number,
  title: HeapObject | null,
): MenuItem {
  const item = vm.newObject<MenuItemState>(`${menuClass}MenuItemImpl`);
  item.peer = {
    menu,
    groupId,
    id,
    order,
    ordering: orderingOf(order),
    title,
    condensed: null,
    icon: null,
    intent: null,
    checkable: false,
    exclusive: false,
    checked: false,
    visible: true,
    enabled: true,
    showAsAction: 0,
    actionView: null,
    provider: null,
    expanded: false,
    onClick: null,
    onExpand: null,
    subMenu: null,
    menuInfo: menu.peer.menuInfo,
    alphabeticShortcut: 0,
    numericShortcut: 0,
    description: null,
    tooltip: null,
    iconTint: null,
  };
  const { items } = menu.peer;
  const before = items.findLastIndex(({ peer }) => peer.ordering <= item.peer.ordering);
  items.splice(before + 1, 0, item);
  menuChanged(vm, menu);
  return item;
}

/** The menu that a submenu hangs in, at the top. */
export function rootMenu(menu: Menu): Menu {
  let at = menu;
  for (let up = at.peer.parentItem; up; up = at.peer.parentItem) at = up.peer.menu;
  return at;
}

/** Tells whoever shows the menu, once for all changes of this turn. */
export function menuChanged(vm: Machine, menu: Menu): void {
  const { peer } = rootMenu(menu);
  if (!peer.onChange || peer.changePosted) return;
  peer.changePosted = true;
  vm.attached(SYSTEM).postToMain('menu changed', function* () {
    peer.changePosted = false;
    if (peer.onChange) yield* peer.onChange();
  });
}

export function* isItemVisible(vm: Machine, { peer }: MenuItem): Steps<boolean> {
  if (!peer.visible) return false;
  if (!peer.provider) return true;
  const overrides = yield* vm.call<boolean>(peer.provider, 'overridesItemVisibility()Z');
  return !overrides || (yield* vm.call<boolean>(peer.provider, 'isVisible()Z'));
}

export function* visibleItems(vm: Machine, menu: Menu): Steps<MenuItem[]> {
  const shown: MenuItem[] = [];
  for (const item of menu.peer.items) if (yield* isItemVisible(vm, item)) shown.push(item);
  return shown;
}

/** An item with an action view that opens over the bar's title. */
export function collapses({ peer }: MenuItem): boolean {
  return (peer.showAsAction & FLAG_COLLAPSES) !== 0 && peer.actionView !== null;
}

/** MenuItemImpl.invoke: the item's own listener, the menu's owner, its intent, its provider; the first that takes it. */
export function* invokeItem(vm: Machine, item: MenuItem): Steps<boolean> {
  const { peer } = item;
  if (!peer.enabled) return false;
  const { onClick } = peer;
  if (onClick && (yield* vm.call<boolean>(onClick, 'onMenuItemClick(Landroid/view/MenuItem;)Z', item)))
    return true;
  const root = rootMenu(peer.menu).peer;
  if (root.onSelect && (yield* root.onSelect(item))) return true;
  if (peer.intent && root.context) {
    yield* vm.call(root.context, 'startActivity(Landroid/content/Intent;)V', peer.intent);
    return true;
  }
  return peer.provider !== null && (yield* vm.call<boolean>(peer.provider, 'onPerformDefaultAction()Z'));
}

export function* expandItem(vm: Machine, item: MenuItem, expand: boolean): Steps<boolean> {
  const { peer } = item;
  if (!collapses(item) || peer.expanded === expand) return false;
  const selector = expand ? 'onMenuItemActionExpand' : 'onMenuItemActionCollapse';
  if (
    peer.onExpand &&
    !(yield* vm.call<boolean>(peer.onExpand, `${selector}(Landroid/view/MenuItem;)Z`, item))
  )
    return false;
  peer.expanded = expand;
  menuChanged(vm, peer.menu);
  return true;
}
