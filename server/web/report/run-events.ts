import type { Report } from '../../../reports/model/report.ts';
import type { Attribution } from '../../../scanner/evidence/static-facts.ts';
import type { Phase, StepText } from '../../../scanner/evidence/dynamic-facts.ts';

type Base = { readonly atMs: number; readonly phase: Phase };

/** One line of a scenario's timeline. */
export type RunEvent = Base &
  (
    | { readonly kind: 'step'; readonly action: StepText; readonly screenshotId: string | undefined }
    | { readonly kind: 'read'; readonly read: Report['piReads'][number]; readonly times: number }
    | { readonly kind: 'asked'; readonly request: Report['permissionRequests'][number] }
    | { readonly kind: 'sent'; readonly request: Report['networkRequests'][number] }
    | { readonly kind: 'popup'; readonly popup: Report['popups'][number] }
    | { readonly kind: 'consent'; readonly dialog: Report['consentDialogs'][number] }
  );

function toKey(attribution: Attribution): string {
  return JSON.stringify(attribution);
}

/** Runs of the same read by the same caller in the same phase fold into one line that carries their count. */
function foldReads(events: readonly RunEvent[]): readonly RunEvent[] {
  const folded: RunEvent[] = [];
  for (const event of events) {
    const last = folded.at(-1);
    if (
      event.kind === 'read' &&
      last?.kind === 'read' &&
      last.phase === event.phase &&
      last.read.api === event.read.api &&
      last.read.piType === event.read.piType &&
      (last.read.threw === undefined) === (event.read.threw === undefined) &&
      toKey(last.read.caller) === toKey(event.read.caller)
    ) {
      folded[folded.length - 1] = { ...last, times: last.times + 1 };
    } else folded.push(event);
  }
  return folded;
}

/** Everything that happened in one scenario, in order of the device's clock. */
export function toRunEvents(report: Report, run: Report['scenarios'][number]): readonly RunEvent[] {
  const isHere = (fact: { readonly scenarioId: string }) => fact.scenarioId === run.scenarioId;
  const events: RunEvent[] = [
    ...run.steps.map((step): RunEvent => ({
      kind: 'step',
      atMs: step.atMs,
      phase: step.phase,
      action: step.action,
      screenshotId: step.screenshotId,
    })),
    ...report.piReads
      .filter(isHere)
      .map((read): RunEvent => ({ kind: 'read', atMs: read.atMs, phase: read.phase, read, times: 1 })),
    ...report.permissionRequests
      .filter(isHere)
      .map((request): RunEvent => ({ kind: 'asked', atMs: request.atMs, phase: request.phase, request })),
    ...report.networkRequests
      .filter(isHere)
      .map((request): RunEvent => ({ kind: 'sent', atMs: request.atMs, phase: request.phase, request })),
    ...report.popups
      .filter(isHere)
      .map((popup): RunEvent => ({ kind: 'popup', atMs: popup.atMs, phase: popup.phase, popup })),
    ...report.consentDialogs
      .filter((dialog) => isHere(dialog) && dialog.found)
      .map((dialog): RunEvent => ({
        kind: 'consent',
        atMs: dialog.atMs ?? 0,
        phase: 'before-consent',
        dialog,
      })),
  ];
  return foldReads(events.sort((a, b) => a.atMs - b.atMs));
}
