// Judges one evidence file by all built-in rules in a process of its own, and tells what that cost as one line of JSON.
import { readFileSync } from 'node:fs';
import { BUILT_IN_PACK_IDS, judge, judgeByPacks, loadBuiltInPack } from '../../../rules/index.ts';
import { loadEvidence } from '../../../scanner/evidence/index.ts';

const RUNS = 9;
const [file = ''] = process.argv.slice(2);

const evidence = loadEvidence(readFileSync(file, 'utf8'));
const pack = loadBuiltInPack();
const packs = BUILT_IN_PACK_IDS.map((id) => loadBuiltInPack(id));
globalThis.gc?.();
const before = process.memoryUsage();
const first = time(() => judge(evidence, pack));
const after = process.memoryUsage();
const warm = Array.from({ length: RUNS }, () => time(() => judge(evidence, pack))).sort((a, b) => a - b);
const all = time(() => judgeByPacks(evidence, packs));
console.log(
  JSON.stringify({
    firstMs: first,
    medianMs: warm[Math.floor(RUNS / 2)],
    allPacksMs: all,
    grownMb: (after.heapUsed + after.external - before.heapUsed - before.external) / 1e6,
    residentMb: process.resourceUsage().maxRSS / 1024,
  }),
);

function time(work: () => unknown): number {
  const beganAt = performance.now();
  work();
  return performance.now() - beganAt;
}
