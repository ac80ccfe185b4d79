import type { Gap, SlotName } from '../../scanner/evidence/index.ts';
import type { Text } from './verdict.ts';

/** Gaps that the judge itself tells of, beside those of collectors and of limitation rules; meant for docs/gaps.md. */
export const JUDGE_GAPS = {
  COLLECTOR_FAILED: 'The evidence was to be collected and could not be.',
  SLOT_UNSUPPORTED: 'This run had nothing that could collect the evidence, such as no device.',
  SLOT_SKIPPED: 'The profile leaves the evidence out.',
  RULE_FAILED: 'The rule threw or tested more items than one rule may: our fault.',
  ABSENCE_PROVES_NOTHING: 'No sign was seen, and the evidence cannot prove that there is none.',
  FACT_NOT_KNOWN:
    'A single fact that the rule asks for is not known, or was not told, such as the type of app.',
  PARTLY_JUDGED: 'Rules look at a part of the duty only and found nothing against it.',
  NOT_YET_JUDGED: 'The catalogue has no rule for the duty.',
} as const satisfies Readonly<Record<string, string>>;

export type JudgeGapCode = keyof typeof JUDGE_GAPS;

export function toJudgeGap(code: JudgeGapCode, message: Text, affects: readonly SlotName[]): Gap {
  return { code, message, affects, places: [] };
}
