import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { openAppCode, readCode, toCodePlace, toPolicyTest } from '../../../scanner/code/index.ts';
import type { MethodPlace } from '../../../scanner/code/index.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';

const dex = readFileSync(new URL('./fixtures/reads.dex', import.meta.url));
const app = openAppCode([{ name: 'classes.dex', read: () => dex }]);
const findings = readCode(app, loadScannerData(), unlimitedBudget());

function where(place: MethodPlace): string {
  const { className, method } = toCodePlace(place);
  return `${className.replace('fix.', '')}.${method}`;
}

function accessesIn(method: string): string[] {
  return findings.accesses
    .filter((access) => where(access) === method)
    .map(({ piType, api, via }) => `${piType}: ${api}${via === undefined ? '' : ` by ${via}`}`)
    .sort();
}

const SECURE = 'android.provider.Settings$Secure.getString';
const LOCATION = 'android.location.LocationManager.requestLocationUpdates';
const MANAGER = 'android.content.pm.PackageManager.getPackageInfo';
const SENSOR = 'android.hardware.SensorManager.getDefaultSensor';

const CASES: readonly (readonly [method: string, accesses: readonly string[], unresolved?: true])[] = [
  ['Reads.androidId', [`android_id: ${SECURE}`]],
  ['Reads.otherSetting', []],
  ['Reads.androidIdThroughBranches', [`android_id: ${SECURE}`]],
  ['Reads.joinedByBuilder', [`android_id: ${SECURE}`]],
  ['Reads.joinedInLoop', [], true],
  ['Reads.joinedByConcat', [`android_id: ${SECURE}`]],
  ['Reads.joinedByFormat', [`android_id: ${SECURE}`]],
  ['Reads.joinedByHelper', [`android_id: ${SECURE}`]],
  ['Reads.joinedByHelperToOther', []],
  ['Reads.builtUri', ['sms: android.content.ContentResolver.query content://sms/inbox']],
  ['Reads.builtUriText', ['sms: android.content.ContentResolver.query content://sms']],
  ['Reads.sameOnBothPaths', [`android_id: ${SECURE}`]],
  ['Reads.oneOfTwo', [], true],
  ['Reads.overwritten', []],
  ['Reads.wrapped', [`android_id: ${SECURE} by wrapper`]],
  ['Reads.wrappedInherited', ['android_id: android.provider.Settings$System.getString by wrapper']],
  ['Reads.wrappedOther', []],
  [
    'Reads.contacts',
    [
      'contacts: android.content.ContentResolver.query android.provider.ContactsContract$Contacts.CONTENT_FILTER_URI',
    ],
  ],
  ['Reads.sms', ['sms: android.content.ContentResolver.query content://sms/inbox']],
  ['Reads.ownProvider', []],
  ['Reads.picker', []],
  ['Reads.callState', ['call_log: android.telephony.TelephonyManager.listen']],
  ['Reads.signalOnly', []],
  ['Reads.ownPackage', []],
  ['Reads.otherPackage', [`app_list: ${MANAGER}`]],
  ['Reads.commandLine', ['serial: getprop ro.serialno']],
  ['Reads.commandWords', ['app_list: pm list packages']],
  ['Reads.commandOfOneWord', ['running_apps: ps']],
  ['Reads.harmlessCommand', []],
  ['Reads.commandFromOutside', [], true],
  ['Reads.propertyByReflection', ['serial: ro.serialno']],
  ['Reads.imeiByReflection', ['imei: android.telephony.TelephonyManager.getDeviceId by reflection']],
  ['Reads.memberFromOutside', []],
  ['Reads.locationByNetwork', [`location_coarse: ${LOCATION}`]],
  ['Reads.locationByGps', [`location_fine: ${LOCATION}`]],
  ['Reads.locationByAny', [`location_fine: ${LOCATION}`]],
  ['Reads.heart', [`health: ${SENSOR}`, `sensors: ${SENSOR}`]],
  ['Reads.light', [`sensors: ${SENSOR}`]],
  ['Reads.serialField', ['serial: android.os.Build.SERIAL']],
  ['Reads.file', ['fingerprint: /proc/cpuinfo']],
  ['Reads.talkOfFile', []],
  [
    'Screen.calls',
    ['call_log: android.app.Activity.managedQuery android.provider.CallLog$Calls.CONTENT_URI'],
  ],
  [
    'Ears.onCallStateChanged',
    ['call_log: android.telephony.PhoneStateListener.onCallStateChanged by override'],
  ],
];

describe('reads of personal information in code', () => {
  for (const [method, accesses, unresolved] of CASES)
    it(`${method} reads ${accesses.join(' and ') || 'nothing'}`, () => {
      assert.deepEqual(accessesIn(method), accesses);
      const open = findings.unresolved.filter((place) => where(place) === method);
      assert.equal(open.length, unresolved ? 1 : 0);
    });

  it('reads no method but those', () => {
    const listed = new Set(CASES.map(([method]) => method));
    assert.deepEqual(
      findings.accesses.filter((access) => !listed.has(where(access))),
      [],
    );
  });

  it('gives the instruction and line of a call', () => {
    const access = findings.accesses.find((each) => where(each) === 'Reads.androidId');
    assert.ok(access);
    assert.deepEqual(toCodePlace(access), {
      kind: 'code',
      className: 'fix.Reads',
      method: 'androidId',
      descriptor: '(Landroid/content/ContentResolver;)Ljava/lang/String;',
      pc: 2,
      line: 24,
      dex: 'classes.dex',
    });
  });

  it('tells resolved reflection from open reflection', () => {
    const open = findings.reflection.filter((call) => !call.resolved).map(where);
    assert.deepEqual(open, ['Reads.memberFromOutside']);
    assert.ok(findings.reflection.length > open.length);
  });

  it('finds code that loads code, not classes that could', () => {
    assert.deepEqual(findings.codeLoads.map(where), ['Loader.more']);
  });

  it('counts native methods', () => {
    assert.deepEqual(
      findings.nativeMethods.map((method) => method.ref.name),
      ['secret'],
    );
  });

  it('keeps addresses and policy wordings with their places', () => {
    assert.deepEqual(
      findings.urls.map((use) => [use.text, where(use)]),
      [['https://api.example.cn/v1/login?x=1', 'Reads.links']],
    );
    assert.deepEqual(
      findings.policyTexts.map((use) => use.text),
      ['请阅读《隐私政策》和用户协议'],
    );
  });
});

describe('damaged code', () => {
  it('is a problem of its file alone', () => {
    const broken = openAppCode([
      { name: 'classes.dex', read: () => dex.subarray(0, 100) },
      { name: 'classes2.dex', read: () => dex },
    ]);
    assert.deepEqual(
      broken.problems.map(({ dex: name, code }) => [name, code]),
      [['classes.dex', 'BAD_DEX']],
    );
    assert.equal(broken.hierarchy.size, app.hierarchy.size);
  });

  it('never throws anything but coded errors, whatever byte is changed', () => {
    const data = loadScannerData();
    const original = readCode(app, data, unlimitedBudget()).accesses.length;
    let different = 0;
    // Every 29th byte behind the header, so that all sections are hit.
    for (let at = 0x28; at < dex.length; at += 29) {
      const bytes = Uint8Array.from(dex);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const mutant = openAppCode([{ name: 'classes.dex', read: () => bytes }]);
      const { accesses } = readCode(mutant, data, unlimitedBudget());
      accesses.forEach(toCodePlace);
      if (accesses.length !== original) different += 1;
    }
    assert.ok(different > 0);
  });
});

describe('wordings of policies', () => {
  const isPolicyText = toPolicyTest(loadScannerData().policyWords);

  it('are found for every word of the table, in any case', () => {
    for (const { word } of loadScannerData().policyWords)
      for (const text of [word, `（${word}）`, word.toUpperCase()]) assert.ok(isPolicyText(text), text);
  });

  for (const text of ['Content-Length disagree', 'privacy', '同意', 'reagree to nothing', 'x'.repeat(5000)])
    it(`are not found in ${text.slice(0, 30)}`, () => assert.ok(!isPolicyText(text)));
});
