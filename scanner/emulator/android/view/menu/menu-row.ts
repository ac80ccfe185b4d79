import { defineClass } from '../../../machine/index.ts';
import type { JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { inflate } from '../../widget/list/adapters.ts';
import { systemId } from '../styled.ts';
import { viewClass } from '../view-class.ts';
import { viewOf } from '../view-state.ts';
import { findById } from '../view-tree.ts';
import type { MenuItem } from './menu-state.ts';

/** A row of a menu's list; what it shows is set by `bindMenuRow`. */
export const listMenuItemView = viewClass({
  name: 'com/android/internal/view/menu/ListMenuItemView',
  super: 'android/widget/LinearLayout',
  labels: 'container',
});

/** Title, icon, check mark and arrow of one item, in a row of the platform's layout. */
function* makeRow(
  vm: Machine,
  context: JavaObject | null,
  item: MenuItem,
  parent: JavaObject | null,
): Steps<JavaObject> {
  const { peer } = item;
  const row = yield* inflate(vm, context, systemId(vm, 'layout', 'popup_menu_item_layout'), parent);
  const part = (name: string) => findById(row, systemId(vm, 'id', name));
  const title = part('title');
  if (title && peer.title) yield* vm.call(title, 'setText(Ljava/lang/CharSequence;)V', peer.title);
  for (const name of ['shortcut', 'group_divider']) {
    const view = part(name);
    if (view) viewOf(view).visibility = 8;
  }
  const arrow = part('submenuarrow');
  if (arrow) viewOf(arrow).visibility = peer.subMenu ? 0 : 8;
  if (peer.checkable) {
    const layout = peer.exclusive ? 'list_menu_item_radio' : 'list_menu_item_checkbox';
    const content = part('content') ?? row;
    const mark = yield* inflate(vm, context, systemId(vm, 'layout', layout), content);
    yield* vm.call(content, 'addView(Landroid/view/View;)V', mark);
    yield* vm.call(mark, 'setChecked(Z)V', peer.checked);
  }
  yield* vm.call(row, 'setEnabled(Z)V', peer.enabled);
  if (title) yield* vm.call(title, 'setEnabled(Z)V', peer.enabled);
  if (peer.description) viewOf(row).description = peer.description;
  return row;
}

export type MenuRows = { readonly context: JavaObject | null; readonly items: readonly MenuItem[] };

export function makeMenuRows(vm: Machine, rows: MenuRows): JavaObject {
  const made = vm.newObject<MenuRows>('com/android/internal/view/menu/MenuAdapter');
  made.peer = rows;
  return made;
}

export const menuAdapter = defineClass({
  name: 'com/android/internal/view/menu/MenuAdapter',
  super: 'android/widget/BaseAdapter',
  methods: {
    'getCount()I': (_vm, self: JavaObject<MenuRows>) => self.peer.items.length,
    'getItem(I)Ljava/lang/Object;': (_vm, self: JavaObject<MenuRows>, position: number) =>
      self.peer.items[position] ?? null,
    'getItemId(I)J': (_vm, _self: JavaObject, position: number) => BigInt(position),
    'isEnabled(I)Z': (_vm, self: JavaObject<MenuRows>, position: number) =>
      self.peer.items[position]?.peer.enabled ?? false,
    'getView(ILandroid/view/View;Landroid/view/ViewGroup;)Landroid/view/View;': function* (
      vm,
      self: JavaObject<MenuRows>,
      position: number,
      _convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      const item = self.peer.items[position];
      return item ? yield* makeRow(vm, self.peer.context, item, parent) : null;
    },
  },
});
