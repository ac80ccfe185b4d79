import type { Evidence } from '../../scanner/evidence/index.ts';
import { RulesError } from '../errors.ts';
import { toCoverage } from './coverage.ts';
import { judge } from './judge.ts';
import type { DetailedJudgement } from './judge.ts';
import type { Pack } from './pack.ts';
import type { JudgeOptions } from './scene.ts';
import type { Score } from './verdict.ts';

/**
 * Judges evidence by several packs, each by its own thresholds and weights. Verdicts stand in the order of the packs;
 * coverage is that of all their duties. The mark is the worst of the packs' marks: what two laws forbid is not twice
 * as bad, and what one law allows does not make up for a breach of another. Throws NOT_FOUND without a pack.
 */
export function judgeByPacks(
  evidence: Evidence,
  packs: readonly Pack[],
  options: JudgeOptions = {},
): DetailedJudgement {
  const judgements = packs.map((pack) => judge(evidence, pack, options));
  const [first] = judgements;
  if (first === undefined) throw new RulesError('NOT_FOUND', 'Choose at least one pack of rules.');
  const duties = judgements.flatMap((judgement) => judgement.duties);
  return {
    packId: judgements.map((judgement) => judgement.packId).join(','),
    rulesVersion: judgements.map((judgement) => judgement.rulesVersion).join(','),
    packs: judgements.map(({ coverage, score }, index) => {
      const { id, version, jurisdiction, title } = packs[index] as Pack;
      return { id, version, jurisdiction, title, coverage, score };
    }),
    verdicts: judgements.flatMap((judgement) => judgement.verdicts),
    coverage: judgements.length === 1 ? first.coverage : toCoverage(duties),
    score: judgements.map((judgement) => judgement.score).reduce(joinScores),
    duties,
  };
}

const WORST_FIRST = ['grave', 'serious', 'minor', 'no-violation-seen', 'compliant'] as const;

function joinScores(a: Score, b: Score): Score {
  const worse = WORST_FIRST.indexOf(a.band) <= WORST_FIRST.indexOf(b.band) ? a : b;
  const sum = (severity: '0' | '1' | '2' | '3'): number => a.violations[severity] + b.violations[severity];
  return {
    mark: Math.min(a.mark, b.mark),
    band: worse.band,
    violations: { '0': sum('0'), '1': sum('1'), '2': sum('2'), '3': sum('3') },
    suspected: a.suspected + b.suspected,
    supposed: (a.supposed ?? 0) + (b.supposed ?? 0),
  };
}
