import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import type { Methods } from '../accessors.ts';
import { inflate } from '../../widget/list/adapters.ts';
import {
  FLAG_ALWAYS,
  FLAG_IF_ROOM,
  FLAG_WITH_TEXT,
  expandItem,
  isItemVisible,
  menuChanged,
  rootMenu,
  type MenuItem,
  type MenuItemState,
} from './menu-state.ts';

const item$ = 'Landroid/view/MenuItem;';
const text$ = 'Ljava/lang/CharSequence;';
const view$ = 'Landroid/view/View;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const provider$ = 'Landroid/view/ActionProvider;';

const gets =
  <K extends keyof MenuItemState>(key: K) =>
  (_vm: Machine, { peer }: MenuItem) =>
    peer[key] as MenuItemState[K] & (HeapObject | boolean | number | null);

/** A setter that gives the item back, as all of MenuItem's do. */
function sets<K extends keyof MenuItemState>(key: K) {
  return (vm: Machine, self: MenuItem, value: MenuItemState[K]): MenuItem => {
    if (self.peer[key] !== value) {
      self.peer[key] = value;
      menuChanged(vm, self.peer.menu);
    }
    return self;
  };
}

const contextOf = ({ peer }: MenuItem) => rootMenu(peer.menu).peer.context;

function* text(vm: Machine, self: MenuItem, id: number): Steps<HeapObject | null> {
  return yield* vm.call<HeapObject | null>(contextOf(self), `getText(I)${text$}`, id);
}

function* drawable(vm: Machine, self: MenuItem, id: number): Steps<JavaObject | null> {
  return id === 0
    ? null
    : yield* vm.call<JavaObject | null>(contextOf(self), `getDrawable(I)${drawable$}`, id);
}

/** Of an exclusive group only one is checked: checking one unchecks the others. */
function setChecked(vm: Machine, self: MenuItem, checked: boolean): MenuItem {
  const { peer } = self;
  if (!peer.exclusive) return sets('checked')(vm, self, checked);
  for (const other of peer.menu.peer.items)
    if (other.peer.groupId === peer.groupId && other.peer.exclusive && other.peer.checkable)
      other.peer.checked = other === self;
  menuChanged(vm, peer.menu);
  return self;
}

const shown: Methods = {
  'getItemId()I': gets('id'),
  'getGroupId()I': gets('groupId'),
  'getOrder()I': gets('order'),
  [`getTitle()${text$}`]: gets('title'),
  [`setTitle(${text$})${item$}`]: sets('title'),
  [`setTitle(I)${item$}`]: function* (vm, self: MenuItem, id: number) {
    return sets('title')(vm, self, yield* text(vm, self, id));
  },
  [`getTitleCondensed()${text$}`]: (_vm, { peer }: MenuItem) => peer.condensed ?? peer.title,
  [`setTitleCondensed(${text$})${item$}`]: sets('condensed'),
  [`getIcon()${drawable$}`]: gets('icon'),
  [`setIcon(${drawable$})${item$}`]: sets('icon'),
  [`setIcon(I)${item$}`]: function* (vm, self: MenuItem, id: number) {
    return sets('icon')(vm, self, yield* drawable(vm, self, id));
  },
  'isCheckable()Z': gets('checkable'),
  [`setCheckable(Z)${item$}`]: sets('checkable'),
  'isChecked()Z': gets('checked'),
  [`setChecked(Z)${item$}`]: setChecked,
  'isVisible()Z': (vm, self: MenuItem) => isItemVisible(vm, self),
  [`setVisible(Z)${item$}`]: sets('visible'),
  'isEnabled()Z': gets('enabled'),
  [`setEnabled(Z)${item$}`]: sets('enabled'),
  [`getContentDescription()${text$}`]: gets('description'),
  [`setContentDescription(${text$})${item$}`]: sets('description'),
  [`getTooltipText()${text$}`]: gets('tooltip'),
  [`setTooltipText(${text$})${item$}`]: sets('tooltip'),
  [`setIconTintList(Landroid/content/res/ColorStateList;)${item$}`]: sets('iconTint'),
  'getIconTintList()Landroid/content/res/ColorStateList;': gets('iconTint'),
  [`setIconTintMode(Landroid/graphics/PorterDuff$Mode;)${item$}`]: (_vm, self: MenuItem) => self,
  [`setIconTintBlendMode(Landroid/graphics/BlendMode;)${item$}`]: (_vm, self: MenuItem) => self,
};

const acting: Methods = {
  'getIntent()Landroid/content/Intent;': gets('intent'),
  [`setIntent(Landroid/content/Intent;)${item$}`]: sets('intent'),
  [`setOnMenuItemClickListener(Landroid/view/MenuItem$OnMenuItemClickListener;)${item$}`]: sets('onClick'),
  'getMenuInfo()Landroid/view/ContextMenu$ContextMenuInfo;': gets('menuInfo'),
  'hasSubMenu()Z': (_vm, { peer }: MenuItem) => peer.subMenu !== null,
  'getSubMenu()Landroid/view/SubMenu;': gets('subMenu'),
  [`setShortcut(CC)${item$}`]: (_vm, self: MenuItem, numeric: number, alphabetic: number) => {
    Object.assign(self.peer, { numericShortcut: numeric, alphabeticShortcut: alphabetic });
    return self;
  },
  [`setShortcut(CCII)${item$}`]: (_vm, self: MenuItem, numeric: number, alphabetic: number) => {
    Object.assign(self.peer, { numericShortcut: numeric, alphabeticShortcut: alphabetic });
    return self;
  },
  [`setNumericShortcut(C)${item$}`]: sets('numericShortcut'),
  [`setNumericShortcut(CI)${item$}`]: sets('numericShortcut'),
  'getNumericShortcut()C': gets('numericShortcut'),
  [`setAlphabeticShortcut(C)${item$}`]: sets('alphabeticShortcut'),
  [`setAlphabeticShortcut(CI)${item$}`]: sets('alphabeticShortcut'),
  'getAlphabeticShortcut()C': gets('alphabeticShortcut'),
  'getNumericModifiers()I': () => 0x1000,
  'getAlphabeticModifiers()I': () => 0x1000,
  'setShowAsAction(I)V': (vm, self: MenuItem, flags: number) => {
    sets('showAsAction')(vm, self, flags);
  },
  [`setShowAsActionFlags(I)${item$}`]: sets('showAsAction'),
  [`getActionView()${view$}`]: function* (vm, self: MenuItem) {
    return yield* actionViewOf(vm, self);
  },
  [`setActionView(${view$})${item$}`]: (vm, self: MenuItem, view: JavaObject | null) => {
    self.peer.provider = null;
    return sets('actionView')(vm, self, view);
  },
  [`setActionView(I)${item$}`]: function* (vm, self: MenuItem, layout: number) {
    return sets('actionView')(vm, self, yield* inflate(vm, contextOf(self), layout, null));
  },
  [`getActionProvider()${provider$}`]: gets('provider'),
  [`setActionProvider(${provider$})${item$}`]: (vm, self: MenuItem, provider: JavaObject | null) => {
    self.peer.actionView = null;
    return sets('provider')(vm, self, provider);
  },
  'expandActionView()Z': (vm, self: MenuItem) => expandItem(vm, self, true),
  'collapseActionView()Z': (vm, self: MenuItem) => expandItem(vm, self, false),
  'isActionViewExpanded()Z': gets('expanded'),
  [`setOnActionExpandListener(Landroid/view/MenuItem$OnActionExpandListener;)${item$}`]: sets('onExpand'),
  'requiresActionButton()Z': (_vm, { peer }: MenuItem) => (peer.showAsAction & FLAG_ALWAYS) !== 0,
  'requestsActionButton()Z': (_vm, { peer }: MenuItem) => (peer.showAsAction & FLAG_IF_ROOM) !== 0,
  'showsTextAsAction()Z': (_vm, { peer }: MenuItem) => (peer.showAsAction & FLAG_WITH_TEXT) !== 0,
  'toString()Ljava/lang/String;': function* (vm, { peer }: MenuItem) {
    return peer.title ? yield* vm.textOf(peer.title) : null;
  },
};

/** The view in the item's place on the bar: its own, or what its provider makes. */
export function* actionViewOf(vm: Machine, item: MenuItem): Steps<JavaObject | null> {
  const { peer } = item;
  if (!peer.actionView && peer.provider)
    peer.actionView = yield* vm.call<JavaObject | null>(
      peer.provider,
      `onCreateActionView(${item$})${view$}`,
      item,
    );
  return peer.actionView;
}

export const menuItem = defineClass({
  name: 'com/android/internal/view/menu/MenuItemImpl',
  interfaces: ['android/view/MenuItem'],
  labels: 'container',
  methods: { ...shown, ...acting },
});
