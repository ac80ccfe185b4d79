import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type StartCost = { readonly wallMs: number; readonly cpuMs: number; readonly residentMb: number };

const entry = fileURLToPath(new URL('./machine-start.ts', import.meta.url));
const runs = 9;

/** Runs a script with V8's code cache, which it makes the first time, as an emulated device's process does. */
const LAUNCHER = `
const [, , script, ...rest] = process.argv;
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { Script } = require('node:vm');
const cache = script + '.cache';
process.argv.splice(1, 2, script);
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const made = new Script(wrap(readFileSync(script, 'utf8')), { filename: script, cachedData });
made.runInThisContext()(exports, require, module, script, '');
if (cachedData === undefined) writeFileSync(cache, made.createCachedData());
`;

/**
 * From the start of a process to the first instruction of a dex file's code in a machine, bundled and with V8's code
 * cache, as devices run: the least of several runs, and beside it what an empty Node process takes.
 */
export async function measureStart(
  folder: string,
  dexFile: string,
): Promise<{ machine: StartCost; node: StartCost }> {
  const script = join(folder, 'machine-start.cjs');
  const launcher = join(folder, 'launcher.cjs');
  await build({
    entryPoints: [entry],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    minify: true,
    logLevel: 'error',
  });
  writeFileSync(launcher, LAUNCHER);
  const empty = join(folder, 'empty.cjs');
  writeFileSync(
    empty,
    'const { user, system } = process.cpuUsage();' +
      'console.log(JSON.stringify({ wallMs: performance.now(), cpuMs: (user + system) / 1000,' +
      ' residentMb: process.memoryUsage.rss() / 2 ** 20 }));',
  );
  run([launcher, script, dexFile]);
  return { machine: least([launcher, script, dexFile]), node: least([empty]) };
}

function least(args: readonly string[]): StartCost {
  const costs = Array.from({ length: runs }, () => run(args));
  return {
    wallMs: Math.min(...costs.map(({ wallMs }) => wallMs)),
    cpuMs: Math.min(...costs.map(({ cpuMs }) => cpuMs)),
    residentMb: Math.max(...costs.map(({ residentMb }) => residentMb)),
  };
}

function run(args: readonly string[]): StartCost {
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as StartCost;
}
