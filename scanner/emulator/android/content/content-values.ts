import { JavaArray, JavaString, box, defineClass, unbox } from '../../machine/index.ts';
import type { HeapObject, JavaObject, JavaValue, Machine } from '../../machine/index.ts';
import { makeSet } from '../support/java-values.ts';

/** Column values by name: Java objects as they were put. */
export type ContentValues = JavaObject<Map<string, HeapObject | null>>;

const keyOf = (key: JavaString | null) => key?.value ?? '';

function put(_vm: Machine, self: ContentValues, key: JavaString | null, value: HeapObject | null): void {
  self.peer.set(keyOf(key), value);
}

const valueTypes = [
  'Ljava/lang/String;',
  'Ljava/lang/Byte;',
  'Ljava/lang/Short;',
  'Ljava/lang/Integer;',
  'Ljava/lang/Long;',
  'Ljava/lang/Float;',
  'Ljava/lang/Double;',
  'Ljava/lang/Boolean;',
  '[B',
];

/** getAsX: converts numbers between each other and parses texts; null for what does not fit. */
function numberGetter(kind: 'I' | 'J' | 'F' | 'D' | 'S' | 'B') {
  return (vm: Machine, self: ContentValues, key: JavaString | null): HeapObject | null => {
    const value = self.peer.get(keyOf(key)) ?? null;
    const inner: JavaValue = value instanceof JavaString ? value.value : unbox(value);
    if (inner === null || inner === undefined || typeof inner === 'symbol' || typeof inner === 'object')
      return null;
    const number = Number(inner);
    if (Number.isNaN(number)) return null;
    return box(vm, kind, kind === 'J' ? BigInt(Math.trunc(number)) : number);
  };
}

export const contentValues = defineClass({
  name: 'android/content/ContentValues',
  flags: 'final',
  interfaces: ['android/os/Parcelable'],
  labels: 'container',
  methods: {
    '<init>()V': (_vm, self: ContentValues) => {
      self.peer = new Map();
    },
    '<init>(I)V': (_vm, self: ContentValues) => {
      self.peer = new Map();
    },
    '<init>(Landroid/content/ContentValues;)V': (_vm, self: ContentValues, from: ContentValues) => {
      self.peer = new Map(from.peer);
    },
    ...Object.fromEntries(valueTypes.map((type) => [`put(Ljava/lang/String;${type})V`, put])),
    'putNull(Ljava/lang/String;)V': (vm, self: ContentValues, key: JavaString | null) =>
      put(vm, self, key, null),
    'putAll(Landroid/content/ContentValues;)V': (_vm, self: ContentValues, other: ContentValues) => {
      for (const [key, value] of other.peer) self.peer.set(key, value);
    },
    'get(Ljava/lang/String;)Ljava/lang/Object;': (_vm, self: ContentValues, key: JavaString | null) =>
      self.peer.get(keyOf(key)) ?? null,
    'getAsString(Ljava/lang/String;)Ljava/lang/String;': (
      _vm,
      self: ContentValues,
      key: JavaString | null,
    ) => {
      const value = self.peer.get(keyOf(key)) ?? null;
      if (value === null || value instanceof JavaString) return value;
      return value instanceof JavaArray ? null : String(unbox(value));
    },
    'getAsInteger(Ljava/lang/String;)Ljava/lang/Integer;': numberGetter('I'),
    'getAsLong(Ljava/lang/String;)Ljava/lang/Long;': numberGetter('J'),
    'getAsFloat(Ljava/lang/String;)Ljava/lang/Float;': numberGetter('F'),
    'getAsDouble(Ljava/lang/String;)Ljava/lang/Double;': numberGetter('D'),
    'getAsShort(Ljava/lang/String;)Ljava/lang/Short;': numberGetter('S'),
    'getAsByte(Ljava/lang/String;)Ljava/lang/Byte;': numberGetter('B'),
    'getAsBoolean(Ljava/lang/String;)Ljava/lang/Boolean;': (
      vm,
      self: ContentValues,
      key: JavaString | null,
    ) => {
      const value = self.peer.get(keyOf(key)) ?? null;
      if (value === null) return null;
      const inner = value instanceof JavaString ? value.value : unbox(value);
      return box(
        vm,
        'Z',
        inner === true || inner === 'true' || inner === '1' || (typeof inner === 'number' && inner !== 0),
      );
    },
    'getAsByteArray(Ljava/lang/String;)[B': (_vm, self: ContentValues, key: JavaString | null) => {
      const value = self.peer.get(keyOf(key));
      return value instanceof JavaArray ? value : null;
    },
    'containsKey(Ljava/lang/String;)Z': (_vm, self: ContentValues, key: JavaString | null) =>
      self.peer.has(keyOf(key)),
    'remove(Ljava/lang/String;)V': (_vm, self: ContentValues, key: JavaString | null) => {
      self.peer.delete(keyOf(key));
    },
    'clear()V': (_vm, self: ContentValues) => self.peer.clear(),
    'size()I': (_vm, self: ContentValues) => self.peer.size,
    'isEmpty()Z': (_vm, self: ContentValues) => self.peer.size === 0,
    'keySet()Ljava/util/Set;': (vm, self: ContentValues) => makeSet(vm, self.peer.keys()),
  },
});
