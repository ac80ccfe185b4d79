import { defineClass } from '../../../machine/index.ts';
import type { JavaObject, Machine, Steps } from '../../../machine/index.ts';
import { SYSTEM } from '../../../system/system.ts';
import { makeSpec, UNSPECIFIED } from '../measure-spec.ts';
import { attributes, attrId, dpToPx, obtainStyled } from '../styled.ts';
import { measureView, measuredWidthOf } from '../view-layout.ts';
import { heightOf, viewOf, widthOf } from '../view-state.ts';
import { makeMenuRows } from './menu-row.ts';
import { collapses, expandItem, invokeItem, visibleItems, type Menu, type MenuItem } from './menu-state.ts';

const popupNames = attributes('popupBackground', 'popupElevation');
const view$ = 'Landroid/view/View;';

/** Where a menu's list opens. */
export type MenuPlace = {
  readonly anchor: JavaObject;
  /** `over`: the list covers the anchor, right edges together; `below`: under it; a point: there, in the anchor. */
  readonly at: 'over' | 'below' | { readonly x: number; readonly y: number };
  /** Right edges together rather than left ones. */
  readonly atEnd: boolean;
  readonly context: JavaObject | null;
  readonly onDismiss?: () => Steps<void>;
};

type PickPeer = {
  readonly items: readonly MenuItem[];
  readonly popup: JavaObject;
  readonly place: MenuPlace;
};

/** Shows a menu as a list in a popup window; the popup, or null where no item is to be seen. */
export function* showMenuPopup(vm: Machine, menu: Menu, place: MenuPlace): Steps<JavaObject | null> {
  const items = yield* visibleItems(vm, menu);
  return items.length === 0 ? null : yield* showItemsPopup(vm, items, place);
}

export function* showItemsPopup(
  vm: Machine,
  items: readonly MenuItem[],
  place: MenuPlace,
): Steps<JavaObject> {
  const { context, anchor } = place;
  const list = yield* vm.construct<JavaObject>(
    'android/widget/ListView',
    '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
    context,
    null,
    attrId(vm, 'dropDownListViewStyle'),
  );
  yield* vm.call(list, 'setDivider(Landroid/graphics/drawable/Drawable;)V', null);
  const rows = makeMenuRows(vm, { context, items });
  const width = yield* widestRow(vm, rows, items.length);
  yield* vm.call(list, 'setAdapter(Landroid/widget/ListAdapter;)V', rows);
  const popup = yield* vm.construct<JavaObject>(
    'android/widget/PopupWindow',
    `(${view$}IIZ)V`,
    list,
    width,
    -2,
    true,
  );
  const styled = yield* obtainStyled(vm, context, null, popupNames, attrId(vm, 'popupMenuStyle'), 0);
  const background = yield* styled.drawable('popupBackground');
  if (background)
    yield* vm.call(popup, 'setBackgroundDrawable(Landroid/graphics/drawable/Drawable;)V', background);
  const listener = vm.newObject<PickPeer>('com/android/internal/view/menu/MenuPopup$PickListener');
  listener.peer = { items, popup, place };
  yield* vm.call(list, 'setOnItemClickListener(Landroid/widget/AdapterView$OnItemClickListener;)V', listener);
  yield* vm.call(popup, 'setOnDismissListener(Landroid/widget/PopupWindow$OnDismissListener;)V', listener);
  const { x, y } = offset(vm, place, width);
  yield* vm.call(popup, `showAsDropDown(${view$}II)V`, anchor, x, y);
  return popup;
}

/** From the anchor's lower left corner. */
function offset(
  vm: Machine,
  { at, anchor, atEnd }: MenuPlace,
  widthPx: number,
): { readonly x: number; readonly y: number } {
  if (typeof at === 'object') return { x: Math.round(at.x), y: Math.round(at.y) - heightOf(anchor) };
  const x = atEnd ? widthOf(anchor) - widthPx : 0;
  return { x, y: at === 'over' ? Math.round(dpToPx(vm, 4)) - heightOf(anchor) : 0 };
}

const getView = `getView(I${view$}Landroid/view/ViewGroup;)${view$}`;
const mostMeasured = 100;

function* widestRow(vm: Machine, rows: JavaObject, count: number): Steps<number> {
  const any = makeSpec(0, UNSPECIFIED);
  const frame = yield* vm.construct<JavaObject>(
    'android/widget/FrameLayout',
    '(Landroid/content/Context;)V',
    (rows as JavaObject<{ context: JavaObject | null }>).peer.context,
  );
  let widest = 0;
  for (let position = 0; position < Math.min(count, mostMeasured); position++) {
    const row = yield* vm.call<JavaObject>(rows, getView, position, null, frame);
    yield* measureView(vm, row, any, any);
    widest = Math.max(widest, measuredWidthOf(row));
  }
  const { widthPx } = vm.attached(SYSTEM).phone.screen;
  return Math.min(widest, Math.max(Math.trunc(widthPx / 2), Math.round(dpToPx(vm, 320))));
}

/** What choosing an item does: its action, or its submenu in place of the list. */
export function* pickItem(vm: Machine, item: MenuItem, place: MenuPlace | undefined): Steps<void> {
  const handled = yield* invokeItem(vm, item);
  if (collapses(item)) {
    yield* expandItem(vm, item, true);
    return;
  }
  const { subMenu, provider } = item.peer;
  const hasProviderMenu = provider !== null && (yield* vm.call<boolean>(provider, 'hasSubMenu()Z'));
  const menu = subMenu ?? null;
  if (handled && !menu) return;
  if (hasProviderMenu && menu) yield* vm.call(provider, 'onPrepareSubMenu(Landroid/view/SubMenu;)V', menu);
  if (menu && place && viewOf(place.anchor).attach) yield* showMenuPopup(vm, menu, place);
}

export const menuPickListener = defineClass({
  name: 'com/android/internal/view/menu/MenuPopup$PickListener',
  interfaces: [
    'android/widget/AdapterView$OnItemClickListener',
    'android/widget/PopupWindow$OnDismissListener',
  ],
  methods: {
    [`onItemClick(Landroid/widget/AdapterView;${view$}IJ)V`]: function* (
      vm,
      self: JavaObject<PickPeer>,
      _list: JavaObject,
      _row: JavaObject,
      position: number,
    ) {
      const { items, popup, place } = self.peer;
      yield* vm.call(popup, 'dismiss()V');
      const item = items[position];
      if (item) yield* pickItem(vm, item, place);
    },
    'onDismiss()V': (_vm, self: JavaObject<PickPeer>) => self.peer.place.onDismiss?.(),
  },
});
