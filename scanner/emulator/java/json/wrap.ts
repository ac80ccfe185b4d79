import { boxKind, JavaArray, JavaString } from '../../machine/index.ts';
import type { HeapObject, Machine, Steps } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { entriesOf, itemsOf } from '../util/iterate.ts';
import { toText } from './coerce.ts';
import { boxed, isArray, isObject, MAX_JSON_DEPTH, newArray, newObject, nullOf } from './json-value.ts';

/** JSONObject.wrap: collections, arrays and maps as JSON; platform objects as their text; null for what is none of these. */
export function* wrap(vm: Machine, value: Ref, depth = 0): Steps<HeapObject | null> {
  if (value === null) return nullOf(vm);
  if (depth > MAX_JSON_DEPTH) vm.throwNew('java/lang/StackOverflowError');
  if (value === nullOf(vm) || isArray(value) || isObject(value)) return value;
  if (value instanceof JavaString || boxKind(value) !== undefined) return value;
  if (value instanceof JavaArray) return yield* wrapArray(vm, value, depth);
  if (value.cls.isSubclassOf(vm.classes.platformClass('java/util/Collection'))) {
    const items: Ref[] = [];
    for (const item of yield* itemsOf(vm, value)) items.push(yield* wrap(vm, item, depth + 1));
    return newArray(vm, items);
  }
  if (value.cls.isSubclassOf(vm.classes.platformClass('java/util/Map'))) {
    const made = newObject(vm);
    for (const [key, item] of yield* entriesOf(vm, value)) {
      const name = yield* toText(vm, key);
      const wrapped = yield* wrap(vm, item, depth + 1);
      if (name !== null && wrapped !== null) made.peer.entries.set(name.value, { name, value: wrapped });
    }
    return made;
  }
  return value.cls.name.startsWith('java/') ? yield* toText(vm, value) : null;
}

/** Elements of an array of any type as JSON values. */
export function* wrapArray(vm: Machine, array: JavaArray, depth = 0): Steps<HeapObject> {
  const items: Ref[] = [];
  const label = vm.labelOf(array);
  const kind = array.cls.element?.descriptor ?? 'V';
  if (Array.isArray(array.data)) for (const item of array.data) items.push(yield* wrap(vm, item, depth + 1));
  else {
    const { data } = array;
    for (let i = 0; i < array.length; i++) items.push(boxed(vm, kind, elementOf(kind, data, i), label));
  }
  return newArray(vm, items);
}

function elementOf(
  kind: string,
  data: Exclude<JavaArray['data'], unknown[]>,
  i: number,
): boolean | number | bigint {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  switch (kind) {
    case 'Z':
      return data[i] !== 0;
    case 'F':
      return view.getFloat32(i * 4, true);
    case 'J':
      return view.getBigInt64(i * 8, true);
    case 'D':
      return view.getFloat64(i * 8, true);
    default:
      return data[i] ?? 0;
  }
}
