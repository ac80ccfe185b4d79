import type { DexMethod } from '../../dex/index.ts';
import { ANY, NONE, isNone, joinValues, objectsIn, toValue, withDoubt } from './abstract-value.ts';
import type { AbstractValue } from './abstract-value.ts';
import { DEFERRED } from './call-info.ts';
import type { CallInfo } from './call-info.ts';
import { withoutFigures } from './context-table.ts';
import { NEED } from './context.ts';
import type { At } from './effects.ts';
import { isConsentName, nameDoubt, unknownFrom } from './unknown-values.ts';
import type { World } from './world.ts';

/** Where calls of followed code land, and what they give back: code of the app, of libraries, of the platform. */
export class WorldCalls {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  call(at: At, kind: number, index: number, args: readonly AbstractValue[]): AbstractValue | 'exit' {
    if (args.some(isNone)) return NONE;
    const info = this.world.table.call(at.dex, index);
    const { declared } = info;
    const named = this.world.input.named.get(at.context.method)?.get(at.pc);
    if (named !== undefined) this.world.objects.enter(named, at);
    if (kind === 3) this.world.objects.initialise(at, info.owner);
    if (!declared || this.world.input.isLibrary(declared.owner.descriptor)) {
      const told = this.world.model.call(at, info, args);
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
      const target = this.world.table.find(object.type, info.key);
      if (!target) isPlatform = true;
      else result = joinValues(result, this.enterMethod(at, target, [toValue(object), ...args.slice(1)]));
    }
    if (receiver.any && (info.isApp || this.world.table.isParent(info.owner)))
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
    if (this.world.input.isLibrary(method.owner.descriptor)) {
      // A constructor that is called on the object that is being made keeps nothing of it.
      const isMaking = method.ref.name === '<init>';
      args.forEach((value, i) => {
        if (i > 0 || !isMaking) this.giveAway(at, value);
      });
      this.world.link(at, this.world.contexts.of(method, []));
      return unknownFrom(args);
    }
    const callee = this.world.contexts.of(method, args.map(withoutFigures));
    this.world.link(at, callee);
    if (callee.isQueued) this.world.followNow(callee);
    const result = this.world.heap.read(callee.result, at.context);
    // Yes or no, and nothing that is understood says which.
    return callee.isOpen && result.atoms.length > 1 && isConsentName(method.ref.name)
      ? withDoubt(result)
      : result;
  }

  /** Everything that an object can be called back for may happen: a library holds it. */
  private giveAway(at: At, value: AbstractValue): void {
    for (const object of objectsIn(value)) {
      const named = this.world.heap.classNamed(object);
      if (named !== undefined) this.world.objects.enter(named, at);
      else this.world.libraryCalls.add(object);
      for (const method of this.world.table.deferredOf(object.type))
        this.world.objects.callBack(at, method, object, []);
    }
  }

  /** A method that is not the app's: what it is given may be called back. */
  private callPlatform(at: At, info: CallInfo, args: readonly AbstractValue[]): AbstractValue {
    const offset = args.length - info.parameters.length;
    info.parameters.forEach((type, i) => {
      const value = args[i + offset] ?? NONE;
      if (DEFERRED.has(type)) {
        for (const object of objectsIn(value)) this.world.objects.handOver(at, object, type);
        if (value.any) this.world.objects.handOverAny(at, type);
      }
      this.world.objects.leave(at, value);
    });
    // invokeAll and invokeAny of an executor take their tasks in a collection.
    if (info.name.startsWith('invokeA'))
      this.world.objects.handOverAny(at, 'Ljava/util/concurrent/Callable;');
    return info.name === '<init>' ? ANY : unknownFrom(args);
  }

  /** The object is not known: any that was made may be meant. */
  private callOpen(at: At, info: CallInfo, args: readonly AbstractValue[]): AbstractValue {
    const { result, lands } = this.world.appCalls.call(at, info, args, NEED.gate, (target) =>
      this.world.heap.read(target.result, at.context),
    );
    return !lands || !info.isApp ? joinValues(result, unknownFrom(args)) : result;
  }
}
