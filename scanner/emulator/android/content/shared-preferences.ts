import { JavaString, defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import type { PreferenceValue } from '../../system/preference-store.ts';
import { SYSTEM } from '../../system/system.ts';
import { box } from '../../machine/index.ts';
import { makeObject, makeSet, readCollection } from '../support/java-values.ts';

/** Made by Context.getSharedPreferences. */
type Preferences = JavaObject<{ readonly name: string; readonly listeners: HeapObject[] }>;
type Change = { readonly kind: 'put'; readonly value: PreferenceValue } | { readonly kind: 'remove' };
type Editor = JavaObject<{
  readonly preferences: Preferences;
  clears: boolean;
  changes: Map<string, Change>;
}>;

const preferencesType = 'android/content/SharedPreferences';
const editorType = 'Landroid/content/SharedPreferences$Editor;';
const text = 'Ljava/lang/String;';
const listenerType = 'Landroid/content/SharedPreferences$OnSharedPreferenceChangeListener;';

const fileOf = (vm: Machine, self: Preferences) => vm.attached(SYSTEM).preferences.open(self.peer.name);
const keyOf = (key: JavaString | null) => key?.value ?? '';

function getter(kind: PreferenceValue['kind']) {
  return (vm: Machine, self: Preferences, key: JavaString | null, fallback: JavaValue) => {
    const found = fileOf(vm, self).get(keyOf(key));
    if (!found) return fallback;
    if (found.kind !== kind)
      return vm.throwNew('java/lang/ClassCastException', `${found.kind} cannot be cast to ${kind}`);
    return found.kind === 'string' ? vm.string(found.value, found.label) : (found.value as JavaValue);
  };
}

function* toJava(vm: Machine, value: PreferenceValue): Steps<JavaValue> {
  switch (value.kind) {
    case 'string':
      return vm.string(value.value, value.label);
    case 'string-set':
      return yield* makeSet(vm, value.value);
    default:
      return box(vm, { boolean: 'Z', int: 'I', long: 'J', float: 'F' }[value.kind], value.value);
  }
}

const sharedPreferencesImpl = defineClass({
  name: 'android/app/SharedPreferencesImpl',
  interfaces: [preferencesType],
  labels: 'container',
  methods: {
    [`getString(${text}${text})${text}`]: getter('string'),
    [`getInt(${text}I)I`]: getter('int'),
    [`getLong(${text}J)J`]: getter('long'),
    [`getFloat(${text}F)F`]: getter('float'),
    [`getBoolean(${text}Z)Z`]: getter('boolean'),
    [`getStringSet(${text}Ljava/util/Set;)Ljava/util/Set;`]: function* (
      vm: Machine,
      self: Preferences,
      key: JavaString | null,
      fallback: HeapObject | null,
    ) {
      const found = fileOf(vm, self).get(keyOf(key));
      return found?.kind === 'string-set' ? yield* makeSet(vm, found.value) : fallback;
    },
    'getAll()Ljava/util/Map;': function* (vm, self: Preferences) {
      const map = yield* vm.construct('java/util/HashMap', '()V');
      for (const [key, value] of fileOf(vm, self))
        yield* vm.call(
          map,
          'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;',
          key,
          yield* toJava(vm, value),
        );
      return map;
    },
    [`contains(${text})Z`]: (vm: Machine, self: Preferences, key: JavaString | null) =>
      fileOf(vm, self).has(keyOf(key)),
    [`edit()${editorType}`]: (vm: Machine, self: Preferences) =>
      makeObject(vm, 'android/app/SharedPreferencesImpl$EditorImpl', {
        preferences: self,
        clears: false,
        changes: new Map(),
      }),
    [`registerOnSharedPreferenceChangeListener(${listenerType})V`]: (
      _vm: Machine,
      self: Preferences,
      listener: HeapObject,
    ) => {
      self.peer.listeners.push(listener);
    },
    [`unregisterOnSharedPreferenceChangeListener(${listenerType})V`]: (
      _vm: Machine,
      self: Preferences,
      listener: HeapObject,
    ) => {
      const at = self.peer.listeners.indexOf(listener);
      if (at >= 0) self.peer.listeners.splice(at, 1);
    },
  },
});

function put(self: Editor, key: JavaString | null, value: PreferenceValue): Editor {
  self.peer.changes.set(keyOf(key), { kind: 'put', value });
  return self;
}

function commit(vm: Machine, self: Editor): void {
  const { preferences, changes, clears } = self.peer;
  const file = fileOf(vm, preferences);
  const changed: string[] = [];
  if (clears) file.clear();
  for (const [key, change] of changes) {
    if (change.kind === 'put') file.set(key, change.value);
    else file.delete(key);
    changed.push(key);
  }
  self.peer.changes = new Map();
  self.peer.clears = false;
  if (preferences.peer.listeners.length === 0 || changed.length === 0) return;
  // Listeners are told on the main thread, newest change first.
  vm.attached(SYSTEM).postToMain('preference listeners', function* () {
    for (const key of changed.toReversed())
      for (const listener of [...preferences.peer.listeners])
        yield* vm.call(listener, `onSharedPreferenceChanged(L${preferencesType};${text})V`, preferences, key);
  });
}

const editorImpl = defineClass({
  name: 'android/app/SharedPreferencesImpl$EditorImpl',
  interfaces: ['android/content/SharedPreferences$Editor'],
  labels: 'container',
  methods: {
    [`putString(${text}${text})${editorType}`]: (
      vm: Machine,
      self: Editor,
      key: JavaString | null,
      value: JavaString | null,
    ) => {
      if (value !== null)
        return put(self, key, { kind: 'string', value: value.value, label: vm.labelOf(value) });
      self.peer.changes.set(keyOf(key), { kind: 'remove' });
      return self;
    },
    [`putInt(${text}I)${editorType}`]: (_vm: Machine, self: Editor, key: JavaString | null, value: number) =>
      put(self, key, { kind: 'int', value }),
    [`putLong(${text}J)${editorType}`]: (_vm: Machine, self: Editor, key: JavaString | null, value: bigint) =>
      put(self, key, { kind: 'long', value }),
    [`putFloat(${text}F)${editorType}`]: (
      _vm: Machine,
      self: Editor,
      key: JavaString | null,
      value: number,
    ) => put(self, key, { kind: 'float', value }),
    [`putBoolean(${text}Z)${editorType}`]: (
      _vm: Machine,
      self: Editor,
      key: JavaString | null,
      value: boolean,
    ) => put(self, key, { kind: 'boolean', value }),
    [`putStringSet(${text}Ljava/util/Set;)${editorType}`]: function* (
      vm: Machine,
      self: Editor,
      key: JavaString | null,
      values: HeapObject | null,
    ) {
      const items = yield* readCollection(vm, values);
      const value = items.map((item) => (item instanceof JavaString ? item.value : ''));
      return put(self, key, { kind: 'string-set', value });
    },
    [`remove(${text})${editorType}`]: (_vm: Machine, self: Editor, key: JavaString | null) => {
      self.peer.changes.set(keyOf(key), { kind: 'remove' });
      return self;
    },
    [`clear()${editorType}`]: (_vm: Machine, self: Editor) => {
      self.peer.clears = true;
      return self;
    },
    'commit()Z': (vm, self: Editor) => {
      commit(vm, self);
      return true;
    },
    'apply()V': (vm, self: Editor) => commit(vm, self),
  },
});

/** android.content.SharedPreferences and what implements it. */
export const preferenceClasses: readonly ClassModel[] = [
  sharedPreferencesImpl,
  editorImpl,
  defineClass({ name: preferencesType, flags: 'interface' }),
  defineClass({ name: `${preferencesType}$Editor`, flags: 'interface' }),
  defineClass({
    name: `${preferencesType}$OnSharedPreferenceChangeListener`,
    flags: 'interface',
    methods: { [`onSharedPreferenceChanged(L${preferencesType};${text})V`]: null },
  }),
];
