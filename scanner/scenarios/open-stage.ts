import type { DeviceApp, DeviceEvent, DeviceSession, ScreenNode, ScreenTree } from '../device/device.ts';
import { checkBudget, type Budget } from '../budget.ts';
import { ScanError } from '../errors.ts';
import type {
  AppState,
  ConsentDialogFacts,
  Phase,
  PopupFacts,
  ScenarioRun,
  SettingFacts,
} from '../evidence/index.ts';
import { measureContrast } from './contrast.ts';
import { makeRecording } from './make-recording.ts';
import { tellsPurpose } from './permission-words.ts';
import type {
  PermissionNote,
  Picture,
  ReadPixels,
  ScenarioResult,
  Stage,
  StagedEvent,
  TappedControl,
} from './scenario.ts';
import { centreOf, isList, labelOf, showsApp, textsOfApp } from './screen.ts';
import { rowLabel } from './settings-page.ts';
import { steps as stepTexts } from './step-text.ts';

/** A stage, and the way to close the books on it. */
export type OpenStage = {
  readonly stage: Stage;
  readonly finish: (outcome: ScenarioRun['outcome']) => Promise<ScenarioResult>;
};

export type StageOptions = {
  readonly scenarioId: string;
  readonly session: DeviceSession;
  readonly app: DeviceApp;
  readonly budget: Budget;
  readonly permissions: readonly string[];
  readonly readPixels: ReadPixels;
  readonly isOlder?: boolean;
  readonly longestWaitMs?: number | undefined;
};

/** Of one thing done over and over in the same phase and state a scenario keeps so many times; more tell nothing new. */
const mostRepeats = 1_000;

/** Opens the record of one scenario on a session. */
export function openStage(options: StageOptions): OpenStage {
  const { scenarioId, session, app, budget, permissions, readPixels } = options;
  const { isOlder = false, longestWaitMs = Infinity } = options;
  let phase: Phase = 'before-consent';
  let state: AppState = 'foreground';
  let drainedTo = 0;
  let sawWindow = false;
  let behindLogin = false;
  let obstacle: ScenarioRun['outcome'] | undefined;
  let tapped: TappedControl | undefined;
  /** What the app had on the screen when no permission was being asked. */
  let textsBefore: readonly string[] = [];
  const events: StagedEvent[] = [];
  const steps: ScenarioRun['steps'][number][] = [];
  const pictures: Picture[] = [];
  const consentDialogs: ConsentDialogFacts[] = [];
  const popups: PopupFacts[] = [];
  const settings: SettingFacts[] = [];
  const permissionNotes = new Map<number, PermissionNote>();

  const repeats = new Map<string, number>();
  let leftOut = 0;
  const isOneTooMany = (event: DeviceEvent): boolean => {
    if (event.kind !== 'pi-read' && event.kind !== 'network-request') return false;
    const what = event.kind === 'pi-read' ? `${event.piType} ${event.api}` : event.url;
    const key = `${event.kind} ${phase} ${state} ${what}`;
    const count = (repeats.get(key) ?? 0) + 1;
    repeats.set(key, count);
    return count > mostRepeats;
  };
  const drain = async (): Promise<void> => {
    for (const event of await session.events(drainedTo)) {
      drainedTo = event.number;
      if (isOneTooMany(event)) {
        leftOut++;
        continue;
      }
      events.push({ ...event, phase, state, ...(tapped && { tapped }) });
    }
  };
  const notePermission: Stage['notePermission'] = (eventNumber, note) =>
    void permissionNotes.set(eventNumber, { ...permissionNotes.get(eventNumber), ...note });
  /** While the system asks, the app says beside it, or has just said, what for; or it does not. */
  const watchPermissionDialog = (tree: ScreenTree, screenshotId: string) => {
    const texts = textsOfApp(tree);
    if (!tree.windows.some(({ kind }) => kind === 'system-permission')) {
      textsBefore = texts;
      return;
    }
    const request = events.findLast((event) => event.kind === 'permission-request');
    if (request?.kind !== 'permission-request' || permissionNotes.has(request.number)) return;
    notePermission(request.number, {
      purposeShown: tellsPurpose(request.permissions, [...texts, ...textsBefore]),
      screenshotId,
    });
  };
  const look: Stage['look'] = async () => {
    checkBudget(budget);
    const number = pictures.length / 2 + 1;
    const screenshotId = `${scenarioId}-${String(number).padStart(3, '0')}`;
    const atMs = await session.nowMs();
    const tree = await session.tree();
    const png = await session.screenshot();
    const treeJson = new TextEncoder().encode(JSON.stringify(tree));
    pictures.push(
      { id: screenshotId, kind: 'screenshot', file: `${screenshotId}.png`, bytes: png, atMs },
      { id: `${screenshotId}-tree`, kind: 'tree', file: `${screenshotId}-tree.json`, bytes: treeJson, atMs },
    );
    await drain();
    sawWindow ||= showsApp(tree);
    watchPermissionDialog(tree, screenshotId);
    return { tree, screenshotId };
  };
  const step: Stage['step'] = async (action, act) => {
    checkBudget(budget);
    const atMs = await session.nowMs();
    const stepPhase = phase;
    await act();
    const { tree, screenshotId } = await look();
    steps.push({ atMs, action, phase: stepPhase, screenshotId });
    if (events.some(({ kind }) => kind === 'budget-stop'))
      throw new ScanError('DEADLINE_EXCEEDED', 'The app spent what its process may spend.');
    return tree;
  };
  const stage: Stage = {
    session,
    app,
    isOlder,
    mayWait: (durationMs) => durationMs <= longestWaitMs,
    permissions,
    budget,
    scenarioId,
    phase: () => phase,
    enter: async (nextPhase, nextState = 'foreground') => {
      await drain();
      phase = nextPhase;
      state = nextState;
    },
    step,
    tap: async (node: ScreenNode, action = stepTexts.tap(labelForTap(node))) => {
      const { xPx, yPx } = centreOf(node.boundsPx);
      await drain();
      const label = labelForTap(node);
      tapped = { label, key: `${node.resourceId} ${label}` };
      try {
        return await step(action, () => session.tap(xPx, yPx));
      } finally {
        tapped = undefined;
      }
    },
    look,
    lastScreenshotId: () => pictures.at(-2)?.id ?? '',
    events: async () => {
      await drain();
      return events;
    },
    contrast: async (boundsPx) => {
      await drain();
      const pixels = await readPixels(await session.screenshot(), boundsPx);
      return pixels && measureContrast(pixels);
    },
    foundConsent: (facts) => void consentDialogs.push({ ...facts, scenarioId }),
    foundPopup: (facts) =>
      void popups.push({ ...facts, scenarioId, popupId: `${scenarioId}-popup-${popups.length + 1}` }),
    foundSetting: (facts) => void settings.push({ ...facts, scenarioId }),
    noteObstacle: (outcome) => void (obstacle ??= outcome),
    noteLogin: () => void (behindLogin = true),
    notePermission,
  };
  return {
    stage,
    finish: async (outcome) => {
      const ended = await endOf(session, drain, steps.at(-1)?.atMs ?? 0);
      return {
        run: {
          scenarioId,
          outcome: ended.failed
            ? 'device-failed'
            : outcome === 'completed'
              ? (findObstacle(events) ?? obstacle ?? (sawWindow ? outcome : 'no-window'))
              : outcome,
          startedAtMs: steps[0]?.atMs ?? 0,
          endedAtMs: ended.atMs,
          steps,
        },
        events,
        consentDialogs,
        popups,
        settings,
        permissionNotes,
        pictures: [...pictures, ...recordingOf(scenarioId, pictures)],
        leftOutCount: leftOut,
        behindLogin,
      };
    },
  };
}

/** A whole page that takes taps is not called by all that stands on it. */
const longestTapLabelChars = 60;

function labelForTap(node: ScreenNode): string {
  const label = isList(node) ? labelOf(node) : rowLabel(node);
  return label.length <= longestTapLabelChars ? label : '';
}

function recordingOf(scenarioId: string, pictures: readonly Picture[]): readonly Picture[] {
  const frames = pictures.filter(({ kind }) => kind === 'screenshot');
  const bytes = makeRecording(frames.map(({ bytes: png, atMs }) => ({ png, atMs })));
  const [first] = frames;
  if (!bytes || !first) return [];
  const id = `${scenarioId}-recording`;
  return [{ id, kind: 'recording', file: `${id}.png`, bytes, atMs: first.atMs }];
}

/** What the app itself did that kept the scenario from seeing more. Ending after a refusal is what S2 looks for. */
function findObstacle(events: readonly StagedEvent[]): ScenarioRun['outcome'] | undefined {
  const has = (test: (event: StagedEvent) => boolean) => events.some(test);
  if (has(({ kind }) => kind === 'crash')) return 'app-crashed';
  if (has(({ kind }) => kind === 'not-responding')) return 'not-responding';
  const endedItself = has(
    (event) => event.kind === 'process' && event.change === 'exited' && event.phase !== 'after-refusal',
  );
  return endedItself ? 'app-ended' : undefined;
}

/** The last events and the time; a device that has died gives neither, and what was seen until then stands. */
async function endOf(
  session: DeviceSession,
  drain: () => Promise<void>,
  lastStepMs: number,
): Promise<{ readonly atMs: number; readonly failed: boolean }> {
  try {
    await drain();
    return { atMs: await session.nowMs(), failed: false };
  } catch (error) {
    if (error instanceof ScanError && error.code === 'DEVICE_FAILED')
      return { atMs: lastStepMs, failed: true };
    throw error;
  }
}
