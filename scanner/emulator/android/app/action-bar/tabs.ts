import { defineClass } from '../../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { barOf } from '../../internal/action-bar-view.ts';
import { linearOf } from '../../widget/linear-layout.ts';
import { attrId, dpToPx } from '../../view/styled.ts';
import { viewOf, viewPart } from '../../view/view-state.ts';
import { windowOf } from '../../view/window-state.ts';

const tab$ = 'Landroid/app/ActionBar$Tab;';
const text$ = 'Ljava/lang/CharSequence;';
const view$ = 'Landroid/view/View;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const transaction$ = 'Landroid/app/FragmentTransaction;';

export const NAVIGATION_TABS = 2;

type TabState = {
  readonly window: JavaObject;
  text: HeapObject | null;
  icon: JavaObject | null;
  custom: JavaObject | null;
  tag: HeapObject | null;
  description: HeapObject | null;
  listener: HeapObject | null;
  view: JavaObject | null;
};
export type Tab = JavaObject<TabState>;

/** Tabs of a window's bar, and the way it is navigated. */
export const tabsOf = viewPart(() => ({
  mode: 0,
  tabs: [] as Tab[],
  selected: null as Tab | null,
  /** The tab to select when the bar comes to show tabs. */
  saved: -1,
  strip: null as JavaObject | null,
  scroller: null as JavaObject | null,
  spinner: null as JavaObject | null,
}));

export function makeTab(vm: Machine, window: JavaObject): Tab {
  const tab = vm.newObject<TabState>('com/android/internal/app/WindowDecorActionBar$TabImpl');
  tab.peer = {
    window,
    text: null,
    icon: null,
    custom: null,
    tag: null,
    description: null,
    listener: null,
    view: null,
  };
  return tab;
}

function* stripOf(vm: Machine, window: JavaObject): Steps<JavaObject> {
  const state = tabsOf(window);
  if (state.strip) return state.strip;
  const { context, container } = barOf(window);
  const make = (name: string) =>
    vm.construct<JavaObject>(`android/widget/${name}`, '(Landroid/content/Context;)V', context);
  const scroller = yield* make('HorizontalScrollView');
  yield* vm.call(scroller, 'setFillViewport(Z)V', true);
  const strip = yield* make('LinearLayout');
  yield* vm.call(scroller, `addView(${view$})V`, strip);
  const params = yield* vm.construct(
    'android/widget/LinearLayout$LayoutParams',
    '(II)V',
    -1,
    Math.round(dpToPx(vm, 48)),
  );
  if (container)
    yield* vm.call(container, `addView(${view$}Landroid/view/ViewGroup$LayoutParams;)V`, scroller, params);
  Object.assign(state, { strip, scroller });
  viewOf(scroller).visibility = state.mode === NAVIGATION_TABS ? 0 : 8;
  return strip;
}

function* makeTabView(vm: Machine, tab: Tab): Steps<JavaObject> {
  const { window, text, icon, custom, description } = tab.peer;
  const { context } = barOf(window);
  const view = yield* vm.construct<JavaObject>(
    'android/widget/LinearLayout',
    '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
    context,
    null,
    attrId(vm, 'actionBarTabStyle'),
  );
  linearOf(view).gravity = 0x11;
  viewOf(view).minHeight = Math.round(dpToPx(vm, 48));
  const listener = vm.newObject<Tab>('com/android/internal/app/WindowDecorActionBar$TabListener');
  listener.peer = tab;
  yield* vm.call(view, 'setOnClickListener(Landroid/view/View$OnClickListener;)V', listener);
  viewOf(view).description = description;
  if (custom) {
    yield* vm.call(view, `addView(${view$})V`, custom);
    return view;
  }
  if (icon) {
    const image = yield* vm.construct<JavaObject>(
      'android/widget/ImageView',
      '(Landroid/content/Context;)V',
      context,
    );
    yield* vm.call(image, `setImageDrawable(${drawable$})V`, icon);
    yield* vm.call(view, `addView(${view$})V`, image);
  }
  if (text) {
    const label = yield* vm.construct<JavaObject>(
      'android/widget/TextView',
      '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
      context,
      null,
      attrId(vm, 'actionBarTabTextStyle'),
    );
    yield* vm.call(label, `setText(${text$})V`, text);
    yield* vm.call(label, 'setSingleLine()V');
    yield* vm.call(view, `addView(${view$})V`, label);
  }
  return view;
}

function* showTab(vm: Machine, tab: Tab, index: number): Steps<void> {
  const strip = yield* stripOf(vm, tab.peer.window);
  const view = yield* makeTabView(vm, tab);
  tab.peer.view = view;
  const params = yield* vm.construct('android/widget/LinearLayout$LayoutParams', '(IIF)V', -2, -1, 1);
  yield* vm.call(strip, `addView(${view$}ILandroid/view/ViewGroup$LayoutParams;)V`, view, index, params);
}

export function* addTab(vm: Machine, tab: Tab, index: number, select: boolean): Steps<void> {
  const state = tabsOf(tab.peer.window);
  if (!tab.peer.listener)
    vm.throwNew('java/lang/IllegalStateException', 'Action Bar Tab must have a Callback');
  const at = index < 0 ? state.tabs.length : index;
  state.tabs.splice(at, 0, tab);
  yield* showTab(vm, tab, at);
  if (select) yield* selectTab(vm, tab.peer.window, tab);
}

export function* removeTabAt(vm: Machine, window: JavaObject, index: number): Steps<void> {
  const state = tabsOf(window);
  const [tab] = state.tabs.splice(index, 1);
  if (!tab) return;
  if (tab.peer.view && state.strip) yield* vm.call(state.strip, `removeView(${view$})V`, tab.peer.view);
  if (state.selected !== tab) return;
  const next = state.tabs[Math.max(0, index - 1)] ?? null;
  yield* selectTab(vm, window, next);
}

export function* removeAllTabs(vm: Machine, window: JavaObject): Steps<void> {
  const state = tabsOf(window);
  if (state.selected) yield* selectTab(vm, window, null);
  state.tabs.splice(0);
  if (state.strip) yield* vm.call(state.strip, 'removeAllViews()V');
  state.saved = -1;
}

/** WindowDecorActionBar.selectTab: the old tab's listener hears first, in one transaction with the new one's. */
export function* selectTab(vm: Machine, window: JavaObject, tab: Tab | null): Steps<void> {
  const state = tabsOf(window);
  if (state.mode !== NAVIGATION_TABS) {
    state.saved = tab ? state.tabs.indexOf(tab) : -1;
    return;
  }
  const { callback } = windowOf(window);
  const manager = callback
    ? yield* vm.call<JavaObject>(callback, 'getFragmentManager()Landroid/app/FragmentManager;')
    : null;
  const transaction = manager
    ? yield* vm.call<JavaObject>(manager, `beginTransaction()${transaction$}`)
    : null;
  const tell = function* (to: Tab | null, name: string): Steps<void> {
    if (to?.peer.listener)
      yield* vm.call(to.peer.listener, `${name}(${tab$}${transaction$})V`, to, transaction);
  };
  if (state.selected === tab) {
    yield* tell(tab, 'onTabReselected');
  } else {
    const before = state.selected;
    if (before?.peer.view) yield* vm.call(before.peer.view, 'setSelected(Z)V', false);
    if (tab?.peer.view) yield* vm.call(tab.peer.view, 'setSelected(Z)V', true);
    yield* tell(before, 'onTabUnselected');
    state.selected = tab;
    yield* tell(tab, 'onTabSelected');
  }
  if (transaction && !(yield* vm.call<boolean>(transaction, 'isEmpty()Z')))
    yield* vm.call(transaction, 'commit()I');
}

/** ActionBar.setNavigationMode: 0 nothing, 1 a list, 2 tabs. */
export function* setNavigationMode(vm: Machine, window: JavaObject, mode: number): Steps<void> {
  const state = tabsOf(window);
  if (state.mode === NAVIGATION_TABS && mode !== NAVIGATION_TABS) {
    const { selected } = state;
    yield* selectTab(vm, window, null);
    state.saved = selected ? state.tabs.indexOf(selected) : -1;
  }
  state.mode = mode;
  if (mode === NAVIGATION_TABS) {
    yield* stripOf(vm, window);
    const saved = state.tabs[state.saved];
    if (saved) yield* selectTab(vm, window, saved);
    state.saved = -1;
  }
  if (state.scroller) yield* vm.call(state.scroller, 'setVisibility(I)V', mode === NAVIGATION_TABS ? 0 : 8);
  if (state.spinner) yield* vm.call(state.spinner, 'setVisibility(I)V', mode === 1 ? 0 : 8);
}

function* refreshTab(vm: Machine, tab: Tab): Steps<void> {
  const { window, view } = tab.peer;
  const { strip, tabs, selected } = tabsOf(window);
  if (!view || !strip) return;
  yield* vm.call(strip, `removeView(${view$})V`, view);
  yield* showTab(vm, tab, tabs.indexOf(tab));
  if (selected === tab && tab.peer.view) yield* vm.call(tab.peer.view, 'setSelected(Z)V', true);
}

function sets(key: 'text' | 'icon' | 'custom' | 'tag' | 'description' | 'listener') {
  return function* (vm: Machine, self: Tab, value: JavaObject | null): Steps<Tab> {
    self.peer[key] = value;
    if (key !== 'tag' && key !== 'listener') yield* refreshTab(vm, self);
    return self;
  };
}

export const tabImpl = defineClass({
  name: 'com/android/internal/app/WindowDecorActionBar$TabImpl',
  super: 'android/app/ActionBar$Tab',
  labels: 'container',
  methods: {
    [`getText()${text$}`]: (_vm, { peer }: Tab) => peer.text,
    [`setText(${text$})${tab$}`]: sets('text'),
    [`setText(I)${tab$}`]: function* (vm, self: Tab, id: number) {
      const text = yield* vm.call<JavaObject>(barOf(self.peer.window).context, `getText(I)${text$}`, id);
      return yield* sets('text')(vm, self, text);
    },
    [`getIcon()${drawable$}`]: (_vm, { peer }: Tab) => peer.icon,
    [`setIcon(${drawable$})${tab$}`]: sets('icon'),
    [`setIcon(I)${tab$}`]: function* (vm, self: Tab, id: number) {
      const icon = yield* vm.call<JavaObject>(
        barOf(self.peer.window).context,
        `getDrawable(I)${drawable$}`,
        id,
      );
      return yield* sets('icon')(vm, self, icon);
    },
    [`getCustomView()${view$}`]: (_vm, { peer }: Tab) => peer.custom,
    [`setCustomView(${view$})${tab$}`]: sets('custom'),
    'getTag()Ljava/lang/Object;': (_vm, { peer }: Tab) => peer.tag,
    [`setTag(Ljava/lang/Object;)${tab$}`]: sets('tag'),
    [`getContentDescription()${text$}`]: (_vm, { peer }: Tab) => peer.description,
    [`setContentDescription(${text$})${tab$}`]: sets('description'),
    [`setTabListener(Landroid/app/ActionBar$TabListener;)${tab$}`]: sets('listener'),
    'getPosition()I': (_vm, self: Tab) => tabsOf(self.peer.window).tabs.indexOf(self),
    'select()V': (vm, self: Tab) => selectTab(vm, self.peer.window, self),
  },
});

export const tab = defineClass({ name: 'android/app/ActionBar$Tab', flags: 'abstract', labels: 'container' });

export const tabClickListener = defineClass({
  name: 'com/android/internal/app/WindowDecorActionBar$TabListener',
  interfaces: ['android/view/View$OnClickListener'],
  methods: {
    [`onClick(${view$})V`]: (vm, self: JavaObject<Tab>) => selectTab(vm, self.peer.peer.window, self.peer),
  },
});
