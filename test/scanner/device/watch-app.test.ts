import assert from 'node:assert/strict';
import { loadScannerData } from '../../../scanner/data/index.ts';
import type { CallHit } from '../../../scanner/device/jdwp/index.ts';
import type { Adb } from '../../../scanner/device/real/adb.ts';
import { openEventBook } from '../../../scanner/device/real/event-book.ts';
import { watchApp } from '../../../scanner/device/real/watch-app.ts';
import { toWatched, typesOfHit } from '../../../scanner/device/real/watch-reads.ts';
import { screen, text, view, window } from '../../support/screens.ts';

const startedEpochMs = 1_700_000_000_000;
const camera = 'android.permission.CAMERA';
const contacts = 'android.permission.READ_CONTACTS';

/** A bridge that prints what a device of this state would; the forms are those of parsers.test.ts. */
function scriptedAdb(state: { log: string; ops: string; granted: readonly string[] }): Adb {
  return {
    devices: async () => [],
    run: async () => '',
    shell: async (_serial, [program, ...rest]) => {
      if (program === 'logcat') return state.log;
      if (program === 'appops') return state.ops;
      if (program === 'dumpsys' && rest[0] === 'package')
        return `    runtime permissions:\n${[camera, contacts]
          .map((name) => `      ${name}: granted=${state.granted.includes(name)}, flags=[ USER_SET ]`)
          .join('\n')}\n`;
      return '';
    },
  };
}

function open(state: Parameters<typeof scriptedAdb>[0]) {
  const book = openEventBook('com.example');
  const adb = scriptedAdb(state);
  return { book, watch: watchApp({ adb, serial: 'S', packageName: 'com.example', startedEpochMs, book }) };
}

describe('an app watched from outside', () => {
  it('tells an access that Android counts once, however often it is looked at', async () => {
    const state = { log: '', ops: 'FINE_LOCATION: allow; time=+1s0ms ago', granted: [] };
    const { book, watch } = open(state);
    await watch.poll(startedEpochMs + 5_000);
    state.ops = 'FINE_LOCATION: allow; time=+3s20ms ago\nCAMERA: ignore; rejectTime=+1s0ms ago';
    await watch.poll(startedEpochMs + 7_000);
    assert.deepEqual(
      book.after(0).map((event) => event.kind === 'pi-read' && [event.piType, event.atMs, event.threw]),
      [
        ['location_fine', 4000, undefined],
        ['camera', 6000, 'refused by the system'],
      ],
    );
  });

  it('leaves out what was before the session', async () => {
    const { book, watch } = open({ log: '', ops: 'READ_CONTACTS: allow; time=+1h0m0s0ms ago', granted: [] });
    await watch.poll(startedEpochMs + 5_000);
    assert.deepEqual(book.after(0), []);
  });

  it('tells each line of the log once, also those of one moment', async () => {
    const line = (tag: string, fields: string) => ` 1700000001.500  1  1 I ${tag}: [${fields}]`;
    const started = line('am_proc_start', '0,4321,10123,com.example,service,{com.example/.Push}');
    const state = { log: started, ops: '', granted: [] };
    const { book, watch } = open(state);
    await watch.poll(startedEpochMs + 2_000);
    state.log = `${started}\n${line('am_create_service', '0,1,com.example/.Push,10123,4321')}`;
    await watch.poll(startedEpochMs + 3_000);
    assert.deepEqual(
      book.after(0).map(({ kind, atMs }) => [kind, atMs]),
      [
        ['process', 1500],
        ['component-start', 1500],
      ],
    );
  });

  it('tells a question for a permission when it is shown and the answer when it is gone', async () => {
    const state = { log: '', ops: '', granted: [] as string[] };
    const { book, watch } = open(state);
    const page = window('activity', view(text('首页')));
    const question = window('system-permission', view(text('允许“示例”拍摄照片和录制视频吗？')));
    await watch.sawTree(screen(page), startedEpochMs);
    await watch.sawTree(screen(page, question), startedEpochMs + 1_000);
    await watch.sawTree(screen(page, question), startedEpochMs + 2_000);
    state.granted = [camera];
    await watch.sawTree(screen(page), startedEpochMs + 3_000);
    const told = book.after(0).filter(({ kind }) => kind.startsWith('permission'));
    assert.deepEqual(
      told.map((event) => [
        event.kind,
        event.atMs,
        event.kind === 'permission-request'
          ? event.permissions
          : event.kind === 'permission-result' && event.granted,
      ]),
      [
        ['permission-request', 1000, [camera]],
        ['permission-result', 3000, true],
      ],
    );
  });
});

describe('a call that a breakpoint saw', () => {
  const calls = loadScannerData().piChannels.flatMap((channel) =>
    channel.kind === 'api' && channel.mode === 'call' ? [channel] : [],
  );
  const hit = (
    className: string,
    method: string,
    descriptor: string,
    ...texts: [number, string][]
  ): CallHit => ({
    className,
    method,
    descriptor,
    stringArguments: new Map(texts),
    thread: 'main',
    stack: [],
  });
  const getString = (...texts: [number, string][]) =>
    hit(
      'android.provider.Settings$Secure',
      'getString',
      '(Landroid/content/ContentResolver;Ljava/lang/String;)Ljava/lang/String;',
      ...texts,
    );

  const cases: readonly (readonly [string, CallHit, readonly string[]])[] = [
    ['the IMEI', hit('android.telephony.TelephonyManager', 'getImei', '()Ljava/lang/String;'), ['imei']],
    ['the Android ID by its name', getString([1, 'android_id']), ['android_id']],
    ['another setting', getString([1, 'default_input_method']), []],
    ['a setting whose name was not seen', getString(), []],
    [
      'a method of no interest',
      hit('android.telephony.TelephonyManager', 'getClass', '()Ljava/lang/Class;'),
      [],
    ],
  ];
  for (const [what, seen, types] of cases)
    it(`reads ${types.length > 0 ? types.join() : 'nothing'} when it asks for ${what}`, () =>
      assert.deepEqual(typesOfHit(calls, seen, 'com.example'), types));

  it('is watched for once, however many kinds of information it gives', () => {
    const watched = toWatched(calls);
    const keys = watched.map(
      ({ className, method, descriptor = '' }) => `${className}.${method}${descriptor}`,
    );
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(watched.length > 100);
  });
});
