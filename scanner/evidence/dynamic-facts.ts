import type { Attribution } from './static-facts.ts';
import type { BoundsPx, Place } from './place.ts';

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

/** One inspector's procedure as it went. */
export type ScenarioRun = {
  /** S1..S18 of the regulations reference. */
  readonly scenarioId: string;
  readonly outcome: 'completed' | 'budget-spent' | 'app-crashed' | 'device-failed';
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly steps: readonly {
    readonly atMs: number;
    readonly action: string;
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
  readonly screenshotId?: string;
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
  /** Codes such as NO_REFUSAL, PRE_TICKED, IMPLIED_BY_USE, FORCED_WAIT, REFUSAL_EXITS, REFUSAL_LOOPS, HIDDEN_REFUSE. */
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
    readonly action: string;
    readonly atMs: number;
    readonly closed: boolean;
    readonly effect: string;
    readonly beforeId: string;
    readonly afterId: string;
  }[];
  readonly closable: boolean;
  readonly reasons: readonly PopupReason[];
  readonly owner: Attribution;
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
