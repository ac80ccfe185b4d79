import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDex } from '../../scanner/dex/index.ts';
import { Machine } from '../../scanner/emulator/machine/index.ts';
import type { MachineOptions } from '../../scanner/emulator/machine/index.ts';
import { javaClasses as classes } from '../../scanner/emulator/java/index.ts';
import { hasProgram } from '../support/run-command.ts';
import { measureStart } from './support/measure-start.ts';

const folder = fileURLToPath(new URL('../fixtures/java/bench/', import.meta.url));

/** Programs of Bench.java, and how much each is asked to do: some milliseconds of `java -Xint`. */
const programs: Readonly<Record<string, number>> = {
  loops: 3000,
  sieve: 100_000,
  fields: 80_000,
  virtual: 60_000,
  allocation: 4000,
  strings: 400,
  recursion: 20,
  longs: 15_000,
  exceptions: 4000,
  doubles: 300,
};

const measureForMs = 2500;
const javaRepeats = 100;

/**
 * Each program on our interpreter, with hot code compiled, and on `java -Xint` and `java`: the least time of many runs,
 * which noise of a busy machine disturbs least. Ratios are to `java -Xint`.
 */
export async function bench(): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const scratch = mkdtempSync(join(tmpdir(), 'appgov-bench-'));
  const classesFolder = hasProgram('javac') ? scratch : undefined;
  try {
    if (classesFolder !== undefined)
      execFileSync('javac', ['--release', '8', '-Xlint:none', '-d', classesFolder, 'Bench.java'], {
        cwd: folder,
        stdio: 'ignore',
      });
    const ratios: Record<string, number[]> = { interpreted: [], compiled: [], jit: [] };
    for (const [name, count] of Object.entries(programs)) {
      const ours = { interpreted: run(name, count, { compile: false }), compiled: run(name, count, {}) };
      for (const [how, { ms }] of Object.entries(ours)) figures[`${name}: ${how} ms`] = round(ms);
      if (classesFolder === undefined) continue;
      const xint = runJava(classesFolder, name, count, ['-Xint']);
      const jit = runJava(classesFolder, name, count, []);
      if (xint.result !== ours.compiled.result || xint.result !== ours.interpreted.result)
        throw new Error(`${name} gives ${ours.compiled.result} instead of ${xint.result}`);
      figures[`${name}: java -Xint ms`] = round(xint.ms);
      figures[`${name}: java ms`] = round(jit.ms);
      ratios['interpreted']?.push(ours.interpreted.ms / xint.ms);
      ratios['compiled']?.push(ours.compiled.ms / xint.ms);
      ratios['jit']?.push(jit.ms / xint.ms);
    }
    if (classesFolder !== undefined)
      for (const [how, all] of Object.entries(ratios))
        figures[`${how === 'jit' ? 'java' : how}: geometric mean to java -Xint`] = round(geometricMean(all));
    const start = await measureStart(scratch, join(folder, 'bench.dex'));
    for (const [what, { wallMs, cpuMs, residentMb }] of Object.entries(start)) {
      figures[`start: ${what} wall ms`] = round(wallMs);
      figures[`start: ${what} cpu ms`] = round(cpuMs);
      figures[`start: ${what} memory MB`] = round(residentMb);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  return figures;
}

function newMachine(options: Pick<MachineOptions, 'compile'>): Machine {
  const dex = openDex(readFileSync(join(folder, 'bench.dex')), 'bench.dex');
  return new Machine({ models: classes, dexFiles: [dex], limits: { maxInstructions: 1e12 }, ...options });
}

function run(
  name: string,
  count: number,
  options: Pick<MachineOptions, 'compile'>,
): { ms: number; result: number } {
  const vm = newMachine(options);
  let ms = Number.POSITIVE_INFINITY;
  let result = Number.NaN;
  const end = performance.now() + measureForMs;
  while (performance.now() < end) {
    const started = performance.now();
    const outcome = vm.callNow(vm.callStatic('Bench', 'run(Ljava/lang/String;I)I', name, count));
    ms = Math.min(ms, performance.now() - started);
    result = outcome.kind === 'returned' ? Number(outcome.value) : Number.NaN;
  }
  return { ms, result };
}

function runJava(
  classPath: string,
  name: string,
  count: number,
  flags: readonly string[],
): { ms: number; result: number } {
  const args = [...flags, '-cp', classPath, 'Bench', name, String(count), String(javaRepeats)];
  const [result, ns] = execFileSync('java', args, { encoding: 'utf8' }).trim().split(' ').map(Number);
  return { ms: (ns ?? Number.NaN) / 1e6, result: result ?? Number.NaN };
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
