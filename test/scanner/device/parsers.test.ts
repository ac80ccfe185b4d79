import assert from 'node:assert/strict';
import { parseAppOps, parseDiscreteOps, parseSpan } from '../../../scanner/device/real/parse-appops.ts';
import { parseDevices } from '../../../scanner/device/real/parse-devices.ts';
import {
  findDensity,
  findScreenSize,
  parsePermissions,
  parseTaskIds,
  parseWindows,
} from '../../../scanner/device/real/parse-dumpsys.ts';
import { parseEventLog } from '../../../scanner/device/real/parse-event-log.ts';
import { quoteWord } from '../../../scanner/device/real/adb.ts';

// What devices print is written here by hand after the public sources of Android (AppOpsService, WindowState,
// EventLogTags, TimeUtils) and adb's documentation. None of it was recorded from a device.

describe('what adb and the shell of a device print', () => {
  it('gives the attached devices with their state', () => {
    const printed = [
      '* daemon started successfully',
      'List of devices attached',
      'emulator-5554          device product:sdk_gphone64 model:sdk_gphone64_x86_64 device:emu64x transport_id:1',
      '0A1B2C                 unauthorized usb:1-2 transport_id:3',
      'R58M                   no permissions (missing udev rules?); see [http://developer.android.com/tools/device.html]',
      '',
    ].join('\n');
    assert.deepEqual(parseDevices(printed), [
      { serial: 'emulator-5554', state: 'device', model: 'sdk_gphone64_x86_64' },
      { serial: '0A1B2C', state: 'unauthorized', model: '' },
      { serial: 'R58M', state: 'no permissions', model: '' },
    ]);
    assert.deepEqual(parseDevices('List of devices attached\n\n'), []);
  });

  const spans: readonly (readonly [string, number | undefined])[] = [
    ['+5s123ms', 5123],
    ['-1h2m3s4ms', 3_723_004],
    ['+2d0h0m1s0ms', 172_801_000],
    ['0', undefined],
    ['soon', undefined],
  ];
  for (const [text, ms] of spans)
    it(`reads ${text} as ${ms ?? 'no'} milliseconds`, () => assert.equal(parseSpan(text), ms));

  it('gives the last access of each operation, of one line each', () => {
    const printed = [
      'Uid mode: COARSE_LOCATION: foreground',
      'FINE_LOCATION: allow; time=+1m3s20ms ago',
      'CAMERA: ignore; rejectTime=+2s0ms ago',
      'READ_CONTACTS: allow; time=+9s1ms ago; rejectTime=+1h0m0s0ms ago; duration=+5ms',
      'VIBRATE: allow',
    ].join('\n');
    assert.deepEqual(
      parseAppOps(printed).map(({ op, agoMs, refused }) => [op, agoMs, refused]),
      [
        ['FINE_LOCATION', 63_020, false],
        ['CAMERA', 2000, true],
        ['READ_CONTACTS', 9001, false],
        ['READ_CONTACTS', 3_600_000, true],
      ],
    );
  });

  it('gives the last accesses with state and tag where Android tells them', () => {
    const printed = [
      '  Uid u0a123:',
      '    state=top',
      '    Package com.example:',
      '      FINE_LOCATION (allow / switch COARSE_LOCATION=allow):',
      '        null=[',
      '          Access: [top-s] 2023-05-01 10:11:12.345 (-5s123ms)',
      '          Access: [bg-s] 2023-05-01 10:00:00.000 (-11m17s468ms)',
      '        ]',
      '      READ_CLIPBOARD (allow):',
      '        paste=[',
      '          Reject: [cch-s] 2023-05-01 10:11:00.000 (-17s468ms)',
      '        ]',
    ].join('\n');
    assert.deepEqual(parseAppOps(printed), [
      { op: 'FINE_LOCATION', agoMs: 5123, refused: false, state: 'top', tag: '' },
      { op: 'FINE_LOCATION', agoMs: 677_468, refused: false, state: 'bg', tag: '' },
      { op: 'READ_CLIPBOARD', agoMs: 17_468, refused: true, state: 'cch', tag: 'paste' },
    ]);
  });

  it('gives each access of the history, in UTC', () => {
    const printed = [
      'Package: com.example',
      '  Attribution: null',
      '    FINE_LOCATION',
      '      2023-05-01 10:11:12.345',
      '    CAMERA',
      '      Access: [TOP-s] at 2023-05-01 10:12:00.000',
    ].join('\n');
    const eightHoursMs = 8 * 3_600_000;
    assert.deepEqual(parseDiscreteOps(printed, eightHoursMs), [
      { op: 'FINE_LOCATION', atEpochMs: Date.UTC(2023, 4, 1, 2, 11, 12, 345), tag: '' },
      { op: 'CAMERA', atEpochMs: Date.UTC(2023, 4, 1, 2, 12), tag: '' },
    ]);
  });

  it('gives the windows with their kind, front first', () => {
    const printed = [
      'WINDOW MANAGER WINDOWS (dumpsys window windows)',
      '  Window #2 Window{1a2b3c u0 com.example/com.example.Main}:',
      '    mOwnerUid=10123 showForAllUsers=false package=com.example appop=NONE',
      '    mAttrs={(0,0)(wrapxwrap) gr=CENTER ty=APPLICATION fmt=TRANSPARENT}',
      '    Frames: parent=[0,0][1080,2340] display=[0,0][1080,2340] frame=[60,800][1020,1500] last=[0,0][0,0]',
      '  Window #1 Window{4d5e6f u0 com.example/com.example.Main}:',
      '    mOwnerUid=10123 package=com.example appop=NONE',
      '    mAttrs={(0,0)(fillxfill) ty=BASE_APPLICATION}',
      '    mFrame=[0,0][1080,2340] last=[0,0][1080,2340]',
      '  Window #0 Window{778899 u0 com.other.overlay}:',
      '    package=com.other appop=SYSTEM_ALERT_WINDOW',
      '    mAttrs={(0,0)(200x200) ty=APPLICATION_OVERLAY}',
      '    frame=[0,0][200,200]',
      '    mHasSurface=false',
    ].join('\n');
    assert.deepEqual(
      parseWindows(printed).map(({ id, kind, ownerPackage, boundsPx, visible }) => [
        id,
        kind,
        ownerPackage,
        boundsPx.bottom,
        visible,
      ]),
      [
        ['1a2b3c', 'dialog', 'com.example', 1500, true],
        ['4d5e6f', 'activity', 'com.example', 2340, true],
        ['778899', 'overlay', 'com.other', 200, false],
      ],
    );
  });

  it('gives runtime permissions and whether a person set them', () => {
    const printed = [
      '    requested permissions:',
      '      android.permission.CAMERA',
      '    runtime permissions:',
      '      android.permission.CAMERA: granted=false, flags=[ USER_SET|USER_SENSITIVE_WHEN_GRANTED]',
      '      android.permission.READ_SMS: granted=true',
      '    disabledComponents:',
    ].join('\n');
    assert.deepEqual(parsePermissions(printed), [
      { name: 'android.permission.CAMERA', granted: false, userSet: true },
      { name: 'android.permission.READ_SMS', granted: true, userSet: false },
    ]);
    assert.deepEqual(parsePermissions('nothing of the kind'), []);
  });

  it('gives size and density of the screen, and the tasks of a package', () => {
    assert.deepEqual(findScreenSize('Physical size: 1080x2340\nOverride size: 720x1560\n'), {
      widthPx: 720,
      heightPx: 1560,
    });
    assert.equal(findDensity('Physical density: 440\n'), 440);
    assert.equal(findDensity('error'), undefined);
    const stacks =
      'RootTask id=7 bounds=[0,0]\n  taskId=12: com.example/com.example.Main bounds=[0,0] visible=true\n' +
      '  taskId=9: com.example.other/.Main bounds=[0,0]\n';
    assert.deepEqual(parseTaskIds(stacks, 'com.example'), [12]);
  });

  it('gives what the log of the system tells of one app', () => {
    const printed = [
      '--------- beginning of events',
      ' 1700000000.100  1234  1250 I am_proc_start: [0,4321,10123,com.example,next-top-activity,{com.example/com.example.Main}]',
      ' 1700000000.200  1234  1250 I wm_create_activity: [0,123456,12,com.example/.Main,android.intent.action.MAIN,NULL,NULL,270532608]',
      ' 1700000000.300  1234  1250 I am_create_service: [0,99887766,com.example/.Push,10123,4321]',
      ' 1700000000.450  1234  1250 I am_crash: [0,4321,com.example,948485700,java.lang.IllegalStateException,no, really,Main.java,7]',
      ' 1700000000.500  1234  1250 I am_proc_start: [0,4444,10124,com.other,service,{com.other/.Push}]',
      ' 1700000000.600  1234  1250 I am_proc_died: [0,4321,com.example,0,2]',
      'nonsense',
    ].join('\n');
    assert.deepEqual(
      parseEventLog(printed, 'com.example').map(({ atEpochMs, event }) => [atEpochMs, event.kind]),
      [
        [1_700_000_000_100, 'process'],
        [1_700_000_000_200, 'component-start'],
        [1_700_000_000_300, 'component-start'],
        [1_700_000_000_450, 'crash'],
        [1_700_000_000_600, 'process'],
      ],
    );
    const [started, activity] = parseEventLog(printed, 'com.example');
    assert.deepEqual(started?.event, { kind: 'process', change: 'started', reason: 'launcher' });
    assert.ok(activity?.event.kind === 'component-start' && activity.event.component === 'com.example.Main');
  });

  it('quotes what the shell of a device would take for more than a word', () => {
    assert.equal(quoteWord('com.example/.Main'), 'com.example/.Main');
    assert.equal(quoteWord("it's; rm -rf /"), `'it'\\''s; rm -rf /'`);
    assert.equal(quoteWord(''), "''");
  });
});
