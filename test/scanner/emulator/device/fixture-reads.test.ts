import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readTruth } from '../../../fixtures/apps/truth.ts';
import { openFixture, tapText } from './open-fixture.ts';

/** Reads that need more than a start: a tap on the policy, a broadcast. */
const needMore = new Set(['early-policy-page', 'gate-bypassed']);

describe('reads before consent of the fixture apps', () => {
  const apps = readTruth().filter(
    ({ pair, reads }) => !needMore.has(pair) && reads.some(({ phase }) => phase === 'before-consent'),
  );

  for (const profile of ['android14', 'android9'] as const)
    for (const { app, reads } of apps) {
      const wanted = [
        ...new Set(reads.filter(({ phase }) => phase === 'before-consent').map(({ type }) => type)),
      ];
      it(`${app} reads ${wanted.join(', ')} on ${profile}`, async () => {
        const device = await openFixture(app, profile);
        device.launch();
        device.passTime(5_000);

        const seen = new Set(
          device.events(0).flatMap((event) => (event.kind === 'pi-read' ? [event.piType] : [])),
        );

        assert.deepEqual(
          wanted.filter((type) => !seen.has(type)),
          [],
        );
      });
    }
});

describe('what a device records of an app that works on', () => {
  it('runs a periodic job with nobody there, and records its reads', async () => {
    const device = await openFixture('background-job/violating');
    device.launch();
    assert.ok(tapText(device, '同意'));
    device.background();
    device.passTime(3_600_000);

    const jobs = device
      .events(0)
      .filter((event) => event.kind === 'component-start' && event.trigger === 'job');
    const reads = device.events(0).filter((event) => event.kind === 'pi-read' && event.piType === 'serial');

    assert.equal(jobs.length, 4);
    assert.equal(reads.length, 4);
  });

  it('starts the process for an alarm after it was swept away', async () => {
    const device = await openFixture('self-start-alarm/violating');
    device.launch();
    assert.ok(tapText(device, '同意'));
    device.passTime(1_000);
    device.removeTask();
    const before = device.events(0).length;
    device.passTime(120_000);

    const starts = device
      .events(before)
      .flatMap((event) => (event.kind === 'component-start' ? [event.trigger] : []));

    assert.ok(starts.includes('alarm'), starts.join());
  });

  it('starts a receiver of BOOT_COMPLETED, and what it starts', async () => {
    const device = await openFixture('self-start-boot/violating');
    device.launch();
    device.reboot();
    device.passTime(1_000);

    const starts = device
      .events(0)
      .flatMap((event) =>
        event.kind === 'component-start' ? [`${event.componentKind} ${event.trigger}`] : [],
      );

    assert.deepEqual(starts.slice(1), [
      'receiver broadcast android.intent.action.BOOT_COMPLETED',
      'service startService',
    ]);
  });

  it('ends alarms with a force stop', async () => {
    const device = await openFixture('background-alarm/violating');
    device.launch();
    device.passTime(1_000);
    tapText(device, '同意');
    device.forceStop();
    const before = device.events(0).length;
    device.passTime(3_600_000);

    assert.deepEqual(device.events(before), []);
  });
});

describe('personal information on its way out', () => {
  const flows = readTruth().filter(({ app }) =>
    [
      'flow-fields',
      'flow-collections',
      'flow-intent',
      'flow-overwritten',
      'flow-socket',
      'flow-md5-query',
    ].some((pair) => app === `${pair}/violating`),
  );

  for (const { app, flows: expected } of flows)
    it(`${app} carries ${expected.map(({ source, sink }) => `${source} to ${sink}`).join(', ')}`, async () => {
      const device = await openFixture(app, 'android9');
      device.launch();
      assert.ok(tapText(device, '同意'));
      device.passTime(10_000);

      const seen = device
        .events(0)
        .flatMap((event) =>
          event.kind === 'network-request'
            ? event.labels.map(({ piType }) => `${piType} network`)
            : event.kind === 'data-sink'
              ? event.labels.map(({ piType }) => `${piType} ${event.sink === 'intent' ? 'ipc' : event.sink}`)
              : [],
        );

      assert.deepEqual(
        expected.map(({ source, sink }) => `${source} ${sink}`).filter((flow) => !seen.includes(flow)),
        [],
      );
    });
});
