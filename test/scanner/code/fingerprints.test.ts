import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { openAppCode } from '../../../scanner/code/index.ts';
import { DexPrinter } from '../../../scanner/code/fingerprints/index.ts';
import { STATIC_COLLECTORS, toScanInput } from '../../../scanner/collectors/index.ts';
import type { ScanInput } from '../../../scanner/collectors/index.ts';
import { loadScannerData, SdkFingerprints, SdkTable, toFingerprint } from '../../../scanner/data/index.ts';
import type { ScannerData } from '../../../scanner/data/index.ts';
import { memorySource, openPackage, ZipArchive } from '../../../scanner/package/index.ts';
import { readClassPrints } from '../../../tools/sdk-fingerprints/class-prints.ts';
import { readSources } from '../../../tools/sdk-fingerprints/read-sources.ts';
import { writeXml } from '../../support/package-xml-writer.ts';
import { writeZip } from '../../support/package-zip-writer.ts';
import { writeStubJar } from '../../support/stub-jar.ts';
import { inTemporaryFolder, needTool } from '../../support/package-samples.ts';

const data = loadScannerData();
const table = data.sdkFingerprints;

describe('the table of fingerprints', () => {
  it('names owners that the other tables know, each once', () => {
    const ids = table.rows.map(({ owner }) => `${owner.kind} ${owner.id}`);
    assert.equal(new Set(ids).size, ids.length);
    for (const { owner, prints, size } of table.rows) {
      if (owner.kind === 'sdk') assert.ok(data.sdks.findById(owner.id), owner.id);
      else assert.ok(data.libraryPrefixes.has(owner.id), owner.id);
      assert.ok(size > 10 && size <= prints.length, owner.id);
    }
  });

  it('and that of texts name each text once, for an SDK that is known', () => {
    const texts = data.sdkTexts.map(({ text }) => text);
    assert.equal(new Set(texts).size, texts.length);
    for (const { id } of data.sdkTexts) assert.ok(data.sdks.findById(id), id);
  });

  it('holds the prints of every source that is installed, made anew', async () => {
    const read = (await readSources({ fetch: false })).filter(({ classes }) => classes);
    assert.ok(read.length >= 10, `${read.length} sources are at hand`);
    for (const { source, classes = [] } of read) {
      const row = table.rows.find(({ owner }) => owner.id === source.id);
      assert.ok(row, source.id);
      const made = new Set(classes.flatMap(({ prints }) => prints));
      const bit = source.version === '' ? 1 : 1 << row.versions.indexOf(source.version);
      const ofVersion = [...row.prints].filter((_, i) => ((row.masks[i] ?? 0) & bit) !== 0);
      // Several files may make up a version, so that a file need not hold all; an SDK of one file must.
      const held = ofVersion.filter((print) => made.has(print)).length;
      const isWhole = source.kind === 'sdk';
      assert.ok(held >= (isWhole ? ofVersion.length : 20), `${source.id}: ${held} of ${ofVersion.length}`);
    }
  });
});

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

function printsOfDex(name: string): readonly number[] {
  const app = openAppCode([{ name, read: () => fixture(name) }]);
  const printer = new DexPrinter();
  return [...app.hierarchy.classes()].flatMap((defined) => [...printer.printsOf(defined)]);
}

describe('prints', () => {
  it('are the same of class files and of the dex file made from them', () => {
    const archive = new ZipArchive(memorySource(fixture('courier.jar')), 'courier.jar');
    const ofJar = archive.entries
      .filter(({ name }) => name.endsWith('.class'))
      .flatMap((entry) => [...readClassPrints(archive.read(entry)).prints]);
    assert.ok(ofJar.length >= 8);
    assert.deepEqual([...ofJar].sort(), [...printsOfDex('courier.dex')].sort());
  });
});

describe('an app with a renamed SDK', () => {
  const prints = new Uint32Array([...new Set(printsOfDex('courier.dex'))]);
  const courier = toFingerprint('sdk', 'courier', ['2.1'], prints, new Uint8Array(prints.length).fill(1));
  const [anyRow] = data.sdks.rows;
  assert.ok(anyRow);
  const row = {
    ...anyRow,
    id: 'courier',
    name: 'Courier',
    prefixes: ['org.courier'],
    components: [],
    domains: [],
    nativeLibraries: [],
  };
  const known = {
    ...data,
    sdks: new SdkTable([...data.sdks.rows, row]),
    sdkFingerprints: new SdkFingerprints([...table.rows, courier]),
    sdkTexts: [{ id: 'courier', text: 'courier_sdk_prefs', source: 'jar' as const }],
  };
  const scan = (withData: ScannerData): ScanInput => {
    const manifest = writeXml({
      name: 'manifest',
      attributes: [{ name: 'package', value: 'app' }],
      children: [
        {
          name: 'application',
          attributes: [
            {
              namespace: 'http://schemas.android.com/apk/res/android',
              name: 'name',
              resourceId: 0x01010003,
              value: '.Start',
            },
          ],
        },
      ],
    });
    const apk = writeZip([
      { name: 'AndroidManifest.xml', data: manifest },
      { name: 'classes.dex', data: fixture('courier-renamed.dex') },
    ]);
    return toScanInput(
      openPackage(memorySource(apk), 'app.apk', unlimitedBudget()),
      withData,
      unlimitedBudget(),
    );
  };

  it('is told with the classes that are the SDK’s, and what they read', () => {
    const input = scan(known);
    const sdk = input.collected(STATIC_COLLECTORS.sdks).value.find(({ id }) => id === 'courier');
    assert.deepEqual(
      sdk?.matches.map(({ by }) => by),
      ['fingerprint', 'string'],
    );
    assert.equal(sdk.reach, 'reachable');
    assert.deepEqual(sdk.reachablePiTypes, ['android_id', 'fingerprint', 'mac', 'operator', 'wifi']);
    const callers = input
      .collected(STATIC_COLLECTORS.apiCalls)
      .value.map(({ place, attribution }) => [place.className.split('.')[0], attribution.kind]);
    assert.ok(callers.length > 0);
    for (const [top, kind] of callers) assert.equal(kind, top === 'b' ? 'sdk' : 'app');
    assert.deepEqual(input.code().attributor.attribute('app.a'), { kind: 'app' });
  });

  it('is likely there by a text of its own alone', () => {
    const { value } = scan({ ...known, sdkFingerprints: table }).collected(STATIC_COLLECTORS.sdks);
    assert.deepEqual(
      value.map(({ id, confidence, reach }) => [id, confidence, reach]),
      [['courier', 'likely', 'cannot-tell']],
    );
  });

  it('has an unknown owner where no fingerprint is at hand', () => {
    const input = scan(data);
    assert.deepEqual(
      input.collected(STATIC_COLLECTORS.sdks).value.map(({ id }) => id),
      [],
    );
    assert.deepEqual(input.code().attributor.attribute('b.a'), { kind: 'unknown' });
  });
});

describe('an SDK that ProGuard renamed', () => {
  const jcore = 'jcore-react-native/android/libs/jcore-android-1.2.6.jar';
  const jpush = 'jpush-react-native/android/libs/jpush-android-3.1.8.jar';
  const cases: readonly (readonly [
    id: string,
    way: string,
    jars: readonly string[],
    rules: readonly string[],
  ])[] = [
    [
      'jiguang-jcore',
      'renamed and put into one package',
      [jcore],
      ['-keep,allowobfuscation class **', '-dontshrink', '-dontoptimize', "-repackageclasses 'a'"],
    ],
    [
      'jiguang-jcore',
      'renamed, shrunk and optimised',
      [jcore],
      [
        '-keep,allowobfuscation class cn.jiguang.api.** { public *; }',
        '-optimizationpasses 1',
        '-allowaccessmodification',
        "-repackageclasses ''",
      ],
    ],
    [
      'jpush',
      'renamed and shrunk',
      [jpush, jcore],
      [
        '-keep,allowobfuscation class cn.jpush.android.api.** { public *; }',
        '-keep,allowobfuscation class cn.jpush.android.service.** { public *; }',
        '-dontoptimize',
        "-repackageclasses 'q'",
      ],
    ],
  ];
  for (const [id, way, jars, rules] of cases)
    it(`${id} is still told when ${way}`, async function () {
      this.timeout(240_000);
      needTool(this, 'proguard');
      await inTemporaryFolder(async (folder) => {
        const hits = new Map<string, Set<number>>();
        for (const print of await renamedPrints(folder, jars, rules)) {
          const owner = table.find(print)?.owner;
          if (owner) hits.set(owner.id, (hits.get(owner.id) ?? new Set<number>()).add(print));
        }
        const own = hits.get(id)?.size ?? 0;
        const size = table.rows.find(({ owner }) => owner.id === id)?.size ?? 0;
        // Twice what the matcher asks for.
        assert.ok(own >= size * 0.08, `${own} of ${size}`);
        for (const [other, found] of hits)
          if (other !== id) assert.ok(found.size < own / 10, `${other}: ${found.size} beside ${own}`);
      });
    });
});

let stubJar: Uint8Array | undefined;

async function stubs(): Promise<Uint8Array> {
  stubJar ??= await writeStubJar();
  return stubJar;
}

/** Prints of what ProGuard makes of the first jar; the others are what it calls. */
async function renamedPrints(
  folder: string,
  [jar = '', ...others]: readonly string[],
  rules: readonly string[],
): Promise<readonly number[]> {
  const toPath = (name: string): string =>
    fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url));
  const output = join(folder, 'renamed.jar');
  const platform = join(folder, 'platform.jar');
  writeFileSync(platform, await stubs());
  const file = join(folder, 'rules.pro');
  const lines = [
    `-injars ${toPath(jar)}`,
    `-outjars ${output}`,
    ...[platform, ...others.map(toPath)].map((library) => `-libraryjars ${library}`),
    '-dontwarn',
    '-dontnote',
    '-ignorewarnings',
    ...rules,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  execFileSync('proguard', [`@${file}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  const archive = new ZipArchive(memorySource(readFileSync(output)), 'renamed.jar');
  const classes = archive.entries.filter(({ name }) => name.endsWith('.class'));
  const read = classes.map((entry) => readClassPrints(archive.read(entry)));
  assert.ok(read.length > 20);
  // A few names stay because they are named in strings.
  const named = read.filter(({ name }) => /^cn\/(?:jiguang|jpush)\//u.test(name));
  assert.ok(named.length < read.length / 5, `${named.length} of ${read.length} classes kept their names`);
  return read.flatMap(({ prints }) => prints);
}
