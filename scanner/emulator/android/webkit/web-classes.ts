import { defineClass, UNKNOWN } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaValue, Machine } from '../../machine/index.ts';
import { viewPart } from '../view/view-state.ts';
import { followLink, runScript, webView } from './web-view.ts';

const web$ = 'Landroid/webkit/WebView;';
const request$ = 'Landroid/webkit/WebResourceRequest;';
const ignored = (): void => undefined;

export const webViewClient = defineClass({
  name: 'android/webkit/WebViewClient',
  methods: {
    '<init>()V': ignored,
    [`shouldOverrideUrlLoading(${web$}${request$})Z`]: function* (
      vm,
      self: JavaObject,
      view: JavaObject,
      request: JavaObject<string>,
    ) {
      return yield* vm.call<boolean>(
        self,
        `shouldOverrideUrlLoading(${web$}Ljava/lang/String;)Z`,
        view,
        vm.string(request.peer),
      );
    },
    [`shouldOverrideUrlLoading(${web$}Ljava/lang/String;)Z`]: () => false,
    [`onPageStarted(${web$}Ljava/lang/String;Landroid/graphics/Bitmap;)V`]: ignored,
    [`onPageFinished(${web$}Ljava/lang/String;)V`]: ignored,
    [`onLoadResource(${web$}Ljava/lang/String;)V`]: ignored,
    [`onPageCommitVisible(${web$}Ljava/lang/String;)V`]: ignored,
    [`onReceivedError(${web$}ILjava/lang/String;Ljava/lang/String;)V`]: ignored,
    [`onReceivedError(${web$}${request$}Landroid/webkit/WebResourceError;)V`]: ignored,
    [`shouldInterceptRequest(${web$}${request$})Landroid/webkit/WebResourceResponse;`]: () => null,
    [`shouldInterceptRequest(${web$}Ljava/lang/String;)Landroid/webkit/WebResourceResponse;`]: () => null,
  },
});

export const webChromeClient = defineClass({
  name: 'android/webkit/WebChromeClient',
  methods: {
    '<init>()V': ignored,
    [`onProgressChanged(${web$}I)V`]: ignored,
    [`onReceivedTitle(${web$}Ljava/lang/String;)V`]: ignored,
    [`onReceivedIcon(${web$}Landroid/graphics/Bitmap;)V`]: ignored,
  },
});

/** A request of a page, for the client to judge. */
export const pageRequest = defineClass({
  name: 'android/webkit/PageRequest',
  interfaces: ['android/webkit/WebResourceRequest'],
  methods: {
    'getUrl()Landroid/net/Uri;': (vm, self: JavaObject<string>) =>
      vm.callStatic('android/net/Uri', 'parse(Ljava/lang/String;)Landroid/net/Uri;', vm.string(self.peer)),
    'getMethod()Ljava/lang/String;': () => 'GET',
    'isForMainFrame()Z': () => true,
    'isRedirect()Z': () => false,
    'hasGesture()Z': () => true,
    'getRequestHeaders()Ljava/util/Map;': (vm) => vm.construct('java/util/HashMap', '()V'),
  },
});

export const pageLink = defineClass({
  name: 'android/webkit/WebView$PageLink',
  super: 'android/text/style/ClickableSpan',
  methods: {
    '<init>()V': ignored,
    'onClick(Landroid/view/View;)V': (
      vm,
      self: JavaObject<{ readonly web: JavaObject; readonly href: string }>,
    ) => followLink(vm, self.peer.web, self.peer.href),
  },
});

export const pageButton = defineClass({
  name: 'android/webkit/WebView$PageButton',
  interfaces: ['android/view/View$OnClickListener'],
  methods: {
    'onClick(Landroid/view/View;)V': (
      vm,
      self: JavaObject<{ readonly web: JavaObject; readonly script: string }>,
    ) => runScript(vm, self.peer.web, self.peer.script),
  },
});

const settingsOf = viewPart(() => new Map<string, JavaValue>());

/** Settings are kept and given back; those that were never set are what WebView begins with, as far as they are known. */
function setting(
  name: string,
  descriptor: string,
  initial: JavaValue | typeof UNKNOWN,
): NonNullable<ClassModel['methods']> {
  return {
    [`set${name}(${descriptor})V`]: (_vm: Machine, self: JavaObject, value: never) => {
      settingsOf(self).set(name, value);
    },
    [`get${name}()${descriptor}`]: (_vm: Machine, self: JavaObject) => settingsOf(self).get(name) ?? initial,
  };
}

export const webSettings = defineClass({
  name: 'android/webkit/WebSettings',
  flags: 'abstract',
  labels: 'container',
  methods: {
    '<init>()V': ignored,
    ...setting('JavaScriptEnabled', 'Z', false),
    ...setting('DomStorageEnabled', 'Z', false),
    ...setting('DatabaseEnabled', 'Z', false),
    ...setting('AllowFileAccess', 'Z', false),
    ...setting('AllowContentAccess', 'Z', true),
    ...setting('AllowFileAccessFromFileURLs', 'Z', false),
    ...setting('AllowUniversalAccessFromFileURLs', 'Z', false),
    ...setting('BuiltInZoomControls', 'Z', false),
    ...setting('DisplayZoomControls', 'Z', true),
    ...setting('UseWideViewPort', 'Z', false),
    ...setting('LoadWithOverviewMode', 'Z', false),
    ...setting('LoadsImagesAutomatically', 'Z', true),
    ...setting('BlockNetworkImage', 'Z', false),
    ...setting('BlockNetworkLoads', 'Z', false),
    ...setting('JavaScriptCanOpenWindowsAutomatically', 'Z', false),
    ...setting('MediaPlaybackRequiresUserGesture', 'Z', true),
    ...setting('MixedContentMode', 'I', 1),
    ...setting('CacheMode', 'I', -1),
    ...setting('TextZoom', 'I', 100),
    ...setting('MinimumFontSize', 'I', 8),
    ...setting('DefaultFontSize', 'I', 16),
    ...setting('DefaultTextEncodingName', 'Ljava/lang/String;', 'UTF-8'),
    ...setting('UserAgentString', 'Ljava/lang/String;', UNKNOWN),
    'setSupportZoom(Z)V': ignored,
    'setSupportMultipleWindows(Z)V': ignored,
    'setGeolocationEnabled(Z)V': ignored,
    'setSaveFormData(Z)V': ignored,
    'setSavePassword(Z)V': ignored,
    'setLayoutAlgorithm(Landroid/webkit/WebSettings$LayoutAlgorithm;)V': ignored,
    'setRenderPriority(Landroid/webkit/WebSettings$RenderPriority;)V': ignored,
    'setPluginState(Landroid/webkit/WebSettings$PluginState;)V': ignored,
    'static getDefaultUserAgent(Landroid/content/Context;)Ljava/lang/String;': () => UNKNOWN,
  },
});

export const webClasses = [
  pageButton,
  pageLink,
  pageRequest,
  webChromeClient,
  webSettings,
  webView,
  webViewClient,
];
