import { ACCESS } from '../../dex/index.ts';
import type { MethodHandleRef, Proto } from '../../dex/index.ts';
import { adapt } from './boxing.ts';
import type { JavaValue, Steps } from './class-model.ts';
import type { LoaderSpace } from './class-table.ts';
import { findField, findMethod, findVirtual } from './dispatch.ts';
import { type Method, parameterKinds, returnType } from './java-class.ts';
import type { Field } from './java-class.ts';
import type { Machine } from './machine.ts';
import { fromSlots, toSlots } from './marshal.ts';
import { HeapObject, JavaObject } from './values.ts';

/** What a method handle does: the peer of java.lang.invoke.MethodHandle. */
export type HandlePeer = {
  readonly kind: MethodHandleRef['kind'] | 'bound';
  readonly method?: Method;
  readonly field?: Field;
  /** Descriptor of the call: for instance kinds the receiver's type comes first. */
  readonly descriptor: string;
  /** A handle made from another by a model: called with the arguments in model form. */
  readonly call?: (vm: Machine, args: readonly JavaValue[]) => Steps<JavaValue>;
};

/** The peer of java.lang.invoke.MethodType: a descriptor, and the loader that its names are to be found by. */
export type MethodTypePeer = { readonly descriptor: string; readonly space: LoaderSpace | null };

/** A java.lang.invoke.MethodHandle for a handle of the file. */
export function newHandle(
  vm: Machine,
  ref: MethodHandleRef,
  space: LoaderSpace | null,
): JavaObject<HandlePeer> {
  const object = vm.newObject<HandlePeer>('java/lang/invoke/MethodHandle');
  object.peer = toPeer(vm, ref, space);
  return object;
}

/** A java.lang.invoke.MethodType. */
export function newMethodType(
  vm: Machine,
  proto: Proto,
  space: LoaderSpace | null,
): JavaObject<MethodTypePeer> {
  const object = vm.newObject<MethodTypePeer>('java/lang/invoke/MethodType');
  object.peer = { descriptor: proto.descriptor, space };
  return object;
}

export function toPeer(vm: Machine, ref: MethodHandleRef, space: LoaderSpace | null): HandlePeer {
  if (ref.field !== undefined) {
    const owner = vm.requireClass(ref.field.owner, space);
    const field = findField(owner, `${ref.field.name}:${ref.field.type}`);
    if (field === undefined) return vm.throwNew('java/lang/NoSuchFieldError', ref.field.name);
    const receiver = ref.kind.startsWith('instance') ? ref.field.owner : '';
    const descriptor = ref.kind.endsWith('get')
      ? `(${receiver})${field.type}`
      : `(${receiver}${field.type})V`;
    return { kind: ref.kind, field, descriptor };
  }
  const target = ref.method;
  if (target === undefined) return vm.throwNew('java/lang/VerifyError', 'A method handle names nothing');
  const owner = vm.requireClass(target.owner, space);
  const isStatic = ref.kind === 'invoke-static';
  const method = findMethod(vm, owner, target.name + target.proto.descriptor, isStatic ? ACCESS.static : 0);
  const parameters = target.proto.parameters.join('');
  if (ref.kind === 'invoke-constructor')
    return { kind: ref.kind, method, descriptor: `(${parameters})${target.owner}` };
  const receiver = isStatic ? '' : target.owner;
  return { kind: ref.kind, method, descriptor: `(${receiver}${parameters})${target.proto.returnType}` };
}

/**
 * Calls a handle with arguments in model form whose kinds are those of `descriptor`; converts them, and the result, as
 * MethodHandle.invoke does.
 */
export function* invokeHandle(
  vm: Machine,
  handle: HandlePeer,
  descriptor: string,
  args: readonly JavaValue[],
): Steps<JavaValue> {
  const wanted = parameterKinds(handle.descriptor);
  const given = parameterKinds(descriptor);
  if (wanted.length !== given.length)
    vm.throwNew('java/lang/invoke/WrongMethodTypeException', `${handle.descriptor} called as ${descriptor}`);
  const adapted = args.map((arg, i) => adapt(vm, arg, given.charAt(i), wanted.charAt(i)));
  const result = yield* perform(vm, handle, adapted);
  return adapt(vm, result, kindOf(returnType(handle.descriptor)), kindOf(returnType(descriptor)));
}

function kindOf(type: string): string {
  return type.length > 1 ? 'L' : type;
}

function* perform(vm: Machine, handle: HandlePeer, args: readonly JavaValue[]): Steps<JavaValue> {
  const { kind, method, field } = handle;
  if (handle.call !== undefined) return yield* handle.call(vm, args);
  if (field !== undefined) return yield* accessField(vm, handle.kind, field, args);
  if (method === undefined) return vm.throwNew('java/lang/VerifyError', 'A method handle names nothing');
  if (kind === 'invoke-static') return yield* vm.invoke(method, ...args);
  if (kind === 'invoke-constructor')
    return yield* vm.construct<HeapObject>(method.owner, method.descriptor, ...args);
  const receiver = args[0];
  if (!(receiver instanceof HeapObject)) return vm.throwNew('java/lang/NullPointerException');
  const target = kind === 'invoke-direct' ? method : findVirtual(vm, receiver.cls, method.selector);
  return yield* vm.invoke(target, ...args);
}

function* accessField(
  vm: Machine,
  kind: HandlePeer['kind'],
  field: Field,
  args: readonly JavaValue[],
): Steps<JavaValue> {
  const letter = field.isReference ? 'L' : field.type;
  let slots = field.owner.statics;
  if (kind.startsWith('instance')) {
    const receiver = args[0];
    if (!(receiver instanceof JavaObject)) return vm.throwNew('java/lang/NullPointerException');
    slots = receiver.slots;
  } else yield* vm.initClass(field.owner);
  if (kind.endsWith('get')) return fromSlots(letter, slots, field.slot);
  toSlots(vm, letter, args.at(-1), slots, field.slot);
  return undefined;
}
