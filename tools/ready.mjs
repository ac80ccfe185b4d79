// Brings a fresh clone to the point where it can start: dependencies installed, code compiled.
// Runs before `npm start` and `npm test`; does nothing when nothing changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.appgov-lock-sha256');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`appgov needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const lockSha256 = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
const installedSha256 = existsSync(stampFile) ? readFileSync(stampFile, 'utf8').trim() : '';
if (installedSha256 !== lockSha256) {
  console.error('appgov: installing dependencies (a few minutes the first time) ...');
  const env = { ...process.env };
  // sqlite3 compiles where no prebuilt binary can be had; node-gyp then wants the headers that lie beside node
  // instead of downloading them.
  const prefix = dirname(dirname(process.execPath));
  if (!env.npm_config_nodedir && existsSync(join(prefix, 'include', 'node', 'node.h'))) {
    env.npm_config_nodedir = prefix;
  }
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], env);
  writeFileSync(stampFile, `${lockSha256}\n`);
}

run(process.execPath, [join(root, 'tools', 'build.mjs'), '--if-changed'], process.env);

function run(command, args, env) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env });
  if (result.error) {
    console.error(`appgov: could not run ${command}: ${result.error.message}`);
    process.exit(1);
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
}
