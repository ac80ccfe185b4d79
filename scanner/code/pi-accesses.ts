import type { PiChannel } from '../data/index.ts';
import { toClassName, toDescriptor } from '../dex/index.ts';
import type { DexFile, DexMethod } from '../dex/index.ts';
import type { ApiCallFacts } from '../evidence/index.ts';
import { AccessValues, findTarget } from './access-values.ts';
import { testArgument } from './argument-test.ts';
import type { CallTarget } from './call-targets.ts';
import type { ChannelIndex } from './channel-index.ts';
import type { DexHits, MethodHits } from './method-hits.ts';
import { STRING_MARK } from './string-marks.ts';
import { traceValues } from './trace-values.ts';
import type { TracedCall } from './trace-values.ts';
import type { Value } from './values.ts';

/** A place in a method of the app. */
export type MethodPlace = { readonly method: DexMethod; readonly pc: number };

/** An instruction that reads personal information or opens its channel. */
export type PiAccess = MethodPlace & {
  readonly piType: string;
  readonly api: string;
  readonly channel: ApiCallFacts['channel'];
  readonly via?: NonNullable<ApiCallFacts['via']>;
};

/** A look-up of a class or member by name, or a call through one. */
export type ReflectionCall = MethodPlace & {
  /** Whether the name is a constant. Calls through what was looked up elsewhere count as resolved there. */
  readonly resolved: boolean;
  /** The member's name, where it is looked up by a constant. */
  readonly member?: string;
  /** Descriptor of the class that the member is looked up on, or that is looked up, where that is known. */
  readonly owner?: string;
};

/** What one method shows, beside what it reads. */
export type MethodFindings = {
  readonly accesses: readonly PiAccess[];
  /** Calls whose condition hangs on an argument that the caller of this method gives. */
  readonly passedOn: readonly PassedOn[];
  /** Calls of the app's own methods with a constant that some channel asks for. */
  readonly given: readonly Given[];
  /** Channel calls of which it could not be told what they read. */
  readonly unresolved: readonly MethodPlace[];
  readonly reflection: readonly ReflectionCall[];
  readonly codeLoads: readonly MethodPlace[];
};

type ApiChannel = Extract<PiChannel, { kind: 'api' }>;

/** Method `method` hands its parameter `parameter` to a call that `channel` watches. */
export type PassedOn = {
  readonly method: DexMethod;
  readonly parameter: number;
  readonly channel: ApiChannel;
};

/** A call at a place gives `text` as argument `argument` of the method that the file's pool names at `callee`. */
export type Given = MethodPlace & {
  readonly dex: DexFile;
  readonly callee: number;
  readonly argument: number;
  readonly text: string;
};

const NOTHING: readonly never[] = [];
/** Turns a method's instructions of interest into findings; values are followed only where a finding hangs on them. */
export function findAccesses(dexHits: DexHits, found: MethodHits, channels: ChannelIndex): MethodFindings {
  return new MethodReader(dexHits, found, channels).read();
}

class MethodReader {
  private readonly dexHits: DexHits;
  private readonly dex: DexFile;
  private readonly found: MethodHits;
  private readonly channels: ChannelIndex;
  private readonly accesses: PiAccess[] = [];
  private readonly passedOn: PassedOn[] = [];
  private readonly given: Given[] = [];
  private readonly unresolved: MethodPlace[] = [];
  private readonly reflection: ReflectionCall[] = [];
  private readonly codeLoads: MethodPlace[] = [];
  /** Loads of constants that were followed to where they are used, so that the load itself says nothing more. */
  private readonly usedPcs = new Set<number>();

  constructor(dexHits: DexHits, found: MethodHits, channels: ChannelIndex) {
    this.dexHits = dexHits;
    this.dex = dexHits.dex;
    this.found = found;
    this.channels = channels;
  }

  read(): MethodFindings {
    const calls = this.needsValues() ? this.trace() : NOTHING;
    if (calls) for (const call of calls) this.readCall(call);
    else this.readUntraced();
    this.readHits();
    return {
      accesses: this.accesses,
      passedOn: this.passedOn,
      given: this.given,
      unresolved: this.unresolved,
      reflection: this.reflection,
      codeLoads: this.codeLoads,
    };
  }

  private target(index: number): CallTarget | undefined {
    return findTarget(this.dexHits, index);
  }

  /** Values matter for conditions, by-name look-ups and shell commands; for content URIs only if one is loaded. */
  private needsValues(): boolean {
    let makesUri = false;
    let queries = false;
    return this.found.hits.some((hit) => {
      if (hit.kind === 'string')
        return (
          (this.dexHits.strings.of(hit.index) & STRING_MARK.tested) !== 0 ||
          this.dex.string(hit.index).startsWith('content://')
        );
      if (hit.kind === 'field')
        return this.dexHits.fields.targets[this.dexHits.fields.numbers[hit.index] ?? 0]?.kind === 'uri';
      const target = this.target(hit.index);
      // An address may be joined from parts of which none means anything by itself.
      makesUri ||= target?.role === 'parse-uri';
      queries ||= target?.role === 'content-resolver';
      return (
        (makesUri && queries) ||
        target?.role === 'exec' ||
        target?.role === 'uri-authority' ||
        target?.role === 'member-by-name' ||
        target?.role === 'class-by-name' ||
        target?.channels.some((channel) => channel.when !== undefined)
      );
    });
  }

  private trace(): readonly TracedCall[] | undefined {
    return traceValues(this.found.code, new AccessValues(this.dexHits).rules(0));
  }

  private readCall(call: TracedCall): void {
    const target = this.target(call.index);
    if (!target) {
      this.noteGiven(call);
      return;
    }
    for (const channel of target.channels) if (channel.when) this.readCondition(call, channel);
    switch (target.role) {
      case 'content-resolver':
        for (const value of call.arguments) if (value?.kind === 'uri') this.readUri(call, target, value);
        break;
      case 'intent':
        // A picker: the person chooses one row and the app gets no more than that.
        for (const value of call.arguments) if (value?.kind === 'uri') this.usedPcs.add(value.pc);
        break;
      case 'exec':
        this.readCommand(call);
        break;
      case 'member-by-name':
        this.readMember(call);
        break;
      case 'class-by-name':
        this.reflection.push({
          ...this.at(call.pc),
          resolved: call.arguments.some((value) => value?.kind === 'text'),
          ...(call.arguments[0]?.kind === 'text' ? { owner: toDescriptor(call.arguments[0].text) } : {}),
        });
        break;
      default:
    }
  }

  private readCondition(call: TracedCall, channel: ApiChannel): void {
    if (!channel.when) return;
    const outcome = testArgument(channel.when, call.arguments);
    if (outcome === 'met') this.add(call.pc, channel.piType, `${channel.className}.${channel.method}`, 'api');
    if (outcome !== 'unknown') return;
    const value = call.arguments[channel.when.argument];
    if (value?.kind === 'parameter')
      this.passedOn.push({ method: this.found.method, parameter: value.index, channel });
    else this.addUnresolved(call.pc);
  }

  private readUri(call: TracedCall, target: CallTarget, value: Extract<Value, { kind: 'uri' }>): void {
    const types =
      value.piType === undefined
        ? this.channels.findByText(value.name, false).map((channel) => channel.piType)
        : [value.piType];
    this.usedPcs.add(value.pc);
    for (const piType of new Set(types))
      this.add(call.pc, piType, `${target.className}.${target.method} ${value.name}`, 'content-uri');
  }

  private readCommand(call: TracedCall): void {
    const [first] = call.arguments;
    const parts = first?.kind === 'list' ? first.items : call.arguments;
    const words = parts.map((value) => (value?.kind === 'text' ? value.text : undefined));
    if (words[0] === undefined) {
      this.addUnresolved(call.pc);
      return;
    }
    for (const value of parts) if (value?.kind === 'text') this.usedPcs.add(value.pc);
    const command = words.map((word) => word ?? '?').join(' ');
    for (const channel of this.channels.findByText(command, true))
      if (channel.channel === 'command') this.add(call.pc, channel.piType, channel.value, 'command');
  }

  private readMember(call: TracedCall): void {
    const [name] = call.arguments;
    const channel = name?.kind === 'text' ? this.channels.tellingNames.get(name.text) : undefined;
    if (channel)
      this.add(call.pc, channel.piType, `${channel.className}.${channel.method}`, 'api', 'reflection');
    this.reflection.push({
      ...this.at(call.pc),
      resolved: name?.kind === 'text',
      ...(name?.kind === 'text' ? { member: name.text } : {}),
      ...(call.receiver?.kind === 'class' ? { owner: call.receiver.descriptor } : {}),
    });
  }

  /** Constants that some channel asks for, handed to another method: that one may pass them on. */
  private noteGiven(call: TracedCall): void {
    call.arguments.forEach((value, argument) => {
      if (value?.kind === 'text' && this.channels.testedTexts.has(value.text))
        this.given.push({
          ...this.at(call.pc),
          dex: this.dex,
          callee: call.index,
          argument,
          text: value.text,
        });
    });
  }

  /** Where values could not be followed, every condition is open. */
  private readUntraced(): void {
    for (const hit of this.found.hits) {
      if (hit.kind !== 'call') continue;
      const target = this.target(hit.index);
      if (target?.channels.some((channel) => channel.when)) this.addUnresolved(hit.pc);
    }
  }

  /** Hits that need no values. */
  private readHits(): void {
    for (const hit of this.found.hits) {
      if (hit.kind === 'call') this.readPlainCall(hit.pc, hit.index);
      else if (hit.kind === 'field') this.readField(hit.pc, hit.index);
      else if ((this.dexHits.strings.of(hit.index) & STRING_MARK.channel) !== 0)
        this.readText(hit.pc, this.dex.string(hit.index));
    }
  }

  private readPlainCall(pc: number, index: number): void {
    const target = this.target(index);
    if (!target) return;
    for (const channel of target.channels)
      if (!channel.when) this.add(pc, channel.piType, `${channel.className}.${channel.method}`, 'api');
    if (target.role === 'load-code' && this.isPlatformCall(index)) this.codeLoads.push(this.at(pc));
    if (target.role === 'invoke-reflected') this.reflection.push({ ...this.at(pc), resolved: true });
  }

  /** A class loader of the app that calls its super constructor loads nothing by being defined. */
  private isPlatformCall(index: number): boolean {
    const target = this.target(index);
    if (!target) return false;
    const { owner, name } = this.dex.method(index);
    return (
      toClassName(owner) === target.className &&
      !(name === '<init>' && this.found.method.ref.name === '<init>')
    );
  }

  private readField(pc: number, index: number): void {
    const target = this.dexHits.fields.targets[this.dexHits.fields.numbers[index] ?? 0];
    if (!target) return;
    if (target.kind === 'field') this.add(pc, target.piType, target.api, 'field');
    else if (!this.usedPcs.has(pc)) this.add(pc, target.piType, target.api, 'content-uri');
  }

  private readText(pc: number, text: string): void {
    const isUsed = this.usedPcs.has(pc);
    for (const { piType, value, channel } of this.channels.findByText(text, false)) {
      if (isUsed && (channel === 'command' || channel === 'content-uri')) continue;
      this.add(pc, piType, value, channel);
    }
  }

  private add(
    pc: number,
    piType: string,
    api: string,
    channel: PiAccess['channel'],
    via?: NonNullable<PiAccess['via']>,
  ): void {
    this.accesses.push({ ...this.at(pc), piType, api, channel, ...(via === undefined ? {} : { via }) });
  }

  /** Several channels may watch one call. */
  private addUnresolved(pc: number): void {
    if (!this.unresolved.some((place) => place.pc === pc)) this.unresolved.push(this.at(pc));
  }

  private at(pc: number): MethodPlace {
    return { method: this.found.method, pc };
  }
}
