import { boxKind, labelledBox } from './boxing.ts';
import { UNKNOWN } from './class-model.ts';
import type { JavaValue, NativeMethod, Steps } from './class-model.ts';
import { finishInit } from './class-state.ts';
import { decodeMethod } from './decode-method.ts';
import type { MethodCode } from './method-code.ts';
import type { Method } from './java-class.ts';
import type { Machine } from './machine.ts';
import { fromSlots, toSlots } from './marshal.ts';
import { exitMonitor, tryEnter } from './monitors.ts';
import { Frame } from './thread.ts';
import type { JavaThread } from './thread.ts';
import { MachineStop } from './stop.ts';
import { JavaThrow } from './throwable.ts';
import { HeapObject, JavaArray, JavaObject, JavaString, extraOf } from './values.ts';
import type { Slot } from './values.ts';

/** The method's decoded code; null where it has none. */
export function codeOf(method: Method): MethodCode | null {
  if (method.code !== null) return method.code;
  const code = method.dexMethod?.findCode();
  if (code === undefined) return null;
  method.code = decodeMethod(code);
  return method.code;
}

/** First register above everything in use. */
export function freeBase(thread: JavaThread): number {
  const top = thread.top;
  return top === undefined ? 0 : top.base + (top.code === null ? 0 : top.code.registerCount);
}

/** Registers of one thread's stack: 8 MB of them. Hostile methods have up to 65,535 each. */
const MAX_REGISTERS = 2 ** 20;

function reserve(thread: JavaThread, end: number): void {
  const { registers, labels } = thread;
  while (registers.length < end) registers.push(0);
  if (labels !== null) while (labels.length < end) labels.push(0);
}

/**
 * Puts a frame on the stack, with room for its registers. Beyond the depth limit, or the room that Android gives a
 * stack, Java sees a StackOverflowError.
 */
export function pushFrame(
  vm: Machine,
  thread: JavaThread,
  method: Method | null,
  code: MethodCode | null,
  base = freeBase(thread),
): Frame {
  const end = code === null ? base : base + code.registerCount;
  if (thread.depth >= vm.limits.maxDepth || end > MAX_REGISTERS) vm.throwNew('java/lang/StackOverflowError');
  if (thread.registers.length < end) reserve(thread, end);
  // What an older frame left there is none of this one's.
  if (thread.labels !== null && code !== null) thread.labels.fill(0, base, end);
  let frame = thread.frames[thread.depth];
  if (frame === undefined) {
    frame = new Frame();
    thread.frames.push(frame);
  }
  thread.depth++;
  frame.method = method;
  frame.code = code;
  frame.lock = null;
  frame.base = base;
  frame.pc = 0;
  frame.label = 0;
  frame.special = false;
  return frame;
}

/** Takes the top frame off, releasing its lock. */
export function popFrame(vm: Machine, thread: JavaThread): void {
  const frame = thread.top;
  if (frame === undefined) return;
  thread.depth--;
  frame.steps = null;
  frame.request = null;
  frame.redo = false;
  if (frame.lock !== null) {
    exitMonitor(vm, thread, frame.lock);
    frame.lock = null;
  }
}

/** What a special frame owes when it returns: its class is initialised now. */
export function leaveSpecial(vm: Machine, frame: Frame): void {
  if (frame.method?.name === '<clinit>') finishInit(vm, frame.method.owner);
}

/**
 * Calls a method with arguments in model form. The result is in `thread.result` if this returns 'done'; 'pushed' means
 * that a frame was put on the stack; 'blocked' that the thread waits for a lock and the call must be made again.
 */
export function startCall(
  vm: Machine,
  thread: JavaThread,
  method: Method,
  args: readonly JavaValue[],
): 'done' | 'pushed' | 'blocked' {
  const lock = method.isSynchronized ? lockOf(vm, method, args[0]) : null;
  if (lock !== null && !tryEnter(vm, thread, lock)) return 'blocked';
  const code = codeOf(method);
  if (code === null) {
    const given = args.some(isText) ? args.map((arg) => (isText(arg) ? vm.string(arg) : arg)) : args;
    return callModel(vm, thread, method, given, labelOf(vm, thread, given), lock);
  }
  const frame = pushFrame(vm, thread, method, code);
  frame.lock = lock;
  frame.special = method.name === '<clinit>' || lock !== null;
  let at = frame.base + code.firstIn;
  for (let i = 0; i < method.kinds.length; i++) {
    if (thread.labels !== null) thread.labels[at] = 0;
    at += toSlots(vm, method.kinds.charAt(i), args[i] ?? null, thread.registers, at);
  }
  return 'pushed';
}

function isText(value: JavaValue): value is string {
  return typeof value === 'string';
}

export function lockOf(vm: Machine, method: Method, receiver: JavaValue): HeapObject | null {
  if (method.isStatic) return vm.classObject(method.owner);
  return receiver instanceof HeapObject ? receiver : null;
}

/** Calls a modelled, unknown or native method from bytecode; arguments are in the registers that `registers` names. */
export function callFromRegisters(
  vm: Machine,
  thread: JavaThread,
  method: Method,
  base: number,
  registers: readonly number[],
): 'done' | 'pushed' | 'blocked' {
  const { kinds } = method;
  const slots = thread.registers;
  const args: JavaValue[] = [];
  let label = 0;
  let word = 0;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds.charCodeAt(i);
    const at = base + (registers[word] as number);
    if (kind === 0x4c) {
      const value = slots[at] as Slot;
      args.push(value === 0 ? null : value);
      word++;
    } else if (kind === 0x49) {
      args.push(slots[at]);
      word++;
    } else {
      // A pair that a hostile call splits still reads two neighbours.
      args.push(fromSlots(kinds.charAt(i), slots, at));
      word += kind === 0x4a || kind === 0x44 ? 2 : 1;
    }
    if (thread.labels !== null) label = vm.labels.union(label, thread.labels[at] ?? 0);
  }
  if (thread.labels !== null && method.flows) label = vm.labels.union(label, labelOf(vm, thread, args));
  let lock: HeapObject | null = null;
  if (method.isSynchronized) {
    lock = lockOf(vm, method, args[0]);
    if (lock !== null && !tryEnter(vm, thread, lock)) return 'blocked';
  }
  return callModel(vm, thread, method, args, label, lock);
}

/** The host could not make a string or array that long. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /length|allocation/i.test(error.message);
}

/** Union of the labels of the arguments themselves, and of the elements of arrays among them. */
function labelOf(vm: Machine, thread: JavaThread, args: readonly JavaValue[]): number {
  if (thread.labels === null) return 0;
  let label = 0;
  for (const arg of args) {
    if (!(arg instanceof HeapObject)) continue;
    label = vm.labels.union(label, vm.labelOf(arg));
    if (arg instanceof JavaArray) label = vm.labels.union(label, elementLabels(vm, arg));
  }
  return label;
}

/** Elements looked at: enough for the arguments of a format, little enough for a large buffer. */
const MOST_ELEMENTS = 1024;

/** Boxes and numbers put into an array, as varargs are, have their labels in its shadow; texts carry their own. */
function elementLabels(vm: Machine, array: JavaArray): number {
  let label = 0;
  const shadow = array.extra?.shadow;
  const count = Math.min(array.length, MOST_ELEMENTS);
  if (shadow) for (let i = 0; i < count; i++) label = vm.labels.union(label, shadow[i] ?? 0);
  if (Array.isArray(array.data))
    for (let i = 0; i < count; i++) label = vm.labels.union(label, vm.labelOf(array.data[i] ?? null));
  return label;
}

function callModel(
  vm: Machine,
  thread: JavaThread,
  method: Method,
  args: readonly JavaValue[],
  label: number,
  lock: HeapObject | null,
): 'done' | 'pushed' {
  let result: JavaValue | void | Steps<JavaValue | void>;
  try {
    const receiver = args[0];
    const blind = !method.isStatic && receiver instanceof HeapObject && receiver.extra?.unknown === true;
    if (method.native !== null && !blind) result = apply(vm, method.native, args);
    else result = blind ? vm.derivedUnknown(method, receiver) : vm.callUnknown(method);
  } catch (error) {
    result = caught(vm, thread, method, args, error, lock);
  }
  if (isSteps(result)) {
    const frame = pushFrame(vm, thread, method, null);
    frame.steps = result;
    frame.lock = lock;
    frame.label = label;
    frame.args = args;
    frame.special = method.name === '<clinit>' || lock !== null;
    return 'pushed';
  }
  if (lock !== null) exitMonitor(vm, thread, lock);
  try {
    deliver(vm, thread, method, args, result, label);
  } catch (error) {
    deliver(vm, thread, method, args, caught(vm, thread, method, args, error, null), label);
  }
  return 'done';
}

/** A model that threw: Java's exceptions and budget stops go on; anything else is our bug and gives an unknown. */
function caught(
  vm: Machine,
  thread: JavaThread,
  method: Method,
  args: readonly JavaValue[],
  error: unknown,
  lock: HeapObject | null,
): JavaValue {
  if (isOutOfMemory(error)) {
    if (lock !== null) exitMonitor(vm, thread, lock);
    vm.throwNew('java/lang/OutOfMemoryError', 'Failed to allocate');
  }
  if (!(error instanceof JavaThrow) && !(error instanceof MachineStop)) return vm.failedModel(method, error);
  if (lock !== null) exitMonitor(vm, thread, lock);
  if (error instanceof JavaThrow && method.watch !== null)
    vm.recordWatched(thread, method, args, undefined, error.object);
  throw error;
}

function apply(vm: Machine, native: NativeMethod, args: readonly JavaValue[]): ReturnType<NativeMethod> {
  // The models' parameter types are promises about descriptors, which the caller has kept.
  const call = native as (vm: Machine, ...args: readonly JavaValue[]) => ReturnType<NativeMethod>;
  switch (args.length) {
    case 0:
      return call(vm);
    case 1:
      return call(vm, args[0]);
    case 2:
      return call(vm, args[0], args[1]);
    case 3:
      return call(vm, args[0], args[1], args[2]);
    default:
      return call(vm, ...args);
  }
}

export function isSteps(value: unknown): value is Steps<JavaValue | void> {
  return (
    typeof value === 'object' && value !== null && !(value instanceof HeapObject) && Symbol.iterator in value
  );
}

/** Leaves a model's result for the caller: slots, labels, and the event if the method is watched. */
export function deliver(
  vm: Machine,
  thread: JavaThread,
  method: Method | null,
  args: readonly JavaValue[],
  result: JavaValue | void,
  label: number,
): void {
  if (method === null) return;
  let value: JavaValue = result === UNKNOWN ? vm.partialUnknown(method) : (result as JavaValue);
  if (method.returns !== 'V') {
    if (method.returns === 'L') {
      if (typeof value === 'string') value = vm.string(value);
      if (!(value === null || value instanceof HeapObject)) toSlots(vm, 'L', value, scratch, 0);
      thread.result = value as HeapObject | null;
    } else {
      toSlots(vm, method.returns, value, scratch, 0);
      thread.result = scratch[0] as Slot;
      thread.resultHigh = scratch[1] as number;
    }
  }
  thread.resultLabel = 0;
  if (result === UNKNOWN || vm.resultIsUnknown) {
    vm.resultIsUnknown = false;
    thread.resultLabel = vm.unknownLabel(method);
  }
  if (method.watch !== null) vm.recordWatched(thread, method, args, value);
  if (label !== 0 && method.flows) flow(vm, thread, method, args, label);
}

const scratch: Slot[] = [0, 0];

/** The default rule: labels go from arguments to the result, the receiver and array arguments. */
function flow(
  vm: Machine,
  thread: JavaThread,
  method: Method,
  args: readonly JavaValue[],
  label: number,
): void {
  thread.resultLabel = vm.labels.union(thread.resultLabel, label);
  const { result } = thread;
  // Only then is it this method's; else it is an earlier one's.
  if (method.returns === 'L') {
    if (result instanceof JavaString || result instanceof JavaArray) vm.addLabel(result, label);
    else if (result instanceof JavaObject && boxKind(result) !== undefined)
      thread.result = labelledBox(vm, result, label);
  }
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg instanceof JavaArray || (i === 0 && takesLabels(method, arg)))
      extraOf(arg as HeapObject).label = vm.labels.union(extraOf(arg as HeapObject).label, label);
  }
}

/** Strings and boxes never change, so nothing flows into them but through their constructors. */
function takesLabels(method: Method, receiver: JavaValue): boolean {
  if (!(receiver instanceof HeapObject)) return false;
  if (method.name === '<init>') return true;
  return !(receiver instanceof JavaString) && boxKind(receiver) === undefined;
}
