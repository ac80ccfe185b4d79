import type { JavaObject, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { PageOrder, PageSetup } from '../../web/messages.ts';
import { decodePicture } from '../graphics/bitmap.ts';
import type { Canvas } from '../graphics/canvas.ts';
import { heightOf, widthOf } from '../view/view-state.ts';
import { describeInterface } from './js-interfaces.ts';
import { engineOf, type OrderDone } from './web-engine.ts';
import { settingOf, userAgentOf, webOf, type BrowserPage } from './web-state.ts';

const noBrowser = 'android/webkit/WebView page without a browser';
const shortestTickMs = 250;
const longestTickMs = 300_000;

/** Pixels of the screen for a CSS pixel. */
export function scaleOf(vm: Machine): number {
  return vm.attached(SYSTEM).phone.screen.densityDpi / 160;
}

/**
 * Has the browser load a page for a web view. Answers false where there is no browser; `failed` runs where it could not
 * draw the page.
 */
export function loadInBrowser(
  vm: Machine,
  web: JavaObject,
  source: { readonly url: string; readonly html?: string; readonly label: number },
  failed: () => Steps<void>,
): boolean {
  const engine = engineOf(vm);
  if (!engine) return false;
  const state = webOf(web);
  const { screen } = vm.attached(SYSTEM).phone;
  const size =
    widthOf(web) > 0 && heightOf(web) > 0
      ? { width: widthOf(web), height: heightOf(web) }
      : { width: screen.widthPx, height: screen.heightPx };
  const page: BrowserPage = state.page ?? {
    number: engine.nextPage(),
    state: undefined,
    version: 0,
    picture: undefined,
    stack: [],
    label: 0,
    touches: [],
    size,
    livedMs: vm.nowMs,
    touchedMs: vm.nowMs,
    scripts: false,
  };
  const scripts = settingOf(web, 'JavaScriptEnabled') === true;
  Object.assign(page, { stack: vm.stack(), label: source.label, size, scripts });
  state.page = page;
  const order: PageOrder = {
    kind: 'load',
    url: source.url,
    ...(source.html !== undefined && { html: source.html }),
    setup: setupOf(vm, web, page),
  };
  engine.add({
    web,
    number: page.number,
    order,
    after: function* (done) {
      yield* settled(vm, web, page, done);
    },
    failed: function* () {
      state.page = undefined;
      vm.gap('PARTIAL_MODEL', noBrowser);
      yield* failed();
    },
  });
  return true;
}

function setupOf(vm: Machine, web: JavaObject, { size, scripts }: BrowserPage): PageSetup {
  const scale = scaleOf(vm);
  const { locale } = vm.attached(SYSTEM).phone;
  const own = settingOf(web, 'UserAgentString');
  return {
    width: size.width / scale,
    height: size.height / scale,
    scale,
    userAgent: typeof own === 'object' && own !== null ? vm.text(own) : userAgentOf(vm),
    language: `${locale.language}-${locale.country}`,
    scripts,
    epochMs: Math.floor(vm.epochMs),
    interfaces: scripts
      ? [...webOf(web).interfaces].map(([name, object]) => describeInterface(vm, name, object))
      : [],
  };
}

/** Has the browser do something with the view's page; nothing where no page is. */
export function orderPage(
  vm: Machine,
  web: JavaObject,
  order: PageOrder,
  after?: (done: OrderDone) => Steps<void>,
): void {
  const state = webOf(web);
  const { page } = state;
  if (!page) return;
  engineOf(vm)?.add({
    web,
    number: page.number,
    order,
    after: function* (done) {
      if (after) yield* after(done);
      if (order.kind !== 'pass' && order.kind !== 'close') yield* settled(vm, web, page, done);
    },
    failed: function* () {
      vm.gap('PARTIAL_MODEL', noBrowser);
    },
  });
}

/** After something was done to a page, its own time goes on with the device's, looked at ever more seldom. */
function* settled(vm: Machine, web: JavaObject, page: BrowserPage, _done: OrderDone): Steps<void> {
  const system = vm.attached(SYSTEM);
  system.scheduleTraversal();
  page.touchedMs = page.livedMs = vm.nowMs;
  if (page.scripts) scheduleTick(vm, web, page, page.touchedMs);
}

function scheduleTick(vm: Machine, web: JavaObject, page: BrowserPage, touchedMs: number): void {
  const ageMs = vm.nowMs - touchedMs;
  const delayMs = Math.min(longestTickMs, Math.max(shortestTickMs, ageMs / 2));
  vm.attached(SYSTEM).postToMain(
    'page time',
    function* () {
      // Something was done to it in between, and began another row of looks; or it is gone.
      if (webOf(web).page !== page || page.touchedMs !== touchedMs) return;
      const durationMs = vm.nowMs - page.livedMs;
      page.livedMs = vm.nowMs;
      orderPage(vm, web, { kind: 'pass', durationMs }, function* () {
        vm.attached(SYSTEM).scheduleTraversal();
        if (page.touchedMs === touchedMs) scheduleTick(vm, web, page, touchedMs);
      });
    },
    delayMs,
  );
}

export function resizePage(vm: Machine, web: JavaObject): void {
  const { page } = webOf(web);
  const [width, height] = [widthOf(web), heightOf(web)];
  if (!page || width <= 0 || height <= 0 || (page.size.width === width && page.size.height === height))
    return;
  page.size = { width, height };
  const scale = scaleOf(vm);
  orderPage(vm, web, { kind: 'resize', width: width / scale, height: height / scale });
}

/** Draws the browser's picture of the page; false while there is none. */
export function drawPage(vm: Machine, web: JavaObject, canvas: JavaObject): boolean {
  const { page } = webOf(web);
  if (!page?.state) return false;
  if (page.picture?.version !== page.version) {
    const png = engineOf(vm)?.picture(page.number);
    const decoded = png === undefined ? undefined : decodePicture(vm, Buffer.from(png, 'base64'), 1);
    if (decoded) page.picture = { version: page.version, surface: decoded.surface };
  }
  if (page.picture)
    (canvas as Canvas).peer.host.drawPicture(page.picture.surface, undefined, {
      left: 0,
      top: 0,
      right: page.size.width,
      bottom: page.size.height,
    });
  return true;
}
