import type { Page } from 'puppeteer-core';
import { blockNetwork, openBrowser } from '../../reports/render/pdf/chromium.ts';
import type { OpenBrowser } from '../../reports/render/pdf/chromium.ts';

/** A browser for tests: the same one that prints reports. */
export async function openTestBrowser(): Promise<OpenBrowser> {
  return openBrowser();
}

/** What a page did that a clean page does not do. */
export type PageTrouble = {
  readonly errors: readonly string[];
  readonly requests: readonly string[];
};

/** Shows a document with every way to the network shut, and watches for errors and for tries to get out. */
export async function showDocument(
  { browser }: OpenBrowser,
  html: string,
  viewport: { readonly width: number; readonly height: number } = { width: 1200, height: 900 },
): Promise<{ readonly page: Page; readonly trouble: PageTrouble }> {
  const page = await browser.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => errors.push(message.text()));
  page.on('dialog', (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.setViewport({ ...viewport, isMobile: viewport.width < 600 });
  await blockNetwork(page, (url) => requests.push(url));
  await page.setContent(html, { waitUntil: 'load' });
  return { page, trouble: { errors, requests } };
}
