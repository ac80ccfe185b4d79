import { ACCESS } from '../../dex/index.ts';
import type { CallSiteRef, DexFile, EncodedValue, MethodHandleRef, Proto } from '../../dex/index.ts';
import { adapt, box } from './boxing.ts';
import type { JavaValue, Steps } from './class-model.ts';
import { loaderSpaceOf } from './class-table.ts';
import type { LoaderSpace } from './class-table.ts';
import { findField, findMethod, findVirtual } from './dispatch.ts';
import { makeLambda } from './lambda.ts';
import { Method, parameterKinds, returnType } from './java-class.ts';
import type { Field } from './java-class.ts';
import type { Machine } from './machine.ts';
import { fromSlots, toSlots } from './marshal.ts';
import { concatenate } from './string-concat.ts';
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

function toPeer(vm: Machine, ref: MethodHandleRef, space: LoaderSpace | null): HandlePeer {
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

/** The method that an invoke-polymorphic runs: it takes the handle, then the arguments of the call's own type. */
export function polymorphicMethod(
  vm: Machine,
  caller: Method,
  dex: DexFile,
  index: number,
  protoIndex: number,
): Method {
  const target = dex.method(index);
  const proto = dex.proto(protoIndex);
  const isHandle = target.owner === 'Ljava/lang/invoke/MethodHandle;';
  const exact = target.name === 'invokeExact';
  return new Method(
    caller.owner,
    target.name,
    `(Ljava/lang/Object;${proto.parameters.join('')})${proto.returnType}`,
    ACCESS.static,
    {
      native: (_vm: Machine, handle: JavaObject<HandlePeer> | null, ...args: JavaValue[]) => {
        if (handle === null) return vm.throwNew('java/lang/NullPointerException');
        if (!isHandle || handle.peer === undefined || !(exact || target.name === 'invoke')) {
          vm.gap('UNMODELLED_METHOD', `${target.owner.slice(1, -1)}.${target.name}`);
          return vm.unknownOf(proto.returnType, target.name);
        }
        if (exact && handle.peer.descriptor !== proto.descriptor)
          vm.throwNew(
            'java/lang/invoke/WrongMethodTypeException',
            `expected ${handle.peer.descriptor} but found ${proto.descriptor}`,
          );
        return invokeHandle(vm, handle.peer, proto.descriptor, args);
      },
    },
  );
}

/** The method that an invoke-custom runs; its call site is linked when it first runs (JVMS 6.5 invokedynamic). */
export function customMethod(vm: Machine, caller: Method, site: CallSiteRef): Method {
  const space = loaderSpaceOf(caller.owner);
  const owner = site.bootstrap.method?.owner;
  let linked: HandlePeer | undefined;
  const native = (_vm: Machine, ...args: JavaValue[]): JavaValue | Steps<JavaValue> => {
    if (owner === 'Ljava/lang/invoke/StringConcatFactory;') return concatenate(vm, site, args);
    if (owner === 'Ljava/lang/invoke/LambdaMetafactory;')
      return makeLambda(vm, caller.owner, site, space, args);
    if (linked !== undefined) return invokeHandle(vm, linked, site.proto.descriptor, args);
    return link(args);
  };
  function* link(args: readonly JavaValue[]): Steps<JavaValue> {
    const bootstrap = toPeer(vm, site.bootstrap, space);
    const lookup = vm.newObject<unknown>('java/lang/invoke/MethodHandles$Lookup');
    lookup.peer = { owner: caller.owner };
    const callSite = yield* invokeHandle(vm, bootstrap, bootstrap.descriptor, [
      lookup,
      vm.intern(site.name),
      newMethodType(vm, site.proto, space),
      ...bootstrapArguments(vm, bootstrap.descriptor, site.extra, space),
    ]);
    if (!(callSite instanceof JavaObject))
      return vm.throwNew('java/lang/BootstrapMethodError', 'no call site');
    const target = yield* vm.call(callSite, 'getTarget()Ljava/lang/invoke/MethodHandle;');
    if (!(target instanceof JavaObject)) return vm.throwNew('java/lang/BootstrapMethodError', 'no target');
    linked = target.peer as HandlePeer;
    return yield* invokeHandle(vm, linked, site.proto.descriptor, args);
  }
  return new Method(caller.owner, site.name, site.proto.descriptor, ACCESS.static, { native });
}

/** Constants of a call site as the bootstrap method takes them: primitives plain where it asks for primitives. */
function bootstrapArguments(
  vm: Machine,
  descriptor: string,
  extra: readonly EncodedValue[],
  space: LoaderSpace | null,
): JavaValue[] {
  const kinds = parameterKinds(descriptor).slice(3);
  return extra.map((value, i) => {
    const constant = toConstant(vm, value, space);
    return kinds.charAt(i) === 'L' && !(constant.value instanceof HeapObject) && constant.value !== null
      ? box(vm, constant.kind, constant.value)
      : constant.value;
  });
}

function toConstant(
  vm: Machine,
  value: EncodedValue,
  space: LoaderSpace | null,
): { kind: string; value: JavaValue } {
  switch (value.kind) {
    case 'string':
      return { kind: 'L', value: vm.intern(value.value) };
    case 'type':
      return { kind: 'L', value: vm.classObject(vm.requireClass(value.value, space)) };
    case 'method-type':
      return { kind: 'L', value: newMethodType(vm, value.value, space) };
    case 'method-handle':
      return { kind: 'L', value: newHandle(vm, value.value, space) };
    case 'int':
      return { kind: 'I', value: value.value };
    case 'long':
      return { kind: 'J', value: value.value };
    case 'float':
      return { kind: 'F', value: value.value };
    case 'double':
      return { kind: 'D', value: value.value };
    case 'boolean':
      return { kind: 'Z', value: value.value };
    case 'byte':
      return { kind: 'B', value: value.value };
    case 'short':
      return { kind: 'S', value: value.value };
    case 'char':
      return { kind: 'C', value: value.value };
    default:
      return { kind: 'L', value: null };
  }
}
