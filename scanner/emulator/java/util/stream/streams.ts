import {
  box,
  defineClass,
  doublesOf,
  intsOf,
  type JavaArray,
  longsOf,
  refsOf,
} from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaValue,
  Machine,
  NativeMethod,
  Steps,
} from '../../../machine/index.ts';
import { setElement } from '../../lang/reflect/array.ts';
import { methods } from '../../signature.ts';
import { newArrayList } from '../array-list.ts';
import { compareOf, hashOf, plainEquals, sorted } from '../equality.ts';
import type { Ref } from '../equality.ts';
import { newFunction } from '../function.ts';
import { fillArray, objectArray } from '../iterate.ts';
import { newOptional, newPrimitiveOptional } from '../optional.ts';
import {
  applySelector,
  boxed,
  each,
  END,
  fromValues,
  letterOf,
  newStream,
  take,
  toValues,
  typeOf,
  wordOf,
} from './pipeline.ts';
import type { Kind, Pull, Stream } from './pipeline.ts';

const BOXES = { I: 'Integer', J: 'Long', D: 'Double' } as const;

function nextBoxed(kind: 'I' | 'J' | 'D'): NativeMethod {
  return function* (vm: Machine, self: Ref) {
    return box(vm, kind, yield* vm.call<JavaValue>(self, `next${wordOf(kind)}()${kind}`));
  };
}

/** A stream of what a Spliterator advances to, one by one. */
function ofSpliterator(vm: Machine, spliterator: Ref): Stream {
  const got: Ref[] = [];
  const take = newFunction(vm, 'Consumer', function* (item) {
    got.push(item as Ref);
    return null;
  });
  return newStream(vm, 'L', function* () {
    const more = yield* vm.call<boolean>(spliterator, 'tryAdvance(Ljava/util/function/Consumer;)Z', take);
    const item = got.shift();
    return more && item !== undefined ? item : END;
  });
}

const TYPES: Readonly<Record<Kind, string>> = {
  L: 'Stream',
  I: 'IntStream',
  J: 'LongStream',
  D: 'DoubleStream',
};
const CLASSES: Readonly<Record<Kind, string>> = {
  L: 'ReferencePipeline',
  I: 'IntPipeline',
  J: 'LongPipeline',
  D: 'DoublePipeline',
};

/** A stream that goes on from this one. */
function next(vm: Machine, self: Stream, kind: Kind, make: (pull: Pull) => Pull): Stream {
  return newStream(vm, kind, make(take(vm, self)), self.peer.onClose);
}

function map(vm: Machine, self: Stream, to: Kind, change: (value: JavaValue) => Steps<JavaValue>): Stream {
  return next(
    vm,
    self,
    to,
    (pull) =>
      function* () {
        const value = yield* pull();
        return value === END ? END : yield* change(value);
      },
  );
}

function filter(vm: Machine, self: Stream, keep: (value: JavaValue) => Steps<boolean>): Stream {
  return next(
    vm,
    self,
    self.peer.kind,
    (pull) =>
      function* () {
        for (;;) {
          const value = yield* pull();
          if (value === END || (yield* keep(value))) return value;
        }
      },
  );
}

/** Reads the whole stream when its first value is wanted, and goes on from what `rework` makes of it. */
function whole(vm: Machine, self: Stream, rework: (values: JavaValue[]) => Steps<JavaValue[]>): Stream {
  return next(vm, self, self.peer.kind, (pull) => {
    let ready: Pull | undefined;
    return function* () {
      if (ready === undefined) {
        const values: JavaValue[] = [];
        for (let value = yield* pull(); value !== END; value = yield* pull()) values.push(value);
        ready = fromValues(yield* rework(values));
      }
      return yield* ready();
    };
  });
}

function flatMap(vm: Machine, self: Stream, to: Kind, mapper: Ref): Stream {
  const apply = applySelector(self.peer.kind, 'L');
  return next(vm, self, to, (pull) => {
    let inner: Pull | undefined;
    return function* () {
      for (;;) {
        if (inner !== undefined) {
          const value = yield* inner();
          if (value !== END) return value;
          inner = undefined;
        }
        const outer = yield* pull();
        if (outer === END) return END;
        const made = yield* vm.call<Stream | null>(mapper, apply, outer);
        if (made !== null) inner = take(vm, made);
      }
    };
  });
}

function limit(vm: Machine, self: Stream, most: bigint): Stream {
  if (most < 0n) vm.throwNew('java/lang/IllegalArgumentException', String(most));
  return next(vm, self, self.peer.kind, (pull) => {
    let left = most;
    return function* () {
      return left-- > 0n ? yield* pull() : END;
    };
  });
}

function skip(vm: Machine, self: Stream, count: bigint): Stream {
  if (count < 0n) vm.throwNew('java/lang/IllegalArgumentException', String(count));
  return next(vm, self, self.peer.kind, (pull) => {
    let left = count;
    return function* () {
      for (; left > 0n; left--) if ((yield* pull()) === END) return END;
      return yield* pull();
    };
  });
}

/** Distinct by equals, in order of first appearance. */
function distinct(vm: Machine, self: Stream): Stream {
  const { kind } = self.peer;
  const seen = new Map<number, Ref[]>();
  return filter(vm, self, function* (value) {
    const item = boxed(vm, kind, value);
    const hash = yield* hashOf(vm, item);
    const chain = seen.get(hash) ?? [];
    for (const other of chain) {
      const same =
        plainEquals(vm, item, other) ?? (yield* vm.call<boolean>(item, 'equals(Ljava/lang/Object;)Z', other));
      if (same) return false;
    }
    chain.push(item);
    seen.set(hash, chain);
    return true;
  });
}

function compareNumbers(a: JavaValue, b: JavaValue): number {
  const [left, right] = [a as number, b as number];
  if (left < right) return -1;
  if (left > right) return 1;
  return left === right || Number.isNaN(left) === Number.isNaN(right) ? 0 : Number.isNaN(left) ? 1 : -1;
}

function* match(
  vm: Machine,
  self: Stream,
  test: (value: JavaValue) => Steps<boolean>,
  stopAt: boolean,
): Steps<boolean> {
  let found = false;
  yield* each(vm, self, function* (value) {
    found = (yield* test(value)) === stopAt;
    return !found;
  });
  return found;
}

function* first(vm: Machine, self: Stream): Steps<JavaValue | typeof END> {
  let found: JavaValue | typeof END = END;
  yield* each(vm, self, function* (value) {
    found = value;
    return false;
  });
  return found;
}

function optionalOf(vm: Machine, kind: Kind, value: JavaValue | typeof END): Ref {
  if (kind === 'L') {
    if (value === null) return vm.throwNew('java/lang/NullPointerException');
    return newOptional(vm, value === END ? null : (value as Ref));
  }
  return newPrimitiveOptional(vm, kind, value === END ? undefined : value);
}

function* fold(
  vm: Machine,
  self: Stream,
  join: (a: JavaValue, b: JavaValue) => Steps<JavaValue>,
): Steps<Ref> {
  let result: JavaValue | typeof END = END;
  yield* each(vm, self, function* (value) {
    result = result === END ? value : yield* join(result, value);
  });
  return optionalOf(vm, self.peer.kind, result);
}

function joinSelector(kind: Kind): string {
  const letter = letterOf(kind);
  return kind === 'L'
    ? `apply(${letter}${letter})${letter}`
    : `applyAs${wordOf(kind)}(${letter}${letter})${letter}`;
}

/** Methods that read the same in every kind of stream. */
function commonMethods(kind: Kind): Record<string, NativeMethod> {
  const type = TYPES[kind];
  const word = wordOf(kind);
  const letter = letterOf(kind);
  const test = (vm: Machine, predicate: Ref) => (value: JavaValue) =>
    vm.call<boolean>(predicate, `test(${letter})Z`, value);
  const accept = (vm: Machine, action: Ref) => (value: JavaValue) =>
    vm.call<void>(action, `accept(${letter})V`, value);
  const join = joinSelector(kind);
  const identity = (_vm: Machine, self: Stream) => self;
  const table: Record<string, NativeMethod> = {
    [`${type} filter(${word}Predicate)`]: (vm: Machine, self: Stream, predicate: Ref) =>
      filter(vm, self, test(vm, predicate)),
    [`${type} map(${kind === 'L' ? 'Function' : `${word}UnaryOperator`})`]: (
      vm: Machine,
      self: Stream,
      mapper: Ref,
    ) => map(vm, self, kind, (value) => vm.call<JavaValue>(mapper, applySelector(kind, kind), value)),
    [`${type} flatMap(${kind === 'L' ? 'Function' : `${word}Function`})`]: (
      vm: Machine,
      self: Stream,
      mapper: Ref,
    ) => flatMap(vm, self, kind, mapper),
    [`${type} peek(${word}Consumer)`]: (vm: Machine, self: Stream, action: Ref) =>
      map(vm, self, kind, function* (value) {
        yield* accept(vm, action)(value);
        return value;
      }),
    [`${type} limit(long)`]: limit,
    [`${type} skip(long)`]: skip,
    [`${type} distinct()`]: distinct,
    [`${type} sorted()`]: (vm: Machine, self: Stream) =>
      whole(vm, self, function* (values) {
        return kind === 'L' ? yield* sorted(vm, values as Ref[], null) : values.sort(compareNumbers);
      }),
    [`${type} takeWhile(${word}Predicate)`]: (vm: Machine, self: Stream, predicate: Ref) =>
      next(vm, self, kind, (pull) => {
        let ended = false;
        return function* () {
          if (ended) return END;
          const value = yield* pull();
          ended = value === END || !(yield* test(vm, predicate)(value));
          return ended ? END : value;
        };
      }),
    [`${type} dropWhile(${word}Predicate)`]: (vm: Machine, self: Stream, predicate: Ref) => {
      let dropping = true;
      return filter(vm, self, function* (value) {
        dropping &&= yield* test(vm, predicate)(value);
        return !dropping;
      });
    },
    [`void forEach(${word}Consumer)`]: (vm: Machine, self: Stream, action: Ref) =>
      each(vm, self, accept(vm, action)),
    [`void forEachOrdered(${word}Consumer)`]: (vm: Machine, self: Stream, action: Ref) =>
      each(vm, self, accept(vm, action)),
    'long count()': function* (vm, self: Stream) {
      let count = 0n;
      yield* each(vm, self, function* () {
        count++;
      });
      return count;
    },
    [`boolean anyMatch(${word}Predicate)`]: (vm: Machine, self: Stream, predicate: Ref) =>
      match(vm, self, test(vm, predicate), true),
    [`boolean allMatch(${word}Predicate)`]: function* (vm: Machine, self: Stream, predicate: Ref) {
      return !(yield* match(vm, self, test(vm, predicate), false));
    },
    [`boolean noneMatch(${word}Predicate)`]: function* (vm: Machine, self: Stream, predicate: Ref) {
      return !(yield* match(vm, self, test(vm, predicate), true));
    },
    [`Optional${word} findFirst()`]: function* (vm: Machine, self: Stream) {
      return optionalOf(vm, kind, yield* first(vm, self));
    },
    [`Optional${word} findAny()`]: function* (vm: Machine, self: Stream) {
      return optionalOf(vm, kind, yield* first(vm, self));
    },
    [`${typeOf(kind)} reduce(${typeOf(kind)}, ${word}BinaryOperator)`]: function* (
      vm: Machine,
      self: Stream,
      start: JavaValue,
      operator: Ref,
    ) {
      let result = start;
      yield* each(vm, self, function* (value) {
        result = yield* vm.call<JavaValue>(operator, join, result, value);
      });
      return result;
    },
    [`Optional${word} reduce(${word}BinaryOperator)`]: (vm: Machine, self: Stream, operator: Ref) =>
      fold(vm, self, (a, b) => vm.call<JavaValue>(operator, join, a, b)),
    'boolean isParallel()': () => false,
    'void close()': function* (vm, self: Stream) {
      for (const action of self.peer.onClose.splice(0)) yield* vm.call(action, 'run()V');
    },
  };
  for (const result of [type, 'BaseStream']) {
    for (const name of ['parallel', 'sequential', 'unordered']) table[`${result} ${name}()`] = identity;
    table[`${result} onClose(Runnable)`] = (_vm: Machine, self: Stream, action: Ref) => {
      self.peer.onClose.push(action);
      return self;
    };
  }
  // A stream's iterator is lazy, as the app may never ask for what lies beyond.
  const iterator: NativeMethod = (vm: Machine, self: Stream) => newStreamIterator(vm, kind, take(vm, self));
  table['Iterator iterator()'] = iterator;
  if (kind !== 'L') table[`PrimitiveIterator.Of${word} iterator()`] = iterator;
  return table;
}

type IteratorPeer = { pull: Pull; kind: Kind; ahead: JavaValue | typeof END | undefined };

function newStreamIterator(vm: Machine, kind: Kind, pull: Pull): Ref {
  const made = vm.newObject<IteratorPeer>(`java/util/stream/${CLASSES[kind]}$Adapter`);
  made.peer = { pull, kind, ahead: undefined };
  return made;
}

type StreamIterator = HeapObject & { peer: IteratorPeer };

function* peekAhead({ peer }: StreamIterator): Steps<JavaValue | typeof END> {
  peer.ahead ??= (yield* peer.pull()) ?? null;
  return peer.ahead;
}

function* takeNext(vm: Machine, self: StreamIterator): Steps<JavaValue> {
  const value = yield* peekAhead(self);
  if (value === END) return vm.throwNew('java/util/NoSuchElementException');
  self.peer.ahead = undefined;
  return value;
}

function iteratorClass(kind: Kind): ClassModel {
  const word = wordOf(kind);
  return defineClass({
    name: `java/util/stream/${CLASSES[kind]}$Adapter`,
    interfaces: [kind === 'L' ? 'java/util/Iterator' : `java/util/PrimitiveIterator$Of${word}`],
    labels: 'container',
    methods: methods({
      'boolean hasNext()': function* (_vm, self: StreamIterator) {
        return (yield* peekAhead(self)) !== END;
      },
      'Object next()': function* (vm, self: StreamIterator) {
        return boxed(vm, kind, yield* takeNext(vm, self));
      },
      ...(kind === 'L' ? {} : { [`${typeOf(kind)} next${word}()`]: takeNext }),
    }),
  });
}

/** mapToInt, boxed and the other ways from one kind to another. */
function conversions(kind: Kind): Record<string, NativeMethod> {
  const table: Record<string, NativeMethod> = {};
  const prefix = kind === 'L' ? 'To' : `${wordOf(kind)}To`;
  for (const to of ['I', 'J', 'D'] as const) {
    if (to === kind) continue;
    table[`${TYPES[to]} mapTo${wordOf(to)}(${prefix}${wordOf(to)}Function)`] = (
      vm: Machine,
      self: Stream,
      mapper: Ref,
    ) => map(vm, self, to, (value) => vm.call<JavaValue>(mapper, applySelector(kind, to), value));
    if (kind === 'L')
      table[`${TYPES[to]} flatMapTo${wordOf(to)}(Function)`] = (vm: Machine, self: Stream, mapper: Ref) =>
        flatMap(vm, self, to, mapper);
  }
  if (kind === 'L') return table;
  table[`Stream mapToObj(${wordOf(kind)}Function)`] = (vm: Machine, self: Stream, mapper: Ref) =>
    map(vm, self, 'L', (value) => vm.call<JavaValue>(mapper, applySelector(kind, 'L'), value));
  table['Stream boxed()'] = (vm: Machine, self: Stream) =>
    map(vm, self, 'L', function* (value) {
      return box(vm, kind, value);
    });
  if (kind === 'I')
    table['LongStream asLongStream()'] = (vm: Machine, self: Stream) =>
      map(vm, self, 'J', function* (value) {
        return BigInt(value as number);
      });
  if (kind !== 'D')
    table['DoubleStream asDoubleStream()'] = (vm: Machine, self: Stream) =>
      map(vm, self, 'D', function* (value) {
        return Number(value);
      });
  return table;
}

function add(kind: Kind, a: JavaValue, b: JavaValue): JavaValue {
  if (kind === 'I') return ((a as number) + (b as number)) | 0;
  return kind === 'J' ? BigInt.asIntN(64, (a as bigint) + (b as bigint)) : (a as number) + (b as number);
}

/** Doubles added as Java does it, with what each addition loses put back. */
export class CompensatedSum {
  private sum = 0;
  private lost = 0;
  private simple = 0;

  add(value: number): void {
    const term = value - this.lost;
    const next = this.sum + term;
    this.lost = next - this.sum - term;
    this.sum = next;
    this.simple += value;
  }

  get total(): number {
    const total = this.sum - this.lost;
    return Number.isNaN(total) && Math.abs(this.simple) === Infinity ? this.simple : total;
  }
}

function* sum(vm: Machine, self: Stream): Steps<JavaValue> {
  const { kind } = self.peer;
  if (kind === 'D') {
    const doubles = new CompensatedSum();
    yield* each(vm, self, function* (value) {
      doubles.add(Number(value));
    });
    return doubles.total;
  }
  let total: JavaValue = kind === 'J' ? 0n : 0;
  yield* each(vm, self, function* (value) {
    total = add(kind, total, value);
  });
  return total;
}

function arithmetic(kind: 'I' | 'J' | 'D'): Record<string, NativeMethod> {
  const word = wordOf(kind);
  const type = typeOf(kind);
  const extreme =
    (sign: number): NativeMethod =>
    (vm: Machine, self: Stream) =>
      fold(vm, self, function* (a, b) {
        return compareNumbers(b, a) * sign > 0 ? b : a;
      });
  return {
    [`${type} sum()`]: sum,
    [`Optional${word} min()`]: extreme(-1),
    [`Optional${word} max()`]: extreme(1),
    'OptionalDouble average()': function* (vm, self: Stream) {
      const values = yield* toValues(vm, self);
      if (values.length === 0) return newPrimitiveOptional(vm, 'D', undefined);
      const doubles = new CompensatedSum();
      if (kind === 'D') for (const value of values) doubles.add(Number(value));
      const total =
        kind === 'D'
          ? doubles.total
          : Number(values.reduce<bigint>((all, one) => all + BigInt(one as number), 0n));
      return newPrimitiveOptional(vm, 'D', total / values.length);
    },
    [`${word}SummaryStatistics summaryStatistics()`]: function* (vm: Machine, self: Stream) {
      const made = yield* vm.construct(`java/util/${word}SummaryStatistics`, '()V');
      yield* each(vm, self, (value) => vm.call<void>(made, `accept(${kind})V`, value));
      return made;
    },
    [`${type}[] toArray()`]: function* (vm: Machine, self: Stream) {
      const values = yield* toValues(vm, self);
      const array = vm.newArray(`[${kind}`, values.length);
      values.forEach((value, i) => setElement(array, i, value));
      return array;
    },
    [`Object collect(Supplier, Obj${word}Consumer, BiConsumer)`]: function* (
      vm: Machine,
      self: Stream,
      supplier: Ref,
      accumulate: Ref,
    ) {
      const into = yield* vm.call<Ref>(supplier, 'get()Ljava/lang/Object;');
      yield* each(vm, self, (value) =>
        vm.call<void>(accumulate, `accept(Ljava/lang/Object;${kind})V`, into, value),
      );
      return into;
    },
  };
}

/** A collector's five functions, run over a stream. */
export function* collect(vm: Machine, self: Stream, collector: Ref): Steps<Ref> {
  const supplier = yield* vm.call<Ref>(collector, 'supplier()Ljava/util/function/Supplier;');
  const accumulator = yield* vm.call<Ref>(collector, 'accumulator()Ljava/util/function/BiConsumer;');
  const into = yield* vm.call<Ref>(supplier, 'get()Ljava/lang/Object;');
  yield* each(vm, self, (value) =>
    vm.call<void>(accumulator, 'accept(Ljava/lang/Object;Ljava/lang/Object;)V', into, value),
  );
  const finisher = yield* vm.call<Ref>(collector, 'finisher()Ljava/util/function/Function;');
  return yield* vm.call<Ref>(finisher, 'apply(Ljava/lang/Object;)Ljava/lang/Object;', into);
}

function* extremeBy(vm: Machine, self: Stream, by: Ref, sign: number): Steps<Ref> {
  return yield* fold(vm, self, function* (a, b) {
    return (yield* compareOf(vm, by, b as Ref, a as Ref)) * sign > 0 ? b : a;
  });
}

const objectMethods: Record<string, NativeMethod> = {
  'Stream sorted(Comparator)': (vm, self: Stream, by: Ref) =>
    whole(vm, self, (values) => sorted(vm, values as Ref[], by)),
  'Optional min(Comparator)': (vm, self: Stream, by: Ref) => extremeBy(vm, self, by, -1),
  'Optional max(Comparator)': (vm, self: Stream, by: Ref) => extremeBy(vm, self, by, 1),
  'Object[] toArray()': function* (vm, self: Stream) {
    return objectArray(vm, (yield* toValues(vm, self)) as Ref[]);
  },
  'Object[] toArray(IntFunction)': function* (vm, self: Stream, maker: Ref) {
    const values = (yield* toValues(vm, self)) as Ref[];
    return fillArray(
      vm,
      values,
      yield* vm.call<JavaArray>(maker, 'apply(I)Ljava/lang/Object;', values.length),
    );
  },
  'List toList()': function* (vm, self: Stream) {
    const list = newArrayList(vm, (yield* toValues(vm, self)) as Ref[]);
    return yield* vm.callStatic<Ref>(
      'java/util/Collections',
      'unmodifiableList(Ljava/util/List;)Ljava/util/List;',
      list,
    );
  },
  'Object collect(Collector)': collect,
  'Object collect(Supplier, BiConsumer, BiConsumer)': function* (
    vm,
    self: Stream,
    supplier: Ref,
    accumulate: Ref,
  ) {
    const into = yield* vm.call<Ref>(supplier, 'get()Ljava/lang/Object;');
    yield* each(vm, self, (value) =>
      vm.call<void>(accumulate, 'accept(Ljava/lang/Object;Ljava/lang/Object;)V', into, value),
    );
    return into;
  },
  'Object reduce(Object, BiFunction, BinaryOperator)': function* (
    vm,
    self: Stream,
    start: Ref,
    accumulate: Ref,
  ) {
    let result = start;
    yield* each(vm, self, function* (value) {
      result = yield* vm.call<Ref>(accumulate, joinSelector('L'), result, value);
    });
    return result;
  },
};

function* concat(vm: Machine, a: Stream, b: Stream): Steps<Stream> {
  const [first_, second] = [take(vm, a), take(vm, b)];
  let inFirst = true;
  return newStream(
    vm,
    a.peer.kind,
    function* () {
      if (inFirst) {
        const value = yield* first_();
        if (value !== END) return value;
        inFirst = false;
      }
      return yield* second();
    },
    [...a.peer.onClose, ...b.peer.onClose],
  );
}

function valuesOf(array: JavaArray): JavaValue[] {
  switch (array.cls.element?.descriptor) {
    case 'I':
      return [...intsOf(array)];
    case 'J':
      return [...longsOf(array)];
    case 'D':
      return [...doublesOf(array)];
    default:
      return [...refsOf(array)];
  }
}

function ranges(kind: 'I' | 'J'): Record<string, NativeMethod> {
  const type = typeOf(kind);
  const range =
    (closed: boolean): NativeMethod =>
    (vm: Machine, from: JavaValue, to: JavaValue) => {
      let at = BigInt(from as number);
      const end = BigInt(to as number) + (closed ? 1n : 0n);
      return newStream(vm, kind, function* () {
        if (at >= end) return END;
        // A range may be walked by nothing but the host: others must get their turn, and the budget its share.
        if ((vm.fuel -= 4) < 0) yield* vm.pause();
        const value = at++;
        return kind === 'I' ? Number(value) : value;
      });
    };
  return {
    [`static ${TYPES[kind]} range(${type}, ${type})`]: range(false),
    [`static ${TYPES[kind]} rangeClosed(${type}, ${type})`]: range(true),
  };
}

/** Static makers of a stream interface. */
function makers(kind: Kind): Record<string, NativeMethod> {
  const type = TYPES[kind];
  const value = typeOf(kind);
  const word = wordOf(kind);
  const letter = letterOf(kind);
  const unary = kind === 'L' ? 'UnaryOperator' : `${word}UnaryOperator`;
  return {
    [`static ${type} empty()`]: (vm: Machine) => newStream(vm, kind, fromValues([])),
    [`static ${type} of(${value})`]: (vm: Machine, item: JavaValue) =>
      newStream(vm, kind, fromValues([item])),
    [`static ${type} of(${value}[])`]: (vm: Machine, array: JavaArray) =>
      newStream(vm, kind, fromValues(valuesOf(array))),
    [`static ${type} concat(${type}, ${type})`]: concat,
    [`static ${type} generate(${word}Supplier)`]: (vm: Machine, supplier: Ref) =>
      newStream(vm, kind, () =>
        vm.call<JavaValue>(supplier, kind === 'L' ? 'get()Ljava/lang/Object;' : `getAs${word}()${kind}`),
      ),
    [`static ${type} iterate(${value}, ${unary})`]: (vm: Machine, seed: JavaValue, operator: Ref) => {
      let started = false;
      let at = seed;
      return newStream(vm, kind, function* () {
        if (started) at = yield* vm.call<JavaValue>(operator, applySelector(kind, kind), at);
        started = true;
        return at;
      });
    },
    [`static ${type} iterate(${value}, ${word}Predicate, ${unary})`]: (
      vm: Machine,
      seed: JavaValue,
      test: Ref,
      operator: Ref,
    ) => {
      let started = false;
      let at = seed;
      return newStream(vm, kind, function* () {
        if (started) at = yield* vm.call<JavaValue>(operator, applySelector(kind, kind), at);
        started = true;
        return (yield* vm.call<boolean>(test, `test(${letter})Z`, at)) ? at : END;
      });
    },
    ...(kind === 'L'
      ? {
          'static Stream ofNullable(Object)': (vm: Machine, item: Ref) =>
            newStream(vm, kind, fromValues(item === null ? [] : [item])),
          'static Stream.Builder builder()': (vm: Machine) => {
            const made = vm.newObject<Ref[]>('java/util/stream/Streams$Builder');
            made.peer = [];
            return made;
          },
        }
      : {}),
    ...(kind === 'I' || kind === 'J' ? ranges(kind) : {}),
  };
}

const KINDS: readonly Kind[] = ['L', 'I', 'J', 'D'];

type Builder = HeapObject & { peer: Ref[] };

export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/util/stream/BaseStream',
    flags: 'interface',
    interfaces: ['java/lang/AutoCloseable'],
    labels: 'container',
  }),
  ...KINDS.flatMap((kind) => [
    defineClass({
      name: `java/util/stream/${TYPES[kind]}`,
      flags: 'interface',
      interfaces: ['java/util/stream/BaseStream'],
      labels: 'container',
      methods: methods(makers(kind)),
    }),
    defineClass({
      name: `java/util/stream/${CLASSES[kind]}`,
      interfaces: [`java/util/stream/${TYPES[kind]}`],
      labels: 'container',
      methods: methods({
        ...commonMethods(kind),
        ...conversions(kind),
        ...(kind === 'L' ? objectMethods : arithmetic(kind)),
      }),
    }),
    iteratorClass(kind),
  ]),
  ...(['I', 'J', 'D'] as const).map((kind) =>
    defineClass({
      name: `java/util/PrimitiveIterator$Of${wordOf(kind)}`,
      flags: 'interface',
      interfaces: ['java/util/PrimitiveIterator'],
      methods: methods({
        [`${typeOf(kind)} next${wordOf(kind)}()`]: null,
        [`${BOXES[kind]} next()`]: nextBoxed(kind),
        'Object next()': nextBoxed(kind),
        [`void forEachRemaining(${wordOf(kind)}Consumer)`]: function* (vm: Machine, self: Ref, action: Ref) {
          while (yield* vm.call<boolean>(self, 'hasNext()Z'))
            yield* vm.call(
              action,
              `accept(${kind})V`,
              yield* vm.call<JavaValue>(self, `next${wordOf(kind)}()${kind}`),
            );
        },
      }),
    }),
  ),
  defineClass({
    name: 'java/util/PrimitiveIterator',
    flags: 'interface',
    interfaces: ['java/util/Iterator'],
  }),
  defineClass({
    name: 'java/util/stream/StreamSupport',
    labels: 'container',
    methods: methods({
      'static Stream stream(Spliterator, boolean)': (vm, spliterator: Ref) => ofSpliterator(vm, spliterator),
      'static Stream ofCollection(Collection)': (vm, collection: Ref) => {
        let iterator: Ref = null;
        return newStream(vm, 'L', function* () {
          iterator ??= yield* vm.call<Ref>(collection, 'iterator()Ljava/util/Iterator;');
          if (!(yield* vm.call<boolean>(iterator, 'hasNext()Z'))) return END;
          return yield* vm.call<JavaValue>(iterator, 'next()Ljava/lang/Object;');
        });
      },
    }),
  }),
  defineClass({
    name: 'java/util/stream/Stream$Builder',
    flags: 'interface',
    interfaces: ['java/util/function/Consumer'],
    labels: 'container',
  }),
  defineClass({
    name: 'java/util/stream/Streams$Builder',
    interfaces: ['java/util/stream/Stream$Builder'],
    labels: 'container',
    methods: methods({
      'void accept(Object)': (_vm, self: Builder, item: Ref) => {
        self.peer.push(item);
      },
      'Stream.Builder add(Object)': (_vm, self: Builder, item: Ref) => {
        self.peer.push(item);
        return self;
      },
      'Stream build()': (vm, self: Builder) => newStream(vm, 'L', fromValues(self.peer)),
    }),
  }),
];
