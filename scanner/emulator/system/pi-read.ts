import { HeapObject, JavaArray, JavaObject, JavaString, hostKey, refsOf } from '../machine/index.ts';
import type {
  JavaValue,
  Machine,
  StackEntry,
  WatchedCall,
  WatchedField,
  WatchedRead,
} from '../machine/index.ts';
import { HashTable } from '../java/util/hash-table.ts';
import type { Intent } from '../android/content/intent.ts';
import { recordUnlessFlood } from './flood-gate.ts';
import { maskValue } from './mask-value.ts';
import { renderValue } from './render-value.ts';
import { SYSTEM, type AndroidSystem } from './system.ts';
import type { WatchList } from './watch-list.ts';

/** The watch list of the machine's device. */
export const WATCH_LIST = hostKey<WatchList>('watch-list');

/** A read that no watched method stands for: a content URI, a property, a file, a command. */
export type TextRead = {
  readonly channel: Parameters<WatchList['typesOfText']>[0];
  /** The URI, property name, path, command line or action. */
  readonly text: string;
  /** Dotted name of the method that read it. */
  readonly api: string;
  readonly arguments?: readonly string[];
  /** What it gave, unmasked; left out where it threw or the value has no text. */
  readonly value?: string;
  /** Dotted name of the exception. */
  readonly threw?: string;
};

/**
 * Records one read through a channel that is named by text, one event for each kind of information it leads to.
 * Answers the label set for the value: 0 where the text leads to no personal information.
 */
export function recordTextRead(vm: Machine, read: TextRead): number {
  return vm
    .attached(WATCH_LIST)
    .typesOfText(read.channel, read.text)
    .reduce((labels, piType) => vm.labels.union(labels, recordRead(vm, piType, read)), 0);
}

/** Records a read of a kind that the model itself knows; answers the label set for the value. */
export function recordRead(
  vm: Machine,
  piType: string,
  read: Pick<TextRead, 'api' | 'arguments' | 'value' | 'threw'>,
): number {
  const eventNumber = vm.attached(SYSTEM).events.record(
    {
      kind: 'pi-read',
      piType,
      api: read.api,
      arguments: read.arguments ?? [],
      ...(read.value !== undefined && { valueMasked: maskValue(read.value) }),
      ...(read.threw !== undefined && { threw: read.threw }),
    },
    appStack(vm.stack()),
  );
  return vm.labels.of({ kind: 'pi', piType, eventNumber, transforms: [] });
}

const given = new WeakMap<Machine, HeapObject[]>();

/** Says what the watched call that runs now will give to a callback: it gets the labels of that read. */
export function giveLater(vm: Machine, ...objects: readonly HeapObject[]): void {
  given.set(vm, [...(given.get(vm) ?? []), ...objects]);
}

/**
 * Records a call to a watched method, unless the platform made it for its own purposes or its arguments make it
 * harmless. What it gave is labelled through and through.
 */
export function recordWatchedCall(
  vm: Machine,
  system: AndroidSystem,
  list: WatchList,
  call: WatchedCall,
): readonly WatchedRead[] {
  const stack = call.stack[0]?.method === call.method ? call.stack.slice(1) : call.stack;
  const later = given.get(vm) ?? [];
  given.delete(vm);
  if (!isCalledByApp(stack)) return [];
  const { method } = call;
  const own = method.isStatic ? call.args : call.args.slice(1);
  if (!isFromSystem(method.isStatic ? null : call.args[0])) return [];
  if (
    /^(query|resolve)/.test(method.name) &&
    method.owner.name.endsWith('/PackageManager') &&
    !tellsOfOthers(vm, system, call)
  )
    return [];
  const caller = stack[0]?.method ?? method;
  const record = (piType: string): WatchedRead => ({
    piType,
    eventNumber: system.events.record(
      {
        kind: 'pi-read',
        piType,
        api: `${method.owner.javaName}.${method.name}`,
        arguments: own.map(renderValue),
        ...(call.threw === undefined
          ? method.returns !== 'V' && { valueMasked: describeValue(call.value) }
          : { threw: call.threw.cls.javaName }),
      },
      stack,
    ),
  });
  const reads = list
    .typesOfCall(method, call.args, system.app.manifest.packageName)
    .map((piType) =>
      recordUnlessFlood(
        vm,
        caller,
        `${piType} ${method.name} ${method.owner.name}`,
        () => record(piType),
        system.events.leaveOut,
      ),
    );
  const label = reads.reduce(
    (set, read) => vm.labels.union(set, vm.labels.of({ kind: 'pi', ...read, transforms: [] })),
    0,
  );
  if (label !== 0)
    for (const value of [call.value, ...later]) if (value instanceof HeapObject) labelDeep(vm, value, label);
  return reads;
}

/** Records that a place in the app's code reads a watched field. */
export function recordWatchedField(
  system: AndroidSystem,
  { field, value, stack }: WatchedField,
): readonly WatchedRead[] {
  const piType = field.watch;
  if (piType === null || !isCalledByApp(stack)) return [];
  const eventNumber = system.events.record(
    {
      kind: 'pi-read',
      piType,
      api: `${field.owner.javaName}.${field.name}`,
      arguments: [],
      ...(value !== null && { valueMasked: describeValue(value) }),
    },
    stack,
  );
  return [{ piType, eventNumber }];
}

/** A query for intents tells of other apps if it names one, or one is in the answer; apps also look for their own pages. */
function tellsOfOthers(vm: Machine, system: AndroidSystem, call: WatchedCall): boolean {
  const own = system.app.manifest.packageName;
  const others = new Set(system.phone.installed.map(({ packageName }) => packageName));
  let found = false;
  const look = (text: string) => {
    found ||= text !== own && others.has(text);
  };
  if (call.value instanceof HeapObject)
    walk(call.value, (object) => {
      if (object instanceof JavaString) look(object.value);
      if (!(object instanceof JavaObject) || object.cls.name !== 'android/content/pm/ResolveInfo')
        return true;
      // Names its package itself; the rest of it need not be looked at.
      look((vm.getField(object, 'resolvePackageName:Ljava/lang/String;') as JavaString | null)?.value ?? '');
      return false;
    });
  const intent = call.args[1];
  const peer = intent instanceof JavaObject ? (intent as Intent).peer : undefined;
  const named = peer?.component?.packageName ?? peer?.packageName ?? null;
  return found || (named !== null && named !== own);
}

/** The app called it, directly or by reflection; models that call models are the platform at work. */
function isCalledByApp(stack: readonly StackEntry[]): boolean {
  for (const { method } of stack) {
    if (method.owner.origin === 'app') return true;
    if (
      !method.owner.name.startsWith('java/lang/reflect/') &&
      !method.owner.name.startsWith('android/content/ContextWrapper')
    )
      return false;
  }
  return false;
}

/** The stack from the app's innermost method on, which is what made a model read. */
function appStack(stack: readonly StackEntry[]): readonly StackEntry[] {
  const first = stack.findIndex(({ method }) => method.owner.origin === 'app');
  return first < 0 ? stack : stack.slice(first);
}

const ownObjects = new WeakSet<HeapObject>();

/** Says that an object of a watched class was made by the app, so that its values are nobody's information. */
export function markMadeByApp(object: HeapObject): void {
  ownObjects.add(object);
}

export function isMadeByApp(object: HeapObject): boolean {
  return ownObjects.has(object);
}

function isFromSystem(receiver: JavaValue): boolean {
  return !(receiver instanceof HeapObject && isMadeByApp(receiver));
}

const mostShownTexts = 3;

/** A value as evidence keeps it: texts masked, those inside an object too; what has no text by its class. */
function describeValue(value: JavaValue): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (!(value instanceof HeapObject) || value instanceof JavaString) return maskValue(renderValue(value));
  if (value instanceof JavaArray && value.cls.name === '[B') return maskValue(renderValue(value));
  const texts: string[] = [];
  walk(value, (object) => {
    if (object instanceof JavaString && object.value !== '' && texts.length < mostShownTexts)
      texts.push(maskValue(object.value));
  });
  const name = value instanceof JavaArray ? `${value.cls.javaName} of ${value.length}` : value.cls.javaName;
  return texts.length === 0 ? name : `${name}: ${texts.join(', ')}`;
}

const deepest = 5;
const mostObjects = 5_000;

/** Labels an object and what it holds: fields, elements, and heap objects that its model keeps. */
export function labelDeep(vm: Machine, value: HeapObject, label: number): void {
  walk(value, (object) => vm.addLabel(object, label));
}

/** Label set of an object and everything that it holds. */
export function labelsWithin(vm: Machine, value: unknown): number {
  let labels = 0;
  walk(value, (object) => {
    labels = vm.labels.union(labels, vm.labelOf(object));
  });
  return labels;
}

/** Visits an object and what it holds; `visit` answers false where the inside need not be seen. */
function walk(value: unknown, visit: (object: HeapObject) => boolean | void): void {
  const seen = new Set<unknown>();
  const enter = (item: unknown, depth: number): void => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    if (depth > deepest || seen.size > mostObjects) return;
    seen.add(item);
    if (item instanceof HeapObject && visit(item) === false) return;
    for (const part of partsOf(item)) enter(part, depth + 1);
  };
  enter(value, 0);
}

function* nodeParts(table: HashTable): Iterable<unknown> {
  for (const { key, value } of table.nodes()) yield* [key, value];
}

function partsOf(item: object): Iterable<unknown> {
  if (item instanceof JavaArray) return refsOf(item);
  if (item instanceof JavaObject) return [...item.slots, item.peer];
  if (Array.isArray(item) || item instanceof Set) return item;
  if (item instanceof Map) return item.values();
  if (item instanceof HashTable) return nodeParts(item);
  // Java's lists keep their elements so, and its enumerations ask for them.
  if ('items' in item && Array.isArray(item.items)) return item.items;
  if ('items' in item && typeof item.items === 'function') return [(item.items as () => unknown)()];
  return Object.getPrototypeOf(item) === Object.prototype ? Object.values(item) : [];
}
