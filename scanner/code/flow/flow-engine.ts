import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import type { PlatformCallbacks } from '../../data/index.ts';
import { ScanError } from '../../errors.ts';
import type { DexMethod } from '../../dex/index.ts';
import { toCodeProblem } from '../app-code.ts';
import type { AppCode } from '../app-code.ts';
import { PlatformOverrides } from '../platform-overrides.ts';
import type { Reachability } from '../reachability.ts';
import { CallTable } from './call-info.ts';
import { Channels } from './channels.ts';
import { Escapes } from './escapes.ts';
import { FlowIndex } from './flow-index.ts';
import type { FlowTables, SourceCallback } from './flow-tables.ts';
import { FlowTypes } from './flow-types.ts';
import { FoundFlows } from './found-flows.ts';
import type { FoundFlow } from './found-flows.ts';
import { Listings } from './listing.ts';
import { IntentTargets } from './intent-targets.ts';
import type { ComponentTargets } from './intent-targets.ts';
import { MethodRecord } from './method-record.ts';
import type { Effect } from './method-record.ts';
import { runMethod } from './method-run.ts';
import { SharedFields } from './shared-fields.ts';
import type { Fact, Source } from './taint.ts';

export type FlowInput = {
  readonly app: AppCode;
  readonly reachability: Pick<Reachability, 'has'>;
  readonly callbacks: PlatformCallbacks;
  /** Classes whose code is not read: what their methods do is taken from the tables, or guessed as for the platform's. */
  readonly isLibrary: (descriptor: string) => boolean;
  readonly tables: FlowTables;
  readonly components: ComponentTargets;
  readonly sources: readonly Source[];
  /** Units of work allowed in all. */
  readonly maxWork: number;
  readonly budget: Budget;
};

/** Depth of calls that are read at once; what is deeper waits its turn in the queue. */
const MAX_DEPTH = 10;
/** Rounds over one method: its callers and the fields that it reads may bring news again and again. */
const MAX_RUNS = 12;
const RUNS_BETWEEN_CHECKS = 64;

/**
 * Follows what sources give through the app. A method is read when it holds a source, when a fact is handed to it, or
 * when a fact lies in a field or channel that it reads; what it does to each fact is kept as its effects, which its
 * callers apply to theirs. Facts in objects that a method does not know are kept by class and field for the whole app.
 */
export class FlowEngine {
  readonly types: FlowTypes;
  readonly calls: CallTable;
  readonly escapes: Escapes;
  readonly listings = new Listings();
  /** What other methods left in fields, of any object. */
  readonly fields: SharedFields;
  readonly intents: IntentTargets;
  readonly sourceCallbacks: ReadonlyMap<string, readonly SourceCallback[]>;
  /** Units of work done: instructions looked at and effects applied. */
  work = 0;
  isCutShort = false;
  private readonly input: FlowInput;
  private readonly index: FlowIndex;
  private readonly channels: Channels;
  private readonly overrides: PlatformOverrides;
  private readonly records = new Map<DexMethod, MethodRecord>();
  private readonly sourcesIn = new Map<DexMethod, Source[]>();
  private readonly platformCalled = new Map<DexMethod, boolean>();
  private readonly queue: MethodRecord[] = [];
  private readonly found = new FoundFlows();
  private depth = 0;

  constructor(input: FlowInput) {
    this.input = input;
    this.types = new FlowTypes(input.app, input.reachability, input.isLibrary);
    this.calls = new CallTable(input.app.hierarchy, input.tables, input.isLibrary);
    this.escapes = new Escapes(this.types, this.calls, this.listings);
    this.intents = new IntentTargets(input.components, this.types);
    this.sourceCallbacks = input.tables.sourceCallbacks;
    this.index = FlowIndex.build(input.app, input.reachability, input.isLibrary, input.budget);
    this.overrides = new PlatformOverrides(input.app.hierarchy, this.types.lookup, input.callbacks);
    this.channels = new Channels(this.index, this.calls);
    this.fields = new SharedFields(input.app.hierarchy, {
      usersOf: (use, field) => this.usersOf(use, field),
      record: (method) => this.record(method),
      knownRecord: (method) => this.knownRecord(method),
      enqueue: (record) => this.enqueue(record),
    });
  }

  run(): readonly FoundFlow[] {
    for (const source of this.input.sources) {
      const { method } = source.access;
      if (!this.input.reachability.has(method)) continue;
      const list = this.sourcesIn.get(method) ?? [];
      this.sourcesIn.set(method, list);
      list.push(source);
    }
    for (const method of this.sourcesIn.keys()) this.enqueue(this.record(method));
    let runs = 0;
    for (let at = 0; at < this.queue.length; at++) {
      if (runs++ % RUNS_BETWEEN_CHECKS === 0) checkBudget(this.input.budget);
      const record = this.queue[at];
      if (record === undefined) continue;
      record.isQueued = false;
      this.read(record);
      if (at > 4096) {
        this.queue.splice(0, at + 1);
        at = -1;
      }
    }
    if (this.found.isCutShort) this.isCutShort = true;
    return this.found.all();
  }

  /** Undefined for methods without code, or with code that cannot be read. */
  record(method: DexMethod): MethodRecord | undefined {
    const known = this.records.get(method);
    if (known !== undefined) return known;
    try {
      const code = method.findCode();
      if (code === undefined) return undefined;
      const record = new MethodRecord(method, code);
      this.records.set(method, record);
      return record;
    } catch (error) {
      toCodeProblem(error, method.owner.dex.name);
      return undefined;
    }
  }

  knownRecord(method: DexMethod): MethodRecord | undefined {
    return this.records.get(method);
  }

  sourcesOf(method: DexMethod): readonly Source[] {
    return this.sourcesIn.get(method) ?? [];
  }

  /** Has a method read with facts at some paths; what it does to them is in its effects afterwards, as far as known. */
  request(
    record: MethodRecord,
    entries: readonly (readonly [number, readonly string[]])[],
    user: MethodRecord,
  ): void {
    record.users.add(user);
    let isNew = record.runs === 0;
    for (const [parameter, path] of entries) if (record.addEntry(parameter, path)) isNew = true;
    if (!isNew) return;
    if (this.depth < MAX_DEPTH && !record.isRunning) this.read(record, user);
    else this.enqueue(record);
  }

  /** Whether Android may call the method, or nobody that is known does, so that what it leaves in objects stays there. */
  isCalledByPlatform(method: DexMethod): boolean {
    const known = this.platformCalled.get(method);
    if (known !== undefined) return known;
    const answer =
      (!method.isDirect && this.overrides.of(method.owner.descriptor).includes(method)) ||
      this.callersOf(method).length === 0;
    this.platformCalled.set(method, answer);
    return answer;
  }

  /** Takes what a method does; facts of sources act at once, those of callers are kept for them. */
  emit(record: MethodRecord, effect: Effect): void {
    const { origin } = effect.fact;
    if (effect.kind === 'out') {
      record.addEffect(effect);
      if (origin.kind === 'entry') return;
      if (!record.givesSources) {
        record.givesSources = true;
        for (const caller of this.callersOf(record.method)) this.enqueue(this.record(caller));
      }
      if (effect.parameter !== 'result' && this.isCalledByPlatform(record.method))
        this.publish(record, effect);
      else if (effect.parameter === 'result') this.channels.returned(record.method, effect, this.store);
      return;
    }
    if (origin.kind === 'entry') {
      record.addEffect(effect);
      return;
    }
    switch (effect.kind) {
      case 'field':
        this.fields.store(effect.field, { facts: [effect.fact], objects: [] });
        break;
      case 'channel':
        this.store(effect.channel, effect.path, [effect.fact]);
        break;
      case 'sink':
        this.found.report(effect.sink, effect.fact);
    }
  }

  readonly store = (channel: string, path: string, facts: readonly Fact[]): void => {
    for (const method of this.channels.put(channel, path, facts)) this.enqueue(this.record(method));
  };

  readChannel(kind: string, names: readonly string[]): ReadonlyMap<string, readonly Fact[]> {
    return this.channels.read(kind, names);
  }

  /** What Android hands to a method that it calls, by parameter. */
  handedByChannels(method: DexMethod): ReadonlyMap<number, ReadonlyMap<string, readonly Fact[]>> {
    return this.channels.handedTo(method);
  }

  private callersOf(method: DexMethod): readonly DexMethod[] {
    const { owner, name, proto } = method.ref;
    return this.index.callers(
      name,
      proto.descriptor,
      (named) =>
        named === owner ||
        (this.types.isApp(named) &&
          name !== '<init>' &&
          (this.types.isSubtype(owner, named) || this.types.isSubtype(named, owner))),
    );
  }

  private usersOf(use: 'reads' | 'writes', field: string): readonly DexMethod[] {
    return this.index.users(
      use,
      field.slice(field.indexOf('->') + 2),
      (dex, index) => this.types.field(dex, index).key === field,
    );
  }

  /** What a method that Android calls leaves below a parameter is there for whoever reads that field. */
  private publish(record: MethodRecord, effect: Extract<Effect, { kind: 'out' }>): void {
    const field = effect.path.findLast((name) => this.types.isAppField(name));
    if (field !== undefined) this.fields.store(field, { facts: [effect.fact], objects: [] });
    else this.channels.leftInParameter(record.method, effect, this.store);
  }

  private enqueue(record: MethodRecord | undefined): void {
    if (record === undefined || record.isQueued) return;
    record.isQueued = true;
    this.queue.push(record);
  }

  /** `asker` takes the effects right afterwards, so that it need not be read again for them. */
  private read(record: MethodRecord, asker?: MethodRecord): void {
    if (record.isRunning) return;
    if (record.runs >= MAX_RUNS || this.work >= this.input.maxWork) {
      this.isCutShort = true;
      return;
    }
    record.runs += 1;
    record.isRunning = true;
    record.hasGrown = false;
    this.depth += 1;
    try {
      if (!runMethod(this, record)) this.isCutShort = true;
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      toCodeProblem(error, record.method.owner.dex.name);
    } finally {
      record.isRunning = false;
      this.depth -= 1;
    }
    if (record.hasGrown) for (const user of record.users) if (user !== asker) this.enqueue(user);
  }
}
