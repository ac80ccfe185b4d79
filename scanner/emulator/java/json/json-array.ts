import { defineClass, JavaArray } from '../../machine/index.ts';
import type { HeapObject, JavaString, JavaValue, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { argumentLabel } from '../io/support.ts';
import type { Ref } from '../io/support.ts';
import { methods } from '../signature.ts';
import { equalsOf } from '../util/equality.ts';
import { itemsOf } from '../util/iterate.ts';
import { mismatch, toBoolean, toDouble, toInt, toLong, toText } from './coerce.ts';
import { checkNumber } from './json-object.ts';
import { JsonParser } from './json-parser.ts';
import { ARRAY, boxed, isArray, isNull, isObject, JsonWriter, newObject, throwJson } from './json-value.ts';
import type { JsonArray } from './json-value.ts';
import { wrap, wrapArray } from './wrap.ts';

function put(vm: Machine, self: JsonArray, value: Ref): JsonArray {
  checkNumber(vm, value);
  self.peer.items.push(value);
  return self;
}

/** Java pads with nulls up to the index. */
function putAt(vm: Machine, self: JsonArray, at: number, value: Ref): JsonArray {
  checkNumber(vm, value);
  if (at < 0)
    vm.throwNew('java/lang/ArrayIndexOutOfBoundsException', `length=${self.peer.items.length}; index=${at}`);
  if (at > 1_000_000) vm.throwNew('java/lang/OutOfMemoryError');
  while (self.peer.items.length <= at) self.peer.items.push(null);
  self.peer.items[at] = value;
  return self;
}

function get(vm: Machine, self: JsonArray, at: number): HeapObject {
  const { items } = self.peer;
  if (at < 0 || at >= items.length) return throwJson(vm, `Index ${at} out of range [0..${items.length})`);
  return items[at] ?? throwJson(vm, `Value at ${at} is null.`);
}

function opt(self: JsonArray, at: number): Ref {
  return self.peer.items[at] ?? null;
}

function coerced<T extends JavaValue>(
  type: string,
  name: string,
  otherwise: T,
  to: (value: Ref | undefined) => T | undefined,
): Record<string, NativeMethod> {
  return {
    [`${type} get${name}(int)`]: function* (vm: Machine, self: JsonArray, at: number) {
      const value = get(vm, self, at);
      return to(value) ?? throwJson(vm, yield* mismatch(vm, String(at), value, type));
    },
    [`${type} opt${name}(int)`]: (_vm: Machine, self: JsonArray, at: number) =>
      to(opt(self, at)) ?? otherwise,
    [`${type} opt${name}(int, ${type})`]: (_vm: Machine, self: JsonArray, at: number, other: T) =>
      to(opt(self, at)) ?? other,
  };
}

function nested(name: string, is: (value: Ref | undefined) => boolean): Record<string, NativeMethod> {
  return {
    [`${name} get${name}(int)`]: function* (vm: Machine, self: JsonArray, at: number) {
      const value = get(vm, self, at);
      return is(value) ? value : throwJson(vm, yield* mismatch(vm, String(at), value, name));
    },
    [`${name} opt${name}(int)`]: (_vm: Machine, self: JsonArray, at: number) => {
      const value = opt(self, at);
      return is(value) ? value : null;
    },
  };
}

/** put of a primitive: generators, because only they see its labels. */
function primitives(): Record<string, NativeMethod> {
  const table: Record<string, NativeMethod> = {};
  for (const [type, kind] of [
    ['boolean', 'Z'],
    ['int', 'I'],
    ['long', 'J'],
    ['double', 'D'],
  ] as const) {
    table[`JSONArray put(${type})`] = function* (vm: Machine, self: JsonArray, value: JavaValue) {
      return put(vm, self, boxed(vm, kind, value, argumentLabel(vm)));
    };
    table[`JSONArray put(int, ${type})`] = function* (
      vm: Machine,
      self: JsonArray,
      at: number,
      value: JavaValue,
    ) {
      return putAt(vm, self, at, boxed(vm, kind, value, argumentLabel(vm)));
    };
  }
  return table;
}

function* render(vm: Machine, self: JsonArray, indentSpaces: number): Steps<JavaString> {
  const writer = new JsonWriter(vm, indentSpaces);
  yield* writer.write(self);
  return writer.build();
}

export const jsonArray = defineClass({
  name: ARRAY,
  labels: 'container',
  methods: methods({
    'new()': (_vm, self: JsonArray) => {
      self.peer = { items: [] };
    },
    'new(String)': function* (vm, self: JsonArray, text: JavaString | null) {
      self.peer = { items: [] };
      const value = new JsonParser(vm, vm.text(text), vm.labelOf(text)).readValue();
      if (!isArray(value)) throwJson(vm, yield* mismatch(vm, null, value, 'JSONArray'));
      else self.peer = value.peer;
    },
    'new(JSONTokener)': function* (vm, self: JsonArray, tokener: Ref) {
      self.peer = { items: [] };
      const value = yield* vm.call<Ref>(tokener, 'nextValue()Ljava/lang/Object;');
      if (!isArray(value)) throwJson(vm, yield* mismatch(vm, null, value, 'JSONArray'));
      else self.peer = value.peer;
    },
    'new(Collection)': function* (vm, self: JsonArray, collection: Ref) {
      self.peer = { items: [] };
      if (collection === null) return;
      for (const item of yield* itemsOf(vm, collection)) self.peer.items.push(yield* wrap(vm, item));
    },
    'new(Object)': function* (vm, self: JsonArray, array: Ref) {
      self.peer = { items: [] };
      if (!(array instanceof JavaArray))
        return throwJson(
          vm,
          `Not a primitive array: ${array === null ? 'null' : `class ${array.cls.javaName}`}`,
        );
      const made = yield* wrapArray(vm, array);
      if (isArray(made)) self.peer = made.peer;
    },
    'int length()': (_vm, self: JsonArray) => self.peer.items.length,
    ...primitives(),
    'JSONArray put(Object)': put,
    'JSONArray put(int, Object)': putAt,
    'boolean isNull(int)': (vm, self: JsonArray, at: number) => isNull(vm, opt(self, at)),
    'Object get(int)': get,
    'Object opt(int)': (_vm, self: JsonArray, at: number) => opt(self, at),
    'Object remove(int)': (_vm, self: JsonArray, at: number) =>
      at < 0 ? null : (self.peer.items.splice(at, 1)[0] ?? null),
    ...coerced('boolean', 'Boolean', false, toBoolean),
    ...coerced('int', 'Int', 0, toInt),
    ...coerced('long', 'Long', 0n, toLong),
    ...coerced('double', 'Double', Number.NaN, toDouble),
    'String getString(int)': function* (vm, self: JsonArray, at: number) {
      return yield* toText(vm, get(vm, self, at));
    },
    'String optString(int)': function* (vm, self: JsonArray, at: number) {
      return (yield* toText(vm, opt(self, at))) ?? '';
    },
    'String optString(int, String)': function* (vm, self: JsonArray, at: number, other: Ref) {
      return (yield* toText(vm, opt(self, at))) ?? other;
    },
    ...nested('JSONObject', isObject),
    ...nested('JSONArray', isArray),
    'JSONObject toJSONObject(JSONArray)': function* (vm, self: JsonArray, names: Ref) {
      if (!isArray(names) || names.peer.items.length === 0 || self.peer.items.length === 0) return null;
      const made = newObject(vm);
      for (const [i, item] of names.peer.items.entries()) {
        const name = yield* toText(vm, item);
        const value = opt(self, i);
        if (name !== null && value !== null) made.peer.entries.set(name.value, { name, value });
      }
      return made;
    },
    'String join(String)': function* (vm, self: JsonArray, separator: JavaString | null) {
      let text = '';
      let label = 0;
      for (const [i, item] of self.peer.items.entries()) {
        const writer = new JsonWriter(vm, 0);
        yield* writer.write(item);
        text += (i > 0 ? vm.text(separator) : '') + writer.build().value;
        label = vm.labels.union(label, writer.label);
      }
      return vm.string(text, vm.labels.transform(label, 'JSON'));
    },
    'String toString()': (vm, self: JsonArray) => render(vm, self, 0),
    'String toString(int)': (vm, self: JsonArray, indentSpaces: number) => render(vm, self, indentSpaces),
    'boolean equals(Object)': function* (vm, self: JsonArray, other: Ref) {
      if (!isArray(other) || other.peer.items.length !== self.peer.items.length) return false;
      for (const [i, item] of self.peer.items.entries())
        if (!(yield* equalsOf(vm, item, other.peer.items[i] ?? null))) return false;
      return true;
    },
    'int hashCode()': (_vm, self: JsonArray) => self.peer.items.length,
  }),
});
