import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../reports/index.ts';
import { realApks } from '../support/real-apks.ts';
import { hasProgram, runAppgov, runCommand } from '../support/run-command.ts';

describe('appgov scan', () => {
  let out = '';
  const reports = new Map<string, Report>();

  before('scan every real app in one command', async function () {
    this.timeout(180_000);
    out = await mkdtemp(join(tmpdir(), 'appgov-scan-'));
    const result = await runAppgov(
      'scan',
      ...realApks.map((apk) => apk.file),
      '--out',
      out,
      '--profile',
      'static',
      '--format',
      'json,sarif,junit',
    );
    assert.equal(result.code, 0, result.stderr);
    for (const line of result.stderr.trim().split('\n')) {
      const folder = line.slice(line.indexOf('-> ') + 3);
      const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as Report;
      reports.set(report.app.packageName, report);
    }
  });
  after(() => rm(out, { recursive: true, force: true }));

  for (const apk of realApks) {
    describe(apk.name, () => {
      it('names the app as aapt2 does', async function () {
        if (!hasProgram('aapt2')) this.skip();
        const { stdout } = await runCommand('aapt2', ['dump', 'badging', apk.file]);
        const field = (pattern: RegExp) => pattern.exec(stdout)?.[1];
        const { app } = reports.get(apk.packageName) ?? assert.fail(`no report of ${apk.packageName}`);
        assert.equal(app.packageName, field(/^package: name='([^']*)'/m));
        assert.equal(app.versionCode, Number(field(/versionCode='(\d*)'/) || 0));
        assert.equal(app.versionName, field(/versionName='([^']*)'/));
        assert.equal(app.minSdk, Number(field(/^(?:minSdkVersion|sdkVersion):'(\d+)'/m) ?? 1));
        assert.equal(app.targetSdk, Number(field(/^targetSdkVersion:'(\d+)'/m) ?? app.minSdk));
      });

      it('names the signers as apksigner does', async function () {
        if (!hasProgram('apksigner')) this.skip();
        const { stdout } = await runCommand('apksigner', ['verify', '--print-certs', apk.file]);
        const { app } = reports.get(apk.packageName) ?? assert.fail(`no report of ${apk.packageName}`);
        const digests = [...stdout.matchAll(/certificate SHA-256 digest: ([0-9a-f]{64})/g)].map(
          (match) => match[1],
        );
        assert.deepEqual(
          [...new Set(app.signers.map((signer) => signer.sha256))].sort(),
          [...new Set(digests)].sort(),
        );
      });
    });
  }

  it('puts results in a folder of package, version code and hash', () => {
    const report = reports.get('io.appium.android.apis') ?? assert.fail('no report of ApiDemos');
    assert.match(report.app.sha256, /^[0-9a-f]{64}$/);
    assert.equal(report.schemaVersion, '1.0.0');
  });

  it('says that a device was not used, and never calls the app compliant for it', () => {
    const report = reports.get('io.appium.android.apis') ?? assert.fail('no report of ApiDemos');
    assert.notEqual(report.score.band, 'compliant');
    assert.ok(report.gaps.length > 0);
    assert.ok(report.coverage.share < 1);
  });
});

describe('appgov scan, used wrongly or on bad files', () => {
  const cases: readonly [title: string, args: string[], code: number, message: RegExp][] = [
    ['asks for a file', ['scan'], 64, /name at least one/],
    ['refuses an unknown option', ['scan', 'x.apk', '--fast'], 64, /--fast/],
    ['lists the formats it knows', ['scan', 'x.apk', '--format', 'docs'], 64, /json, html/],
    ['lists the profiles it knows', ['scan', 'x.apk', '--profile', 'deep'], 64, /static, full/],
    ['says that a file is not there', ['scan', 'missing.apk', '--out', tmpdir()], 2, /missing\.apk/],
    ['knows its commands', ['scna'], 64, /no command 'scna'/],
  ];
  for (const [title, args, code, message] of cases) {
    it(title, async () => {
      const result = await runAppgov(...args);
      assert.equal(result.code, code);
      assert.match(result.stderr, message);
    });
  }

  it('reports a bad file with its code and still scans the good one beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'appgov-bad-'));
    try {
      const bad = join(folder, 'bad.apk');
      await writeFile(bad, 'this is no zip archive');
      const good =
        realApks.find((apk) => apk.packageName === 'io.appium.uiautomator2.server.test')?.file ?? '';
      const result = await runAppgov(
        ...['scan', bad, good, '--profile', 'static', '--out', folder, '--fail-on', 'violation'],
      );
      assert.equal(result.code, 2);
      assert.match(result.stderr, /NOT_A_ZIP/);
      assert.match(result.stderr, /io\.appium\.uiautomator2\.server\.test/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
