import { readFileSync } from 'node:fs';
import { unlimitedBudget } from '../../scanner/budget.ts';
import { ScanError } from '../../scanner/errors.ts';
import {
  DEFAULT_CONFIG,
  memorySource,
  openPackage,
  readManifest,
  readSample,
  readXml,
  ResourceTable,
  verifySignatures,
} from '../../scanner/package/index.ts';
import type { AppPackage } from '../../scanner/package/index.ts';
import { npmApkPath } from '../support/package-samples.ts';

/**
 * A seeded fuzzer for the package reader: it damages real APKs and the files inside them, reads them in every way, and
 * counts as a failure any error but a ScanError and any run that takes too long.
 * By hand: `node --import tsx test/fuzz/package-fuzz.ts 50000 [seed]`.
 */
export type FuzzFailure = { readonly seed: number; readonly target: string; readonly problem: string };

export type FuzzResult = {
  readonly runs: number;
  readonly rejected: number;
  readonly failures: readonly FuzzFailure[];
  readonly slowestMs: number;
};

type Target = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly read: (bytes: Uint8Array) => void;
};

const MAX_RUN_MS = 10_000;

export function fuzzPackage(count: number, firstSeed: number): FuzzResult {
  const targets = makeTargets();
  const failures: FuzzFailure[] = [];
  let rejected = 0;
  let slowestMs = 0;
  for (let run = 0; run < count; run += 1) {
    const seed = firstSeed + run;
    const random = makeRandom(seed);
    const target = targets[run % targets.length];
    if (target === undefined) break;
    const mutant = mutate(target.bytes, random);
    const startedMs = performance.now();
    try {
      target.read(mutant);
    } catch (error) {
      if (error instanceof ScanError) rejected += 1;
      else
        failures.push({
          seed,
          target: target.name,
          problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
    }
    const tookMs = performance.now() - startedMs;
    slowestMs = Math.max(slowestMs, tookMs);
    if (tookMs > MAX_RUN_MS)
      failures.push({ seed, target: target.name, problem: `took ${Math.round(tookMs)} ms` });
  }
  return { runs: count, rejected, failures, slowestMs };
}

function makeTargets(): Target[] {
  const apk = readFileSync(npmApkPath('uiautomator2-test'));
  const idsig = readFileSync(`${npmApkPath('uiautomator2-test')}.idsig`);
  const settings = openPackage(
    memorySource(readFileSync(npmApkPath('settings'))),
    'settings.apk',
    unlimitedBudget(),
  );
  const inside = (name: string): Uint8Array => {
    const entry = settings.base.find(name);
    if (entry === undefined) throw new Error(`${name} is missing`);
    return settings.base.read(entry);
  };
  const blockStart = apk.readUInt32LE(apk.byteLength - 6) - 8192;
  return [
    { name: 'apk', bytes: apk, read: readAll },
    {
      // Only the tail is damaged: signing block, central directory and end record.
      name: 'apk tail',
      bytes: apk.subarray(blockStart),
      read: (tail) => readAll(Buffer.concat([apk.subarray(0, blockStart), tail])),
    },
    {
      name: 'manifest',
      bytes: inside('AndroidManifest.xml'),
      read: (bytes) => void readXml(bytes, { file: 'm', code: 'BAD_MANIFEST' }),
    },
    { name: 'resources', bytes: inside('resources.arsc'), read: readTable },
    {
      name: 'idsig',
      bytes: idsig.subarray(0, 3000),
      read: (bytes) => void verifySignatures(openApk(apk), unlimitedBudget(), bytes),
    },
  ];
}

function openApk(bytes: Uint8Array): AppPackage {
  return openPackage(memorySource(bytes), 'fuzz.apk', unlimitedBudget());
}

function readAll(bytes: Uint8Array): void {
  const pkg = openApk(bytes);
  let last: ScanError | undefined;
  const steps: readonly (() => unknown)[] = [
    () => readManifest(pkg, new Map()),
    () => readSample(pkg, unlimitedBudget()),
    () => verifySignatures(pkg, unlimitedBudget()),
    () => pkg.resources(),
    ...pkg.base.entries().map((entry) => () => pkg.base.read(entry)),
  ];
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      last = error;
    }
  }
  if (last !== undefined) throw last;
}

function readTable(bytes: Uint8Array): void {
  const table = new ResourceTable([{ bytes, file: 'resources.arsc' }]);
  const resources = table.configured(DEFAULT_CONFIG);
  let left = 3000;
  for (const id of table.ids()) {
    if (left === 0) break;
    left -= 1;
    table.findName(id);
    table.variants(id);
    resources.findValue(id);
    resources.findBag(id);
  }
  table.findId('string', 'app_name');
}

/** One to eight damages: bits, bytes, interesting numbers, blocks copied, removed, zeroed, or the end cut off. */
function mutate(original: Uint8Array, random: (limit: number) => number): Uint8Array {
  let bytes = Buffer.from(original);
  const interesting = [
    0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
  ];
  const damages = 1 + random(8);
  for (let done = 0; done < damages && bytes.byteLength > 8; done += 1) {
    const at = random(bytes.byteLength - 4);
    switch (random(8)) {
      case 0:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
        break;
      case 1:
        bytes[at] = random(256);
        break;
      case 2:
        bytes.writeUInt32LE(interesting[random(interesting.length)] ?? 0, at & ~3);
        break;
      case 3:
        bytes.writeUInt16LE((interesting[random(interesting.length)] ?? 0) & 0xffff, at & ~1);
        break;
      case 4:
        bytes.copy(bytes, at, random(bytes.byteLength), random(bytes.byteLength));
        break;
      case 5:
        bytes.fill(0, at, Math.min(bytes.byteLength, at + random(64)));
        break;
      case 6:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(16))]);
        break;
      default:
        // Cutting is rare: most of a cut file's readers fail at once.
        if (random(8) === 0) bytes = bytes.subarray(0, at);
        else bytes.writeInt32LE((bytes.readInt32LE(at) + random(9) - 4) | 0, at);
    }
  }
  return bytes;
}

/** A small generator with a seed (mulberry32), so that every failure can be had again. */
function makeRandom(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

if (process.argv[1] !== undefined && import.meta.url === new URL(process.argv[1], 'file:').href) {
  const result = fuzzPackage(Number(process.argv[2] ?? 1000), Number(process.argv[3] ?? 1));
  console.log(
    JSON.stringify({ ...result, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024) }, undefined, 2),
  );
  process.exitCode = result.failures.length === 0 ? 0 : 1;
}
