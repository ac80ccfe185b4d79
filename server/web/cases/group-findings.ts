import { groupByRule, type RuleGroup } from '../../../reports/shared/group-by-rule.ts';
import type { CaseFile } from '../api/case-types.ts';

export type CaseFinding = CaseFile['findings'][number];

/** What a case names, one entry a problem: what one rule says of several duties stands together while it stays alike. */
export function groupFindings(findings: readonly CaseFinding[]): readonly RuleGroup<CaseFinding>[] {
  return groupByRule(findings, ({ message, status, answer = '' }) => `${message.zh} ${status} ${answer}`);
}
