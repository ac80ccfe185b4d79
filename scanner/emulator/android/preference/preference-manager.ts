import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { viewPart } from '../view/view-state.ts';
import { inflatePreferences } from './preference-inflater.ts';
import { preferenceOf } from './preference-state.ts';

/** State of an android.preference.PreferenceManager. */
export const managerOf = viewPart(() => ({
  context: null as JavaObject | null,
  screen: null as JavaObject | null,
  name: undefined as string | undefined,
  mode: 0,
  /** The owner of the screen is asked first what a press of a preference does. */
  treeClick: undefined as ((screen: JavaObject | null, preference: JavaObject) => Steps<boolean>) | undefined,
}));

const context$ = 'Landroid/content/Context;';
const text$ = 'Ljava/lang/CharSequence;';
const string$ = 'Ljava/lang/String;';
const preference$ = 'Landroid/preference/Preference;';
const screen$ = 'Landroid/preference/PreferenceScreen;';
const preferences$ = 'Landroid/content/SharedPreferences;';

export function makeManager(vm: Machine, context: JavaObject): JavaObject {
  const made = vm.newObject('android/preference/PreferenceManager');
  managerOf(made).context = context;
  return made;
}

const defaultName = (vm: Machine) => `${vm.attached(SYSTEM).app.manifest.packageName}_preferences`;

/** The SharedPreferences that a screen's values are kept in. */
export function* preferencesOf(vm: Machine, manager: JavaObject): Steps<JavaObject> {
  const { context, name, mode } = managerOf(manager);
  return yield* open(vm, context, name ?? defaultName(vm), mode);
}

function open(vm: Machine, context: JavaObject | null, name: string, mode: number): Steps<JavaObject> {
  return vm.call<JavaObject>(
    context,
    `getSharedPreferences(${string$}I)${preferences$}`,
    vm.string(name),
    mode,
  );
}

/** A preference of the manager's screen by its key. */
export function findInScreen(manager: JavaObject, key: string): JavaObject | undefined {
  const { screen } = managerOf(manager);
  return screen ? findByKey(screen, key) : undefined;
}

export function findByKey(group: JavaObject, key: string): JavaObject | undefined {
  if (preferenceOf(group).key?.value === key) return group;
  for (const child of preferenceOf(group).children) {
    const found = findByKey(child, key);
    if (found) return found;
  }
  return undefined;
}

const alreadySet = '_has_set_default_values';

/** PreferenceManager.setDefaultValues: stores the defaults of a screen, once unless told to again. */
function* setDefaults(
  vm: Machine,
  context: JavaObject,
  name: string,
  mode: number,
  id: number,
  again: boolean,
): Steps<void> {
  const marks = yield* open(vm, context, alreadySet, 0);
  if (!again && (yield* vm.call<boolean>(marks, `getBoolean(${string$}Z)Z`, vm.string(alreadySet), false)))
    return;
  const manager = makeManager(vm, context);
  Object.assign(managerOf(manager), { name, mode });
  yield* inflatePreferences(vm, manager, context, id, null);
  const editor$ = 'Landroid/content/SharedPreferences$Editor;';
  const editor = yield* vm.call<JavaObject>(marks, `edit()${editor$}`);
  yield* vm.call(editor, `putBoolean(${string$}Z)${editor$}`, vm.string(alreadySet), true);
  yield* vm.call(editor, 'apply()V');
}

export const preferenceManager = defineClass({
  name: 'android/preference/PreferenceManager',
  labels: 'container',
  methods: {
    [`static getDefaultSharedPreferences(${context$})${preferences$}`]: (vm, context: JavaObject) =>
      open(vm, context, defaultName(vm), 0),
    [`static getDefaultSharedPreferencesName(${context$})${string$}`]: (vm) => defaultName(vm),
    [`static setDefaultValues(${context$}IZ)V`]: (vm, context: JavaObject, id: number, again: boolean) =>
      setDefaults(vm, context, defaultName(vm), 0, id, again),
    [`static setDefaultValues(${context$}${string$}IIZ)V`]: (
      vm,
      context: JavaObject,
      name: JavaString,
      mode: number,
      id: number,
      again: boolean,
    ) => setDefaults(vm, context, vm.text(name), mode, id, again),
    [`createPreferenceScreen(${context$})${screen$}`]: function* (vm, self: JavaObject, context: JavaObject) {
      const screen = yield* vm.construct<JavaObject>(
        'android/preference/PreferenceScreen',
        `(${context$})V`,
        context,
      );
      preferenceOf(screen).manager = self;
      return screen;
    },
    [`findPreference(${text$})${preference$}`]: function* (vm, self: JavaObject, key: HeapObject | null) {
      return key ? (findInScreen(self, yield* vm.textOf(key)) ?? null) : null;
    },
    [`getSharedPreferences()${preferences$}`]: (vm, self: JavaObject) => preferencesOf(vm, self),
    [`getSharedPreferencesName()${string$}`]: (vm, self: JavaObject) =>
      managerOf(self).name ?? defaultName(vm),
    [`setSharedPreferencesName(${string$})V`]: (_vm, self: JavaObject, name: JavaString | null) => {
      managerOf(self).name = name?.value;
    },
    'getSharedPreferencesMode()I': (_vm, self: JavaObject) => managerOf(self).mode,
    'setSharedPreferencesMode(I)V': (_vm, self: JavaObject, mode: number) => {
      managerOf(self).mode = mode;
    },
    'setStorageDefault()V': () => undefined,
    'setStorageDeviceProtected()V': () => undefined,
  },
});
