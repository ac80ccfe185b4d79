import { createHash } from 'node:crypto';
import { toReport } from '../../reports/index.ts';
import type { Report } from '../../reports/index.ts';
import { toFactFingerprint } from '../../reports/model/fact-fingerprint.ts';
import { toReportCatalogue } from '../../reports/model/report-catalogue.ts';
import {
  DEFAULT_PACK_ID,
  findPackFolders,
  joinCatalogues,
  judgeByPacks,
  openPackShelf,
  toJudgeOptions,
} from '../../rules/index.ts';
import type { Pack, PackShelf } from '../../rules/index.ts';
import type { ScannerData } from '../../scanner/data/index.ts';
import type { Evidence } from '../../scanner/evidence/index.ts';
import type { ReviewItem, ScanFacts } from '../store/index.ts';
import { toPackFingerprint } from './pack-fingerprint.ts';
import { toScanFacts } from './scan-facts.ts';
import type { ScanDone } from './scan-order.ts';

/** What judges in a child process: rules that are compiled once, for as many pieces of evidence as come. */
export type EvidenceJudge = {
  readonly judge: (
    evidence: Evidence,
    choice: { readonly packs?: readonly string[]; readonly appType?: string; readonly createdAt: string },
  ) => {
    readonly report: Report;
    readonly summary: ScanDone['summary'];
    readonly reviewItems: readonly ReviewItem[];
    readonly facts: ScanFacts;
  };
};

type Chosen = {
  readonly packs: readonly Pack[];
  readonly duties: ReturnType<typeof joinCatalogues>;
  readonly catalogue: ReturnType<typeof toReportCatalogue>;
  readonly fingerprint: string;
  readonly packOfDuty: ReadonlyMap<string, string>;
};

/** Opens the packs, those mounted at `packFolder` among them. Throws RulesError where one is broken. */
export function openEvidenceJudge(
  packFolder: string | undefined,
  piTypes: ScannerData['piTypes'],
): EvidenceJudge {
  const shelf = openPackShelf(packFolder === undefined ? [] : findPackFolders(packFolder));
  const chosen = new Map<string, Chosen>();
  return {
    judge: (evidence, { packs: packIds = [DEFAULT_PACK_ID], appType, createdAt }) => {
      const key = packIds.join(',');
      const choice = chosen.get(key) ?? choose(shelf, packIds, piTypes);
      chosen.set(key, choice);
      const options = toJudgeOptions(choice.duties, evidence, appType);
      const judgement = judgeByPacks(evidence, choice.packs, options);
      const report = toReport(evidence, judgement, choice.catalogue, { createdAt });
      return {
        report,
        summary: toSummary(report, choice.fingerprint),
        reviewItems: toReviewItems(report, choice.packOfDuty),
        facts: toScanFacts(evidence, report),
      };
    },
  };
}

function choose(shelf: PackShelf, packIds: readonly string[], piTypes: ScannerData['piTypes']): Chosen {
  const packs = shelf.choose(packIds);
  const duties = joinCatalogues(packs.map((pack) => pack.catalogue));
  return {
    packs,
    duties,
    catalogue: toReportCatalogue(duties, piTypes),
    fingerprint: toPackFingerprint(packs),
    packOfDuty: new Map(
      packs.flatMap((pack) => pack.catalogue.duties.map((duty) => [duty.id, pack.id] as const)),
    ),
  };
}

function toSummary({ app, score, coverage }: Report, rulesVersion: string): ScanDone['summary'] {
  return {
    packageName: app.packageName,
    label: app.label,
    versionName: app.versionName,
    versionCode: app.versionCode,
    mark: score.mark,
    band: score.band,
    violations: score.violations,
    suspected: score.suspected,
    coverageShare: coverage.share,
    rulesVersion,
  };
}

const TO_REVIEW: readonly string[] = ['violation', 'suspected', 'needs-human'];
const MOST_TITLE_CHARS = 300;
const MOST_MESSAGE_CHARS = 1000;

/** Verdicts that a person should look at: suspicions and questions, and violations, which are to be confirmed. */
function toReviewItems(report: Report, packOfDuty: ReadonlyMap<string, string>): readonly ReviewItem[] {
  const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
  return report.verdicts
    .filter((verdict) => TO_REVIEW.includes(verdict.verdict))
    .map((verdict) => ({
      dutyId: verdict.dutyId,
      ruleId: verdict.ruleId,
      packId: packOfDuty.get(verdict.dutyId) ?? DEFAULT_PACK_ID,
      verdict: verdict.verdict,
      severity: verdict.severity,
      fingerprint: toFactFingerprint(verdict, report, sha256),
      hasFacts: verdict.ruleId !== 'none',
      title: cut(verdict.title, MOST_TITLE_CHARS),
      message: cut(verdict.message, MOST_MESSAGE_CHARS),
    }));
}

function cut(text: { readonly zh: string; readonly en: string }, chars: number): { zh: string; en: string } {
  return { zh: text.zh.slice(0, chars), en: text.en.slice(0, chars) };
}
