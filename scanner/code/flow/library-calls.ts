import type { DexMethod } from '../../dex/index.ts';
import { callApp } from './app-calls.ts';
import { copiesIntent, getPreference, messageChannel, noteAddress, putPreference } from './carried-data.ts';
import { valuesAt } from './flow-call.ts';
import type { FlowCall } from './flow-call.ts';
import type { FlowStep, Slot } from './flow-tables.ts';
import { CONTENT, LINK, isMark } from './flow-state.ts';
import type { FlowState } from './flow-state.ts';
import { CLEAN, concatTexts, constantOf } from './flow-value.ts';
import type { FlowObject, FlowValue, Medium, Text } from './flow-value.ts';
import { contentKey, isHelper, isReference } from './method-context.ts';
import type { MethodContext } from './method-context.ts';
import { namesFor } from './channels.ts';
import { NO_FACTS, addStep, open, transform, unite } from './taint.ts';
import type { Fact } from './taint.ts';

const OBJECT = 'Ljava/lang/Object;';

/** Names of methods that change their object, for classes that the table does not know. */
const MUTATOR = /^(?:set|put|add|append|write|push|offer|insert|update|with|print|load|init)/;

/**
 * What a library method does: as the table says. Of a method that it does not know, the arguments and the receiver are
 * taken to be in the result, unless that is a boolean; those of a constructor, or of a method whose name says that it
 * changes its object, in the object.
 */
export function callLibrary(context: MethodContext, state: FlowState, call: FlowCall): FlowValue | undefined {
  return new LibraryCall(context, state, call).run();
}

class LibraryCall {
  private readonly context: MethodContext;
  private readonly state: FlowState;
  private readonly call: FlowCall;
  private readonly transformName: string;
  private facts: readonly Fact[] = NO_FACTS;
  private objects: readonly FlowObject[] = [];
  private text: Text | undefined;
  private medium: Medium | undefined;
  private content: ReadonlyMap<string, readonly Fact[]> | undefined;

  constructor(context: MethodContext, state: FlowState, call: FlowCall) {
    this.context = context;
    this.state = state;
    this.call = call;
    this.transformName = this.nameTransform(call.info.flow?.transform ?? '');
  }

  run(): FlowValue | undefined {
    const { info } = this.call;
    if (info.flow === undefined) this.unknown();
    else {
      // Text and medium first: other steps look at them.
      for (const step of info.flow.steps) this.tell(step);
      for (const step of info.flow.steps) this.do(step);
    }
    if (info.ref.name === '<init>' && this.receiver !== undefined)
      this.context.describe(this.state, this.receiver, this.text, this.medium);
    return this.result();
  }

  private get receiver(): FlowValue | undefined {
    return this.call.isStatic ? undefined : this.call.args[0];
  }

  private argument(number: number): FlowValue | undefined {
    return this.call.args[number + (this.call.isStatic ? 0 : 1)];
  }

  private result(): FlowValue | undefined {
    const { info, pc } = this.call;
    const { returnType } = info.ref.proto;
    if (returnType === 'V') return undefined;
    let { objects } = this;
    let { facts } = this;
    if (objects.length === 0 && isReference(returnType)) {
      const object = this.context.object('call', pc, returnType);
      this.state.forget(object);
      objects = [object];
      for (const [path, held] of this.content ?? [])
        this.state.set(object, path === '' ? CONTENT : path, { facts: held, objects: [] });
    } else for (const held of this.content?.values() ?? []) facts = unite(facts, held);
    return {
      facts,
      objects,
      ...(this.text === undefined ? {} : { text: this.text }),
      ...(this.medium === undefined ? {} : { medium: this.medium }),
      type: returnType,
    };
  }

  private unknown(): void {
    const { info, args, isStatic } = this.call;
    const { name, proto } = info.ref;
    const given = isStatic ? args : args.slice(1);
    let facts = NO_FACTS;
    for (const value of given) facts = unite(facts, this.shallowFacts(value));
    const { receiver } = this;
    if (receiver !== undefined && facts.length > 0 && (name === '<init>' || MUTATOR.test(name)))
      this.context.addContent(this.state, receiver, CONTENT, { facts: this.changed(facts), objects: [] });
    if (proto.returnType !== 'Z' && proto.returnType !== 'V' && !isHelper(proto.returnType)) {
      this.facts = this.changed(unite(facts, this.state.deepFacts(receiver)));
      if (isReference(proto.returnType)) this.carry(receiver ?? args[0]);
    } else if (name === '<init>') this.carry(given.find((value) => this.told(value)));
  }

  private told(value: FlowValue): boolean {
    return (
      this.context.textOf(this.state, value) !== undefined ||
      this.context.mediumOf(this.state, value) !== undefined
    );
  }

  /** Of the app's own objects only what they are as a whole; of others also what they hold. */
  private shallowFacts(value: FlowValue): readonly Fact[] {
    const { types } = this.context.engine;
    const others = value.objects.filter((object) => !types.isApp(object.type));
    return this.state.deepFacts(
      others.length === value.objects.length ? value : { ...value, objects: others },
    );
  }

  private carry(value: FlowValue | undefined): void {
    this.text ??= this.context.textOf(this.state, value);
    this.medium ??= this.context.mediumOf(this.state, value);
  }

  private tell(step: FlowStep): void {
    switch (step.kind) {
      case 'carry':
        this.carry(
          this.call.info.ref.name === '<init>' ? this.argument(0) : (this.receiver ?? this.argument(0)),
        );
        break;
      case 'carry-in':
        this.text =
          this.context.textOf(this.state, this.receiver) ?? this.context.textOf(this.state, this.argument(0));
        if (this.receiver !== undefined)
          this.context.describe(this.state, this.receiver, this.text, undefined);
        break;
      case 'text':
        this.text = this.context.textOf(this.state, this.argument(step.from)) ?? this.emptyText();
        break;
      case 'medium':
        this.medium = { kind: step.medium };
        break;
      case 'file':
        this.medium = this.fileMedium();
        break;
      case 'path':
        this.tellPath();
        break;
      case 'class-of':
        this.tellClass();
        break;
      default:
    }
  }

  /** A builder made without a text is empty. */
  private emptyText(): Text | undefined {
    return this.call.info.ref.proto.parameters.length === 0
      ? { kind: 'const', text: '', complete: true }
      : undefined;
  }

  /** A stream on a file: whose file it is, where its path tells. Wrappers of streams keep what they wrap. */
  private fileMedium(): Medium | undefined {
    const [type] = this.call.info.ref.proto.parameters;
    if (type !== 'Ljava/lang/String;' && type !== 'Ljava/io/File;') return this.medium;
    if (this.medium !== undefined && this.medium.kind !== 'parameter') return this.medium;
    if (this.text?.kind === 'const') {
      if (/^\/(?:sdcard|storage|mnt)\b/.test(this.text.text)) return { kind: 'shared' };
      if (/^\/data\//.test(this.text.text)) return { kind: 'private' };
    }
    return { kind: 'file' };
  }

  /** The class of an object that is made here. */
  private tellClass(): void {
    const [object] = this.receiver?.objects ?? [];
    if (object?.kind === 'new' && object.type !== '')
      this.text = { kind: 'const', text: object.type.slice(1, -1).replaceAll('/', '.'), complete: true };
  }

  /** new File(folder, name) lies where the folder does. */
  private tellPath(): void {
    const name = this.argument(1);
    if (name === undefined) return;
    const folder = this.text;
    const slash: Text = { kind: 'const', text: '/', complete: true };
    this.text =
      folder === undefined
        ? undefined
        : concatTexts(concatTexts(folder, slash), this.context.textOf(this.state, name));
  }

  private do(step: FlowStep): void {
    switch (step.kind) {
      case 'move':
        this.move(step.from, step.to, step.deep);
        break;
      case 'same': {
        const value = step.as === 'receiver' ? this.receiver : this.argument(step.as);
        this.objects = value?.objects ?? [];
        this.facts = unite(this.facts, value?.facts ?? NO_FACTS);
        this.carry(value);
        break;
      }
      case 'put':
        this.putValue(
          contentKey(constantOf(this.argument(step.key))),
          this.argument(step.value),
          this.argument(step.key),
        );
        break;
      case 'add': {
        const { args } = this.call;
        if (args.length > (this.call.isStatic ? 0 : 1))
          this.putValue(CONTENT, args[args.length - 1], undefined);
        break;
      }
      case 'get': {
        const key = this.argument(step.key);
        this.takeElement(key === undefined ? undefined : constantOf(key));
        break;
      }
      case 'element':
        this.takeElement(undefined);
        break;
      case 'copy':
        this.copy(step.from, step.to);
        break;
      case 'link':
        this.link();
        break;
      case 'append':
        this.append();
        break;
      case 'concat':
        this.facts = unite(this.state.deepFacts(this.receiver), this.state.deepFacts(this.argument(0)));
        this.text = concatTexts(
          this.context.textOf(this.state, this.receiver),
          this.context.textOf(this.state, this.argument(0)),
        );
        break;
      case 'format':
        this.format();
        break;
      case 'open':
        this.facts = open(this.facts, this.context.at(this.call.pc));
        break;
      case 'listener':
        this.tellListeners(step.method);
        break;
      case 'call':
        this.callBack(step.method, step.argument);
        break;
      case 'message':
        this.send(
          messageChannel(this.context, this.call),
          step.from === 'receiver' ? this.receiver : this.argument(Number(step.from)),
        );
        break;
      case 'result-put':
        for (const value of this.call.args.slice(1)) this.send('result:', value);
        break;
      case 'intent':
        noteAddress(this.state, this.call);
        if (copiesIntent(this.call)) this.copy(0, 'receiver');
        break;
      case 'intent-get':
        this.take(
          'intent',
          namesFor('intent', this.receiver?.type ?? this.context.record.method.owner.descriptor),
        );
        break;
      case 'file-get':
        this.take('file', ['*']);
        break;
      case 'preferences-put':
        putPreference(this.context, this.state, this.call);
        break;
      case 'preferences-get':
        this.facts = unite(this.facts, getPreference(this.context, this.state, this.call));
        break;
      default:
    }
  }

  private move(from: Slot, to: Slot, deep: boolean): void {
    let facts = NO_FACTS;
    for (const value of valuesAt(this.call, from))
      facts = unite(
        facts,
        deep || from !== 'arguments' ? this.state.deepFacts(value) : this.looseFacts(value),
      );
    if (facts.length === 0) return;
    facts = this.changed(facts);
    if (this.call.info.flow?.steps.some((step) => step.kind === 'open') === true)
      facts = open(facts, this.context.at(this.call.pc));
    if (to === 'result') this.facts = unite(this.facts, facts);
    else
      for (const value of valuesAt(this.call, to))
        this.context.addContent(this.state, value, CONTENT, { facts, objects: [] });
  }

  /** Text made of an app object is what its toString gives; that is taken to be all it holds. */
  private looseFacts(value: FlowValue): readonly Fact[] {
    return this.call.info.ref.name === '<init>' ? this.shallowFacts(value) : this.state.deepFacts(value);
  }

  private changed(facts: readonly Fact[]): readonly Fact[] {
    return this.transformName === ''
      ? facts
      : transform(facts, this.transformName, this.context.at(this.call.pc));
  }

  /** `@hash` and `@cipher` are named by the algorithm where that is a constant. */
  private nameTransform(name: string): string {
    if (!name.startsWith('@')) return name;
    const text = this.context.textOf(this.state, this.receiver);
    if (text?.kind !== 'const' || !text.complete) return name.slice(1);
    const algorithm = (text.text.split('/')[0] ?? '').toLowerCase();
    return /^[a-z\d-]{2,20}$/.test(algorithm) ? algorithm : name.slice(1);
  }

  private putValue(key: string, value: FlowValue | undefined, keyValue: FlowValue | undefined): void {
    const { receiver } = this;
    if (receiver === undefined || value === undefined) return;
    const facts = this.changed(unite(value.facts, keyValue?.facts ?? NO_FACTS));
    const text = this.context.textOf(this.state, value);
    const held: FlowValue = {
      facts,
      objects: value.objects,
      ...(text?.kind === 'const' ? { text } : {}),
    };
    const [object] = receiver.objects;
    // A second put under the same key takes the place of the first.
    if (
      key !== CONTENT &&
      receiver.objects.length === 1 &&
      object !== undefined &&
      this.context.isLocal(this.state, object)
    )
      this.state.set(object, key, held);
    else this.context.addContent(this.state, receiver, key, held);
  }

  private takeElement(key: string | undefined): void {
    const { receiver } = this;
    if (receiver === undefined) return;
    const { returnType } = this.call.info.ref.proto;
    const element = this.state.element(receiver, key);
    this.facts = unite(
      this.facts,
      isReference(returnType) ? element.facts : this.state.deepFacts({ ...CLEAN, ...element }),
    );
    this.text ??= element.text;
    // The receiver stands for entries and views of itself, which have no object of their own.
    if (isReference(returnType))
      this.objects =
        key === undefined ? [...element.objects, ...receiver.objects].slice(0, 8) : element.objects;
  }

  private copy(from: Slot, to: Slot): void {
    const [source] = valuesAt(this.call, from);
    const [target] = valuesAt(this.call, to);
    if (source === undefined || target === undefined) return;
    if (source.facts.length > 0)
      this.context.addContent(this.state, target, CONTENT, {
        facts: this.changed(source.facts),
        objects: [],
      });
    for (const object of source.objects)
      for (const [field, value] of [...(this.state.fieldsOf(object) ?? [])])
        if (!isMark(field)) this.context.addContent(this.state, target, field, { ...value, strong: false });
  }

  /** What is written into the receiver goes on into what it wraps. */
  private link(): void {
    const wrapped = this.argument(0);
    if (wrapped === undefined || this.receiver === undefined) return;
    for (const object of this.receiver.objects)
      if (wrapped.objects.length > 0 && !wrapped.objects.includes(object))
        this.state.set(object, LINK, { ...CLEAN, objects: wrapped.objects });
    this.move(0, 'receiver', false);
  }

  private append(): void {
    const { receiver } = this;
    if (receiver === undefined) return;
    const text = concatTexts(
      this.context.textOf(this.state, receiver),
      this.context.textOf(this.state, this.argument(0)),
    );
    this.context.describe(this.state, receiver, text, undefined);
    this.move('arguments', 'receiver', true);
    this.objects = receiver.objects;
    this.facts = receiver.facts;
    const medium = this.context.mediumOf(this.state, receiver);
    this.medium = medium;
    this.text = text;
  }

  private format(): void {
    const at = this.call.info.ref.proto.parameters[0] === 'Ljava/util/Locale;' ? 1 : 0;
    const pattern = constantOf(this.argument(at));
    const name = pattern !== undefined && /%[-#+ 0,(]*\d*[xX]/.test(pattern) ? 'hex' : 'format';
    let facts = NO_FACTS;
    for (const value of this.call.args.slice(at)) facts = unite(facts, this.state.deepFacts(value));
    this.facts = facts.length === 0 ? facts : transform(facts, name, this.context.at(this.call.pc));
    if (pattern === undefined) return;
    const percent = pattern.indexOf('%');
    this.text =
      percent === 0 && pattern.startsWith('%s')
        ? concatTexts(this.state.element(this.argument(at + 1), '0').text, undefined)
        : { kind: 'const', text: percent < 0 ? pattern : pattern.slice(0, percent), complete: percent < 0 };
  }

  /** Android calls a method of the receiver with an argument of this call. */
  private callBack(name: string, argument: number): void {
    const { receiver } = this;
    const value = this.argument(argument);
    if (receiver === undefined || value === undefined) return;
    const { types } = this.context.engine;
    const made = receiver.objects.filter((object) => types.isApp(object.type)).map((object) => object.type);
    const owners = made.length > 0 ? made : receiver.type === undefined ? [] : [receiver.type];
    for (const target of new Set(owners.flatMap((type) => types.named(type, name))))
      this.giveBack(
        target,
        callApp(this.context, this.state, [target], [receiver, value], this.call.pc, OBJECT),
      );
  }

  /** What a task gives goes to its onPostExecute. */
  private giveBack(target: DexMethod, result: FlowValue | undefined): void {
    if (target.ref.name === 'doInBackground')
      this.context.emitChannel(`task:${target.owner.descriptor}`, '', this.state.deepFacts(result));
  }

  /** Android, or a library, calls a method of the objects given here with what the receiver holds. */
  private tellListeners(name: string): void {
    const { types } = this.context.engine;
    const facts = this.state.deepFacts(this.receiver);
    if (facts.length === 0) return;
    for (const value of this.call.args.slice(1)) {
      const made = value.objects.map((object) => object.type).filter((type) => types.isApp(type));
      for (const target of new Set(made.flatMap((type) => types.named(type, name)))) {
        const handed = target.ref.proto.parameters.map((): FlowValue => ({ facts, objects: [] }));
        callApp(this.context, this.state, [target], [value, ...handed], this.call.pc, 'V');
      }
    }
  }

  private send(channel: string, value: FlowValue | undefined): void {
    if (value === undefined) return;
    for (const { path, facts } of this.state.deepFactsByPath(value))
      this.context.emitChannel(channel, path[0] ?? '', addStep(facts, this.context.at(this.call.pc)));
  }

  private take(kind: string, names: readonly string[]): void {
    const content = new Map<string, readonly Fact[]>();
    for (const [path, facts] of this.context.engine.readChannel(kind, names))
      content.set(path, addStep(facts, this.context.at(this.call.pc)));
    this.content = content;
  }
}
