import { ensureInit } from './class-init.ts';
import type { JavaValue, Request } from './class-model.ts';
import { leave, toJavaException, unwind } from './exceptions.ts';
import { deliver, isOutOfMemory, leaveSpecial, popFrame, startCall } from './frames.ts';
import type { JavaClass, Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import { fromSlots } from './marshal.ts';
import { tryEnter } from './monitors.ts';
import { MachineStop } from './stop.ts';
import type { Frame, JavaThread } from './thread.ts';
import { JavaThrow } from './throwable.ts';
import type { HeapObject, Slot } from './values.ts';

/** Instructions that one step of a model counts as. */
const STEP_COST = 5;

/** Runs a model's generator to its next request, and grants it. */
export function stepModel(vm: Machine, thread: JavaThread, frame: Frame): void {
  vm.fuel -= STEP_COST;
  const { steps, method } = frame;
  if (steps === null) return;
  if (frame.redo && frame.request !== null) {
    frame.redo = false;
    grant(vm, thread, frame, frame.request);
    return;
  }
  let step: IteratorResult<Request, JavaValue | void>;
  try {
    const { pending } = thread;
    thread.pending = null;
    step = pending !== null ? steps.throw(new JavaThrow(pending)) : steps.next(answer(thread, frame));
  } catch (error) {
    if (error instanceof MachineStop) throw error;
    if (error instanceof JavaThrow) {
      if (method !== null && method.watch !== null)
        vm.recordWatched(thread, method, frame.args, undefined, error.object);
      unwind(vm, thread, leave(vm, thread, frame, error.object));
      return;
    }
    if (method !== null && isOutOfMemory(error)) {
      const exception = vm.newThrowable('java/lang/OutOfMemoryError', 'Failed to allocate');
      unwind(vm, thread, leave(vm, thread, frame, exception));
      return;
    }
    finish(vm, thread, frame, method === null ? vm.failedHost(error) : vm.failedModel(method, error));
    return;
  }
  if (step.done === true) finish(vm, thread, frame, step.value);
  else {
    frame.request = step.value;
    grant(vm, thread, frame, step.value);
  }
}

/** Ends a model's frame with its result. */
function finish(vm: Machine, thread: JavaThread, frame: Frame, value: JavaValue | void): void {
  const { method, args, label } = frame;
  if (frame.special) leaveSpecial(vm, frame);
  popFrame(vm, thread);
  if (thread.depth === 0) {
    thread.outcome = { kind: 'returned', value };
    vm.scheduler.finish(thread);
    return;
  }
  try {
    deliver(vm, thread, method, args, value, label);
  } catch (error) {
    if (error instanceof JavaThrow || error instanceof MachineStop || method === null) throw error;
    deliver(vm, thread, method, args, vm.failedModel(method, error), label);
  }
}

/** What the model's last request came to, in model form. */
function answer(thread: JavaThread, frame: Frame): JavaValue {
  if (frame.request?.kind !== 'call') return undefined;
  const method = frame.request.method as Method;
  answerSlots[0] = thread.result;
  answerSlots[1] = thread.resultHigh;
  return fromSlots(method.returns, answerSlots, 0);
}

const answerSlots: Slot[] = [0, 0];

function grant(vm: Machine, thread: JavaThread, frame: Frame, request: Request): void {
  try {
    switch (request.kind) {
      case 'call':
        // Only the machine's own generators make requests, with real methods and classes in them.
        if (startCall(vm, thread, request.method as Method, request.args) === 'blocked') frame.redo = true;
        return;
      case 'init':
        if (!ensureInit(vm, thread, request.cls as JavaClass)) frame.redo = true;
        return;
      case 'enter':
        if (!tryEnter(vm, thread, request.object)) frame.redo = true;
        return;
      case 'park':
        vm.scheduler.park(thread, request.untilMs, frame.method?.selector ?? 'park');
        return;
      case 'pause':
        vm.fuel = 0;
        return;
    }
  } catch (error) {
    const exception: HeapObject = toJavaException(vm, error);
    unwind(vm, thread, exception);
  }
}
