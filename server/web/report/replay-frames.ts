import type { Report } from '../../../reports/model/report.ts';
import type { BoundsPx } from '../../../scanner/evidence/place.ts';
import type { Phase, StepText } from '../../../scanner/evidence/dynamic-facts.ts';
import { toRunEvents, type RunEvent } from './run-events.ts';

/** One picture of a run, and what the app did until the next. */
export type ReplayFrame = {
  readonly atMs: number;
  readonly phase: Phase;
  readonly screenshotId: string;
  readonly caption: StepText;
  /** What the step was about, on the picture. */
  readonly region?: BoundsPx;
  readonly events: readonly RunEvent[];
};

type Shot = Omit<ReplayFrame, 'events'>;

/** The pictures of one scenario in order of the device's clock, each with the events up to the next. Pure. */
export function toFrames(report: Report, run: Report['scenarios'][number]): readonly ReplayFrame[] {
  const shots = [...toStepShots(run), ...toAttemptShots(report, run)].sort((a, b) => a.atMs - b.atMs);
  const events = toRunEvents(report, run).filter(({ kind }) => kind !== 'step');
  return shots.map((shot, index) => {
    // What happened before the first picture is shown with it.
    const fromMs = index === 0 ? -Infinity : shot.atMs;
    const untilMs = shots[index + 1]?.atMs ?? Infinity;
    return { ...shot, events: events.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs) };
  });
}

/** The frame that shows a moment. */
export function frameAt(frames: readonly ReplayFrame[], atMs: number): number {
  return Math.max(
    0,
    frames.findLastIndex((frame) => frame.atMs <= atMs),
  );
}

function toStepShots(run: Report['scenarios'][number]): readonly Shot[] {
  return run.steps.flatMap(({ atMs, phase, action, screenshotId }) =>
    screenshotId === undefined ? [] : [{ atMs, phase, caption: action, screenshotId }],
  );
}

function toAttemptShots(report: Report, run: Report['scenarios'][number]): readonly Shot[] {
  return report.popups
    .filter(({ scenarioId }) => scenarioId === run.scenarioId)
    .flatMap(({ attempts, phase, closeMark }) =>
      attempts.map(({ atMs, action, afterId }) => ({
        atMs,
        phase,
        caption: action,
        screenshotId: afterId,
        ...(closeMark && { region: closeMark.boundsPx }),
      })),
    );
}
