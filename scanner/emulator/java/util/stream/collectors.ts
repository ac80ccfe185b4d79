import { defineClass, type JavaObject } from '../../../machine/index.ts';
import type { ClassModel, HeapObject, JavaValue, Machine, Steps } from '../../../machine/index.ts';
import { modelEnum } from '../../lang/enum.ts';
import { methods } from '../../signature.ts';
import { newArrayList } from '../array-list.ts';
import { compareOf } from '../equality.ts';
import type { Ref } from '../equality.ts';
import { newFunction } from '../function.ts';
import { newOptional } from '../optional.ts';

const COLLECTOR = 'java/util/stream/Collector';

/** A collector: four functions, each a Java object, for apps may call them. */
type CollectorPeer = { supplier: Ref; accumulator: Ref; combiner: Ref; finisher: Ref };
type Collector = JavaObject<CollectorPeer>;

/** Host side of a collector: how the container is made, filled and finished. */
type Shape<T> = {
  make: () => Steps<T>;
  add: (into: T, item: Ref) => Steps<void>;
  finish: (into: T) => Steps<Ref>;
};

type Holder<T> = JavaObject<{ state: T }>;

function newCollector<T>(vm: Machine, { make, add, finish }: Shape<T>): Collector {
  const collector = vm.newObject<CollectorPeer>('java/util/stream/Collectors$CollectorImpl');
  const state = (holder: JavaValue) => (holder as Holder<T>).peer.state;
  collector.peer = {
    supplier: newFunction(vm, 'Supplier', function* () {
      const holder = vm.newObject<{ state: T }>('java/util/stream/Collectors$Box');
      holder.peer = { state: yield* make() };
      return holder;
    }),
    accumulator: newFunction(vm, 'BiConsumer', function* (into, item): Steps<JavaValue> {
      yield* add(state(into), item as Ref);
      return undefined;
    }),
    // Streams here run in one thread: nothing is ever combined.
    combiner: newFunction(vm, 'BinaryOperator', function* (left) {
      return left;
    }),
    finisher: newFunction(vm, 'Function', function* (into) {
      return yield* finish(state(into));
    }),
  };
  return collector;
}

/** Reads another collector, perhaps the app's own, as a shape. */
function* readCollector(vm: Machine, collector: Ref): Steps<Shape<Ref>> {
  const supplier = yield* vm.call<Ref>(collector, 'supplier()Ljava/util/function/Supplier;');
  const accumulator = yield* vm.call<Ref>(collector, 'accumulator()Ljava/util/function/BiConsumer;');
  const finisher = yield* vm.call<Ref>(collector, 'finisher()Ljava/util/function/Function;');
  return {
    make: () => vm.call<Ref>(supplier, 'get()Ljava/lang/Object;'),
    add: (into, item) =>
      vm.call<void>(accumulator, 'accept(Ljava/lang/Object;Ljava/lang/Object;)V', into, item),
    finish: (into) => vm.call<Ref>(finisher, 'apply(Ljava/lang/Object;)Ljava/lang/Object;', into),
  };
}

const apply = (vm: Machine, f: Ref, item: Ref) =>
  vm.call<Ref>(f, 'apply(Ljava/lang/Object;)Ljava/lang/Object;', item);
const ADD = 'add(Ljava/lang/Object;)Z';
const PUT = 'put(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;';
const GET = 'get(Ljava/lang/Object;)Ljava/lang/Object;';

function* finished(value: Ref): Steps<Ref> {
  return value;
}

/** Collects into a Java collection made by `make`. */
function into(vm: Machine, make: () => Steps<Ref>, finish: (made: Ref) => Steps<Ref> = finished): Collector {
  return newCollector<Ref>(vm, {
    make,
    add: function* (collection, item) {
      yield* vm.call(collection, ADD, item);
    },
    finish,
  });
}

const make = (vm: Machine, name: string) => () => vm.construct<HeapObject>(name, '()V') as Steps<Ref>;

function unmodifiable(vm: Machine, type: 'List' | 'Set' | 'Map') {
  return (made: Ref) =>
    vm.callStatic<Ref>(
      'java/util/Collections',
      `unmodifiable${type}(Ljava/util/${type};)Ljava/util/${type};`,
      made,
    );
}

function joining(vm: Machine, separator: Ref, prefix: Ref, suffix: Ref): Collector {
  return newCollector<{ text: string | null; label: number }>(vm, {
    make: function* () {
      return { text: null, label: 0 };
    },
    add: function* (state, item) {
      const text = yield* vm.textOf(item);
      state.text =
        state.text === null
          ? text
          : state.text + (separator === null ? '' : yield* vm.textOf(separator)) + text;
      state.label = vm.labels.union(state.label, vm.labelOf(item));
    },
    finish: function* ({ text, label }) {
      const before = prefix === null ? '' : yield* vm.textOf(prefix);
      const after = suffix === null ? '' : yield* vm.textOf(suffix);
      return vm.string(before + (text ?? '') + after, label);
    },
  });
}

function toMap(
  vm: Machine,
  key: Ref,
  value: Ref,
  merge: Ref,
  maker: () => Steps<Ref>,
  finish = finished,
): Collector {
  return newCollector<Ref>(vm, {
    make: maker,
    add: function* (map, item) {
      const k = yield* apply(vm, key, item);
      const v = yield* apply(vm, value, item);
      if (v === null) vm.throwNew('java/lang/NullPointerException');
      const old = yield* vm.call<Ref>(map, GET, k);
      if (old === null) yield* vm.call(map, PUT, k, v);
      else if (merge === null)
        vm.throwNew(
          'java/lang/IllegalStateException',
          `Duplicate key ${yield* vm.textOf(k)} (attempted merging values ${yield* vm.textOf(old)} and ${yield* vm.textOf(v)})`,
        );
      else
        yield* vm.call(
          map,
          'merge(Ljava/lang/Object;Ljava/lang/Object;Ljava/util/function/BiFunction;)Ljava/lang/Object;',
          k,
          v,
          merge,
        );
    },
    finish,
  });
}

function* groupingBy(vm: Machine, key: Ref, maker: () => Steps<Ref>, downstream: Ref): Steps<Collector> {
  const inner = yield* readCollector(vm, downstream);
  return newCollector<Ref>(vm, {
    make: maker,
    add: function* (map, item) {
      const k = yield* apply(vm, key, item);
      if (k === null) vm.throwNew('java/lang/NullPointerException', 'element cannot be mapped to a null key');
      let group = yield* vm.call<Ref>(map, GET, k);
      if (group === null) {
        group = yield* inner.make();
        yield* vm.call(map, PUT, k, group);
      }
      yield* inner.add(group, item);
    },
    finish: function* (map) {
      const finish = newFunction(vm, 'BiFunction', (_key, group) => inner.finish(group as Ref));
      yield* vm.call(map, 'replaceAll(Ljava/util/function/BiFunction;)V', finish);
      return map;
    },
  });
}

const toList = (vm: Machine): Collector =>
  into(vm, function* () {
    return newArrayList(vm, []);
  });

/** A downstream collector that sees other items: `each` gives them. */
function* adapted(
  vm: Machine,
  downstream: Ref,
  each: (item: Ref, add: (item: Ref) => Steps<void>) => Steps<void>,
): Steps<Collector> {
  const inner = yield* readCollector(vm, downstream);
  return newCollector<Ref>(vm, {
    make: inner.make,
    add: (state, item) => each(item, (one) => inner.add(state, one)),
    finish: inner.finish,
  });
}

type Letter = 'I' | 'J' | 'D';
const WORDS: Readonly<Record<Letter, string>> = { I: 'Int', J: 'Long', D: 'Double' };

function* numberOf(vm: Machine, f: Ref, kind: Letter, item: Ref): Steps<number | bigint> {
  return yield* vm.call<number | bigint>(f, `applyAs${WORDS[kind]}(Ljava/lang/Object;)${kind}`, item);
}

function summing(vm: Machine, f: Ref, kind: Letter): Collector {
  return newCollector<{ total: number | bigint }>(vm, {
    make: function* () {
      return { total: kind === 'J' ? 0n : 0 };
    },
    add: function* (state, item) {
      const value = yield* numberOf(vm, f, kind, item);
      if (typeof value === 'bigint') state.total = BigInt.asIntN(64, BigInt(state.total) + value);
      else state.total = kind === 'I' ? (Number(state.total) + value) | 0 : Number(state.total) + value;
    },
    finish: ({ total }) => boxNumber(vm, kind, total),
  });
}

function* boxNumber(vm: Machine, kind: Letter, value: number | bigint): Steps<Ref> {
  const name = { I: 'Integer', J: 'Long', D: 'Double' }[kind];
  return yield* vm.callStatic<Ref>(`java/lang/${name}`, `valueOf(${kind})Ljava/lang/${name};`, value);
}

function averaging(vm: Machine, f: Ref, kind: Letter): Collector {
  return newCollector<{ total: number; count: number }>(vm, {
    make: function* () {
      return { total: 0, count: 0 };
    },
    add: function* (state, item) {
      state.total += Number(yield* numberOf(vm, f, kind, item));
      state.count++;
    },
    finish: ({ total, count }) => boxNumber(vm, 'D', count === 0 ? 0 : total / count),
  });
}

function summarizing(vm: Machine, f: Ref, kind: Letter): Collector {
  return newCollector<Ref>(vm, {
    make: make(vm, `java/util/${WORDS[kind]}SummaryStatistics`),
    add: function* (statistics, item) {
      yield* vm.call(statistics, `accept(${kind})V`, yield* numberOf(vm, f, kind, item));
    },
    finish: finished,
  });
}

/** Keeps one item: what `join` makes of the one kept and the next. */
function keeping(
  vm: Machine,
  start: Ref | undefined,
  join: (a: Ref, b: Ref) => Steps<Ref>,
  optional: boolean,
  change?: Ref,
): Collector {
  return newCollector<{ kept: Ref | undefined }>(vm, {
    make: function* () {
      return { kept: start };
    },
    add: function* (state, item) {
      const value = change === undefined ? item : yield* apply(vm, change, item);
      state.kept = state.kept === undefined ? value : yield* join(state.kept, value);
    },
    finish: function* ({ kept }) {
      return optional ? newOptional(vm, kept ?? null) : (kept ?? null);
    },
  });
}

const joinBy = (vm: Machine, operator: Ref) => (a: Ref, b: Ref) =>
  vm.call<Ref>(operator, 'apply(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;', a, b);

const extreme = (vm: Machine, by: Ref, sign: number): Collector =>
  keeping(
    vm,
    undefined,
    function* (a, b) {
      return (yield* compareOf(vm, by, b, a)) * sign > 0 ? b : a;
    },
    true,
  );

const counting = (vm: Machine): Collector =>
  newCollector<{ count: number }>(vm, {
    make: function* () {
      return { count: 0 };
    },
    add: function* (state) {
      state.count++;
    },
    finish: ({ count }) => boxNumber(vm, 'J', BigInt(count)),
  });

function* partitioningBy(vm: Machine, test: Ref, downstream: Ref): Steps<Collector> {
  const inner = yield* readCollector(vm, downstream);
  return newCollector<{ no: Ref; yes: Ref }>(vm, {
    make: function* () {
      return { no: yield* inner.make(), yes: yield* inner.make() };
    },
    add: function* ({ no, yes }, item) {
      yield* inner.add((yield* vm.call<boolean>(test, 'test(Ljava/lang/Object;)Z', item)) ? yes : no, item);
    },
    finish: function* ({ no, yes }) {
      const map = yield* vm.construct('java/util/LinkedHashMap', '()V');
      const key = (value: boolean) =>
        vm.callStatic<Ref>('java/lang/Boolean', 'valueOf(Z)Ljava/lang/Boolean;', value);
      yield* vm.call(map, PUT, yield* key(false), yield* inner.finish(no));
      yield* vm.call(map, PUT, yield* key(true), yield* inner.finish(yes));
      return map;
    },
  });
}

const supplied = (vm: Machine, supplier: Ref) => () => vm.call<Ref>(supplier, 'get()Ljava/lang/Object;');

const collectors = defineClass({
  name: 'java/util/stream/Collectors',
  flags: 'final',
  labels: 'container',
  methods: methods({
    'static Collector toList()': toList,
    'static Collector toSet()': (vm: Machine) => into(vm, make(vm, 'java/util/HashSet')),
    'static Collector toUnmodifiableList()': (vm: Machine) =>
      into(vm, make(vm, 'java/util/ArrayList'), unmodifiable(vm, 'List')),
    'static Collector toUnmodifiableSet()': (vm: Machine) =>
      into(vm, make(vm, 'java/util/HashSet'), unmodifiable(vm, 'Set')),
    'static Collector toCollection(Supplier)': (vm: Machine, supplier: Ref) =>
      into(vm, supplied(vm, supplier)),
    'static Collector joining()': (vm: Machine) => joining(vm, null, null, null),
    'static Collector joining(CharSequence)': (vm: Machine, separator: Ref) =>
      joining(vm, separator, null, null),
    'static Collector joining(CharSequence, CharSequence, CharSequence)': joining,
    'static Collector toMap(Function, Function)': (vm: Machine, key: Ref, value: Ref) =>
      toMap(vm, key, value, null, make(vm, 'java/util/HashMap')),
    'static Collector toMap(Function, Function, BinaryOperator)': (
      vm: Machine,
      key: Ref,
      value: Ref,
      merge: Ref,
    ) => toMap(vm, key, value, merge, make(vm, 'java/util/HashMap')),
    'static Collector toMap(Function, Function, BinaryOperator, Supplier)': (
      vm: Machine,
      key: Ref,
      value: Ref,
      merge: Ref,
      supplier: Ref,
    ) => toMap(vm, key, value, merge, supplied(vm, supplier)),
    'static Collector toConcurrentMap(Function, Function)': (vm: Machine, key: Ref, value: Ref) =>
      toMap(vm, key, value, null, make(vm, 'java/util/concurrent/ConcurrentHashMap')),
    'static Collector toUnmodifiableMap(Function, Function)': (vm: Machine, key: Ref, value: Ref) =>
      toMap(vm, key, value, null, make(vm, 'java/util/HashMap'), unmodifiable(vm, 'Map')),
    'static Collector groupingBy(Function)': (vm: Machine, key: Ref) =>
      groupingBy(vm, key, make(vm, 'java/util/HashMap'), toList(vm)),
    'static Collector groupingBy(Function, Collector)': (vm: Machine, key: Ref, downstream: Ref) =>
      groupingBy(vm, key, make(vm, 'java/util/HashMap'), downstream),
    'static Collector groupingBy(Function, Supplier, Collector)': (
      vm: Machine,
      key: Ref,
      supplier: Ref,
      downstream: Ref,
    ) => groupingBy(vm, key, supplied(vm, supplier), downstream),
    'static Collector partitioningBy(Predicate)': (vm: Machine, test: Ref) =>
      partitioningBy(vm, test, toList(vm)),
    'static Collector partitioningBy(Predicate, Collector)': partitioningBy,
    'static Collector mapping(Function, Collector)': (vm: Machine, f: Ref, downstream: Ref) =>
      adapted(vm, downstream, function* (item, add) {
        yield* add(yield* apply(vm, f, item));
      }),
    'static Collector filtering(Predicate, Collector)': (vm: Machine, test: Ref, downstream: Ref) =>
      adapted(vm, downstream, function* (item, add) {
        if (yield* vm.call<boolean>(test, 'test(Ljava/lang/Object;)Z', item)) yield* add(item);
      }),
    'static Collector collectingAndThen(Collector, Function)': function* (
      vm: Machine,
      downstream: Ref,
      f: Ref,
    ) {
      const inner = yield* readCollector(vm, downstream);
      return newCollector<Ref>(vm, {
        ...inner,
        finish: function* (state) {
          return yield* apply(vm, f, yield* inner.finish(state));
        },
      });
    },
    'static Collector counting()': counting,
    'static Collector minBy(Comparator)': (vm: Machine, by: Ref) => extreme(vm, by, -1),
    'static Collector maxBy(Comparator)': (vm: Machine, by: Ref) => extreme(vm, by, 1),
    'static Collector reducing(BinaryOperator)': (vm: Machine, operator: Ref) =>
      keeping(vm, undefined, joinBy(vm, operator), true),
    'static Collector reducing(Object, BinaryOperator)': (vm: Machine, start: Ref, operator: Ref) =>
      keeping(vm, start, joinBy(vm, operator), false),
    'static Collector reducing(Object, Function, BinaryOperator)': (
      vm: Machine,
      start: Ref,
      f: Ref,
      operator: Ref,
    ) => keeping(vm, start, joinBy(vm, operator), false, f),
    ...Object.fromEntries(
      (['I', 'J', 'D'] as const).flatMap((kind) => [
        [
          `static Collector summing${WORDS[kind]}(To${WORDS[kind]}Function)`,
          (vm: Machine, f: Ref) => summing(vm, f, kind),
        ],
        [
          `static Collector averaging${WORDS[kind]}(To${WORDS[kind]}Function)`,
          (vm: Machine, f: Ref) => averaging(vm, f, kind),
        ],
        [
          `static Collector summarizing${WORDS[kind]}(To${WORDS[kind]}Function)`,
          (vm: Machine, f: Ref) => summarizing(vm, f, kind),
        ],
      ]),
    ),
  }),
});

type StatisticsPeer = { count: number; sum: number | bigint; min: number | bigint; max: number | bigint };
type Statistics = JavaObject<StatisticsPeer>;

function statistics(kind: Letter): ClassModel {
  const word = WORDS[kind];
  const type = { I: 'int', J: 'long', D: 'double' }[kind];
  const sumType = kind === 'D' ? 'double' : 'long';
  const [low, high]: [number | bigint, number | bigint] =
    kind === 'I'
      ? [2147483647, -2147483648]
      : kind === 'J'
        ? [2n ** 63n - 1n, -(2n ** 63n)]
        : [Infinity, -Infinity];
  const accept = (_vm: Machine, self: Statistics, value: number | bigint) => {
    const { peer } = self;
    peer.count++;
    peer.sum =
      kind === 'D' ? Number(peer.sum) + Number(value) : BigInt.asIntN(64, BigInt(peer.sum) + BigInt(value));
    if (value < peer.min) peer.min = value;
    if (value > peer.max) peer.max = value;
  };
  return defineClass({
    name: `java/util/${word}SummaryStatistics`,
    interfaces: [`java/util/function/${word}Consumer`],
    methods: methods({
      'new()': (_vm, self: Statistics) => {
        self.peer = { count: 0, sum: kind === 'D' ? 0 : 0n, min: low, max: high };
      },
      [`void accept(${type})`]: accept,
      'long getCount()': (_vm, self: Statistics) => BigInt(self.peer.count),
      [`${sumType} getSum()`]: (_vm: Machine, self: Statistics) => self.peer.sum,
      [`${type} getMin()`]: (_vm: Machine, self: Statistics) => self.peer.min,
      [`${type} getMax()`]: (_vm: Machine, self: Statistics) => self.peer.max,
      'double getAverage()': (_vm, self: Statistics) =>
        self.peer.count === 0 ? 0 : Number(self.peer.sum) / self.peer.count,
      [`void combine(${word}SummaryStatistics)`]: (_vm: Machine, self: Statistics, other: Statistics) => {
        const { peer } = self;
        peer.count += other.peer.count;
        peer.sum =
          kind === 'D' ? Number(peer.sum) + Number(other.peer.sum) : wrapLong(peer.sum, other.peer.sum);
        if (other.peer.min < peer.min) peer.min = other.peer.min;
        if (other.peer.max > peer.max) peer.max = other.peer.max;
      },
      'String toString()': (_vm, { peer }: Statistics) => {
        const { count, sum, min, max } = peer;
        const average = count === 0 ? 0 : Number(sum) / count;
        const show = (value: number | bigint) => (kind === 'D' ? Number(value).toFixed(6) : String(value));
        return `${word}SummaryStatistics{count=${count}, sum=${show(sum)}, min=${show(min)}, average=${average.toFixed(6)}, max=${show(max)}}`;
      },
    }),
  });
}

function wrapLong(a: number | bigint, b: number | bigint): bigint {
  return BigInt.asIntN(64, BigInt(a) + BigInt(b));
}

export const classes: readonly ClassModel[] = [
  collectors,
  modelEnum('java/util/stream/Collector$Characteristics', ['CONCURRENT', 'UNORDERED', 'IDENTITY_FINISH']),
  statistics('I'),
  statistics('J'),
  statistics('D'),
  defineClass({
    name: COLLECTOR,
    flags: 'interface',
    methods: methods({
      'Supplier supplier()': null,
      'BiConsumer accumulator()': null,
      'BinaryOperator combiner()': null,
      'Function finisher()': null,
      'Set characteristics()': null,
      'static Collector of(Supplier, BiConsumer, BinaryOperator, java/util/stream/Collector$Characteristics[])':
        (vm: Machine, supplier: Ref, accumulator: Ref, combiner: Ref) => {
          const made = vm.newObject<CollectorPeer>('java/util/stream/Collectors$CollectorImpl');
          made.peer = {
            supplier,
            accumulator,
            combiner,
            finisher: newFunction(vm, 'Function', function* (x) {
              return x;
            }),
          };
          return made;
        },
      'static Collector of(Supplier, BiConsumer, BinaryOperator, Function, java/util/stream/Collector$Characteristics[])':
        (vm: Machine, supplier: Ref, accumulator: Ref, combiner: Ref, finisher: Ref) => {
          const made = vm.newObject<CollectorPeer>('java/util/stream/Collectors$CollectorImpl');
          made.peer = { supplier, accumulator, combiner, finisher };
          return made;
        },
    }),
  }),
  defineClass({
    name: 'java/util/stream/Collectors$CollectorImpl',
    interfaces: [COLLECTOR],
    labels: 'container',
    methods: methods({
      'Supplier supplier()': (_vm, self: Collector) => self.peer.supplier,
      'BiConsumer accumulator()': (_vm, self: Collector) => self.peer.accumulator,
      'BinaryOperator combiner()': (_vm, self: Collector) => self.peer.combiner,
      'Function finisher()': (_vm, self: Collector) => self.peer.finisher,
      'Set characteristics()': (vm) => vm.callStatic('java/util/Collections', 'emptySet()Ljava/util/Set;'),
    }),
  }),
  defineClass({ name: 'java/util/stream/Collectors$Box' }),
];
