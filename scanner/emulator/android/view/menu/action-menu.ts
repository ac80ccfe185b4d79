import type { HeapObject, JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { defineClass } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { linearOf } from '../../widget/linear-layout.ts';
import { AT_MOST, makeSpec, UNSPECIFIED } from '../measure-spec.ts';
import { attributes, attrId, dpToPx, obtainStyled, systemId } from '../styled.ts';
import { viewClass } from '../view-class.ts';
import { measureView, measuredWidthOf } from '../view-layout.ts';
import { childrenOf, viewOf, viewPart } from '../view-state.ts';
import { actionViewOf } from './menu-item.ts';
import { pickItem, showItemsPopup, type MenuPlace } from './menu-popup.ts';
import {
  FLAG_ALWAYS,
  FLAG_IF_ROOM,
  FLAG_WITH_TEXT,
  collapses,
  expandItem,
  visibleItems,
  type Menu,
  type MenuItem,
} from './menu-state.ts';

const view$ = 'Landroid/view/View;';
const text$ = 'Ljava/lang/CharSequence;';
const click$ = 'Landroid/view/View$OnClickListener;';

/** What a bar's menu shows now. */
export const actionsOf = viewPart(() => ({
  menu: null as Menu | null,
  overflow: null as JavaObject | null,
  overflowItems: [] as MenuItem[],
  popup: null as JavaObject | null,
  popupContext: null as JavaObject | null,
  /** Item whose action view is open over the title. */
  expanded: null as MenuItem | null,
  onVisible: [] as HeapObject[],
}));

export const actionMenuView = viewClass({
  name: 'android/widget/ActionMenuView',
  super: 'android/widget/LinearLayout',
  labels: 'container',
  init: (_vm, self) => {
    linearOf(self).gravity = 0x10 | 0x800003;
  },
  methods: {
    'showOverflowMenu()Z': (vm, self: JavaObject) => showOverflow(vm, self),
    'isOverflowMenuShowing()Z': (_vm, self: JavaObject) => actionsOf(self).popup !== null,
    'hideOverflowMenu()Z': (vm, self: JavaObject) => hideOverflow(vm, self),
    'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.LinearLayout',
  },
});

/** A button of the bar: an icon, or a title where the item has no icon. */
export const actionMenuItemView = viewClass({
  name: 'com/android/internal/view/menu/ActionMenuItemView',
  super: 'android/widget/TextView',
  defaultStyle: 'actionButtonStyle',
  labels: 'container',
  methods: { 'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.widget.Button' },
});

type ClickPeer = { readonly bar: JavaObject; readonly item: MenuItem | null };

export const actionClickListener = defineClass({
  name: 'com/android/internal/view/menu/ActionMenuPresenter$ClickListener',
  interfaces: ['android/view/View$OnClickListener'],
  methods: {
    [`onClick(${view$})V`]: function* (vm, self: JavaObject<ClickPeer>, view: JavaObject) {
      const { bar, item } = self.peer;
      if (item) yield* pickItem(vm, item, placeAt(view, bar, 'below'));
      else yield* showOverflow(vm, bar);
    },
  },
});

function placeAt(anchor: JavaObject, bar: JavaObject, at: 'over' | 'below'): MenuPlace {
  return { anchor, at, atEnd: true, context: actionsOf(bar).popupContext ?? viewOf(bar).context };
}

/** How many buttons a bar has room for, by the screen's width in dp. */
function mostButtons(widthDp: number, heightDp: number): number {
  if (Math.min(widthDp, heightDp) > 600 || widthDp > 600) return 5;
  if (widthDp >= 500) return 4;
  return widthDp >= 360 ? 3 : 2;
}

/** ActionMenuPresenter.flagActionItems: which items are buttons; the others go behind the three dots. */
function* chooseButtons(
  vm: Machine,
  bar: JavaObject,
  items: readonly MenuItem[],
): Steps<Map<MenuItem, JavaObject>> {
  const { screen } = vm.attached(SYSTEM).phone;
  const toDp = (px: number) => (px * 160) / screen.densityDpi;
  const always = items.filter(({ peer }) => (peer.showAsAction & FLAG_ALWAYS) !== 0);
  const wanted = items.filter(
    ({ peer }) => (peer.showAsAction & FLAG_IF_ROOM) !== 0 && (peer.showAsAction & FLAG_ALWAYS) === 0,
  );
  let left = mostButtons(toDp(screen.widthPx), toDp(screen.heightPx));
  let roomPx = Math.trunc(screen.widthPx / 2);
  if (items.length > always.length + wanted.length || always.length + wanted.length > left) {
    left--;
    roomPx -= Math.round(dpToPx(vm, 48));
  }
  left -= always.length;
  const buttons = new Map<MenuItem, JavaObject>();
  for (const item of items) {
    const isAlways = always.includes(item);
    if (!isAlways && (!wanted.includes(item) || left <= 0 || roomPx <= 0)) continue;
    const view = yield* makeButton(vm, bar, item);
    const any = makeSpec(0, UNSPECIFIED);
    yield* measureView(vm, view, collapses(item) ? any : makeSpec(screen.widthPx, AT_MOST), any);
    roomPx -= measuredWidthOf(view);
    if (!isAlways) {
      if (roomPx < -Math.round(dpToPx(vm, 48))) continue;
      left--;
    }
    buttons.set(item, view);
  }
  return buttons;
}

const themeNames = attributes('actionMenuTextAppearance', 'actionMenuTextColor');

function* makeButton(vm: Machine, bar: JavaObject, item: MenuItem): Steps<JavaObject> {
  const { peer } = item;
  const own = collapses(item) ? null : yield* actionViewOf(vm, item);
  if (own) return own;
  const { context } = viewOf(bar);
  const view = yield* vm.construct<JavaObject>(
    'com/android/internal/view/menu/ActionMenuItemView',
    '(Landroid/content/Context;)V',
    context,
  );
  viewOf(view).id = peer.id || -1;
  yield* vm.call(view, 'setGravity(I)V', 0x11);
  const styled = yield* obtainStyled(vm, context, null, themeNames, 0, 0);
  const appearance = styled.resourceId('actionMenuTextAppearance');
  if (appearance !== 0) yield* vm.call(view, 'setTextAppearance(I)V', appearance);
  const colors = yield* styled.colors('actionMenuTextColor');
  if (colors) yield* vm.call(view, 'setTextColor(Landroid/content/res/ColorStateList;)V', colors);
  yield* vm.call(view, 'setSingleLine()V');
  const hasRoomForText = (peer.showAsAction & FLAG_WITH_TEXT) !== 0 && isWide(vm);
  if (peer.icon) {
    const size = Math.round(dpToPx(vm, 24));
    yield* vm.call(peer.icon, 'setBounds(IIII)V', 0, 0, size, size);
    yield* vm.call(
      view,
      'setCompoundDrawables(Landroid/graphics/drawable/Drawable;Landroid/graphics/drawable/Drawable;Landroid/graphics/drawable/Drawable;Landroid/graphics/drawable/Drawable;)V',
      peer.icon,
      null,
      null,
      null,
    );
  }
  if (!peer.icon || hasRoomForText) yield* vm.call(view, `setText(${text$})V`, peer.condensed ?? peer.title);
  viewOf(view).description = peer.description ?? (peer.icon ? peer.title : null);
  yield* vm.call(view, 'setEnabled(Z)V', peer.enabled);
  yield* listen(vm, view, { bar, item });
  return view;
}

const isWide = (vm: Machine) => {
  const { widthPx, densityDpi } = vm.attached(SYSTEM).phone.screen;
  return (widthPx * 160) / densityDpi >= 480;
};

function* listen(vm: Machine, view: JavaObject, peer: ClickPeer): Steps<void> {
  const listener = vm.newObject<ClickPeer>(
    'com/android/internal/view/menu/ActionMenuPresenter$ClickListener',
  );
  listener.peer = peer;
  yield* vm.call(view, `setOnClickListener(${click$})V`, listener);
}

/** Shows a menu's items on a bar anew: buttons, then the three dots for the rest. */
export function* showActions(vm: Machine, bar: JavaObject, menu: Menu | null): Steps<void> {
  const state = actionsOf(bar);
  state.menu = menu;
  yield* vm.call(bar, 'removeAllViews()V');
  const items = menu ? yield* visibleItems(vm, menu) : [];
  const buttons = yield* chooseButtons(vm, bar, items);
  for (const view of buttons.values()) {
    const { parent } = viewOf(view);
    if (parent) yield* vm.call(parent, `removeView(${view$})V`, view);
    yield* addTo(vm, bar, view);
  }
  state.expanded = items.find(({ peer }) => peer.expanded) ?? null;
  state.overflowItems = items.filter((item) => !buttons.has(item));
  state.overflow = null;
  if (state.overflowItems.length === 0) return;
  const dots = yield* vm.construct<JavaObject>(
    'android/widget/ImageButton',
    '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
    viewOf(bar).context,
    null,
    attrId(vm, 'actionOverflowButtonStyle'),
  );
  if (!viewOf(dots).description) {
    const id = systemId(vm, 'string', 'action_menu_overflow_description');
    viewOf(dots).description =
      id === 0
        ? vm.string('More options')
        : yield* vm.call<HeapObject>(viewOf(bar).context, `getText(I)${text$}`, id);
  }
  yield* listen(vm, dots, { bar, item: null });
  state.overflow = dots;
  yield* addTo(vm, bar, dots);
}

function* addTo(vm: Machine, bar: JavaObject, view: JavaObject): Steps<void> {
  const params = yield* vm.construct('android/widget/LinearLayout$LayoutParams', '(II)V', -2, -1);
  vm.setField(params, 'gravity:I', 0x10);
  yield* vm.call(bar, `addView(${view$}Landroid/view/ViewGroup$LayoutParams;)V`, view, params);
}

/** Opens the list behind the three dots; false where nothing is behind them. */
export function* showOverflow(vm: Machine, bar: JavaObject): Steps<boolean> {
  const state = actionsOf(bar);
  const anchor = state.overflow ?? childrenOf(bar).at(-1) ?? bar;
  if (state.overflowItems.length === 0 || state.popup || !viewOf(anchor).attach) return false;
  const tell = function* (visible: boolean): Steps<void> {
    for (const listener of [...state.onVisible])
      yield* vm.call(listener, 'onMenuVisibilityChanged(Z)V', visible);
  };
  state.popup = yield* showItemsPopup(vm, state.overflowItems, {
    ...placeAt(anchor, bar, 'over'),
    onDismiss: () => {
      state.popup = null;
      return tell(false);
    },
  });
  yield* tell(true);
  return true;
}

export function* hideOverflow(vm: Machine, bar: JavaObject): Steps<boolean> {
  const { popup } = actionsOf(bar);
  if (!popup) return false;
  yield* vm.call(popup, 'dismiss()V');
  return true;
}

export { expandItem };
