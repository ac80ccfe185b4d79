import { ACCESS } from '../../../../dex/index.ts';
import {
  adapt,
  box,
  defineClass,
  JavaClass,
  JavaThrow,
  Method,
  parameterTypes,
  refsOf,
  returnType,
} from '../../../machine/index.ts';
import type {
  ClassModel,
  HeapObject,
  JavaArray,
  JavaObject,
  JavaValue,
  Machine,
  NativeMethod,
  Steps,
  ThrowablePeer as UndeclaredPeer,
} from '../../../machine/index.ts';
import { perMachine } from '../../java-host.ts';
import { methods } from '../../signature.ts';
import { exceptionTypes } from './exception-types.ts';
import { newMethodObject } from './members.ts';

type Ref = HeapObject | null;
type Proxy = JavaObject<{ handler: Ref }>;

const INVOKE = 'invoke(Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;';

const made = perMachine(() => ({ count: 0, byInterfaces: new Map<string, JavaClass>() }));

/** What the handler answers. A checked exception that the method does not declare comes wrapped. */
function* answerOf(vm: Machine, self: Proxy, target: Method, array: Ref): Steps<Ref> {
  try {
    return yield* vm.call<Ref>(self.peer.handler, INVOKE, self, newMethodObject(vm, target), array);
  } catch (error) {
    if (!(error instanceof JavaThrow)) throw error;
    const { object } = error;
    const declared = ['java/lang/RuntimeException', 'java/lang/Error'].map((name) =>
      vm.classes.platformClass(name),
    );
    if ([...declared, ...exceptionTypes(vm, target)].some((cls) => object.cls.isSubclassOf(cls))) throw error;
    const wrapped = vm.newObject<UndeclaredPeer>('java/lang/reflect/UndeclaredThrowableException');
    wrapped.peer = { message: null, cause: object, stack: vm.stackFor(wrapped), suppressed: [] };
    throw new JavaThrow(wrapped);
  }
}

/** Hands a call on a proxy to its handler: arguments boxed, the result unboxed. */
function forward(target: Method): NativeMethod {
  const types = parameterTypes(target.descriptor);
  const result = returnType(target.descriptor);
  return function* (vm: Machine, self: Proxy, ...args: JavaValue[]): Steps<JavaValue> {
    const boxed = args.map((arg, i) => {
      const type = types[i] ?? 'L';
      return type.length > 1 ? (arg as Ref) : box(vm, type, arg);
    });
    const array = boxed.length === 0 ? null : vm.arrayOf('[Ljava/lang/Object;', boxed);
    const answer = yield* answerOf(vm, self, target, array);
    if (result === 'V') return undefined;
    if (result.length > 1) {
      const cls = vm.requireClass(result);
      if (answer !== null && !vm.isUnknown(answer) && !answer.cls.isSubclassOf(cls))
        vm.throwNew(
          'java/lang/ClassCastException',
          `${answer.cls.javaName} cannot be cast to ${cls.javaName}`,
        );
      return answer;
    }
    return adapt(vm, answer, 'L', result);
  };
}

/** Every method that a proxy of these interfaces answers; those that only the platform's table knows included. */
function methodsOf(vm: Machine, interfaces: readonly JavaClass[]): Method[] {
  const found = new Map<string, Method>();
  for (const direct of interfaces)
    for (const cls of direct.ancestors) {
      if (!cls.isInterface) continue;
      for (const row of vm.classes.platformRow(cls.name)?.methods ?? [])
        if (!cls.methods.has(row.name + row.descriptor) && (row.flags & ACCESS.static) === 0)
          vm.classes.addUnknown(cls, row.name + row.descriptor, row.flags | ACCESS.abstract);
      for (const method of cls.methods.values())
        if (!method.isStatic && (method.flags & ACCESS.private) === 0 && !found.has(method.selector))
          found.set(method.selector, method);
    }
  const object = vm.classes.platformClass('java/lang/Object');
  for (const selector of ['hashCode()I', 'equals(Ljava/lang/Object;)Z', 'toString()Ljava/lang/String;']) {
    const method = object.methods.get(selector);
    if (method !== undefined) found.set(selector, method);
  }
  return [...found.values()];
}

function proxyClass(vm: Machine, interfaces: readonly JavaClass[]): JavaClass {
  const key = interfaces.map((cls) => cls.descriptor).join('');
  const known = made(vm).byInterfaces.get(key);
  // Two loaders may have classes of one name.
  if (known !== undefined && interfaces.every((cls, i) => known.interfaces[i] === cls)) return known;
  const name = `$Proxy${made(vm).count++}`;
  const cls = new JavaClass({
    name,
    descriptor: `L${name};`,
    origin: 'app',
    flags: ACCESS.public | ACCESS.final | ACCESS.synthetic,
    superclass: vm.classes.platformClass('java/lang/reflect/Proxy'),
    interfaces,
    loader: interfaces.find((one) => one.loader !== null)?.loader ?? null,
  });
  cls.state = 'initialized';
  for (const target of methodsOf(vm, interfaces))
    cls.methods.set(
      target.selector,
      new Method(cls, target.name, target.descriptor, ACCESS.public | ACCESS.final, {
        native: forward(target),
      }),
    );
  made(vm).byInterfaces.set(key, cls);
  return cls;
}

function interfacesOf(vm: Machine, types: JavaArray | null): JavaClass[] {
  if (types === null) return vm.throwNew('java/lang/NullPointerException');
  return (refsOf(types) as (JavaObject<JavaClass> | null)[]).map((type) => {
    if (type === null) return vm.throwNew('java/lang/NullPointerException');
    if (!type.peer.isInterface)
      vm.throwNew('java/lang/IllegalArgumentException', `${type.peer.javaName} is not an interface`);
    return type.peer;
  });
}

export const classes: readonly ClassModel[] = [
  defineClass({
    name: 'java/lang/reflect/InvocationHandler',
    flags: 'interface',
    methods: { [INVOKE]: null },
  }),
  defineClass({
    name: 'java/lang/reflect/Proxy',
    interfaces: ['java/io/Serializable'],
    labels: 'container',
    methods: methods({
      'protected new(InvocationHandler)': (_vm, self: Proxy, handler: Ref) => {
        self.peer = { handler };
      },
      'static Object newProxyInstance(ClassLoader, Class[], InvocationHandler)': (
        vm: Machine,
        _loader: Ref,
        types: JavaArray | null,
        handler: Ref,
      ) => {
        if (handler === null) return vm.throwNew('java/lang/NullPointerException');
        const proxy = vm.newObject<Proxy['peer']>(proxyClass(vm, interfacesOf(vm, types)));
        proxy.peer = { handler };
        return proxy;
      },
      'static Class getProxyClass(ClassLoader, Class[])': (
        vm: Machine,
        _loader: Ref,
        types: JavaArray | null,
      ) => vm.classObject(proxyClass(vm, interfacesOf(vm, types))),
      'static boolean isProxyClass(Class)': (_vm: Machine, type: JavaObject<JavaClass>) =>
        type.peer.superclass?.name === 'java/lang/reflect/Proxy',
      'static InvocationHandler getInvocationHandler(Object)': (vm: Machine, proxy: Ref) => {
        if (proxy === null || proxy.cls.superclass?.name !== 'java/lang/reflect/Proxy')
          return vm.throwNew('java/lang/IllegalArgumentException', 'not a proxy instance');
        return (proxy as Proxy).peer.handler;
      },
    }),
  }),
];
