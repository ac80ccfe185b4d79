import { ACCESS } from '../../dex/index.ts';
import type { CallSiteRef, EncodedValue, Proto } from '../../dex/index.ts';
import type { JavaValue, Steps } from './class-model.ts';
import type { LoaderSpace } from './class-table.ts';
import { invokeHandle, newHandle } from './method-handles.ts';
import { JavaClass, Method, parameterTypes, returnType } from './java-class.ts';
import type { Machine } from './machine.ts';
import { JavaObject } from './values.ts';

/** Flags of LambdaMetafactory.altMetafactory. */
const FLAG_SERIALIZABLE = 1;
const FLAG_MARKERS = 2;
const FLAG_BRIDGES = 4;

const classOfSite = new WeakMap<CallSiteRef, JavaClass>();

/**
 * What LambdaMetafactory's call site gives: an object of a class of its own that implements the interface by calling a
 * method handle with the captured arguments, then the call's.
 */
export function makeLambda(
  vm: Machine,
  owner: JavaClass,
  site: CallSiteRef,
  space: LoaderSpace | null,
  captured: readonly JavaValue[],
): JavaValue {
  let cls = classOfSite.get(site);
  if (cls === undefined) {
    cls = lambdaClass(vm, owner, site, space);
    classOfSite.set(site, cls);
  }
  const object = new JavaObject<readonly JavaValue[]>(cls, []);
  object.peer = captured;
  return object;
}

function lambdaClass(vm: Machine, owner: JavaClass, site: CallSiteRef, space: LoaderSpace | null): JavaClass {
  const [erased, implementation, instantiated, flags, ...rest] = site.extra;
  if (erased?.kind !== 'method-type' || implementation?.kind !== 'method-handle')
    return vm.throwNew('java/lang/BootstrapMethodError', `The lambda ${site.name} is malformed`);
  const { markers, bridges } = alternatives(flags, rest);
  const interfaces = [site.proto.returnType, ...markers].map((type) => vm.requireClass(type, space));
  const handle = newHandle(vm, implementation.value, space).peer;
  const name = `${owner.name}$$Lambda$${vm.nextLambdaNumber()}`;
  const cls = new JavaClass({
    name,
    descriptor: `L${name};`,
    origin: 'app',
    flags: ACCESS.final | ACCESS.synthetic,
    superclass: vm.classes.platformClass('java/lang/Object'),
    interfaces,
    loader: owner.loader,
  });
  cls.state = 'initialized';
  const capturedTypes = site.proto.parameters.join('');
  const actual = instantiated?.kind === 'method-type' ? instantiated.value : erased.value;
  for (const type of [erased.value, ...bridges]) {
    // The interface hands over erased types; a primitive in the instantiated type is one in both.
    const call = `(${capturedTypes}${mixed(type, actual)})${returnType(type.descriptor)}`;
    const native = (
      _vm: Machine,
      self: JavaObject<readonly JavaValue[]>,
      ...args: JavaValue[]
    ): Steps<JavaValue> => invokeHandle(vm, handle, call, [...self.peer, ...args]);
    const method = new Method(cls, site.name, type.descriptor, ACCESS.public, { native });
    cls.methods.set(method.selector, method);
  }
  return cls;
}

function mixed(erased: Proto, actual: Proto): string {
  const types = parameterTypes(erased.descriptor);
  return types.map((type, i) => (type.length > 1 ? (actual.parameters[i] ?? type) : type)).join('');
}

function alternatives(
  flags: EncodedValue | undefined,
  rest: readonly EncodedValue[],
): { markers: string[]; bridges: Proto[] } {
  const bits = flags?.kind === 'int' ? flags.value : 0;
  const values = [...rest];
  const markers: string[] = [];
  const bridges: Proto[] = [];
  const count = (): number => {
    const value = values.shift();
    return value?.kind === 'int' ? value.value : 0;
  };
  if ((bits & FLAG_SERIALIZABLE) !== 0) markers.push('Ljava/io/Serializable;');
  if ((bits & FLAG_MARKERS) !== 0)
    for (const value of values.splice(0, count())) if (value.kind === 'type') markers.push(value.value);
  if ((bits & FLAG_BRIDGES) !== 0)
    for (const value of values.splice(0, count()))
      if (value.kind === 'method-type') bridges.push(value.value);
  return { markers, bridges };
}
