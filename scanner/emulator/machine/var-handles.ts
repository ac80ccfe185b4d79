import { adapt } from './boxing.ts';
import type { JavaValue, Steps } from './class-model.ts';
import { parameterKinds, returnType } from './java-class.ts';
import type { Field } from './java-class.ts';
import type { Machine } from './machine.ts';
import { fromSlots, toSlots } from './marshal.ts';
import { arrayFault } from './slow-paths.ts';
import { JavaArray, JavaObject } from './values.ts';
import type { Slot } from './values.ts';

/** What a java.lang.invoke.VarHandle stands for: a field, or the elements of arrays of a class. */
export type VarHandlePeer = { readonly field: Field } | { readonly element: string };

/** A variable as the access methods see it. */
type Variable = {
  readonly kind: string;
  readonly read: () => JavaValue;
  readonly write: (value: JavaValue) => void;
};

const MEMORY_ORDERS = /(?:Volatile|Opaque|Acquire|Release|Plain)$/;

/**
 * One access through a VarHandle, such as `compareAndSet`. Threads take turns between instructions, so every memory
 * order is the strongest. Undefined where the access mode is not modelled.
 */
export function* accessVariable(
  vm: Machine,
  peer: VarHandlePeer,
  mode: string,
  descriptor: string,
  args: readonly JavaValue[],
): Steps<JavaValue> {
  const places = 'element' in peer ? 2 : peer.field.isStatic ? 0 : 1;
  if ('field' in peer && peer.field.isStatic) yield* vm.initClass(peer.field.owner);
  const variable = 'element' in peer ? elementOf(vm, peer.element, args) : fieldOf(vm, peer.field, args[0]);
  const kinds = parameterKinds(descriptor);
  const values = args
    .slice(places)
    .map((value, i) => adapt(vm, value, kinds.charAt(places + i), variable.kind));
  const result = perform(variable, mode.replace(MEMORY_ORDERS, ''), values);
  if (result === undefined) return undefined;
  const returns = returnType(descriptor);
  const made = typeof result === 'boolean' ? 'Z' : variable.kind;
  return returns === 'V' ? null : adapt(vm, result, made, returns.length > 1 ? 'L' : returns);
}

function fieldOf(vm: Machine, field: Field, receiver: JavaValue): Variable {
  const kind = field.isReference ? 'L' : field.type;
  let slots = field.owner.statics;
  if (!field.isStatic) {
    if (!(receiver instanceof JavaObject)) return vm.throwNew('java/lang/NullPointerException');
    ({ slots } = receiver);
  }
  return {
    kind,
    read: () => fromSlots(kind, slots, field.slot),
    write: (value) => void toSlots(vm, kind, value, slots, field.slot),
  };
}

function elementOf(vm: Machine, element: string, [array, index]: readonly JavaValue[]): Variable {
  if (!(array instanceof JavaArray)) return vm.throwNew('java/lang/NullPointerException');
  const at = Number(index);
  if (at < 0 || at >= array.length) return arrayFault(vm, array, at);
  const kind = element.length > 1 ? 'L' : element;
  const slot = kind === 'J' || kind === 'D' ? at * 2 : at;
  // The array's own memory is indexed as slots are.
  const data = array.data as unknown as Slot[];
  return {
    kind,
    read: () => fromSlots(kind, data, slot),
    write: (value) => void toSlots(vm, kind, value, data, slot),
  };
}

/** The access itself; a value for those that have one, null for those that have none. */
function perform(variable: Variable, mode: string, [first, second]: readonly JavaValue[]): JavaValue {
  const old = variable.read();
  switch (mode) {
    case 'get':
      return old ?? null;
    case 'set':
      variable.write(first);
      return null;
    case 'compareAndSet':
    case 'weakCompareAndSet':
      if (old !== first) return false;
      variable.write(second);
      return true;
    case 'compareAndExchange':
      if (old === first) variable.write(second);
      return old ?? null;
    case 'getAndSet':
      variable.write(first);
      return old ?? null;
    case 'getAndAdd':
      variable.write(sum(variable.kind, old, first));
      return old ?? null;
    case 'getAndBitwiseOr':
      return bitwise(variable, old, first, (a, b) => a | b);
    case 'getAndBitwiseAnd':
      return bitwise(variable, old, first, (a, b) => a & b);
    case 'getAndBitwiseXor':
      return bitwise(variable, old, first, (a, b) => a ^ b);
    default:
      return undefined;
  }
}

function sum(kind: string, a: JavaValue, b: JavaValue): JavaValue {
  if (kind === 'J') return BigInt.asIntN(64, (a as bigint) + (b as bigint));
  const total = Number(a) + Number(b);
  return kind === 'D' ? total : kind === 'F' ? Math.fround(total) : total | 0;
}

function bitwise(
  variable: Variable,
  old: JavaValue,
  by: JavaValue,
  join: (a: bigint, b: bigint) => bigint,
): JavaValue {
  if (typeof old === 'bigint') variable.write(BigInt.asIntN(64, join(old, by as bigint)));
  else if (typeof old === 'boolean') variable.write(join(old ? 1n : 0n, by === true ? 1n : 0n) !== 0n);
  else variable.write(Number(join(BigInt(Number(old)), BigInt(Number(by)))));
  return old ?? null;
}
