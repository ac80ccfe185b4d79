import type { Canvas } from '@napi-rs/canvas';
import type { JavaObject, JavaValue, Machine, StackEntry } from '../../machine/index.ts';
import { SYSTEM } from '../../system/system.ts';
import type { PageState, PageTouch } from '../../web/messages.ts';
import { viewPart } from '../view/view-state.ts';

/** What an android.webkit.WebView keeps. */
export type WebState = {
  url: string | null;
  title: string;
  client: JavaObject | null;
  chrome: JavaObject | null;
  settings: JavaObject | null;
  /** Objects of the app that scripts may call, by name. */
  readonly interfaces: Map<string, JavaObject>;
  /** Addresses loaded, for pages that no browser draws. */
  readonly history: string[];
  /** The browser's page; undefined where the page is laid out from its text. */
  page: BrowserPage | undefined;
};

export type BrowserPage = {
  readonly number: number;
  /** Undefined until it has been drawn once. */
  state: PageState | undefined;
  /** Rises with every change that can be seen. */
  version: number;
  picture: { readonly version: number; readonly surface: Canvas } | undefined;
  /** Who loaded it: its requests are that code's. */
  stack: readonly StackEntry[];
  /** Labels of the address or the text that it was loaded from. */
  label: number;
  touches: PageTouch[];
  /** Pixels of the view that the browser knows of. */
  size: { readonly width: number; readonly height: number };
  /** The device's clock up to which the page has lived. */
  livedMs: number;
  /** When something was last done to it. */
  touchedMs: number;
  scripts: boolean;
};

export const webOf = viewPart<WebState>(() => ({
  url: null,
  title: '',
  client: null,
  chrome: null,
  settings: null,
  interfaces: new Map(),
  history: [],
  page: undefined,
}));

/** What was set on an android.webkit.WebSettings, by name. */
export const settingsOf = viewPart(() => new Map<string, JavaValue>());

export function settingOf(web: JavaObject, name: string): JavaValue | undefined {
  const { settings } = webOf(web);
  return settings ? settingsOf(settings).get(name) : undefined;
}

/** Version of the browser inside the phone's web view. */
const chromeVersion = '124.0.6367.219';

/** The words by which Android's web view names itself to servers. */
export function userAgentOf(vm: Machine): string {
  const { build, apiLevel } = vm.attached(SYSTEM).phone;
  const release = apiLevel >= 33 ? apiLevel - 20 : apiLevel >= 31 ? 12 : apiLevel - 19;
  return `Mozilla/5.0 (Linux; Android ${release}; ${build.model} Build/${build.id}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/${chromeVersion} Mobile Safari/537.36`;
}
