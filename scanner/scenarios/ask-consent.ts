import type { ScreenTree } from '../device/device.ts';
import type { ConsentDialogFacts } from '../evidence/index.ts';
import { findConsentStep, type ConsentStep } from './find-consent.ts';
import type { Stage } from './scenario.ts';
import { centreOf, toElementFacts } from './screen.ts';

const longestWaitMs = 10_000;
const waitStepMs = 500;

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

/** What is wrong with the step as it stands, before anything is tapped. */
export function problemsOf(step: ConsentStep): string[] {
  const problems: string[] = [];
  if (!step.refuse && !step.guest) problems.push('NO_REFUSAL');
  if (!step.agree && step.soft) problems.push('SOFT_WORDING');
  if (step.tickBox?.checked === true) problems.push('PRE_TICKED');
  return problems;
}

export function toConsentFacts(
  step: ConsentStep,
  atMs: number,
  problems: readonly string[],
  screenshotIds: readonly string[],
): Omit<ConsentDialogFacts, 'scenarioId'> {
  const agree = step.agree ?? step.soft;
  return {
    found: true,
    atMs,
    style: step.style,
    ...(agree && { agree: toElementFacts(agree) }),
    ...(step.refuse && { refuse: toElementFacts(step.refuse) }),
    ...(step.tickBox && { tickBox: toElementFacts(step.tickBox) }),
    policyLinks: step.policyLinks.map(toElementFacts),
    problems,
    screenshotIds,
  };
}

/** Ticks the box if there is one that is not ticked, then agrees. From the tap on, the phase is after consent. */
export async function agree(stage: Stage, step: ConsentStep): Promise<ScreenTree> {
  const { session } = stage;
  const { tickBox } = step;
  if (tickBox && !tickBox.checked) {
    await stage.step('tick the consent box', () => tapCentre(stage, tickBox.boundsPx));
  }
  const control = step.agree ?? step.soft;
  if (!control) return session.tree();
  await stage.enter('after-consent');
  return stage.step(`tap ${control.text || control.description}`, () => tapCentre(stage, control.boundsPx));
}

export async function refuse(stage: Stage, step: ConsentStep): Promise<ScreenTree> {
  const control = step.refuse ?? step.guest;
  if (!control) return stage.session.tree();
  await stage.enter('after-refusal');
  return stage.step(`tap ${control.text || control.description}`, () => tapCentre(stage, control.boundsPx));
}

async function tapCentre(stage: Stage, bounds: Parameters<typeof centreOf>[0]): Promise<void> {
  const { xPx, yPx } = centreOf(bounds);
  await stage.session.tap(xPx, yPx);
}
