import { box, defineClass, JavaThrow } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaValue, Machine, NativeMethod } from '../../machine/index.ts';
import { methods, selector } from '../signature.ts';
import { primitiveText } from '../lang/boxes.ts';
import { equalsOf, hashOf } from './equality.ts';
import type { Ref } from './equality.ts';
import { TextBuilder } from './iterate.ts';

/** `value` is null, or undefined in primitive optionals, where nothing is present. */
type Optional<T> = JavaObject<{ value: T | undefined }>;
type OptionalRef = Optional<Ref>;

const APPLY = selector('Object apply(Object)');

/** A java.util.Optional; null is the empty one. */
export function newOptional(vm: Machine, value: Ref): OptionalRef {
  if (value === null) {
    const known = vm.shared.get('empty optional');
    if (known !== undefined) return known as OptionalRef;
  }
  const made = vm.newObject<OptionalRef['peer']>('java/util/Optional');
  made.peer = { value: value ?? undefined };
  if (value === null) vm.shared.set('empty optional', made);
  return made;
}

/** OptionalInt, OptionalLong or OptionalDouble, by kind letter. */
export function newPrimitiveOptional(
  vm: Machine,
  kind: 'I' | 'J' | 'D',
  value: JavaValue,
): Optional<JavaValue> {
  const made = vm.newObject<{ value: JavaValue }>(`java/util/Optional${WORDS[kind]}`);
  made.peer = { value };
  return made;
}

const WORDS = { I: 'Int', J: 'Long', D: 'Double' } as const;

function missing(vm: Machine): never {
  return vm.throwNew('java/util/NoSuchElementException', 'No value present');
}

const get: NativeMethod = (vm: Machine, self: OptionalRef) => self.peer.value ?? missing(vm);

const optional = defineClass({
  name: 'java/util/Optional',
  flags: 'final',
  labels: 'container',
  methods: methods({
    'static Optional empty()': (vm) => newOptional(vm, null),
    'static Optional of(Object)': (vm, value: Ref) =>
      value === null ? vm.throwNew('java/lang/NullPointerException') : newOptional(vm, value),
    'static Optional ofNullable(Object)': (vm, value: Ref) => newOptional(vm, value),
    'Object get()': get,
    'Object orElseThrow()': get,
    'boolean isPresent()': (_vm, self: OptionalRef) => self.peer.value !== undefined,
    'boolean isEmpty()': (_vm, self: OptionalRef) => self.peer.value === undefined,
    'Object orElse(Object)': (_vm, self: OptionalRef, other: Ref) => self.peer.value ?? other,
    'Object orElseGet(Supplier)': function* (vm, self: OptionalRef, make: Ref) {
      return self.peer.value ?? (yield* vm.call<Ref>(make, 'get()Ljava/lang/Object;'));
    },
    'Object orElseThrow(Supplier)': function* (vm, self: OptionalRef, make: Ref) {
      if (self.peer.value !== undefined) return self.peer.value;
      const thrown = yield* vm.call<Ref>(make, 'get()Ljava/lang/Object;');
      if (thrown === null) return vm.throwNew('java/lang/NullPointerException');
      throw new JavaThrow(thrown);
    },
    'void ifPresent(Consumer)': function* (vm, self: OptionalRef, action: Ref) {
      if (self.peer.value !== undefined)
        yield* vm.call(action, 'accept(Ljava/lang/Object;)V', self.peer.value);
    },
    'void ifPresentOrElse(Consumer, Runnable)': function* (vm, self: OptionalRef, action: Ref, other: Ref) {
      if (self.peer.value !== undefined)
        yield* vm.call(action, 'accept(Ljava/lang/Object;)V', self.peer.value);
      else yield* vm.call(other, 'run()V');
    },
    'Optional filter(Predicate)': function* (vm, self: OptionalRef, test: Ref) {
      if (self.peer.value === undefined) return self;
      return (yield* vm.call<boolean>(test, 'test(Ljava/lang/Object;)Z', self.peer.value))
        ? self
        : newOptional(vm, null);
    },
    'Optional map(Function)': function* (vm, self: OptionalRef, map: Ref) {
      if (self.peer.value === undefined) return self;
      return newOptional(vm, yield* vm.call<Ref>(map, APPLY, self.peer.value));
    },
    'Optional flatMap(Function)': function* (vm, self: OptionalRef, map: Ref) {
      if (self.peer.value === undefined) return self;
      return yield* vm.call<Ref>(map, APPLY, self.peer.value);
    },
    'Optional or(Supplier)': function* (vm, self: OptionalRef, make: Ref) {
      return self.peer.value === undefined ? yield* vm.call<Ref>(make, 'get()Ljava/lang/Object;') : self;
    },
    'Stream stream()': (vm, self: OptionalRef) =>
      vm.callStatic(
        'java/util/stream/Stream',
        'of([Ljava/lang/Object;)Ljava/util/stream/Stream;',
        vm.arrayOf('[Ljava/lang/Object;', self.peer.value === undefined ? [] : [self.peer.value]),
      ),
    'boolean equals(Object)': function* (vm, self: OptionalRef, other: Ref) {
      if (other === null || other.cls !== self.cls) return false;
      return yield* equalsOf(vm, self.peer.value ?? null, (other as OptionalRef).peer.value ?? null);
    },
    'int hashCode()': (vm, self: OptionalRef) => hashOf(vm, self.peer.value ?? null),
    'String toString()': function* (vm, self: OptionalRef) {
      if (self.peer.value === undefined) return 'Optional.empty';
      const text = new TextBuilder(vm).add('Optional[');
      yield* text.addObject(self.peer.value);
      return text.add(']').build();
    },
  }),
});

function primitiveOptional(kind: 'I' | 'J' | 'D', type: string): ClassModel {
  const word = WORDS[kind];
  const name = `Optional${word}`;
  type Self = Optional<JavaValue>;
  const read: NativeMethod = (vm: Machine, self: Self) => self.peer.value ?? missing(vm);
  return defineClass({
    name: `java/util/${name}`,
    flags: 'final',
    methods: methods({
      [`static ${name} empty()`]: (vm: Machine) => newPrimitiveOptional(vm, kind, undefined),
      [`static ${name} of(${type})`]: (vm: Machine, value: JavaValue) =>
        newPrimitiveOptional(vm, kind, value),
      [`${type} getAs${word}()`]: read,
      [`${type} orElseThrow()`]: read,
      'boolean isPresent()': (_vm, self: Self) => self.peer.value !== undefined,
      'boolean isEmpty()': (_vm, self: Self) => self.peer.value === undefined,
      [`${type} orElse(${type})`]: (_vm: Machine, self: Self, other: JavaValue) => self.peer.value ?? other,
      [`${type} orElseGet(${word}Supplier)`]: function* (vm: Machine, self: Self, make: Ref) {
        return self.peer.value ?? (yield* vm.call<JavaValue>(make, `getAs${word}()${kind}`));
      },
      [`void ifPresent(${word}Consumer)`]: function* (vm: Machine, self: Self, action: Ref) {
        if (self.peer.value !== undefined) yield* vm.call(action, `accept(${kind})V`, self.peer.value);
      },
      'boolean equals(Object)': (_vm, self: Self, other: Ref) =>
        other !== null && other.cls === self.cls && Object.is((other as Self).peer.value, self.peer.value),
      'int hashCode()': function* (vm, self: Self) {
        return self.peer.value === undefined ? 0 : yield* hashOf(vm, box(vm, kind, self.peer.value));
      },
      'String toString()': (_vm, self: Self) =>
        self.peer.value === undefined ? `${name}.empty` : `${name}[${primitiveText(kind, self.peer.value)}]`,
    }),
  });
}

export const classes: readonly ClassModel[] = [
  optional,
  primitiveOptional('I', 'int'),
  primitiveOptional('J', 'long'),
  primitiveOptional('D', 'double'),
];
