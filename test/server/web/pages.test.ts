import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import JSZip from 'jszip';
import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { toHostileReport } from '../../fixtures/reports/hostile-report.ts';
import { readSmallApp } from '../support/apps.ts';
import { buildPages } from './support/build-pages.ts';
import { openPageBrowser } from './support/page-browser.ts';
import { ADMIN_PASSWORD, openTestServer, type TestServer } from '../support/test-server.ts';
import {
  chooseStatic,
  dropFile,
  openWatchedPage,
  PHONE,
  settle,
  signIn,
  textOf,
  type WatchedPage,
} from './support/watched-page.ts';

const API_DEMOS = join(
  dirname(createRequire(import.meta.url).resolve('android-apidemos/package.json')),
  'apks',
  'ApiDemos-debug.apk',
);

/** One waits for a scan in a child process that may have to share two cores. */
const SCAN_TIMEOUT_MS = 120_000;

const REPORT_TABS = [
  'overview',
  'findings',
  'run',
  'sdks',
  'permissions',
  'calls',
  'endpoints',
  'coverage',
  'identity',
] as const;

describe('the pages in a real browser', function () {
  this.timeout(240_000);
  let browser: Browser;
  let server: TestServer;
  let folder: string;
  let watched: WatchedPage | undefined;

  before(async () => {
    await buildPages();
    folder = await mkdtemp(join(tmpdir(), 'appgov-pages-'));
    server = await openTestServer();
    browser = await openPageBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  afterEach(async () => {
    const trouble = watched?.trouble ?? [];
    await watched?.close();
    watched = undefined;
    assert.deepEqual(trouble, [], 'a page complained');
  });

  async function openSignedIn(viewport?: Parameters<Page['setViewport']>[0]): Promise<Page> {
    watched = await openWatchedPage(browser, viewport);
    await signIn(watched.page, server.server.url, 'admin', ADMIN_PASSWORD);
    return watched.page;
  }

  /** The id of a finished scan, made through the API: what the page under test shows is not how it came to be. */
  async function scanned(bytes: Uint8Array, fileName: string): Promise<string> {
    const { id } = await server.admin.accepted(bytes, { fileName });
    await server.admin.ended(id);
    return id;
  }

  it('says in words that a password is wrong, and lets the right one in by keyboard alone', async () => {
    watched = await openWatchedPage(browser);
    const { page } = watched;
    await page.goto(`${server.server.url}/scans?status=failed`);
    await page.waitForSelector('#name');
    await page.keyboard.type('admin');
    await page.keyboard.press('Tab');
    await page.keyboard.type('not the password');
    await page.keyboard.press('Enter');
    assert.match(await textOf(page, '.ant-alert-error'), /\p{Script=Han}/u);

    await page.locator('#password').fill(ADMIN_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.frame');
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/scans?status=failed');
  });

  it('takes a chosen package, shows its progress, and opens its report and the evidence of a finding', async () => {
    const page = await openSignedIn();
    await chooseStatic(page);
    const input = await page.waitForSelector('.ant-upload-drag input[type=file]');
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(API_DEMOS);
    assert.match(await textOf(page, '[data-test=upload]'), /ApiDemos-debug\.apk/);
    await page.waitForSelector('[data-test=upload] [role=progressbar]');

    const link = await page.waitForSelector('[data-test=open-report]', { timeout: SCAN_TIMEOUT_MS });
    await link?.click();
    assert.match(await textOf(page, '.report-head'), /io\.appium\.android\.apis/);
    assert.match(await textOf(page, '[data-test=mark]'), /\d+\s*\/ 100/);

    const finding = await page.waitForSelector(
      '::-p-xpath(//button[@data-test="finding"][contains(., " 处")])',
    );
    await finding?.focus();
    await page.keyboard.press('Enter');
    assert.match(await textOf(page, '[data-test=evidence] .places'), /classes\.dex · pc 0x[0-9a-f]{4}/);
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-test=evidence]', { hidden: true });
    assert.equal(new URL(page.url()).searchParams.get('finding'), null);
  });

  it('scans a dropped file whose name is markup, and shows the name as text', async () => {
    const page = await openSignedIn();
    const name = '<img src=x onerror="document.title=1">.apk';
    await chooseStatic(page);
    await dropFile(page, name, readSmallApp());
    assert.ok((await textOf(page, '[data-test=upload] strong')).includes(name));
    await page.waitForSelector('[data-test=open-report]', { timeout: SCAN_TIMEOUT_MS });
    await page.goto(`${server.server.url}/scans?q=${encodeURIComponent('onerror')}`);
    await page.waitForSelector('.app-cell a');
    assert.equal(await page.evaluate(`document.querySelectorAll('main img').length`), 0);
  });

  it('says why a file that is no package could not be scanned', async () => {
    const page = await openSignedIn();
    await chooseStatic(page);
    await dropFile(page, 'broken.apk', Buffer.from('this is not a zip file'));
    const failure = await page.waitForSelector(
      '[data-test=upload] .failure, [data-test=upload] .ant-alert-error',
      {
        timeout: SCAN_TIMEOUT_MS,
      },
    );
    assert.ok(failure !== null);
    assert.match(await textOf(page, '[data-test=upload]'), /错误代码 [A-Z_]+/);
  });

  it('refuses what is no package by its name before sending a byte', async () => {
    const page = await openSignedIn();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await dropFile(page, 'holiday.jpg', Buffer.from('jpeg'));
    assert.match(await textOf(page, '.ant-alert-warning'), /holiday\.jpg/);
    assert.deepEqual(sent, []);
  });

  it('goes on with a large package from the byte where the transfer was stopped', async () => {
    const zip = await JSZip.loadAsync(readSmallApp());
    zip.file('assets/large.bin', Buffer.alloc(40 * 1024 * 1024), { compression: 'STORE' });
    const bytes = await zip.generateAsync({ type: 'nodebuffer' });
    const path = join(folder, 'large.apk');
    await writeFile(path, bytes);

    const page = await openSignedIn();
    const requests: HTTPRequest[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/uploads')) requests.push(request);
    });
    await chooseStatic(page);
    const input = await page.waitForSelector('.ant-upload-drag input[type=file]');
    const isSecondChunkSent = page.waitForRequest(
      (request) => request.method() === 'PATCH' && request.headers()['upload-offset'] !== '0',
    );
    await page.emulateNetworkConditions({ upload: 6 * 1024 * 1024, download: 20 * 1024 * 1024, latency: 5 });
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
    await isSecondChunkSent;
    await page.locator('[data-test=upload] .upload-title button').click();
    await page.emulateNetworkConditions(null);
    await page.locator('[data-test=upload] .ant-alert-error button').click();
    await page.waitForSelector('[data-test=open-report]', { timeout: SCAN_TIMEOUT_MS });

    assert.equal(
      requests.filter((request) => request.method() === 'POST').length,
      1,
      'one upload was created',
    );
    assert.equal(
      requests.filter((request) => request.method() === 'HEAD').length,
      1,
      'its offset was asked for',
    );
    const { body } = await server.admin.call('GET', '/submissions?q=large.apk', { expect: 200 });
    const [row] = (body as { items: readonly { sha256: string }[] }).items;
    assert.equal(row?.sha256, createHash('sha256').update(bytes).digest('hex'));
  });

  it('offers the sample app, so that a newcomer sees a report without a package at hand', async () => {
    const page = await openSignedIn();
    await chooseStatic(page);
    await page.locator('[data-test=sample]').click();
    await page.waitForSelector('[data-test=open-report]', { timeout: SCAN_TIMEOUT_MS });
    assert.match(await textOf(page, '[data-test=upload]'), /ApiDemos/);
  });

  it('switches the language of pages and components, and remembers it', async () => {
    const page = await openSignedIn();
    await page.goto(`${server.server.url}/scans`);
    assert.equal(await textOf(page, 'h1'), '扫描记录');
    await page.locator('[data-test=language]').click();
    assert.equal(await textOf(page, 'h1'), 'Scans');
    await page.reload();
    assert.equal(await textOf(page, 'h1'), 'Scans');
    assert.equal(await page.evaluate('document.documentElement.lang'), 'en');
  });

  it('downloads the PDF, the data and the evidence package of a report', async () => {
    const id = await scanned(readSmallApp('complying'), 'downloads.apk');
    const page = await openSignedIn();
    await page.goto(`${server.server.url}/scans/${id}`);
    const cdp = await page.createCDPSession();
    await cdp.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      browserContextId: page.browserContext().id as string,
      downloadPath: folder,
      eventsEnabled: true,
    });
    const finished = (): Promise<void> =>
      new Promise((resolve, reject) => {
        const listen = ({ state }: { state: string }): void => {
          if (state === 'inProgress') return;
          cdp.off('Browser.downloadProgress', listen);
          if (state === 'completed') resolve();
          else reject(new Error(`the download was ${state}`));
        };
        cdp.on('Browser.downloadProgress', listen);
      });

    const pdf = finished();
    await page.locator('[data-test=download-pdf]').click();
    await pdf;
    for (const label of ['JSON', 'SARIF', 'ZIP']) {
      await page.locator('[data-test=downloads]').click();
      const one = finished();
      await page.locator(`.ant-dropdown-menu a ::-p-text(${label})`).click();
      await one;
    }

    const files = await Promise.all(
      (await readdir(folder))
        .filter((name) => name !== 'large.apk')
        .map(async (name) => (await readFile(join(folder, name))).subarray(0, 5).toString('latin1')),
    );
    const beginnings = files.map((text) => text.trimStart().slice(0, 1)).sort();
    assert.deepEqual(beginnings, ['%', 'P', '{', '{']);
  });

  it('shows a report full of hostile text as text, and runs none of it', async () => {
    const id = await scanned(readSmallApp(), 'hostile.apk');
    const page = await openSignedIn();
    await page.setRequestInterception(true);
    const report = JSON.stringify(toHostileReport());
    page.on('request', (request) => {
      const isReport = request.url().includes(`/submissions/${id}/report`);
      void (isReport
        ? request.respond({ contentType: 'application/json', body: report })
        : request.continue());
    });
    for (const tab of REPORT_TABS) {
      await page.goto(`${server.server.url}/scans/${id}?tab=${tab}&finding=0`);
      await page.waitForSelector('[data-test=evidence]');
      await settle(page);
      const foreign = await page.evaluate(
        `document.querySelectorAll('main script, main [onerror], main [onload], main [onmouseover], main iframe').length`,
      );
      assert.equal(foreign, 0, tab);
      const text = await page.evaluate('document.body.innerText');
      assert.doesNotMatch(String(text), /[\u202e\u200b]/u, `${tab} turns no line around`);
    }
  });

  it('shows a developer no page of others', async () => {
    await server.admin.call('POST', '/accounts', {
      json: { name: 'dev', role: 'developer', password: 'a developer password' },
      expect: 201,
    });
    const id = await scanned(readSmallApp(), 'of-the-admin.apk');
    watched = await openWatchedPage(browser);
    const { page } = watched;
    await signIn(page, server.server.url, 'dev', 'a developer password');
    const links = await textOf(page, 'header nav');
    assert.doesNotMatch(links, /任务队列|账号管理/);
    await page.goto(`${server.server.url}/scans/${id}`);
    assert.match(await textOf(page, '.ant-alert-error'), /错误代码/);
  });

  for (const [size, viewport] of [
    ['desktop', undefined],
    ['phone', PHONE],
  ] as const) {
    for (const language of ['zh-CN', 'en'] as const) {
      it(`keeps every page within the width of a ${size} in ${language}, without a complaint`, async () => {
        const id = await scanned(readSmallApp(), 'widths.apk');
        const page = await openSignedIn(viewport);
        await page.evaluate(`localStorage.setItem('appgov.language', ${JSON.stringify(language)})`);
        const paths = [
          '/',
          '/scans',
          ...REPORT_TABS.map((tab) => `/scans/${id}?tab=${tab}`),
          '/catalogue',
          '/catalogue?tab=rules',
          '/catalogue?tab=matrix',
          '/catalogue?tab=packs',
          '/reviews',
          '/reviews?kind=checklist&state=any',
          '/queue',
          '/accounts',
          '/account',
          '/no-such-page',
        ];
        for (const path of paths) {
          await page.goto(server.server.url + path);
          await settle(page);
          const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          assert.ok(Number(overflow) <= 0, `${path} is ${String(overflow)} px too wide`);
        }
      });
    }
  }
});
