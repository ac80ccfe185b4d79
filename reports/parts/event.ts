import type { Phase, StackFrame } from '../../scanner/evidence/index.ts';
import type { Context } from './context.ts';
import { toShort } from '../shared/visible.ts';

/** Anything that happened in a run, in one line. */
export type RunEvent = {
  readonly kind: 'read' | 'ask' | 'send' | 'start' | 'step';
  readonly eventNumber?: number;
  readonly atMs: number;
  readonly phase: Phase;
  /** Plain text. */
  readonly what: string;
  /** The interface called, or the address; plain text. */
  readonly detail?: string;
  readonly caller: string;
  readonly stack: readonly StackFrame[];
};

/** Everything that happened in a scenario, in time order; at one instant by event number, steps first. */
export function toRunEvents(context: Context, scenarioId: string): readonly RunEvent[] {
  const { report, words } = context;
  const mine = <T extends { readonly scenarioId: string }>(items: readonly T[]): readonly T[] =>
    items.filter((item) => item.scenarioId === scenarioId);
  const reads = mine(report.piReads).map((read): RunEvent => ({
    kind: 'read',
    eventNumber: read.eventNumber,
    atMs: read.atMs,
    phase: read.phase,
    what: words(read.threw === undefined ? 'readEvent' : 'readThrew', { pi: context.piName(read.piType) }),
    detail: read.valueMasked === undefined ? read.api : `${read.api} → ${read.valueMasked}`,
    caller: context.callerName(read.caller),
    stack: read.stack,
  }));
  const asks = mine(report.permissionRequests).map((request): RunEvent => ({
    kind: 'ask',
    eventNumber: request.eventNumber,
    atMs: request.atMs,
    phase: request.phase,
    what: words('askEvent', { permissions: request.permissions.map(toShortPermission).join(', ') }),
    detail: `${words('nthTime', { n: request.nth })} · ${request.result}`,
    caller: context.callerName(request.caller),
    stack: [],
  }));
  const sends = mine(report.networkRequests).map((request): RunEvent => {
    const kinds = [...new Set(request.piTypes.map((item) => context.piName(item.piType)))];
    const carrying = kinds.length === 0 ? '' : ` · ${words('carrying', { pi: kinds.join(', ') })}`;
    return {
      kind: 'send',
      eventNumber: request.eventNumber,
      atMs: request.atMs,
      phase: request.phase,
      what: words('sendEvent', { host: request.host }) + carrying,
      detail: toShort(`${request.method} ${request.url}`, 160),
      caller: context.callerName(request.caller),
      stack: [],
    };
  });
  const starts = mine(report.starts).map((start): RunEvent => ({
    kind: 'start',
    eventNumber: start.eventNumber,
    atMs: start.atMs,
    phase: start.phase,
    what: words('startEvent', { component: start.component }),
    detail: start.trigger,
    caller: start.caller,
    stack: [],
  }));
  const steps = report.scenarios
    .filter((scenario) => scenario.scenarioId === scenarioId)
    .flatMap((scenario) => scenario.steps)
    .map((step): RunEvent => ({
      kind: 'step',
      atMs: step.atMs,
      phase: step.phase,
      what: context.pick(step.action),
      caller: '',
      stack: [],
    }));
  return [...steps, ...reads, ...asks, ...sends, ...starts].sort(
    (a, b) => a.atMs - b.atMs || (a.eventNumber ?? -1) - (b.eventNumber ?? -1),
  );
}

/** The event that a place names, or undefined when the report has none of that number. */
export function findEvent(context: Context, scenarioId: string, eventNumber: number): RunEvent | undefined {
  return eventsByScenario(context, scenarioId).get(eventNumber);
}

// A report can name thousands of events: each scenario's are put in order once per rendering.
const indexes = new WeakMap<Context, Map<string, ReadonlyMap<number, RunEvent>>>();

function eventsByScenario(context: Context, scenarioId: string): ReadonlyMap<number, RunEvent> {
  const scenarios = indexes.get(context) ?? new Map<string, ReadonlyMap<number, RunEvent>>();
  indexes.set(context, scenarios);
  const known = scenarios.get(scenarioId);
  if (known !== undefined) return known;
  const events = new Map(
    toRunEvents(context, scenarioId).flatMap((event) =>
      event.eventNumber === undefined ? [] : [[event.eventNumber, event] as const],
    ),
  );
  scenarios.set(scenarioId, events);
  return events;
}

/** `CAMERA` for `android.permission.CAMERA`; others as they are. */
export function toShortPermission(name: string): string {
  return name.replace(/^android\.permission\./, '');
}
