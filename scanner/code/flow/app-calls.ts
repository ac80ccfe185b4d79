import type { DexMethod } from '../../dex/index.ts';
import type { FlowState } from './flow-state.ts';
import { CLEAN, uniteObjects } from './flow-value.ts';
import type { FlowObject, FlowValue, Medium, Text } from './flow-value.ts';
import { isReference } from './method-context.ts';
import type { MethodContext } from './method-context.ts';
import { streamKind } from './method-record.ts';
import type { Effect, MethodRecord, SinkHit } from './method-record.ts';
import { NO_FACTS, through, toTrace, unite } from './taint.ts';
import type { Fact } from './taint.ts';

const MAX_ENTRY_PATHS = 16;
const MAX_TOLD_UNITS = 60;

/** Calls methods of the app: has them read where facts go in, then does what their effects say. */
export function callApp(
  context: MethodContext,
  state: FlowState,
  targets: readonly DexMethod[],
  args: readonly FlowValue[],
  pc: number,
  returnType: string,
): FlowValue | undefined {
  const { engine } = context;
  const entries: (readonly [number, readonly string[]])[] = [];
  const given = new Map<string, readonly Fact[]>();
  args.forEach((value, index) => {
    for (const { path, facts } of state.deepFactsByPath(value)) {
      if (entries.length >= MAX_ENTRY_PATHS) return;
      const key = `${index}|${path.join('|')}`;
      if (!given.has(key)) entries.push([index, path]);
      given.set(key, unite(given.get(key) ?? NO_FACTS, facts));
    }
  });
  const isTold = TOLD_RETURNS.has(returnType);
  const isText = returnType === 'Ljava/lang/String;';
  const records: MethodRecord[] = [];
  for (const target of targets) {
    const known = engine.knownRecord(target);
    const isKnown = known !== undefined && known.runs > 0;
    if (entries.length === 0 && !isTold && !isText && !isKnown) continue;
    const record = engine.record(target);
    if (record === undefined) continue;
    // Of methods that give texts, the short ones are those that give addresses and names.
    if (entries.length === 0 && isText && !isKnown && record.code.unitCount > MAX_TOLD_UNITS) continue;
    engine.request(record, entries, context.record);
    records.push(record);
  }
  markPassedOn(context, state, targets, args);
  if (records.length === 1 && targets.length === 1 && !records[0]?.isRunning)
    forgetPassed(state, args, given);
  const object = isReference(returnType) ? context.object('call', pc, returnType) : undefined;
  if (object !== undefined) state.forget(object);
  let facts = NO_FACTS;
  let objects: readonly FlowObject[] = object === undefined ? [] : [object];
  let told: FlowValue | undefined;
  for (const record of records) {
    engine.work += record.effects.size;
    for (const effect of [...record.effects.values()]) {
      const arriving = instantiate(effect.fact, given, context, pc);
      if (arriving.length === 0) continue;
      if (effect.kind === 'out' && effect.parameter === 'result') {
        if (effect.path.length === 0 || object === undefined) facts = unite(facts, arriving);
        else lay(context, state, [object], effect.path, arriving);
      } else apply(context, state, effect, arriving, args);
    }
    for (const parameter of record.returnedParameters)
      objects = uniteObjects(objects, args[parameter]?.objects ?? []);
    told ??= record.returned;
  }
  const text = resolveText(context, state, told?.text, args);
  const medium = resolveMedium(context, state, told?.medium, args);
  return {
    facts,
    objects,
    ...(text === undefined ? {} : { text }),
    ...(medium === undefined ? {} : { medium }),
    type: returnType,
  };
}

/** Types of results that tell where data goes: methods that give them are read for it. */
const TOLD_RETURNS: ReadonlySet<string> = new Set([
  'Ljava/net/URL;',
  'Ljava/net/URLConnection;',
  'Ljava/net/HttpURLConnection;',
  'Ljavax/net/ssl/HttpsURLConnection;',
  'Ljava/net/Socket;',
  'Ljava/io/OutputStream;',
  'Ljava/io/Writer;',
  'Ljava/io/File;',
  'Landroid/net/Uri;',
  'Landroid/content/SharedPreferences;',
]);

/** Objects made here and handed to a method that may keep them are no longer this method's alone. */
function markPassedOn(
  context: MethodContext,
  state: FlowState,
  targets: readonly DexMethod[],
  args: readonly FlowValue[],
): void {
  const { engine } = context;
  args.forEach((value, index) => {
    const isAtStake = value.objects.some(
      (object) =>
        context.isLocal(state, object) &&
        (engine.types.isApp(object.type) ||
          (isKept(object) && state.deepFacts({ ...CLEAN, objects: [object] }).length > 0)),
    );
    if (isAtStake && targets.some((target) => (engine.escapes.of(target) & (1 << index)) !== 0))
      context.markEscaped(state, value, '');
  });
}

/** Builders of texts are hardly ever kept. */
function isKept(object: FlowObject): boolean {
  return object.type !== 'Ljava/lang/StringBuilder;' && object.type !== 'Ljava/lang/StringBuffer;';
}

/** What was at the passed paths is only there still if the method says so. */
function forgetPassed(
  state: FlowState,
  args: readonly FlowValue[],
  given: ReadonlyMap<string, readonly Fact[]>,
): void {
  args.forEach((value, index) => {
    const [object] = value.objects;
    if (object === undefined || value.objects.length !== 1) return;
    for (const [field, held] of state.fieldsOf(object) ?? [])
      if (held.facts.length > 0 && given.has(`${index}|${field}`))
        state.set(object, field, { ...held, facts: NO_FACTS });
  });
}

/** A fact of a called method as the caller has it. */
function instantiate(
  fact: Fact,
  given: ReadonlyMap<string, readonly Fact[]>,
  context: MethodContext,
  pc: number,
): readonly Fact[] {
  const { origin } = fact;
  const place = context.at(pc);
  if (origin.kind === 'source') return [{ ...fact, trace: toTrace(fact.trace, place) }];
  const key = `${origin.parameter}|${origin.path.join('|')}`;
  return (given.get(key) ?? NO_FACTS).map((outer) => through(outer, fact, place));
}

function apply(
  context: MethodContext,
  state: FlowState,
  effect: Effect,
  facts: readonly Fact[],
  args: readonly FlowValue[],
): void {
  switch (effect.kind) {
    case 'out': {
      const value = args[effect.parameter === 'result' ? -1 : effect.parameter];
      // Strings and numbers do not change; what a method does to its copy of a variable stays there.
      if (value !== undefined && effect.path.length > 0)
        lay(context, state, value.objects, effect.path, facts);
      break;
    }
    case 'field':
      if (effect.fact.origin.kind === 'entry') context.leave(effect.field, facts);
      break;
    case 'channel':
      if (effect.fact.origin.kind === 'entry') context.emitChannel(effect.channel, effect.path, facts);
      break;
    case 'sink': {
      const sink = resolveSink(context, state, effect.sink, args);
      if (sink !== undefined) context.emitSink(sink, facts);
    }
  }
}

/** Puts facts at a path below objects. */
function lay(
  context: MethodContext,
  state: FlowState,
  objects: readonly FlowObject[],
  path: readonly string[],
  facts: readonly Fact[],
): void {
  const [field, ...rest] = path;
  if (field === undefined) return;
  for (const object of objects) {
    if (rest.length === 0) {
      context.addContent(state, { ...CLEAN, objects: [object] }, field, { facts, objects: [] });
      continue;
    }
    let below = state.get(object, field)?.objects ?? [];
    if (below.length === 0) {
      const child = object.child(field, '');
      if (child === undefined) {
        state.add(object, field, { facts, objects: [] });
        continue;
      }
      below = [child];
      state.add(object, field, { facts: NO_FACTS, objects: below });
    }
    lay(context, state, below, rest, facts);
  }
}

function resolveText(
  context: MethodContext,
  state: FlowState,
  text: Text | undefined,
  args: readonly FlowValue[],
): Text | undefined {
  return text?.kind === 'parameter' ? context.textOf(state, args[text.index]) : text;
}

function resolveMedium(
  context: MethodContext,
  state: FlowState,
  medium: Medium | undefined,
  args: readonly FlowValue[],
): Medium | undefined {
  return medium?.kind === 'parameter' ? context.mediumOf(state, args[medium.index]) : medium;
}

/** A sink of a called method as the caller sees it; undefined where it turns out to be none. */
function resolveSink(
  context: MethodContext,
  state: FlowState,
  sink: SinkHit,
  args: readonly FlowValue[],
): SinkHit | undefined {
  const to = resolveText(context, state, sink.to, args);
  const { to: _, medium: known, ...rest } = sink;
  const told = { ...rest, ...(to === undefined ? {} : { to }) };
  if (sink.kind !== 'stream') return told;
  const medium = resolveMedium(context, state, known, args);
  if (medium === undefined) return undefined;
  if (medium.kind === 'parameter') return { ...told, medium };
  const kind = streamKind(medium);
  return kind === undefined
    ? undefined
    : { ...told, kind, ...(medium.kind === 'shared' ? { shared: true } : {}) };
}
