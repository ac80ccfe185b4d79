import { JavaObject, unsignedBytesOf } from '../../machine/index.ts';
import type { HeapObject, JavaArray, JavaString, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { AT_MOST, EXACTLY, specMode, specSize } from '../view/measure-spec.ts';
import { ACTION_DOWN, ACTION_MOVE, ACTION_UP, type MotionEvent } from '../view/motion-event.ts';
import { requestFocus } from '../view/view-focus.ts';
import { viewClass } from '../view/view-class.ts';
import { setMeasured } from '../view/view-layout.ts';
import { viewOf } from '../view/view-state.ts';
import { drawPage, loadInBrowser, orderPage, resizePage, scaleOf } from './browser-page.ts';
import { contentTypeOf, findPageFile } from './page-files.ts';
import { sendRequest } from './page-requests.ts';
import { fillPage } from './page-views.ts';
import { settingOf, webOf } from './web-state.ts';

const web$ = 'Landroid/webkit/WebView;';
const text$ = 'Ljava/lang/String;';
const callback$ = 'Landroid/webkit/ValueCallback;';
const scriptGap = 'android/webkit/WebView JavaScript';
const blank = 'about:blank';

/** Schemes that a browser asks a server or a file for; others are nothing that a page could come from. */
const isLoadable = (url: string): boolean => /^(https?|file|data|about):/i.test(url);

/** WebView.loadUrl: by the browser, or laid out from its text where there is none. */
function* loadUrl(vm: Machine, self: JavaObject, url: JavaString | null): Steps<void> {
  const text = vm.text(url);
  if (/^javascript:/i.test(text)) {
    evaluate(vm, self, unescapeScript(text.slice('javascript:'.length)), null);
    return;
  }
  const state = webOf(self);
  state.history.push(text);
  state.url = text;
  const label = vm.labelOf(url);
  const load = { url: text, label };
  const failed = () => showPage(vm, self, text, label);
  if (isLoadable(text) && loadInBrowser(vm, self, load, failed)) return;
  vm.attached(SYSTEM).postToMain('load page', () => showPage(vm, self, text, label));
}

function unescapeScript(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A script with a percent sign of its own.
    return text;
  }
}

function* showPage(vm: Machine, self: JavaObject, url: string, label: number): Steps<void> {
  const { client } = webOf(self);
  if (client)
    yield* vm.call(
      client,
      `onPageStarted(${web$}${text$}Landroid/graphics/Bitmap;)V`,
      self,
      vm.string(url),
      null,
    );
  yield* showText(vm, self, url, fetchPage(vm, self, url, label) ?? '');
}

function* showText(vm: Machine, self: JavaObject, url: string, html: string): Steps<void> {
  const state = webOf(self);
  yield* fillPage(vm, self, html);
  if (state.chrome) {
    yield* vm.call(state.chrome, `onProgressChanged(${web$}I)V`, self, 100);
    yield* vm.call(state.chrome, `onReceivedTitle(${web$}${text$})V`, self, vm.string(state.title));
  }
  if (state.client) yield* vm.call(state.client, `onPageFinished(${web$}${text$})V`, self, vm.string(url));
}

/** The page's HTML; undefined where nothing readable comes back. */
function fetchPage(vm: Machine, self: JavaObject, url: string, label: number): string | undefined {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    const bytes = findPageFile(vm, self, url);
    return bytes && contentTypeOf(url).startsWith('text/') ? toText(bytes) : undefined;
  }
  const answer = sendRequest(vm, { url, method: 'GET', carried: [{ where: 'url', labelSet: label }] });
  if (answer.kind !== 'response') return undefined;
  const type = answer.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
  return type.includes('html') ? toText(answer.body) : undefined;
}

const toText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function loadHtml(vm: Machine, self: JavaObject, html: string, base: string, label: number): void {
  webOf(self).url = base;
  const failed = () => showText(vm, self, base, html);
  // A page without an address of its own is a data: address to the browser, as it is to Android's.
  const source = isLoadable(base) && base !== blank ? { url: base, html } : { url: toDataUrl(html) };
  if (loadInBrowser(vm, self, { ...source, label }, failed)) return;
  vm.attached(SYSTEM).postToMain('load page', failed);
}

const toDataUrl = (html: string): string =>
  `data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`;

function evaluate(vm: Machine, self: JavaObject, script: string, callback: HeapObject | null): void {
  const { page } = webOf(self);
  if (!page) {
    vm.gap('PARTIAL_MODEL', scriptGap);
    return;
  }
  const answer = (json: string) => {
    if (callback)
      vm.attached(SYSTEM).postToMain('script result', () =>
        vm.call(callback, 'onReceiveValue(Ljava/lang/Object;)V', vm.string(json)),
      );
  };
  if (settingOf(self, 'JavaScriptEnabled') !== true) answer('null');
  else
    orderPage(vm, self, { kind: 'evaluate', script }, function* ({ value }) {
      answer(value ?? 'null');
    });
}

/** WebView.onTouchEvent: a finger's whole way goes to the page when it is lifted. */
function* touch(vm: Machine, self: JavaObject, event: MotionEvent): Steps<boolean> {
  const { page } = webOf(self);
  if (!page?.state)
    return yield* vm.callSpecial(
      'android/view/View',
      'onTouchEvent(Landroid/view/MotionEvent;)Z',
      self,
      event,
    );
  const action = actions[event.peer.action & 0xff];
  const scale = scaleOf(vm);
  if (action === undefined) page.touches = [];
  else {
    const step = { action, x: event.peer.x / scale, y: event.peer.y / scale };
    page.touches = action === 'down' ? [step] : [...page.touches, step];
  }
  if (action !== 'up' || page.touches[0]?.action !== 'down') return true;
  if (!viewOf(self).focused) yield* requestFocus(vm, self);
  orderPage(vm, self, { kind: 'touch', steps: page.touches });
  page.touches = [];
  return true;
}

const actions: Readonly<Record<number, 'down' | 'move' | 'up'>> = {
  [ACTION_DOWN]: 'down',
  [ACTION_MOVE]: 'move',
  [ACTION_UP]: 'up',
};

/** Keys by android.view.KeyEvent's numbers, under the names that the web has for them. */
const keys: Readonly<Record<number, string>> = {
  61: 'Tab',
  66: 'Enter',
  67: 'Backspace',
  112: 'Delete',
  122: 'Home',
  123: 'End',
};

function pressKey(
  vm: Machine,
  self: JavaObject,
  event: JavaObject<{ readonly action: number; readonly keyCode: number }>,
): Steps<boolean> | boolean {
  const key = keys[event.peer.keyCode];
  if (!webOf(self).page?.state || key === undefined)
    return vm.callSpecial<boolean>(
      'android/widget/FrameLayout',
      'dispatchKeyEvent(Landroid/view/KeyEvent;)Z',
      self,
      event,
    );
  if (event.peer.action === 0) orderPage(vm, self, { kind: 'key', key });
  return true;
}

/** A web view that wraps its content is as high as its page. */
function* measure(vm: Machine, self: JavaObject, widthSpec: number, heightSpec: number): Steps<void> {
  const state = webOf(self).page?.state;
  if (!state || specMode(heightSpec) === EXACTLY) {
    yield* vm.callSpecial('android/widget/FrameLayout', 'onMeasure(II)V', self, widthSpec, heightSpec);
    return;
  }
  const wanted = Math.round(state.contentHeight * scaleOf(vm));
  const height = specMode(heightSpec) === AT_MOST ? Math.min(wanted, specSize(heightSpec)) : wanted;
  setMeasured(self, specSize(widthSpec), height);
}

const methods: Methods = {
  'loadUrl(Ljava/lang/String;)V': loadUrl,
  'loadUrl(Ljava/lang/String;Ljava/util/Map;)V': (vm, self: JavaObject, url: JavaString | null) =>
    vm.call(self, 'loadUrl(Ljava/lang/String;)V', url),
  'postUrl(Ljava/lang/String;[B)V': (vm, _self: JavaObject, url: JavaString, body: JavaArray) => {
    sendRequest(vm, {
      url: vm.text(url),
      method: 'POST',
      body: unsignedBytesOf(body).slice(),
      carried: [
        { where: 'url', labelSet: vm.labelOf(url) },
        { where: 'body', labelSet: vm.labelOf(body) },
      ],
    });
  },
  'loadData(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V': (
    vm,
    self: JavaObject,
    data: JavaString | null,
    _type: JavaString | null,
    encoding: JavaString | null,
  ) => {
    const text = data?.value ?? '';
    const html = encoding?.value === 'base64' ? Buffer.from(text, 'base64').toString() : decodePercent(text);
    loadHtml(vm, self, html, blank, vm.labelOf(data));
  },
  'loadDataWithBaseURL(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V':
    (vm, self: JavaObject, base: JavaString | null, data: JavaString | null) =>
      loadHtml(vm, self, data?.value ?? '', base?.value ?? blank, vm.labelOf(data)),
  [`evaluateJavascript(${text$}${callback$})V`]: (
    vm: Machine,
    self: JavaObject,
    script: JavaString | null,
    callback: HeapObject | null,
  ) => evaluate(vm, self, script?.value ?? '', callback),
  'addJavascriptInterface(Ljava/lang/Object;Ljava/lang/String;)V': (
    vm,
    self: JavaObject,
    object: HeapObject | null,
    name: JavaString,
  ) => {
    if (object instanceof JavaObject) webOf(self).interfaces.set(vm.text(name), object);
  },
  'removeJavascriptInterface(Ljava/lang/String;)V': (vm, self: JavaObject, name: JavaString) => {
    webOf(self).interfaces.delete(vm.text(name));
  },
  'setWebViewClient(Landroid/webkit/WebViewClient;)V': (_vm, self: JavaObject, client: JavaObject | null) => {
    webOf(self).client = client;
  },
  'getWebViewClient()Landroid/webkit/WebViewClient;': (_vm, self: JavaObject) => webOf(self).client,
  'setWebChromeClient(Landroid/webkit/WebChromeClient;)V': (
    _vm,
    self: JavaObject,
    chrome: JavaObject | null,
  ) => {
    webOf(self).chrome = chrome;
  },
  'getSettings()Landroid/webkit/WebSettings;': (vm, self: JavaObject) => {
    const state = webOf(self);
    state.settings ??= vm.newObject('android/webkit/WebSettings');
    return state.settings;
  },
  'getUrl()Ljava/lang/String;': (_vm, self: JavaObject) => webOf(self).url,
  'getOriginalUrl()Ljava/lang/String;': (_vm, self: JavaObject) => webOf(self).url,
  'getTitle()Ljava/lang/String;': (_vm, self: JavaObject) => webOf(self).title,
  'getProgress()I': () => 100,
  'getContentHeight()I': (_vm, self: JavaObject) => Math.round(webOf(self).page?.state?.contentHeight ?? 0),
  'canGoBack()Z': (_vm, self: JavaObject) => {
    const { page, history } = webOf(self);
    return page ? (page.state?.canGoBack ?? false) : history.length > 1;
  },
  'canGoForward()Z': (_vm, self: JavaObject) => webOf(self).page?.state?.canGoForward ?? false,
  'goBack()V': function* (vm, self: JavaObject) {
    const { page, history } = webOf(self);
    if (page) {
      if (page.state?.canGoBack) orderPage(vm, self, { kind: 'go', delta: -1 });
      return;
    }
    history.pop();
    const before = history.pop();
    if (before !== undefined) yield* loadUrl(vm, self, vm.string(before));
  },
  'goForward()V': (vm, self: JavaObject) => {
    if (webOf(self).page?.state?.canGoForward) orderPage(vm, self, { kind: 'go', delta: 1 });
  },
  'reload()V': function* (vm, self: JavaObject) {
    const { url, page } = webOf(self);
    if (page) orderPage(vm, self, { kind: 'go', delta: 0 });
    else if (url !== null) yield* showPage(vm, self, url, 0);
  },
  'onTouchEvent(Landroid/view/MotionEvent;)Z': touch,
  'dispatchKeyEvent(Landroid/view/KeyEvent;)Z': pressKey,
  'protected onMeasure(II)V': measure,
  'protected onSizeChanged(IIII)V': (vm, self: JavaObject) => resizePage(vm, self),
  'protected dispatchDraw(Landroid/graphics/Canvas;)V': function* (vm, self: JavaObject, canvas: JavaObject) {
    drawPage(vm, self, canvas);
    yield* vm.callSpecial('android/view/ViewGroup', 'dispatchDraw(Landroid/graphics/Canvas;)V', self, canvas);
  },
  'stopLoading()V': ignored,
  'clearCache(Z)V': ignored,
  'clearHistory()V': ignored,
  'clearFormData()V': ignored,
  'onResume()V': ignored,
  'onPause()V': ignored,
  'pauseTimers()V': ignored,
  'resumeTimers()V': ignored,
  'destroy()V': (vm, self: JavaObject) => {
    orderPage(vm, self, { kind: 'close' });
    webOf(self).page = undefined;
  },
  'setDownloadListener(Landroid/webkit/DownloadListener;)V': ignored,
  'setInitialScale(I)V': ignored,
  'static setWebContentsDebuggingEnabled(Z)V': ignored,
  'getAccessibilityClassName()Ljava/lang/CharSequence;': () => 'android.webkit.WebView',
};

function decodePercent(text: string): string {
  return Buffer.from(
    text.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    /%[89a-f][0-9a-f]/i.test(text) ? 'latin1' : 'utf8',
  ).toString('utf8');
}

/** Its page is the browser's picture and tree; without a browser, a column of texts in a frame. */
export const webView = viewClass({
  name: 'android/webkit/WebView',
  super: 'android/widget/FrameLayout',
  defaultStyle: 'webViewStyle',
  labels: 'container',
  init: (_vm, self) => {
    viewOf(self).focusable = viewOf(self).focusableInTouchMode = true;
  },
  methods,
});
