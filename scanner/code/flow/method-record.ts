import type { Code, DexMethod } from '../../dex/index.ts';
import type { MethodPlace } from '../pi-accesses.ts';
import type { SinkKind } from './flow-tables.ts';
import type { FlowValue, Medium, Text } from './flow-value.ts';
import { join } from './flow-value.ts';
import type { Fact, Origin, Source } from './taint.ts';
import { unite } from './taint.ts';

/** Where a fact leaves the app, as the method that holds the call sees it. */
export type SinkHit = {
  readonly kind: SinkKind | 'stream';
  readonly api: string;
  readonly place: MethodPlace;
  /** Host, path, number or package that gets it. */
  readonly to?: Text;
  /** For a file: other apps may read it. */
  readonly shared?: boolean;
  /** For `stream`: the parameter of which the medium is not known here. */
  readonly medium?: Medium;
};

/** What a method does with a fact that its caller gave, or that a source in it made. */
export type Effect =
  /** It is at a path below a parameter, or below the result (`result`), when the method returns. */
  | {
      readonly kind: 'out';
      readonly parameter: number | 'result';
      readonly path: readonly string[];
      readonly fact: Fact;
    }
  /** It is in a field of an object that the method does not know. */
  | { readonly kind: 'field'; readonly field: string; readonly fact: Fact }
  /** It goes to other code through Android: an Intent, a Message, the preferences. */
  | { readonly kind: 'channel'; readonly channel: string; readonly path: string; readonly fact: Fact }
  | { readonly kind: 'sink'; readonly sink: SinkHit; readonly fact: Fact };

/** What is known of one method so far. Everything in it only grows. */
export class MethodRecord {
  readonly method: DexMethod;
  readonly code: Code;
  /** Paths below parameters at which callers give facts, by key. */
  readonly entries = new Map<string, Extract<Origin, { kind: 'entry' }>>();
  /** Sources whose information Android hands to the method, by parameter. */
  readonly handed: { readonly parameter: number; readonly source: Source }[] = [];
  readonly effects = new Map<string, Effect>();
  /** Methods that used the effects and have to be read again when these grow. */
  readonly users = new Set<MethodRecord>();
  /** Text and medium of what it returns. */
  returned: FlowValue | undefined;
  /** Parameters that it may return. */
  readonly returnedParameters = new Set<number>();
  runs = 0;
  isRunning = false;
  isQueued = false;
  /** Some effect of a source of its own or below it reaches its callers. */
  givesSources = false;
  /** Whether anything grew since this was last cleared. */
  hasGrown = false;

  constructor(method: DexMethod, code: Code) {
    this.method = method;
    this.code = code;
  }

  addEntry(parameter: number, path: readonly string[]): boolean {
    const key = `${parameter}|${path.join('|')}`;
    if (this.entries.has(key) || this.entries.size >= MAX_ENTRIES) return false;
    this.entries.set(key, { kind: 'entry', key: `e${key}`, parameter, path });
    return true;
  }

  addEffect(effect: Effect): boolean {
    const key = `${targetKey(effect)}|${effect.fact.origin.key}`;
    const known = this.effects.get(key);
    if (known !== undefined) {
      const united = unite([known.fact], [effect.fact]);
      if (united[0] === known.fact) return false;
    } else if (this.effects.size >= MAX_EFFECTS) return false;
    this.effects.set(key, effect);
    this.hasGrown = true;
    return true;
  }

  addReturned(value: FlowValue): void {
    if (value.text === undefined && value.medium === undefined) return;
    const told: FlowValue = {
      facts: [],
      objects: [],
      ...(value.text === undefined ? {} : { text: value.text }),
      ...(value.medium === undefined ? {} : { medium: value.medium }),
    };
    const joined = this.returned === undefined ? told : join(this.returned, told);
    if (joined === this.returned) return;
    this.returned = joined;
    this.hasGrown = true;
  }
}

const MAX_ENTRIES = 24;
const MAX_EFFECTS = 200;

function targetKey(effect: Effect): string {
  switch (effect.kind) {
    case 'out':
      return `o${effect.parameter}|${effect.path.join('|')}`;
    case 'field':
      return `f${effect.field}`;
    case 'channel':
      return `c${effect.channel}|${effect.path}`;
    case 'sink':
      return `s${effect.sink.kind}|${effect.sink.place.pc}|${effect.sink.place.method.owner.descriptor}|${effect.sink.place.method.index}`;
  }
}

/** What kind of sink a stream is that leads there; private files and memory are none. */
export function streamKind(medium: Medium): 'network' | 'file' | 'log' | undefined {
  switch (medium.kind) {
    case 'network':
    case 'log':
      return medium.kind;
    case 'file':
    case 'shared':
      return 'file';
    default:
      return undefined;
  }
}
