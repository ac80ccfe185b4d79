import type { Budget } from '../../budget.ts';
import { checkBudget } from '../../budget.ts';
import type { PlatformCallbacks } from '../../data/index.ts';
import { ACCESS, InstructionCursor, toDescriptor } from '../../dex/index.ts';
import type { DexClass, DexFile, DexMethod } from '../../dex/index.ts';
import { toCodeProblem } from '../app-code.ts';
import type { AppCode } from '../app-code.ts';
import { MethodLookup, toMethodKey } from '../method-lookup.ts';
import type { MethodKey } from '../method-lookup.ts';
import type { NamedClasses } from '../named-classes.ts';
import { PlatformOverrides } from '../platform-overrides.ts';
import { ANY, DOUBT, NONE, isNone, joinValues, objectsIn, toValue, withDoubt } from './abstract-value.ts';
import type { AbstractObject, AbstractValue } from './abstract-value.ts';
import { CallTable, DEFERRED } from './call-info.ts';
import type { CallInfo } from './call-info.ts';
import { ContextTable, toSiteKey, withoutFigures } from './context-table.ts';
import { NEED } from './context.ts';
import type { Context, Need } from './context.ts';
import { Fields } from './fields.ts';
import { followMethod } from './follow-method.ts';
import type { At, Effects } from './follow-method.ts';
import { Heap } from './heap.ts';
import { readBody } from './method-body.ts';
import { OpenCalls } from './open-calls.ts';
import { scanLibrary } from './scan-library.ts';
import type { MethodBody } from './method-body.ts';

/** What the platform's own methods do; undefined where nothing special is known of one. */
export type PlatformModel = {
  call(at: At, info: CallInfo, args: readonly AbstractValue[]): AbstractValue | 'exit' | undefined;
  /** A field of one of the platform's classes. */
  readField(at: At, key: string): AbstractValue;
  writeField(at: At, key: string, value: AbstractValue): void;
  /** An object of the app has been made by Android: screens have handlers that layouts and pages name. */
  made(at: At | undefined, object: AbstractObject, defined: DexClass): void;
  /** Whether Android calls this method by itself once the object is there. */
  isCalledOnceMade(method: DexMethod): boolean;
};

export type WorldInput = {
  readonly app: AppCode;
  readonly callbacks: PlatformCallbacks;
  /** Code of others is followed with fewer distinctions. */
  readonly isForeign: (descriptor: string) => boolean;
  /** Bundled libraries are read instruction by instruction and not followed by value. */
  readonly isLibrary: (descriptor: string) => boolean;
  /** Instructions of interest. */
  readonly watched: ReadonlyMap<DexMethod, ReadonlySet<number>>;
  readonly named: NamedClasses;
  readonly budget: Budget;
};

/** Calls are followed into each other so deep. */
const MAX_DEPTH = 60;
const CONTEXTS_BETWEEN_CHECKS = 256;
/** Walked instructions for each unit of code that was reached, and to begin with: beyond it, following ends. */
const STEPS_PER_UNIT = 24;
const STEPS_AT_LEAST = 2_000_000;
/** What Android calls because somebody touched something. */
const TAP =
  /^on(?:Click|Touch|Item|Check|Menu|Options|Context|Key|Editor|LongClick|Drag|SingleTap|DoubleTap|Fling|Dismiss|Cancel|Back)/;
const CONSENT_NAME = /priva|agree|consent|polic|protocol|yinsi|xieyi/i;

/**
 * The app as it runs from fresh: what it stores starts empty, fields at zero, and everything grows from its entry
 * points as far as tests on what is known let it. What is not known goes both ways. Values only grow, so that the
 * world can be followed further once something more is allowed, e.g. a tap on agree.
 */
export class World implements Effects {
  readonly table: CallTable;
  readonly heap = new Heap((reader) => this.queue(reader));
  readonly roots = new Map<Context, Need>();
  model!: PlatformModel;
  /** Whether it took too long, so that what was not reached means nothing. */
  isCutShort = false;
  private readonly input: WorldInput;
  private readonly lookup: MethodLookup;
  private readonly overrides: PlatformOverrides;
  /** In the order in which they came up. */
  private readonly waiting: Context[] = [];
  private readonly cursor = new InstructionCursor();
  private depth = 0;
  private readonly contexts: ContextTable;
  private readonly fields: Fields;
  private readonly bodies = new Map<DexMethod, MethodBody | 'none'>();
  /** Calls on unknown objects: the app's may mean any, libraries know those that they were given or made. */
  private readonly appCalls: OpenCalls;
  private readonly libraryCalls: OpenCalls;
  private readonly openHandOvers = new Map<string, { readonly at: At; readonly need: Need }[]>();
  private readonly called = new Map<DexClass, readonly DexMethod[]>();
  private readonly initialisers = new Map<string, readonly DexMethod[]>();
  private readonly scanned = new Set<DexMethod>();
  private steps = 0;
  private reachedUnits = 0;

  constructor(input: WorldInput) {
    this.input = input;
    this.lookup = new MethodLookup(input.app.hierarchy);
    this.overrides = new PlatformOverrides(input.app.hierarchy, this.lookup, input.callbacks);
    this.table = new CallTable(input.app.hierarchy, this.lookup, input.callbacks);
    const { isLibrary, isForeign } = input;
    const queue = (context: Context): void => this.queue(context);
    const unitCount = (method: DexMethod): number => this.bodyOf(method)?.code.unitCount ?? 0;
    this.contexts = new ContextTable({ isLibrary, isForeign, unitCount, queue });
    this.fields = new Fields(this.heap, input.app.hierarchy, (dex, action) => this.guard(dex, action));
    const host = {
      find: (descriptor: string, key: MethodKey) => this.table.find(descriptor, key),
      typesOf: (descriptor: string) => this.table.typesOf(descriptor),
      sharedFor: (method: DexMethod, args: readonly AbstractValue[]) => this.contexts.shared(method, args),
      queue,
    };
    this.appCalls = new OpenCalls(host);
    this.libraryCalls = new OpenCalls(host);
  }

  /** Follows everything that is open. False where it took too long. */
  run(): boolean {
    for (let done = 0; ; done++) {
      const context = this.waiting[done];
      if (!context) {
        this.waiting.length = 0;
        return true;
      }
      if (!context.isQueued) continue;
      context.isQueued = false;
      if (done % CONTEXTS_BETWEEN_CHECKS === 0) checkBudget(this.input.budget);
      if (this.steps > STEPS_AT_LEAST + this.reachedUnits * STEPS_PER_UNIT) {
        this.isCutShort = true;
        return false;
      }
      this.guard(context.method.owner.dex, () => this.follow(context, this.cursor));
    }
  }

  /** Follows a context again and notes where its branches may go. */
  branchesOf(context: Context): ReadonlyMap<number, readonly number[]> {
    const branches = (context.branches = new Map<number, readonly number[]>());
    this.guard(context.method.owner.dex, () => {
      const body = this.bodyOf(context.method);
      if (body) followMethod(context, body, this, undefined);
    });
    context.branches = undefined;
    return branches;
  }

  bodyOf(method: DexMethod): MethodBody | undefined {
    const known = this.bodies.get(method);
    if (known) return known === 'none' ? undefined : known;
    let body: MethodBody | undefined;
    this.guard(method.owner.dex, () => {
      body = readBody(method);
    });
    this.bodies.set(method, body ?? 'none');
    this.reachedUnits += body?.code.unitCount ?? 0;
    return body;
  }

  /** Android makes an object of a class that the manifest or a class object names. */
  enter(descriptor: string, at: At | undefined, need: Need = NEED.nothing): AbstractObject | undefined {
    const defined = this.input.app.hierarchy.findClass(descriptor);
    if (!defined) return undefined;
    const made = this.heap.object(toEntryKey(descriptor), descriptor, true);
    this.guard(defined.dex, () => {
      this.announce(at, made, defined, need);
      this.libraryCalls.add(made);
      for (const method of defined.directMethods)
        if (method.ref.name === '<init>' && method.codeOffset !== 0)
          this.callBack(at, method, made, [], need);
      this.model.made(at, made, defined);
    });
    return made;
  }

  componentOf(descriptor: string): AbstractObject | undefined {
    return this.heap.findObject(toEntryKey(descriptor));
  }

  /** An object is there: its class is initialised, Android may call it, and open calls may land on it. */
  private announce(
    at: At | undefined,
    object: AbstractObject,
    defined: DexClass,
    need: Need = NEED.nothing,
  ): void {
    this.initialise(at, object.type);
    for (const method of this.calledOn(defined))
      this.callBack(at, method, object, [], TAP.test(method.ref.name) && need < NEED.gate ? NEED.gate : need);
    if (this.appCalls.add(object))
      for (const type of this.table.typesOf(object.type))
        for (const site of this.openHandOvers.get(type) ?? [])
          this.handOver(site.at, object, type, site.need);
  }

  private calledOn(defined: DexClass): readonly DexMethod[] {
    const known = this.called.get(defined);
    if (known) return known;
    const deferred = this.table.deferredOf(defined.descriptor);
    const found = this.overrides
      .of(defined.descriptor)
      .filter((method) => !deferred.includes(method) && this.model.isCalledOnceMade(method));
    this.called.set(defined, found);
    return found;
  }

  /** Android calls a method of an object; arguments that are not given may be anything. */
  callBack(
    at: At | undefined,
    method: DexMethod,
    object: AbstractObject | undefined,
    args: readonly AbstractValue[],
    need: Need = NEED.nothing,
  ): void {
    const count = method.ref.proto.parameters.length;
    const all = [...args];
    while (all.length < count) all.push(ANY);
    if (!method.isStatic) all.unshift(object ? toValue(object) : ANY);
    this.link(at, this.contexts.of(method, all), need);
  }

  /** An object is given to Android as `type`: from now on its deferred method may be called. */
  handOver(at: At | undefined, object: AbstractObject, type: string, need: Need = NEED.nothing): void {
    const key = DEFERRED.get(type);
    const method = key === undefined ? undefined : this.table.find(object.type, key);
    if (method && this.table.deferredOf(object.type).includes(method))
      this.callBack(at, method, object, [], need);
  }

  /** Something unknown is given to Android as `type`: it may be any object of that type. */
  handOverAny(at: At, type: string, need: Need = NEED.nothing): void {
    const sites = this.openHandOvers.get(type) ?? [];
    if (sites.some((site) => site.at.context === at.context && site.at.pc === at.pc)) return;
    this.openHandOvers.set(type, [...sites, { at: { ...at }, need }]);
    for (const object of this.appCalls.under(type)) this.handOver(at, object, type, need);
  }

  initialise(at: At | undefined, descriptor: string): void {
    let methods = this.initialisers.get(descriptor);
    if (!methods) {
      methods = this.input.app.hierarchy
        .chainOf(descriptor)
        .flatMap((defined) => this.lookup.declared(defined).get('<clinit>()V') ?? []);
      this.initialisers.set(descriptor, methods);
    }
    for (const method of methods) this.link(at, this.contexts.of(method, []));
  }

  // ---- Contexts

  link(at: At | undefined, to: Context, need: Need = NEED.nothing): void {
    if (at) at.context.link(at.pc, to, need);
    else if ((this.roots.get(to) ?? NEED.unclear) >= need) this.roots.set(to, need);
  }

  private queue(context: Context): void {
    if (context.isQueued) return;
    context.isQueued = true;
    this.waiting.push(context);
  }

  /** A call is followed at once, so that its caller need not be followed again for the result. */
  private followNow(context: Context): void {
    context.isQueued = false;
    this.depth += 1;
    this.guard(context.method.owner.dex, () => this.follow(context, this.cursor));
    this.depth -= 1;
  }

  private follow(context: Context, cursor: InstructionCursor): void {
    const { method } = context;
    if (this.input.isLibrary(method.owner.descriptor)) {
      this.scan(context, cursor);
      return;
    }
    const body = this.bodyOf(method);
    if (!body) {
      this.heap.write(context.result, ANY);
      return;
    }
    this.steps += followMethod(context, body, this, this.input.watched.get(method));
  }

  // ---- Effects of followed code

  call(at: At, kind: number, index: number, args: readonly AbstractValue[]): AbstractValue | 'exit' {
    if (args.some(isNone)) return NONE;
    const info = this.table.call(at.dex, index);
    const { declared } = info;
    const named = this.input.named.get(at.context.method)?.get(at.pc);
    if (named !== undefined) this.enter(named, at);
    if (kind === 3) this.initialise(at, info.owner);
    if (!declared || this.input.isLibrary(declared.owner.descriptor)) {
      const told = this.model.call(at, info, args);
      if (told !== undefined) return told;
    }
    if (kind !== 0 && kind !== 4)
      return declared ? this.enterMethod(at, declared, args) : this.callPlatform(at, info, args);
    return this.callVirtual(at, info, args);
  }

  private callVirtual(at: At, info: CallInfo, args: readonly AbstractValue[]): AbstractValue {
    const receiver = args[0] ?? ANY;
    let result = NONE;
    let isPlatform = receiver.any || receiver.atoms.some((atom) => typeof atom === 'string');
    for (const object of objectsIn(receiver)) {
      const target = this.table.find(object.type, info.key);
      if (!target) isPlatform = true;
      else result = joinValues(result, this.enterMethod(at, target, [toValue(object), ...args.slice(1)]));
    }
    if (receiver.any && (info.isApp || this.table.isParent(info.owner)))
      result = joinValues(result, this.callOpen(at, info, args));
    if (isPlatform && !info.declared) result = joinValues(result, this.callPlatform(at, info, args));
    return nameDoubt(info.name, info.returnType, result);
  }

  /** A method of the app or of a library. */
  private enterMethod(
    at: At,
    method: DexMethod,
    args: AbstractValue[] | readonly AbstractValue[],
  ): AbstractValue {
    if (this.input.isLibrary(method.owner.descriptor)) {
      // A constructor that is called on the object that is being made keeps nothing of it.
      const isMaking = method.ref.name === '<init>';
      args.forEach((value, i) => {
        if (i > 0 || !isMaking) this.giveAway(at, value);
      });
      this.link(at, this.contexts.of(method, []));
      return unknownFrom(args);
    }
    const callee = this.contexts.of(method, args.map(withoutFigures));
    this.link(at, callee);
    if (callee.isQueued && this.depth < MAX_DEPTH) this.followNow(callee);
    const result = this.heap.read(callee.result, at.context);
    // Yes or no, and nothing that is understood says which.
    return callee.isOpen && result.atoms.length > 1 && isConsentName(method.ref.name)
      ? withDoubt(result)
      : result;
  }

  /** Everything that an object can be called back for may happen: a library holds it. */
  private giveAway(at: At, value: AbstractValue): void {
    for (const object of objectsIn(value)) {
      const named = this.heap.classNamed(object);
      if (named !== undefined) this.enter(named, at);
      else this.libraryCalls.add(object);
      for (const method of this.table.deferredOf(object.type)) this.callBack(at, method, object, []);
    }
  }

  /** A method that is not the app's: what it is given may be called back. */
  private callPlatform(at: At, info: CallInfo, args: readonly AbstractValue[]): AbstractValue {
    const offset = args.length - info.parameters.length;
    info.parameters.forEach((type, i) => {
      const value = args[i + offset] ?? NONE;
      if (DEFERRED.has(type)) {
        for (const object of objectsIn(value)) this.handOver(at, object, type);
        if (value.any) this.handOverAny(at, type);
      }
      for (const object of objectsIn(value)) {
        const named = this.heap.classNamed(object);
        if (named !== undefined) this.enter(named, at);
        else this.libraryCalls.add(object);
      }
    });
    // invokeAll and invokeAny of an executor take their tasks in a collection.
    if (info.name.startsWith('invokeA')) this.handOverAny(at, 'Ljava/util/concurrent/Callable;');
    return info.name === '<init>' ? ANY : unknownFrom(args);
  }

  /** The object is not known: any that was made may be meant. */
  private callOpen(at: At, info: CallInfo, args: readonly AbstractValue[]): AbstractValue {
    const { result, lands } = this.appCalls.call(at, info, args, NEED.gate, (target) =>
      this.heap.read(target.result, at.context),
    );
    return !lands || !info.isApp ? joinValues(result, unknownFrom(args)) : result;
  }

  make(at: At, typeIndex: number): AbstractValue {
    const type = at.dex.type(typeIndex);
    const defined = this.input.app.hierarchy.findClass(type);
    if (!defined && !isTold(type)) return ANY;
    const isTool = defined !== undefined && this.input.isLibrary(type) && !this.isView(type);
    const object = this.heap.object(isTool ? type : toSiteKey(at.context, at.pc), type);
    if (defined) {
      this.announce(at, object, defined);
      if (this.input.isLibrary(at.context.method.owner.descriptor) || this.input.isLibrary(type))
        this.libraryCalls.add(object);
    }
    return toValue(object);
  }

  private isView(type: string): boolean {
    return /^Landroid\/(?:view|widget)\//.test(this.input.app.hierarchy.findPlatformAncestor(type) ?? '');
  }

  classObject(at: At, typeIndex: number): AbstractValue {
    return this.heap.classObject(at.dex.type(typeIndex));
  }

  text(at: At, stringIndex: number): AbstractValue {
    const text = at.dex.string(stringIndex);
    this.makeByName(at, text);
    return toValue(text);
  }

  private makeByName(at: At, text: string): void {
    if (text.length > 3 && text.includes('.') && !text.includes(' ')) this.enter(toDescriptor(text), at);
  }

  readField(at: At, fieldIndex: number, owner: AbstractValue | undefined): AbstractValue {
    const field = this.table.field(at.dex, fieldIndex);
    if (!field.isApp) return this.model.readField(at, field.key);
    if (!owner) this.initialise(at, field.owner);
    return nameDoubt(field.name, field.type, this.fields.read(field, owner, at.context));
  }

  writeField(at: At, fieldIndex: number, owner: AbstractValue | undefined, value: AbstractValue): void {
    if (isNone(value)) return;
    const field = this.table.field(at.dex, fieldIndex);
    if (!owner) this.initialise(at, field.owner);
    if (field.isApp) this.fields.write(field, owner, value);
    else this.model.writeField(at, field.key, value);
  }

  store(at: At, value: AbstractValue): void {
    for (const object of objectsIn(value)) {
      const named = this.heap.classNamed(object);
      if (named !== undefined) this.enter(named, at);
      else this.libraryCalls.add(object);
    }
  }

  giveBack(at: At, value: AbstractValue): void {
    this.heap.write(at.context.result, value);
  }

  // ---- Libraries

  /** Reads a library's method once: every instruction may run, every object that libraries know may be meant. */
  private scan(context: Context, cursor: InstructionCursor): void {
    const { method } = context;
    this.heap.write(context.result, ANY);
    if (this.scanned.has(method)) return;
    this.scanned.add(method);
    const watched = this.input.watched.get(method);
    if (watched) context.seen = new Set(watched);
    this.reachedUnits += scanLibrary(context, cursor, {
      call: (at, kind, index) => this.scanCall(at, kind, this.table.call(at.dex, index)),
      make: (at, index) => void this.make(at, index),
      touch: (at, index) => this.initialise(at, at.dex.field(index).owner),
      nameClass: (at, index) => void this.enter(at.dex.type(index), at),
      nameText: (at, index) => this.makeByName(at, at.dex.string(index)),
    });
  }

  private scanCall(at: At, kind: number, info: CallInfo): void {
    if (kind === 3) this.initialise(at, info.owner);
    if (kind !== 0 && kind !== 4) {
      if (info.declared) this.link(at, this.contexts.of(info.declared, anyArgs(info.declared)));
      return;
    }
    if (!info.isApp && !this.table.isParent(info.owner)) return;
    // What a library hands to Android it was given first, and given away then.
    if (!info.isApp && DEFERRED.get(info.owner) === info.key) return;
    const args = new Array<AbstractValue>(info.parameters.length + 1).fill(ANY);
    // A function given to a library may be a tap's: pages made of functions have no listeners.
    const need = info.owner.startsWith('Lkotlin/jvm/functions/Function') ? NEED.unclear : NEED.gate;
    this.libraryCalls.call(at, info, args, need, () => ANY);
  }

  /** Broken code ends its own branch only; the passes before have told of it. */
  private guard(dex: DexFile, action: () => void): void {
    try {
      action();
    } catch (error) {
      toCodeProblem(error, dex.name);
    }
  }

  /** Public methods of a class and its app superclasses with this descriptor. */
  *publicMethods(defined: DexClass, descriptor: string): Generator<DexMethod> {
    for (const each of this.input.app.hierarchy.chainOf(defined.descriptor))
      for (const method of each.virtualMethods)
        if (
          method.codeOffset !== 0 &&
          (method.accessFlags & ACCESS.public) !== 0 &&
          toMethodKey(method).endsWith(descriptor)
        )
          yield method;
  }
}

function toEntryKey(descriptor: string): string {
  return `entry ${descriptor}`;
}

/** Platform classes whose objects are told things that matter later. */
function isTold(type: string): boolean {
  return (
    type.startsWith('Landroid/widget/') ||
    type.startsWith('Landroid/view/') ||
    type.startsWith('Landroid/text/Spannable') ||
    type.endsWith('$Builder;') ||
    type === 'Landroid/content/Intent;' ||
    type === 'Ljava/io/File;'
  );
}

function anyArgs(method: DexMethod): AbstractValue[] {
  return new Array<AbstractValue>(method.ref.proto.parameters.length + (method.isStatic ? 0 : 1)).fill(ANY);
}

/** What comes of unknown code that was given these. */
function unknownFrom(args: readonly AbstractValue[]): AbstractValue {
  return args.some((value) => value.doubt) ? DOUBT : ANY;
}

/** What is named after consent and yet not understood may be the answer. */
function nameDoubt(name: string, type: string, value: AbstractValue): AbstractValue {
  return value.any && (type === 'Z' || type === 'I') && isConsentName(name) ? withDoubt(value) : value;
}

function isConsentName(name: string): boolean {
  return CONSENT_NAME.test(name);
}
