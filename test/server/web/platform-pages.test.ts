import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { openStoreSite, type StoreSite } from '../support/store-site.ts';
import { ADMIN_PASSWORD, openTestServer, type TestServer } from '../support/test-server.ts';
import { buildPages } from './support/build-pages.ts';
import { openPageBrowser } from './support/page-browser.ts';
import { PHONE, openWatchedPage, settle, signIn, textOf, type WatchedPage } from './support/watched-page.ts';

const app = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/apps/consent-early-read/${name}.apk`, import.meta.url)));

describe('apps, batches and listings in a real browser', function () {
  this.timeout(300_000);
  let browser: Browser;
  let server: TestServer;
  let site: StoreSite;
  let watched: WatchedPage | undefined;

  before(async () => {
    await buildPages();
    site = await openStoreSite();
    server = await openTestServer({ APPGOV_FETCH_ALLOW_HOSTS: site.host, APPGOV_FETCH_INTERVAL_MS: '0' });
    browser = await openPageBrowser();
    for (const name of ['violating', 'complying']) {
      const { id } = await server.admin.accepted(app(name), { profile: 'static' });
      await server.admin.ended(id);
    }
    site.pages.set('/app.apk', { body: app('violating') });
    site.pages.set('/feed', {
      body: JSON.stringify({
        schemaVersion: 1,
        apps: [
          { packageName: 'com.example.meizhoucaipu', name: '每周菜谱', download: { address: '/app.apk' } },
        ],
      }),
    });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await site?.close();
  });
  afterEach(async () => {
    const trouble = watched?.trouble ?? [];
    await watched?.close();
    watched = undefined;
    assert.deepEqual(trouble, [], 'a page complained');
  });

  async function openSignedIn(viewport?: Parameters<typeof openWatchedPage>[1]): Promise<Page> {
    watched = await openWatchedPage(browser, viewport);
    await signIn(watched.page, server.server.url, 'admin', ADMIN_PASSWORD);
    return watched.page;
  }

  async function go(page: Page, path: string): Promise<void> {
    await page.goto(`${server.server.url}${path}`);
    await settle(page);
  }

  it('goes from the list of apps to one app, and compares two of its scans', async () => {
    const page = await openSignedIn();
    await go(page, '/apps');
    await page.locator('[data-test=app-row]').click();
    assert.match(await textOf(page, '[data-test=app-head]'), /违规 \d+ 项/);
    await page.waitForSelector('[data-test=app-problem]');
    for (const box of await page.$$('[data-test=app-scan] input')) await box.click();
    await page.locator('[data-test=compare]').click();
    assert.match(await textOf(page, '[data-test=compared]'), /较早/);
    await page.waitForSelector('[data-test=finding-still]');
  });

  it('begins a batch, takes files into it, and shows what came of them', async () => {
    const page = await openSignedIn();
    await go(page, '/batches');
    await page.locator('[data-test=batch-new]').click();
    await page.locator('[data-test=batch-name]').fill('十一月抽检');
    await page.locator('[data-test=batch-begin]').click();
    await page.waitForSelector('[data-test=batch-head]');
    const chooser = await page.waitForSelector('[data-test=batch-files]');
    assert.ok(chooser);
    await (chooser as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(
      fileURLToPath(new URL('../../fixtures/apps/consent-early-read/violating.apk', import.meta.url)),
    );
    await page.waitForFunction(
      `document.querySelector('[data-test=batch-head]')?.innerText.includes('完成 1 / 1')`,
    );
    await page.waitForFunction(
      `document.querySelector('[data-test=batch-item]')?.innerText.includes('违规')`,
    );
  });

  it('adds a store, reads it, and shows the listing as it was seen', async () => {
    const page = await openSignedIn();
    await go(page, '/listings');
    await page.locator('[data-test=source-new]').click();
    for (const [field, value] of [
      ['source-id', 'market'],
      ['source-name', '示例应用市场'],
      ['source-address', `${site.url}/feed`],
    ] as const)
      await page.locator(`[data-test=${field}]`).fill(value);
    await page.locator('[data-test=source-add]').click();
    await page.waitForFunction(
      `document.querySelector('[data-test=source]')?.innerText.includes('示例应用市场')`,
    );
    // The form has to be gone: while it folds away, what is below it moves.
    await page.waitForFunction(`!document.querySelector('[data-test=source-add]')`);
    await page.locator('[data-test=source-run]').click();
    await page.waitForFunction(`document.querySelector('[data-test=source]')?.innerText.includes('已读取')`);
    await page.locator('[data-test=listing-row]').click();
    assert.match(await textOf(page, '[data-test=snapshot]'), /未展示/);
  });

  for (const [what, viewport] of [
    ['a desktop', undefined],
    ['a phone', PHONE],
  ] as const)
    it(`fits ${what} in the longer language`, async () => {
      const page = await openSignedIn(viewport);
      const { body } = await server.admin.call('GET', '/apps', { expect: 200 });
      const [first] = (body as { items: readonly { id: string; company?: { id: string } }[] }).items;
      assert.ok(first);
      const paths = [
        '/apps',
        `/apps/${first.id}`,
        '/companies',
        '/vendors',
        '/filings',
        '/batches',
        '/listings',
      ];
      if (first.company !== undefined) paths.push(`/companies/${first.company.id}`);
      await page.evaluate(`localStorage.setItem('appgov.language', 'en')`);
      for (const path of paths) {
        await go(page, path);
        const wide = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        assert.equal(wide, 0, `${path} is ${String(wide)} px too wide`);
      }
    });
});
