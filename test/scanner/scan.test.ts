import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { STATIC_COLLECTORS, STATIC_SLOTS } from '../../scanner/collectors/index.ts';
import type { Collector, CollectorOverrides, StaticSlot } from '../../scanner/collectors/index.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { ScanError } from '../../scanner/errors.ts';
import {
  SLOT_NAMES,
  checkAttachments,
  checkSeal,
  loadEvidence,
  renderEvidence,
} from '../../scanner/evidence/index.ts';
import type { Evidence, SlotName, SlotValues } from '../../scanner/evidence/index.ts';
import { memorySource, openPackage } from '../../scanner/package/index.ts';
import { scanPackage } from '../../scanner/scan.ts';
import type { ScanOptions, ScanResult } from '../../scanner/scan.ts';

const data = loadScannerData();
const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const APKS = {
  demos: 'android-apidemos/apks/ApiDemos-debug.apk',
  settings: 'io.appium.settings/apks/settings_apk-debug.apk',
  minicap: '@u4/minicap-prebuilt/prebuilt/noarch/minicap.apk',
  espresso:
    'appium-espresso-driver/espresso-server/app/build/outputs/apk/androidTest/debug/app-debug-androidTest.apk',
} as const;
type ApkName = keyof typeof APKS;

const fileOf = (name: ApkName): string =>
  fileURLToPath(new URL(`../../node_modules/${APKS[name]}`, import.meta.url));

function scan(bytes: Uint8Array, options: Partial<ScanOptions> = {}): Promise<ScanResult> {
  return scanPackage(memorySource(bytes), {
    fileName: 'sample.apk',
    profile: 'static',
    engineVersion: '0.0.0',
    collectedAt: '2026-01-02T03:04:05Z',
    data,
    budget: unlimitedBudget(),
    ...options,
  });
}

const scans = new Map<ApkName, Promise<ScanResult>>();
function scanOf(name: ApkName): Promise<ScanResult> {
  const known = scans.get(name);
  if (known) return known;
  const started = scan(readFileSync(fileOf(name)), { fileName: basename(fileOf(name)) });
  scans.set(name, started);
  return started;
}

function valueOf<Name extends SlotName>(evidence: Evidence, name: Name): SlotValues[Name] {
  const slot = evidence.slots[name];
  assert.equal(slot.kind, 'present', `${name} is ${slot.kind}`);
  return (slot as { value: SlotValues[Name] }).value;
}

function run(tool: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(tool, args, {
      encoding: 'utf8',
      maxBuffer: 64 << 20,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function namesIn(badging: string, line: string): string[] {
  return [...badging.matchAll(new RegExp(`^${line}: name='([^']*)'`, 'gm'))].map((match) => match[1] ?? '');
}

/** Made of other slots, and there after every scan. */
const DERIVED: readonly SlotName[] = ['attachments', 'policyMatches'];

describe('a static scan', () => {
  for (const name of Object.keys(APKS) as ApkName[]) {
    it(`fills every static slot from ${name}, and its evidence is sealed and loads again`, async () => {
      const { evidence, attachments } = await scanOf(name);
      for (const slot of STATIC_SLOTS) assert.equal(evidence.slots[slot].kind, 'present', slot);
      for (const slot of SLOT_NAMES)
        if (!(STATIC_SLOTS as readonly SlotName[]).includes(slot) && !DERIVED.includes(slot))
          assert.deepEqual(evidence.slots[slot], {
            kind: 'skipped',
            reason: slot === 'listing' ? 'no store listing' : 'static profile',
          });
      const loaded = loadEvidence(renderEvidence(evidence));
      assert.equal(checkSeal(loaded, sha256).kind, 'intact');
      assert.deepEqual(checkAttachments(loaded, attachments, sha256), []);
    });

    it(`names ${name} as aapt2 does`, async function () {
      const badging = run('aapt2', ['dump', 'badging', fileOf(name)]);
      if (badging === undefined) {
        console.log('      skipped: aapt2 is not installed');
        this.skip();
      }
      const { evidence } = await scanOf(name);
      const manifest = valueOf(evidence, 'manifest');
      const expected = /^package: name='([^']*)' versionCode='([^']*)' versionName='([^']*)'/m.exec(badging);
      assert.ok(expected);
      assert.deepEqual(
        [manifest.packageName, String(manifest.versionCode || ''), manifest.versionName],
        expected.slice(1, 4),
      );
      assert.equal(String(manifest.targetSdk), /^targetSdkVersion:'(\d+)'/m.exec(badging)?.[1]);
      // Android adds some permissions by itself to those that the manifest asks for.
      const implied = new Set(namesIn(badging, 'uses-implied-permission'));
      const permissions = namesIn(badging, 'uses-permission').filter((each) => !implied.has(each));
      assert.deepEqual(
        [...new Set(manifest.permissions.map((each) => each.name))].sort(),
        [...new Set(permissions)].sort(),
      );
    });

    it(`gives the signers of ${name} as apksigner does`, async function () {
      const printed = run('apksigner', ['verify', '--print-certs', fileOf(name)]);
      if (printed === undefined) {
        console.log('      skipped: apksigner is not installed');
        this.skip();
      }
      const { evidence } = await scanOf(name);
      const digests = [...printed.matchAll(/certificate SHA-256 digest: ([0-9a-f]{64})/g)].map(
        (match) => match[1],
      );
      assert.deepEqual(
        valueOf(evidence, 'signatures').signers.map((signer) => signer.sha256),
        digests,
      );
    });
  }

  it('finds what ApiDemos does: contacts, SMS, sensors, clipboard, camera, location', async () => {
    const { evidence } = await scanOf('demos');
    const own = valueOf(evidence, 'apiCalls').filter((call) => call.attribution.kind === 'app');
    const types = new Set(own.map((call) => call.piType));
    for (const type of [
      'contacts',
      'sms',
      'sensors',
      'clipboard',
      'camera',
      'app_list',
      'media',
      'nfc',
      'screen',
    ])
      assert.ok(types.has(type), type);
    assert.ok(!types.has('imei'), 'only AndroidX reads the IMEI, in its compatibility helpers');
    const sensors = own.find((call) => call.api === 'android.hardware.SensorManager.registerListener');
    assert.match(sensors?.place.className ?? '', /^io\.appium\.android\.apis\./);
    assert.ok((sensors?.place.line ?? 0) > 0);
  });

  it('attributes the calls of Play services to them and not to the app', async () => {
    const { evidence } = await scanOf('settings');
    const sdks = valueOf(evidence, 'sdks');
    const gms = sdks.find((sdk) => sdk.id === 'google-gms');
    assert.equal(gms?.confidence, 'certain');
    assert.ok(gms.readsPiTypes.includes('app_list'));
    const calls = valueOf(evidence, 'apiCalls').filter(
      (call) => call.attribution.kind === 'sdk' && call.attribution.sdkId === 'google-gms',
    );
    assert.ok(calls.length > 5);
    assert.ok(calls.every((call) => call.place.className.startsWith('com.google.android.gms.')));
  });

  it('takes a vendor’s app for no SDK of its own', async () => {
    const { evidence } = await scanOf('settings');
    assert.ok(
      !valueOf(evidence, 'sdks').some((sdk) =>
        sdk.matches.some((match) => match.value.startsWith('io.appium')),
      ),
    );
  });

  it('gives the same bytes for the same sample', async () => {
    const bytes = readFileSync(fileOf('minicap'));
    const options = { fileName: basename(fileOf('minicap')) };
    const [first, second] = [await scan(bytes, options), await scan(bytes, options)];
    assert.equal(renderEvidence(first.evidence), renderEvidence(second.evidence));
  });

  it('says of a full scan that there was no device', async () => {
    const { evidence } = await scan(readFileSync(fileOf('minicap')), { profile: 'full' });
    assert.deepEqual(evidence.slots.device, { kind: 'unsupported', reason: 'no device in this build' });
    assert.deepEqual(evidence.slots.piReads, { kind: 'unsupported', reason: 'no device in this build' });
    assert.ok(evidence.gaps.some((gap) => gap.code === 'NO_DEVICE' && gap.affects.includes('piReads')));
  });
});

describe('a scan that cannot go on', () => {
  for (const [name, bytes, code] of [
    ['an empty file', new Uint8Array(0), 'EMPTY_FILE'],
    [
      'a text',
      new TextEncoder().encode('hello, I am no package at all, though I am long enough'),
      'NOT_A_ZIP',
    ],
  ] as const)
    it(`refuses ${name} with ${code}`, async () => {
      await assert.rejects(scan(bytes), { name: 'ScanError', code });
    });

  it('stops with CANCELLED when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(
      scan(readFileSync(fileOf('minicap')), { budget: { ...unlimitedBudget(), signal: controller.signal } }),
      { code: 'CANCELLED' },
    );
  });

  it('keeps what it has when time runs out', async () => {
    let spent = false;
    const { evidence } = await scan(readFileSync(fileOf('minicap')), {
      budget: {
        ...unlimitedBudget(),
        deadlineMs: 1,
        nowMs: () => (spent ? 2 : 0),
        log: ({ stage }) => {
          if (stage === 'signatures') spent = true;
        },
      },
    });
    assert.equal(evidence.slots.manifest.kind, 'present');
    assert.deepEqual(
      { ...evidence.slots.apiCalls, message: '' },
      { kind: 'failed', code: 'DEADLINE_EXCEEDED', message: '' },
    );
  });
});

describe('a damaged app', () => {
  it('gives what can be read, and says that its code could not be', async () => {
    const { evidence } = await scan(damageDex(readFileSync(fileOf('demos'))));
    assert.equal(valueOf(evidence, 'manifest').packageName, 'io.appium.android.apis');
    const code = evidence.slots.code;
    const untold = code.kind === 'present' && !evidence.gaps.some((gap) => gap.code === 'BROKEN_CODE');
    assert.ok(!untold, JSON.stringify(code).slice(0, 200));
    const signatures = valueOf(evidence, 'signatures');
    assert.ok(
      signatures.schemes.some((scheme) => !scheme.verified),
      'a changed app does not verify',
    );
  });
});

describe('a collector that breaks', () => {
  const sample = readFileSync(fileOf('minicap'));

  for (const broken of STATIC_SLOTS)
    for (const [how, error] of [
      ['a coded error', new ScanError('LIMIT_EXCEEDED', 'too much')],
      ['a fault of ours', new TypeError('oops')],
    ] as const)
      it(`${broken} failing with ${how} turns no slot to good news`, async () => {
        const whole = (await scanOf('minicap')).evidence;
        const { evidence } = await scan(sample, {
          fileName: basename(fileOf('minicap')),
          collectors: breaking(broken, error),
        });
        const slot = evidence.slots[broken];
        assert.equal(slot.kind, 'failed');
        assert.equal(
          slot.kind === 'failed' && slot.code,
          error instanceof ScanError ? 'LIMIT_EXCEEDED' : 'INTERNAL',
        );
        assert.ok(
          evidence.gaps.some((gap) => gap.code === 'COLLECTOR_FAILED' && gap.affects.includes(broken)),
        );
        for (const name of STATIC_SLOTS) {
          const now = evidence.slots[name];
          if (now.kind !== 'present') continue;
          const isWhole = JSON.stringify(now) === JSON.stringify(whole.slots[name]);
          const isTold = evidence.gaps.some(
            (gap) => gap.code === 'COLLECTOR_FAILED' && gap.affects.includes(name),
          );
          assert.ok(isWhole || isTold, `${name} has less than before and does not say so`);
        }
        assert.equal(checkSeal(evidence, sha256).kind, 'intact');
      });
});

function breaking(slot: StaticSlot, error: Error): CollectorOverrides {
  const broken: Collector<StaticSlot> = {
    slot,
    collect: () => {
      throw error;
    },
  };
  return { [slot]: broken };
}

/** The package with bytes in the middle of its compressed classes.dex zeroed. */
function damageDex(apk: Uint8Array): Uint8Array {
  const bytes = Buffer.from(apk);
  const entry = openPackage(memorySource(apk), 'sample.apk', unlimitedBudget()).base.find('classes.dex');
  assert.ok(entry);
  const middle = entry.localHeaderOffset + Math.floor(entry.compressedSizeBytes / 2);
  bytes.fill(0, middle, middle + 4096);
  return bytes;
}

it('each static slot has its own collector', () => {
  for (const name of STATIC_SLOTS) assert.equal(STATIC_COLLECTORS[name].slot, name);
});
