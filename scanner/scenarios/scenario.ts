import type { DeviceEvent, DeviceSession, ScreenTree } from '../device/device.ts';
import type { Budget } from '../budget.ts';
import type { AppState, ConsentDialogFacts, Phase, PopupFacts, ScenarioRun } from '../evidence/index.ts';

/** One inspector's procedure. */
export type Scenario = {
  /** S1..S18 of the regulations reference. */
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly run: (stage: Stage) => Promise<void>;
};

/** An event with what the person had told the app by then, and where the app stood. */
export type StagedEvent = DeviceEvent & { readonly phase: Phase; readonly state: AppState };

/** What a scenario works with: the device, and a record of everything it does. */
export type Stage = {
  readonly session: DeviceSession;
  readonly budget: Budget;
  readonly scenarioId: string;
  /** From now on events belong to this phase. */
  readonly enter: (phase: Phase, state?: AppState) => Promise<void>;
  readonly phase: () => Phase;
  /** Does something and writes it down with a screenshot after it. */
  readonly step: (action: string, act: () => Promise<void>) => Promise<ScreenTree>;
  /** Screenshot and tree of now; answers the screenshot's id. */
  readonly look: () => Promise<{ readonly tree: ScreenTree; readonly screenshotId: string }>;
  /** Events since the scenario began, drained up to now. */
  readonly events: () => Promise<readonly StagedEvent[]>;
  readonly foundConsent: (facts: Omit<ConsentDialogFacts, 'scenarioId'>) => void;
  readonly foundPopup: (facts: Omit<PopupFacts, 'scenarioId' | 'popupId'>) => void;
};

/** What one scenario left behind. */
export type ScenarioResult = {
  readonly run: ScenarioRun;
  readonly events: readonly StagedEvent[];
  readonly consentDialogs: readonly ConsentDialogFacts[];
  readonly popups: readonly PopupFacts[];
  readonly pictures: readonly Picture[];
};

export type Picture = {
  readonly id: string;
  readonly kind: 'screenshot' | 'tree';
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly atMs: number;
};
