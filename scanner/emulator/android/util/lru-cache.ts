import { defineClass } from '../../machine/index.ts';
import type { HeapObject, JavaObject, Machine, Steps } from '../../machine/index.ts';
import { equalsOf, plainEquals } from '../../java/util/equality.ts';

type Entry = { readonly key: HeapObject; value: HeapObject };
/** Least recently used first. */
type CacheState = { entries: Entry[]; size: number; maxSize: number };
type LruCache = JavaObject<CacheState>;

const sizeOf = 'sizeOf(Ljava/lang/Object;Ljava/lang/Object;)I';
const removed = 'entryRemoved(ZLjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V';

function* find(vm: Machine, self: LruCache, key: HeapObject | null): Steps<Entry | undefined> {
  if (!key) return vm.throwNew('java/lang/NullPointerException', 'key == null');
  for (const entry of self.peer.entries)
    if (plainEquals(vm, key, entry.key) ?? (yield* equalsOf(vm, key, entry.key))) return entry;
  return undefined;
}

function touch(self: LruCache, entry: Entry): void {
  const { entries } = self.peer;
  entries.splice(entries.indexOf(entry), 1);
  entries.push(entry);
}

function* put(
  vm: Machine,
  self: LruCache,
  key: HeapObject | null,
  value: HeapObject | null,
): Steps<HeapObject | null> {
  if (!key || !value) return vm.throwNew('java/lang/NullPointerException', 'key == null || value == null');
  const known = yield* find(vm, self, key);
  const before = known?.value ?? null;
  if (known) {
    self.peer.size -= yield* vm.call<number>(self, sizeOf, key, known.value);
    known.value = value;
    touch(self, known);
  } else self.peer.entries.push({ key, value });
  self.peer.size += yield* vm.call<number>(self, sizeOf, key, value);
  if (before) yield* vm.call(self, removed, false, key, before, value);
  yield* trim(vm, self, self.peer.maxSize);
  return before;
}

function* trim(vm: Machine, self: LruCache, maxSize: number): Steps<void> {
  while (self.peer.size > maxSize) {
    const oldest = self.peer.entries.shift();
    if (!oldest) break;
    self.peer.size -= yield* vm.call<number>(self, sizeOf, oldest.key, oldest.value);
    yield* vm.call(self, removed, true, oldest.key, oldest.value, null);
  }
}

export const lruCache = defineClass({
  name: 'android/util/LruCache',
  labels: 'container',
  methods: {
    '<init>(I)V': (vm, self: LruCache, maxSize: number) => {
      if (maxSize <= 0) vm.throwNew('java/lang/IllegalArgumentException', 'maxSize <= 0');
      self.peer = { entries: [], size: 0, maxSize };
    },
    'get(Ljava/lang/Object;)Ljava/lang/Object;': function* (vm, self: LruCache, key: HeapObject | null) {
      const known = yield* find(vm, self, key);
      if (known) {
        touch(self, known);
        return known.value;
      }
      const made = yield* vm.call<HeapObject | null>(
        self,
        'create(Ljava/lang/Object;)Ljava/lang/Object;',
        key,
      );
      if (made) yield* put(vm, self, key, made);
      return made;
    },
    'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;': put,
    'remove(Ljava/lang/Object;)Ljava/lang/Object;': function* (vm, self: LruCache, key: HeapObject | null) {
      const known = yield* find(vm, self, key);
      if (!known) return null;
      self.peer.entries.splice(self.peer.entries.indexOf(known), 1);
      self.peer.size -= yield* vm.call<number>(self, sizeOf, known.key, known.value);
      yield* vm.call(self, removed, false, known.key, known.value, null);
      return known.value;
    },
    'protected create(Ljava/lang/Object;)Ljava/lang/Object;': () => null,
    'protected sizeOf(Ljava/lang/Object;Ljava/lang/Object;)I': () => 1,
    [`protected ${removed}`]: () => undefined,
    'final size()I': (_vm, self: LruCache) => self.peer.size,
    'final maxSize()I': (_vm, self: LruCache) => self.peer.maxSize,
    'trimToSize(I)V': trim,
    'resize(I)V': function* (vm, self: LruCache, maxSize: number) {
      self.peer.maxSize = maxSize;
      yield* trim(vm, self, maxSize);
    },
    'final evictAll()V': (vm, self: LruCache) => trim(vm, self, -1),
    'final snapshot()Ljava/util/Map;': function* (vm, self: LruCache) {
      const map = yield* vm.construct('java/util/LinkedHashMap', '()V');
      for (const { key, value } of self.peer.entries)
        yield* vm.call(map, 'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;', key, value);
      return map;
    },
  },
});
