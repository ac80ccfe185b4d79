// Bundles the TypeScript of the program into dist/: a few large files, because opening hundreds of small ones is most of
// what a short process does. Packages from npm stay where they are, but for those that every scan loads.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

/** The files that are started or loaded by their path; everything else is reached from them. */
const entryPoints = [
  'bin/main.ts',
  'bin/policy-app.ts',
  'bin/write-command-cache.ts',
  'scanner/device/appium-child.ts',
  'scanner/emulator/driver/index.ts',
  'scanner/emulator/process/device-child.ts',
  'scanner/emulator/process/index.ts',
  'scanner/emulator/process/write-code-cache.ts',
  'scanner/emulator/web/browser-child.ts',
  'scanner/policy/ocr/ocr-child.ts',
  'server/jobs/rejudge-child.ts',
  'server/jobs/render-child.ts',
  'server/jobs/scan-child.ts',
];

/** What short processes start with, each once more in one file that V8 can keep compiled (scanner/cached-bundle.ts). */
const cachedBundles = [
  { entry: 'bin/commands/scan.ts', cacheWriter: ['bin/write-command-cache.js', 'scan'] },
  {
    entry: 'bin/commands/policy.ts',
    cacheWriter: ['bin/write-command-cache.js', 'policy'],
    // The scanner is most of it, and a check of a text alone needs none of it.
    apart: ['bin/policy-app.ts'],
  },
  {
    entry: 'scanner/emulator/process/device-host.ts',
    cacheWriter: ['scanner/emulator/process/write-code-cache.js'],
  },
];

/** Packages of many small files that every scan loads, and what they are made of. */
const bundledPackages = ['htmlparser2', 'jszip', 'yaml'];

const toDistUrl = (url) => `const distUrl = ${url}.slice(0, ${url}.lastIndexOf('/dist/') + 6);`;

/** Writes the bundles below `dist`; throws with esbuild's own messages when a source cannot be read. */
export async function bundle(root, dist) {
  const shared = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  };
  await build({
    ...shared,
    entryPoints,
    outbase: root,
    outdir: dist,
    chunkNames: 'code/[name]-[hash]',
    splitting: true,
    format: 'esm',
    sourcemap: true,
    plugins: [leavePackages(), rewriteSources(root, toOwnAddress)],
    banner: {
      js: [
        `import { createRequire as openRequire } from 'node:module';`,
        `const require = openRequire(import.meta.url);`,
        toDistUrl('import.meta.url'),
      ].join('\n'),
    },
  });
  for (const { entry, apart = [] } of cachedBundles) {
    const outfile = join(dist, entry.replace(/\.ts$/, '.bundle.cjs'));
    await build({
      ...shared,
      entryPoints: [entry],
      outfile,
      format: 'cjs',
      plugins: [
        leavePackages(),
        rewriteSources(root, (source, path) =>
          toImportModule(toOwnAddress(toImportApart(source, path, apart), path)),
        ),
      ],
      banner: {
        js: `const bundleUrl = require('node:url').pathToFileURL(__filename).href; ${toDistUrl('bundleUrl')}`,
      },
    });
    writeFileSync(outfile, toAscii(readFileSync(outfile, 'utf8')));
  }
}

/**
 * Escapes what esbuild leaves as it is: the texts of regular expressions, tagged templates and comments. A file of
 * ASCII is read without decoding and kept by V8 in a byte for a character. Left alone where an escape could mean
 * something else: after a backslash, and in raw texts.
 */
function toAscii(source) {
  if (/\\[^\x00-\x7f]|String\.raw`[^`]*[^`\x00-\x7f]/.test(source)) return source;
  return source.replaceAll(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Puts each cached bundle to use once for V8's cache; the data beside the modules has to be in place. */
export function writeCodeCaches(root, dist) {
  const apk = join(root, 'node_modules', 'android-apidemos', 'apks', 'ApiDemos-debug.apk');
  for (const { entry, cacheWriter } of cachedBundles) {
    const [script, ...words] = cacheWriter;
    const { status } = spawnSync(process.execPath, ['--no-warnings', join(dist, script), ...words, apk], {
      stdio: ['ignore', 'ignore', 2],
    });
    if (status !== 0) console.error(`appgov: no code cache for ${entry}; it starts a little slower.`);
  }
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

/** Changes the text of the program's own modules; `rewrite` is given a module's text and its path below the root. */
function rewriteSources(root, rewrite) {
  return {
    name: 'rewrite sources',
    setup(bundler) {
      bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path.includes('node_modules')) return undefined;
        const contents = rewrite(readFileSync(path, 'utf8'), relative(root, path).replaceAll('\\', '/'));
        return { contents, loader: 'ts' };
      });
    },
  };
}

/**
 * A module finds the data and the children beside it by `import.meta.url`. In a bundle that would be the bundle's own
 * address, so it is replaced by the address that the module has below dist/, where its data lies too.
 */
function toOwnAddress(source, path) {
  return source.replaceAll('import.meta.url', `(distUrl + ${JSON.stringify(path.replace(/\.ts$/, '.js'))})`);
}

/** What a cached bundle leaves out is imported from the other build, beside which it lies. */
function toImportApart(source, path, apart) {
  return source.replaceAll(/\bawait import\('(\.[^']+)'\)/g, (whole, file) => {
    const wanted = join(dirname(path), file).replaceAll('\\', '/');
    if (!apart.includes(wanted)) return whole;
    return `await importModule(distUrl + ${JSON.stringify(wanted.replace(/\.ts$/, '.js'))})`;
  });
}

/** A script that V8 takes from its cache cannot import packages; its loader does it for it. */
function toImportModule(source) {
  return source.replaceAll(/\bawait import\((?=['"][^.'"])/g, 'await importModule(');
}
