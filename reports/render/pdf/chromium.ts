import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { ReportError } from '../../errors.ts';
import type { HtmlToPdf } from './html-to-pdf.ts';

// This folder is the one place in reports that does I/O: it starts a browser (here) and reads fonts (fonts.ts).

/** A running browser and the way to end it together with its profile folder. */
export type OpenBrowser = { readonly browser: Browser; readonly close: () => Promise<void> };

/** Names under which Chrome and Chromium are installed. */
const PROGRAM_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
  'chrome.exe',
  'msedge',
] as const;

/** Where they lie on systems that do not put them on the PATH. */
const USUAL_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
] as const;

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
] as const;

/** Page numbers are printed by CSS margin boxes, which came with this version. */
const OLDEST_MAJOR = 131;

/** An installed Chrome or Chromium: `CHROME_PATH`, else the usual names on the PATH. */
export function findSystemChrome(env: NodeJS.ProcessEnv): string | undefined {
  if (env['CHROME_PATH'] !== undefined && env['CHROME_PATH'] !== '') return env['CHROME_PATH'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) => PROGRAM_NAMES.map((name) => join(folder, name)));
  return [...candidates, ...USUAL_PATHS].find((path) => existsSync(path));
}

/**
 * Starts an installed browser if it is new enough, else the Chromium that comes as a package. The profile lives
 * in a temporary folder that `close` removes. Throws ReportError `NO_BROWSER` when none starts.
 */
export async function openBrowser(
  env: NodeJS.ProcessEnv = process.env,
  extra: readonly string[] = [],
): Promise<OpenBrowser> {
  const system = findSystemChrome(env);
  if (system !== undefined) {
    const opened = await findRunning(system, extra);
    if (opened !== undefined && majorOf(await opened.browser.version()) >= OLDEST_MAJOR) return opened;
    await opened?.close();
  }
  try {
    return await launchPackaged(extra);
  } catch (cause) {
    throw new ReportError(
      'NO_BROWSER',
      'No Chrome or Chromium could be started. Install one, or name it in CHROME_PATH.',
      cause,
    );
  }
}

/** The package unpacks itself on first use; while another process does so, its program cannot be started yet. */
const UNPACK_TRIES = 6;
const UNPACK_PAUSE_MS = 1500;

async function launchPackaged(extra: readonly string[]): Promise<OpenBrowser> {
  const { default: packaged } = await import('@sparticuz/chromium');
  packaged.setGraphicsMode = false;
  const path = await packaged.executablePath();
  const flags = [...packagedFlags(packaged.args), ...extra];
  for (let left = UNPACK_TRIES - 1; left > 0; left -= 1) {
    const opened = await findRunning(path, flags);
    if (opened !== undefined) return opened;
    await new Promise((resolve) => setTimeout(resolve, UNPACK_PAUSE_MS));
  }
  return launch(path, flags);
}

async function findRunning(path: string, extra: readonly string[]): Promise<OpenBrowser | undefined> {
  try {
    return await launch(path, extra);
  } catch {
    return undefined; // broken, for another system, or still being unpacked: the caller tries another way
  }
}

/** Of the package's own flags only those that its build needs; the rest weaken the sandbox or the web's rules. */
function packagedFlags(args: readonly string[]): readonly string[] {
  return args.filter((flag) => ['--single-process', '--no-zygote', '--in-process-gpu'].includes(flag));
}

async function launch(path: string, extra: readonly string[]): Promise<OpenBrowser> {
  const { launch: start } = await import('puppeteer-core');
  const profile = await mkdtemp(join(tmpdir(), 'appgov-browser-'));
  const removeProfile = () => rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  // Chromium refuses its sandbox to root; the pages it shows here are ours, carry no script and reach no network.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  try {
    const browser = await start({
      executablePath: path,
      args: [...FLAGS, ...sandbox, ...extra],
      userDataDir: profile,
      timeout: 60_000,
      protocolTimeout: 120_000,
    });
    return {
      browser,
      close: async () => {
        await browser.close();
        await removeProfile();
      },
    };
  } catch (cause) {
    await removeProfile();
    throw cause;
  }
}

function majorOf(version: string): number {
  return Number(/\/(\d+)/.exec(version)?.[1] ?? 0);
}

/** Lets a page load nothing but data: and about: addresses, and tells which others were asked for. */
export async function blockNetwork(
  page: Page,
  onBlocked: (url: string) => void = () => undefined,
): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const url = request.url();
    if (url.startsWith('data:') || url.startsWith('about:')) {
      void request.continue();
    } else {
      onBlocked(url);
      void request.abort('blockedbyclient');
    }
  });
}

/** The printer behind PDF reports. One browser serves many reports; prints run one after the other. */
export async function openHtmlToPdf(env: NodeJS.ProcessEnv = process.env): Promise<HtmlToPdf> {
  const opened = await openBrowser(env);
  let last: Promise<unknown> = Promise.resolve();
  return {
    print: (html) => {
      const printed = last.then(() => printPage(opened.browser, html));
      last = printed.catch(() => undefined);
      return printed;
    },
    close: opened.close,
  };
}

async function printPage(browser: Browser, html: string): Promise<Uint8Array> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(false);
    await blockNetwork(page);
    await page.setContent(html, { waitUntil: 'load', timeout: 60_000 });
    await page.emulateMediaType('print');
    return await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
      waitForFonts: true,
      timeout: 120_000,
    });
  } catch (cause) {
    throw new ReportError('BROWSER_FAILED', 'The browser could not print the report.', cause);
  } finally {
    await page.close();
  }
}
