import { valuesAt } from './flow-call.ts';
import type { FlowCall } from './flow-call.ts';
import type { FlowState } from './flow-state.ts';
import { constantOf } from './flow-value.ts';
import type { FlowValue } from './flow-value.ts';
import type { MethodContext } from './method-context.ts';
import { streamKind } from './method-record.ts';
import type { SinkHit } from './method-record.ts';
import { NO_FACTS, addStep, unite } from './taint.ts';

/** Marks of an Intent or ComponentName: whom it is for. */
export const INTENT_CLASS = '@class';
export const INTENT_PACKAGE = '@package';
export const INTENT_ACTION = '@action';

/** Tells where the call takes facts out of the app, if it does. */
export function emitSinks(context: MethodContext, state: FlowState, call: FlowCall): void {
  const { info, pc } = call;
  const { sink } = info;
  if (sink === undefined) return;
  const values = sink.slots.flatMap((slot) => valuesAt(call, slot));
  let facts = NO_FACTS;
  for (const value of values) facts = unite(facts, state.deepFacts(value));
  if (facts.length === 0) return;
  const place = context.at(pc);
  facts = addStep(facts, place);
  const api = `${info.className}.${info.ref.name}`;
  const [to] = sink.to === undefined ? [] : valuesAt(call, sink.to);
  const text = context.textOf(state, to);
  const told = { api, place, ...(text === undefined ? {} : { to: text }) };
  if (sink.kind === 'stream') emitStream(context, state, call, told, facts);
  else if (sink.kind === 'intent') emitIntent(context, state, values, { api, place }, facts);
  else context.emitSink({ kind: sink.kind, ...told }, facts);
}

/** Written into a stream: it counts where the stream leads out, and is kept for who reads the app's own files. */
function emitStream(
  context: MethodContext,
  state: FlowState,
  { args }: FlowCall,
  told: Omit<SinkHit, 'kind'>,
  facts: SinkFacts,
): void {
  const medium = context.mediumOf(state, args[0]);
  if (medium === undefined) return;
  if (medium.kind === 'parameter') context.emitSink({ kind: 'stream', ...told, medium }, facts);
  else if (medium.kind === 'private') context.emitChannel('file:', '', facts);
  else {
    const kind = streamKind(medium);
    if (kind !== undefined)
      context.emitSink({ kind, ...told, ...(medium.kind === 'shared' ? { shared: true } : {}) }, facts);
  }
}

type SinkFacts = Parameters<MethodContext['emitSink']>[1];

/** An Intent is sent: to the app's own components by their channel, or out of the app. */
function emitIntent(
  context: MethodContext,
  state: FlowState,
  values: readonly FlowValue[],
  told: Omit<SinkHit, 'kind'>,
  facts: SinkFacts,
): void {
  for (const value of values) {
    const parts = state.deepFactsByPath(value);
    if (parts.length === 0) continue;
    const mark = (name: string): string | undefined => {
      for (const object of value.objects) {
        const text = constantOf(state.get(object, name));
        if (text !== undefined) return text;
      }
      return undefined;
    };
    const className = mark(INTENT_CLASS);
    const packageName = mark(INTENT_PACKAGE);
    const action = mark(INTENT_ACTION);
    const route = context.engine.intents.route({
      ...(className === undefined ? {} : { className }),
      ...(packageName === undefined ? {} : { packageName }),
      ...(action === undefined ? {} : { action }),
    });
    for (const channel of route.channels)
      for (const part of parts)
        context.emitChannel(channel, part.path[0] ?? '', addStep(part.facts, told.place));
    if (route.outside)
      context.emitSink(
        {
          kind: 'ipc',
          ...told,
          ...(route.to === undefined ? {} : { to: { kind: 'const', text: route.to, complete: true } }),
        },
        facts,
      );
  }
}
