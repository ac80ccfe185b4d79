import { isAscii } from 'node:buffer';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

/** A bundle that runs: what it exports, and its script, which knows what V8 has compiled of it so far. */
export type RunningBundle = { readonly exports: unknown; readonly script: Script };

/**
 * Runs a CommonJS bundle of the build (tools/bundle-cached.mjs) with what V8 compiled of it when it was built. V8 takes
 * that cache when its version and its flags are those that it was made with; otherwise the bundle is compiled anew.
 */
export function runBundle(bundleFile: string): RunningBundle {
  const cacheFile = toCacheFile(bundleFile);
  const cachedData = existsSync(cacheFile) ? readFileSync(cacheFile) : undefined;
  const bytes = readFileSync(bundleFile);
  // esbuild writes ASCII, which V8 keeps in half the memory and need not decode.
  const source = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const script = new Script(`(function (exports, require, module, __filename, importModule) {${source}\n})`, {
    filename: bundleFile,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  const start = script.runInThisContext() as (
    exports: object,
    require: NodeJS.Require,
    module: { exports: object },
    filename: string,
    importModule: (name: string) => Promise<unknown>,
  ) => void;
  start(module.exports, createRequire(bundleFile), module, bundleFile, (name) => import(name));
  return { exports: module.exports, script };
}

/** Makes the cache of a bundle anew: `warm` puts what it exports to the use that most processes make of it. */
export async function writeBundleCache(
  bundleFile: string,
  warm: (exports: unknown) => Promise<void>,
): Promise<void> {
  rmSync(toCacheFile(bundleFile), { force: true });
  const { exports, script } = runBundle(bundleFile);
  await warm(exports);
  writeFileSync(toCacheFile(bundleFile), script.createCachedData());
}

function toCacheFile(bundleFile: string): string {
  return `${bundleFile}.cache`;
}
