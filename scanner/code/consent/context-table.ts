import type { DexMethod } from '../../dex/index.ts';
import { AbstractObject, ANY, DOUBT, NONE, joinValues, keyOf } from './abstract-value.ts';
import type { AbstractValue } from './abstract-value.ts';
import { Context } from './context.ts';

/** What decides how far the calls of a method are told apart. */
type Host = {
  readonly isLibrary: (descriptor: string) => boolean;
  readonly isForeign: (descriptor: string) => boolean;
  readonly unitCount: (method: DexMethod) => number;
  readonly queue: (context: Context) => void;
};

/** Methods this short are worth a context for every way in which they are called. */
const SHORT_UNITS = 160;
const MAX_CONTEXTS_SHORT = 32;
const MAX_CONTEXTS = 4;
const MAX_CONTEXTS_FOREIGN = 2;
/** An app that makes more than this has to do with one for each method from then on. */
const CONTEXTS_AT_LEAST = 2000;
const CONTEXTS_PER_METHOD = 3;
/** Answers, buttons and requests have smaller numbers. */
const MAX_TELLING = 0xffff;
/** First byte of the ids of an app's own resources. */
const APP_RESOURCES = 0x7f;

/** Every method as it is called. */
export class ContextTable {
  private readonly host: Host;
  private readonly byMethod = new Map<DexMethod, { readonly own: Map<string, Context>; shared?: Context }>();
  private count = 0;

  constructor(host: Host) {
    this.host = host;
  }

  /** The context of a call; a library's method has but one. */
  of(method: DexMethod, args: readonly AbstractValue[]): Context {
    const kept = this.kept(method);
    if (this.host.isLibrary(method.owner.descriptor)) return (kept.shared ??= this.make(method, []));
    const key = args.map(keyOf).join(';');
    const known = kept.own.get(key);
    if (known) return known;
    if (kept.own.size >= this.limit(method)) return this.shared(method, args);
    const context = this.make(method, [...args]);
    kept.own.set(key, context);
    return context;
  }

  /** The one context of all calls that have none of their own; it grows by these arguments. */
  shared(method: DexMethod, args: readonly AbstractValue[]): Context {
    const kept = this.kept(method);
    const { shared } = kept;
    if (!shared || this.host.isLibrary(method.owner.descriptor)) {
      kept.shared ??= this.make(method, this.host.isLibrary(method.owner.descriptor) ? [] : [...args]);
      return kept.shared;
    }
    let isWider = false;
    shared.args.forEach((old, i) => {
      const joined = joinValues(old, args[i] ?? NONE);
      if (joined === old) return;
      shared.args[i] = joined;
      isWider = true;
    });
    if (isWider) this.host.queue(shared);
    return shared;
  }

  private kept(method: DexMethod): { readonly own: Map<string, Context>; shared?: Context } {
    const known = this.byMethod.get(method);
    if (known) return known;
    const made = { own: new Map<string, Context>() };
    this.byMethod.set(method, made);
    return made;
  }

  private limit(method: DexMethod): number {
    if (this.host.isForeign(method.owner.descriptor)) return MAX_CONTEXTS_FOREIGN;
    if (this.count > CONTEXTS_AT_LEAST + this.byMethod.size * CONTEXTS_PER_METHOD) return 1;
    return this.host.unitCount(method) <= SHORT_UNITS ? MAX_CONTEXTS_SHORT : MAX_CONTEXTS;
  }

  private make(method: DexMethod, args: AbstractValue[]): Context {
    const context = new Context(this.count++, method, args);
    this.host.queue(context);
    return context;
  }
}

/** Large numbers that name no resource are sizes, colours and the like: no reason to tell calls apart. */
export function withoutFigures(value: AbstractValue): AbstractValue {
  if (value.atoms.length === 0 || value.any) return value;
  const isFigure = value.atoms.some(
    (atom) => typeof atom === 'number' && Math.abs(atom) > MAX_TELLING && atom >>> 24 !== APP_RESOURCES,
  );
  if (!isFigure) return value;
  return value.doubt ? DOUBT : ANY;
}

/**
 * An object is known by its instruction and the constants that its method was given: the listeners that one helper
 * makes for agree and refuse are two, and a list that is made for ever new lists is one.
 */
export function toSiteKey({ method, args }: Context, pc: number): string {
  const constants = args.map((value) =>
    value.any ? '*' : value.atoms.map((atom) => (atom instanceof AbstractObject ? '' : atom)).join(','),
  );
  return `${method.owner.dex.name} ${method.index}:${pc} ${constants.join(';')}`;
}
