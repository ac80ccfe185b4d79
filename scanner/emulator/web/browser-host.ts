import type { FromBrowser, PageAnswer, PageAsk, PageOrder, ToBrowser } from './messages.ts';
import { PageTab } from './page-tab.ts';
import { startChromium, type Chromium } from './start-chromium.ts';

const orderTimeoutMs = 15_000;
const mostPages = 6;
/** A page that calls the app for ever is ended. */
const mostAsks = 3000;

type Turn = (message: FromBrowser) => void;
type Question = { readonly ask: PageAsk; readonly resolve: (answer: PageAnswer) => void };

/**
 * Draws the pages of one device. The browser is started with the first page and ends with `close`. It reaches nothing:
 * every request goes to the device, which is asked in turn.
 */
export class BrowserHost {
  readonly #env: Readonly<Record<string, string | undefined>>;
  #chromium: Promise<Chromium> | undefined;
  #contextId: string | undefined;
  readonly #pages = new Map<number, PageTab>();
  /** Whoever waits for what the browser says next; the device's turn while there is none. */
  #turn: Turn | undefined;
  #asked: Question | undefined;
  readonly #questions: Question[] = [];
  #finished: FromBrowser | undefined;
  #asks = 0;
  #orders = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  /** Takes what the device says and gives what the browser says to it: a question, or the end of the order. */
  handle(message: ToBrowser): Promise<FromBrowser> {
    if (message.kind === 'answer') {
      this.#asked?.resolve(message.answer);
      this.#asked = undefined;
    } else {
      this.#asks = 0;
      this.#finished = undefined;
      const done = message.kind === 'reset' ? this.#reset() : this.#order(message.page, message.order);
      const number = ++this.#orders;
      void done.catch(toFailure).then((end) => {
        // One that was given up may still come to an end.
        if (number !== this.#orders) return;
        this.#finished = end;
        this.#pump();
      });
    }
    return new Promise((resolve) => {
      this.#turn = resolve;
      this.#timer = setTimeout(() => void this.#giveUp('it did not answer in time'), orderTimeoutMs);
      this.#pump();
    });
  }

  async close(): Promise<void> {
    const running = this.#chromium;
    this.#chromium = undefined;
    this.#contextId = undefined;
    await (await running?.catch(() => undefined))?.close();
  }

  /** One thing at a time goes to the device: questions in the order they came, then the end of the order. */
  #pump(): void {
    if (!this.#turn || this.#asked) return;
    const question = this.#questions.shift();
    if (question) {
      this.#asks++;
      if (this.#asks > mostAsks) {
        void this.#giveUp('its page does not come to rest');
        return;
      }
      this.#asked = question;
      this.#say({ kind: 'ask', ask: question.ask });
    } else if (this.#finished) this.#say(this.#finished);
  }

  #say(message: FromBrowser): void {
    clearTimeout(this.#timer);
    const turn = this.#turn;
    this.#turn = undefined;
    turn?.(message);
  }

  readonly #ask = (ask: PageAsk): Promise<PageAnswer> =>
    new Promise((resolve) => {
      this.#questions.push({ ask, resolve });
      this.#pump();
    });

  async #order(number: number, order: PageOrder): Promise<FromBrowser> {
    const known = this.#pages.get(number);
    if (order.kind === 'close') {
      this.#pages.delete(number);
      return known ? known.run(order) : { kind: 'done' };
    }
    if (known) return known.run(order);
    if (order.kind !== 'load') return { kind: 'done' };
    if (this.#pages.size >= mostPages)
      return { kind: 'failed', reason: `more than ${mostPages} pages are open` };
    const { pipe } = await this.#start();
    this.#contextId ??= String((await pipe.send('Target.createBrowserContext'))['browserContextId']);
    const page = await PageTab.open(pipe, this.#contextId, order.setup, this.#ask);
    this.#pages.set(number, page);
    return page.run(order);
  }

  /** Pages, cookies and stored data of the session before go. */
  async #reset(): Promise<FromBrowser> {
    this.#pages.clear();
    this.#questions.length = 0;
    const contextId = this.#contextId;
    this.#contextId = undefined;
    const chromium = await this.#chromium;
    if (chromium && contextId !== undefined)
      await chromium.pipe.send('Target.disposeBrowserContext', { browserContextId: contextId });
    return { kind: 'done' };
  }

  async #start(): Promise<Chromium> {
    const running = await this.#chromium?.catch(() => undefined);
    if (running && !running.pipe.ended) return running;
    await running?.close();
    this.#contextId = undefined;
    this.#chromium = startChromium(this.#env);
    const chromium = await this.#chromium;
    // A window that a page opens waits before its first request, and goes.
    chromium.pipe.listen(({ method, params, sessionId }) => {
      if (method !== 'Target.attachedToTarget' || sessionId !== undefined) return;
      const { type, targetId, openerId } = params['targetInfo'] as Readonly<
        Record<string, string | undefined>
      >;
      if (type === 'page' && openerId !== undefined)
        void chromium.pipe.send('Target.closeTarget', { targetId }).catch(() => undefined);
    });
    await chromium.pipe.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
    return chromium;
  }

  async #giveUp(reason: string): Promise<void> {
    this.#pages.clear();
    this.#questions.length = 0;
    this.#asked = undefined;
    this.#orders++;
    const closed = this.close();
    this.#say({ kind: 'failed', reason });
    await closed;
  }
}

function toFailure(error: unknown): FromBrowser {
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
}
