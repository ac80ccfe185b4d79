import type { AppState, Attribution, Phase } from '../../scanner/evidence/index.ts';
import { toCallerKey } from '../model/build-report.ts';
import type { Report } from '../model/report.ts';

/** Kinds of what an app does while it runs, in the order in which they are told. */
export const BEHAVIOUR_KINDS = ['read', 'request', 'permission', 'start', 'popup'] as const;
export type BehaviourKind = (typeof BEHAVIOUR_KINDS)[number];

/** How often something was done by someone; counts are of the procedures that both scans went through. */
export type ComparedBehaviour = {
  readonly kind: BehaviourKind;
  /** The taxonomy key that was read, host, permission, component that was started; empty for a pop-up. */
  readonly subject: string;
  readonly phase: Phase;
  /** Where the app stood on the screen, where that was seen. */
  readonly state?: AppState;
  /** `app`, an SDK id, `library:PREFIX` or `unknown`. */
  readonly caller: string;
  readonly before: number;
  readonly after: number;
};

/** What the counts are of. */
export type ComparedRuns = {
  /** Procedures that came to their end in both scans. */
  readonly scenarios: readonly string[];
  /** Those that did so in one of them, or in neither: nothing of theirs is counted. */
  readonly leftOut: readonly string[];
  /** Running time of the scenarios, by the device's clock. */
  readonly beforeMs: number;
  readonly afterMs: number;
};

type Done = Omit<ComparedBehaviour, 'before' | 'after'> & { readonly scenarioId: string };

/** The procedures that compare. Pure. */
export function compareRuns(before: Report, after: Report): ComparedRuns {
  const [earlier, later] = [before, after].map(({ scenarios }) => toTimes(scenarios));
  const all = new Set([...before.scenarios, ...after.scenarios].map(({ scenarioId }) => scenarioId));
  const scenarios = [...all].filter((id) => earlier?.has(id) && later?.has(id));
  const sum = (times: ReadonlyMap<string, number> | undefined) =>
    scenarios.reduce((total, id) => total + (times?.get(id) ?? 0), 0);
  return {
    scenarios,
    leftOut: [...all].filter((id) => !scenarios.includes(id)),
    beforeMs: sum(earlier),
    afterMs: sum(later),
  };
}

/** What was done more or less often in those procedures, the greatest change first within each kind. Pure. */
export function compareBehaviour(
  before: Report,
  after: Report,
  { scenarios }: ComparedRuns,
): readonly ComparedBehaviour[] {
  const rows = new Map<string, { what: Omit<Done, 'scenarioId'>; before: number; after: number }>();
  const count = (report: Report, side: 'before' | 'after') => {
    for (const { scenarioId, ...what } of toDone(report)) {
      if (!scenarios.includes(scenarioId)) continue;
      const key = JSON.stringify([what.kind, what.subject, what.phase, what.state, what.caller]);
      const row = rows.get(key) ?? { what, before: 0, after: 0 };
      row[side] += 1;
      rows.set(key, row);
    }
  };
  count(before, 'before');
  count(after, 'after');
  return [...rows.values()]
    .filter((row) => row.before !== row.after)
    .map((row) => ({ ...row.what, before: row.before, after: row.after }))
    .sort(
      (a, b) =>
        BEHAVIOUR_KINDS.indexOf(a.kind) - BEHAVIOUR_KINDS.indexOf(b.kind) ||
        Math.abs(b.after - b.before) - Math.abs(a.after - a.before) ||
        (a.subject < b.subject ? -1 : 1),
    );
}

function toTimes(scenarios: Report['scenarios']): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { scenarioId, outcome, startedAtMs, endedAtMs } of scenarios)
    if (outcome === 'completed')
      times.set(scenarioId, (times.get(scenarioId) ?? 0) + Math.max(0, endedAtMs - startedAtMs));
  return times;
}

function* toDone(report: Report): Generator<Done> {
  const by = (caller: Attribution) => ({ caller: toCallerKey(caller) });
  for (const { piType, scenarioId, phase, state, caller } of report.piReads)
    yield { kind: 'read', subject: piType, scenarioId, phase, state, ...by(caller) };
  for (const { host, scenarioId, phase, state, caller } of report.networkRequests)
    yield { kind: 'request', subject: host, scenarioId, phase, state, ...by(caller) };
  for (const { permissions, scenarioId, phase, caller } of report.permissionRequests)
    for (const subject of permissions)
      yield { kind: 'permission', subject, scenarioId, phase, ...by(caller) };
  for (const { component, scenarioId, phase, caller } of report.starts)
    yield { kind: 'start', subject: component, scenarioId, phase, caller };
  for (const { scenarioId, phase, owner } of report.popups)
    yield { kind: 'popup', subject: '', scenarioId, phase, ...by(owner) };
}
