import { valuesAt } from './flow-call.ts';
import type { FlowCall } from './flow-call.ts';
import { CONTENT } from './flow-state.ts';
import type { FlowState } from './flow-state.ts';
import { CLEAN, constantOf } from './flow-value.ts';
import type { FlowValue } from './flow-value.ts';
import { contentKey } from './method-context.ts';
import type { MethodContext } from './method-context.ts';
import { INTENT_ACTION, INTENT_CLASS, INTENT_PACKAGE } from './sink-calls.ts';
import { addStep, unite } from './taint.ts';
import type { Fact } from './taint.ts';

// Calls that give data to Android to carry, or take it back: Messages, preferences, and whom an Intent is for.

function argument(call: FlowCall, number: number): FlowValue | undefined {
  return valuesAt(call, number)[0];
}

/** A Message goes to the handler that it is given to; a Messenger does not tell whose. */
export function messageChannel(context: MethodContext, { args, isStatic }: FlowCall): string {
  const receiver = isStatic ? undefined : args[0];
  const [object] = receiver?.objects ?? [];
  const type = object?.kind === 'new' ? object.type : (receiver?.type ?? '');
  return context.engine.types.isApp(type) ? `message:${type}` : 'message:?';
}

/** The file of the preferences at hand, where it is a constant. */
function preferencesName(context: MethodContext, state: FlowState, { args }: FlowCall): string {
  const text = context.textOf(state, args[0]);
  return text?.kind === 'const' && text.complete ? text.text : '?';
}

export function putPreference(context: MethodContext, state: FlowState, call: FlowCall): void {
  const value = argument(call, 1);
  if (value === undefined) return;
  const facts = addStep(state.deepFacts(value), context.at(call.pc));
  const channel = `preferences:${preferencesName(context, state, call)}`;
  context.emitChannel(channel, contentKey(constantOf(argument(call, 0))), facts);
}

/** What was kept under the key, and the default. */
export function getPreference(context: MethodContext, state: FlowState, call: FlowCall): readonly Fact[] {
  const name = preferencesName(context, state, call);
  const key = constantOf(argument(call, 0));
  let facts = state.deepFacts(argument(call, 1));
  for (const [path, kept] of context.engine.readChannel('preferences', name === '?' ? ['*'] : [name, '?']))
    if (key === undefined || path === CONTENT || path === contentKey(key))
      facts = unite(facts, addStep(kept, context.at(call.pc)));
  return facts;
}

/** new Intent(other) */
export function copiesIntent({ info }: FlowCall): boolean {
  return info.ref.name === '<init>' && info.ref.proto.parameters[0] === 'Landroid/content/Intent;';
}

/** Notes whom an Intent or a ComponentName is for. */
export function noteAddress(state: FlowState, call: FlowCall): void {
  const { info, args, isStatic } = call;
  const { name, proto } = info.ref;
  const receiver = isStatic ? undefined : args[0];
  if (receiver === undefined) return;
  const mark = (key: string, text: string | undefined): void => {
    if (text !== undefined)
      for (const object of receiver.objects)
        state.set(object, key, { ...CLEAN, text: { kind: 'const', text, complete: true } });
  };
  const textAt = (index: number): string | undefined => constantOf(argument(call, index));
  proto.parameters.forEach((type, index) => {
    if (type === 'Ljava/lang/Class;') mark(INTENT_CLASS, textAt(index));
    else if (type === 'Landroid/content/ComponentName;') {
      for (const object of argument(call, index)?.objects ?? [])
        for (const key of [INTENT_CLASS, INTENT_PACKAGE]) mark(key, constantOf(state.get(object, key)));
    }
  });
  const isTwoNames = info.className === 'android.content.ComponentName' || name === 'setClassName';
  if (isTwoNames && proto.parameters[1] === 'Ljava/lang/String;') {
    mark(INTENT_CLASS, textAt(1));
    mark(INTENT_PACKAGE, proto.parameters[0] === 'Ljava/lang/String;' ? textAt(0) : undefined);
  } else if (name === 'setPackage') mark(INTENT_PACKAGE, textAt(0));
  else if (name === 'setAction' || (name === '<init>' && proto.parameters[0] === 'Ljava/lang/String;'))
    mark(INTENT_ACTION, textAt(0));
}
