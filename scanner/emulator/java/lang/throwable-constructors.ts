import type { ClassModel, HeapObject, JavaValue, Machine, NativeMethod, Steps } from '../../machine/index.ts';
import { methods, withMethods } from '../signature.ts';
import { primitiveText } from './boxes.ts';

type Ref = HeapObject | null;

const WITH_MESSAGE = '<init>(Ljava/lang/String;)V';
const WITH_BOTH = '<init>(Ljava/lang/String;Ljava/lang/Throwable;)V';

const fullConstructor =
  (parent: string): NativeMethod =>
  (vm: Machine, self: HeapObject, message: Ref, cause: Ref, suppression: boolean, writable: boolean) =>
    vm.callSpecial(
      parent,
      '<init>(Ljava/lang/String;Ljava/lang/Throwable;ZZ)V',
      self,
      message,
      cause,
      suppression,
      writable,
    );

/** A constructor that makes the message of a number. */
const ofIndex =
  (parent: string, text: string): NativeMethod =>
  (vm: Machine, self: HeapObject, index: number) =>
    vm.callSpecial(parent, WITH_MESSAGE, self, vm.string(`${text}${index}`));

const DETAILS = { boolean: 'Z', char: 'C', int: 'I', long: 'J', float: 'F', double: 'D' };

const cause: NativeMethod = (vm: Machine, self: HeapObject) =>
  vm.call(self, 'getCause()Ljava/lang/Throwable;');

const OUT_OF_BOUNDS = 'java/lang/IndexOutOfBoundsException';

/** Constructors and methods that some exceptions have beyond the usual four, by class name. */
const MORE: Readonly<Record<string, Readonly<Record<string, NativeMethod>>>> = {
  'java/lang/Exception': {
    'protected new(String, Throwable, boolean, boolean)': fullConstructor('java/lang/Throwable'),
  },
  'java/lang/RuntimeException': {
    'protected new(String, Throwable, boolean, boolean)': fullConstructor('java/lang/Exception'),
  },
  'java/lang/Error': {
    'protected new(String, Throwable, boolean, boolean)': fullConstructor('java/lang/Throwable'),
  },
  'java/lang/IndexOutOfBoundsException': {
    'new(int)': ofIndex('java/lang/RuntimeException', 'Index out of range: '),
  },
  'java/lang/ArrayIndexOutOfBoundsException': {
    'new(int)': ofIndex(OUT_OF_BOUNDS, 'Array index out of range: '),
  },
  'java/lang/StringIndexOutOfBoundsException': {
    'new(int)': ofIndex(OUT_OF_BOUNDS, 'String index out of range: '),
  },
  'java/lang/ClassNotFoundException': { 'Throwable getException()': cause },
  'java/lang/ExceptionInInitializerError': { 'Throwable getException()': cause },
  'java/lang/AssertionError': {
    'new(Object)': function* (vm: Machine, self: HeapObject, detail: Ref): Steps<void> {
      const text = vm.string(yield* vm.textOf(detail));
      const isCause =
        detail !== null && detail.cls.isSubclassOf(vm.classes.platformClass('java/lang/Throwable'));
      if (isCause) yield* vm.callSpecial('java/lang/Error', WITH_BOTH, self, text, detail);
      else yield* vm.callSpecial('java/lang/Error', WITH_MESSAGE, self, text);
    },
    ...Object.fromEntries(
      Object.entries(DETAILS).map(([type, kind]) => [
        `new(${type})`,
        (vm: Machine, self: HeapObject, detail: JavaValue) =>
          vm.callSpecial('java/lang/Error', WITH_MESSAGE, self, vm.string(primitiveText(kind, detail))),
      ]),
    ),
  },
};

/** A model of an exception with what it has beyond the usual four constructors. */
export function completeThrowable(model: ClassModel): ClassModel {
  const more = MORE[model.name];
  return more === undefined ? model : withMethods(model, methods(more));
}
