import { defineClass } from '../../machine/index.ts';
import type { ClassModel, HeapObject, JavaValue, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { methods, selector } from '../signature.ts';
import { equalsOf } from './equality.ts';
import type { Ref } from './equality.ts';

/** A functional object of ours: its one method runs a host function. */
type HostFunction = HeapObject & { peer: (...args: JavaValue[]) => Steps<JavaValue> };

/** Simple names of java.util.function's interfaces and their one abstract method. */
const INTERFACES: readonly (readonly [name: string, method: string])[] = [
  ['Function', 'Object apply(Object)'],
  ['BiFunction', 'Object apply(Object, Object)'],
  ['UnaryOperator', 'Object apply(Object)'],
  ['BinaryOperator', 'Object apply(Object, Object)'],
  ['Supplier', 'Object get()'],
  ['Consumer', 'void accept(Object)'],
  ['BiConsumer', 'void accept(Object, Object)'],
  ['Predicate', 'boolean test(Object)'],
  ['BiPredicate', 'boolean test(Object, Object)'],
  ['BooleanSupplier', 'boolean getAsBoolean()'],
  ['ToIntFunction', 'int applyAsInt(Object)'],
  ['ToLongFunction', 'long applyAsLong(Object)'],
  ['ToDoubleFunction', 'double applyAsDouble(Object)'],
  ['ToIntBiFunction', 'int applyAsInt(Object, Object)'],
  ['ToLongBiFunction', 'long applyAsLong(Object, Object)'],
  ['ToDoubleBiFunction', 'double applyAsDouble(Object, Object)'],
];

function ofPrimitive(word: string, type: string): [string, string][] {
  return [
    [`${word}Function`, `Object apply(${type})`],
    [`${word}Predicate`, `boolean test(${type})`],
    [`${word}UnaryOperator`, `${type} applyAs${word}(${type})`],
    [`${word}BinaryOperator`, `${type} applyAs${word}(${type}, ${type})`],
    [`${word}Consumer`, `void accept(${type})`],
    [`${word}Supplier`, `${type} getAs${word}()`],
    [`Obj${word}Consumer`, `void accept(Object, ${type})`],
  ];
}

const PRIMITIVES: readonly (readonly [word: string, type: string])[] = [
  ['Int', 'int'],
  ['Long', 'long'],
  ['Double', 'double'],
];

const ALL: readonly (readonly [name: string, method: string])[] = [
  ...INTERFACES,
  ...PRIMITIVES.flatMap(([word, type]) => ofPrimitive(word, type)),
  ...PRIMITIVES.flatMap(([from, type]) =>
    PRIMITIVES.filter(([to]) => to !== from).map(([to, result]): [string, string] => [
      `${from}To${to}Function`,
      `${result} applyAs${to}(${type})`,
    ]),
  ),
];

const METHOD_OF = new Map(ALL);

/** A functional object whose method runs `run` with the arguments in model form. */
export function newFunction(vm: Machine, name: string, run: (...args: JavaValue[]) => Steps<JavaValue>): Ref {
  const made = vm.newObject<HostFunction['peer']>(`java/util/function/Host$${name}`);
  made.peer = run;
  return made;
}

/** The defaults of predicates, for Predicate, BiPredicate, IntPredicate and so on. */
function predicateMethods(name: string, method: string): Record<string, NativeMethod> {
  const test = selector(method);
  return {
    [`${name} negate()`]: (vm: Machine, self: HeapObject) =>
      newFunction(vm, name, function* (...args) {
        return !(yield* vm.call<boolean>(self, test, ...args));
      }),
    [`${name} and(${name})`]: (vm: Machine, self: HeapObject, other: Ref) =>
      newFunction(vm, name, function* (...args) {
        return (
          (yield* vm.call<boolean>(self, test, ...args)) && (yield* vm.call<boolean>(other, test, ...args))
        );
      }),
    [`${name} or(${name})`]: (vm: Machine, self: HeapObject, other: Ref) =>
      newFunction(vm, name, function* (...args) {
        return (
          (yield* vm.call<boolean>(self, test, ...args)) || (yield* vm.call<boolean>(other, test, ...args))
        );
      }),
  };
}

function consumerMethods(name: string, method: string): Record<string, NativeMethod> {
  const accept = selector(method);
  return {
    [`${name} andThen(${name})`]: (vm: Machine, self: HeapObject, other: Ref) =>
      newFunction(vm, name, function* (...args): Steps<JavaValue> {
        yield* vm.call(self, accept, ...args);
        yield* vm.call(other, accept, ...args);
        return undefined;
      }),
  };
}

const APPLY = selector('Object apply(Object)');

/** `first` with the arguments, then `second` with its result. */
function chain(
  vm: Machine,
  name: string,
  first: Ref,
  firstCall: string,
  second: Ref,
  secondCall: string,
): Ref {
  return newFunction(vm, name, function* (...args) {
    return yield* vm.call(second, secondCall, yield* vm.call<JavaValue>(first, firstCall, ...args));
  });
}

function identity(vm: Machine, name: string): Ref {
  return newFunction(vm, name, function* (value) {
    return value;
  });
}

function defaultsOf(name: string, method: string): Record<string, NativeMethod> {
  const table: Record<string, NativeMethod> = {};
  if (name.endsWith('Predicate')) Object.assign(table, predicateMethods(name, method));
  if (name.endsWith('Consumer') && !name.startsWith('Obj'))
    Object.assign(table, consumerMethods(name, method));
  if (name === 'Function' || name === 'BiFunction')
    table[`${name} andThen(Function)`] = (vm: Machine, self: HeapObject, after: Ref) =>
      chain(vm, name, self, selector(method), after, APPLY);
  if (name === 'Function') {
    table['Function compose(Function)'] = (vm: Machine, self: HeapObject, before: Ref) =>
      chain(vm, name, before, APPLY, self, APPLY);
    table['static Function identity()'] = (vm: Machine) => identity(vm, name);
  }
  if (name === 'UnaryOperator')
    table['static UnaryOperator identity()'] = (vm: Machine) => identity(vm, name);
  if (/^(Int|Long|Double)UnaryOperator$/.test(name)) {
    const apply = selector(method);
    table[`static ${name} identity()`] = (vm: Machine) => identity(vm, name);
    table[`${name} andThen(${name})`] = (vm: Machine, self: HeapObject, after: Ref) =>
      chain(vm, name, self, apply, after, apply);
    table[`${name} compose(${name})`] = (vm: Machine, self: HeapObject, before: Ref) =>
      chain(vm, name, before, apply, self, apply);
  }
  if (name === 'Predicate') {
    table['static Predicate isEqual(Object)'] = (vm: Machine, wanted: Ref) =>
      newFunction(vm, name, (value) => equalsOf(vm, wanted, value as Ref));
    table['static Predicate not(Predicate)'] = (vm: Machine, test: Ref) =>
      vm.call(test, 'negate()Ljava/util/function/Predicate;');
  }
  if (name === 'BinaryOperator')
    for (const [word, sign] of [
      ['minBy', -1],
      ['maxBy', 1],
    ] as const)
      table[`static BinaryOperator ${word}(Comparator)`] = (vm: Machine, by: Ref) =>
        newFunction(vm, name, function* (a, b) {
          const order = yield* vm.call<number>(by, 'compare(Ljava/lang/Object;Ljava/lang/Object;)I', a, b);
          return order * sign >= 0 ? a : b;
        });
  return table;
}

const PARENTS: Readonly<Record<string, string>> = { UnaryOperator: 'Function', BinaryOperator: 'BiFunction' };

/** The interfaces of java.util.function, and a class of ours for each. */
export const classes: readonly ClassModel[] = [...METHOD_OF].flatMap(([name, method]) => [
  defineClass({
    name: `java/util/function/${name}`,
    flags: 'interface',
    labels: 'container',
    ...(PARENTS[name] === undefined ? {} : { interfaces: [`java/util/function/${PARENTS[name]}`] }),
    methods: methods({
      ...(PARENTS[name] === undefined ? { [method]: null } : {}),
      ...defaultsOf(name, method),
    }),
  }),
  defineClass({
    name: `java/util/function/Host$${name}`,
    interfaces: [`java/util/function/${name}`],
    labels: 'container',
    methods: methods({
      [method]: (_vm: Machine, self: HostFunction, ...args: JavaValue[]) => self.peer(...args),
    }),
  }),
]);
