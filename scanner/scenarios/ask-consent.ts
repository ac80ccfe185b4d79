import type { ScreenNode, ScreenTree } from '../device/device.ts';
import type { ConsentDialogFacts, ElementFacts } from '../evidence/index.ts';
import { findConsentStep, type ConsentStep } from './find-consent.ts';
import { answerPermissions } from './permission-dialogs.ts';
import type { Stage } from './scenario.ts';
import { areaOf, centreOf, labelOf, toElementFacts } from './screen.ts';
import { steps } from './step-text.ts';

const longestWaitMs = 10_000;
const waitStepMs = 500;
/** A countdown before one may refuse is waited for as long as this. */
const longestCountdownMs = 60_000;
const countdownStepMs = 1_000;
/** Below this contrast a text is hardly seen; texts that can be read well have 4.5 and more. */
const faintContrast = 2;
const smallTextSp = 9;

/** Waits until the consent step is on the screen; undefined when it does not come. */
export async function awaitConsentStep(stage: Stage, tree: ScreenTree): Promise<ConsentStep | undefined> {
  let current = tree;
  for (let waitedMs = 0; ; waitedMs += waitStepMs) {
    const step = findConsentStep(current);
    if (step || waitedMs >= longestWaitMs) return step;
    await stage.session.passTime(waitStepMs);
    current = await stage.session.tree();
  }
}

/** First start and, where the app asks, agreement: the way into the app that most scenarios begin with. */
export async function startAndAgree(
  stage: Stage,
): Promise<{ readonly tree: ScreenTree; readonly asked: boolean }> {
  const tree = await startForFirstTime(stage);
  const step = await awaitConsentStep(stage, tree);
  if (step && !step.implied) return { tree: await agree(stage, step), asked: true };
  await stage.enter('unknown');
  return { tree: await stage.session.tree(), asked: false };
}

/** The first start; a permission that is asked for over the question of consent is denied, to come to the question. */
export async function startForFirstTime(stage: Stage): Promise<ScreenTree> {
  const tree = await stage.step(steps.firstStart, () => stage.session.launch());
  return answerPermissions(stage, tree, 'deny');
}

/** What a person does who says yes to everything: shows what the app does once it may. */
export async function grantAll({ session, permissions }: Stage): Promise<void> {
  for (const permission of permissions) await session.setPermission(permission, 'granted');
}

/** What is wrong with the step as it stands, before anything is tapped, with what it was measured by. */
export async function examineConsent(
  stage: Stage,
  step: ConsentStep,
): Promise<{
  readonly problems: string[];
  readonly agreeContrast?: number;
  readonly refuseContrast?: number;
}> {
  const { refuse } = step;
  const agree = step.agree ?? step.soft;
  const agreeContrast = agree && (await stage.contrast(agree.boundsPx));
  const refuseContrast = refuse && (await stage.contrast(refuse.boundsPx));
  const problems: string[] = [];
  if (step.implied) problems.push('IMPLIED_BY_USE');
  else if (!refuse && !step.guest) problems.push('NO_REFUSAL');
  if (!step.agree && step.soft) problems.push('SOFT_WORDING');
  if (step.tickBox?.checked === true) problems.push('PRE_TICKED');
  if (refuse && !refuse.enabled && agree?.enabled !== false) problems.push('FORCED_WAIT');
  if (refuse?.enabled && isHidden(refuse.textSizeSp, refuseContrast)) problems.push('HIDDEN_REFUSE');
  else if (agree && refuse && isOvershadowed(agree.boundsPx, refuse.boundsPx, agreeContrast, refuseContrast))
    problems.push('AGREE_EMPHASISED');
  return {
    problems,
    ...(agreeContrast !== undefined && { agreeContrast }),
    ...(refuseContrast !== undefined && { refuseContrast }),
  };
}

function isHidden(textSizeSp: number | undefined, contrast: number | undefined): boolean {
  return (
    (contrast !== undefined && contrast < faintContrast) ||
    (textSizeSp !== undefined && textSizeSp < smallTextSp)
  );
}

/** Agreeing is at least three times as large and twice as strong in contrast. */
function isOvershadowed(
  agree: ElementFacts['boundsPx'],
  refuse: ElementFacts['boundsPx'],
  agreeContrast: number | undefined,
  refuseContrast: number | undefined,
): boolean {
  if (agreeContrast === undefined || refuseContrast === undefined) return false;
  return areaOf(agree) >= 3 * areaOf(refuse) && agreeContrast >= 2 * refuseContrast;
}

export function toConsentFacts(
  step: ConsentStep,
  atMs: number,
  { problems, agreeContrast, refuseContrast }: Awaited<ReturnType<typeof examineConsent>>,
  screenshotIds: readonly string[],
): Omit<ConsentDialogFacts, 'scenarioId'> {
  const agree = step.agree ?? step.soft;
  return {
    found: true,
    atMs,
    style: step.style,
    ...(agree && {
      agree: { ...toElementFacts(agree), ...(agreeContrast !== undefined && { contrast: agreeContrast }) },
    }),
    ...(step.refuse && {
      refuse: {
        ...toElementFacts(step.refuse),
        ...(refuseContrast !== undefined && { contrast: refuseContrast }),
      },
    }),
    ...(step.tickBox && { tickBox: toElementFacts(step.tickBox) }),
    policyLinks: step.policyLinks.map(toElementFacts),
    problems,
    screenshotIds,
  };
}

/** Ticks the box if there is one that is not ticked, then agrees. From the tap on, the phase is after consent. */
export async function agree(stage: Stage, step: ConsentStep): Promise<ScreenTree> {
  const { tickBox } = step;
  if (tickBox && !tickBox.checked) await stage.tap(boxOf(tickBox), steps.tickBox);
  const control = step.agree ?? step.soft;
  if (!control) return stage.session.tree();
  await stage.enter('after-consent');
  // Not `stage.tap`: to agree is to use no feature, so what the app asks for now it asks for by itself.
  const { xPx, yPx } = centreOf(control.boundsPx);
  return stage.step(steps.tap(labelOf(control)), () => stage.session.tap(xPx, yPx));
}

/** The box itself, at the start of its line: the words beside it may hold links. */
function boxOf(tickBox: ScreenNode): ScreenNode {
  const { left, top, bottom } = tickBox.boundsPx;
  const right = Math.min(tickBox.boundsPx.right, left + (bottom - top));
  return { ...tickBox, boundsPx: { ...tickBox.boundsPx, right } };
}

export async function refuse(stage: Stage, step: ConsentStep): Promise<ScreenTree> {
  const control = (await awaitEnabled(stage, step.refuse)) ?? step.guest;
  if (!control) return stage.session.tree();
  await stage.enter('after-refusal');
  return stage.tap(control);
}

/** Waits until the countdown on the control is over; the control as it is then, disabled when it never ends. */
async function awaitEnabled(stage: Stage, control: ConsentStep['refuse']): Promise<ConsentStep['refuse']> {
  let current = control;
  for (
    let waitedMs = 0;
    current && !current.enabled && waitedMs < longestCountdownMs;
    waitedMs += countdownStepMs
  ) {
    await stage.session.passTime(countdownStepMs);
    current = findConsentStep(await stage.session.tree())?.refuse;
  }
  return current ?? control;
}
