import type {
  HeapObject,
  JavaArray,
  JavaObject,
  JavaString,
  Machine,
  Steps,
  ThrowablePeer,
} from '../../machine/index.ts';
import { methods } from '../signature.ts';
import { renderStack, stackTraceArray } from './stack-trace-element.ts';

type Ref = HeapObject | null;
type Throwable = JavaObject<ThrowablePeer>;

/** Stacks that the app set itself, as it gave them. */
const ownStacks = new WeakMap<HeapObject, JavaArray>();

/** What printStackTrace prints: the exception, its frames, what it suppressed, and its causes. */
export function* stackText(vm: Machine, self: Throwable, seen: readonly HeapObject[] = []): Steps<string> {
  const own = ownStacks.get(self);
  let text = `${yield* vm.textOf(self)}\n`;
  if (own === undefined) text += renderStack(self.peer.stack);
  else if (Array.isArray(own.data))
    for (const element of own.data) text += `\tat ${yield* vm.textOf(element)}\n`;
  for (const other of self.peer.suppressed) text += `\tSuppressed: ${yield* vm.textOf(other)}\n`;
  const cause = yield* vm.call<Throwable | null>(self, 'getCause()Ljava/lang/Throwable;');
  if (cause !== null && !seen.includes(cause) && cause !== self)
    text += `Caused by: ${yield* stackText(vm, cause, [...seen, self])}`;
  return text;
}

export const moreThrowableMethods = methods({
  'protected new(String, Throwable, boolean, boolean)': (
    vm,
    self: Throwable,
    message: JavaString | null,
    cause: Ref,
    _suppression: boolean,
    writable: boolean,
  ) => {
    self.peer = { message, cause, stack: writable ? vm.stackFor(self) : [], suppressed: [] };
  },
  'StackTraceElement[] getStackTrace()': (vm, self: Throwable) =>
    ownStacks.get(self) ?? stackTraceArray(vm, self.peer.stack),
  'void setStackTrace(StackTraceElement[])': (vm, self: Throwable, stack: JavaArray | null) => {
    if (stack === null) return vm.throwNew('java/lang/NullPointerException');
    ownStacks.set(self, stack);
  },
  'final Throwable[] getSuppressed()': (vm, self: Throwable) =>
    vm.arrayOf('[Ljava/lang/Throwable;', self.peer.suppressed),
  'final void addSuppressed(Throwable)': (vm, self: Throwable, other: Ref) => {
    if (other === null)
      return vm.throwNew('java/lang/NullPointerException', 'Cannot suppress a null exception.');
    if (other === self)
      return vm.throwNew('java/lang/IllegalArgumentException', 'Self-suppression not permitted');
    self.peer.suppressed.push(other);
  },
  'void printStackTrace()': function* (vm, self: Throwable) {
    vm.print(yield* stackText(vm, self));
  },
  'void printStackTrace(PrintStream)': function* (vm, self: Throwable, stream: Ref) {
    yield* vm.call(stream, 'print(Ljava/lang/String;)V', vm.string(yield* stackText(vm, self)));
  },
  'void printStackTrace(PrintWriter)': function* (vm, self: Throwable, writer: Ref) {
    yield* vm.call(writer, 'print(Ljava/lang/String;)V', vm.string(yield* stackText(vm, self)));
  },
});
