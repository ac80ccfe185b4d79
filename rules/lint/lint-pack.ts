import type { PackData } from '../engine/pack.ts';
import type { PackFiles } from '../packs/read-pack.ts';
import { automaticDutiesAreDecided } from './checks/automatic-duties-are-decided.ts';
import { bothLanguages } from './checks/both-languages.ts';
import { checklistForPeople } from './checks/checklist-for-people.ts';
import { complianceNeedsObservation } from './checks/compliance-needs-observation.ts';
import { CONSTANTS_ARE_USED, findUnusedConstants } from './checks/constants-are-used.ts';
import { fullDutiesCanBeCleared } from './checks/full-duties-can-be-cleared.ts';
import { hasExamples } from './checks/has-examples.ts';
import { hasFalsePositives } from './checks/has-false-positives.ts';
import { idIsFileName } from './checks/id-is-file-name.ts';
import { needsAreUsed } from './checks/needs-are-used.ts';
import { placeholdersAreKnown } from './checks/placeholders-are-known.ts';
import { suspicionOnlyForUnseen } from './checks/suspicion-only-for-unseen.ts';
import { titlesAreShort } from './checks/titles-are-short.ts';
import type { LintProblem, RuleCheck } from './lint-problem.ts';

export type { LintProblem } from './lint-problem.ts';

/** Every check of a rule. What a file cannot even be read with (unknown duty, slot, field) is refused when loading. */
export const RULE_CHECKS: readonly RuleCheck[] = [
  idIsFileName,
  needsAreUsed,
  hasExamples,
  hasFalsePositives,
  bothLanguages,
  placeholdersAreKnown,
  checklistForPeople,
  suspicionOnlyForUnseen,
  automaticDutiesAreDecided,
  complianceNeedsObservation,
  fullDutiesCanBeCleared,
  titlesAreShort,
];

/** Problems of a pack, in the order of its rules. Without `files` the examples cannot be looked at. */
export function lintPack(pack: PackData, files?: PackFiles): readonly LintProblem[] {
  const problems = pack.rules.flatMap((rule) =>
    RULE_CHECKS.flatMap((check) =>
      check.find(rule, pack, files).map((problem): LintProblem => ({
        check: check.id,
        ruleId: rule.id,
        file: rule.file,
        problem,
        recommendation: check.recommendation,
      })),
    ),
  );
  const unused = findUnusedConstants(pack).map((problem): LintProblem => ({
    check: CONSTANTS_ARE_USED.id,
    ruleId: '',
    file: 'pack.yml',
    problem,
    recommendation: CONSTANTS_ARE_USED.recommendation,
  }));
  return [...problems, ...unused];
}
