import {
  bitsToFloat,
  doubleHigh,
  doubleLow,
  floatToBits,
  halvesToDouble,
  halvesToFloatBits,
  halvesToNumber,
  numberToInt,
  numberToLongHigh,
  numberToLongLow,
} from '../convert.ts';
import { findVirtual } from '../dispatch.ts';
import { toJavaException } from '../exceptions.ts';
import { callFromRegisters, codeOf, leaveSpecial, popFrame, pushFrame } from '../frames.ts';
import type { JavaClass, Method } from '../java-class.ts';
import { cmpLong, divLong, mulLong, remLong } from '../long-math.ts';
import type { Machine } from '../machine.ts';
import type { Site } from '../site.ts';
import { exitMonitor, tryEnter } from '../monitors.ts';
import { fillArray } from '../slow-paths.ts';
import type { Frame, JavaThread } from '../thread.ts';
import { type HeapObject, type JavaArray, JavaObject } from '../values.ts';
import type { Slot } from '../values.ts';
import { settleEntry } from './settle.ts';

/** Compiled calls nest on the host's stack; beyond this depth the interpreter makes them. */
const MAX_NESTING = 200;

const pair: Slot[] = [0, 0];
let nesting = 0;

/**
 * What generated code calls. Each function says by its result whether compiled code may go on; none lets a Java
 * exception through, because the registers are in JavaScript variables then.
 */
export const runtime = {
  bitsToFloat,
  floatToBits,
  halvesToDouble,
  doubleLow,
  doubleHigh,
  halvesToFloatBits,
  halvesToNumber,
  numberToInt,
  numberToLongLow,
  numberToLongHigh,
  cmpLong,

  mulHigh(al: number, ah: number, bl: number, bh: number): number {
    mulLong(pair, 0, al, ah, bl, bh);
    return pair[1] as number;
  },

  /** The low half; `pairHigh` gives the other. */
  divLow(al: number, ah: number, bl: number, bh: number): number {
    divLong(pair, 0, al, ah, bl, bh);
    return pair[0] as number;
  },

  remLow(al: number, ah: number, bl: number, bh: number): number {
    remLong(pair, 0, al, ah, bl, bh);
    return pair[0] as number;
  },

  pairHigh(): number {
    return pair[1] as number;
  },

  shlLow(low: number, count: number): number {
    const by = count & 63;
    return by >= 32 ? 0 : low << by;
  },

  shlHigh(low: number, high: number, count: number): number {
    const by = count & 63;
    if (by === 0) return high;
    return by >= 32 ? low << (by - 32) : (high << by) | (low >>> (32 - by));
  },

  shrLow(low: number, high: number, count: number): number {
    const by = count & 63;
    if (by === 0) return low;
    return by >= 32 ? high >> (by - 32) : (low >>> by) | (high << (32 - by));
  },

  shrHigh(high: number, count: number): number {
    const by = count & 63;
    return by >= 32 ? high >> 31 : high >> by;
  },

  ushrLow(low: number, high: number, count: number): number {
    const by = count & 63;
    if (by === 0) return low;
    return by >= 32 ? (high >>> (by - 32)) | 0 : (low >>> by) | (high << (32 - by));
  },

  ushrHigh(high: number, count: number): number {
    const by = count & 63;
    if (by === 0) return high;
    return by >= 32 ? 0 : (high >>> by) | 0;
  },

  isA(object: HeapObject, cls: JavaClass): boolean {
    return object.cls === cls || object.cls.isSubclassOf(cls);
  },

  /** Whether an array refuses a value; the interpreter then says how. */
  refuses(array: JavaArray, value: HeapObject): boolean {
    const { element } = array.cls;
    return element === null || element.isPrimitive || !value.cls.isSubclassOf(element);
  },

  floatView(array: JavaArray): Float64Array {
    const data = array.data as Int32Array;
    const view = new Float64Array(data.buffer, data.byteOffset, array.length);
    array.view = view;
    return view;
  },

  /** Null where the interpreter must throw. */
  newArray(vm: Machine, cls: JavaClass, length: number): JavaArray | null {
    return length < 0 || length > 1_000_000 ? null : vm.allocateArray(cls, length);
  },

  allocate(vm: Machine, cls: JavaClass): HeapObject {
    if (cls === vm.stringClass) return vm.allocate(cls);
    vm.charge(cls.instanceBytes);
    return new JavaObject(cls, cls.template.slice());
  },

  fill(vm: Machine, array: HeapObject, site: Site): boolean {
    try {
      fillArray(vm, array, site);
      return true;
    } catch {
      return false;
    }
  },

  /** Takes a lock that is free or held by this thread. */
  enter(vm: Machine, thread: JavaThread, object: HeapObject): boolean {
    const owner = object.extra?.monitor?.owner ?? 0;
    return (owner === 0 || owner === thread.id) && tryEnter(vm, thread, object);
  },

  exit(vm: Machine, thread: JavaThread, object: HeapObject): boolean {
    if (object.extra?.monitor?.owner !== thread.id) return false;
    exitMonitor(vm, thread, object);
    return true;
  },

  /** The method a virtual call comes to on a class not seen last; null where the interpreter must find out. */
  find(vm: Machine, site: Site, cls: JavaClass | undefined): Method | null {
    if (cls === undefined || site.method === null) return null;
    const found = cls.dispatch.get(site.method.selector);
    if (found === undefined) {
      try {
        findVirtual(vm, cls, site.method.selector);
      } catch {
        return null;
      }
      return null;
    }
    site.cls2 = site.cls1;
    site.method2 = site.method1;
    site.cls1 = cls;
    site.method1 = found;
    return found;
  },

  /**
   * Makes a call whose arguments are in the registers that the site names. True: it has returned, its result is in the
   * thread. False: compiled code must write its registers back and leave; frames and thread say how it goes on.
   */
  invoke(
    vm: Machine,
    thread: JavaThread,
    frame: Frame,
    registerCount: number,
    callee: Method,
    site: Site,
    position: number,
  ): boolean {
    return invoke(vm, thread, frame, registerCount, callee, site, position, false);
  },

  /** The same from code that looks out for labels: a labelled result is the interpreter's to take. */
  invokeGuarded(
    vm: Machine,
    thread: JavaThread,
    frame: Frame,
    registerCount: number,
    callee: Method,
    site: Site,
    position: number,
  ): boolean {
    return invoke(vm, thread, frame, registerCount, callee, site, position, true);
  },

  /** Returns from a frame that holds a lock or initialises a class. */
  returnSpecial(vm: Machine, thread: JavaThread, frame: Frame): boolean {
    leaveSpecial(vm, frame);
    popFrame(vm, thread);
    return true;
  },

  /** Compiled code is entered from the interpreter: nothing of ours is on the host's stack. */
  resetNesting(): void {
    nesting = 0;
  },
};

function invoke(
  vm: Machine,
  thread: JavaThread,
  frame: Frame,
  registerCount: number,
  callee: Method,
  site: Site,
  position: number,
  guarded: boolean,
): boolean {
  frame.pc = position + 1;
  const code = callee.code ?? codeOrNull(vm, callee);
  if (code === null) {
    if (callee.native === null) {
      frame.redo = true;
      return false;
    }
    try {
      const outcome = callFromRegisters(vm, thread, callee, frame.base, site.registers);
      if (outcome === 'blocked') frame.redo = true;
      if (outcome !== 'done' || vm.fuel <= 0) return false;
      return guarded ? thread.resultLabel === 0 : !vm.tracking;
    } catch (error) {
      thread.pending = toJavaException(vm, error);
      return false;
    }
  }
  const unit = code.entry;
  if (
    unit === null ||
    code.isEntryGuarded !== guarded ||
    callee.isSynchronized ||
    nesting >= MAX_NESTING ||
    thread.depth + 1 >= vm.limits.maxDepth
  ) {
    frame.redo = true;
    return false;
  }
  const { registers } = thread;
  const next = pushFrame(vm, thread, callee, code, frame.base + registerCount);
  const from = frame.base;
  const to = next.base + code.firstIn;
  const names = site.registers;
  for (let i = 0; i < names.length; i++) registers[to + i] = registers[from + (names[i] as number)] as Slot;
  nesting++;
  const done = unit(vm, thread, next, next.base);
  nesting--;
  code.entries++;
  if (!done && nesting < MAX_NESTING / 2) settleEntry(code);
  return done;
}

function codeOrNull(vm: Machine, callee: Method): ReturnType<typeof codeOf> {
  try {
    return codeOf(callee);
  } catch (error) {
    // The interpreter will meet the same broken code and make it Java's VerifyError.
    toJavaException(vm, error);
    return null;
  }
}

export type Runtime = typeof runtime;
