import { HeapObject, type JavaString, defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaValue, Machine } from '../../machine/index.ts';

/** Values by key, in model form; strings and objects keep their identity and so their labels. */
export type BundleState = Map<string, JavaValue>;
export type Bundle = JavaObject<BundleState>;

/** A new Bundle with these values. */
export function makeBundle(vm: Machine, values: Iterable<readonly [string, JavaValue]> = []): Bundle {
  const bundle = vm.newObject<BundleState>('android/os/Bundle');
  bundle.peer = new Map(values);
  return bundle;
}

function keyOf(key: JavaString | null): string {
  return key?.value ?? '';
}

type Methods = NonNullable<ClassModel['methods']>;

/** Getter and putter of each kind of value, as BaseBundle and Bundle declare them. */
function accessors(kinds: readonly (readonly [name: string, type: string, missing: JavaValue])[]): Methods {
  const methods: Record<string, Methods[string]> = {};
  for (const [name, type, missing] of kinds) {
    const isExpected = (value: JavaValue) => {
      if (value === undefined || value === null) return false;
      return type.length === 1 ? typeof value === typeof missing : value instanceof HeapObject;
    };
    const get = (self: Bundle, key: JavaString | null, fallback: JavaValue) => {
      const value = self.peer.get(keyOf(key));
      return isExpected(value) ? value : fallback;
    };
    methods[`get${name}(Ljava/lang/String;)${type}`] = (_vm: Machine, self: Bundle, key: JavaString | null) =>
      get(self, key, missing);
    methods[`get${name}(Ljava/lang/String;${type})${type}`] = (
      _vm: Machine,
      self: Bundle,
      key: JavaString | null,
      fallback: JavaValue,
    ) => get(self, key, fallback);
    methods[`put${name}(Ljava/lang/String;${type})V`] = (
      _vm: Machine,
      self: Bundle,
      key: JavaString | null,
      value: JavaValue,
    ) => {
      self.peer.set(keyOf(key), value);
    };
  }
  return methods;
}

export const baseBundle = defineClass({
  name: 'android/os/BaseBundle',
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: Bundle) => {
      self.peer = new Map();
    },
    'size()I': (_vm, self: Bundle) => self.peer.size,
    'isEmpty()Z': (_vm, self: Bundle) => self.peer.size === 0,
    'clear()V': (_vm, self: Bundle) => self.peer.clear(),
    'containsKey(Ljava/lang/String;)Z': (_vm, self: Bundle, key: JavaString | null) =>
      self.peer.has(keyOf(key)),
    'remove(Ljava/lang/String;)V': (_vm, self: Bundle, key: JavaString | null) => {
      self.peer.delete(keyOf(key));
    },
    'get(Ljava/lang/String;)Ljava/lang/Object;': function* (vm, self: Bundle, key: JavaString | null) {
      return yield* box(vm, self.peer.get(keyOf(key)));
    },
    'keySet()Ljava/util/Set;': function* (vm, self: Bundle) {
      const set = yield* vm.construct('java/util/HashSet', '()V');
      for (const key of self.peer.keys()) yield* vm.call(set, 'add(Ljava/lang/Object;)Z', key);
      return set;
    },
    ...accessors([
      ['Boolean', 'Z', false],
      ['Int', 'I', 0],
      ['Long', 'J', 0n],
      ['Double', 'D', 0],
      ['String', 'Ljava/lang/String;', null],
      ['IntArray', '[I', null],
      ['LongArray', '[J', null],
      ['DoubleArray', '[D', null],
      ['BooleanArray', '[Z', null],
      ['StringArray', '[Ljava/lang/String;', null],
    ]),
  },
});

/** A Java object for a value in model form. A Bundle does not remember which numeric type a number had. */
function* box(vm: Machine, value: JavaValue) {
  if (typeof value === 'boolean')
    return yield* vm.callStatic('java/lang/Boolean', 'valueOf(Z)Ljava/lang/Boolean;', value);
  if (typeof value === 'number')
    return yield* vm.callStatic('java/lang/Integer', 'valueOf(I)Ljava/lang/Integer;', value);
  if (typeof value === 'bigint')
    return yield* vm.callStatic('java/lang/Long', 'valueOf(J)Ljava/lang/Long;', value);
  return value ?? null;
}

export const bundle = defineClass({
  name: 'android/os/Bundle',
  super: 'android/os/BaseBundle',
  flags: 'final',
  interfaces: ['android/os/Parcelable', 'java/lang/Cloneable'],
  labels: 'container',
  fields: { 'static final EMPTY:Landroid/os/Bundle;': (vm) => makeBundle(vm) },
  methods: {
    '<init>()V': (_vm, self: Bundle) => {
      self.peer = new Map();
    },
    '<init>(I)V': (_vm, self: Bundle) => {
      self.peer = new Map();
    },
    '<init>(Ljava/lang/ClassLoader;)V': (_vm, self: Bundle) => {
      self.peer = new Map();
    },
    '<init>(Landroid/os/Bundle;)V': (_vm, self: Bundle, other: Bundle) => {
      self.peer = new Map(other.peer);
    },
    'putAll(Landroid/os/Bundle;)V': (_vm, self: Bundle, other: Bundle) => {
      for (const [key, value] of other.peer) self.peer.set(key, value);
    },
    'clone()Ljava/lang/Object;': (vm, self: Bundle) => makeBundle(vm, self.peer),
    'deepCopy()Landroid/os/Bundle;': (vm, self: Bundle) => makeBundle(vm, self.peer),
    'setClassLoader(Ljava/lang/ClassLoader;)V': () => undefined,
    'getClassLoader()Ljava/lang/ClassLoader;': () => null,
    'getParcelable(Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;': (
      _vm,
      self: Bundle,
      key: JavaString | null,
    ) => self.peer.get(keyOf(key)) ?? null,
    'getSerializable(Ljava/lang/String;Ljava/lang/Class;)Ljava/io/Serializable;': (
      _vm,
      self: Bundle,
      key: JavaString | null,
    ) => self.peer.get(keyOf(key)) ?? null,
    ...accessors([
      ['Byte', 'B', 0],
      ['Char', 'C', 0],
      ['Short', 'S', 0],
      ['Float', 'F', 0],
      ['CharSequence', 'Ljava/lang/CharSequence;', null],
      ['Bundle', 'Landroid/os/Bundle;', null],
      ['Parcelable', 'Landroid/os/Parcelable;', null],
      ['ParcelableArray', '[Landroid/os/Parcelable;', null],
      ['ParcelableArrayList', 'Ljava/util/ArrayList;', null],
      ['SparseParcelableArray', 'Landroid/util/SparseArray;', null],
      ['Serializable', 'Ljava/io/Serializable;', null],
      ['StringArrayList', 'Ljava/util/ArrayList;', null],
      ['IntegerArrayList', 'Ljava/util/ArrayList;', null],
      ['CharSequenceArray', '[Ljava/lang/CharSequence;', null],
      ['CharSequenceArrayList', 'Ljava/util/ArrayList;', null],
      ['Binder', 'Landroid/os/IBinder;', null],
      ['ByteArray', '[B', null],
      ['CharArray', '[C', null],
      ['ShortArray', '[S', null],
      ['FloatArray', '[F', null],
    ]),
  },
});
