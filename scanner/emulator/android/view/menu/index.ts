import { actionProvider } from './action-provider.ts';
import { actionClickListener, actionMenuItemView, actionMenuView } from './action-menu.ts';
import { menuDialogHelper } from './context-menu.ts';
import { contextMenuBuilder, menuBuilder, subMenuBuilder } from './menu-builder.ts';
import { inflatedClickListener, menuInflater } from './menu-inflater.ts';
import { menuItem } from './menu-item.ts';
import { menuPickListener } from './menu-popup.ts';
import { listMenuItemView, menuAdapter } from './menu-row.ts';
import { popupMenu } from './popup-menu.ts';

/** Menus: what apps fill, and how they are shown. */
export const menuClasses = [
  actionClickListener,
  actionMenuItemView,
  actionMenuView,
  actionProvider,
  contextMenuBuilder,
  inflatedClickListener,
  listMenuItemView,
  menuAdapter,
  menuBuilder,
  menuDialogHelper,
  menuInflater,
  menuItem,
  menuPickListener,
  popupMenu,
  subMenuBuilder,
];
