import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runBundle } from '../scanner/cached-bundle.ts';
import { SCAN_FLAGS } from '../scanner/engine-flags.ts';

/** Commands that have to start quickly, and where they come from before a build. */
const sources = {
  scan: () => import('./commands/scan.ts'),
  policy: () => import('./commands/policy.ts'),
};

export type BundledCommand = keyof typeof sources;
type CommandModules = { readonly [Name in BundledCommand]: Awaited<ReturnType<(typeof sources)[Name]>> };

/** The command and all that it loads in one file, where the build made it. */
export function bundleFileOf(name: BundledCommand): string {
  return fileURLToPath(new URL(`./commands/${name}.bundle.cjs`, import.meta.url));
}

/** The module of a command, in a process set up for it. */
export async function loadCommand<Name extends BundledCommand>(name: Name): Promise<CommandModules[Name]> {
  setEngineFlags();
  const file = bundleFileOf(name);
  return (existsSync(file) ? runBundle(file).exports : await sources[name]()) as CommandModules[Name];
}

/** V8 takes a cache only under the flags that it was made with. */
export function setEngineFlags(): void {
  for (const flag of SCAN_FLAGS) setFlagsFromString(flag);
}
