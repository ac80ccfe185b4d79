import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import type { Client } from '../support/client.ts';
import { ADMIN_PASSWORD, openTestServer, type TestServer } from '../support/test-server.ts';
import { buildPages } from './support/build-pages.ts';
import { openPageBrowser } from './support/page-browser.ts';
import { openWatchedPage, PHONE, settle, signIn, textOf, type WatchedPage } from './support/watched-page.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/apps/permission-unused/${name}.apk`, import.meta.url));
const FINDING = { dutyId: 'GB41391-E', ruleId: 'declares-message-or-call-permission' };

describe('the day, the answer, messages and administration in a real browser', function () {
  this.timeout(300_000);
  let browser: Browser;
  let server: TestServer;
  let watched: WatchedPage | undefined;
  let inspector: Client;
  let caseId: string;

  before(async () => {
    await buildPages();
    server = await openTestServer();
    browser = await openPageBrowser();
    inspector = await server.newPerson('inspector');
    const developer = await server.newPerson('developer');
    await server.newPerson('pending');
    const { body } = await developer.call('GET', '/session', { expect: 200 });
    const developerId = (body as { account: { id: string } }).account.id;
    const row = await inspector.accepted(readFileSync(fixture('violating')), { profile: 'static' });
    await inspector.ended(row.id);
    let one = await post('/cases', { submissionId: row.id, findings: [FINDING], reason: 'a round' });
    caseId = one.id;
    one = await post(`/cases/${caseId}/moves`, { move: 'review', version: one.version, reason: 'x' });
    const notify = {
      move: 'notify',
      version: one.version,
      reason: 'x',
      workingDays: 1,
      addressee: developerId,
    };
    await post(`/cases/${caseId}/moves`, notify);
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

  async function post(
    path: string,
    json: object,
  ): Promise<{ readonly id: string; readonly version: number }> {
    const { body } = await inspector.call('POST', path, { json });
    return body as { id: string; version: number };
  }

  async function openAs(name: string, password: string, viewport?: typeof PHONE): Promise<Page> {
    watched = await openWatchedPage(browser, viewport);
    await signIn(watched.page, server.server.url, name, password);
    return watched.page;
  }

  async function go(page: Page, path: string): Promise<void> {
    await page.goto(server.server.url + path);
    await settle(page);
  }

  it('shows a developer what is due, takes the answer and sends the new build in, on a phone', async () => {
    const page = await openAs('developer-2', 'password-of-developer-2', PHONE);
    await go(page, '/day');
    assert.match(await textOf(page, '[data-test=day-soon]'), /即将到期\s*1/);
    assert.match(await textOf(page, '[data-test=bell]'), /^\d+$/);
    await page.locator('[data-test=day-soon] [data-test=case-row]').click();
    await page.waitForSelector('[data-test=case-documents]');
    await page.locator('::-p-xpath(//label[contains(., "报告已整改")])').click();
    await page.locator('[data-test=case-answer]').fill('已补充运营者名称。');
    await page.locator('[data-test=case-reason]').fill('整改完成');
    const input = await page.waitForSelector('[data-test=case-build]');
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(fixture('complying'));
    await page.waitForSelector('[data-test=case-build-sent]');
    await page.locator('[data-test=case-move]').click();
    await page.waitForFunction(
      `document.querySelector('[data-test=case-head]').innerText.includes('企业称已整改')`,
    );
    const { body } = await inspector.call('GET', `/cases/${caseId}`, { expect: 200 });
    assert.ok((body as { claimedSubmissionId?: string }).claimedSubmissionId);
  });

  it('brings the answer before the inspector: in the day, in the bell, and marked as read by opening it', async () => {
    const page = await openAs('inspector-1', 'password-of-inspector-1');
    await go(page, '/day');
    assert.match(await textOf(page, '[data-test=day-answered]'), /极简便签/);
    await page.locator('[data-test=bell]').click();
    await page.waitForSelector('[data-test=message]');
    assert.match(await textOf(page, '[data-test=message]'), /企业答复/);
    await page.locator('[data-test=read-all]').click();
    await page.waitForFunction(`document.querySelector('[data-test=read-all]') === null`);
    await page.waitForFunction(`document.querySelector('[data-test=bell]').innerText.trim() === ''`);
  });

  it('lets an administrator make an organisation, give it to an inspector, and read it in the log', async () => {
    const page = await openAs('admin', ADMIN_PASSWORD);
    await go(page, '/accounts');
    await page.locator('[data-test=organisation-name]').fill('示例省通信管理局');
    await page.locator('[data-test=organisation-add]').click();
    await page.waitForSelector('[data-test=organisation]');
    await page.locator('input[aria-label="inspector-1 的机构"]').click();
    await page
      .locator('::-p-xpath(//div[contains(@class,"ant-select-item-option")][contains(., "示例省")])')
      .click();
    await page.waitForFunction(`document.querySelector('[data-test=organisation]').innerText.includes('1')`);
    await go(page, '/audit');
    assert.match(await textOf(page, '.ant-table-tbody'), /changeAccount[\s\S]*createOrganisation/);
  });

  it('keeps the preferences of messages, and shows the secret of a webhook once', async () => {
    const page = await openAs('developer-2', 'password-of-developer-2');
    await go(page, '/account');
    await page.locator('#webhookUrl').fill('https://example.org/hook');
    await page.locator('[data-test=preferences-save]').click();
    assert.match(await textOf(page, '[data-test=preferences-saved]'), /webhook_/);
    await go(page, '/account');
    assert.equal(await page.$('[data-test=preferences-saved]'), null);
  });

  it('tells who waits for a role that they wait, and nothing else', async () => {
    const page = await openAs('pending-3', 'password-of-pending-3');
    await page.waitForSelector('.ant-result');
    assert.match(await textOf(page, '.ant-result'), /等待授权/);
    assert.equal(await page.$('[data-test=bell]'), null);
  });
});
