import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { actionsOf, hideOverflow, showOverflow } from '../view/menu/action-menu.ts';
import { showMenuPopup } from '../view/menu/menu-popup.ts';
import { makeMenu, type Menu } from '../view/menu/menu-state.ts';
import { viewPart } from '../view/view-state.ts';
import { windowOf } from '../view/window-state.ts';
import { menuViewOf, showToolbarMenu } from '../widget/toolbar.ts';
import { barOf } from './action-bar-view.ts';

/** A window's options menu. */
const panelOf = viewPart(() => ({
  menu: null as Menu | null,
  /** The app has filled it since it was last declared stale. */
  fresh: false,
  shown: false,
  posted: false,
  popup: null as JavaObject | null,
}));

const FEATURE_OPTIONS_PANEL = 0;

/** Asks the window's owner for the menu's items: at first, and again after it declared them stale. */
function* preparePanel(vm: Machine, window: JavaObject): Steps<Menu | null> {
  const panel = panelOf(window);
  const { callback, context } = windowOf(window);
  if (!callback) return null;
  const menu = (panel.menu ??= makeMenu(vm, context));
  menu.peer.onSelect = (item) =>
    vm.call<boolean>(callback, 'onMenuItemSelected(ILandroid/view/MenuItem;)Z', FEATURE_OPTIONS_PANEL, item);
  if (!panel.fresh) {
    yield* vm.call(menu, 'clear()V');
    panel.fresh = true;
    panel.shown = yield* vm.call<boolean>(
      callback,
      'onCreatePanelMenu(ILandroid/view/Menu;)Z',
      FEATURE_OPTIONS_PANEL,
      menu,
    );
  }
  if (!panel.shown) return null;
  const goes = yield* vm.call<boolean>(
    callback,
    'onPreparePanel(ILandroid/view/View;Landroid/view/Menu;)Z',
    FEATURE_OPTIONS_PANEL,
    null,
    menu,
  );
  return goes ? menu : null;
}

/** The items on the bar are stale: they are asked for again before the next frame. */
export function invalidateOptionsMenu(vm: Machine, window: JavaObject): void {
  const panel = panelOf(window);
  panel.fresh = false;
  if (!barOf(window).toolbar || panel.posted) return;
  panel.posted = true;
  vm.attached(SYSTEM).postToMain('options menu', function* () {
    panel.posted = false;
    yield* showOnBar(vm, window);
  });
}

function* showOnBar(vm: Machine, window: JavaObject): Steps<void> {
  const { toolbar } = barOf(window);
  const { callback } = windowOf(window);
  if (!toolbar || !callback) return;
  const menu = yield* preparePanel(vm, window);
  yield* showToolbarMenu(vm, toolbar, menu ?? makeMenu(vm, windowOf(window).context));
}

/** Opens the options menu, as the menu key and Activity.openOptionsMenu do. */
export function* openOptionsMenu(vm: Machine, window: JavaObject): Steps<boolean> {
  const { callback, content, context, decor } = windowOf(window);
  const panel = panelOf(window);
  const { toolbar } = barOf(window);
  if (panel.popup) {
    yield* closeOptionsMenu(vm, window);
    return true;
  }
  const menu = yield* preparePanel(vm, window);
  if (!menu || !callback) return false;
  if (
    !(yield* vm.call<boolean>(callback, 'onMenuOpened(ILandroid/view/Menu;)Z', FEATURE_OPTIONS_PANEL, menu))
  )
    return false;
  if (toolbar) {
    yield* showToolbarMenu(vm, toolbar, menu);
    return yield* showOverflow(vm, yield* menuViewOf(vm, toolbar));
  }
  const anchor = content ?? decor;
  if (!anchor) return false;
  panel.popup = yield* showMenuPopup(vm, menu, {
    anchor,
    at: 'over',
    atEnd: true,
    context,
    onDismiss: function* () {
      panel.popup = null;
      yield* vm.call(callback, 'onPanelClosed(ILandroid/view/Menu;)V', FEATURE_OPTIONS_PANEL, menu);
    },
  });
  return panel.popup !== null;
}

export function* closeOptionsMenu(vm: Machine, window: JavaObject): Steps<void> {
  const { popup } = panelOf(window);
  if (popup) yield* vm.call(popup, 'dismiss()V');
  const { toolbar } = barOf(window);
  if (toolbar) yield* hideOverflow(vm, yield* menuViewOf(vm, toolbar));
}

/** The bar's menu view, for who listens to its opening. */
export function* barMenuView(vm: Machine, window: JavaObject): Steps<JavaObject | null> {
  const { toolbar } = barOf(window);
  return toolbar ? yield* menuViewOf(vm, toolbar) : null;
}

export { actionsOf };
