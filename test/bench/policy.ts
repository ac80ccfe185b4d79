import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuUsage, execPath, memoryUsage } from 'node:process';
import { fileURLToPath } from 'node:url';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { completeSet, readDocument, readPolicy } from '../../scanner/policy/index.ts';
import { lexicon, readCorpus } from '../scanner/policy/corpus.ts';

const policyBytes = 60_000;
const runs = 15;
const documents = 1000;
const corpus = readCorpus();
const program = fileURLToPath(new URL('../../bin/appgov', import.meta.url));
/** Has a process say at its end what it took. */
const tellsCpu = `data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('\\ncpu '+(user+system)/1000+' '+process.resourceUsage().maxRSS)})`;

/**
 * One policy of 60 KB, from its bytes to what it discloses, in this process: first, and when the code is warm; 100 such
 * documents one after the other, which differ in where they begin; `policy check` of the build as a whole process, beside
 * a Node that does nothing; and 1,000 documents with `policy check --each` on all cores.
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
    ...benchProcesses(page),
  };
}

function benchProcesses(page: Uint8Array): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), 'appgov-bench-policy-'));
  try {
    const file = join(folder, 'page.html');
    writeFileSync(file, page);
    // Turn by turn, so that what else the machine does meets both alike.
    const turns = Array.from({ length: 7 }, () => ({
      empty: runTelling(['-e', '']),
      check: runTelling([program, 'policy', 'check', file]),
    }));
    const middle = (values: readonly number[]): number =>
      [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    for (let i = 0; i < documents; i++) writeFileSync(join(folder, `${i}.html`), toPage(i));
    const start = performance.now();
    spawnSync(execPath, [program, 'policy', 'check', '--each', folder], { stdio: 'ignore' });
    return {
      'empty Node: CPU ms': Math.round(middle(turns.map(({ empty }) => empty.cpuMs))),
      'policy check: CPU ms': Math.round(middle(turns.map(({ check }) => check.cpuMs))),
      'policy check: resident MB': Math.round(Math.max(...turns.map(({ check }) => check.rssMb))),
      '1000 documents: s': Math.round((performance.now() - start) / 1000),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runTelling(args: readonly string[]): { readonly cpuMs: number; readonly rssMb: number } {
  const { stderr } = spawnSync(execPath, ['--import', tellsCpu, ...args], { encoding: 'utf8' });
  const [, cpuMs = '0', rssKb = '0'] = /cpu ([\d.]+) (\d+)/u.exec(stderr) ?? [];
  return { cpuMs: Number(cpuMs), rssMb: Number(rssKb) / 1024 };
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
