import type { Score, Severity, VerdictKind } from '../../rules/engine/verdict.ts';
import type { Phase, ScenarioRun, SdkFacts } from '../../scanner/evidence/index.ts';
import type { Report, ReportDuty } from '../model/report.ts';
import type { WordKey } from './words.ts';

/** Verdicts in the order in which a reader wants them. */
export const VERDICT_ORDER = [
  'violation',
  'suspected',
  'needs-human',
  'cannot-tell',
  'compliant',
  'not-applicable',
] as const satisfies readonly VerdictKind[];

export const VERDICT_WORDS: Readonly<Record<VerdictKind, WordKey>> = {
  violation: 'verdictViolation',
  suspected: 'verdictSuspected',
  compliant: 'verdictCompliant',
  'needs-human': 'verdictNeedsHuman',
  'cannot-tell': 'verdictCannotTell',
  'not-applicable': 'verdictNotApplicable',
};

export const VERDICT_MEANING: Readonly<Record<VerdictKind, WordKey>> = {
  violation: 'readViolation',
  suspected: 'readSuspected',
  compliant: 'readCompliant',
  'needs-human': 'readNeedsHuman',
  'cannot-tell': 'readCannotTell',
  'not-applicable': 'readNotApplicable',
};

export const SEVERITY_WORDS: Readonly<Record<Severity, WordKey>> = {
  3: 'severity3',
  2: 'severity2',
  1: 'severity1',
  0: 'severity0',
};

export const BAND_WORDS: Readonly<Record<Score['band'], WordKey>> = {
  grave: 'bandGrave',
  serious: 'bandSerious',
  minor: 'bandMinor',
  'no-violation-seen': 'bandNoViolation',
  compliant: 'bandCompliant',
};

export const PHASE_WORDS: Readonly<Record<Phase, WordKey>> = {
  'before-consent': 'beforeConsent',
  'after-refusal': 'afterRefusal',
  'after-consent': 'afterConsent',
  'after-withdrawal': 'afterWithdrawal',
  unknown: 'unknownPhase',
};

export const OUTCOME_WORDS: Readonly<Record<ScenarioRun['outcome'], WordKey>> = {
  completed: 'outcomeCompleted',
  'budget-spent': 'outcomeBudget',
  'app-crashed': 'outcomeCrashed',
  'app-ended': 'outcomeEnded',
  'no-window': 'outcomeNoWindow',
  'not-responding': 'outcomeNotResponding',
  'login-required': 'outcomeLogin',
  'device-failed': 'outcomeDevice',
};

export const SOURCE_WORDS: Readonly<Record<ReportDuty['source'], WordKey>> = {
  read: 'sourceRead',
  'partly-read': 'sourcePartly',
  'to-be-checked': 'sourceToCheck',
};

export const CONFIDENCE_WORDS: Readonly<Record<SdkFacts['confidence'], WordKey>> = {
  certain: 'certain',
  likely: 'likely',
  possible: 'possible',
};

export const SLOT_STATE_WORDS: Readonly<Record<Report['slots'][number]['kind'], WordKey>> = {
  present: 'slotPresent',
  failed: 'slotFailed',
  unsupported: 'slotUnsupported',
  skipped: 'slotSkipped',
};
