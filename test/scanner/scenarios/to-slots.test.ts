import assert from 'node:assert/strict';
import type { DeviceEventKind } from '../../../scanner/device/device.ts';
import type { ScenarioResult, StagedEvent } from '../../../scanner/scenarios/scenario.ts';
import { toScenarioSlots } from '../../../scanner/scenarios/to-slots.ts';

const contacts = 'android.permission.READ_CONTACTS';
let number = 0;

function staged(kind: DeviceEventKind, more: Partial<StagedEvent> = {}): StagedEvent {
  number++;
  return {
    number,
    atMs: number * 1000,
    process: 'com.example.shop',
    thread: 'main',
    stack: [],
    phase: 'after-consent',
    state: 'foreground',
    ...more,
    ...kind,
  } as StagedEvent;
}

const asks = (label?: string) =>
  staged(
    { kind: 'permission-request', permissions: [contacts], dialogShown: true },
    label === undefined ? {} : { tapped: { label, key: label } },
  );
const denied = () => staged({ kind: 'permission-result', permission: contacts, granted: false });
const started = (reason: string) => staged({ kind: 'process', change: 'started', reason });

function slotsOf(...events: readonly StagedEvent[]) {
  const result: ScenarioResult = {
    run: { scenarioId: 'S4', outcome: 'completed', startedAtMs: 0, endedAtMs: 0, steps: [] },
    events,
    consentDialogs: [],
    popups: [],
    settings: [],
    permissionNotes: new Map(),
    pictures: [],
    leftOutCount: 0,
  };
  return toScenarioSlots(
    [result],
    'com.example.shop',
    () => ({ kind: 'app' }),
    () => '',
  );
}

describe('toScenarioSlots', () => {
  it('tells how a request follows a refusal', () => {
    const { permissionRequests } = slotsOf(
      asks('邀请好友'),
      denied(),
      asks('邀请好友'),
      denied(),
      asks('本月账单'),
      denied(),
      asks(),
    );
    assert.deepEqual(
      permissionRequests.map(({ again, fitsFeature, nth }) => [again, fitsFeature, nth]),
      [
        [undefined, true, 1],
        ['same-control', true, 2],
        ['other-control', false, 3],
        ['by-itself', undefined, 4],
      ],
    );
  });

  it('compares a host with the domain that the package is named after', () => {
    const request = (url: string) =>
      staged({
        kind: 'network-request',
        method: 'GET',
        url,
        headers: {},
        body: '',
        bodySizeBytes: 0,
        labels: [],
      });
    const { networkRequests } = slotsOf(
      request('https://api.example.com/v1'),
      request('tcp://collect.example.net:9000'),
      request('https://notexample.com/'),
    );
    assert.deepEqual(
      networkRequests.map(({ recipient }) => recipient),
      ['own-domain', 'other-domain', 'other-domain'],
    );
  });

  it('puts a start down to the person while the app is in use, and to its cause otherwise', () => {
    const service = (trigger: string, state: StagedEvent['state']) =>
      staged(
        {
          kind: 'component-start',
          component: 'KeepService',
          componentKind: 'service',
          trigger,
          callerPackage: '',
        },
        { state },
      );
    const { starts } = slotsOf(
      started('launcher'),
      service('startService', 'foreground'),
      service('alarm', 'background'),
      started('broadcast android.intent.action.BOOT_COMPLETED'),
      service('startService', 'not-running'),
      started('broadcast android.intent.action.MY_PACKAGE_REPLACED'),
      service('broadcast android.intent.action.MY_PACKAGE_REPLACED', 'foreground'),
    );
    assert.deepEqual(
      starts.map(({ trigger }) => trigger),
      ['user', 'alarm', 'startService', 'user'],
    );
  });

  it('tells what an intent to another app carries', () => {
    const { starts } = slotsOf(
      staged({
        kind: 'data-sink',
        sink: 'intent',
        target: 'com.example.partner',
        labels: [{ piType: 'android_id', readEvent: 1, transforms: [] }],
      }),
      staged({
        kind: 'external-intent',
        action: 'com.example.DEVICE',
        data: '',
        targetPackage: 'com.example.partner',
      }),
    );
    assert.deepEqual(
      starts.map(({ toOtherPackage, piTypes }) => [toOtherPackage, piTypes]),
      [[true, ['android_id']]],
    );
  });
});
