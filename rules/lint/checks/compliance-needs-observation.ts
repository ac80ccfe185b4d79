import type { SlotName } from '../../../scanner/evidence/index.ts';
import type { RuleCheck } from '../lint-problem.ts';

const RUN_SLOTS: readonly SlotName[] = [
  'scenarios',
  'piReads',
  'permissionRequests',
  'networkRequests',
  'starts',
  'consentDialogs',
  'popups',
  'settings',
];

export const complianceNeedsObservation: RuleCheck = {
  id: 'compliance-needs-observation',
  recommendation:
    'Add "compliantWhen": the scenario that must have been completed and what the device must record.',
  find: (rule) =>
    rule.outcome.unmet === 'compliant' &&
    rule.compliantWhen === undefined &&
    rule.needs.some((slot) => RUN_SLOTS.includes(slot))
      ? ['The rule calls an app compliant from a run without asking what was run.']
      : [],
};
