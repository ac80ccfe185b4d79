import { loadBuiltInPack } from '../../rules/packs/built-in.ts';
import type { Duty, Rule } from '../../rules/index.ts';
import { toReportDuties } from '../../reports/model/report-catalogue.ts';

/** Duties and rules as pages list them, and what a submission may name of them. */
export type Catalogue = {
  readonly rulesVersion: string;
  readonly duties: readonly object[];
  readonly rules: readonly object[];
  readonly appTypeIds: ReadonlySet<string>;
};

/** Reads the rule pack in use. Throws RulesError where it cannot be read: a server without rules is of no use. */
export function loadCatalogue(): Catalogue {
  const pack = loadBuiltInPack();
  const { catalogue } = pack;
  const ruleIds = new Map<string, string[]>();
  for (const rule of pack.rules)
    for (const dutyId of dutiesOf(rule)) ruleIds.set(dutyId, [...(ruleIds.get(dutyId) ?? []), rule.id]);
  const dutyById = new Map(catalogue.duties.map((duty) => [duty.id, duty]));
  return {
    rulesVersion: pack.version,
    duties: toReportDuties(catalogue).map((duty) => {
      const full = dutyById.get(duty.id);
      return {
        ...duty,
        term: full?.term,
        article: full?.article,
        decidability: full?.decidability,
        scenarios: full?.scenarios,
        ruleIds: ruleIds.get(duty.id) ?? [],
      };
    }),
    rules: pack.rules.map((rule) => ({
      id: rule.id,
      status: rule.status,
      title: rule.title,
      severity: heaviest(rule, dutyById),
      duties: dutiesOf(rule),
      needs: rule.needs,
      message: rule.message,
      remediation: rule.remediation,
      falsePositives: rule.falsePositives,
    })),
    appTypeIds: new Set(catalogue.appTypes.map((appType) => appType.id)),
  };
}

function dutiesOf(rule: Rule): readonly string[] {
  return [...rule.duties.full, ...rule.duties.part];
}

function heaviest(rule: Rule, dutyById: ReadonlyMap<string, Duty>): number {
  return Math.max(0, ...dutiesOf(rule).map((id) => dutyById.get(id)?.severity ?? 0));
}
