import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderCanonicalJson } from '../../reports/index.ts';
import { loadScannerData } from '../../scanner/data/index.ts';
import { loadEvidence } from '../../scanner/evidence/index.ts';
import { serveOneTask } from './child-side.ts';
import { openEvidenceJudge } from './judge-evidence.ts';
import type { EvidenceJudge } from './judge-evidence.ts';
import { toFactsName, toReportName, toReviewName } from './rejudge-order.ts';
import type { RejudgeDone, RejudgeOrder } from './rejudge-order.ts';

type Item = RejudgeOrder['items'][number];

// The process that judges stored evidence by today's rules. It touches no sample and no device.
serveOneTask<RejudgeOrder>(async (order, tell): Promise<RejudgeDone> => {
  const judge = openEvidenceJudge(order.packFolder, loadScannerData().piTypes);
  const results: RejudgeDone['results'] = [];
  for (const [index, item] of order.items.entries()) {
    results.push(await judgeOne(judge, order, item, index));
    tell({ kind: 'progress', stage: 'judge', fraction: results.length / order.items.length });
  }
  return { results };
});

/** Evidence that cannot be read any more is told of as such; the others are judged all the same. */
async function judgeOne(
  judge: EvidenceJudge,
  order: RejudgeOrder,
  item: Item,
  index: number,
): Promise<RejudgeDone['results'][number]> {
  try {
    const evidence = loadEvidence(await readFile(item.evidencePath, 'utf8'));
    const judged = judge.judge(evidence, { ...item, createdAt: order.createdAt });
    const { report, summary, reviewItems, facts } = judged;
    await writeFile(join(order.workFolder, toReportName(index)), renderCanonicalJson(report));
    await writeFile(join(order.workFolder, toReviewName(index)), JSON.stringify(reviewItems));
    await writeFile(join(order.workFolder, toFactsName(index)), JSON.stringify(facts));
    return { kind: 'judged', summary };
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'INTERNAL';
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', code: code.slice(0, 50), message: message.slice(0, 2000) };
  }
}
