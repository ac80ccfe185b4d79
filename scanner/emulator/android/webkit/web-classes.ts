import { defineClass } from '../../machine/index.ts';
import type { ClassModel, JavaObject, JavaString, JavaValue, Machine } from '../../machine/index.ts';
import { jsDialogClasses } from './js-dialogs.ts';
import { followLink, runScript } from './page-views.ts';
import { webApiClasses } from './web-apis.ts';
import { webResourceClasses, type PageRequestState } from './web-resources.ts';
import { settingsOf, userAgentOf } from './web-state.ts';
import { webView } from './web-view.ts';

const web$ = 'Landroid/webkit/WebView;';
const request$ = 'Landroid/webkit/WebResourceRequest;';
const text$ = 'Ljava/lang/String;';
const result$ = 'Landroid/webkit/JsResult;';
/** The view, the page's address and the message. */
const jsDialog = `${web$}${text$}${text$}`;
const ignored = (): void => undefined;

export const webViewClient = defineClass({
  name: 'android/webkit/WebViewClient',
  methods: {
    '<init>()V': ignored,
    [`shouldOverrideUrlLoading(${web$}${request$})Z`]: function* (
      vm,
      self: JavaObject,
      view: JavaObject,
      request: JavaObject<PageRequestState>,
    ) {
      return yield* vm.call<boolean>(
        self,
        `shouldOverrideUrlLoading(${web$}Ljava/lang/String;)Z`,
        view,
        vm.string(request.peer.url),
      );
    },
    [`shouldOverrideUrlLoading(${web$}Ljava/lang/String;)Z`]: () => false,
    [`onPageStarted(${web$}Ljava/lang/String;Landroid/graphics/Bitmap;)V`]: ignored,
    [`onPageFinished(${web$}Ljava/lang/String;)V`]: ignored,
    [`onLoadResource(${web$}Ljava/lang/String;)V`]: ignored,
    [`onPageCommitVisible(${web$}Ljava/lang/String;)V`]: ignored,
    [`onReceivedError(${web$}ILjava/lang/String;Ljava/lang/String;)V`]: ignored,
    [`onReceivedError(${web$}${request$}Landroid/webkit/WebResourceError;)V`]: function* (
      vm,
      self: JavaObject,
      view: JavaObject,
      request: JavaObject<PageRequestState>,
      error: JavaObject<number>,
    ) {
      if (request.peer.isForMainFrame)
        yield* vm.call(
          self,
          `onReceivedError(${web$}ILjava/lang/String;Ljava/lang/String;)V`,
          view,
          error.peer,
          yield* vm.call(error, 'getDescription()Ljava/lang/CharSequence;'),
          vm.string(request.peer.url),
        );
    },
    [`shouldInterceptRequest(${web$}${request$})Landroid/webkit/WebResourceResponse;`]: (
      vm,
      self: JavaObject,
      view: JavaObject,
      request: JavaObject<PageRequestState>,
    ) =>
      vm.call(
        self,
        `shouldInterceptRequest(${web$}Ljava/lang/String;)Landroid/webkit/WebResourceResponse;`,
        view,
        vm.string(request.peer.url),
      ),
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
    [`onJsAlert(${jsDialog}${result$})Z`]: () => false,
    [`onJsConfirm(${jsDialog}${result$})Z`]: () => false,
    [`onJsBeforeUnload(${jsDialog}${result$})Z`]: () => false,
    [`onJsPrompt(${jsDialog}${text$}Landroid/webkit/JsPromptResult;)Z`]: () => false,
    [`onGeolocationPermissionsShowPrompt(${text$}Landroid/webkit/GeolocationPermissions$Callback;)V`]:
      ignored,
    'onGeolocationPermissionsHidePrompt()V': ignored,
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

/** Settings are kept and given back; those that were never set are what WebView begins with, as far as they are known. */
function setting(
  name: string,
  descriptor: string,
  initial: JavaValue | string,
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
    'setUserAgentString(Ljava/lang/String;)V': (_vm, self: JavaObject, text: JavaString | null) => {
      settingsOf(self).set('UserAgentString', text);
    },
    'getUserAgentString()Ljava/lang/String;': (vm, self: JavaObject) =>
      settingsOf(self).get('UserAgentString') ?? userAgentOf(vm),
    'setSupportZoom(Z)V': ignored,
    'setSupportMultipleWindows(Z)V': ignored,
    'setGeolocationEnabled(Z)V': ignored,
    'setSaveFormData(Z)V': ignored,
    'setSavePassword(Z)V': ignored,
    'setLayoutAlgorithm(Landroid/webkit/WebSettings$LayoutAlgorithm;)V': ignored,
    'setRenderPriority(Landroid/webkit/WebSettings$RenderPriority;)V': ignored,
    'setPluginState(Landroid/webkit/WebSettings$PluginState;)V': ignored,
    'static getDefaultUserAgent(Landroid/content/Context;)Ljava/lang/String;': (vm) => userAgentOf(vm),
  },
});

export const webClasses: readonly ClassModel[] = [
  ...jsDialogClasses,
  ...webApiClasses,
  ...webResourceClasses,
  pageButton,
  pageLink,
  webChromeClient,
  webSettings,
  webView,
  webViewClient,
];
