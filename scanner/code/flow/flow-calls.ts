import type { DexMethod } from '../../dex/index.ts';
import { callApp } from './app-calls.ts';
import type { CallInfo } from './call-info.ts';
import type { FlowCall } from './flow-call.ts';
import type { FlowState } from './flow-state.ts';
import { CLEAN, join } from './flow-value.ts';
import type { FlowObject, FlowValue } from './flow-value.ts';
import { callLibrary } from './library-calls.ts';
import type { MethodContext } from './method-context.ts';
import { emitSinks } from './sink-calls.ts';
import { unite } from './taint.ts';

/** What a call gives back; what else it does goes into the state and out of the method. */
export function callMethod(context: MethodContext, state: FlowState, call: FlowCall): FlowValue | undefined {
  emitSinks(context, state, call);
  const targets = targetsOf(context, call);
  let result: FlowValue | undefined;
  if (targets.length > 0) {
    state.weaken((object) => context.isLocal(state, object));
    result = callTargets(context, state, call, targets);
  } else {
    escapeArguments(context, state, call);
    result = callLibrary(context, state, call);
  }
  return call.sources.length === 0 ? result : addSources(context, state, call, result);
}

/** Methods of the app that the call may run; none where it is the platform's or the tables stand in for it. */
function targetsOf(context: MethodContext, call: FlowCall): readonly DexMethod[] {
  const { info, args, isVirtual, isSuper } = call;
  const { types } = context.engine;
  if (info.isModelled) return [];
  const { owner } = info.ref;
  const receiver = args[0];
  if (isVirtual && receiver !== undefined && receiver.objects.length > 0) {
    const made = receiver.objects.filter((object) => object.kind === 'new');
    const exact = new Set<DexMethod>();
    for (const object of made) {
      const method = types.isApp(object.type) ? types.exact(object.type, info.key) : undefined;
      if (method !== undefined) exact.add(method);
    }
    // Objects of other classes cannot be receivers; containers stand beside their elements.
    if (exact.size > 0 && (made.length === receiver.objects.length || !info.isAppClass)) return [...exact];
  }
  if (!info.isAppClass) return [];
  if (!isVirtual) {
    const method = types.exact(owner, info.key);
    return method === undefined || (isSuper && method === context.record.method) ? [] : [method];
  }
  const bound = receiver?.type;
  const type = bound !== undefined && types.isApp(bound) && types.isSubtype(bound, owner) ? bound : owner;
  return types.virtual(type, info.key);
}

/**
 * Where the objects that are called are made here, each target is called with its own ones; else all targets with all.
 */
function callTargets(
  context: MethodContext,
  state: FlowState,
  { args, info, pc }: FlowCall,
  targets: readonly DexMethod[],
): FlowValue | undefined {
  const { types } = context.engine;
  const { returnType } = info.ref.proto;
  const [receiver, ...given] = args;
  if (targets.length < 2 || receiver?.objects.some((object) => object.kind !== 'new') !== false)
    return callApp(context, state, targets, args, pc, returnType);
  let result: FlowValue | undefined;
  for (const target of targets) {
    const objects = receiver.objects.filter(
      (object) => types.isApp(object.type) && types.exact(object.type, info.key) === target,
    );
    const value = callApp(context, state, [target], [{ ...receiver, objects }, ...given], pc, returnType);
    if (value !== undefined) result = result === undefined ? value : join(result, value);
  }
  return result;
}

/** Whether the library may hand what it is given to other code. Containers hold it, and escape with what they hold. */
function mayCallBack({ flow }: CallInfo): boolean {
  return (
    flow === undefined ||
    flow.steps.length === 0 ||
    flow.steps.some(({ kind }) => kind === 'call' || kind === 'listener')
  );
}

/** A library that is handed objects of the app may call them, and they may be found from elsewhere. */
function escapeArguments(context: MethodContext, state: FlowState, { info, args, isStatic }: FlowCall): void {
  const { types } = context.engine;
  const isAppObject = (object: FlowObject): boolean => object.kind === 'new' && types.isApp(object.type);
  args.forEach((value, index) => {
    const isReceiver = index === 0 && !isStatic;
    if (!mayCallBack(info) || (isReceiver && info.ref.name === '<init>')) return;
    const objects = value.objects.filter(isAppObject);
    if (objects.length > 0) context.markEscaped(state, { ...CLEAN, objects }, '');
  });
}

/** The call reads personal information: its result holds it, or the object it makes, or a callback that it is given. */
function addSources(
  context: MethodContext,
  state: FlowState,
  call: FlowCall,
  result: FlowValue | undefined,
): FlowValue | undefined {
  const { info, args, sources } = call;
  const { returnType } = info.ref.proto;
  if (info.ref.name === '<init>' || info.ref.name === 'read') {
    const filled = args[info.ref.name === '<init>' ? 0 : 1];
    if (filled !== undefined) context.addContent(state, filled, '*', { facts: sources, objects: [] });
  }
  handToCallbacks(context, state, call);
  if (returnType === 'V' || returnType === 'Z') return result;
  const known = result ?? CLEAN;
  return { ...known, facts: unite(known.facts, sources) };
}

function handToCallbacks(
  context: MethodContext,
  state: FlowState,
  { args, sources, pc, info }: FlowCall,
): void {
  const { engine } = context;
  for (const fact of sources) {
    if (fact.origin.kind !== 'source') continue;
    for (const callback of engine.sourceCallbacks.get(fact.origin.source.access.api) ?? []) {
      args.forEach((value, index) => {
        const made = value.objects.filter(
          (object) => object.kind === 'new' && engine.types.isApp(object.type),
        );
        const declared = info.ref.proto.parameters[index - 1];
        const types = made.length > 0 ? made.map((object) => object.type) : [value.type ?? declared ?? ''];
        if (made.length === 0 && !types.some((type) => engine.types.mayBeListener(type))) return;
        const targets = types.flatMap((type) => engine.types.namedBelow(type, callback.method));
        for (const target of targets) {
          const handed = target.ref.proto.parameters.map((_, at): FlowValue =>
            at === callback.argument ? { facts: [fact], objects: [] } : CLEAN,
          );
          callApp(context, state, [target], [value, ...handed], pc, 'V');
        }
      });
    }
  }
}
