import type { HTTPRequest, Page } from 'puppeteer-core';
import { findSystemChrome, openBrowser } from '../../reports/render/pdf/chromium.ts';
import { ServerError } from '../errors.ts';
import type { AllowList } from './address-guard.ts';
import { fetchDocument } from './fetch-document.ts';

export type RenderLimits = {
  readonly timeoutMs: number;
  /** How long scripts may go on after the page is there. */
  readonly settleMs: number;
  readonly requests: number;
  /** Over everything that the page loads. */
  readonly sizeBytes: number;
};

export const RENDER_LIMITS: RenderLimits = {
  timeoutMs: 25_000,
  settleMs: 4_000,
  requests: 80,
  sizeBytes: 24 * 1024 * 1024,
};

export type RenderOptions = {
  readonly allow?: AllowList;
  readonly limits?: Partial<RenderLimits>;
  readonly signal?: AbortSignal;
};

/** Gives the HTML of a page after its scripts have run. */
export type RenderPage = (address: string, options?: RenderOptions) => Promise<Uint8Array>;

/** What a text needs; pictures, fonts and the like are not loaded. */
const LOADED = new Set(['document', 'script', 'stylesheet', 'xhr', 'fetch']);

/**
 * The browser has no way to any network of its own: names resolve to nothing, and every connection, to loopback as
 * well, goes to a proxy that is not there. What a page asks for comes through the guarded fetcher or not at all.
 */
const CUT_OFF = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=http://127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
] as const;

/**
 * A renderer of pages that scripts fill. Each page has a browser of its own, with an empty profile. Scripts of strangers
 * run in the browser's sandbox only: an installed Chrome is needed, and a user other than root; `isTrusted` lifts both
 * for tests that serve their own pages. Throws ServerError ADDRESS_REFUSED, ADDRESS_FAILED, ADDRESS_TIMED_OUT and what
 * starting a browser throws.
 */
export function openPageRenderer(env: NodeJS.ProcessEnv, isTrusted = false): RenderPage {
  return async (address, options = {}) => {
    if (!isTrusted && (process.getuid?.() === 0 || findSystemChrome(env) === undefined))
      throw new ServerError(
        'ADDRESS_REFUSED',
        `${address} needs scripts; they are run only in the sandbox of an installed Chrome, and not by root.`,
      );
    const limits = { ...RENDER_LIMITS, ...options.limits };
    const opened = await openBrowser(env, CUT_OFF);
    const abort = (): void => void opened.browser.process()?.kill('SIGKILL');
    options.signal?.addEventListener('abort', abort, { once: true });
    try {
      const page = await opened.browser.newPage();
      const loader = new Loader(options.allow ?? [], limits);
      await loader.serve(page);
      return await readRendered(page, address, limits, loader);
    } finally {
      options.signal?.removeEventListener('abort', abort);
      // A page whose scripts never end would not let the browser close by itself.
      opened.browser.process()?.kill('SIGKILL');
      await opened.close();
    }
  };
}

async function readRendered(
  page: Page,
  address: string,
  limits: RenderLimits,
  loader: Loader,
): Promise<Uint8Array> {
  try {
    await page.goto(address, { waitUntil: 'domcontentloaded', timeout: limits.timeoutMs });
    // A page that never comes to rest is read as it stands.
    await page.waitForNetworkIdle({ idleTime: 500, timeout: limits.settleMs }).catch(() => undefined);
    const html = await withTimeout(page.content(), limits.settleMs, address);
    const bytes = new TextEncoder().encode(html);
    if (bytes.length > limits.sizeBytes)
      throw new ServerError('ADDRESS_TOO_LARGE', `${address} grows beyond ${limits.sizeBytes} bytes.`);
    return bytes;
  } catch (error) {
    if (error instanceof ServerError) throw error;
    if (loader.refusal) throw loader.refusal;
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    throw new ServerError(
      isLate ? 'ADDRESS_TIMED_OUT' : 'ADDRESS_FAILED',
      `${address} could not be rendered.`,
      { cause: error },
    );
  }
}

/** Scripts that never end keep the page from answering. */
async function withTimeout<T>(work: Promise<T>, timeoutMs: number, address: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ServerError('ADDRESS_TIMED_OUT', `${address} does not stop running scripts.`)),
      timeoutMs,
    );
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Answers the requests of one page from the guarded fetcher, within its limits. */
class Loader {
  /** Why the page itself was not fetched. */
  refusal: ServerError | undefined;
  readonly #allow: AllowList;
  readonly #limits: RenderLimits;
  #requests = 0;
  #sizeBytes = 0;

  constructor(allow: AllowList, limits: RenderLimits) {
    this.#allow = allow;
    this.#limits = limits;
  }

  async serve(page: Page): Promise<void> {
    await page.setRequestInterception(true);
    page.on('request', (request) => void this.#answer(request));
    page.on('dialog', (dialog) => void dialog.dismiss());
    page.on('popup', (popup) => void popup?.close());
  }

  async #answer(request: HTTPRequest): Promise<void> {
    const url = request.url();
    if (url.startsWith('data:') || url.startsWith('about:')) return void request.continue();
    this.#requests += 1;
    const isMain = request.isNavigationRequest() && request.frame()?.parentFrame() === null;
    if (
      request.method() !== 'GET' ||
      !LOADED.has(request.resourceType()) ||
      this.#requests > this.#limits.requests ||
      this.#sizeBytes >= this.#limits.sizeBytes
    )
      return void request.abort('blockedbyclient');
    try {
      const { bytes, mediaType, charset } = await fetchDocument(url, {
        allow: this.#allow,
        limits: {
          sizeBytes: this.#limits.sizeBytes - this.#sizeBytes,
          timeoutMs: this.#limits.timeoutMs,
        },
      });
      this.#sizeBytes += bytes.length;
      const type = mediaType ?? 'text/html';
      await request.respond({
        status: 200,
        contentType: charset === undefined ? type : `${type}; charset=${charset}`,
        headers: { 'access-control-allow-origin': '*' },
        body: Buffer.from(bytes),
      });
    } catch (error) {
      if (isMain && error instanceof ServerError) this.refusal = error;
      // The page may be gone by now.
      await request.abort('failed').catch(() => undefined);
    }
  }
}
