import type { FlowEngine } from './flow-engine.ts';
import { CONTENT, isMark } from './flow-state.ts';
import type { FlowState } from './flow-state.ts';
import { CLEAN } from './flow-value.ts';
import type { FlowObject, FlowValue } from './flow-value.ts';
import type { MethodContext } from './method-context.ts';
import type { MethodRecord } from './method-record.ts';
import type { Fact } from './taint.ts';

/** What goes out of a method where it returns. */
export class MethodExit {
  private readonly context: MethodContext;
  private readonly engine: FlowEngine;
  private readonly record: MethodRecord;

  constructor(context: MethodContext) {
    this.context = context;
    this.engine = context.engine;
    this.record = context.record;
  }

  /** The method returns: what lies below its parameters, in its result and in static fields is there for others. */
  leave(state: FlowState, result: FlowValue | undefined): void {
    const { engine, record, context } = this;
    if (result !== undefined) {
      const text = context.textOf(state, result);
      const medium = context.mediumOf(state, result);
      record.addReturned({
        ...CLEAN,
        ...(text === undefined ? {} : { text }),
        ...(medium === undefined ? {} : { medium }),
      });
      for (const object of result.objects)
        if (object.kind === 'parameter' && !record.returnedParameters.has(object.number)) {
          record.returnedParameters.add(object.number);
          record.hasGrown = true;
        }
      for (const { path, facts } of state.deepFactsByPath(result))
        for (const fact of facts) engine.emit(record, { kind: 'out', parameter: 'result', path, fact });
    }
    for (const [object, fields] of state.objects()) {
      const way = toWay(object);
      if (way === undefined || (way.root.kind !== 'parameter' && way.root.kind !== 'static')) continue;
      for (const [field, value] of fields) {
        if (isMark(field) || (value.facts.length === 0 && value.objects.length === 0)) continue;
        const below = value.objects.filter((each) => each.kind === 'new' || each.kind === 'call');
        for (const { path, facts } of state.deepFactsByPath({ ...value, objects: below }))
          this.leaveAt(way.root, [...way.path, field, ...path].slice(0, 4), facts);
      }
    }
  }

  private leaveAt(root: FlowObject, path: readonly string[], facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (root.kind === 'parameter')
        this.engine.emit(this.record, { kind: 'out', parameter: root.number, path, fact });
      else
        this.context.leave(
          path.findLast((name) => this.context.isAppField(name)),
          [fact],
        );
    }
  }
}

function toWay(
  object: FlowObject,
): { readonly root: FlowObject; readonly path: readonly string[] } | undefined {
  const path: string[] = [];
  let at = object;
  while (at.parent !== undefined) {
    path.unshift(at.field ?? CONTENT);
    at = at.parent;
  }
  return { root: at, path };
}
