import type { MethodRef } from '../dex/index.ts';
import type { Value } from './values.ts';

const BUILDERS: ReadonlySet<string> = new Set(['Ljava/lang/StringBuilder;', 'Ljava/lang/StringBuffer;']);
const STRING = 'Ljava/lang/String;';
const MAX_CHARS = 4096;
const PLACEHOLDER = /%(?:(\d+)\$)?([sSdn%])/g;

/** What a call that puts a text together leaves behind: its result, and what its receiver holds from then on. */
export type TextEffect = { readonly result?: Value | undefined; readonly receiver?: Value | undefined };

/** Whether a class's objects hold a text that grows. */
export function isTextBuilder(descriptor: string): boolean {
  return BUILDERS.has(descriptor);
}

/**
 * What a method of String, StringBuilder or StringBuffer does with texts that are known; undefined for all others.
 * An effect without values says that the text is not known any more.
 */
export function findTextEffect(
  { owner, name, proto }: MethodRef,
  receiver: Value | undefined,
  args: readonly (Value | undefined)[],
): TextEffect | undefined {
  if (BUILDERS.has(owner)) return builderEffect(name, proto.parameters, receiver, args);
  if (owner !== STRING) return undefined;
  const [first] = args;
  switch (name) {
    case 'concat':
      return { result: joinTexts(receiver, first) };
    case 'format':
      return { result: format(proto.parameters[0] === STRING ? args : args.slice(1)) };
    case 'valueOf':
    case 'copyValueOf':
      return { result: toText(first, proto.parameters[0] ?? '') };
    case 'toString':
    case 'intern':
      return { result: receiver };
    case 'trim':
      return { result: change(receiver, (text) => text.trim()) };
    case 'toLowerCase':
      return { result: change(receiver, (text) => text.toLowerCase()) };
    case 'toUpperCase':
      return { result: change(receiver, (text) => text.toUpperCase()) };
    case 'replace':
      return first?.kind === 'text' && args[1]?.kind === 'text' && first.text !== ''
        ? { result: change(receiver, replacer(first.text, args[1].text)) }
        : {};
    default:
      return undefined;
  }
}

function builderEffect(
  name: string,
  parameters: readonly string[],
  receiver: Value | undefined,
  args: readonly (Value | undefined)[],
): TextEffect | undefined {
  const [first] = args;
  switch (name) {
    case '<init>': {
      // A number is the room to keep; a builder starts empty then.
      const isText = parameters[0] !== undefined && parameters[0] !== 'I';
      const text = isText
        ? toText(first, parameters[0] ?? '')
        : ({ kind: 'text', text: '', pc: -1 } as const);
      return { receiver: text?.kind === 'text' ? { ...text, kind: 'builder' } : undefined };
    }
    case 'append': {
      const text = parameters.length === 1 ? toText(first, parameters[0] ?? '') : undefined;
      const joined =
        receiver?.kind === 'builder' ? joinTexts({ ...receiver, kind: 'text' }, text) : undefined;
      const grown: Value | undefined = joined?.kind === 'text' ? { ...joined, kind: 'builder' } : undefined;
      return { result: grown, receiver: grown };
    }
    case 'toString':
      return { result: receiver?.kind === 'builder' ? { ...receiver, kind: 'text' } : undefined };
    case 'length':
    case 'charAt':
    case 'indexOf':
      return undefined;
    default:
      return { receiver: undefined };
  }
}

function joinTexts(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a?.kind !== 'text' || b?.kind !== 'text' || a.text.length + b.text.length > MAX_CHARS) return undefined;
  return { kind: 'text', text: a.text + b.text, pc: a.pc < 0 ? b.pc : a.pc };
}

/** As `String.valueOf` writes a value of this type. */
function toText(value: Value | undefined, type: string): Value | undefined {
  if (value?.kind === 'text') return value;
  if (value?.kind === 'builder') return { ...value, kind: 'text' };
  if (value?.kind !== 'number') return undefined;
  if (type === 'C') return { kind: 'text', text: String.fromCharCode(value.value), pc: -1 };
  if (type === 'Z') return { kind: 'text', text: value.value === 0 ? 'false' : 'true', pc: -1 };
  return type === 'I' ? { kind: 'text', text: String(value.value), pc: -1 } : undefined;
}

/** %s and %d with constants; anything else is not known. */
function format([pattern, list]: readonly (Value | undefined)[]): Value | undefined {
  if (pattern?.kind !== 'text' || list?.kind !== 'list') return undefined;
  let next = 0;
  let isKnown = true;
  let { pc } = pattern;
  const text = pattern.text.replace(PLACEHOLDER, (_, number: string | undefined, kind: string) => {
    if (kind === '%') return '%';
    if (kind === 'n') return '\n';
    const value = list.items[number === undefined ? next++ : Number(number) - 1];
    const shown = value?.kind === 'text' ? value.text : undefined;
    if (value?.kind === 'text' && pc < 0) pc = value.pc;
    isKnown &&= shown !== undefined;
    return shown ?? '';
  });
  if (!isKnown || text.length > MAX_CHARS || /%[^%]/.test(pattern.text.replace(PLACEHOLDER, '')))
    return undefined;
  return { kind: 'text', text, pc };
}

function change(value: Value | undefined, apply: (text: string) => string): Value | undefined {
  return value?.kind === 'text' ? { ...value, text: apply(value.text).slice(0, MAX_CHARS) } : undefined;
}

function replacer(from: string, to: string): (text: string) => string {
  return (text) => text.replaceAll(from, () => to);
}
