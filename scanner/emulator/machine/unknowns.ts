import { newData } from './array-data.ts';
import type { JavaValue } from './class-model.ts';
import type { GapCode } from './gap-ledger.ts';
import { returnType } from './java-class.ts';
import type { Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import { JavaArray, JavaObject, JavaString, markUnknown } from './values.ts';
import type { HeapObject } from './values.ts';

/** Text of a string that nobody knows: no app takes it for real, no parser accepts it. */
export const UNKNOWN_TEXT = '\u27e8unknown\u27e9';

export function unknownOf(vm: Machine, descriptor: string, gap: string): JavaValue {
  const label = vm.labels.of({ kind: 'unknown', gap });
  vm.track();
  vm.resultIsUnknown = true;
  if (descriptor === 'V') return undefined;
  if (descriptor === 'Z') return false;
  if (descriptor === 'J') return 0n;
  if (descriptor.length === 1) return 0;
  const cls = vm.classes.find(descriptor, vm.appLoader) ?? vm.classes.platformClass('java/lang/Object');
  if (cls === vm.stringClass) return markUnknown(new JavaString(cls, UNKNOWN_TEXT), label);
  if (cls.element !== null)
    return markUnknown(new JavaArray(cls, newData(cls.element.descriptor, 0), 0), label);
  return markUnknown(new JavaObject(cls, cls.template.slice()), label);
}

export function callUnknown(vm: Machine, method: Method): JavaValue {
  const subject = nameOf(method);
  if (method.owner.origin === 'app' && method.isAbstract)
    vm.throwNew('java/lang/AbstractMethodError', subject);
  return unknownResult(vm, method.owner.origin === 'app' ? 'NATIVE_CODE' : 'UNMODELLED_METHOD', method, '');
}

export function derivedUnknown(vm: Machine, method: Method, receiver: HeapObject): JavaValue {
  const gap = vm.labels.findUnknown(receiver.extra?.label ?? 0) ?? nameOf(method);
  return unknownOf(vm, returnType(method.descriptor), gap);
}

/** An unknown for a method's result, entered in the ledger with what is to be said of it. */
export function unknownResult(vm: Machine, code: GapCode, method: Method, remark: string): JavaValue {
  vm.gap(code, nameOf(method) + remark);
  return unknownOf(vm, returnType(method.descriptor), nameOf(method));
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function nameOf(method: Method): string {
  return `${method.owner.name}.${method.selector}`;
}
