import { checkBudget } from '../../budget.ts';
import type { Budget } from '../../budget.ts';
import type { PlatformCallbacks } from '../../data/index.ts';
import { ScanError } from '../../errors.ts';
import type { DexMethod } from '../../dex/index.ts';
import { toCodeProblem } from '../app-code.ts';
import type { AppCode } from '../app-code.ts';
import type { MethodPlace } from '../pi-accesses.ts';
import { PlatformOverrides } from '../platform-overrides.ts';
import type { Reachability } from '../reachability.ts';
import { CallTable } from './call-info.ts';
import { Channels } from './channels.ts';
import { Escapes } from './escapes.ts';
import { FlowIndex } from './flow-index.ts';
import type { FlowTables, SinkKind, SourceCallback } from './flow-tables.ts';
import { FlowTypes } from './flow-types.ts';
import { CLEAN, join } from './flow-value.ts';
import type { FlowValue, Text } from './flow-value.ts';
import { Listings } from './listing.ts';
import { IntentTargets } from './intent-targets.ts';
import type { ComponentTargets } from './intent-targets.ts';
import { MethodRecord } from './method-record.ts';
import type { Effect, SinkHit } from './method-record.ts';
import { runMethod } from './method-run.ts';
import type { Fact, Source, Trace } from './taint.ts';

/** A source, a sink, and a way between them. */
export type FoundFlow = {
  readonly source: Source;
  readonly kind: SinkKind;
  readonly api: string;
  readonly place: MethodPlace;
  readonly to: Text | undefined;
  readonly shared: boolean;
  readonly transforms: readonly string[];
  readonly trace: Trace | undefined;
};

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
const MAX_FLOWS = 4000;
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
  private readonly fields = new Map<string, FlowValue>();
  private readonly platformCalled = new Map<DexMethod, boolean>();
  private readonly askedWriters = new Set<string>();
  private readonly statics = new Map<string, Text | undefined>();
  private readonly queue: MethodRecord[] = [];
  private readonly found = new Map<string, FoundFlow>();
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
    return [...this.found.values()];
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
        this.storeField(effect.field, { facts: [effect.fact], objects: [] });
        break;
      case 'channel':
        this.store(effect.channel, effect.path, [effect.fact]);
        break;
      case 'sink':
        this.report(effect.sink, effect.fact);
    }
  }

  /** What other methods left in a field, of any object. `reader` is read again when there is more. */
  readField(field: string): FlowValue {
    return this.fields.get(field) ?? CLEAN;
  }

  /** Text and medium of a field; methods that store there are read for it, once, should none have been yet. */
  askField(field: string): void {
    if (this.askedWriters.has(field)) return;
    this.askedWriters.add(field);
    for (const method of this.usersOf('writes', field).slice(0, 3)) {
      const record = this.record(method);
      if (record !== undefined && record.runs === 0) this.enqueue(record);
    }
  }

  storeField(field: string, value: FlowValue): void {
    const stored: FlowValue = {
      facts: value.facts,
      objects: [],
      ...(value.text?.kind === 'const' ? { text: value.text } : {}),
      ...(value.medium === undefined || value.medium.kind === 'parameter' ? {} : { medium: value.medium }),
    };
    if (stored.facts.length === 0 && stored.text === undefined && stored.medium === undefined) return;
    const known = this.fields.get(field);
    // A value without a text says nothing of the texts that others stored.
    const text = stored.text ?? known?.text;
    const joined =
      known === undefined
        ? stored
        : join(
            known.text === undefined && text !== undefined ? { ...known, text } : known,
            text === undefined ? stored : { ...stored, text },
          );
    if (joined === known) return;
    this.fields.set(field, joined);
    const hasFacts = joined.facts !== (known?.facts ?? CLEAN.facts);
    for (const method of this.usersOf('reads', field)) {
      // Texts alone matter only to methods that are read anyway.
      const record = hasFacts ? this.record(method) : this.records.get(method);
      if (record !== undefined && (hasFacts || record.runs > 0)) this.enqueue(record);
    }
  }

  /** The constant with which a static field starts. */
  staticText(field: string): Text | undefined {
    if (this.statics.has(field)) return this.statics.get(field);
    const [owner = '', name = ''] = field.split('->');
    let text: Text | undefined;
    try {
      const defined = this.input.app.hierarchy.findClass(owner);
      const at = defined?.staticFields.findIndex(({ ref }) => ref.name === name) ?? -1;
      const value = at < 0 ? undefined : defined?.staticValues()[at];
      if (value?.kind === 'string') text = { kind: 'const', text: value.value, complete: true };
    } catch (error) {
      toCodeProblem(error, owner);
    }
    this.statics.set(field, text);
    return text;
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
    if (field !== undefined) this.storeField(field, { facts: [effect.fact], objects: [] });
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

  private report(sink: SinkHit, fact: Fact): void {
    if (fact.origin.kind !== 'source' || sink.kind === 'stream') return;
    const { source } = fact.origin;
    if (source.needsOpening && !fact.opened) return;
    // To run the command that reads is no way out.
    if (source.access.channel === 'command' && sink.kind === 'command') return;
    const { method, pc } = sink.place;
    const key = `${source.access.piType}|${sink.kind}|${method.owner.dex.name}|${method.index}|${pc}`;
    const known = this.found.get(key);
    const flow: FoundFlow = {
      source,
      kind: sink.kind,
      api: sink.api,
      place: sink.place,
      to: sink.to,
      shared: sink.shared ?? false,
      transforms: fact.transforms,
      trace: fact.trace,
    };
    if (known === undefined) {
      if (this.found.size < MAX_FLOWS) this.found.set(key, flow);
      else this.isCutShort = true;
    } else if (isClearer(flow, known)) this.found.set(key, flow);
  }
}

function tellsReceiver({ to }: FoundFlow): boolean {
  return to?.kind === 'const' && to.text !== '';
}

/** Of two ways to one sink the one that tells the receiver, then the one that changes the data less, then the shorter. */
function isClearer(flow: FoundFlow, known: FoundFlow): boolean {
  const told = tellsReceiver(flow);
  if (told !== tellsReceiver(known)) return told;
  if (flow.transforms.length !== known.transforms.length)
    return flow.transforms.length < known.transforms.length;
  return (flow.trace?.length ?? 0) < (known.trace?.length ?? 0);
}
