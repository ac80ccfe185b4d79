import type { DexClass, DexMethod } from '../../dex/index.ts';
import { PlatformOverrides } from '../platform-overrides.ts';
import { ANY, objectsIn, toValue } from './abstract-value.ts';
import type { AbstractObject, AbstractValue } from './abstract-value.ts';
import { DEFERRED } from './call-info.ts';
import { NEED } from './context.ts';
import type { Need } from './context.ts';
import type { At } from './effects.ts';
import type { World } from './world.ts';

/** What Android calls because somebody touched something. */
const TAP =
  /^on(?:Click|Touch|Item|Check|Menu|Options|Context|Key|Editor|LongClick|Drag|SingleTap|DoubleTap|Fling|Dismiss|Cancel|Back)/;

/** What Android does with objects of a world: it makes some, calls what they override, and runs what it is handed. */
export class WorldObjects {
  private readonly world: World;
  private readonly overrides: PlatformOverrides;
  private readonly openHandOvers = new Map<string, { readonly at: At; readonly need: Need }[]>();
  private readonly called = new Map<DexClass, readonly DexMethod[]>();
  private readonly initialisers = new Map<string, readonly DexMethod[]>();

  constructor(world: World) {
    this.world = world;
    const { app, callbacks } = world.input;
    this.overrides = new PlatformOverrides(app.hierarchy, world.lookup, callbacks);
  }

  /** Android makes an object of a class that the manifest or a class object names. */
  enter(descriptor: string, at: At | undefined, need: Need = NEED.nothing): AbstractObject | undefined {
    const defined = this.world.input.app.hierarchy.findClass(descriptor);
    if (!defined) return undefined;
    const made = this.world.heap.object(toEntryKey(descriptor), descriptor, true);
    this.world.guard(defined.dex, () => {
      this.announce(at, made, defined, need);
      this.world.libraryCalls.add(made);
      for (const method of defined.directMethods)
        if (method.ref.name === '<init>' && method.codeOffset !== 0)
          this.callBack(at, method, made, [], need);
      this.world.model.made(at, made, defined);
    });
    return made;
  }

  componentOf(descriptor: string): AbstractObject | undefined {
    return this.world.heap.findObject(toEntryKey(descriptor));
  }

  /** An object is there: its class is initialised, Android may call it, and open calls may land on it. */
  announce(at: At | undefined, object: AbstractObject, defined: DexClass, need: Need = NEED.nothing): void {
    this.initialise(at, object.type);
    for (const method of this.calledOn(defined))
      this.callBack(at, method, object, [], TAP.test(method.ref.name) && need < NEED.gate ? NEED.gate : need);
    if (this.world.appCalls.add(object))
      for (const type of this.world.table.typesOf(object.type))
        for (const site of this.openHandOvers.get(type) ?? [])
          this.handOver(site.at, object, type, site.need);
  }

  private calledOn(defined: DexClass): readonly DexMethod[] {
    const known = this.called.get(defined);
    if (known) return known;
    const deferred = this.world.table.deferredOf(defined.descriptor);
    const found = this.overrides
      .of(defined.descriptor)
      .filter((method) => !deferred.includes(method) && this.world.model.isCalledOnceMade(method));
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
    this.world.link(at, this.world.contexts.of(method, all), need);
  }

  /** An object is given to Android as `type`: from now on its deferred method may be called. */
  handOver(at: At | undefined, object: AbstractObject, type: string, need: Need = NEED.nothing): void {
    const key = DEFERRED.get(type);
    const method = key === undefined ? undefined : this.world.table.find(object.type, key);
    if (method && this.world.table.deferredOf(object.type).includes(method))
      this.callBack(at, method, object, [], need);
  }

  /** Something unknown is given to Android as `type`: it may be any object of that type. */
  handOverAny(at: At, type: string, need: Need = NEED.nothing): void {
    const sites = this.openHandOvers.get(type) ?? [];
    if (sites.some((site) => site.at.context === at.context && site.at.pc === at.pc)) return;
    this.openHandOvers.set(type, [...sites, { at: { ...at }, need }]);
    for (const object of this.world.appCalls.under(type)) this.handOver(at, object, type, need);
  }

  initialise(at: At | undefined, descriptor: string): void {
    let methods = this.initialisers.get(descriptor);
    if (!methods) {
      methods = this.world.input.app.hierarchy
        .chainOf(descriptor)
        .flatMap((defined) => this.world.lookup.declared(defined).get('<clinit>()V') ?? []);
      this.initialisers.set(descriptor, methods);
    }
    for (const method of methods) this.world.link(at, this.world.contexts.of(method, []));
  }

  /** Objects that leave what is followed are known to libraries; classes named among them are made. */
  leave(at: At, value: AbstractValue): void {
    for (const object of objectsIn(value)) {
      const named = this.world.heap.classNamed(object);
      if (named !== undefined) this.enter(named, at);
      else this.world.libraryCalls.add(object);
    }
  }
}

function toEntryKey(descriptor: string): string {
  return `entry ${descriptor}`;
}
