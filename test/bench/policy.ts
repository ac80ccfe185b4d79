import { cpuUsage, memoryUsage } from 'node:process';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { completeSet, readDocument, readPolicy } from '../../scanner/policy/index.ts';
import { lexicon, readCorpus } from '../scanner/policy/corpus.ts';

const policyBytes = 60_000;
const runs = 15;
const corpus = readCorpus();

/**
 * CPU of reading one policy of 60 KB from its bytes to what it discloses: in a fresh process, and when the code is warm;
 * and of 100 such documents one after the other, which differ in where they begin.
 */
export async function bench(): Promise<Record<string, number>> {
  const page = toPage(0);
  const first = cpuOf(() => read(page));
  const warm = Array.from({ length: runs }, () => cpuOf(() => read(page))).sort((a, b) => a - b);
  const many = cpuOf(() => {
    for (let i = 0; i < 100; i++) read(toPage(i));
  });
  return {
    'page bytes': page.length,
    'first read: CPU ms': Math.round(first),
    'warm read: CPU ms (median)': Math.round(warm[Math.floor(runs / 2)] ?? 0),
    '100 documents: CPU s': Math.round(many / 100) / 10,
    'resident MB': Math.round(memoryUsage.rss() / 1e6),
  };
}

function read(page: Uint8Array): void {
  const document = readDocument(page, { name: 'policy.html' }, unlimitedBudget());
  const origin = { kind: 'given-file', address: 'policy.html' } as const;
  completeSet([readPolicy(document, { id: 'policy-1', origin, sha256: '0'.repeat(64) }, lexicon)]);
}

/** The small documents of the tests one after the other, as one page of the wanted size. */
function toPage(from: number): Uint8Array {
  const parts: string[] = ['<h1>隐私政策</h1>'];
  let size = 0;
  for (let i = from; size < policyBytes; i++) {
    const entry = corpus[i % corpus.length];
    if (!entry) break;
    const part = entry.format === 'html' ? entry.text : `<p>${entry.text.replaceAll('\n', '</p><p>')}</p>`;
    size += Buffer.byteLength(part);
    parts.push(part);
  }
  return new TextEncoder().encode(`<html><body>${parts.join('\n')}</body></html>`);
}

function cpuOf(work: () => void): number {
  const before = cpuUsage();
  work();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1000;
}
