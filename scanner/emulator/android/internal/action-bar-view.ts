import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { linearOf } from '../widget/linear-layout.ts';
import { setLogo, setNavigation, toolbarOf, upNames } from '../widget/toolbar.ts';
import { attributes, attrId, dpToPx, obtainStyled, systemId } from '../view/styled.ts';
import { setBackground } from '../view/view-init.ts';
import { viewOf, viewPart } from '../view/view-state.ts';
import { addItem, makeMenu } from '../view/menu/menu-state.ts';
import { windowOf } from '../view/window-state.ts';

export const USE_LOGO = 1;
export const SHOW_HOME = 2;
export const HOME_AS_UP = 4;
export const SHOW_TITLE = 8;
export const SHOW_CUSTOM = 16;

const text$ = 'Ljava/lang/CharSequence;';
const view$ = 'Landroid/view/View;';
const params$ = 'Landroid/view/ViewGroup$LayoutParams;';

/** The bar of a window: android.app.ActionBar changes it, the window shows it. */
export type BarState = {
  /** Holds the toolbar and, under it, the tabs; null for a toolbar of the app's own. */
  container: JavaObject | null;
  toolbar: JavaObject | null;
  /** Context that the bar's views are made in. */
  context: JavaObject | null;
  options: number;
  title: HeapObject | null;
  subtitle: HeapObject | null;
  custom: JavaObject | null;
  icon: JavaObject | null;
  logo: JavaObject | null;
  up: JavaObject | null;
  upDescription: HeapObject | null;
  actionBar: JavaObject | null;
  /** Bar of the action mode that lies over this one. */
  modeBar: JavaObject | null;
};

export const barOf = viewPart<BarState>(() => ({
  container: null,
  toolbar: null,
  context: null,
  options: SHOW_TITLE,
  title: null,
  subtitle: null,
  custom: null,
  icon: null,
  logo: null,
  up: null,
  upDescription: null,
  actionBar: null,
  modeBar: null,
}));

const themeNames = attributes('actionBarTheme', 'actionBarPopupTheme', 'actionBarSize', 'colorPrimary');
const styleNames = attributes(
  'background',
  'titleTextStyle',
  'subtitleTextStyle',
  'displayOptions',
  'height',
  'contentInsetStart',
  'contentInsetEnd',
  'contentInsetStartWithNavigation',
  'popupTheme',
  'icon',
  'logo',
  'elevation',
);

export function themed(vm: Machine, context: JavaObject | null, themeId: number): Steps<JavaObject | null> {
  return vm.construct<JavaObject>(
    'android/view/ContextThemeWrapper',
    '(Landroid/content/Context;I)V',
    context,
    themeId,
  );
}

/** Makes the bar as the theme's actionBarStyle says; answers the view to put over the content. */
export function* installBar(vm: Machine, window: JavaObject): Steps<JavaObject> {
  const state = windowOf(window);
  const bar = barOf(window);
  const theme = yield* obtainStyled(vm, state.context, null, themeNames, 0, 0);
  const themeId = theme.resourceId('actionBarTheme');
  bar.context = themeId === 0 ? state.context : yield* themed(vm, state.context, themeId);
  const styled = yield* obtainStyled(vm, bar.context, null, styleNames, attrId(vm, 'actionBarStyle'), 0);
  const make = (name: string) =>
    vm.construct<JavaObject>(`android/widget/${name}`, '(Landroid/content/Context;)V', bar.context);
  const container = yield* make('LinearLayout');
  linearOf(container).orientation = 1;
  viewOf(container).id = systemId(vm, 'id', 'action_bar_container');
  const background = yield* styled.drawable('background');
  if (background) yield* setBackground(vm, container, background);
  viewOf(container).elevation = styled.dimensionPx('elevation', dpToPx(vm, 4));
  const toolbar = yield* make('Toolbar');
  viewOf(toolbar).id = systemId(vm, 'id', 'action_bar');
  const heightPx = styled.layoutPx('height', 0);
  viewOf(toolbar).minHeight =
    heightPx > 0 ? heightPx : theme.sizePx('actionBarSize', Math.round(dpToPx(vm, 56)));
  const own = toolbarOf(toolbar);
  own.titleAppearance = styled.resourceId('titleTextStyle') || own.titleAppearance;
  own.subtitleAppearance = styled.resourceId('subtitleTextStyle') || own.subtitleAppearance;
  own.popupTheme = theme.resourceId('actionBarPopupTheme') || styled.resourceId('popupTheme');
  own.insetStart = styled.offsetPx('contentInsetStart', own.insetStart);
  own.insetEnd = styled.offsetPx('contentInsetEnd', own.insetEnd);
  own.insetStartWithNavigation = styled.offsetPx(
    'contentInsetStartWithNavigation',
    own.insetStartWithNavigation,
  );
  bar.options = styled.int('displayOptions', SHOW_TITLE);
  bar.icon = yield* styled.drawable('icon');
  bar.logo = yield* styled.drawable('logo');
  const fill = yield* vm.construct('android/widget/LinearLayout$LayoutParams', '(II)V', -1, -2);
  yield* vm.call(container, `addView(${view$}${params$})V`, toolbar, fill);
  Object.assign(bar, { container, toolbar });
  bar.title = state.title;
  state.actionBar = container;
  yield* refreshBar(vm, window);
  return container;
}

/** Shows on the bar what its display options ask for. */
export function* refreshBar(vm: Machine, window: JavaObject): Steps<void> {
  const bar = barOf(window);
  const { toolbar, options } = bar;
  if (!toolbar) return;
  const showsTitle = (options & SHOW_TITLE) !== 0;
  yield* vm.call(toolbar, `setTitle(${text$})V`, showsTitle ? bar.title : null);
  yield* vm.call(toolbar, `setSubtitle(${text$})V`, showsTitle ? bar.subtitle : null);
  if ((options & HOME_AS_UP) !== 0) {
    bar.up ??= yield* (yield* obtainStyled(
      vm,
      bar.context ?? viewOf(toolbar).context,
      null,
      upNames,
      0,
      0,
    )).drawable('homeAsUpIndicator');
    toolbarOf(toolbar).navigationDescription = bar.upDescription ?? vm.string('Navigate up');
    const listener = vm.newObject<JavaObject>('com/android/internal/app/ActionBarHomeListener');
    listener.peer = window;
    yield* setNavigation(vm, toolbar, bar.up, listener);
  } else if (bar.container) yield* setNavigation(vm, toolbar, null);
  const usesLogo = (options & USE_LOGO) !== 0 && bar.logo !== null;
  if (bar.container)
    yield* setLogo(vm, toolbar, (options & SHOW_HOME) !== 0 ? (usesLogo ? bar.logo : bar.icon) : null);
  yield* showCustom(vm, toolbar, bar);
}

function* showCustom(vm: Machine, toolbar: JavaObject, { custom, options }: BarState): Steps<void> {
  const wanted = (options & SHOW_CUSTOM) !== 0 ? custom : null;
  const shown = customViews.get(toolbar) ?? null;
  if (shown === wanted) return;
  if (shown && viewOf(shown).parent === toolbar) yield* vm.call(toolbar, `removeView(${view$})V`, shown);
  customViews.delete(toolbar);
  if (!wanted) return;
  customViews.set(toolbar, wanted);
  if (viewOf(wanted).params)
    yield* vm.call(toolbar, `addView(${view$}${params$})V`, wanted, viewOf(wanted).params);
  else yield* vm.call(toolbar, `addView(${view$})V`, wanted);
}

const customViews = new WeakMap<JavaObject, JavaObject>();
const homeId = 0x0102002c;

/** The arrow before the title: the item android.R.id.home. */
export const homeListener = defineClass({
  name: 'com/android/internal/app/ActionBarHomeListener',
  interfaces: ['android/view/View$OnClickListener'],
  methods: {
    [`onClick(${view$})V`]: function* (vm, self: JavaObject<JavaObject>) {
      const window = self.peer;
      const { callback, context, title } = windowOf(window);
      if (!callback) return;
      const item = addItem(vm, makeMenu(vm, context), 0, homeId, 0, title);
      yield* vm.call(callback, 'onMenuItemSelected(ILandroid/view/MenuItem;)Z', 0, item);
    },
  },
});
