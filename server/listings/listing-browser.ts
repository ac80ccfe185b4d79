import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HTTPRequest, Page } from 'puppeteer-core';
import { findSystemChrome } from '../../reports/render/pdf/chromium.ts';
import { ServerError } from '../errors.ts';
import type { FetchedDocument } from '../fetch/index.ts';

export type BrowserFetch = (address: string) => Promise<FetchedDocument>;

/** A browser that reads pages of stores. */
export interface ListingBrowser {
  /** Opens a page, hands it over for reading, and closes it. */
  visit<T>(address: string, ready: string | undefined, read: (page: Page) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const PAGE_TIMEOUT_MS = 45_000;
const READY_TIMEOUT_MS = 15_000;
const TALLEST_PX = 8000;
const MOST_REQUESTS = 300;
/** The browser reaches nothing by itself: every request of a page is fetched for it by the guarded fetcher. */
const FLAGS = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
];
/** What a listing needs to be read and looked at. */
const LOADED: ReadonlySet<string> = new Set([
  'document',
  'stylesheet',
  'image',
  'script',
  'font',
  'xhr',
  'fetch',
]);

/** Starts the browser that the reports are printed with. `fetch` is what pages are given in place of a network. */
export async function openListingBrowser(
  env: Readonly<Record<string, string>>,
  fetch: BrowserFetch,
): Promise<ListingBrowser> {
  const { launch } = await import('puppeteer-core');
  const executablePath =
    findSystemChrome(env) ?? (await (await import('@sparticuz/chromium')).default.executablePath());
  const profile = await mkdtemp(join(tmpdir(), 'appgov-listings-'));
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await launch({
    executablePath,
    headless: 'shell',
    args: [...FLAGS, ...sandbox],
    userDataDir: profile,
    env: { ...env },
    protocolTimeout: 120_000,
  });
  return {
    visit: async (address, ready, read) => {
      const context = await browser.createBrowserContext();
      try {
        const page = await context.newPage();
        await page.setViewport({ width: 1280, height: 900 });
        await page.setBypassCSP(true);
        await page.setRequestInterception(true);
        const serve = makeServer(address, fetch);
        let failure: ServerError | undefined;
        page.on('request', (request) => {
          serve(request).catch((error: unknown) => {
            if (error instanceof ServerError && request.isNavigationRequest()) failure ??= error;
          });
        });
        page.on('dialog', (dialog) => void dialog.dismiss());
        await page
          .goto(address, { waitUntil: 'networkidle2', timeout: PAGE_TIMEOUT_MS })
          .catch((error: unknown) => {
            throw (
              failure ?? new ServerError('ADDRESS_FAILED', `${address} could not be shown.`, { cause: error })
            );
          });
        if (ready !== undefined)
          await page.waitForSelector(ready, { timeout: READY_TIMEOUT_MS }).catch((cause: unknown) => {
            throw new ServerError('FEED_INVALID', `${address} does not show ${ready}.`, { cause });
          });
        return await read(page);
      } finally {
        await context.close();
      }
    },
    close: async () => {
      await browser.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Of the font that comes with the program, as the pages themselves use it. */
const FONT_FILE = 'files/noto-sans-sc-chinese-simplified-400-normal.woff2';
let font: Promise<string> | undefined;

/**
 * Shows Chinese letters in the program's own font: a machine may have none, and a picture of boxes is no evidence. All
 * else keeps the fonts that the page asks for.
 */
async function addChineseFont(page: Page): Promise<void> {
  font ??= readFile(
    join(dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json')), FONT_FILE),
    'base64',
  );
  await page.evaluate(
    `(async () => {
      const face = new FontFace('appgov listing', 'url(data:font/woff2;base64,${await font})', {
        unicodeRange: 'U+2E80-9FFF, U+F900-FAFF, U+FF00-FFEF',
      });
      document.fonts.add(await face.load());
      const families = [...document.querySelectorAll('body, body *')].map((one) => [one, getComputedStyle(one).fontFamily]);
      for (const [one, family] of families) one.style?.setProperty('font-family', '"appgov listing", ' + family, 'important');
      await document.fonts.ready;
    })()`,
  );
}

/** A picture of the whole page, cut where it grows without end. */
export async function shoot(page: Page): Promise<Uint8Array> {
  await addChineseFont(page);
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  return page.screenshot({
    type: 'png',
    clip: { x: 0, y: 0, width: 1280, height: Math.min(Math.max(height, 200), TALLEST_PX) },
    captureBeyondViewport: true,
  });
}

function makeServer(address: string, fetch: BrowserFetch): (request: HTTPRequest) => Promise<void> {
  let served = 0;
  return async (request) => {
    const url = request.url();
    if (url.startsWith('data:') || url.startsWith('blob:') || url.startsWith('about:')) {
      await request.continue();
      return;
    }
    served += 1;
    const isRead =
      request.method() === 'GET' && LOADED.has(request.resourceType()) && served <= MOST_REQUESTS;
    if (!isRead) {
      await request.abort('blockedbyclient');
      return;
    }
    try {
      const document = await fetch(url);
      const type = [
        document.mediaType ?? 'application/octet-stream',
        document.charset && `charset=${document.charset}`,
      ];
      await request.respond({
        status: 200,
        contentType: type.filter(Boolean).join('; '),
        headers: { 'access-control-allow-origin': new URL(address).origin },
        body: Buffer.from(document.bytes),
      });
    } catch (error) {
      await request.abort('failed');
      throw error;
    }
  };
}
