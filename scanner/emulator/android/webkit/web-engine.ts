import { hostKey } from '../../machine/index.ts';
import type { JavaObject, JavaThread, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { FromBrowser, PageAnswer, PageAsk, PageOrder } from '../../web/messages.ts';
import { WEB_LINK, type WebLink } from '../../web/web-link.ts';
import { requestLayout } from '../view/view-tree.ts';
import { showJsDialog } from './js-dialogs.ts';
import { ScriptCalls } from './js-interfaces.ts';
import { askWebApi } from './web-apis.ts';
import { PageLabels } from './page-labels.ts';
import { answerPageRequest, takesUrl } from './page-requests.ts';
import { webOf } from './web-state.ts';

export type OrderDone = Extract<FromBrowser, { kind: 'done' }>;

type Job = {
  readonly web: JavaObject;
  readonly number: number;
  readonly order: PageOrder;
  readonly after: ((done: OrderDone) => Steps<void>) | undefined;
  /** The page could not be drawn. */
  readonly failed: (() => Steps<void>) | undefined;
};

const web$ = 'Landroid/webkit/WebView;';
const text$ = 'Ljava/lang/String;';

/**
 * The web view's engine in an app's process: a thread that gives the browser its orders, one after the other, and
 * answers what pages ask in between. It is no thread of the screen's, so that the app's methods may wait for that one.
 */
class WebEngine {
  readonly #vm: Machine;
  readonly #link: WebLink;
  readonly #jobs: Job[] = [];
  readonly #labels = new PageLabels();
  readonly #calls = new WeakMap<JavaObject, ScriptCalls>();
  #thread: JavaThread | undefined;
  #busy = false;
  #lastPage = 0;

  constructor(vm: Machine, link: WebLink) {
    this.#vm = vm;
    this.#link = link;
    // A process before this one may have left pages behind.
    this.#exchange(() => link.exchange({ kind: 'reset' }));
  }

  nextPage(): number {
    return ++this.#lastPage;
  }

  add(job: Job): void {
    this.#jobs.push(job);
    if (this.#thread) this.#vm.unpark(this.#thread);
    else this.#thread = this.#vm.spawn('WebEngine', this.#work());
  }

  /** The page's picture as a PNG in Base64; undefined while the page is busy with something else. */
  picture(number: number): string | undefined {
    if (this.#busy) return undefined;
    const said = this.#exchange(() =>
      this.#link.exchange({ kind: 'order', page: number, order: { kind: 'picture' } }),
    );
    return said.kind === 'done' ? said.pictureBase64 : undefined;
  }

  *#work(): Steps<void> {
    for (;;) {
      const job = this.#jobs.shift();
      if (!job) {
        yield* this.#vm.park();
        continue;
      }
      this.#busy = true;
      const said = yield* this.#converse(job);
      this.#busy = false;
      if (said.kind === 'done') yield* this.#finish(job, said);
      else if (job.failed) yield* job.failed();
    }
  }

  *#converse({ web, number, order }: Job): Steps<FromBrowser> {
    let said = this.#exchange(() => this.#link.exchange({ kind: 'order', page: number, order }));
    while (said.kind === 'ask') {
      const answer = yield* this.#answer(web, said.ask);
      said = this.#exchange(() => this.#link.exchange({ kind: 'answer', answer }));
    }
    return said;
  }

  #exchange(exchange: () => FromBrowser): FromBrowser {
    try {
      return exchange();
    } catch (error) {
      // The other end is gone: pages are not drawn any more, which the ledger says.
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  *#answer(web: JavaObject, ask: PageAsk): Steps<PageAnswer> {
    const vm = this.#vm;
    switch (ask.kind) {
      case 'request':
        return yield* answerPageRequest(vm, web, this.#labels, ask);
      case 'call':
        return ask.target === ''
          ? yield* askWebApi(vm, web, ask.method, ask.args, ask.pageUrl)
          : yield* this.#callsOf(web).call(webOf(web).interfaces, ask.target, ask.method, ask.args);
      case 'dialog':
        return yield* showJsDialog(vm, web, ask);
      case 'leave':
        if (!(yield* takesUrl(vm, web, ask.url)) && /^https?:/i.test(ask.url))
          vm.attached(SYSTEM).postToMain('load page', () =>
            vm.call(web, `loadUrl(${text$})V`, vm.string(ask.url)),
          );
        break;
      case 'started':
        if (/^(https?|file):/i.test(ask.url)) webOf(web).url = ask.url;
        this.#tellClient(web, `onPageStarted(${web$}${text$}Landroid/graphics/Bitmap;)V`, null);
        break;
      case 'finished':
        this.#tellClient(web, `onPageFinished(${web$}${text$})V`);
        break;
      case 'unseen':
        vm.gap('PARTIAL_MODEL', `android/webkit/WebView ${ask.what}`);
    }
    return { kind: 'heard' };
  }

  #callsOf(web: JavaObject): ScriptCalls {
    let calls = this.#calls.get(web);
    if (!calls) {
      calls = new ScriptCalls(this.#vm, this.#labels);
      this.#calls.set(web, calls);
    }
    return calls;
  }

  #tellClient(web: JavaObject, selector: string, ...more: null[]): void {
    const vm = this.#vm;
    const { client, url } = webOf(web);
    if (client)
      vm.attached(SYSTEM).postToMain('page client', () =>
        vm.call(client, selector, web, vm.string(url ?? 'about:blank'), ...more),
      );
  }

  *#finish(job: Job, done: OrderDone): Steps<void> {
    const vm = this.#vm;
    const state = webOf(job.web);
    const { page } = state;
    if (page && page.number === job.number && done.state) {
      const before = page.state;
      page.state = done.state;
      if (job.order.kind !== 'pass' || JSON.stringify(before) !== JSON.stringify(done.state)) page.version++;
      const { system } = { system: vm.attached(SYSTEM) };
      if (state.title !== done.state.title) {
        state.title = done.state.title;
        const { chrome } = state;
        if (chrome)
          system.postToMain('page title', () =>
            vm.call(chrome, `onReceivedTitle(${web$}${text$})V`, job.web, vm.string(state.title)),
          );
      }
      if (before?.contentHeight !== done.state.contentHeight)
        system.postToMain('page layout', () => requestLayout(vm, job.web));
    }
    if (job.after) yield* job.after(done);
  }
}

const ENGINE = hostKey<WebEngine>('web-engine');

/** The engine of the process; undefined where no browser can be had. */
export function engineOf(vm: Machine): WebEngine | undefined {
  const known = vm.findAttached(ENGINE);
  if (known) return known;
  const link = vm.findAttached(WEB_LINK);
  if (!link) return undefined;
  const made = new WebEngine(vm, link);
  vm.attach(ENGINE, made);
  return made;
}
