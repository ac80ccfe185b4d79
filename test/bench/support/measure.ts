import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hrtime } from 'node:process';

/** What a whole process cost, the processes that it started and waited for with it. */
export type ProcessCost = { readonly cpuS: number; readonly wallS: number; readonly peakMb: number };

const ticksPerSecond = 100;
/** A process's peak is kept by the kernel, so that little is missed; to look more often would take from what is measured. */
const pollEveryMs = 20;

/** Runs a program to its end and measures it by /proc (Linux). Throws when it fails. */
export async function measureProcess(
  program: string,
  args: readonly string[],
  okCodes: readonly number[] = [0],
): Promise<ProcessCost> {
  const cpuBefore = waitedChildrenCpuS();
  const startedAt = hrtime.bigint();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  let peakKb = 0;
  const poll = setInterval(() => {
    peakKb = Math.max(peakKb, peakMemoryKb(child.pid));
  }, pollEveryMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(poll);
  if (code === null || !okCodes.includes(code))
    throw new Error(`${program} ended with ${code}: ${errors.slice(0, 500)}`);
  return {
    cpuS: waitedChildrenCpuS() - cpuBefore,
    wallS: Number(hrtime.bigint() - startedAt) / 1e9,
    peakMb: peakKb / 1024,
  };
}

/** Runs several times and answers the median of each figure. */
export async function measureMedian(runs: number, run: () => Promise<ProcessCost>): Promise<ProcessCost> {
  const costs: ProcessCost[] = [];
  for (let index = 0; index < runs; index++) costs.push(await run());
  const median = (pick: (cost: ProcessCost) => number) => {
    const sorted = costs.map(pick).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return { cpuS: median((c) => c.cpuS), wallS: median((c) => c.wallS), peakMb: median((c) => c.peakMb) };
}

/** Fields 16 and 17 of proc(5) stat: user and system time of children that were waited for. */
function waitedChildrenCpuS(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

/** Peak of a process and of all that live below it, each at its own worst: an upper bound of what they held at once. */
function peakMemoryKb(pid: number | undefined): number {
  try {
    const own = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return children.reduce((sum, child) => sum + (child === '' ? 0 : peakMemoryKb(Number(child))), own);
  } catch {
    return 0;
  }
}
