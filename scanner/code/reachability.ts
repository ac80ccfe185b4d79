import type { Budget } from '../budget.ts';
import { checkBudget } from '../budget.ts';
import type { PlatformCallbacks } from '../data/index.ts';
import { InstructionCursor, toDescriptor } from '../dex/index.ts';
import type { DexClass, DexFile, DexMethod } from '../dex/index.ts';
import { toCodeProblem } from './app-code.ts';
import type { AppCode } from './app-code.ts';
import type { EntryClass } from './entry-points.ts';
import { MethodLookup, toMethodKey } from './method-lookup.ts';
import type { MethodKey } from './method-lookup.ts';
import type { NamedClasses } from './named-classes.ts';
import { isInvoke } from './opcodes-used.ts';
import type { MethodPlace } from './pi-accesses.ts';
import { PlatformOverrides } from './platform-overrides.ts';
import { MADE, NAMED, SeenReferences } from './seen-references.ts';

const OP_CONST_STRING = 0x1a;
const OP_CONST_STRING_JUMBO = 0x1b;
const OP_CONST_CLASS = 0x1c;
const OP_NEW_INSTANCE = 0x22;
const OP_SGET = 0x60;
const OP_LAST_SPUT = 0x6d;
const MAX_PATH = 64;
const METHODS_BETWEEN_CHECKS = 512;
const LAYOUT_HANDLER = '(Landroid/view/View;)V';
const ATTRIBUTE_SET = 'Landroid/util/AttributeSet;';
const JAVASCRIPT_INTERFACE = 'Landroid/webkit/JavascriptInterface;';

/** What can run, and through which calls it was found. */
export type Reachability = {
  readonly methodCount: number;
  readonly has: (method: DexMethod) => boolean;
  /** Calls from an entry point to the method, the entry point's first; empty for an entry point itself. */
  readonly pathTo: (method: DexMethod) => readonly MethodPlace[];
};

/**
 * Which methods can run, starting from the classes that Android makes. Rapid type analysis: a virtual call reaches the
 * methods of classes whose objects are made in code that can run itself; what Android may call on an object counts as
 * called where the object is made, so listeners, threads, handlers and tasks need no list of their own. Class objects
 * and class names in running code count as made, because they are handed over to be made. Views that layouts name
 * count as made from the start, unless `isForeign` says that they are an SDK's or a library's. `named` are classes looked up by
 * names that are put together from constants.
 * Not followed: methods looked up by name, calls from native code, invoke-custom.
 */
export function findReachable(
  app: AppCode,
  entries: readonly EntryClass[],
  callbacks: PlatformCallbacks,
  isForeign: (descriptor: string) => boolean,
  budget: Budget,
  named: NamedClasses = new Map(),
): Reachability {
  const walk = new Walk(app, callbacks, named);
  for (const entry of entries) walk.make(entry.descriptor, undefined);
  for (const descriptor of findInflatableViews(app, isForeign)) walk.make(descriptor, undefined);
  walk.run(budget);
  return {
    methodCount: walk.parents.size,
    has: (method) => walk.parents.has(method),
    pathTo: (method) => walk.pathTo(method),
  };
}

class Walk {
  /** For each method that can run, the call through which it was first found. */
  readonly parents = new Map<DexMethod, MethodPlace | undefined>();
  private readonly app: AppCode;
  private readonly named: NamedClasses;
  private readonly lookup: MethodLookup;
  private readonly overrides: PlatformOverrides;
  private readonly queue: DexMethod[] = [];
  private readonly made = new Set<string>();
  private readonly initialised = new Set<string>();
  /** Classes of which objects are made, under each app class and interface that they are. */
  private readonly madeUnder = new Map<string, string[]>();
  /** Virtual calls seen, under the class they name, with the first place. */
  private readonly calledOn = new Map<string, Map<MethodKey, MethodPlace>>();
  private readonly seen = new Map<DexFile, SeenReferences>();
  private readonly javascriptDexes = new Map<DexFile, boolean>();

  constructor(app: AppCode, callbacks: PlatformCallbacks, named: NamedClasses) {
    this.app = app;
    this.named = named;
    this.lookup = new MethodLookup(app.hierarchy);
    this.overrides = new PlatformOverrides(app.hierarchy, this.lookup, callbacks);
  }

  run(budget: Budget): void {
    const cursor = new InstructionCursor();
    for (let i = 0; i < this.queue.length; i++) {
      if (i % METHODS_BETWEEN_CHECKS === 0) checkBudget(budget);
      const method = this.queue[i];
      if (method) this.guard(method.owner.dex, () => this.visit(method, cursor));
    }
  }

  pathTo(method: DexMethod): readonly MethodPlace[] {
    const path: MethodPlace[] = [];
    for (let at = this.parents.get(method); at && path.length < MAX_PATH; at = this.parents.get(at.method))
      path.push(at);
    return path.reverse();
  }

  /** An object of the class is made: Android may call what it overrides, and virtual calls may land on it. */
  make(descriptor: string, from: MethodPlace | undefined): void {
    if (this.made.has(descriptor)) return;
    const defined = this.app.hierarchy.findClass(descriptor);
    if (!defined) return;
    this.made.add(descriptor);
    this.guard(defined.dex, () => this.makeDefined(defined, descriptor, from));
  }

  private makeDefined(defined: DexClass, descriptor: string, from: MethodPlace | undefined): void {
    this.initialise(descriptor, from);
    // Objects that Android or a framework makes by class are made through any constructor.
    if (from === undefined) this.reachConstructors(defined, from);
    for (const method of this.overrides.of(descriptor)) this.reach(method, from);
    if (from === undefined) this.reachLayoutHandlers(defined);
    this.reachJavascript(descriptor, from);
    const types = [
      ...this.app.hierarchy.chainOf(descriptor).map((each) => each.descriptor),
      ...this.app.hierarchy.interfacesOf(descriptor),
    ];
    for (const type of types) {
      if (!this.app.hierarchy.findClass(type)) continue;
      const under = this.madeUnder.get(type);
      if (under) under.push(descriptor);
      else this.madeUnder.set(type, [descriptor]);
      for (const [key, place] of this.calledOn.get(type) ?? []) {
        const method = this.lookup.find(descriptor, key);
        if (method) this.reach(method, place);
      }
    }
  }

  /** Public methods of components that a layout may name as `onClick`. */
  private reachLayoutHandlers(defined: DexClass): void {
    for (const method of defined.virtualMethods)
      if (toMethodKey(method).endsWith(LAYOUT_HANDLER)) this.reach(method, undefined);
  }

  /** Methods that pages may call on an object given to a WebView. */
  private reachJavascript(descriptor: string, from: MethodPlace | undefined): void {
    for (const defined of this.app.hierarchy.chainOf(descriptor)) {
      const { dex } = defined;
      const usesIt = this.javascriptDexes.get(dex) ?? dex.findType(JAVASCRIPT_INTERFACE) !== undefined;
      this.javascriptDexes.set(dex, usesIt);
      if (!usesIt) continue;
      const { onMethods } = defined.annotations;
      if (onMethods.size === 0) continue;
      for (const method of defined.virtualMethods)
        if (onMethods.get(method.index)?.some((annotation) => annotation.type === JAVASCRIPT_INTERFACE))
          this.reach(method, from);
    }
  }

  private reachConstructors(defined: DexClass, from: MethodPlace | undefined): void {
    for (const method of defined.directMethods) if (method.ref.name === '<init>') this.reach(method, from);
  }

  /** The class is touched, so its static initialiser runs, and those of its superclasses. */
  private initialise(descriptor: string, from: MethodPlace | undefined): void {
    if (this.initialised.has(descriptor)) return;
    this.initialised.add(descriptor);
    for (const defined of this.app.hierarchy.chainOf(descriptor)) {
      this.initialised.add(defined.descriptor);
      const method = this.lookup.declared(defined).get('<clinit>()V');
      if (method) this.reach(method, from);
    }
  }

  private reach(method: DexMethod, from: MethodPlace | undefined): void {
    if (method.codeOffset === 0 || this.parents.has(method)) return;
    this.parents.set(method, from);
    this.queue.push(method);
  }

  private visit(method: DexMethod, cursor: InstructionCursor): void {
    const { dex } = method.owner;
    for (const [pc, descriptor] of this.named.get(method) ?? []) this.makeByClass(descriptor, { method, pc });
    let seen = this.seen.get(dex);
    if (!seen) this.seen.set(dex, (seen = new SeenReferences(dex)));
    cursor.open(dex, method.codeOffset);
    while (cursor.next()) {
      const { opcode, pc, index } = cursor;
      if (isInvoke(opcode)) {
        const kind = opcode >= 0x74 ? opcode - 0x74 : opcode - 0x6e;
        if (seen.has(seen.methods, index, 1 << kind)) continue;
        this.visitCall(dex, kind, index, { method, pc });
        seen.add(seen.methods, index, 1 << kind);
      } else if (opcode === OP_NEW_INSTANCE) {
        if (seen.has(seen.types, index, MADE)) continue;
        this.make(dex.type(index), { method, pc });
        seen.add(seen.types, index, MADE);
      } else if (opcode >= OP_SGET && opcode <= OP_LAST_SPUT) {
        if (seen.has(seen.fields, index, MADE)) continue;
        this.initialise(dex.field(index).owner, { method, pc });
        seen.add(seen.fields, index, MADE);
      } else if (opcode === OP_CONST_CLASS) {
        if (seen.has(seen.types, index, NAMED)) continue;
        this.makeByClass(dex.type(index), { method, pc });
        seen.add(seen.types, index, NAMED);
      } else if (opcode === OP_CONST_STRING || opcode === OP_CONST_STRING_JUMBO) {
        if (seen.has(seen.strings, index, NAMED)) continue;
        this.makeByName(dex.string(index), { method, pc });
        seen.add(seen.strings, index, NAMED);
      }
    }
  }

  /** `kind`: invoke-virtual is 0 and invoke-interface 4; super, direct and static have one target. */
  private visitCall(dex: DexFile, kind: number, index: number, at: MethodPlace): void {
    const { owner } = dex.method(index);
    if (!this.app.hierarchy.findClass(owner)) return;
    const key = dex.methodKey(index);
    const isVirtual = kind === 0 || kind === 4;
    if (kind === 3) this.initialise(owner, at);
    if (isVirtual) {
      const calls = this.calledOn.get(owner) ?? new Map<MethodKey, MethodPlace>();
      if (calls.has(key)) return;
      this.calledOn.set(owner, calls.set(key, at));
      for (const descriptor of this.madeUnder.get(owner) ?? []) {
        const target = this.lookup.find(descriptor, key);
        if (target) this.reach(target, at);
      }
    }
    // The named method itself counts for virtual calls too: its object may come from where we do not see it made.
    const target = this.lookup.find(owner, key);
    if (target) this.reach(target, at);
  }

  private makeByClass(descriptor: string, at: MethodPlace): void {
    const defined = this.app.hierarchy.findClass(descriptor);
    if (!defined || this.made.has(descriptor)) return;
    this.make(descriptor, at);
    this.guard(defined.dex, () => this.reachConstructors(defined, at));
  }

  private makeByName(text: string, at: MethodPlace): void {
    if (text.length > 3 && text.includes('.') && !text.includes(' '))
      this.makeByClass(toDescriptor(text), at);
  }

  /** Broken code ends its own branch only; the passes before have told of it. */
  private guard(dex: DexFile, action: () => void): void {
    try {
      action();
    } catch (error) {
      toCodeProblem(error, dex.name);
    }
  }
}

/** View classes with the constructor that layouts use. */
export function* findInflatableViews(
  app: AppCode,
  isForeign: (descriptor: string) => boolean,
): Generator<string> {
  for (const defined of app.hierarchy.classes()) {
    const { descriptor } = defined;
    const ancestor = app.hierarchy.findPlatformAncestor(descriptor);
    if (
      ancestor === undefined ||
      !/^Landroid\/(?:view|widget|webkit|opengl|inputmethodservice)\//.test(ancestor)
    )
      continue;
    if (isForeign(descriptor)) continue;
    for (const method of defined.directMethods) {
      const { name, proto } = method.ref;
      if (name === '<init>' && proto.parameters[1] === ATTRIBUTE_SET) {
        yield descriptor;
        break;
      }
    }
  }
}
