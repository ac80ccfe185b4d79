import assert from 'node:assert/strict';
import { readManifest } from '../../../scanner/package/index.ts';
import type { PermissionTable } from '../../../scanner/package/index.ts';
import type { ManifestFacts } from '../../../scanner/evidence/index.ts';
import { writeXml } from '../../support/package-xml-writer.ts';
import type { WrittenElement } from '../../support/package-xml-writer.ts';
import { writeZip } from '../../support/package-zip-writer.ts';
import { needTool, NPM_APKS, openBytes, openNpmApk, runTool } from '../../support/package-samples.ts';

const IDS: Readonly<Record<string, number>> = {
  label: 0x01010001,
  name: 0x01010003,
  permission: 0x01010006,
  protectionLevel: 0x01010009,
  enabled: 0x0101000e,
  debuggable: 0x0101000f,
  exported: 0x01010010,
  process: 0x01010011,
  authorities: 0x01010018,
  priority: 0x0101001c,
  value: 0x01010024,
  scheme: 0x01010027,
  host: 0x01010028,
  targetActivity: 0x01010202,
  minSdkVersion: 0x0101020c,
  versionCode: 0x0101021b,
  versionName: 0x0101021c,
  targetSdkVersion: 0x01010270,
  maxSdkVersion: 0x01010271,
  versionCodeMajor: 0x01010576,
  required: 0x0101028e,
};

type Values = Readonly<Record<string, string | number | boolean>>;

/** An element whose attributes are `android:` ones, but for `package` and `split`. */
function tag(name: string, values: Values = {}, children: readonly WrittenElement[] = []): WrittenElement {
  return {
    name,
    attributes: Object.entries(values).map(([key, value]) => {
      const resourceId = IDS[key];
      return resourceId === undefined ? { name: key, value } : { name: key, resourceId, value };
    }),
    children,
  };
}

function facts(
  children: readonly WrittenElement[],
  values: Values = {},
  table: PermissionTable = new Map(),
): ManifestFacts {
  const root = tag('manifest', { package: 'com.example', ...values }, children);
  const zip = writeZip([{ name: 'AndroidManifest.xml', data: writeXml(root) }]);
  return readManifest(openBytes(zip), table);
}

const filter = tag('intent-filter', {}, [tag('action', { name: 'android.intent.action.VIEW' })]);

describe('readManifest', () => {
  it('joins the two halves of a version code', () => {
    assert.equal(facts([], { versionCode: 7, versionCodeMajor: 2 }).versionCode, 2 * 2 ** 32 + 7);
    assert.equal(facts([], { versionCode: -1 }).versionCode, 0xffffffff);
  });

  const levels: readonly [title: string, sdk: Values | undefined, min: number, target: number][] = [
    ['1 and 1 when nothing is said', undefined, 1, 1],
    ['the minimum as target when none is said', { minSdkVersion: 21 }, 21, 21],
    ['both as said', { minSdkVersion: 21, targetSdkVersion: 34 }, 21, 34],
    ['numbers written as text', { minSdkVersion: '24', targetSdkVersion: '30' }, 24, 30],
  ];
  for (const [title, sdk, minSdk, targetSdk] of levels) {
    it(`reads SDK levels: ${title}`, () => {
      const read = facts(sdk === undefined ? [] : [tag('uses-sdk', sdk)]);
      assert.deepEqual([read.minSdk, read.targetSdk], [minSdk, targetSdk]);
    });
  }

  const exports: readonly [
    title: string,
    kind: string,
    values: Values,
    hasFilter: boolean,
    targetSdk: number,
    exported: boolean,
  ][] = [
    ['an activity is private without a filter', 'activity', {}, false, 34, false],
    ['an activity is exported by a filter', 'activity', {}, true, 30, true],
    ['a written false beats the filter', 'activity', { exported: false }, true, 30, false],
    ['a written true needs no filter', 'service', { exported: true }, false, 34, true],
    ['a receiver is exported by a filter', 'receiver', {}, true, 30, true],
    ['a provider is private from SDK 17 on', 'provider', {}, false, 17, false],
    ['a provider is exported before SDK 17', 'provider', {}, false, 16, true],
    ['a provider may be exported', 'provider', { exported: true }, false, 34, true],
  ];
  for (const [title, kind, values, hasFilter, targetSdk, exported] of exports) {
    it(`decides exports as Android does: ${title}`, () => {
      const component = tag(kind, { name: '.X', ...values }, hasFilter ? [filter] : []);
      const read = facts([
        tag('uses-sdk', { targetSdkVersion: targetSdk }),
        tag('application', {}, [component]),
      ]);
      assert.equal(read.components[0]?.exported, exported);
    });
  }

  it('resolves names, processes and defaults against package and application', () => {
    const { components, application } = facts([
      tag('application', { name: 'App', process: ':main', permission: 'com.example.P' }, [
        tag('activity', { name: '.a.B' }),
        tag('activity-alias', { name: 'Alias', targetActivity: '.a.B', enabled: false }),
        tag('service', { name: 'org.other.S', process: 'com.example.own', permission: 'com.example.Q' }),
        tag('provider', { name: '.P', authorities: 'one;two' }),
      ]),
    ]);
    assert.equal(application.name, 'com.example.App');
    assert.deepEqual(
      components.map(({ kind, name, process, permission }) => [kind, name, process, permission]),
      [
        ['activity', 'com.example.a.B', 'com.example:main', 'com.example.P'],
        ['activity-alias', 'com.example.Alias', 'com.example:main', 'com.example.P'],
        ['service', 'org.other.S', 'com.example.own', 'com.example.Q'],
        ['provider', 'com.example.P', 'com.example:main', 'com.example.P'],
      ],
    );
    assert.equal(components[1]?.targetActivity, 'com.example.a.B');
    assert.equal(components[1]?.enabled, false);
    assert.deepEqual(components[3]?.authorities, ['one', 'two']);
    assert.deepEqual(components[0]?.place, { kind: 'manifest', path: 'manifest/application/activity[.a.B]' });
  });

  it('reads intent filters and meta-data', () => {
    const { components } = facts([
      tag('application', {}, [
        tag('activity', { name: '.A' }, [
          tag('intent-filter', { priority: 5 }, [
            tag('action', { name: 'V' }),
            tag('category', { name: 'C' }),
            tag('data', { scheme: 'https', host: 'example.org' }),
          ]),
          tag('meta-data', { name: 'key', value: 'text' }),
          tag('meta-data', { name: 'number', value: 12 }),
        ]),
      ]),
    ]);
    assert.deepEqual(components[0]?.intentFilters, [
      { actions: ['V'], categories: ['C'], data: [{ scheme: 'https', host: 'example.org' }], priority: 5 },
    ]);
    assert.deepEqual(components[0]?.metaData, [
      { name: 'key', value: 'text' },
      { name: 'number', value: '12' },
    ]);
  });

  it('reads permissions of every spelling once, with what the table knows', () => {
    const table: PermissionTable = new Map([
      ['android.permission.CAMERA', { protection: 'dangerous', group: 'CAMERA', piTypes: ['camera'] }],
    ]);
    const read = facts(
      [
        tag('uses-permission', { name: 'android.permission.CAMERA', maxSdkVersion: 30 }),
        tag('uses-permission', { name: 'android.permission.CAMERA' }),
        tag('uses-permission-sdk-23', { name: 'com.example.OWN' }),
        tag('permission', { name: 'com.example.OWN', protectionLevel: 0x12 }),
      ],
      {},
      table,
    );
    assert.deepEqual(read.permissions, [
      {
        name: 'android.permission.CAMERA',
        maxSdk: 30,
        protection: 'dangerous',
        group: 'CAMERA',
        piTypes: ['camera'],
        place: { kind: 'manifest', path: 'manifest/uses-permission[android.permission.CAMERA]' },
      },
      {
        name: 'com.example.OWN',
        minSdk: 23,
        piTypes: [],
        place: { kind: 'manifest', path: 'manifest/uses-permission-sdk-23[com.example.OWN]' },
      },
    ]);
    assert.deepEqual(read.definedPermissions, [
      { name: 'com.example.OWN', protection: 'signature|privileged' },
    ]);
  });

  it('reads queries, features, libraries and the split name', () => {
    const read = facts(
      [
        tag('queries', {}, [tag('package', { name: 'org.a' }), tag('package', { name: 'org.b' })]),
        tag('uses-feature', { name: 'f', required: false }),
        tag('application', {}, [tag('uses-library', { name: 'l' })]),
      ],
      { split: 'config.zh' },
    );
    assert.deepEqual(read.queriesPackages, ['org.a', 'org.b']);
    assert.deepEqual(read.usesFeatures, [{ name: 'f', required: false }]);
    assert.deepEqual(read.usesLibraries, ['l']);
    assert.equal(read.split, 'config.zh');
  });

  it('goes by the label of the launcher when the application has none', () => {
    const launcher = tag('activity', { name: '.A', label: 'Start' }, [
      tag('intent-filter', {}, [tag('category', { name: 'android.intent.category.LAUNCHER' })]),
    ]);
    assert.equal(facts([tag('application', {}, [launcher])]).label, 'Start');
  });

  it('refuses a file whose root is no manifest', () => {
    const zip = writeZip([{ name: 'AndroidManifest.xml', data: writeXml(tag('resources')) }]);
    assert.throws(() => readManifest(openBytes(zip), new Map()), { code: 'BAD_MANIFEST' });
  });

  for (const { name, path } of NPM_APKS) {
    it(`agrees with aapt2 dump badging on ${name}`, function () {
      needTool(this, 'aapt2');
      const told = runTool('aapt2', ['dump', 'badging', path]);
      const one = (pattern: RegExp): string => pattern.exec(told)?.[1] ?? '';
      const all = (pattern: RegExp): string[] => [...told.matchAll(pattern)].map((match) => match[1] ?? '');
      const read = readManifest(openNpmApk(name), new Map());
      assert.equal(read.packageName, one(/^package: name='([^']*)'/mu));
      assert.equal(String(read.versionCode), one(/versionCode='([^']*)'/u) || '0');
      assert.equal(read.versionName, one(/versionName='([^']*)'/u));
      assert.equal(String(read.minSdk), one(/^sdkVersion:'(\d+)'/mu));
      assert.equal(String(read.targetSdk), one(/^targetSdkVersion:'(\d+)'/mu));
      assert.equal(String(read.compileSdk), one(/compileSdkVersion='(\d+)'/u));
      assert.equal(read.label, one(/^application-label:'(.*)'$/mu));
      assert.equal(read.application.debuggable, told.includes('application-debuggable'));
      const implied = new Set(all(/^uses-implied-permission: name='([^']*)'/gmu));
      assert.deepEqual(
        read.permissions.map((permission) => permission.name),
        all(/^uses-permission(?:-sdk-23)?: name='([^']*)'/gmu).filter(
          (permission) => !implied.has(permission),
        ),
      );
      const impliedFeatures = new Set(all(/^ {2}uses-implied-feature: name='([^']*)'/gmu));
      assert.deepEqual(
        read.usesFeatures.map((feature) => feature.name).sort(),
        all(/^ {2}uses-feature(?:-not-required)?: name='([^']*)'/gmu)
          .filter((each) => !impliedFeatures.has(each))
          .sort(),
      );
      const icon = one(/^application-icon-480:'([^']*)'/mu);
      if (/\.png$/u.test(icon)) assert.equal(read.iconFile, icon);
      for (const [tagName, label] of Object.entries(read.labels)) {
        if (tagName === '') continue;
        const toldLabel = new RegExp(`^application-label-${tagName}:'(.*)'$`, 'mu').exec(told)?.[1];
        assert.equal(label, toldLabel);
      }
    });
  }
});
