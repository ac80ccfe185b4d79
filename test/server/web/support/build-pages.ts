import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

let built: Promise<void> | undefined;

/** The pages as they are now, not as an earlier build left them. In a process of its own: the bundler has loaders. */
export function buildPages(): Promise<void> {
  built ??= build();
  return built;
}

async function build(): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const config = fileURLToPath(new URL('../../../../server/web/vite.config.ts', import.meta.url));
  await promisify(execFile)(process.execPath, [vite, 'build', '-c', config, '--logLevel', 'warn']);
}
