import { agreeAndIdle } from './s3-agree-and-idle.ts';
import { idleBeforeConsent } from './s1-idle-before-consent.ts';
import { refuseConsent } from './s2-refuse.ts';
import { denyPermissions } from './s4-deny-permissions.ts';
import { grantAndLeave } from './s5-grant-and-leave.ts';
import { exploreForeground } from './s6-explore.ts';
import { background } from './s7-background.ts';
import { silent } from './s8-silent.ts';
import { startChain } from './s9-start-chain.ts';
import { upgrade } from './s10-upgrade.ts';
import { windowsAtStart } from './s11-windows.ts';
import { motion } from './s12-motion.ts';
import { walkSettings } from './s13-settings.ts';
import { accountLife } from './s14-account.ts';
import type { Scenario } from './scenario.ts';

export { runScenarios } from './run-scenarios.ts';
export type { ReadPixels, ScenarioResult } from './scenario.ts';

/** Every scenario, in the order in which they are run; each gets a clean device. */
export const SCENARIOS: readonly Scenario[] = [
  idleBeforeConsent,
  refuseConsent,
  agreeAndIdle,
  denyPermissions,
  grantAndLeave,
  exploreForeground,
  background,
  silent,
  startChain,
  upgrade,
  windowsAtStart,
  motion,
  walkSettings,
  accountLife,
];
