import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { systemId } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { childrenOf, viewOf, viewPart } from '../view/view-state.ts';
import { findById } from '../view/view-tree.ts';
import { inflate } from './list/adapters.ts';
import { linearOf } from './linear-layout.ts';

const view$ = 'Landroid/view/View;';
const text$ = 'Ljava/lang/CharSequence;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const spec$ = 'Landroid/widget/TabHost$TabSpec;';
const factory$ = 'Landroid/widget/TabHost$TabContentFactory;';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';

type TabSpec = JavaObject<{
  readonly host: JavaObject;
  tag: JavaString | null;
  label: HeapObject | null;
  icon: JavaObject | null;
  indicator: JavaObject | null;
  content:
    | { readonly kind: 'view'; readonly view: JavaObject }
    | { readonly kind: 'factory'; readonly factory: HeapObject; made: JavaObject | null }
    | { readonly kind: 'intent'; readonly intent: JavaObject; made: JavaObject | null }
    | undefined;
}>;

const hostOf = viewPart(() => ({
  specs: [] as TabSpec[],
  current: -1,
  widget: null as JavaObject | null,
  content: null as JavaObject | null,
  shown: null as JavaObject | null,
  listener: null as HeapObject | null,
  /** android.app.LocalActivityManager, for tabs that are activities. */
  activities: null as JavaObject | null,
}));

const widgetOf = viewPart(() => ({ selected: -1, host: null as JavaObject | null }));

function* setUp(vm: Machine, self: JavaObject): Steps<void> {
  const state = hostOf(self);
  const part = (name: string, what: string) =>
    findById(self, systemId(vm, 'id', name)) ??
    vm.throwNew(
      'java/lang/RuntimeException',
      `Your TabHost must have a ${what} whose id attribute is 'android.R.id.${name}'`,
    );
  state.widget = part('tabs', 'TabWidget');
  state.content = part('tabcontent', 'FrameLayout');
  widgetOf(state.widget).host = self;
}

function* addTab(vm: Machine, self: JavaObject, spec: TabSpec): Steps<void> {
  const state = hostOf(self);
  const { peer } = spec;
  if (!peer.label && !peer.indicator)
    vm.throwNew('java/lang/IllegalArgumentException', 'you must specify a way to create the tab indicator.');
  if (!peer.content)
    vm.throwNew('java/lang/IllegalArgumentException', 'you must specify a way to create the tab content');
  const indicator = peer.indicator ?? (yield* makeIndicator(vm, self, spec));
  yield* vm.call(state.widget, `addView(${view$})V`, indicator);
  state.specs.push(spec);
  if (state.current === -1) yield* vm.call(self, 'setCurrentTab(I)V', 0);
}

/** The tab itself: a label, and an icon where there is one, in the platform's layout. */
function* makeIndicator(vm: Machine, self: JavaObject, { peer }: TabSpec): Steps<JavaObject> {
  const { widget } = hostOf(self);
  const layout = systemId(vm, 'layout', 'tab_indicator_material') || systemId(vm, 'layout', 'tab_indicator');
  const view = yield* inflate(vm, viewOf(self).context, layout, widget);
  const title = findById(view, systemId(vm, 'id', 'title'));
  if (title) yield* vm.call(title, `setText(${text$})V`, peer.label);
  const icon = findById(view, systemId(vm, 'id', 'icon'));
  if (icon && peer.icon) {
    yield* vm.call(icon, `setImageDrawable(${drawable$})V`, peer.icon);
    const isEmpty = peer.label === null || (yield* vm.textOf(peer.label)) === '';
    yield* vm.call(icon, 'setVisibility(I)V', isEmpty ? 0 : 8);
  }
  return view;
}

function* contentOf(vm: Machine, self: JavaObject, { peer }: TabSpec): Steps<JavaObject | null> {
  const { content } = peer;
  switch (content?.kind) {
    case 'view':
      return content.view;
    case 'factory':
      content.made ??= yield* vm.call<JavaObject>(
        content.factory,
        `createTabContent(Ljava/lang/String;)${view$}`,
        peer.tag,
      );
      return content.made;
    case 'intent': {
      const { activities } = hostOf(self);
      if (!activities)
        return vm.throwNew(
          'java/lang/IllegalStateException',
          "Did you forget to call 'public void setup(LocalActivityManager activityGroup)'?",
        );
      const window = yield* vm.call<JavaObject>(
        activities,
        'startActivity(Ljava/lang/String;Landroid/content/Intent;)Landroid/view/Window;',
        peer.tag,
        content.intent,
      );
      content.made = yield* vm.call<JavaObject>(window, `getDecorView()${view$}`);
      return content.made;
    }
    default:
      return null;
  }
}

/** TabHost.setCurrentTab: the old content is hidden, the new one made or shown, the listener told. */
function* setCurrentTab(vm: Machine, self: JavaObject, index: number): Steps<void> {
  const state = hostOf(self);
  const spec = state.specs[index];
  if (!spec || index === state.current) return;
  if (state.shown) yield* vm.call(state.shown, 'setVisibility(I)V', 8);
  state.current = index;
  if (state.widget) yield* selectTab(vm, state.widget, index);
  state.shown = yield* contentOf(vm, self, spec);
  if (state.shown) {
    yield* vm.call(state.shown, 'setVisibility(I)V', 0);
    if (!viewOf(state.shown).parent) {
      const fill = yield* vm.construct(params$.slice(1, -1), '(II)V', -1, -1);
      yield* vm.call(state.content, `addView(${view$}${params$})V`, state.shown, fill);
    }
  }
  if (state.listener) yield* vm.call(state.listener, 'onTabChanged(Ljava/lang/String;)V', spec.peer.tag);
}

const methods: Methods = {
  'setup()V': (vm, self: JavaObject) => setUp(vm, self),
  'setup(Landroid/app/LocalActivityManager;)V': function* (
    vm,
    self: JavaObject,
    activities: JavaObject | null,
  ) {
    yield* setUp(vm, self);
    hostOf(self).activities = activities;
  },
  [`newTabSpec(Ljava/lang/String;)${spec$}`]: (vm, self: JavaObject, tag: JavaString | null) => {
    if (tag === null) vm.throwNew('java/lang/IllegalArgumentException', 'tag must be non-null');
    const made: TabSpec = vm.newObject('android/widget/TabHost$TabSpec');
    made.peer = { host: self, tag, label: null, icon: null, indicator: null, content: undefined };
    return made;
  },
  [`addTab(${spec$})V`]: addTab,
  'clearAllTabs()V': function* (vm, self: JavaObject) {
    const state = hostOf(self);
    yield* vm.call(state.widget, 'removeAllViews()V');
    yield* vm.call(state.content, 'removeAllViews()V');
    state.specs.splice(0);
    Object.assign(state, { current: -1, shown: null });
  },
  'getTabWidget()Landroid/widget/TabWidget;': (_vm, self: JavaObject) => hostOf(self).widget,
  'getTabContentView()Landroid/widget/FrameLayout;': (_vm, self: JavaObject) => hostOf(self).content,
  'getCurrentTab()I': (_vm, self: JavaObject) => hostOf(self).current,
  'getCurrentTabTag()Ljava/lang/String;': (_vm, self: JavaObject) => {
    const { specs, current } = hostOf(self);
    return specs[current]?.peer.tag ?? null;
  },
  [`getCurrentTabView()${view$}`]: (_vm, self: JavaObject) => {
    const { widget, current } = hostOf(self);
    return widget ? (childrenOf(widget)[current] ?? null) : null;
  },
  [`getCurrentView()${view$}`]: (_vm, self: JavaObject) => hostOf(self).shown,
  'setCurrentTab(I)V': setCurrentTab,
  'setCurrentTabByTag(Ljava/lang/String;)V': function* (vm, self: JavaObject, tag: JavaString | null) {
    const index = hostOf(self).specs.findIndex(({ peer }) => peer.tag?.value === tag?.value);
    if (index >= 0) yield* vm.call(self, 'setCurrentTab(I)V', index);
  },
  'setOnTabChangedListener(Landroid/widget/TabHost$OnTabChangeListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    hostOf(self).listener = listener;
  },
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.TabHost',
};

export const tabHost = viewClass({
  name: 'android/widget/TabHost',
  super: 'android/widget/FrameLayout',
  labels: 'container',
  methods,
});

function setsIndicator(label: HeapObject | null, icon: JavaObject | null, indicator: JavaObject | null) {
  return (self: TabSpec): TabSpec => {
    Object.assign(self.peer, { label, icon, indicator });
    return self;
  };
}

export const tabSpec = defineClass({
  name: 'android/widget/TabHost$TabSpec',
  labels: 'container',
  methods: {
    [`setIndicator(${text$})${spec$}`]: (_vm, self: TabSpec, label: HeapObject | null) =>
      setsIndicator(label, null, null)(self),
    [`setIndicator(${text$}${drawable$})${spec$}`]: (
      _vm,
      self: TabSpec,
      label: HeapObject | null,
      icon: JavaObject | null,
    ) => setsIndicator(label, icon, null)(self),
    [`setIndicator(${view$})${spec$}`]: (_vm, self: TabSpec, view: JavaObject | null) =>
      setsIndicator(null, null, view)(self),
    [`setContent(I)${spec$}`]: function* (vm, self: TabSpec, id: number) {
      const { content } = hostOf(self.peer.host);
      const view = content && findById(content, id);
      if (!view)
        return vm.throwNew(
          'java/lang/RuntimeException',
          `Could not create tab content because could not find view with id ${id}`,
        );
      yield* vm.call(view, 'setVisibility(I)V', 8);
      self.peer.content = { kind: 'view', view };
      return self;
    },
    [`setContent(${factory$})${spec$}`]: (_vm, self: TabSpec, factory: HeapObject) => {
      self.peer.content = { kind: 'factory', factory, made: null };
      return self;
    },
    [`setContent(Landroid/content/Intent;)${spec$}`]: (_vm, self: TabSpec, intent: JavaObject) => {
      self.peer.content = { kind: 'intent', intent, made: null };
      return self;
    },
    'getTag()Ljava/lang/String;': (_vm, self: TabSpec) => self.peer.tag,
  },
});

function* selectTab(vm: Machine, widget: JavaObject, index: number): Steps<void> {
  const state = widgetOf(widget);
  const children = childrenOf(widget);
  const before = children[state.selected];
  if (before) yield* vm.call(before, 'setSelected(Z)V', false);
  state.selected = index;
  const now = children[index];
  if (now) yield* vm.call(now, 'setSelected(Z)V', true);
}

export const tabWidget = viewClass({
  name: 'android/widget/TabWidget',
  super: 'android/widget/LinearLayout',
  defaultStyle: 'tabWidgetStyle',
  labels: 'container',
  init: (_vm, self) => {
    linearOf(self).orientation = 0;
  },
  methods: {
    [`addView(${view$})V`]: function* (vm, self: JavaObject, child: JavaObject) {
      if (!viewOf(child).params) {
        const params = yield* vm.construct<JavaObject>(
          'android/widget/LinearLayout$LayoutParams',
          '(IIF)V',
          0,
          -1,
          1,
        );
        viewOf(child).params = params;
      }
      yield* vm.call(child, 'setFocusable(Z)V', true);
      yield* vm.call(child, 'setClickable(Z)V', true);
      yield* vm.callSpecial('android/view/ViewGroup', `addView(${view$})V`, self, child);
      const listener = vm.newObject<{ readonly widget: JavaObject; readonly child: JavaObject }>(
        'android/widget/TabWidget$TabClickListener',
      );
      listener.peer = { widget: self, child };
      yield* vm.call(child, 'setOnClickListener(Landroid/view/View$OnClickListener;)V', listener);
    },
    'getTabCount()I': (_vm, self: JavaObject) => childrenOf(self).length,
    [`getChildTabViewAt(I)${view$}`]: (_vm, self: JavaObject, index: number) =>
      childrenOf(self)[index] ?? null,
    'setCurrentTab(I)V': selectTab,
    'focusCurrentTab(I)V': selectTab,
    [`setDividerDrawable(${drawable$})V`]: ignored,
    'setDividerDrawable(I)V': ignored,
    'setStripEnabled(Z)V': ignored,
    'isStripEnabled()Z': () => true,
    [`setLeftStripDrawable(${drawable$})V`]: ignored,
    'setLeftStripDrawable(I)V': ignored,
    [`setRightStripDrawable(${drawable$})V`]: ignored,
    'setRightStripDrawable(I)V': ignored,
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.TabWidget',
  },
});

export const tabClickListener = defineClass({
  name: 'android/widget/TabWidget$TabClickListener',
  interfaces: ['android/view/View$OnClickListener'],
  methods: {
    [`onClick(${view$})V`]: function* (
      vm,
      { peer }: JavaObject<{ readonly widget: JavaObject; readonly child: JavaObject }>,
    ) {
      const { host } = widgetOf(peer.widget);
      if (host) yield* vm.call(host, 'setCurrentTab(I)V', childrenOf(peer.widget).indexOf(peer.child));
    },
  },
});
