import type { Browser, Page } from 'puppeteer-core';

/** A page of the real server in a real browser, and everything it complained of. */
export type WatchedPage = {
  readonly page: Page;
  /** Uncaught errors, console errors, and answers of 500 and above. */
  readonly trouble: readonly string[];
  close(): Promise<void>;
};

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844, isMobile: true, hasTouch: true };

/** A browser with nothing remembered: no cookie, no language. */
export async function openWatchedPage(
  browser: Browser,
  viewport: Parameters<Page['setViewport']>[0] = DESKTOP,
): Promise<WatchedPage> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const trouble: string[] = [];
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => trouble.push(`${page.url()}: ${String(error)}`));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('response', (response) => {
    if (response.status() >= 500) trouble.push(`${response.status()} ${response.url()}`);
  });
  page.on('console', (message) => {
    // The browser itself logs every answer of 4xx; those are asked for where a page shows a refusal.
    const isRefusal =
      message.text().startsWith('Failed to load resource') && /\b4\d\d\b/.test(message.text());
    if (message.type() === 'error' && !isRefusal) trouble.push(`${page.url()}: ${message.text()}`);
  });
  await page.setViewport(viewport);
  return { page, trouble, close: () => context.close() };
}

export async function signIn(page: Page, url: string, name: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.waitForSelector('#name');
  await page.type('#name', name);
  await page.type('#password', password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.frame');
}

/** Text of the first element that the selector finds, as a person sees it. */
export async function textOf(page: Page, selector: string): Promise<string> {
  const element = await page.waitForSelector(selector);
  return element === null
    ? ''
    : element.evaluate((found) => (found as unknown as { innerText: string }).innerText);
}

/** Chooses the profile that reads the package alone: what the pages show does not hang on a device's speed. */
export async function chooseStatic(page: Page): Promise<void> {
  await page.waitForSelector('.choices .ant-segmented');
  await page.evaluate(`document.querySelector('.choices .ant-segmented-item:nth-child(2) input').click()`);
  await page.waitForSelector('.choices .ant-segmented-item-selected:nth-child(2)');
}

/** Drops a file on the drop zone as a person does from a file manager. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.waitForSelector('.ant-upload-drag');
  const content = JSON.stringify(Buffer.from(bytes).toString('base64'));
  await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob(${content}), (letter) => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], ${JSON.stringify(name)}));
    const zone = document.querySelector('.ant-upload-drag .ant-upload');
    for (const type of ['dragenter', 'dragover', 'drop'])
      zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  })()`);
}

/** Waits until the page shows what it loaded, or why it could not: nothing of it is on its way any more. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    `document.querySelector('main h1, main h2, main h3, main .ant-result') !== null &&
      document.querySelector('[aria-busy=true], .ant-skeleton, .waiting') === null`,
  );
}
