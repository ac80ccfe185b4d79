import { firstRegisters } from './escapes.ts';
import { FlowState } from './flow-state.ts';
import type { FlowObject, FlowValue } from './flow-value.ts';
import { isReference } from './method-context.ts';
import type { MethodContext } from './method-context.ts';
import type { SourcesIn } from './sources-in.ts';
import { NO_FACTS, addStep, unite } from './taint.ts';
import type { Fact } from './taint.ts';

/** What a method begins with: its parameters, and what callers, Android and overridden methods hand to them. */
export class MethodEntry {
  private readonly context: MethodContext;
  private readonly sources: SourcesIn;

  constructor(context: MethodContext, sources: SourcesIn) {
    this.context = context;
    this.sources = sources;
  }

  state(): FlowState {
    const { method, code } = this.context.record;
    const state = new FlowState(new Array<FlowValue | undefined>(code.registerCount).fill(undefined));
    const types = [...(method.isStatic ? [] : [method.owner.descriptor]), ...method.ref.proto.parameters];
    const registers = firstRegisters(method, code.registerCount - code.insCount);
    const objects = types.map((type, index) =>
      isReference(type) ? this.context.object('parameter', index, type) : undefined,
    );
    const facts = types.map((): readonly Fact[] => NO_FACTS);
    for (const origin of this.context.record.entries.values()) {
      const fact: Fact = { origin, transforms: [], opened: false, trace: undefined };
      this.place(state, objects, facts, origin.parameter, origin.path, [fact]);
    }
    for (const [parameter, byPath] of this.context.engine.handedByChannels(method))
      for (const [path, given] of byPath)
        this.place(
          state,
          objects,
          facts,
          parameter,
          path === '' ? [] : [path],
          addStep(given, this.context.at(0)),
        );
    for (const source of this.sources.at(0)) {
      if (source.access.via !== 'override') continue;
      types.forEach((_, index) => {
        if (index > 0) facts[index] = unite(facts[index] ?? NO_FACTS, [this.sources.factOf(source)]);
      });
    }
    types.forEach((type, index) => {
      const object = objects[index];
      const register = registers[index] ?? 0;
      if (register < state.registers.length)
        state.registers[register] = {
          facts: facts[index] ?? NO_FACTS,
          objects: object === undefined ? [] : [object],
          text: { kind: 'parameter', index },
          medium: { kind: 'parameter', index },
          type,
        };
    });
    return state;
  }

  /** Lays what comes in at its path below a parameter. */
  private place(
    state: FlowState,
    objects: readonly (FlowObject | undefined)[],
    facts: (readonly Fact[])[],
    parameter: number,
    path: readonly string[],
    given: readonly Fact[],
  ): void {
    let object = objects[parameter];
    if (path.length === 0 || object === undefined) {
      if (facts[parameter] !== undefined) facts[parameter] = unite(facts[parameter], given);
      return;
    }
    path.forEach((field, depth) => {
      if (object === undefined) return;
      if (depth === path.length - 1) {
        state.add(object, field, { facts: given, objects: [] });
        return;
      }
      const child = object.child(field, '');
      if (child !== undefined) state.add(object, field, { facts: NO_FACTS, objects: [child] });
      else state.add(object, field, { facts: given, objects: [] });
      object = child;
    });
  }
}
