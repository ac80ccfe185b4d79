import { ACCESS } from '../../dex/index.ts';
import type { CallSiteRef, DexFile, EncodedValue } from '../../dex/index.ts';
import { box } from './boxing.ts';
import type { JavaValue, Steps } from './class-model.ts';
import { loaderSpaceOf } from './class-table.ts';
import type { LoaderSpace } from './class-table.ts';
import { Method, parameterKinds } from './java-class.ts';
import { makeLambda } from './lambda.ts';
import type { Machine } from './machine.ts';
import { invokeHandle, newHandle, newMethodType, toPeer } from './method-handles.ts';
import type { HandlePeer } from './method-handles.ts';
import { concatenate } from './string-concat.ts';
import { HeapObject, JavaObject } from './values.ts';
import { accessVariable } from './var-handles.ts';
import type { VarHandlePeer } from './var-handles.ts';

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
  const gap = (): JavaValue => {
    vm.gap('UNMODELLED_METHOD', `${target.owner.slice(1, -1)}.${target.name}`);
    return vm.unknownOf(proto.returnType, target.name);
  };
  const variable = function* (peer: VarHandlePeer, args: readonly JavaValue[]): Steps<JavaValue> {
    const value = yield* accessVariable(vm, peer, target.name, proto.descriptor, args);
    return value === undefined ? gap() : value;
  };
  return new Method(
    caller.owner,
    target.name,
    `(Ljava/lang/Object;${proto.parameters.join('')})${proto.returnType}`,
    ACCESS.static,
    {
      native: (
        _vm: Machine,
        handle: JavaObject<HandlePeer> | JavaObject<VarHandlePeer> | null,
        ...args: JavaValue[]
      ) => {
        if (handle === null) return vm.throwNew('java/lang/NullPointerException');
        if (isVariable(handle)) return variable(handle.peer, args);
        if (!isHandle || handle.peer === undefined || !(exact || target.name === 'invoke')) return gap();
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

function isVariable(
  handle: JavaObject<HandlePeer> | JavaObject<VarHandlePeer>,
): handle is JavaObject<VarHandlePeer> {
  return handle.cls.name === 'java/lang/invoke/VarHandle' && handle.peer !== undefined;
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
