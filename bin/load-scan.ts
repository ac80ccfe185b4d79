import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runBundle } from '../scanner/cached-bundle.ts';
import { ENGINE_FLAGS } from '../scanner/engine-flags.ts';

export type ScanModule = typeof import('./commands/scan.ts');

/** The scan and all that it loads in one file, where the build made it. */
export const scanBundleFile = fileURLToPath(new URL('./commands/scan.bundle.cjs', import.meta.url));

/** The command that scans, in a process set up for it. */
export async function loadScan(): Promise<ScanModule> {
  for (const flag of ENGINE_FLAGS) setFlagsFromString(flag);
  return existsSync(scanBundleFile)
    ? (runBundle(scanBundleFile).exports as ScanModule)
    : import('./commands/scan.ts');
}
