import { CLEAN, join, uniteObjects } from './flow-value.ts';
import type { FlowObject, FlowValue } from './flow-value.ts';
import { NO_FACTS, unite } from './taint.ts';
import type { Fact } from './taint.ts';

/** Contents of an object whose place in it is not known: elements of lists, text of builders, bytes of streams. */
export const CONTENT = '*';
/** What is known of the object itself: text and medium. */
export const SELF = '@self';
/** Objects that receive what is written into this one. */
export const LINK = '@link';
/** The object can be reached from outside the method; the text names the field through which. */
export const ESCAPED = '@escaped';

const MAX_DEPTH = 3;
const MAX_FIELDS = 64;

/** Fields that describe an object and hold no data. */
export function isMark(field: string): boolean {
  return field.startsWith('@');
}

/** A fact and where below a value it lies. */
export type DeepFact = { readonly path: readonly string[]; readonly facts: readonly Fact[] };

/** Registers and objects at one point of a method. */
export class FlowState {
  readonly registers: (FlowValue | undefined)[];
  result: FlowValue | undefined;
  exception: FlowValue | undefined;
  private readonly heap: Map<FlowObject, Map<string, FlowValue>>;
  /** Objects whose field map no other state shares. */
  private readonly owned = new Set<FlowObject>();

  constructor(registers: (FlowValue | undefined)[], heap = new Map<FlowObject, Map<string, FlowValue>>()) {
    this.registers = registers;
    this.heap = heap;
  }

  copy(): FlowState {
    const made = new FlowState(this.registers.slice(), new Map(this.heap));
    this.owned.clear();
    made.result = this.result;
    made.exception = this.exception;
    return made;
  }

  fieldsOf(object: FlowObject): ReadonlyMap<string, FlowValue> | undefined {
    return this.heap.get(object);
  }

  objects(): Iterable<readonly [FlowObject, ReadonlyMap<string, FlowValue>]> {
    return this.heap;
  }

  get(object: FlowObject, field: string): FlowValue | undefined {
    return this.heap.get(object)?.get(field);
  }

  set(object: FlowObject, field: string, value: FlowValue): void {
    let fields = this.heap.get(object);
    if (fields === undefined || !this.owned.has(object)) {
      fields = new Map(fields);
      this.heap.set(object, fields);
      this.owned.add(object);
    }
    if (fields.size < MAX_FIELDS || fields.has(field)) fields.set(field, value);
    else fields.set(CONTENT, join(fields.get(CONTENT) ?? CLEAN, { ...value, strong: false }));
  }

  /** Adds to what a field may hold. */
  add(object: FlowObject, field: string, value: FlowValue): void {
    const known = this.get(object, field);
    const joined = known === undefined ? { ...value, strong: false } : join(known, value);
    if (joined !== known) this.set(object, field, joined);
  }

  /** Another object is made at the same place. */
  forget(object: FlowObject): void {
    this.heap.delete(object);
    this.owned.delete(object);
  }

  /** A call of the app's code may have stored into any object that it can reach: what was known as stored last is not. */
  weaken(isLocal: (object: FlowObject) => boolean): void {
    for (const [object, fields] of this.heap) {
      if (isLocal(object)) continue;
      for (const [field, value] of fields)
        if (value.strong === true) this.set(object, field, { ...value, strong: false });
    }
  }

  /** Takes in what another state holds; whether that changed anything. */
  take(other: FlowState): boolean {
    let changed = false;
    for (let i = 0; i < this.registers.length; i++) {
      const known = this.registers[i];
      const value = other.registers[i];
      if (value === undefined || known === value) continue;
      const joined = known === undefined ? value : join(known, value);
      if (joined === known) continue;
      this.registers[i] = joined;
      changed = true;
    }
    for (const [object, fields] of other.heap) {
      const own = this.heap.get(object);
      if (own === fields) continue;
      for (const [field, value] of fields) {
        const known = own?.get(field);
        const joined = known === undefined ? weak(value) : join(known, value);
        if (joined === known) continue;
        this.set(object, field, joined);
        changed = true;
      }
    }
    for (const [object, fields] of this.heap) {
      const others = other.heap.get(object);
      if (others === fields) continue;
      for (const [field, value] of fields) {
        if (value.strong !== true || others?.has(field) === true) continue;
        this.set(object, field, weak(value));
        changed = true;
      }
    }
    if (other.exception !== undefined && other.exception !== this.exception) {
      const joined = this.exception === undefined ? other.exception : join(this.exception, other.exception);
      if (joined !== this.exception) {
        this.exception = joined;
        changed = true;
      }
    }
    return changed;
  }

  /** What a value holds, with what lies in its objects, as facts of the value as a whole. */
  deepFacts(value: FlowValue | undefined): readonly Fact[] {
    if (value === undefined) return NO_FACTS;
    let facts = value.facts;
    if (value.objects.length > 0)
      for (const part of this.deepFactsByPath(value)) facts = unite(facts, part.facts);
    return facts;
  }

  /** The same with the path to each, to a depth of three. */
  deepFactsByPath(value: FlowValue): readonly DeepFact[] {
    const found: DeepFact[] = [];
    if (value.facts.length > 0) found.push({ path: [], facts: value.facts });
    const visit = (object: FlowObject, path: readonly string[], seen: readonly FlowObject[]): void => {
      for (const [field, held] of this.heap.get(object) ?? []) {
        if (isMark(field)) continue;
        const below = [...path, field];
        if (held.facts.length > 0) found.push({ path: below, facts: held.facts });
        if (below.length < MAX_DEPTH)
          for (const next of held.objects) if (!seen.includes(next)) visit(next, below, [...seen, next]);
      }
    };
    for (const object of value.objects) visit(object, [], [object]);
    return found;
  }

  /** What a container gives when one of its elements is asked for: by key, or any. */
  element(value: FlowValue | undefined, key: string | undefined): FlowValue {
    if (value === undefined) return CLEAN;
    let facts = value.facts;
    let objects: readonly FlowObject[] = [];
    let text: FlowValue['text'];
    for (const object of value.objects) {
      for (const [field, held] of this.heap.get(object) ?? []) {
        if (isMark(field)) continue;
        if (key !== undefined && field.startsWith('k:') && field !== `k:${key}`) continue;
        facts = unite(facts, held.facts);
        objects = uniteObjects(objects, held.objects);
        text ??= held.text;
      }
    }
    return { facts, objects, ...(text === undefined ? {} : { text }) };
  }
}

function weak(value: FlowValue): FlowValue {
  return value.strong === true ? { ...value, strong: false } : value;
}
