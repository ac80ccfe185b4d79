import type { FlowStep } from './flow-tables.ts';
import { NO_FACTS, transform, unite } from './taint.ts';
import { concatTexts, constantOf } from './flow-value.ts';
import type { Medium, Text } from './flow-value.ts';
import type { LibraryCall } from './library-call.ts';

/** What a step tells of the result's text and medium. */
export function tell(call: LibraryCall, step: FlowStep): void {
  switch (step.kind) {
    case 'carry':
      call.carry(
        call.site.info.ref.name === '<init>' ? call.argument(0) : (call.receiver ?? call.argument(0)),
      );
      break;
    case 'carry-in':
      call.text =
        call.context.textOf(call.state, call.receiver) ?? call.context.textOf(call.state, call.argument(0));
      if (call.receiver !== undefined) call.context.describe(call.state, call.receiver, call.text, undefined);
      break;
    case 'text':
      call.text = call.context.textOf(call.state, call.argument(step.from)) ?? emptyText(call);
      break;
    case 'medium':
      call.medium = { kind: step.medium };
      break;
    case 'file':
      call.medium = fileMedium(call);
      break;
    case 'path':
      tellPath(call);
      break;
    case 'class-of':
      tellClass(call);
      break;
    default:
  }
}

/** A builder made without a text is empty. */
function emptyText(call: LibraryCall): Text | undefined {
  return call.site.info.ref.proto.parameters.length === 0
    ? { kind: 'const', text: '', complete: true }
    : undefined;
}

/** A stream on a file: whose file it is, where its path tells. Wrappers of streams keep what they wrap. */
function fileMedium(call: LibraryCall): Medium | undefined {
  const [type] = call.site.info.ref.proto.parameters;
  if (type !== 'Ljava/lang/String;' && type !== 'Ljava/io/File;') return call.medium;
  if (call.medium !== undefined && call.medium.kind !== 'parameter') return call.medium;
  if (call.text?.kind === 'const') {
    if (/^\/(?:sdcard|storage|mnt)\b/.test(call.text.text)) return { kind: 'shared' };
    if (/^\/data\//.test(call.text.text)) return { kind: 'private' };
  }
  return { kind: 'file' };
}

/** The class of an object that is made here. */
function tellClass(call: LibraryCall): void {
  const [object] = call.receiver?.objects ?? [];
  if (object?.kind === 'new' && object.type !== '')
    call.text = { kind: 'const', text: object.type.slice(1, -1).replaceAll('/', '.'), complete: true };
}

/** new File(folder, name) lies where the folder does. */
function tellPath(call: LibraryCall): void {
  const name = call.argument(1);
  if (name === undefined) return;
  const folder = call.text;
  const slash: Text = { kind: 'const', text: '/', complete: true };
  call.text =
    folder === undefined
      ? undefined
      : concatTexts(concatTexts(folder, slash), call.context.textOf(call.state, name));
}

export function append(call: LibraryCall): void {
  const { receiver } = call;
  if (receiver === undefined) return;
  const text = concatTexts(
    call.context.textOf(call.state, receiver),
    call.context.textOf(call.state, call.argument(0)),
  );
  call.context.describe(call.state, receiver, text, undefined);
  call.move('arguments', 'receiver', true);
  call.objects = receiver.objects;
  call.facts = receiver.facts;
  const medium = call.context.mediumOf(call.state, receiver);
  call.medium = medium;
  call.text = text;
}

export function format(call: LibraryCall): void {
  const at = call.site.info.ref.proto.parameters[0] === 'Ljava/util/Locale;' ? 1 : 0;
  const pattern = constantOf(call.argument(at));
  const name = pattern !== undefined && /%[-#+ 0,(]*\d*[xX]/.test(pattern) ? 'hex' : 'format';
  let facts = NO_FACTS;
  for (const value of call.site.args.slice(at)) facts = unite(facts, call.state.deepFacts(value));
  call.facts = facts.length === 0 ? facts : transform(facts, name, call.context.at(call.site.pc));
  if (pattern === undefined) return;
  const percent = pattern.indexOf('%');
  call.text =
    percent === 0 && pattern.startsWith('%s')
      ? concatTexts(call.state.element(call.argument(at + 1), '0').text, undefined)
      : { kind: 'const', text: percent < 0 ? pattern : pattern.slice(0, percent), complete: percent < 0 };
}
