// Bundles the TypeScript of the program into dist/: a few large files, because opening hundreds of small ones is most of
// what a short process does. Packages from npm stay where they are, but for those that every scan loads.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

/** The files that are started or loaded by their path; everything else is reached from them. */
const entryPoints = [
  'bin/main.ts',
  'scanner/device/appium-child.ts',
  'scanner/emulator/driver/index.ts',
  'scanner/emulator/process/device-child.ts',
  'scanner/emulator/process/index.ts',
  'scanner/emulator/process/write-code-cache.ts',
  'server/jobs/rejudge-child.ts',
  'server/jobs/render-child.ts',
  'server/jobs/scan-child.ts',
];

/** Packages of many small files that every scan loads, and what they are made of. */
const bundledPackages = ['htmlparser2', 'jszip', 'yaml'];

/** Writes the bundles below `dist`; throws with esbuild's own messages when a source cannot be read. */
export async function bundleCore(root, dist) {
  await build({
    absWorkingDir: root,
    entryPoints,
    outbase: root,
    outdir: dist,
    chunkNames: 'code/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    banner: {
      js: [
        `import { createRequire as openRequire } from 'node:module';`,
        `const require = openRequire(import.meta.url);`,
        `const distUrl = import.meta.url.slice(0, import.meta.url.lastIndexOf('/dist/') + 6);`,
      ].join('\n'),
    },
    plugins: [leavePackages(), ownAddresses(root)],
  });
}

function leavePackages() {
  return {
    name: 'leave packages',
    setup(bundler) {
      bundler.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
        if (kind === 'entry-point' || importer.includes('node_modules')) return undefined;
        return bundledPackages.includes(path) ? undefined : { path, external: true };
      });
    },
  };
}

/**
 * A module finds the data and the children beside it by `import.meta.url`. In a bundle that would be the bundle's own
 * address, so it is replaced by the address that the module has below dist/, where its data lies too.
 */
function ownAddresses(root) {
  return {
    name: 'own addresses',
    setup(bundler) {
      bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (path.includes('node_modules') || !source.includes('import.meta.url')) return undefined;
        const compiled = relative(root, path).replaceAll('\\', '/').replace(/\.ts$/, '.js');
        const contents = source.replaceAll('import.meta.url', `(distUrl + ${JSON.stringify(compiled)})`);
        return { contents, loader: 'ts' };
      });
    },
  };
}
