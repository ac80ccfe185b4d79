import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import {
  HOME_AS_UP,
  SHOW_CUSTOM,
  SHOW_HOME,
  SHOW_TITLE,
  USE_LOGO,
  barOf,
  refreshBar,
} from '../../internal/action-bar-view.ts';
import { actionsOf, barMenuView } from '../../internal/options-menu.ts';
import { ignored, type Methods } from '../../view/accessors.ts';
import { setBackground } from '../../view/view-init.ts';
import { heightOf, viewOf } from '../../view/view-state.ts';
import { inflate } from '../../widget/list/adapters.ts';
import { listOf } from '../../widget/list/list-state.ts';
import {
  NAVIGATION_TABS,
  addTab,
  makeTab,
  removeAllTabs,
  removeTabAt,
  selectTab,
  setNavigationMode,
  tabsOf,
  type Tab,
} from './tabs.ts';

/** The window that the bar belongs to is the object's peer. */
type Bar = JavaObject<JavaObject>;

const text$ = 'Ljava/lang/CharSequence;';
const view$ = 'Landroid/view/View;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const tab$ = 'Landroid/app/ActionBar$Tab;';
const params$ = 'Landroid/app/ActionBar$LayoutParams;';

/** The android.app.ActionBar of a window; null where the window has no bar. */
export function actionBarOf(vm: Machine, window: JavaObject): JavaObject | null {
  const bar = barOf(window);
  if (!bar.toolbar) return null;
  if (!bar.actionBar) {
    const made = vm.newObject<JavaObject>('com/android/internal/app/WindowDecorActionBar');
    made.peer = window;
    bar.actionBar = made;
  }
  return bar.actionBar;
}

function* setOptions(vm: Machine, { peer: window }: Bar, options: number, mask: number): Steps<void> {
  const bar = barOf(window);
  bar.options = (bar.options & ~mask) | (options & mask);
  yield* refreshBar(vm, window);
}

const toggles = (bit: number) => (vm: Machine, self: Bar, on: boolean) =>
  setOptions(vm, self, on ? bit : 0, bit);

function sets(key: 'title' | 'subtitle' | 'icon' | 'logo' | 'up' | 'custom' | 'upDescription') {
  return function* (vm: Machine, { peer: window }: Bar, value: JavaObject | null): Steps<void> {
    barOf(window)[key] = value;
    yield* refreshBar(vm, window);
  };
}

function byId(key: 'title' | 'subtitle' | 'icon' | 'logo' | 'up' | 'upDescription') {
  const isText = key === 'title' || key === 'subtitle' || key === 'upDescription';
  const selector = isText ? `getText(I)${text$}` : `getDrawable(I)${drawable$}`;
  return function* (vm: Machine, self: Bar, id: number): Steps<void> {
    const { context, toolbar } = barOf(self.peer);
    const from = context ?? (toolbar && viewOf(toolbar).context);
    const value = id === 0 ? null : yield* vm.call<JavaObject>(from, selector, id);
    yield* sets(key)(vm, self, value);
  };
}

const looks: Methods = {
  [`getTitle()${text$}`]: (_vm, { peer }: Bar) => barOf(peer).title,
  [`setTitle(${text$})V`]: sets('title'),
  'setTitle(I)V': byId('title'),
  [`getSubtitle()${text$}`]: (_vm, { peer }: Bar) => barOf(peer).subtitle,
  [`setSubtitle(${text$})V`]: sets('subtitle'),
  'setSubtitle(I)V': byId('subtitle'),
  [`setIcon(${drawable$})V`]: sets('icon'),
  'setIcon(I)V': byId('icon'),
  [`setLogo(${drawable$})V`]: sets('logo'),
  'setLogo(I)V': byId('logo'),
  [`setHomeAsUpIndicator(${drawable$})V`]: sets('up'),
  'setHomeAsUpIndicator(I)V': byId('up'),
  [`setHomeActionContentDescription(${text$})V`]: sets('upDescription'),
  'setHomeActionContentDescription(I)V': byId('upDescription'),
  'getDisplayOptions()I': (_vm, { peer }: Bar) => barOf(peer).options,
  'setDisplayOptions(I)V': (vm, self: Bar, options: number) => setOptions(vm, self, options, -1),
  'setDisplayOptions(II)V': setOptions,
  'setDisplayUseLogoEnabled(Z)V': toggles(USE_LOGO),
  'setDisplayShowHomeEnabled(Z)V': toggles(SHOW_HOME),
  'setDisplayHomeAsUpEnabled(Z)V': toggles(HOME_AS_UP),
  'setDisplayShowTitleEnabled(Z)V': toggles(SHOW_TITLE),
  'setDisplayShowCustomEnabled(Z)V': toggles(SHOW_CUSTOM),
  'setHomeButtonEnabled(Z)V': ignored,
  [`getCustomView()${view$}`]: (_vm, { peer }: Bar) => barOf(peer).custom,
  [`setCustomView(${view$})V`]: sets('custom'),
  [`setCustomView(${view$}${params$})V`]: function* (
    vm,
    self: Bar,
    view: JavaObject | null,
    params: JavaObject | null,
  ) {
    if (view) viewOf(view).params = params;
    yield* sets('custom')(vm, self, view);
  },
  'setCustomView(I)V': function* (vm, self: Bar, layout: number) {
    const { context, toolbar } = barOf(self.peer);
    yield* sets('custom')(vm, self, yield* inflate(vm, context, layout, toolbar));
  },
  [`setBackgroundDrawable(${drawable$})V`]: function* (vm, { peer }: Bar, drawable: JavaObject | null) {
    const { container, toolbar } = barOf(peer);
    const target = container ?? toolbar;
    if (target) yield* setBackground(vm, target, drawable);
  },
  [`setStackedBackgroundDrawable(${drawable$})V`]: ignored,
  [`setSplitBackgroundDrawable(${drawable$})V`]: ignored,
  'setElevation(F)V': (_vm, { peer }: Bar, elevation: number) => {
    const { container } = barOf(peer);
    if (container) viewOf(container).elevation = elevation;
  },
  'getElevation()F': (_vm, { peer }: Bar) => {
    const { container } = barOf(peer);
    return container ? viewOf(container).elevation : 0;
  },
  'getThemedContext()Landroid/content/Context;': (_vm, { peer }: Bar) => barOf(peer).context,
  'getHeight()I': (_vm, { peer }: Bar) => {
    const { container, toolbar } = barOf(peer);
    const view = container ?? toolbar;
    return view ? heightOf(view) : 0;
  },
  'show()V': (vm, self: Bar) => setShown(vm, self, true),
  'hide()V': (vm, self: Bar) => setShown(vm, self, false),
  'isShowing()Z': (_vm, { peer }: Bar) => {
    const { container, toolbar } = barOf(peer);
    const view = container ?? toolbar;
    return view !== null && viewOf(view).visibility === 0;
  },
  'setHideOnContentScrollEnabled(Z)V': ignored,
  'setHideOffset(I)V': ignored,
  'setShowHideAnimationEnabled(Z)V': ignored,
  'addOnMenuVisibilityListener(Landroid/app/ActionBar$OnMenuVisibilityListener;)V': function* (
    vm,
    { peer }: Bar,
    listener: HeapObject,
  ) {
    const view = yield* barMenuView(vm, peer);
    if (view) actionsOf(view).onVisible.push(listener);
  },
  'removeOnMenuVisibilityListener(Landroid/app/ActionBar$OnMenuVisibilityListener;)V': function* (
    vm,
    { peer }: Bar,
    listener: HeapObject,
  ) {
    const view = yield* barMenuView(vm, peer);
    const list = view ? actionsOf(view).onVisible : [];
    if (list.includes(listener)) list.splice(list.indexOf(listener), 1);
  },
};

function* setShown(vm: Machine, { peer }: Bar, shown: boolean): Steps<void> {
  const { container, toolbar } = barOf(peer);
  yield* vm.call(container ?? toolbar, 'setVisibility(I)V', shown ? 0 : 8);
}

const navigating: Methods = {
  'getNavigationMode()I': (_vm, { peer }: Bar) => tabsOf(peer).mode,
  'setNavigationMode(I)V': (vm, { peer }: Bar, mode: number) => setNavigationMode(vm, peer, mode),
  [`newTab()${tab$}`]: (vm, { peer }: Bar) => makeTab(vm, peer),
  [`addTab(${tab$})V`]: (vm, { peer }: Bar, tab: Tab) => addTab(vm, tab, -1, tabsOf(peer).tabs.length === 0),
  [`addTab(${tab$}Z)V`]: (vm, _self: Bar, tab: Tab, select: boolean) => addTab(vm, tab, -1, select),
  [`addTab(${tab$}I)V`]: (vm, { peer }: Bar, tab: Tab, index: number) =>
    addTab(vm, tab, index, tabsOf(peer).tabs.length === 0),
  [`addTab(${tab$}IZ)V`]: (vm, _self: Bar, tab: Tab, index: number, select: boolean) =>
    addTab(vm, tab, index, select),
  [`removeTab(${tab$})V`]: (vm, { peer }: Bar, tab: Tab) =>
    removeTabAt(vm, peer, tabsOf(peer).tabs.indexOf(tab)),
  'removeTabAt(I)V': (vm, { peer }: Bar, index: number) => removeTabAt(vm, peer, index),
  'removeAllTabs()V': (vm, { peer }: Bar) => removeAllTabs(vm, peer),
  [`selectTab(${tab$})V`]: (vm, { peer }: Bar, tab: Tab | null) => selectTab(vm, peer, tab),
  [`getSelectedTab()${tab$}`]: (_vm, { peer }: Bar) => tabsOf(peer).selected,
  [`getTabAt(I)${tab$}`]: (vm, { peer }: Bar, index: number) =>
    tabsOf(peer).tabs[index] ?? vm.throwNew('java/lang/IndexOutOfBoundsException', String(index)),
  'getTabCount()I': (_vm, { peer }: Bar) => tabsOf(peer).tabs.length,
  'getNavigationItemCount()I': (_vm, { peer }: Bar) => {
    const { mode, tabs, spinner } = tabsOf(peer);
    if (mode === NAVIGATION_TABS) return tabs.length;
    return spinner ? listOf(spinner).count : 0;
  },
  'getSelectedNavigationIndex()I': (_vm, { peer }: Bar) => {
    const { mode, tabs, selected, spinner } = tabsOf(peer);
    if (mode === NAVIGATION_TABS) return selected ? tabs.indexOf(selected) : -1;
    return mode === 1 && spinner ? listOf(spinner).selected : -1;
  },
  'setSelectedNavigationItem(I)V': function* (vm, { peer }: Bar, index: number) {
    const { mode, tabs, spinner } = tabsOf(peer);
    if (mode === NAVIGATION_TABS) yield* selectTab(vm, peer, tabs[index] ?? null);
    else if (mode === 1 && spinner) yield* vm.call(spinner, 'setSelection(I)V', index);
    else
      vm.throwNew(
        'java/lang/IllegalStateException',
        'setSelectedNavigationIndex not valid for current navigation mode',
      );
  },
  'setListNavigationCallbacks(Landroid/widget/SpinnerAdapter;Landroid/app/ActionBar$OnNavigationListener;)V':
    function* (vm, { peer }: Bar, adapter: HeapObject | null, listener: HeapObject | null) {
      const state = tabsOf(peer);
      const { context, toolbar } = barOf(peer);
      if (!state.spinner && toolbar) {
        state.spinner = yield* vm.construct<JavaObject>(
          'android/widget/Spinner',
          '(Landroid/content/Context;)V',
          context,
        );
        viewOf(state.spinner).visibility = state.mode === 1 ? 0 : 8;
        yield* vm.call(toolbar, `addView(${view$})V`, state.spinner);
      }
      if (!state.spinner) return;
      yield* vm.call(state.spinner, 'setAdapter(Landroid/widget/SpinnerAdapter;)V', adapter);
      const heard = vm.newObject<HeapObject | null>('com/android/internal/app/ActionBarNavigationListener');
      heard.peer = listener;
      yield* vm.call(
        state.spinner,
        'setOnItemSelectedListener(Landroid/widget/AdapterView$OnItemSelectedListener;)V',
        heard,
      );
    },
};

export const actionBar = defineClass({
  name: 'android/app/ActionBar',
  flags: 'abstract',
  labels: 'container',
  methods: { '<init>()V': () => undefined },
});

export const windowDecorActionBar = defineClass({
  name: 'com/android/internal/app/WindowDecorActionBar',
  super: 'android/app/ActionBar',
  labels: 'container',
  methods: { ...looks, ...navigating },
});

export const navigationListener = defineClass({
  name: 'com/android/internal/app/ActionBarNavigationListener',
  interfaces: ['android/widget/AdapterView$OnItemSelectedListener'],
  methods: {
    'onItemSelected(Landroid/widget/AdapterView;Landroid/view/View;IJ)V': function* (
      vm,
      self: JavaObject<HeapObject | null>,
      _list: JavaObject,
      _view: JavaObject | null,
      position: number,
      id: bigint,
    ) {
      if (self.peer) yield* vm.call(self.peer, 'onNavigationItemSelected(IJ)Z', position, id);
    },
    'onNothingSelected(Landroid/widget/AdapterView;)V': ignored,
  },
});
