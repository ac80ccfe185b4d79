import type { Attribution } from './static-facts.ts';
import type { BoundsPx, Place } from './place.ts';
import type { Recipient } from './recipient.ts';

/** What the app had been told by the person when something happened. */
export type Phase = 'before-consent' | 'after-refusal' | 'after-consent' | 'after-withdrawal' | 'unknown';

/** Where the app stood on the screen when something happened. */
export type AppState = 'foreground' | 'silent' | 'background' | 'not-running';

/** The device that ran the app, and what it is able to show. */
export type DeviceFacts = {
  readonly kind: 'embedded' | 'uiautomator2' | 'replay';
  readonly profile: string;
  readonly androidVersion: string;
  readonly apiLevel: number;
  readonly screen: { readonly widthPx: number; readonly heightPx: number; readonly densityDpi: number };
  /**
   * Kinds of observation the device supports; what is missing makes rules say cannot-tell. Rules know `pi-reads`,
   * `permission-requests`, `network`, `starts`, `popups` and `motion`.
   */
  readonly can: readonly string[];
};

/** What was done, in the reader's language. */
export type StepText = { readonly zh: string; readonly en: string };

/** One inspector's procedure as it went. */
export type ScenarioRun = {
  /** S1..S18 of the regulations reference. */
  readonly scenarioId: string;
  /**
   * Anything but `completed` says that less was seen than the scenario is for: time or the app's budget was spent, the
   * app crashed, ended itself, never showed a window, stopped answering, or let nobody past its login; the device died.
   */
  readonly outcome:
    | 'completed'
    | 'budget-spent'
    | 'app-crashed'
    | 'app-ended'
    | 'no-window'
    | 'not-responding'
    | 'login-required'
    | 'device-failed';
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly steps: readonly {
    readonly atMs: number;
    readonly action: StepText;
    readonly phase: Phase;
    readonly screenshotId?: string;
  }[];
};

export type StackFrame = {
  readonly className: string;
  readonly method: string;
  readonly line?: number;
  readonly attribution: Attribution;
};

/** E1: one recorded read of personal information. Times are the device's clock in milliseconds since scenario start. */
export type PiReadFacts = {
  readonly eventNumber: number;
  readonly scenarioId: string;
  readonly atMs: number;
  readonly phase: Phase;
  readonly state: AppState;
  readonly thread: string;
  readonly process: string;
  readonly piType: string;
  readonly api: string;
  readonly arguments: readonly string[];
  /** Masked: enough to recognise, too little to use. Absent where the call threw. */
  readonly valueMasked?: string;
  readonly threw?: string;
  readonly stack: readonly StackFrame[];
  readonly caller: Attribution;
};

export type PermissionRequestFacts = {
  readonly eventNumber: number;
  readonly scenarioId: string;
  readonly atMs: number;
  readonly phase: Phase;
  readonly permissions: readonly string[];
  readonly screen: string;
  readonly result: 'granted' | 'denied' | 'denied-forever' | 'no-dialog';
  /** 1 for the first time this permission was asked. */
  readonly nth: number;
  readonly purposeShown: boolean;
  readonly caller: Attribution;
  /** The system's dialog with the app behind it; absent when nobody looked while it was asked. */
  readonly screenshotId?: string;
  /** Label of the control whose tap this followed at once; absent when the app asked by itself. */
  readonly tapped?: string;
  /** The control names a feature that cannot do without the permission; absent when none was tapped. */
  readonly fitsFeature?: boolean;
  /** How this one follows a refusal of the same permission: at the same control, at another, or by itself. */
  readonly again?: 'same-control' | 'other-control' | 'by-itself';
  /**
   * What the app did when it was denied: went on, ended, asked at once again, or made a feature or the login depend on
   * it. Absent when it was not denied or nobody watched.
   */
  readonly afterDenial?: 'continues' | 'exits' | 'asks-again' | 'blocks-feature' | 'blocks-login';
};

export type NetworkRequestFacts = {
  readonly eventNumber: number;
  readonly scenarioId: string;
  readonly atMs: number;
  readonly phase: Phase;
  readonly state: AppState;
  readonly method: string;
  readonly url: string;
  readonly host: string;
  /** Whether the host lies in the domain that the package name is made from; absent where there is no such domain. */
  readonly recipient?: Recipient;
  /** Personal information found inside, and what was done to it on the way. */
  readonly piTypes: readonly {
    readonly piType: string;
    readonly transforms: readonly string[];
    readonly where: string;
  }[];
  readonly caller: Attribution;
};

export type StartFacts = {
  readonly eventNumber: number;
  readonly scenarioId: string;
  readonly atMs: number;
  readonly phase: Phase;
  readonly component: string;
  readonly trigger: string;
  readonly caller: string;
  readonly toOtherPackage: boolean;
  /** Kinds of personal information handed over with it; absent when none was. */
  readonly piTypes?: readonly string[];
};

export type ElementFacts = {
  readonly text: string;
  readonly description: string;
  readonly role: string;
  readonly boundsPx: BoundsPx;
  readonly clickable: boolean;
  readonly checked?: boolean;
  readonly contrast?: number;
  readonly textSizeSp?: number;
};

/** What was found where the app should ask for consent. */
export type ConsentDialogFacts = {
  readonly scenarioId: string;
  readonly found: boolean;
  readonly atMs?: number;
  readonly style?: 'dialog' | 'activity' | 'webview';
  readonly agree?: ElementFacts;
  readonly refuse?: ElementFacts;
  readonly policyLinks: readonly ElementFacts[];
  readonly tickBox?: ElementFacts;
  /**
   * Codes: NO_REFUSAL, SOFT_WORDING, PRE_TICKED, IMPLIED_BY_USE, FORCED_WAIT, HIDDEN_REFUSE, AGREE_EMPHASISED,
   * REFUSAL_EXITS, REFUSAL_LOOPS.
   */
  readonly problems: readonly string[];
  readonly screenshotIds: readonly string[];
};

export type PopupReason =
  | 'NO_CLOSE'
  | 'FAKE_CLOSE'
  | 'DELAYED_CLOSE'
  | 'MULTI_TAP'
  | 'TINY_TARGET'
  | 'LOW_CONTRAST'
  | 'REAPPEARS'
  | 'JUMP_ON_BLANK'
  | 'JUMP_ON_SHAKE'
  | 'BACK_BLOCKED'
  | 'UNMARKED_AD';

/** A window that took the screen without being asked for, and what happened when it was to be closed. */
export type PopupFacts = {
  readonly popupId: string;
  readonly scenarioId: string;
  readonly atMs: number;
  readonly phase: Phase;
  readonly window: {
    readonly kind: 'activity' | 'dialog' | 'popup' | 'overlay';
    readonly title: string;
    readonly owner: string;
    readonly boundsPx: BoundsPx;
    readonly coversShare: number;
  };
  readonly closeMark?: ElementFacts & {
    readonly hotZoneDp: { readonly width: number; readonly height: number };
    readonly visibleSinceMs: number;
  };
  readonly attempts: readonly {
    readonly action: StepText;
    readonly atMs: number;
    readonly closed: boolean;
    readonly effect: StepText;
    /** What came of it, as codes: `closed`, `left-app`, `store`, `download`, `question`, `crashed`. */
    readonly followed: readonly string[];
    readonly beforeId: string;
    readonly afterId: string;
  }[];
  readonly closable: boolean;
  readonly reasons: readonly PopupReason[];
  readonly owner: Attribution;
};

/** What an app has to offer in its settings, and whether it does. */
export type SettingItem =
  | 'settings-page'
  | 'policy'
  | 'collected-list'
  | 'shared-list'
  | 'permission-page'
  | 'personalisation-switch'
  | 'push-switch'
  | 'withdrawal'
  | 'account-deletion'
  | 'complaint-channel'
  | 'filing-number'
  /** A mode for minors. */
  | 'minor-mode'
  /** Content chosen for the person is shown, whether or not it can be switched off. */
  | 'personalised-content';

/** One thing that the walk through the settings looked for. */
export type SettingFacts = {
  readonly scenarioId: string;
  readonly item: SettingItem;
  readonly found: boolean;
  /** Taps from the first page; absent when it was not found. */
  readonly taps?: number;
  /** Labels of the controls on the way. */
  readonly path: readonly string[];
  /** What stands there, or what was read behind it; shortened. */
  readonly text: string;
  /** Codes: TOO_DEEP, NO_EFFECT, FORGETS_STATE, HARD_CONDITIONS, OPENS_NOTHING. */
  readonly problems: readonly string[];
  readonly screenshotIds: readonly string[];
};

/** A picture or tree kept as evidence; bytes live beside evidence.json under this file name. */
export type AttachmentFacts = {
  readonly id: string;
  /** `icon` is the launcher icon, as a bitmap. */
  readonly kind: 'screenshot' | 'tree' | 'recording' | 'document' | 'icon';
  readonly file: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly scenarioId?: string;
  readonly atMs?: number;
  readonly place?: Place;
};
