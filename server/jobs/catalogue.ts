import { DEFAULT_PACK_ID, findPackFolders, joinCatalogues, openPackShelf } from '../../rules/index.ts';
import type { Duty, Pack, Rule } from '../../rules/index.ts';
import { toReportDuties } from '../../reports/model/report-catalogue.ts';
import type { LabelNames } from '../cases/case-documents.ts';
import { toPackFingerprint } from './pack-fingerprint.ts';

/** Duties and rules as pages list them, and what a submission may name of them. */
export type Catalogue = {
  readonly packs: readonly object[];
  readonly duties: readonly object[];
  readonly rules: readonly object[];
  /** What public notices call problems, by the Chinese words that reports carry. */
  readonly noticeLabels: LabelNames;
  readonly appTypeIds: ReadonlySet<string>;
  readonly packIds: ReadonlySet<string>;
  /** Fingerprint of the rules of these packs; of the default pack without any. */
  readonly rulesVersionOf: (packs: readonly string[] | undefined) => string;
};

/**
 * Reads every rule pack, those mounted at `packFolder` among them. Throws RulesError where one cannot be read: a
 * server without its rules is of no use.
 */
export function loadCatalogue(packFolder?: string): Catalogue {
  const shelf = openPackShelf(packFolder === undefined ? [] : findPackFolders(packFolder));
  const packs = shelf.choose(shelf.ids);
  const byId = new Map(packs.map((pack) => [pack.id, pack]));
  const fingerprints = new Map<string, string>();
  const { labels, appTypes } = joinCatalogues(packs.map((pack) => pack.catalogue));
  return {
    noticeLabels: new Map(labels.map(({ zh, en }) => [zh, { zh, en }])),
    packs: packs.map((pack) => toPackRow(pack, shelf.mountedIds.includes(pack.id))),
    duties: packs.flatMap(toDutyRows),
    rules: packs.flatMap(toRuleRows),
    appTypeIds: new Set(appTypes.map((appType) => appType.id)),
    packIds: new Set(shelf.ids),
    rulesVersionOf: (wanted = [DEFAULT_PACK_ID]) => {
      const key = wanted.join(',');
      const known = fingerprints.get(key);
      if (known !== undefined) return known;
      const chosen = wanted.flatMap((id) => byId.get(id) ?? []);
      const fingerprint = toPackFingerprint(chosen);
      fingerprints.set(key, fingerprint);
      return fingerprint;
    },
  };
}

function toPackRow(pack: Pack, isMounted: boolean): object {
  const judged = new Set(pack.rules.filter((rule) => rule.status === 'stable').flatMap(dutiesOf));
  return {
    id: pack.id,
    version: pack.version,
    jurisdiction: pack.jurisdiction,
    title: pack.title,
    isDefault: pack.id === DEFAULT_PACK_ID,
    isMounted,
    dutyCount: pack.catalogue.duties.length,
    judgedDutyCount: pack.catalogue.duties.filter((duty) => judged.has(duty.id)).length,
    ruleCount: pack.rules.filter((rule) => rule.status === 'stable').length,
    thresholds: Object.entries(pack.constants.thresholds).map(([name, threshold]) => ({
      name,
      ...threshold,
    })),
  };
}

function toDutyRows(pack: Pack): readonly object[] {
  const { catalogue } = pack;
  const ruleIds = new Map<string, string[]>();
  for (const rule of pack.rules)
    for (const dutyId of dutiesOf(rule)) ruleIds.set(dutyId, [...(ruleIds.get(dutyId) ?? []), rule.id]);
  const dutyById = new Map(catalogue.duties.map((duty) => [duty.id, duty]));
  return toReportDuties(catalogue).map((duty) => {
    const full = dutyById.get(duty.id);
    return {
      ...duty,
      packId: pack.id,
      term: full?.term,
      article: full?.article,
      decidability: full?.decidability,
      scenarios: full?.scenarios,
      ruleIds: ruleIds.get(duty.id) ?? [],
    };
  });
}

function toRuleRows(pack: Pack): readonly object[] {
  const dutyById = new Map(pack.catalogue.duties.map((duty) => [duty.id, duty]));
  return pack.rules.map((rule) => ({
    id: rule.id,
    packId: pack.id,
    status: rule.status,
    title: rule.title,
    severity: heaviest(rule, dutyById),
    duties: dutiesOf(rule),
    fullDuties: rule.duties.full,
    needs: rule.needs,
    outcome: rule.outcome.met,
    message: rule.message,
    remediation: rule.remediation,
    falsePositives: rule.falsePositives,
  }));
}

function dutiesOf(rule: Rule): readonly string[] {
  return [...rule.duties.full, ...rule.duties.part];
}

function heaviest(rule: Rule, dutyById: ReadonlyMap<string, Duty>): number {
  return Math.max(0, ...dutiesOf(rule).map((id) => dutyById.get(id)?.severity ?? 0));
}
