import { agreeAndIdle } from './s3-agree-and-idle.ts';
import { idleBeforeConsent } from './s1-idle-before-consent.ts';
import { refuseConsent } from './s2-refuse.ts';
import type { Scenario } from './scenario.ts';

export { runScenarios } from './run-scenarios.ts';
export type { ScenarioResult } from './scenario.ts';

/** Every scenario, in the order in which they are run; each gets a clean device. */
export const SCENARIOS: readonly Scenario[] = [idleBeforeConsent, refuseConsent, agreeAndIdle];
