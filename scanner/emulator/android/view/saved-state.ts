import { JavaObject, defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { makeObject } from '../support/java-values.ts';
import type { Methods } from './accessors.ts';
import { childrenOf, viewOf } from './view-state.ts';

/** What a widget of the platform keeps of itself, by names of its own. */
export type SavedValues = Readonly<Record<string, JavaValue>>;
export type WidgetState = JavaObject<SavedValues>;

const parcelable = 'Landroid/os/Parcelable;';
const parcelType = 'Landroid/os/Parcel;';
const sparse = 'Landroid/util/SparseArray;';
const save = `onSaveInstanceState()${parcelable}`;
const restore = `onRestoreInstanceState(${parcelable})V`;
const noId = -1;

export const widgetStateClass = 'com/android/internal/WidgetSavedState';
export const emptyStateClass = 'com/android/internal/EmptySavedState';

/** What the superclass of the view keeps, by the state that wraps it. */
const supers = new WeakMap<JavaObject, HeapObject | null>();

export function superStateOf(state: JavaObject): HeapObject | null {
  return supers.get(state) ?? null;
}

export function makeWidgetState(
  vm: Machine,
  values: SavedValues,
  superState: HeapObject | null,
): WidgetState {
  const made = makeObject(vm, widgetStateClass, values);
  supers.set(made, superState);
  return made;
}

/** onSaveInstanceState and onRestoreInstanceState of a widget whose superclass keeps its own. */
export function savedStateMethods(
  superClass: string,
  read: (vm: Machine, self: JavaObject) => SavedValues | null,
  apply: (vm: Machine, self: JavaObject, values: SavedValues) => Steps<void> | void,
): Methods {
  return {
    [save]: function* (vm, self: JavaObject) {
      const superState = yield* vm.callSpecial<HeapObject | null>(superClass, save, self);
      const values = read(vm, self);
      return values === null ? superState : makeWidgetState(vm, values, superState);
    },
    [restore]: function* (vm, self: JavaObject, state: HeapObject | null) {
      const own = state instanceof JavaObject && state.cls.name === widgetStateClass ? state : undefined;
      yield* vm.callSpecial(superClass, restore, self, own ? superStateOf(own) : state);
      const steps = own && apply(vm, self, (own as WidgetState).peer);
      if (steps) yield* steps;
    },
  };
}

/** View.dispatchSaveInstanceState: the view itself, without what is in it. */
export function* freeze(vm: Machine, self: JavaObject, container: JavaObject): Steps<void> {
  const { id, saveEnabled } = viewOf(self);
  if (id === noId || !saveEnabled) return;
  const state = yield* vm.call<HeapObject | null>(self, save);
  if (state) yield* vm.call(container, 'put(ILjava/lang/Object;)V', id, state);
}

export function* thaw(vm: Machine, self: JavaObject, container: JavaObject): Steps<void> {
  const { id } = viewOf(self);
  if (id === noId) return;
  const state = yield* vm.call<HeapObject | null>(container, 'get(I)Ljava/lang/Object;', id);
  if (state) yield* vm.call(self, restore, state);
}

const apart = new WeakSet<JavaObject>();

/** View: state by the ids of views, as activities and fragments keep it. */
export const viewSaving: Methods = {
  [`protected ${save}`]: function* (vm) {
    const cls = vm.classes.platformClass('android/view/AbsSavedState');
    yield* vm.initClass(cls);
    return vm.getStatic(cls, 'EMPTY_STATE:Landroid/view/AbsSavedState;');
  },
  [`protected ${restore}`]: (vm, _self: JavaObject, state: HeapObject | null) => {
    const own = vm.classes.platformClass('android/view/AbsSavedState');
    if (state === null || (state instanceof JavaObject && state.cls.isSubclassOf(own))) return;
    vm.throwNew(
      'java/lang/IllegalArgumentException',
      `Wrong state class, expecting View State but received ${state.cls.javaName} instead.`,
    );
  },
  [`saveHierarchyState(${sparse})V`]: function* (vm, self: JavaObject, container: JavaObject) {
    yield* vm.call(self, `dispatchSaveInstanceState(${sparse})V`, container);
  },
  [`restoreHierarchyState(${sparse})V`]: function* (vm, self: JavaObject, container: JavaObject) {
    yield* vm.call(self, `dispatchRestoreInstanceState(${sparse})V`, container);
  },
  [`protected dispatchSaveInstanceState(${sparse})V`]: freeze,
  [`protected dispatchRestoreInstanceState(${sparse})V`]: thaw,
  'isSaveFromParentEnabled()Z': (_vm, self: JavaObject) => !apart.has(self),
  'setSaveFromParentEnabled(Z)V': (_vm, self: JavaObject, enabled: boolean) => {
    if (enabled) apart.delete(self);
    else apart.add(self);
  },
};

export const groupSaving: Methods = {
  [`protected dispatchSaveInstanceState(${sparse})V`]: function* (
    vm,
    self: JavaObject,
    container: JavaObject,
  ) {
    yield* freeze(vm, self, container);
    for (const child of [...childrenOf(self)])
      if (!apart.has(child)) yield* vm.call(child, `dispatchSaveInstanceState(${sparse})V`, container);
  },
  [`protected dispatchRestoreInstanceState(${sparse})V`]: function* (
    vm,
    self: JavaObject,
    container: JavaObject,
  ) {
    yield* thaw(vm, self, container);
    for (const child of [...childrenOf(self)])
      if (!apart.has(child)) yield* vm.call(child, `dispatchRestoreInstanceState(${sparse})V`, container);
  },
  [`protected dispatchFreezeSelfOnly(${sparse})V`]: freeze,
  [`protected dispatchThawSelfOnly(${sparse})V`]: thaw,
};

function constructors(): Methods {
  const fromParcel = function* (vm: Machine, self: JavaObject, parcel: HeapObject): Steps<void> {
    const read = `readParcelable(Ljava/lang/ClassLoader;)${parcelable}`;
    supers.set(self, yield* vm.call<HeapObject | null>(parcel, read, null));
  };
  return {
    [`<init>(${parcelable})V`]: (vm, self: JavaObject, superState: HeapObject | null) => {
      if (superState === null)
        vm.throwNew('java/lang/IllegalArgumentException', 'superState must not be null');
      supers.set(self, superState);
    },
    [`<init>(${parcelType})V`]: fromParcel,
    [`<init>(${parcelType}Ljava/lang/ClassLoader;)V`]: fromParcel,
  };
}

export const savedStateClasses: readonly ClassModel[] = [
  defineClass({
    name: 'android/view/AbsSavedState',
    flags: 'abstract',
    interfaces: ['android/os/Parcelable'],
    labels: 'container',
    fields: {
      'static final EMPTY_STATE:Landroid/view/AbsSavedState;': (vm) => vm.newObject(emptyStateClass),
    },
    methods: {
      ...constructors(),
      [`final getSuperState()${parcelable}`]: (_vm, self: JavaObject) => superStateOf(self),
      'describeContents()I': () => 0,
      [`writeToParcel(${parcelType}I)V`]: function* (
        vm,
        self: JavaObject,
        parcel: HeapObject,
        flags: number,
      ) {
        yield* vm.call(parcel, `writeParcelable(${parcelable}I)V`, superStateOf(self), flags);
      },
    },
  }),
  defineClass({
    name: 'android/view/View$BaseSavedState',
    super: 'android/view/AbsSavedState',
    labels: 'container',
    methods: constructors(),
  }),
  defineClass({ name: emptyStateClass, super: 'android/view/AbsSavedState' }),
  defineClass({ name: widgetStateClass, super: 'android/view/View$BaseSavedState', labels: 'container' }),
];
