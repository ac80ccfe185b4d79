import {
  adapt,
  defineClass,
  invokeHandle,
  parameterTypes,
  refsOf,
  returnType,
} from '../../../machine/index.ts';
import type { HandlePeer, JavaArray, JavaObject, JavaValue, Machine, Steps } from '../../../machine/index.ts';
import { required } from '../../io/support.ts';
import type { Ref } from '../../io/support.ts';
import { methods } from '../../signature.ts';
import { itemsOf } from '../../util/iterate.ts';
import { descriptorOfClass, typeOf } from './method-type.ts';
import type { ClassObject, MethodType } from './method-type.ts';
import { newArrayVarHandle } from './var-handle.ts';

export type Handle = JavaObject<HandlePeer>;

const H = 'java/lang/invoke/MethodHandle';
const OBJECT = 'Ljava/lang/Object;';

export function newHandleOf(vm: Machine, peer: HandlePeer): Handle {
  const made = vm.newObject<HandlePeer>(H);
  made.peer = peer;
  return made;
}

/** A handle that models make: `call` takes its arguments in the kinds of `descriptor`. */
export function bound(
  vm: Machine,
  descriptor: string,
  call: (vm: Machine, args: readonly JavaValue[]) => Steps<JavaValue>,
): Handle {
  return newHandleOf(vm, { kind: 'bound', descriptor, call });
}

function kindOf(type: string): string {
  return type.length > 1 ? 'L' : type;
}

/** Calls a handle with objects, as invokeWithArguments does; the result is boxed. */
function* callWithObjects(vm: Machine, handle: Handle, args: readonly Ref[]): Steps<JavaValue> {
  return yield* invokeHandle(vm, handle.peer, `(${OBJECT.repeat(args.length)})${OBJECT}`, args);
}

/** The handle with some of its arguments given beforehand. */
function insert(vm: Machine, handle: Handle, at: number, given: readonly Ref[]): Handle {
  const types = parameterTypes(handle.peer.descriptor);
  if (at < 0 || at + given.length > types.length)
    vm.throwNew('java/lang/IllegalArgumentException', 'no argument type to append');
  const fixed = given.map((value, i) => adapt(vm, value, 'L', kindOf(types[at + i] ?? '')));
  const rest = [...types.slice(0, at), ...types.slice(at + given.length)];
  return bound(vm, `(${rest.join('')})${returnType(handle.peer.descriptor)}`, (machine, args) =>
    invokeHandle(machine, handle.peer, handle.peer.descriptor, [
      ...args.slice(0, at),
      ...fixed,
      ...args.slice(at),
    ]),
  );
}

export const methodHandle = defineClass({
  name: H,
  flags: 'abstract',
  labels: 'container',
  methods: methods({
    'java/lang/invoke/MethodType type()': (vm, self: Handle) => typeOf(vm, self.peer.descriptor),
    [`${H} bindTo(Object)`]: (vm, self: Handle, receiver: Ref) => insert(vm, self, 0, [receiver]),
    [`${H} asType(java/lang/invoke/MethodType)`]: (vm, self: Handle, type: MethodType | null) => {
      const { descriptor } = required(vm, type).peer;
      return bound(vm, descriptor, (machine, args) => invokeHandle(machine, self.peer, descriptor, args));
    },
    [`${H} asSpreader(Class, int)`]: (vm, self: Handle, array: ClassObject | null, count: number) => {
      const types = parameterTypes(self.peer.descriptor);
      const kept = types.slice(0, types.length - count);
      return bound(
        vm,
        `(${kept.join('')}${descriptorOfClass(vm, array)})${returnType(self.peer.descriptor)}`,
        function* (machine, args) {
          const spread = refsOf(required(machine, args.at(-1) as JavaArray | null));
          const given = spread.map((value, i) =>
            adapt(machine, value, 'L', kindOf(types[kept.length + i] ?? '')),
          );
          return yield* invokeHandle(machine, self.peer, self.peer.descriptor, [
            ...args.slice(0, -1),
            ...given,
          ]);
        },
      );
    },
    'Object invokeWithArguments(Object[])': (vm, self: Handle, args: JavaArray | null) =>
      callWithObjects(vm, self, refsOf(required(vm, args))),
    'Object invokeWithArguments(List)': function* (vm, self: Handle, args: Ref) {
      return yield* callWithObjects(vm, self, yield* itemsOf(vm, args));
    },
    'String toString()': function* (vm, self: Handle) {
      return `MethodHandle${yield* vm.textOf(typeOf(vm, self.peer.descriptor))}`;
    },
  }),
});

export const methodHandles = defineClass({
  name: 'java/lang/invoke/MethodHandles',
  methods: methods({
    'static java/lang/invoke/MethodHandles$Lookup lookup()': (vm) =>
      vm.newObject('java/lang/invoke/MethodHandles$Lookup'),
    'static java/lang/invoke/MethodHandles$Lookup publicLookup()': (vm) =>
      vm.newObject('java/lang/invoke/MethodHandles$Lookup'),
    'static java/lang/invoke/MethodHandles$Lookup privateLookupIn(Class, java/lang/invoke/MethodHandles$Lookup)':
      (_vm, _cls: Ref, lookup: Ref) => lookup,
    'static java/lang/invoke/VarHandle arrayElementVarHandle(Class)': (vm, array: ClassObject | null) =>
      newArrayVarHandle(vm, descriptorOfClass(vm, array).slice(1)),
    [`static ${H} identity(Class)`]: (vm, type: ClassObject | null) => {
      const name = descriptorOfClass(vm, type);
      return bound(vm, `(${name})${name}`, function* (_machine, args) {
        return args[0];
      });
    },
    [`static ${H} constant(Class, Object)`]: (vm, type: ClassObject | null, value: Ref) => {
      const name = descriptorOfClass(vm, type);
      const fixed = adapt(vm, value, 'L', kindOf(name));
      return bound(vm, `()${name}`, function* () {
        return fixed;
      });
    },
    [`static ${H} insertArguments(${H}, int, Object[])`]: (
      vm,
      of: Handle | null,
      at: number,
      given: JavaArray | null,
    ) => insert(vm, required(vm, of), at, refsOf(required(vm, given))),
    [`static ${H} dropArguments(${H}, int, Class[])`]: (
      vm,
      of: Handle | null,
      at: number,
      more: JavaArray | null,
    ) => {
      const { peer } = required(vm, of);
      const dropped = refsOf(required(vm, more)).map((cls) => descriptorOfClass(vm, cls));
      const types = parameterTypes(peer.descriptor);
      types.splice(at, 0, ...dropped);
      return bound(vm, `(${types.join('')})${returnType(peer.descriptor)}`, (machine, args) =>
        invokeHandle(machine, peer, peer.descriptor, [
          ...args.slice(0, at),
          ...args.slice(at + dropped.length),
        ]),
      );
    },
    [`static ${H} filterReturnValue(${H}, ${H})`]: (vm, of: Handle | null, filter: Handle | null) => {
      const [first, second] = [required(vm, of).peer, required(vm, filter).peer];
      const parameters = parameterTypes(first.descriptor).join('');
      return bound(vm, `(${parameters})${returnType(second.descriptor)}`, function* (machine, args) {
        const value = yield* invokeHandle(machine, first, first.descriptor, args);
        const given: readonly JavaValue[] = returnType(first.descriptor) === 'V' ? [] : [value];
        return yield* invokeHandle(machine, second, second.descriptor, given);
      });
    },
  }),
});
