import { existsSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export type ChildPermissions = {
  /** Folders (with everything below) and files that the child may read; it may write nothing. */
  readonly readable: readonly string[];
  readonly heapMb: number;
};

/**
 * Node's own flags that take from a process what an app must never reach: the file system but for `readable`, child
 * processes, workers, internal bindings. Native add-ons stay allowed: the canvas is one. Node 20 has no flag against
 * the network; `deny-network.ts` closes that door from inside, and newer Nodes close it with the same flag.
 */
export function toChildFlags({ readable, heapMb }: ChildPermissions): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  return [
    permission,
    '--allow-addons',
    ...readable.flatMap(toReadFlags),
    `--max-old-space-size=${heapMb}`,
    '--disable-proto=delete',
    '--no-warnings',
  ];
}

/** Where the code of this program lies: the folder of the scanner's code, and each folder of modules it can load from. */
export function codeFolders(): string[] {
  const scanner = fileURLToPath(new URL('../../', import.meta.url));
  const folders = [scanner];
  for (let folder = scanner; dirname(folder) !== folder; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) folders.push(modules);
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) folders.push(manifest);
  }
  return folders;
}

/**
 * What a child needs besides when this program runs from its TypeScript sources, as it does in tests: the loader that
 * compiles them starts a worker and a child process of its own. Nothing when it runs compiled.
 */
export function sourceLoaderFlags(moduleUrl: string): string[] {
  if (!moduleUrl.endsWith('.ts')) return [];
  const loader = createRequire(moduleUrl).resolve('tsx');
  return ['--import', pathToFileURL(loader).href];
}

/** The permissions that go with `sourceLoaderFlags`. */
export function sourceLoaderPermissions(moduleUrl: string): string[] {
  if (!moduleUrl.endsWith('.ts')) return [];
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  return ['--allow-worker', '--allow-child-process', ...toReadFlags(root)];
}

/** Node matches paths as they are on disk: a name alone is one file or folder, a slash behind it means all below. */
function toReadFlags(path: string): string[] {
  if (!existsSync(path)) return [];
  const real = realpathSync(path);
  const flag = `--allow-fs-read=${real}`;
  return statSync(real).isDirectory() ? [flag, `${flag}/`] : [flag];
}
