import type { Severity, VerdictKind } from '../../../rules/engine/verdict.ts';

/** The same colours as the labels in styles.css; every use of them has a word beside it. */
export const VERDICT_COLORS: Readonly<Record<VerdictKind, string>> = {
  violation: '#b42318',
  suspected: '#d98324',
  'needs-human': '#6352b5',
  'cannot-tell': '#98a2b3',
  compliant: '#2e8b62',
  'not-applicable': '#dde2e9',
};

export const SEVERITY_COLORS: Readonly<Record<Severity, string>> = {
  3: '#b42318',
  2: '#c4620d',
  1: '#8a6d1a',
  0: '#98a2b3',
};
