import { valuesAt } from './flow-call.ts';
import type { FlowCall } from './flow-call.ts';
import { CONTENT } from './flow-state.ts';
import type { FlowState } from './flow-state.ts';
import type { Slot } from './flow-tables.ts';
import type { FlowObject, FlowValue, Medium, Text } from './flow-value.ts';
import { isHelper, isReference } from './method-context.ts';
import type { MethodContext } from './method-context.ts';
import { NO_FACTS, open, transform, unite } from './taint.ts';
import type { Fact } from './taint.ts';

/** Names of methods that change their object, for classes that the table does not know. */
const MUTATOR = /^(?:set|put|add|append|write|push|offer|insert|update|with|print|load|init)/;

/** One call of a library's method, and what is known so far of what it gives back. */
export class LibraryCall {
  readonly context: MethodContext;
  readonly state: FlowState;
  readonly site: FlowCall;
  private readonly transformName: string;
  facts: readonly Fact[] = NO_FACTS;
  objects: readonly FlowObject[] = [];
  text: Text | undefined;
  medium: Medium | undefined;
  content: ReadonlyMap<string, readonly Fact[]> | undefined;

  constructor(context: MethodContext, state: FlowState, site: FlowCall) {
    this.context = context;
    this.state = state;
    this.site = site;
    this.transformName = this.nameTransform(site.info.flow?.transform ?? '');
  }

  get receiver(): FlowValue | undefined {
    return this.site.isStatic ? undefined : this.site.args[0];
  }

  argument(number: number): FlowValue | undefined {
    return this.site.args[number + (this.site.isStatic ? 0 : 1)];
  }

  result(): FlowValue | undefined {
    const { info, pc } = this.site;
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

  unknown(): void {
    const { info, args, isStatic } = this.site;
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

  carry(value: FlowValue | undefined): void {
    this.text ??= this.context.textOf(this.state, value);
    this.medium ??= this.context.mediumOf(this.state, value);
  }

  move(from: Slot, to: Slot, deep: boolean): void {
    let facts = NO_FACTS;
    for (const value of valuesAt(this.site, from))
      facts = unite(
        facts,
        deep || from !== 'arguments' ? this.state.deepFacts(value) : this.looseFacts(value),
      );
    if (facts.length === 0) return;
    facts = this.changed(facts);
    if (this.site.info.flow?.steps.some((step) => step.kind === 'open') === true)
      facts = open(facts, this.context.at(this.site.pc));
    if (to === 'result') this.facts = unite(this.facts, facts);
    else
      for (const value of valuesAt(this.site, to))
        this.context.addContent(this.state, value, CONTENT, { facts, objects: [] });
  }

  /** Text made of an app object is what its toString gives; that is taken to be all it holds. */
  private looseFacts(value: FlowValue): readonly Fact[] {
    return this.site.info.ref.name === '<init>' ? this.shallowFacts(value) : this.state.deepFacts(value);
  }

  changed(facts: readonly Fact[]): readonly Fact[] {
    return this.transformName === ''
      ? facts
      : transform(facts, this.transformName, this.context.at(this.site.pc));
  }

  /** `@hash` and `@cipher` are named by the algorithm where that is a constant. */
  private nameTransform(name: string): string {
    if (!name.startsWith('@')) return name;
    const text = this.context.textOf(this.state, this.receiver);
    if (text?.kind !== 'const' || !text.complete) return name.slice(1);
    const algorithm = (text.text.split('/')[0] ?? '').toLowerCase();
    return /^[a-z\d-]{2,20}$/.test(algorithm) ? algorithm : name.slice(1);
  }
}
