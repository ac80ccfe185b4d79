import { ACCESS } from '../../dex/index.ts';
import { ScanError } from '../../errors.ts';
import type { ClassModel, JavaValue, Steps } from './class-model.ts';
import { DEFAULT_HEAT } from './compiler/heat.ts';
import type { Heat } from './compiler/heat.ts';
import { ClassTable, LinkFailure, LoaderSpace } from './class-table.ts';
import type { PlatformTable } from './class-table.ts';
import { findMethod, findVirtual } from './dispatch.ts';
import { captureStack, describeFrame } from './exceptions.ts';
import { popFrame, pushFrame } from './frames.ts';
import { GapLedger } from './gap-ledger.ts';
import type { GapCode } from './gap-ledger.ts';
import { interpret } from './interpreter.ts';
import { returnType } from './java-class.ts';
import type { Field, JavaClass, Method } from './java-class.ts';
import { LabelTable } from './labels.ts';
import { fromSlots, toReference, toSlots } from './marshal.ts';
import { exitMonitor, monitorOf, notifyWaiters, releaseAll } from './monitors.ts';
import { stepModel } from './model-steps.ts';
import { Scheduler } from './scheduler.ts';
import { DEFAULT_LIMITS, MachineStop } from './stop.ts';
import type { Limits, StopCode } from './stop.ts';
import { JavaThread } from './thread.ts';
import { JavaThrow } from './throwable.ts';
import type { StackEntry, ThrowablePeer } from './throwable.ts';
import { HeapObject, JavaArray, JavaObject, JavaString, extraOf, markUnknown } from './values.ts';
import type { ArrayData, Slot } from './values.ts';
import type { DexFile } from '../../dex/index.ts';

export type MachineOptions = {
  /** Every modelled class, java/lang/Object and its kin included. */
  readonly models: readonly ClassModel[];
  /** The app's code, in class path order. */
  readonly dexFiles: readonly DexFile[];
  readonly platform?: PlatformTable;
  /** Classes of the platform table above this level are not there. 34 when left out. */
  readonly apiLevel?: number;
  /**
   * Methods whose calls are recorded: `android/telephony/TelephonyManager.getDeviceId`, with or without descriptor,
   * to the taxonomy key of what they read.
   */
  readonly watch?: ReadonlyMap<string, string>;
  /**
   * Told of every call to a watched method. It may answer what the call read and under which event numbers; an empty
   * answer says that the call read nothing. Without an answer the watch list's key and a running number are taken.
   */
  readonly onWatched?: (event: WatchedCall) => readonly WatchedRead[] | void;
  /** Told once for each place in the code that reads a watched field (`android/os/Build#SERIAL` on the watch list). */
  readonly onFieldRead?: (event: WatchedField) => readonly WatchedRead[];
  readonly limits?: Partial<Limits>;
  /** Wall clock for the wall-time budget; without it there is none. */
  readonly wallMs?: () => number;
  /** Live heap of the host in bytes; without it the bytes ever allocated count. */
  readonly heapBytes?: () => number;
  /** What System.currentTimeMillis says at virtual time 0. */
  readonly epochMs?: number;
  /** When hot code is compiled; false keeps everything in the interpreter. DEFAULT_HEAT when left out. */
  readonly compile?: Heat | false;
  /** Instructions that a thread runs before others get their turn. */
  readonly quantum?: number;
  /** Where System.out and System.err write. */
  readonly print?: (text: string) => void;
};

/** Personal information that a watched call turned out to read. */
export type WatchedRead = { readonly piType: string; readonly eventNumber: number };

/** A place in the code that reads a watched field. */
export type WatchedField = {
  readonly field: Field;
  /** The object in a static field; null for other fields. */
  readonly value: HeapObject | null;
  /** Innermost first. */
  readonly stack: readonly StackEntry[];
};

/** One call to a method on the watch list. */
export type WatchedCall = {
  readonly number: number;
  /** Virtual milliseconds since the machine started. */
  readonly atMs: number;
  readonly piType: string;
  readonly thread: string;
  readonly method: Method;
  /** Receiver first, unless static. */
  readonly args: readonly JavaValue[];
  readonly value: JavaValue;
  readonly threw?: HeapObject;
  /** Innermost first; the watched method itself is not in it. */
  readonly stack: readonly StackEntry[];
  /** Label set of the arguments, for `labels.list`. */
  readonly labels: number;
};

/** How a stretch of running ended. */
export type RunOutcome =
  | { readonly kind: 'done' }
  /** Every thread waits, none for a time within the stretch. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'stopped'; readonly code: StopCode };

/** How a piece of Java called from outside ended. */
export type CallOutcome =
  | { readonly kind: 'returned'; readonly value: JavaValue }
  | { readonly kind: 'threw'; readonly exception: HeapObject }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'stopped'; readonly code: StopCode };

/** A place for host state that models share, such as the window manager; made with `hostKey`. */
export type HostKey<T> = { readonly name: string; readonly type?: T };

export function hostKey<T>(name: string): HostKey<T> {
  return { name };
}

const QUANTUM = 20_000;
/** The virtual processor runs 50 million instructions a second, so that waiting loops see time pass. */
const MS_PER_INSTRUCTION = 1 / 50_000;
/** Text of a string that nobody knows: no app takes it for real, no parser accepts it. */
export const UNKNOWN_TEXT = '\u27e8unknown\u27e9';

/**
 * A Dalvik machine. It does nothing until threads are started (`spawn`) and run (`run`, `advance`, `callNow`); all of
 * it is deterministic, and every input from outside is in MachineOptions.
 */
export class Machine {
  readonly classes: ClassTable;
  readonly appLoader: LoaderSpace;
  readonly limits: Limits;
  readonly labels = new LabelTable();
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
  *call<T = JavaValue>(receiver: HeapObject | null, selector: string, ...args: JavaValue[]): Steps<T> {
    if (receiver === null)
      return this.throwNew(
        'java/lang/NullPointerException',
        `Attempt to invoke ${selector} on a null object`,
      );
    const method = findVirtual(this, receiver.cls, selector);
    return (yield { kind: 'call', method, args: [receiver, ...args] }) as T;
  }

  /** Calls a static method; the class is initialised first. */
  *callStatic<T = JavaValue>(cls: JavaClass | string, selector: string, ...args: JavaValue[]): Steps<T> {
    const owner = typeof cls === 'string' ? this.requireClass(`L${cls};`) : cls;
    yield { kind: 'init', cls: owner };
    return (yield { kind: 'call', method: this.declared(owner, selector, true), args }) as T;
  }

  /** String.valueOf: `null`, or what toString gives, as TypeScript text. The object's label goes to the caller's result. */
  *textOf(value: HeapObject | null): Steps<string> {
    if (value === null) return 'null';
    if (value instanceof JavaString) return value.value;
    const { top } = this.thread;
    const text = yield* this.call<HeapObject | null>(value, 'toString()Ljava/lang/String;');
    // What toString gathered of the object's parts goes on with the text.
    if (top !== undefined) top.label = this.labels.union(top.label, this.labelOf(text));
    return text instanceof JavaString ? text.value : 'null';
  }

  /** Calls just this class's method (as invoke-super and invoke-direct do). */
  *callSpecial<T = JavaValue>(
    cls: JavaClass | string,
    selector: string,
    receiver: HeapObject,
    ...args: JavaValue[]
  ): Steps<T> {
    const owner = typeof cls === 'string' ? this.requireClass(`L${cls};`) : cls;
    return (yield {
      kind: 'call',
      method: this.declared(owner, selector, false),
      args: [receiver, ...args],
    }) as T;
  }

  /** Makes an instance and runs a constructor: `yield* vm.construct('com/example/Main', '(I)V', 5)`. */
  *construct<T extends HeapObject = JavaObject>(
    cls: JavaClass | string,
    descriptor: string,
    ...args: JavaValue[]
  ): Steps<T> {
    const owner = typeof cls === 'string' ? this.requireClass(`L${cls};`) : cls;
    yield { kind: 'init', cls: owner };
    if (owner.isAbstract) this.throwNew('java/lang/InstantiationException', owner.javaName);
    const object = this.allocate(owner);
    const method = this.declared(owner, `<init>${descriptor}`, false);
    yield { kind: 'call', method, args: [object, ...args] };
    return object as T;
  }

  /** Calls a method object, the receiver first unless static, without dispatching. */
  *invoke<T = JavaValue>(method: Method, ...args: JavaValue[]): Steps<T> {
    if (method.isStatic) yield { kind: 'init', cls: method.owner };
    return (yield { kind: 'call', method, args }) as T;
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
  *park(untilMs = Number.POSITIVE_INFINITY, interruptible = false): Steps<JavaThread['wokenBy']> {
    const { thread } = this;
    if (interruptible && thread.interrupted) return 'interrupt';
    thread.interruptible = interruptible;
    yield { kind: 'park', untilMs };
    thread.interruptible = false;
    return thread.wokenBy;
  }

  /** Waits until a thread is finished, or `untilMs`. */
  *joinThread(thread: JavaThread, untilMs = Number.POSITIVE_INFINITY): Steps<void> {
    while (thread.state !== 'finished' && this.clock < untilMs) {
      thread.joiners.push(this.thread);
      if ((yield* this.park(untilMs, true)) !== 'interrupt') continue;
      this.thread.interrupted = false;
      this.throwNew('java/lang/InterruptedException');
    }
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
  *wait(object: HeapObject, untilMs: number): Steps<void> {
    const { thread } = this;
    const monitor = monitorOf(object);
    if (thread.interrupted) {
      thread.interrupted = false;
      this.throwNew('java/lang/InterruptedException');
    }
    const count = releaseAll(this, thread, object);
    monitor.waiting.push(thread.id);
    const by = yield* this.park(untilMs, true);
    const at = monitor.waiting.indexOf(thread.id);
    if (at >= 0) monitor.waiting.splice(at, 1);
    yield { kind: 'enter', object };
    monitor.count = count;
    if (by === 'interrupt') {
      thread.interrupted = false;
      this.throwNew('java/lang/InterruptedException');
    }
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
    const label = this.labels.of({ kind: 'unknown', gap });
    this.track();
    this.resultIsUnknown = true;
    if (descriptor === 'V') return undefined;
    if (descriptor === 'Z') return false;
    if (descriptor === 'J') return 0n;
    if (descriptor.length === 1) return 0;
    const cls =
      this.classes.find(descriptor, this.appLoader) ?? this.classes.platformClass('java/lang/Object');
    if (cls === this.stringClass) return markUnknown(new JavaString(cls, UNKNOWN_TEXT), label);
    if (cls.element !== null)
      return markUnknown(new JavaArray(cls, newData(cls.element.descriptor, 0), 0), label);
    return markUnknown(new JavaObject(cls, cls.template.slice()), label);
  }

  /** The answer of a method that nobody modelled. */
  callUnknown(method: Method): JavaValue {
    const subject = `${method.owner.name}.${method.selector}`;
    if (method.owner.origin === 'app') {
      if (method.isAbstract) this.throwNew('java/lang/AbstractMethodError', subject);
      this.gap('NATIVE_CODE', subject);
    } else this.gap('UNMODELLED_METHOD', subject);
    return this.unknownOf(returnType(method.descriptor), subject);
  }

  /** The answer of any method on an unknown object: unknown for the same reason. */
  derivedUnknown(method: Method, receiver: HeapObject): JavaValue {
    const gap =
      this.labels.findUnknown(receiver.extra?.label ?? 0) ?? `${method.owner.name}.${method.selector}`;
    return this.unknownOf(returnType(method.descriptor), gap);
  }

  partialUnknown(method: Method): JavaValue {
    const subject = `${method.owner.name}.${method.selector}`;
    this.gap('PARTIAL_MODEL', subject);
    return this.unknownOf(returnType(method.descriptor), subject);
  }

  failedModel(method: Method, error: unknown): JavaValue {
    const subject = `${method.owner.name}.${method.selector}`;
    this.gap('MODEL_FAILED', `${subject}: ${error instanceof Error ? error.message : String(error)}`);
    return this.unknownOf(returnType(method.descriptor), subject);
  }

  /** Steps that the host itself spawned failed: our bug, outside any model. */
  failedHost(error: unknown): JavaValue {
    this.gap('MODEL_FAILED', `host: ${error instanceof Error ? error.message : String(error)}`);
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
    const piType = method.watch ?? '';
    const number = ++this.eventCount;
    const reads = this.options.onWatched?.({
      number,
      atMs: this.clock,
      piType,
      thread: thread.name,
      method,
      args,
      value,
      ...(threw === undefined ? {} : { threw }),
      stack: captureStack(thread),
      labels: args.reduce<number>(
        (set, arg) => (arg instanceof HeapObject ? this.labels.union(set, this.labelOf(arg)) : set),
        0,
      ),
    }) ?? [{ piType, eventNumber: number }];
    if (reads.length === 0) return;
    const label = reads.reduce(
      (set, read) => this.labels.union(set, this.labels.of({ kind: 'pi', ...read, transforms: [] })),
      0,
    );
    this.track();
    if (value instanceof HeapObject) this.addLabel(value, label);
    thread.resultLabel = this.labels.union(thread.resultLabel, label);
  }

  /** Records that a place in the code reads a watched field, and labels the object in it. */
  recordFieldRead(field: Field, slot: Slot): void {
    const value = slot instanceof HeapObject ? slot : null;
    const reads = this.options.onFieldRead?.({ field, value, stack: captureStack(this.thread) }) ?? [];
    if (value === null) return;
    for (const read of reads) this.addLabel(value, this.labels.of({ kind: 'pi', ...read, transforms: [] }));
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

  private declared(cls: JavaClass, selector: string, isStatic: boolean): Method {
    return findMethod(this, cls, selector, isStatic ? ACCESS.static : 0);
  }
}

function elementBytes(element: string): number {
  switch (element) {
    case 'Z':
    case 'B':
      return 1;
    case 'S':
    case 'C':
      return 2;
    case 'I':
    case 'F':
      return 4;
    default:
      return 8;
  }
}

function newData(element: string, length: number): ArrayData {
  switch (element) {
    case 'Z':
    case 'B':
      return new Int8Array(length);
    case 'S':
      return new Int16Array(length);
    case 'C':
      return new Uint16Array(length);
    case 'I':
    case 'F':
      return new Int32Array(length);
    case 'J':
    case 'D':
      return new Int32Array(length * 2);
    default:
      return new Array<HeapObject | null>(length).fill(null);
  }
}
