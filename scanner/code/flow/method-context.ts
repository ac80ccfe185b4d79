import type { MethodPlace } from '../pi-accesses.ts';
import type { FlowEngine } from './flow-engine.ts';
import { CONTENT, ESCAPED, LINK, SELF, isMark } from './flow-state.ts';
import type { FlowState } from './flow-state.ts';
import { CLEAN, FlowObject, join } from './flow-value.ts';
import type { FlowValue, Medium, Text } from './flow-value.ts';
import type { MethodRecord, SinkHit } from './method-record.ts';
import type { Fact } from './taint.ts';

const MAX_LINKS = 4;

/** What reading one method works with: its objects, and how facts leave it. */
export class MethodContext {
  readonly engine: FlowEngine;
  readonly record: MethodRecord;
  private readonly objects = {
    new: new Map<number, FlowObject>(),
    call: new Map<number, FlowObject>(),
    parameter: new Map<number, FlowObject>(),
  };
  private readonly wanted = new Set<string>();
  readonly statics = new FlowObject('static', '', 0);

  constructor(engine: FlowEngine, record: MethodRecord) {
    this.engine = engine;
    this.record = record;
  }

  at(pc: number): MethodPlace {
    return { method: this.record.method, pc };
  }

  /** The object of an instruction or a parameter; the same one each time. */
  object(kind: 'new' | 'call' | 'parameter', number: number, type: string): FlowObject {
    const objects = this.objects[kind];
    const known = objects.get(number);
    if (known !== undefined) return known;
    const made = new FlowObject(kind, type, number);
    objects.set(number, made);
    return made;
  }

  /** An object made here that nobody else can have. */
  isLocal(state: FlowState, object: FlowObject): boolean {
    return object.kind === 'new' && state.get(object, ESCAPED) === undefined;
  }

  /** Whether what lies in the object goes out with the method's parameters when it returns. */
  private isBelowParameter(object: FlowObject): boolean {
    let root = object;
    while (root.parent !== undefined) root = root.parent;
    return root.kind === 'parameter';
  }

  readField(state: FlowState, base: FlowValue, key: string, type: string, isAppField: boolean): FlowValue {
    let result: FlowValue | undefined;
    const outside = (): FlowValue => {
      const held = this.engine.fields.read(key);
      if (held === CLEAN && !this.wanted.has(key) && TOLD_TYPES.has(type)) {
        this.wanted.add(key);
        this.engine.fields.ask(key);
      }
      return held;
    };
    for (const object of base.objects) {
      const held = state.get(object, key);
      let value = held;
      if (!this.isLocal(state, object) && held?.strong !== true) {
        value = held === undefined ? outside() : join(held, outside());
        const child = isReference(type) ? object.child(key, type) : undefined;
        if (child !== undefined && (held?.objects.length ?? 0) === 0) value = { ...value, objects: [child] };
      }
      if (value !== undefined) result = result === undefined ? value : join(result, value);
    }
    if (base.objects.length === 0) result = outside();
    let read = result ?? CLEAN;
    // A platform object's field, or an object that is wholly made of what was read (parsed, say).
    if (!isAppField) read = join(read, { ...state.element(base, undefined), objects: [] });
    else if (base.facts.length > 0 && holdsData(type)) read = join(read, { facts: base.facts, objects: [] });
    return { ...read, type, strong: false };
  }

  writeField(state: FlowState, base: FlowValue, key: string, value: FlowValue): void {
    if (base.objects.length === 0 && this.isAppField(key)) this.leave(key, state.deepFacts(value), value);
    for (const object of base.objects) {
      if (base.objects.length === 1) state.set(object, key, { ...value, strong: true });
      else state.add(object, key, { ...value, strong: false });
      this.noteStore(state, object, key, value);
    }
  }

  /** Facts put into an object that others may have are theirs to read. */
  private noteStore(state: FlowState, object: FlowObject, key: string, value: FlowValue): void {
    if (this.isLocal(state, object)) return;
    if (object.kind !== 'new' && this.isBelowParameter(object)) {
      // What leaves with the parameters is told when the method returns; texts are told at once.
      if (this.isAppField(key)) this.leave(key, [], value);
      return;
    }
    const field = this.isAppField(key) ? key : this.fieldOf(state, object);
    this.leave(field, state.deepFacts(value), value);
    this.markEscaped(state, value, field ?? '');
  }

  /** The last field of an app object on the way to this one. */
  private fieldOf(state: FlowState, object: FlowObject): string | undefined {
    const via = state.get(object, ESCAPED)?.text;
    if (via?.kind === 'const' && via.text !== '') return via.text;
    for (let at: FlowObject | undefined = object; at !== undefined; at = at.parent)
      if (at.field !== undefined && this.isAppField(at.field)) return at.field;
    return undefined;
  }

  /** Fields of the platform's objects are not followed by class: all code shares them. */
  isAppField(key: string): boolean {
    return this.engine.types.isAppField(key);
  }

  /** Stores for the whole app. */
  leave(field: string | undefined, facts: readonly Fact[], told?: FlowValue): void {
    if (field === undefined) return;
    for (const fact of facts) this.engine.emit(this.record, { kind: 'field', field, fact });
    if (told !== undefined && (told.text !== undefined || told.medium !== undefined))
      this.engine.fields.store(field, { ...told, facts: [], objects: [] });
  }

  /** Others can reach these objects from now on; what they hold already is there for them. */
  markEscaped(state: FlowState, value: FlowValue | undefined, via: string): void {
    const queue = (value?.objects ?? []).map((object) => ({ object, via }));
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { object } = next;
      if (!this.isLocal(state, object)) continue;
      const field = this.isAppField(next.via) ? next.via : '';
      state.set(object, ESCAPED, { ...CLEAN, text: { kind: 'const', text: field, complete: true } });
      for (const [key, held] of state.fieldsOf(object) ?? []) {
        if (isMark(key)) continue;
        const name = this.isAppField(key) ? key : field === '' ? undefined : field;
        this.leave(name, state.deepFacts(held));
        for (const below of held.objects) queue.push({ object: below, via: name ?? '' });
      }
    }
  }

  /** Adds what an object holds as a whole: text of a builder, elements of a list, bytes of a stream. */
  addContent(state: FlowState, value: FlowValue, field: string, added: FlowValue): void {
    const queue = [...value.objects];
    for (let i = 0; i < queue.length && i < MAX_LINKS; i++) {
      const object = queue[i];
      if (object === undefined) continue;
      if (added.facts.length > 0 || added.objects.length > 0 || added.text !== undefined)
        state.add(object, field, added);
      if (!this.isLocal(state, object) && (added.facts.length > 0 || added.objects.length > 0)) {
        if (object.kind === 'new' || !this.isBelowParameter(object)) {
          this.leave(this.fieldOf(state, object), state.deepFacts(added));
          this.markEscaped(state, added, this.fieldOf(state, object) ?? '');
        }
      }
      for (const linked of state.get(object, LINK)?.objects ?? [])
        if (!queue.includes(linked)) queue.push(linked);
    }
  }

  textOf(state: FlowState, value: FlowValue | undefined): Text | undefined {
    if (value === undefined) return undefined;
    for (const object of value.objects) {
      const text = state.get(object, SELF)?.text;
      if (text !== undefined) return text;
    }
    return value.text;
  }

  mediumOf(state: FlowState, value: FlowValue | undefined): Medium | undefined {
    if (value === undefined) return undefined;
    for (const object of value.objects) {
      const medium = state.get(object, SELF)?.medium;
      if (medium !== undefined) return medium;
    }
    return value.medium;
  }

  /** Notes what is known of an object that a constructor or a builder has in hand. */
  describe(state: FlowState, value: FlowValue, text: Text | undefined, medium: Medium | undefined): void {
    if (text === undefined && medium === undefined) return;
    for (const object of value.objects) {
      const known = state.get(object, SELF);
      const told: FlowValue = {
        ...CLEAN,
        ...(text === undefined ? {} : { text }),
        ...(medium === undefined ? {} : { medium }),
      };
      state.set(object, SELF, { ...known, ...told, strong: true });
    }
  }

  emitSink(sink: SinkHit, facts: readonly Fact[]): void {
    for (const fact of facts) this.engine.emit(this.record, { kind: 'sink', sink, fact });
  }

  emitChannel(channel: string, path: string, facts: readonly Fact[]): void {
    for (const fact of facts) this.engine.emit(this.record, { kind: 'channel', channel, path, fact });
  }
}

/** Types whose values tell where data goes, so that it is worth asking who stores them. */
const TOLD_TYPES: ReadonlySet<string> = new Set([
  'Ljava/lang/String;',
  'Ljava/net/URL;',
  'Ljava/net/HttpURLConnection;',
  'Ljava/net/Socket;',
  'Ljava/io/OutputStream;',
  'Ljava/io/DataOutputStream;',
  'Ljava/io/FileOutputStream;',
  'Ljava/io/Writer;',
  'Ljava/io/BufferedWriter;',
  'Ljava/io/PrintWriter;',
  'Ljava/io/File;',
  'Landroid/content/SharedPreferences;',
]);

/** Fields that hold data where their object is wholly made of it; helpers, locks and flags beside them do not. */
function holdsData(type: string): boolean {
  const element = type.replace(/^\[+/, '');
  return VALUE_TYPES.has(element) || element.startsWith('Ljava/util/') || /^[BCSIJFD]$/.test(element);
}

/** Types of the platform's helpers, which hold no data of the app's. */
const HELPERS =
  /^L(?:android\/(?:view|widget|animation|app|graphics|hardware|transition)\/|android\/content\/(?:Context|pm\/PackageManager|ContentResolver|res\/)|android\/os\/(?:Handler|Looper|IBinder|Binder|PowerManager|StrictMode)|java\/lang\/(?:Class|ClassLoader|Thread|ThreadGroup|Runtime|reflect\/)|java\/util\/concurrent\/(?:locks|Executor|ThreadPool|Scheduled|TimeUnit|CountDown)|java\/util\/(?:Locale|Timer|TimeZone);)|Manager;$/;

export function isHelper(type: string): boolean {
  return HELPERS.test(type) && !/^Landroid\/app\/(?:ActivityManager\$|RemoteInput|Notification)/.test(type);
}

export function isReference(type: string): boolean {
  return (type.startsWith('L') && !VALUE_TYPES.has(type)) || type.startsWith('[');
}

/** Types whose objects never change, so that the value is all there is to follow. */
const VALUE_TYPES: ReadonlySet<string> = new Set([
  'Ljava/lang/String;',
  'Ljava/lang/CharSequence;',
  'Ljava/lang/Integer;',
  'Ljava/lang/Long;',
  'Ljava/lang/Double;',
  'Ljava/lang/Float;',
  'Ljava/lang/Boolean;',
  'Ljava/lang/Character;',
  'Ljava/lang/Byte;',
  'Ljava/lang/Short;',
  'Ljava/lang/Class;',
]);

/** What one kind of content is called in the state: by a known key, or anywhere. */
export function contentKey(key: string | undefined): string {
  return key === undefined ? CONTENT : `k:${key.slice(0, 60)}`;
}
