import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadScannerData, readArgumentTest } from '../../../scanner/data/index.ts';

const data = loadScannerData();
const piKeys = new Set(data.piTypes.map((type) => type.key));
const JAVA_NAME = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;

function duplicates(items: readonly string[]): string[] {
  return [...new Set(items.filter((item, i) => items.indexOf(item) !== i))];
}

function duplicatesOf(items: readonly string[]): string[] {
  const seen = new Set<string>();
  return items.filter((item) => seen.has(item) || !seen.add(item));
}

describe('the table of personal information', () => {
  it('has 37 kinds with unique keys, names in both languages and policy words', () => {
    assert.equal(data.piTypes.length, 37);
    assert.deepEqual(duplicates(data.piTypes.map((type) => type.key)), []);
    for (const type of data.piTypes) {
      assert.ok(
        type.name.zh && type.name.en && type.words.zh.length > 0 && type.words.en.length > 0,
        type.key,
      );
      assert.match(type.sensitivity, /^(sensitive|fixed-id|resettable-id|general)$/);
      assert.match(type.source, /^(hook-lists|hook-lists-and-recall|recall)$/);
    }
  });

  it('names only permissions that the permission table knows, and both agree on what they open', () => {
    for (const type of data.piTypes)
      for (const name of type.permissions) {
        if (name.startsWith('android.permission.health.')) continue;
        assert.ok(data.permissions.has(name), `${type.key}: ${name}`);
      }
  });

  it('gives a channel to every kind but those that only traffic or screens show', () => {
    const served = new Set(data.piChannels.map((channel) => channel.piType));
    assert.deepEqual(
      [...piKeys].filter((key) => !served.has(key)),
      ['identity', 'contact_addr'],
    );
  });
});

describe('the table of channels', () => {
  it('uses known kinds and well-formed names', () => {
    for (const channel of data.piChannels) {
      assert.ok(piKeys.has(channel.piType), channel.piType);
      switch (channel.kind) {
        case 'api':
          assert.match(channel.className, JAVA_NAME);
          assert.match(channel.method, /^(<init>|[A-Za-z_]\w*)$/);
          break;
        case 'field':
        case 'uri-class':
          assert.match(channel.className, JAVA_NAME);
          break;
        case 'text':
          if (channel.channel === 'content-uri') assert.match(channel.value, /^content:\/\/[\w.]+/);
          if (channel.channel === 'path') assert.match(channel.value, /^\/[\w./-]+$/);
          if (channel.channel === 'property') assert.match(channel.value, /^[a-z][\w.]+$/i);
      }
    }
  });

  it('says each thing once, and never opposite things of one call', () => {
    const keys = data.piChannels.map((channel) => JSON.stringify(channel));
    assert.deepEqual(duplicatesOf(keys), []);
    const plain = new Map<string, Set<string>>();
    for (const channel of data.piChannels)
      if (channel.kind === 'api' && !channel.when && channel.mode === 'call') {
        const key = `${channel.className}.${channel.method}`;
        plain.set(key, (plain.get(key) ?? new Set<string>()).add(channel.piType));
      }
    // One call may open two kinds, but only where the taxonomy says so.
    assert.deepEqual(
      [...plain].filter(([, types]) => types.size > 1).map(([key]) => key),
      ['android.net.wifi.WifiInfo.getIpAddress'],
    );
  });

  it('names classes that the table of API permissions spells alike', () => {
    const spelled = new Map(data.apiPermissions.map((row) => [row.className.toLowerCase(), row.className]));
    for (const channel of data.piChannels)
      if (channel.kind === 'api') {
        const other = spelled.get(channel.className.toLowerCase());
        if (other !== undefined) assert.equal(channel.className, other);
      }
  });

  for (const [text, expected] of [
    ['1=android_id', { kind: 'is', argument: 1, values: ['android_id'] }],
    ['0!=network|passive', { kind: 'not', argument: 0, values: ['network', 'passive'] }],
    ['1&32', { kind: 'bits', argument: 1, mask: 32 }],
  ] as const)
    it(`reads the condition ${text}`, () => assert.deepEqual(readArgumentTest(text), expected));

  it('refuses a condition it cannot read', () => {
    assert.throws(() => readArgumentTest('android_id'), { code: 'INTERNAL' });
  });
});

describe('the table of SDKs', () => {
  const rows = data.sdks.rows;

  it('has more than 1,600 rows with unique ids, a source and known kinds of information', () => {
    assert.ok(rows.length > 1600);
    assert.deepEqual(duplicatesOf(rows.map((row) => row.id)), []);
    for (const row of rows) {
      assert.match(row.id, /^[a-z0-9][a-z0-9-]*$/, row.id);
      assert.ok(row.name && row.category && row.source, row.id);
      assert.match(row.country, /^([A-Z]{2})?$/, row.id);
      for (const key of row.piTypes) assert.ok(piKeys.has(key), `${row.id}: ${key}`);
    }
  });

  it('gives every row at least one sign to be known by', () => {
    const mute = rows.filter(
      (row) =>
        row.prefixes.length + row.components.length + row.domains.length + row.nativeLibraries.length === 0,
    );
    // Two rows had nothing but patterns that no file name can be tested with.
    assert.ok(mute.length <= 2, mute.map((row) => row.id).join());
  });

  it('has no prefix so short that it swallows others, and none twice', () => {
    const all = rows.flatMap((row) => row.prefixes);
    assert.deepEqual(duplicatesOf(all), []);
    for (const prefix of all) {
      assert.match(prefix, JAVA_NAME);
      assert.ok(prefix.includes('.'), prefix);
      assert.ok(
        !/^(com|cn|org|net|io)\.(google|android|tencent|alibaba|baidu|huawei|xiaomi|facebook|apache|github|bytedance|sun)$/.test(
          prefix,
        ),
        prefix,
      );
    }
    assert.deepEqual(
      all.filter(
        (prefix) =>
          /^(java|javax|android|dalvik)\./.test(prefix) &&
          !/^android\.(support|arch|net\.http|databinding|taobao)/.test(prefix),
      ),
      [],
    );
  });

  for (const [className, id] of [
    ['com.umeng.analytics.MobclickAgent', 'umeng-analytics'],
    ['com.umeng.commonsdk.UMConfigure', 'umeng-common'],
    ['cn.jpush.android.api.JPushInterface', 'jpush'],
    ['com.bytedance.sdk.openadsdk.TTAdSdk', 'pangle-csj'],
    ['com.tencent.bugly.crashreport.CrashReport', 'bugly'],
    ['com.google.firebase.analytics.FirebaseAnalytics', 'firebase-analytics'],
  ] as const)
    it(`takes ${className} to be ${id}, by the longest prefix`, () =>
      assert.equal(data.sdks.findByClass(className)?.row.id, id));

  it('does not take a class for an SDK because its package starts with the same letters', () => {
    assert.equal(data.sdks.findByClass('com.umengx.Main'), undefined);
    assert.equal(data.sdks.findByClass('com'), undefined);
    assert.equal(data.sdks.findByClass('com.google'), undefined);
  });

  it('finds SDKs by host, parent domain, component, meta-data and native library', () => {
    assert.ok(data.sdks.findByHost('alog.umeng.com').some((row) => row.id === 'umeng-analytics'));
    assert.deepEqual(data.sdks.findByHost('example.org'), []);
    assert.deepEqual(data.sdks.findByHost('com'), []);
    assert.equal(data.sdks.findByComponent('com.igexin.sdk.PushService')?.id, 'getui-push');
    assert.equal(data.sdks.findByComponent('com.ss.android.socialbase.downloader.X')?.id, 'pangle-csj');
    assert.equal(data.sdks.findByComponent('UMENG_APPKEY')?.id, 'umeng-analytics');
    assert.ok(data.sdks.findByNativeLibrary('libjcore277.so').some((row) => row.id === 'jpush'));
    assert.deepEqual(data.sdks.findByNativeLibrary('libmain.so'), []);
  });

  it('claims hosts that can be hosts', () => {
    for (const row of rows)
      for (const domain of row.domains)
        assert.match(domain, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, `${row.id}: ${domain}`);
  });
});

describe('the tables of permissions', () => {
  it('know the protection and group of common permissions', () => {
    const camera = data.permissions.get('android.permission.CAMERA');
    assert.equal(camera?.group, 'CAMERA');
    assert.match(camera?.protection ?? '', /^dangerous/);
    assert.deepEqual(data.permissions.get('android.permission.INTERNET')?.protection.split('|')[0], 'normal');
  });

  it('name known kinds of information, and levels in order', () => {
    for (const row of data.permissions.values()) {
      for (const key of row.piTypes) assert.ok(piKeys.has(key), `${row.name}: ${key}`);
      if (row.minSdk !== undefined && row.maxSdk !== undefined) assert.ok(row.minSdk <= row.maxSdk, row.name);
    }
    for (const row of data.apiPermissions) {
      for (const key of row.piTypes) assert.ok(piKeys.has(key), `${row.className}: ${key}`);
      for (const { name } of row.permissions) assert.match(name, JAVA_NAME);
      if (row.kind === 'method' && row.descriptor !== '') assert.match(row.descriptor, /^\(.*\)/, row.name);
    }
  });
});

describe('the tables of packers, frameworks and libraries', () => {
  it('have unique ids, and every packer a sign', () => {
    assert.deepEqual(duplicates(data.packers.map((row) => row.id)), []);
    for (const row of data.packers)
      assert.ok(row.files.length + row.weakFiles.length + row.classes.length > 0, row.id);
    assert.deepEqual(duplicates(data.hybridFrameworks.map((row) => row.id)), []);
  });

  it('keep no file name in both of a packer’s lists, and none that two packers claim', () => {
    const strong = data.packers.flatMap((row) => row.files);
    assert.deepEqual(duplicates(strong), []);
    for (const row of data.packers)
      assert.deepEqual(
        row.files.filter((file) => row.weakFiles.includes(file)),
        [],
      );
  });

  it('do not count a library among the SDKs that serve somebody', () => {
    for (const prefix of data.libraryPrefixes) {
      const sdk = data.sdks.findByClass(prefix);
      if (sdk?.prefix === prefix) assert.ok(!['ads', 'analytics', 'push'].includes(sdk.row.category), prefix);
    }
  });
});
