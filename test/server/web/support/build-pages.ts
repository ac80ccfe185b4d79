import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

let built: Promise<void> | undefined;

/** The pages as their sources are now, not as an earlier build left them. */
export function buildPages(): Promise<void> {
  built ??= build();
  return built;
}

async function build(): Promise<void> {
  const script = fileURLToPath(new URL('../../../../tools/build.mjs', import.meta.url));
  await promisify(execFile)(process.execPath, [script, '--if-changed', 'web']);
}
