// Bundles the TypeScript into dist/, copies the data files that live beside it, and bundles the web pages.
// With --if-changed each half is skipped when its sources are the ones built last; --check builds nothing and fails when
// they are not. A half can be named: core or web.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const ifChanged = process.argv.includes('--if-changed');
const checkOnly = process.argv.includes('--check');
const halves = process.argv.slice(2).filter((word) => !word.startsWith('--'));

const coreFolders = ['bin', 'server', 'scanner', 'rules', 'reports'].map((name) => join(root, name));
const webFolder = join(root, 'server', 'web');
const coreFiles = coreFolders.flatMap((folder) => listFiles(folder, webFolder));
const coreConfig = ['tsconfig.json', 'tools/bundle.mjs', 'package-lock.json'].map((name) => join(root, name));

await buildWhenChanged('core', [...coreFiles, ...coreConfig], async () => {
  const { bundle, writeCodeCaches } = await import('./bundle.mjs');
  console.error('appgov: bundling the program ...');
  for (const folder of ['code', ...coreFolders.map((path) => relative(root, path))])
    rmSync(join(dist, folder), { recursive: true, force: true });
  await bundle(root, dist);
  for (const file of coreFiles) {
    if (file.endsWith('.ts') || file === join(root, 'bin', 'appgov')) continue;
    const target = join(dist, relative(root, file));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
  writeCodeCaches(root, dist);
});

const webTypes = ['reports/model', 'rules/engine', 'scanner/evidence'].flatMap((folder) =>
  listFiles(join(root, folder)),
);
await buildWhenChanged('web', [...listFiles(webFolder), ...webTypes, join(root, 'package-lock.json')], () => {
  step('bundling the pages', join('node_modules', 'vite', 'bin', 'vite.js'), [
    'build',
    '--config',
    join('server', 'web', 'vite.config.ts'),
    '--logLevel',
    'warn',
  ]);
});

async function buildWhenChanged(name, files, build) {
  if (halves.length > 0 && !halves.includes(name)) return;
  const stampFile = join(dist, `.${name}-sources-sha256`);
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  const sourcesSha256 = hash.digest('hex');
  const isBuilt = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourcesSha256;
  if (checkOnly && !isBuilt) process.exitCode = 1;
  if (checkOnly || (ifChanged && isBuilt)) return;
  await build();
  mkdirSync(dist, { recursive: true });
  writeFileSync(stampFile, sourcesSha256);
}

function step(what, script, args) {
  console.error(`appgov: ${what} ...`);
  const result = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function listFiles(folder, except) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (path === except || entry.name === 'node_modules') return [];
    return entry.isDirectory() ? listFiles(path, except) : [path];
  });
}
