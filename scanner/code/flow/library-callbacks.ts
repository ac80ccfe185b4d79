import type { DexMethod } from '../../dex/index.ts';
import { callApp } from './app-calls.ts';
import type { FlowValue } from './flow-value.ts';
import { addStep } from './taint.ts';
import type { Fact } from './taint.ts';
import type { LibraryCall } from './library-call.ts';

const OBJECT = 'Ljava/lang/Object;';

/** Android calls a method of the receiver with an argument of this call. */
export function callBack(call: LibraryCall, name: string, argument: number): void {
  const { receiver } = call;
  const value = call.argument(argument);
  if (receiver === undefined || value === undefined) return;
  const { types } = call.context.engine;
  const made = receiver.objects.filter((object) => types.isApp(object.type)).map((object) => object.type);
  const owners = made.length > 0 ? made : receiver.type === undefined ? [] : [receiver.type];
  for (const target of new Set(owners.flatMap((type) => types.named(type, name))))
    giveBack(
      call,
      target,
      callApp(call.context, call.state, [target], [receiver, value], call.site.pc, OBJECT),
    );
}

/** What a task gives goes to its onPostExecute. */
function giveBack(call: LibraryCall, target: DexMethod, result: FlowValue | undefined): void {
  if (target.ref.name === 'doInBackground')
    call.context.emitChannel(`task:${target.owner.descriptor}`, '', call.state.deepFacts(result));
}

/** Android, or a library, calls a method of the objects given here with what the receiver holds. */
export function tellListeners(call: LibraryCall, name: string): void {
  const { types } = call.context.engine;
  const facts = call.state.deepFacts(call.receiver);
  if (facts.length === 0) return;
  for (const value of call.site.args.slice(1)) {
    const made = value.objects.map((object) => object.type).filter((type) => types.isApp(type));
    for (const target of new Set(made.flatMap((type) => types.named(type, name)))) {
      const handed = target.ref.proto.parameters.map((): FlowValue => ({ facts, objects: [] }));
      callApp(call.context, call.state, [target], [value, ...handed], call.site.pc, 'V');
    }
  }
}

export function send(call: LibraryCall, channel: string, value: FlowValue | undefined): void {
  if (value === undefined) return;
  for (const { path, facts } of call.state.deepFactsByPath(value))
    call.context.emitChannel(channel, path[0] ?? '', addStep(facts, call.context.at(call.site.pc)));
}

export function take(call: LibraryCall, kind: string, names: readonly string[]): void {
  const content = new Map<string, readonly Fact[]>();
  for (const [path, facts] of call.context.engine.readChannel(kind, names))
    content.set(path, addStep(facts, call.context.at(call.site.pc)));
  call.content = content;
}
