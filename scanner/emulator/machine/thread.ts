import type { JavaValue, Request, Steps } from './class-model.ts';
import type { Method } from './java-class.ts';
import type { MethodCode } from './method-code.ts';
import type { HeapObject, JavaObject, Slot } from './values.ts';

/** One activation: of bytecode (`code`), or of a model that is a generator (`steps`). */
export class Frame {
  method: Method | null = null;
  code: MethodCode | null = null;
  /** First register in the thread's stack. */
  base = 0;
  /** Position of the next instruction. */
  pc = 0;
  steps: Steps<JavaValue | void> | null = null;
  /** Held while a synchronized method runs. */
  lock: HeapObject | null = null;
  /** When the frame above returns, the instruction (or request) runs again: class initialisation came first. */
  redo = false;
  /** What a model's frame waits for. */
  request: Request | null = null;
  /** Labels of the arguments a model was called with. */
  label = 0;
  /** What a model's frame was called with. */
  args: readonly JavaValue[] = [];
  /** Something is owed when it returns: a lock, or the end of a class's initialisation. */
  special = false;

  /** Position of the instruction that is running. */
  get at(): number {
    return this.pc - 1;
  }
}

/**
 * runnable; blocked on a monitor or a class's initialisation; parked until woken or a time; finished.
 */
export type ThreadState = 'runnable' | 'blocked' | 'parked' | 'finished';

const FIRST_REGISTERS = 512;

/** A Java thread: a stack of frames over one array of registers. */
export class JavaThread {
  readonly id: number;
  name: string;
  /** The java.lang.Thread object, when there is one. */
  object: JavaObject | null = null;
  state: ThreadState = 'runnable';
  readonly frames: Frame[] = [];
  depth = 0;
  registers: Slot[];
  /** Label sets beside the registers; null until the first label exists. */
  labels: number[] | null = null;
  /** Value of the last call, low half in `result`. */
  result: Slot = null;
  resultHigh = 0;
  resultLabel = 0;
  /** To be thrown in the frame on top. */
  pending: HeapObject | null = null;
  /** The exception that a handler is about to fetch with move-exception. */
  caught: HeapObject | null = null;
  /** Virtual time at which a parked thread goes on by itself; Infinity is never. */
  wakeAtMs = Number.POSITIVE_INFINITY;
  /** Why the last park ended. */
  wokenBy: 'unpark' | 'time' | 'interrupt' = 'unpark';
  /** LockSupport's permit. */
  permit = false;
  interrupted = false;
  /** A parked thread that an interrupt wakes. */
  interruptible = false;
  daemon = false;
  /** What the thread was waiting for, in words, for thread dumps. */
  waitingFor = '';
  /** Free for models: thread-locals, loopers. */
  readonly locals = new Map<unknown, unknown>();
  /** Threads that wait for this one to finish. */
  readonly joiners: JavaThread[] = [];
  outcome: ThreadOutcome | null = null;
  /** Order among runnable threads. */
  turn = 0;

  constructor(id: number, name: string) {
    this.id = id;
    this.name = name;
    // Pushed one by one, so that V8 keeps the array without holes; null makes it one of mixed elements from the start.
    this.registers = [null];
    while (this.registers.length < FIRST_REGISTERS) this.registers.push(0);
  }

  get top(): Frame | undefined {
    return this.depth === 0 ? undefined : this.frames[this.depth - 1];
  }
}

export type ThreadOutcome =
  | { readonly kind: 'returned'; readonly value: JavaValue | void }
  | { readonly kind: 'threw'; readonly exception: HeapObject };
