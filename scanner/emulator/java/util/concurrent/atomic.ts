import { ACCESS } from '../../../../dex/index.ts';
import { defineClass, intsOf, longsOf, refsOf } from '../../../machine/index.ts';
import type {
  ClassModel,
  Field,
  JavaArray,
  JavaClass,
  JavaObject,
  JavaValue,
  Machine,
  NativeMethod,
  Steps,
} from '../../../machine/index.ts';
import { fromSlots, toSlots } from '../../../machine/marshal.ts';
import { primitiveText } from '../../lang/boxes.ts';
import { methods } from '../../signature.ts';
import type { Ref } from '../equality.ts';

/**
 * A place that an atomic class reads and writes: its own value, an element of its array, or a field of some object.
 * Threads change places only between instructions, so that plain reads and writes are atomic.
 */
type Place = { get: () => JavaValue; set: (value: JavaValue) => void };

/** How the methods of a family find their place: from the receiver and the parameters before the operands. */
type Family = {
  /** Type of the value, as a signature writes it. */
  readonly type: 'int' | 'long' | 'boolean' | 'Object';
  /** Parameters that say which place. */
  readonly where: string;
  readonly count: number;
  readonly place: (vm: Machine, self: JavaObject, where: readonly JavaValue[]) => Place;
};

function wrap(type: Family['type'], value: number | bigint): JavaValue {
  return type === 'int' ? Number(value) | 0 : BigInt.asIntN(64, BigInt(value));
}

function add(type: Family['type'], value: JavaValue, by: JavaValue): JavaValue {
  return type === 'int'
    ? ((value as number) + (by as number)) | 0
    : wrap(type, (value as bigint) + (by as bigint));
}

/** get, set, compareAndSet and their kin, the same for every atomic class. */
function familyMethods({ type, where, count, place }: Family): Record<string, NativeMethod> {
  const one: JavaValue = type === 'int' ? 1 : 1n;
  const minusOne: JavaValue = type === 'int' ? -1 : -1n;
  const list = (...types: string[]) => [...(where === '' ? [] : [where]), ...types].join(', ');
  const at =
    (use: (place: Place, operands: readonly JavaValue[], vm: Machine) => JavaValue | void): NativeMethod =>
    (vm: Machine, self: JavaObject, ...args: JavaValue[]) =>
      use(place(vm, self, args.slice(0, count)), args.slice(count), vm);
  const get = at((p) => p.get());
  const set = at((p, [value]) => p.set(value));
  const swap = at((p, [value]) => {
    const old = p.get();
    p.set(value);
    return old;
  });
  const compareAndSet = at((p, [from, to]) => {
    if (p.get() !== from) return false;
    p.set(to);
    return true;
  });
  const exchange = at((p, [from, to]) => {
    const old = p.get();
    if (old === from) p.set(to);
    return old;
  });
  const table: Record<string, NativeMethod> = {};
  for (const name of ['get', 'getPlain', 'getOpaque', 'getAcquire'])
    table[`${type} ${name}(${list()})`] = get;
  for (const name of ['set', 'lazySet', 'setPlain', 'setOpaque', 'setRelease'])
    table[`void ${name}(${list(type)})`] = set;
  table[`${type} getAndSet(${list(type)})`] = swap;
  for (const name of [
    'compareAndSet',
    'weakCompareAndSet',
    'weakCompareAndSetPlain',
    'weakCompareAndSetVolatile',
  ])
    table[`boolean ${name}(${list(type, type)})`] = compareAndSet;
  table[`${type} compareAndExchange(${list(type, type)})`] = exchange;
  if (type === 'boolean') return table;
  if (type !== 'Object') {
    const adder = (after: boolean, by?: JavaValue) =>
      at((p, [operand]) => {
        const old = p.get();
        const made = add(type, old, by ?? operand);
        p.set(made);
        return after ? made : old;
      });
    table[`${type} getAndIncrement(${list()})`] = adder(false, one);
    table[`${type} getAndDecrement(${list()})`] = adder(false, minusOne);
    table[`${type} incrementAndGet(${list()})`] = adder(true, one);
    table[`${type} decrementAndGet(${list()})`] = adder(true, minusOne);
    table[`${type} getAndAdd(${list(type)})`] = adder(false);
    table[`${type} addAndGet(${list(type)})`] = adder(true);
  }
  const word = type === 'Object' ? '' : type === 'int' ? 'Int' : 'Long';
  const letter = type === 'Object' ? 'Ljava/lang/Object;' : type === 'int' ? 'I' : 'J';
  const update = (after: boolean): NativeMethod =>
    function* (vm: Machine, self: JavaObject, ...args: JavaValue[]): Steps<JavaValue> {
      const p = place(vm, self, args.slice(0, count));
      const selector = type === 'Object' ? `apply(${letter})${letter}` : `applyAs${word}(${letter})${letter}`;
      for (;;) {
        const old = p.get();
        const made = yield* vm.call<JavaValue>(args[count] as Ref, selector, old);
        if (p.get() !== old) continue;
        p.set(made);
        return after ? made : old;
      }
    };
  const accumulate = (after: boolean): NativeMethod =>
    function* (vm: Machine, self: JavaObject, ...args: JavaValue[]): Steps<JavaValue> {
      const p = place(vm, self, args.slice(0, count));
      const selector =
        type === 'Object'
          ? `apply(${letter}${letter})${letter}`
          : `applyAs${word}(${letter}${letter})${letter}`;
      for (;;) {
        const old = p.get();
        const made = yield* vm.call<JavaValue>(args[count + 1] as Ref, selector, old, args[count]);
        if (p.get() !== old) continue;
        p.set(made);
        return after ? made : old;
      }
    };
  table[`${type} getAndUpdate(${list(`${word}UnaryOperator`)})`] = update(false);
  table[`${type} updateAndGet(${list(`${word}UnaryOperator`)})`] = update(true);
  table[`${type} getAndAccumulate(${list(type, `${word}BinaryOperator`)})`] = accumulate(false);
  table[`${type} accumulateAndGet(${list(type, `${word}BinaryOperator`)})`] = accumulate(true);
  return table;
}

type Cell = JavaObject<{ value: JavaValue }>;

const ZEROS: Readonly<Record<Family['type'], JavaValue>> = { int: 0, long: 0n, boolean: false, Object: null };

function cellClass(name: string, type: Family['type'], more: Record<string, NativeMethod> = {}): ClassModel {
  const isNumber = type === 'int' || type === 'long';
  return defineClass({
    name: `java/util/concurrent/atomic/${name}`,
    interfaces: ['java/io/Serializable'],
    ...(isNumber ? { super: 'java/lang/Number' } : {}),
    ...(type === 'Object' ? { labels: 'container' as const } : {}),
    methods: methods({
      'new()': (_vm, self: Cell) => {
        self.peer = { value: ZEROS[type] };
      },
      [`new(${type})`]: (_vm: Machine, self: Cell, value: JavaValue) => {
        self.peer = { value };
      },
      ...familyMethods({
        type,
        where: '',
        count: 0,
        place: (_vm, self) => ({
          get: () => (self as Cell).peer.value,
          set: (value) => {
            (self as Cell).peer.value = value;
          },
        }),
      }),
      'String toString()': function* (vm, self: Cell) {
        return type === 'Object' ? yield* vm.textOf(self.peer.value as Ref) : String(self.peer.value);
      },
      ...(isNumber
        ? {
            'int intValue()': (_vm: Machine, self: Cell) =>
              Number(BigInt.asIntN(32, BigInt(self.peer.value as number))),
            'long longValue()': (_vm: Machine, self: Cell) => BigInt(self.peer.value as number),
            'float floatValue()': (_vm: Machine, self: Cell) => Number(self.peer.value),
            'double doubleValue()': (_vm: Machine, self: Cell) => Number(self.peer.value),
          }
        : {}),
      ...more,
    }),
  });
}

type ArrayCell = JavaObject<JavaArray>;

function checkIndex(vm: Machine, array: JavaArray, index: number): void {
  if (index < 0 || index >= array.length)
    vm.throwNew('java/lang/IndexOutOfBoundsException', `index ${index}`);
}

function arrayClass(name: string, type: 'int' | 'long' | 'Object'): ClassModel {
  const descriptor = { int: '[I', long: '[J', Object: '[Ljava/lang/Object;' }[type];
  const items = (array: JavaArray) =>
    (type === 'int' ? intsOf(array) : type === 'long' ? longsOf(array) : refsOf(array)) as JavaValue[];
  return defineClass({
    name: `java/util/concurrent/atomic/${name}`,
    interfaces: ['java/io/Serializable'],
    labels: 'container',
    methods: methods({
      'new(int)': (vm, self: ArrayCell, length: number) => {
        self.peer = vm.newArray(descriptor, length);
      },
      [`new(${type}[])`]: (vm: Machine, self: ArrayCell, array: JavaArray) => {
        self.peer = vm.cloneOf(array) as JavaArray;
      },
      'int length()': (_vm, self: ArrayCell) => self.peer.length,
      ...familyMethods({
        type,
        where: 'int',
        count: 1,
        place: (vm, self, [index]) => {
          const array = (self as ArrayCell).peer;
          checkIndex(vm, array, Number(index));
          const values = items(array);
          return {
            get: () => values[Number(index)],
            set: (value) => {
              values[Number(index)] = value;
            },
          };
        },
      }),
      'String toString()': (vm, self: ArrayCell) =>
        vm.callStatic('java/util/Arrays', `toString(${descriptor})Ljava/lang/String;`, self.peer),
    }),
  });
}

type Updater = JavaObject<{ field: Field }>;

function newUpdater(
  vm: Machine,
  name: string,
  cls: JavaClass,
  fieldName: string,
  accepts: (type: string) => boolean,
): Updater {
  let field: Field | undefined;
  for (const one of cls.fields.values()) if (one.name === fieldName) field = one;
  if (field === undefined)
    return vm.throwNew(
      'java/lang/RuntimeException',
      `java.lang.NoSuchFieldException: ${fieldName}`,
      vm.newThrowable('java/lang/NoSuchFieldException', fieldName),
    );
  if (!accepts(field.type))
    vm.throwNew('java/lang/IllegalArgumentException', `Must be another type: ${fieldName}`);
  if ((field.flags & ACCESS.volatile) === 0)
    vm.throwNew('java/lang/IllegalArgumentException', `Must be volatile type: ${fieldName}`);
  const made = vm.newObject<Updater['peer']>(name);
  made.peer = { field };
  return made;
}

function updaterClass(name: string, type: 'int' | 'long' | 'Object'): ClassModel {
  const full = `java/util/concurrent/atomic/${name}`;
  const kind = { int: 'I', long: 'J', Object: 'L' }[type];
  const makers: Record<string, NativeMethod> =
    type === 'Object'
      ? {
          [`static ${full} newUpdater(Class, Class, String)`]: (
            vm: Machine,
            cls: JavaObject<JavaClass>,
            _type: Ref,
            field: Ref,
          ) => newUpdater(vm, full, cls.peer, vm.text(field), (found) => found.length > 1),
        }
      : {
          [`static ${full} newUpdater(Class, String)`]: (
            vm: Machine,
            cls: JavaObject<JavaClass>,
            field: Ref,
          ) => newUpdater(vm, full, cls.peer, vm.text(field), (found) => found === kind),
        };
  return defineClass({
    name: full,
    labels: 'container',
    methods: methods({
      ...makers,
      ...familyMethods({
        type,
        where: 'Object',
        count: 1,
        place: (vm, self, [target]) => {
          const { field } = (self as Updater).peer;
          const object = target as JavaObject | null;
          if (object === null || !object.cls.isSubclassOf(field.owner))
            return vm.throwNew('java/lang/ClassCastException');
          return {
            get: () => fromSlots(kind, object.slots, field.slot),
            set: (value) => void toSlots(vm, kind, value, object.slots, field.slot),
          };
        },
      }),
    }),
  });
}

type Adder = JavaObject<{ value: JavaValue }>;

function adderClass(name: string, type: 'long' | 'double'): ClassModel {
  const zero: JavaValue = type === 'long' ? 0n : 0;
  const plus = (a: JavaValue, b: JavaValue): JavaValue =>
    type === 'long' ? BigInt.asIntN(64, (a as bigint) + (b as bigint)) : (a as number) + (b as number);
  const sum: NativeMethod = (_vm: Machine, self: Adder) => self.peer.value;
  const by =
    (amount: JavaValue): NativeMethod =>
    (_vm: Machine, self: Adder) => {
      self.peer.value = plus(self.peer.value, amount);
    };
  return defineClass({
    name: `java/util/concurrent/atomic/${name}`,
    super: 'java/lang/Number',
    methods: methods({
      'new()': (_vm, self: Adder) => {
        self.peer = { value: zero };
      },
      [`void add(${type})`]: (_vm: Machine, self: Adder, amount: JavaValue) => {
        self.peer.value = plus(self.peer.value, amount);
      },
      ...(type === 'long' ? { 'void increment()': by(1n), 'void decrement()': by(-1n) } : {}),
      [`${type} sum()`]: sum,
      [`${type} sumThenReset()`]: (_vm: Machine, self: Adder) => {
        const old = self.peer.value;
        self.peer.value = zero;
        return old;
      },
      'void reset()': (_vm, self: Adder) => {
        self.peer.value = zero;
      },
      'int intValue()': (_vm, self: Adder) => Number(self.peer.value) | 0,
      'long longValue()': (_vm, self: Adder) => BigInt(Math.trunc(Number(self.peer.value))),
      'double doubleValue()': (_vm, self: Adder) => Number(self.peer.value),
      'String toString()': (_vm, self: Adder) => primitiveText(type === 'long' ? 'J' : 'D', self.peer.value),
    }),
  });
}

type Accumulator = JavaObject<{ value: JavaValue; identity: JavaValue; by: Ref }>;

/** A value that grows by a function of the app's. */
function accumulatorClass(name: string, type: 'long' | 'double', word: 'Long' | 'Double'): ClassModel {
  const kind = type === 'long' ? 'J' : 'D';
  const read: NativeMethod = (_vm: Machine, self: Accumulator) => self.peer.value;
  return defineClass({
    name: `java/util/concurrent/atomic/${name}`,
    super: 'java/lang/Number',
    methods: methods({
      [`new(${word}BinaryOperator, ${type})`]: (
        _vm: Machine,
        self: Accumulator,
        by: Ref,
        identity: JavaValue,
      ) => {
        self.peer = { value: identity, identity, by };
      },
      [`void accumulate(${type})`]: function* (vm: Machine, self: Accumulator, amount: JavaValue) {
        const { peer } = self;
        peer.value = yield* vm.call<JavaValue>(
          peer.by,
          `applyAs${word}(${kind}${kind})${kind}`,
          peer.value,
          amount,
        );
      },
      [`${type} get()`]: read,
      [`${type} getThenReset()`]: (_vm: Machine, self: Accumulator) => {
        const { value } = self.peer;
        self.peer.value = self.peer.identity;
        return value;
      },
      'void reset()': (_vm, self: Accumulator) => {
        self.peer.value = self.peer.identity;
      },
      'int intValue()': (_vm, self: Accumulator) => Number(self.peer.value) | 0,
      'long longValue()': (_vm, self: Accumulator) => BigInt(Math.trunc(Number(self.peer.value))),
      'double doubleValue()': (_vm, self: Accumulator) => Number(self.peer.value),
      'String toString()': (_vm, self: Accumulator) => primitiveText(kind, self.peer.value),
    }),
  });
}

/** A reference with a number (stamped) or a flag (markable) beside it. */
type Pair = JavaObject<{ reference: Ref; mark: JavaValue }>;

function pairClass(name: string, type: 'int' | 'boolean', word: 'Stamp' | 'Marked'): ClassModel {
  const holder = `${type}[]`;
  const keep = (array: JavaArray, mark: JavaValue) => {
    array.data[0] = Number(mark);
  };
  const compareAndSet = (
    _vm: Machine,
    self: Pair,
    from: Ref,
    to: Ref,
    oldMark: JavaValue,
    mark: JavaValue,
  ) => {
    if (self.peer.reference !== from || self.peer.mark !== oldMark) return false;
    self.peer = { reference: to, mark };
    return true;
  };
  return defineClass({
    name: `java/util/concurrent/atomic/${name}`,
    labels: 'container',
    methods: methods({
      [`new(Object, ${type})`]: (_vm: Machine, self: Pair, reference: Ref, mark: JavaValue) => {
        self.peer = { reference, mark };
      },
      'Object getReference()': (_vm, self: Pair) => self.peer.reference,
      [word === 'Stamp' ? 'int getStamp()' : 'boolean isMarked()']: (_vm: Machine, self: Pair) =>
        self.peer.mark,
      [`Object get(${holder})`]: (_vm: Machine, self: Pair, array: JavaArray) => {
        keep(array, self.peer.mark);
        return self.peer.reference;
      },
      [`void set(Object, ${type})`]: (_vm: Machine, self: Pair, reference: Ref, mark: JavaValue) => {
        self.peer = { reference, mark };
      },
      [`boolean compareAndSet(Object, Object, ${type}, ${type})`]: compareAndSet,
      [`boolean weakCompareAndSet(Object, Object, ${type}, ${type})`]: compareAndSet,
      [`boolean attempt${word === 'Stamp' ? 'Stamp' : 'Mark'}(Object, ${type})`]: (
        _vm: Machine,
        self: Pair,
        from: Ref,
        mark: JavaValue,
      ) => {
        if (self.peer.reference !== from) return false;
        self.peer.mark = mark;
        return true;
      },
    }),
  });
}

/** java.util.concurrent.atomic. */
export const classes: readonly ClassModel[] = [
  cellClass('AtomicInteger', 'int'),
  cellClass('AtomicLong', 'long'),
  cellClass('AtomicBoolean', 'boolean'),
  cellClass('AtomicReference', 'Object'),
  arrayClass('AtomicIntegerArray', 'int'),
  arrayClass('AtomicLongArray', 'long'),
  arrayClass('AtomicReferenceArray', 'Object'),
  updaterClass('AtomicIntegerFieldUpdater', 'int'),
  updaterClass('AtomicLongFieldUpdater', 'long'),
  updaterClass('AtomicReferenceFieldUpdater', 'Object'),
  adderClass('LongAdder', 'long'),
  adderClass('DoubleAdder', 'double'),
  accumulatorClass('LongAccumulator', 'long', 'Long'),
  accumulatorClass('DoubleAccumulator', 'double', 'Double'),
  pairClass('AtomicStampedReference', 'int', 'Stamp'),
  pairClass('AtomicMarkableReference', 'boolean', 'Marked'),
];
