import type { DexMethod } from '../../dex/index.ts';
import type { MethodKey } from '../method-lookup.ts';
import { ANY, NONE, joinValues, toValue } from './abstract-value.ts';
import type { AbstractObject, AbstractValue } from './abstract-value.ts';
import type { CallInfo } from './call-info.ts';
import type { Context, Need } from './context.ts';
import type { At } from './effects.ts';

/** A virtual call of which the object is not known, at all its places. */
type OpenCall = {
  args: AbstractValue[];
  readonly need: Need;
  readonly sites: Map<Context, number[]>;
  readonly targets: Set<Context>;
};

/** What open calls need of the world in which they are made. */
type Host = {
  find(descriptor: string, key: MethodKey): DexMethod | undefined;
  typesOf(descriptor: string): readonly string[];
  /** The one context of a method for all calls that are not told apart. */
  sharedFor(method: DexMethod, args: readonly AbstractValue[]): Context;
  queue(context: Context): void;
};

/** Calls on objects that are not known: each lands on every object that was added and is of its class. */
export class OpenCalls {
  private readonly host: Host;
  private readonly objects = new Set<AbstractObject>();
  private readonly byType = new Map<string, AbstractObject[]>();
  private readonly calls = new Map<string, Map<MethodKey, OpenCall>>();

  constructor(host: Host) {
    this.host = host;
  }

  under(type: string): readonly AbstractObject[] {
    return this.byType.get(type) ?? [];
  }

  /** From now on calls may land on the object. False where they might already. */
  add(object: AbstractObject): boolean {
    if (this.objects.has(object)) return false;
    this.objects.add(object);
    for (const type of this.host.typesOf(object.type)) {
      const under = this.byType.get(type);
      if (under) under.push(object);
      else this.byType.set(type, [object]);
      for (const [key, open] of this.calls.get(type) ?? []) this.land(open, key, object);
    }
    return true;
  }

  /** A call at a place; what it may give back so far, and whether it can land anywhere. */
  call(
    at: At,
    info: CallInfo,
    args: readonly AbstractValue[],
    need: Need,
    read: (target: Context) => AbstractValue,
  ): { readonly result: AbstractValue; readonly lands: boolean } {
    const open = this.openCall(info.owner, info.key, args, need);
    const pcs = open.sites.get(at.context);
    if (!pcs?.includes(at.pc)) {
      if (pcs) pcs.push(at.pc);
      else open.sites.set(at.context, [at.pc]);
      for (const target of open.targets) at.context.link(at.pc, target, need);
    }
    this.widen(open, args);
    // The object may come from where it was not seen to be made.
    if (info.declared && open.targets.size === 0) this.landOn(open, info.declared, ANY);
    let result = NONE;
    for (const target of open.targets) result = joinValues(result, read(target));
    return { result, lands: open.targets.size > 0 };
  }

  private widen(open: OpenCall, args: readonly AbstractValue[]): void {
    let isWider = false;
    args.forEach((value, i) => {
      const joined = joinValues(open.args[i] ?? NONE, value);
      if (joined === open.args[i]) return;
      open.args[i] = joined;
      isWider = true;
    });
    if (!isWider) return;
    for (const target of open.targets) this.host.sharedFor(target.method, [NONE, ...open.args.slice(1)]);
  }

  private openCall(owner: string, key: MethodKey, args: readonly AbstractValue[], need: Need): OpenCall {
    const byKey = this.calls.get(owner) ?? new Map<MethodKey, OpenCall>();
    this.calls.set(owner, byKey);
    const known = byKey.get(key);
    if (known) return known;
    const open: OpenCall = { args: [...args], need, sites: new Map(), targets: new Set() };
    byKey.set(key, open);
    for (const object of this.under(owner)) this.land(open, key, object);
    return open;
  }

  private land(open: OpenCall, key: MethodKey, object: AbstractObject): void {
    const method = this.host.find(object.type, key);
    if (!method) return;
    const isNew = ![...open.targets].some((target) => target.method === method);
    this.landOn(open, method, toValue(object));
    if (isNew) for (const context of open.sites.keys()) this.host.queue(context);
  }

  private landOn(open: OpenCall, method: DexMethod, receiver: AbstractValue): void {
    const target = this.host.sharedFor(method, [receiver, ...open.args.slice(1)]);
    if (open.targets.has(target)) return;
    open.targets.add(target);
    for (const [context, pcs] of open.sites) for (const pc of pcs) context.link(pc, target, open.need);
  }
}
