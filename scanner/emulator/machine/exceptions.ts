import { ScanError } from '../../errors.ts';
import { failInit } from './class-state.ts';
import { LinkFailure } from './class-table.ts';
import { popFrame } from './frames.ts';
import type { Machine } from './machine.ts';
import { MachineStop } from './stop.ts';
import type { Frame, JavaThread } from './thread.ts';
import { JavaThrow } from './throwable.ts';
import type { StackEntry } from './throwable.ts';
import type { HeapObject } from './values.ts';

/** Deeper stacks are cut: the innermost frames tell the story. */
const MAX_STACK = 1024;

/** The thread's stack, innermost first. For a throwable under construction its own constructors are left out. */
export function captureStack(thread: JavaThread, throwable?: HeapObject): StackEntry[] {
  const stack: StackEntry[] = [];
  let skipping = throwable !== undefined;
  for (let i = thread.depth - 1; i >= 0 && stack.length < MAX_STACK; i--) {
    const frame = thread.frames[i];
    const method = frame?.method;
    if (frame === undefined || method === null || method === undefined) continue;
    if (skipping && method.name === '<init>' && throwable?.cls.isSubclassOf(method.owner) === true) continue;
    skipping = false;
    stack.push({ method, pc: frame.code === null ? -1 : pcOf(frame) });
  }
  return stack;
}

/** Dex program counter of the instruction that a bytecode frame is at. */
export function pcOf(frame: Frame): number {
  return frame.code?.pcs[Math.max(frame.at, 0)] ?? 0;
}

/** The innermost app method on the stack, or the innermost of any kind, as the gap ledger names callers. */
export function describeFrame(thread: JavaThread): string {
  let first = '';
  for (let i = thread.depth - 1; i >= 0; i--) {
    const method = thread.frames[i]?.method;
    if (method === null || method === undefined) continue;
    const name = `${method.owner.name}.${method.selector}`;
    if (method.owner.origin === 'app') return name;
    if (first === '') first = name;
  }
  return first;
}

/**
 * Finds who handles an exception and leaves the thread there: a bytecode frame at its handler, or a model's frame with
 * the exception pending. Frames in between are taken off, their locks released.
 */
export function unwind(vm: Machine, thread: JavaThread, exception: HeapObject): void {
  let thrown = exception;
  for (;;) {
    const frame = thread.top;
    if (frame === undefined) {
      thread.outcome = { kind: 'threw', exception: thrown };
      vm.scheduler.finish(thread);
      return;
    }
    if (frame.steps !== null) {
      thread.pending = thrown;
      frame.redo = false;
      return;
    }
    const target = findHandler(frame, thrown);
    if (target >= 0) {
      frame.pc = target;
      frame.redo = false;
      thread.caught = thrown;
      return;
    }
    thrown = leave(vm, thread, frame, thrown);
  }
}

/** Takes off a frame that an exception left; out of a class initialiser comes ExceptionInInitializerError. */
export function leave(vm: Machine, thread: JavaThread, frame: Frame, exception: HeapObject): HeapObject {
  const { method } = frame;
  popFrame(vm, thread);
  if (method?.name !== '<clinit>') return exception;
  failInit(vm, method.owner, exception);
  const isError = [...exception.cls.ancestors].some((cls) => cls.name === 'java/lang/Error');
  return isError ? exception : vm.newThrowable('java/lang/ExceptionInInitializerError', undefined, exception);
}

function findHandler(frame: Frame, exception: HeapObject): number {
  const { code } = frame;
  if (code === null) return -1;
  const pc = pcOf(frame);
  for (const range of code.tries) {
    if (pc < range.start || pc >= range.end) continue;
    for (const handler of range.handlers)
      if (handler.type === undefined || isA(exception, handler.type)) return handler.target;
  }
  return -1;
}

/** By name, so that matching a handler loads no class. */
function isA(exception: HeapObject, descriptor: string): boolean {
  for (const ancestor of exception.cls.ancestors) if (ancestor.descriptor === descriptor) return true;
  return false;
}

/**
 * The Java exception that something thrown by the host while bytecode ran stands for. Budget stops go on up. What is
 * neither Java's nor a stop comes from code that a verifier would have refused: the app sees VerifyError, the ledger
 * an entry.
 */
export function toJavaException(vm: Machine, error: unknown): HeapObject {
  if (error instanceof JavaThrow) return error.object;
  if (error instanceof MachineStop) throw error;
  if (error instanceof LinkFailure) return vm.newThrowable(error.error, error.message);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ScanError && error.code !== 'BAD_DEX') {
    vm.gap('MODEL_FAILED', message);
    return vm.newThrowable('java/lang/InternalError', message);
  }
  vm.gap('BAD_BYTECODE', message);
  return vm.newThrowable('java/lang/VerifyError', message);
}
