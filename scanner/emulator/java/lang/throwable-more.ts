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
/** Exceptions made so that they keep no suppressed ones. */
const unsuppressing = new WeakSet<HeapObject>();
const ownStacks = new WeakMap<HeapObject, JavaArray>();

/** What printStackTrace prints: the exception, its frames, what it suppressed, and its causes. */
export function* stackText(vm: Machine, self: Throwable): Steps<string> {
  const lines: string[] = [yield* vm.textOf(self)];
  yield* addParts(vm, self, '', [], lines, new Set([self]));
  return `${lines.join('\n')}\n`;
}

/** Frames, suppressed exceptions and causes; frames that the enclosing trace ends with are only counted. */
function* addParts(
  vm: Machine,
  self: Throwable,
  indent: string,
  enclosing: readonly string[],
  lines: string[],
  seen: Set<HeapObject>,
): Steps<void> {
  const frames = yield* framesOf(vm, self);
  let shared = 0;
  while (
    shared < frames.length &&
    shared < enclosing.length &&
    frames[frames.length - 1 - shared] === enclosing[enclosing.length - 1 - shared]
  )
    shared++;
  for (const frame of frames.slice(0, frames.length - shared)) lines.push(`${indent}\tat ${frame}`);
  if (shared > 0) lines.push(`${indent}\t... ${shared} more`);
  const cause = yield* vm.call<Throwable | null>(self, 'getCause()Ljava/lang/Throwable;');
  const others = self.peer.suppressed.map((other) => ['Suppressed', other, `${indent}\t`] as const);
  for (const [word, other, at] of [...others, ['Caused by', cause, indent] as const]) {
    if (other === null || other === self) continue;
    const text = yield* vm.textOf(other);
    if (seen.has(other)) {
      lines.push(`${at}${word}: [CIRCULAR REFERENCE: ${text}]`);
      continue;
    }
    seen.add(other);
    lines.push(`${at}${word}: ${text}`);
    yield* addParts(vm, other as Throwable, at, frames, lines, seen);
  }
}

function* framesOf(vm: Machine, self: Throwable): Steps<string[]> {
  const own = ownStacks.get(self);
  if (own === undefined)
    return renderStack(self.peer.stack)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.replace(/^\tat /, ''));
  const texts: string[] = [];
  if (Array.isArray(own.data)) for (const element of own.data) texts.push(yield* vm.textOf(element));
  return texts;
}

export const moreThrowableMethods = methods({
  'protected new(String, Throwable, boolean, boolean)': (
    vm,
    self: Throwable,
    message: JavaString | null,
    cause: Ref,
    suppression: boolean,
    writable: boolean,
  ) => {
    if (!suppression) unsuppressing.add(self);
    self.peer = { message, cause, stack: writable ? vm.stackFor(self) : [], suppressed: [] };
  },
  'Throwable fillInStackTrace()': (vm, self: Throwable) => {
    ownStacks.delete(self);
    self.peer.stack = vm.stackFor(self);
    return self;
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
    if (!unsuppressing.has(self)) self.peer.suppressed.push(other);
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
