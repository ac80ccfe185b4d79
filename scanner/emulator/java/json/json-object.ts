import { defineClass, JavaString } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaValue, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { argumentLabel, required } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { entriesOf } from '../util/iterate.ts';
import { mismatch, toBoolean, toDouble, toInt, toLong, toText } from './coerce.ts';
import { JsonParser } from './json-parser.ts';
import {
  boxed,
  isArray,
  isNull,
  isObject,
  JsonWriter,
  newArray,
  nullOf,
  numberIn,
  numberText,
  OBJECT,
  quote,
  throwJson,
} from './json-value.ts';
import type { JsonObject } from './json-value.ts';
import { wrap } from './wrap.ts';

function init(self: JsonObject): void {
  self.peer = { entries: new Map() };
}

function nameOf(vm: Machine, name: JavaString | null): JavaString {
  return name ?? throwJson(vm, 'Names must be non-null');
}

function put(vm: Machine, self: JsonObject, name: JavaString | null, value: HeapObject | null): JsonObject {
  const key = nameOf(vm, name);
  if (value === null) self.peer.entries.delete(key.value);
  else {
    checkNumber(vm, value);
    self.peer.entries.set(key.value, { name: self.peer.entries.get(key.value)?.name ?? key, value });
  }
  return self;
}

export function checkNumber(vm: Machine, value: Ref): void {
  const number = numberIn(value);
  if (typeof number === 'number' && !Number.isFinite(number))
    throwJson(vm, `Forbidden numeric value: ${String(number)}`);
}

/** A generator, because only that sees the labels of a primitive argument. */
function putPrimitive(kind: string): NativeMethod {
  return function* (vm: Machine, self: JsonObject, name: JavaString | null, value: JavaValue) {
    return put(vm, self, name, boxed(vm, kind, value, argumentLabel(vm)));
  };
}

function find(vm: Machine, self: JsonObject, name: JavaString | null): HeapObject | undefined {
  return name === null ? undefined : self.peer.entries.get(vm.text(name))?.value;
}

function get(vm: Machine, self: JsonObject, name: JavaString | null): HeapObject {
  return find(vm, self, name) ?? throwJson(vm, `No value for ${name === null ? 'null' : name.value}`);
}

/** get and opt of a type that values are coerced to. */
function coerced<T extends JavaValue>(
  type: string,
  name: string,
  otherwise: T,
  to: (value: Ref | undefined) => T | undefined,
): Record<string, NativeMethod> {
  return {
    [`${type} get${name}(String)`]: function* (vm: Machine, self: JsonObject, key: JavaString | null) {
      const value = get(vm, self, key);
      return to(value) ?? throwJson(vm, yield* mismatch(vm, key?.value ?? 'null', value, type));
    },
    [`${type} opt${name}(String)`]: (vm: Machine, self: JsonObject, key: JavaString | null) =>
      to(find(vm, self, key)) ?? otherwise,
    [`${type} opt${name}(String, ${type})`]: (
      vm: Machine,
      self: JsonObject,
      key: JavaString | null,
      other: T,
    ) => to(find(vm, self, key)) ?? other,
  };
}

function nested(name: string, is: (value: Ref | undefined) => boolean): Record<string, NativeMethod> {
  return {
    [`${name} get${name}(String)`]: function* (vm: Machine, self: JsonObject, key: JavaString | null) {
      const value = get(vm, self, key);
      return is(value) ? value : throwJson(vm, yield* mismatch(vm, key?.value ?? 'null', value, name));
    },
    [`${name} opt${name}(String)`]: (vm: Machine, self: JsonObject, key: JavaString | null) => {
      const value = find(vm, self, key);
      return value !== undefined && is(value) ? value : null;
    },
  };
}

function* keysOf(vm: Machine, self: JsonObject): Steps<HeapObject> {
  const list = yield* vm.construct('java/util/ArrayList', '()V');
  for (const { name } of self.peer.entries.values()) yield* vm.call(list, 'add(Ljava/lang/Object;)Z', name);
  return list;
}

function* render(vm: Machine, self: JsonObject, indentSpaces: number): Steps<JavaString> {
  const writer = new JsonWriter(vm, indentSpaces);
  yield* writer.write(self);
  return writer.build();
}

function* append(vm: Machine, self: JsonObject, name: JavaString | null, value: Ref): Steps<JsonObject> {
  const key = nameOf(vm, name);
  const there = self.peer.entries.get(key.value)?.value;
  if (there === undefined) put(vm, self, key, newArray(vm, [value]));
  else if (isArray(there)) there.peer.items.push(value);
  else throwJson(vm, `Key ${key.value} is not a JSONArray`);
  return self;
}

function* accumulate(vm: Machine, self: JsonObject, name: JavaString | null, value: Ref): Steps<JsonObject> {
  const key = nameOf(vm, name);
  const there = self.peer.entries.get(key.value)?.value;
  if (there === undefined) return put(vm, self, key, value);
  if (isArray(there)) there.peer.items.push(value);
  else put(vm, self, key, newArray(vm, [there, value]));
  return self;
}

export const jsonObject = defineClass({
  name: OBJECT,
  labels: 'container',
  fields: { 'static final NULL:Ljava/lang/Object;': nullOf },
  methods: methods({
    'new()': (_vm, self: JsonObject) => init(self),
    'new(String)': function* (vm, self: JsonObject, text: JavaString | null) {
      init(self);
      const value = new JsonParser(vm, vm.text(text), vm.labelOf(text)).readValue();
      if (!isObject(value)) throwJson(vm, yield* mismatch(vm, null, value, 'JSONObject'));
      else self.peer = value.peer;
    },
    'new(JSONTokener)': function* (vm, self: JsonObject, tokener: Ref) {
      init(self);
      const value = yield* vm.call<Ref>(tokener, 'nextValue()Ljava/lang/Object;');
      if (!isObject(value)) throwJson(vm, yield* mismatch(vm, null, value, 'JSONObject'));
      else self.peer = value.peer;
    },
    'new(Map)': function* (vm, self: JsonObject, map: Ref) {
      init(self);
      if (map === null) return;
      for (const [key, value] of yield* entriesOf(vm, map)) {
        if (key === null) vm.throwNew('java/lang/NullPointerException', 'key == null');
        const name = yield* toText(vm, key);
        const wrapped = yield* wrap(vm, value);
        if (name !== null && wrapped !== null) self.peer.entries.set(name.value, { name, value: wrapped });
      }
    },
    'new(JSONObject, String[])': (vm, self: JsonObject, from: JsonObject | null, names: JavaArray | null) => {
      init(self);
      for (const name of Array.isArray(names?.data) ? names.data : []) {
        if (!(name instanceof JavaString)) continue;
        const entry = required(vm, from).peer.entries.get(name.value);
        if (entry !== undefined) self.peer.entries.set(name.value, entry);
      }
    },
    'int length()': (_vm, self: JsonObject) => self.peer.entries.size,
    'JSONObject put(String, boolean)': putPrimitive('Z'),
    'JSONObject put(String, int)': putPrimitive('I'),
    'JSONObject put(String, long)': putPrimitive('J'),
    'JSONObject put(String, double)': putPrimitive('D'),
    'JSONObject put(String, Object)': (vm, self: JsonObject, name: JavaString | null, value: Ref) =>
      value === null && name === null ? self : put(vm, self, name, value),
    'JSONObject putOpt(String, Object)': (vm, self: JsonObject, name: JavaString | null, value: Ref) =>
      name === null || value === null ? self : put(vm, self, name, value),
    'JSONObject accumulate(String, Object)': accumulate,
    'JSONObject append(String, Object)': append,
    'Object remove(String)': (_vm, self: JsonObject, name: JavaString | null) => {
      const value = name === null ? undefined : self.peer.entries.get(name.value)?.value;
      if (name !== null) self.peer.entries.delete(name.value);
      return value ?? null;
    },
    'boolean isNull(String)': (vm, self: JsonObject, name: JavaString | null) =>
      isNull(vm, find(vm, self, name)),
    'boolean has(String)': (vm, self: JsonObject, name: JavaString | null) =>
      find(vm, self, name) !== undefined,
    'Object get(String)': (vm, self: JsonObject, name: JavaString | null) => get(vm, self, name),
    'Object opt(String)': (vm, self: JsonObject, name: JavaString | null) => find(vm, self, name) ?? null,
    ...coerced('boolean', 'Boolean', false, toBoolean),
    ...coerced('int', 'Int', 0, toInt),
    ...coerced('long', 'Long', 0n, toLong),
    ...coerced('double', 'Double', Number.NaN, toDouble),
    'String getString(String)': function* (vm, self: JsonObject, name: JavaString | null) {
      return yield* toText(vm, get(vm, self, name));
    },
    'String optString(String)': function* (vm, self: JsonObject, name: JavaString | null) {
      return (yield* toText(vm, find(vm, self, name))) ?? '';
    },
    'String optString(String, String)': function* (
      vm,
      self: JsonObject,
      name: JavaString | null,
      other: Ref,
    ) {
      return (yield* toText(vm, find(vm, self, name))) ?? other;
    },
    ...nested('JSONObject', isObject),
    ...nested('JSONArray', isArray),
    'Iterator keys()': function* (vm, self: JsonObject) {
      return yield* vm.call(yield* keysOf(vm, self), 'iterator()Ljava/util/Iterator;');
    },
    'Set keySet()': function* (vm, self: JsonObject) {
      return yield* vm.construct(
        'java/util/LinkedHashSet',
        '(Ljava/util/Collection;)V',
        yield* keysOf(vm, self),
      );
    },
    'JSONArray names()': (vm, self: JsonObject) =>
      self.peer.entries.size === 0
        ? null
        : newArray(
            vm,
            [...self.peer.entries.values()].map(({ name }) => name),
          ),
    'JSONArray toJSONArray(JSONArray)': function* (vm, self: JsonObject, names: Ref) {
      if (!isArray(names) || names.peer.items.length === 0) return null;
      const items: Ref[] = [];
      for (const item of names.peer.items) {
        const name = yield* toText(vm, item);
        items.push(find(vm, self, name) ?? null);
      }
      return newArray(vm, items);
    },
    'String toString()': (vm, self: JsonObject) => render(vm, self, 0),
    'String toString(int)': (vm, self: JsonObject, indentSpaces: number) => render(vm, self, indentSpaces),
    'static String quote(String)': (vm, text: JavaString | null) =>
      text === null ? '""' : vm.string(quote(text.value), vm.labelOf(text)),
    'static String numberToString(java/lang/Number)': function* (vm, number: HeapObject | null) {
      return number === null ? throwJson(vm, 'Number must be non-null') : yield* numberText(vm, number);
    },
    'static Object wrap(Object)': function* (vm, value: Ref) {
      return yield* wrap(vm, value);
    },
  }),
});
