import { defineClass, type JavaObject } from '../../machine/index.ts';
import type { ClassModel, HeapObject, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { methods } from '../signature.ts';
import type { Ref } from './equality.ts';
import { itemsOf } from './iterate.ts';

const NAME = 'java/util/Spliterator';
const ORDERED = 0x10;
const SIZED = 0x40;
const SUBSIZED = 0x4000;
const ACCEPT = 'accept(Ljava/lang/Object;)V';
const ADVANCE = 'tryAdvance(Ljava/util/function/Consumer;)Z';

/** A stretch of elements, gathered from the collection when they are first asked for. */
type Peer = { source: HeapObject | null; items: readonly Ref[]; at: number; end: number };
type Self = JavaObject<Peer>;

function newSpliterator(vm: Machine, peer: Peer): Self {
  const made = vm.newObject<Peer>('java/util/Spliterators$ArraySpliterator');
  made.peer = peer;
  return made;
}

/** Iterable.spliterator, of any collection. */
export function spliteratorOf(vm: Machine, source: HeapObject): HeapObject {
  return newSpliterator(vm, { source, items: [], at: 0, end: 0 });
}

function* bind(vm: Machine, { peer }: Self): Steps<void> {
  if (peer.source === null) return;
  peer.items = yield* itemsOf(vm, peer.source);
  peer.end = peer.items.length;
  peer.source = null;
}

const size: NativeMethod = function* (vm: Machine, self: Self) {
  yield* bind(vm, self);
  return BigInt(self.peer.end - self.peer.at);
};

/** java.util.Spliterator, and the one that walks over elements. */
export const classes: readonly ClassModel[] = [
  defineClass({
    name: NAME,
    flags: 'interface',
    labels: 'container',
    fields: Object.fromEntries(
      Object.entries({ ORDERED, DISTINCT: 1, SORTED: 4, SIZED, NONNULL: 0x100, IMMUTABLE: 0x400 }).map(
        ([name, value]) => [`static final ${name}:I`, value],
      ),
    ),
    methods: methods({
      'boolean tryAdvance(Consumer)': null,
      'Spliterator trySplit()': null,
      'long estimateSize()': null,
      'int characteristics()': null,
      'void forEachRemaining(Consumer)': function* (vm, self: HeapObject, action: Ref) {
        while (yield* vm.call<boolean>(self, ADVANCE, action));
      },
      'long getExactSizeIfKnown()': function* (vm, self: HeapObject) {
        const flags = yield* vm.call<number>(self, 'characteristics()I');
        return (flags & SIZED) === 0 ? -1n : yield* vm.call<bigint>(self, 'estimateSize()J');
      },
      'boolean hasCharacteristics(int)': function* (vm, self: HeapObject, wanted: number) {
        return ((yield* vm.call<number>(self, 'characteristics()I')) & wanted) === wanted;
      },
    }),
  }),
  defineClass({
    name: 'java/util/Spliterators$ArraySpliterator',
    interfaces: [NAME],
    labels: 'container',
    methods: methods({
      'boolean tryAdvance(Consumer)': function* (vm, self: Self, action: Ref) {
        yield* bind(vm, self);
        const { peer } = self;
        if (peer.at >= peer.end) return false;
        yield* vm.call(action, ACCEPT, peer.items[peer.at++] ?? null);
        return true;
      },
      'Spliterator trySplit()': function* (vm, self: Self) {
        yield* bind(vm, self);
        const { peer } = self;
        const middle = (peer.at + peer.end) >>> 1;
        if (middle <= peer.at) return null;
        const first = newSpliterator(vm, { ...peer, end: middle });
        peer.at = middle;
        return first;
      },
      'long estimateSize()': size,
      'int characteristics()': () => ORDERED | SIZED | SUBSIZED,
    }),
  }),
];
