import type { HeapObject, JavaObject, JavaString, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { intsOf } from '../../machine/index.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { attributes, attrId, obtainStyled, systemId } from '../view/styled.ts';
import { childrenOf, viewOf } from '../view/view-state.ts';
import { findById } from '../view/view-tree.ts';
import { inflate } from '../widget/list/adapters.ts';
import { managerOf, preferencesOf, findInScreen } from './preference-manager.ts';
import {
  notifyChanged,
  preferenceClass,
  preferenceOf,
  type PreferenceArguments,
  type PreferenceState,
} from './preference-state.ts';

const names = attributes(
  'key',
  'title',
  'summary',
  'icon',
  'order',
  'fragment',
  'layout',
  'widgetLayout',
  'enabled',
  'selectable',
  'dependency',
  'persistent',
  'defaultValue',
  'shouldDisableView',
);

const text$ = 'Ljava/lang/CharSequence;';
const string$ = 'Ljava/lang/String;';
const view$ = 'Landroid/view/View;';
const group$ = 'Landroid/view/ViewGroup;';
const object$ = 'Ljava/lang/Object;';
const preference$ = 'Landroid/preference/Preference;';
const screen$ = 'Landroid/preference/PreferenceScreen;';
const drawable$ = 'Landroid/graphics/drawable/Drawable;';

function* init(vm: Machine, self: JavaObject, given: PreferenceArguments): Steps<void> {
  const state = preferenceOf(self);
  state.context = given.context;
  const styled = yield* obtainStyled(vm, given.context, given.set, names, given.styleAttribute, given.style);
  state.key = styled.string('key');
  state.title = yield* styled.text('title');
  state.summary = yield* styled.text('summary');
  state.icon = yield* styled.drawable('icon');
  state.order = styled.int('order', state.order);
  state.fragment = styled.string('fragment');
  state.layout = styled.resourceId('layout', systemId(vm, 'layout', 'preference_material'));
  state.widgetLayout = styled.resourceId('widgetLayout', 0);
  state.enabled = styled.boolean('enabled', true);
  state.selectable = styled.boolean('selectable', true);
  state.persistent = styled.boolean('persistent', true);
  state.disablesView = styled.boolean('shouldDisableView', true);
  state.dependency = styled.string('dependency')?.value;
  if (!styled.has('defaultValue')) return;
  const ids = vm.newArray('[I', 1);
  intsOf(ids)[0] = attrId(vm, 'defaultValue');
  const typed = yield* vm.call<JavaObject>(
    given.context,
    'obtainStyledAttributes(Landroid/util/AttributeSet;[III)Landroid/content/res/TypedArray;',
    given.set,
    ids,
    given.styleAttribute,
    given.style,
  );
  state.defaultValue = yield* vm.call<HeapObject | null>(
    self,
    `onGetDefaultValue(Landroid/content/res/TypedArray;I)${object$}`,
    typed,
    0,
  );
}

const gets =
  <K extends keyof PreferenceState>(key: K) =>
  (_vm: Machine, self: JavaObject) =>
    preferenceOf(self)[key] as JavaValue;

export function sets<K extends keyof PreferenceState>(key: K) {
  return function* (_vm: Machine, self: JavaObject, value: PreferenceState[K]): Steps<void> {
    if (preferenceOf(self)[key] === value) return;
    preferenceOf(self)[key] = value;
    yield* notifyChanged(self);
  };
}

export function byId(key: keyof PreferenceState, selector = `getText(I)${text$}`) {
  return function* (vm: Machine, self: JavaObject, id: number): Steps<void> {
    const { context } = preferenceOf(self);
    const value = id === 0 ? null : yield* vm.call<HeapObject | null>(context, selector, id);
    yield* sets(key)(vm, self, value as never);
  };
}

export function isEnabled(self: JavaObject): boolean {
  const { enabled, dependencyMet, parentMet } = preferenceOf(self);
  return enabled && dependencyMet && parentMet;
}

/** Preference.onBindView: title, summary and icon, and whether all of it is enabled. */
function* bindView(vm: Machine, self: JavaObject, view: JavaObject): Steps<void> {
  const state = preferenceOf(self);
  const show = function* (name: string, text: HeapObject | null): Steps<void> {
    const part = findById(view, systemId(vm, 'id', name));
    if (!part) return;
    const isEmpty = text === null || (yield* vm.textOf(text)) === '';
    yield* vm.call(part, 'setVisibility(I)V', isEmpty ? 8 : 0);
    if (!isEmpty) yield* vm.call(part, `setText(${text$})V`, text);
  };
  yield* show('title', yield* vm.call<HeapObject | null>(self, `getTitle()${text$}`));
  yield* show('summary', yield* vm.call<HeapObject | null>(self, `getSummary()${text$}`));
  const icon = findById(view, systemId(vm, 'id', 'icon'));
  if (icon) {
    if (state.icon) yield* vm.call(icon, `setImageDrawable(${drawable$})V`, state.icon);
    yield* vm.call(icon, 'setVisibility(I)V', state.icon ? 0 : 8);
  }
  const frame = findById(view, systemId(vm, 'id', 'icon_frame'));
  if (frame) yield* vm.call(frame, 'setVisibility(I)V', state.icon ? 0 : 8);
  if (state.disablesView) yield* enableAll(vm, view, yield* vm.call<boolean>(self, 'isEnabled()Z'));
}

function* enableAll(vm: Machine, view: JavaObject, enabled: boolean): Steps<void> {
  yield* vm.call(view, 'setEnabled(Z)V', enabled);
  for (const child of childrenOf(view)) yield* enableAll(vm, child, enabled);
}

function* createView(vm: Machine, self: JavaObject, parent: JavaObject | null): Steps<JavaObject> {
  const { context, layout, widgetLayout } = preferenceOf(self);
  const view = yield* inflate(vm, context, layout, parent);
  const frame = findById(view, systemId(vm, 'id', 'widget_frame'));
  if (!frame) return view;
  if (widgetLayout === 0) viewOf(frame).visibility = 8;
  else {
    const widget = yield* inflate(vm, context, widgetLayout, frame);
    yield* vm.call(frame, `addView(${view$})V`, widget);
  }
  return view;
}

/** Preference.performClick: its own action, the app's listener, the screen's owner, the intent. */
export function* performClick(vm: Machine, self: JavaObject, screen: JavaObject | null): Steps<void> {
  if (!(yield* vm.call<boolean>(self, 'isEnabled()Z'))) return;
  yield* vm.call(self, 'onClick()V');
  const { onClick, manager, intent, context } = preferenceOf(self);
  if (onClick && (yield* vm.call<boolean>(onClick, `onPreferenceClick(${preference$})Z`, self))) return;
  const treeClick = manager ? managerOf(manager).treeClick : undefined;
  if (treeClick && (yield* treeClick(screen, self))) return;
  if (intent) yield* vm.call(context, 'startActivity(Landroid/content/Intent;)V', intent);
}

export function* callChange(vm: Machine, self: JavaObject, value: HeapObject | null): Steps<boolean> {
  const { onChange } = preferenceOf(self);
  return onChange === null
    ? true
    : yield* vm.call<boolean>(onChange, `onPreferenceChange(${preference$}${object$})Z`, self, value);
}

/** Those that depend on it are told whether they are enabled. */
export function* notifyDependents(vm: Machine, self: JavaObject, disable: boolean): Steps<void> {
  for (const dependent of [...preferenceOf(self).dependents])
    yield* vm.call(dependent, `onDependencyChanged(${preference$}Z)V`, self, disable);
}

function* setEnabled(vm: Machine, self: JavaObject, enabled: boolean): Steps<void> {
  const state = preferenceOf(self);
  if (state.enabled === enabled) return;
  state.enabled = enabled;
  yield* notifyDependents(vm, self, yield* vm.call<boolean>(self, 'shouldDisableDependents()Z'));
  yield* notifyChanged(self);
}

/** Attaches a preference to its screen's manager: its stored or default value is taken over. */
export function* attachPreference(vm: Machine, self: JavaObject, manager: JavaObject | null): Steps<void> {
  const state = preferenceOf(self);
  state.manager = manager;
  const preferences = yield* stored(vm, self);
  const isStored =
    preferences !== null &&
    state.key !== null &&
    (yield* vm.call<boolean>(preferences, `contains(${string$})Z`, state.key));
  if (isStored) yield* vm.call(self, `onSetInitialValue(Z${object$})V`, true, null);
  else if (state.defaultValue)
    yield* vm.call(self, `onSetInitialValue(Z${object$})V`, false, state.defaultValue);
  for (const child of [...state.children]) yield* attachPreference(vm, child, manager);
}

/** Registers with the preference that it depends on; done once the whole screen is there. */
export function* registerDependency(vm: Machine, self: JavaObject): Steps<void> {
  const { dependency, manager, children } = preferenceOf(self);
  const other = dependency !== undefined && manager ? findInScreen(manager, dependency) : undefined;
  if (other && !preferenceOf(other).dependents.includes(self)) {
    preferenceOf(other).dependents.push(self);
    const disable = yield* vm.call<boolean>(other, 'shouldDisableDependents()Z');
    yield* vm.call(self, `onDependencyChanged(${preference$}Z)V`, other, disable);
  }
  for (const child of children) yield* registerDependency(vm, child);
}

/** The stored values; null for one that keeps nothing. */
export function* stored(vm: Machine, self: JavaObject): Steps<JavaObject | null> {
  const { persistent, key, manager } = preferenceOf(self);
  return persistent && key && manager ? yield* preferencesOf(vm, manager) : null;
}

type Kind = 'String' | 'Int' | 'Boolean' | 'Float' | 'Long' | 'StringSet';

export function* persist(
  vm: Machine,
  self: JavaObject,
  kind: Kind,
  type: string,
  value: JavaValue,
): Steps<boolean> {
  const preferences = yield* stored(vm, self);
  if (!preferences) return false;
  const editor$ = 'Landroid/content/SharedPreferences$Editor;';
  const editor = yield* vm.call<JavaObject>(preferences, `edit()${editor$}`);
  yield* vm.call(editor, `put${kind}(${string$}${type})${editor$}`, preferenceOf(self).key, value);
  yield* vm.call(editor, 'apply()V');
  return true;
}

function keeping(kind: Kind, type: string): Methods {
  return {
    [`protected persist${kind}(${type})Z`]: (vm: Machine, self: JavaObject, value: never) =>
      persist(vm, self, kind, type, value),
    [`protected getPersisted${kind}(${type})${type}`]: function* (
      vm: Machine,
      self: JavaObject,
      fallback: never,
    ): Steps<JavaValue> {
      const preferences = yield* stored(vm, self);
      if (!preferences) return fallback;
      return yield* vm.call<JavaValue>(
        preferences,
        `get${kind}(${string$}${type})${type}`,
        preferenceOf(self).key,
        fallback,
      );
    },
  };
}

const methods: Methods = {
  'getContext()Landroid/content/Context;': gets('context'),
  [`getKey()${string$}`]: gets('key'),
  [`setKey(${string$})V`]: (_vm, self: JavaObject, key: JavaString | null) => {
    preferenceOf(self).key = key;
  },
  'hasKey()Z': (_vm, self: JavaObject) => (preferenceOf(self).key?.value ?? '') !== '',
  [`getTitle()${text$}`]: gets('title'),
  [`setTitle(${text$})V`]: sets('title'),
  'setTitle(I)V': byId('title'),
  'getTitleRes()I': () => 0,
  [`getSummary()${text$}`]: gets('summary'),
  [`setSummary(${text$})V`]: sets('summary'),
  'setSummary(I)V': byId('summary'),
  [`getIcon()${drawable$}`]: gets('icon'),
  [`setIcon(${drawable$})V`]: sets('icon'),
  'setIcon(I)V': byId('icon', `getDrawable(I)${drawable$}`),
  'getIntent()Landroid/content/Intent;': gets('intent'),
  'setIntent(Landroid/content/Intent;)V': sets('intent'),
  [`getFragment()${string$}`]: gets('fragment'),
  [`setFragment(${string$})V`]: sets('fragment'),
  'getExtras()Landroid/os/Bundle;': function* (vm, self: JavaObject) {
    const state = preferenceOf(self);
    state.extras ??= yield* vm.construct<JavaObject>('android/os/Bundle', '()V');
    return state.extras;
  },
  'peekExtras()Landroid/os/Bundle;': gets('extras'),
  'getOrder()I': gets('order'),
  'setOrder(I)V': sets('order'),
  'getLayoutResource()I': gets('layout'),
  'setLayoutResource(I)V': sets('layout'),
  'getWidgetLayoutResource()I': gets('widgetLayout'),
  'setWidgetLayoutResource(I)V': sets('widgetLayout'),
  'isEnabled()Z': (_vm, self: JavaObject) => isEnabled(self),
  'setEnabled(Z)V': setEnabled,
  'isSelectable()Z': gets('selectable'),
  'setSelectable(Z)V': sets('selectable'),
  'isPersistent()Z': gets('persistent'),
  'setPersistent(Z)V': sets('persistent'),
  'getShouldDisableView()Z': gets('disablesView'),
  'setShouldDisableView(Z)V': sets('disablesView'),
  'shouldPersist()Z': function* (vm, self: JavaObject) {
    return (yield* stored(vm, self)) !== null;
  },
  [`setDefaultValue(${object$})V`]: sets('defaultValue'),
  [`getDependency()${string$}`]: (_vm, self: JavaObject) => preferenceOf(self).dependency ?? null,
  [`setDependency(${string$})V`]: function* (vm, self: JavaObject, key: JavaString | null) {
    preferenceOf(self).dependency = key?.value;
    yield* registerDependency(vm, self);
  },
  'getParent()Landroid/preference/PreferenceGroup;': gets('parent'),
  'getPreferenceManager()Landroid/preference/PreferenceManager;': gets('manager'),
  'getSharedPreferences()Landroid/content/SharedPreferences;': function* (vm, self: JavaObject) {
    const { manager } = preferenceOf(self);
    return manager ? yield* preferencesOf(vm, manager) : null;
  },
  'setOnPreferenceChangeListener(Landroid/preference/Preference$OnPreferenceChangeListener;)V':
    sets('onChange'),
  'getOnPreferenceChangeListener()Landroid/preference/Preference$OnPreferenceChangeListener;':
    gets('onChange'),
  'setOnPreferenceClickListener(Landroid/preference/Preference$OnPreferenceClickListener;)V': sets('onClick'),
  'getOnPreferenceClickListener()Landroid/preference/Preference$OnPreferenceClickListener;': gets('onClick'),
  [`protected callChangeListener(${object$})Z`]: callChange,
  'protected onClick()V': ignored,
  [`performClick(${screen$})V`]: performClick,
  [`getView(${view$}${group$})${view$}`]: function* (
    vm,
    self: JavaObject,
    convert: JavaObject | null,
    parent: JavaObject | null,
  ) {
    const view = convert ?? (yield* vm.call<JavaObject>(self, `onCreateView(${group$})${view$}`, parent));
    yield* vm.call(self, `onBindView(${view$})V`, view);
    return view;
  },
  [`protected onCreateView(${group$})${view$}`]: createView,
  [`protected onBindView(${view$})V`]: bindView,
  [`protected onGetDefaultValue(Landroid/content/res/TypedArray;I)${object$}`]: () => null,
  [`protected onSetInitialValue(Z${object$})V`]: ignored,
  'protected notifyChanged()V': (_vm, self: JavaObject) => notifyChanged(self),
  'protected notifyHierarchyChanged()V': (_vm, self: JavaObject) => notifyChanged(self),
  'notifyDependencyChange(Z)V': notifyDependents,
  'shouldDisableDependents()Z': function* (vm, self: JavaObject) {
    return !(yield* vm.call<boolean>(self, 'isEnabled()Z'));
  },
  [`onDependencyChanged(${preference$}Z)V`]: function* (
    vm,
    self: JavaObject,
    _dependency: JavaObject,
    disable: boolean,
  ) {
    const state = preferenceOf(self);
    if (state.dependencyMet !== disable) return;
    state.dependencyMet = !disable;
    yield* notifyDependents(vm, self, yield* vm.call<boolean>(self, 'shouldDisableDependents()Z'));
    yield* notifyChanged(self);
  },
  [`onParentChanged(${preference$}Z)V`]: function* (
    vm,
    self: JavaObject,
    _parent: JavaObject,
    disable: boolean,
  ) {
    preferenceOf(self).parentMet = !disable;
    yield* notifyDependents(vm, self, yield* vm.call<boolean>(self, 'shouldDisableDependents()Z'));
    yield* notifyChanged(self);
  },
  'protected onAttachedToHierarchy(Landroid/preference/PreferenceManager;)V': attachPreference,
  'protected onAttachedToActivity()V': ignored,
  'protected onPrepareForRemoval()V': ignored,
  'protected onSaveInstanceState()Landroid/os/Parcelable;': () => null,
  'protected onRestoreInstanceState(Landroid/os/Parcelable;)V': ignored,
  [`compareTo(${preference$})I`]: (_vm, self: JavaObject, other: JavaObject) =>
    preferenceOf(self).order - preferenceOf(other).order,
  ...keeping('String', string$),
  ...keeping('Int', 'I'),
  ...keeping('Boolean', 'Z'),
  ...keeping('Float', 'F'),
  ...keeping('Long', 'J'),
  ...keeping('StringSet', 'Ljava/util/Set;'),
  [`toString()${string$}`]: function* (vm, self: JavaObject) {
    const { title } = preferenceOf(self);
    return title ? yield* vm.textOf(title) : '';
  },
};

export const preference = preferenceClass({
  name: 'Preference',
  style: 'preferenceStyle',
  interfaces: ['java/lang/Comparable'],
  init,
  methods,
});
