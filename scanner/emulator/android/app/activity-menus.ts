import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { barOf, HOME_AS_UP, refreshBar } from '../internal/action-bar-view.ts';
import { startActionMode } from '../internal/action-mode.ts';
import {
  actionsOf,
  barMenuView,
  closeOptionsMenu,
  invalidateOptionsMenu,
  openOptionsMenu,
} from '../internal/options-menu.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { closeContextMenu } from '../view/menu/context-menu.ts';
import type { MenuItem } from '../view/menu/menu-state.ts';
import { viewOf } from '../view/view-state.ts';
import { windowOf } from '../view/window-state.ts';
import { toolbarOf } from '../widget/toolbar.ts';
import { actionBarOf } from './action-bar/action-bar.ts';
import { activityStateOf } from './activity-state.ts';
import { fragmentOf, type ManagerState } from './fragment/fragment-state.ts';

const menu$ = 'Landroid/view/Menu;';
const item$ = 'Landroid/view/MenuItem;';
const inflater$ = 'Landroid/view/MenuInflater;';
const view$ = 'Landroid/view/View;';
const FEATURE_OPTIONS = 0;
const FEATURE_CONTEXT = 6;
const homeId = 0x0102002c;

function windowOfActivity(vm: Machine, self: JavaObject): JavaObject {
  return (
    activityStateOf(self).window ??
    vm.throwNew('java/lang/IllegalStateException', 'The activity has no window')
  );
}

/** Fragments of the activity, those inside others too, that are seen. */
function shownFragments(self: JavaObject): JavaObject[] {
  const of = (manager: JavaObject | null): JavaObject[] =>
    ((manager as JavaObject<ManagerState> | null)?.peer.added ?? [])
      .filter((fragment) => !fragmentOf(fragment).hidden)
      .flatMap((fragment) => [fragment, ...of(fragmentOf(fragment).childManager)]);
  return of(activityStateOf(self).fragmentManager);
}

const withMenu = (self: JavaObject) => shownFragments(self).filter((each) => fragmentOf(each).hasMenu);

function* firstToTake(
  vm: Machine,
  fragments: readonly JavaObject[],
  selector: string,
  item: MenuItem,
): Steps<boolean> {
  for (const fragment of fragments) if (yield* vm.call<boolean>(fragment, selector, item)) return true;
  return false;
}

function* itemSelected(vm: Machine, self: JavaObject, feature: number, item: MenuItem): Steps<boolean> {
  if (feature === FEATURE_CONTEXT) {
    const selector = `onContextItemSelected(${item$})Z`;
    return (
      (yield* vm.call<boolean>(self, selector, item)) ||
      (yield* firstToTake(vm, shownFragments(self), selector, item))
    );
  }
  if (feature !== FEATURE_OPTIONS) return false;
  const selector = `onOptionsItemSelected(${item$})Z`;
  if (yield* vm.call<boolean>(self, selector, item)) return true;
  if (yield* firstToTake(vm, withMenu(self), selector, item)) return true;
  const { window } = activityStateOf(self);
  if (item.peer.id !== homeId || !window || (barOf(window).options & HOME_AS_UP) === 0) return false;
  return yield* vm.call<boolean>(self, 'onNavigateUp()Z');
}

const options: Methods = {
  [`onCreatePanelMenu(I${menu$})Z`]: function* (vm, self: JavaObject, feature: number, menu: JavaObject) {
    if (feature !== FEATURE_OPTIONS) return false;
    let shows = yield* vm.call<boolean>(self, `onCreateOptionsMenu(${menu$})Z`, menu);
    const inflater = yield* vm.call<JavaObject>(self, `getMenuInflater()${inflater$}`);
    for (const fragment of withMenu(self)) {
      yield* vm.call(fragment, `onCreateOptionsMenu(${menu$}${inflater$})V`, menu, inflater);
      shows = true;
    }
    return shows;
  },
  [`onPreparePanel(I${view$}${menu$})Z`]: function* (
    vm,
    self: JavaObject,
    feature: number,
    _view: JavaObject | null,
    menu: JavaObject,
  ) {
    if (feature !== FEATURE_OPTIONS) return true;
    let shows = yield* vm.call<boolean>(self, `onPrepareOptionsMenu(${menu$})Z`, menu);
    for (const fragment of withMenu(self)) {
      yield* vm.call(fragment, `onPrepareOptionsMenu(${menu$})V`, menu);
      shows = true;
    }
    return shows;
  },
  [`onMenuOpened(I${menu$})Z`]: () => true,
  [`onMenuItemSelected(I${item$})Z`]: itemSelected,
  [`onPanelClosed(I${menu$})V`]: function* (vm, self: JavaObject, feature: number, menu: JavaObject) {
    if (feature === FEATURE_OPTIONS) yield* vm.call(self, `onOptionsMenuClosed(${menu$})V`, menu);
    if (feature === FEATURE_CONTEXT) yield* vm.call(self, `onContextMenuClosed(${menu$})V`, menu);
  },
  [`onCreateOptionsMenu(${menu$})Z`]: () => true,
  [`onPrepareOptionsMenu(${menu$})Z`]: () => true,
  [`onOptionsItemSelected(${item$})Z`]: () => false,
  [`onOptionsMenuClosed(${menu$})V`]: ignored,
  'onNavigateUp()Z': () => false,
  'invalidateOptionsMenu()V': (vm, self: JavaObject) => invalidateOptionsMenu(vm, windowOfActivity(vm, self)),
  'openOptionsMenu()V': function* (vm, self: JavaObject) {
    yield* openOptionsMenu(vm, windowOfActivity(vm, self));
  },
  'closeOptionsMenu()V': (vm, self: JavaObject) => closeOptionsMenu(vm, windowOfActivity(vm, self)),
  [`getMenuInflater()${inflater$}`]: function* (vm, self: JavaObject) {
    const { window } = activityStateOf(self);
    const context = window ? barOf(window).context : null;
    return yield* vm.construct('android/view/MenuInflater', '(Landroid/content/Context;)V', context ?? self);
  },
};

const contextual: Methods = {
  [`registerForContextMenu(${view$})V`]: function* (vm, self: JavaObject, view: JavaObject) {
    yield* vm.call(
      view,
      'setOnCreateContextMenuListener(Landroid/view/View$OnCreateContextMenuListener;)V',
      self,
    );
  },
  [`unregisterForContextMenu(${view$})V`]: function* (vm, _self: JavaObject, view: JavaObject) {
    yield* vm.call(
      view,
      'setOnCreateContextMenuListener(Landroid/view/View$OnCreateContextMenuListener;)V',
      null,
    );
  },
  [`openContextMenu(${view$})V`]: function* (vm, _self: JavaObject, view: JavaObject) {
    yield* vm.call(view, 'showContextMenu()Z');
  },
  'closeContextMenu()V': (vm, self: JavaObject) => closeContextMenu(windowOfActivity(vm, self)),
  [`onCreateContextMenu(Landroid/view/ContextMenu;${view$}Landroid/view/ContextMenu$ContextMenuInfo;)V`]:
    ignored,
  [`onContextItemSelected(${item$})Z`]: () => false,
  [`onContextMenuClosed(${menu$})V`]: ignored,
};

const callback$ = 'Landroid/view/ActionMode$Callback;';
const mode$ = 'Landroid/view/ActionMode;';

const modes: Methods = {
  [`startActionMode(${callback$})${mode$}`]: (vm, self: JavaObject, callback: HeapObject) =>
    startActionMode(vm, windowOfActivity(vm, self), callback, 0),
  [`startActionMode(${callback$}I)${mode$}`]: (vm, self: JavaObject, callback: HeapObject, type: number) =>
    startActionMode(vm, windowOfActivity(vm, self), callback, type),
  [`onWindowStartingActionMode(${callback$})${mode$}`]: () => null,
  [`onWindowStartingActionMode(${callback$}I)${mode$}`]: () => null,
  [`onActionModeStarted(${mode$})V`]: ignored,
  [`onActionModeFinished(${mode$})V`]: ignored,
  'onSearchRequested()Z': () => false,
  'onSearchRequested(Landroid/view/SearchEvent;)Z': () => false,
};

const bars: Methods = {
  'getActionBar()Landroid/app/ActionBar;': function* (vm, self: JavaObject) {
    const window = windowOfActivity(vm, self);
    // Asking for the bar makes the window's decoration, after which no feature can be asked for.
    yield* vm.call(window, `getDecorView()${view$}`);
    return actionBarOf(vm, window);
  },
  'setActionBar(Landroid/widget/Toolbar;)V': function* (vm, self: JavaObject, toolbar: JavaObject | null) {
    const window = windowOfActivity(vm, self);
    const bar = barOf(window);
    if (bar.container)
      vm.throwNew(
        'java/lang/IllegalStateException',
        'This Activity already has an action bar supplied by the window decor. Do not request Window.FEATURE_ACTION_BAR and set android:windowActionBar to false in your theme to use a Toolbar instead.',
      );
    Object.assign(bar, { toolbar, actionBar: null });
    if (!toolbar) return;
    bar.context = viewOf(toolbar).context;
    bar.title = toolbarOf(toolbar).title ?? windowOf(window).title;
    yield* refreshBar(vm, window);
    invalidateOptionsMenu(vm, window);
  },
};

/** Activity's menus, action bar and action modes. */
export const activityMenus: Methods = { ...options, ...contextual, ...modes, ...bars };

export { actionsOf, barMenuView, type JavaString };
