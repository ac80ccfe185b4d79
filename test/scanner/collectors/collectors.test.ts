import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { unlimitedBudget } from '../../../scanner/budget.ts';
import { Attributor } from '../../../scanner/code/index.ts';
import { GAPS, STATIC_COLLECTORS, toScanInput } from '../../../scanner/collectors/index.ts';
import type { Collected, StaticSlot } from '../../../scanner/collectors/index.ts';
import { findHost, findUrls } from '../../../scanner/collectors/urls.ts';
import { loadScannerData } from '../../../scanner/data/index.ts';
import { memorySource, openPackage } from '../../../scanner/package/index.ts';
import { writeXml } from '../../support/package-xml-writer.ts';
import { writeZip } from '../../support/package-zip-writer.ts';
import type { WrittenEntry } from '../../support/package-zip-writer.ts';

const data = loadScannerData();
const dex = readFileSync(new URL('../code/fixtures/reads.dex', import.meta.url));
const ANDROID = 'http://schemas.android.com/apk/res/android';

function manifestOf(packageName: string, components: readonly string[] = []): Uint8Array {
  return writeXml({
    name: 'manifest',
    attributes: [{ name: 'package', value: packageName }],
    children: [
      {
        name: 'application',
        children: components.map((name) => ({
          name: 'activity',
          attributes: [{ namespace: ANDROID, name: 'name', resourceId: 0x01010003, value: name }],
        })),
      },
    ],
  });
}

/** What one collector finds in a package of these entries; manifest and a small dex file are there unless given. */
function collect<Name extends StaticSlot>(
  slot: Name,
  entries: readonly WrittenEntry[],
  manifest = manifestOf('com.example.app'),
): Collected<Name> {
  const all: WrittenEntry[] = [{ name: 'AndroidManifest.xml', data: manifest }, ...entries];
  if (!entries.some((entry) => entry.name === 'classes.dex')) all.push({ name: 'classes.dex', data: dex });
  const pkg = openPackage(memorySource(writeZip(all)), 'sample.apk', unlimitedBudget());
  return toScanInput(pkg, data, unlimitedBudget()).collected(STATIC_COLLECTORS[slot]) as Collected<Name>;
}

const file = (name: string, content: string | Uint8Array = 'x'): WrittenEntry => ({ name, data: content });

describe('packers', () => {
  for (const [name, id, code] of [
    ['lib/arm64-v8a/libjiagu.so', '360', 'PACKED_CODE'],
    ['assets/libjiagu_a64.so', '360', 'PACKED_CODE'],
    ['lib/armeabi-v7a/libDexHelper.so', 'bangcle', 'PACKED_CODE'],
    ['assets/ijiami.dat', 'ijiami', 'PACKED_CODE'],
    ['lib/armeabi-v7a/libshella-4.1.0.so', 'legu', 'PACKED_CODE'],
    ['lib/armeabi-v7a/libbaiduprotect.so', 'baidu', 'PACKED_CODE'],
    ['lib/arm64-v8a/libpairipcore.so', 'pairip', 'PARTLY_PACKED_CODE'],
  ] as const)
    it(`${name} betrays ${id}`, () => {
      const { value, gaps } = collect('packers', [file(name)]);
      assert.deepEqual(
        value.map((packer) => [packer.id, packer.places]),
        [[id, [{ kind: 'file', file: name }]]],
      );
      assert.deepEqual(
        gaps.map((gap) => gap.code),
        [code],
      );
      assert.ok(gaps[0]?.affects.includes('apiCalls'));
    });

  it('takes a file name that others use too for no packer by itself', () => {
    assert.deepEqual(collect('packers', [file('lib/arm64-v8a/libshell.so')]).value, []);
  });

  it('takes most components being in no dex file for a packer that it does not know', () => {
    const manifest = manifestOf('com.example.app', ['.A', '.B', '.C', 'fix.Screen']);
    const { value, gaps } = collect('packers', [], manifest);
    assert.deepEqual(
      value.map((packer) => packer.id),
      ['unknown'],
    );
    assert.equal(value[0]?.places.length, 3);
    assert.deepEqual(
      gaps.map((gap) => gap.code),
      ['PACKED_CODE'],
    );
  });

  it('says nothing of an app whose components are there', () => {
    assert.deepEqual(collect('packers', [], manifestOf('fix', ['.Screen', '.Keys', '.Reads'])), {
      value: [],
      gaps: [],
    });
  });
});

describe('frameworks outside dex', () => {
  for (const [name, id] of [
    ['lib/arm64-v8a/libflutter.so', 'flutter'],
    ['assets/flutter_assets/fonts/a.ttf', 'flutter'],
    ['assets/index.android.bundle', 'react-native'],
    ['assets/bin/Data/Managed/a.dll', 'unity'],
    ['assets/www/cordova.js', 'cordova'],
    ['assets/apps/__UNI__1234567/www/app-service.js', 'uni-app'],
    ['assemblies/assemblies.blob', 'xamarin'],
    ['lib/armeabi-v7a/libweexcore.so', 'weex'],
    ['lib/arm64-v8a/libcocos2djs.so', 'cocos'],
    ['assets/capacitor.config.json', 'capacitor'],
    ['assets/mini/app.wxapkg', 'mini-program'],
  ] as const)
    it(`${name} betrays ${id}`, () => {
      const { value, gaps } = collect('hybridFrameworks', [file(name)]);
      assert.deepEqual(
        value.map((framework) => framework.id),
        [id],
      );
      assert.deepEqual(
        gaps.map((gap) => gap.code),
        ['HYBRID_CODE'],
      );
    });

  it('are not seen in an app that has none', () => {
    assert.deepEqual(collect('hybridFrameworks', [file('assets/www/index.html')]), { value: [], gaps: [] });
  });
});

describe('native libraries', () => {
  it('are listed with ABI and hash, and are a gap', () => {
    const { value, gaps } = collect('nativeLibraries', [file('lib/arm64-v8a/libtalk.so', 'abc')]);
    assert.deepEqual(value, [
      {
        file: 'lib/arm64-v8a/libtalk.so',
        name: 'libtalk.so',
        abi: 'arm64-v8a',
        sizeBytes: 3,
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      },
    ]);
    assert.deepEqual(
      gaps.map((gap) => gap.code),
      ['NATIVE_CODE'],
    );
  });

  it('of Android’s own toolkit are no gap', () => {
    const { gaps } = collect('nativeLibraries', [file('lib/arm64-v8a/libandroidx.graphics.path.so')]);
    assert.deepEqual(gaps, []);
  });
});

describe('SDKs', () => {
  it('known by a library alone are likely, by a host alone possible', () => {
    const { value } = collect('sdks', [
      file('lib/arm64-v8a/libflutter.so'),
      file('assets/conf.json', '{"log":"https://alog.umeng.com/app"}'),
    ]);
    const confidence = Object.fromEntries(value.map((sdk) => [sdk.id, sdk.confidence]));
    assert.equal(confidence['google-flutter'], 'likely');
    assert.equal(confidence['umeng-analytics'], 'possible');
    const umeng = value.find((sdk) => sdk.id === 'umeng-analytics');
    assert.deepEqual(umeng?.matches, [
      { by: 'domain', value: 'alog.umeng.com', place: { kind: 'file', file: 'assets/conf.json' } },
    ]);
    assert.ok(umeng.declaredPiTypes.includes('mac'));
    assert.deepEqual(umeng.readsPiTypes, []);
  });

  it('known by a component of the manifest are likely', () => {
    const { value } = collect(
      'sdks',
      [],
      manifestOf('com.example.app', ['com.igexin.sdk.PushActivity', '.Main']),
    );
    assert.deepEqual(
      value.map((sdk) => [sdk.id, sdk.confidence, sdk.matches[0]?.by]),
      [['getui-push', 'likely', 'component']],
    );
  });
});

describe('code', () => {
  it('damaged in part is read in part, with a gap', () => {
    const bytes = Uint8Array.from(dex);
    // The offset of the class data of one class: item 2 of the class definitions.
    const classDefs = Buffer.from(dex).readUInt32LE(0x64);
    Buffer.from(bytes.buffer).writeUInt32LE(0x7fffffff, classDefs + 32 + 24);
    const { gaps } = collect('code', [file('classes.dex', bytes)]);
    assert.ok(gaps.some((gap) => gap.code === 'BROKEN_CODE'));
    const { value } = collect('apiCalls', [file('classes.dex', bytes)]);
    assert.ok(value.length > 10);
  });

  it('absent makes every slot that needs it fail with NO_DEX', () => {
    const pkg = openPackage(
      memorySource(writeZip([{ name: 'AndroidManifest.xml', data: manifestOf('com.example.app') }])),
      'sample.apk',
      unlimitedBudget(),
    );
    const input = toScanInput(pkg, data, unlimitedBudget());
    for (const slot of ['code', 'apiCalls', 'sdks', 'endpoints'] as const)
      assert.throws(() => input.collected(STATIC_COLLECTORS[slot] as never), { code: 'NO_DEX' }, slot);
    assert.deepEqual(
      input.collected(STATIC_COLLECTORS.packers).gaps.map((gap) => gap.code),
      ['COLLECTOR_FAILED'],
    );
  });

  it('and files named like a policy are hints', () => {
    const { value } = collect('code', [file('assets/privacy_policy.html'), file('assets/index.html')]);
    assert.deepEqual(
      value.policyHints.map((hint) => hint.text),
      ['请阅读《隐私政策》和用户协议', 'assets/privacy_policy.html'],
    );
  });

  it('that loads code or looks up members by open names is a gap', () => {
    assert.deepEqual(
      collect('code', []).gaps.map((gap) => gap.code),
      ['DYNAMIC_CODE'],
    );
    assert.deepEqual(
      collect('apiCalls', []).gaps.map((gap) => gap.code),
      ['REFLECTION', 'UNRESOLVED_ARGUMENT'],
    );
  });
});

describe('addresses', () => {
  for (const [text, urls] of [
    [
      'see https://a.example.cn/x?y=1, or http://b.example.cn.',
      ['https://a.example.cn/x?y=1', 'http://b.example.cn'],
    ],
    ['wss://push.example.cn:443/s', ['wss://push.example.cn:443/s']],
    ['http://schemas.android.com/apk/res/android', []],
    ['https://%s/api', []],
    ['http://', []],
    ['https://用户.中国/路径。', ['https://用户.中国/路径']],
    ['<a href="http://127.0.0.1:8080/a">', ['http://127.0.0.1:8080/a']],
  ] as const)
    it(`in ${text}`, () =>
      assert.deepEqual(
        findUrls(text).map((each) => each.url),
        urls,
      ));

  it('give the host without user, port or case', () => {
    assert.equal(findHost('https://me:pw@WWW.Example.CN:8443/'), 'www.example.cn');
    assert.equal(findHost('https://{host}/'), undefined);
  });
});

describe('attribution', () => {
  const attributor = new Attributor(data, 'com.example.shop', ['com.example.shop.Main', 'org.other.Widget']);
  for (const [className, expected] of [
    ['com.example.shop.a.B', { kind: 'app' }],
    ['com.example.common.Util', { kind: 'app' }],
    ['org.other.Helper', { kind: 'app' }],
    ['com.umeng.analytics.A', { kind: 'sdk', sdkId: 'umeng-analytics' }],
    ['androidx.core.app.A', { kind: 'library', prefix: 'androidx.core' }],
    ['okhttp3.internal.http.A', { kind: 'library', prefix: 'okhttp3.internal' }],
    ['kotlin.Unit', { kind: 'library', prefix: 'kotlin' }],
    ['a.b.c', { kind: 'unknown' }],
    ['Main', { kind: 'unknown' }],
    ['com.Main', { kind: 'unknown' }],
  ] as const)
    it(`of ${className} is ${JSON.stringify(expected)}`, () =>
      assert.deepEqual(attributor.attribute(className), expected));

  it('lets a vendor’s own app own the vendor’s code', () => {
    const own = new Attributor(data, 'com.umeng.analytics.demo', []);
    assert.deepEqual(own.attribute('com.umeng.analytics.MobclickAgent'), { kind: 'app' });
    assert.deepEqual(own.attribute('com.umeng.message.A'), { kind: 'sdk', sdkId: 'umeng-push' });
  });

  it('does not give an app the code of others who share its domain', () => {
    const shared = new Attributor(data, 'com.github.somebody.app', []);
    assert.deepEqual(shared.attribute('com.github.somebody.lib.A'), { kind: 'app' });
    assert.deepEqual(shared.attribute('com.github.nobodyknown.A'), { kind: 'unknown' });
  });
});

describe('the list of gaps', () => {
  it('is the one in docs/gaps.md, slot for slot', () => {
    const text = readFileSync(new URL('../../../docs/gaps.md', import.meta.url), 'utf8');
    const section = /^## Static collectors$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(text)?.[1] ?? '';
    const rows = [...section.matchAll(/^\| `([A-Z_]+)`\s*\|[^|]*\|([^|]*)\|/gm)].map((match) => [
      match[1],
      match[2]?.trim(),
    ]);
    assert.deepEqual(
      rows.map(([code]) => code),
      Object.keys(GAPS),
    );
    for (const [code, slots] of rows) {
      const { affects } = GAPS[code as keyof typeof GAPS];
      if (slots?.startsWith('the slot')) continue;
      if (slots === 'every slot of a run')
        assert.ok((affects as readonly string[]).includes('piReads'), code);
      else assert.deepEqual(slots === 'none' ? [] : slots?.split(', '), [...affects], code);
    }
  });

  it('speaks both languages', () => {
    for (const [code, row] of Object.entries(GAPS)) {
      assert.match(row.zh, /\p{Script=Han}/u, code);
      assert.match(row.en, /^[A-Z]/, code);
    }
  });
});
