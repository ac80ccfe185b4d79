import { ACCESS } from '../../dex/index.ts';
import type { JavaValue, Steps } from './class-model.ts';
import { findMethod, findVirtual } from './dispatch.ts';
import type { JavaClass, Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import { JavaString } from './values.ts';
import type { HeapObject } from './values.ts';

// What models call Java by: each function is the method of Machine of the same name, which says what it does.

export function* callVirtual<T>(
  vm: Machine,
  receiver: HeapObject | null,
  selector: string,
  args: readonly JavaValue[],
): Steps<T> {
  if (receiver === null)
    return vm.throwNew('java/lang/NullPointerException', `Attempt to invoke ${selector} on a null object`);
  const method = findVirtual(vm, receiver.cls, selector);
  return (yield { kind: 'call', method, args: [receiver, ...args] }) as T;
}

export function* callStatic<T>(
  vm: Machine,
  cls: JavaClass | string,
  selector: string,
  args: readonly JavaValue[],
): Steps<T> {
  const owner = ownerOf(vm, cls);
  yield { kind: 'init', cls: owner };
  return (yield { kind: 'call', method: findMethod(vm, owner, selector, ACCESS.static), args }) as T;
}

export function* callSpecial<T>(
  vm: Machine,
  cls: JavaClass | string,
  selector: string,
  receiver: HeapObject,
  args: readonly JavaValue[],
): Steps<T> {
  const method = findMethod(vm, ownerOf(vm, cls), selector, 0);
  return (yield { kind: 'call', method, args: [receiver, ...args] }) as T;
}

export function* construct<T extends HeapObject>(
  vm: Machine,
  cls: JavaClass | string,
  descriptor: string,
  args: readonly JavaValue[],
): Steps<T> {
  const owner = ownerOf(vm, cls);
  yield { kind: 'init', cls: owner };
  if (owner.isAbstract) vm.throwNew('java/lang/InstantiationException', owner.javaName);
  const object = vm.allocate(owner);
  const method = findMethod(vm, owner, `<init>${descriptor}`, 0);
  yield { kind: 'call', method, args: [object, ...args] };
  return object as T;
}

export function* invoke<T>(method: Method, args: readonly JavaValue[]): Steps<T> {
  if (method.isStatic) yield { kind: 'init', cls: method.owner };
  return (yield { kind: 'call', method, args }) as T;
}

export function* textOf(vm: Machine, value: HeapObject | null): Steps<string> {
  if (value === null) return 'null';
  if (value instanceof JavaString) return value.value;
  const { top } = vm.thread;
  const text = yield* callVirtual<HeapObject | null>(vm, value, 'toString()Ljava/lang/String;', []);
  // What toString gathered of the object's parts goes on with the text.
  if (top !== undefined) top.label = vm.labels.union(top.label, vm.labelOf(text));
  return text instanceof JavaString ? text.value : 'null';
}

function ownerOf(vm: Machine, cls: JavaClass | string): JavaClass {
  return typeof cls === 'string' ? vm.requireClass(`L${cls};`) : cls;
}
