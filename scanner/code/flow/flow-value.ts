import { NO_FACTS, unite } from './taint.ts';
import type { Fact } from './taint.ts';

/** What is known of a text: how it begins, or that it begins with what a parameter holds. */
export type Text =
  | { readonly kind: 'const'; readonly text: string; readonly complete: boolean }
  | { readonly kind: 'parameter'; readonly index: number };

/** Where an output stream leads. `file` is one of which it is not known who can read it. */
export type Medium =
  | { readonly kind: 'network' | 'file' | 'shared' | 'private' | 'log' | 'memory' }
  | { readonly kind: 'parameter'; readonly index: number };

/** An object as one method sees it: where it was made or came from. Two registers with the same one are aliases. */
export class FlowObject {
  readonly kind: 'new' | 'call' | 'parameter' | 'field' | 'static';
  /** Descriptor; the exact class for `new`, else a bound. Empty where nothing is known. */
  readonly type: string;
  /** Parameter number, or pc of the instruction. */
  readonly number: number;
  readonly parent?: FlowObject;
  /** The field of `parent` that holds it. */
  readonly field?: string;
  readonly depth: number;
  private children: Map<string, FlowObject> | undefined;

  constructor(kind: FlowObject['kind'], type: string, number: number, parent?: FlowObject, field?: string) {
    this.kind = kind;
    this.type = type;
    this.number = number;
    if (parent !== undefined) this.parent = parent;
    if (field !== undefined) this.field = field;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
  }

  /** What the object's field holds before the method stores anything there. Undefined below a depth of three. */
  child(field: string, type: string): FlowObject | undefined {
    const known = this.children?.get(field);
    if (known !== undefined) return known;
    if (this.depth >= 3) return undefined;
    const made = new FlowObject('field', type, this.number, this, field);
    (this.children ??= new Map()).set(field, made);
    return made;
  }
}

/** What is known of a register's or a field's content. Absent knowledge is an undefined value: clean and unknown. */
export type FlowValue = {
  /** What the value holds as a whole; what lies in an object's fields is in the state. */
  readonly facts: readonly Fact[];
  readonly objects: readonly FlowObject[];
  readonly text?: Text;
  readonly medium?: Medium;
  /** Bound of its type, where a cast, a field or a parameter tells it. */
  readonly type?: string;
  /** In a field: the method itself stored it last, so that what others stored there is gone. */
  readonly strong?: boolean;
};

export const CLEAN: FlowValue = { facts: NO_FACTS, objects: [] };
const MAX_OBJECTS = 8;

/** What may be there when either may be. `a` itself where `b` adds nothing. */
export function join(a: FlowValue, b: FlowValue): FlowValue {
  if (a === b) return a;
  const facts = unite(a.facts, b.facts);
  const objects = uniteObjects(a.objects, b.objects);
  const text = joinText(a.text, b.text);
  const medium = a.medium ?? b.medium;
  const type = a.type === b.type ? a.type : undefined;
  const strong = (a.strong ?? false) && (b.strong ?? false);
  if (
    facts === a.facts &&
    objects === a.objects &&
    text === a.text &&
    medium === a.medium &&
    type === a.type &&
    strong === (a.strong ?? false)
  )
    return a;
  return {
    facts,
    objects,
    ...(text === undefined ? {} : { text }),
    ...(medium === undefined ? {} : { medium }),
    ...(type === undefined ? {} : { type }),
    ...(strong ? { strong } : {}),
  };
}

export function uniteObjects(a: readonly FlowObject[], b: readonly FlowObject[]): readonly FlowObject[] {
  let result: FlowObject[] | undefined;
  for (const object of b) {
    const all: readonly FlowObject[] = result ?? a;
    if (all.length < MAX_OBJECTS && !all.includes(object)) (result ??= a.slice()).push(object);
  }
  return result ?? a;
}

/** Of two texts their common beginning; null says nothing against the other. */
function joinText(a: Text | undefined, b: Text | undefined): Text | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return a;
  if (a.kind === 'const' && b.kind === 'const' && a.text === b.text)
    return a.complete === b.complete || !a.complete ? a : { ...a, complete: false };
  if (isNull(a)) return b;
  if (isNull(b) || a.kind === 'parameter' || b.kind === 'parameter') return a;
  let length = 0;
  while (length < a.text.length && a.text[length] === b.text[length]) length += 1;
  if (length === a.text.length && !a.complete) return a;
  return { kind: 'const', text: a.text.slice(0, length), complete: false };
}

/** Registers do not tell null from the number zero. */
function isNull(text: Text): boolean {
  return text.kind === 'const' && text.text === '0';
}

/** A text or number that is wholly known. */
export function constantOf(value: FlowValue | undefined): string | undefined {
  return value?.text?.kind === 'const' && value.text.complete ? value.text.text : undefined;
}

/** Two texts one after the other. */
export function concatTexts(a: Text | undefined, b: Text | undefined): Text | undefined {
  if (a === undefined) return undefined;
  if (a.kind === 'parameter' || !a.complete) return a;
  if (a.text === '' && b !== undefined) return b;
  if (b?.kind === 'const') {
    const text = a.text + b.text;
    return { kind: 'const', text: text.slice(0, MAX_TEXT), complete: b.complete && text.length <= MAX_TEXT };
  }
  return { kind: 'const', text: a.text, complete: false };
}

const MAX_TEXT = 300;
