import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import type { Client } from '../support/client.ts';
import { readSourceNow, type SourceBody } from '../support/read-source.ts';
import { openStoreSite, type StoreSite } from '../support/store-site.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

const fixture = (path: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url)));
const violating = fixture('apps/consent-early-read/violating.apk');
const complying = fixture('apps/consent-early-read/complying.apk');
const sms = fixture('apps/early-sms/violating.apk');
const fingerprint = fixture('fdroid/fingerprint.txt').toString('utf8').trim();
const PACKAGE = 'com.example.meizhoucaipu';

type Listing = {
  readonly id: string;
  readonly packageName: string;
  readonly developer: string;
  readonly versionName: string;
  readonly taken: string;
  readonly submissionId?: string;
  readonly error?: { readonly code: string };
  readonly goneAt?: string;
};
type ListingFile = Listing & {
  readonly appId?: string;
  readonly packageDiffers?: string;
  readonly snapshots: readonly {
    readonly id: string;
    readonly hasScreenshot: boolean;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
};
type Report = {
  readonly verdicts: readonly {
    readonly dutyId: string;
    readonly ruleId: string;
    readonly verdict: string;
  }[];
};

describe('store listings', function () {
  this.timeout(240_000);
  let site: StoreSite;
  let server: TestServer;
  let inspector: Client;

  before(async () => {
    site = await openStoreSite();
    server = await openTestServer({ APPGOV_FETCH_ALLOW_HOSTS: site.host, APPGOV_FETCH_INTERVAL_MS: '0' });
    inspector = await server.newPerson('inspector');
  });
  after(async () => {
    await server.close();
    await site.close();
  });

  async function get<Answer>(path: string, expect = 200): Promise<Answer> {
    return (await inspector.call('GET', path, { expect })).body as Answer;
  }

  async function watch(id: string, kind: string, address: string, config: object = {}): Promise<void> {
    await inspector.call('POST', '/listing-sources', {
      json: { id, name: `Store ${id}`, kind, address, config, profile: 'static' },
      expect: 201,
    });
  }

  const run = (id: string): Promise<SourceBody> => readSourceNow(inspector, id);

  async function listingsOf(source: string): Promise<readonly Listing[]> {
    return (await get<{ items: readonly Listing[] }>(`/listings?source=${source}`)).items;
  }

  async function listingOf(source: string, packageName = PACKAGE): Promise<ListingFile> {
    const listing = (await listingsOf(source)).find((one) => one.packageName === packageName);
    assert.ok(listing, `${source} lists ${packageName}`);
    return get<ListingFile>(`/listings/${listing.id}`);
  }

  async function reportOf(listing: Listing): Promise<Report> {
    assert.ok(listing.submissionId, JSON.stringify(listing));
    const { row } = await inspector.ended(listing.submissionId);
    assert.equal(row.status, 'done', JSON.stringify(row.error));
    return get<Report>(`/submissions/${listing.submissionId}/report?format=json`);
  }

  function verdictsOf(report: Report, ruleId: string): readonly string[] {
    return report.verdicts.filter((one) => one.ruleId === ruleId).map(({ verdict }) => verdict);
  }

  function verdictOf(report: Report, dutyId: string): string | undefined {
    return report.verdicts.find((one) => one.dutyId === dutyId)?.verdict;
  }

  function serveRepository(name: string, at = ''): void {
    for (const file of ['entry.jar', 'index-v2.json', 'index-v1.jar'])
      site.pages.set(`${at}/repo/${file}`, { body: fixture(`fdroid/${name}/${file}`), etag: `"${name}"` });
    site.pages.set(`${at}/repo/consent-early-read-violating.apk`, { body: violating });
    site.pages.set(`${at}/repo/consent-early-read-complying.apk`, { body: complying });
    site.pages.set(`${at}/repo/early-sms-violating.apk`, { body: sms });
  }

  function feedOf(apps: readonly object[], more: object = {}): string {
    return JSON.stringify({ schemaVersion: 1, apps, ...more });
  }

  const entry = (more: object = {}): object => ({
    packageName: PACKAGE,
    name: '每周菜谱',
    developer: '示例科技有限公司',
    versionName: '1.0',
    sizeBytes: violating.length,
    updated: '2026-11-01',
    policyUrl: '/privacy',
    permissions: [{ name: 'READ_PHONE_STATE', purpose: '识别设备' }],
    download: { address: '/files/app.apk' },
    ...more,
  });

  describe('an F-Droid repository', () => {
    it('is read after its signature was verified, and its apps are scanned with the listing as evidence', async () => {
      serveRepository('first');
      await watch('fdroid', 'fdroid', `${site.url}/repo`, { fingerprint });
      const source = await run('fdroid');
      assert.deepEqual(source.lastCounts, { seen: 1, added: 1, changed: 0, gone: 0, taken: 1, failed: 0 });
      assert.ok(source.nextRunAt);
      const report = await reportOf(await listingOf('fdroid'));
      assert.equal(verdictOf(report, 'STORE-1'), 'compliant');
      const listing = await listingOf('fdroid');
      assert.ok(listing.appId);
      const app = await get<{ versions: readonly { stores: readonly { id: string }[] }[] }>(
        `/apps/${listing.appId}`,
      );
      assert.deepEqual(
        app.versions[0]?.stores.map(({ id }) => id),
        ['fdroid'],
      );
    });

    it('is asked by its ETag, and nothing is fetched twice', async () => {
      const before = site.served.length;
      const source = await run('fdroid');
      assert.equal(source.lastResult, 'unchanged');
      assert.deepEqual(site.served.slice(before), []);
    });

    it('brings a new version and a new app, and each package is fetched once', async () => {
      serveRepository('second');
      const source = await run('fdroid');
      assert.deepEqual(source.lastCounts, { seen: 2, added: 1, changed: 1, gone: 0, taken: 2, failed: 0 });
      const listing = await listingOf('fdroid');
      assert.equal(listing.snapshots.length, 2);
      await reportOf(listing);
      const fetched = site.served.filter((path) => path.endsWith('.apk'));
      assert.deepEqual(fetched.length, new Set(fetched).size, fetched.join(' '));
    });

    it('is refused when it goes back in time, and what was known stays', async () => {
      serveRepository('first');
      const source = await run('fdroid');
      assert.equal(source.lastError?.code, 'FEED_ROLLED_BACK');
      assert.equal((await listingsOf('fdroid')).length, 2);
    });

    it('is refused when another key signs it, or nobody', async () => {
      serveRepository('other-key');
      assert.equal((await run('fdroid')).lastError?.code, 'FEED_UNTRUSTED');
      site.pages.set('/repo/entry.jar', { body: fixture('fdroid/second/index-v2.json'), etag: '"plain"' });
      assert.equal((await run('fdroid')).lastError?.code, 'FEED_INVALID');
    });

    it('is refused when the index is not the one that was signed', async () => {
      serveRepository('second', '/swapped');
      site.pages.set('/swapped/repo/index-v2.json', { body: fixture('fdroid/first/index-v2.json') });
      await watch('swapped', 'fdroid', `${site.url}/swapped/repo`, { fingerprint });
      assert.equal((await run('swapped')).lastError?.code, 'FEED_UNTRUSTED');
      assert.deepEqual(await listingsOf('swapped'), []);
    });

    it('of index version 1 is read as well', async () => {
      serveRepository('second', '/old');
      site.pages.delete('/old/repo/entry.jar');
      await watch('old', 'fdroid', `${site.url}/old/repo`, { fingerprint });
      const source = await run('old');
      assert.equal(source.lastResult, 'done', source.lastError?.detail);
      assert.equal((await listingOf('old')).developer, 'Example Developer');
    });
  });

  describe('a JSON feed', () => {
    it('gives listings whose lacks become violations, and a policy link that is followed', async () => {
      site.pages.set('/files/app.apk', { body: violating });
      site.pages.set('/feed', { body: feedOf([entry({ developer: null, permissions: [] })]) });
      await watch('feed', 'feed', `${site.url}/feed`);
      const source = await run('feed');
      assert.equal(source.lastResult, 'done', source.lastError?.detail);
      const report = await reportOf(await listingOf('feed'));
      const violations = report.verdicts
        .filter(({ verdict }) => verdict === 'violation')
        .map(({ dutyId }) => dutyId);
      for (const duty of ['STORE-1', 'STORE-2', 'MIIT164-9']) assert.ok(violations.includes(duty), duty);
      assert.ok(verdictsOf(report, 'listing-lacks-policy-link').includes('suspected'));
    });

    it('is read again when it has no ETag, and nothing more is fetched when it says the same', async () => {
      const before = site.served.length;
      assert.equal((await run('feed')).lastResult, 'unchanged');
      assert.deepEqual(site.served.slice(before), ['/feed']);
    });

    it('has the sample that is here scanned anew when only the listing changes', async () => {
      site.pages.set('/feed', { body: feedOf([entry({ permissions: [] })]) });
      const before = site.served.length;
      await run('feed');
      assert.deepEqual(
        site.served.slice(before).filter((path) => path.endsWith('.apk')),
        [],
      );
      const report = await reportOf(await listingOf('feed'));
      assert.equal(verdictOf(report, 'STORE-1'), 'compliant');
    });

    it('keeps listings that are gone, and says since when', async () => {
      site.pages.set('/feed', { body: feedOf([]) });
      assert.equal((await run('feed')).lastCounts?.['gone'], 1);
      assert.ok((await listingOf('feed')).goneAt);
    });

    it('that names a hash which the download does not have gives no scan', async () => {
      site.pages.set('/lie', {
        body: feedOf([entry({ download: { address: '/files/app.apk', sha256: 'a'.repeat(64) } })]),
      });
      await watch('lie', 'feed', `${site.url}/lie`);
      await run('lie');
      const listing = await listingOf('lie');
      assert.equal(listing.taken, 'failed');
      assert.equal(listing.error?.code, 'DOWNLOAD_DIFFERS');
    });

    it('that gives another app than it lists is told so, by the page and by the rules', async () => {
      site.pages.set('/files/other.apk', { body: sms });
      site.pages.set('/other', { body: feedOf([entry({ download: { address: '/files/other.apk' } })]) });
      await watch('other', 'feed', `${site.url}/other`);
      await run('other');
      const report = await reportOf(await listingOf('other'));
      assert.ok(verdictsOf(report, 'listing-differs-from-app').includes('needs-human'));
      assert.ok((await listingOf('other')).packageDiffers);
    });

    it('whose download is not on the public internet is not followed there', async () => {
      site.pages.set('/inner', {
        body: feedOf([entry({ download: { address: 'http://169.254.169.254/latest/app.apk' } })]),
      });
      await watch('inner', 'feed', `${site.url}/inner`);
      await run('inner');
      assert.equal((await listingOf('inner')).error?.code, 'ADDRESS_REFUSED');
    });

    it('whose download redirects to a private address is not followed either', async () => {
      site.pages.set('/files/away.apk', (_request, response) => {
        response.writeHead(302, { location: 'http://localhost:1/app.apk' }).end();
      });
      site.pages.set('/away', { body: feedOf([entry({ download: { address: '/files/away.apk' } })]) });
      await watch('away', 'feed', `${site.url}/away`);
      await run('away');
      assert.equal((await listingOf('away')).error?.code, 'ADDRESS_REFUSED');
    });

    for (const [what, body] of [
      ['HTML', '<!doctype html><title>Maintenance</title>'],
      ['another schema', JSON.stringify({ schemaVersion: 2, apps: [] })],
      ['a field of another type', feedOf([entry({ sizeBytes: 'large' })])],
      ['an app without a package', feedOf([{ name: 'x' }])],
    ] as const)
      it(`that answers with ${what} is refused, and other sources go on`, async () => {
        const id = `bad-${createHash('sha256').update(what).digest('hex').slice(0, 8)}`;
        site.pages.set(`/${id}`, { body, type: 'text/html' });
        await watch(id, 'feed', `${site.url}/${id}`);
        assert.equal((await run(id)).lastError?.code, 'FEED_INVALID');
      });

    it('that leads in a circle is refused', async () => {
      site.pages.set('/loop', { body: feedOf([], { next: '/loop-2' }) });
      site.pages.set('/loop-2', { body: feedOf([], { next: '/loop' }) });
      await watch('loop', 'feed', `${site.url}/loop`);
      assert.match((await run('loop')).lastError?.detail ?? '', /circle/);
    });

    it('that loses half of its apps is refused, and none is taken for gone', async () => {
      const many = Array.from({ length: 20 }, (_, n) => ({
        packageName: `com.example.n${n}`,
        name: `App ${n}`,
      }));
      site.pages.set('/shrinks', { body: feedOf(many) });
      await watch('shrinks', 'feed', `${site.url}/shrinks`);
      await run('shrinks');
      site.pages.set('/shrinks', { body: feedOf(many.slice(0, 3)) });
      assert.equal((await run('shrinks')).lastError?.code, 'FEED_ROLLED_BACK');
      assert.ok((await listingsOf('shrinks')).every(({ goneAt }) => goneAt === undefined));
    });
  });

  describe('pages read by a recipe', () => {
    const recipe = (): string => `
page: ${site.url}/app/{package}
index: { address: ${site.url}/all, links: 'a.app', pattern: '/app/([\\w.]+)$' }
ready: h1
fields:
  name: h1
  developer: { select: .developer, pattern: '开发者：(.+)' }
  versionName: { select: '[data-version]', attribute: data-version }
  size: .size
  updated: time
  policy: { select: a.policy, attribute: href }
permissions: { each: 'ul.permissions li', name: b, purpose: span }
download: { select: a.download, attribute: href }
`;
    const page = (developer: string): string => `<!doctype html><meta charset="utf-8"><title>应用</title>
<body><script>
  const head = document.createElement('h1'); head.textContent = '每周菜谱'; document.body.prepend(head);
  fetch('http://127.0.0.1:9/secret').catch(() => document.body.dataset.closed = 'yes');
</script>
<p class="developer">开发者：${developer}</p><p data-version="1.0" class="size">大小 ${violating.length} B</p>
<time>2026-11-01</time><a class="policy" href="/privacy">隐私政策</a>
<ul class="permissions"><li><b>电话</b><span>识别设备</span></li></ul>
<a class="download" href="/files/page.apk">下载</a></body>`;

    it('are rendered in a browser that reaches nothing by itself, and kept with a picture', async () => {
      site.pages.set('/all', { body: `<a class="app" href="/app/${PACKAGE}">app</a>`, type: 'text/html' });
      site.pages.set(`/app/${PACKAGE}`, {
        body: page('示例科技有限公司'),
        type: 'text/html; charset=utf-8',
        etag: '"1"',
      });
      site.pages.set('/files/page.apk', { body: violating });
      await watch('pages', 'page', `${site.url}/`, { recipe: recipe() });
      const source = await run('pages');
      assert.equal(source.lastResult, 'done', source.lastError?.detail);
      const listing = await listingOf('pages');
      assert.equal(listing.developer, '示例科技有限公司');
      const [snapshot] = listing.snapshots;
      assert.ok(snapshot?.hasScreenshot);
      assert.deepEqual(snapshot.fields['permissions'], [{ name: '电话', purpose: '识别设备' }]);
      assert.equal(snapshot.fields['name'], '每周菜谱');
      const picture = await fetch(
        `${server.server.url}/api/v1/listings/${listing.id}/snapshots/${snapshot.id}/screenshot`,
        { headers: inspector.headers() },
      );
      assert.equal(
        Buffer.from(await picture.arrayBuffer())
          .subarray(1, 4)
          .toString(),
        'PNG',
      );
      const report = await reportOf(listing);
      assert.equal(verdictOf(report, 'STORE-1'), 'compliant');
    });

    it('are not opened again while they are the same', async () => {
      const before = site.served.length;
      await run('pages');
      assert.deepEqual(
        site.served.slice(before).filter((path) => path !== '/all'),
        [],
      );
    });

    it('that show something else than an app are refused', async () => {
      site.pages.set(`/app/${PACKAGE}`, {
        body: '<h1></h1><p>请先登录</p>',
        type: 'text/html; charset=utf-8',
      });
      const source = await run('pages');
      assert.equal(source.lastError?.code, 'FEED_INVALID', JSON.stringify(source));
    });
  });

  for (const [what, json] of [
    ['a recipe that is no YAML', { kind: 'page', config: { recipe: 'page: [' } }],
    [
      'a recipe without packages',
      { kind: 'page', config: { recipe: 'page: http://x/{package}\nfields: {}' } },
    ],
    ['a fingerprint that is none', { kind: 'fdroid', config: { fingerprint: 'abc' } }],
    ['a cron expression that is none', { kind: 'feed', cron: 'now and then' }],
    ['a time zone that is none', { kind: 'feed', timeZone: 'Mars/Olympus' }],
    ['an address that is no web address', { kind: 'feed', address: 'file:///etc/passwd' }],
  ] as const)
    it(`refuses a source with ${what}`, async () => {
      const { status, body } = await inspector.call('POST', '/listing-sources', {
        json: { id: 'refused', name: 'Refused', address: 'http://store.example/', ...json },
      });
      assert.equal(status, 400, JSON.stringify(body));
    });
});
