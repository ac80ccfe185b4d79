import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { isSubclassOf } from '../support/is-subclass.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { systemId } from '../view/styled.ts';
import { viewOf } from '../view/view-state.ts';
import { findByKey } from './preference-manager.ts';
import { notifyDependents } from './preference.ts';
import { notifyChanged, preferenceClass, preferenceOf } from './preference-state.ts';

const text$ = 'Ljava/lang/CharSequence;';
const preference$ = 'Landroid/preference/Preference;';
const view$ = 'Landroid/view/View;';
const group$ = 'Landroid/view/ViewGroup;';
const adapter$ = 'Landroid/widget/ListAdapter;';

function* add(vm: Machine, self: JavaObject, child: JavaObject): Steps<boolean> {
  const state = preferenceOf(self);
  if (state.children.includes(child)) return true;
  const own = preferenceOf(child);
  if (own.order === 0x7fffffff && state.orderAsAdded) own.order = state.children.length;
  const before = state.children.findLastIndex((each) => preferenceOf(each).order <= own.order);
  state.children.splice(before + 1, 0, child);
  own.parent = self;
  const { manager } = state;
  if (manager)
    yield* vm.call(child, 'onAttachedToHierarchy(Landroid/preference/PreferenceManager;)V', manager);
  yield* notifyChanged(self);
  return true;
}

function* remove(_vm: Machine, self: JavaObject, child: JavaObject): Steps<boolean> {
  const { children } = preferenceOf(self);
  const at = children.indexOf(child);
  if (at < 0) return false;
  children.splice(at, 1);
  preferenceOf(child).parent = null;
  yield* notifyChanged(self);
  return true;
}

const groupMethods: Methods = {
  [`addPreference(${preference$})Z`]: add,
  [`removePreference(${preference$})Z`]: remove,
  'removeAll()V': function* (_vm, self: JavaObject) {
    preferenceOf(self).children.splice(0);
    yield* notifyChanged(self);
  },
  [`findPreference(${text$})${preference$}`]: function* (vm, self: JavaObject, key: HeapObject | null) {
    return key ? (findByKey(self, yield* vm.textOf(key)) ?? null) : null;
  },
  'getPreferenceCount()I': (_vm, self: JavaObject) => preferenceOf(self).children.length,
  [`getPreference(I)${preference$}`]: (_vm, self: JavaObject, index: number) =>
    preferenceOf(self).children[index] ?? null,
  'setOrderingAsAdded(Z)V': (_vm, self: JavaObject, asAdded: boolean) => {
    preferenceOf(self).orderAsAdded = asAdded;
  },
  'isOrderingAsAdded()Z': (_vm, self: JavaObject) => preferenceOf(self).orderAsAdded,
  'protected isOnSameScreenAsChildren()Z': () => true,
  'notifyDependencyChange(Z)V': function* (vm, self: JavaObject, disable: boolean) {
    yield* notifyDependents(vm, self, disable);
    for (const child of preferenceOf(self).children)
      yield* vm.call(child, `onParentChanged(${preference$}Z)V`, self, disable);
  },
  'setEnabled(Z)V': function* (vm, self: JavaObject, enabled: boolean) {
    yield* vm.callSpecial('android/preference/Preference', 'setEnabled(Z)V', self, enabled);
    for (const child of preferenceOf(self).children)
      yield* vm.call(child, `onParentChanged(${preference$}Z)V`, self, !enabled);
  },
};

export const preferenceGroup = preferenceClass({
  name: 'PreferenceGroup',
  super: 'Preference',
  style: 'preferenceStyle',
  flags: 'abstract',
  methods: groupMethods,
});

export const preferenceCategory = preferenceClass({
  name: 'PreferenceCategory',
  super: 'PreferenceGroup',
  style: 'preferenceCategoryStyle',
  init: function* (_vm, self) {
    preferenceOf(self).selectable = false;
    yield* [];
  },
  methods: {
    'isEnabled()Z': () => false,
    'shouldDisableDependents()Z': function* (vm, self: JavaObject) {
      return !(yield* vm.callSpecial<boolean>('android/preference/Preference', 'isEnabled()Z', self));
    },
    [`protected onBindView(${view$})V`]: function* (vm, self: JavaObject, view: JavaObject) {
      yield* vm.callSpecial('android/preference/Preference', `onBindView(${view$})V`, self, view);
      // A heading is no thing to press, but it does not look disabled.
      yield* vm.call(view, 'setEnabled(Z)V', true);
    },
  },
});

/** Preferences in the order of their rows: those of categories follow their heading. */
function rowsOf(group: JavaObject): JavaObject[] {
  return preferenceOf(group).children.flatMap((child) =>
    isSubclassOf(child, 'android/preference/PreferenceGroup') &&
    !isSubclassOf(child, 'android/preference/PreferenceScreen')
      ? [child, ...rowsOf(child)]
      : [child],
  );
}

export const preferenceGroupAdapter = defineClass({
  name: 'android/preference/PreferenceGroupAdapter',
  super: 'android/widget/BaseAdapter',
  methods: {
    'getCount()I': (_vm, self: JavaObject<JavaObject>) => rowsOf(self.peer).length,
    'getItem(I)Ljava/lang/Object;': (_vm, self: JavaObject<JavaObject>, position: number) =>
      rowsOf(self.peer)[position] ?? null,
    'getItemId(I)J': (_vm, _self: JavaObject, position: number) => BigInt(position),
    'areAllItemsEnabled()Z': () => false,
    'isEnabled(I)Z': function* (vm, self: JavaObject<JavaObject>, position: number) {
      const row = rowsOf(self.peer)[position];
      return row !== undefined && (yield* vm.call<boolean>(row, 'isSelectable()Z'));
    },
    [`getView(I${view$}${group$})${view$}`]: function* (
      vm,
      self: JavaObject<JavaObject>,
      position: number,
      _convert: JavaObject | null,
      parent: JavaObject | null,
    ) {
      const row = rowsOf(self.peer)[position];
      return row ? yield* vm.call(row, `getView(${view$}${group$})${view$}`, null, parent) : null;
    },
  },
});

function adapterOf(vm: Machine, self: JavaObject): JavaObject {
  const state = preferenceOf(self);
  if (!state.adapter) {
    const made = vm.newObject<JavaObject>('android/preference/PreferenceGroupAdapter');
    made.peer = self;
    state.adapter = made;
    state.changed = function* () {
      yield* vm.call(made, 'notifyDataSetChanged()V');
    };
  }
  return state.adapter;
}

/** PreferenceScreen.bind: the screen's rows in a list. */
export function* bindScreen(vm: Machine, self: JavaObject, list: JavaObject): Steps<void> {
  yield* vm.call(list, 'setOnItemClickListener(Landroid/widget/AdapterView$OnItemClickListener;)V', self);
  yield* vm.call(list, `setAdapter(${adapter$})V`, adapterOf(vm, self));
}

/** A screen inside a screen opens in a dialog that fills the display. */
function* openScreen(vm: Machine, self: JavaObject): Steps<void> {
  const { intent, fragment, children, context, title } = preferenceOf(self);
  if (intent ?? fragment ?? (children.length === 0 ? self : null)) return;
  const list = yield* vm.construct<JavaObject>(
    'android/widget/ListView',
    '(Landroid/content/Context;)V',
    context,
  );
  viewOf(list).id = systemId(vm, 'id', 'list');
  yield* bindScreen(vm, self, list);
  const dialog = yield* vm.construct<JavaObject>(
    'android/app/Dialog',
    '(Landroid/content/Context;)V',
    context,
  );
  const isEmpty = title === null || (yield* vm.textOf(title)) === '';
  if (isEmpty) yield* vm.call(dialog, 'requestWindowFeature(I)Z', 1);
  else yield* vm.call(dialog, `setTitle(${text$})V`, title);
  yield* vm.call(dialog, `setContentView(${view$})V`, list);
  const window = yield* vm.call<JavaObject>(dialog, 'getWindow()Landroid/view/Window;');
  yield* vm.call(window, 'setLayout(II)V', -1, -1);
  preferenceOf(self).dialog = dialog;
  yield* vm.call(dialog, 'show()V');
}

export const preferenceScreen = preferenceClass({
  name: 'PreferenceScreen',
  super: 'PreferenceGroup',
  style: 'preferenceScreenStyle',
  interfaces: [
    'android/widget/AdapterView$OnItemClickListener',
    'android/content/DialogInterface$OnDismissListener',
  ],
  methods: {
    'protected isOnSameScreenAsChildren()Z': () => false,
    'onClick()V': openScreen,
    'getDialog()Landroid/app/Dialog;': (_vm, self: JavaObject) => preferenceOf(self).dialog,
    [`getRootAdapter()${adapter$}`]: (vm, self: JavaObject) => adapterOf(vm, self),
    'bind(Landroid/widget/ListView;)V': bindScreen,
    'onDismiss(Landroid/content/DialogInterface;)V': ignored,
    [`onItemClick(Landroid/widget/AdapterView;${view$}IJ)V`]: function* (
      vm,
      self: JavaObject,
      list: JavaObject,
      _view: JavaObject,
      position: number,
    ) {
      const row = yield* vm.call<JavaObject | null>(list, 'getItemAtPosition(I)Ljava/lang/Object;', position);
      if (row && isSubclassOf(row, 'android/preference/Preference'))
        yield* vm.call(row, 'performClick(Landroid/preference/PreferenceScreen;)V', self);
    },
  },
});
