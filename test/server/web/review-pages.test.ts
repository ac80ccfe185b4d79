import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { readSmallApp } from '../support/apps.ts';
import { Client } from '../support/client.ts';
import { ADMIN_PASSWORD, openTestServer, type TestServer } from '../support/test-server.ts';
import { buildPages } from './support/build-pages.ts';
import { openPageBrowser } from './support/page-browser.ts';
import { openWatchedPage, PHONE, settle, signIn, textOf, type WatchedPage } from './support/watched-page.ts';

const INSPECTOR_PASSWORD = 'an inspector password';
const DEVELOPER_PASSWORD = 'a developer password';

describe('the pages for reviewing', function () {
  this.timeout(240_000);
  let browser: Browser;
  let server: TestServer;
  let submissionId: string;
  let watched: WatchedPage | undefined;

  before(async () => {
    await buildPages();
    server = await openTestServer();
    browser = await openPageBrowser();
    for (const [name, role, password] of [
      ['inspector', 'inspector', INSPECTOR_PASSWORD],
      ['developer', 'developer', DEVELOPER_PASSWORD],
    ] as const)
      await server.admin.call('POST', '/accounts', { json: { name, role, password }, expect: 201 });
    const form = new FormData();
    form.set('packs', 'cn,gdpr');
    form.set('profile', 'static');
    form.set('package', new Blob([readSmallApp() as Uint8Array<ArrayBuffer>]), 'review.apk');
    const { body } = await server.admin.call('POST', '/submissions', { form, expect: 202 });
    submissionId = (body as { id: string }).id;
    const { row } = await server.admin.ended(submissionId);
    assert.equal(row.status, 'done', JSON.stringify(row.error));
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

  async function openAs(
    name: string,
    password: string,
    viewport?: Parameters<Page['setViewport']>[0],
  ): Promise<Page> {
    watched = await openWatchedPage(browser, viewport);
    await signIn(watched.page, server.server.url, name, password);
    return watched.page;
  }

  /** Keeps a picture for a person to look at where APPGOV_PICTURES names a folder. */
  async function keepPicture(page: Page, name: string): Promise<void> {
    const folder = process.env['APPGOV_PICTURES'];
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}.png`), await page.screenshot({ fullPage: true }));
  }

  it('shows an inspector evidence, proof and clause side by side, and keeps the decision with its note', async () => {
    const page = await openAs('inspector', INSPECTOR_PASSWORD);
    await page.goto(`${server.server.url}/reviews`);
    await page.waitForSelector('[data-test=review-row]');
    await keepPicture(page, 'reviews');
    const title = await textOf(page, '[data-test=review-row] strong');
    await page.locator('[data-test=review-row]').click();
    await page.waitForSelector('[data-test=review-evidence]');
    assert.equal(await textOf(page, 'h1'), title);
    for (const part of ['evidence', 'proof', 'clause'])
      assert.ok((await textOf(page, `[data-test=review-${part}]`)).length > 20, part);
    const tops = await page.evaluate(
      `[...document.querySelectorAll('.review-columns > *')].map((box) => box.getBoundingClientRect().top)`,
    );
    assert.equal(new Set(tops as number[]).size, 1, 'the three stand side by side');

    assert.equal(await page.evaluate(`document.querySelector('[data-test=decide]').disabled`), true);
    await page.locator('.decision-form .ant-radio-button-wrapper ::-p-text(确认)').click();
    await page.locator('[data-test=review-note]').fill('已在真机复现。');
    await page.locator('[data-test=decide]').click();
    await page.waitForSelector('[data-test=review-history] li');
    const history = await textOf(page, '[data-test=review-history]');
    assert.match(history, /确认/);
    assert.match(history, /已在真机复现。/);
    assert.match(history, /inspector/);
    await keepPicture(page, 'review');

    await page.goto(`${server.server.url}/reviews?state=decided`);
    assert.equal(await textOf(page, '[data-test=review-row] strong'), title);
  });

  it('goes from a finding of the report to its review, and on to the next one', async () => {
    const page = await openAs('inspector', INSPECTOR_PASSWORD);
    await page.goto(`${server.server.url}/scans/${submissionId}?tab=findings`);
    await page.locator('[data-test=finding]').click();
    await page.locator('[data-test=review-link]').click();
    await page.waitForSelector('[data-test=review-evidence]');
    const first = await textOf(page, 'h1');
    await page.locator('[data-test=next-review]').click();
    await page.waitForFunction(`document.querySelector('h1').innerText !== ${JSON.stringify(first)}`);
  });

  it('speaks English and fits a phone, columns one below the other', async () => {
    const page = await openAs('inspector', INSPECTOR_PASSWORD, PHONE);
    await page.evaluate(`localStorage.setItem('appgov.language', 'en')`);
    await page.goto(`${server.server.url}/reviews?state=any`);
    await page.waitForSelector('[data-test=review-row]');
    await page.locator('[data-test=review-row]').click();
    await page.waitForSelector('[data-test=review-clause]');
    await settle(page);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    assert.ok(Number(overflow) <= 0, `${String(overflow)} px too wide`);
    assert.match(await textOf(page, '[data-test=decide]'), /Keep the decision/);
    await keepPicture(page, 'review-phone-en');
  });

  it('lets a developer bear a finding of an own app, and shows no queue', async () => {
    const page = await openAs('developer', DEVELOPER_PASSWORD);
    assert.doesNotMatch(await textOf(page, 'header nav'), /人工复核/);
    await page.goto(`${server.server.url}/reviews`);
    assert.match(await textOf(page, '.ant-alert-error'), /FORBIDDEN/);

    const client = new Client(server.server.url);
    await client.signIn('developer', DEVELOPER_PASSWORD);
    const { id } = await client.accepted(readSmallApp(), { fileName: 'own.apk' });
    await client.ended(id);
    await page.goto(`${server.server.url}/scans/${id}?tab=findings`);
    await page.locator('[data-test=finding]').click();
    await page.locator('[data-test=suppress] textarea').fill('下个版本修复');
    await page.locator('[data-test=suppress] .row-head > button').click();
    await page.waitForFunction(`/有效至/.test(document.querySelector('[data-test=suppress]').innerText)`);
    assert.match(await textOf(page, '[data-test=suppress]'), /检测人员仍会看到/);
    await keepPicture(page, 'suppress');
  });

  it('shows what is judged from which evidence, and the packs with the sources of their numbers', async () => {
    const page = await openAs('inspector', INSPECTOR_PASSWORD);
    await page.goto(`${server.server.url}/catalogue?tab=matrix`);
    await page.waitForSelector('.ant-table-row');
    assert.match(await textOf(page, 'main'), /项义务中，\d+ 项有正式规则判定/);
    await keepPicture(page, 'matrix');
    await page.goto(`${server.server.url}/catalogue?tab=packs`);
    await page.waitForSelector('[data-test=pack]');
    const packs = await page.evaluate(
      `[...document.querySelectorAll('[data-test=pack] code')].map((code) => code.innerText.split(' ')[0])`,
    );
    assert.deepEqual(
      (packs as string[]).filter((id) => ['cn', 'gdpr', 'masvs', 'play'].includes(id)),
      ['cn', 'gdpr', 'masvs', 'play'],
    );
    await keepPicture(page, 'packs');
  });

  it('judges stored evidence anew at an administrator’s word, and says how far it is', async () => {
    const page = await openAs('admin', ADMIN_PASSWORD);
    await page.goto(`${server.server.url}/queue`);
    await page.locator('[data-test=rejudge] button:nth-of-type(2)').click();
    await page.waitForFunction(
      `/已完成 ([1-9]\\d*) \\/ \\1，/.test(document.querySelector('[data-test=rejudge-round]')?.innerText ?? '')`,
    );
    await keepPicture(page, 'queue');
  });

  it('offers the packs where a package is sent in', async () => {
    const page = await openAs('developer', DEVELOPER_PASSWORD);
    await page.locator('.choices .packs').click();
    await page.waitForSelector('.ant-select-item-option');
    const options = await page.evaluate(
      `[...document.querySelectorAll('.ant-select-item-option')].map((option) => option.innerText)`,
    );
    assert.equal((options as string[]).length, 4);
    await keepPicture(page, 'upload');
  });
});
