/**
 * What the device and the browser that draws its web pages say to each other. Strictly in turns: the device gives an
 * order or an answer, the browser asks something or says that the order is done.
 */

/** How a page is set up before it is loaded: what android.webkit.WebSettings and the phone say. */
export type PageSetup = {
  /** Of the view, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen for one CSS pixel. */
  readonly scale: number;
  readonly userAgent: string;
  readonly language: string;
  readonly scripts: boolean;
  /** The device's clock when the page is first opened. */
  readonly epochMs: number;
  readonly interfaces: readonly PageInterface[];
};

/** An object of the app that scripts may call, and the names of its methods. */
export type PageInterface = { readonly name: string; readonly methods: readonly string[] };

export type PageTouch = { readonly action: 'down' | 'move' | 'up'; readonly x: number; readonly y: number };

export type PageOrder =
  | { readonly kind: 'load'; readonly url: string; readonly html?: string; readonly setup: PageSetup }
  /** Steps in the page's history; 0 loads it again. */
  | { readonly kind: 'go'; readonly delta: number }
  | { readonly kind: 'evaluate'; readonly script: string }
  | { readonly kind: 'touch'; readonly steps: readonly PageTouch[] }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'resize'; readonly width: number; readonly height: number }
  /** Lets the page's clock go on. */
  | { readonly kind: 'pass'; readonly durationMs: number }
  | { readonly kind: 'picture' }
  | { readonly kind: 'close' };

export type PageAnswer =
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly bodyBase64: string;
    }
  | { readonly kind: 'refuse'; readonly why: 'name' | 'connect' | 'timeout' | 'cancel' }
  /** JSON of what a method returned; undefined for nothing. */
  | { readonly kind: 'value'; readonly json: string | undefined }
  | { readonly kind: 'threw' }
  | { readonly kind: 'dialog'; readonly accept: boolean; readonly text: string }
  | { readonly kind: 'heard' };

/** From the device. Pages have numbers of the device's choice. */
export type ToBrowser =
  | { readonly kind: 'order'; readonly page: number; readonly order: PageOrder }
  | { readonly kind: 'answer'; readonly answer: PageAnswer }
  /** All pages go: another session begins. */
  | { readonly kind: 'reset' };

export type PageRequest = {
  readonly kind: 'request';
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBase64: string;
  readonly isMainFrame: boolean;
  /** The page itself wants to go there: a link, a form, a script. */
  readonly isByPage: boolean;
};

export type PageAsk =
  | PageRequest
  /** The page wants to go to an address that no request is made for, such as `tel:`. */
  | { readonly kind: 'leave'; readonly url: string }
  | {
      readonly kind: 'call';
      readonly target: string;
      readonly method: string;
      readonly args: readonly unknown[];
      readonly pageUrl: string;
    }
  | {
      readonly kind: 'dialog';
      readonly type: 'alert' | 'confirm' | 'prompt' | 'beforeunload';
      readonly message: string;
      readonly initial: string;
      readonly url: string;
    }
  | { readonly kind: 'started' | 'finished'; readonly url: string }
  /** Something that a page did which is not carried through, named for the ledger. */
  | { readonly kind: 'unseen'; readonly what: string };

/** How a page stands after an order. Lengths are CSS pixels, places those in the view. */
export type PageState = {
  readonly url: string;
  readonly title: string;
  readonly contentHeight: number;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly nodes: readonly PageNode[];
};

export type PageNode = {
  /** As Chromium names it to Android's accessibility services. */
  readonly className: string;
  /** The element's id. */
  readonly id: string;
  readonly text: string;
  readonly description: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly clickable: boolean;
  readonly checkable: boolean;
  readonly checked: boolean;
  readonly enabled: boolean;
  readonly focusable: boolean;
  readonly scrollable: boolean;
  readonly password: boolean;
  /** ARGB. */
  readonly color?: number;
  readonly fontSize?: number;
  readonly children: readonly PageNode[];
};

/** From the browser. */
export type FromBrowser =
  | { readonly kind: 'ask'; readonly ask: PageAsk }
  | {
      readonly kind: 'done';
      /** Absent after `close`, and where no page is. */
      readonly state?: PageState;
      /** JSON of what a script gave. */
      readonly value?: string;
      readonly pictureBase64?: string;
    }
  /** There is no browser, or it failed: the page is gone. */
  | { readonly kind: 'failed'; readonly reason: string };
