import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { ADMIN_PASSWORD, openTestServer, type TestServer } from '../support/test-server.ts';
import { buildPages } from './support/build-pages.ts';
import { openPageBrowser } from './support/page-browser.ts';
import { openWatchedPage, settle, signIn, textOf, type WatchedPage } from './support/watched-page.ts';

const violating = readFileSync(
  fileURLToPath(new URL('../../fixtures/apps/consent-early-read/violating.apk', import.meta.url)),
);

describe('cases and the replay in a real browser', function () {
  this.timeout(300_000);
  let browser: Browser;
  let server: TestServer;
  let watched: WatchedPage | undefined;
  let submissionId: string;

  before(async () => {
    await buildPages();
    server = await openTestServer();
    browser = await openPageBrowser();
    await server.newPerson('developer');
    const { id } = await server.admin.accepted(violating, { fileName: 'app.apk', profile: 'full' });
    await server.admin.ended(id);
    submissionId = id;
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    const trouble = watched?.trouble ?? [];
    await watched?.close();
    watched = undefined;
    assert.deepEqual(trouble, [], 'a page complained');
  });

  async function openSignedIn(): Promise<Page> {
    watched = await openWatchedPage(browser);
    await signIn(watched.page, server.server.url, 'admin', ADMIN_PASSWORD);
    return watched.page;
  }

  it('opens a case on the violations of a scan and confirms it', async () => {
    const page = await openSignedIn();
    await page.goto(`${server.server.url}/scans/${submissionId}`);
    await page.locator('[data-test=open-case]').click();
    await page.locator('[data-test=case-reason]').fill('十一月专项抽检');
    await page.locator('[data-test=case-submit]').click();
    await page.waitForSelector('[data-test=case-head]');
    assert.match(await textOf(page, '[data-test=case-head]'), /已发现/);
    assert.ok((await page.$$('[data-test=case-finding]')).length > 0);

    await page.locator('::-p-xpath(//label[contains(., "复核确认")])').click();
    await page.locator('[data-test=case-reason]').fill('证据充分');
    await page.locator('[data-test=case-move]').click();
    await page.waitForFunction(
      `document.querySelector('[data-test=case-head]').innerText.includes('已复核')`,
    );

    await page.goto(`${server.server.url}/cases`);
    assert.match(await textOf(page, '[data-test=case-row]'), /已复核/);
  });

  it('plays the run back, and jumps to the moment that a link names', async () => {
    const page = await openSignedIn();
    await page.goto(`${server.server.url}/scans/${submissionId}?tab=run&scenario=S1&at=99999999`);
    await settle(page);
    const last = await textOf(page, '.replay-bar .nowrap');
    const [shown, count] = last.split('/').map((part) => Number(part.trim()));
    assert.equal(shown, count, 'the moment after the end is the last picture');
    await page.locator('[data-test=play]').click();
    await page.waitForFunction(
      `document.querySelector('.replay-bar .nowrap').innerText.trim().startsWith('${count} ')`,
    );
    await page.waitForFunction(`document.querySelector('[data-test=replay] img')?.naturalWidth > 0`);
  });
});
