import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ScanError } from '../../scanner/errors.ts';
import { mutate } from './mutate.ts';
import { makeRandom } from './random.ts';
import { MAX_RUN_MS, makeTargets } from './targets.ts';
import type { FuzzTarget } from './targets.ts';

/**
 * A seeded fuzzer for everything that reads a package: it damages real APKs and the files inside them, reads them as a
 * scan does, and counts as a failure any error but a ScanError, a rejection that does not say where, and any run that
 * takes too long or too much memory. By hand, in slices:
 *
 *     node --import tsx test/fuzz/package-fuzz.ts --count 10000 --seed 1 [--kind dex] [--log FILE]
 */
export type FuzzFailure = { readonly seed: number; readonly target: string; readonly problem: string };

export type FuzzResult = {
  readonly runs: number;
  readonly runsByKind: Readonly<Record<string, number>>;
  readonly rejected: number;
  readonly rejectedByCode: Readonly<Record<string, number>>;
  readonly failures: readonly FuzzFailure[];
  readonly slowestMs: number;
  readonly slowest: string;
  readonly peakRssMb: number;
};

const MAX_RSS_MB = 1024;
const RUNS_BETWEEN_MEMORY_CHECKS = 50;
/** Codes that speak of a file's bytes, so that they must say where in it. */
const PLACED_CODES =
  /^(?:BAD_(?!EVIDENCE)|TRUNCATED|ZIP_BOMB|NOT_A_ZIP|UNSAFE_ENTRY_NAME|LIMIT_EXCEEDED|NO_MANIFEST)/;

export function fuzzPackage(
  count: number,
  firstSeed: number,
  kind?: string,
  onFailure: (failure: FuzzFailure) => void = () => undefined,
): FuzzResult {
  const targets = makeTargets().filter((target) => kind === undefined || target.kind === kind);
  const kinds = [...new Set(targets.map((target) => target.kind))];
  const failures: FuzzFailure[] = [];
  const runsByKind: Record<string, number> = {};
  const rejectedByCode: Record<string, number> = {};
  let slowestMs = 0;
  let slowest = '';
  let peakRssMb = 0;
  for (let run = 0; run < count; run += 1) {
    const seed = firstSeed + run;
    const target = chooseTarget(targets, kinds, seed);
    const fail = (problem: string): void => {
      const failure = { seed, target: target.name, problem };
      failures.push(failure);
      onFailure(failure);
    };
    const startedMs = performance.now();
    const rejection = readMutant(target, seed);
    const tookMs = performance.now() - startedMs;
    runsByKind[target.kind] = (runsByKind[target.kind] ?? 0) + 1;
    if (rejection instanceof ScanError) {
      rejectedByCode[rejection.code] = (rejectedByCode[rejection.code] ?? 0) + 1;
      if (PLACED_CODES.test(rejection.code) && rejection.offsetBytes === undefined)
        fail(`${rejection.code} without an offset: ${rejection.message}`);
    } else if (rejection !== undefined) {
      fail(rejection instanceof Error ? (rejection.stack ?? rejection.message) : String(rejection));
    }
    if (tookMs > slowestMs) {
      slowestMs = tookMs;
      slowest = `${seed} ${target.name}`;
    }
    if (tookMs > MAX_RUN_MS) fail(`took ${Math.round(tookMs)} ms`);
    if (run % RUNS_BETWEEN_MEMORY_CHECKS === 0 || tookMs > 1000) {
      const rssMb = process.memoryUsage.rss() / 1024 / 1024;
      if (rssMb > MAX_RSS_MB && peakRssMb <= MAX_RSS_MB) fail(`the process holds ${Math.round(rssMb)} MB`);
      peakRssMb = Math.max(peakRssMb, rssMb);
    }
  }
  return {
    runs: count,
    runsByKind,
    rejected: Object.values(rejectedByCode).reduce((sum, each) => sum + each, 0),
    rejectedByCode,
    failures,
    slowestMs: Math.round(slowestMs),
    slowest,
    peakRssMb: Math.round(peakRssMb),
  };
}

/** The damaged bytes that a seed stands for; what a failure is reproduced and kept from. */
export function makeMutant(
  targets: readonly FuzzTarget[],
  seed: number,
): { target: FuzzTarget; bytes: Uint8Array } {
  const target = chooseTarget(targets, [...new Set(targets.map(({ kind }) => kind))], seed);
  return { target, bytes: mutate(target.bytes, makeRandom(seed), target.hot) };
}

/** Kinds take turns, and the targets of a kind among themselves. */
function chooseTarget(targets: readonly FuzzTarget[], kinds: readonly string[], seed: number): FuzzTarget {
  const ofKind = targets.filter(({ kind }) => kind === kinds[seed % kinds.length]);
  const target = ofKind[Math.floor(seed / kinds.length) % ofKind.length];
  if (target === undefined) throw new Error('there is no such target');
  return target;
}

function readMutant(target: FuzzTarget, seed: number): unknown {
  try {
    target.read(mutate(target.bytes, makeRandom(seed), target.hot));
    return undefined;
  } catch (error) {
    return error ?? new Error('something empty was thrown');
  }
}

if (process.argv[1] !== undefined && import.meta.url === new URL(process.argv[1], 'file:').href) {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      kind: { type: 'string' },
      log: { type: 'string' },
    },
  });
  const { log } = values;
  const result = fuzzPackage(Number(values.count), Number(values.seed), values.kind, (failure) => {
    if (log !== undefined) appendFileSync(log, `${JSON.stringify(failure)}\n`);
  });
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ ...result, failures: result.failures.slice(0, 20), peakMb }));
  process.exitCode = result.failures.length === 0 ? 0 : 1;
}
