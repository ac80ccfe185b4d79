import { checkBudget } from '../../budget.ts';
import { ACCESS, InstructionCursor, toDescriptor } from '../../dex/index.ts';
import type { DexClass, DexFile, DexMethod } from '../../dex/index.ts';
import { toCodeProblem } from '../app-code.ts';
import { MethodLookup, toMethodKey } from '../method-lookup.ts';
import type { MethodKey } from '../method-lookup.ts';
import { ANY, isNone, toValue } from './abstract-value.ts';
import type { AbstractValue } from './abstract-value.ts';
import { CallTable, DEFERRED } from './call-info.ts';
import type { CallInfo } from './call-info.ts';
import { ContextTable, toSiteKey } from './context-table.ts';
import { NEED } from './context.ts';
import type { Context, Need } from './context.ts';
import { Fields } from './fields.ts';
import { followMethod } from './follow-method.ts';
import type { At, Effects } from './effects.ts';
import { Heap } from './heap.ts';
import { readBody } from './method-body.ts';
import type { MethodBody } from './method-body.ts';
import { OpenCalls } from './open-calls.ts';
import { scanLibrary } from './scan-library.ts';
import { anyArgs, isTold, nameDoubt } from './unknown-values.ts';
import { WorldCalls } from './world-calls.ts';
import type { PlatformModel, WorldInput } from './world-input.ts';
import { WorldObjects } from './world-objects.ts';

/** Calls are followed into each other so deep. */
const MAX_DEPTH = 60;
const CONTEXTS_BETWEEN_CHECKS = 256;
/** Walked instructions for each unit of code that was reached, and to begin with: beyond it, following ends. */
const STEPS_PER_UNIT = 24;
const STEPS_AT_LEAST = 2_000_000;

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
  readonly input: WorldInput;
  readonly objects: WorldObjects;
  readonly lookup: MethodLookup;
  /** In the order in which they came up. */
  private readonly waiting: Context[] = [];
  private readonly cursor = new InstructionCursor();
  private depth = 0;
  readonly contexts: ContextTable;
  private readonly fields: Fields;
  private readonly bodies = new Map<DexMethod, MethodBody | 'none'>();
  /** Calls on unknown objects: the app's may mean any, libraries know those that they were given or made. */
  readonly appCalls: OpenCalls;
  readonly libraryCalls: OpenCalls;
  private readonly calls = new WorldCalls(this);
  private readonly scanned = new Set<DexMethod>();
  private steps = 0;
  private reachedUnits = 0;

  constructor(input: WorldInput) {
    this.input = input;
    this.lookup = new MethodLookup(input.app.hierarchy);
    this.objects = new WorldObjects(this);
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
  followNow(context: Context): void {
    if (this.depth >= MAX_DEPTH) return;
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
    return this.calls.call(at, kind, index, args);
  }

  make(at: At, typeIndex: number): AbstractValue {
    const type = at.dex.type(typeIndex);
    const defined = this.input.app.hierarchy.findClass(type);
    if (!defined && !isTold(type)) return ANY;
    const isTool = defined !== undefined && this.input.isLibrary(type) && !this.isView(type);
    const object = this.heap.object(isTool ? type : toSiteKey(at.context, at.pc), type);
    if (defined) {
      this.objects.announce(at, object, defined);
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
    if (text.length > 3 && text.includes('.') && !text.includes(' '))
      this.objects.enter(toDescriptor(text), at);
  }

  readField(at: At, fieldIndex: number, owner: AbstractValue | undefined): AbstractValue {
    const field = this.table.field(at.dex, fieldIndex);
    if (!field.isApp) return this.model.readField(at, field.key);
    if (!owner) this.objects.initialise(at, field.owner);
    return nameDoubt(field.name, field.type, this.fields.read(field, owner, at.context));
  }

  writeField(at: At, fieldIndex: number, owner: AbstractValue | undefined, value: AbstractValue): void {
    if (isNone(value)) return;
    const field = this.table.field(at.dex, fieldIndex);
    if (!owner) this.objects.initialise(at, field.owner);
    if (field.isApp) this.fields.write(field, owner, value);
    else this.model.writeField(at, field.key, value);
  }

  store(at: At, value: AbstractValue): void {
    this.objects.leave(at, value);
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
      touch: (at, index) => this.objects.initialise(at, at.dex.field(index).owner),
      nameClass: (at, index) => void this.objects.enter(at.dex.type(index), at),
      nameText: (at, index) => this.makeByName(at, at.dex.string(index)),
    });
  }

  private scanCall(at: At, kind: number, info: CallInfo): void {
    if (kind === 3) this.objects.initialise(at, info.owner);
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
  guard(dex: DexFile, action: () => void): void {
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
