import { JavaObject, type JavaString, unsignedBytesOf, type JavaArray } from '../../machine/index.ts';
import type { HeapObject, JavaValue, Machine, Steps } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import { networkOf } from '../../system/network.ts';
import { ignored, type Methods } from '../view/accessors.ts';
import { dpToPx } from '../view/styled.ts';
import { viewClass } from '../view/view-class.ts';
import { viewOf, viewPart } from '../view/view-state.ts';
import { linearOf } from '../widget/linear-layout.ts';
import { readPage, type PageBlock } from './page-blocks.ts';

export const webOf = viewPart(() => ({
  url: null as string | null,
  title: '',
  client: null as JavaObject | null,
  chrome: null as JavaObject | null,
  settings: null as JavaObject | null,
  interfaces: new Map<string, JavaObject>(),
  history: [] as string[],
}));

const assetPrefix = 'file:///android_asset/';
const resourcePrefix = 'file:///android_res/';
const request$ = 'Landroid/webkit/WebResourceRequest;';
const web$ = 'Landroid/webkit/WebView;';

/** WebView.loadUrl: files of the package are read, the rest goes to the network recorder. */
function* loadUrl(vm: Machine, self: JavaObject, url: JavaString | null): Steps<void> {
  const text = vm.text(url);
  if (text.startsWith('javascript:')) {
    vm.gap('PARTIAL_MODEL', 'android/webkit/WebView JavaScript');
    return;
  }
  const state = webOf(self);
  state.history.push(text);
  state.url = text;
  vm.attached(SYSTEM).postToMain('load page', () => showPage(vm, self, text, url));
}

function* showPage(vm: Machine, self: JavaObject, url: string, source: JavaString | null): Steps<void> {
  const state = webOf(self);
  if (state.client)
    yield* vm.call(
      state.client,
      `onPageStarted(${web$}Ljava/lang/String;Landroid/graphics/Bitmap;)V`,
      self,
      vm.string(url),
      null,
    );
  yield* fillPage(vm, self, fetchPage(vm, url, source) ?? '');
  if (state.chrome) {
    yield* vm.call(state.chrome, `onProgressChanged(${web$}I)V`, self, 100);
    yield* vm.call(state.chrome, `onReceivedTitle(${web$}Ljava/lang/String;)V`, self, vm.string(state.title));
  }
  if (state.client)
    yield* vm.call(state.client, `onPageFinished(${web$}Ljava/lang/String;)V`, self, vm.string(url));
}

/** The page's HTML; undefined where nothing readable comes back. */
function fetchPage(vm: Machine, url: string, source: JavaString | null): string | undefined {
  const { app } = vm.attached(SYSTEM);
  const path = url.split(/[?#]/)[0] ?? '';
  if (path.startsWith(assetPrefix))
    return toText(app.findFile(`assets/${decodePath(path.slice(assetPrefix.length))}`));
  if (path.startsWith(resourcePrefix))
    return toText(app.findFile(`res/${path.slice(resourcePrefix.length)}`));
  if (!URL.canParse(url) || !/^https?:/i.test(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const answer = networkOf(vm).send(vm, {
    transport: 'http',
    method: 'GET',
    url,
    host: hostname,
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    headers: [],
    body: new Uint8Array(),
    bodySizeBytes: 0,
    carried: source && vm.labelOf(source) !== 0 ? [{ where: 'url', labelSet: vm.labelOf(source) }] : [],
  });
  if (answer.kind !== 'response') return undefined;
  const type = answer.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
  return type.includes('html') ? toText(answer.body) : undefined;
}

const toText = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

function decodePath(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Makes views of the page's blocks; what its scripts would do is a gap. */
function* fillPage(vm: Machine, self: JavaObject, html: string): Steps<void> {
  const page = readPage(html);
  webOf(self).title = page.title;
  if (page.hasScripts) vm.gap('PARTIAL_MODEL', 'android/webkit/WebView JavaScript');
  const { context } = viewOf(self);
  const make = (name: string) =>
    vm.construct<JavaObject>(`android/widget/${name}`, '(Landroid/content/Context;)V', context);
  const scroll = yield* make('ScrollView');
  const column = yield* make('LinearLayout');
  linearOf(column).orientation = 1;
  const side = Math.round(dpToPx(vm, 8));
  yield* vm.call(column, 'setPadding(IIII)V', side, side, side, side);
  for (const block of page.blocks) {
    const view = yield* make(block.kind === 'button' ? 'Button' : 'TextView');
    yield* fillBlock(vm, self, view, block);
    yield* vm.call(column, 'addView(Landroid/view/View;)V', view);
  }
  yield* vm.call(scroll, 'addView(Landroid/view/View;)V', column);
  yield* vm.call(self, 'removeAllViews()V');
  yield* vm.call(self, 'addView(Landroid/view/View;)V', scroll);
}

function* fillBlock(vm: Machine, self: JavaObject, view: JavaObject, block: PageBlock): Steps<void> {
  yield* vm.call(view, 'setTextColor(I)V', 0xff000000 | 0);
  yield* vm.call(view, 'setTextSize(IF)V', 2, block.kind === 'heading' ? 22 : 16);
  if (block.kind === 'heading') yield* vm.call(view, 'setTypeface(Landroid/graphics/Typeface;I)V', null, 1);
  if (block.kind === 'button') yield* vm.call(view, 'setAllCaps(Z)V', false);
  const text = yield* vm.construct<JavaObject>(
    'android/text/SpannableString',
    '(Ljava/lang/CharSequence;)V',
    vm.string(block.text),
  );
  for (const { start, end, href } of block.links) {
    const link = yield* vm.construct<JavaObject<{ readonly web: JavaObject; readonly href: string }>>(
      'android/webkit/WebView$PageLink',
      '()V',
    );
    link.peer = { web: self, href };
    yield* vm.call(
      text,
      'setSpan(Ljava/lang/Object;III)V',
      link,
      start,
      Math.min(end, block.text.length),
      0x21,
    );
  }
  yield* vm.call(
    view,
    'setText(Ljava/lang/CharSequence;)V',
    block.links.length > 0 ? text : vm.string(block.text),
  );
  if (block.links.length > 0) {
    const movement = yield* vm.callStatic<JavaObject>(
      'android/text/method/LinkMovementMethod',
      'getInstance()Landroid/text/method/MovementMethod;',
    );
    yield* vm.call(view, 'setMovementMethod(Landroid/text/method/MovementMethod;)V', movement);
  }
  if (block.onClick === '') return;
  const listener = vm.newObject<{ readonly web: JavaObject; readonly script: string }>(
    'android/webkit/WebView$PageButton',
  );
  listener.peer = { web: self, script: block.onClick };
  yield* vm.call(view, 'setOnClickListener(Landroid/view/View$OnClickListener;)V', listener);
}

/** A link was pressed: the client may take it, else it is loaded. */
export function* followLink(vm: Machine, self: JavaObject, href: string): Steps<void> {
  const state = webOf(self);
  const base = state.url ?? undefined;
  const url = URL.canParse(href, base) ? new URL(href, base).href : href;
  if (state.client) {
    const request = vm.newObject<string>('android/webkit/PageRequest');
    request.peer = url;
    const taken = yield* vm.call<boolean>(
      state.client,
      `shouldOverrideUrlLoading(${web$}${request$})Z`,
      self,
      request,
    );
    if (taken) return;
  }
  yield* vm.call(self, 'loadUrl(Ljava/lang/String;)V', vm.string(url));
}

const interfaceCall = /^\s*(?:window\.)?([\w$]+)\.([\w$]+)\(\s*('[^']*'|"[^"]*"|-?\d+)?\s*\)\s*;?\s*$/;

/** A button's script: a call of one of the app's own interfaces is made, anything else is a gap. */
export function* runScript(vm: Machine, self: JavaObject, script: string): Steps<void> {
  const [, name = '', method = '', literal] = interfaceCall.exec(script) ?? [];
  const target = webOf(self).interfaces.get(name);
  const found = target && findMethod(target, method, literal);
  if (!target || !found) {
    vm.gap('PARTIAL_MODEL', 'android/webkit/WebView JavaScript');
    return;
  }
  // The web view calls its interfaces on a thread of its own.
  const call = function* (): Steps<JavaValue> {
    return yield* vm.call(target, found, ...argumentsOf(vm, literal));
  };
  vm.spawn('JavaBridge', call());
}

function findMethod(target: JavaObject, method: string, literal: string | undefined): string | undefined {
  const wanted =
    literal === undefined
      ? '()'
      : literal.startsWith("'") || literal.startsWith('"')
        ? '(Ljava/lang/String;)'
        : '(I)';
  for (let cls: typeof target.cls | null = target.cls; cls; cls = cls.superclass)
    for (const selector of cls.methods.keys()) if (selector.startsWith(`${method}${wanted}`)) return selector;
  return undefined;
}

function argumentsOf(vm: Machine, literal: string | undefined): JavaValue[] {
  if (literal === undefined) return [];
  return /^['"]/.test(literal) ? [vm.string(literal.slice(1, -1))] : [Number(literal)];
}

function* loadHtml(vm: Machine, self: JavaObject, html: JavaString | null, baseUrl: string): Steps<void> {
  webOf(self).url = baseUrl;
  const text = html?.value ?? '';
  vm.attached(SYSTEM).postToMain('load page', function* () {
    yield* fillPage(vm, self, text);
    const { client } = webOf(self);
    if (client)
      yield* vm.call(client, `onPageFinished(${web$}Ljava/lang/String;)V`, self, vm.string(baseUrl));
  });
}

const methods: Methods = {
  'loadUrl(Ljava/lang/String;)V': loadUrl,
  'loadUrl(Ljava/lang/String;Ljava/util/Map;)V': (vm, self: JavaObject, url: JavaString | null) =>
    loadUrl(vm, self, url),
  'postUrl(Ljava/lang/String;[B)V': (vm, _self: JavaObject, url: JavaString, body: JavaArray) => {
    const { hostname, port, protocol } = URL.canParse(vm.text(url))
      ? new URL(vm.text(url))
      : { hostname: '', port: '', protocol: 'https:' };
    const bytes = unsignedBytesOf(body);
    const carried = [
      { where: 'url', labelSet: vm.labelOf(url) },
      { where: 'body', labelSet: vm.labelOf(body) },
    ] as const;
    networkOf(vm).send(vm, {
      transport: 'http',
      method: 'POST',
      url: vm.text(url),
      host: hostname,
      port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
      headers: [],
      body: bytes.slice(),
      bodySizeBytes: bytes.length,
      carried: carried.filter(({ labelSet }) => labelSet !== 0),
    });
  },
  'loadData(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V': (
    vm,
    self: JavaObject,
    data: JavaString | null,
    _type: JavaString | null,
    encoding: JavaString | null,
  ) =>
    loadHtml(
      vm,
      self,
      encoding?.value === 'base64'
        ? vm.string(Buffer.from(data?.value ?? '', 'base64').toString())
        : vm.string(decodePercent(data?.value ?? '')),
      'about:blank',
    ),
  'loadDataWithBaseURL(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)V':
    (vm, self: JavaObject, base: JavaString | null, data: JavaString | null) =>
      loadHtml(vm, self, data, base?.value ?? 'about:blank'),
  'evaluateJavascript(Ljava/lang/String;Landroid/webkit/ValueCallback;)V': (vm) =>
    vm.gap('PARTIAL_MODEL', 'android/webkit/WebView JavaScript'),
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
  'canGoBack()Z': (_vm, self: JavaObject) => webOf(self).history.length > 1,
  'canGoForward()Z': () => false,
  'goBack()V': function* (vm, self: JavaObject) {
    const { history } = webOf(self);
    history.pop();
    const before = history.pop();
    if (before !== undefined) yield* loadUrl(vm, self, vm.string(before));
  },
  'reload()V': function* (vm, self: JavaObject) {
    const { url } = webOf(self);
    if (url !== null) yield* showPage(vm, self, url, null);
  },
  'stopLoading()V': ignored,
  'clearCache(Z)V': ignored,
  'clearHistory()V': ignored,
  'clearFormData()V': ignored,
  'onResume()V': ignored,
  'onPause()V': ignored,
  'pauseTimers()V': ignored,
  'resumeTimers()V': ignored,
  'destroy()V': ignored,
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

/** Its page is laid out as a column in a frame, without styles. */
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
