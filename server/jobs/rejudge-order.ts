import { z } from 'zod';
import { judgedSummary } from './scan-order.ts';

/** What the server tells a process that judges stored evidence anew. Results go to numbered files. */
export type RejudgeOrder = {
  readonly items: readonly {
    readonly evidencePath: string;
    readonly packs?: readonly string[];
    readonly appType?: string;
  }[];
  readonly workFolder: string;
  readonly packFolder?: string;
  /** ISO 8601 UTC: stands in the reports. */
  readonly createdAt: string;
};

export function toReportName(index: number): string {
  return `${index}.report.json`;
}

export function toFactsName(index: number): string {
  return `${index}.facts.json`;
}

export function toReviewName(index: number): string {
  return `${index}.review.json`;
}

/** One entry an item, in their order: the summary, or why there is none. */
export const rejudgeDone = z.object({
  results: z.array(
    z.union([
      z.object({ kind: z.literal('judged'), summary: judgedSummary }),
      z.object({ kind: z.literal('failed'), code: z.string().max(50), message: z.string().max(2000) }),
    ]),
  ),
});
export type RejudgeDone = z.infer<typeof rejudgeDone>;
