import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import type { Methods } from '../view/accessors.ts';
import {
  isMarginParams,
  isParamsOf,
  marginParamsClass,
  marginsOf,
  paramInt,
  paramSize,
  setParamInt,
} from '../view/layout-params.ts';
import {
  AT_MOST,
  EXACTLY,
  childSpec,
  makeSpec,
  resolveSize,
  specMode,
  specSize,
} from '../view/measure-spec.ts';
import { actionsOf, hideOverflow, showActions, showOverflow } from '../view/menu/action-menu.ts';
import { expandItem, makeMenu, type Menu, type MenuItem } from '../view/menu/menu-state.ts';
import { attributes, attrId, dpToPx, obtainStyled } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import {
  layoutChild,
  measureView,
  measuredHeightOf,
  measuredWidthOf,
  setMeasured,
} from '../view/view-layout.ts';
import { childrenOf, heightOf, viewOf, viewPart, widthOf } from '../view/view-state.ts';
import { textOf } from './text-state.ts';

/** State of an android.widget.Toolbar. Lengths in pixels. */
export const toolbarOf = viewPart(() => ({
  title: null as HeapObject | null,
  subtitle: null as HeapObject | null,
  titleView: null as JavaObject | null,
  subtitleView: null as JavaObject | null,
  titleAppearance: 0,
  subtitleAppearance: 0,
  titleColor: undefined as JavaObject | undefined,
  subtitleColor: undefined as JavaObject | undefined,
  navigation: null as JavaObject | null,
  navigationDescription: null as HeapObject | null,
  onNavigate: null as HeapObject | null,
  logo: null as JavaObject | null,
  menuView: null as JavaObject | null,
  menu: null as Menu | null,
  onItem: null as HeapObject | null,
  popupTheme: 0,
  insetStart: 0,
  insetEnd: 0,
  insetStartWithNavigation: -1,
  collapse: null as JavaObject | null,
  expanded: null as JavaObject | null,
}));

const names = attributes(
  'title',
  'subtitle',
  'titleTextAppearance',
  'subtitleTextAppearance',
  'titleTextColor',
  'subtitleTextColor',
  'navigationIcon',
  'navigationContentDescription',
  'logo',
  'popupTheme',
  'contentInsetStart',
  'contentInsetEnd',
  'contentInsetLeft',
  'contentInsetRight',
  'contentInsetStartWithNavigation',
  'minHeight',
);

const view$ = 'Landroid/view/View;';
const text$ = 'Ljava/lang/CharSequence;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';
const paramsName = 'android/widget/Toolbar$LayoutParams';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';
const click$ = 'Landroid/view/View$OnClickListener;';

function isSystem(self: JavaObject, child: JavaObject): boolean {
  const { titleView, subtitleView, navigation, logo, menuView, collapse, expanded } = toolbarOf(self);
  return [titleView, subtitleView, navigation, logo, menuView, collapse, expanded].includes(child);
}

const customChildren = (self: JavaObject) =>
  childrenOf(self).filter((child) => !isSystem(self, child) && shows(self, child));

/** While an action view is open over the bar, only it and its arrow are seen. */
function shows(self: JavaObject, child: JavaObject | null): child is JavaObject {
  if (!child || viewOf(child).parent !== self || viewOf(child).visibility === 8) return false;
  const { expanded, collapse } = toolbarOf(self);
  return expanded === null ? child !== collapse : child === expanded || child === collapse;
}

function insets(self: JavaObject): { readonly start: number; readonly end: number } {
  const { insetStart, insetEnd, insetStartWithNavigation, navigation } = toolbarOf(self);
  const withNavigation = shows(self, navigation) && insetStartWithNavigation >= 0;
  return {
    start: withNavigation ? Math.max(insetStart, insetStartWithNavigation) : insetStart,
    end: insetEnd,
  };
}

function* measureChild(
  vm: Machine,
  child: JavaObject,
  roomPx: number,
  heightSpec: number,
  verticalPx: number,
): Steps<void> {
  const { width, height } = paramSize(vm, child);
  const margins = marginsOf(vm, child);
  yield* measureView(
    vm,
    child,
    childSpec(makeSpec(Math.max(0, roomPx), AT_MOST), margins.left + margins.right, width),
    childSpec(heightSpec, verticalPx + margins.top + margins.bottom, height),
  );
}

function outerWidth(vm: Machine, child: JavaObject): number {
  const margins = marginsOf(vm, child);
  return measuredWidthOf(child) + margins.left + margins.right;
}

function* measure(vm: Machine, self: JavaObject, widthSpec: number, heightSpec: number): Steps<void> {
  const state = toolbarOf(self);
  const { paddingLeft, paddingRight, paddingTop, paddingBottom, minHeight } = viewOf(self);
  const vertical = paddingTop + paddingBottom;
  const width = specSize(widthSpec);
  let room = width - paddingLeft - paddingRight;
  let height = 0;
  const take = function* (child: JavaObject | null): Steps<number> {
    if (!shows(self, child)) return 0;
    yield* measureChild(vm, child, room, heightSpec, vertical);
    height = Math.max(height, measuredHeightOf(child));
    return outerWidth(vm, child);
  };
  const { start, end } = insets(self);
  const nav = (yield* take(state.navigation)) + (yield* take(state.collapse));
  room -= Math.max(nav, start);
  room -= Math.max(yield* take(state.menuView), end);
  room -= yield* take(state.expanded);
  room -= yield* take(state.logo);
  // Views of the app are measured before the title, which gets what is left.
  for (const child of customChildren(self)) room -= yield* take(child);
  const before = height;
  height = 0;
  let titles = 0;
  for (const child of [state.titleView, state.subtitleView]) {
    height = 0;
    yield* take(child);
    titles += height;
  }
  height = Math.max(before, titles);
  setMeasured(
    self,
    specMode(widthSpec) === EXACTLY || specMode(widthSpec) === AT_MOST ? width : width - room,
    resolveSize(Math.max(height + vertical, minHeight), heightSpec),
  );
}

function* layout(vm: Machine, self: JavaObject): Steps<void> {
  const state = toolbarOf(self);
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = viewOf(self);
  const roomY = heightOf(self) - paddingTop - paddingBottom;
  let left = paddingLeft;
  let right = widthOf(self) - paddingRight;
  const centred = (child: JavaObject) => paddingTop + Math.trunc((roomY - measuredHeightOf(child)) / 2);
  const put = function* (child: JavaObject, x: number, y: number): Steps<void> {
    yield* layoutChild(vm, child, x, y, measuredWidthOf(child), measuredHeightOf(child));
  };
  const putLeft = function* (child: JavaObject | null): Steps<void> {
    if (!shows(self, child)) return;
    yield* put(
      child,
      left + marginsOf(vm, child).left,
      verticalPlace(vm, child, centred(child), paddingTop, roomY),
    );
    left += outerWidth(vm, child);
  };
  yield* putLeft(state.navigation);
  yield* putLeft(state.collapse);
  if (shows(self, state.menuView)) {
    right -= outerWidth(vm, state.menuView);
    yield* put(state.menuView, right, centred(state.menuView));
  }
  yield* putLeft(state.expanded);
  const { start, end } = insets(self);
  if (!shows(self, state.expanded)) left = Math.max(left, paddingLeft + start);
  right = Math.min(right, widthOf(self) - paddingRight - end);
  yield* putLeft(state.logo);
  left = yield* layoutTitles(self, left, put);
  const gravityOf = (child: JavaObject) => {
    const { params } = viewOf(child);
    return params && isParamsOf(params, 'android/app/ActionBar$LayoutParams')
      ? paramInt(vm, params, 'gravity')
      : 0;
  };
  for (const child of customChildren(self)) {
    const gravity = gravityOf(child) & 7;
    const y = verticalPlace(vm, child, centred(child), paddingTop, roomY);
    if (gravity === 5) {
      right -= outerWidth(vm, child);
      yield* put(child, right + marginsOf(vm, child).left, y);
    } else if (gravity === 1) {
      const middle = Math.trunc((widthOf(self) - measuredWidthOf(child)) / 2);
      yield* put(child, Math.max(left, Math.min(middle, right - measuredWidthOf(child))), y);
    } else yield* putLeft(child);
  }
}

/** Top of a child: at its own edge where its gravity says so, else in the middle. */
function verticalPlace(vm: Machine, child: JavaObject, centred: number, top: number, room: number): number {
  const { params } = viewOf(child);
  const gravity =
    params && isParamsOf(params, 'android/app/ActionBar$LayoutParams')
      ? paramInt(vm, params, 'gravity') & 0x70
      : 0;
  if (gravity === 0x30) return top + marginsOf(vm, child).top;
  return gravity === 0x50 ? top + room - measuredHeightOf(child) - marginsOf(vm, child).bottom : centred;
}

function* layoutTitles(
  self: JavaObject,
  left: number,
  put: (child: JavaObject, x: number, y: number) => Steps<void>,
): Steps<number> {
  const { titleView, subtitleView } = toolbarOf(self);
  const titles = [titleView, subtitleView].filter((view) => shows(self, view));
  const total = titles.reduce((sum, view) => sum + measuredHeightOf(view), 0);
  let y = Math.trunc((heightOf(self) - total) / 2);
  let widest = 0;
  for (const view of titles) {
    yield* put(view, left, y);
    y += measuredHeightOf(view);
    widest = Math.max(widest, measuredWidthOf(view));
  }
  return left + widest;
}

function* setTextOf(
  vm: Machine,
  self: JavaObject,
  which: 'title' | 'subtitle',
  text: HeapObject | null,
): Steps<void> {
  const state = toolbarOf(self);
  state[which] = text;
  const key = `${which}View` as const;
  const isEmpty = text === null || (yield* vm.textOf(text)) === '';
  let view = state[key];
  if (!view && !isEmpty) {
    view = yield* vm.construct<JavaObject>(
      'android/widget/TextView',
      '(Landroid/content/Context;)V',
      viewOf(self).context,
    );
    yield* vm.call(view, 'setSingleLine()V');
    textOf(view).ellipsize = 'end';
    const appearance = which === 'title' ? state.titleAppearance : state.subtitleAppearance;
    if (appearance !== 0) yield* vm.call(view, 'setTextAppearance(I)V', appearance);
    const colors = which === 'title' ? state.titleColor : state.subtitleColor;
    if (colors) yield* vm.call(view, 'setTextColor(Landroid/content/res/ColorStateList;)V', colors);
    state[key] = view;
  }
  if (!view) return;
  yield* vm.call(view, `setText(${text$})V`, text);
  const isIn = viewOf(view).parent === self;
  if (isEmpty && isIn) yield* vm.call(self, `removeView(${view$})V`, view);
  else if (!isEmpty && !isIn) yield* addSystem(vm, self, view, -2);
}

function* addSystem(vm: Machine, self: JavaObject, view: JavaObject, height: number): Steps<void> {
  const params = yield* vm.construct(paramsName, '(II)V', -2, height);
  yield* vm.call(self, `addView(${view$}${params$})V`, view, params);
}

/** Shows an icon before the title that goes up, or a menu of the app's; null takes it away. */
export function* setNavigation(
  vm: Machine,
  self: JavaObject,
  icon: JavaObject | null,
  onClick?: HeapObject | null,
): Steps<void> {
  const state = toolbarOf(self);
  if (onClick !== undefined) state.onNavigate = onClick;
  if (!icon) {
    if (state.navigation && viewOf(state.navigation).parent === self)
      yield* vm.call(self, `removeView(${view$})V`, state.navigation);
    return;
  }
  if (!state.navigation) state.navigation = yield* makeNavigation(vm, self);
  yield* vm.call(state.navigation, `setImageDrawable(${drawable$})V`, icon);
  viewOf(state.navigation).description = state.navigationDescription;
  if (state.onNavigate) yield* vm.call(state.navigation, `setOnClickListener(${click$})V`, state.onNavigate);
  if (viewOf(state.navigation).parent !== self) yield* addSystem(vm, self, state.navigation, -2);
}

function makeNavigation(vm: Machine, self: JavaObject): Steps<JavaObject> {
  return vm.construct<JavaObject>(
    'android/widget/ImageButton',
    '(Landroid/content/Context;Landroid/util/AttributeSet;I)V',
    viewOf(self).context,
    null,
    attrId(vm, 'toolbarNavigationButtonStyle'),
  );
}

export function* setLogo(vm: Machine, self: JavaObject, logo: JavaObject | null): Steps<void> {
  const state = toolbarOf(self);
  if (!logo) {
    if (state.logo && viewOf(state.logo).parent === self)
      yield* vm.call(self, `removeView(${view$})V`, state.logo);
    return;
  }
  state.logo ??= yield* vm.construct<JavaObject>(
    'android/widget/ImageView',
    '(Landroid/content/Context;)V',
    viewOf(self).context,
  );
  yield* vm.call(state.logo, `setImageDrawable(${drawable$})V`, logo);
  if (viewOf(state.logo).parent !== self) yield* addSystem(vm, self, state.logo, -2);
}

/** The view that shows the bar's menu; made on first use. */
export function* menuViewOf(vm: Machine, self: JavaObject): Steps<JavaObject> {
  const state = toolbarOf(self);
  if (state.menuView) return state.menuView;
  const { context } = viewOf(self);
  const view = yield* vm.construct<JavaObject>(
    'android/widget/ActionMenuView',
    '(Landroid/content/Context;)V',
    context,
  );
  state.menuView = view;
  actionsOf(view).popupContext =
    state.popupTheme === 0
      ? context
      : yield* vm.construct<JavaObject>(
          'android/view/ContextThemeWrapper',
          '(Landroid/content/Context;I)V',
          context,
          state.popupTheme,
        );
  yield* addSystem(vm, self, view, -1);
  return view;
}

/** Shows a menu on the bar, and an item's action view over it while one is open. */
export function* showToolbarMenu(vm: Machine, self: JavaObject, menu: Menu): Steps<void> {
  const view = yield* menuViewOf(vm, self);
  toolbarOf(self).menu = menu;
  menu.peer.onChange = () => refreshMenu(vm, self);
  yield* showActions(vm, view, menu);
  yield* refreshExpanded(vm, self);
}

function* refreshMenu(vm: Machine, self: JavaObject): Steps<void> {
  const { menu, menuView } = toolbarOf(self);
  if (menuView) yield* showActions(vm, menuView, menu);
  yield* refreshExpanded(vm, self);
}

type CollapsePeer = { readonly item: MenuItem };

function* refreshExpanded(vm: Machine, self: JavaObject): Steps<void> {
  const state = toolbarOf(self);
  const item = state.menuView ? actionsOf(state.menuView).expanded : null;
  const wanted = item?.peer.actionView ?? null;
  if (wanted === state.expanded) return;
  if (state.expanded) {
    const closed = state.expanded;
    yield* vm.call(self, `removeView(${view$})V`, closed);
    if (implementsCollapsible(closed)) yield* vm.call(closed, 'onActionViewCollapsed()V');
  }
  state.expanded = wanted;
  if (wanted && item) {
    const arrow = state.collapse ?? (yield* makeCollapse(vm, self));
    state.collapse = arrow;
    const listener = vm.newObject<CollapsePeer>('android/widget/Toolbar$CollapseListener');
    listener.peer = { item };
    yield* vm.call(arrow, `setOnClickListener(${click$})V`, listener);
    if (viewOf(arrow).parent !== self) yield* addSystem(vm, self, arrow, -2);
    yield* addSystem(vm, self, wanted, -2);
    if (implementsCollapsible(wanted)) yield* vm.call(wanted, 'onActionViewExpanded()V');
  }
  yield* vm.call(self, 'requestLayout()V');
}

function* makeCollapse(vm: Machine, self: JavaObject): Steps<JavaObject> {
  const arrow = yield* makeNavigation(vm, self);
  const styled = yield* obtainStyled(vm, viewOf(self).context, null, upNames, 0, 0);
  yield* vm.call(arrow, `setImageDrawable(${drawable$})V`, yield* styled.drawable('homeAsUpIndicator'));
  viewOf(arrow).description = vm.string('Collapse');
  return arrow;
}

export const upNames = attributes('homeAsUpIndicator');

function implementsCollapsible(view: JavaObject): boolean {
  for (const { name } of view.cls.ancestors) if (name === 'android/view/CollapsibleActionView') return true;
  return false;
}

export const collapseListener = defineClass({
  name: 'android/widget/Toolbar$CollapseListener',
  interfaces: ['android/view/View$OnClickListener'],
  methods: {
    [`onClick(${view$})V`]: function* (vm, self: JavaObject<CollapsePeer>) {
      yield* expandItem(vm, self.peer.item, false);
    },
  },
});

/** The menu of a toolbar in the app's own layout; made when it is first asked for. */
function* ownMenu(vm: Machine, self: JavaObject): Steps<Menu> {
  const state = toolbarOf(self);
  if (state.menu) return state.menu;
  const menu = makeMenu(vm, viewOf(self).context);
  menu.peer.onSelect = function* (item) {
    const { onItem } = toolbarOf(self);
    return onItem
      ? yield* vm.call<boolean>(onItem, 'onMenuItemClick(Landroid/view/MenuItem;)Z', item)
      : false;
  };
  yield* showToolbarMenu(vm, self, menu);
  return menu;
}

function* resourceText(vm: Machine, self: JavaObject, id: number): Steps<HeapObject | null> {
  return id === 0 ? null : yield* vm.call<HeapObject | null>(viewOf(self).context, `getText(I)${text$}`, id);
}

function* resourceDrawable(vm: Machine, self: JavaObject, id: number): Steps<JavaObject | null> {
  return id === 0
    ? null
    : yield* vm.call<JavaObject | null>(viewOf(self).context, `getDrawable(I)${drawable$}`, id);
}

function colorOf(vm: Machine, color: number): Steps<JavaObject> {
  return vm.callStatic<JavaObject>(
    'android/content/res/ColorStateList',
    'valueOf(I)Landroid/content/res/ColorStateList;',
    color,
  );
}

function titleMethods(which: 'title' | 'subtitle', name: string): Methods {
  const setColor = function* (vm: Machine, self: JavaObject, colors: JavaObject): Steps<void> {
    const state = toolbarOf(self);
    state[`${which}Color`] = colors;
    const view = state[`${which}View`];
    if (view) yield* vm.call(view, 'setTextColor(Landroid/content/res/ColorStateList;)V', colors);
  };
  return {
    [`get${name}()${text$}`]: (_vm, self: JavaObject) => toolbarOf(self)[which],
    [`set${name}(${text$})V`]: (vm, self: JavaObject, text: HeapObject | null) =>
      setTextOf(vm, self, which, text),
    [`set${name}(I)V`]: function* (vm, self: JavaObject, id: number) {
      yield* setTextOf(vm, self, which, yield* resourceText(vm, self, id));
    },
    [`set${name}TextColor(I)V`]: function* (vm, self: JavaObject, color: number) {
      yield* setColor(vm, self, yield* colorOf(vm, color));
    },
    [`set${name}TextColor(Landroid/content/res/ColorStateList;)V`]: setColor,
    [`set${name}TextAppearance(Landroid/content/Context;I)V`]: function* (
      vm,
      self: JavaObject,
      _context: JavaObject | null,
      id: number,
    ) {
      const state = toolbarOf(self);
      state[`${which}Appearance`] = id;
      const view = state[`${which}View`];
      if (view && id !== 0) yield* vm.call(view, 'setTextAppearance(I)V', id);
    },
  };
}

const methods: Methods = {
  ...titleMethods('title', 'Title'),
  ...titleMethods('subtitle', 'Subtitle'),
  'protected onMeasure(II)V': measure,
  'protected onLayout(ZIIII)V': (vm, self: JavaObject) => layout(vm, self),
  [`setNavigationIcon(${drawable$})V`]: (vm, self: JavaObject, icon: JavaObject | null) =>
    setNavigation(vm, self, icon),
  'setNavigationIcon(I)V': function* (vm, self: JavaObject, id: number) {
    yield* setNavigation(vm, self, yield* resourceDrawable(vm, self, id));
  },
  [`getNavigationIcon()${drawable$}`]: function* (vm, self: JavaObject) {
    const { navigation } = toolbarOf(self);
    return shows(self, navigation) ? yield* vm.call(navigation, `getDrawable()${drawable$}`) : null;
  },
  [`setNavigationContentDescription(${text$})V`]: (_vm, self: JavaObject, text: HeapObject | null) => {
    const state = toolbarOf(self);
    state.navigationDescription = text;
    if (state.navigation) viewOf(state.navigation).description = text;
  },
  'setNavigationContentDescription(I)V': function* (vm, self: JavaObject, id: number) {
    const text = yield* resourceText(vm, self, id);
    yield* vm.call(self, `setNavigationContentDescription(${text$})V`, text);
  },
  [`getNavigationContentDescription()${text$}`]: (_vm, self: JavaObject) =>
    toolbarOf(self).navigationDescription,
  [`setNavigationOnClickListener(${click$})V`]: function* (
    vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) {
    const state = toolbarOf(self);
    state.onNavigate = listener;
    state.navigation ??= yield* makeNavigation(vm, self);
    yield* vm.call(state.navigation, `setOnClickListener(${click$})V`, listener);
  },
  [`setLogo(${drawable$})V`]: setLogo,
  'setLogo(I)V': function* (vm, self: JavaObject, id: number) {
    yield* setLogo(vm, self, yield* resourceDrawable(vm, self, id));
  },
  'getMenu()Landroid/view/Menu;': (vm, self: JavaObject) => ownMenu(vm, self),
  'inflateMenu(I)V': function* (vm, self: JavaObject, id: number) {
    const inflater = yield* vm.construct<JavaObject>(
      'android/view/MenuInflater',
      '(Landroid/content/Context;)V',
      viewOf(self).context,
    );
    yield* vm.call(inflater, 'inflate(ILandroid/view/Menu;)V', id, yield* ownMenu(vm, self));
  },
  'setOnMenuItemClickListener(Landroid/widget/Toolbar$OnMenuItemClickListener;)V': (
    _vm,
    self: JavaObject,
    listener: HeapObject | null,
  ) => {
    toolbarOf(self).onItem = listener;
  },
  'showOverflowMenu()Z': function* (vm, self: JavaObject) {
    const { menuView } = toolbarOf(self);
    return menuView !== null && (yield* showOverflow(vm, menuView));
  },
  'hideOverflowMenu()Z': function* (vm, self: JavaObject) {
    const { menuView } = toolbarOf(self);
    return menuView !== null && (yield* hideOverflow(vm, menuView));
  },
  'isOverflowMenuShowing()Z': (_vm, self: JavaObject) => {
    const { menuView } = toolbarOf(self);
    return menuView !== null && actionsOf(menuView).popup !== null;
  },
  'hasExpandedActionView()Z': (_vm, self: JavaObject) => toolbarOf(self).expanded !== null,
  'collapseActionView()V': function* (vm, self: JavaObject) {
    const { menuView } = toolbarOf(self);
    const item = menuView && actionsOf(menuView).expanded;
    if (item) yield* expandItem(vm, item, false);
  },
  'dismissPopupMenus()V': function* (vm, self: JavaObject) {
    const { menuView } = toolbarOf(self);
    if (menuView) yield* hideOverflow(vm, menuView);
  },
  'setPopupTheme(I)V': (_vm, self: JavaObject, theme: number) => {
    toolbarOf(self).popupTheme = theme;
  },
  'getPopupTheme()I': (_vm, self: JavaObject) => toolbarOf(self).popupTheme,
  'setContentInsetsRelative(II)V': function* (vm, self: JavaObject, start: number, end: number) {
    Object.assign(toolbarOf(self), { insetStart: start, insetEnd: end });
    yield* vm.call(self, 'requestLayout()V');
  },
  'setContentInsetsAbsolute(II)V': function* (vm, self: JavaObject, left: number, right: number) {
    yield* vm.call(self, 'setContentInsetsRelative(II)V', left, right);
  },
  'getContentInsetStart()I': (_vm, self: JavaObject) => toolbarOf(self).insetStart,
  'getContentInsetEnd()I': (_vm, self: JavaObject) => toolbarOf(self).insetEnd,
  [`generateLayoutParams(Landroid/util/AttributeSet;)${params$}`]: (
    vm,
    self: JavaObject,
    set: HeapObject | null,
  ) =>
    vm.construct(
      paramsName,
      '(Landroid/content/Context;Landroid/util/AttributeSet;)V',
      viewOf(self).context,
      set,
    ),
  [`protected generateLayoutParams(${params$})${params$}`]: function* (
    vm,
    _self: JavaObject,
    params: JavaObject,
  ) {
    const margins = isMarginParams(params)
      ? 'android/view/ViewGroup$MarginLayoutParams'
      : params$.slice(1, -1);
    const made = yield* vm.construct<JavaObject>(paramsName, `(L${margins};)V`, params);
    if (isParamsOf(params, 'android/app/ActionBar$LayoutParams'))
      setParamInt(vm, made, 'gravity', paramInt(vm, params, 'gravity'));
    return made;
  },
  [`protected generateDefaultLayoutParams()${params$}`]: (vm) => vm.construct(paramsName, '(II)V', -2, -2),
  [`protected checkLayoutParams(${params$})Z`]: (_vm, _self: JavaObject, params: JavaObject | null) =>
    isParamsOf(params, paramsName),
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.view.ViewGroup',
};

export const toolbar = viewClass({
  name: 'android/widget/Toolbar',
  super: 'android/view/ViewGroup',
  defaultStyle: 'toolbarStyle',
  labels: 'container',
  init: function* (vm, self, given) {
    const state = toolbarOf(self);
    const styled = yield* obtainStyled(
      vm,
      given.context,
      given.attributes,
      names,
      given.defaultStyleAttribute,
      given.defaultStyle,
    );
    state.titleAppearance = styled.resourceId('titleTextAppearance');
    state.subtitleAppearance = styled.resourceId('subtitleTextAppearance');
    state.titleColor = (yield* styled.colors('titleTextColor')) ?? undefined;
    state.subtitleColor = (yield* styled.colors('subtitleTextColor')) ?? undefined;
    state.popupTheme = styled.resourceId('popupTheme');
    const inset = Math.round(dpToPx(vm, 16));
    state.insetStart = styled.offsetPx('contentInsetStart', styled.offsetPx('contentInsetLeft', inset));
    state.insetEnd = styled.offsetPx('contentInsetEnd', styled.offsetPx('contentInsetRight', 0));
    state.insetStartWithNavigation = styled.offsetPx('contentInsetStartWithNavigation', -1);
    state.navigationDescription = yield* styled.text('navigationContentDescription');
    const navigation = yield* styled.drawable('navigationIcon');
    if (navigation) yield* setNavigation(vm, self, navigation);
    const logo = yield* styled.drawable('logo');
    if (logo) yield* setLogo(vm, self, logo);
    for (const which of ['title', 'subtitle'] as const) {
      const text: HeapObject | null = yield* styled.text(which);
      if (text) yield* setTextOf(vm, self, which, text);
    }
  },
  methods,
});

export const actionBarParams = marginParamsClass({
  name: 'android/app/ActionBar$LayoutParams',
  fields: { 'gravity:I': 0 },
  read: attributes('layout_gravity'),
  init: (vm, self, styled) => setParamInt(vm, self, 'gravity', styled.int('layout_gravity', 0)),
  copy: (vm, self, source) => setParamInt(vm, self, 'gravity', paramInt(vm, source, 'gravity')),
  methods: {
    '<init>(I)V': (vm, self: JavaObject, gravity: number) => {
      setParamInt(vm, self, 'width', -2);
      setParamInt(vm, self, 'height', -1);
      setParamInt(vm, self, 'gravity', gravity);
    },
    '<init>(III)V': (vm, self: JavaObject, width: number, height: number, gravity: number) => {
      setParamInt(vm, self, 'width', width);
      setParamInt(vm, self, 'height', height);
      setParamInt(vm, self, 'gravity', gravity);
    },
  },
});

export const toolbarParams = marginParamsClass({
  name: paramsName,
  super: 'android/app/ActionBar$LayoutParams',
  copy: (vm, self, source) => setParamInt(vm, self, 'gravity', paramInt(vm, source, 'gravity')),
});
