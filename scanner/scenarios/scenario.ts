import type { DeviceApp, DeviceEvent, DeviceSession, ScreenNode, ScreenTree } from '../device/device.ts';
import type { Budget } from '../budget.ts';
import type {
  AppState,
  BoundsPx,
  ConsentDialogFacts,
  PermissionRequestFacts,
  Phase,
  PopupFacts,
  ScenarioRun,
  SettingFacts,
  StepText,
} from '../evidence/index.ts';

/** One inspector's procedure. */
export type Scenario = {
  /** S1..S18 of the regulations reference. */
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Kinds of observation (`DeviceFacts.can`) without which there is no point in running it. */
  readonly needs?: readonly string[];
  /** Begins with an older version of the app on the device, where there is one. */
  readonly startsOlder?: boolean;
  readonly run: (stage: Stage) => Promise<void>;
};

/** An event with what the person had told the app by then, where the app stood, and what had just been tapped. */
export type StagedEvent = DeviceEvent & {
  readonly phase: Phase;
  readonly state: AppState;
  /** The control of the app whose tap this followed at once. */
  readonly tapped?: TappedControl;
};

export type TappedControl = { readonly label: string; readonly key: string };

/** What watching a permission request told, beyond the request itself. */
export type PermissionNote = Partial<
  Pick<PermissionRequestFacts, 'purposeShown' | 'screenshotId' | 'afterDenial'>
>;

/** What a scenario works with: the device, and a record of everything it does. */
export type Stage = {
  readonly session: DeviceSession;
  /** The sample, to install it again. */
  readonly app: DeviceApp;
  /** Has the session begun with an older version of it? */
  readonly isOlder: boolean;
  /** Can the device let so much time pass? */
  readonly mayWait: (durationMs: number) => boolean;
  /** What the app asks for in its manifest and a person grants. */
  readonly permissions: readonly string[];
  readonly budget: Budget;
  readonly scenarioId: string;
  /** From now on events belong to this phase. */
  readonly enter: (phase: Phase, state?: AppState) => Promise<void>;
  readonly phase: () => Phase;
  /** Does something and writes it down with a screenshot after it. */
  readonly step: (action: StepText, act: () => Promise<void>) => Promise<ScreenTree>;
  /** Taps a view in its middle, as a step; what follows at once is put down to it. */
  readonly tap: (node: ScreenNode, action?: StepText) => Promise<ScreenTree>;
  /** Screenshot and tree of now; answers the screenshot's id. */
  readonly look: () => Promise<{ readonly tree: ScreenTree; readonly screenshotId: string }>;
  /** Id of the last screenshot taken. */
  readonly lastScreenshotId: () => string;
  /** Events since the scenario began, drained up to now. */
  readonly events: () => Promise<readonly StagedEvent[]>;
  /** How far a part of the screen stands out from what is behind it, 1 (not at all) to 21; undefined when unseen. */
  readonly contrast: (boundsPx: BoundsPx) => Promise<number | undefined>;
  readonly foundConsent: (facts: Omit<ConsentDialogFacts, 'scenarioId'>) => void;
  readonly foundPopup: (facts: Omit<PopupFacts, 'scenarioId' | 'popupId'>) => void;
  readonly foundSetting: (facts: Omit<SettingFacts, 'scenarioId'>) => void;
  /** Something kept the scenario from seeing what it is for; it goes on with what can be seen. */
  readonly noteObstacle: (outcome: ScenarioRun['outcome']) => void;
  /** The scenario came to its end, but what lies behind a login was not seen. */
  readonly noteLogin: () => void;
  readonly notePermission: (eventNumber: number, note: PermissionNote) => void;
};

/** Pixels of a part of a PNG, four bytes each (red, green, blue, alpha), row by row. */
export type Pixels = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgba: Uint8ClampedArray;
};
/** Reads the part of a PNG that lies in `area` and in the picture; undefined when nothing of it does. */
export type ReadPixels = (png: Uint8Array, area: BoundsPx) => Promise<Pixels | undefined>;

/** What one scenario left behind. */
export type ScenarioResult = {
  readonly run: ScenarioRun;
  readonly events: readonly StagedEvent[];
  readonly consentDialogs: readonly ConsentDialogFacts[];
  readonly popups: readonly PopupFacts[];
  readonly settings: readonly SettingFacts[];
  /** By the number of the request's event. */
  readonly permissionNotes: ReadonlyMap<number, PermissionNote>;
  readonly pictures: readonly Picture[];
  /** It met a login that it could not pass. */
  readonly behindLogin?: boolean;
  /** Events that only repeated others and were not kept. */
  readonly leftOutCount: number;
};

export type Picture = {
  readonly id: string;
  /** `recording`: all screenshots of the scenario as one picture that moves. */
  readonly kind: 'screenshot' | 'tree' | 'recording';
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly atMs: number;
};
