// Brings a fresh clone to the point where it can start: dependencies installed, code compiled.
// Runs before `npm start` and `npm test`; does nothing when nothing changed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, 'package-lock.json');
/** What npm says of the tree that it laid; written when everything in it is in place. */
const installedFile = join(root, 'node_modules', '.package-lock.json');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`appgov needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

if (!isInstalled()) {
  console.error('appgov: installing dependencies (a few minutes the first time) ...');
  const env = { ...process.env };
  // sqlite3 compiles where no prebuilt binary can be had; node-gyp then wants the headers that lie beside node
  // instead of downloading them.
  const prefix = dirname(dirname(process.execPath));
  if (!env.npm_config_nodedir && existsSync(join(prefix, 'include', 'node', 'node.h'))) {
    env.npm_config_nodedir = prefix;
  }
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], env);
}

run(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-changed'], process.env);

/** Is every package of the lock file there in its version? Those for other systems need not be. */
function isInstalled() {
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' ||
      installed[path]?.version === version ||
      ((optional ?? devOptional) === true && !installed[path]),
  );
}

function run(command, args, env) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env });
  if (result.error) {
    console.error(`appgov: could not run ${command}: ${result.error.message}`);
    process.exit(1);
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
}
