import {
  JavaArray,
  JavaObject,
  JavaString,
  type JavaClass,
  type JavaValue,
  type Machine,
  type Method,
  type Steps,
  HeapObject,
  box,
  parameterTypes,
  unbox,
} from '../../../../scanner/emulator/machine/index.ts';

/** What a call is given: text, numbers, longs as bigint, arrays of them, a chain whose value it is, or null. */
export type Argument =
  string | number | bigint | boolean | null | readonly (string | number)[] | { readonly chain: Chain };

/** A call by its Java name; which overload is meant follows from the arguments. After `&name` the receiver goes on. */
export type Call = readonly [name: string, ...args: Argument[]];

/** `pkg/Class.method` or `new pkg/Class`, then calls on what came out of the call before. */
export type Chain = readonly [first: Call, ...rest: Call[]];

/** Runs a chain of calls, as an app's code would make them. */
export function* runChain(vm: Machine, chain: Chain): Steps<JavaValue> {
  let value: JavaValue;
  for (const [index, [name, ...args]] of chain.entries())
    if (index === 0) value = yield* first(vm, name, args);
    else if (name.startsWith('&')) yield* callOn(vm, value, name.slice(1), args);
    else value = yield* callOn(vm, value, name, args);
  return value;
}

function* first(vm: Machine, name: string, args: readonly Argument[]): Steps<JavaValue> {
  if (name.startsWith('new ')) {
    const cls = vm.requireClass(`L${name.slice(4)};`);
    const method = pick([cls], '<init>', args);
    const made = yield* toValues(vm, method, args);
    return yield* vm.construct(cls, method.descriptor, ...made);
  }
  const dot = name.lastIndexOf('.');
  const cls = vm.requireClass(`L${name.slice(0, dot)};`);
  const member = name.slice(dot + 1);
  if (!member.startsWith('=')) {
    const method = pick(lineageOf(cls), member, args);
    const made = yield* toValues(vm, method, args);
    return yield* vm.callStatic(cls, method.selector, ...made);
  }
  // `pkg/Class.=FIELD` is a static field's object.
  yield* vm.initClass(cls);
  const field = [...cls.fields.keys()].find((key) => key.startsWith(`${member.slice(1)}:`));
  return field === undefined ? null : vm.getStatic(cls, field);
}

function* callOn(
  vm: Machine,
  receiver: JavaValue,
  name: string,
  args: readonly Argument[],
): Steps<JavaValue> {
  const object = receiver instanceof HeapObject ? receiver : toBox(vm, receiver);
  const method = pick([...lineageOf(object.cls), ...object.cls.ancestors], name, args);
  const made = yield* toValues(vm, method, args);
  return yield* vm.call(object, method.selector, ...made);
}

function lineageOf(cls: JavaClass): JavaClass[] {
  return cls.superclass === null ? [cls] : [cls, ...lineageOf(cls.superclass)];
}

function toBox(vm: Machine, value: JavaValue): HeapObject {
  if (typeof value === 'boolean') return box(vm, 'Z', value) as HeapObject;
  if (typeof value === 'bigint') return box(vm, 'J', value) as HeapObject;
  throw new Error(`A call on ${String(value)}.`);
}

function pick(classes: readonly JavaClass[], name: string, args: readonly Argument[]): Method {
  for (const cls of classes) {
    const fitting = [...cls.methods.values()].filter((method) => {
      if (method.name !== name || method.isUnknown) return false;
      const types = parameterTypes(method.descriptor);
      return types.length === args.length && types.every((type, i) => fits(args[i] ?? null, type));
    });
    // A number is rather an int than a char.
    const [best] = fitting.sort((x, y) => y.kinds.split('I').length - x.kinds.split('I').length);
    if (best !== undefined) return best;
  }
  throw new Error(`${classes[0]?.javaName} has no ${name} for ${args.map(String).join(', ')}.`);
}

const TEXT_TYPES = ['String', 'CharSequence', 'Object', 'Comparable'].map((name) => `Ljava/lang/${name};`);

const NUMBER_TYPES = ['Object', 'Number', 'Integer', 'Comparable'].map((name) => `Ljava/lang/${name};`);

function fits(arg: Argument, type: string): boolean {
  if (arg === null) return type.length > 1;
  if (typeof arg === 'string') return TEXT_TYPES.includes(type);
  if (typeof arg === 'number') return 'IFDSBC'.includes(type) || NUMBER_TYPES.includes(type);
  if (typeof arg === 'bigint') return type === 'J';
  if (typeof arg === 'boolean') return type === 'Z';
  return 'chain' in arg ? type.length > 1 : type.startsWith('[');
}

function* toValues(vm: Machine, method: Method, args: readonly Argument[]): Steps<JavaValue[]> {
  const types = parameterTypes(method.descriptor);
  const values: JavaValue[] = [];
  for (const [i, arg] of args.entries()) values.push(yield* toValue(vm, arg, types[i] ?? ''));
  return values;
}

function* toValue(vm: Machine, arg: Argument, type: string): Steps<JavaValue> {
  if (typeof arg === 'string') return vm.string(arg);
  if (typeof arg === 'number' && type.length > 1) return box(vm, 'I', arg);
  if (typeof arg !== 'object' || arg === null) return arg;
  if ('chain' in arg) return yield* runChain(vm, arg.chain);
  const items = arg.map((item) => (typeof item === 'string' ? vm.string(item) : item));
  if (type.startsWith('[L'))
    return vm.arrayOf(
      type,
      items.map((item) => (typeof item === 'number' ? (box(vm, 'I', item) as HeapObject) : item)),
    );
  const array = vm.newArray(type, items.length);
  items.forEach((item, at) => {
    array.data[at] = Number(item);
  });
  return array;
}

/** A chain's value as text: what toString gives, or a list of an array's elements. */
export function* textOfChain(vm: Machine, chain: Chain): Steps<JavaValue> {
  return vm.string(yield* asText(vm, yield* runChain(vm, chain)));
}

function* asText(vm: Machine, value: JavaValue): Steps<string> {
  if (value === null || value === undefined) return 'null';
  if (value instanceof JavaString) return value.value;
  if (value instanceof JavaArray) {
    const parts: string[] = [];
    for (const item of Array.from<JavaValue>(value.data as ArrayLike<JavaValue>))
      parts.push(yield* asText(vm, item));
    return `[${parts.join(', ')}]`;
  }
  if (!(value instanceof HeapObject)) return String(value);
  const unboxed = value instanceof JavaObject ? unbox(value) : null;
  return unboxed === null ? yield* vm.textOf(value) : String(unboxed);
}
