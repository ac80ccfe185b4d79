import { ScanError } from '../../errors.ts';
import { elementBytes, newData } from './array-data.ts';
import type { JavaValue, Steps } from './class-model.ts';
import { DEFAULT_HEAT } from './compiler/heat.ts';
import type { Heat } from './compiler/heat.ts';
import { ClassTable, LinkFailure, LoaderSpace } from './class-table.ts';
import { findVirtual } from './dispatch.ts';
import { captureStack, describeFrame } from './exceptions.ts';
import { popFrame, pushFrame } from './frames.ts';
import { GapLedger } from './gap-ledger.ts';
import type { GapCode } from './gap-ledger.ts';
import { interpret } from './interpreter.ts';
import { callSpecial, callStatic, callVirtual, construct, invoke, textOf } from './java-calls.ts';
import type { Field, JavaClass, Method } from './java-class.ts';
import { LabelTable } from './labels.ts';
import { fromSlots, toReference, toSlots } from './marshal.ts';
import { exitMonitor, notifyWaiters } from './monitors.ts';
import { stepModel } from './model-steps.ts';
import type { CallOutcome, HostKey, MachineOptions, RunOutcome } from './options.ts';
import { Scheduler } from './scheduler.ts';
import { DEFAULT_LIMITS, MachineStop } from './stop.ts';
import type { Limits, StopCode } from './stop.ts';
import { JavaThread } from './thread.ts';
import { JavaThrow } from './throwable.ts';
import type { StackEntry, ThrowablePeer } from './throwable.ts';
import { callUnknown, derivedUnknown, messageOf, unknownOf, unknownResult } from './unknowns.ts';
import { HeapObject, JavaArray, JavaObject, JavaString, extraOf } from './values.ts';
import type { Slot } from './values.ts';
import { joinThread, park, waitOn } from './waiting.ts';
import { recordFieldRead, recordWatched } from './watching.ts';

const QUANTUM = 20_000;
/** The virtual processor runs 50 million instructions a second, so that waiting loops see time pass. */
const MS_PER_INSTRUCTION = 1 / 50_000;

/**
 * A Dalvik machine. It does nothing until threads are started (`spawn`) and run (`run`, `advance`, `callNow`); all of
 * it is deterministic, and every input from outside is in MachineOptions.
 */
export class Machine {
  readonly classes: ClassTable;
  readonly appLoader: LoaderSpace;
  readonly limits: Limits;
  readonly labels: LabelTable;
  readonly gaps = new GapLedger();
  readonly scheduler = new Scheduler();
  readonly stringClass: JavaClass;
  readonly print: (text: string) => void;
  /** Objects that models keep one of, by key: cached boxes and the like. */
  readonly shared = new Map<string, HeapObject>();
  /** The thread that runs now; models may rely on it. */
  thread: JavaThread;
  /** Instructions executed so far. */
  instructions = 0;
  /** When hot code is compiled; null for never. */
  readonly heat: Heat | null;
  /** Left of the running thread's slice. */
  fuel = 0;
  /** Bytes allocated so far, estimated. */
  allocatedBytes = 0;
  /** A typed unknown was just returned. */
  resultIsUnknown = false;
  /** Labels exist, so shadow registers are kept. */
  tracking = false;
  private readonly options: MachineOptions;
  private readonly interned = new Map<string, JavaString>();
  private readonly hosts = new Map<string, unknown>();
  private readonly startedWallMs: number;
  private readonly quantum: number;
  private clock = 0;
  private eventCount = 0;
  private threadNumber = 0;
  private lambdaNumber = 0;
  private threadFailures = 0;
  private nextHash = 0x1234567;
  private heapCheckAt = 0;
  private stopped: StopCode | null = null;
  private readonly idleThread: JavaThread;

  constructor(options: MachineOptions) {
    this.options = options;
    this.labels = options.labels ?? new LabelTable();
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.heat = options.compile === false ? null : (options.compile ?? DEFAULT_HEAT);
    this.quantum = options.quantum ?? QUANTUM;
    this.print = options.print ?? (() => undefined);
    this.startedWallMs = options.wallMs?.() ?? 0;
    this.idleThread = new JavaThread(0, 'none');
    this.thread = this.idleThread;
    this.classes = new ClassTable(options.models, options.platform, options.apiLevel ?? 34, {
      onPhantom: (name) => this.gap('UNMODELLED_CLASS', name),
      watch: options.watch ?? new Map(),
    });
    this.appLoader = new LoaderSpace(options.dexFiles, null);
    this.stringClass = this.classes.platformClass('java/lang/String');
  }

  // ---- time -------------------------------------------------------------------------------------------------------

  /** Virtual milliseconds since the machine started, with fractions. */
  get nowMs(): number {
    return this.clock;
  }

  /** What System.currentTimeMillis says. */
  get epochMs(): number {
    return (this.options.epochMs ?? 1_700_000_000_000) + Math.floor(this.clock);
  }

  // ---- host state -------------------------------------------------------------------------------------------------

  /** Makes host state available to models under a key. */
  attach<T>(key: HostKey<T>, value: T): void {
    this.hosts.set(key.name, value);
  }

  /** Host state under a key; it must have been attached. */
  attached<T>(key: HostKey<T>): T {
    if (!this.hosts.has(key.name)) throw new ScanError('INTERNAL', `Nothing is attached as ${key.name}.`);
    // Keys are made once by hostKey<T>, so what lies under a key is of its type.
    return this.hosts.get(key.name) as T;
  }

  /** Host state under a key, or undefined where nothing was attached. */
  findAttached<T>(key: HostKey<T>): T | undefined {
    return this.hosts.get(key.name) as T | undefined;
  }

  // ---- strings, objects, arrays -----------------------------------------------------------------------------------

  /** A new java.lang.String. */
  string(value: string, label = 0): JavaString {
    this.checkSize(value.length * 2);
    const made = new JavaString(this.stringClass, value);
    if (label !== 0) this.addLabel(made, label);
    return made;
  }

  /** The one string object of a literal's text. */
  intern(value: string): JavaString {
    let known = this.interned.get(value);
    if (known === undefined) {
      known = new JavaString(this.stringClass, value);
      this.interned.set(value, known);
    }
    return known;
  }

  /** Text of a Java string; null is Java's NullPointerException. */
  text(value: HeapObject | null): string {
    if (value instanceof JavaString) return value.value;
    if (value === null) return this.throwNew('java/lang/NullPointerException');
    throw new ScanError('INTERNAL', `A model took ${value.cls.name} for a string.`);
  }

  /** A new instance, its constructor not run. */
  newObject<P = unknown>(cls: JavaClass | string): JavaObject<P> {
    const actual = typeof cls === 'string' ? this.classes.platformClass(cls) : cls;
    return this.allocate(actual) as JavaObject<P>;
  }

  /** Memory for an instance of any class but arrays. */
  allocate(cls: JavaClass): HeapObject {
    this.charge(cls.instanceBytes);
    if (cls === this.stringClass) return new JavaString(cls, '');
    return new JavaObject(cls, cls.template.slice());
  }

  /** A new array of zeros or nulls; `descriptor` is the array's own, such as `[I` or `[Ljava/lang/String;`. */
  newArray(descriptor: string, length: number): JavaArray {
    const cls = this.classes.find(descriptor, this.appLoader);
    if (cls === undefined) return this.throwNew('java/lang/NoClassDefFoundError', descriptor);
    return this.allocateArray(cls, length);
  }

  allocateArray(cls: JavaClass, length: number): JavaArray {
    if (length < 0) this.throwNew('java/lang/NegativeArraySizeException', String(length));
    const element = cls.element?.descriptor ?? 'V';
    const sizeBytes = length * elementBytes(element);
    this.checkSize(sizeBytes);
    this.charge(sizeBytes + 64);
    return new JavaArray(cls, newData(element, length), length);
  }

  /** A new array of references. */
  arrayOf(descriptor: string, items: readonly (HeapObject | string | null)[]): JavaArray {
    const array = this.newArray(descriptor, items.length);
    const { data } = array;
    if (Array.isArray(data)) items.forEach((item, i) => (data[i] = toReference(this, item)));
    return array;
  }

  /** A new byte[] with a copy of these bytes. */
  byteArray(bytes: Uint8Array): JavaArray {
    const array = this.newArray('[B', bytes.length);
    if (array.data instanceof Int8Array) array.data.set(bytes);
    return array;
  }

  /** Object.clone: a shallow copy of an array, or of an object that is Cloneable; peers are for the class to copy. */
  cloneOf(object: HeapObject): HeapObject {
    if (object instanceof JavaArray) {
      this.charge(object.length * 8);
      return new JavaArray(object.cls, object.data.slice(), object.length);
    }
    const cloneable = this.classes.platformClass('java/lang/Cloneable');
    if (!(object instanceof JavaObject) || !object.cls.isSubclassOf(cloneable))
      return this.throwNew('java/lang/CloneNotSupportedException', object.cls.javaName);
    const copy = new JavaObject(object.cls, object.slots.slice());
    copy.peer = object.peer;
    return copy;
  }

  /** identityHashCode. */
  identityHash(object: HeapObject): number {
    const extra = extraOf(object);
    if (extra.hash === 0) {
      this.nextHash = (Math.imul(this.nextHash, 1103515245) + 12345) & 0x7fffffff;
      extra.hash = this.nextHash & 0x0fffffff || 1;
    }
    return extra.hash;
  }

  // ---- classes and members ----------------------------------------------------------------------------------------

  /** The class of a descriptor as the app's code sees it, by reflection's rules; undefined if there is none. */
  findClass(descriptor: string, space: LoaderSpace = this.appLoader): JavaClass | undefined {
    return this.guardLink(() => this.classes.find(descriptor, space, false));
  }

  /** Runs a look-up; a class that cannot be linked becomes the Java error it means. */
  guardLink<T>(find: () => T): T {
    try {
      return find();
    } catch (error) {
      if (error instanceof LinkFailure) return this.throwNew(error.error, error.message);
      throw error;
    }
  }

  /** The java.lang.Class object. */
  classObject(cls: JavaClass): JavaObject<JavaClass> {
    if (cls.mirror === null) {
      const mirror = this.newObject<JavaClass>('java/lang/Class');
      mirror.peer = cls;
      cls.mirror = mirror;
    }
    return cls.mirror;
  }

  /** The method that a selector such as `run()V` comes to on an object; throws Java's error where there is none. */
  virtualMethod(object: HeapObject, selector: string): Method {
    return findVirtual(this, object.cls, selector);
  }

  /** A Java field's value in model form. `key` is `name:descriptor`. */
  getField(object: JavaObject, key: string): JavaValue {
    const field = this.fieldOf(object.cls, key);
    return fromSlots(field.isReference ? 'L' : field.type, object.slots, field.slot);
  }

  setField(object: JavaObject, key: string, value: JavaValue): void {
    const field = this.fieldOf(object.cls, key);
    toSlots(this, field.isReference ? 'L' : field.type, value, object.slots, field.slot);
  }

  /** A static's value in model form; the class is not initialised by this (see `initClass`). */
  getStatic(cls: JavaClass, key: string): JavaValue {
    const field = this.fieldOf(cls, key);
    return fromSlots(field.isReference ? 'L' : field.type, field.owner.statics, field.slot);
  }

  setStatic(cls: JavaClass, key: string, value: JavaValue): void {
    const field = this.fieldOf(cls, key);
    toSlots(this, field.isReference ? 'L' : field.type, value, field.owner.statics, field.slot);
  }

  private fieldOf(cls: JavaClass, key: string): Field {
    for (let at: JavaClass | null = cls; at !== null; at = at.superclass) {
      const field = at.fields.get(key);
      if (field !== undefined) return field;
    }
    throw new ScanError('INTERNAL', `A model asked for the field ${cls.name}.${key}, which there is not.`);
  }

  // ---- calling Java: all to be run with yield* --------------------------------------------------------------------

  /** Calls a virtual or interface method, dispatching on the receiver: `yield* vm.call(view, 'getId()I')`. */
  call<T = JavaValue>(receiver: HeapObject | null, selector: string, ...args: JavaValue[]): Steps<T> {
    return callVirtual<T>(this, receiver, selector, args);
  }

  /** Calls a static method; the class is initialised first. */
  callStatic<T = JavaValue>(cls: JavaClass | string, selector: string, ...args: JavaValue[]): Steps<T> {
    return callStatic<T>(this, cls, selector, args);
  }

  /** String.valueOf: `null`, or what toString gives, as TypeScript text. The object's label goes to the caller's result. */
  textOf(value: HeapObject | null): Steps<string> {
    return textOf(this, value);
  }

  /** Calls just this class's method (as invoke-super and invoke-direct do). */
  callSpecial<T = JavaValue>(
    cls: JavaClass | string,
    selector: string,
    receiver: HeapObject,
    ...args: JavaValue[]
  ): Steps<T> {
    return callSpecial<T>(this, cls, selector, receiver, args);
  }

  /** Makes an instance and runs a constructor: `yield* vm.construct('com/example/Main', '(I)V', 5)`. */
  construct<T extends HeapObject = JavaObject>(
    cls: JavaClass | string,
    descriptor: string,
    ...args: JavaValue[]
  ): Steps<T> {
    return construct<T>(this, cls, descriptor, args);
  }

  /** Calls a method object, the receiver first unless static, without dispatching. */
  invoke<T = JavaValue>(method: Method, ...args: JavaValue[]): Steps<T> {
    return invoke<T>(method, args);
  }

  /** Initialises a class. */
  *initClass(cls: JavaClass): Steps<void> {
    yield { kind: 'init', cls };
  }

  /** Runs `body` while holding the object's lock. */
  *synchronizedOn<T>(object: HeapObject, body: () => Steps<T>): Steps<T> {
    yield { kind: 'enter', object };
    try {
      return yield* body();
    } finally {
      exitMonitor(this, this.thread, object);
    }
  }

  // ---- blocking ---------------------------------------------------------------------------------------------------

  /**
   * Parks the running thread until `unpark`, an interrupt (if `interruptible`) or virtual time `untilMs` (in the
   * clock of `nowMs`); says which. A model loops: wake-ups may have another reason.
   */
  park(untilMs = Number.POSITIVE_INFINITY, interruptible = false): Steps<JavaThread['wokenBy']> {
    return park(this, untilMs, interruptible);
  }

  /** Waits until a thread is finished, or `untilMs`. */
  joinThread(thread: JavaThread, untilMs = Number.POSITIVE_INFINITY): Steps<void> {
    return joinThread(this, thread, untilMs);
  }

  /** Counts from 1: the number in a lambda class's name. */
  nextLambdaNumber(): number {
    return ++this.lambdaNumber;
  }

  /** Counts from 0: the number in a thread's default name. */
  nextThreadNumber(): number {
    return this.threadNumber++;
  }

  /** Lets a parked thread go on. */
  unpark(thread: JavaThread): void {
    this.scheduler.wake(thread, 'unpark');
  }

  /** Ends the running thread's slice, so that others get their turn. */
  *pause(): Steps<void> {
    yield { kind: 'pause' };
  }

  /** Thread.interrupt. */
  interrupt(thread: JavaThread): void {
    thread.interrupted = true;
    if (thread.interruptible) this.scheduler.wake(thread, 'interrupt');
  }

  /** Object.wait: gives up the lock, waits to be notified, takes it again. `untilMs` in the clock of `nowMs`. */
  wait(object: HeapObject, untilMs: number): Steps<void> {
    return waitOn(this, object, untilMs);
  }

  /** Object.notify and notifyAll. */
  notify(object: HeapObject, all: boolean): void {
    notifyWaiters(this, this.thread, object, all);
  }

  // ---- exceptions -------------------------------------------------------------------------------------------------

  /** Throws a new Java exception of a platform class, its constructor not run: only message, cause and stack are set. */
  throwNew(name: string, message?: string, cause?: HeapObject): never {
    throw new JavaThrow(this.newThrowable(name, message, cause));
  }

  /** A new Java exception, not thrown. */
  newThrowable(name: string, message?: string, cause?: HeapObject): JavaObject<ThrowablePeer> {
    const object = new JavaObject<ThrowablePeer>(this.classes.platformClass(name), []);
    object.slots = object.cls.template.slice();
    object.peer = {
      message: message === undefined ? null : this.string(message),
      cause: cause ?? object,
      stack: captureStack(this.thread, object),
      suppressed: [],
    };
    return object;
  }

  /** The stack for a throwable under construction. */
  stackFor(throwable: HeapObject): StackEntry[] {
    return captureStack(this.thread, throwable);
  }

  /** The stack of the running thread, innermost first. */
  stack(): StackEntry[] {
    return captureStack(this.thread);
  }

  // ---- unknowns and gaps ------------------------------------------------------------------------------------------

  /** Enters something that cannot be seen into the ledger, with the innermost app method as its caller. */
  gap(code: GapCode, subject: string): void {
    this.gaps.add(code, subject, describeFrame(this.thread));
  }

  isUnknown(value: JavaValue): boolean {
    return value instanceof HeapObject && value.extra?.unknown === true;
  }

  /** A value of the given descriptor that stands for something unknown. */
  unknownOf(descriptor: string, gap: string): JavaValue {
    return unknownOf(this, descriptor, gap);
  }

  /** The answer of a method that nobody modelled. */
  callUnknown(method: Method): JavaValue {
    return callUnknown(this, method);
  }

  /** The answer of any method on an unknown object: unknown for the same reason. */
  derivedUnknown(method: Method, receiver: HeapObject): JavaValue {
    return derivedUnknown(this, method, receiver);
  }

  /** The answer of a model that knows other cases only. */
  partialUnknown(method: Method): JavaValue {
    return unknownResult(this, 'PARTIAL_MODEL', method, '');
  }

  /** The answer of a model that failed: our bug. */
  failedModel(method: Method, error: unknown): JavaValue {
    return unknownResult(this, 'MODEL_FAILED', method, `: ${messageOf(error)}`);
  }

  /** Steps that the host itself spawned failed: our bug, outside any model. */
  failedHost(error: unknown): JavaValue {
    this.gap('MODEL_FAILED', `host: ${messageOf(error)}`);
    return undefined;
  }

  unknownLabel(method: Method): number {
    return this.labels.of({ kind: 'unknown', gap: `${method.owner.name}.${method.selector}` });
  }

  // ---- labels -----------------------------------------------------------------------------------------------------

  /** From now on registers have shadows. */
  track(): void {
    if (this.tracking) return;
    this.tracking = true;
    for (const thread of this.scheduler.threads.values())
      thread.labels = new Array<number>(thread.registers.length).fill(0);
  }

  /** Label set of an object as a whole. */
  labelOf(object: HeapObject | null): number {
    return object?.extra?.label ?? 0;
  }

  addLabel(object: HeapObject, label: number): void {
    if (label === 0) return;
    this.track();
    const extra = extraOf(object);
    extra.label = this.labels.union(extra.label, label);
  }

  /** Says that `object` came from `from` through a transform such as `md5`. */
  addTransformed(object: HeapObject, from: HeapObject | null, transform: string): void {
    const label = this.labelOf(from);
    if (label !== 0) this.addLabel(object, this.labels.transform(label, transform));
  }

  /** Records a call on the watch list and labels what it gave. */
  recordWatched(
    thread: JavaThread,
    method: Method,
    args: readonly JavaValue[],
    value: JavaValue,
    threw?: HeapObject,
  ): void {
    const { onWatched } = this.options;
    recordWatched(this, onWatched, ++this.eventCount, { thread, method, args, value, threw });
  }

  /** Records that a place in the code reads a watched field, and labels the object in it; answers a number's labels. */
  recordFieldRead(field: Field, slot: Slot): number {
    return recordFieldRead(this, this.options.onFieldRead, field, slot);
  }

  // ---- running ----------------------------------------------------------------------------------------------------

  /** Starts a thread that runs `steps`; it does nothing before `run`. */
  spawn(name: string, steps: Steps<JavaValue | void>): JavaThread {
    if (this.scheduler.threads.size >= this.limits.maxThreads) {
      this.threadFailures++;
      if (this.threadFailures > 100) throw new MachineStop('THREADS');
      this.throwNew('java/lang/OutOfMemoryError', 'unable to create new native thread');
    }
    const thread = new JavaThread(this.scheduler.nextId(), name);
    if (this.tracking) thread.labels = new Array<number>(thread.registers.length).fill(0);
    const frame = pushFrame(this, thread, null, null);
    frame.steps = steps;
    this.scheduler.add(thread);
    return thread;
  }

  /**
   * Runs all threads in turn until `until` says so ('done'), or nothing is left to do before virtual time `untilMs`
   * ('idle', with the clock set to it if it is finite), or a budget is spent ('stopped').
   */
  run(goal: { untilMs?: number; until?: () => boolean } = {}): RunOutcome {
    const { untilMs = Number.POSITIVE_INFINITY, until } = goal;
    if (this.stopped !== null) return { kind: 'stopped', code: this.stopped };
    try {
      for (;;) {
        if (until?.() === true) return { kind: 'done' };
        this.scheduler.wakeDue(this.clock);
        const thread = this.clock >= untilMs ? undefined : this.scheduler.next();
        if (thread !== undefined) {
          this.runSlice(thread);
          continue;
        }
        const wakeMs = this.scheduler.nextWakeMs;
        if (wakeMs === Number.POSITIVE_INFINITY || wakeMs > untilMs || this.clock >= untilMs) {
          if (untilMs !== Number.POSITIVE_INFINITY) this.clock = Math.max(this.clock, untilMs);
          return { kind: 'idle' };
        }
        this.clock = wakeMs;
        if (this.clock > this.limits.maxVirtualMs) throw new MachineStop('VIRTUAL_TIME');
      }
    } catch (error) {
      if (!(error instanceof MachineStop)) throw error;
      this.stopped = error.code;
      return { kind: 'stopped', code: error.code };
    } finally {
      this.thread = this.idleThread;
    }
  }

  /** Lets virtual time pass, running whatever falls due. */
  advance(durationMs: number): RunOutcome {
    return this.run({ untilMs: this.clock + durationMs });
  }

  /**
   * Runs `steps` on a thread of its own until it ends, other threads taking their turns. 'waiting' means that it waits
   * for something that does not come by itself.
   */
  callNow(steps: Steps<JavaValue | void>, name = 'host'): CallOutcome {
    const thread = this.spawn(name, steps);
    const outcome = this.run({ until: () => thread.state === 'finished' });
    if (outcome.kind === 'stopped') return outcome;
    if (thread.outcome === null) return { kind: 'waiting' };
    return thread.outcome.kind === 'threw'
      ? thread.outcome
      : { kind: 'returned', value: thread.outcome.value as JavaValue };
  }

  private runSlice(thread: JavaThread): void {
    this.thread = thread;
    this.fuel = this.quantum;
    try {
      while (thread.state === 'runnable' && this.fuel > 0) {
        const frame = thread.top;
        if (frame === undefined) this.scheduler.finish(thread);
        else if (frame.steps !== null) stepModel(this, thread, frame);
        else interpret(this, thread);
      }
    } finally {
      const used = this.quantum - this.fuel;
      this.instructions += used;
      this.clock += used * MS_PER_INSTRUCTION;
      if (thread.state === 'runnable') this.scheduler.requeue(thread);
    }
    if (this.instructions >= this.limits.maxInstructions) throw new MachineStop('INSTRUCTIONS');
    this.checkWallTime();
  }

  private checkWallTime(): void {
    const { wallMs } = this.options;
    if (wallMs !== undefined && wallMs() - this.startedWallMs > this.limits.maxWallMs)
      throw new MachineStop('WALL_TIME');
  }

  /** Ends a thread; what it held is gone. */
  kill(thread: JavaThread): void {
    while (thread.depth > 0) popFrame(this, thread);
    this.scheduler.finish(thread);
  }

  // ---- memory -----------------------------------------------------------------------------------------------------

  /** Counts bytes as allocated; every 32 MB the live heap and the wall clock are looked at. */
  charge(bytes: number): void {
    this.allocatedBytes += bytes;
    if (this.allocatedBytes < this.heapCheckAt) return;
    this.heapCheckAt = this.allocatedBytes + 32 * 2 ** 20;
    const live = this.options.heapBytes?.() ?? 0;
    if (live > this.limits.maxHeapBytes) throw new MachineStop('HEAP');
    // A slice that does little but allocate may be long.
    this.checkWallTime();
  }

  private checkSize(sizeBytes: number): void {
    if (sizeBytes > this.limits.maxObjectBytes)
      this.throwNew('java/lang/OutOfMemoryError', `Failed to allocate a ${sizeBytes} byte allocation`);
  }

  /** The class of a descriptor as the app's code sees it; Java's NoClassDefFoundError where there is none. */
  requireClass(descriptor: string, space: LoaderSpace | null = this.appLoader): JavaClass {
    const found = this.guardLink(() => this.classes.find(descriptor, space));
    return found ?? this.throwNew('java/lang/NoClassDefFoundError', descriptor);
  }
}
