import { HeapObject, JavaArray, JavaObject, JavaString, box, boxKind, unbox } from '../../machine/index.ts';
import type { JavaClass, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { ACCESS } from '../../../dex/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { Intent, IntentState } from '../content/intent.ts';
import { makeCursor, type Cell } from '../database/cursor.ts';
import { makeList, readCollection, textsOf } from '../support/java-values.ts';
import { makeMessage } from './message.ts';

/** A value on its way from one process to another: nothing in it belongs to either. */
export type Flat =
  | null
  | boolean
  | number
  | bigint
  | { readonly kind: 'text'; readonly text: string; readonly label: number }
  | { readonly kind: 'box'; readonly type: string; readonly value: Flat }
  | {
      readonly kind: 'numbers';
      readonly type: string;
      readonly data: ArrayLike<number | bigint>;
      readonly label: number;
    }
  | { readonly kind: 'array'; readonly type: string; readonly items: readonly Flat[] }
  | { readonly kind: 'list'; readonly items: readonly Flat[] }
  | { readonly kind: 'bundle'; readonly entries: FlatEntries }
  | {
      readonly kind: 'intent';
      readonly state: Omit<IntentState, 'extras' | 'selector'>;
      readonly extras: FlatEntries;
    }
  | { readonly kind: 'plain'; readonly className: string; readonly peer: unknown; readonly label: number }
  | { readonly kind: 'parcelable'; readonly className: string; readonly values: readonly Flat[] }
  | { readonly kind: 'object'; readonly className: string; readonly fields: FlatEntries }
  | { readonly kind: 'binder'; readonly process: string; readonly number: number }
  | { readonly kind: 'messenger'; readonly binder: Flat }
  | { readonly kind: 'values'; readonly entries: FlatEntries }
  | {
      readonly kind: 'cursor';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Flat[])[];
    }
  | { readonly kind: 'message'; readonly fields: FlatEntries; readonly data: Flat };
type FlatEntries = readonly (readonly [string, Flat])[];

/** android.os.Binder across processes: what a proxy stands for. */
export type RemoteBinder = { readonly process: string; readonly number: number };
/** android.os.Messenger: the binder behind it, or the handler that it was made with. */
export type MessengerState = { readonly handler: HeapObject | null; readonly binder: HeapObject | null };

const deepest = 16;
const mostValues = 10_000;
const mostRows = 2000;
/** By Cursor.getType: null, whole number, number, text, bytes. */
const cellGetters = [
  undefined,
  'getLong(I)J',
  'getDouble(I)D',
  'getString(I)Ljava/lang/String;',
  'getBlob(I)[B',
] as const;
const messageFields = [
  'what:I',
  'arg1:I',
  'arg2:I',
  'obj:Ljava/lang/Object;',
  'replyTo:Landroid/os/Messenger;',
];
/** Classes of the platform whose state is plain data. */
const plainClasses = /^android\/(net\/Uri|content\/ComponentName|os\/ParcelUuid)/;

/** Takes a value apart for another process, as its writeToParcel says. What cannot travel is a gap, and null. */
export function* toParcel(vm: Machine, value: JavaValue): Steps<Flat> {
  return yield* new Writer(vm).write(value, 0);
}

/** Puts a value together again in the process that gets it. */
export function* fromParcel(vm: Machine, flat: Flat): Steps<HeapObject | null> {
  const value = yield* read(vm, flat);
  return value instanceof HeapObject ? value : null;
}

/** The values of a Parcel on their way to another process. */
export function* toParcelValues(vm: Machine, values: readonly JavaValue[]): Steps<readonly Flat[]> {
  const writer = new Writer(vm);
  const flat: Flat[] = [];
  for (const value of values) flat.push(yield* writer.write(value, 0));
  return flat;
}

export function* fromParcelValues(vm: Machine, values: readonly Flat[]): Steps<JavaValue[]> {
  const read_: JavaValue[] = [];
  for (const value of values) read_.push(yield* read(vm, value));
  return read_;
}

export function isKindOf(object: JavaObject, name: string): boolean {
  for (const ancestor of object.cls.ancestors) if (ancestor.name === name) return true;
  return false;
}

class Writer {
  readonly #vm: Machine;
  #count = 0;

  constructor(vm: Machine) {
    this.#vm = vm;
  }

  *write(value: JavaValue, depth: number): Steps<Flat> {
    const vm = this.#vm;
    if (!(value instanceof HeapObject))
      return typeof value === 'string' || typeof value === 'symbol' ? null : (value ?? null);
    if (++this.#count > mostValues || depth > deepest) return this.#leaveOut('a parcel that is too large');
    if (value instanceof JavaString) return { kind: 'text', text: value.value, label: vm.labelOf(value) };
    if (value instanceof JavaArray) return yield* this.#array(value, depth);
    if (!(value instanceof JavaObject)) return this.#leaveOut(value.cls.javaName);
    const type = boxKind(value);
    if (type !== undefined) return { kind: 'box', type, value: unbox(value) as number };
    return yield* this.#object(value, depth + 1);
  }

  *#array(array: JavaArray, depth: number): Steps<Flat> {
    const type = array.cls.name;
    if (!Array.isArray(array.data)) {
      const data = (array.data as Int8Array).slice();
      return { kind: 'numbers', type, data, label: this.#vm.labelOf(array) };
    }
    return { kind: 'array', type, items: yield* this.#all(array.data as readonly JavaValue[], depth) };
  }

  *#all(values: Iterable<JavaValue>, depth: number): Steps<readonly Flat[]> {
    const items: Flat[] = [];
    for (const item of values) items.push(yield* this.write(item, depth + 1));
    return items;
  }

  *#entries(map: Iterable<readonly [string, JavaValue]>, depth: number): Steps<FlatEntries> {
    const entries: [string, Flat][] = [];
    for (const [key, value] of map) entries.push([key, yield* this.write(value, depth + 1)]);
    return entries;
  }

  *#object(value: JavaObject, depth: number): Steps<Flat> {
    const vm = this.#vm;
    const { name } = value.cls;
    const { processName, processes } = vm.attached(SYSTEM);
    if (name === 'android/os/BinderProxy') {
      const { remote } = (value as JavaObject<{ readonly remote?: RemoteBinder }>).peer;
      return remote ? { kind: 'binder', ...remote } : this.#leaveOut('a binder of the system');
    }
    if (isKindOf(value, 'android/os/Binder'))
      return { kind: 'binder', process: processName, number: processes.binders.numberOf(processName, value) };
    if (name === 'android/os/Bundle')
      return {
        kind: 'bundle',
        entries: yield* this.#entries((value as JavaObject<Map<string, JavaValue>>).peer, depth),
      };
    if (isKindOf(value, 'android/content/Intent')) {
      const { extras, selector: _selector, ...state } = (value as Intent).peer;
      return {
        kind: 'intent',
        state: { ...state, categories: [...state.categories] },
        extras: yield* this.#entries(extras, depth),
      };
    }
    if (name === 'android/os/Messenger') {
      const binder = yield* vm.call<HeapObject>(value, 'getBinder()Landroid/os/IBinder;');
      return { kind: 'messenger', binder: yield* this.write(binder, depth) };
    }
    if (name === 'android/os/Message') {
      const fields = messageFields.map((key) => [key, vm.getField(value, key)] as const);
      const { data } = (value as JavaObject<{ readonly data: JavaObject | null }>).peer;
      return {
        kind: 'message',
        fields: yield* this.#entries(fields, depth),
        data: yield* this.write(data, depth),
      };
    }
    if (name === 'android/content/ContentValues')
      return {
        kind: 'values',
        entries: yield* this.#entries((value as JavaObject<Map<string, JavaValue>>).peer, depth),
      };
    if (isKindOf(value, 'android/database/Cursor')) return yield* this.#cursor(value, depth);
    if (plainClasses.test(name))
      return { kind: 'plain', className: name, peer: value.peer, label: vm.labelOf(value) };
    if (isKindOf(value, 'java/util/List'))
      return { kind: 'list', items: yield* this.#all(yield* readCollection(vm, value), depth) };
    if (value.cls.origin === 'app' && isKindOf(value, 'android/os/Parcelable')) {
      const parcel = yield* vm.callStatic<JavaObject<{ readonly values: readonly JavaValue[] }>>(
        'android/os/Parcel',
        'obtain()Landroid/os/Parcel;',
      );
      yield* vm.call(value, 'writeToParcel(Landroid/os/Parcel;I)V', parcel, 0);
      return { kind: 'parcelable', className: name, values: yield* this.#all(parcel.peer.values, depth) };
    }
    if (value.cls.origin === 'app' && isKindOf(value, 'java/io/Serializable')) {
      const fields = [...instanceFields(value.cls)].map((key) => [key, vm.getField(value, key)] as const);
      return { kind: 'object', className: name, fields: yield* this.#entries(fields, depth) };
    }
    return this.#leaveOut(value.cls.javaName);
  }

  /** A cursor goes over as its rows, as Android's window does. */
  *#cursor(cursor: JavaObject, depth: number): Steps<Flat> {
    const vm = this.#vm;
    const names = yield* vm.call<JavaArray>(cursor, 'getColumnNames()[Ljava/lang/String;');
    const columns = textsOf(names);
    const rows: (readonly Flat[])[] = [];
    yield* vm.call(cursor, 'moveToPosition(I)Z', -1);
    while (rows.length < mostRows && (yield* vm.call<boolean>(cursor, 'moveToNext()Z'))) {
      const row: Flat[] = [];
      for (const index of columns.keys()) {
        const type = yield* vm.call<number>(cursor, 'getType(I)I', index);
        const getter = cellGetters[type];
        row.push(
          getter === undefined ? null : yield* this.write(yield* vm.call(cursor, getter, index), depth),
        );
      }
      rows.push(row);
    }
    return { kind: 'cursor', columns, rows };
  }

  #leaveOut(what: string): null {
    this.#vm.gap('PARTIAL_MODEL', `${what} does not go to another process`);
    return null;
  }
}

function* instanceFields(cls: JavaClass): Iterable<string> {
  for (let at: JavaClass | null = cls; at?.origin === 'app'; at = at.superclass)
    for (const [key, field] of at.fields)
      if (!field.isStatic && (field.flags & ACCESS.transient) === 0) yield key;
}

function* read(vm: Machine, flat: Flat): Steps<JavaValue> {
  if (typeof flat !== 'object' || flat === null) return flat;
  switch (flat.kind) {
    case 'text':
      return vm.string(flat.text, flat.label);
    case 'box':
      return box(vm, flat.type, flat.value as JavaValue);
    case 'numbers': {
      const array = vm.newArray(flat.type, flat.data.length);
      (array.data as unknown as { set(from: ArrayLike<number | bigint>): void }).set(flat.data);
      if (flat.label !== 0) vm.addLabel(array, flat.label);
      return array;
    }
    case 'array':
      return vm.arrayOf(flat.type, (yield* readAll(vm, flat.items)) as (HeapObject | null)[]);
    case 'list':
      return yield* makeList(vm, yield* readAll(vm, flat.items));
    case 'bundle': {
      const bundle = vm.newObject<Map<string, JavaValue>>('android/os/Bundle');
      bundle.peer = yield* readEntries(vm, flat.entries);
      return bundle;
    }
    case 'intent': {
      const intent: Intent = vm.newObject<IntentState>('android/content/Intent');
      intent.peer = { ...flat.state, extras: yield* readEntries(vm, flat.extras), selector: null };
      return intent;
    }
    case 'values': {
      const values = vm.newObject<Map<string, JavaValue>>('android/content/ContentValues');
      values.peer = yield* readEntries(vm, flat.entries);
      return values;
    }
    case 'cursor': {
      const rows: JavaValue[][] = [];
      for (const row of flat.rows) rows.push(yield* readAll(vm, row));
      return makeCursor(vm, flat.columns, rows as Cell[][]);
    }
    case 'plain': {
      const made = vm.newObject(flat.className);
      made.peer = flat.peer;
      if (flat.label !== 0) vm.addLabel(made, flat.label);
      return made;
    }
    case 'parcelable':
      return yield* readParcelable(vm, flat.className, flat.values);
    case 'object': {
      const made = vm.newObject(flat.className);
      for (const [key, value] of flat.fields) vm.setField(made, key, yield* read(vm, value));
      return made;
    }
    case 'binder':
      return readBinder(vm, flat);
    case 'messenger': {
      const messenger = vm.newObject<MessengerState>('android/os/Messenger');
      const binder = yield* read(vm, flat.binder);
      messenger.peer = { handler: null, binder: binder instanceof HeapObject ? binder : null };
      return messenger;
    }
    case 'message': {
      const message = makeMessage(vm, null);
      for (const [key, value] of flat.fields) vm.setField(message, key, yield* read(vm, value));
      message.peer.data = (yield* read(vm, flat.data)) as JavaObject | null;
      return message;
    }
  }
}

function* readAll(vm: Machine, items: readonly Flat[]): Steps<JavaValue[]> {
  const values: JavaValue[] = [];
  for (const item of items) values.push(yield* read(vm, item));
  return values;
}

function* readEntries(vm: Machine, entries: FlatEntries): Steps<Map<string, JavaValue>> {
  const map = new Map<string, JavaValue>();
  for (const [key, value] of entries) map.set(key, yield* read(vm, value));
  return map;
}

function* readParcelable(vm: Machine, className: string, values: readonly Flat[]): Steps<JavaValue> {
  const cls = vm.findClass(`L${className};`);
  const creatorKey = cls && [...cls.fields.keys()].find((key) => key.startsWith('CREATOR:'));
  if (!cls || creatorKey === undefined) return null;
  yield* vm.initClass(cls);
  const parcel = yield* vm.callStatic<JavaObject<{ values: JavaValue[]; position: number }>>(
    'android/os/Parcel',
    'obtain()Landroid/os/Parcel;',
  );
  parcel.peer = { values: yield* readAll(vm, values), position: 0 };
  const creator = vm.getStatic(cls, creatorKey);
  if (!(creator instanceof HeapObject)) return null;
  return yield* vm.call(creator, 'createFromParcel(Landroid/os/Parcel;)Ljava/lang/Object;', parcel);
}

/** A binder that comes home is the object itself; anywhere else it is a proxy. */
function readBinder(vm: Machine, { process, number }: RemoteBinder): JavaValue {
  const { processName, processes } = vm.attached(SYSTEM);
  if (process === processName) return processes.binders.find(number)?.object ?? null;
  const proxy = vm.newObject<{ descriptor: null; owner: null; remote: RemoteBinder }>(
    'android/os/BinderProxy',
  );
  proxy.peer = { descriptor: null, owner: null, remote: { process, number } };
  return proxy;
}
