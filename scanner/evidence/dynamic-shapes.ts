import type {
  AttachmentFacts,
  ConsentDialogFacts,
  DeviceFacts,
  ElementFacts,
  NetworkRequestFacts,
  PermissionRequestFacts,
  PiReadFacts,
  PopupFacts,
  ScenarioRun,
  SettingFacts,
  StackFrame,
  StartFacts,
  StepText,
} from './dynamic-facts.ts';
import { arrayOf, boolean, number, objectOf, oneOf, optional, text, texts } from './shape.ts';
import type { FieldsOf, Shape } from './shape.ts';
import { attribution, bounds, place, sha256 } from './shape-parts.ts';

const phase: Shape = oneOf('before-consent', 'after-refusal', 'after-consent', 'after-withdrawal', 'unknown');
const stepText: Shape = objectOf<StepText>({ zh: text, en: text });
const state: Shape = oneOf('foreground', 'silent', 'background', 'not-running');

export const deviceShape: Shape = objectOf<DeviceFacts>({
  kind: oneOf('embedded', 'uiautomator2', 'replay'),
  profile: text,
  androidVersion: text,
  apiLevel: number,
  screen: objectOf<DeviceFacts['screen']>({ widthPx: number, heightPx: number, densityDpi: number }),
  can: texts,
});

export const scenariosShape: Shape = arrayOf(
  objectOf<ScenarioRun>({
    scenarioId: text,
    outcome: oneOf(
      'completed',
      'budget-spent',
      'app-crashed',
      'app-ended',
      'no-window',
      'not-responding',
      'login-required',
      'device-failed',
    ),
    startedAtMs: number,
    endedAtMs: number,
    steps: arrayOf(
      objectOf<ScenarioRun['steps'][number]>({
        atMs: number,
        action: stepText,
        phase,
        screenshotId: optional(text),
      }),
    ),
  }),
);

export const piReadsShape: Shape = arrayOf(
  objectOf<PiReadFacts>({
    eventNumber: number,
    scenarioId: text,
    atMs: number,
    phase,
    state,
    thread: text,
    process: text,
    piType: text,
    api: text,
    arguments: texts,
    valueMasked: optional(text),
    threw: optional(text),
    stack: arrayOf(
      objectOf<StackFrame>({ className: text, method: text, line: optional(number), attribution }),
    ),
    caller: attribution,
  }),
);

export const permissionRequestsShape: Shape = arrayOf(
  objectOf<PermissionRequestFacts>({
    eventNumber: number,
    scenarioId: text,
    atMs: number,
    phase,
    permissions: texts,
    screen: text,
    result: oneOf('granted', 'denied', 'denied-forever', 'no-dialog'),
    nth: number,
    purposeShown: boolean,
    caller: attribution,
    screenshotId: optional(text),
    tapped: optional(text),
    fitsFeature: optional(boolean),
    again: optional(oneOf('same-control', 'other-control', 'by-itself')),
    afterDenial: optional(oneOf('continues', 'exits', 'asks-again', 'blocks-feature', 'blocks-login')),
  }),
);

export const networkRequestsShape: Shape = arrayOf(
  objectOf<NetworkRequestFacts>({
    eventNumber: number,
    scenarioId: text,
    atMs: number,
    phase,
    state,
    method: text,
    url: text,
    host: text,
    recipient: optional(oneOf('own-domain', 'other-domain')),
    piTypes: arrayOf(
      objectOf<NetworkRequestFacts['piTypes'][number]>({ piType: text, transforms: texts, where: text }),
    ),
    caller: attribution,
  }),
);

export const startsShape: Shape = arrayOf(
  objectOf<StartFacts>({
    eventNumber: number,
    scenarioId: text,
    atMs: number,
    phase,
    component: text,
    trigger: text,
    caller: text,
    toOtherPackage: boolean,
    piTypes: optional(texts),
  }),
);

const elementFields: FieldsOf<ElementFacts> = {
  text,
  description: text,
  role: text,
  boundsPx: bounds,
  clickable: boolean,
  checked: optional(boolean),
  contrast: optional(number),
  textSizeSp: optional(number),
};
const element: Shape = objectOf<ElementFacts>(elementFields);

export const consentDialogsShape: Shape = arrayOf(
  objectOf<ConsentDialogFacts>({
    scenarioId: text,
    found: boolean,
    atMs: optional(number),
    style: optional(oneOf('dialog', 'activity', 'webview')),
    agree: optional(element),
    refuse: optional(element),
    policyLinks: arrayOf(element),
    tickBox: optional(element),
    problems: texts,
    screenshotIds: texts,
  }),
);

const closeMark: Shape = objectOf<NonNullable<PopupFacts['closeMark']>>({
  ...elementFields,
  hotZoneDp: objectOf<NonNullable<PopupFacts['closeMark']>['hotZoneDp']>({ width: number, height: number }),
  visibleSinceMs: number,
});

export const popupsShape: Shape = arrayOf(
  objectOf<PopupFacts>({
    popupId: text,
    scenarioId: text,
    atMs: number,
    phase,
    window: objectOf<PopupFacts['window']>({
      kind: oneOf('activity', 'dialog', 'popup', 'overlay'),
      title: text,
      owner: text,
      boundsPx: bounds,
      coversShare: number,
    }),
    closeMark: optional(closeMark),
    attempts: arrayOf(
      objectOf<PopupFacts['attempts'][number]>({
        action: stepText,
        atMs: number,
        closed: boolean,
        effect: stepText,
        followed: texts,
        beforeId: text,
        afterId: text,
      }),
    ),
    closable: boolean,
    reasons: texts,
    owner: attribution,
  }),
);

export const settingsShape: Shape = arrayOf(
  objectOf<SettingFacts>({
    scenarioId: text,
    item: oneOf(
      'settings-page',
      'policy',
      'collected-list',
      'shared-list',
      'permission-page',
      'personalisation-switch',
      'push-switch',
      'withdrawal',
      'account-deletion',
      'complaint-channel',
      'filing-number',
      'minor-mode',
      'personalised-content',
    ),
    found: boolean,
    taps: optional(number),
    path: texts,
    text,
    problems: texts,
    screenshotIds: texts,
  }),
);

export const attachmentsShape: Shape = arrayOf(
  objectOf<AttachmentFacts>({
    id: text,
    kind: oneOf('screenshot', 'tree', 'recording', 'document', 'icon'),
    file: text,
    sha256,
    sizeBytes: number,
    scenarioId: optional(text),
    atMs: optional(number),
    place: optional(place),
  }),
);
