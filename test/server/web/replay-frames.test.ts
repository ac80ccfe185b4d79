import assert from 'node:assert/strict';
import { frameAt, toFrames } from '../../../server/web/report/replay-frames.ts';
import { toFixtureReport } from '../../fixtures/reports/weather-report.ts';

const report = toFixtureReport();
const [run] = report.scenarios;
assert.ok(run);

describe('the frames of a replay', () => {
  const frames = toFrames(report, run);

  it('are the pictures of the scenario in order of the clock', () => {
    assert.ok(frames.length > 0);
    const times = frames.map(({ atMs }) => atMs);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    const steps = run.steps.flatMap(({ screenshotId }) => screenshotId ?? []);
    const attempts = report.popups
      .filter(({ scenarioId }) => scenarioId === run.scenarioId)
      .flatMap((popup) => popup.attempts.map(({ afterId }) => afterId));
    assert.deepEqual(frames.map(({ screenshotId }) => screenshotId).sort(), [...steps, ...attempts].sort());
  });

  it('hold every event once, each with the picture before it', () => {
    const shown = frames.flatMap(({ events }) => events);
    const reads = report.piReads.filter(({ scenarioId }) => scenarioId === run.scenarioId).length;
    const counted = shown.reduce((sum, event) => sum + (event.kind === 'read' ? event.times : 0), 0);
    assert.equal(counted, reads);
    for (const [index, { events }] of frames.entries())
      for (const { atMs } of events) {
        assert.ok(index === 0 || atMs >= (frames[index]?.atMs ?? 0));
        assert.ok(atMs < (frames[index + 1]?.atMs ?? Infinity));
      }
  });

  it('begin at the moment that a finding names', () => {
    for (const [index, { atMs }] of frames.entries()) {
      const first = frames.findLastIndex((frame) => frame.atMs <= atMs);
      assert.equal(frameAt(frames, atMs), Math.max(index, first));
    }
    assert.equal(frameAt(frames, -1), 0);
    assert.equal(frameAt(frames, Number.MAX_SAFE_INTEGER), frames.length - 1);
  });
});
