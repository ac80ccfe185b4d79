import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { makeMenu, type Menu } from '../view/menu/menu-state.ts';
import { attributes, attrId, dpToPx, obtainStyled, systemId } from '../view/styled.ts';
import { setBackground } from '../view/view-init.ts';
import { viewOf } from '../view/view-state.ts';
import { windowOf } from '../view/window-state.ts';
import { setNavigation, showToolbarMenu, toolbarOf } from '../widget/toolbar.ts';
import { barOf } from './action-bar-view.ts';

type ModeState = {
  readonly window: JavaObject;
  readonly callback: HeapObject;
  readonly menu: Menu;
  readonly bar: JavaObject;
  readonly type: number;
  title: HeapObject | null;
  subtitle: HeapObject | null;
  custom: JavaObject | null;
  tag: HeapObject | null;
  finished: boolean;
};
type Mode = JavaObject<ModeState>;

const mode$ = 'Landroid/view/ActionMode;';
const menu$ = 'Landroid/view/Menu;';
const text$ = 'Ljava/lang/CharSequence;';
const view$ = 'Landroid/view/View;';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';

const styleNames = attributes('background', 'titleTextStyle', 'subtitleTextStyle', 'height');
const themeNames = attributes('actionModeCloseDrawable', 'actionBarSize');
/** The mode of a window that is on now: a new one ends it. */
const current = new WeakMap<JavaObject, Mode>();

/** Starts an action mode: a bar with the callback's menu over the window's own bar. Null where the callback declines. */
export function* startActionMode(
  vm: Machine,
  window: JavaObject,
  callback: HeapObject,
  type: number,
): Steps<Mode | null> {
  const before = current.get(window);
  if (before) yield* finish(vm, before);
  const context = barOf(window).context ?? windowOf(window).context;
  const bar = yield* makeBar(vm, context);
  const mode = vm.newObject<ModeState>('com/android/internal/view/StandaloneActionMode');
  const menu = makeMenu(vm, context);
  mode.peer = {
    window,
    callback,
    menu,
    bar,
    type,
    title: null,
    subtitle: null,
    custom: null,
    tag: null,
    finished: false,
  };
  menu.peer.onSelect = (item) =>
    vm.call<boolean>(callback, `onActionItemClicked(${mode$}Landroid/view/MenuItem;)Z`, mode, item);
  if (!(yield* vm.call<boolean>(callback, `onCreateActionMode(${mode$}${menu$})Z`, mode, menu))) return null;
  yield* vm.call(callback, `onPrepareActionMode(${mode$}${menu$})Z`, mode, menu);
  current.set(window, mode);
  yield* showBar(vm, mode);
  const owner = windowOf(window).callback;
  if (owner) yield* vm.call(owner, `onActionModeStarted(${mode$})V`, mode);
  return mode;
}

function* makeBar(vm: Machine, context: JavaObject | null): Steps<JavaObject> {
  const bar = yield* vm.construct<JavaObject>(
    'android/widget/Toolbar',
    '(Landroid/content/Context;)V',
    context,
  );
  const styled = yield* obtainStyled(vm, context, null, styleNames, attrId(vm, 'actionModeStyle'), 0);
  const theme = yield* obtainStyled(vm, context, null, themeNames, 0, 0);
  viewOf(bar).id = systemId(vm, 'id', 'action_context_bar') || -1;
  viewOf(bar).minHeight = theme.sizePx('actionBarSize', Math.round(dpToPx(vm, 56)));
  const state = toolbarOf(bar);
  state.titleAppearance = styled.resourceId('titleTextStyle') || state.titleAppearance;
  state.subtitleAppearance = styled.resourceId('subtitleTextStyle') || state.subtitleAppearance;
  const background = yield* styled.drawable('background');
  if (background) yield* setBackground(vm, bar, background);
  state.navigationDescription = vm.string('Done');
  const icon = yield* theme.drawable('actionModeCloseDrawable');
  if (icon) yield* setNavigation(vm, bar, icon);
  return bar;
}

function* showBar(vm: Machine, mode: Mode): Steps<void> {
  const { window, bar, menu } = mode.peer;
  const close = vm.newObject<Mode>('com/android/internal/view/StandaloneActionMode$CloseListener');
  close.peer = mode;
  const { navigation } = toolbarOf(bar);
  if (navigation)
    yield* vm.call(navigation, 'setOnClickListener(Landroid/view/View$OnClickListener;)V', close);
  yield* refresh(vm, mode);
  yield* showToolbarMenu(vm, bar, menu);
  const { container, toolbar } = barOf(window);
  const params = yield* vm.construct('android/widget/LinearLayout$LayoutParams', '(II)V', -1, -2);
  if (container && toolbar) {
    yield* vm.call(toolbar, 'setVisibility(I)V', 8);
    yield* vm.call(container, `addView(${view$}I${params$})V`, bar, 0, params);
    return;
  }
  const { content } = windowOf(window);
  const root = content && viewOf(content).parent;
  if (root) yield* vm.call(root, `addView(${view$}I${params$})V`, bar, 0, params);
}

function* refresh(vm: Machine, { peer }: Mode): Steps<void> {
  yield* vm.call(peer.bar, `setTitle(${text$})V`, peer.title);
  yield* vm.call(peer.bar, `setSubtitle(${text$})V`, peer.subtitle);
}

function* finish(vm: Machine, mode: Mode): Steps<void> {
  const { peer } = mode;
  if (peer.finished) return;
  peer.finished = true;
  if (current.get(peer.window) === mode) current.delete(peer.window);
  yield* vm.call(peer.callback, `onDestroyActionMode(${mode$})V`, mode);
  const { parent } = viewOf(peer.bar);
  if (parent) yield* vm.call(parent, `removeView(${view$})V`, peer.bar);
  const { toolbar, container } = barOf(peer.window);
  if (toolbar && container) yield* vm.call(toolbar, 'setVisibility(I)V', 0);
  const owner = windowOf(peer.window).callback;
  if (owner) yield* vm.call(owner, `onActionModeFinished(${mode$})V`, mode);
}

/** Ends the window's action mode, as Back does; false where none is on. */
export function* finishActionMode(vm: Machine, window: JavaObject): Steps<boolean> {
  const mode = current.get(window);
  if (!mode) return false;
  yield* finish(vm, mode);
  return true;
}

function* setText(vm: Machine, self: Mode, key: 'title' | 'subtitle', text: HeapObject | null): Steps<void> {
  self.peer[key] = text;
  yield* refresh(vm, self);
}

function* textOf(vm: Machine, { peer }: Mode, id: number): Steps<HeapObject | null> {
  return yield* vm.call<HeapObject | null>(windowOf(peer.window).context, `getText(I)${text$}`, id);
}

const methods: Methods = {
  [`getTitle()${text$}`]: (_vm, { peer }: Mode) => peer.title,
  [`setTitle(${text$})V`]: (vm, self: Mode, text: HeapObject | null) => setText(vm, self, 'title', text),
  'setTitle(I)V': function* (vm, self: Mode, id: number) {
    yield* setText(vm, self, 'title', yield* textOf(vm, self, id));
  },
  [`getSubtitle()${text$}`]: (_vm, { peer }: Mode) => peer.subtitle,
  [`setSubtitle(${text$})V`]: (vm, self: Mode, text: HeapObject | null) =>
    setText(vm, self, 'subtitle', text),
  'setSubtitle(I)V': function* (vm, self: Mode, id: number) {
    yield* setText(vm, self, 'subtitle', yield* textOf(vm, self, id));
  },
  [`getCustomView()${view$}`]: (_vm, { peer }: Mode) => peer.custom,
  [`setCustomView(${view$})V`]: function* (vm, { peer }: Mode, view: JavaObject | null) {
    if (peer.custom && viewOf(peer.custom).parent === peer.bar)
      yield* vm.call(peer.bar, `removeView(${view$})V`, peer.custom);
    peer.custom = view;
    if (view) yield* vm.call(peer.bar, `addView(${view$})V`, view);
  },
  [`getMenu()${menu$}`]: (_vm, { peer }: Mode) => peer.menu,
  'getMenuInflater()Landroid/view/MenuInflater;': function* (vm, { peer }: Mode) {
    return yield* vm.construct(
      'android/view/MenuInflater',
      '(Landroid/content/Context;)V',
      windowOf(peer.window).context,
    );
  },
  'invalidate()V': function* (vm, self: Mode) {
    const { callback, menu } = self.peer;
    yield* vm.call(callback, `onPrepareActionMode(${mode$}${menu$})Z`, self, menu);
  },
  'finish()V': (vm, self: Mode) => finish(vm, self),
  'isUiFocusable()Z': () => true,
};

/** What an action mode of any making keeps: apps subclass ActionMode too. */
const own = new WeakMap<JavaObject, { tag: HeapObject | null; type: number; optional: boolean }>();

function ownOf(self: JavaObject) {
  let state = own.get(self);
  if (!state) {
    state = { tag: null, type: 0, optional: false };
    own.set(self, state);
  }
  return state;
}

export const actionMode = defineClass({
  name: 'android/view/ActionMode',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>()V': ignored,
    'setTag(Ljava/lang/Object;)V': (_vm, self: JavaObject, tag: HeapObject | null) => {
      ownOf(self).tag = tag;
    },
    'getTag()Ljava/lang/Object;': (_vm, self: JavaObject) => ownOf(self).tag,
    'setType(I)V': (_vm, self: JavaObject, type: number) => {
      ownOf(self).type = type;
    },
    'getType()I': (_vm, self: JavaObject) => ownOf(self).type,
    'setTitleOptionalHint(Z)V': (_vm, self: JavaObject, optional: boolean) => {
      ownOf(self).optional = optional;
    },
    'getTitleOptionalHint()Z': (_vm, self: JavaObject) => ownOf(self).optional,
    'isTitleOptional()Z': () => false,
    'invalidateContentRect()V': ignored,
    'hide(J)V': ignored,
    'onWindowFocusChanged(Z)V': ignored,
  },
});

export const standaloneActionMode = defineClass({
  name: 'com/android/internal/view/StandaloneActionMode',
  super: 'android/view/ActionMode',
  labels: 'container',
  methods,
});

export const actionModeCloseListener = defineClass({
  name: 'com/android/internal/view/StandaloneActionMode$CloseListener',
  interfaces: ['android/view/View$OnClickListener'],
  methods: { [`onClick(${view$})V`]: (vm, self: JavaObject<Mode>) => finish(vm, self.peer) },
});
