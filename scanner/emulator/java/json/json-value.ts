import { box, boxKind, JavaObject, JavaString } from '../../machine/index.ts';
import type { HeapObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import type { Ref } from '../io/support.ts';
import { doubleToText } from '../lang/number-text.ts';

/** The peer of a JSONObject: names in order, each with the string that it was given as. */
export type ObjectPeer = {
  readonly entries: Map<string, { readonly name: JavaString; readonly value: HeapObject }>;
};
export type ArrayPeer = { readonly items: Ref[] };
export type JsonObject = JavaObject<ObjectPeer>;
export type JsonArray = JavaObject<ArrayPeer>;

export const OBJECT = 'org/json/JSONObject';
export const ARRAY = 'org/json/JSONArray';
/** Deeper than this Java's own stack would not hold. */
export const MAX_JSON_DEPTH = 400;

export function newObject(vm: Machine): JsonObject {
  const made = vm.newObject<ObjectPeer>(OBJECT);
  made.peer = { entries: new Map() };
  return made;
}

export function newArray(vm: Machine, items: Ref[] = []): JsonArray {
  const made = vm.newObject<ArrayPeer>(ARRAY);
  made.peer = { items };
  return made;
}

export function isObject(value: Ref | undefined): value is JsonObject {
  return value instanceof JavaObject && isPeer(value.peer, 'entries');
}

export function isArray(value: Ref | undefined): value is JsonArray {
  return value instanceof JavaObject && isPeer(value.peer, 'items') && value.cls.name === ARRAY;
}

function isPeer(peer: unknown, member: string): boolean {
  return typeof peer === 'object' && peer !== null && member in peer;
}

/** JSONObject.NULL. */
export function nullOf(vm: Machine): HeapObject {
  const known = vm.shared.get('json null');
  if (known !== undefined) return known;
  const made = vm.newObject('org/json/JSONObject$Null');
  vm.shared.set('json null', made);
  return made;
}

export function isNull(vm: Machine, value: Ref | undefined): boolean {
  return value == null || value === nullOf(vm);
}

/** A box of a primitive; one of its own where it carries labels, because small boxes are shared. */
export function boxed(vm: Machine, kind: string, value: JavaValue, label: number): HeapObject {
  if (label === 0) return box(vm, kind, value);
  const made = vm.newObject(box(vm, kind, value).cls);
  made.peer = value;
  vm.addLabel(made, label);
  return made;
}

export function throwJson(vm: Machine, message: string): never {
  return vm.throwNew('org/json/JSONException', message);
}

/** The number in a box, or undefined. */
export function numberIn(value: Ref | undefined): number | bigint | undefined {
  if (!(value instanceof JavaObject)) return undefined;
  const kind = boxKind(value);
  if (kind === undefined || kind === 'Z' || kind === 'C') return undefined;
  return value.peer as number | bigint;
}

/** A number as JSON: integral doubles without a fraction, minus zero kept. */
export function* numberText(vm: Machine, value: HeapObject): Steps<string> {
  const number = numberIn(value);
  if (number === undefined) return yield* vm.textOf(value);
  if (typeof number === 'bigint') return String(number);
  if (!Number.isFinite(number))
    throwJson(
      vm,
      `Forbidden numeric value: ${Number.isNaN(number) ? 'NaN' : number > 0 ? 'Infinity' : '-Infinity'}`,
    );
  if (Object.is(number, -0)) return '-0';
  if (Number.isInteger(number) && Math.abs(number) < 2 ** 63) return String(BigInt(number));
  return boxKind(value) === 'D' ? doubleToText(number) : yield* vm.textOf(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\t': '\\t',
  '\b': '\\b',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
};

/** A JSON string literal as Android writes it: slashes escaped, control characters as \u. */
export function quote(text: string): string {
  const escaped = text.replace(
    /["\\/\x00-\x1f]/g,
    (char) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** Writes values out, gathering the labels of everything written. */
export class JsonWriter {
  private readonly vm: Machine;
  private readonly indent: string;
  private text = '';
  label = 0;

  constructor(vm: Machine, indentSpaces: number) {
    this.vm = vm;
    this.indent = ' '.repeat(Math.max(0, Math.min(indentSpaces, 64)));
  }

  *write(value: Ref, depth = 0): Steps<void> {
    const { vm } = this;
    if (depth > MAX_JSON_DEPTH) vm.throwNew('java/lang/StackOverflowError');
    if (value !== null) this.label = vm.labels.union(this.label, vm.labelOf(value));
    if (isArray(value)) yield* this.writeArray(value, depth);
    else if (isObject(value)) yield* this.writeObject(value, depth);
    else if (value === null || isNull(vm, value)) this.text += 'null';
    else if (value instanceof JavaString) this.text += quote(value.value);
    else if (boxKind(value) === 'Z') this.text += yield* vm.textOf(value);
    else if (value.cls.isSubclassOf(vm.classes.platformClass('java/lang/Number')))
      this.text += yield* numberText(vm, value);
    else this.text += quote(yield* vm.textOf(value));
  }

  private *writeArray(array: JsonArray, depth: number): Steps<void> {
    const { items } = array.peer;
    this.text += '[';
    for (const [i, item] of items.entries()) {
      this.text += (i > 0 ? ',' : '') + this.newLine(depth + 1);
      yield* this.write(item, depth + 1);
    }
    if (items.length > 0) this.text += this.newLine(depth);
    this.text += ']';
  }

  private *writeObject(object: JsonObject, depth: number): Steps<void> {
    let first = true;
    this.text += '{';
    for (const { name, value } of object.peer.entries.values()) {
      this.text += `${first ? '' : ','}${this.newLine(depth + 1)}${quote(name.value)}:${this.indent === '' ? '' : ' '}`;
      this.label = this.vm.labels.union(this.label, this.vm.labelOf(name));
      first = false;
      yield* this.write(value, depth + 1);
    }
    if (!first) this.text += this.newLine(depth);
    this.text += '}';
  }

  private newLine(depth: number): string {
    return this.indent === '' ? '' : `\n${this.indent.repeat(depth)}`;
  }

  /** What was written; its labels say that it went into JSON. */
  build(): JavaString {
    return this.vm.string(this.text, this.vm.labels.transform(this.label, 'JSON'));
  }
}
