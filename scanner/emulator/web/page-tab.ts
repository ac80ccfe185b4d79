import type { DebugEvent, DebugPipe } from './debug-pipe.ts';
import type {
  FromBrowser,
  PageAnswer,
  PageAsk,
  PageOrder,
  PageSetup,
  PageState,
  PageTouch,
} from './messages.ts';
import { bridgeUrl, toPageScript } from './page-script.ts';
import { PageClock } from './page-clock.ts';
import { preparePage } from './prepare-page.ts';
import { readPage } from './read-page.ts';
import { snapshotStyles, type DomSnapshot } from './snapshot-document.ts';
import { answerRequest, isBrowsed, toRequest, type PausedRequest } from './page-requests.ts';

export type AskDevice = (ask: PageAsk) => Promise<PageAnswer>;

type Params = Readonly<Record<string, unknown>>;

const keyCodes: Readonly<Record<string, number>> = {
  Enter: 13,
  Backspace: 8,
  Delete: 46,
  End: 35,
  Home: 36,
  Tab: 9,
};

/** One page of the browser, which shows one WebView of the device. Its clock stands still but for what it is given. */
export class PageTab {
  readonly #pipe: DebugPipe;
  readonly #targetId: string;
  readonly #sessionId: string;
  readonly #ask: AskDevice;
  readonly #stop: () => void;
  readonly #workers = new Set<string>();
  readonly #clock = new PageClock((method, params) => this.#send(method, params));
  #setup: PageSetup;
  #mainFrame = '';
  #scriptId: string | undefined;
  /** The next request for the page itself is the device's own wish. */
  #isAsked = false;
  #html: { readonly url: string; readonly html: string } | undefined;

  private constructor(
    pipe: DebugPipe,
    targetId: string,
    sessionId: string,
    setup: PageSetup,
    ask: AskDevice,
  ) {
    this.#pipe = pipe;
    this.#targetId = targetId;
    this.#sessionId = sessionId;
    this.#setup = setup;
    this.#ask = ask;
    this.#stop = pipe.listen((event) => this.#hear(event));
  }

  static async open(pipe: DebugPipe, contextId: string, setup: PageSetup, ask: AskDevice): Promise<PageTab> {
    // Every new page is attached to and held before it does anything.
    const sessions = new Map<string, string>();
    const stop = pipe.listen(({ method, params }) => {
      if (method !== 'Target.attachedToTarget') return;
      const { targetId } = params['targetInfo'] as { readonly targetId: string };
      sessions.set(targetId, String(params['sessionId']));
    });
    const target = await pipe.send('Target.createTarget', {
      url: 'about:blank',
      browserContextId: contextId,
    });
    stop();
    const targetId = String(target['targetId']);
    const tab = new PageTab(pipe, targetId, sessions.get(targetId) ?? '', setup, ask);
    tab.#mainFrame = await preparePage((method, params) => tab.#send(method, params), setup);
    await tab.#measure();
    return tab;
  }

  async run(order: PageOrder): Promise<FromBrowser> {
    switch (order.kind) {
      case 'load':
        await this.#load(order.url, order.html, order.setup);
        break;
      case 'go':
        await this.#go(order.delta);
        break;
      case 'evaluate': {
        const value = await this.#evaluate(order.script);
        await this.#clock.settle();
        return { kind: 'done', state: await this.#state(), value };
      }
      case 'touch':
        await this.#touch(order.steps);
        break;
      case 'type':
        await this.#clock.settleAfter([this.#send('Input.insertText', { text: order.text })]);
        break;
      case 'key':
        await this.#key(order.key);
        break;
      case 'resize':
        this.#setup = { ...this.#setup, width: order.width, height: order.height };
        await this.#measure();
        await this.#clock.settle();
        break;
      case 'pass':
        await this.#clock.pass(order.durationMs);
        await this.#clock.settleLoading();
        break;
      case 'picture': {
        const { data } = await this.#send('Page.captureScreenshot', {
          format: 'png',
          optimizeForSpeed: true,
        });
        return { kind: 'done', pictureBase64: String(data) };
      }
      case 'close':
        this.#stop();
        await this.#pipe.send('Target.closeTarget', { targetId: this.#targetId });
        return { kind: 'done' };
    }
    return { kind: 'done', state: await this.#state() };
  }

  #send(method: string, params: object = {}): Promise<Params> {
    return this.#pipe.send(method, params, this.#sessionId);
  }

  #measure(): Promise<Params> {
    const { width, height, scale } = this.#setup;
    return this.#send('Emulation.setDeviceMetricsOverride', {
      width: Math.max(1, Math.round(width)),
      height: Math.max(1, Math.round(height)),
      deviceScaleFactor: scale,
      // As with WebSettings.getUseWideViewPort() false: a page is as wide as its view.
      mobile: false,
    });
  }

  async #load(url: string, html: string | undefined, setup: PageSetup): Promise<void> {
    this.#setup = setup;
    await this.#measure();
    await this.#send('Emulation.setScriptExecutionDisabled', { value: !setup.scripts });
    if (this.#scriptId !== undefined)
      await this.#send('Page.removeScriptToEvaluateOnNewDocument', { identifier: this.#scriptId });
    const { identifier } = await this.#send('Page.addScriptToEvaluateOnNewDocument', {
      source: toPageScript(setup.interfaces),
    });
    this.#scriptId = String(identifier);
    this.#html = html === undefined ? undefined : { url, html };
    this.#isAsked = true;
    await this.#send('Page.navigate', { url });
    await this.#clock.settle();
  }

  async #go(delta: number): Promise<void> {
    this.#isAsked = true;
    if (delta === 0) await this.#send('Page.reload');
    else {
      const { currentIndex, entries } = await this.#history();
      const entry = entries[currentIndex + delta];
      if (entry) await this.#send('Page.navigateToHistoryEntry', { entryId: entry.id });
      this.#clock.isLoading = entry !== undefined;
    }
    await this.#clock.settle();
    this.#isAsked = false;
  }

  async #evaluate(script: string): Promise<string> {
    const { result, exceptionDetails } = (await this.#send('Runtime.evaluate', {
      expression: script,
      returnByValue: true,
    })) as { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: unknown };
    return exceptionDetails === undefined ? (JSON.stringify(result?.value ?? null) ?? 'null') : 'null';
  }

  async #touch(steps: readonly PageTouch[]): Promise<void> {
    await this.#clock.settleAfter(
      steps.map(({ action, x, y }) =>
        this.#send('Input.dispatchTouchEvent', {
          type: touchTypes[action],
          touchPoints: action === 'up' ? [] : [{ x, y }],
        }),
      ),
    );
  }

  async #key(key: string): Promise<void> {
    const windowsVirtualKeyCode = keyCodes[key] ?? 0;
    const text = key === 'Enter' ? '\r' : undefined;
    const press = { key, code: key, windowsVirtualKeyCode };
    await this.#clock.settleAfter([
      this.#send('Input.dispatchKeyEvent', { type: 'keyDown', ...press, text }),
      this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...press }),
    ]);
  }

  async #history(): Promise<History> {
    return (await this.#send('Page.getNavigationHistory')) as History;
  }

  async #state(): Promise<PageState> {
    const [{ currentIndex, entries }, snapshot] = await Promise.all([
      this.#history(),
      this.#send('DOMSnapshot.captureSnapshot', { computedStyles: snapshotStyles }) as Promise<
        Params & DomSnapshot
      >,
    ]);
    const entry = entries[currentIndex];
    const { width, height } = this.#setup;
    return {
      url: entry?.url ?? 'about:blank',
      title: entry?.title ?? '',
      contentHeight: snapshot.documents[0]?.contentHeight ?? height,
      canGoBack: entries.slice(0, currentIndex).some(({ url }) => url !== 'about:blank'),
      canGoForward: currentIndex + 1 < entries.length,
      nodes: readPage(snapshot, width, height),
    };
  }

  #hear({ method, params, sessionId }: DebugEvent): void {
    if (sessionId !== this.#sessionId) {
      if (sessionId !== undefined && this.#workers.has(sessionId) && method === 'Fetch.requestPaused')
        void this.#answer(params as PausedRequest, sessionId);
      return;
    }
    switch (method) {
      case 'Emulation.virtualTimeBudgetExpired':
        this.#clock.spent();
        break;
      case 'Fetch.requestPaused':
        void this.#answer(params as PausedRequest, this.#sessionId);
        break;
      case 'Page.frameStartedLoading':
        if (params['frameId'] === this.#mainFrame) this.#clock.isLoading = true;
        break;
      case 'Page.frameStoppedLoading':
        if (params['frameId'] === this.#mainFrame) this.#clock.isLoading = false;
        break;
      case 'Page.frameNavigated': {
        const { parentId, url } = params['frame'] as { readonly parentId?: string; readonly url: string };
        if (parentId === undefined) this.#tell({ kind: 'started', url });
        break;
      }
      case 'Page.loadEventFired':
        this.#tell({ kind: 'finished', url: '' });
        break;
      case 'Page.frameRequestedNavigation':
        if (params['frameId'] === this.#mainFrame && !isBrowsed(String(params['url'])))
          this.#tell({ kind: 'leave', url: String(params['url']) });
        break;
      case 'Page.windowOpen':
        this.#tell({ kind: 'leave', url: String(params['url']) });
        break;
      case 'Page.javascriptDialogOpening':
        void this.#answerDialog(params);
        break;
      case 'Network.webSocketCreated':
        this.#tell({
          kind: 'request',
          url: String(params['url']),
          method: 'GET',
          headers: {},
          bodyBase64: '',
          isMainFrame: false,
          isByPage: false,
        });
        break;
      case 'Target.attachedToTarget': {
        const { type } = params['targetInfo'] as { readonly type: string };
        void this.#startWorker(type, String(params['sessionId']));
        break;
      }
    }
  }

  async #startWorker(type: string, sessionId: string): Promise<void> {
    if (type !== 'worker') {
      this.#tell({ kind: 'unseen', what: `${type} of a page` });
      return;
    }
    this.#workers.add(sessionId);
    const send = (method: string, params: object = {}) =>
      this.#pipe.send(method, params, sessionId).catch(() => undefined);
    await send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await send('Runtime.runIfWaitingForDebugger');
  }

  /** Says something that needs no answer. */
  #tell(ask: PageAsk): void {
    void this.#ask(ask).catch(() => undefined);
  }

  async #answer(paused: PausedRequest, sessionId: string): Promise<void> {
    const isMainFrame = paused.resourceType === 'Document' && paused.frameId === this.#mainFrame;
    const isByPage = isMainFrame && !this.#isAsked;
    if (isMainFrame) this.#isAsked = false;
    const { url } = paused.request;
    const html = isMainFrame && this.#html?.url === url ? this.#html.html : undefined;
    const ask = async (): Promise<PageAnswer> => {
      if (html !== undefined)
        return {
          kind: 'respond',
          status: 200,
          headers: [['Content-Type', 'text/html; charset=utf-8']],
          bodyBase64: Buffer.from(html).toString('base64'),
        };
      return this.#ask(toRequest(paused, isMainFrame, isByPage, url.startsWith(bridgeUrl)));
    };
    await answerRequest((method, params) => this.#pipe.send(method, params, sessionId), paused, ask);
  }

  async #answerDialog(params: Params): Promise<void> {
    const answer = await this.#ask({
      kind: 'dialog',
      type: String(params['type']) as 'alert',
      message: String(params['message']),
      initial: String(params['defaultPrompt'] ?? ''),
      url: String(params['url']),
    });
    const { accept, text } = answer.kind === 'dialog' ? answer : { accept: false, text: '' };
    await this.#send('Page.handleJavaScriptDialog', { accept, promptText: text }).catch(() => undefined);
  }
}

type History = {
  readonly currentIndex: number;
  readonly entries: readonly { readonly id: number; readonly url: string; readonly title: string }[];
};

const touchTypes = { down: 'touchStart', move: 'touchMove', up: 'touchEnd' } as const;
