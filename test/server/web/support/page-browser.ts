import { launch, type Browser } from 'puppeteer-core';
import { findSystemChrome } from '../../../../reports/render/pdf/chromium.ts';

/**
 * A browser for many pages one after another. The one that prints reports runs in a single process where it comes
 * as a package, and ends when a page of it is closed; the pages' tests need processes of their own.
 */
export async function openPageBrowser(): Promise<Browser> {
  const system = findSystemChrome(process.env);
  const executablePath = system ?? (await (await import('@sparticuz/chromium')).default.executablePath());
  // Chromium refuses its sandbox to root; it shows our own pages here.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return launch({
    executablePath,
    headless: 'shell',
    args: [
      ...sandbox,
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--no-first-run',
    ],
    protocolTimeout: 120_000,
  });
}
