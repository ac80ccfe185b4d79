import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { ScanError } from '../../../scanner/errors.ts';
import { readManifest, readSample, verifySignatures } from '../../../scanner/package/index.ts';
import { makeIdentity, signZip } from '../../support/package-signer.ts';
import type { Identity } from '../../support/package-signer.ts';
import { writeXml } from '../../support/package-xml-writer.ts';
import { writeZip } from '../../support/package-zip-writer.ts';
import type { WrittenEntry } from '../../support/package-zip-writer.ts';
import {
  inTemporaryFolder,
  needTool,
  npmApkPath,
  openBytes,
  runTool,
} from '../../support/package-samples.ts';

const [owner, stranger] = [makeIdentity('Owner'), makeIdentity('Stranger')];

type ApkSpec = {
  readonly split?: string;
  readonly package?: string;
  readonly activity?: string;
  readonly by?: Identity;
};

function apk(spec: ApkSpec = {}, entries: readonly WrittenEntry[] = []): Buffer {
  const activity = {
    name: 'activity',
    attributes: [{ name: 'name', resourceId: 0x01010003, value: spec.activity ?? '.Main' }],
  };
  const manifest = writeXml({
    name: 'manifest',
    attributes: [
      { name: 'package', value: spec.package ?? 'com.example' },
      ...(spec.split === undefined ? [] : [{ name: 'split', value: spec.split }]),
    ],
    children: [{ name: 'application', children: [activity] }],
  });
  const zip = writeZip([{ name: 'AndroidManifest.xml', data: manifest }, ...entries]);
  return signZip(zip, [{ scheme: 'v2', by: spec.by ?? owner }]);
}

const dex: WrittenEntry = { name: 'classes.dex', data: 'dex' };
const library: WrittenEntry = { name: 'lib/arm64-v8a/libx.so', data: 'elf', method: 0 };

describe('openPackage', () => {
  const bundle = (method: number): Buffer =>
    writeZip([
      { name: 'config.arm64_v8a.apk', data: apk({ split: 'config.arm64_v8a' }, [library]), method },
      { name: 'manifest.json', data: '{}' },
      { name: 'com.example.apk', data: apk({}, [dex]), method },
      { name: 'feature.apk', data: apk({ split: 'feature', activity: '.Extra' }), method },
    ]);

  for (const [method, word] of [
    [0, 'stored'],
    [8, 'deflated'],
  ] as const) {
    it(`reads a bundle of ${word} APKs as base and splits`, () => {
      const pkg = openBytes(bundle(method), 'app.xapk');
      assert.equal(pkg.format, 'xapk');
      assert.deepEqual(
        pkg.apks.map(({ name }) => name),
        ['com.example.apk', 'feature.apk', 'config.arm64_v8a.apk'],
      );
      assert.deepEqual(
        pkg.base.dexEntries().map(({ name }) => name),
        ['classes.dex'],
      );
      assert.deepEqual(
        pkg.apks[2]?.nativeLibraries().map(({ abi, name }) => [abi, name]),
        [['arm64-v8a', 'libx.so']],
      );
      assert.deepEqual(pkg.anomalies, []);
      const facts = readManifest(pkg, new Map());
      assert.deepEqual(
        facts.components.map(({ name }) => name),
        ['com.example.Main', 'com.example.Extra'],
      );
      const signatures = verifySignatures(pkg, unlimitedBudget());
      assert.deepEqual(signatures.schemes, [{ scheme: 'v2', verified: true, problems: [] }]);
    });
  }

  it('reads a bundle that jszip wrote', async () => {
    const zip = new JSZip();
    zip.file('base.apk', apk());
    zip.file('split_config.zh.apk', apk({ split: 'config.zh' }));
    const bytes = await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', streamFiles: true });
    const pkg = openBytes(bytes, 'app.apkm');
    assert.equal(pkg.format, 'apkm');
    assert.deepEqual(
      pkg.apks.map(({ name }) => name),
      ['base.apk', 'split_config.zh.apk'],
    );
  });

  it('takes splits/ of a bundletool archive and one variant of each split', () => {
    const pkg = openBytes(
      writeZip([
        { name: 'toc.pb', data: '' },
        { name: 'standalones/standalone-arm64_v8a.apk', data: apk() },
        { name: 'splits/base-master_2.apk', data: apk() },
        { name: 'splits/base-master.apk', data: apk() },
        { name: 'splits/base-zh_2.apk', data: apk({ split: 'config.zh' }) },
        { name: 'splits/base-zh.apk', data: apk({ split: 'config.zh' }) },
      ]),
      'app.zip',
    );
    assert.equal(pkg.format, 'apks');
    assert.deepEqual(
      pkg.apks.map(({ name }) => name),
      ['splits/base-master.apk', 'splits/base-zh.apk'],
    );
    assert.deepEqual(
      pkg.anomalies.map(({ code, file }) => [code, file]),
      [
        ['SPLIT_DIFFERS', 'splits/base-zh_2.apk'],
        ['SPLIT_DIFFERS', 'splits/base-master_2.apk'],
      ],
    );
  });

  it('leaves out an APK of another package and a broken one, and says so', () => {
    const pkg = openBytes(
      writeZip([
        { name: 'base.apk', data: apk() },
        { name: 'other.apk', data: apk({ package: 'org.other' }) },
        { name: 'broken.apk', data: apk({ split: 'b' }).subarray(0, 80) },
      ]),
    );
    assert.deepEqual(
      pkg.apks.map(({ name }) => name),
      ['base.apk'],
    );
    assert.deepEqual(
      pkg.anomalies.map(({ code, file }) => [code, file]),
      [
        ['BROKEN_APK', 'broken.apk'],
        ['SPLIT_DIFFERS', 'other.apk'],
      ],
    );
  });

  it('reports a split that somebody else signed', () => {
    const pkg = openBytes(
      writeZip([
        { name: 'base.apk', data: apk() },
        { name: 'b.apk', data: apk({ split: 'b', by: stranger }) },
      ]),
    );
    assert.deepEqual(verifySignatures(pkg, unlimitedBudget()).schemes[0]?.problems, [
      'SPLIT_SIGNER_DIFFERS: b.apk',
    ]);
  });

  const refused: readonly [title: string, entries: readonly WrittenEntry[], code: string][] = [
    ['a zip without manifest or APK', [{ name: 'a.txt', data: 'a' }], 'NO_MANIFEST'],
    ['a bundle without base', [{ name: 'a.apk', data: apk({ split: 'a' }) }], 'NO_MANIFEST'],
    [
      'a bundle whose only APK is no zip',
      [{ name: 'base.apk', data: 'no zip at all, only text' }],
      'NOT_A_ZIP',
    ],
    ['an archive without entries', [], 'NO_MANIFEST'],
  ];
  for (const [title, entries, code] of refused) {
    it(`refuses ${title} with ${code}`, () => {
      assert.throws(
        () => openBytes(writeZip(entries)),
        (error) => error instanceof ScanError && error.code === code,
      );
    });
  }

  it('tells the digests of the sample and of each APK inside', () => {
    const inner = apk();
    const facts = readSample(
      openBytes(writeZip([{ name: 'base.apk', data: inner, method: 0 }]), 'a.apks'),
      unlimitedBudget(),
    );
    assert.equal(facts.format, 'apks');
    assert.match(facts.sha256, /^[0-9a-f]{64}$/u);
    assert.deepEqual(facts.apks, [
      { name: 'base.apk', sizeBytes: inner.byteLength, sha256: facts.apks[0]?.sha256 },
    ]);
    const alone = readSample(openBytes(inner), unlimitedBudget());
    assert.equal(alone.sha256, facts.apks[0]?.sha256);
    assert.equal(alone.md5.length, 32);
    assert.equal(alone.sha1.length, 40);
  });

  it('stops at its deadline', () => {
    const budget = { ...unlimitedBudget(), deadlineMs: 1, nowMs: () => 2 };
    assert.throws(() => readSample(openBytes(apk()), budget), { code: 'DEADLINE_EXCEEDED' });
    assert.throws(() => verifySignatures(openBytes(apk()), budget), { code: 'DEADLINE_EXCEEDED' });
  });

  it('reads manifest and dex of an App Bundle as of the APK it was made from', async function () {
    needTool(this, 'aapt2');
    await inTemporaryFolder((folder) => {
      const proto = join(folder, 'proto.apk');
      const source = npmApkPath('ApiDemos');
      runTool('aapt2', ['convert', '--output-format', 'proto', '-o', proto, source]);
      const converted = openProto(readFileSync(proto));
      const binary = openBytes(readFileSync(source));
      const bundleBytes = writeZip([
        { name: 'BundleConfig.pb', data: '' },
        { name: 'base/manifest/AndroidManifest.xml', data: converted },
        { name: 'base/dex/classes.dex', data: 'dex' },
        { name: 'base/dex/classes2.dex', data: 'dex' },
        { name: 'base/lib/x86/liby.so', data: 'elf' },
      ]);
      writeFileSync(join(folder, 'app.aab'), bundleBytes);
      const pkg = openBytes(bundleBytes, 'app.aab');
      assert.equal(pkg.format, 'aab');
      assert.deepEqual(
        pkg.base.dexEntries().map(({ name }) => name),
        ['base/dex/classes.dex', 'base/dex/classes2.dex'],
      );
      assert.deepEqual(
        pkg.base.nativeLibraries().map(({ abi, name }) => [abi, name]),
        [['x86', 'liby.so']],
      );
      const mine = readManifest(pkg, new Map());
      const theirs = readManifest(binary, new Map());
      assert.equal(mine.packageName, theirs.packageName);
      assert.equal(mine.versionCode, theirs.versionCode);
      assert.equal(mine.versionName, theirs.versionName);
      assert.deepEqual([mine.minSdk, mine.targetSdk], [theirs.minSdk, theirs.targetSdk]);
      assert.deepEqual(mine.permissions, theirs.permissions);
      // Metadata values that are resources stay references, for the bundle's table is not read.
      const outline = (facts: typeof mine): unknown[] =>
        facts.components.map(({ kind, name, exported, intentFilters }) => [
          kind,
          name,
          exported,
          intentFilters.map(({ actions, categories, priority }) => ({ actions, categories, priority })),
        ]);
      assert.deepEqual(outline(mine), outline(theirs));
    });
  });
});

/** The protocol-buffer manifest of a converted APK. */
function openProto(bytes: Buffer): Uint8Array {
  const { base } = openBytes(bytes);
  return base.read(base.find('AndroidManifest.xml') ?? assert.fail());
}
