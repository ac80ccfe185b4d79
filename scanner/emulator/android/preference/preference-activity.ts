import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { END_DOCUMENT, END_TAG, START_TAG } from '../content/res/xml-events.ts';
import { activityStateOf } from '../app/activity-state.ts';
import { isSubclassOf } from '../support/is-subclass.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { attributes, obtainStyled, systemId } from '../view/styled.ts';
import { viewOf, viewPart } from '../view/view-state.ts';
import { findById } from '../view/view-tree.ts';
import { inflate } from '../widget/list/adapters.ts';
import { bindScreen } from './preference-group.ts';
import { inflatePreferences, openXml, readExtra, readIntent } from './preference-inflater.ts';
import { makeManager, managerOf } from './preference-manager.ts';
import { registerDependency } from './preference.ts';
import { preferenceOf } from './preference-state.ts';

const text$ = 'Ljava/lang/CharSequence;';
const string$ = 'Ljava/lang/String;';
const view$ = 'Landroid/view/View;';
const preference$ = 'Landroid/preference/Preference;';
const screen$ = 'Landroid/preference/PreferenceScreen;';
const manager$ = 'Landroid/preference/PreferenceManager;';
const bundle$ = 'Landroid/os/Bundle;';
const intent$ = 'Landroid/content/Intent;';
const header$ = 'Landroid/preference/PreferenceActivity$Header;';

/** Shows a screen: in an activity's list, or in a fragment's. */
const hostOf = viewPart(() => ({
  manager: null as JavaObject | null,
  list: null as JavaObject | null,
  headers: [] as JavaObject[],
}));

function* managerOfHost(vm: Machine, self: JavaObject, context: JavaObject): Steps<JavaObject> {
  const state = hostOf(self);
  if (state.manager) return state.manager;
  const manager = makeManager(vm, context);
  state.manager = manager;
  managerOf(manager).treeClick = (screen, preference) =>
    vm.call<boolean>(self, `onPreferenceTreeClick(${screen$}${preference$})Z`, screen, preference);
  yield* [];
  return manager;
}

function* setScreen(
  vm: Machine,
  self: JavaObject,
  context: JavaObject,
  screen: JavaObject | null,
): Steps<void> {
  const manager = yield* managerOfHost(vm, self, context);
  managerOf(manager).screen = screen;
  if (!screen) return;
  if (!preferenceOf(screen).manager) yield* vm.call(screen, `onAttachedToHierarchy(${manager$})V`, manager);
  yield* registerDependency(vm, screen);
  const { list } = hostOf(self);
  if (list) yield* bindScreen(vm, screen, list);
}

function* addFromResource(vm: Machine, self: JavaObject, context: JavaObject, id: number): Steps<void> {
  const manager = yield* managerOfHost(vm, self, context);
  const screen = yield* inflatePreferences(vm, manager, context, id, managerOf(manager).screen);
  yield* setScreen(vm, self, context, screen);
}

/** What an activity and a fragment of preferences have in common; `contextOf` gives the activity. */
function screenMethods(contextOf: (vm: Machine, self: JavaObject) => JavaObject): Methods {
  return {
    [`getPreferenceManager()${manager$}`]: (vm, self: JavaObject) =>
      managerOfHost(vm, self, contextOf(vm, self)),
    [`getPreferenceScreen()${screen$}`]: (_vm, self: JavaObject) => {
      const { manager } = hostOf(self);
      return manager ? managerOf(manager).screen : null;
    },
    [`setPreferenceScreen(${screen$})V`]: (vm, self: JavaObject, screen: JavaObject | null) =>
      setScreen(vm, self, contextOf(vm, self), screen),
    'addPreferencesFromResource(I)V': (vm, self: JavaObject, id: number) =>
      addFromResource(vm, self, contextOf(vm, self), id),
    [`findPreference(${text$})${preference$}`]: function* (vm, self: JavaObject, key: HeapObject | null) {
      const { manager } = hostOf(self);
      return manager ? yield* vm.call(manager, `findPreference(${text$})${preference$}`, key) : null;
    },
  };
}

// ---- headers --------------------------------------------------------------------------------------------------------

const headerNames = attributes('id', 'title', 'summary', 'icon', 'fragment');
const headerClass = header$.slice(1, -1);

export const preferenceHeader = defineClass({
  name: headerClass,
  labels: 'container',
  fields: {
    'id:J': -1n,
    'titleRes:I': 0,
    [`title:${text$}`]: null,
    'summaryRes:I': 0,
    [`summary:${text$}`]: null,
    'breadCrumbTitleRes:I': 0,
    [`breadCrumbTitle:${text$}`]: null,
    'iconRes:I': 0,
    [`fragment:${string$}`]: null,
    [`fragmentArguments:${bundle$}`]: null,
    [`intent:${intent$}`]: null,
    [`extras:${bundle$}`]: null,
  },
  methods: {
    '<init>()V': ignored,
    [`getTitle(Landroid/content/res/Resources;)${text$}`]: (vm, self: JavaObject, resources: JavaObject) =>
      headerText(vm, self, resources, 'title'),
    [`getSummary(Landroid/content/res/Resources;)${text$}`]: (vm, self: JavaObject, resources: JavaObject) =>
      headerText(vm, self, resources, 'summary'),
  },
});

function* headerText(
  vm: Machine,
  self: JavaObject,
  resources: JavaObject,
  what: 'title' | 'summary',
): Steps<HeapObject | null> {
  const id = vm.getField(self, `${what}Res:I`) as number;
  if (id !== 0) return yield* vm.call<HeapObject | null>(resources, `getText(I)${text$}`, id);
  return vm.getField(self, `${what}:${text$}`) as HeapObject | null;
}

/** PreferenceActivity.loadHeadersFromResource. */
function* loadHeaders(vm: Machine, self: JavaObject, id: number, target: HeapObject): Steps<void> {
  const parser = openXml(vm, id);
  const { events } = parser.peer;
  const tag = () => events.element?.name;
  const outer = events.depth;
  for (;;) {
    const type = events.next();
    if (type === END_DOCUMENT || (type === END_TAG && events.depth === outer)) return;
    if (type !== START_TAG || tag() !== 'header') continue;
    const header = yield* vm.construct<JavaObject>(headerClass, '()V');
    const styled = yield* obtainStyled(vm, self, parser, headerNames, 0, 0);
    vm.setField(header, 'id:J', BigInt(styled.resourceId('id', -1)));
    vm.setField(header, `title:${text$}`, yield* styled.text('title'));
    vm.setField(header, `summary:${text$}`, yield* styled.text('summary'));
    vm.setField(header, 'iconRes:I', styled.resourceId('icon'));
    vm.setField(header, `fragment:${string$}`, styled.string('fragment'));
    const { depth } = events;
    const extras = yield* vm.construct<JavaObject>('android/os/Bundle', '()V');
    let hasExtras = false;
    for (;;) {
      const inner = events.next();
      if (inner === END_DOCUMENT || (inner === END_TAG && events.depth === depth)) break;
      if (inner !== START_TAG) continue;
      if (tag() === 'extra') {
        hasExtras = true;
        yield* readExtra(vm, self, parser, extras);
      } else if (tag() === 'intent')
        vm.setField(header, `intent:${intent$}`, yield* readIntent(vm, self, parser));
    }
    if (hasExtras) vm.setField(header, `fragmentArguments:${bundle$}`, extras);
    yield* vm.call(target, 'add(Ljava/lang/Object;)Z', header);
  }
}

type HeaderRows = { readonly activity: JavaObject; readonly headers: readonly JavaObject[] };

export const headerAdapter = defineClass({
  name: 'android/preference/PreferenceActivity$HeaderAdapter',
  super: 'android/widget/BaseAdapter',
  methods: {
    'getCount()I': (_vm, self: JavaObject<HeaderRows>) => self.peer.headers.length,
    'getItem(I)Ljava/lang/Object;': (_vm, self: JavaObject<HeaderRows>, position: number) =>
      self.peer.headers[position] ?? null,
    'getItemId(I)J': (_vm, _self: JavaObject, position: number) => BigInt(position),
    [`getView(I${view$}Landroid/view/ViewGroup;)${view$}`]: function* (
      vm,
      { peer }: JavaObject<HeaderRows>,
      position: number,
      _convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      const header = peer.headers[position];
      if (!header) return null;
      const layout =
        systemId(vm, 'layout', 'preference_header_item_material') ||
        systemId(vm, 'layout', 'preference_header_item');
      const row = yield* inflate(vm, peer.activity, layout, parent);
      const resources = yield* vm.call<JavaObject>(
        peer.activity,
        'getResources()Landroid/content/res/Resources;',
      );
      const icon = findById(row, systemId(vm, 'id', 'icon'));
      const iconId = vm.getField(header, 'iconRes:I') as number;
      if (icon && iconId !== 0) yield* vm.call(icon, 'setImageResource(I)V', iconId);
      for (const [name, what] of [
        ['title', 'title'],
        ['summary', 'summary'],
      ] as const) {
        const part = findById(row, systemId(vm, 'id', name));
        const text = yield* headerText(vm, header, resources, what);
        if (!part) continue;
        yield* vm.call(part, 'setVisibility(I)V', text ? 0 : 8);
        if (text) yield* vm.call(part, `setText(${text$})V`, text);
      }
      return row;
    },
  },
});

// ---- the activity ---------------------------------------------------------------------------------------------------

const showFragment = ':android:show_fragment';
const showArguments = ':android:show_fragment_args';

/** Container of the fragment shown; the platform's own id is not public. */
const prefsId = 0x0102_fffe;

function* createActivity(vm: Machine, self: JavaObject, saved: JavaObject | null): Steps<void> {
  yield* vm.callSpecial('android/app/ListActivity', `onCreate(${bundle$})V`, self, saved);
  const make = (name: string) =>
    vm.construct<JavaObject>(`android/widget/${name}`, '(Landroid/content/Context;)V', self);
  const frame = yield* make('FrameLayout');
  const list = yield* make('ListView');
  viewOf(list).id = systemId(vm, 'id', 'list');
  const prefs = yield* make('FrameLayout');
  viewOf(prefs).id = prefsId;
  for (const child of [list, prefs]) yield* vm.call(frame, `addView(${view$}II)V`, child, -1, -1);
  yield* vm.call(self, `setContentView(${view$})V`, frame);
  const state = hostOf(self);
  state.list = list;
  const { intent } = activityStateOf(self);
  const wanted = intent
    ? yield* vm.call<JavaString | null>(
        intent,
        `getStringExtra(${string$})${string$}`,
        vm.string(showFragment),
      )
    : null;
  if (wanted && intent) {
    yield* vm.call(list, 'setVisibility(I)V', 8);
    const given = yield* vm.call<JavaObject | null>(
      intent,
      `getBundleExtra(${string$})${bundle$}`,
      vm.string(showArguments),
    );
    yield* switchTo(vm, self, wanted, given);
    return;
  }
  const headers = yield* vm.construct<JavaObject>('java/util/ArrayList', '()V');
  yield* vm.call(self, 'onBuildHeaders(Ljava/util/List;)V', headers);
  const count = yield* vm.call<number>(headers, 'size()I');
  for (let at = 0; at < count; at++)
    state.headers.push(yield* vm.call<JavaObject>(headers, 'get(I)Ljava/lang/Object;', at));
  if (count === 0) return;
  const rows = vm.newObject<HeaderRows>('android/preference/PreferenceActivity$HeaderAdapter');
  rows.peer = { activity: self, headers: state.headers };
  yield* vm.call(self, 'setListAdapter(Landroid/widget/ListAdapter;)V', rows);
}

function* switchTo(vm: Machine, self: JavaObject, name: JavaString, given: JavaObject | null): Steps<void> {
  if (!(yield* vm.call<boolean>(self, `isValidFragment(${string$})Z`, name)))
    vm.throwNew('java/lang/RuntimeException', `Invalid fragment for this activity: ${name.value}`);
  const fragment = yield* vm.callStatic<JavaObject>(
    'android/app/Fragment',
    `instantiate(Landroid/content/Context;${string$}${bundle$})Landroid/app/Fragment;`,
    self,
    name,
    given,
  );
  const manager = yield* vm.call<JavaObject>(self, 'getFragmentManager()Landroid/app/FragmentManager;');
  const transaction$ = 'Landroid/app/FragmentTransaction;';
  const transaction = yield* vm.call<JavaObject>(manager, `beginTransaction()${transaction$}`);
  yield* vm.call(transaction, `replace(ILandroid/app/Fragment;)${transaction$}`, prefsId, fragment);
  yield* vm.call(transaction, 'commitAllowingStateLoss()I');
}

/** On a phone each fragment opens in an activity of the same class. */
function* startPanel(vm: Machine, self: JavaObject, name: JavaString, given: JavaObject | null): Steps<void> {
  const intent = yield* vm.construct<JavaObject>(
    'android/content/Intent',
    `(${string$})V`,
    vm.string('android.intent.action.MAIN'),
  );
  yield* vm.call(
    intent,
    `setClass(Landroid/content/Context;Ljava/lang/Class;)${intent$}`,
    self,
    vm.classObject(self.cls),
  );
  yield* vm.call(intent, `putExtra(${string$}${string$})${intent$}`, vm.string(showFragment), name);
  yield* vm.call(intent, `putExtra(${string$}${bundle$})${intent$}`, vm.string(showArguments), given);
  yield* vm.call(self, `startActivity(${intent$})V`, intent);
}

export const preferenceActivity = defineClass({
  name: 'android/preference/PreferenceActivity',
  super: 'android/app/ListActivity',
  interfaces: ['android/preference/PreferenceFragment$OnPreferenceStartFragmentCallback'],
  labels: 'container',
  methods: {
    '<init>()V': function* (vm, self: JavaObject) {
      yield* vm.callSpecial('android/app/ListActivity', '<init>()V', self);
    },
    [`protected onCreate(${bundle$})V`]: createActivity,
    ...screenMethods((_vm, self) => self),
    'onBuildHeaders(Ljava/util/List;)V': ignored,
    'loadHeadersFromResource(ILjava/util/List;)V': loadHeaders,
    'hasHeaders()Z': (_vm, self: JavaObject) => hostOf(self).headers.length > 0,
    'isMultiPane()Z': () => false,
    'onIsMultiPane()Z': () => false,
    'onIsHidingHeaders()Z': () => false,
    [`onGetInitialHeader()${header$}`]: (_vm, self: JavaObject) => hostOf(self).headers[0] ?? null,
    'invalidateHeaders()V': ignored,
    [`protected isValidFragment(${string$})Z`]: (vm) =>
      vm.throwNew(
        'java/lang/RuntimeException',
        'Subclasses of PreferenceActivity must override isValidFragment(String) to verify that the Fragment class is valid!',
      ),
    [`switchToHeader(${string$}${bundle$})V`]: switchTo,
    [`startPreferencePanel(${string$}${bundle$}I${text$}Landroid/app/Fragment;I)V`]: startPanel,
    'startPreferenceFragment(Landroid/app/Fragment;Z)V': ignored,
    [`onPreferenceStartFragment(Landroid/preference/PreferenceFragment;${preference$})Z`]: function* (
      vm,
      self: JavaObject,
      _caller: JavaObject,
      preference: JavaObject,
    ) {
      const { fragment, extras } = preferenceOf(preference);
      if (!fragment) return false;
      yield* startPanel(vm, self, fragment, extras);
      return true;
    },
    [`onPreferenceTreeClick(${screen$}${preference$})Z`]: () => false,
    [`onHeaderClick(${header$}I)V`]: function* (vm, self: JavaObject, header: JavaObject) {
      const fragment = vm.getField(header, `fragment:${string$}`) as JavaString | null;
      const intent = vm.getField(header, `intent:${intent$}`) as JavaObject | null;
      if (fragment)
        yield* startPanel(
          vm,
          self,
          fragment,
          vm.getField(header, `fragmentArguments:${bundle$}`) as JavaObject | null,
        );
      else if (intent) yield* vm.call(self, `startActivity(${intent$})V`, intent);
    },
    [`protected onListItemClick(Landroid/widget/ListView;${view$}IJ)V`]: function* (
      vm,
      self: JavaObject,
      _list: JavaObject,
      _view: JavaObject,
      position: number,
    ) {
      const header = hostOf(self).headers[position];
      if (header) yield* vm.call(self, `onHeaderClick(${header$}I)V`, header, position);
    },
    [`setListFooter(${view$})V`]: ignored,
    [`showBreadCrumbs(${text$}${text$})V`]: ignored,
    [`setParentTitle(${text$}${text$}Landroid/view/View$OnClickListener;)V`]: ignored,
    'finishPreferencePanel(Landroid/app/Fragment;ILandroid/content/Intent;)V': ignored,
  },
});

// ---- the fragment ---------------------------------------------------------------------------------------------------

function* activityOf(vm: Machine, self: JavaObject): Steps<JavaObject | null> {
  return yield* vm.call<JavaObject | null>(self, 'getActivity()Landroid/app/Activity;');
}

const activities = viewPart(() => ({ activity: null as JavaObject | null }));

export const preferenceFragment = defineClass({
  name: 'android/preference/PreferenceFragment',
  super: 'android/app/Fragment',
  labels: 'container',
  methods: {
    '<init>()V': function* (vm, self: JavaObject) {
      yield* vm.callSpecial('android/app/Fragment', '<init>()V', self);
    },
    'onAttach(Landroid/app/Activity;)V': (_vm, self: JavaObject, activity: JavaObject) => {
      activities(self).activity = activity;
    },
    [`onCreate(${bundle$})V`]: function* (vm, self: JavaObject, saved: JavaObject | null) {
      yield* vm.callSpecial('android/app/Fragment', `onCreate(${bundle$})V`, self, saved);
      activities(self).activity ??= yield* activityOf(vm, self);
    },
    ...screenMethods(
      (vm, self) =>
        activities(self).activity ??
        vm.throwNew('java/lang/IllegalStateException', 'The fragment is not attached to an activity'),
    ),
    [`onCreateView(Landroid/view/LayoutInflater;Landroid/view/ViewGroup;${bundle$})${view$}`]: function* (
      vm,
      self: JavaObject,
      _inflater: JavaObject,
      container: JavaObject | null,
    ) {
      const layout = systemId(vm, 'layout', 'preference_list_fragment_material');
      return yield* inflate(vm, activities(self).activity, layout, container);
    },
    [`onActivityCreated(${bundle$})V`]: function* (vm, self: JavaObject) {
      const view = yield* vm.call<JavaObject | null>(self, `getView()${view$}`);
      const list = view && findById(view, systemId(vm, 'id', 'list'));
      if (!list) return;
      const state = hostOf(self);
      state.list = list;
      const screen = state.manager ? managerOf(state.manager).screen : null;
      if (screen) yield* bindScreen(vm, screen, list);
    },
    'onDestroyView()V': (_vm, self: JavaObject) => {
      hostOf(self).list = null;
    },
    'getListView()Landroid/widget/ListView;': (_vm, self: JavaObject) => hostOf(self).list,
    [`onPreferenceTreeClick(${screen$}${preference$})Z`]: function* (
      vm,
      self: JavaObject,
      _screen: JavaObject | null,
      preference: JavaObject,
    ) {
      const activity = yield* activityOf(vm, self);
      const callback = 'android/preference/PreferenceFragment$OnPreferenceStartFragmentCallback';
      if (!preferenceOf(preference).fragment || !activity || !isSubclassOf(activity, callback)) return false;
      return yield* vm.call<boolean>(
        activity,
        `onPreferenceStartFragment(Landroid/preference/PreferenceFragment;${preference$})Z`,
        self,
        preference,
      );
    },
  },
});
